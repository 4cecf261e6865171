"""Pages of persons: the register for the secretariat, own data, and who holds office on a day for everyone."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from spilno.people import access, exports, queries, services
from spilno.people.forms import (
    EndOfficeForm,
    EraseForm,
    HoldersForm,
    MergeForm,
    OfficeForm,
    PersonForm,
    SearchForm,
)
from spilno.people.gateways import declined
from spilno.people.models import Office, Person
from spilno.people.rules.identity import why_not_erase


def holders(request: HttpRequest) -> HttpResponse:
    """Show who holds, or held, office on a day: name and post only."""
    form = HoldersForm(request.GET or None)
    wanted = form.cleaned_data if form.is_valid() else {}
    day = wanted.get("day") or timezone.localdate()
    page = Paginator(queries.holders_sought(day, wanted.get("q", "")), 50).get_page(request.GET.get("page"))
    return render(
        request,
        "people/holders.html",
        {
            "form": form,
            "day": day,
            "page": page,
            "lines": [(office, queries.post_shown(office)) for office in page],
            "keeps": access.may_keep(request.user),
        },
    )


@login_required
def people(request: HttpRequest) -> HttpResponse:
    """Show the register of persons."""
    access.require_reader(request.user)
    form = SearchForm(request.GET or None)
    sought = form.cleaned_data["q"] if form.is_valid() else ""
    page = Paginator(queries.people(sought), 50).get_page(request.GET.get("page"))
    held = queries.offices_of([person.pk for person in page], timezone.localdate())
    return render(
        request,
        "people/people.html",
        {
            "form": form,
            "sought": sought,
            "page": page,
            "lines": [(person, queries.post_shown(held[person.pk]) if person.pk in held else "") for person in page],
            "keeps": access.may_keep(request.user),
        },
    )


@login_required
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a person: contacts, offices with terms, how the name is declined, history."""
    found = access.person_to_see(request.user, pk)
    if found.merged_into is not None:
        return HttpResponseRedirect(reverse("people:person", args=[found.merged_into.pk]))
    day = timezone.localdate()
    cases = ("genitive", "dative", "accusative", "ablative")
    return render(
        request,
        "people/person.html",
        {
            "person": found,
            "post": queries.post_shown(office) if (office := queries.office_of(found, day)) else "",
            "offices": queries.offices_in_time(found),
            "today": day,
            "needs": queries.needs_of(found, day),
            "declined": [declined(found, case).full for case in cases],
            "namesakes": queries.namesakes(found) if found.erased_at is None else [],
            "keeps": access.may_keep(request.user) and found.erased_at is None,
            "consent_is_current": found.consent_text == services.CONSENT,
            "refusal": why_not_erase(
                erased=found.erased_at is not None,
                offices=queries.holders_on(day).filter(person=found).count(),
                needs=queries.needs_of(found, day),
            ),
        },
    )


@login_required
def enter(request: HttpRequest) -> HttpResponse:
    """Enter a person."""
    access.require_keeper(request.user)
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        entered = services.enter_person(form.save(), consent=form.cleaned_data["consent"], by=request.user)
        return _done(request, entered, _("%(name)s was entered.") % {"name": entered})
    return _form(request, form, title=_("Enter a person"), button=_("Enter"))


@login_required
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change particulars of a person."""
    found = access.person_to_keep(request.user, pk)
    form = PersonForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        services.change_person(form.save(), form.changed_data, by=request.user)
        return _done(request, found, _("Particulars were saved."))
    return _form(request, form, title=_("Particulars"), button=_("Save"), person=found)


@login_required
def take_office(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter an office that the person takes."""
    found = access.person_to_keep(request.user, pk)
    form = OfficeForm(request.POST or None, instance=Office(person=found))
    if request.method == "POST" and form.is_valid():
        services.take_office(form.save(), by=request.user)
        return _done(request, found, _("The office was entered."))
    return _form(request, form, title=_("Enter an office"), button=_("Enter"), person=found)


@login_required
def end_office(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter the last day of an office."""
    office = access.office_to_keep(request.user, pk)
    form = EndOfficeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.end_office(office, **form.cleaned_data, by=request.user)
        return _done(request, office.person, _("The last day of the office was entered."))
    return _form(request, form, title=_("End of an office"), button=_("Enter the last day"), person=office.person)


@login_required
@require_POST
def consent(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that the person agreed, or took it back."""
    found = access.person_to_keep(request.user, pk)
    if request.POST.get("act") == "withdraw":
        services.withdraw_consent(found, by=request.user)
        return _done(request, found, _("The consent was taken back; contacts were dropped."))
    services.give_consent(found, by=request.user)
    return _done(request, found, _("The consent was recorded."))


@login_required
def erase(request: HttpRequest, pk: int) -> HttpResponse:
    """Erase personal data."""
    found = access.person_to_keep(request.user, pk)
    form = EraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.erase_person(found, ground=form.cleaned_data["ground"], by=request.user)
        messages.success(request, _("The data were erased. The number stays, so that counts hold."))
        return HttpResponseRedirect(reverse("people:people"))
    return _form(request, form, title=_("Erase personal data"), button=_("Erase"), person=found, grave=True)


@login_required
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Make two records of one person one."""
    found = access.person_to_keep(request.user, pk)
    form = MergeForm(request.POST or None, person=found)
    if request.method == "POST" and form.is_valid():
        services.merge_people(
            found,
            form.cleaned_data["dropped"],
            account=form.cleaned_data["account"],
            ground=form.cleaned_data["ground"],
            by=request.user,
        )
        return _done(request, found, _("The two records are one now."))
    return _form(request, form, title=_("Merge two records"), button=_("Merge"), person=found, grave=True)


@login_required
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out all that is kept about a person."""
    return _json(access.person_to_keep(request.user, pk))


@login_required
def my_data(request: HttpRequest) -> HttpResponse:
    """Show a person what is kept about him."""
    found = access.own_person(request.user)
    return render(
        request,
        "people/my_data.html",
        {
            "person": found,
            "offices": queries.offices_in_time(found) if found else [],
            "kept": {name: len(rows) for name, rows in exports.data_of(found).items() if isinstance(rows, list)}
            if found
            else {},
            "consent_is_current": found is not None and found.consent_text == services.CONSENT,
        },
    )


@login_required
def my_export(request: HttpRequest) -> HttpResponse:
    """Hand out to a person all that is kept about him."""
    found = access.own_person(request.user)
    if found is None:
        raise Http404
    return _json(found)


@login_required
@require_POST
def my_consent(request: HttpRequest) -> HttpResponse:
    """Let a person give the consent or take it back."""
    found = access.own_person(request.user)
    if found is None:
        raise Http404
    if request.POST.get("act") == "withdraw":
        services.withdraw_consent(found, by=request.user)
        messages.success(request, _("The consent was taken back; contacts were dropped."))
    else:
        services.give_consent(found, by=request.user)
        messages.success(request, _("The consent was recorded."))
    return HttpResponseRedirect(reverse("people:my_data"))


def _json(found: Person) -> HttpResponse:
    return HttpResponse(
        exports.as_json(found),
        content_type="application/json; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="person-{found.pk}.json"', "Cache-Control": "no-store"},
    )


def _form(
    request: HttpRequest, form: Any, *, title: str, button: str, person: Person | None = None, grave: bool = False
) -> HttpResponse:
    return render(
        request,
        "people/form.html",
        {"form": form, "title": title, "button": button, "person": person, "grave": grave},
        status=422 if request.method == "POST" else 200,
    )


def _done(request: HttpRequest, found: Person, said: str) -> HttpResponse:
    messages.success(request, said)
    return HttpResponseRedirect(reverse("people:person", args=[found.pk]))
