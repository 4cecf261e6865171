"""Decisions and roll-calls as CSV and JSON."""

import csv
import io
from collections.abc import Iterable
from html import escape
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from spilno.ballots.models import Question
from spilno.ballots.queries import RollLine, public_roll, votes_in_words
from spilno.meetings.models import Decision
from spilno.ui.templatetags.ui import chip

COUNTS = ("votes_for", "votes_against", "votes_abstained", "not_voted", "absent", "needed")


def decision_row(decision: Decision, url: str) -> dict[str, Any]:
    """Return a decision of `queries.decisions` as open data have it; counts are empty when there was no vote."""
    question = decision.put.question if decision.put else None
    return {
        "number": decision.number,
        "decided_on": decision.decided_on.isoformat(),
        "meeting": decision.meeting.number,
        "title": decision.title,
        "text": decision.text,
        "matter": decision.matter,
        "method": question.method if question else "",
        **{name: getattr(question, name) if question else None for name in COUNTS},
        "entitled": question.entitled if question else None,
        "present": question.present if question else None,
        **_known(decision),
        "cancelled_by": decision.cancelled_by.number if decision.cancelled_by else None,
        "changed_by": ", ".join(str(effect.decision.number) for effect in decision.changes),
        "url": url,
    }


def _known(decision: Decision) -> dict[str, Any]:
    """Counts and the source of a decision recorded by hand; of others the source is empty."""
    source = {"source": decision.meeting.source}
    if not decision.meeting.by_hand:
        return source
    return {
        "votes_for": decision.known_for,
        "votes_against": decision.known_against,
        "votes_abstained": decision.known_abstained,
        **source,
    }


def roll_rows(question: Question) -> list[dict[str, Any]]:
    """Return a roll-call by name; empty when it is not published by name."""
    return [roll_row(line) for line in public_roll(question)]


def roll_row(line: RollLine) -> dict[str, Any]:
    """Return a line of a roll-call as open data have it; in an election the vote is a choice, as the ballot has it."""
    return {
        "member": line.member,
        "level": line.level,
        "representative": line.representative,
        "by_proxy": line.by_proxy,
        "vote": line.value,
    }


def roll_lines(lines: Iterable[RollLine]) -> SafeString:
    """Write the lines of a roll-call as rows of a table, at once: a template for each takes too long for thousands."""
    head, proxy = escape(gettext("Representative")), f' <span class="soft">({escape(gettext("by proxy"))})</span>'
    vote = escape(gettext("Vote"))

    def end(sign: str, word: str) -> str:
        return f'<td data-label="{vote}"><span class="line line--keep">{chip(sign)} {escape(word)}</span></td></tr>'

    ends = {value: end(sign, word) for value, sign, word in votes_in_words()}
    return mark_safe(
        "".join(
            f'<tr><td class="num">{place}</td><th scope="row">{escape(line.member)}</th>'
            f'<td data-label="{head}">{escape(line.representative) or "—"}{proxy if line.by_proxy else ""}</td>{ends.get(line.value) or end(line.chip, line.word)}'
            for place, line in enumerate(lines, start=1)
        )
    )


def as_csv(rows: Iterable[dict[str, Any]], columns: list[str]) -> str:
    """Write rows as CSV that Excel opens in Ukrainian: a mark at the start, formulas made harmless."""
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_harmless(row.get(column)) for column in columns])
    return out.getvalue()


def _harmless(value: Any) -> Any:
    if isinstance(value, str) and value[:1] in {"=", "+", "-", "@", "\t", "\r"}:
        return f"'{value}"
    return "" if value is None else value
