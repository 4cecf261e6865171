"""Addresses of the register of events and of one event."""

from django.urls import URLPattern, path

from spilno.events.views import events

urlpatterns: list[URLPattern] = [
    path("events/", events.events, name="events"),
    path("events/<int:pk>/", events.event, name="event"),
]
