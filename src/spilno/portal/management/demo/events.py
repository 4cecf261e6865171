"""Joint events of the demo: the real marathon of 2023, and what is ahead."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from spilno.accounts.models import User
from spilno.events.models import Event, Question
from spilno.events.services.events import add_owner, announce_event, draft_event, enter_held_event
from spilno.events.services.programme import keep_session
from spilno.events.services.questions import keep_question
from spilno.events.services.registration import Applicant, nominate, prove, register
from spilno.events.services.series import join_series, start_series
from spilno.events.services.waiting import move_due
from spilno.organisations.models import Organisation
from spilno.people.models import Office, Person
from spilno.portal.management.demo import papers, presence
from spilno.portal.management.demo.clock import at
from spilno.portal.management.demo.plans import MARATHON, marathon_counts
from spilno.portal.management.demo.registers import PASSWORD, World, told
from spilno.territories.models import Unit

KYIV = ZoneInfo("Europe/Kyiv")
Happening = tuple[datetime, Callable[[], None]]
COMMON = ("kind", "format", "title_uk", "title_en", "summary_uk", "summary_en", "for_whom", "venue", "address", "shelter", "online_link")  # fmt: skip


def partners(world: World) -> None:
    """Enter those with whom events are held, and a fictional officer of some; who stands in the register already is kept."""
    for row in told("events")["partner"]:
        organisation, _made = Organisation.objects.get_or_create(
            name_uk=row["name_uk"],
            defaults={
                "kind": row["kind"],
                "name_en": row["name_en"],
                "website": row.get("website", ""),
                "email": f"office.{row['key']}@demo.example",
            },
        )
        world.partner[row["key"]] = organisation
        if "officer" in row:
            world.officer[row["key"]] = _officer(organisation, row["officer"])
    papers.people(world, _officer)


def _officer(organisation: Organisation, told_of: dict[str, Any]) -> Person:
    names = {name: told_of[name] for name in ("family_name", "given_name", "patronymic", "gender", "email")}
    found = Person.objects.filter(email=told_of["email"]).first()
    if found is not None:
        return found
    user = User.objects.create(email=told_of["email"], password=make_password(PASSWORD))
    person = Person.objects.create(**names, user=user, fictional=True)
    Office.objects.create(
        person=person, organisation=organisation, post_uk=told_of["post_uk"], post_en=told_of["post_en"],
        category=Office.Category.OFFICIAL, starts=date(2023, 7, 1), act="вигаданий наказ для показу",
    )  # fmt: skip
    return person


def happenings(world: World, now: datetime) -> list[Happening]:
    """Return what happens with joint events, each with its moment, for the teller of the story."""
    data = told("events")
    found: list[Happening] = [(_moment(MARATHON, 10), lambda: marathon(world, data["marathon"]))]
    found.extend(
        (now + timedelta(days=each["announced"]), lambda each=each: ahead(world, each, now)) for each in data["ahead"]
    )
    door = next(each["title_uk"] for each in data["ahead"] if each["days"] == 0)
    today = timezone.localdate(now)
    opened = min(now - timedelta(minutes=50), _moment(today, 10))  # in the evening it is over already
    opened = max(opened, _moment(today, 0))  # just after midnight fifty minutes ago was another day
    found.append((opened, lambda: presence.at_the_door(world, door)))
    return found


def marathon(world: World, data: dict[str, Any]) -> None:
    """Enter the marathon of 2023 as held: seven modules of one series, counted for the memorandum where there is one."""
    by = world.user("school")
    school = world.partner["school"]
    events: list[Event] = []
    for number, module in enumerate(data["module"], 1):
        starts = _moment(module["day"], module["hour"])
        values = {
            "kind": Event.Kind.TRAINING, "format": Event.Format.ONLINE, "starts_at": starts, "ends_at": starts + timedelta(hours=3),
            "title_uk": f"Модуль {number}. {module['title_uk']}", "title_en": f"Module {number}. {module['title_en']}",
            **{name: data[name] for name in ("summary_uk", "summary_en", "for_whom")},
        }  # fmt: skip
        event = draft_event(values, owner=school, by=by)
        for key in data["owners"][1:]:
            add_owner(event, world.partner[key], by=by)
        Event.objects.filter(pk=event.pk).update(places=data["places"])
        session = {"kind": "module", "title_uk": module["title_uk"], "title_en": module["title_en"]}
        keep_session(event, {**session, "starts_at": starts, "ends_at": starts + timedelta(hours=3)}, [], by=by)
        events.append(enter_held_event(event, ground=data["ground"], by=by))
    series = start_series(events[0], title_uk=data["title_uk"], title_en=data["title_en"], joint=True, by=by)
    for event in events[1:]:
        join_series(event, series, by=by)
    marathon_counts(events, by=by)
    presence.marathon_attended(world, events)


def ahead(world: World, data: dict[str, Any], now: datetime) -> None:
    """Prepare and announce an event that is still ahead."""
    by = world.user(data["by"])
    day = timezone.localdate(now) + timedelta(days=data["days"])
    first, last = data["hours"]
    values = {
        **{name: data[name] for name in COMMON if name in data},
        "starts_at": _moment(day, first),
        "ends_at": _moment(day, last),
        "territory": Unit.objects.filter(organisations__place_uk=data["territory"]).first(),
    }
    owners = [_owner(world, key) for key in data["owners"]]
    own = world.partner.get(data["by"]) or world.association
    event = draft_event(values, owner=own or owners[0], by=by)
    for organisation in owners:
        if organisation != own:
            add_owner(event, organisation, by=by)
    until = timezone.now() + timedelta(days=data["first_for_days"]) if "first_for_days" in data else None
    limits = {"places": data["places"], "places_per_council": data.get("places_per_council")}
    Event.objects.filter(pk=event.pk).update(**limits, councils_first_until=until)
    for session in data.get("session", []):
        kept = {name: session[name] for name in ("kind", "title_uk", "title_en", "place", "hours") if name in session}
        times = {"starts_at": _moment(day, session["from"]), "ends_at": _moment(day, session["to"])}
        keep_session(event, {**kept, **times}, session.get("speakers", []), by=by)
    asked = _ask(event, data.get("question", []), by=by)
    announce_event(event, by=by)
    if "heads_first" in data:
        _fill(world, event, data, asked)


def _ask(event: Event, questions: list[dict[str, Any]], *, by: User) -> list[Question]:
    """Put questions into the form; one that `depends_on` an answer hangs on the question above it."""
    asked: list[Question] = []
    for told_of in questions:
        words = {
            name: told_of[name] for name in ("kind", "label_uk", "label_en", "required", "choices") if name in told_of
        }
        if "depends_on" in told_of:
            words |= {"shown_if": asked[-1], "shown_value": told_of["depends_on"]}
        asked.append(keep_question(event, Question(event=event, **words), by=by))
    return asked


def _fill(world: World, event: Event, data: dict[str, Any], asked: list[Question]) -> None:
    """Let people register: councils first, by their heads and by naming; after the round whoever comes."""
    answers: dict[int, str | list[str]] = {asked[0].pk: "no"} if asked else {}
    opened = timezone.now()

    def come(place: str) -> None:
        person = world.head[place]
        user = world.user(place)
        register(event, Applicant(person.family_name, person.given_name, person.patronymic, email=user.email, person=person, answers=answers), by=user)  # fmt: skip

    with at(opened + timedelta(days=1)):
        for place in data["heads_first"]:
            come(place)
    with at(opened + timedelta(days=2)):
        named = [Applicant(family, given, post=post) for family, given, post in data["named"]["people"]]
        council = data["named"]["council"]
        nominate(event, world.council[council], named, speaks=True, by=world.user(council))
    with at(opened + timedelta(days=data["first_for_days"], hours=1)):
        move_due()
        for number, (family, given) in enumerate(data["guests"]):
            guest = Applicant(family, given, email=f"guest{number}@demo.example", answers=answers)
            prove(register(event, guest, by=None).registration)
        for place in data["heads_later"]:
            come(place)


def _owner(world: World, key: str) -> Organisation:
    if key == "association" and world.association is not None:
        return world.association
    return world.partner.get(key) or world.council[key]


def _moment(day: date, hour: float) -> datetime:
    return datetime.combine(day, time(int(hour), round(hour % 1 * 60)), tzinfo=KYIV)
