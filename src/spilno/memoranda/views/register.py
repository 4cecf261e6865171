"""The register of memoranda, the page of each, its texts."""

from collections.abc import Mapping
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from spilno.documents.access import may_read
from spilno.documents.queries import attachments_of
from spilno.journal.queries import kept
from spilno.memoranda import exports
from spilno.memoranda.access import memoranda as access
from spilno.memoranda.forms.acts import AnswerForm, DeclineForm, EnterForm, GroundForm, RenewForm, SendForm, SignForm
from spilno.memoranda.forms.search import SearchForm
from spilno.memoranda.gateways.files import memorandum_docx, memorandum_pdf
from spilno.memoranda.models import Memorandum, Party, Version
from spilno.memoranda.queries import texts
from spilno.memoranda.queries.countries import countries_of
from spilno.memoranda.queries.fulfilment import next_year
from spilno.memoranda.queries.overview import overview_of
from spilno.memoranda.queries.search import sought
from spilno.memoranda.rules.agreement import why_not_send
from spilno.memoranda.rules.languages import SECOND
from spilno.memoranda.rules.life import why_not_change
from spilno.memoranda.rules.text import term_second, term_uk
from spilno.people.access import speaks_for
from spilno.ui.words import in_language

PER_PAGE = 30


def _sought(request: HttpRequest) -> tuple[SearchForm, Any]:
    rows = access.memoranda_to_see(request.user)
    inside = access.may_keep(request.user) or bool(speaks_for(request.user))
    form = SearchForm(request.GET or None, countries=countries_of(rows), inside=inside)
    form.is_valid()  # what is not understood is left out, the rest still narrows
    return form, sought(rows, day=timezone.localdate(), **getattr(form, "cleaned_data", {}))


@require_safe
def memoranda(request: HttpRequest) -> HttpResponse:
    """Show the register: what was signed, to parties and the secretariat what is being prepared too."""
    form, found = _sought(request)
    context = {
        "form": form,
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "asked": any(getattr(form, "cleaned_data", {}).values()),
        "query": request.GET.urlencode(),
        "keeps": access.may_keep(request.user),
    }
    return render(request, "memoranda/memoranda.html", context)


@require_safe
def memoranda_csv(request: HttpRequest) -> HttpResponse:
    """Give the register, filtered alike, as CSV; a table cannot say what was not understood in the search, so there is none then."""
    form, found = _sought(request)
    if form.errors:
        raise Http404
    response = HttpResponse(exports.as_csv(found), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="memoranda.csv"'
    return response


@require_safe
def memorandum(request: HttpRequest, number: int) -> HttpResponse:
    """Show a memorandum: parties, purpose, areas, term, text, versions, documents; to each side what waits for it."""
    left = access.texts_left(request.user, number)
    if left is not None and not access.memoranda_to_see(request.user).filter(number=number).exists():
        party, versions = left
        context = {"party": party, "memorandum": party.memorandum, "versions": versions}
        return render(request, "memoranda/left.html", context)
    return page(request, access.memorandum_to_see(request.user, number))


def page(request: HttpRequest, found: Memorandum, *, status: int = 200, **forms: Any) -> HttpResponse:
    """Draw the page of a memorandum; a form that was wrong comes back with what was typed."""
    inside = access.is_inside(request.user, found)
    mine = {party.pk for party in access.parties_of(request.user, found)}
    keeps = access.may_keep(request.user)
    versions = _versions(found, inside=inside)
    table = next((one for one in versions if one.state in texts.ON_THE_TABLE), None) if inside else None
    force = next((one for one in versions if one.state == Version.State.SIGNED), None)
    shown = force or table
    context = {
        "memorandum": found,
        "sides": [
            (side, forms.get("sign_forms", {}).get(side.party.pk) or SignForm(auto_id=f"sign_{side.party.pk}_%s"))
            for side in texts.sides_of(found, table or force, mine)
        ],
        "overview": kept(overview_of, found, timezone.localdate()) if found.signed_on else None,
        "areas": list(found.agreed_areas.select_related("area")) if not found.signed_on else [],
        "shown": shown,
        "table": table,
        "force": force,
        "versions": versions,
        "attachments": attachments_of(found) if inside else [],
        "inside": inside,
        "keeps": keeps,
        "mine": bool(mine),
        "next_year": next_year(found, timezone.localdate()) if mine else None,
        "why_not_send": _why_not_send(table) if keeps else None,
        "renews": keeps or access.stands_in(request.user, found),
        "why_not_change": why_not_change(texts.life_of(found), today=timezone.localdate())
        if force and inside
        else None,
        "send_form": forms.get("send_form")
        or SendForm(initial={"note": table.note if table else ""}, auto_id="send_%s"),
        "answer_form": forms.get("answer_form")
        or AnswerForm(initial={"sha256": table.sha256 if table else ""}, auto_id="answer_%s"),
        "today": timezone.localdate(),
        "left": any(party.withdrew_on for party in found.parties.all()),
        "leaving_later": any(
            party.withdrew_on and party.withdrew_on >= timezone.localdate() for party in found.parties.all()
        ),
        "standing": [party.organisation.name for party in found.parties.all() if party.withdrew_on is None],
        "enter_form": forms.get("enter_form") or EnterForm(auto_id="enter_%s"),
        "entered": next((one for one in versions if one.reason == Version.Reason.ENTERED), None),
        "end_form": forms.get("end_form") or GroundForm(auto_id="end_%s"),
        "leaving": _leaving(found, mine, keeps=keeps, forms=forms.get("withdraw_forms", {})),
        "decline_form": forms.get("decline_form") or DeclineForm(auto_id="decline_%s"),
        "term_said": _term_said(table or shown),
        "renew_form": forms.get("renew_form") or RenewForm(auto_id="renew_%s"),
    }
    return render(request, "memoranda/memorandum.html", context, status=status)


def _leaving(
    found: Memorandum, mine: set[int], *, keeps: bool, forms: Mapping[int, GroundForm]
) -> list[tuple[Party, bool, GroundForm]]:
    """Return the parties whose withdrawal this person may record: his own, to the secretariat all; each with its form."""
    return [
        (party, party.pk in mine, forms.get(party.pk) or GroundForm(auto_id=f"withdraw_{party.pk}_%s"))
        for party in found.parties.all()
        if party.withdrew_on is None and (keeps or party.pk in mine)
    ]


def _term_said(version: Version | None) -> str:
    """Say the term of a text that is not in force yet, in the language of the reader."""
    if version is None:
        return ""
    terms = texts.terms_of(version)
    return in_language(term_uk(terms.term), term_second(terms.term, SECOND["en"]))


def _versions(found: Memorandum, *, inside: bool) -> list[Version]:
    rows = found.versions.select_related("document").prefetch_related("approvals__party__organisation")
    return [version for version in rows if inside or version.signed_on]


def _why_not_send(table: Version | None) -> Any:
    if table is None or table.state != Version.State.DRAFT:
        return None
    return why_not_send(texts.terms_of(table), state=table.state, note="", needs_note=False)  # its form asks the note


@require_safe
def version(request: HttpRequest, number: int, version: int) -> HttpResponse:
    """Show a text in both languages, its hash, and what it changes."""
    found = access.version_to_see(request.user, number, version)
    mine = {party.pk for party in access.parties_of(request.user, found.memorandum) if party.withdrew_on is None}
    sides = texts.sides_of(found.memorandum, found, mine)
    context = {
        "asks_answer": found.state == Version.State.SENT and any(side.mine and side.answer is None for side in sides),
        "reading": found,
        "memorandum": found.memorandum,
        "terms": texts.terms_of(found),
        "paragraphs": texts.paragraphs_of(found),
        "changes": texts.changes_since(found),
        "document": found.document if found.document_id and may_read(request.user, found.document) else None,
    }
    return render(request, "memoranda/version.html", context)


@require_safe
def version_file(request: HttpRequest, number: int, version: int, ending: str) -> HttpResponse:
    """Give a text as PDF or DOCX made now; what is signed is the frozen PDF."""
    found = access.version_to_see(request.user, number, version)
    if found.reason == Version.Reason.ENTERED:  # its text is the scan
        raise Http404
    make, kind = {
        "pdf": (memorandum_pdf, "application/pdf"),
        "docx": (memorandum_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    }[ending]
    content = make(texts.terms_of(found), texts.paragraphs_of(found), sha256=found.sha256, number=number)
    response = HttpResponse(content, content_type=kind)
    way = "inline" if ending == "pdf" else "attachment"
    response["Content-Disposition"] = f'{way}; filename="memorandum-{number}-{version}.{ending}"'
    return response
