"""Acts of a test and of an assignment: written, dropped; an attempt begun, answered, handed in."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from spilno.accounts.models import User
from spilno.journal.services import record
from spilno.learning.models import (
    Answer,
    Assignment,
    Attempt,
    Bank,
    Draw,
    Edition,
    EditionModule,
    Enrolment,
    Question,
    Test,
)
from spilno.learning.queries.testing import facts_of, last_number, pools_of, why_not_sit
from spilno.learning.rules.conditions import why_not_drop_test, why_not_write_assignment, why_not_write_test
from spilno.learning.rules.marking import is_passed, points_for, sum_of
from spilno.learning.rules.sitting import GRACE, drawn, due_of, is_over, why_not_save
from spilno.statute.rules.refusal import refuse

TEST_FIELDS = ("module", "purpose", "title", "minutes", "attempts", "pass_percent", "review", "opens_at", "closes_at")


@transaction.atomic
def write_test(
    edition: Edition, fields: Mapping[str, Any], draws: Sequence[tuple[Bank, str, int]], *, test: Test | None = None, by: User | None
) -> Test:  # fmt: skip
    """Write a test of an edition, new or changed, with what it draws: bank, topic (empty: any), how many.

    Raises RuleBroken when it closes before it opens, or was begun and would draw other questions.
    """
    if test is not None:
        test = Test.objects.select_for_update(of=("self",)).select_related("edition").get(pk=test.pk)
    made = test or Test(edition=edition)
    before = [(draw.bank_id, draw.topic, draw.count) for draw in made.draws.all()] if made.pk else []
    now = [(bank.pk, topic, count) for bank, topic, count in draws]
    refuse(
        why_not_write_test(
            opens_at=fields.get("opens_at"), closes_at=fields.get("closes_at"), begun=made.pk is not None and made.sittings.exists(),
            same_draws=before == now, draws=len(now),
        )
    )  # fmt: skip
    for name in TEST_FIELDS:
        if name in fields:
            setattr(made, name, fields[name])
    made.save()
    if before != now:
        made.draws.all().delete()
        Draw.objects.bulk_create(Draw(test=made, bank=bank, topic=topic, count=count) for bank, topic, count in draws)
    record("test.written", made, by=by, facts={"edition": edition.pk, "purpose": made.purpose, "draws": len(now)})
    return made


@transaction.atomic
def drop_test(test: Test, *, by: User | None) -> None:
    """Take a test out of an edition. Raises RuleBroken once somebody began it."""
    test = Test.objects.select_for_update(of=("self",)).get(pk=test.pk)
    refuse(why_not_drop_test(begun=test.sittings.exists()))
    record("test.dropped", test.edition, by=by, facts={"test": test.pk})
    test.delete()


@transaction.atomic
def write_assignment(
    module: EditionModule, fields: Mapping[str, Any], *, assignment: Assignment | None = None, by: User | None
) -> Assignment:
    """Write an assignment of a module. Raises RuleBroken when its bar is above its points, or work was marked by another rubric."""
    made = assignment or Assignment(module=module)
    marked = made.pk is not None and made.submissions.filter(points__isnull=False).exists()
    changed = made.pk is not None and (made.rubric != fields["rubric"] or made.pass_points != fields["pass_points"])
    refuse(why_not_write_assignment(fields["rubric"], fields["pass_points"], marked=marked, changed=changed))
    for name in ("title", "text", "due_at", "rubric", "pass_points"):
        setattr(made, name, fields[name])
    made.module = module
    made.save()
    record("assignment.written", made, by=by, facts={"edition": module.edition_id, "module": module.pk})
    return made


@transaction.atomic
def begin_attempt(test: Test, enrolment: Enrolment, *, by: User | None) -> Attempt:
    """Begin an attempt with questions drawn by its seed; one that goes on is returned, whatever is pressed twice.

    Raises RuleBroken when the test is not open, attempts are used, or its bank has too few questions.
    """
    enrolment = Enrolment.objects.select_for_update(of=("self",)).get(pk=enrolment.pk)  # one act of a learner at a time
    going = test.sittings.filter(enrolment=enrolment, state=Attempt.State.GOING).first()
    if going is not None and not is_over(going.due_at, now=timezone.now()):
        return going
    if going is not None:
        _hand_in(going, at=timezone.now(), by=None)
    refuse(why_not_sit(test, enrolment))
    started, seed = timezone.now(), secrets.token_hex(8)
    numbers = drawn([(numbers, count) for _words, numbers, count in pools_of(test)], seed=seed)
    questions = Question.objects.in_bulk(numbers)
    attempt = Attempt.objects.create(
        test=test, enrolment=enrolment, number=last_number(Attempt, "number", test=test, enrolment=enrolment) + 1, seed=seed,
        started_at=started, due_at=due_of(facts_of(test), started=started), points_of=sum((each.points for each in questions.values()), Decimal(0)),
    )  # fmt: skip
    Answer.objects.bulk_create(
        Answer(attempt=attempt, question=questions[number], order=order) for order, number in enumerate(numbers, 1)
    )
    record("attempt.begun", attempt, by=by, facts={"test": test.pk, "number": attempt.number, "questions": len(numbers)})  # fmt: skip
    return attempt


def save_answers(attempt: Attempt, given: Mapping[int, Any]) -> datetime:
    """Save answers of an attempt by the number of their row; returns when. The last press wins, the same one again changes nothing.

    No journal line: what was answered is journalled once, when the attempt is handed in. Raises RuleBroken when the attempt was
    handed in, or its time is over (with grace).
    """
    with transaction.atomic():
        attempt = Attempt.objects.select_for_update(of=("self",)).get(
            pk=attempt.pk
        )  # so that no hand-in passes between
        now = timezone.now()
        due = timezone.localtime(attempt.due_at) if attempt.due_at else None
        refuse(why_not_save(going=attempt.state == Attempt.State.GOING, due=due, now=now))
        for number, value in given.items():
            Answer.objects.filter(pk=number, attempt=attempt.pk).update(given=value, saved_at=now)
    return now


@transaction.atomic
def hand_in(attempt: Attempt, *, by: User | None) -> Attempt:
    """Hand an attempt in: what a rule can mark is marked, open answers wait for a person. Handed in again, nothing changes."""
    attempt = Attempt.objects.select_for_update(of=("self",)).select_related("test").get(pk=attempt.pk)
    if attempt.state != Attempt.State.GOING:
        return attempt
    return _hand_in(attempt, at=timezone.now(), by=by)


def _hand_in(attempt: Attempt, *, at: datetime, by: User | None) -> Attempt:
    answers = list(attempt.answers.select_related("question"))
    for answer in answers:
        answer.points = points_for(answer.question.kind, answer.question.body, answer.given, answer.question.points)
    Answer.objects.bulk_update(answers, ["points"])
    attempt.state = Attempt.State.HANDED_IN
    attempt.handed_in_at = min(at, attempt.due_at) if attempt.due_at else at
    settle(attempt, [answer.points for answer in answers])
    said = sum(1 for answer in answers if answer.saved_at is not None)
    record("attempt.handed_in", attempt, by=by, facts={"test": attempt.test_id, "answered": said, "of": len(answers)})
    return attempt


def settle(attempt: Attempt, points: Sequence[Decimal | None]) -> None:
    """Write the result of an attempt once every answer has its points; until then it waits."""
    together = sum_of(points)
    if together is not None:
        attempt.state, attempt.points = Attempt.State.MARKED, together
        attempt.passed = is_passed(together, attempt.points_of, pass_percent=attempt.test.pass_percent)
    attempt.save(update_fields=["state", "handed_in_at", "points", "passed"])


def hand_in_if_over(attempt: Attempt) -> Attempt:
    """Hand in an attempt whose time is over, as the house and not as a person; another one stays as it is."""
    if attempt.state == Attempt.State.GOING and is_over(attempt.due_at, now=timezone.now()):
        return hand_in(attempt, by=None)
    return attempt


def hand_in_all_over() -> int:
    """Hand in all attempts whose time is over; returns how many. Each is an act of its own: one that fails stops no other."""
    over = Attempt.objects.filter(state=Attempt.State.GOING, due_at__lt=timezone.now() - GRACE).order_by("pk")
    found = list(over)
    for attempt in found:
        hand_in(attempt, by=None)
    return len(found)
