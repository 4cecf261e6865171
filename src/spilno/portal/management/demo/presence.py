"""Who was at the joint events of the demo: the marathon of 2023 with its certificates, and an event that goes on today."""

import secrets
from collections.abc import Sequence
from datetime import date

from spilno.credentials.services import revoke
from spilno.events.models import Attendance, Event, Registration
from spilno.events.rules.presence import Matched, PlatformRow
from spilno.events.services.certificates import issue_for
from spilno.events.services.presence import Press, check_in, take_platform_list
from spilno.events.services.registration import Applicant, register_for_another
from spilno.organisations.models import Organisation
from spilno.people.models import Person
from spilno.portal.management.demo.registers import World

PEOPLE = 14
MISSED = {3: 12, 5: 13}  # number of the module → place in the list of one who missed it
ISSUED_ON = date(2023, 10, 27)
HERE = 9


def marathon_attended(world: World, events: Sequence[Event]) -> None:
    """Enter fictional participants of the marathon, who attended which module, and their certificates; one is revoked."""
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
    issued = issue_for(events[0], "attendance", issued_on=ISSUED_ON, by=by)
    revoke(
        issued[-1],
        reason="Видано помилково: на модулі 6 працював інший учасник (вигадано для показу).",
        on=date(2023, 11, 3),
        by=by,
    )


def _row(event: Event, person: Person, council: Organisation, queue: int) -> Registration:
    row = Registration(
        event=event, person=person, family_name=person.family_name, given_name=person.given_name,
        patronymic=person.patronymic, organisation=council, council=council, state=Registration.State.CONFIRMED,
        confirmed_at=event.starts_at, queue=queue, code=secrets.token_hex(8).upper(), token=secrets.token_urlsafe(24),
    )  # fmt: skip
    fold = getattr(row, "fold_words", None)
    if fold is not None:
        fold()
    return row


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


def _applicant(person: Person, council: Organisation) -> Applicant:
    return Applicant(
        person.family_name,
        person.given_name,
        person.patronymic,
        email=person.email,
        person=person,
        organisation=council,
    )
