"""Addresses of joint events, by noun."""

from django.urls import URLPattern

from spilno.events.urls import calendars, events, outcomes, papers, presence, programme, registration

app_name = "events"

urlpatterns: list[URLPattern] = [
    *events.urlpatterns,
    *calendars.urlpatterns,
    *programme.urlpatterns,
    *outcomes.urlpatterns,
    *registration.urlpatterns,
    *papers.urlpatterns,
    *presence.urlpatterns,
]
