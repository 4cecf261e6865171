"""Addresses of professional development, by noun."""

from django.urls import URLPattern

from spilno.learning.urls import standards

app_name = "learning"

urlpatterns: list[URLPattern] = [
    *standards.urlpatterns,
]
