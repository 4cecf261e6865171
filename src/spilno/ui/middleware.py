"""A broken rule becomes a page with the reason, in one place; what is too large is refused before it is read."""

import logging
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import DataError, IntegrityError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from spilno.statute.rules.refusal import Refusal, RuleBroken, gettext_noop
from spilno.ui.forms import KeptElsewhere
from spilno.ui.sentences import say
from spilno.ui.views import bad_request, pressed_only, too_big

FORM_BYTES = 1024 * 1024  # what the other fields of a form may weigh beside its files

# what PostgreSQL says: a deadlock, no serial order, no lock, a second row where there can be one
CLASHES, SECOND_ROW = {"40P01", "40001", "55P03"}, "23505"
TOO_LARGE_A_NUMBER = "22003"
NEVER_REPEATED = ("password", "csrf", "secret", "token", "code", "seen", "sha256", "shown", "initial-", "next")
TYPED_LETTERS = 12  # what is shorter is chosen or written again in a moment
AT_ONCE = Refusal(
    code="acted_at_once",
    title=gettext_noop("Somebody acted at the same moment"),
    sentence=gettext_noop("Two acts met on the same record at the same moment, and only the other one was done."),
    source=gettext_noop(
        "Order of work: acts on one record are done one after another, each of them whole or not at all"
    ),
    advice=gettext_noop("Open the page anew. If what you wanted is still not done, do it again."),
)
log = logging.getLogger(__name__)


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
        response = self.get_response(request)
        if response.status_code == 405 and request.method == "GET" and not response.streaming and not response.content:
            return pressed_only(request, response.get("Allow", ""))
        return response

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponse | None:
        """Refuse the null character, wherever it stands: no text has it, and PostgreSQL does not keep it."""
        sent = (value for fields in (request.GET, request.POST) for _name, values in fields.lists() for value in values)
        if "\0" in request.path or any("\0" in value for value in sent):
            return bad_request(request)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Turn RuleBroken and too large a body into their answers; leave every other exception alone."""
        if isinstance(exception, RequestDataTooBig):
            return too_big(request)
        if _is_too_large_a_number(exception):
            return bad_request(request)
        refusal = exception.refusal if isinstance(exception, RuleBroken) else _why_clashed(exception)
        if refusal is None:
            return None
        said = say(refusal)
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
        if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
            back = ""
        typed = _typed(request)
        if isinstance(exception, KeptElsewhere):
            back, typed = exception.at, []
        template = "ui/_refusal.html" if getattr(request, "htmx", False) else "ui/refusal.html"
        return render(request, template, {"said": said, "back": back, "typed": typed}, status=409)


def _typed(request: HttpRequest) -> list[str]:
    """Return the longer texts that the person wrote, so that a refusal gives them back; never what is secret."""
    return [
        value
        for name, values in request.POST.lists()
        if not name.lower().startswith(NEVER_REPEATED)
        for value in values
        if len(value.strip()) >= TYPED_LETTERS
    ]


def _is_too_large_a_number(exception: Exception) -> bool:
    """Tell whether a number was sent that no row can have: made by hand, no form of ours offers it."""
    if isinstance(exception, OverflowError):
        return "SQLite INTEGER" in str(exception)
    return isinstance(exception, DataError) and getattr(exception.__cause__, "sqlstate", "") == TOO_LARGE_A_NUMBER


def _why_clashed(exception: Exception) -> Refusal | None:
    """Tell that two acts met, when the database refused one of them for that; None for any other mistake.

    The transaction of the act is rolled back already: nothing of it was kept.
    """
    said, code = str(exception), getattr(exception.__cause__, "sqlstate", "")
    locked = isinstance(exception, OperationalError) and (code in CLASHES or "database is locked" in said)
    second = isinstance(exception, IntegrityError) and (code == SECOND_ROW or "UNIQUE constraint failed" in said)
    if not (locked or second):
        return None
    log.warning("two acts met: %s", code or type(exception).__name__, exc_info=second)
    return AT_ONCE
