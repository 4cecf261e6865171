"""Addresses of ballots: what a secret vote promises."""

from django.urls import URLPattern, path

from spilno.ballots import views

app_name = "ballots"

urlpatterns: list[URLPattern] = [path("ballots/secret/", views.about_secret, name="about_secret")]
