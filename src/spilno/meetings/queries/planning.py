"""What is known of a meeting in preparation: facts for rules, who may preside, who gets the notice."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Max, QuerySet
from django.utils import timezone

from spilno.accounts.models import Grant, Right
from spilno.bodies.models import Body, Seat
from spilno.bodies.queries import holders_on, who_may_sign
from spilno.meetings.models import Demand, Meeting
from spilno.meetings.queries.attendance import day_of
from spilno.meetings.rules.demand import Demanded
from spilno.meetings.rules.notice import Plan, nearest_day, smaller_and_later
from spilno.members.models import Mandate, Membership
from spilno.members.queries import representatives_on, standing_on, voting_members
from spilno.people.models import Person
from spilno.people.queries import post_line
from spilno.statute.queries import in_force_on
from spilno.statute.rules.days import first_working_day

USUAL_LENGTH = timedelta(hours=4)
USUAL_HOUR = 10


def general_meeting() -> Body:
    """Return the body whose meetings these are. Raises Body.DoesNotExist when the association has none."""
    return Body.objects.filter(kind=Body.Kind.GENERAL_MEETING, ended__isnull=True).earliest("order", "pk")


def next_number(body: Body) -> int:
    """Return the number after the last one."""
    return (Meeting.objects.filter(body=body).aggregate(last=Max("number"))["last"] or 0) + 1


def members_on(day: date) -> "QuerySet[Membership]":
    """Return everyone who is told of a meeting: members of every kind on the day, suspended ones too."""
    return standing_on(day).filter(standing__in=Membership.MEMBERS).order_by("organisation__sort_key")


def demand_of(meeting: Meeting) -> Demanded | None:
    """Return the demand of an extraordinary meeting as a rule asks for it."""
    demand = Demand.objects.filter(meeting=meeting).first()
    return Demanded(demand.code, demand.count, demand.of) if demand else None


def plan_of(meeting: Meeting) -> Plan:
    """Gather what the rules of convening ask about a meeting."""
    day = timezone.localdate(meeting.starts_at) if meeting.starts_at else None
    asked = day or timezone.localdate()
    return Plan(
        state=meeting.state,
        kind=meeting.kind,
        format=meeting.format,
        day=day,
        items=meeting.items.filter(parent__isnull=True).count(),
        members=voting_members(asked).count(),
        has_place=bool(meeting.place.strip()),
        has_settlement=bool(meeting.settlement.strip()),
        has_link=bool(meeting.online_link),
        has_chair=meeting.chair_id is not None,
        has_secretary=meeting.secretary_id is not None,
        has_host=meeting.host_id is not None,
        host_is_member=meeting.host_id is not None and members_on(asked).filter(pk=meeting.host_id).exists(),
        also_online=meeting.also_online,
        demanded=demand_of(meeting),
    )


def out_of_order(meeting: Meeting) -> list[int]:
    """Return smaller numbers of meetings that are ahead and come after this one."""
    ahead = [Meeting.State.DRAFT, Meeting.State.CONVENED]
    rows = Meeting.objects.filter(body=meeting.body_id, state__in=ahead).exclude(pk=meeting.pk)
    return smaller_and_later(meeting.number, meeting.starts_at, rows.values_list("number", "starts_at"))


def ends_of(meeting: Meeting) -> datetime:
    """Return the planned end; four hours after the beginning when none is planned. The meeting must have its time."""
    assert meeting.starts_at is not None  # noqa: S101 - for the type only
    return meeting.ends_at_planned or meeting.starts_at + USUAL_LENGTH


@dataclass(frozen=True, slots=True)
class Officers:
    """Who is proposed to preside and to keep the minutes, with their posts; a person may be None."""

    chair: Person | None
    chair_post: str
    secretary: Person | None
    secretary_post: str


def proposed_officers(day: date) -> Officers:
    """Propose the chair among those who sign on the day, and the secretary among secretaries' seats or the secretariat."""
    chair = who_may_sign(day).filter(seat__role=Seat.Role.CHAIR).first() or who_may_sign(day).first()
    seat = holders_on(day).filter(seat__role=Seat.Role.SECRETARY).first()
    secretary = seat.person if seat else Person.objects.filter(user__in=_granted(Right.SECRETARIAT, day)).first()
    return Officers(
        chair=chair.person if chair else None,
        chair_post=chair.seat.title_uk if chair else "",
        secretary=secretary,
        secretary_post=post_for(secretary, day) if secretary else "",
    )


def post_for(person: Person, day: date) -> str:
    """Return the post to stand beside the name in documents: a seat in a body, else the office; empty when neither."""
    term = holders_on(day).filter(person=person).order_by("-seat__signs", "seat__body__order", "seat__order").first()
    return term.seat.title_uk if term else post_line(person, day)


def possible_officers(day: date) -> "QuerySet[Person]":
    """Return who may be chosen: holders of seats, the secretariat and the chair by right, representatives."""
    by_seat = holders_on(day).values("person")
    by_right = Person.objects.filter(user__in=_granted(Right.SECRETARIAT, day) | _granted(Right.CHAIR, day)).values(
        "pk"
    )
    by_mandate = Mandate.objects.filter(pk__in=[mandate.pk for mandate in representatives_on(day).values()]).values(
        "person"
    )
    return (
        Person.objects.filter(pk__in=by_seat)
        | Person.objects.filter(pk__in=by_right)
        | Person.objects.filter(pk__in=by_mandate)
    ).distinct()


def _granted(right: Right, day: date) -> "QuerySet":
    rows = Grant.objects.filter(right=right, starts__lte=day)
    return (rows.filter(ends__isnull=True) | rows.filter(ends__gte=day)).values("user")


def nearest_start(kind: str) -> datetime:
    """Return ten o'clock in Kyiv on the first working day that the notice allows when it goes out today."""
    today = timezone.localdate()
    day = first_working_day(nearest_day(kind, notice=today, provisions=in_force_on(today)))
    return timezone.make_aware(datetime(day.year, day.month, day.day, USUAL_HOUR))  # noqa: DTZ001 - made aware here


@dataclass(frozen=True, slots=True)
class Told:
    """A member that is told of a meeting, and its representative on the day; None: nobody has a mandate."""

    membership: Membership
    mandate: Mandate | None


def to_be_told(meeting: Meeting) -> list[Told]:
    """Return every member with its representative on the day of the meeting; two queries."""
    day = day_of(meeting)
    members = list(members_on(day))
    mandates = representatives_on(day)
    return [Told(member, mandates.get(member.pk)) for member in members]
