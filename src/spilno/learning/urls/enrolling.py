"""Addresses of applications and of one's own learning."""

from django.urls import URLPattern, path

from spilno.learning.views import enrolling, own

urlpatterns: list[URLPattern] = [
    path("my-learning/", own.own, name="own"),
    path("editions/<int:pk>/apply/", enrolling.apply, name="apply"),
    path("editions/<int:pk>/people/", enrolling.nominate, name="nominate"),
    path("editions/<int:pk>/applications/", enrolling.applications, name="applications"),
    path("editions/<int:pk>/applications/enter/", enrolling.enter, name="enter_person"),
    path("editions/<int:pk>/applications/<int:enrolment>/withdraw/", enrolling.withdraw, name="withdraw"),
]
