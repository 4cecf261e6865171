"""What happened at the meetings of the demo, told through the same services that everyone uses."""

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.core.files.base import ContentFile
from django.utils import timezone

from spilno.accounts.models import User
from spilno.meetings.models import Attendance, Guest, Issue, Item, Meeting, Officer, Put, Speech
from spilno.meetings.services.decisions import take_note
from spilno.meetings.services.hall import close_meeting, open_meeting, open_registration, take_item
from spilno.meetings.services.interests import declare_interest
from spilno.meetings.services.issues import accept_issue, send_issue, write_issue
from spilno.meetings.services.minutes import approve, lay_open, sign
from spilno.meetings.services.recording import record_decision, record_meeting
from spilno.meetings.services.registration import (
    guest_arrived,
    mark_left,
    name_officer,
    register_member,
)
from spilno.meetings.services.speaking import Speaker, ask_for_floor, give_floor, note_speech, thank
from spilno.meetings.services.voting import cast_vote, close_vote, enter_sheet, put_to_vote
from spilno.portal.management.demo import events as joint_events
from spilno.portal.management.demo import papers, visits
from spilno.portal.management.demo.calling import convened
from spilno.portal.management.demo.clock import at
from spilno.portal.management.demo.learning_editions import Editions
from spilno.portal.management.demo.learning_ledger import Ledgers
from spilno.portal.management.demo.learning_renewals import Renewals
from spilno.portal.management.demo.learning_standards import Standards
from spilno.portal.management.demo.memoranda import Cooperation
from spilno.portal.management.demo.plans import Plans
from spilno.portal.management.demo.registers import World, told
from spilno.portal.management.demo.secrecy import vote_secretly
from spilno.portal.management.demo.signatures import detached
from spilno.portal.management.demo.teller import Teller
from spilno.undertakings.models import Undertaking
from spilno.undertakings.services import accept, report

KYIV = ZoneInfo("Europe/Kyiv")
OPENED = datetime(
    2023, 6, 1, 12, 30, tzinfo=KYIV
)  # the day on which this installation began, after its registers were entered
RECORDED_AFTER = timedelta(days=7)
NOTICE_DAYS = {"ordinary": 43, "extraordinary": 18}


def tell(world: World, *, now: datetime) -> None:
    """Tell everything in the order of time, so that the journal is in order too."""
    story = told("story")
    teller = Teller(world, now)
    issues: dict[str, Issue] = {}
    events: list[tuple[datetime, Any]] = [
        (_days(now, -raised["days_ago"], 11), lambda raised=raised: issue(teller, raised, issues))
        for raised in story["issues"]
    ]
    for known in story["known_meetings"]:
        recorded = datetime.combine(known["day"] + RECORDED_AFTER, time(10), tzinfo=KYIV)
        events.append((max(recorded, OPENED), lambda known=known: known_meeting(teller, known)))
    meetings: dict[str, Meeting] = {}
    for each in story["meetings"]:
        day = _days(now, each["days"], each.get("hour", 10)) if each["days"] else now - timedelta(minutes=75)
        called = min(day - timedelta(days=NOTICE_DAYS[each["kind"]]), now - timedelta(days=1))
        events.append((called, lambda each=each, day=day: convened(teller, each, day, issues, meetings)))
        if each["days"] <= 0:
            events.append((day - timedelta(hours=1), lambda each=each, day=day: held(teller, each, day, meetings)))
        if each["minutes"] == "signed":
            events.append((day + timedelta(days=1), lambda each=each: laid_open(teller, meetings[each["key"]])))
            events.append((day + timedelta(days=8), lambda each=each: signed(teller, meetings[each["key"]])))
        if each["minutes"] == "objections":
            events.append((day + timedelta(days=1), lambda each=each: laid_open(teller, meetings[each["key"]])))
        events.extend(
            (day + timedelta(days=duty["days"] - 3), lambda duty=duty: fulfilled(teller, duty))
            for item in each["items"]
            for duty in item.get("undertakings", [])
            if "done" in duty and day + timedelta(days=duty["days"]) < now
        )
    events += joint_events.happenings(world, now)
    events += papers.happenings(world, now)
    events.extend(visits.happenings(world, meetings, now=now))
    cooperation = Cooperation(world)
    events.extend([*cooperation.events(now), *Plans(cooperation, now).events()])
    standards, ledgers = Standards(cooperation, now), Ledgers(world, now)
    events.extend([*standards.events(), *ledgers.events(), *Renewals(world, standards, ledgers, now).events()])
    events.extend(Editions(world, now).events())
    for moment, happen in sorted(events, key=lambda event: event[0]):
        with at(min(moment, now)):
            happen()


def _days(now: datetime, days: int, hour: int) -> datetime:
    day = timezone.localdate(now) + timedelta(days=days)
    return datetime.combine(day, time(hour), tzinfo=KYIV)


def known_meeting(teller: Teller, each: dict[str, Any]) -> None:
    """Record a known meeting of an earlier year: its day, and that no more is known here."""
    values = {**each, "held_on": each["day"], "hour": None, "kind": "ordinary", "format": "in_person"}
    made = record_meeting({**values, "settlement": "м. Харків", "host": None}, by=teller.secretary)
    for decision in each.get("decisions", []):
        record_decision(made, {"matter": "ordinary", **decision}, by=teller.secretary)


def issue(teller: Teller, raised: dict[str, Any], issues: dict[str, Issue]) -> None:
    """A council raises an issue; the older ones are accepted by the secretary."""
    council = teller.world.council[raised["council"]]
    by = teller.world.user(raised["council"])
    values = {
        "title": raised["title"], "text": raised["text"], "draft_decision": raised["draft"], "topic": raised["topic"],
        "territory": council.territory,
    }  # fmt: skip
    made = send_issue(write_issue(council, values, by=by), by=by)
    if raised["days_ago"] > 11:
        made = accept_issue(made, by=teller.secretary)
    issues[raised["key"]] = made


def held(teller: Teller, each: dict[str, Any], day: datetime, meetings: dict[str, Meeting]) -> None:
    """The meeting itself: registration, opening, items one after another, closing."""
    world, by = teller.world, teller.secretary
    meeting = open_registration(Meeting.objects.get(pk=meetings[each["key"]].pk), by=by)
    away = {*each["absent"], *each.get("late", []), *(place for place, _ in each.get("proxies", []))}
    for place, member in world.member.items():
        if place not in away:
            mode = Attendance.Mode.REMOTE if place in each.get("remote", []) else Attendance.Mode.HALL
            register_member(meeting, member, person=world.head[place], mode=mode, by=by)
    for guest in Guest.objects.filter(meeting=meeting):
        guest_arrived(guest, by=by)
    with at(day):
        meeting = open_meeting(Meeting.objects.get(pk=meeting.pk), by=by)
    moment = day + timedelta(minutes=4)
    for row in each["items"]:
        if each["days"] == 0 and row is each["items"][3]:
            return
        with at(moment):
            if row is each["items"][2]:
                for place in each.get("late", []):
                    register_member(meeting, world.member[place], person=world.head[place], by=by)
            if row is each["items"][-2]:
                for place in each.get("left", []):
                    mark_left(meeting, world.member[place], by=by)
            _considered(teller, each, meeting, row)
        moment += timedelta(minutes=18)
        if row is each["items"][0]:
            moment = _overdue_noted(teller, meeting, moment)
    with at(moment):
        close_meeting(Meeting.objects.get(pk=meeting.pk), by=by)


def _overdue_noted(teller: Teller, meeting: Meeting, moment: datetime) -> datetime:
    """After the agenda is approved, each overdue undertaking is heard; returns when the last one was."""
    own = Item.objects.filter(meeting=meeting, children__isnull=True).exclude(source_type="")
    for item in own.order_by("parent_id", "order"):
        with at(moment):
            _noted(teller, item)
        moment += timedelta(minutes=6)
    return moment


def _noted(teller: Teller, item: Item) -> None:
    """What came by itself, the overdue, is heard and taken note of."""
    Item.objects.filter(pk=item.pk).update(
        rapporteur=teller.person("director"),
        rapporteur_post=teller.post("director"),
        heard=teller.said("{повідомив|повідомила}, чому доручення прострочено і коли його буде виконано.", "director"),
    )
    taken = take_item(Item.objects.get(pk=item.pk), by=teller.secretary)
    _reported(taken, by=teller.secretary)
    take_note(taken, text="Інформацію взяти до відома.", nobody_objects=True, by=teller.secretary)


def _reported(item: Item, *, by: User) -> None:
    """Give the floor to the rapporteur."""
    for speech in item.speeches.filter(kind=Speech.Kind.REPORT, begun_at__isnull=True, withdrawn_at__isnull=True):
        thank(give_floor(speech, by=by), by=by)


def _considered(teller: Teller, each: dict[str, Any], meeting: Meeting, row: dict[str, Any]) -> None:
    world, by = teller.world, teller.secretary
    item = take_item(Item.objects.get(pk=row["pk"]), by=by)
    for place, reason in row.get("recused", []):
        declare_interest(item, world.member[place], reason=reason, by=by)
    Item.objects.filter(pk=item.pk).update(heard=teller.said(row.get("heard", ""), row.get("rapporteur", "president")))
    _reported(item, by=by)
    for place, words in row.get("speeches", []):
        speech = ask_for_floor(item, speaker=_speaker(teller, place), present=True, by=world.user(place))
        give_floor(speech, by=by)
        thank(speech, by=by)
        note_speech(speech, text=teller.said(words, place), was="", by=by)
    for place in row.get("queue", []):
        ask_for_floor(item, speaker=_speaker(teller, place), present=True, by=world.user(place))
    item.refresh_from_db()
    if "note" in row:
        take_note(item, text=row["note"], nobody_objects=True, by=by)
        return
    minutes = None if "open_vote" in row else 3  # a vote that stays open in the demo has no countdown to overrun
    put = put_to_vote(item, purpose=Put.Purpose.WHOLE, method=row["method"], text=row["draft"], minutes=minutes, by=by)
    if row["method"] == "by_hand":
        _counted(teller, put, row["hand"], each)
    elif row["method"] == "secret":
        vote_secretly(put, row["ballots"])
    else:
        _voted(teller, put, row)
    if "open_vote" not in row:
        close_vote(put, by=by)
    for place in row.get("counting", [])[:1]:  # the decision has entered its members; they choose who heads it
        name_officer(meeting, role=Officer.Role.COUNTING, person=teller.person(place), head=True, by=by)


def _speaker(teller: Teller, place: str) -> Speaker:
    person = teller.person(place)
    return Speaker(name=str(person), post=teller.post(place), person=person, membership=teller.world.member[place])


def _counted(teller: Teller, put: Put, hand: dict[str, int], each: dict[str, Any]) -> None:
    may_vote = put.question.present - put.question.recused
    counters = next(row["counting"] for row in each["items"] if "counting" in row)
    for place in counters[:2]:
        enter_sheet(
            put, votes_for=may_vote - hand["against"] - hand["abstained"], votes_against=hand["against"], votes_abstained=hand["abstained"],
            by=teller.world.user(place),
        )  # fmt: skip


def _voted(teller: Teller, put: Put, row: dict[str, Any]) -> None:
    pattern = row.get("open_vote", row)
    against, abstained = set(pattern.get("against", [])), set(pattern.get("abstained", []))
    left = pattern.get("cast", 1000)
    waiting = {"Мерефа", "Наталине", "Старовірівка", "Краснокутськ"} if "open_vote" in row else set()
    places = {member.pk: place for place, member in teller.world.member.items()}
    for elector in (
        put.question.electors.filter(present=True, recused=False).select_related("holder__user").order_by("pk")
    ):
        place = places[elector.membership_id]
        if place in waiting or left == 0:
            continue
        left -= 1
        value = "against" if place in against else "abstained" if place in abstained else "for"
        cast_vote(put, votes={elector.pk: value}, by=elector.holder.user)


def laid_open(teller: Teller, meeting: Meeting) -> None:
    """The minutes are laid open for objections."""
    lay_open(Meeting.objects.get(pk=meeting.pk).minutes, by=teller.secretary)


def signed(teller: Teller, meeting: Meeting) -> None:
    """The minutes are approved, and signed by the chair and the secretary."""
    minutes = approve(Meeting.objects.get(pk=meeting.pk).minutes, by=teller.secretary)
    with minutes.pdf.file.open("rb") as file:
        content = file.read()
    for role, key in (("chair", "president"), ("secretary", "secretary")):
        person = teller.person(key)
        file = ContentFile(detached(content, name=person.full_name), name=f"protokol-{meeting.number}-{role}.p7s")
        sign(minutes, file, role=role, may_sign=True, by=teller.world.user(key))


def fulfilled(teller: Teller, duty: dict[str, Any]) -> None:
    """The one bound reports; the secretary accepts, or does not yet."""
    undertaking = Undertaking.objects.filter(what=duty["what"]).order_by("pk").last()
    if undertaking is None:
        return
    by = teller.world.user(duty["council"]) if "council" in duty else teller.world.user("executive_director")
    made = report(undertaking, text=duty["done"], by=by)
    if duty["accepted"]:
        accept(made if hasattr(made, "what") else undertaking, by=teller.secretary)
