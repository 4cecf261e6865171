"""Quality of learning: what learners gained between the entry and the final test, what each question tells, what they thought."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from statistics import StatisticsError, correlation

from spilno.learning.rules.marking import HUNDRED
from spilno.statute.rules.refusal import Refusal, gettext_noop

TENTH, CENT = Decimal("0.1"), Decimal("0.01")
LEAST_ANSWERS = 10  # fewer tell nothing about a question
LEAST_OPINIONS = 3  # fewer would tell who thought what
ASPECTS = {
    "content": gettext_noop("Content of the programme"),
    "teaching": gettext_noop("Work of the teachers"),
    "organisation": gettext_noop("Organisation of the learning"),
    "use": gettext_noop("Use for the post that I hold"),
}
OPENS_AFTER = {"end": timedelta(days=0), "later": timedelta(days=90)}
CLOSES_AFTER = {"end": timedelta(days=60), "later": timedelta(days=240)}
SURVEY = gettext_noop("Opinions are asked when learning is over, and once more after three to six months")


@dataclass(frozen=True, slots=True)
class Gain:
    """Entry and final per cent of those who sat both. `gain` None: nobody did, or there was nothing left to gain."""

    sat: int
    before: Decimal | None
    after: Decimal | None
    gain: Decimal | None


def gain_of(entry: Mapping[int, Decimal], final: Mapping[int, Decimal]) -> Gain:
    """Return what a group gained: the share of what it did not know at the entry and knows at the end (normalised gain).

    Per cents by learner; only those who sat both count. 0.70 means: of what was missing, 70 per cent was learned; below 0: forgotten.

    Source: R. Hake, «Interactive-engagement versus traditional methods», Am. J. Phys. 66 (1998): <g> = (after − before) / (100 − before).
    """
    both = sorted(set(entry) & set(final))
    if not both:
        return Gain(0, None, None, None)
    before = sum((entry[each] for each in both), Decimal(0)) / len(both)
    after = sum((final[each] for each in both), Decimal(0)) / len(both)
    gain = (after - before) / (HUNDRED - before) if before < HUNDRED else None
    return Gain(len(both), before.quantize(TENTH, ROUND_HALF_UP), after.quantize(TENTH, ROUND_HALF_UP), None if gain is None else gain.quantize(CENT, ROUND_HALF_UP))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Item:
    """What answers tell of a question. `ease`: mean share of its points, 0 to 1; `discrimination` −1 to 1; None: too few answers."""

    answers: int
    ease: Decimal | None
    discrimination: Decimal | None


def item_of(scores: Sequence[tuple[Decimal, Decimal]]) -> Item:
    """Return how easy a question is and how well it tells those who know from those who do not.

    `scores`: for each answer its share of the points of the question and the share of the rest of the same attempt (so that a question
    is not compared with itself). Without differences among answers nothing can be told apart.

    Source: classical test theory, item difficulty and corrected item-total correlation (Moodle docs, «Quiz statistics»: facility index,
    discrimination).
    """
    if len(scores) < LEAST_ANSWERS:
        return Item(len(scores), None, None)
    ease = sum((own for own, _rest in scores), Decimal(0)) / len(scores)
    try:
        told = correlation([float(own) for own, _rest in scores], [float(rest) for _own, rest in scores])
    except StatisticsError:
        return Item(len(scores), ease.quantize(CENT, ROUND_HALF_UP), None)
    return Item(len(scores), ease.quantize(CENT, ROUND_HALF_UP), Decimal(told).quantize(CENT, ROUND_HALF_UP))


def mean_of(marks: Sequence[int]) -> Decimal | None:
    """Return the mean of opinions from 1 to 5; None while there are fewer than three, so that nobody is recognised.

    Source: docs/how-to/tests-of-an-edition.md, «What learners thought».
    """
    if len(marks) < LEAST_OPINIONS:
        return None
    return (Decimal(sum(marks)) / len(marks)).quantize(CENT, ROUND_HALF_UP)


def why_not_opinion(kind: str, *, ends_on: date, today: date, took_part: bool, given: bool) -> Refusal | None:
    """Say why an opinion is not taken now. `kind`: «end», or «later» (how learning is applied after three to six months).

    Source: наказ НАДС № 132-20 (monitoring of the quality of advanced training); docs/how-to/tests-of-an-edition.md, «What learners thought».
    """
    title = gettext_noop("The opinion was not taken")
    if not took_part:
        return _no(title, "took_no_part", gettext_noop("Those who learned in this edition are asked."), "")
    if given:
        return _no(title, "given", gettext_noop("Your opinion was taken already. Thank you."), "")
    opens, closes = ends_on + OPENS_AFTER[kind], ends_on + CLOSES_AFTER[kind]
    if today < opens:
        return _no(title, "not_yet", gettext_noop("It is asked from %(day)s."), gettext_noop("Come back then."), day=f"{opens:%d.%m.%Y}")  # fmt: skip
    if today > closes:
        return _no(title, "too_late", gettext_noop("It was asked until %(day)s."), "", day=f"{closes:%d.%m.%Y}")
    return None


def completion_share(completed: int, failed: int) -> Decimal | None:
    """Return the per cent of those who completed among those who ended learning; None: nobody ended it.

    Source: docs/how-to/tests-of-an-edition.md, «Summary of a provider».
    """
    ended = completed + failed
    return (Decimal(completed) * HUNDRED / ended).quantize(TENTH, ROUND_HALF_UP) if ended else None


def _no(title: str, code: str, sentence: str, advice: str, **facts: object) -> Refusal:
    return Refusal(code=code, title=title, sentence=sentence, source=SURVEY, facts=facts, advice=advice)
