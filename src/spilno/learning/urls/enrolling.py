"""Addresses of applications and of one's own learning."""

from django.urls import URLPattern, path, re_path

from spilno.learning.views import enrolling, gradebook, own

urlpatterns: list[URLPattern] = [
    path("my-learning/", own.own, name="own"),
    path("editions/<int:pk>/learning/", own.learning, name="learning"),
    path("editions/<int:pk>/lessons/<int:lesson>/", own.lesson, name="lesson"),
    path("editions/<int:pk>/gradebook/", gradebook.gradebook, name="gradebook"),
    re_path(
        r"^editions/(?P<pk>\d{1,9})/gradebook\.(?P<ending>csv|xlsx)$", gradebook.gradebook_file, name="gradebook_file"
    ),
    path("editions/<int:pk>/finish/", gradebook.finish, name="finish"),
    path("editions/<int:pk>/apply/", enrolling.apply, name="apply"),
    path("editions/<int:pk>/people/", enrolling.nominate, name="nominate"),
    path("editions/<int:pk>/applications/", enrolling.applications, name="applications"),
    path("editions/<int:pk>/applications/enter/", enrolling.enter, name="enter_person"),
    path("editions/<int:pk>/applications/<int:enrolment>/withdraw/", enrolling.withdraw, name="withdraw"),
    path("editions/<int:pk>/applications/<int:enrolment>/statement/", own.statement, name="statement"),
]
