"""A broken rule becomes a page with the reason, in one place; what is too large is refused before it is read."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from spilno.statute.rules.refusal import RuleBroken
from spilno.ui.sentences import say
from spilno.ui.views import too_big

FORM_BYTES = 1024 * 1024  # what the other fields of a form may weigh beside its files


class RefusalMiddleware:
    """Answer 409 with the sentence, the ground, what was kept and what now: as a page, a part of one, or JSON."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the next handler."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Hand the request on, unless it announces more than one form may carry."""
        announced = request.META.get("CONTENT_LENGTH") or "0"
        if announced.isdigit() and int(announced) > settings.MAX_UPLOAD_BYTES + FORM_BYTES:
            return too_big(request)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Turn RuleBroken and too large a body into their answers; leave every other exception alone."""
        if isinstance(exception, RequestDataTooBig):
            return too_big(request)
        if not isinstance(exception, RuleBroken):
            return None
        said = say(exception.refusal)
        if request.path.startswith("/api/") or request.headers.get("Accept", "").startswith("application/json"):
            return JsonResponse(
                {
                    "code": said.code,
                    "sentence": said.sentence,
                    "source": said.source,
                    "advice": said.advice,
                    "facts": said.facts,
                },
                status=409,
                json_dumps_params={"ensure_ascii": False, "default": str},
            )
        back = request.headers.get("Referer", "")
        template = "ui/_refusal.html" if getattr(request, "htmx", False) else "ui/refusal.html"
        return render(request, template, {"said": said, "back": back}, status=409)
