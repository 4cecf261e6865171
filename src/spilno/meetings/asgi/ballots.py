"""The ballot of a phone: read, checked by its ticket, taken together with all that has arrived, answered when durable."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone, translation

from spilno.ballots.queries import Frozen, frozen_rights
from spilno.ballots.services.questions import Press, Receipt
from spilno.meetings.access.tickets import Ticket, holders
from spilno.meetings.asgi.wire import packed, refused
from spilno.meetings.models import Put
from spilno.meetings.queries.voting import recorded_in_words
from spilno.meetings.rules.phones import why_not_known, why_not_put_here
from spilno.meetings.services.voting import cast_votes
from spilno.statute.rules.refusal import Refusal

MOST_RIGHTS = 500
RECORDED, CONFLICT = 200, 409


@dataclass(frozen=True, slots=True)
class Ballot:
    """What a phone sent: the question put, value by number of right, whose ticket, the language of its page."""

    put: int
    votes: dict[int, str]
    ticket: Ticket
    language: str

    def __reduce__(self) -> tuple[type["Ballot"], tuple[int, dict[int, str], Ticket, str]]:
        """Tell how it goes to the process that records: shorter and sooner than what dataclasses do by themselves."""
        return Ballot, (self.put, self.votes, self.ticket, self.language)


@dataclass(frozen=True, slots=True)
class Said:
    """An answer to a phone: the status and the body, ready to be sent; what of it was recorded."""

    status: int
    body: bytes
    put: int = 0
    recorded: tuple[tuple[int, str], ...] = ()

    def __reduce__(self) -> tuple[type["Said"], tuple[int, bytes, int, tuple[tuple[int, str], ...]]]:
        """Tell how it comes back from the process that records."""
        return Said, (self.status, self.body, self.put, self.recorded)


def read_ballot(body: bytes, ticket: Ticket, language: str) -> Ballot | None:
    """Read the JSON of a ballot: {"put": 7, "votes": {"41": "for"}}; None when it is anything else."""
    try:
        given = json.loads(body)
        put, votes = given["put"], given["votes"]
        read = {int(number): value for number, value in votes.items()}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    sound = type(put) is int and 0 < put < 2**63 and 0 < len(read) <= MOST_RIGHTS
    if not sound or any(not 0 < number < 2**63 or type(value) is not str for number, value in read.items()):
        return None
    return Ballot(put, read, ticket, language)


class Presses:
    """How many presses of each person are on their way: a thousand of one person do not hold up the others."""

    def __init__(self) -> None:
        """Begin with none."""
        self._now: Counter[int] = Counter()

    def any(self) -> bool:
        """Tell whether anybody waits for an answer."""
        return bool(self._now)

    def of(self, person: int) -> int:
        """Count presses of a person that have no answer yet."""
        return self._now[person]

    @contextmanager
    def one_more(self, person: int) -> Iterator[None]:
        """Count one in until it is answered."""
        self._now[person] += 1
        try:
            yield
        finally:
            self._now[person] -= 1
            if self._now[person] <= 0:
                del self._now[person]


class Polls:
    """Questions with their frozen electorate, kept in memory since the first press: it cannot change any more."""

    MOST = 32

    def __init__(self) -> None:
        """Begin with none."""
        self._known: dict[int, tuple[Put, dict[int, Frozen]]] = {}

    def of(self, number: int) -> tuple[Put, dict[int, Frozen]] | None:
        """Return a put question with its rights; None when there is no such question."""
        found = self._known.get(number)  # asked from two threads: the writer's, and the reader's beforehand
        if found is None:
            put = Put.objects.select_related("question", "item__meeting").filter(pk=number).first()
            if put is None:
                return None
            if len(self._known) >= self.MOST:
                self._known.clear()
            found = self._known[number] = put, frozen_rights(put.question)
        return found

    def take(self, ballots: Sequence[Ballot]) -> list[Said]:
        """Take ballots in the order in which they came, those of one question in one transaction; answers are durable.

        Raises the database's own errors; then nothing of the question's batch was kept.
        """
        answers: dict[int, Said] = {}
        by_put: dict[int, list[int]] = {}
        for place, ballot in enumerate(ballots):
            by_put.setdefault(ballot.put, []).append(place)
        for number, places in by_put.items():
            answers.update(zip(places, self._take(number, [ballots[place] for place in places]), strict=True))
        return [answers[place] for place in range(len(ballots))]

    def _take(self, number: int, ballots: Sequence[Ballot]) -> list[Said]:
        put, frozen = self.of(number) or (None, {})
        meeting = put.item.meeting_id if put is not None else 0
        held = holders({ballot.ticket for ballot in ballots})
        answers: list[Receipt | Refusal | None] = [
            why_not_known(known=ballot.ticket in held) or why_not_put_here(here=meeting == ballot.ticket.meeting)
            for ballot in ballots
        ]
        sound = [ballot for ballot, why in zip(ballots, answers, strict=True) if why is None]
        presses = [Press(ballot.votes, ballot.ticket.person, ballot.ticket.account) for ballot in sound]
        taken = iter(cast_votes(put, presses, frozen=frozen) if put is not None and presses else [])
        words = Words()
        return [_said(ballot, why or next(taken), words) for ballot, why in zip(ballots, answers, strict=True)]


class Words:
    """What phones are told, found once for each language, number of votes and moment of a batch."""

    def __init__(self) -> None:
        """Begin with none."""
        self._known: dict[tuple[str, int, datetime], tuple[str, str]] = {}

    def of(self, language: str, count: int, moment: datetime) -> tuple[str, str]:
        """Return the time of the clock and the sentence."""
        key = language, count, moment
        if key not in self._known:
            at = timezone.localtime(moment).strftime("%H:%M:%S")
            with translation.override(language):
                self._known[key] = at, recorded_in_words(count, at)
        return self._known[key]


def _said(ballot: Ballot, answer: Receipt | Refusal, known: Words) -> Said:
    if isinstance(answer, Refusal):
        return Said(CONFLICT, refused(answer, ballot.language))
    at, words = known.of(ballot.language, len(ballot.votes), answer.at)
    body = {"recorded": list(answer.recorded), "already": list(answer.already), "at": at, "said": words}
    return Said(RECORDED, packed(body), ballot.put, tuple((number, ballot.votes[number]) for number in answer.recorded))
