"""Writing a memorandum: the secretariat's pages."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from spilno.memoranda.access import memoranda as access
from spilno.memoranda.forms.drafting import (
    AreasForm,
    BasicsForm,
    ChoosePartyForm,
    ClausesForm,
    PartyForm,
    PurposeForm,
    clauses_in_order,
)
from spilno.memoranda.models import Memorandum, Version
from spilno.memoranda.queries import texts
from spilno.memoranda.rules.text import Both, Terms
from spilno.memoranda.services import drafting
from spilno.organisations.models import Organisation
from spilno.people.access import own_person
from spilno.statute.rules.refusal import RuleBroken
from spilno.ui.forms import refused

UNPROCESSABLE = 422


def _table(request: HttpRequest, number: int) -> tuple[Memorandum, Version, Terms]:
    memorandum = access.memorandum_to_keep(request.user, number)
    version = texts.on_the_table(memorandum) or Version(memorandum=memorandum, number=0)
    return memorandum, version, texts.terms_of(version)


def _drawn(
    request: HttpRequest, template: str, memorandum: Memorandum | None, part: str, **context: Any
) -> HttpResponse:
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(
        request, f"memoranda/{template}.html", {"memorandum": memorandum, "part": part, **context}, status=status
    )


@login_required
def draft(request: HttpRequest) -> HttpResponse:
    """Begin a memorandum."""
    access.require_keeper(request.user)
    title = _("Enter a memorandum signed before") if "signed" in request.GET else _("Begin a memorandum")
    form = BasicsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        made = drafting.draft_memorandum(
            kind=said["kind"],
            form=said["form"],
            title=Both(said["title_uk"].strip(), said["title_second"].strip()),
            title_en=said["title_en"].strip(),
            second_language=said["second_language"],
            coordinator=own_person(request.user),
            public=said["public"],
            by=request.user,
        )
        messages.success(request, _("The memorandum was begun. Name its parties now."))
        return redirect("memoranda:parties", made.number)
    return _drawn(request, "edit", None, "basics", form=form, title=title)


@login_required
def basics(request: HttpRequest, number: int) -> HttpResponse:
    """Write what the memorandum is: kind, languages, title."""
    memorandum, _version, terms = _table(request, number)
    initial = {
        "kind": memorandum.kind, "form": memorandum.form, "second_language": terms.second_language, "title_uk": terms.title.uk,
        "title_second": terms.title.second, "title_en": memorandum.title_en, "public": memorandum.public,
    }  # fmt: skip
    form = BasicsForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        title = Both(said["title_uk"].strip(), said["title_second"].strip())
        try:
            drafting.write_terms(memorandum, title=title, second_language=said["second_language"], by=request.user)
        except RuleBroken as broken:
            refused(form, broken)
        else:
            fields = {name: said[name] for name in ("kind", "form", "title_en", "public")}
            drafting.describe(memorandum, fields, by=request.user)
            if said["second_language"] != terms.second_language:
                messages.warning(
                    request,
                    _("The second language is another one now: words of the former one were taken out. %(known)s")
                    % {"known": _known_words(said["second_language"])},
                )
            return _saved(request, memorandum)
    return _drawn(request, "edit", memorandum, "basics", form=form, title=_("Kind, languages, title"))


def _known_words(language: str) -> str:
    if not language:
        return _("The text is in Ukrainian only.")
    if language != "en":
        return _("The library does not know this language: translate areas, clauses and names of parties.")
    return _("Areas, clauses and names that the registers know in English stand in it; translate the rest.")


@login_required
def purpose(request: HttpRequest, number: int) -> HttpResponse:
    """Write purpose, place and term."""
    memorandum, _version, terms = _table(request, number)
    initial = {
        "purpose_uk": terms.purpose.uk, "purpose_second": terms.purpose.second, "place_uk": terms.place.uk,
        "place_second": terms.place.second, "starts_on": terms.term.starts_on, "ends_on": terms.term.ends_on,
        "years": terms.term.years, "notice_days": terms.term.notice_days,
    }  # fmt: skip
    form = PurposeForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            drafting.write_terms(memorandum, by=request.user, **form.terms())
        except RuleBroken as broken:
            refused(form, broken)
        else:
            return _saved(request, memorandum)
    return _drawn(request, "edit", memorandum, "purpose", form=form, title=_("Purpose, place and term"))


@login_required
def areas(request: HttpRequest, number: int) -> HttpResponse:
    """Choose the areas of cooperation."""
    memorandum, _version, terms = _table(request, number)
    form = AreasForm(request.POST or None, terms=terms)
    if request.method == "POST" and form.is_valid():
        try:
            drafting.write_terms(memorandum, areas=form.chosen(), by=request.user)
        except RuleBroken as broken:
            refused(form, broken)
        else:
            return _saved(request, memorandum)
    return _drawn(request, "areas", memorandum, "areas", form=form, title=_("Areas of cooperation"))


@login_required
def clauses(request: HttpRequest, number: int) -> HttpResponse:
    """Write the clauses."""
    memorandum, _version, terms = _table(request, number)
    form = ClausesForm(request.POST or None, terms=terms, kind=memorandum.kind)
    if request.method == "POST" and form.is_valid():
        written, added = form.chosen()
        copied = [drafting.clause_text(clause, terms.second_language) for clause in added]
        try:
            drafting.write_terms(memorandum, clauses=clauses_in_order(written, copied), by=request.user)
        except RuleBroken as broken:
            refused(form, broken)
        else:
            return _saved(request, memorandum)
    return _drawn(request, "clauses", memorandum, "clauses", form=form, title=_("Clauses"))


@login_required
def parties(request: HttpRequest, number: int) -> HttpResponse:
    """Name the parties: first the organisation, then who signs for it."""
    memorandum, _version, terms = _table(request, number)
    choose = ChoosePartyForm(request.GET or None, auto_id="choose_%s")
    organisation = choose.cleaned_data["organisation"] if request.GET and choose.is_valid() else None
    form = None
    if organisation is not None:
        said = next((party for party in terms.parties if party.organisation == organisation.pk), None)
        form = PartyForm(request.POST or None, organisation=organisation, said=said, second=terms.second_language)
        if request.method == "POST" and form.is_valid():
            try:
                _add_party(memorandum, organisation, form.cleaned_data, request)
            except RuleBroken as broken:
                refused(form, broken)
            else:
                messages.success(request, _("%(party)s stands in the text.") % {"party": organisation.name})
                return redirect("memoranda:parties", number)
    context = {"choose": choose, "organisation": organisation, "form": form, "terms": terms, "title": _("Parties")}
    return _drawn(request, "parties", memorandum, "parties", **context)


def _add_party(memorandum: Memorandum, organisation: Organisation, said: dict[str, Any], request: HttpRequest) -> None:
    drafting.add_party(
        memorandum,
        organisation,
        said["signatory"],
        post=Both(said["post_uk"].strip(), said.get("post_second", "").strip()),
        powers=Both(said["powers_uk"].strip(), said.get("powers_second", "").strip()),
        name_second=said.get("name_second", "").strip(),
        signatory_second=said.get("signatory_second", "").strip(),
        by=request.user,
    )


@login_required
@require_POST
def remove_party(request: HttpRequest, number: int, organisation: int) -> HttpResponse:
    """Take a party out of a first text."""
    memorandum = access.memorandum_to_keep(request.user, number)
    found = get_object_or_404(Organisation, pk=organisation)
    drafting.remove_party(memorandum, found.pk, by=request.user)
    messages.success(request, _("%(party)s no longer stands in the text.") % {"party": found.name})
    return redirect("memoranda:parties", number)


@login_required
@require_POST
def move_party(request: HttpRequest, number: int, organisation: int) -> HttpResponse:
    """Put a party one place higher in the text."""
    memorandum = access.memorandum_to_keep(request.user, number)
    found = get_object_or_404(Organisation, pk=organisation)
    drafting.move_party(memorandum, found.pk, by=request.user)
    messages.success(request, _("The order of parties was changed."))
    return redirect("memoranda:parties", number)


def _saved(request: HttpRequest, memorandum: Memorandum) -> HttpResponse:
    messages.success(request, _("The text was written."))
    return redirect("memoranda:memorandum", memorandum.number)
