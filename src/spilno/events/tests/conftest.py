"""Two organisations that hold events together, each with somebody who speaks for it."""

from dataclasses import dataclass

import pytest
from tests.cast import LONG_AGO, Cast, grant, make_person, make_user

from spilno.accounts.models import Right, User
from spilno.events.models import Event
from spilno.events.tests.door import Hall, goes_on, register
from spilno.events.tests.factories import make_event
from spilno.organisations.models import Organisation
from spilno.people.models import Office, Person


@dataclass
class Joint:
    """The school and the association of cities, their speakers, and an announced event that both hold."""

    school: Organisation
    cities: Organisation
    teacher: User
    teacher_person: Person
    mayor: User
    event: Event


def speaker_of(organisation: Organisation, email: str, family: str) -> User:
    user = make_user(email)
    person = make_person(family, user=user, email=email)
    Office.objects.create(
        person=person,
        organisation=organisation,
        post_uk="директорка",
        category="head",
        act="наказ № 1",
        starts=LONG_AGO,
    )
    return user


@pytest.fixture
def joint(cast: Cast) -> Joint:
    school = Organisation.objects.create(kind="education", name_uk="Школа врядування", name_en="School of Governance")
    cities = Organisation.objects.create(kind="association", name_uk="Асоціація малих міст")
    teacher = speaker_of(school, "teacher@example.org", "Шкільна")
    mayor = speaker_of(cities, "mayor@example.org", "Міська")
    return Joint(school, cities, teacher, teacher.person, mayor, make_event(school, cities))


@pytest.fixture
def hall(cast, joint):
    grant(cast.stranger, Right.REGISTRAR)
    session = goes_on(joint.event)
    people = [register(joint.event, family) for family in ("Степова", "Калинова", "Вербова")]
    return Hall(joint.event, session, cast.stranger, joint.teacher, people)
