"""What the menu, the calendar and the search show of joint events."""

from collections.abc import Iterable
from datetime import date

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from spilno.accounts.access import may
from spilno.accounts.models import Right
from spilno.credentials.access import register_leads
from spilno.documents.access import register_reader_check
from spilno.events.access import keeps_series, may_keep_now, may_read_files, may_read_paper
from spilno.events.models import Event
from spilno.events.queries.activity import activity_facts, found_numbers
from spilno.events.queries.events import at_the_door, coming, events_between
from spilno.events.queries.registration import events_that_need, own_registrations, why_waits
from spilno.events.queries.reviews import waiting_reviews
from spilno.events.services.duties import forget_person
from spilno.journal.queries import kept, register_acts
from spilno.memoranda.queries import register_activity
from spilno.people.access import own_person
from spilno.people.queries import register_copies, register_needs
from spilno.ui.registry import Activity, Card, Found, Link, Occasion, SearchSource, register

MOST_ON_DESK = 8


def occasions(first: date, last: date) -> Iterable[Occasion]:
    """Return events that begin between two days, both included."""
    for event in events_between(first, last):
        if event.starts_at is None:
            continue
        yield Occasion(
            uid=f"event-{event.pk}",
            title=event.title,
            starts=event.starts_at,
            ends=event.ends_at,
            place=event.place,
            url=reverse("events:event", args=[event.pk]),
            note=gettext("Cancelled") if event.state == Event.State.CANCELLED else str(event.get_kind_display()),
        )


def _found(event: Event) -> Found | None:
    if event.state == Event.State.DRAFT:
        return None
    return Found(
        title=event.title,
        text=" ".join(
            [
                str(event.get_kind_display()),
                event.summary_uk,
                event.place,
                *(str(owner.organisation) for owner in event.owners.all()),
                *(session.title_uk for session in event.sessions.all()),
            ]
        ),
        url=reverse("events:event", args=[event.pk]),
        day=event.day,
        note=str(event.get_kind_display()),
    )


def my_events(request: HttpRequest) -> Iterable[Card]:
    """Bring to the desk the events for which the person is registered, with his place or number in the queue."""
    person = own_person(request.user)
    if person is None:
        return
    rows = list(own_registrations(person, since=timezone.now())[:MOST_ON_DESK])
    if rows:
        lines = [{"registration": row, "why_waits": why_waits(row)} for row in rows]
        yield Card(order=35, template="events/_my_events.html", context={"lines": lines})


def my_reviews(request: HttpRequest) -> Iterable[Card]:
    """Bring to the desk the papers that wait for the person's review."""
    rows = list(waiting_reviews(own_person(request.user))[:MOST_ON_DESK])
    if rows:
        yield Card(order=34, template="events/_my_reviews.html", context={"reviews": rows})


def door_today(request: HttpRequest) -> Iterable[Card]:
    """Bring to a registrar's desk the events at whose door he stands today, be it the second day of one."""
    if may(request.user, Right.REGISTRAR):
        today = timezone.localdate()
        rows = list(at_the_door(today))
        if rows:
            yield Card(order=5, template="events/_door_today.html", context={"events": rows, "today": today})


def desk_cards(request: HttpRequest) -> Iterable[Card]:
    """Bring today's door, own reviews and own events to the desk."""
    yield from door_today(request)
    yield from my_reviews(request)
    yield from my_events(request)


def _next_events(today: date) -> list[Event]:
    return list(coming(today, 3))


def home_cards(_request: HttpRequest) -> Iterable[Card]:
    """Return the next three events for the first page; nothing when none is announced."""
    rows = kept(_next_events, timezone.localdate())
    if rows:
        yield Card(30, "events/_home.html", {"events": rows})


register(
    Activity(
        name="events",
        home=home_cards,
        desk=desk_cards,
        menu=(Link(_("Events"), "events:events", 25),),
        footer=(Link(_("Joint events"), "events:events", 40, "cooperation"),),
        calendar=occasions,
        calendar_label=_("Joint events"),
        search=(
            SearchSource(
                "event",
                _("Joint events"),
                Event,
                lambda: Event.objects.prefetch_related("owners__organisation", "sessions"),
                _found,
            ),
        ),
    )
)

register_activity("events.event", activity_facts, find=found_numbers)
register_leads("events.event", lambda user, number: may_keep_now(user, int(number)))
register_leads("events.series", keeps_series)
register_reader_check("events.event", may_read_files)
register_reader_check("events.paper", may_read_paper)

register_acts(
    {
        "event.drafted": _("An event was prepared"),
        "event.changed": _("The event was changed"),
        "event.owner_added": _("An organisation was added to those who hold the event"),
        "event.owner_removed": _("An organisation left those who hold the event"),
        "event.announced": _("The event was announced"),
        "event.cancelled": _("The event was cancelled"),
        "event.entered": _("An event held before was entered"),
        "event.held": _("The event was closed as held"),
        "attendance.checked_in": _("A person was checked in"),
        "attendance.marked": _("Attendance was marked"),
        "attendance.list_taken": _("A platform's list was taken"),
        "attendance.share_set": _("The share for a certificate was set"),
        "event.reach_told": _("The number of people reached was entered"),
        "event.material_added": _("A material was added"),
        "event.material_removed": _("A material was taken off"),
        "event.recommended": _("A recommendation was entered"),
        "event.recommendation_removed": _("A recommendation was taken back"),
        "event.issue_raised": _("An issue was raised from recommendations"),
        "event.survey_changed": _("The questions of the survey were changed"),
        "event.survey_answered": _("The survey was answered"),
        "event.cloned": _("The event was made from another one"),
        "event.session_added": _("A session was added to the programme"),
        "event.session_changed": _("A session was changed"),
        "event.session_removed": _("A session was taken out of the programme"),
        "event.sessions_imported": _("Sessions were taken from a calendar file"),
        "event.programme_published": _("The programme was published"),
        "event.joined_series": _("The event was put in a series"),
        "event.left_series": _("The event was taken out of its series"),
        "papers.call_opened": _("A call for papers was opened"),
        "papers.call_changed": _("The call for papers was changed"),
        "paper.drafted": _("A paper was begun"),
        "paper.changed": _("A paper was changed"),
        "paper.submitted": _("A paper was submitted"),
        "paper.withdrawn": _("A paper was withdrawn"),
        "paper.decided": _("A paper was decided on"),
        "papers.announced": _("Decisions on papers were announced"),
        "papers.reviewer_named": _("A reviewer was named"),
        "papers.reviewer_dropped": _("A reviewer was taken off"),
        "papers.shared_out": _("Papers were shared out among reviewers"),
        "review.asked": _("A review was asked for"),
        "review.taken_back": _("A paper was taken back from a reviewer"),
        "review.given": _("A review was given"),
        "review.changed": _("A review was changed"),
        "review.conflict": _("A reviewer declared a conflict of interest"),
        "review.reminded": _("Reviewers were reminded"),
        "collection.kept": _("The first pages of the collection of papers were entered"),
        "collection.published": _("The collection of papers was published"),
        "event.papers_in_programme": _("Accepted talks were put into the programme"),
        "series.started": _("A series was started"),
        "series.ordered": _("The order of the series was set"),
        "calendar.key_made": _("A secret address of the own calendar was made"),
        "organisation.logo_kept": _("The logo of the organisation was kept"),
        "registration.made": _("A person was registered"),
        "registration.written_in": _("A person who came without registration was written in"),
        "registration.proved": _("The address was confirmed"),
        "registration.named": _("A council named the person"),
        "registration.withdrawn": _("The registration was withdrawn"),
        "registration.refused": _("The registration was refused"),
        "registrations.erased": _("Data of those who registered were erased, the term of keeping is over"),
        "series.registered": _("A person was registered for the whole series"),
        "event.council_named": _("A council named its people"),
        "event.registrations_approved": _("Registrations were approved"),
        "event.list_moved": _("The waiting list moved"),
        "event.terms_changed": _("The terms of registration were changed"),
        "event.kept_by_list": _("People come to the event by the list of its holders"),
        "event.list_entered": _("People of a list were registered"),
        "event.list_left": _("People were taken off the list"),
        "event.letter_sent": _("The organisers wrote to those registered"),
        "event.reminded": _("Those registered were reminded"),
        "question.added": _("A question was added to the form"),
        "question.changed": _("A question of the form was changed"),
        "question.dropped": _("A question was taken out of the form"),
    }
)

register_needs(events_that_need)
register_copies(forget_person)
