"""Addresses of joint events, by noun."""

from django.urls import URLPattern

from spilno.events.urls import events

app_name = "events"

urlpatterns: list[URLPattern] = [
    *events.urlpatterns,
]
