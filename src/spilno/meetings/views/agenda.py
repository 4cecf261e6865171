"""Thin pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def add(request: HttpRequest, **numbers: object) -> HttpResponse:
    return render(request, "meetings/_soon.html")


def take_issues(request: HttpRequest, **numbers: object) -> HttpResponse:
    return render(request, "meetings/_soon.html")


def add_usual(request: HttpRequest, **numbers: object) -> HttpResponse:
    return render(request, "meetings/_soon.html")


def take_overdue(request: HttpRequest, **numbers: object) -> HttpResponse:
    return render(request, "meetings/_soon.html")


def edit(request: HttpRequest, **numbers: object) -> HttpResponse:
    return render(request, "meetings/_soon.html")


def move(request: HttpRequest, **numbers: object) -> HttpResponse:
    return render(request, "meetings/_soon.html")


def remove(request: HttpRequest, **numbers: object) -> HttpResponse:
    return render(request, "meetings/_soon.html")


def attach(request: HttpRequest, **numbers: object) -> HttpResponse:
    return render(request, "meetings/_soon.html")
