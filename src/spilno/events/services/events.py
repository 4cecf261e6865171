"""Acts on an event: draft, change, holders, announce, cancel, close, repeat."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from spilno.accounts.models import User
from spilno.events.models import Event, Owner, Session
from spilno.events.queries.events import plan_of, to_be_told
from spilno.events.queries.outcomes import outcome_of
from spilno.events.rules import life
from spilno.events.rules.outcomes import why_not_close
from spilno.events.services.programme import publish_programme
from spilno.events.services.telling import registered, tell
from spilno.journal.services import record
from spilno.memoranda.services.plan import withdraw_all_of
from spilno.notices.services import Addressee
from spilno.organisations.models import Organisation
from spilno.people.access import speaks_for
from spilno.statute.rules.refusal import refuse

FIELDS = (
    "kind", "format", "title_uk", "title_en", "summary_uk", "summary_en", "for_whom", "starts_at", "ends_at", "venue",
    "address", "territory", "shelter", "online_link", "recording_link", "coordinator",
)  # fmt: skip
# what people who registered must learn when it changes
TOLD = ("starts_at", "ends_at", "format", "venue", "address", "shelter", "online_link")
# what another event inherits; never people, states or links of one occasion
COPIED = (
    "kind", "format", "title_uk", "title_en", "summary_uk", "summary_en", "for_whom", "venue", "address", "territory",
    "shelter", "needs_registration", "needs_approval", "places", "places_per_council",
)  # fmt: skip


@transaction.atomic
def draft_event(values: Mapping[str, Any], *, owner: Organisation, by: User | None) -> Event:
    """Prepare an event in the name of an organisation, which is its first holder.

    Raises RuleBroken when it ends before it begins.
    """
    refuse(life.why_wrong_times(values.get("starts_at"), values.get("ends_at")))
    event = Event.objects.create(
        **{name: values[name] for name in FIELDS if name in values}, created_by=by.pk if by is not None else None
    )
    Owner.objects.create(event=event, organisation=owner, position=1)
    record("event.drafted", event, by=by, facts={"kind": event.kind, "owner": owner.pk})
    return event


@transaction.atomic
def change_event(event: Event, values: Mapping[str, Any], *, by: User | None) -> Event:
    """Change an event that is not over. When it is announced, everyone who registered learns what changed.

    Raises RuleBroken when it is over, ends before it begins, or would lose what it was announced with.
    """
    event = _locked(event)
    refuse(life.why_not_change(event.state))
    before = {name: getattr(event, name) for name in FIELDS}
    for name in FIELDS:
        if name in values:
            setattr(event, name, values[name])
    refuse(life.why_wrong_times(event.starts_at, event.ends_at))
    if event.state == Event.State.ANNOUNCED:
        refuse(life.why_incomplete(plan_of(event)))
    changed = [name for name in FIELDS if before[name] != getattr(event, name)]
    if not changed:
        return event
    tells = event.state == Event.State.ANNOUNCED and any(name in TOLD for name in changed)
    event.calendar_sequence += tells
    event.save()
    count = 0
    if tells:
        count = tell(
            "change",
            event,
            registered(to_be_told(event)),
            lambda: {"changes": [_line(name, before[name], getattr(event, name)) for name in changed if name in TOLD]},
            with_calendar=True,
            by=by,
        )
    record("event.changed", event, by=by, facts={"changed": changed, "told": count})
    return event


@transaction.atomic
def add_owner(event: Event, organisation: Organisation, *, by: User | None) -> Owner:
    """Make an organisation a holder with the same rights; it is told by letter.

    Raises RuleBroken when it holds the event already, exists no more, or there are too many.
    """
    event = _locked(event)
    standing = list(event.owners.all())
    refuse(
        life.why_not_add_owner(
            state=event.state,
            owners=len(standing),
            stands=any(owner.organisation_id == organisation.pk for owner in standing),
            ended=organisation.ended is not None,
        )
    )
    position = max((owner.position for owner in standing), default=0) + 1
    owner = Owner.objects.create(event=event, organisation=organisation, position=position)
    to = Addressee(organisation.name_uk, organisation.email, Organisation._meta.label_lower, str(organisation.pk))
    tell("owner", event, {"uk": [to]}, dict, with_calendar=False, by=by)
    record("event.owner_added", event, by=by, facts={"owner": organisation.pk})
    return owner


@transaction.atomic
def remove_owner(event: Event, organisation: Organisation, *, by: User | None) -> None:
    """Let an organisation leave the holders.

    Raises RuleBroken when it is the last one, the event was held, or another organisation would put it out of an announced event.
    """
    event = _locked(event)
    owners = event.owners.all()
    refuse(
        life.why_not_remove_owner(
            state=event.state,
            owners=len(owners),
            holds=any(each.organisation_id == organisation.pk for each in owners),
            own=by is None or organisation.pk in speaks_for(by),
        )
    )
    Owner.objects.filter(event=event, organisation=organisation).delete()
    record("event.owner_removed", event, by=by, facts={"owner": organisation.pk})


@transaction.atomic
def announce_event(event: Event, *, by: User | None) -> Event:
    """Announce an event and publish its programme. Raises RuleBroken when something is missing."""
    event = _locked(event)
    refuse(life.why_not_announce(plan_of(event), today=timezone.localdate()))
    event.state = Event.State.ANNOUNCED
    event.announced_at = timezone.now()
    event.save(update_fields=["state", "announced_at"])
    if event.sessions.exists():
        publish_programme(event, by=by)
        event.refresh_from_db()
    record("event.announced", event, by=by, facts={"kind": event.kind, "day": str(event.day)})
    return event


@transaction.atomic
def cancel_event(event: Event, *, reason: str, by: User | None) -> Event:
    """Cancel an event; everyone who registered learns why, and it counts for no memorandum any more.

    Raises RuleBroken when no reason is given, or it was held or cancelled already.
    """
    event = _locked(event)
    refuse(life.why_not_cancel(event.state, reason))
    was_announced = event.state == Event.State.ANNOUNCED
    if event.starts_at is None:  # a draft without a day: the constraint wants one of every event that is not a draft
        event.starts_at = event.ends_at = timezone.now()
    event.state = Event.State.CANCELLED
    event.cancelled_because = reason.strip()[:400]
    event.calendar_sequence += 1
    event.save()
    count = 0
    if was_announced:
        told = registered(to_be_told(event))
        count = tell("cancel", event, told, lambda: {"reason": event.cancelled_because}, with_calendar=True, by=by)
    withdraw_all_of(event, by=by)
    record("event.cancelled", event, by=by, facts={"told": count})
    return event


@transaction.atomic
def close_event(event: Event, *, by: User | None) -> Event:
    """Close an event as held. Raises RuleBroken when it is not over or the outcome of its kind is missing."""
    event = _locked(event)
    now = timezone.now()
    refuse(why_not_close(state=event.state, kind=event.kind, outcome=outcome_of(event), ends_at=event.ends_at, now=now))
    event.state = Event.State.HELD
    event.held_at = now
    event.save(update_fields=["state", "held_at"])
    record("event.held", event, by=by, facts={"kind": event.kind})
    return event


@transaction.atomic
def enter_held_event(event: Event, *, ground: str, by: User | None) -> Event:
    """Enter an event that was held before Spilno, with the source from which it is known.

    Raises RuleBroken when it is not a draft, is not over, is nobody's, or no source is named.
    """
    event = _locked(event)
    refuse(
        life.why_not_enter_held(
            state=event.state, ends=event.ends_at, now=timezone.now(), owners=event.owners.count(), ground=ground
        )
    )
    event.state = Event.State.HELD
    event.held_at = event.ends_at
    event.save(update_fields=["state", "held_at"])
    record(
        "event.entered", event, by=by, ground=ground.strip()[:200], facts={"kind": event.kind, "day": str(event.day)}
    )
    return event


@transaction.atomic
def tell_reached(event: Event, count: int, *, by: User | None) -> Event:
    """Keep how many people an outreach event has reached."""
    event = _locked(event)
    event.people_reached = count
    event.save(update_fields=["people_reached"])
    record("event.reach_told", event, by=by, facts={"people": count})
    return event


@transaction.atomic
def clone_event(event: Event, first: date, *, by: User | None) -> Event:
    """Make a new draft from an event, on another day: holders and sessions at the same hours. Nothing personal is copied.

    Speakers, registrations, links, files and outcomes stay with the first one. Raises RuleBroken when the day has passed.
    """
    refuse(life.why_not_clone(day=event.day, first=first, today=timezone.localdate()))
    shift = (first - event.day) if event.day is not None else timedelta()
    made = Event.objects.create(
        **{name: getattr(event, name) for name in COPIED},
        starts_at=_shifted(event.starts_at, shift) if event.starts_at else None,
        ends_at=_shifted(event.ends_at, shift) if event.ends_at else None,
        cloned_from=event,
        created_by=by.pk if by is not None else None,
    )
    Owner.objects.bulk_create(
        Owner(event=made, organisation_id=owner.organisation_id, position=owner.position)
        for owner in event.owners.filter(organisation__ended__isnull=True)
    )
    Session.objects.bulk_create(
        Session(
            event=made, kind=session.kind, title_uk=session.title_uk, title_en=session.title_en, place=session.place,
            starts_at=_shifted(session.starts_at, shift), ends_at=_shifted(session.ends_at, shift),
            counted=session.counted, hours=session.hours,
        )
        for session in event.sessions.all()
    )  # fmt: skip
    record("event.cloned", made, by=by, facts={"from": event.pk})
    return made


def _shifted(moment: datetime, shift: timedelta) -> datetime:
    """Move a moment by whole days; the hour in Kyiv stays, also when the clocks change between."""
    local = timezone.localtime(moment)
    return timezone.make_aware(local.replace(tzinfo=None) + shift)


def _locked(event: Event) -> Event:
    return Event.objects.select_for_update(of=("self",)).select_related("territory").get(pk=event.pk)


def _line(name: str, before: Any, after: Any) -> str:
    """Return a change as a sentence in the language in force."""
    labels = {
        "starts_at": _("Beginning"),
        "ends_at": _("End"),
        "format": _("Format"),
        "venue": _("Place"),
        "address": _("Address"),
        "shelter": _("Shelter"),
        "online_link": _("Link of the video room"),
    }
    if name == "online_link":
        return _("The link of the video room has changed; those who have a place see it on the page.")
    return _("%(what)s: %(after)s (was: %(before)s)") % {
        "what": labels[name],
        "after": _said(name, after),
        "before": _said(name, before),
    }


def _said(name: str, value: Any) -> str:
    if value in (None, ""):
        return "—"
    if name == "format":
        return str(Event.Format(value).label)
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "DATETIME_FORMAT")
    return str(value)
