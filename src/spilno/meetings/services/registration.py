"""Acts at the door: register, leave, substitute, proxies, guests, working bodies of the meeting."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from spilno.accounts.models import User
from spilno.journal.services import record
from spilno.meetings.live import touch
from spilno.meetings.models import Attendance, Guest, Meeting, Officer, Proxy
from spilno.meetings.queries.attendance import day_of
from spilno.meetings.queries.registration import accepted_proxies, arrival_of, mandate_state
from spilno.meetings.rules.proxies import ProxyFacts, Span, why_not_proxy
from spilno.meetings.rules.registration import (
    hall_allowed,
    why_no_guest,
    why_not_leave,
    why_not_register,
    why_not_substitute,
)
from spilno.members.models import Membership
from spilno.members.queries import representatives_on, voting_members
from spilno.people.models import Person
from spilno.statute.queries import in_force_on
from spilno.statute.rules.provisions import Provisions
from spilno.statute.rules.refusal import refuse


@transaction.atomic
def register_member(
    meeting: Meeting, membership: Membership, *, person: Person, mode: str = "", how: str = "list", by: User | None
) -> Attendance:
    """Register a member by its representative or substitute; the votes that he carries come with him.

    A proxy that the member itself had given lapses: it is here. `mode` empty means: in the hall where there is one.
    Raises RuleBroken: registration is not open, no valid mandate on the day, registered already, format.
    """
    meeting = _locked(meeting)
    mode = mode or (Attendance.Mode.HALL if hall_allowed(meeting.format) else Attendance.Mode.REMOTE)
    arrival = arrival_of(meeting, membership, person, mode=mode)
    provisions = _provisions(meeting)
    refuse(why_not_register(arrival, provisions=provisions))
    now = timezone.now()
    lapsed = _lapse(meeting, membership, now, by)
    row = Attendance.objects.create(
        meeting=meeting,
        membership=membership,
        person=person,
        mode=mode,
        how=how,
        arrived_at=now,
        registered_by=by.pk if by is not None else None,
    )
    carried = _bring_carried(meeting, row, now)
    record(
        "delegate.registered",
        meeting,
        by=by,
        ground=f"Статут, п. {provisions.quorum.ground.article}",
        facts={"member": membership.pk, "how": str(how), "mode": str(mode), "carried": carried, "proxy_lapsed": lapsed},
    )
    touch(meeting)
    return row


@transaction.atomic
def mark_left(meeting: Meeting, membership: Membership, *, by: User | None) -> Attendance:
    """Note that a member left; the votes that it carried leave with it. It may come back: that is a new row.

    Raises RuleBroken when it is not here, or is here only by proxy.
    """
    meeting = _locked(meeting)
    row = meeting.attendance.filter(membership=membership, left_at__isnull=True).select_related("proxy").first()
    refuse(why_not_leave(meeting.state, here=row is not None, by_proxy=row is not None and row.proxy_id is not None))
    assert row is not None  # noqa: S101 - the rule has just told
    _close(meeting, row, timezone.now())
    record("delegate.left", meeting, by=by, facts={"member": membership.pk})
    touch(meeting)
    return row


@transaction.atomic
def substitute_member(meeting: Meeting, membership: Membership, *, person: Person, by: User | None) -> Attendance:
    """Let another person with a mandate represent the member from now on: one leaves, the other is registered.

    Raises RuleBroken when the person has no valid mandate, is registered for another member, or is here already.
    """
    meeting = _locked(meeting)
    row = meeting.attendance.filter(membership=membership, left_at__isnull=True, proxy__isnull=True).first()
    refuse(why_not_substitute(same=row is not None and row.person_id == person.pk))
    mode, how = (row.mode, row.how) if row is not None else ("", Attendance.How.LIST)
    if row is not None:
        _close(meeting, row, timezone.now())
        record("delegate.replaced", meeting, by=by, facts={"member": membership.pk})
    return register_member(meeting, membership, person=person, mode=mode, how=how, by=by)


@transaction.atomic
def accept_proxy(
    meeting: Meeting,
    *,
    giver: Membership,
    holder: Membership,
    document: str,
    dated: date,
    item_from: int | None = None,
    item_to: int | None = None,
    by: User,
) -> Proxy:
    """Accept a power of attorney: the holder's representative carries the giver's vote while he is here.

    Raises RuleBroken by the limits of the statute, each with its article and numbers.
    """
    meeting = _locked(meeting)
    person = _holder_person(meeting, holder)
    provisions = _provisions(meeting)
    span = Span(item_from, item_to)
    facts = _proxy_facts(meeting, giver=giver, holder=holder, person=person, document=document, dated=dated, span=span)
    refuse(why_not_proxy(facts, provisions=provisions))
    assert person is not None  # noqa: S101 - the rule has just told
    proxy = Proxy.objects.create(
        meeting=meeting,
        giver=giver,
        holder=holder,
        holder_person=person,
        document=document.strip(),
        dated=dated,
        item_from=item_from,
        item_to=item_to,
    )
    here = meeting.attendance.filter(membership=holder, person=person, left_at__isnull=True, proxy__isnull=True).first()
    if here is not None:
        _bring_carried(meeting, here, timezone.now())
    record(
        "proxy.accepted",
        meeting,
        by=by,
        ground=f"Статут, п. {provisions.proxies.ground.article}",
        facts={"proxy": proxy.pk, "giver": giver.pk, "holder": holder.pk, "items": [item_from, item_to]},
    )
    touch(meeting)
    return proxy


@transaction.atomic
def withdraw_proxy(proxy: Proxy, *, by: User) -> Proxy:
    """Take a proxy back: its vote is not carried any more. The second time changes nothing."""
    meeting = _locked(proxy.meeting)
    proxy = Proxy.objects.select_for_update().get(pk=proxy.pk)
    if proxy.withdrawn_at is None:
        now = timezone.now()
        _end_proxy(proxy, now)
        record("proxy.withdrawn", meeting, by=by, facts={"proxy": proxy.pk, "giver": proxy.giver_id})
        touch(meeting)
    return proxy


@transaction.atomic
def invite_guest(meeting: Meeting, *, name: str, post: str = "", person: Person | None = None, by: User) -> Guest:
    """Enter a guest with a consultative voice. Raises RuleBroken when the meeting is over."""
    meeting = _locked(meeting)
    refuse(why_no_guest(meeting.state))
    guest = Guest.objects.create(meeting=meeting, name=name.strip(), post=post.strip(), person=person)
    record("guest.invited", meeting, by=by, facts={"guest": guest.pk})
    touch(meeting)
    return guest


@transaction.atomic
def guest_arrived(guest: Guest, *, by: User) -> Guest:
    """Note that a guest came; the second time changes nothing."""
    meeting = _locked(guest.meeting)
    refuse(why_no_guest(meeting.state))
    if guest.arrived_at is None:
        guest.arrived_at = timezone.now()
        guest.save(update_fields=["arrived_at"])
        record("guest.arrived", meeting, by=by, facts={"guest": guest.pk})
        touch(meeting)
    return guest


@transaction.atomic
def remove_guest(guest: Guest, *, by: User) -> None:
    """Take a guest off the list. Raises RuleBroken when the meeting is over."""
    meeting = _locked(guest.meeting)
    refuse(why_no_guest(meeting.state))
    record("guest.removed", meeting, by=by, facts={"guest": guest.pk})
    guest.delete()
    touch(meeting)


@transaction.atomic
def name_officer(meeting: Meeting, *, role: str, person: Person, head: bool = False, by: User) -> Officer:
    """Enter a member of a working body that the meeting elected; entered again, only his being head may change."""
    meeting = _locked(meeting)
    refuse(why_no_guest(meeting.state))
    officer, _ = Officer.objects.update_or_create(meeting=meeting, role=role, person=person, defaults={"head": head})
    record("officer.named", meeting, by=by, facts={"officer": officer.pk, "role": role, "head": head})
    touch(meeting)
    return officer


@transaction.atomic
def remove_officer(officer: Officer, *, by: User) -> None:
    """Take a person out of a working body of the meeting. Raises RuleBroken when the meeting is over."""
    meeting = _locked(officer.meeting)
    refuse(why_no_guest(meeting.state))
    record("officer.removed", meeting, by=by, facts={"officer": officer.pk, "role": officer.role})
    officer.delete()
    touch(meeting)


def _locked(meeting: Meeting) -> Meeting:
    return Meeting.objects.select_for_update().get(pk=meeting.pk)  # two registrars act one after another


def _provisions(meeting: Meeting) -> Provisions:
    return in_force_on(day_of(meeting))


def _close(meeting: Meeting, row: Attendance, now: datetime) -> None:
    row.left_at = now
    row.save(update_fields=["left_at"])
    carried = meeting.attendance.filter(
        left_at__isnull=True, proxy__holder=row.membership_id, proxy__holder_person=row.person_id
    )
    carried.update(left_at=now)


def _lapse(meeting: Meeting, membership: Membership, now: datetime, by: User | None) -> int | None:
    """End the proxy of a member that came itself; returns its number."""
    proxy = meeting.proxies.filter(giver=membership, withdrawn_at__isnull=True).first()
    if proxy is None:
        return None
    _end_proxy(proxy, now)
    record("proxy.lapsed", meeting, by=by, facts={"proxy": proxy.pk, "giver": membership.pk})
    return proxy.pk


def _end_proxy(proxy: Proxy, now: datetime) -> None:
    proxy.withdrawn_at = now
    proxy.save(update_fields=["withdrawn_at"])
    proxy.attendance.filter(left_at__isnull=True).update(left_at=now)


def _bring_carried(meeting: Meeting, row: Attendance, now: datetime) -> int:
    """Make present by proxy the members whose votes this person carries and that are not here; returns how many."""
    here = set(meeting.attendance.filter(left_at__isnull=True).values_list("membership_id", flat=True))
    proxies = meeting.proxies.filter(
        holder=row.membership_id, holder_person=row.person_id, withdrawn_at__isnull=True
    ).exclude(giver__in=here)
    rows = [
        Attendance(
            meeting=meeting,
            membership_id=proxy.giver_id,
            person_id=row.person_id,
            proxy=proxy,
            mode=row.mode,
            how=row.how,
            arrived_at=now,
            registered_by=row.registered_by,
        )
        for proxy in proxies
    ]
    Attendance.objects.bulk_create(rows)
    return len(rows)


def _holder_person(meeting: Meeting, holder: Membership) -> Person | None:
    """Return who carries: the one who represents the holder here now, else its representative on the day."""
    here = (
        meeting.attendance.filter(membership=holder, left_at__isnull=True, proxy__isnull=True)
        .select_related("person")
        .first()
    )
    if here is not None:
        return here.person
    mandate = representatives_on(day_of(meeting), [holder.pk]).get(holder.pk)
    return mandate.person if mandate is not None else None


def _proxy_facts(
    meeting: Meeting,
    *,
    giver: Membership,
    holder: Membership,
    person: Person | None,
    document: str,
    dated: date,
    span: Span,
) -> ProxyFacts:
    day = day_of(meeting)
    voting = set(voting_members(day).filter(pk__in=[giver.pk, holder.pk]).values_list("pk", flat=True))
    own: Any = meeting.attendance.filter(membership=giver, left_at__isnull=True, proxy__isnull=True)
    return ProxyFacts(
        meeting_state=meeting.state,
        giver=giver.pk,
        holder=holder.pk,
        giver_level=giver.organisation.level,
        holder_level=holder.organisation.level,
        giver_votes=giver.pk in voting,
        holder_votes=holder.pk in voting,
        giver_present=own.exists(),
        holder_known=person is not None,
        holder_has_mandate=person is not None and mandate_state(holder, person, day) == "valid",
        document=document,
        dated=dated,
        handed_in=timezone.localdate(),
        day=day,
        items=meeting.items.filter(parent__isnull=True).count(),
        span=span,
        accepted=accepted_proxies(meeting),
    )
