"""Addresses of the General Meeting, by noun."""

from django.urls import URLPattern

from spilno.meetings.urls import decisions, hall, issues, minutes, planning

app_name = "meetings"

urlpatterns: list[URLPattern] = [
    *issues.urlpatterns,
    *planning.urlpatterns,
    *hall.urlpatterns,
    *decisions.urlpatterns,
    *minutes.urlpatterns,
]
