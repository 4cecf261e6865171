"""Addresses of calendar files and posters."""

from django.urls import URLPattern, path

from spilno.events.views import calendars

urlpatterns: list[URLPattern] = [
    path("events/<int:pk>.ics", calendars.event_file, name="event_calendar"),
    path("events/mine/", calendars.own, name="own_calendar"),
    path("events/feed/<str:token>.ics", calendars.feed, name="feed"),
    path("events/<int:pk>/poster/", calendars.posters, name="posters"),
    path("events/<int:pk>/poster-<str:size>.pdf", calendars.poster, name="poster"),
]
