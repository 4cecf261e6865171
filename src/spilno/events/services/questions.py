"""Acts on the questions of a registration form."""

from typing import Any

from django.db import transaction
from django.db.models import Max

from spilno.accounts.models import User
from spilno.events.models import Event, Question
from spilno.events.queries.registration import asked
from spilno.events.rules.questions import why_not_ask, why_not_drop
from spilno.events.services.waiting import locked
from spilno.journal.services import record
from spilno.statute.rules.refusal import refuse

FIELDS = ("kind", "label_uk", "label_en", "choices", "required", "shown_if", "shown_value")


@transaction.atomic
def keep_question(event: Event, question: Question, *, by: User) -> Question:
    """Add a question to the form, or keep a changed one. Raises RuleBroken when it could not be answered so.

    What people answered to a changed question stays: only its words and choices are new.
    """
    event = locked(event)
    question.event = event
    others = [asked(other) for other in event.questions.exclude(pk=question.pk)]
    refuse(why_not_ask(asked(question), others=others))
    new = question.pk is None
    if new:
        question.position = (event.questions.aggregate(last=Max("position"))["last"] or 0) + 1
    question.save()
    record("question.added" if new else "question.changed", event, by=by, facts={"question": question.pk})
    return question


@transaction.atomic
def drop_question(question: Question, *, by: User) -> None:
    """Take a question out of the form. Raises RuleBroken when others depend on it or somebody answered it."""
    event = locked(question.event)
    answered = event.registrations.filter(answers__has_key=str(question.pk)).count()
    refuse(why_not_drop(answered=answered, depending=question.depending.count()))
    record("question.dropped", event, by=by, facts={"question": question.pk})
    question.delete()


@transaction.atomic
def move_question(question: Question, *, up: bool, by: User) -> None:
    """Exchange the question with its neighbour above or below; at the edge nothing changes."""
    event = locked(question.event)
    rows: list[Any] = list(event.questions.all())
    place = next(number for number, row in enumerate(rows) if row.pk == question.pk)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(rows):
        return
    rows[place], rows[other] = rows[other], rows[place]
    for number, row in enumerate(rows, start=1):
        row.position = number
    Question.objects.bulk_update(rows, ["position"])
    record("question.changed", event, by=by, facts={"question": question.pk, "up": up})
