"""Decisions: numbered in one register over all meetings, with what they change done in the same act."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from spilno.accounts.models import User
from spilno.bodies.models import Body
from spilno.journal.services import record
from spilno.meetings.live import touch
from spilno.meetings.models import Decision, Effect, Issue, Item, Meeting, Put
from spilno.meetings.queries.attendance import day_of, presence
from spilno.meetings.rules.putting import why_not_note
from spilno.meetings.rules.quorum import why_no_quorum
from spilno.meetings.services.effects import do_effects
from spilno.statute.queries import in_force_on
from spilno.statute.rules.refusal import refuse


@transaction.atomic
def decide(put: Put, *, text: str = "", by: User) -> Decision:
    """Give the carried question its number in the register and do what it changes. Called when its vote is closed.

    `text` is what an election came to; otherwise the words that were voted are the decision.
    """
    question = put.question
    moment = question.closed_at or timezone.now()
    decision = _number(put.item, put=put, text=text or put.text, at=moment)
    record(
        "decision.made",
        decision,
        by=by,
        ground=f"Статут, п. {question.article}",
        facts={
            "number": decision.number,
            "item": put.item_id,
            "for": question.votes_for,
            "against": question.votes_against,
            "abstained": question.votes_abstained,
            "needed": question.needed,
        },
    )
    do_effects(decision, by=by)
    _finish(put.item, state=Item.State.DECIDED, at=moment, by=by)
    return decision


@transaction.atomic
def take_note(item: Item, *, text: str, nobody_objects: bool, by: User) -> Decision:
    """Take note of what was heard by general consent: nobody objects and nothing is changed by it but an exit noted.

    `nobody_objects`: the chair asked. Raises RuleBroken when it is not so, or the item is not under discussion, or has effects that only a vote can carry, or there is no quorum.
    """
    meeting = Meeting.objects.select_for_update().get(pk=item.meeting_id)
    item = Item.objects.get(pk=item.pk)
    item.meeting = meeting
    refuse(
        why_not_note(
            meeting_state=meeting.state,
            item_state=item.state,
            under_discussion=meeting.current_item_id == item.pk,
            text=text,
            nobody_objects=nobody_objects,
            binding=item.effects.exclude(kind=Effect.Kind.LEAVE).count(),
            matter=item.matter,
        )
    )
    refuse(
        why_no_quorum(presence(meeting), provisions=in_force_on(day_of(meeting)))
    )  # it gets a number as a decision does
    now = timezone.now()
    decision = _number(item, put=None, text=text.strip(), at=now)
    record("decision.noted", decision, by=by, facts={"number": decision.number, "item": item.pk, "consent": True})
    do_effects(decision, by=by)
    _finish(item, state=Item.State.NOTED, at=now, by=by)
    touch(meeting)
    return decision


def _number(item: Item, *, put: Put | None, text: str, at: datetime) -> Decision:
    """Keep a decision under the next number of its body: without gaps, because the body is locked."""
    body = Body.objects.select_for_update().get(pk=item.meeting.body_id)
    last = Decision.objects.filter(body=body).aggregate(last=Max("number"))["last"] or 0
    return Decision.objects.create(
        number=last + 1,
        body=body,
        meeting=item.meeting,
        item=item,
        put=put,
        title=item.title,
        text=text,
        matter=put.question.matter if put else item.matter,
        decided_on=day_of(item.meeting),
        decided_at=at,
    )


def _finish(item: Item, *, state: str, at: datetime, by: User) -> None:
    item.state, item.ended_at = state, at
    item.save(update_fields=["state", "ended_at"])
    if item.issue_id is not None:
        issue = Issue.objects.select_for_update().get(pk=item.issue_id)
        issue.state = Issue.State.DECIDED
        issue.save(update_fields=["state"])
        record("issue.decided", issue, by=by, facts={"item": item.pk})
