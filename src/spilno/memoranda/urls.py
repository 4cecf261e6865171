"""Addresses of memoranda, their plans and reports."""

from django.urls import URLPattern

app_name = "memoranda"

urlpatterns: list[URLPattern] = []
