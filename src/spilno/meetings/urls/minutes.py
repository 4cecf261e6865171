from django.urls import URLPattern, path, re_path

from spilno.meetings.views import archive, minutes

urlpatterns: list[URLPattern] = [
    path("meetings/<int:pk>/archive.zip", archive.archive, name="archive"),
    path("meetings/<int:pk>/archive-whole.zip", archive.archive, {"whole": True}, name="archive_whole"),
    path("meetings/count_ballots.py", archive.counter, name="counter"),
    path("meetings/<int:pk>/minutes/", minutes.minutes, name="minutes"),
    path("meetings/<int:pk>/minutes/draw-up/", minutes.draw_up, name="draw_up_minutes"),
    path("meetings/<int:pk>/minutes/mend/", minutes.mend, name="mend_minutes"),
    path("meetings/<int:pk>/minutes/lay-open/", minutes.lay_open, name="lay_open_minutes"),
    path("meetings/<int:pk>/minutes/object/", minutes.object_to, name="object_to_minutes"),
    path("meetings/<int:pk>/minutes/approve/", minutes.approve, name="approve_minutes"),
    path("meetings/<int:pk>/minutes/sign/", minutes.sign, name="sign_minutes"),
    re_path(r"^meetings/(?P<pk>\d{1,18})/minutes/draft\.(?P<form>pdf|docx)$", minutes.draft, name="draft_minutes"),
    path("objections/<int:pk>/answer/", minutes.answer, name="answer_objection"),
    re_path(r"^meetings/(?P<pk>\d{1,18})/extract/(?P<number>[\d.]{1,20})/$", minutes.extract, name="extract"),
    re_path(
        r"^meetings/(?P<pk>\d{1,18})/extract/(?P<number>[\d.]{1,20})/(?P<form>docx)/$",
        minutes.extract,
        name="extract_in_word",
    ),
]
