"""Visiting meetings of the demo: groups, questions, practice cards, adoptions and a call for hosts, told through the services."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from spilno.knowledge.models import Adoption, Practice
from spilno.knowledge.services.adoptions import adopt, ask_of_adoptions, tell_status
from spilno.knowledge.services.cards import publish_card, send_card, write_card
from spilno.meetings.models import Meeting
from spilno.meetings.services.drafting import write_safety_notice
from spilno.portal.management.demo.registers import World, told
from spilno.visits.models import Call, LearningQuestion
from spilno.visits.queries.programme import digest_of
from spilno.visits.services.calls import announce_call, offer_to_host, prepare_call
from spilno.visits.services.programme import add_group, answer_question, ask_host, confirm_safety, join_group

KYIV = ZoneInfo("Europe/Kyiv")
Happening = tuple[datetime, Callable[[], None]]
ASKED = (-210, -190, -30, -16)  # days on which the letters about adoptions went out


def happenings(world: World, meetings: dict[str, Meeting], *, now: datetime) -> list[Happening]:
    """Return what happened around visits, each with its moment; `meetings` fills as the story goes on."""
    story = told("visits")
    parts = (_programmes, _questions, _practices, _adoptions, _call)
    return [happening for part in parts for happening in part(story, world, meetings, now)]


def add_safety(meeting: Meeting, key: str, world: World) -> None:
    """Write the safety notice before the notice of the meeting goes out."""
    text = told("visits")["safety"].get(key, "")
    if text:
        write_safety_notice(meeting, text, by=world.user("secretary"))


def _moment(now: datetime, days: int, hour: int, minute: int = 0) -> datetime:
    day = timezone.localdate(now) + timedelta(days=days)
    return datetime.combine(day, time(hour, minute), tzinfo=KYIV)


def _day(now: datetime, days: int) -> date:
    return timezone.localdate(now) + timedelta(days=days)


def _when(now: datetime, key: str, days: int, minute: int) -> datetime:
    """Return when something before a visit happened: days before «valky», this morning for the meeting ahead."""
    return _moment(now, days, 12, minute) if key == "valky" else now - timedelta(hours=3) + timedelta(minutes=minute)


def _programmes(
    story: dict[str, Any], world: World, meetings: dict[str, Meeting], now: datetime
) -> Iterator[Happening]:
    for order, row in enumerate(story["group"]):
        yield (
            _when(now, row["meeting"], -12, order),
            lambda row=row: _grouped(row, world, Meeting.objects.get(pk=meetings[row["meeting"]].pk)),
        )


def _grouped(row: dict[str, Any], world: World, meeting: Meeting) -> None:
    hour, minute = row["hour"].split(":")
    gathers = timezone.localtime(meeting.starts_at).replace(hour=int(hour), minute=int(minute))
    values = {name: row[name] for name in ("name", "capacity", "guide", "guide_phone", "transport")}
    group = add_group(
        meeting, {**values, "gathers_at": gathers, "gathers_where": row["where"]}, by=world.user("secretary")
    )
    for place in row["members"]:
        join_group(meeting, group, world.head[place], takes_part=True, by=world.user(place))
        confirm_safety(meeting, world.head[place], shown=digest_of(meeting.safety_notice), by=world.user(place))


def _questions(story: dict[str, Any], world: World, meetings: dict[str, Meeting], now: datetime) -> Iterator[Happening]:
    for order, row in enumerate(story["question"]):
        yield (_when(now, row["meeting"], -9, 10 + order), lambda row=row: _asked(row, world, meetings))
        if "answer" in row:
            yield (_when(now, row["meeting"], -6, 20 + order), lambda row=row: _answered(row, world, meetings))


def _asked(row: dict[str, Any], world: World, meetings: dict[str, Meeting]) -> None:
    meeting = Meeting.objects.get(pk=meetings[row["meeting"]].pk)
    ask_host(meeting, world.member[row["council"]], text=row["text"], by=world.user(row["council"]))


def _answered(row: dict[str, Any], world: World, meetings: dict[str, Meeting]) -> None:
    question = LearningQuestion.objects.get(text=row["text"])
    host = next(place for place, member in world.member.items() if member.pk == question.meeting.host_id)
    answer_question(question, text=row["answer"], for_host=True, by=world.user(host))


def _practices(story: dict[str, Any], world: World, meetings: dict[str, Meeting], now: datetime) -> Iterator[Happening]:
    for order, row in enumerate(story["practice"]):
        yield (_moment(now, row["days"], 14, order), lambda row=row: _written(row, world, meetings))
        if "published" in row:
            yield (_moment(now, row["published"], 16, order), lambda row=row: _published(row, world))


def _written(row: dict[str, Any], world: World, meetings: dict[str, Meeting]) -> None:
    meeting = Meeting.objects.get(pk=meetings[row["meeting"]].pk) if "meeting" in row else None
    stop = meeting.stops.filter(title=row["stop"]).first() if meeting else None
    names = {"title": "title", "topic": "topic", "problem": "problem", "solution": "solution", "result": "result"}
    names |= {"cost": "cost", "conditions": "conditions", "contact": "contact_post"}
    values = {field: row[name] for name, field in names.items() if name in row}
    council = world.council[row["council"]]
    adoption = Adoption.objects.get(organisation=council) if "from" in row else None
    by = world.user(row["by"])
    made = write_card(
        {**values, "organisation": council, "seen_at_meeting": meeting, "seen_at_stop": stop}, adoption=adoption, by=by
    )
    send_card(made, by=by)


def _published(row: dict[str, Any], world: World) -> None:
    publish_card(Practice.objects.get(title=row["title"]), licence="CC BY 4.0", by=world.user("secretary"))


def _adoptions(story: dict[str, Any], world: World, meetings: dict[str, Meeting], now: datetime) -> Iterator[Happening]:
    titles = {row["key"]: row["title"] for row in story["practice"]}
    for order, row in enumerate(story["adoption"]):
        title = titles[row["practice"]]
        yield (_moment(now, row["days"], 11, order), lambda row=row, title=title: _adopted(row, title, world, now))
        for days, state, effect in row.get("told", []):
            yield (
                _moment(now, days, 11, 30 + order),
                lambda row=row, title=title, state=state, effect=effect: tell_status(
                    Adoption.objects.get(practice__title=title, organisation=world.council[row["council"]]),
                    state=state,
                    effect=effect,
                    by=world.user(row["council"]),
                ),
            )
    for days in ASKED:
        yield (_moment(now, days, 8), _asked_of_adoptions)


def _asked_of_adoptions() -> None:
    ask_of_adoptions(timezone.localdate())


def _adopted(row: dict[str, Any], title: str, world: World, now: datetime) -> None:
    adopt(
        Practice.objects.get(title=title),
        world.council[row["council"]],
        plan=row["plan"],
        due_on=_day(now, row["until"]),
        responsible=world.head[row["council"]],
        by=world.user(row["council"]),
    )


def _call(story: dict[str, Any], world: World, meetings: dict[str, Meeting], now: datetime) -> Iterator[Happening]:
    call = story["call"]
    yield (_moment(now, call["announced"], 10), lambda: _announced(call, world, now))
    for offer in call["offer"]:
        yield (_moment(now, offer["days"], 15), lambda offer=offer: _offered(call, offer, world, now))


def _title(call: dict[str, Any], now: datetime) -> str:
    return str(call["title"]).format(year=_day(now, call["first"]).year)


def _announced(call: dict[str, Any], world: World, now: datetime) -> None:
    days = {
        "meeting_between_first": "first",
        "meeting_between_last": "last",
        "opens_on": "announced",
        "closes_on": "closes",
    }
    values = {field: _day(now, call[name]) for field, name in days.items()}
    by = world.user("secretary")
    texts = {"title": _title(call, now), "topic": call["topic"], "text": call["text"]}
    announce_call(prepare_call({**values, **texts}, by=by), by=by)


def _offered(call: dict[str, Any], offer: dict[str, Any], world: World, now: datetime) -> None:
    names = ("practices", "venue", "capacity", "shelter", "shelter_capacity", "transport")
    place = offer["council"]
    offer_to_host(
        Call.objects.get(title=_title(call, now)),
        world.member[place],
        {**{name: offer[name] for name in names}, "contact": world.head[place]},
        by=world.user(place),
    )
