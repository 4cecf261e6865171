"""Pages of what is kept of an event: materials, recommendations, the short survey."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from spilno.events import access
from spilno.events.forms.outcomes import MaterialForm, QuestionForm, RecommendationForm, SurveyForm, ToIssuesForm
from spilno.events.models import Event
from spilno.events.queries import results as queries
from spilno.events.rules import results as rules
from spilno.events.services import outcomes as services
from spilno.events.views.parts import Context, Part, Tool, register_part, register_tool
from spilno.organisations.models import Organisation
from spilno.statute.rules.refusal import RuleBroken
from spilno.ui.forms import refused


@require_safe
@login_required
def outcome(request: HttpRequest, pk: int) -> HttpResponse:
    """Show those who keep the event what stands, and let them add to it."""
    return _page(request, access.event_to_keep(request.user, pk))


def _page(request: HttpRequest, event: Event, **forms_with_errors: forms.Form) -> HttpResponse:
    rows = list(event.recommendations.select_related("issue"))
    replies, said = queries.answers_of(event)
    context = {
        "event": event,
        "materials": queries.materials_of(event, took_part=True),
        "recommendations": rows,
        "replies": replies,
        "said": said,
        "shown": rules.may_show_answers(replies),
        "least": rules.LEAST_REPLIES,
        "material_form": MaterialForm(event=event),
        "recommendation_form": RecommendationForm(),
        "question_form": QuestionForm(),
        "issues_form": ToIssuesForm(rows=rows, holders=_holders(request, event), event=event),
        "left": sum(row.issue_id is None for row in rows),
        "why_not_send": rules.why_not_send_to_issues(
            chosen=len(rows), sent_already=0, ends_at=event.ends_at, now=timezone.now()
        ),
        **forms_with_errors,
    }
    wrong = any(form.errors for form in forms_with_errors.values())
    return render(request, "events/outcome.html", context, status=422 if wrong else 200)


def _holders(request: HttpRequest, event: Event) -> Any:
    return access.own_organisations(request.user) & Organisation.objects.filter(events__event=event)


def _kept(request: HttpRequest, pk: int, *, name: str, form: forms.Form, act: Any, thanks: str) -> HttpResponse:
    """Do an act with a checked form and come back to the page; what was typed stays when it is refused."""
    event = access.event_to_keep(request.user, pk)
    if form.is_valid():
        try:
            act(event, form.cleaned_data)
        except RuleBroken as broken:
            refused(form, broken)
        else:
            messages.success(request, thanks)
            return redirect("events:outcome", pk)
    return _page(request, event, **{name: form})


@require_POST
@login_required
def add_material(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a file or a link."""
    event = access.event_to_keep(request.user, pk)
    form = MaterialForm(request.POST, request.FILES, event=event)

    def act(event: Event, values: dict[str, Any]) -> None:
        services.add_material(event, values, file=values.get("file"), by=request.user)

    return _kept(request, pk, name="material_form", form=form, act=act, thanks=_("The material was added."))


@require_POST
@login_required
def remove_material(request: HttpRequest, pk: int, material: int) -> HttpResponse:
    """Take a material off."""
    event = access.event_to_keep(request.user, pk)
    services.remove_material(get_object_or_404(event.materials, pk=material), by=request.user)
    messages.success(request, _("The material was taken off."))
    return redirect("events:outcome", pk)


@require_POST
@login_required
def add_recommendation(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter a recommendation."""
    form = RecommendationForm(request.POST)

    def act(event: Event, values: dict[str, Any]) -> None:
        services.add_recommendation(event, text=values["text"], addressed_to=values["addressed_to"], by=request.user)

    return _kept(
        request, pk, name="recommendation_form", form=form, act=act, thanks=_("The recommendation was entered.")
    )


@require_POST
@login_required
def remove_recommendation(request: HttpRequest, pk: int, recommendation: int) -> HttpResponse:
    """Take a recommendation back."""
    event = access.event_to_keep(request.user, pk)
    services.remove_recommendation(get_object_or_404(event.recommendations, pk=recommendation), by=request.user)
    messages.success(request, _("The recommendation was taken back."))
    return redirect("events:outcome", pk)


@require_POST
@login_required
def to_issues(request: HttpRequest, pk: int) -> HttpResponse:
    """Raise one issue from the chosen recommendations."""
    event = access.event_to_keep(request.user, pk)
    rows = list(event.recommendations.select_related("issue"))
    form = ToIssuesForm(request.POST, rows=rows, holders=_holders(request, event), event=event)

    def act(event: Event, values: dict[str, Any]) -> None:
        services.send_to_issues(event, values["chosen"], values, organisation=values["organisation"], by=request.user)

    return _kept(
        request,
        pk,
        name="issues_form",
        form=form,
        act=act,
        thanks=_("The issue stands in the register and waits for an answer."),
    )


@require_POST
@login_required
def usual_questions(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the usual four questions."""
    services.ask_usual_questions(access.event_to_keep(request.user, pk), by=request.user)
    messages.success(request, _("The questions were added."))
    return redirect("events:outcome", pk)


@require_POST
@login_required
def add_question(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask one more question."""
    form = QuestionForm(request.POST)

    def act(event: Event, values: dict[str, Any]) -> None:
        services.ask(event, **values, by=request.user)

    return _kept(request, pk, name="question_form", form=form, act=act, thanks=_("The question was added."))


@require_POST
@login_required
def remove_question(request: HttpRequest, pk: int, question: int) -> HttpResponse:
    """Take a question back."""
    event = access.event_to_keep(request.user, pk)
    services.take_back_question(get_object_or_404(event.survey, pk=question), by=request.user)
    messages.success(request, _("The question was taken back."))
    return redirect("events:outcome", pk)


def survey(request: HttpRequest, token: str) -> HttpResponse:
    """Let one who had a place answer, by the secret address of his registration; his name is not kept with what he says."""
    registration = access.registration_by_token(token)
    event = registration.event
    questions = list(event.survey.all())
    form = SurveyForm(request.POST or None, questions=questions)
    why = queries.why_no_reply_of(registration, now=timezone.now())
    if request.method == "POST" and form.is_valid():
        services.reply(registration, form.answers())
        messages.success(request, _("Thank you! Your answers were kept without your name."))
        return redirect("events:event", event.pk)
    context = {"event": event, "form": form, "why": why}
    return render(request, "events/survey.html", context, status=422 if form.errors else 200)


def _shown(request: HttpRequest, event: Event) -> Context | None:
    """Return what everybody sees: recommendations and materials; None when there is neither."""
    took_part = bool(event.pk) and access.may_see_link(request.user, event)
    materials = queries.materials_of(event, took_part=took_part)
    rows = list(event.recommendations.select_related("issue"))
    if not materials and not rows:
        return None
    return {"event": event, "materials": materials, "recommendations": rows}


register_part(Part("outcome", 40, "events/_outcome.html", _shown))
register_tool(
    Tool(
        gettext_lazy("Materials, recommendations, survey"),
        "events:outcome",
        60,
        "book",
        shown=lambda _request, event: event.state in (Event.State.ANNOUNCED, Event.State.HELD),
    )
)
