"""Addresses of the staff list of a council."""

from django.urls import URLPattern, path

from spilno.learning.views import staff_list

urlpatterns: list[URLPattern] = [
    path("coverage/councils/<int:pk>/list/", staff_list.upload, name="staff_upload"),
    path("coverage/councils/<int:pk>/list/template.xlsx", staff_list.template, name="staff_template"),
    path("coverage/councils/<int:pk>/list/<int:batch>/", staff_list.preview, name="staff_preview"),
    path("coverage/councils/<int:pk>/list/<int:batch>/commit/", staff_list.commit, name="staff_commit"),
    path("coverage/councils/<int:pk>/list/<int:batch>/drop/", staff_list.drop, name="staff_drop"),
]
