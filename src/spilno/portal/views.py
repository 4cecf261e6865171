"""First page, desks, search."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def home(request: HttpRequest) -> HttpResponse:
    """Show the first page."""
    return render(request, "portal/home.html")


@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """Show the desk of the person."""
    return render(request, "portal/desk.html")


def search(request: HttpRequest) -> HttpResponse:
    """Search over all apps."""
    return render(request, "portal/search.html")
