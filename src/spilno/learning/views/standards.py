"""The register of standards, the page of each, its versions and papers."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from spilno.learning.access import standards as access
from spilno.learning.forms import standard_acts as forms
from spilno.learning.gateways.programme import kind_line, profile_rows, programme_docx, programme_pdf, structure
from spilno.learning.models import Standard, StandardVersion
from spilno.learning.queries import standards as queries
from spilno.learning.queries.differences import read_differences
from spilno.learning.queries.volumes import volume_of
from spilno.learning.rules.force import why_not_force, why_not_send
from spilno.learning.rules.standards import why_not_decide_review, why_not_next, why_not_review
from spilno.people.access import speaks_for
from spilno.ui.words import in_language

PER_PAGE = 30
KINDS = {
    "pdf": (programme_pdf, "application/pdf"),
    "docx": (programme_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}


@require_safe
def standards(request: HttpRequest) -> HttpResponse:
    """Show the register: what is or was in force; to partners and the secretariat what is being prepared too."""
    today = timezone.localdate()
    inside = access.may_keep(request.user) or bool(speaks_for(request.user))
    form = forms.SearchForm(request.GET or None, providers=queries.all_providers(), inside=inside)
    wanted = form.cleaned_data if form.is_valid() else {}
    found = queries.sought(access.standards_to_see(request.user), day=today, **wanted)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "lines": queries.lines_of(page.object_list, inside=lambda standard: access.is_inside(request.user, standard)),
        "asked": form.is_valid() and any(form.cleaned_data.values()),
        "may_begin": access.may_begin(request.user),
        "keeps": access.may_keep(request.user),
        "banks": inside,
        "today": today,
    }
    return render(request, "learning/standards.html", context)


@require_safe
def standard(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a standard: what it is, its modules, versions, providers; to each side what waits for it."""
    return page(request, access.standard_to_see(request.user, pk))


def page(request: HttpRequest, found: Standard, *, status: int = 200, **given: Any) -> HttpResponse:
    """Draw the page of a standard; a form that was wrong comes back with what was typed."""
    inside, develops = access.is_inside(request.user, found), access.may_develop(request.user, found)
    table = queries.on_the_table(found) if inside else None
    present = queries.present_version(found)
    shown = present or table or found.versions.order_by("-version").first()
    today = timezone.localdate()
    context = {
        "standard": found,
        "shown": shown,
        "table": table,
        "present": present,
        "today": today,
        "partners": queries.partners_of(found),
        "sides": queries.sides_of(table, speaks_for(request.user)) if table else [],
        "providers": list(found.providers.select_related("organisation")),
        "equivalents": list(queries.equivalents_of(present)) if present else [],
        "versions": _versions(found, inside=inside),
        "inside": inside,
        "develops": develops,
        "needs_nads": queries.agreement_needed(table, today) if table else False,
        **_text(shown),
        **(_whys(request, found, table) if develops and table else {}),
        "why_not_next": why_not_next(table.state if table else ""),
        "answer_form": given.get("answer_form") or forms.AnswerForm(initial={"sha256": table.sha256 if table else ""}, auto_id="answer_%s"),
        "remarks_form": given.get("remarks_form") or forms.RemarksForm(auto_id="remarks_%s"),
        "agreement_form": given.get("agreement_form") or forms.AgreementForm(auto_id="agreement_%s"),
        "force_form": given.get("force_form") or forms.ForceForm(auto_id="force_%s"),
        "archive_form": given.get("archive_form") or forms.ArchiveForm(standard=found, auto_id="archive_%s"),
        "provider_form": given.get("provider_form") or forms.ProviderForm(auto_id="provider_%s"),
        "equivalence_form": given.get("equivalence_form") or (forms.EquivalenceForm(version=present, auto_id="equivalence_%s") if present else None),
    }  # fmt: skip
    return render(request, "learning/standard.html", context, status=status)


def _text(version: StandardVersion | None) -> dict[str, Any]:
    if version is None:
        return {}
    text = queries.text_of(version)
    return {
        "text": text,
        "profile": [(label, value) for label, value in profile_rows(text) if value],
        "kind_line": kind_line(text),
        "outcomes": [(in_language(each.uk, each.en), each.competence) for each in text.outcomes],
        "modules": [(in_language(each.title, each.title_en), each.content) for each in text.modules],
        "grid": _grid(structure(text)),
    }


def _grid(table: dict[str, Any]) -> dict[str, Any]:
    """Put each number of the structure table beside the word of its column: on a phone a row is a card."""

    def named(row: list[str]) -> dict[str, Any]:
        return {"order": row[0], "title": row[1], "cells": list(zip(table["heads"][2:], row[2:], strict=True))}

    return {"heads": table["heads"], "rows": [named(row) for row in table["rows"]], "sums": named(table["sums"])}


def _whys(request: HttpRequest, found: Standard, table: StandardVersion) -> dict[str, Any]:
    """Say beside each button why it cannot be pressed."""
    today, before = timezone.localdate(), queries.version_before(table)
    own = table.sent_by == request.user.pk
    return {
        "why_not_review": why_not_review(
            table.state, queries.text_of(table), partners=found.partners.count(), note=table.note,
            needs_note=before is not None, rule=volume_of(today),
        ),
        "why_not_put": why_not_decide_review(table.state, own=own, returns=False, remarks=""),
        "why_not_send": why_not_send(table.state, needed=queries.agreement_needed(table, today)),
        "why_not_force": why_not_force(queries.force_facts(table, today)),
    }  # fmt: skip


def _versions(found: Standard, *, inside: bool) -> list[StandardVersion]:
    rows = found.versions.select_related("document").prefetch_related("approvals__organisation")
    return [version for version in rows if inside or version.state in queries.PUBLIC]


@require_safe
def version(request: HttpRequest, pk: int, version: int) -> HttpResponse:
    """Show a text, its hash, who approved it, and what it changes part by part."""
    found = access.version_to_see(request.user, pk, version)
    since = queries.changes_since(found)
    inside = access.is_inside(request.user, found.standard)
    if since is not None and not (inside or since[0].state in queries.PUBLIC):
        since = None
    context = {
        "reading": found,
        "standard": found.standard,
        "today": timezone.localdate(),
        "before": since[0] if since else None,
        "changes": read_differences(since[1]) if since else [],
        "approvals": list(found.approvals.select_related("organisation")) if inside else [],
        "inside": inside,
        **_text(found),
    }
    return render(request, "learning/version.html", context)


@require_safe
def version_file(request: HttpRequest, pk: int, version: int, ending: str) -> HttpResponse:
    """Give a programme as PDF or DOCX made now; what the partners approved is the frozen PDF."""
    found = access.version_to_see(request.user, pk, version)
    make, kind = KINDS[ending]
    sides = list(found.approvals.filter(agreed=True, sha256=found.sha256).select_related("organisation"))
    response = HttpResponse(make(queries.text_of(found), version=found, sides=sides), content_type=kind)
    way = "inline" if ending == "pdf" else "attachment"
    response["Content-Disposition"] = f'{way}; filename="programme-{pk}-{version}.{ending}"'
    return response
