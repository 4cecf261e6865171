"""Acts of voting: open a question, cast, count by hand, close, cancel."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import SystemRandom
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from spilno.ballots import queries
from spilno.ballots.models import Candidate, Elector, Question, Vote
from spilno.ballots.queries import Frozen
from spilno.ballots.queries.box import Sealed
from spilno.ballots.queries.sheets import beside_phones
from spilno.ballots.rules.casting import Election, Entitled, why_not_cast
from spilno.ballots.rules.choices import paper_digest
from spilno.ballots.rules.closing import why_not_close
from spilno.ballots.rules.elections import LotNeeded, Outcome
from spilno.ballots.rules.majority import Result
from spilno.ballots.services.secret import empty_box, make_box, seal_box
from spilno.ballots.services.sheets import take_sheets
from spilno.journal.services import Act, record, record_all, write_rows
from spilno.statute.rules.provisions import Share
from spilno.statute.rules.refusal import Refusal, RuleBroken, refuse


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of votes that came in: numbers of rights recorded now, and of those recorded before the same way."""

    recorded: tuple[int, ...]
    already: tuple[int, ...]
    at: datetime


@transaction.atomic
def open_question(
    *,
    title: str,
    text: str,
    method: str,
    matter: str,
    majority: Share,
    within_level: Share | None = None,
    quorum_needed: int,
    electors: Sequence[Entitled],
    minutes: int | None,
    election: Election | None = None,
    by: models.Model,
) -> Question:
    """Put a question and freeze its electorate and majority; `minutes` is a countdown to be shown, the chair closes.

    An `election` freezes its candidates too; their numbers are those that ballots name. `within_level` is the second
    majority of a double one.
    """
    now = timezone.now()
    question = Question.objects.create(
        title=title[:500],
        text=text,
        method=method,
        matter=matter,
        **_of_election(election),
        opened_at=now,
        closes_at=now + timedelta(minutes=minutes) if minutes else None,
        entitled=len(electors),
        present=sum(1 for right in electors if right.present),
        recused=sum(1 for right in electors if right.present and right.recused),
        quorum_needed=quorum_needed,
        share=_written(majority),
        strict=majority.strict,
        base=str(majority.base),
        article=majority.ground.article,
        **_of_levels(within_level),
    )
    _freeze(question, electors, election)
    key = {"key": make_box(question)} if method == Question.Method.SECRET else {}
    record(
        "question.opened",
        question,
        by=by,
        ground=f"Статут, п. {majority.ground.article}",
        facts=_as_put(question) | key | _candidates_put(election),
    )
    return question


def _freeze(question: Question, electors: Sequence[Entitled], election: Election | None) -> None:
    """Write down who may vote, and for whom."""
    Elector.objects.bulk_create(
        Elector(
            question=question,
            membership_id=right.membership_id,
            name=right.name,
            place=right.place,
            level=right.level,
            holder_id=right.holder_id,
            holder_name=right.holder_name,
            by_proxy=right.by_proxy,
            present=right.present,
            recused=right.present and right.recused,
            order=order,
        )
        for order, right in enumerate(electors, start=1)
    )
    if election is not None:
        Candidate.objects.bulk_create(
            Candidate(question=question, number=one.number, person_id=one.person_id, name=one.name)
            for one in election.candidates
        )


def _as_put(question: Question) -> dict[str, Any]:
    """Return what the journal keeps of a question: what the statute asked, of how many, the digest of its words."""
    names = ["method", "matter", "entitled", "present", "recused", "share", "strict", "base"]
    if question.level_share:
        names += ["level_share", "level_strict", "level_base"]
    words = paper_digest(question.title, question.text, question.names)
    return {name: getattr(question, name) for name in names} | {"words": words}


def _written(majority: Share) -> str:
    return f"{majority.share.numerator}/{majority.share.denominator}"


def _of_levels(within_level: Share | None) -> dict[str, Any]:
    if within_level is None:
        return {}
    return {
        "level_share": _written(within_level),
        "level_strict": within_level.strict,
        "level_base": str(within_level.base),
    }


def _candidates_put(election: Election | None) -> dict[str, Any]:
    if election is None:
        return {}
    told: dict[str, Any] = {"kind": election.kind, "seats": election.seats, "candidates": _numbered(election)}
    return told | ({"run_off_of": election.run_off_of} if election.run_off_of else {})


def _of_election(election: Election | None) -> dict[str, Any]:
    if election is None:
        return {}
    return {"kind": election.kind, "seats": election.seats, "run_off_of_id": election.run_off_of}


def _numbered(election: Election) -> dict[str, int | None]:
    return {str(one.number): one.person_id for one in election.candidates}


def _locked(question: Question) -> Question:
    return Question.objects.select_for_update().get(pk=question.pk)  # casts and the closing come one after another


@dataclass(frozen=True, slots=True)
class Press:
    """What one person pressed: value by number of elector, the person who carries these rights, the account."""

    votes: Mapping[int, str]
    holder_id: int
    by: int


@transaction.atomic
def cast(question: Question, *, votes: Mapping[int, str], holder_id: int, by: models.Model) -> Receipt:
    """Take votes (value by number of elector) from the person who carries these rights.

    The same vote again is answered as success and changes nothing; another value is refused, because a vote is final.
    Raises RuleBroken; then none of the votes is taken.
    """
    answer = cast_all(question, [Press(votes, holder_id, by.pk)])[0]
    if isinstance(answer, Refusal):
        raise RuleBroken(answer)
    return answer


@transaction.atomic
def cast_all(
    question: Question, presses: Sequence[Press], *, frozen: Mapping[int, Frozen] | None = None
) -> list[Receipt | Refusal]:
    """Take what several persons pressed, in the order in which it came: a receipt or a refusal for each of them.

    `frozen` are the rights when the caller keeps them in memory. All that is taken becomes durable together, and who votes and who closes come one after another. Each press stands
    or falls by itself: what one person pressed wrong harms nobody else's vote.
    """
    question = _locked(question)
    asked = {number for press in presses for number in press.votes}
    frozen = queries.frozen_rights(question, asked) if frozen is None else frozen
    rights = queries.rights_asked(question, asked, frozen=frozen)
    paper = queries.paper_of(question)
    now = timezone.now()
    answers: list[Receipt | Refusal] = []
    new: list[tuple[Any, ...]] = []
    acts: list[Act] = []
    for press in presses:
        refusal = why_not_cast(
            press.votes,
            rights=rights,
            holder=press.holder_id,
            is_open=question.state == Question.State.OPEN,
            by_hand=question.method == Question.Method.BY_HAND,
            secret=question.method == Question.Method.SECRET,
            paper=paper,
        )
        if refusal is not None:
            answers.append(refusal)
            continue
        fresh = {number: value for number, value in press.votes.items() if not rights[number].cast}
        for number, value in fresh.items():
            rights[number] = queries.right_of(frozen[number], value)
            new.append((question.pk, number, value, Vote.Via.PHONE.value, now, press.by))
        if fresh:
            votes = {str(number): value for number, value in fresh.items()}
            acts.append(Act("vote.cast", question, press.by, facts={"votes": votes}))
        answers.append(Receipt(tuple(fresh), tuple(number for number in press.votes if number not in fresh), now))
    write_rows(Vote, ("question", "elector", "value", "via", "cast_at", "cast_by"), new)
    record_all(acts)
    return answers


@transaction.atomic
def close(question: Question, *, by: models.Model) -> Result:
    """Close the question, count and keep the result. By hand: two sheets must agree; a secret box is sealed.

    Raises RuleBroken when it is not open any more, the sheets are missing or differ, or the box holds too many ballots.
    """
    question = _locked(question)
    refuse(why_not_close(state=question.state))
    take_sheets(question)
    sealed = seal_box(question) if question.method == Question.Method.SECRET else None
    counted = _count_election(question)
    result = queries.result_of(question)
    counts = result.counts
    question.state = Question.State.CLOSED
    question.closed_at = timezone.now()
    question.votes_for = counts.votes_for
    question.votes_against = counts.votes_against
    question.votes_abstained = counts.votes_abstained
    question.not_voted = counts.not_voted
    question.absent = counts.absent
    question.needed = result.needed
    question.carried = queries.is_carried(question, result, counted)
    question.save()
    record(
        "question.closed",
        question,
        by=by,
        ground=f"Статут, п. {question.article}",
        facts={
            "for": counts.votes_for,
            "against": counts.votes_against,
            "abstained": counts.votes_abstained,
            "not_voted": counts.not_voted,
            "absent": counts.absent,
            "whole": result.whole,
            "needed": result.needed,
            "carried": question.carried,
            **_elected(question, counted),
            **_within_levels(question, result),
            **_on_paper(question),
            **_of_box(sealed),
        },
    )
    return result


def _of_box(sealed: Sealed | None) -> dict[str, object]:
    if sealed is None:
        return {}
    told = {"papers": sealed.papers, "ballots": sealed.ballots, "seal": sealed.seal}
    return told | ({"handed": sealed.handed} if sealed.handed else {})


def _count_election(question: Question) -> Outcome | None:
    """Count an election; where a tie asks for the lot it is drawn once, kept with the question and written down."""
    if question.kind == Question.Kind.MOTION:
        return None
    try:
        return queries.election_of(question)
    except LotNeeded:
        question.lot = list(queries.paper_of(question).candidates)
        SystemRandom().shuffle(question.lot)
        return queries.election_of(question)


def _on_paper(question: Question) -> dict[str, object]:
    added = beside_phones(question)
    if added is None:
        return {}
    if question.method == Question.Method.SECRET:
        return {"on_paper": {"choices": dict(added.pile)}}
    counts = {"for": added.votes_for, "against": added.votes_against, "abstained": added.votes_abstained}
    return {"on_paper": counts | {"members": [number for number, _value in added.roll]}}


def _within_levels(question: Question, result: Result) -> dict[str, object]:
    double = queries.double_of(question, result)
    if double is None:
        return {}
    levels = double.levels.items()
    return {"levels": {code: {"for": one.counts.votes_for, "needed": one.needed} for code, one in levels}}


def _elected(question: Question, counted: Outcome | None) -> dict[str, object]:
    if counted is None:
        return {}
    facts: dict[str, object] = {"elected": list(counted.elected), "run_off": list(counted.run_off)}
    return {**facts, "lot": question.lot} if question.lot else facts


@transaction.atomic
def cancel(question: Question, *, reason: str, by: models.Model) -> Question:
    """Cancel an open question: its votes count for nothing, the reason is kept."""
    question = _locked(question)
    refuse(why_not_close(state=question.state))
    question.state = Question.State.CANCELLED
    question.closed_at = timezone.now()
    question.cancelled_because = reason[:300]
    question.save(update_fields=["state", "closed_at", "cancelled_because"])
    empty_box(question)
    record("question.cancelled", question, by=by)
    return question
