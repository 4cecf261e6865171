"""Addresses of standards, editions, tests, the ledger and coverage."""

from django.urls import URLPattern

app_name = "learning"
urlpatterns: list[URLPattern] = []
