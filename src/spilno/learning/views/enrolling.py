"""Applications: one's own, those that a council names, the list of those who lead the edition."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from spilno.learning.access import editions as edition_access
from spilno.learning.access import enrolments as access
from spilno.learning.forms.editions import ReasonForm
from spilno.learning.forms.enrolling import EnterForm, ListForm, NominateForm
from spilno.learning.models import Edition
from spilno.learning.queries import enrolments as queries
from spilno.learning.rules import enrolling as rules
from spilno.learning.services import enrolling as services
from spilno.organisations.models import Organisation
from spilno.people.models import Person
from spilno.statute.rules.refusal import RuleBroken
from spilno.ui.forms import refused
from spilno.ui.sentences import say

UNPROCESSABLE, CONFLICT = 422, 409
PER_PAGE = 50


@login_required
@require_POST
def apply(request: HttpRequest, pk: int) -> HttpResponse:
    """Apply for oneself."""
    found = edition_access.edition_to_see(request.user, pk)
    services.apply(found, access.person_to_apply(request.user), by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("Your application was taken; you get a letter when it is decided."))
    return redirect("learning:edition", found.pk)


@login_required
@require_POST
def withdraw(request: HttpRequest, pk: int, enrolment: int) -> HttpResponse:
    """Withdraw an application; those who lead the edition and the council give a reason."""
    row = access.enrolment_to_withdraw(request.user, pk, enrolment)
    services.withdraw(row, reason=request.POST.get("reason", ""), by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("The application was withdrawn; the place goes to the next one."))
    back = request.POST.get("back", "")
    return redirect(f"learning:{back}" if back in {"nominate", "applications"} else "learning:edition", pk)


@never_cache
@login_required
def nominate(request: HttpRequest, pk: int) -> HttpResponse:
    """Let an organisation name its people in one act."""
    found = edition_access.edition_to_see(request.user, pk)
    organisations = access.require_to_name(request.user)
    chosen = request.POST.get("organisation") or request.GET.get("organisation", "")
    organisation = next((each for each in organisations if str(each.pk) == chosen), organisations[0])
    today = timezone.localdate()
    offices = queries.people_of(organisation, today)
    form = NominateForm(
        request.POST or None, offices=offices, barred=_barred(found, organisation, [each.person for each in offices])
    )
    status = 200
    if request.method == "POST":
        status = UNPROCESSABLE
        if form.is_valid():
            chosen = form.everybody() if request.POST.get("act") == "all" else form.cleaned_data["people"]
            people = list(Person.objects.filter(pk__in=chosen).select_related("user"))
            try:
                rows = services.nominate(found, organisation, people, speaks=True, by=request.user)  # type: ignore[arg-type]
            except RuleBroken as broken:
                refused(form, broken)
                status = CONFLICT
            else:
                words = ngettext("%(count)d person was named.", "%(count)d people were named.", len(rows))
                messages.success(request, words % {"count": len(rows)})
                return redirect(f"{request.path}?organisation={organisation.pk}")
    context = {
        "edition": found,
        "form": form,
        "organisation": organisation,
        "organisations": organisations,
        "rows": list(queries.named_by(found, organisation)),
        "why": rules.why_not_open(found.state, apply_until=found.apply_until, today=today),
        "concerned": rules.CONCERNED,
    }
    return render(request, "learning/nominate.html", context, status=status)


def _barred(edition: Edition, organisation: Organisation, people: list[Person]) -> dict[int, str]:
    """Say of each who cannot be named why not."""
    by_number = {each.pk: each for each in people}
    targets = edition.version.categories
    offices = queries.offices_for(by_number, targets=targets, day=timezone.localdate(), organisation=organisation)
    asked = set(
        edition.enrolments.filter(nominated=False, organisation=organisation, state__in=["applied", "waiting"]).values_list("person", flat=True)
    )  # fmt: skip
    found = {}
    for pk, facts in queries.facts_of(edition, by_number, offices).items():
        why = rules.why_not_apply(facts, targets=targets)
        if why is not None and pk not in asked:
            found[pk] = say(why).sentence
    return found


def _list(request: HttpRequest, found: Edition, *, status: int = 200, **given: Any) -> HttpResponse:
    organisations = list(
        Organisation.objects.filter(pk__in=found.enrolments.values("organisation"))
        .only("name_uk", "name_en")
        .order_by("sort_key")
    )
    form = ListForm(request.GET or None, organisations=organisations)
    wanted = form.cleaned_data if form.is_valid() else {}
    rows = queries.listed(found, **wanted)
    context = {
        "edition": found,
        "form": form,
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "asked": any(wanted.values()),
        "places": queries.places_of(found),
        "offer": queries.offer_of(found, timezone.now()),
        "why": rules.why_not_decide(found.state, ["applied"]),
        "why_open": rules.why_not_open(
            found.state, apply_until=found.apply_until, today=timezone.localdate(), by_leader=True
        ),
        "concerned": rules.CONCERNED,
        "reason_form": given.get("reason_form") or ReasonForm(auto_id="reason_%s"),
        "enter_form": given.get("enter_form") or EnterForm(auto_id="enter_%s"),
    }
    return render(request, "learning/applications.html", context, status=status)


@never_cache
@login_required
def applications(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who applied; approve or refuse many at once."""
    found = edition_access.edition_to_lead(request.user, pk)
    if request.method != "POST":
        return _list(request, found)
    numbers = [int(each) for each in request.POST.getlist("chosen") if each.isdecimal()]
    if request.POST.get("act") == "all":
        numbers = list(found.enrolments.filter(state="applied").values_list("pk", flat=True))
    waiting = 0
    form = ReasonForm(request.POST, auto_id="reason_%s")
    if not form.is_valid():
        return _list(request, found, status=UNPROCESSABLE, reason_form=form)
    try:
        if request.POST.get("act") == "refuse":
            count = services.turn_down(found, numbers, reason=form.cleaned_data["reason"], by=request.user)  # type: ignore[arg-type]
            words = ngettext("%(count)d application was refused.", "%(count)d applications were refused.", count)
        else:
            rows = services.admit(found, numbers, by=request.user)  # type: ignore[arg-type]
            count, waiting = len(rows), sum(row.state == "waiting" for row in rows)
            words = ngettext("%(count)d application was approved.", "%(count)d applications were approved.", count)
    except RuleBroken as broken:
        refused(form, broken)
        return _list(request, found, status=CONFLICT, reason_form=form)
    said = [words % {"count": count}]
    if waiting:
        words = ngettext(
            "%(count)d of them waits in the queue for a place.",
            "%(count)d of them wait in the queue for a place.",
            waiting,
        )
        said.append(words % {"count": waiting})
    messages.success(request, " ".join(said))
    return redirect(request.get_full_path())


@login_required
@require_POST
def enter(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter a person by those who lead the edition."""
    found = edition_access.edition_to_lead(request.user, pk)
    form = EnterForm(request.POST, day=timezone.localdate(), auto_id="enter_%s")
    if not form.is_valid():
        return _list(request, found, status=UNPROCESSABLE, enter_form=form)
    try:
        services.enter_people(found, [form.cleaned_data["name"]], by=request.user)  # type: ignore[arg-type]
    except RuleBroken as broken:
        refused(form, broken)
        return _list(request, found, status=CONFLICT, enter_form=form)
    messages.success(request, _("The person was entered."))
    return redirect("learning:applications", found.pk)
