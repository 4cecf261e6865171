"""The ledger of an official: its page, a row of it, the table, the extract and its public check."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from spilno.accounts.gateways import within_limit
from spilno.credentials.rules.issuing import initials
from spilno.credentials.rules.numbers import code_shown, folded, why_not_code
from spilno.documents.queries import attachments_of
from spilno.learning.access import ledger as access
from spilno.learning.access.personnel import personnel_of
from spilno.learning.exports.ledger import ledger_table
from spilno.learning.forms import ledger as forms
from spilno.learning.gateways.extract import extract_pdf
from spilno.learning.models import CreditRow
from spilno.learning.queries import ledger as queries
from spilno.learning.queries.extracts import checked, extract_by_code
from spilno.learning.queries.recertification import lines_of
from spilno.learning.rules.deciding import why_not_counted, why_not_recognise
from spilno.learning.services.extracts import make_extract
from spilno.members.exports import csv_file, xlsx_file
from spilno.people.access import own_person
from spilno.people.models import Person
from spilno.people.queries import office_of

TOO_MANY = 429
ROUND = 502.65  # the length of the ring


@login_required
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """Show one's own ledger."""
    return _page(request, access.ledger_to_see(request.user, None))


@login_required
@require_safe
def of_person(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the ledger of one's own, or of an official of one's personnel service."""
    return _page(request, access.ledger_to_see(request.user, pk))


def _page(request: HttpRequest, person: Person) -> HttpResponse:
    today = timezone.localdate()
    years = queries.ledger_of(person, today)
    mine = own_person(request.user) == person
    deciders = queries.deciders_of([row for year in years for row in year.rows])
    context = {
        "person": person,
        "office": office_of(person, today),
        "mine": mine,
        "years": [(year, [(row, deciders.get(row.decided_by or 0, "")) for row in year.rows]) for year in years],
        "present": years[0],
        "ring": ring_of(years[0]),
        "hours_missing": queries.hours_of_credits(years[0].to_earn, today),
        "renewals": lines_of([person.pk], today).get(person.pk, []),
        "proposals": queries.proposals_for(person) if mine else [],
        "today": today,
        "is_personnel": bool(personnel_of(request.user)),
    }
    return render(request, "learning/ledger.html", context)


def ring_of(year: queries.YearOfLedger) -> dict[str, str]:
    """Return the lengths of the ring: what was learned, self-education; in shares of what is due, never more than the whole."""
    due = year.duty.credits if year.duty else 1
    whole = float(year.credits / due) if due else 0.0
    by_self = float(year.self_credits / due) if due else 0.0
    shown = min(1.0, whole)
    part = shown * (by_self / whole) if whole else 0.0
    return {
        "done": f"{(shown - part) * ROUND:.1f} {ROUND:.1f}",
        "self": f"{part * ROUND:.1f} {ROUND:.1f}",
        "offset": f"{-(shown - part) * ROUND:.1f}",
    }


@login_required
@require_safe
def row(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a row: what was learned, evidence, what machines checked, who decided, its journal."""
    return row_page(request, access.row_to_see(request.user, pk))


def row_page(request: HttpRequest, found: CreditRow, *, status: int = 200, **given: Any) -> HttpResponse:
    """Draw the page of a row; a form that was wrong comes back with what was typed."""
    mine = own_person(request.user) == found.person
    decides = access.is_personnel_for(request.user, found.person)
    judged = queries.judged_by(found, request.user)
    context = {
        "row": found,
        "mine": mine,
        "decides": decides,
        "why": why_not_recognise(judged, source=found.rule.source if found.rule else "") if decides else None,
        "why_not_counted": why_not_counted(judged, found.rule.source if found.rule else "") if mine else None,
        "unchecked": (judged.electronic or bool(judged.other_holder)) and not judged.signature_checked,
        "credential_day": parse_date(found.outside.checks.get("valid_from", "")) if found.outside else None,
        "country": forms.country_of(found.outside.country) if found.outside else "",
        "files": attachments_of(found),
        "need": queries.need_of(found),
        "decider": queries.deciders_of([found]).get(found.decided_by or 0, ""),
        "recognise_form": forms.RecogniseForm(auto_id="recognise_%s", other_holder=judged.other_holder),
        "question_form": given.get("question_form") or forms.QuestionForm(auto_id="question_%s"),
        "refuse_form": given.get("refuse_form") or forms.GroundForm(auto_id="refuse_%s"),
        "annul_form": given.get("annul_form") or forms.GroundForm(auto_id="annul_%s"),
        "answer_form": given.get("answer_form") or forms.AnswerClaimForm(auto_id="answer_%s"),
    }
    return render(request, "learning/credit_row.html", context, status=status)


@login_required
@require_safe
def table(request: HttpRequest, pk: str, ending: str) -> HttpResponse:
    """Hand out the ledger as CSV or XLSX."""
    person = access.ledger_to_see(request.user, int(pk))
    rows = list(queries.rows_of(person))
    heading, lines = ledger_table(rows, queries.deciders_of(rows))
    if ending == "csv":
        return csv_file(f"credits-{pk}.csv", heading, lines)
    return xlsx_file(f"credits-{pk}.xlsx", _("Ledger of credits"), heading, lines)


@login_required
@require_POST
def extract(request: HttpRequest, pk: int) -> HttpResponse:
    """Make an extract of the ledger and hand it out as PDF."""
    made = make_extract(access.ledger_to_see(request.user, pk), by=request.user)
    name = f"dovidka-{code_shown(made.code)}.pdf"
    return HttpResponse(
        extract_pdf(made),
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@never_cache
@require_safe
def check(request: HttpRequest, code: str) -> HttpResponse:
    """Say of an extract: made when, and whether its sums still hold. Who has the code has the paper; the name stands in initials."""
    if not within_limit(request, "verify"):
        return render(request, "429.html", status=TOO_MANY)
    typed = code.strip()[:60]
    found = None if why_not_code(typed) else extract_by_code(typed)
    context = {
        "typed": code_shown(folded(typed)),
        "checked": checked(found, timezone.localdate()) if found else None,
        "initials": initials(str(found.person)) if found else "",
        "now": timezone.now(),
    }
    answer = render(request, "learning/check_extract.html", context, status=200 if found else 404)
    answer["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return answer
