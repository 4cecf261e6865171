"""Thin pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def draft(request: HttpRequest, **numbers: object) -> HttpResponse:
    return render(request, "meetings/_soon.html")


def prepare(request: HttpRequest, **numbers: object) -> HttpResponse:
    return render(request, "meetings/_soon.html")


def edit(request: HttpRequest, **numbers: object) -> HttpResponse:
    return render(request, "meetings/_soon.html")


def add_stop(request: HttpRequest, **numbers: object) -> HttpResponse:
    return render(request, "meetings/_soon.html")


def remove_stop(request: HttpRequest, **numbers: object) -> HttpResponse:
    return render(request, "meetings/_soon.html")
