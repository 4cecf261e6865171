"""What an extract of a ledger says, and whether it still holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from spilno.credentials.rules.numbers import folded
from spilno.learning.models import CreditRow, LedgerExtract
from spilno.learning.queries.ledger import YearOfLedger, deciders_of, document_of, ledger_of
from spilno.learning.rules.volume import number
from spilno.organisations.queries import our_association
from spilno.people.models import Person
from spilno.people.queries import office_of, post_of

SHOWN = (CreditRow.State.RECOGNISED, CreditRow.State.ANNULLED)


def extract_body(person: Person, day: date) -> dict[str, Any]:
    """Return what an extract says, in Ukrainian: the person and post of the day, years with sums, rows that were recognised or annulled."""
    with override("uk"):
        office, ours = office_of(person, day), our_association()
        years = ledger_of(person, day)
        names = deciders_of([row for year in years for row in year.rows])
        return {
            "association": ours.name_uk if ours else "",
            "name": person.full_name,
            "post": post_of(office) if office else "",
            "years": [
                {
                    "year": year.year,
                    "credits": number(year.credits),
                    "said": _said(year),
                    "rows": [_row(row, names) for row in year.rows if row.state in SHOWN],
                }
                for year in years
            ],
        }


def _said(year: YearOfLedger) -> str:
    words = {
        "self": number(year.self_credits),
        "missing": number(year.missing),
        "missing_self": number(year.missing_self),
    }
    by_self = _("Self-education: %(self)s.") % words
    if year.standing is None or year.duty is None or not year.bound:
        return f"{by_self} " + _("In this year learning was a right, not a duty, or nothing is known of an office.")
    due = _("Due: %(credits)s, of it self-education %(part)s (%(source)s).") % {
        "credits": number(year.duty.credits), "part": number(year.duty.self_credits), "source": year.duty.source,
    }  # fmt: skip
    if year.standing.met:
        return f"{by_self} {due} " + _("The duty of the year is met.")
    if year.standing.newcomer:
        return f"{by_self} " + _("Newly appointed: a certificate programme is due by %(day)s.") % {
            "day": f"{year.standing.due_on:%d.%m.%Y}"
        }
    return f"{by_self} {due} " + _("Missing: %(missing)s; of self-education: %(missing_self)s.") % words


def _row(row: CreditRow, names: dict[int, str]) -> dict[str, str]:
    who = names.get(row.decided_by or 0, "")
    parts = [str(row.get_state_display()), f"{row.decided_at:%d.%m.%Y}" if row.decided_at else "", who, row.because]
    return {
        "on": f"{row.on:%d.%m.%Y}",
        "title": row.title,
        "ground": row.ground,
        "document": document_of(row) or "–",
        "hours": number(row.hours) if row.hours is not None else "–",
        "credits": number(row.credits) if row.state == CreditRow.State.RECOGNISED else "–",
        "state": ", ".join(part for part in parts if part),
    }


@dataclass(frozen=True, slots=True)
class Checked:
    """An extract that exists: the sums that it says, and those of today."""

    extract: LedgerExtract
    sums: list[tuple[int, str, str]]

    @property
    def holds(self) -> bool:
        """Tell whether every sum is still as it was."""
        return all(then == now for _year, then, now in self.sums)


def extract_by_code(code: str) -> LedgerExtract | None:
    """Return the extract with this code, however it was typed; None: there is none."""
    return LedgerExtract.objects.select_related("person").filter(code=folded(code)).first()


def checked(extract: LedgerExtract, today: date) -> Checked:
    """Return what the check of an extract answers: sums then and now, no rows: whoever holds the paper has them."""
    now = {year.year: number(year.credits) for year in ledger_of(extract.person, today)}
    return Checked(extract, [(each["year"], each["credits"], now.get(each["year"], "0")) for each in _years(extract)])


def _years(extract: LedgerExtract) -> Iterable[dict[str, Any]]:
    years: list[dict[str, Any]] = extract.body.get("years", [])
    return years
