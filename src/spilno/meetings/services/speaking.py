"""Acts of speakers: ask for the floor, give it, one minute more, thank, withdraw, note for the minutes."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from spilno.accounts.models import User
from spilno.journal.services import record
from spilno.meetings.live import touch
from spilno.meetings.models import Item, Meeting, Speech
from spilno.meetings.queries.floor import goes_on, timed
from spilno.meetings.queries.hall import record_is_open
from spilno.meetings.rules.speakers import (
    MORE_SECONDS,
    interrupts,
    limit_seconds,
    neighbour,
    queue_order,
    why_not_ask_for_floor,
    why_not_give_floor,
    why_not_go_on,
    why_not_move_request,
    why_not_note_speech,
    why_not_pause,
    why_not_strike_speech,
    why_not_while_speaking,
    why_not_withdraw_request,
    with_floor,
)
from spilno.meetings.rules.speaking_time import spoken_seconds
from spilno.meetings.services.hall import lock, lock_item, provisions_of_day, voting_goes_on
from spilno.members.models import Membership
from spilno.people.models import Person
from spilno.statute.rules.refusal import refuse


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who asks for the floor: a representative of a member, or a guest. `post` is as the minutes will have it."""

    name: str
    post: str
    person: Person | None = None
    membership: Membership | None = None
    consultative: bool = False


@transaction.atomic
def ask_for_floor(
    item: Item, *, speaker: Speaker, present: bool, by: User, kind: str = Speech.Kind.DEBATE, side: str = ""
) -> Speech:
    """Put a speaker into the queue of the item under discussion; `side`: in support of the draft or against it.

    `present`: registered and here now, or a guest. Raises RuleBroken when not, when the item is not discussed, or when the
    same person waits already with a request of this kind.
    """
    meeting, item = lock_item(item)
    waiting = item.speeches.filter(
        person=speaker.person, name=speaker.name, kind=kind, begun_at__isnull=True, withdrawn_at__isnull=True
    )
    refuse(
        why_not_ask_for_floor(
            meeting_state=meeting.state, item_state=item.state, may_speak=present, already_waiting=waiting.exists()
        )
    )
    last = item.speeches.aggregate(last=Max("order"))["last"] or 0
    speech = Speech.objects.create(
        item=item,
        kind=kind,
        side=side,
        person=speaker.person,
        membership=speaker.membership,
        name=speaker.name[:200],
        post=speaker.post[:300],
        consultative=speaker.consultative,
        order=last + 1,
        asked_at=timezone.now(),
        limit_seconds=limit_seconds(kind, provisions=provisions_of_day(meeting)),
    )
    asked = {"item": item.pk, "kind": str(kind)}
    record("floor.asked", speech, by=by, facts=asked | ({"side": str(side)} if side else {}))
    touch(meeting)
    return speech


@transaction.atomic
def give_floor(speech: Speech, *, by: User) -> Speech:
    """Give the floor; the clock begins. For a point of order the clock of whoever speaks stands meanwhile.

    Raises RuleBroken when somebody else speaks, the item is not discussed, a vote runs, or the request is gone.
    """
    meeting, speech = _lock_speech(speech)
    item = speech.item
    on = list(item.speeches.filter(begun_at__isnull=False, ended_at__isnull=True))
    speaking = next((one for one in on if not interrupts(speech.kind, speaking=one.kind)), None)
    refuse(
        why_not_give_floor(
            meeting_state=meeting.state,
            item_state=item.state,
            waiting=speech.begun_at is None and speech.withdrawn_at is None,
            speaking=speaking.name if speaking is not None else "",
            voting=voting_goes_on(meeting),
        )
    )
    for other in on:
        if other.paused_at is None:
            pause(other, by=by)
    speech.begun_at = timezone.now()
    speech.save(update_fields=["begun_at"])
    record("floor.given", speech, by=by, facts={"item": item.pk, "limit_seconds": speech.limit_seconds})
    touch(meeting)
    return speech


@transaction.atomic
def add_minute(speech: Speech, *, by: User) -> Speech:
    """Prolong the speech that goes on by a minute; RuleBroken when it does not go on."""
    meeting, speech = _lock_speech(speech)
    refuse(why_not_while_speaking(speaking=goes_on(speech)))
    Speech.objects.filter(pk=speech.pk).update(limit_seconds=F("limit_seconds") + MORE_SECONDS)
    speech.refresh_from_db(fields=["limit_seconds"])
    record("floor.prolonged", speech, by=by, facts={"limit_seconds": speech.limit_seconds})
    touch(meeting)
    return speech


@transaction.atomic
def pause(speech: Speech, *, by: User) -> Speech:
    """Stop the clock of the speech that goes on; RuleBroken when it does not go on, or stands already."""
    meeting, speech = _lock_speech(speech)
    refuse(why_not_pause(speaking=goes_on(speech), paused=speech.paused_at is not None))
    speech.paused_at = timezone.now()
    speech.save(update_fields=["paused_at"])
    record("floor.paused", speech, by=by)
    touch(meeting)
    return speech


@transaction.atomic
def go_on(speech: Speech, *, by: User) -> Speech:
    """Let the clock run again; RuleBroken when it does not stand, somebody else speaks, or there is a recess."""
    meeting, speech = _lock_speech(speech)
    going = Speech.objects.filter(item__meeting=meeting, begun_at__isnull=False, ended_at__isnull=True)
    another = with_floor(going)
    refuse(
        why_not_go_on(
            meeting_state=meeting.state,
            speaking=goes_on(speech),
            paused=speech.paused_at is not None,
            another=another.name if another is not None and another != speech else "",
        )
    )
    stood = timezone.now() - speech.paused_at if speech.paused_at is not None else timedelta()
    speech.paused_seconds += int(stood.total_seconds())
    speech.paused_at = None
    speech.save(update_fields=["paused_at", "paused_seconds"])
    record("floor.resumed", speech, by=by, facts={"paused_seconds": speech.paused_seconds})
    touch(meeting)
    return speech


@transaction.atomic
def move_request(speech: Speech, *, earlier: bool, by: User) -> Speech:
    """Let a request change places with its neighbour in the queue; points of order stay first.

    Raises RuleBroken when it does not wait any more, or there is no neighbour.
    """
    meeting, speech = _lock_speech(speech)
    queue = queue_order(speech.item.speeches.filter(begun_at__isnull=True, withdrawn_at__isnull=True))
    waiting = speech in queue
    other = neighbour(queue, speech, earlier=earlier) if waiting else None
    refuse(why_not_move_request(waiting=waiting, has_neighbour=other is not None))
    if other is not None:
        speech.order, other.order = other.order, speech.order
        Speech.objects.bulk_update([speech, other], ["order"])
        record("floor.moved", speech, by=by, facts={"item": speech.item_id, "with": other.pk, "earlier": earlier})
    touch(meeting)
    return speech


@transaction.atomic
def thank(speech: Speech, *, by: User) -> Speech:
    """End the speech that goes on; RuleBroken when it does not go on."""
    meeting, speech = _lock_speech(speech)
    refuse(why_not_while_speaking(speaking=goes_on(speech)))
    speech.ended_at = timezone.now()
    speech.save(update_fields=["ended_at"])
    seconds = spoken_seconds(timed(speech), now=speech.ended_at)
    record("floor.ended", speech, by=by, facts={"seconds": seconds})
    touch(meeting)
    return speech


@transaction.atomic
def withdraw_request(speech: Speech, *, by: User) -> Speech:
    """Take a request out of the queue; RuleBroken when it does not wait any more."""
    meeting, speech = _lock_speech(speech)
    refuse(why_not_withdraw_request(waiting=speech.begun_at is None and speech.withdrawn_at is None))
    speech.withdrawn_at = timezone.now()
    speech.save(update_fields=["withdrawn_at"])
    record("floor.withdrawn", speech, by=by)
    touch(meeting)
    return speech


@transaction.atomic
def note_speech(speech: Speech, *, text: str, was: str, by: User) -> Speech:
    """Keep the summary of a speech for the minutes; `was` is the text that the writer started from.

    What the rapporteur of the item reports becomes its «heard»; who else reports keeps the own words. Raises RuleBroken
    when somebody else saved another text meanwhile, so that neither is lost. The text itself stays out of the journal.
    """
    meeting, speech = _lock_speech(speech)
    text, stored = _plain(text), _plain(speech.summary)
    refuse(
        why_not_note_speech(
            begun=speech.begun_at is not None,
            minutes_laid_open=not record_is_open(meeting),
            changed_meanwhile=stored not in {_plain(was), text},
        )
    )
    if text == stored:
        return speech
    speech.summary = text
    speech.save(update_fields=["summary"])
    if speech.kind == Speech.Kind.REPORT and speech.name == str(speech.item.rapporteur or speech.item.rapporteur_name):
        Item.objects.filter(pk=speech.item_id).update(heard=text)
    record("speech.noted", speech, by=by, facts={"item": speech.item_id, "characters": len(text)})
    return speech


@transaction.atomic
def strike_speech(speech: Speech, *, reason: str, by: User) -> Item:
    """Strike a speech that was never made from the record: the minutes do not speak of it. Returns its item.

    What was heard goes with the report that it was noted from. Raises RuleBroken while the speech goes on or waits, without
    a reason, or when the minutes are laid open. The journal keeps that it was struck, whose and why.
    """
    meeting, speech = _lock_speech(speech)
    refuse(
        why_not_strike_speech(
            begun=speech.begun_at is not None,
            ended=speech.ended_at is not None,
            minutes_laid_open=not record_is_open(meeting),
            reason=reason,
        )
    )
    item = speech.item
    record(
        "speech.struck",
        speech,
        by=by,
        ground=reason.strip(),
        facts={
            "item": item.pk,
            "kind": str(speech.kind),
            "person": speech.person_id,
            "characters": len(speech.summary),
        },
    )
    if speech.kind == Speech.Kind.REPORT and item.heard == speech.summary:
        Item.objects.filter(pk=item.pk).update(heard="")
    speech.delete()
    touch(meeting)
    return item


def _plain(text: str) -> str:
    # browsers send CRLF in textareas
    return text.replace("\r\n", "\n").strip()


def _lock_speech(speech: Speech) -> tuple[Meeting, Speech]:
    meeting = lock(speech.item.meeting)
    return meeting, Speech.objects.select_related("item").get(pk=speech.pk)
