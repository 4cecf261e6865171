"""Reads of questions: counts now, the result with its reckoning in words, who voted how."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext, ngettext, pgettext

from spilno.ballots.models import BallotCast, Elector, Question, SecretVote, Vote
from spilno.ballots.queries.levels import double_of, level_in_words
from spilno.ballots.queries.sheets import beside_phones, numbers_on_paper
from spilno.ballots.rules import majority as rules
from spilno.ballots.rules.blind_signatures import PublicKey
from spilno.ballots.rules.casting import Right
from spilno.ballots.rules.choices import MOTION, NOBODY, Paper, chosen_on
from spilno.ballots.rules.elections import Outcome as Election
from spilno.ballots.rules.elections import count_approval, count_plurality, counts_of
from spilno.ballots.rules.handed import choices_on
from spilno.ballots.rules.levels import DoubleResult, double_in_words, level_bar_in_words
from spilno.ballots.rules.majority import Counts, Majority, Result, Step, Value
from spilno.ballots.rules.secret import Ballot
from spilno.ballots.rules.stv import count_stv
from spilno.statute.rules.provisions import Base
from spilno.ui.words import in_language


def majority_of(question: Question) -> Majority:
    """Return the majority as it was frozen when the question was put."""
    return Majority(Fraction(question.share), question.strict, Base(question.base), question.article)


def counts_now(question: Question) -> Counts:
    """Return the counts as they stand: kept ones of a closed question, counted ones of an open one, in one query."""
    if question.votes_for is not None:
        return Counts(
            votes_for=question.votes_for,
            votes_against=question.votes_against or 0,
            votes_abstained=question.votes_abstained or 0,
            not_voted=question.not_voted or 0,
            absent=question.absent or 0,
            recused=question.recused,
        )
    if question.method == Question.Method.SECRET:  # how a secret vote stands nobody learns before it is closed
        return Counts(
            not_voted=question.present - question.recused,
            absent=question.entitled - question.present,
            recused=question.recused,
        )
    cast = Vote.objects.filter(question=question).aggregate(
        votes_for=Count("pk", filter=~Q(value__in=NOBODY)),
        votes_against=Count("pk", filter=Q(value=Vote.Value.AGAINST)),
        votes_abstained=Count("pk", filter=Q(value=Vote.Value.ABSTAINED)),
    )
    return Counts(
        **cast,
        not_voted=question.present - question.recused - sum(cast.values()),
        absent=question.entitled - question.present,
        recused=question.recused,
    )


def result_of(question: Question) -> Result:
    """Return the result as it stands now."""
    return rules.result_of(counts_now(question), majority_of(question))


def say_step(step: Step, **more: object) -> str:
    """Put a step of a reckoning into the reader's words."""
    sentence = ngettext(step.sentence, step.plural, step.count) if step.plural else gettext(step.sentence)
    return sentence % {**step.facts, **more}


@dataclass(frozen=True, slots=True)
class Words:
    """A reckoning in words: the bar, the votes for, and what follows."""

    bar: str
    votes: str
    so: str
    carried: bool

    def __str__(self) -> str:
        """Return all of it as one sentence, as minutes have it."""
        return f"{self.bar}; {self.votes} → {self.so}"


def share_in_words(majority: Majority) -> str:
    """Say the share alone: more than half."""
    return say_step(rules.share_in_words(majority))


def derivation(result: Result, *, within: Majority | None = None, double: DoubleResult | None = None) -> Words:
    """Put a result into words: «Більше половини від 47 присутніх — це 24; за — 44 → ухвалено».

    `within` is the majority asked within each level, `double` what came of it.
    """
    bar = say_step(rules.bar_in_words(result), share=share_in_words(result.majority))
    votes, so = (say_step(step) for step in rules.outcome_in_words(result))
    if within is not None:
        share = share_in_words(within)
        bar = f"{bar}; {say_step(level_bar_in_words(within), share=share[:1].lower() + share[1:])}"
    if double is None:
        return Words(bar=bar, votes=votes, so=so, carried=result.carried)
    so = say_step(
        double_in_words(double),
        levels=", ".join(level_in_words(code, double.levels[code].counts.entitled) for code in double.against_it),
    )
    return Words(bar=bar, votes=votes, so=so, carried=double.carried)


KNOWN = frozenset(map(str, Value))  # anything else on a right is a choice among candidates
CHIPS = {"not_voted": "waiting", "recused": "absent"}  # those who did not vote are shown as waiting


def paper_of(question: Question) -> Paper:
    """Return what stands on the ballot paper of a question; a motion asks nothing of the database."""
    if question.kind == Question.Kind.MOTION:
        return MOTION
    return Paper(question.kind, tuple(question.candidates.values_list("number", flat=True)))


def names_of(question: Question) -> dict[int, str]:
    """Return the names of candidates by number; none of a motion."""
    names: dict[int, str] = question.names
    return names


def choices_of(question: Question) -> list[str]:
    """Return what the ballots of a question say, in no order; of a secret vote those in the box and those on paper."""
    if question.method != Question.Method.SECRET:
        return list(question.votes.order_by().values_list("value", flat=True))
    added = beside_phones(question)
    on_paper = choices_on(dict(added.pile)) if added else []
    return [*question.ballots.order_by().values_list("choice", flat=True), *on_paper]


def count_choices(question: Question) -> None:
    """Set on a secret question the counts that the kinds of majority ask for, from the box and from paper."""
    here = question.present - question.recused
    counts = counts_of(choices_of(question), present=here, absent=question.entitled - question.present, recused=0)
    question.votes_for, question.votes_against = counts.votes_for, counts.votes_against
    question.votes_abstained, question.not_voted = counts.votes_abstained, counts.not_voted


def election_of(question: Question) -> Election:
    """Count an election round by round from its ballots, with the lot that was kept. Raises LotNeeded without one."""
    choices, numbers, needed = choices_of(question), paper_of(question).candidates, result_of(question).needed
    if question.kind == Question.Kind.PLURALITY:
        return count_plurality(choices, candidates=numbers, needed=needed, again=question.run_off_of_id is None)
    if question.kind == Question.Kind.APPROVAL:
        return count_approval(choices, candidates=numbers, seats=question.seats, needed=needed, lot=question.lot)
    return count_stv(choices, candidates=numbers, seats=question.seats, lot=question.lot)


def is_carried(question: Question, result: Result, counted: Election | None) -> bool:
    """Tell whether a question is carried: an election when somebody is elected.

    A preference is no vote for one candidate alone, so in STV the majority of the statute is asked of all who chose.
    """
    if counted is None:
        double = double_of(question, result)
        return result.carried if double is None else double.carried
    return bool(counted.elected) and (question.kind != Question.Kind.STV or result.carried)


@dataclass(frozen=True, slots=True)
class RollLine:
    """One member in a roll-call: value is for, against, abstained, not_voted, absent or recused."""

    elector: int
    member: str
    place: str
    representative: str
    by_proxy: bool
    value: str
    names: Mapping[int, str] = field(default_factory=dict)
    level: str = ""

    @property
    def chip(self) -> str:
        """Return the sign of the value; a choice among candidates is a vote for."""
        return CHIPS.get(self.value, self.value) if self.value in KNOWN else str(Value.FOR)

    @property
    def word(self) -> str:
        """Return the value in the reader's words."""
        return value_in_words(self.value, self.names)


def value_in_words(value: str, names: Mapping[int, str] | None = None) -> str:
    """Say what became of one right to vote, in words that fit a council, a woman and a man alike.

    A choice among candidates names them (`names` by number), in the order of preference where there is one.
    """
    if value not in KNOWN:
        chosen = chosen_on(value, kind="stv" if ">" in value else "approval")
        said = [(names or {}).get(number) or f"№ {number}" for number in chosen]
        return (" → " if ">" in value else ", ").join(said) or value
    return {
        "for": lambda: gettext("for"),
        "against": lambda: gettext("against"),
        "abstained": lambda: pgettext("one vote", "abstained"),
        "not_voted": lambda: pgettext("one vote", "did not vote"),
        "absent": lambda: pgettext("one vote", "absent"),
        "recused": lambda: pgettext("one vote", "recused"),
    }[value]()


def values_in_words(value: str) -> str:
    """Say what became of several rights to vote."""
    return {
        "for": lambda: gettext("for"),
        "against": lambda: gettext("against"),
        "abstained": lambda: gettext("abstained"),
        "not_voted": lambda: gettext("did not vote"),
        "absent": lambda: gettext("absent"),
        "recused": lambda: gettext("recused"),
    }[value]()


def votes_in_words() -> list[tuple[str, str, str]]:
    """Return each value with its sign and its words."""
    return [(str(value), CHIPS.get(str(value), str(value)), values_in_words(str(value))) for value in Value]


def value_of(*, present: bool, recused: bool, vote: str | None) -> str:
    """Return what became of a right: its vote, or why there is none."""
    if not present:
        return str(Value.ABSENT)
    if recused:
        return str(Value.RECUSED)
    return vote or str(Value.NOT_VOTED)


def with_value(value: str) -> Q:
    """Narrow electors down to those whose right ended so: the same answer as `value_of`, asked of the database."""
    ways = {
        Value.ABSENT: Q(present=False),
        Value.RECUSED: Q(present=True, recused=True),
        Value.NOT_VOTED: Q(present=True, recused=False, vote__isnull=True),
        Value.FOR: Q(present=True, recused=False, vote__isnull=False) & ~Q(vote__value__in=NOBODY),
    }
    return ways.get(Value(value)) or Q(present=True, recused=False, vote__value=value)


def names_are_public(question: Question) -> bool:
    """Tell whether the votes are published by name: a roll-call that is closed, by phone or from sheets of the roll."""
    if question.state != Question.State.CLOSED:
        return False
    if question.method == Question.Method.ROLL_CALL:
        return True
    return question.method == Question.Method.BY_HAND and any(sheet.roll for sheet in question.sheets.all())


def roll_of(question: Question) -> list[RollLine]:
    """Return all members with their votes, in the order of the roll; for those who may see them."""
    return lines_of(question.electors.all(), names_of(question))


def lines_of(electors: "QuerySet[Elector]", names: Mapping[int, str] | None = None) -> list[RollLine]:
    """Return the lines of a roll-call for these rights; plain values, because there may be thousands."""
    rows = electors.values_list(
        "pk", "name", "membership__organisation__name_en", "place", "membership__organisation__place_en",
        "holder_name", "by_proxy", "present", "recused", "vote__value", "level",
    )  # fmt: skip
    return [
        RollLine(
            elector=pk,
            member=in_language(name, name_en or ""),
            place=in_language(place, place_en or "") or in_language(name, name_en or ""),
            representative=holder,
            by_proxy=by_proxy,
            value=value_of(present=present, recused=recused, vote=vote),
            names=names or {},
            level=level,
        )
        for pk, name, name_en, place, place_en, holder, by_proxy, present, recused, vote, level in rows
    ]


def public_roll(question: Question) -> list[RollLine]:
    """Return the roll-call as everyone may see it; empty when votes are not published by name."""
    return roll_of(question) if names_are_public(question) else []


def rights_of(question: Question, person_id: int) -> list[Elector]:
    """Return the rights that a person carries on a question, with their votes; those absent when it was put are not."""
    return list(
        question.electors.filter(holder_id=person_id, present=True).select_related("vote", "membership__organisation")
    )


def turnout(questions: Collection[int]) -> dict[int, int]:
    """Return how many rights have voted on each of these questions, secretly or not; two queries for any number."""
    found: dict[int, int] = {}
    for rows in (Vote.objects, BallotCast.objects):
        counted = rows.filter(question__in=questions).order_by().values_list("question").annotate(count=Count("pk"))
        found.update(dict(counted))
    return found


MANY = 500  # from here on reading the whole electorate costs less than naming each right


@dataclass(frozen=True, slots=True)
class Frozen:
    """A right as it was frozen when the question was put: it never changes, so it may be kept in memory."""

    name: str
    membership: int | None
    holder: int | None
    present: bool
    recused: bool


def frozen_rights(question: Question, numbers: Collection[int] | None = None) -> dict[int, Frozen]:
    """Return frozen rights of a question by their numbers: those named, or all; one query."""
    asked = question.electors.order_by()
    if numbers is not None and len(numbers) <= MANY:
        asked = asked.filter(pk__in=numbers)
    rows = asked.values_list("pk", "name", "membership_id", "holder_id", "present", "recused")
    return {pk: Frozen(*facts) for pk, *facts in rows}


def rights_asked(
    question: Question, numbers: Collection[int], *, frozen: Mapping[int, Frozen] | None = None
) -> dict[int, Right]:
    """Return rights of a question by their numbers as the rule of casting sees them: frozen, with the vote cast already.

    `frozen` are the rights when the caller keeps them in memory.
    """
    known = frozen_rights(question, numbers) if frozen is None else frozen
    cast, on_paper = cast_already(question, numbers), numbers_on_paper(question)
    return {
        number: right_of(known[number], cast.get(number, ""), on_paper=number in on_paper)
        for number in numbers
        if number in known
    }


def right_of(frozen: Frozen, cast: str, *, on_paper: bool = False) -> Right:
    """Return a right as the rule of casting sees it."""
    return Right(frozen.name, frozen.holder, frozen.present, frozen.recused, cast, on_paper)


def cast_already(question: Question, numbers: Collection[int]) -> dict[int, str]:
    """Return the votes cast already on these rights, by number; one query."""
    votes = Vote.objects.filter(question=question)
    if len(numbers) <= MANY:
        votes = votes.filter(elector__in=numbers)
    return dict(votes.values_list("elector_id", "value"))


def key_of(secret: SecretVote) -> PublicKey:
    """Return the public key of a secret question."""
    return PublicKey(int(secret.modulus, 16), secret.exponent)


def ballot_of(row: BallotCast) -> Ballot:
    """Return a ballot as rules see it."""
    return Ballot(row.token, row.prefix, row.signature, row.choice)
