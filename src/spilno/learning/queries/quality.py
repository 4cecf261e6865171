"""Numbers of quality: of an edition, of a provider over its editions, of the questions of a bank; a constant number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils import timezone

from spilno.learning.models import Answer, Attempt, Bank, Edition, Enrolment, Opinion, Test
from spilno.learning.rules.marking import percent_of
from spilno.learning.rules.quality import (
    ASPECTS,
    Gain,
    Item,
    completion_share,
    gain_of,
    item_of,
    mean_of,
    why_not_opinion,
)

ENDED = (Enrolment.State.COMPLETED, Enrolment.State.FAILED)
TOOK_PART = (*ENDED, Enrolment.State.LEARNING)


@dataclass(frozen=True, slots=True)
class Line:
    """An edition in the summary of its provider."""

    edition: Edition
    learners: int
    completed: int
    failed: int
    share: Decimal | None
    gain: Gain
    satisfaction: Decimal | None
    opinions: int
    applied: int
    answered_later: int


def lines_of(editions: Iterable[Edition]) -> list[Line]:
    """Return the summary of editions; four queries, whatever their number."""
    editions = list(editions)
    states: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for edition, state in Enrolment.objects.filter(edition__in=editions).values_list("edition", "state"):
        states[edition][state] += 1
    results = _results(editions)
    opinions: dict[int, list[Opinion]] = defaultdict(list)
    for opinion in Opinion.objects.filter(enrolment__edition__in=editions).select_related("enrolment"):
        opinions[opinion.enrolment.edition_id].append(opinion)
    return [_line(edition, states[edition.pk], results[edition.pk], opinions[edition.pk]) for edition in editions]


def _results(editions: list[Edition]) -> dict[int, dict[str, dict[int, Decimal]]]:
    """Return for each edition the per cents of the first entry attempt and of the best final one, by learner."""
    found: dict[int, dict[str, dict[int, Decimal]]] = defaultdict(lambda: {"entry": {}, "exit": {}})
    rows = Attempt.objects.filter(test__edition__in=editions, test__purpose__in=[Test.Purpose.ENTRY, Test.Purpose.EXIT], points__isnull=False)  # fmt: skip
    for edition, purpose, learner, points, points_of in rows.order_by("number").values_list("test__edition", "test__purpose", "enrolment", "points", "points_of"):  # fmt: skip
        own = found[edition][purpose]
        percent = percent_of(points, points_of)
        own[learner] = own.get(learner, percent) if purpose == Test.Purpose.ENTRY else max(own.get(learner, percent), percent)  # fmt: skip
    return found


def _line(edition: Edition, states: dict[str, int], results: dict[str, dict[int, Decimal]], opinions: list[Opinion]) -> Line:  # fmt: skip
    ended = [each for each in opinions if each.kind == Opinion.Kind.END]
    later = [each for each in opinions if each.kind == Opinion.Kind.LATER]
    marks = [mark for each in ended for mark in each.marks.values()]
    completed, failed = states.get("completed", 0), states.get("failed", 0)
    return Line(
        edition=edition,
        learners=sum(states.get(state, 0) for state in TOOK_PART),
        completed=completed,
        failed=failed,
        share=completion_share(completed, failed),
        gain=gain_of(results["entry"], results["exit"]),
        satisfaction=mean_of(marks) if mean_of([1] * len(ended)) is not None else None,
        opinions=len(ended),
        applied=sum(1 for each in later if each.applied == Opinion.Applied.FULLY),
        answered_later=len(later),
    )


def opinions_of(edition: Edition) -> dict[str, Any]:
    """Return means by aspect and comments without names, the latest first; both only from three opinions on."""
    rows = list(Opinion.objects.filter(enrolment__edition=edition).order_by("-at"))
    ended = [each for each in rows if each.kind == Opinion.Kind.END]
    means = [(words, mean_of([each.marks[aspect] for each in ended if aspect in each.marks])) for aspect, words in ASPECTS.items()]  # fmt: skip
    enough = mean_of([1] * len(ended)) is not None
    return {"means": means if enough else [], "comments": [each.comment for each in rows if each.comment] if enough else [], "count": len(ended)}  # fmt: skip


def asked_now(enrolment: Enrolment) -> str:
    """Return which opinion a learner is asked for today: end, later, or (empty) none."""
    given = set(enrolment.opinions.values_list("kind", flat=True))
    took_part = enrolment.state in TOOK_PART
    for kind in reversed(Opinion.Kind.values):
        if (
            why_not_opinion(
                kind,
                ends_on=enrolment.edition.ends_on,
                today=timezone.localdate(),
                took_part=took_part,
                given=kind in given,
            )
            is None
        ):
            return kind
    return ""


def items_of(bank: Bank) -> dict[int, Item]:
    """Return what answers tell of each question of a bank that was asked; one query."""
    rows = Answer.objects.filter(
        Q(attempt__state=Attempt.State.MARKED), question__bank=bank, points__isnull=False, attempt__points__isnull=False
    ).values_list("question", "points", "question__points", "attempt__points", "attempt__points_of")
    scores: dict[int, list[tuple[Decimal, Decimal]]] = defaultdict(list)
    for question, points, most, together, together_of in rows:
        rest_of = together_of - most
        rest = (together - points) / rest_of if rest_of > 0 else Decimal(0)
        scores[question].append((points / most, rest))
    return {question: item_of(own) for question, own in scores.items()}
