"""The choice of theme, and pages for what went wrong."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

YEAR = 365 * 24 * 3600


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep the theme that the person chose; an unknown word means: as the system has it."""
    chosen = request.POST.get("theme", "")
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = reverse("portal:home")
    response = HttpResponseRedirect(back)
    if chosen in {"light", "dark"}:
        response.set_cookie("theme", chosen, max_age=YEAR, samesite="Lax")
    else:
        response.delete_cookie("theme")
    return response


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Such a page does not exist, or is not for you: the same answer for both."""
    return render(request, "404.html", status=404)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The request could not be understood."""
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None, reason: str = "") -> HttpResponse:
    """The page was stale or the form came from elsewhere."""
    return render(request, "403.html", status=403)


def failed(request: HttpRequest) -> HttpResponse:
    """A mistake of ours: no template context may fail here."""
    return render(request, "500.html", status=500)
