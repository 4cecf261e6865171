"""Addresses of coverage: for everyone, of who is due, of a council's staff."""

from django.urls import path, re_path

from spilno.learning.views import coverage

urlpatterns = [
    path("coverage/", coverage.page, name="coverage"),
    path("coverage/coverage.pdf", coverage.paper, name="coverage_paper"),
    re_path(
        r"^coverage/(?P<table>councils|raions|categories|years|competences)\.(?P<ending>csv|xlsx)$",
        coverage.file,
        name="coverage_file",
    ),
    path("coverage/competences/", coverage.competences, name="coverage_competences"),
    path("coverage/next/", coverage.gaps, name="gaps"),
    path("coverage/next/draft/", coverage.draft, name="draft_gap"),
    path("coverage/due/", coverage.due, name="due"),
    path("coverage/due/certificates/", coverage.due_renewals, name="renewals_due"),
    path("coverage/councils/<int:pk>/", coverage.staff, name="staff"),
    path("coverage/councils/<int:pk>/nominate/", coverage.nominate_staff, name="nominate_staff"),
]
