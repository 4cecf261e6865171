"""Elections on items: who stands, what is put, who was elected."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from django.utils.translation import gettext, pgettext

from spilno.ballots import queries as ballots
from spilno.ballots.models import Question
from spilno.ballots.rules import casting
from spilno.ballots.rules.elections import Outcome, Round
from spilno.journal.queries import kept
from spilno.meetings.models import Election, Item, Meeting, Nomination, Put
from spilno.meetings.rules.minutes import facts
from spilno.meetings.rules.minutes.points import election_point
from spilno.organisations.rules.phrases import decline_phrase
from spilno.people.gateways import in_words
from spilno.people.models import Person
from spilno.ui.words import in_language

ON_WALL = 8  # counts that stand beside one another on a screen
SEATED = {"elected": 0, "enough": 0, "run_off": 1, "goes_on": 1}
FINAL = frozenset({Put.Purpose.WHOLE, Put.Purpose.RUN_OFF})


def election_on(item: Item) -> Election | None:
    """Return the election that is held on an item."""
    return Election.objects.filter(item=item).first()


def unanswered(person: Person) -> list[Nomination]:
    """Return the nominations that a person has neither agreed to nor refused, of items that are still ahead; one query."""
    rows = Nomination.objects.filter(person=person, consented_at=None, withdrawn_at=None)
    ahead = rows.filter(item__state__in=[Item.State.WAITING, Item.State.HEARD])
    known = ahead.filter(item__meeting__state__in=[Meeting.State.CONVENED, *Meeting.RUNNING])
    return list(known.select_related("item__meeting__body").order_by("item__meeting__starts_at", "pk"))


def was_put(item: Item) -> bool:
    """Tell whether the election on an item was put to the vote and not cancelled."""
    return item.puts.filter(purpose__in=FINAL).exclude(question__state=Question.State.CANCELLED).exists()


def first_round(item: Item) -> Put | None:
    """Return the first vote of an election when it is closed."""
    puts = item.puts.filter(purpose=Put.Purpose.WHOLE, question__state=Question.State.CLOSED)
    return puts.select_related("question").exclude(question__kind=Question.Kind.MOTION).first()


def run_off_of(item: Item) -> tuple[int, ...]:
    """Return the numbers of candidates that go to a run-off, until it is held."""
    first = first_round(item)
    if first is None or first.question.run_offs.exclude(state=Question.State.CANCELLED).exists():
        return ()
    return ballots.election_of(first.question).run_off


def paper_to_put(item: Item, *, purpose: str) -> casting.Election | None:
    """Return what stands on the ballot paper when the item is put so; None when it is no election."""
    election = election_on(item) if purpose in FINAL else None
    if election is None:
        return None
    standing = [row for row in item.nominations.select_related("person") if row.stands]
    first = first_round(item) if purpose == Put.Purpose.RUN_OFF else None
    if purpose == Put.Purpose.RUN_OFF:
        going = run_off_of(item)
        standing = [row for row in standing if row.order in going]
    return casting.Election(
        kind=election.kind,
        seats=election.seats.count(),
        candidates=tuple(casting.Running(row.order, row.person_id, str(row.person)) for row in standing),
        run_off_of=first.question_id if first is not None else None,
    )


def text_of(item: Item, paper: casting.Election) -> str:
    """Return the words in which an election is put: the seats and who stands on the ballot paper, in Ukrainian."""
    titles = [seat.title_uk for seat in item.election.seats.all()]
    seats = "; ".join(f"{title} ({titles.count(title)})" if titles.count(title) > 1 else title for title in dict.fromkeys(titles))  # fmt: skip
    names = "\n".join(f"{one.number}. {one.name}" for one in paper.candidates)
    return f"Провести вибори: {seats}. У бюлетені:\n{names}"


def text_of_decision(elected: list[tuple[object, str]]) -> str:
    """Return the decision that follows from an election: a point for each person elected and the title of the seat."""
    return "\n".join(
        election_point(
            facts.Election(in_words(person, "accusative"), person.family_name, decline_phrase(seat, "ablative"))  # type: ignore[arg-type, attr-defined]
        )
        for person, seat in elected
    )


@dataclass(frozen=True, slots=True)
class Bar:
    """One candidate in one round as a picture shows it: votes as text, the length of the bar in per cent."""

    name: str
    votes: str
    length: float
    fate: str

    @property
    def word(self) -> str:
        """Return what came of the candidate in the reader's words."""
        words = {
            "elected": lambda: gettext("elected"),
            "enough": lambda: gettext("enough for a seat"),
            "run_off": lambda: gettext("goes to the run-off"),
            "goes_on": lambda: gettext("stays in the count"),
            "excluded": lambda: pgettext("candidate", "excluded"),
            "not_elected": lambda: gettext("not elected"),
        }
        return words[self.fate]()


@dataclass(frozen=True, slots=True)
class RoundShown:
    """A round with its bars, the votes that stand with nobody, and what happened in words.

    `needed` are the votes for a seat, `mark` is where they stand on the bars, in per cent.
    """

    number: int
    bars: tuple[Bar, ...]
    idle: str
    said: tuple[str, ...]
    needed: str
    mark: float


@dataclass(frozen=True, slots=True)
class Line:
    """One candidate on the wall: what came of it at the end, its votes in each count that is shown."""

    last: Bar
    votes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """All counts of an election on one screen: their numbers, who has seats first, then who came further."""

    counts: tuple[int, ...]
    lines: tuple[Line, ...]


def board_of(rounds: Sequence[RoundShown]) -> Board:
    """Return the counts of an election for the wall: of very many the first and the last ones; who had a seat first is first."""
    shown = [*rounds[:1], *rounds[1:][-(ON_WALL - 1) :]]
    votes = [{bar.name: bar.votes for bar in each.bars} for each in shown]
    seated = {bar.name: each.number for each in reversed(rounds) for bar in each.bars if SEATED.get(bar.fate) == 0}
    ends = shown[-1].bars if shown else ()
    ends = tuple(sorted(ends, key=lambda bar: (SEATED.get(bar.fate, 2), seated.get(bar.name, 0), -bar.length)))
    ends = tuple(replace(bar, fate="not_elected") if bar.fate == "excluded" else bar for bar in ends)
    lines = tuple(Line(bar, tuple(each.get(bar.name, "") for each in votes)) for bar in ends)
    return Board(tuple(each.number for each in shown), lines)


def number_in_words(value: object) -> str:
    """Return an exact number as people read it: 6, or 12 3/4."""
    whole, rest = divmod(value.numerator, value.denominator)  # type: ignore[attr-defined]
    if not rest:
        return str(whole)
    part = f"{rest}/{value.denominator}" if value.denominator < 100 else ""  # type: ignore[attr-defined]
    if not part:
        return f"≈ {float(value):.3f}".replace(".", in_language(",", "."))  # type: ignore[arg-type]
    return f"{whole} {part}" if whole else part


def rounds_of(question: Question) -> list[RoundShown]:
    """Return the rounds of an election that is closed; none of anything else. Counted once until the next act."""
    if question.kind == Question.Kind.MOTION or question.state != Question.State.CLOSED:
        return []
    found: list[RoundShown] = kept(_counted_rounds, question.pk)
    return found


def _counted_rounds(number: int) -> list[RoundShown]:
    question = Question.objects.get(pk=number)
    return shown_rounds(question, ballots.election_of(question))


def shown_rounds(question: Question, counted: Outcome) -> list[RoundShown]:
    """Return the rounds of an election as pages show them, in the reader's language."""
    names = ballots.names_of(question)
    most = max([float(one.votes) for each in counted.rounds for one in each.standings] + [float(counted.needed), 1])
    shown = [_shown(each, names, most, counted.needed) for each in counted.rounds]
    return shown if question.carried else [_without_seats(each) for each in shown]


def _without_seats(held: RoundShown) -> RoundShown:
    """Return a round of an election that was not carried: who would have a seat is not called elected."""
    bars = tuple(replace(bar, fate="enough") if bar.fate == "elected" else bar for bar in held.bars)
    return replace(held, bars=bars)


def _shown(each: Round, names: dict[int, str], most: float, needed: Fraction) -> RoundShown:
    return RoundShown(
        needed=number_in_words(needed),
        mark=round(float(needed) / most * 100, 1),
        number=each.number,
        bars=tuple(
            Bar(names[one.candidate], number_in_words(one.votes), round(float(one.votes) / most * 100, 1), one.fate)
            for one in each.standings
        ),
        idle=number_in_words(each.idle) if each.idle else "",
        said=tuple(ballots.say_step(step, **_filled(step.facts, names)) for step in each.steps),
    )


def _filled(given: dict[str, object], names: dict[int, str]) -> dict[str, object]:
    filled: dict[str, object] = {}
    for key, value in given.items():
        if key == "who":
            filled[key] = names[value]  # type: ignore[index]
        elif key == "among":
            filled[key] = ", ".join(names[number] for number in value)  # type: ignore[attr-defined]
        elif key in {"surplus", "share", "quota"} or (key == "votes" and not isinstance(value, int)):
            filled[key] = number_in_words(value)
    return filled
