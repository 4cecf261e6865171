"""Banks of questions: lists, topics, questions as texts, what a file would bring."""

from collections.abc import Iterable

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from spilno.learning.models import Answer, Bank, Question
from spilno.learning.rules.questions import QuestionText, fingerprint_of


def with_counts(banks: "QuerySet[Bank]") -> "QuerySet[Bank]":
    """Add to banks how many questions they have in use: `in_use`."""
    return banks.annotate(in_use=Count("questions", filter=Q(questions__active=True))).order_by("title", "pk")


def topics_of(bank: Bank) -> list[tuple[str, int]]:
    """Return topics of a bank with how many questions of each are in use; the empty topic first."""
    rows = bank.questions.filter(active=True).order_by("topic").values_list("topic")
    return list(rows.annotate(n=Count("pk")))


def questions_of(bank: Bank, *, topic: str | None = None, kind: str = "", q: str = "", retired: bool = False) -> "QuerySet[Question]":  # fmt: skip
    """Return the questions sought in a bank. `topic` None: any; `retired`: those no longer in use."""
    rows = bank.questions.filter(active=not retired)
    if topic is not None:
        rows = rows.filter(topic=topic)
    if kind:
        rows = rows.filter(kind=kind)
    for word in q.split():
        rows = rows.filter(Q(text__icontains=word) | Q(code__icontains=word) | Q(topic__icontains=word))
    return rows.annotate(asked=Exists(Answer.objects.filter(question=OuterRef("pk"))))


def text_of(question: Question) -> QuestionText:
    """Return a question as rules and files know it."""
    return QuestionText(
        kind=question.kind, text=question.text, body=question.body, points=question.points, feedback=question.feedback,
        code=question.code, topic=question.topic,
    )  # fmt: skip


def texts_of(questions: Iterable[Question]) -> list[QuestionText]:
    """Return questions as rules and files know them."""
    return [text_of(question) for question in questions]


def known_in(bank: Bank) -> set[tuple[str, str, str]]:
    """Return what a file is compared with: questions of the bank in use."""
    return {fingerprint_of(text) for text in texts_of(bank.questions.filter(active=True))}


def was_asked(question: Question) -> bool:
    """Tell whether a question stands in some attempt."""
    return Answer.objects.filter(question=question).exists()


def bank_ground(bank: Bank) -> str:
    """Return how a preview of a file names its bank."""
    return f"№ {bank.pk}: {bank.title}"[:300]
