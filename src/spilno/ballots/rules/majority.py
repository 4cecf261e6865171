"""Majority: how many votes a question needs and whether it got them. Integers and fractions only."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from spilno.statute.rules.provisions import Base
from spilno.statute.rules.refusal import gettext_noop, ngettext


class Value(StrEnum):
    """What became of one right to vote."""

    FOR = "for"
    AGAINST = "against"
    ABSTAINED = "abstained"
    NOT_VOTED = "not_voted"
    ABSENT = "absent"
    RECUSED = "recused"  # present, but taken out of the vote by a conflict of interest


@dataclass(frozen=True, slots=True)
class Counts:
    """Rights by what became of them; together they are all members with a deciding vote."""

    votes_for: int = 0
    votes_against: int = 0
    votes_abstained: int = 0
    not_voted: int = 0
    absent: int = 0
    recused: int = 0

    @property
    def entitled(self) -> int:
        """Return all rights.

        Source: Statute: one member, one vote.
        """
        return self.present + self.absent

    @property
    def present(self) -> int:
        """Return rights present when the question was put, those recused included.

        Source: Statute: one member, one vote.
        """
        return self.votes_for + self.votes_against + self.votes_abstained + self.not_voted + self.recused


@dataclass(frozen=True, slots=True)
class Majority:
    """The majority that the statute asks for, frozen when the question was put."""

    share: Fraction
    strict: bool
    base: Base
    article: str

    def needed(self, whole: int) -> int:
        """Return the smallest number of votes for that satisfies the share of `whole`; at least one vote, always.

        Source: Statute: the article named in `article`.
        """
        exact = self.share * whole
        floor = exact.numerator // exact.denominator
        least = floor + 1 if self.strict or exact.denominator != 1 else floor
        return max(least, 1)


@dataclass(frozen=True, slots=True)
class Result:
    """A result with its reckoning: of how many (`whole`), how many votes for are needed, whether they came."""

    counts: Counts
    majority: Majority
    whole: int
    needed: int

    @property
    def carried(self) -> bool:
        """Tell whether the question is carried.

        Source: Statute: the article named in the majority.
        """
        return self.counts.votes_for >= self.needed

    @property
    def missing(self) -> int:
        """Return how many votes for are still missing; 0 when none.

        Source: Statute: the article named in the majority.
        """
        return max(0, self.needed - self.counts.votes_for)


def count(values: Iterable[Value]) -> Counts:
    """Count rights; each is counted once, in one place.

    Source: Statute: one member, one vote.
    """
    listed = list(values)
    return Counts(
        votes_for=listed.count(Value.FOR),
        votes_against=listed.count(Value.AGAINST),
        votes_abstained=listed.count(Value.ABSTAINED),
        not_voted=listed.count(Value.NOT_VOTED),
        absent=listed.count(Value.ABSENT),
        recused=listed.count(Value.RECUSED),
    )


def whole_of(counts: Counts, base: Base) -> int:
    """Return of how many the share is taken.

    All members: those recused too, a share of all is not lowered by leaving the room. Present: less those recused; who
    abstains or does not vote is present. Cast: votes for and against only.

    Source: Statute: the base of each majority; Civil Code, article 98.
    """
    if base == Base.MEMBERS:
        return counts.entitled
    if base == Base.PRESENT:
        return counts.present - counts.recused
    return counts.votes_for + counts.votes_against


def result_of(counts: Counts, majority: Majority) -> Result:
    """Reckon the result. A tie is lost, because the share must be exceeded; nobody's vote carries nothing.

    Source: Statute: the article named in the majority.
    """
    whole = whole_of(counts, majority.base)
    return Result(counts=counts, majority=majority, whole=whole, needed=majority.needed(whole))


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the reckoning as a sentence to be translated, filled from `facts`; `so` marks what follows from it all.

    `plural` is the form for more than one; the fact `count` decides.
    """

    sentence: str
    facts: dict[str, object]
    so: bool = False
    plural: str = ""
    count: int = 0


_SHARES = {
    (Fraction(1, 2), True): gettext_noop("More than half"),
    (Fraction(2, 3), True): gettext_noop("More than two thirds"),
    (Fraction(3, 4), True): gettext_noop("More than three quarters"),
    (Fraction(1, 2), False): gettext_noop("Not less than half"),
    (Fraction(2, 3), False): gettext_noop("Not less than two thirds"),
    (Fraction(3, 4), False): gettext_noop("Not less than three quarters"),
}


def share_in_words(majority: Majority) -> Step:
    """Say the share: more than half, not less than 4/5.

    Source: Statute: the article named in the majority.
    """
    known = _SHARES.get((majority.share, majority.strict))
    if known:
        return Step(known, {})
    written = f"{majority.share.numerator}/{majority.share.denominator}"
    return Step(
        gettext_noop("More than %(share)s") if majority.strict else gettext_noop("Not less than %(share)s"),
        {"share": written},
    )


def bar_in_words(result: Result) -> Step:
    """Say where the bar stands: of 47 present, 24. The fact `share` is to be filled with the share in words.

    Nobody has voted yet: a bar that counts votes cast has no number.

    Source: Statute: the article named in the majority.
    """
    sentences = {
        Base.MEMBERS: ngettext(
            "%(share)s of %(whole)d member is %(needed)d", "%(share)s of %(whole)d members is %(needed)d"
        ),
        Base.PRESENT: ngettext(
            "%(share)s of %(whole)d present is %(needed)d", "%(share)s of the %(whole)d present is %(needed)d"
        ),
        Base.CAST: ngettext(
            "%(share)s of %(whole)d vote cast is %(needed)d", "%(share)s of %(whole)d votes cast is %(needed)d"
        ),
    }
    if result.majority.base == Base.CAST and not result.whole:
        return Step(gettext_noop("%(share)s of the votes cast"), {})
    one, many = sentences[result.majority.base]
    return Step(one, {"whole": result.whole, "needed": result.needed}, plural=many, count=result.whole)


def outcome_in_words(result: Result) -> tuple[Step, ...]:
    """Say how many were for, and what follows.

    Source: Statute: the article named in the majority.
    """
    for_ = Step(gettext_noop("for: %(votes)d"), {"votes": result.counts.votes_for})
    if result.carried:
        return (for_, Step(gettext_noop("carried"), {}, so=True))
    return (for_, Step(gettext_noop("not carried"), {}, so=True))
