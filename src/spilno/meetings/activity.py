"""What the menu, the footer, the calendar and the search show of General Meetings and issues."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from spilno.journal.queries import register_acts
from spilno.meetings.models import Decision, Issue, Item, Meeting
from spilno.meetings.queries.elections import unanswered
from spilno.meetings.queries.meetings import duties_of_person, meetings_between, name_of, next_meeting
from spilno.people.access import own_person
from spilno.people.queries import register_needs
from spilno.ui.registry import Activity, Card, Found, Link, Occasion, SearchSource, register
from spilno.ui.words import settlement_in_language
from spilno.undertakings.queries import Origin, register_origin

USUAL_LENGTH = timedelta(hours=4)


def occasions(first: date, last: date) -> Iterable[Occasion]:
    """Return meetings between two days, both included; the next one is marked."""
    meetings = list(meetings_between(first, last))
    following = next_meeting() if meetings else None
    for meeting in meetings:
        cancelled = meeting.state == Meeting.State.CANCELLED
        yield Occasion(
            uid=f"meeting-{meeting.pk}",
            title=meeting_title(meeting),
            starts=meeting.starts_at if meeting.hour_known else timezone.localdate(meeting.starts_at),
            ends=(meeting.ends_at_planned or meeting.starts_at + USUAL_LENGTH) if meeting.hour_known else None,
            place=meeting.place,
            url=reverse("meetings:meeting", args=[meeting.pk]),
            note=gettext("Cancelled") if cancelled else str(meeting.get_format_display()),
            here=following is not None and following.pk == meeting.pk,
        )


def origins(decisions: Iterable[str]) -> Mapping[str, Origin]:
    """Tell undertakings of which decisions they are."""
    rows = Decision.objects.filter(pk__in=list(decisions)).values_list("pk", "number", "title")
    return {
        str(pk): Origin(f"№ {number}. {title}", reverse("meetings:decision", args=[number]))
        for pk, number, title in rows
    }


def meeting_title(meeting: Meeting) -> str:
    """Return the name of a meeting as lists have it."""
    name, settlement = name_of(meeting), settlement_in_language(meeting.settlement)
    return f"{name}, {settlement}" if settlement else name


def _desk(request: HttpRequest) -> Iterable[Card]:
    """Ask a person who is nominated to agree or to refuse."""
    person = own_person(request.user)
    nominations = unanswered(person) if person is not None else []
    if nominations:
        yield Card(order=5, template="meetings/_desk_nominations.html", context={"nominations": nominations}, wide=True)


def _found_meeting(meeting: Meeting) -> Found | None:
    if meeting.state == Meeting.State.DRAFT:
        return None
    known = meeting.note if meeting.by_hand else ""  # of other meetings the note is for the secretariat alone
    return Found(
        title=meeting_title(meeting),
        text=" ".join([meeting.place, meeting.settlement, known, str(meeting.host or "")]),
        url=reverse("meetings:meeting", args=[meeting.pk]),
        day=timezone.localdate(meeting.starts_at) if meeting.starts_at else None,
        note=str(meeting.get_state_display()),
    )


def _found_item(item: Item) -> Found | None:
    if item.meeting.state == Meeting.State.DRAFT:
        return None
    return Found(
        title=item.title,
        text=f"{item.draft_decision} {item.heard}",
        url=reverse("meetings:meeting", args=[item.meeting_id]) + f"#item-{item.pk}",
        day=timezone.localdate(item.meeting.starts_at) if item.meeting.starts_at else None,
        note=str(item.get_state_display()),
    )


def _found_issue(issue: Issue) -> Found | None:
    if issue.state == Issue.State.DRAFT:
        return None
    return Found(
        title=issue.title,
        text=" ".join([issue.text, issue.draft_decision, str(issue.raised_by), str(issue.get_topic_display())]),
        url=reverse("meetings:issue", args=[issue.pk]),
        day=timezone.localdate(issue.raised_at) if issue.raised_at else None,
        note=str(issue.get_state_display()),
    )


def _found_decision(decision: Decision) -> Found:
    return Found(
        title=f"№ {decision.number}. {decision.title}",
        text=decision.text,
        url=reverse("meetings:decision", args=[decision.number]),
        day=decision.decided_on,
        note=name_of(decision.meeting),
    )


register_acts(
    {
        "meeting.registration_opened": _("Registration of delegates was opened"),
        "meeting.opened": _("The meeting was opened"),
        "meeting.not_held": _("The meeting was declared not held"),
        "meeting.recess": _("A recess was announced"),
        "meeting.resumed": _("The meeting was resumed"),
        "meeting.closed": _("The meeting was closed"),
        "item.taken": _("The item was taken up"),
        "item.finished": _("The consideration of the item ended"),
        "item.postponed": _("The item was postponed"),
        "item.withdrawn": _("The item was taken off the agenda by the meeting"),
        "interest.declared": _("A conflict of interest was declared"),
        "interest.retracted": _("The record of an interest was taken back"),
        "floor.asked": _("The floor was asked for"),
        "floor.given": _("The floor was given"),
        "floor.paused": _("The clock of the speech was stopped"),
        "floor.resumed": _("The speech went on"),
        "floor.moved": _("The order of the queue was changed"),
        "floor.prolonged": _("The speech was given one more minute"),
        "floor.ended": _("The speech ended"),
        "floor.withdrawn": _("The request for the floor was withdrawn"),
        "speech.struck": _("A speech that was not made was struck from the record"),
        "speech.noted": _("A summary of the speech was kept for the minutes"),
        "vote.opened": _("The question was put to the vote"),
        "vote.closed": _("Voting was closed and counted"),
        "vote.cancelled": _("The vote was cancelled"),
        "decision.made": _("The decision was carried and numbered"),
        "decision.noted": _("It was taken note of"),
        "decision.cancelled": _("The decision was cancelled by a later one"),
        "decision.changed": _("The decision was changed by a later one"),
        "item.rejected": _("The item ended without a decision"),
        "issue.decided": _("The issue was decided"),
        "issue.not_decided": _("The issue was considered, no decision was carried"),
        "effect.prepared": _("An effect of the decision was prepared"),
        "effect.dropped": _("An effect of the decision was taken away"),
        "effect.done": _("An effect of the decision was done"),
        "minutes.drawn_up": _("The minutes were drawn up"),
        "minutes.mended": _("A text of the minutes was mended"),
        "minutes.laid_open": _("The minutes were laid open for objections"),
        "minutes.approved": _("The minutes were approved"),
        "minutes.signed": _("The minutes were signed by both"),
        "objection.filed": _("An objection to the minutes was filed"),
        "objection.answered": _("An objection to the minutes was answered"),
    }
)

register(
    Activity(
        name="meetings",
        menu=(
            Link(_("Meetings"), "meetings:meetings", 10),
            Link(_("Decisions"), "meetings:decisions", 20),
            Link(_("Issues"), "meetings:issues", 30),
        ),
        footer=(
            Link(_("General Meetings"), "meetings:meetings", 20, "openness"),
            Link(_("Register of issues"), "meetings:issues", 30, "openness"),
        ),
        desk=_desk,
        calendar=occasions,
        calendar_label=_("Meetings"),
        search=(
            SearchSource(
                "decision",
                _("Decisions"),
                Decision,
                lambda: Decision.objects.select_related("meeting__body"),
                _found_decision,
            ),
            SearchSource(
                "meeting",
                _("General Meetings"),
                Meeting,
                lambda: Meeting.objects.select_related("body", "host__organisation"),
                _found_meeting,
            ),
            SearchSource(
                "item", _("Items of agendas"), Item, lambda: Item.objects.select_related("meeting"), _found_item
            ),
            SearchSource("issue", _("Issues"), Issue, lambda: Issue.objects.select_related("raised_by"), _found_issue),
        ),
    )
)

register_acts(
    {
        "issue.drafted": _("A draft of the issue was written"),
        "issue.changed": _("The issue was changed"),
        "issue.raised": _("The issue was raised"),
        "issue.accepted": _("The issue was accepted"),
        "issue.returned": _("The issue was returned with a reason"),
        "issue.merged": _("The issue was merged into another one"),
        "issue.took_in": _("Another issue was merged into this one"),
        "issue.withdrawn": _("The issue was withdrawn"),
        "issue.put_on_agenda": _("The issue was put on an agenda"),
        "item.added": _("An item was added to the agenda"),
        "item.changed": _("The item was changed"),
        "item.moved": _("The item was moved"),
        "item.removed": _("The item was taken off the agenda in preparation"),
        "item.got_document": _("A document was attached to the item"),
        "agenda.took_overdue": _("Overdue undertakings were put on the agenda"),
        "meeting.drafted": _("The meeting was drafted"),
        "meeting.plan_changed": _("The plan of the meeting was changed"),
        "meeting.stop_added": _("A stop was added to the programme of visits"),
        "meeting.stop_changed": _("A stop of the programme of visits was changed"),
        "meeting.stop_removed": _("A stop was taken off the programme of visits"),
        "meeting.safety_notice": _("The safety notice of the visit was written"),
        "meeting.host_named": _("The host of the visiting meeting was set"),
        "meeting.convened": _("The meeting was convened"),
        "meeting.recorded": _("A meeting held before was recorded by hand"),
        "meeting.record_mended": _("The record of a meeting held before was mended"),
        "meeting.got_document": _("A document was attached to the record of the meeting"),
        "decision.recorded": _("A decision of earlier years was entered by hand"),
        "decision.record_mended": _("The entry of a decision of earlier years was mended"),
        "meeting.changed": _("The convened meeting was changed and members were told"),
        "meeting.cancelled": _("The meeting was cancelled"),
        "delegate.registered": _("A member was registered"),
        "delegate.left": _("A member left"),
        "delegate.replaced": _("A substitute took over"),
        "proxy.accepted": _("A proxy was accepted"),
        "proxy.withdrawn": _("A proxy was withdrawn"),
        "proxy.lapsed": _("A proxy lapsed: the member came itself"),
        "guest.invited": _("A guest was entered"),
        "guest.arrived": _("A guest came"),
        "guest.removed": _("A guest was taken off the list"),
        "officer.named": _("A member of a working body was entered"),
        "officer.removed": _("A member of a working body was removed"),
        "cards.issued": _("Voting cards were issued"),
        "card.withdrawn": _("A voting card was withdrawn"),
        "card.used": _("A voting card was used"),
        "account.opened_by_card": _("An account was opened by a voting card"),
    }
)

register_needs(duties_of_person)
register_origin(Decision._meta.label_lower, origins)
