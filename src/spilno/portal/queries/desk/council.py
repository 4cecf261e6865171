"""What waits for a council and for its delegate: meetings, votes, duties, dues, issues."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F, Sum, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext

from spilno.ballots.models import Elector
from spilno.meetings.models import Attendance, Decision, Issue, Meeting, Minutes
from spilno.meetings.queries.meetings import name_of
from spilno.members.models import Assessment, Mandate, Membership
from spilno.members.queries import mandates_on
from spilno.people.models import Person
from spilno.portal.queries.desk.tasks import Part, Task, address, in_order, on_the_day
from spilno.undertakings.models import Undertaking

SHOWN = 10


@dataclass(frozen=True, slots=True)
class Bound:
    """A decision that binds the council: what it must do, how it voted, how the duty stands."""

    decision: Decision | None
    duty: Undertaking
    vote: str


def memberships_of(person: Person, today: date) -> list[tuple[Membership, Mandate | None]]:
    """Return members that the person represents or holds an office in today, with the mandate where there is one."""
    found: dict[int, tuple[Membership, Mandate | None]] = {}
    for mandate in mandates_on(today).filter(person=person):
        found.setdefault(mandate.membership_id, (mandate.membership, mandate))
    offices = person.offices.filter(starts__lte=today).exclude(ends__lt=today).values("organisation")
    for membership in Membership.objects.filter(organisation__in=offices, state__in=Membership.OPEN).select_related(
        "organisation"
    ):
        found.setdefault(membership.pk, (membership, None))
    return list(found.values())


def parts(membership: Membership, mandate: Mandate | None, today: date) -> list[Part]:
    """Return the parts of the desk of one council."""
    tasks = [*(_meetings(membership, today) if mandate else ()), *_objections(membership), *_duties(membership)]
    tasks += _dues(membership)
    code = f"council-{membership.pk}"
    return [
        Part(
            f"{code}-due",
            gettext("Terms and meetings"),
            in_order(tasks),
            gettext("Nothing is due now. Meetings, undertakings and dues come here with their days."),
            gettext("Where these terms come from"),
            gettext("Each term comes from a decision, the statute or the table of dues. Who set it takes it off."),
        ),
        Part(
            f"{code}-bound",
            gettext("Decisions that concern you"),
            [],
            gettext("No decision binds the council so far."),
            extra={"bound": _bound(membership)},
        ),
        Part(
            f"{code}-issues",
            gettext("Your issues for the agenda"),
            _issues(membership),
            gettext(
                "You have not raised an issue yet. The secretariat answers each one, and returns it only with a reason."
            ),
            more=(gettext("Raise an issue"), address("meetings:raise_issue")),
        ),
    ]


def _meetings(membership: Membership, today: date) -> list[Task]:
    meetings = Meeting.objects.filter(state__in=[Meeting.State.CONVENED, *Meeting.RUNNING]).select_related("body")
    here = set(
        Attendance.objects.filter(membership=membership, left_at__isnull=True, meeting__in=meetings).values_list(
            "meeting", flat=True
        )
    )
    tasks = []
    for meeting in meetings:
        running, registered = meeting.is_running, meeting.pk in here
        day = today if running else timezone.localdate(meeting.starts_at)
        word = gettext("you are registered") if registered else str(meeting.get_state_display())
        status = {"kind": "now", "sign": "check" if registered else "clock", "word": word}
        tasks.append(
            Task(
                what=name_of(meeting),
                url=address("meetings:phone", meeting.pk) if running else address("meetings:meeting", meeting.pk),
                day=day,
                ground=meeting.place,
                **(status if running else on_the_day(day, today)),
                act=(gettext("Vote") if registered else gettext("Register and vote")) if running else "",
            )
        )
    return tasks


def _objections(membership: Membership) -> list[Task]:
    opened = Minutes.objects.filter(
        state=Minutes.State.OBJECTIONS, objections_until__gt=timezone.now(), meeting__attendance__membership=membership
    ).distinct()
    return [
        Task(
            what=gettext("Read the minutes no. %(number)s and object if something is wrong")
            % {"number": minutes.number},
            url=address("meetings:minutes", minutes.meeting_id),
            day=timezone.localdate(minutes.objections_until) if minutes.objections_until else None,
        )
        for minutes in opened
    ]


def _duties(membership: Membership) -> list[Task]:
    open_duties = Undertaking.objects.filter(organisation=membership.organisation, state=Undertaking.State.OPEN)
    return [
        Task(
            what=duty.what,
            url=address("undertakings:undertaking", duty.number),
            day=duty.due_on,
            ground=duty.ground,
            kind="" if duty.due_on else "wait",
            sign="dash",
            word=gettext("no term"),
        )
        for duty in open_duties
    ]


def _dues(membership: Membership) -> list[Task]:
    money = Assessment._meta.get_field("amount")
    owed = Assessment.objects.filter(membership=membership).annotate(
        paid=Coalesce(Sum("payments__amount"), Value(Decimal(0)), output_field=money)
    )
    return [
        Task(
            what=gettext("Pay dues for %(year)d: %(amount)s UAH")
            % {"year": row.year, "amount": number_format(row.amount - row.paid, 2, force_grouping=True)},
            url=address("members:member", membership.pk),
            day=row.due_on,
        )
        for row in owed
        if row.paid < row.amount
    ]


def _bound(membership: Membership) -> Sequence[Bound]:
    duties = list(
        Undertaking.objects.filter(organisation=membership.organisation, source_type="meetings.decision").order_by(
            "-opened_on", "-number"
        )[:SHOWN]
    )
    decisions = Decision.objects.in_bulk([int(duty.source_id) for duty in duties if duty.source_id.isdigit()])
    puts = {decision.put_id: decision.pk for decision in decisions.values() if decision.put_id}
    votes = {
        puts[elector.question.put.pk]: _vote(elector)
        for elector in Elector.objects.filter(membership=membership, question__put__in=list(puts)).select_related(
            "question__put", "vote"
        )
    }
    return [
        Bound(decisions.get(pk), duty, votes.get(pk, ""))
        for duty in duties
        for pk in [int(duty.source_id) if duty.source_id.isdigit() else 0]
    ]


def _vote(elector: Elector) -> str:
    """Return how the council voted: a value, `waiting` when it was here and did not, `absent` otherwise."""
    vote: Any = getattr(elector, "vote", None)
    if vote is not None:
        return str(vote.value)
    return "waiting" if elector.present else "absent"


def _issues(membership: Membership) -> list[Task]:
    signs = {
        Issue.State.DECIDED: ("ok", "check"),
        Issue.State.RETURNED: ("no", "back"),
        Issue.State.ON_AGENDA: ("soon", "minutes"),
        Issue.State.DRAFT: ("wait", "dash"),
    }
    rows = Issue.objects.filter(raised_by=membership.organisation).order_by(F("number").desc(nulls_first=True), "-pk")[
        :SHOWN
    ]
    return [
        Task(
            what=issue.title,
            url=address("meetings:issue", issue.pk),
            kind=signs.get(issue.state, ("info", "clock"))[0],
            sign=signs.get(issue.state, ("info", "clock"))[1],
            word=str(issue.get_state_display()),
            ground=issue.reason if issue.state == Issue.State.RETURNED else "",
        )
        for issue in rows
    ]
