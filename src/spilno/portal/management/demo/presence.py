"""Who was at the joint events of the demo: the marathon of 2023, and an event that goes on today."""

import secrets
from collections.abc import Sequence

from spilno.accounts.models import User
from spilno.events.models import Attendance, Event, Registration
from spilno.events.rules.presence import Matched, PlatformRow
from spilno.events.services.presence import Press, check_in, take_paper_list, take_platform_list
from spilno.events.services.registration import Applicant, register_for_another
from spilno.organisations.models import Organisation
from spilno.people.models import Person
from spilno.portal.management.demo.registers import World

PEOPLE = 14
MISSED = {3: 12, 5: 13}  # number of the module → place in the list of one who missed it
HERE = 9
GUESTS = 22


def marathon_attended(world: World, events: Sequence[Event]) -> None:
    """Enter fictional participants of the marathon and who attended which module.

    Their certificates are those of the programme, given when its edition is finished: nobody gets a second paper for the same learning.
    """
    by = world.user("school")
    people = list(world.head.items())[:PEOPLE]
    for number, event in enumerate(events):
        rows = [_row(event, person, world.council[place], queue) for queue, (place, person) in enumerate(people, 1)]
        Registration.objects.bulk_create(rows)
        session = event.sessions.get()
        taken = [
            Matched(PlatformRow(line, row.full_name, "", 170), "taken", row.pk, 170)
            for line, row in enumerate(rows)
            if MISSED.get(number) != line
        ]
        take_platform_list(session, taken, by=by)


def _row(event: Event, person: Person, council: Organisation, queue: int) -> Registration:
    row = Registration(
        event=event, person=person, family_name=person.family_name, given_name=person.given_name,
        patronymic=person.patronymic, organisation=council, council=council, state=Registration.State.CONFIRMED,
        confirmed_at=event.starts_at, queue=queue, code=secrets.token_hex(8).upper(), token=secrets.token_urlsafe(24),
    )  # fmt: skip
    row.fold_name()
    return row


def conference_registered(world: World, event: Event, speaking: Sequence[str], *, by: User) -> None:
    """Register those who speak and review, and heads of councils beside them."""
    people = {key: world.head.get(key) or world.officer[key] for key in speaking}
    people |= dict(list(world.head.items())[-GUESTS:])
    for key, person in people.items():
        office = person.offices.select_related("organisation").first()
        organisation = world.council.get(key) or (office.organisation if office else None)
        register_for_another(event, _applicant(person, organisation), by=by)


def conference_attended(event: Event, *, by: User) -> None:
    """Put in a paper list for each section: some went home before the last one, one was excused."""
    people = list(event.registrations.filter(state=Registration.State.CONFIRMED).order_by("queue"))
    sections = list(event.sessions.filter(counted=True))
    for number, session in enumerate(sections, 1):
        marks = {
            row.pk: ("excused", "відрядження")
            if place == len(people) - 1
            else ("absent", "")
            if number == len(sections) and place % 6 == 5
            else ("attended", "")
            for place, row in enumerate(people)
        }
        take_paper_list(session, marks, by=by)


def at_the_door(world: World, title: str) -> None:
    """Register people for the event that goes on now; some of them are here already, the others come in."""
    event = Event.objects.get(title_uk=title)
    by, registrar = world.user("secretary"), world.user("registrar")
    entered = [
        register_for_another(event, _applicant(person, world.council[place]), by=by).registration
        for place, person in list(world.head.items())[PEOPLE : PEOPLE + 20]
    ]
    session = event.sessions.filter(counted=True).first()
    if session is None:
        return
    for number, row in enumerate(entered[:HERE]):
        press = (
            Press(f"demo-{row.pk}", code=row.code)
            if number % 2
            else Press("", registration=row.pk, way=Attendance.Way.NAME)
        )
        check_in(session, press, by=registrar)


def _applicant(person: Person, council: Organisation | None) -> Applicant:
    return Applicant(
        person.family_name,
        person.given_name,
        person.patronymic,
        email=person.email,
        person=person,
        organisation=council,
    )
