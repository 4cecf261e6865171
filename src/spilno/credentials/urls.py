"""Addresses of certificates and their public check."""

from django.urls import URLPattern

app_name = "credentials"

urlpatterns: list[URLPattern] = []
