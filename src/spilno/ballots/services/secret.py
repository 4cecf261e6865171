"""Acts of a secret vote: give out ballot papers, take ballots, seal the box. docs/adr/0016-secret-votes.md.

Giving to phones and taking from them leave no line in the journal and no time in the database: a line for each would tell who came when, and
whose ballot followed. The journal has the key at the opening, and the counts and the seal at the closing.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import models, transaction

from spilno.ballots import queries
from spilno.ballots.gateways import locked, new_key, unlocked
from spilno.ballots.models import BallotCast, Elector, PaperGiven, Question, SecretVote
from spilno.ballots.queries.box import Sealed
from spilno.ballots.rules.blind_signatures import PrivateKey, blind_sign, is_blinded
from spilno.ballots.rules.handed import ON_PAPER, why_not_hand, why_not_take_back
from spilno.ballots.rules.secret import (
    Ballot,
    is_genuine,
    seal_of,
    why_not_give_paper,
    why_not_seal,
    why_not_take_ballot,
)
from spilno.journal.services import record
from spilno.statute.rules.refusal import Refusal, refuse


@dataclass(frozen=True, slots=True)
class TokenRequest:
    """What one phone asks for one right: number of the elector, the person who carries it, the blinded token."""

    elector: int
    holder: int
    blinded: bytes


@dataclass(frozen=True, slots=True)
class Dropped:
    """A ballot that lies in the box; `already` tells that it lay there before."""

    already: bool


def make_box(question: Question) -> str:
    """Draw the key of a secret question; returns the digest of the public key. Called inside the act of opening."""
    key = new_key()
    SecretVote.objects.create(question=question, modulus=f"{key.public.n:x}", exponent=key.public.e, primes=locked(key))
    return key.public.digest


def issue_tokens(question: Question, requests: Sequence[TokenRequest]) -> list[bytes | Refusal]:
    """Give out ballot papers: for each request a blind signature, or a refusal; each stands or falls by itself.

    The same blinded token for the same right gets the same signature again, so that an answer lost on the way costs
    nobody a vote; another one is refused. Signed after COMMIT: whoever waits for the database does not wait for the sums.
    """
    key, refusals = _give_papers(question, requests)
    answers: list[bytes | Refusal] = []
    for request, refusal in zip(requests, refusals, strict=True):
        if refusal is not None:
            answers.append(refusal)
        elif key is not None:
            answers.append(blind_sign(key, request.blinded))
    return answers


@transaction.atomic
def _give_papers(
    question: Question, requests: Sequence[TokenRequest]
) -> tuple[PrivateKey | None, list[Refusal | None]]:
    question = Question.objects.select_for_update().get(pk=question.pk)  # giving out and closing take turns
    secret = SecretVote.objects.filter(question=question).first()
    key = unlocked(secret.primes) if secret is not None and secret.primes else None
    numbers = {request.elector for request in requests}
    rights = queries.rights_asked(question, numbers)
    given = dict(PaperGiven.objects.filter(elector__in=numbers).values_list("elector_id", "digest"))
    fresh: list[PaperGiven] = []
    answers: list[Refusal | None] = []
    for request in requests:
        asked = hashlib.sha256(request.blinded).hexdigest()
        refusal = why_not_give_paper(
            rights.get(request.elector),
            holder=request.holder,
            is_open=question.state == Question.State.OPEN,
            is_secret=secret is not None,
            given=given.get(request.elector, ""),
            asked=asked,
            fits=key is not None and is_blinded(key.public, request.blinded),
        )
        answers.append(refusal)
        if refusal is None and request.elector not in given:
            given[request.elector] = asked
            fresh.append(PaperGiven(elector_id=request.elector, digest=asked))
    PaperGiven.objects.bulk_create(fresh)
    return key, answers


def accept_ballots(question: Question, ballots: Sequence[Ballot]) -> list[Dropped | Refusal]:
    """Take ballots into the box: for each that it lies there, now or already, or a refusal.

    Signatures are checked before the database is asked to wait. Answers after COMMIT; the same ballot again succeeds,
    also after closing, because the answer may have been lost on the way.
    """
    secret = SecretVote.objects.filter(question_id=question.pk).first()
    key = queries.key_of(secret) if secret is not None else None
    genuine = [key is not None and is_genuine(ballot, key=key) for ballot in ballots]
    return _take_ballots(question, ballots, genuine, is_secret=secret is not None)


@transaction.atomic
def _take_ballots(
    question: Question, ballots: Sequence[Ballot], genuine: Sequence[bool], *, is_secret: bool
) -> list[Dropped | Refusal]:
    question = Question.objects.select_for_update().get(pk=question.pk)  # ballots and the closing take turns
    tokens = {ballot.token for ballot, holds in zip(ballots, genuine, strict=True) if holds}
    found = BallotCast.objects.filter(question=question, token__in=tokens)
    recorded = dict(found.values_list("token", "choice"))
    paper = queries.paper_of(question)
    fresh: list[BallotCast] = []
    answers: list[Dropped | Refusal] = []
    for ballot, holds in zip(ballots, genuine, strict=True):
        before = recorded.get(ballot.token, "")
        refusal = why_not_take_ballot(
            ballot,
            is_open=question.state == Question.State.OPEN,
            is_secret=is_secret,
            genuine=holds,
            recorded=before,
            paper=paper,
        )
        answers.append(refusal or Dropped(already=bool(before)))
        if refusal is None and not before:
            recorded[ballot.token] = ballot.choice
            fresh.append(
                BallotCast(
                    token=ballot.token,
                    question=question,
                    prefix=ballot.prefix,
                    signature=ballot.signature,
                    choice=ballot.choice,
                )
            )
    BallotCast.objects.bulk_create(fresh)
    return answers


@transaction.atomic
def hand_paper(elector: Elector, *, by: models.Model) -> None:
    """Write down that a ballot was handed out on paper for a right: its phone gets none any more. Raises RuleBroken."""
    question, given = _of_right(elector)
    refuse(
        why_not_hand(
            queries.right_of(queries.frozen_rights(question, [elector.pk])[elector.pk], ""),
            is_open=question.state == Question.State.OPEN,
            is_secret=question.method == Question.Method.SECRET,
            given=given,
        )
    )
    PaperGiven.objects.create(elector=elector, digest=ON_PAPER)
    record("paper.handed", question, by=by, facts={"right": elector.pk})


@transaction.atomic
def take_paper_back(elector: Elector, *, by: models.Model) -> None:
    """Take back a ballot that was handed out on paper by mistake: the phone may take its own then. Raises RuleBroken."""
    question, given = _of_right(elector)
    refuse(
        why_not_take_back(
            is_open=question.state == Question.State.OPEN,
            is_secret=question.method == Question.Method.SECRET,
            given=given,
            name=elector.name,
        )
    )
    PaperGiven.objects.filter(elector=elector).delete()
    record("paper.taken_back", question, by=by, facts={"right": elector.pk})


def _of_right(elector: Elector) -> tuple[Question, str]:
    """Return the question of a right, locked, and the digest of what was given out for it, or "" when nothing was."""
    question = Question.objects.select_for_update().get(
        pk=elector.question_id
    )  # phones, hands and the closing take turns
    return question, PaperGiven.objects.filter(elector=elector).values_list("digest", flat=True).first() or ""


def seal_box(question: Question) -> Sealed:
    """Count a box, seal its list and destroy the key; the counts are set on the question. Inside the act of closing.
    Ballots on paper are in the counts, by the sheets that were taken before.

    Rows are written anew in the order of tokens, and papers in the order of the roll: where they lie in the database then
    tells nothing of the order in which they came. Raises RuleBroken when there are more ballots than papers.
    """
    secret = SecretVote.objects.get(question=question)
    key = queries.key_of(secret)
    rows = list(question.ballots.order_by("token"))
    papers = list(PaperGiven.objects.filter(elector__question=question).order_by("elector"))
    ballots = [queries.ballot_of(row) for row in rows]
    forged = sum(1 for ballot in ballots if not is_genuine(ballot, key=key))
    handed = sum(1 for paper in papers if paper.digest == ON_PAPER)
    refuse(why_not_seal(papers=len(papers) - handed, ballots=len(ballots), forged=forged))

    question.ballots.all().delete()
    BallotCast.objects.bulk_create(rows)
    PaperGiven.objects.filter(elector__question=question).delete()
    PaperGiven.objects.bulk_create(papers)
    queries.count_choices(question)
    question.absent = question.entitled - question.present
    secret.primes, secret.seal = "", seal_of(ballots)
    secret.save(update_fields=["primes", "seal"])
    return Sealed(len(papers) - handed, len(ballots), secret.seal, handed)


def empty_box(question: Question) -> None:
    """Destroy the key, the papers and the ballots of a vote that is cancelled: nobody learns how it stood.

    Called inside the act of cancelling; nothing happens when the question is not secret.
    """
    SecretVote.objects.filter(question=question).update(primes="")
    question.ballots.all().delete()
    PaperGiven.objects.filter(elector__question=question).delete()
