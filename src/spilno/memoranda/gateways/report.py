"""The report of a year as PDF by Typst: the same facts as its page."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from spilno.documents.gateways.pdf import make_pdf
from spilno.memoranda.queries.fulfilment import Done, MeasureLine, Section, YearReport
from spilno.memoranda.rules.fulfilment import Rounds, Trip
from spilno.ui.words import in_language, name_in_letters

TEMPLATE = Path(__file__).parent.parent / "data" / "report.typ"


def standing_in_words(standing: str) -> str:
    """Return how a line stands, in words."""
    return {
        "done": _("done"),
        "reported": _("reported as done"),
        "late": _("overdue"),
        "running": _("being done"),
        "dropped": _("taken off control"),
    }[standing]


def report_pdf(report: YearReport) -> bytes:
    """Return the report as PDF, in the language of the reader: a partner from abroad reads it too."""
    words = {"number": report.memorandum.number, "year": report.year}
    title = _("Report on fulfilment of memorandum no. %(number)d in %(year)d") % words
    return make_pdf(TEMPLATE, _data(report, title), title=title, language=_language())


def _language() -> str:
    return "en" if get_language() == "en" else "uk"


def _data(report: YearReport, title: str) -> dict[str, Any]:
    memorandum, totals = report.memorandum, report.totals
    return {
        "association": settings.ASSOCIATION_NAMES[_language()]
        if any(side.title.organisation.ours for side in report.sides)
        else "",
        "title": title,
        "about": in_language(memorandum.title_uk, memorandum.title_en),
        "parties": [side.title.organisation.name for side in report.sides],
        "as_of": _("As of %(day)s") % {"day": date_format(report.day, "DATE_FORMAT")},
        "figures": [
            [_("Planned"), str(totals.planned)],
            [_("Done"), str(totals.done)],
            [_("Reported, waits for the other side"), str(totals.reported)],
            [_("Being done"), str(totals.running)],
            [_("Overdue"), str(totals.late)],
            [_("Activities held"), str(totals.acts)],
            [_("People, by activities"), str(totals.people)],
            [_("Councils, by activities"), str(totals.councils)],
            *_rounds(report.rounds),
        ],
        "line_heads": [_("What"), _("Which side"), _("By what day"), _("Done"), _("State")],
        "act_heads": [_("Activity"), _("Day"), _("People"), _("Councils")],
        "side_heads": [_("Which side"), _("Planned"), _("Done"), _("Overdue"), _("Activities held"), _("People")],
        "areas": [_area(section) for section in report.areas],
        "sides_title": _("By side"),
        "sides": [_side_row(side) for side in report.sides],
        "missed_title": _("What was not done, and why"),
        "missed_none": _("Nothing is overdue and nothing was taken off control."),
        "missed": [_missed(line) for line in report.missed],
        "nothing": _("Nothing was planned and nothing was done in this area."),
    }


def _rounds(rounds: Rounds) -> list[list[str]]:
    if not rounds.reported:
        return []
    said = _("%(done)d of %(target)d") % {"done": rounds.in_time, "target": rounds.reported}
    rows = [[_("First reported in time"), said], [_("Reports returned"), str(rounds.returned)]]
    if rounds.usual_days is not None:
        rows.append([_("Days to acceptance, median"), str(rounds.usual_days)])
        rows.append([_("The longest, days"), str(rounds.most_days)])
    return rows


def _area(section: Section) -> dict[str, Any]:
    return {
        "title": _first_capital(section.title.words),
        "lines": [_line_row(line) for line in section.lines],
        "acts": [_act_row(act) for act in _once(section.acts)],
    }


def _first_capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _line_row(line: MeasureLine) -> list[str]:
    due: Any = line.measure.undertaking.due_on if line.measure.undertaking else None
    who = line.measure.party.organisation.name
    if line.measure.person is not None:
        who = f"{who}, {name_in_letters(str(line.measure.person))}"
    counts = {"done": line.done, "target": line.measure.target}
    if line.by_report:
        done = _("Accepted by the report; counted for the line: %(done)s of %(target)s") % counts
    else:
        done = f"{line.done} / {line.measure.target}"
    return [
        _first_capital(line.measure.what),
        who,
        f"{due:%d.%m.%Y}" if due else "",
        done,
        " ".join([standing_in_words(line.standing), *_trip(line.trip)]),
    ]


def _trip(trip: Trip) -> list[str]:
    if trip.accepted_on is not None:
        return [f"{trip.accepted_on:%d.%m.%Y}"]
    return [f"{trip.reported_on:%d.%m.%Y}"] if trip.reported_on is not None else []


def _act_row(act: Done) -> list[str]:
    fact = act.fact
    people = str(fact.people) if fact.done else _("ahead")
    return [fact.title, f"{fact.day:%d.%m.%Y}", people, str(fact.councils) if fact.done else ""]


def _once(acts: Iterable[Done]) -> list[Done]:
    return sorted(acts, key=lambda act: act.fact.day)


def _side_row(side: Section) -> list[str]:
    totals = side.totals
    numbers = (totals.planned, totals.done, totals.late, totals.acts, totals.people)
    return [side.title.organisation.name, *(str(number) for number in numbers)]


def _missed(line: MeasureLine) -> dict[str, str]:
    said = line.report.text if line.report is not None else ""
    answer = line.report.answer if line.report is not None else ""
    ended: Any = line.measure.undertaking.ended_by if line.measure.undertaking else ""
    return {
        "what": _first_capital(line.measure.what),
        "state": standing_in_words(line.standing),
        "why": " ".join(part for part in (said, answer, ended) if part) or _("No report was given."),
    }
