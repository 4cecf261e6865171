"""The choice of theme, and pages for what went wrong."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template import loader
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from spilno.ui.charts import Counts, Tile
from spilno.ui.forms import SampleForm

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


@require_GET
def look(request: HttpRequest) -> HttpResponse:
    """Show every component with its name, where the product is built or shown."""
    if not (settings.DEBUG or settings.DEMO):
        raise Http404
    places = [(1, 0, "a", "Золочів"), (2, 0, "b", "Дергачі"), (0, 1, "a", "Краснокутськ"), (1, 1, "a", "Валки")]
    kinds = {"Краснокутськ": ("1", "was"), "Валки": ("2", "here")}
    return render(
        request,
        "ui/look.html",
        {
            "running": Counts(22, 5, 4, 16, 15),
            "carried": Counts(44, 2, 3, 0, 13),
            "tiles": [Tile(x, y, raion, name, *kinds.get(name, ("", "plain"))) for x, y, raion, name in places],
            "form": SampleForm({"count": "багато"}) if "wrong" in request.GET else SampleForm(),
            "page": Paginator(range(200), 20).get_page(request.GET.get("page")),
            "day": timezone.localdate(),
            "days": [timezone.localdate() + timedelta(days=away) for away in (-12, 0, 2, 40)],
        },
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Such a page does not exist, or is not for you: the same answer for both."""
    return render(request, "404.html", status=404)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The request could not be understood, or there was too much of it; it may be refused before anyone is known."""
    if not hasattr(request, "user"):
        request.user = AnonymousUser()
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return too_big(request)
    return render(request, "400.html", status=400)


def too_big(request: HttpRequest) -> HttpResponse:
    """More was sent than one form may carry."""
    return render(request, "413.html", {"limit": settings.MAX_UPLOAD_BYTES // (1024 * 1024)}, status=413)


def pressed_only(request: HttpRequest, allowed: str) -> HttpResponse:
    """An address that only a button asks was opened like a page."""
    response = render(request, "405.html", status=405)
    response["Allow"] = allowed
    return response


def forbidden(request: HttpRequest, exception: Exception | None = None, reason: str = "") -> HttpResponse:
    """The page was stale or the form came from elsewhere."""
    return render(request, "403.html", status=403)


def failed(request: HttpRequest) -> HttpResponse:
    """A mistake of ours: no template context may fail here."""
    return HttpResponse(loader.get_template("500.html").render({}), status=500)
