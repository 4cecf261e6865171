"""Acts of registration: register, confirm the address, withdraw, approve, refuse; each frees or takes places at once."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from spilno.accounts.models import User
from spilno.events.models import Event, Registration, Series
from spilno.events.queries.registration import (
    asked_of,
    council_behind,
    door_of,
    open_modules,
    over,
    standing,
    together_with,
)
from spilno.events.rules.questions import Answer, kept_answers, wrong_answers
from spilno.events.rules.registration import (
    why_not_again,
    why_not_decide,
    why_not_nominate,
    why_not_prove,
    why_not_refuse_person,
    why_not_register,
    why_not_withdraw,
    why_not_write,
)
from spilno.events.services.waiting import locked, move, tell
from spilno.journal.services import record
from spilno.organisations.models import Organisation
from spilno.people.models import Person
from spilno.statute.rules.refusal import refuse

State = Registration.State
CODE = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # without letters and digits that are taken for one another


@dataclass(frozen=True, slots=True)
class Applicant:
    """Who registers. `answers` are by number of the question; `council` is the one that names him, when it does."""

    family_name: str
    given_name: str
    patronymic: str = ""
    email: str = ""
    phone: str = ""
    post: str = ""
    organisation: Organisation | None = None
    organisation_name: str = ""
    person: Person | None = None
    council: Organisation | None = None
    language: str = "uk"
    answers: Mapping[int, Answer] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entered:
    """What came of it: the registration, and whether it is new. One registered twice has one registration."""

    registration: Registration
    new: bool


@transaction.atomic
def register(event: Event, applicant: Applicant, *, by: User | None) -> Entered:
    """Register a person by himself: with his account, or as a guest who confirms his address first (`by` None).

    Registered before, he gets what stands: nothing is doubled. Raises RuleBroken when registration is shut, the organisers
    refused him before, or an answer is wrong.
    """
    return _register(event, applicant, by=by, by_owner=False, quiet=False)


@transaction.atomic
def register_for_another(event: Event, applicant: Applicant, *, by: User) -> Entered:
    """Register a person on his behalf, by those who hold the event: outside the term too, and without approval."""
    return _register(event, applicant, by=by, by_owner=True, quiet=False)


@transaction.atomic
def nominate(
    event: Event, council: Organisation, applicants: Sequence[Applicant], *, speaks: bool, by: User
) -> list[Entered]:
    """Register several people whom a council names, in one act: all of them or none. Each is told by whom.

    `speaks` tells whether the account speaks for the council. Raises RuleBroken as `register` does.
    """
    refuse(why_not_nominate(people=len(applicants), speaks=speaks))
    named = [
        _register(event, replace(applicant, council=council), by=by, by_owner=False, quiet=False, nominated=True)
        for applicant in applicants
    ]
    record("event.council_named", event, by=by, facts={"council": council.pk, "people": len(named)})
    return named


@transaction.atomic
def register_for_series(series: Series, applicant: Applicant, *, by: User | None) -> list[Entered]:
    """Register a person for all events of a joint series that are still to come, in one act; he gets one letter.

    The answers are to the questions of all of them. Raises RuleBroken when none is open, or a question of one of them that must
    be answered is not: then he is registered for none.
    """
    now = timezone.now()
    possible = open_modules(Event.objects.select_for_update().filter(series=series))
    if not possible:
        last = Event.objects.filter(series=series, state=Event.State.ANNOUNCED).order_by("pk").last()
        refuse(why_not_register(door_of(last), now=now) if last else None)
        return []
    entered = [_register(event, applicant, by=by, by_owner=False, quiet=True) for event in possible]
    record("series.registered", series, by=by, facts={"registrations": [each.registration.pk for each in entered]})
    new = [each.registration for each in entered if each.new]
    if new:
        first = min(new, key=lambda row: row.event.starts_at or now)
        kind = "prove" if first.state == State.UNPROVED else "entered"
        modules = sorted((row.event for row in new), key=lambda event: event.starts_at or now)
        tell(kind, first.event, [first], by=by, state=first.state, modules=modules)
    return entered


def _register(
    event: Event, applicant: Applicant, *, by: User | None, by_owner: bool, quiet: bool, nominated: bool = False
) -> Entered:
    event = locked(event)
    refuse(why_not_register(door_of(event), now=timezone.now(), by_owner=by_owner))
    applicant = replace(applicant, email=applicant.email.strip().lower())
    there = standing(event, person=applicant.person, email=applicant.email)
    if there is not None and (by is None or there.state != State.UNPROVED):
        there.event = event
        return _again(there, applicant, by=by, by_owner=by_owner, nominated=nominated)
    if there is not None:  # somebody wrote this address and never confirmed it; its owner is here now
        there.delete()
    answers = {} if nominated or by_owner else _right_answers(event, applicant)
    row = row_of(event, applicant, answers, by=by)
    row.state = State.UNPROVED if by is None else _first_state(event, by_owner=by_owner)
    row.save()
    record("registration.made", row, by=by, facts={"event": event.pk, "queue": row.queue, "state": row.state})
    if by is None:
        if not quiet:
            tell("prove", event, [row], by=None)
        return Entered(row, new=True)
    _queue_up(row, by=by, quiet=quiet, named_by=applicant.council if nominated else None)
    return Entered(row, new=True)


def _again(there: Registration, applicant: Applicant, *, by: User | None, by_owner: bool, nominated: bool) -> Entered:
    """Answer one who is registered already. A guest is told by letter only: the page must not tell strangers who is registered."""
    if by is None:
        if there.state == State.UNPROVED:
            _rewrite(there, applicant)
            tell("prove", there.event, [there], by=None)
        else:
            kind = "refused" if there.state == State.REFUSED else "entered"
            tell(kind, there.event, [there], by=None, state=there.state, reason=there.refused_because)
        return Entered(there, new=False)
    if not by_owner:
        refuse(why_not_again(there.state, there.refused_because))
    if nominated and there.council_id is None and there.state in {State.WAITING, State.ASKED}:
        there.council = applicant.council  # now his council stands behind him
        there.save(update_fields=["council"])
        record("registration.named", there, by=by, facts={"council": there.council_id})
        move(there.event, by=by)
        there.refresh_from_db()
    return Entered(there, new=False)


def _rewrite(there: Registration, applicant: Applicant) -> None:
    """Take what was written the second time: the first was never confirmed."""
    answers = _right_answers(there.event, applicant)
    fresh = row_of(there.event, applicant, answers, by=None)
    for name in ("family_name", "given_name", "patronymic", "phone", "post", "organisation", "organisation_name"):
        setattr(there, name, getattr(fresh, name))
    there.answers, there.language, there.registered_at = fresh.answers, fresh.language, timezone.now()
    there.save()


def _right_answers(event: Event, applicant: Applicant) -> dict[int, Answer]:
    questions = asked_of(event)
    refuse(next(iter(wrong_answers(questions, applicant.answers).values()), None))
    return kept_answers(questions, applicant.answers)


def row_of(event: Event, applicant: Applicant, answers: Mapping[int, Answer], *, by: User | None) -> Registration:
    """Make the row of a new registration at the end of the queue; it is not saved yet."""
    council = applicant.council
    if council is None and applicant.person is not None:
        council = council_behind(applicant.person, timezone.localdate())
    return Registration(
        event=event,
        person=applicant.person,
        family_name=applicant.family_name.strip(),
        given_name=applicant.given_name.strip(),
        patronymic=applicant.patronymic.strip(),
        email=applicant.email,
        phone=applicant.phone.strip(),
        post=applicant.post.strip(),
        organisation=applicant.organisation or council,
        organisation_name=applicant.organisation_name.strip(),
        council=council,
        language=applicant.language,
        answers={str(number): answer for number, answer in answers.items()},
        queue=_next_in_queue(event),
        code=new_code(),
        token=new_token(),
        by=by.pk if by is not None else None,
    )


def new_code() -> str:
    """Return the text of a new ticket."""
    return "".join(secrets.choice(CODE) for _ in range(16))


def new_token() -> str:
    """Return the secret of a registrant's own page."""
    return secrets.token_urlsafe(24)


def _next_in_queue(event: Event) -> int:
    last = Registration.objects.filter(event=event).aggregate(last=Max("queue"))["last"]
    return (last or 0) + 1


def _first_state(event: Event, *, by_owner: bool) -> str:
    return State.ASKED if event.needs_approval and not by_owner else State.WAITING


def _queue_up(row: Registration, *, by: User | None, quiet: bool = False, named_by: Organisation | None = None) -> None:
    """Let the list move with the newcomer at its end, then tell him how he stands."""
    if row.state == State.WAITING:
        move(row.event, by=by, besides={row.pk})
        row.refresh_from_db(fields=["state", "confirmed_at"])
    if not quiet:
        tell("entered", row.event, [row], by=by, state=row.state, council=named_by.name_uk if named_by else "")


@transaction.atomic
def prove(registration: Registration) -> Registration:
    """Confirm the address: now the guest stands at the end of the queue, and gets a place when there is one.

    Confirmed before, nothing changes. Whoever has the same address in an account is known from now on. Raises RuleBroken when
    three days have passed, or registration was shut meanwhile.
    """
    event = locked(registration.event)
    row = Registration.objects.select_for_update().get(pk=registration.pk)
    row.event = event
    if row.state != State.UNPROVED:
        return row
    now = timezone.now()
    refuse(why_not_prove(state=row.state, asked_at=row.registered_at, now=now))
    refuse(why_not_register(door_of(event), now=now))
    _recognise(row)
    row.queue, row.state = _next_in_queue(event), _first_state(event, by_owner=False)
    row.save()
    record("registration.proved", row, by=None, facts={"event": event.pk, "queue": row.queue})
    _queue_up(row, by=None)
    for other in together_with(row).filter(state=State.UNPROVED):
        prove(other)
    return row


def _recognise(row: Registration) -> None:
    """Join the registration with the person whose account has the confirmed address and who has the same family name."""
    person = Person.objects.filter(user__email=row.email, family_name=row.family_name, erased_at__isnull=True).first()
    if person is None or standing(row.event, person=person, email="") is not None:
        return
    row.person = person
    row.council = council_behind(person, timezone.localdate())


@transaction.atomic
def withdraw(registration: Registration, *, by: User | None, reason: str = "", whole: bool = False) -> Registration:
    """Withdraw a registration; its place goes to the next one at once. Withdrawn before, nothing changes.

    `whole`: also for the other events of the joint series. `reason` is what organisers tell when they withdraw somebody.
    """
    event = locked(registration.event)
    row = Registration.objects.select_for_update().get(pk=registration.pk)
    row.event = event
    if row.state == State.WITHDRAWN:
        return row
    refuse(why_not_withdraw(row.state, over=over(event)))
    others = list(together_with(row)) if whole else []
    before = row.state
    _end(row, State.WITHDRAWN, now=timezone.now())
    record("registration.withdrawn", row, by=by, facts={"event": event.pk, "before": before})
    if before != State.UNPROVED:
        tell("withdrawn", event, [row], by=by, reason=reason)
    if before == State.CONFIRMED:
        move(event, by=by)
    for other in others:
        if not over(other.event):
            withdraw(other, by=by)
    return row


@transaction.atomic
def approve(event: Event, numbers: Sequence[int], *, by: User) -> int:
    """Approve registrations by their numbers; returns how many. They keep their place in the queue and get places in its order.

    Those who are approved already are passed over. Raises RuleBroken when one can no longer be decided on.
    """
    event = locked(event)
    rows = list(event.registrations.filter(pk__in=numbers, state__in=[State.ASKED, State.REFUSED]))
    ended = over(event)
    for row in rows:
        refuse(why_not_decide(row.state, over=ended))
    pks = {row.pk for row in rows}
    event.registrations.filter(pk__in=pks).update(state=State.WAITING, refused_because="", ended_at=None)
    if rows:
        record("event.registrations_approved", event, by=by, facts={"registrations": sorted(pks)})
        got = move(event, by=by, besides=pks)
        for state, told in ((State.CONFIRMED, pks & got), (State.WAITING, pks - got)):
            chosen = list(event.registrations.filter(pk__in=told).order_by("queue"))
            if chosen:
                tell("entered", event, chosen, by=by, state=state)
    return len(rows)


@transaction.atomic
def turn_down(registration: Registration, *, reason: str, by: User) -> Registration:
    """Refuse a registration with a reason that the person reads; a place that he had goes to the next one."""
    event = locked(registration.event)
    row = Registration.objects.select_for_update().get(pk=registration.pk)
    row.event = event
    refuse(why_not_refuse_person(row.state, reason=reason, over=over(event)))
    before = row.state
    row.refused_because = reason.strip()[:400]
    _end(row, State.REFUSED, now=timezone.now())
    record("registration.refused", row, by=by, facts={"event": event.pk, "before": before})
    tell("refused", event, [row], by=by, reason=row.refused_because)
    if before == State.CONFIRMED:
        move(event, by=by)
    return row


@transaction.atomic
def write_to(event: Event, rows: Sequence[Registration], *, subject: str, text: str, by: User) -> int:
    """Send a letter in the organisers' own words to some of those registered; returns to how many.

    Raises RuleBroken when there is nobody to tell or nothing to say.
    """
    refuse(why_not_write(people=len(rows)))
    told = tell("own_words", event, rows, by=by, official=False, subject=subject, text=text.strip())
    record("event.letter_sent", event, by=by, facts={"people": told})
    return told


def _end(row: Registration, state: str, *, now: datetime) -> None:
    fields: dict[str, Any] = {"state": state, "ended_at": now}
    for name, value in fields.items():
        setattr(row, name, value)
    row.save(update_fields=[*fields, "refused_because"])
