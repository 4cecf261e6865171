"""Who may see calls for hosts and offers, offer for a council, choose; who takes part in a visit and answers for its host."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from spilno.accounts.access import may, require
from spilno.accounts.models import Right
from spilno.meetings.access.meetings import meeting_to_see
from spilno.meetings.models import Meeting
from spilno.meetings.queries.places import Place, place_of
from spilno.members.models import Mandate, Membership
from spilno.members.queries import mandates_on, standing_on
from spilno.people.access import own_person, speaks_for
from spilno.people.models import Office
from spilno.visits.models import Call, Group, LearningQuestion, Offer


def may_keep(user: Any) -> bool:
    """Tell whether the account keeps calls and programmes: the secretariat."""
    return may(user, Right.SECRETARIAT)


def calls_to_see(user: Any) -> "QuerySet[Call]":
    """Return calls that were announced; those in preparation to the secretariat and the audit commission as well."""
    rows = Call.objects.select_related("meeting__body")
    return rows if may(user, Right.SECRETARIAT, Right.AUDIT) else rows.exclude(state=Call.State.DRAFT)


def call_to_see(user: Any, pk: int) -> Call:
    """Return a call that the person may see; 404 otherwise."""
    return get_object_or_404(calls_to_see(user), pk=pk)


def require_keeper(user: Any) -> None:
    """Raise 404 unless the account keeps calls."""
    require(user, Right.SECRETARIAT)


def call_to_keep(user: Any, pk: int) -> Call:
    """Return a call to the secretariat; 404 otherwise."""
    require_keeper(user)
    return call_to_see(user, pk)


def memberships_to_offer(user: Any, day: date | None = None) -> list[Membership]:
    """Return members for which the person may offer to be the host: he is the representative by mandate, or the head.

    Each comes with its `standing` on the day: one that is suspended or left is there too, so that the refusal says why.
    """
    day = day or timezone.localdate()
    person = own_person(user)
    if person is None:
        return []
    by_mandate = mandates_on(day).filter(person=person, kind=Mandate.Kind.REPRESENTATIVE).order_by()
    heads = Office.objects.filter(
        Q(ends__isnull=True) | Q(ends__gte=day), starts__lte=day, person=person, category=Office.Category.HEAD
    )
    mine = Q(pk__in=by_mandate.values("membership")) | Q(organisation__in=heads.values("organisation"))
    rows: dict[int, Membership] = {}
    for membership in standing_on(day).filter(mine).order_by("organisation__sort_key", "-pk"):
        kept = rows.get(membership.organisation_id)
        if kept is None or (membership.state in Membership.OPEN and kept.state not in Membership.OPEN):
            rows[membership.organisation_id] = membership
    return list(rows.values())


def call_to_offer(user: Any, pk: int) -> tuple[Call, list[Membership]]:
    """Return a call and the members for which the person may offer; 404 to whoever heads or represents no council."""
    call = call_to_see(user, pk)
    own = memberships_to_offer(user)
    if not own:
        raise Http404
    return call, own


def offers_to_see(user: Any, call: Call) -> "QuerySet[Offer]":
    """Return the offers of a call: all to those who prepare and audit, to the chair and, after the choice, to members;
    before it a council sees its own. They tell of shelters and telephones: the public does not see them.
    """
    rows = call.offers.select_related("membership__organisation__territory__parent", "contact", "decision")
    if may(user, Right.SECRETARIAT, Right.CHAIR, Right.AUDIT):
        return rows
    own = [membership.pk for membership in memberships_to_offer(user)]
    if not own:
        return rows.none()
    return rows if call.state == Call.State.CHOSEN else rows.filter(membership__in=own)


def own_offer(user: Any, pk: int) -> Offer:
    """Return an offer to whoever may offer for its council; 404 otherwise."""
    offer = get_object_or_404(Offer.objects.select_related("call", "membership__organisation"), pk=pk)
    if offer.membership_id not in {membership.pk for membership in memberships_to_offer(user)}:
        raise Http404
    return offer


def offer_to_choose(user: Any, call: int, pk: int) -> Offer:
    """Return an offer of a call to the secretariat; 404 otherwise."""
    require_keeper(user)
    return get_object_or_404(Offer.objects.select_related("call", "membership__organisation"), pk=pk, call=call)


def visit_to_see(user: Any, pk: int) -> Meeting:
    """Return a meeting that has a visit: a visiting one, or one with a programme of visits; 404 otherwise."""
    meeting = meeting_to_see(user, pk)
    if meeting.format != Meeting.Format.VISITING and not meeting.stops.exists():
        raise Http404
    return meeting


def visit_to_keep(user: Any, pk: int) -> Meeting:
    """Return a visit to the secretariat; 404 otherwise."""
    require_keeper(user)
    return visit_to_see(user, pk)


def answers_for_host(user: Any, meeting: Meeting) -> bool:
    """Tell whether the person answers for the host: speaks for its council, represents it, or is of the secretariat."""
    if may_keep(user):
        return True
    person = own_person(user)
    if person is None or meeting.host is None:
        return False
    if meeting.host.organisation_id in speaks_for(user):
        return True
    return mandates_on(timezone.localdate()).filter(person=person, membership=meeting.host).exists()


def takes_part(place: Place) -> bool:
    """Tell whether the person takes part in the meeting: represents a member there or is its guest."""
    return bool(place.member_of or place.rows or place.guest)


def sees_details(user: Any, meeting: Meeting, place: Place) -> bool:
    """Tell whether the person sees groups, telephones and questions: takes part, keeps the list, presides, or is of the host."""
    return (
        takes_part(place)
        or may(user, Right.SECRETARIAT, Right.REGISTRAR, Right.CHAIR, Right.AUDIT)
        or answers_for_host(user, meeting)
    )


def visit_to_join(user: Any, pk: int) -> tuple[Meeting, Place]:
    """Return a visit and the person's place at it; 404 to an account without a person."""
    meeting = visit_to_see(user, pk)
    place = place_of(user, meeting)
    if place.person is None:
        raise Http404
    return meeting, place


def visit_to_print(user: Any, pk: int) -> Meeting:
    """Return a visit to those who keep the list at the door, the secretariat and the host; 404 otherwise."""
    meeting = visit_to_see(user, pk)
    if not (may(user, Right.REGISTRAR) or answers_for_host(user, meeting)):
        raise Http404
    return meeting


def group_of(meeting: Meeting, pk: int) -> Group:
    """Return a group of the meeting; 404 when it has no such group."""
    return get_object_or_404(Group, pk=pk, meeting=meeting)


def memberships_to_ask(user: Any, day: date | None = None) -> list[Membership]:
    """Return members for which the person may ask the host, with their `standing`: by a mandate or an office there."""
    day = day or timezone.localdate()
    person = own_person(user)
    if person is None:
        return []
    by_mandate = mandates_on(day).filter(person=person).order_by().values("membership")
    mine = Q(pk__in=by_mandate) | Q(organisation__in=speaks_for(user, day))
    return list(standing_on(day).filter(mine, state__in=Membership.OPEN).order_by("organisation__sort_key"))


def visit_to_ask(user: Any, pk: int) -> tuple[Meeting, list[Membership]]:
    """Return a visit and the members for which the person may ask; 404 to whoever speaks for no member."""
    meeting = visit_to_see(user, pk)
    own = memberships_to_ask(user)
    if not own:
        raise Http404
    return meeting, own


def question_to_answer(user: Any, meeting: int, pk: int) -> LearningQuestion:
    """Return a question of a visit to the host and the secretariat; 404 otherwise."""
    found = visit_to_see(user, meeting)
    question = get_object_or_404(LearningQuestion.objects.select_related("meeting"), pk=pk, meeting=found)
    if not answers_for_host(user, found):
        raise Http404
    return question
