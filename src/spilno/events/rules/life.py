"""The life of an event: in preparation, announced, held or cancelled; who holds it and what must stand before each step."""

from dataclasses import dataclass
from datetime import date, datetime

from spilno.statute.rules.refusal import Refusal, gettext_noop

# states and kinds, as the rows keep them
DRAFT, ANNOUNCED, HELD, CANCELLED = "draft", "announced", "held", "cancelled"
IN_PERSON, ONLINE, MIXED = "in_person", "online", "mixed"
# events whose programme is what people come for: nobody is invited to them without one
WITH_PROGRAMME = ("training", "seminar", "conference", "forum", "study_visit")
SOURCE = gettext_noop("Rules of joint events")
EQUAL = gettext_noop("Memorandum of 6 July 2023, joint events: the parties hold them together")
MOST_OWNERS = 12


@dataclass(frozen=True, slots=True)
class EventPlan:
    """What is settled of an event. Days are days in Kyiv; `sessions` counts parts of the programme without breaks."""

    state: str
    kind: str
    format: str
    day: date | None
    owners: int
    has_place: bool
    has_link: bool
    sessions: int
    has_title: bool = True
    has_end: bool = True


def _no(code: str, title: str, sentence: str, advice: str = "", source: str = SOURCE, **facts: object) -> Refusal:
    return Refusal(code=code, title=title, sentence=sentence, source=source, advice=advice, facts=facts)


def all_that_is_missing(plan: EventPlan, *, today: date) -> list[Refusal]:
    """Return everything that must stand before an event is announced, the gravest first; empty: nothing.

    Source: Rules of joint events: who is invited learns the day, the place or the link, who invites, and to what.
    """
    title = gettext_noop("The event is not announced")
    found = []
    if plan.state != DRAFT:
        return [_no("announced_already", title, gettext_noop("Only an event in preparation is announced."))]
    if plan.owners == 0:
        found.append(_no("no_owner", title, gettext_noop("No organisation holds the event."), source=EQUAL))
    if plan.day is None:
        found.append(_no("no_day", title, gettext_noop("The event has no day yet.")))
    elif plan.day < today:
        found.append(
            _no(
                "day_is_past",
                title,
                gettext_noop("The day of the event has passed."),
                gettext_noop("Set a day to come; an event held before is entered as held."),
            )
        )
    if plan.day is not None and not plan.has_end:
        found.append(_no("no_end", title, gettext_noop("It is not said when the event ends.")))
    if plan.format in (IN_PERSON, MIXED) and not plan.has_place:
        found.append(_no("no_place", title, gettext_noop("An event held in person has no place yet.")))
    if plan.format in (ONLINE, MIXED) and not plan.has_link:
        found.append(
            _no(
                "no_link",
                title,
                gettext_noop("An event held online has no link yet."),
                gettext_noop("Only those who have a place will see it."),
            )
        )
    if plan.kind in WITH_PROGRAMME and plan.sessions == 0:
        found.append(
            _no(
                "no_programme",
                title,
                gettext_noop("An event of this kind is announced with its programme, and the programme is empty."),
                gettext_noop("Add at least one session."),
            )
        )
    return found


def why_not_announce(plan: EventPlan, *, today: date) -> Refusal | None:
    """Say why the event cannot be announced; None when it can. The first of all that is missing.

    Source: Rules of joint events: who is invited learns the day, the place or the link, who invites, and to what.
    """
    return next(iter(all_that_is_missing(plan, today=today)), None)


def why_not_enter_held(*, state: str, ends: datetime | None, now: datetime, owners: int, ground: str) -> Refusal | None:
    """Say why an event held before cannot be entered as held; None when it can: it is a draft, over, somebody’s, and known from somewhere.

    Source: Rules of joint events: what was held before Spilno is entered with its source, without an outcome made up later.
    """
    title = gettext_noop("The event is not entered as held")
    if state != DRAFT:
        return _no("not_a_draft", title, gettext_noop("Only an event in preparation is entered as held before."))
    if owners == 0:
        return _no("no_owner", title, gettext_noop("No organisation holds the event."), source=EQUAL)
    if ends is None or ends > now:
        return _no("not_over", title, gettext_noop("The event is not over yet."), gettext_noop("Announce it instead."))
    if not ground.strip():
        return _no("no_ground", title, gettext_noop("It is not said where this is known from."))
    return None


def why_incomplete(plan: EventPlan) -> Refusal | None:
    """Say that an announced event would lose its end, its place or its link; None when it keeps them.

    Source: Rules of joint events: who was invited still knows when and where.
    """
    title = gettext_noop("The event is not changed")
    if plan.day is None or not plan.has_end:
        return _no("no_end", title, gettext_noop("An announced event keeps its day, its beginning and its end."))
    if plan.format in (IN_PERSON, MIXED) and not plan.has_place:
        return _no("no_place", title, gettext_noop("An event held in person has no place yet."))
    if plan.format in (ONLINE, MIXED) and not plan.has_link:
        return _no("no_link", title, gettext_noop("An event held online has no link yet."))
    return None


def why_not_change(state: str) -> Refusal | None:
    """Say why day, place and titles of an event cannot be changed; None when they can.

    Source: Rules of joint events: what was held or cancelled stays as it was.
    """
    if state in (DRAFT, ANNOUNCED):
        return None
    return _no(
        "event_is_over",
        gettext_noop("The event is not changed"),
        gettext_noop("The event was held or cancelled: its day and place are part of the record."),
        gettext_noop("Make a new event from it."),
    )


def why_wrong_times(starts: datetime | None, ends: datetime | None) -> Refusal | None:
    """Say that an event or a session ends before it begins; None when the order is right or a time is not known.

    Source: Rules of joint events: what ends has begun.
    """
    if starts is None or ends is None or ends > starts:
        return None
    return _no(
        "ends_before_it_begins",
        gettext_noop("The times are not kept"),
        gettext_noop("The end stands before the beginning."),
    )


def why_not_cancel(state: str, reason: str) -> Refusal | None:
    """Say why the event cannot be cancelled; None when it can. Those who registered must learn why.

    Source: Rules of joint events: an announced event is cancelled for a reason that is told.
    """
    title = gettext_noop("The event is not cancelled")
    if state not in (DRAFT, ANNOUNCED):
        return _no("nothing_to_cancel", title, gettext_noop("The event was held or cancelled already."))
    if not reason.strip():
        return _no("no_reason", title, gettext_noop("No reason is given."), gettext_noop("Write why, in a sentence."))
    return None


def why_not_add_owner(*, state: str, owners: int, stands: bool, ended: bool) -> Refusal | None:
    """Say why an organisation cannot become a holder of the event; None when it can. It gets the same rights as the others.

    Source: Rules of joint events: holders have equal rights.
    """
    title = gettext_noop("The organisation was not added")
    if state == CANCELLED:
        return _no("cancelled", title, gettext_noop("The event was cancelled."))
    if stands:
        return _no("stands_already", title, gettext_noop("The organisation holds the event already."), source=EQUAL)
    if ended:
        return _no("organisation_ended", title, gettext_noop("The organisation exists no more."))
    if owners >= MOST_OWNERS:
        return _no(
            "too_many_owners",
            title,
            gettext_noop("At most %(most)d organisations hold one event."),
            gettext_noop("Name the others in the text as partners."),
            most=MOST_OWNERS,
        )
    return None


def why_not_remove_owner(*, state: str, owners: int, holds: bool, own: bool) -> Refusal | None:
    """Say why an organisation cannot leave the holders of an event; None when it can. The last one cannot.

    `own`: whoever asks speaks for the organisation itself. Others take it off a draft only: rights are equal.

    Source: Rules of joint events: an event is always held by somebody.
    """
    title = gettext_noop("The organisation stays")
    if not holds:
        return _no("holds_not", title, gettext_noop("The organisation does not hold this event."))
    if state == HELD:
        return _no(
            "held_already",
            title,
            gettext_noop("The event was held: who held it is part of the record."),
        )
    if owners <= 1:
        return _no(
            "last_owner",
            title,
            gettext_noop("The last organisation cannot leave: the event would be nobody’s."),
            gettext_noop("Add another one first, or cancel the event."),
        )
    if not own and state != DRAFT:
        return _no(
            "leaves_itself",
            title,
            gettext_noop(
                "The event is announced: an organisation that holds it leaves by itself, others do not put it out."
            ),
            gettext_noop("Ask the organisation to leave on this page."),
        )
    return None


def why_not_clone(*, day: date | None, first: date, today: date) -> Refusal | None:
    """Say why the event cannot be repeated from that day; None when it can.

    Source: Rules of joint events: a repeated event is a new one, on a day to come.
    """
    if first >= today and first != day:
        return None
    return _no(
        "clone_in_the_past",
        gettext_noop("The event is not repeated"),
        gettext_noop("A new event begins on a day to come, another than that of the first one."),
    )


def why_not_publish_nothing(*, changes: int, published: bool) -> Refusal | None:
    """Say that there is nothing to publish: the programme is empty yet, or published already as it is; None when something changed.

    Source: Rules of joint events: people are told what is new, once.
    """
    if changes:
        return None
    if not published:
        return _no(
            "empty_programme",
            gettext_noop("The programme is not published"),
            gettext_noop("The programme is empty yet."),
            gettext_noop("Add at least one session."),
        )
    return _no(
        "nothing_new",
        gettext_noop("The programme is not published again"),
        gettext_noop("Nothing has changed since it was published."),
    )
