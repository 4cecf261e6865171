from django.urls import URLPattern, path

from spilno.meetings.views import minutes

urlpatterns: list[URLPattern] = [
    path("meetings/<int:pk>/minutes/", minutes.minutes, name="minutes"),
]
