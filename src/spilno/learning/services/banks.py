"""Acts of a bank: begun, questions written, retired, taken in from a file."""

import hashlib
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from spilno.accounts.models import User
from spilno.journal.services import record
from spilno.learning.gateways.question_files import read_questions
from spilno.learning.models import Bank, Question
from spilno.learning.queries.banks import bank_ground, known_in, was_asked
from spilno.learning.rules.questions import (
    Problem,
    QuestionText,
    as_row,
    fresh_of,
    from_row,
    plan_of,
    why_not_change,
    why_not_keep,
)
from spilno.organisations.models import Organisation
from spilno.statute.rules.refusal import refuse
from spilno.territories.models import ImportBatch
from spilno.territories.rules.preview import Outcome
from spilno.territories.services import keep_preview, take_in


@transaction.atomic
def begin_bank(organisation: Organisation, *, title: str, by: User | None) -> Bank:
    """Begin a bank of an organisation."""
    bank = Bank.objects.create(organisation=organisation, title=title.strip(), created_by=by.pk if by else None)
    record("bank.begun", bank, by=by, facts={"organisation": organisation.pk})
    return bank


def _fields(text: QuestionText) -> dict[str, object]:
    return {
        "kind": text.kind, "text": text.text.strip(), "body": text.body, "points": text.points, "feedback": text.feedback.strip(),
        "code": text.code, "topic": text.topic,
    }  # fmt: skip


@transaction.atomic
def write_question(bank: Bank, text: QuestionText, *, by: User | None) -> Question:
    """Write a new question into a bank. Raises RuleBroken when it cannot be kept as it stands."""
    refuse(why_not_keep(text))
    question = Question.objects.create(bank=bank, **_fields(text))
    record("question.written", bank, by=by, facts={"question": question.pk, "kind": question.kind})
    return question


@transaction.atomic
def rewrite_question(question: Question, text: QuestionText, *, by: User | None) -> Question:
    """Write a question anew. One that was asked stays as it was, out of use, and the new form follows it.

    Raises RuleBroken when a newer form stands already, or the text cannot be kept.
    """
    question = Question.objects.select_for_update(of=("self",)).select_related("bank").get(pk=question.pk)
    refuse(why_not_change(active=question.active, newer=question.newer.exists()))
    refuse(why_not_keep(text))
    if was_asked(question):
        question.active = False
        question.save(update_fields=["active"])
        written = Question.objects.create(bank=question.bank, follows=question, **_fields(text))
    else:
        written = question
        for name, value in _fields(text).items():
            setattr(written, name, value)
        written.save()
    facts = {"question": written.pk, "kind": written.kind, "follows": written.follows_id}
    record("question.written", question.bank, by=by, facts=facts)
    return written


@transaction.atomic
def retire_question(question: Question, *, by: User | None) -> Question:
    """Take a question out of use: it is drawn no more, attempts that have it keep it. Retired once more, nothing changes."""
    question = Question.objects.select_for_update(of=("self",)).select_related("bank").get(pk=question.pk)
    if question.active:
        question.active = False
        question.save(update_fields=["active"])
        record("question.retired", question.bank, by=by, facts={"question": question.pk})
    return question


def preview_questions(bank: Bank, content: bytes, name: str, *, by: User) -> ImportBatch:
    """Read a file and keep what it would bring, by line; the bank stays as it is. Raises RuleBroken for a file that is none."""
    questions, problems = read_questions(content, name)
    batch = ImportBatch(
        kind=ImportBatch.Kind.QUESTIONS,
        name=name[-200:],
        sha256=hashlib.sha256(content).hexdigest(),
        data={"questions": [as_row(each) for each in questions], "problems": [_kept(each) for each in problems]},
        edition_on=timezone.localdate(),
        ground=bank_ground(bank),
    )
    return keep_preview(batch, plan_of(questions, problems, known_in(bank)), by=by)


def _kept(problem: Problem) -> list[object]:
    return [problem.line, problem.title, problem.sentence, dict(problem.facts), problem.skipped]


def commit_questions(bank: Bank, batch: ImportBatch, *, by: User) -> ImportBatch:
    """Take the previewed questions in, whole or not at all. Raises RuleBroken for errors, drift, or nothing to write."""
    kept = batch.data or {"questions": [], "problems": []}
    questions = [from_row(row) for row in kept["questions"]]
    problems = [Problem(*row) for row in kept["problems"]]

    def write(_outcomes: Sequence[Outcome]) -> None:
        made = [Question(bank=bank, **_fields(each)) for each in fresh_of(questions, known_in(bank))]
        Question.objects.bulk_create(made, batch_size=500)

    return take_in(
        batch, planned=lambda: plan_of(questions, problems, known_in(bank)), write=write, act="bank.imported", by=by
    )
