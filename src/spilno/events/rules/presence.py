"""Who is checked in, who gets a certificate, and how a platform's list is read against the list of those registered."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from spilno.statute.rules.refusal import Refusal, gettext_noop, ngettext

SOURCE = gettext_noop("Rules of joint events: attendance")
NOT_TAKEN = gettext_noop("The attendance was not taken")
NO_CERTIFICATE = gettext_noop("There is no certificate")
WHOLE = 100
_ON = frozenset({"announced", "held"})

# state of a registration → code, sentence, what now
_NO_PLACE = {
    "waiting": (
        "on_the_waiting_list",
        gettext_noop("%(name)s is on the waiting list and has no place."),
        gettext_noop(
            "If there is room in the hall, those who hold the event give a place in the list of those registered."
        ),
    ),
    "asked": (
        "not_yet_approved",
        gettext_noop("The registration of %(name)s has not been approved yet."),
        gettext_noop("Those who hold the event approve it in the list of those registered; then check in once more."),
    ),
    "unproved": (
        "address_not_confirmed",
        gettext_noop("%(name)s has not confirmed the address, and so has no place."),
        gettext_noop("The link in the letter confirms it; or those who hold the event register the person anew."),
    ),
    "refused": (
        "was_refused",
        gettext_noop("The registration of %(name)s was not approved."),
        gettext_noop("Those who hold the event decide; the registrar does not."),
    ),
    "withdrawn": (
        "was_withdrawn",
        gettext_noop("%(name)s withdrew the registration."),
        gettext_noop("One who came nevertheless is registered anew by those who hold the event, if there is room."),
    ),
}


@dataclass(frozen=True, slots=True)
class PressFacts:
    """What is known of one check-in. `day` is the day of the session in Kyiv, `at_day` that of the press."""

    name: str
    registration: str  # state of the registration; empty: nobody has this code
    same_event: bool
    other_event: str
    event: str  # state of the event
    counted: bool
    day: date
    at_day: date


def moment_of_press(at: datetime, *, told: datetime, now: datetime) -> datetime:
    """Tell by the server's clock when a press happened.

    `at` and `told` are moments of one phone: of the press and of its sending; only how long ago it was is taken from them, so a
    phone whose clock is wrong counts too. A press after its sending (the clock was set back in between) happened now.

    Source: Rules of joint events: who has a place is checked in, on the day, at his own event.
    """
    return now - max(told - at, timedelta(0))


def why_not_check_in(facts: PressFacts) -> Refusal | None:
    """Say why a person is not checked in; None when he is. One checked in before is no refusal: the second says «already».

    Source: Rules of joint events: who has a place is checked in, on the day, at his own event.
    """
    if not facts.registration:
        return _no(
            "unknown_code",
            gettext_noop("Nobody has this code."),
            gettext_noop("Type it once more, or find the person by name."),
        )
    if not facts.same_event:
        return _no(
            "code_of_another_event",
            gettext_noop("This is the code of another event: “%(event)s”."),
            gettext_noop("Look the person up by name here; one who is not registered may register at the desk."),
            event=facts.other_event,
        )
    if facts.registration in _NO_PLACE and facts.event in _ON:
        code, sentence, advice = _NO_PLACE[facts.registration]
        return _no(code, sentence, advice, name=facts.name)
    return _why_not_now(facts)


def _why_not_now(facts: PressFacts) -> Refusal | None:
    if facts.event not in _ON:
        return _no(
            "event_is_not_on",
            gettext_noop("The event was cancelled, or is not announced yet."),
            gettext_noop("Attendance is taken at an event that is announced or held."),
        )
    if not facts.counted:
        return _no(
            "session_is_not_counted",
            gettext_noop("Attendance is not taken at this part of the programme."),
            gettext_noop("Choose another session."),
        )
    if facts.at_day < facts.day:
        return _no(
            "session_has_not_come",
            gettext_noop("The session is on another day, %(day)s."),
            gettext_noop("Choose the session of today."),
            day=f"{facts.day:%d.%m.%Y}",
        )
    return None


def why_not_write_in(*, left: int | None) -> Refusal | None:
    """Say why somebody who came without registration is not written in; None when he is. `left` None: without a limit.

    Source: Rules of joint events: nobody is admitted beyond the places.
    """
    if left is None or left > 0:
        return None
    return _no(
        "no_place_left",
        gettext_noop("All places are taken, so nobody else can be written in."),
        gettext_noop(
            "If there is room in the hall, those who hold the event raise the number of places; then try again."
        ),
    )


def why_no_session() -> Refusal:
    """Say that the session for which a phone kept a press is not in the programme any more.

    Source: Rules of joint events: attendance is taken at a part of the programme.
    """
    return _no(
        "no_such_session",
        gettext_noop("This part of the programme is not there any more."),
        gettext_noop("Choose the session anew and check the person in once more."),
    )


def _no(code: str, sentence: str, advice: str, **facts: object) -> Refusal:
    return Refusal(code, sentence, SOURCE, facts, title=NOT_TAKEN, advice=advice)


def why_not_mark(*, state: str, reason: str, registration: str, begun: bool) -> Refusal | None:
    """Say why a mark cannot be put into the list: no place, no reason for one excused, or the session has not begun.

    Source: Rules of joint events: one is excused for a reason; who is not here yet is not absent.
    """
    if registration != "confirmed":
        return _no(
            "has_no_place",
            gettext_noop("Only those who have a place stand in the list."),
            gettext_noop("Those who hold the event give a place in the list of those registered."),
        )
    if state == "excused" and not reason.strip():
        return _no(
            "no_reason_to_excuse",
            gettext_noop("It is not said why the person is excused."),
            gettext_noop("Write the reason in a few words, without anything about health."),
        )
    if state == "absent" and not begun:
        return _no(
            "has_not_begun",
            gettext_noop("The session has not begun: nobody is absent yet."),
            gettext_noop("Mark those absent when it has begun."),
        )
    return None


def share_needed(counted: int, *, percent: int) -> int:
    """Return how many counted sessions must be attended for a share of them: the share is reached, not exceeded.

    Source: Rules of joint events: the share is set for each event; 7 modules of 7 in a joint series (DOMAIN, R20).
    """
    return -(-counted * percent // WHOLE)  # whole numbers only: a gradebook asks a thousand times


def why_not_certificate(
    *, counted: int, attended: int, excused: int, percent: int, has_place: bool = True
) -> Refusal | None:
    """Say why a person gets no certificate of attendance; None when he does. One excused was not there.

    `percent` of the counted sessions must be attended: 100 means all of them.

    Source: Certificate only after all modules (marathon of 2023, DOMAIN R20); rules of joint events: the share is set for each event.
    """
    if not has_place:
        return _none("has_no_place", gettext_noop("The person has no place."))
    if counted == 0:
        return _none(
            "nothing_counted",
            gettext_noop("No part of the programme counts attendance."),
            gettext_noop("Mark in the programme which sessions count."),
        )
    needed = max(1, share_needed(counted, percent=percent))
    if attended >= needed:
        return None
    one, many = ngettext(
        "Attended %(attended)d of %(counted)d session, %(needed)d needed.",
        "Attended %(attended)d of %(counted)d sessions, %(needed)d needed.",
    )
    return Refusal(
        "attended_too_little",
        one,
        SOURCE,
        {"attended": attended, "counted": counted, "needed": needed, "excused": excused},
        plural=many,
        count="counted",
        title=NO_CERTIFICATE,
        advice=gettext_noop("Check the attendance list; one excused was not there.") if excused else "",
    )


def why_not_issue_yet(*, ends: datetime | None, now: datetime) -> Refusal | None:
    """Say why nobody gets a certificate of attendance or of speaking now: the last part is not over, so nobody has attended it all.

    `ends` None: no part has a time. Source: Certificate only after all modules (marathon of 2023, DOMAIN R20).
    """
    if ends is None or now >= ends:
        return None
    return Refusal(
        "event_goes_on",
        gettext_noop("The last part ends on %(day)s at %(time)s: until then nobody has attended it all."),
        SOURCE,
        {"day": f"{ends:%d.%m.%Y}", "time": f"{ends:%H:%M}"},
        gettext_noop("Issue the certificates after that; the list of who gets one is made meanwhile."),
        title=NO_CERTIFICATE,
    )


def _none(code: str, sentence: str, advice: str = "") -> Refusal:
    return Refusal(code, sentence, SOURCE, title=NO_CERTIFICATE, advice=advice)


def why_not_share(percent: int) -> Refusal | None:
    """Say why a share of sessions cannot be asked for: it is a whole per cent from 1 to 100.

    Source: Rules of joint events: the share is set for each event.
    """
    if 1 <= percent <= WHOLE:
        return None
    return Refusal(
        "wrong_share",
        gettext_noop("The share is from 1 to 100 per cent."),
        SOURCE,
        title=gettext_noop("The share was not changed"),
    )


def hours_of(hours: Iterable[Decimal | None]) -> Decimal | None:
    """Return academic hours of the sessions attended, added up; None when none of them has hours.

    Source: Rules of joint events: hours of sessions attended count, and no others.
    """
    known = [one for one in hours if one is not None]
    return sum(known, Decimal(0)) if known else None


# The list of an online platform


@dataclass(frozen=True, slots=True)
class PlatformRow:
    """One line of a platform's list: who was in the room and for how many minutes; None: it does not say."""

    line: int
    name: str
    email: str
    minutes: int | None


@dataclass(frozen=True, slots=True)
class Known:
    """One who is registered: `words` are the words of his name, folded; `state` that of the registration."""

    number: int
    words: frozenset[str]
    email: str
    state: str


@dataclass(frozen=True, slots=True)
class Matched:
    """What became of a line. `number` is the registration; `verdict`: taken, again, short, nobody, namesakes, no_place."""

    row: PlatformRow
    verdict: str
    number: int | None = None
    minutes: int | None = None


def matched(
    rows: Sequence[PlatformRow], known: Sequence[Known], words: Mapping[str, frozenset[str]], *, at_least: int
) -> list[Matched]:
    """Say of each line of a platform's list whom it means: by address, else by name when only one has it.

    One who left and came back stands in several lines: the minutes are added up, the first line is taken, the others are
    «again». Who was there for fewer than `at_least` minutes in all is not taken; a list without minutes takes everybody.
    `words` gives the words of a name as it stands in the list, folded.

    Source: Rules of joint events: at an online event attendance is taken by the platform's list.
    """
    by_email = {each.email: each for each in known if each.email}
    meant = [_meant(row, by_email, known, words.get(row.name, frozenset())) for row in rows]
    minutes: dict[int, int | None] = {}
    for row, who in zip(rows, meant, strict=True):
        if isinstance(who, Known):
            total = minutes.get(who.number, 0)
            minutes[who.number] = None if row.minutes is None or total is None else total + row.minutes
    found, seen = [], set()
    for row, who in zip(rows, meant, strict=True):
        if isinstance(who, str):
            found.append(Matched(row, who))
            continue
        whole = minutes[who.number]
        verdict = "taken"
        if who.state != "confirmed":
            verdict = "no_place"
        elif who.number in seen:
            verdict = "again"
        elif whole is not None and whole < at_least:
            verdict = "short"
        seen.add(who.number)
        found.append(Matched(row, verdict, who.number, whole))
    return found


def _meant(
    row: PlatformRow, by_email: Mapping[str, Known], known: Sequence[Known], words: frozenset[str]
) -> "Known | str":
    if row.email in by_email:
        return by_email[row.email]
    if len(words) < 2:
        return "nobody"
    same = [each for each in known if words <= each.words or (len(each.words) > 1 and each.words <= words)]
    if len(same) > 1:
        return "namesakes"
    return same[0] if same else "nobody"
