"""One vote as a file: what was put, what the ballots say, what was announced; as tools/count_ballots.py reads it."""

from collections import Counter
from dataclasses import asdict
from typing import Any

from spilno.ballots.models import Question
from spilno.ballots.queries import (
    ballot_of,
    choices_of,
    election_of,
    key_of,
    lines_of,
    names_are_public,
    names_of,
    roll_of,
)
from spilno.ballots.queries.box import handed_to, takers_of
from spilno.ballots.queries.levels import counts_by_level
from spilno.ballots.queries.sheets import beside_phones
from spilno.ballots.rules.majority import Counts
from spilno.meetings.exports.decisions import roll_row
from spilno.meetings.models import Put

FORMAT = "spilno vote 1"


def vote_file(put: Put, *, whole: bool = False) -> dict[str, Any]:
    """Return a vote that is over. The ballots are those of the box, a roll by name, or choices without names.

    `whole`: an open vote is given by name too, for those who may read the journal.
    """
    question = put.question
    told: dict[str, Any] = {
        "format": FORMAT,
        "question": {
            "number": question.pk,
            "title": question.title,
            "text": question.text,
            "purpose": put.purpose,
            "method": question.method,
            "kind": question.kind,
            "opened_at": question.opened_at.isoformat(timespec="seconds"),
            "closed_at": question.closed_at.isoformat(timespec="seconds") if question.closed_at else "",
        },
        "cancelled": question.cancelled_because or "—" if question.state == Question.State.CANCELLED else "",
        "majority": _majority(question),
        "announced": _announced(question),
    }
    if question.state == Question.State.CANCELLED:
        return told
    if question.kind != Question.Kind.MOTION:
        told["election"] = _election(question)
    return told | _ballots(question, whole=whole)


def _majority(question: Question) -> dict[str, Any]:
    asked = {name: getattr(question, name) for name in ("share", "strict", "base", "article", "needed")}
    if not question.level_share:
        return asked
    within = {name: getattr(question, f"level_{name}") for name in ("share", "strict", "base")}
    return asked | {
        "within_level": within | {"counts": {code: _told(one) for code, one in counts_by_level(question).items()}}
    }


def _told(counts: Counts) -> dict[str, int]:
    return {name.removeprefix("votes_"): count for name, count in asdict(counts).items()}


def _announced(question: Question) -> dict[str, Any]:
    counts = {"for": question.votes_for, "against": question.votes_against, "abstained": question.votes_abstained}
    names = ("not_voted", "absent", "present", "recused", "entitled", "carried")
    return counts | {name: getattr(question, name) for name in names}


def _election(question: Question) -> dict[str, Any]:
    """Return who stood, what the count came to round by round, in exact numbers, and the lot when one was drawn."""
    counted = election_of(question)
    return {
        "seats": question.seats,
        "candidates": {str(number): name for number, name in names_of(question).items()},
        "run_off_of": question.run_off_of_id,
        "lot": question.lot,
        "elected": list(counted.elected),
        "run_off": list(counted.run_off),
        "rounds": [
            {"votes": {str(one.candidate): str(one.votes) for one in each.standings}, "idle": str(each.idle)}
            for each in counted.rounds
        ],
    }


def _ballots(question: Question, *, whole: bool) -> dict[str, Any]:
    if question.method == Question.Method.SECRET:
        return _box(question)
    if names_are_public(question):
        return {"roll": [roll_row(line) for line in roll_of(question)]}
    added = beside_phones(question)
    if whole and question.method == Question.Method.OPEN and (added is None or added.roll):
        return {"roll": [roll_row(line) for line in lines_of(question.electors.all())]}
    if question.kind != Question.Kind.MOTION:
        return {"tally": dict(sorted(Counter(choices_of(question)).items()))}
    return {
        "tally": {
            name: count for name, count in _announced(question).items() if name in {"for", "against", "abstained"}
        }
    }


def _box(question: Question) -> dict[str, Any]:
    """Return what is sealed of a secret vote: key, papers and who took them, ballots in the order of tokens."""
    key, names = key_of(question.secret), takers_of(question)
    handed = handed_to(question)
    added = beside_phones(question)
    on_paper = {"given_to": handed, "choices": dict(added.pile) if added else {}}
    rows = map(ballot_of, question.ballots.order_by("token"))
    return {
        "key": {"n": f"{key.n:x}", "e": key.e, "sha256": key.digest},
        "papers": {"count": len(names), "given_to": names},
        "seal": question.secret.seal,
        "ballots": [
            {"token": one.token, "prefix": one.prefix, "signature": one.signature, "choice": one.choice} for one in rows
        ],
        **({"on_paper": on_paper} if handed else {}),
    }
