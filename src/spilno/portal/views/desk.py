"""The desk of a person."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """Show what is due for the person, by who he is."""
    return render(request, "portal/desk.html")
