"""Acts of calls for hosts: prepare, announce, offer, withdraw, choose, cancel."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override

from spilno.accounts.models import User
from spilno.journal.services import record
from spilno.meetings.models import Decision, Meeting
from spilno.meetings.queries.planning import general_meeting, members_on, next_number
from spilno.meetings.services.drafting import draft_meeting, name_host
from spilno.members.models import Membership
from spilno.members.queries import representatives_on
from spilno.notices.models import Notice
from spilno.notices.services import Addressee, post_notice
from spilno.organisations.rules.councils import settlement_of
from spilno.statute.queries import in_force_on
from spilno.statute.rules.refusal import refuse
from spilno.visits.models import Call, Offer
from spilno.visits.queries.hosts import facts_of
from spilno.visits.rules.calls import (
    why_not_announce,
    why_not_cancel,
    why_not_change,
    why_not_choose,
    why_not_offer,
    why_not_prolong,
    why_not_withdraw,
)

FIELDS = ("title", "text", "topic", "meeting_between_first", "meeting_between_last", "opens_on", "closes_on")
OFFERED = ("practices", "venue", "capacity", "shelter", "shelter_capacity", "transport", "contact")


@transaction.atomic
def prepare_call(values: Mapping[str, Any], *, by: User) -> Call:
    """Prepare a call for hosts; nobody is told yet."""
    call = Call.objects.create(**{name: values[name] for name in FIELDS if name in values})
    record("call.prepared", call, by=by, facts={"closes_on": call.closes_on})
    return call


@transaction.atomic
def change_call(call: Call, values: Mapping[str, Any], *, by: User) -> Call:
    """Change a call in preparation. Raises RuleBroken once it is announced."""
    call = _locked(call)
    refuse(why_not_change(call.state))
    changed = [name for name in FIELDS if name in values]
    for name in changed:
        setattr(call, name, values[name])
    call.save(update_fields=changed)
    record("call.changed", call, by=by)
    return call


@transaction.atomic
def announce_call(call: Call, *, by: User) -> Call:
    """Announce a call: every member is told, with the last day of offers.

    Raises RuleBroken when it is not in preparation or its last day has passed.
    """
    call = _locked(call)
    refuse(why_not_announce(facts_of(call), timezone.localdate()))
    call.state = Call.State.ANNOUNCED
    call.save(update_fields=["state"])
    members = list(members_on(timezone.localdate()))
    record("call.announced", call, by=by, facts={"closes_on": call.closes_on, "members": len(members)})
    with override("uk"):
        words = {
            "title": call.title,
            "first": f"{call.meeting_between_first:%d.%m.%Y}",
            "last": f"{call.meeting_between_last:%d.%m.%Y}",
            "day": f"{call.closes_on:%d.%m.%Y}",
            "text": call.text,
            "address": settings.SITE_URL + reverse("visits:call", args=[call.pk]),
        }
        subject = gettext("Call for hosts of a visiting meeting: offers until %(day)s") % words
        text = (
            gettext(
                "%(title)s\n\nThe meeting is to be held between %(first)s and %(last)s.\n%(text)s\n\nThe council's head or its "
                "representative offers on the page below. The last day is %(day)s, that day included.\n\n%(address)s"
            )
            % words
        )
    _tell(call, members, subject, text, by)
    return call


@transaction.atomic
def prolong_call(call: Call, *, until: date, reason: str, by: User) -> Call:
    """Move the last day of offers further; every member is told the new day and why.

    Raises RuleBroken when the call takes no offers, the day is not later, or no reason is given.
    """
    call = _locked(call)
    refuse(
        why_not_prolong(
            facts_of(call),
            until=until,
            reason=reason,
            meeting_last=call.meeting_between_last,
            any_offer=_offers(call).exists(),
            today=timezone.localdate(),
        )
    )
    before, call.closes_on = call.closes_on, until
    call.save(update_fields=["closes_on"])
    facts = {"closes_on": until, "before": before}
    record("call.prolonged", call, by=by, ground=reason.strip(), facts=facts)
    with override("uk"):
        words = {
            "title": call.title,
            "day": f"{until:%d.%m.%Y}",
            "before": f"{before:%d.%m.%Y}",
            "reason": reason.strip(),
            "address": settings.SITE_URL + reverse("visits:call", args=[call.pk]),
        }
        subject = gettext("Call for hosts: offers are taken until %(day)s") % words
        text = (
            gettext(
                "%(title)s\n\nThe last day of offers is moved from %(before)s to %(day)s, that day included.\n"
                "Reason: %(reason)s\n\n%(address)s"
            )
            % words
        )
    _tell(call, list(members_on(timezone.localdate())), subject, text, by)
    return call


@transaction.atomic
def offer_to_host(call: Call, membership: Membership, values: Mapping[str, Any], *, by: User) -> Offer:
    """Offer to be the host, for a member council.

    Raises RuleBroken when no offers are taken, the council has offered, or is not a member in good standing today.
    """
    call = _locked(call)
    today = timezone.localdate()
    refuse(
        why_not_offer(
            facts_of(call),
            standing=standing_of(membership),
            offered_already=_offers(call).filter(membership=membership).exists(),
            today=today,
            provisions=in_force_on(today),
        )
    )
    offer = Offer.objects.create(
        call=call, membership=membership, offered_by=by.pk, **{name: values[name] for name in OFFERED if name in values}
    )
    record("offer.made", offer, by=by, facts={"call": call.pk, "membership": membership.pk})
    return offer


@transaction.atomic
def withdraw_offer(offer: Offer, *, by: User) -> Offer:
    """Take an offer back before the choice. Raises RuleBroken after it."""
    call = _locked(offer.call)
    offer = Offer.objects.select_for_update().get(pk=offer.pk)
    refuse(why_not_withdraw(call.state, offer.state))
    offer.state = Offer.State.WITHDRAWN
    offer.save(update_fields=["state"])
    record("offer.withdrawn", offer, by=by, facts={"call": call.pk})
    return offer


@transaction.atomic
def choose_host(
    offer: Offer, *, act: str, decision: Decision | None = None, meeting: Meeting | None = None, by: User
) -> Meeting:
    """Choose the host by an act: it becomes the host of the drafted meeting, or of a new draft; all who offered are told.

    `act` may be empty when a decision is named. Raises RuleBroken when offers are still taken, no act is named, the council is
    not a member any more, or the meeting is convened.
    """
    call = _locked(offer.call)
    offer = Offer.objects.select_for_update(of=("self",)).select_related("membership__organisation").get(pk=offer.pk)
    today = timezone.localdate()
    ground = act.strip() or (_words_of(decision) if decision else "")
    refuse(
        why_not_choose(
            facts_of(call),
            offer_state=offer.state,
            standing=standing_of(offer.membership),
            act=ground,
            today=today,
            provisions=in_force_on(today),
        )
    )
    offer.state, offer.chosen_on, offer.chosen_by_act, offer.decision = (
        Offer.State.CHOSEN,
        today,
        ground[:300],
        decision,
    )
    offer.save(update_fields=["state", "chosen_on", "chosen_by_act", "decision"])
    others = list(_offers(call).filter(state=Offer.State.OFFERED).select_related("membership__organisation"))
    _offers(call).filter(state=Offer.State.OFFERED).update(state=Offer.State.NOT_CHOSEN)
    call.meeting = _meeting_of(offer, meeting, ground, by)
    call.state = Call.State.CHOSEN
    call.save(update_fields=["meeting", "state"])
    record(
        "host.chosen",
        call,
        by=by,
        ground=ground,
        facts={
            "offer": offer.pk,
            "membership": offer.membership_id,
            "meeting": call.meeting.pk,
            "offers": len(others) + 1,
        },
    )
    _tell_of_choice(call, offer, [each.membership for each in others], ground, by)
    return call.meeting


def _meeting_of(offer: Offer, meeting: Meeting | None, ground: str, by: User) -> Meeting:
    if meeting is not None:
        return name_host(meeting, offer.membership, place=offer.venue, ground=ground, by=by)
    return draft_meeting(
        {
            "number": next_number(general_meeting()),
            "kind": Meeting.Kind.ORDINARY,
            "format": Meeting.Format.VISITING,
            "host": offer.membership,
            "place": offer.venue,
            "settlement": settlement_of(offer.membership.organisation.level, offer.membership.organisation.place_uk),
        },
        by=by,
    )


def _tell_of_choice(call: Call, offer: Offer, others: Sequence[Membership], ground: str, by: User) -> None:
    with override("uk"):
        words = {"title": call.title, "host": offer.membership.organisation.name_uk, "ground": ground}
        subject = gettext("The host of the visiting meeting is chosen")
        text = gettext("%(title)s\n\nThe host is %(host)s.\nGround: %(ground)s.") % words
        thanks = gettext("Thank you for the offer: the next call counts who has not hosted yet.")
    _tell(call, [offer.membership], subject, text, by)
    if others:
        _tell(call, others, subject, f"{text}\n\n{thanks}", by)


@transaction.atomic
def cancel_call(call: Call, *, reason: str, by: User) -> Call:
    """Cancel a call with a reason; those who offered are told. Raises RuleBroken when it has ended or no reason is given."""
    call = _locked(call)
    refuse(why_not_cancel(call.state, reason))
    offered = [offer.membership for offer in _offers(call).select_related("membership__organisation")]
    call.state, call.cancelled_because = Call.State.CANCELLED, reason.strip()[:400]
    call.save(update_fields=["state", "cancelled_because"])
    record("call.cancelled", call, by=by, facts={"offers": len(offered)})
    if offered:
        with override("uk"):
            subject = gettext("The call for hosts is cancelled")
            text = gettext("%(title)s\n\nReason: %(reason)s") % {"title": call.title, "reason": call.cancelled_because}
        _tell(call, offered, subject, text, by)
    return call


def standing_of(membership: Membership) -> str:
    """Return the standing of a member today; empty when it has none."""
    found = members_on(timezone.localdate()).filter(pk=membership.pk).first()
    return str(getattr(found, "standing", ""))


def _words_of(decision: Decision) -> str:
    return f"рішення Загальних зборів № {decision.number} від {decision.decided_on:%d.%m.%Y}"


def _offers(call: Call) -> Any:
    return Offer.objects.filter(call=call).exclude(state=Offer.State.WITHDRAWN)


def _locked(call: Call) -> Call:
    return Call.objects.select_for_update().get(pk=call.pk)


def _tell(call: Call, members: Sequence[Membership], subject: str, text: str, by: User) -> None:
    """Tell councils at their official addresses and their representatives at their own."""
    mandates = representatives_on(timezone.localdate(), [member.pk for member in members], of_whom=False)
    to = []
    for member in members:
        council = member.organisation
        to.append(Addressee(council.name_uk, council.email, council._meta.label_lower, str(council.pk)))
        mandate = mandates.get(member.pk)
        if mandate is not None and mandate.person.email and mandate.person.email != council.email:
            person = mandate.person
            to.append(Addressee(str(person), person.email, person._meta.label_lower, str(person.pk)))
    if to:
        post_notice(kind=Notice.Kind.OTHER, subject=subject, text=text, to=to, about=call, by=by)
