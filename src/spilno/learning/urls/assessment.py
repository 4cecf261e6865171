"""Addresses of banks of questions, tests and assignments of editions, sittings and marking."""

from django.urls import URLPattern, path, re_path

from spilno.learning.views import banks, quality, sitting, testing

KIND = "single|multiple|matching|numeric|open"

urlpatterns: list[URLPattern] = [
    path("question-banks/", banks.banks, name="banks"),
    path("question-banks/new/", banks.begin_bank, name="begin_bank"),
    path("question-banks/<int:pk>/", banks.bank, name="bank"),
    re_path(r"^question-banks/(?P<pk>\d{1,9})/questions\.(?P<ending>gift|xml)$", banks.bank_file, name="bank_file"),
    re_path(rf"^question-banks/(?P<pk>\d{{1,9}})/new/(?P<kind>{KIND})/$", banks.write_question, name="write_question"),
    path("question-banks/<int:pk>/<int:question>/", banks.question, name="question"),
    path("question-banks/<int:pk>/<int:question>/write/", banks.rewrite_question, name="rewrite_question"),
    path("question-banks/<int:pk>/<int:question>/retire/", banks.retire_question, name="retire_question"),
    path("question-banks/<int:pk>/import/", banks.import_questions, name="import_questions"),
    path("question-banks/<int:pk>/import/<int:batch>/", banks.preview, name="questions_preview"),
    path("question-banks/<int:pk>/import/<int:batch>/commit/", banks.commit, name="commit_questions"),
    path("question-banks/<int:pk>/import/<int:batch>/drop/", banks.drop, name="drop_questions"),
    path("editions/<int:pk>/tests/", testing.tests, name="tests"),
    path("editions/<int:pk>/tests/new/", testing.write_test, name="new_test"),
    path("editions/<int:pk>/tests/<int:test>/", testing.write_test, name="write_test"),
    path("editions/<int:pk>/assignments/new/", testing.write_assignment, name="new_assignment"),
    path("editions/<int:pk>/assignments/<int:assignment>/", testing.write_assignment, name="write_assignment"),
    path("editions/<int:pk>/marking/", sitting.marking_queue, name="marking"),
    path("tests/<int:pk>/", sitting.test, name="test"),
    path("tests/<int:pk>/begin/", sitting.begin, name="begin_attempt"),
    path("tests/<int:pk>/results/", testing.results, name="test_results"),
    path("tests/<int:pk>/drop/", testing.drop_test, name="drop_test"),
    path("attempts/<int:pk>/", sitting.attempt, name="attempt"),
    path("attempts/<int:pk>/save/", sitting.save, name="save_answers"),
    path("attempts/<int:pk>/hand-in/", sitting.hand_in, name="hand_in"),
    path("attempts/<int:pk>/result/", sitting.attempt_result, name="attempt_result"),
    path("answers/<int:pk>/mark/", sitting.mark_answer, name="mark_answer"),
    path("assignments/<int:pk>/", sitting.assignment, name="assignment"),
    path("works/<int:pk>/mark/", sitting.mark_work, name="mark_work"),
    path("quality/", quality.summary, name="quality"),
    re_path(r"^quality/quality\.(?P<ending>csv|xlsx)$", quality.summary_file, name="quality_file"),
    path("editions/<int:pk>/quality/", quality.edition_quality, name="edition_quality"),
    re_path(r"^editions/(?P<pk>\d{1,9})/opinion/(?P<kind>end|later)/$", quality.opinion, name="opinion"),
]
