"""Pages of those who hold an event: who registered, approval, letters, places, the questions of the form."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from spilno.events import access
from spilno.events.exports import registrations as exports
from spilno.events.forms.questions import QuestionForm
from spilno.events.forms.registration import AnotherForm, LetterForm, ListSearch, ReasonForm, TermsForm
from spilno.events.models import Event, Question, Registration
from spilno.events.queries import registration as queries
from spilno.events.rules.registration import why_not_register
from spilno.events.services import questions as question_services
from spilno.events.services import registration as services
from spilno.events.services import waiting
from spilno.events.views.parts import Tool, register_tool
from spilno.statute.rules.refusal import RuleBroken
from spilno.ui.forms import refused

ON_PAGE = 50
STATUS = 422
KINDS_OF_FILES = {
    "csv": ("text/csv; charset=utf-8", exports.as_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", exports.as_xlsx),
}


def _registers(_request: HttpRequest, event: Event) -> bool:
    return event.needs_registration


register_tool(Tool(gettext_lazy("Places and registrations"), "events:registrations", 10, "people"))
register_tool(Tool(gettext_lazy("Questions of the form"), "events:questions", 12, "minutes", _registers))


@never_cache
@require_safe
@login_required
def registrations(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who registered, with a search, and places by council."""
    event = access.event_to_keep(request.user, pk)
    form = ListSearch(request.GET or None)
    sought = form.sought()
    rows = queries.registrations_sought(event, **sought)
    return render(
        request,
        "events/registrations.html",
        {
            "event": event,
            "form": form,
            "sought": any(sought.values()),
            "page": Paginator(rows, ON_PAGE).get_page(request.GET.get("page")),
            "places": queries.places_of(event),
            "councils": queries.by_council(event),
            "deciding": event.needs_approval,
        },
    )


@never_cache
@require_safe
@login_required
def one(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Show one registration: contacts, answers, where it stands."""
    return _one(request, access.registration_to_keep(request.user, pk, number), ReasonForm(), status=200)


def _one(request: HttpRequest, found: Registration, form: ReasonForm, *, status: int) -> HttpResponse:
    questions = list(found.event.questions.all())
    cells = next(iter(exports.rows([found], questions)))[-len(questions) :] if questions else []
    context = {
        "registration": found,
        "event": found.event,
        "form": form,
        "why_waits": queries.why_waits(found),
        "answers": [(question.label, said) for question, said in zip(questions, cells, strict=True) if said],
        "live": found.state in queries.LIVE,
        "over": queries.over(found.event),
    }
    return render(request, "events/registration.html", context, status=status)


@require_POST
@login_required
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve all that were marked, or all that ask."""
    event = access.event_to_keep(request.user, pk)
    if "everyone" in request.POST:
        numbers = list(event.registrations.filter(state=Registration.State.ASKED).values_list("pk", flat=True))
    else:
        numbers = [int(each) for each in request.POST.getlist("chosen") if each.isdecimal() and len(each) < 16]
    count = services.approve(event, numbers, by=request.user)  # type: ignore[arg-type]
    if count:
        said = ngettext("%(count)d registration was approved.", "%(count)d registrations were approved.", count)
        messages.success(request, said % {"count": count})
    else:
        messages.info(request, _("Nobody was chosen who waits for approval. Nothing has changed."))
    return redirect("events:registrations", pk)


@require_POST
@login_required
def turn_down(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Refuse a registration with a reason."""
    found = access.registration_to_keep(request.user, pk, number)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _one(request, found, form, status=STATUS)
    services.turn_down(found, reason=form.cleaned_data["reason"], by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("The registration was refused; the person is told why."))
    return redirect("events:registration", pk, number)


@require_POST
@login_required
def withdraw(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Withdraw a registration on the person's behalf."""
    found = access.registration_to_keep(request.user, pk, number)
    services.withdraw(found, by=request.user, reason=request.POST.get("reason", "")[:400])  # type: ignore[arg-type]
    messages.success(request, _("The registration was withdrawn; the person is told."))
    return redirect("events:registration", pk, number)


@never_cache
@login_required
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Register somebody on his behalf."""
    event = access.event_to_keep(request.user, pk)
    form = AnotherForm(request.POST or None)
    status = STATUS if form.errors else 200
    if request.method == "POST" and form.is_valid():
        try:
            entered = services.register_for_another(event, form.applicant(get_language() or "uk"), by=request.user)  # type: ignore[arg-type]
        except RuleBroken as broken:
            refused(form, broken)
            status = 409
        else:
            said = _("The person was registered.") if entered.new else _("The person is registered already.")
            messages.success(request, said)
            return redirect("events:registration", pk, entered.registration.pk)
    why = why_not_register(queries.door_of(event), now=timezone.now(), by_owner=True)
    return render(request, "events/add_registration.html", {"event": event, "form": form, "why": why}, status=status)


@never_cache
@login_required
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """Write to all who have a place, or to those who wait."""
    event = access.event_to_keep(request.user, pk)
    form = LetterForm(request.POST or None)
    status = STATUS if form.errors else 200
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        states = queries.LIVE if values["to"] == "all" else (values["to"],)
        rows = list(event.registrations.filter(state__in=states).order_by("queue"))
        try:
            told = services.write_to(event, rows, subject=values["subject"], text=values["text"], by=request.user)  # type: ignore[arg-type]
        except RuleBroken as broken:
            refused(form, broken)
            status = 409
        else:
            said = ngettext("The letter went to %(count)d person.", "The letter went to %(count)d people.", told)
            messages.success(request, said % {"count": told})
            return redirect("events:registrations", pk)
    context = {"event": event, "form": form, "places": queries.places_of(event)}
    return render(request, "events/letter.html", context, status=status)


@never_cache
@login_required
def terms(request: HttpRequest, pk: int) -> HttpResponse:
    """Set how people register and what places they get; the waiting list moves at once."""
    event = access.event_to_keep(request.user, pk)
    form = TermsForm(request.POST or None, initial=queries.terms_of(event))
    status = STATUS if form.errors else 200
    if request.method == "POST" and form.is_valid():
        try:
            waiting.change_terms(event, form.terms(), by=request.user)  # type: ignore[arg-type]
        except RuleBroken as broken:
            refused(form, broken)
            status = 409
        else:
            messages.success(request, _("The terms are as you wrote; whoever got a place is told."))
            return redirect("events:registrations", pk)
    context = {"event": event, "form": form, "places": queries.places_of(event)}
    return render(request, "events/terms.html", context, status=status)


@require_safe
@login_required
def export(request: HttpRequest, pk: int, format: str) -> HttpResponse:  # noqa: A002 - the word of the address
    """Give the list as CSV or XLSX, narrowed as the page is; only to those who hold the event."""
    event = access.event_to_keep(request.user, pk)
    if format not in KINDS_OF_FILES:
        raise Http404
    content_type, write = KINDS_OF_FILES[format]
    rows = queries.registrations_sought(event, **ListSearch(request.GET).sought())
    answer = HttpResponse(write(event, rows), content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="event-{event.pk}-registered.{format}"'
    return answer


@never_cache
@require_safe
@login_required
def questions(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the questions of the form in their order."""
    event = access.event_to_keep(request.user, pk)
    rows = list(event.questions.select_related("shown_if"))
    return render(request, "events/questions.html", {"event": event, "questions": rows})


@never_cache
@login_required
def add_question(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a question to the form."""
    event = access.event_to_keep(request.user, pk)
    return _question(request, event, Question(event=event), QuestionForm(request.POST or None, event=event))


@never_cache
@login_required
def change_question(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Change a question of the form."""
    found = access.question_to_keep(request.user, pk, number)
    form = QuestionForm(request.POST or None, event=found.event, question=found)
    return _question(request, found.event, found, form)


def _question(request: HttpRequest, event: Event, question: Question, form: QuestionForm) -> HttpResponse:
    status = STATUS if form.errors else 200
    if request.method == "POST" and form.is_valid():
        try:
            question_services.keep_question(event, form.apply(question), by=request.user)  # type: ignore[arg-type]
        except RuleBroken as broken:
            refused(form, broken)
            status = 409
        else:
            messages.success(request, _("The question stands in the form."))
            return redirect("events:questions", event.pk)
    context: dict[str, Any] = {"event": event, "form": form, "question": form.question}
    return render(request, "events/question.html", context, status=status)


@require_POST
@login_required
def move_question(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Move a question up or down."""
    found = access.question_to_keep(request.user, pk, number)
    question_services.move_question(found, up=request.POST.get("way") == "up", by=request.user)  # type: ignore[arg-type]
    return redirect("events:questions", pk)


@require_POST
@login_required
def drop_question(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Take a question out of the form."""
    question_services.drop_question(access.question_to_keep(request.user, pk, number), by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("The question was taken out of the form."))
    return redirect("events:questions", pk)
