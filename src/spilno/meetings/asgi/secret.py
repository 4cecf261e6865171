"""A secret vote through the live hall: papers to tickets, ballots from nobody known. docs/adr/0016-secret-votes.md.

Nothing here is logged, and a ballot comes without a ticket: what a request bears is its own proof.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from spilno.ballots.rules.secret import Ballot
from spilno.ballots.services.secret import Dropped, TokenRequest
from spilno.meetings.access.tickets import Ticket, holders
from spilno.meetings.asgi.wire import packed, refused, said_in
from spilno.meetings.models import Put
from spilno.meetings.rules.phones import why_not_known, why_not_put_here
from spilno.meetings.services.secret import drop_ballots, give_papers
from spilno.statute.rules.refusal import Refusal

OK, CONFLICT, FORBIDDEN = 200, 409, 403
Answer = tuple[int, bytes]


@dataclass(frozen=True, slots=True)
class Asking:
    """A phone that asks for ballot papers: blinded tokens by number of right."""

    put: int
    tokens: dict[int, bytes]
    ticket: Ticket
    language: str


@dataclass(frozen=True, slots=True)
class Dropping:
    """A ballot on its way into the box of a question; nobody knows whose."""

    meeting: int
    put: int
    ballot: Ballot
    language: str


def give(asked: Sequence[Asking]) -> list[Answer]:
    """Give out papers to all who have asked meanwhile; each stands by itself."""
    held = holders({one.ticket for one in asked})
    return _by_put(asked, lambda put, many: _give(put, many, held))


def take(asked: Sequence[Dropping]) -> list[Answer]:
    """Take the ballots that have arrived, in one transaction for each box."""
    return _by_put(asked, _take)


def _by_put(asked: Sequence[Any], act: Callable[[Put | None, list[Any]], list[Answer]]) -> list[Answer]:
    answers: dict[int, Answer] = {}
    for number in dict.fromkeys(one.put for one in asked):
        places = [place for place, one in enumerate(asked) if one.put == number]
        put = Put.objects.select_related("question", "item__meeting").filter(pk=number).first()
        answers.update(zip(places, act(put, [asked[place] for place in places]), strict=True))
    return [answers[place] for place in range(len(asked))]


def _give(put: Put | None, asked: list[Asking], held: set[Ticket]) -> list[Answer]:
    why = [
        why_not_known(known=one.ticket in held)
        or why_not_put_here(here=put is not None and put.item.meeting_id == one.ticket.meeting)
        for one in asked
    ]
    requests = [
        TokenRequest(number, one.ticket.person, token)
        for one, refusal in zip(asked, why, strict=True)
        if refusal is None
        for number, token in one.tokens.items()
    ]
    given = iter(give_papers(put, requests) if put is not None and requests else [])
    answers: list[Answer] = []
    for one, refusal in zip(asked, why, strict=True):
        if refusal is not None:
            answers.append((FORBIDDEN, refused(refusal, one.language)))
            continue
        told: dict[str, dict[str, object]] = {"papers": {}, "refusals": {}}
        for number in one.tokens:
            answer = next(given)
            if isinstance(answer, Refusal):
                told["refusals"][str(number)] = said_in(answer, one.language)
            else:
                told["papers"][str(number)] = answer.hex()
        answers.append((OK, packed(told)))
    return answers


def _take(put: Put | None, asked: list[Dropping]) -> list[Answer]:
    here = [put is not None and put.item.meeting_id == one.meeting for one in asked]
    ballots = [one.ballot for one, is_here in zip(asked, here, strict=True) if is_here]
    taken = iter(drop_ballots(put, ballots) if put is not None and ballots else [])
    answers: list[Answer] = []
    for one, is_here in zip(asked, here, strict=True):
        answer = next(taken) if is_here else why_not_put_here(here=False)
        if isinstance(answer, Dropped):
            answers.append((OK, packed({"recorded": True, "already": answer.already})))
        elif answer is not None:
            answers.append((CONFLICT, refused(answer, one.language)))
    return answers
