"""Thin pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def here(request: HttpRequest, **numbers: object) -> HttpResponse:
    return render(request, "meetings/_soon.html")


def check_in(request: HttpRequest, **numbers: object) -> HttpResponse:
    return render(request, "meetings/_soon.html")
