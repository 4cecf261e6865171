"""Reads of ballots on paper in a secret vote: to whom one may be given out, whose phone has taken its own."""

from django.db.models import Q, QuerySet

from spilno.ballots.models import Elector, Question


def rights_here(question: Question, *, asked: str = "") -> QuerySet[Elector]:
    """Return the rights that may be used in a vote, by the roll; `asked` narrows them down to a member or a delegate."""
    found = question.electors.filter(present=True, recused=False).select_related("paper", "membership__organisation")
    for word in asked.split():
        found = found.filter(
            Q(name__icontains=word) | Q(name__icontains=word.capitalize())
            | Q(holder_name__icontains=word) | Q(holder_name__icontains=word.capitalize())
        )  # fmt: skip
    return found.order_by("order")
