"""A secret vote in a meeting: ballot papers to those who are here, ballots from nobody knows whom."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction

from spilno.ballots.models import Elector
from spilno.ballots.queries import frozen_rights
from spilno.ballots.rules.secret import Ballot
from spilno.ballots.services import secret as ballots
from spilno.ballots.services.secret import Dropped, TokenRequest
from spilno.meetings.live import tell_turnout
from spilno.meetings.models import Meeting, Put
from spilno.meetings.queries.voting import gone_of
from spilno.meetings.rules.putting import why_cannot_cast_now
from spilno.statute.rules.refusal import Refusal, refuse

if TYPE_CHECKING:
    from spilno.accounts.models import User


def give_papers(put: Put, requests: Sequence[TokenRequest]) -> list[bytes | Refusal]:
    """Give out ballot papers: for each request a blind signature, or a refusal.

    `put` comes with its item and meeting. Whoever has left gets none; who left with a paper in hand may drop it, because
    nobody knows whose it is.
    """
    gone = gone_of(put, frozen_rights(put.question, {request.elector for request in requests}))
    refusals = [
        why_cannot_cast_now(
            meeting_state=put.item.meeting.state,
            name=gone.get(request.elector, ""),
            left=request.elector in gone,
        )
        for request in requests
    ]
    allowed = [request for request, why in zip(requests, refusals, strict=True) if why is None]
    given = iter(ballots.issue_tokens(put.question, allowed))
    return [why if why is not None else next(given) for why in refusals]


def drop_ballots(put: Put, papers: Sequence[Ballot]) -> list[Dropped | Refusal]:
    """Take ballots into the box of a question: for each that it lies there, or a refusal. Who sends them is not known."""
    answers = ballots.accept_ballots(put.question, papers)
    if any(isinstance(answer, Dropped) and not answer.already for answer in answers):
        tell_turnout(put.item.meeting)
    return answers


@transaction.atomic
def hand_paper(put: Put, elector: Elector, *, by: "User") -> None:
    """Give out a ballot on paper for a right of somebody in the hall who has no phone that works.

    Raises RuleBroken when he has left, the phone has taken its ballot, or the vote is not open and secret.
    """
    meeting = Meeting.objects.select_for_update().get(pk=put.item.meeting_id)
    gone = gone_of(put, frozen_rights(put.question, [elector.pk]))
    refuse(why_cannot_cast_now(meeting_state=meeting.state, name=gone.get(elector.pk, ""), left=elector.pk in gone))
    ballots.hand_paper(elector, by=by)
    tell_turnout(meeting)


@transaction.atomic
def take_paper_back(put: Put, elector: Elector, *, by: "User") -> None:
    """Take back a ballot that was given out on paper by mistake; the phone may take its own then."""
    meeting = Meeting.objects.select_for_update().get(pk=put.item.meeting_id)
    ballots.take_paper_back(elector, by=by)
    tell_turnout(meeting)
