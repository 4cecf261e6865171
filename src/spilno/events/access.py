"""Who may see an event, keep it, and check people in."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from spilno.accounts.access import may
from spilno.accounts.models import Right
from spilno.events.models import (
    CalendarKey,
    CallForPapers,
    Collection,
    Event,
    Paper,
    Question,
    Registration,
    Review,
    Series,
    Session,
)
from spilno.events.queries.reviews import is_author, papers_in_collection
from spilno.organisations.models import Organisation
from spilno.people.access import own_person, speaks_for


def events_to_see(user: Any) -> "QuerySet[Event]":
    """Return events that everyone may see, and drafts of those for whom the person speaks; auditors see all."""
    rows = Event.objects.all()
    if may(user, Right.AUDIT):
        return rows
    own = speaks_for(user)
    if not own:
        return rows.exclude(state=Event.State.DRAFT)
    return rows.filter(~Q(state=Event.State.DRAFT) | Q(pk__in=Event.objects.filter(owners__organisation__in=own)))


def event_to_see(user: Any, pk: int) -> Event:
    """Return an event that the person may see; 404 otherwise."""
    return get_object_or_404(events_to_see(user).select_related("territory", "series", "coordinator"), pk=pk)


def may_keep(user: Any, event: Event) -> bool:
    """Tell whether the person speaks for one of the organisations that hold the event: all of them may do the same.

    Asked once for each event: the answer is kept on the event.
    """
    own = speaks_for(user)
    if not own:
        return False
    kept: dict[int, bool] = event.__dict__.setdefault("_kept_by", {})
    if user.pk not in kept:
        kept[user.pk] = event.owners.filter(organisation__in=own).exists()
    return kept[user.pk]


def event_to_keep(user: Any, pk: int) -> Event:
    """Return an event to those who speak for one of its holders; 404 otherwise."""
    event = event_to_see(user, pk)
    if not may_keep(user, event):
        raise Http404
    return event


def may_check_in(user: Any, event: Event) -> bool:
    """Tell whether the person takes attendance: he keeps the event, or is a registrar."""
    return may_keep(user, event) or may(user, Right.REGISTRAR)


def event_to_check_in(user: Any, pk: int) -> Event:
    """Return an announced or held event to those who take attendance at it; 404 otherwise."""
    event = event_to_see(user, pk)
    if event.state not in (Event.State.ANNOUNCED, Event.State.HELD) or not may_check_in(user, event):
        raise Http404
    return event


def session_to_keep(user: Any, pk: int, session: int) -> Session:
    """Return a session of an event to those who keep the event; 404 otherwise."""
    event = event_to_keep(user, pk)
    return get_object_or_404(Session.objects.select_related("event"), pk=session, event=event)


def series_known(user: Any) -> "QuerySet[Series]":
    """Return the series in which the person may put an event: those with an event of an organisation he speaks for."""
    return Series.objects.filter(
        pk__in=Event.objects.filter(owners__organisation__in=speaks_for(user), series__isnull=False).values("series")
    )


def may_keep_now(user: Any, pk: int) -> bool:
    """Tell whether the person still keeps an event after its holders changed."""
    return Event.objects.filter(pk=pk, owners__organisation__in=speaks_for(user)).exists()


def keeps_series(user: Any, number: str) -> bool:
    """Tell whether the account keeps every event of the series of this number."""
    rows = list(Event.objects.filter(series=number))
    return bool(rows) and all(may_keep(user, each) for each in rows)


def own_organisations(user: Any) -> "QuerySet[Organisation]":
    """Return the organisations in whose name the person may hold an event."""
    return Organisation.objects.filter(pk__in=speaks_for(user), ended__isnull=True)


def organisation_to_speak_for(user: Any, pk: int) -> Organisation:
    """Return an organisation to those who speak for it; 404 otherwise."""
    found = Organisation.objects.filter(pk=pk, pk__in=speaks_for(user)).first()
    if found is None:
        raise Http404
    return found


def own_registration(user: Any, event: Event) -> Registration | None:
    """Return the person's registration that is not withdrawn; None when there is none."""
    person = own_person(user)
    if person is None:
        return None
    return event.registrations.filter(person=person).exclude(state=Registration.State.WITHDRAWN).first()


def registration_by_token(token: str) -> Registration:
    """Return a registration by the secret of its own page; 404 when there is none."""
    return get_object_or_404(Registration.objects.select_related("event"), token=token)


def registration_of_link(token: str) -> Registration | None:
    """Return the registration that the link in a letter names: who has the link may see it and withdraw; None when unknown."""
    return (
        Registration.objects.select_related("event__series", "organisation", "council")
        .filter(token=token, erased_at__isnull=True)
        .exclude(event__state=Event.State.DRAFT)
        .first()
    )


def registration_to_keep(user: Any, pk: int, number: int) -> Registration:
    """Return a registration to those who keep its event; 404 otherwise."""
    event = event_to_keep(user, pk)
    found = get_object_or_404(Registration.objects.select_related("organisation", "council"), pk=number, event=event)
    found.event = event
    return found


def question_to_keep(user: Any, pk: int, number: int) -> Question:
    """Return a question of the form to those who keep its event; 404 otherwise."""
    return get_object_or_404(Question.objects.select_related("event"), pk=number, event=event_to_keep(user, pk))


def councils_that_name(user: Any) -> "QuerySet[Organisation]":
    """Return the councils for which the person speaks: they may name several of their people at once."""
    return Organisation.objects.filter(
        pk__in=speaks_for(user), kind=Organisation.Kind.COUNCIL, ended__isnull=True
    ).order_by("sort_key")


def may_see_link(user: Any, event: Event) -> bool:
    """Tell whether the person sees the link of the video room: he has a place, or keeps the event."""
    if not getattr(user, "is_authenticated", False):
        return False
    if may_keep(user, event):
        return True
    found = own_registration(user, event)
    return found is not None and found.state == Registration.State.CONFIRMED


def calendar_key_to_use(token: str) -> CalendarKey:
    """Return the key of a person's calendar by its secret; 404 when nobody has it or the account is closed."""
    return get_object_or_404(CalendarKey.objects.select_related("user__person"), token=token, user__is_active=True)


def may_read_files(user: Any, object_id: str, kind: str) -> bool:
    """Tell whether files of an event that are not public may be read: by those who keep it and those who have a place."""
    event = events_to_see(user).filter(pk=object_id).first()
    return event is not None and may_see_link(user, event)


def call_to_see(user: Any, pk: int) -> CallForPapers:
    """Return the call of a conference to those who may see the conference; 404 otherwise."""
    event = event_to_see(user, pk)
    call = get_object_or_404(CallForPapers, event=event)
    call.event = event
    return call


def wrote(user: Any, paper: Paper) -> bool:
    """Tell whether the account wrote the paper."""
    return bool(getattr(user, "is_authenticated", False)) and paper.submitted_by == user.pk


def paper_to_see(user: Any, pk: int, number: int) -> Paper:
    """Return a paper to its author and, once it was submitted, to those who keep the conference; 404 otherwise."""
    papers = Paper.objects.select_related("call__event")
    paper = get_object_or_404(papers, call__event=pk, number=number)
    if wrote(user, paper) or (paper.submitted_at is not None and may_keep(user, paper.call.event)):
        return paper
    raise Http404


def paper_to_write(user: Any, pk: int, number: int) -> Paper:
    """Return a paper to whoever wrote it; 404 otherwise."""
    paper = paper_to_see(user, pk, number)
    if not wrote(user, paper):
        raise Http404
    return paper


def may_read_paper(user: Any, object_id: str, kind: str) -> bool:
    """Tell whether the file of a paper may be read under its own name: by its author and those who keep the conference."""
    paper = Paper.objects.select_related("call__event").filter(pk=object_id).first()
    if paper is None:
        return False
    return wrote(user, paper) or (paper.submitted_at is not None and may_keep(user, paper.call.event))


def may_judge(user: Any, paper: Paper) -> bool:
    """Tell whether the person decides on a submitted paper: he keeps the conference and is not among its authors."""
    return (
        paper.submitted_at is not None
        and may_keep(user, paper.call.event)
        and not is_author(own_person(user), user, paper)
    )


def paper_to_judge(user: Any, pk: int, number: int) -> Paper:
    """Return a paper that was submitted to those who keep the conference and did not write it; 404 otherwise."""
    event = event_to_keep(user, pk)
    papers = Paper.objects.select_related("call").filter(submitted_at__isnull=False)
    paper = get_object_or_404(papers, call__event=event, number=number)
    paper.call.event = event
    if not may_judge(user, paper):
        raise Http404
    return paper


def review_to_write(user: Any, pk: int, number: int) -> Review:
    """Return the review that this person was asked for and declared no conflict about; 404 otherwise."""
    rows = Review.objects.select_related("paper__call__event", "reviewer")
    person = own_person(user)
    if person is None:
        raise Http404
    return get_object_or_404(
        rows,
        paper__call__event=pk,
        paper__number=number,
        paper__submitted_at__isnull=False,
        reviewer=person,
        conflict=False,
    )


def collection_to_read(user: Any, pk: int) -> Collection:
    """Return the published collection of a conference that the person may see; 404 otherwise."""
    event = event_to_see(user, pk)
    found = get_object_or_404(Collection.objects.select_related("call"), call__event=event, published_at__isnull=False)
    found.call.event = event
    return found


def paper_in_collection(user: Any, pk: int, number: int) -> Paper:
    """Return a paper that stands in a published collection; 404 otherwise."""
    collection = collection_to_read(user, pk)
    for paper in papers_in_collection(collection.call):
        if paper.number == number:
            paper.call = collection.call
            return paper
    raise Http404
