"""Thin pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def convene(request: HttpRequest, **numbers: object) -> HttpResponse:
    return render(request, "meetings/_soon.html")


def change(request: HttpRequest, **numbers: object) -> HttpResponse:
    return render(request, "meetings/_soon.html")


def cancel(request: HttpRequest, **numbers: object) -> HttpResponse:
    return render(request, "meetings/_soon.html")
