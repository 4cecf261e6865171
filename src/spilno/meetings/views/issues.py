"""Thin pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def register(request: HttpRequest, **numbers: object) -> HttpResponse:
    return render(request, "meetings/_soon.html")


def raise_issue(request: HttpRequest, **numbers: object) -> HttpResponse:
    return render(request, "meetings/_soon.html")


def issue(request: HttpRequest, **numbers: object) -> HttpResponse:
    return render(request, "meetings/_soon.html")


def edit(request: HttpRequest, **numbers: object) -> HttpResponse:
    return render(request, "meetings/_soon.html")


def send(request: HttpRequest, **numbers: object) -> HttpResponse:
    return render(request, "meetings/_soon.html")


def accept(request: HttpRequest, **numbers: object) -> HttpResponse:
    return render(request, "meetings/_soon.html")


def send_back(request: HttpRequest, **numbers: object) -> HttpResponse:
    return render(request, "meetings/_soon.html")


def merge(request: HttpRequest, **numbers: object) -> HttpResponse:
    return render(request, "meetings/_soon.html")


def put_on_agenda(request: HttpRequest, **numbers: object) -> HttpResponse:
    return render(request, "meetings/_soon.html")


def withdraw(request: HttpRequest, **numbers: object) -> HttpResponse:
    return render(request, "meetings/_soon.html")
