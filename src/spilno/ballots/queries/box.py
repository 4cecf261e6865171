"""Reads of the box of a secret vote: how full it is, who took a ballot paper, what is kept when it is sealed."""

from dataclasses import dataclass

from django.db.models import Count, Q

from spilno.ballots.models import PaperGiven, Question
from spilno.ballots.rules.handed import ON_PAPER


@dataclass(frozen=True, slots=True)
class Box:
    """How full the box of a secret vote is: papers given out to phones, ballots in it; `handed`: papers given by hand."""

    papers: int
    ballots: int
    handed: int = 0


def box_of(question: Question) -> Box:
    """Count papers and ballots of a secret vote; never what the ballots say."""
    given = PaperGiven.objects.filter(elector__question=question)
    told = given.aggregate(all=Count("pk"), handed=Count("pk", filter=Q(digest=ON_PAPER)))
    return Box(told["all"] - told["handed"], question.ballots.count(), told["handed"])


def takers_of(question: Question) -> list[str]:
    """Return whose phone took a ballot paper of a secret vote, in the order of the roll: published when it is closed."""
    given = PaperGiven.objects.filter(elector__question=question).exclude(digest=ON_PAPER).order_by("elector__order")
    return list(given.values_list("elector__name", flat=True))


@dataclass(frozen=True, slots=True)
class Sealed:
    """What is kept of a closed secret vote: papers given out, ballots in the box, the digest of their list; papers by hand."""

    papers: int
    ballots: int
    seal: str
    handed: int = 0


def sealed_of(question: Question) -> Sealed | None:
    """Return what is kept of a closed secret vote; None for every other."""
    if question.method != Question.Method.SECRET or question.state != Question.State.CLOSED:
        return None
    box = box_of(question)
    return Sealed(box.papers, box.ballots, question.secret.seal, box.handed)


def handed_to(question: Question) -> list[str]:
    """Return for whom a ballot of a secret vote was given out on paper, in the order of the roll."""
    given = PaperGiven.objects.filter(elector__question=question, digest=ON_PAPER).order_by("elector__order")
    return list(given.values_list("elector__name", flat=True))


def handed_rights(question: Question) -> frozenset[int]:
    """Return the numbers of rights for which a ballot was given out on paper; one query."""
    given = PaperGiven.objects.filter(elector__question=question, digest=ON_PAPER)
    return frozenset(given.values_list("elector_id", flat=True))
