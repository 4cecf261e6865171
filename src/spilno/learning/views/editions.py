"""The list of editions and the page of each: what all see, what those who lead it do next."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from spilno.events.exports.json_ld import as_block
from spilno.learning.access import editions as access
from spilno.learning.exports.json_ld import course_of
from spilno.learning.forms.editions import EditionSearchForm, ReasonForm
from spilno.learning.forms.standards import targets
from spilno.learning.models import Edition
from spilno.learning.queries import editions as queries
from spilno.learning.queries.enrolments import GONE, facts_of, offices_for, own_enrolment, places_of, why_waits
from spilno.learning.rules import editions as rules
from spilno.learning.rules.enrolling import why_not_apply, why_not_leave, why_not_open
from spilno.people.access import own_person, speaks_for

PER_PAGE = 30


@require_safe
def editions(request: HttpRequest) -> HttpResponse:
    """Show what may be learned now; drafts to those who lead them."""
    today = timezone.localdate()
    form = EditionSearchForm(request.GET or None)
    wanted = form.cleaned_data if form.is_valid() else {}
    seen = access.editions_to_see(request.user)
    page = Paginator(queries.sought(seen.exclude(state=Edition.State.DRAFT), day=today, **wanted), PER_PAGE).get_page(
        request.GET.get("page")
    )
    drafts = seen.filter(state=Edition.State.DRAFT).order_by("starts_on", "pk") if request.user.is_authenticated else []
    context = {
        "form": form,
        "page": page,
        "drafts": list(drafts[:PER_PAGE]) if page.number == 1 and not any(wanted.values()) else [],
        "asked": form.is_valid() and any(form.cleaned_data.values()),
        "may_prepare": access.may_prepare(request.user),
        "today": today,
    }
    return render(request, "learning/editions.html", context)


@require_safe
def edition(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an edition: the programme, when and where, modules with their sessions; to those who lead it what is next."""
    return page(request, access.edition_to_see(request.user, pk))


def page(request: HttpRequest, found: Edition, *, status: int = 200, **given: Any) -> HttpResponse:
    """Draw the page of an edition; a form that was wrong comes back with what was typed."""
    leads, today = access.may_lead(request.user, found), timezone.localdate()
    modules = queries.taught(found)
    codes = set(found.version.categories)
    places = places_of(found)
    public = found.state != Edition.State.DRAFT
    context = {
        "edition": found,
        "version": found.version,
        "modules": modules,
        "places": places,
        "targets": [words for code, words in targets() if code in codes],
        "leads": leads,
        "today": today,
        "open": found.state in queries.OPEN and found.apply_until >= today,
        "schema": as_block(course_of(found, [str(each.module) for each in modules])) if public else "",
        **_mine(request, found),
        **(_whys(found, modules, admitted=places.admitted) if leads else {}),
        "reason_form": given.get("reason_form") or ReasonForm(auto_id="reason_%s"),
    }
    return render(request, "learning/edition.html", context, status=status)


def _mine(request: HttpRequest, found: Edition) -> dict[str, Any]:
    """Say how the reader stands here, and whether he may apply, name people or leave."""
    today, person = timezone.localdate(), own_person(request.user)
    shut = why_not_open(found.state, apply_until=found.apply_until, today=today)
    mine = own_enrolment(found, person)
    again = mine is None or mine.state in GONE
    why = shut
    if person is not None and again and why is None:
        targets = found.version.categories
        offices = offices_for([person.pk], targets=targets, day=today)
        why = why_not_apply(facts_of(found, {person.pk: person}, offices)[person.pk], targets=targets)
    if mine is not None:
        mine.edition = found
    return {
        "person": person,
        "mine": mine,
        "why_waits": why_waits(mine) if mine else None,
        "why_not_open": shut,
        "why_not_apply": why,
        "may_apply_again": again and found.state in queries.OPEN,
        "may_leave": mine is not None and why_not_leave(mine.state) is None,
        "names": shut is None and bool(speaks_for(request.user)),
    }


def _whys(found: Edition, modules: list[queries.Taught], *, admitted: int) -> dict[str, Any]:
    """Say beside each button why it cannot be pressed."""
    today = timezone.localdate()
    plans = queries.module_plans(found)
    draft = found.state == Edition.State.DRAFT
    return {
        "why_not_change": rules.why_not_change_edition(found.state),
        "why_not_announce": rules.why_not_announce_edition(
            found.state, plan=queries.plan_of_edition(found), modules=plans, today=today
        )
        if draft
        else None,
        "why_not_begin": rules.why_not_begin(found.state, admitted=admitted, starts_on=found.starts_on, today=today),
        "settled": [(each, plan, _way(plan)) for each, plan in zip(modules, plans, strict=True)],
    }


def _way(plan: rules.ModulePlan) -> dict[str, Any]:
    """Say in words how a module is completed."""
    parts = []
    if plan.percent:
        parts.append(_("%(percent)d %% of sessions") % {"percent": plan.percent})
    if plan.needs_lessons:
        parts.append(_("all lessons"))
    if plan.tests:
        parts.append(_("test"))
    if plan.assignments:
        parts.append(_("assignment"))
    return {"words": ", ".join(parts), "why": rules.why_no_way(plan) or rules.why_nowhere(plan)}
