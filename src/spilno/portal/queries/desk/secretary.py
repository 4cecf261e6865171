"""What waits for the secretary: terms are computed from the statute in force, nothing is typed."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import F, Q, Sum, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from spilno.meetings.models import Issue, Meeting, Minutes, Objection
from spilno.meetings.queries.meetings import name_of
from spilno.meetings.rules.notice import notice_needed
from spilno.members.models import Assessment, Mandate, Membership
from spilno.members.queries import mandates_on, voting_members
from spilno.memoranda.queries.plan import duties_of_others
from spilno.notices.models import Delivery
from spilno.notices.queries import undelivered
from spilno.portal.queries.desk.tasks import Part, Task, address, in_order, on_the_day
from spilno.statute.queries import in_force_on
from spilno.statute.rules.days import latest_notice
from spilno.statute.rules.provisions import Provisions
from spilno.undertakings.access import controlled_elsewhere
from spilno.undertakings.models import Undertaking

MINUTES_BACK = timedelta(days=365)  # meetings longer ago are history: their minutes are on paper
LETTERS_BACK = timedelta(days=60)  # who was not reached longer ago was reached otherwise, or is not waited for
MANDATE_DAYS = 60  # mandates that end within so many days are shown


def parts(today: date) -> list[Part]:
    """Return the parts of the secretary's desk."""
    provisions = in_force_on(today)
    tasks = [
        *_drafts(provisions),
        *_convened(provisions, today),
        *_issues(),
        *_minutes(provisions, today),
        *_deliveries(),
        *_duties(today),
    ]
    registers = [*_mandates(today), *_dues(today), *_report(provisions, today)]
    return [
        Part(
            "due",
            gettext("What is due"),
            in_order(tasks),
            gettext(
                "Nothing waits for the secretary. New issues, terms of notice and minutes come here by themselves."
            ),
            gettext("Where these terms come from"),
            gettext("Each is computed from the statute in force, from a decision or from what somebody sent in."),
        ),
        Part(
            "registers",
            gettext("Registers"),
            in_order(registers),
            gettext("Every member has a representative, dues are paid, no mandate ends soon."),
        ),
    ]


def _drafts(provisions: Provisions) -> Iterable[Task]:
    for meeting in Meeting.objects.filter(state=Meeting.State.DRAFT).select_related("body"):
        needed = notice_needed(meeting.kind, provisions=provisions)
        day = timezone.localdate(meeting.starts_at) if meeting.starts_at else None
        yield Task(
            what=gettext("Convene: %(meeting)s") % {"meeting": name_of(meeting)},
            url=address("meetings:prepare", meeting.pk),
            day=latest_notice(day, notice_days=needed.value) if day else None,
            ground=gettext("Statute, %(article)s") % {"article": needed.ground.article},
            kind="" if day else "wait",
            sign="dash",
            word=gettext("No day yet"),
        )


def _convened(provisions: Provisions, today: date) -> Iterable[Task]:
    for meeting in Meeting.objects.filter(state__in=[Meeting.State.CONVENED, *Meeting.RUNNING]).select_related("body"):
        if meeting.is_running:
            yield Task(
                what=name_of(meeting),
                url=address("meetings:console", meeting.pk) or address("meetings:meeting", meeting.pk),
                kind="now",
                sign="clock",
                word=str(meeting.get_state_display()),
                act=gettext("To the console"),
                day=today,
            )
            continue
        day = timezone.localdate(meeting.starts_at)
        materials = day - timedelta(days=provisions.materials_days.value)
        if materials >= today:
            yield Task(
                what=gettext("Send the materials: %(meeting)s") % {"meeting": name_of(meeting)},
                url=address("meetings:prepare", meeting.pk),
                day=materials,
                ground=gettext("Statute, %(article)s") % {"article": provisions.materials_days.ground.article},
            )
        yield Task(
            what=gettext("Hold: %(meeting)s") % {"meeting": name_of(meeting)},
            url=address("meetings:registration", meeting.pk),
            day=day,
            ground=_registered(meeting),
            **on_the_day(day, today),
        )


def _registered(meeting: Meeting) -> str:
    proxies = meeting.proxies.filter(withdrawn_at__isnull=True).count()
    return ngettext("%(count)d proxy is registered", "%(count)d proxies are registered", proxies) % {"count": proxies}


def _issues() -> Iterable[Task]:
    raised = list(Issue.objects.filter(state=Issue.State.RAISED).select_related("raised_by").order_by("raised_at"))
    for issue in raised:
        yield Task(
            what=gettext("Answer an issue: %(title)s") % {"title": issue.title},
            url=address("meetings:issue", issue.pk),
            ground=str(issue.raised_by),
            kind="info",
            sign="clock",
            word=_waits(issue),
        )
    accepted = Issue.objects.filter(state=Issue.State.ACCEPTED).count()
    if accepted:
        yield Task(
            what=ngettext(
                "%(count)d accepted issue is not on an agenda yet",
                "%(count)d accepted issues are not on an agenda yet",
                accepted,
            )
            % {"count": accepted},
            url=address("meetings:issues"),
        )


def _waits(issue: Issue) -> str:
    days = (timezone.localdate() - timezone.localdate(issue.raised_at)).days if issue.raised_at else 0
    if days == 0:
        return gettext("came today")
    return ngettext("waits %(days)d day", "waits %(days)d days", days) % {"days": days}


def _minutes(provisions: Provisions, today: date) -> Iterable[Task]:
    closed = Meeting.objects.filter(state=Meeting.State.CLOSED, closed_at__date__gte=today - MINUTES_BACK).filter(
        Q(minutes__isnull=True) | Q(minutes__state__in=[Minutes.State.DRAFT, Minutes.State.OBJECTIONS])
    )
    for meeting in closed.select_related("body", "minutes"):
        minutes = getattr(meeting, "minutes", None)
        opened = minutes is not None and minutes.state == Minutes.State.OBJECTIONS and minutes.objections_until
        closed_on = timezone.localdate(meeting.closed_at or meeting.starts_at)
        due = timezone.localdate(minutes.objections_until) if opened else None
        number = provisions.objection_days if opened else provisions.minutes_days
        what = gettext("Approve the minutes: %(meeting)s") if opened else gettext("Finish the minutes: %(meeting)s")
        yield Task(
            what=what % {"meeting": name_of(meeting)},
            url=address("meetings:minutes", meeting.pk),
            day=due or closed_on + timedelta(days=provisions.minutes_days.value),
            ground=gettext("Statute, %(article)s") % {"article": number.ground.article},
        )
    waiting = Objection.objects.filter(outcome=Objection.Outcome.WAITING).select_related("minutes")
    for objection in waiting:
        yield Task(
            what=gettext("Answer an objection to minutes no. %(number)s") % {"number": objection.minutes.number},
            url=address("meetings:minutes", objection.minutes.meeting_id),
            ground=objection.filed_by_name,
        )


def _deliveries() -> Iterable[Task]:
    rows = undelivered(timezone.now() - LETTERS_BACK).values_list("state", flat=True)
    states = list(rows)
    failed = states.count(Delivery.State.FAILED)
    unknown = states.count(Delivery.State.NO_ADDRESS)
    if failed:
        yield Task(
            what=ngettext(
                "Letters did not come to %(count)d addressee", "Letters did not come to %(count)d addressees", failed
            )
            % {"count": failed},
            url=address("notices:undelivered"),
            kind="no",
            sign="stop",
            word=gettext("not delivered"),
        )
    if unknown:
        yield Task(
            what=ngettext(
                "%(count)d addressee of letters has no address",
                "%(count)d addressees of letters have no address",
                unknown,
            )
            % {"count": unknown},
            url=address("notices:undelivered"),
            kind="wait",
            sign="person",
            word=gettext("ask for the address"),
        )


def _duties(today: date) -> Iterable[Task]:
    reported = Undertaking.objects.filter(state=Undertaking.State.REPORTED).exclude(
        source_type__in=controlled_elsewhere()
    )
    for duty in reported.order_by("number"):
        yield Task(
            what=gettext("Check a report: %(what)s") % {"what": duty.what},
            url=address("undertakings:undertaking", duty.number),
            ground=duty.ground,
            kind="info",
            sign="minutes",
            word=gettext("reported"),
        )
    overdue = Undertaking.objects.filter(state=Undertaking.State.OPEN, due_on__lt=today)
    overdue = overdue.exclude(pk__in=duties_of_others(today))
    for duty in overdue.select_related("organisation", "body").order_by("due_on"):
        yield Task(
            what=duty.what,
            url=address("undertakings:undertaking", duty.number),
            day=duty.due_on,
            ground=", ".join(str(part) for part in (duty.organisation or duty.body, duty.ground) if part),
        )


def _mandates(today: date) -> Iterable[Task]:
    ending = mandates_on(today).filter(
        ends__isnull=False, ends__lte=today + timedelta(days=MANDATE_DAYS), kind=Mandate.Kind.REPRESENTATIVE
    )
    for mandate in ending:
        yield Task(
            what=gettext("The mandate ends: %(council)s") % {"council": mandate.membership},
            url=address("members:member", mandate.membership_id),
            day=mandate.ends,
            ground=mandate.act,
        )
    represented = mandates_on(today).filter(kind=Mandate.Kind.REPRESENTATIVE).order_by()
    without = voting_members(today).exclude(pk__in=represented.values("membership")).count()
    if without:
        yield Task(
            what=ngettext("%(count)d member has no representative", "%(count)d members have no representative", without)
            % {"count": without},
            url=address("members:members"),
            kind="no",
            sign="person",
            word=gettext("cannot vote"),
        )
    applied = Membership.objects.filter(state__in=[Membership.State.APPLIED, Membership.State.ADMITTED]).count()
    if applied:
        yield Task(
            what=ngettext("%(count)d council waits to be admitted", "%(count)d councils wait to be admitted", applied)
            % {"count": applied},
            url=address("members:members"),
        )


def _dues(today: date) -> Iterable[Task]:
    owed = (
        Assessment.objects.filter(due_on__lt=today)
        .annotate(paid=Coalesce(Sum("payments__amount"), Value(0), output_field=Assessment._meta.get_field("amount")))
        .filter(paid__lt=F("amount"))
    )
    members = owed.values("membership").distinct().count()
    if members:
        yield Task(
            what=ngettext("%(count)d member is in arrears", "%(count)d members are in arrears", members)
            % {"count": members},
            url=address("members:dues"),
            kind="soon",
            sign="receipt",
            word=gettext("dues"),
        )


def _report(provisions: Provisions, today: date) -> Iterable[Task]:
    number = provisions.members_report
    day = date(today.year, number.value // 100, number.value % 100)
    if today <= day <= today + timedelta(days=90):
        yield Task(
            what=gettext("Report the number of members to the justice authority"),
            url=address("members:members"),
            day=day,
            ground=gettext("Statute, %(article)s") % {"article": number.ground.article},
        )
