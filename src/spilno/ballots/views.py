"""What a secret vote promises, in plain words."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def about_secret(request: HttpRequest) -> HttpResponse:
    """Tell what the server can learn of a secret vote and what it cannot, and what is not promised."""
    return render(request, "ballots/about_secret.html")
