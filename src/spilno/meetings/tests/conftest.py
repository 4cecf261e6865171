"""Fixtures that several tests of meetings share."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.cast import make_council, make_mandate, make_member, make_person, make_user

from spilno.meetings.models import Attendance, Item, Meeting, Officer
from spilno.meetings.services.hall import open_meeting, open_registration
from spilno.meetings.tests.session_of_two import add_item, come
from spilno.meetings.tests.voting_hall import Hall


@pytest.fixture
def hall(cast):
    members = [cast.lypova, cast.verbova]
    users, people = [cast.delegate, cast.verbova_delegate], [cast.delegate_person, cast.verbova_person]
    for number, name in enumerate(["Кленова", "Дубова", "Ясенева"]):
        member = make_member(make_council(f"{name} міська рада"))
        user = make_user(f"delegate{number}@example.org")
        person = make_person(name, user=user)
        make_mandate(member, person)
        members.append(member)
        users.append(user)
        people.append(person)
    meeting = Meeting.objects.create(
        body=cast.general_meeting,
        number=71,
        state=Meeting.State.OPEN,
        starts_at=timezone.now(),
        chair=cast.chair_person,
        secretary=cast.secretary_person,
    )
    for member, person in zip(members, people, strict=True):
        Attendance.objects.create(meeting=meeting, membership=member, person=person, arrived_at=timezone.now())
    item = Item.objects.create(
        meeting=meeting, order=1, title="Про методичний день", draft_decision="Провести день.", state=Item.State.HEARD
    )
    meeting.current_item = item
    meeting.save()
    return Hall(meeting, item, members, users, people, cast.secretary)


@pytest.fixture
def counters(hall, cast):
    for person in hall.people[:2]:
        Officer.objects.create(meeting=hall.meeting, role=Officer.Role.COUNTING, person=person)
    return hall.users[:2]


@pytest.fixture
def meeting(cast):
    """A convened meeting whose hour has just come; Lypova and Verbova may come, nobody is here."""
    return Meeting.objects.create(
        body=cast.general_meeting,
        number=71,
        state=Meeting.State.CONVENED,
        starts_at=timezone.now() - timedelta(minutes=1),
        chair=cast.chair_person,
        secretary=cast.secretary_person,
        convened_by_act="рішення Правління № 5",
    )


@pytest.fixture
def session(meeting, cast):
    """The same meeting in session: both members are here, two items are ahead."""
    come(meeting, cast.lypova, cast.delegate_person)
    come(meeting, cast.verbova, cast.verbova_person)
    add_item(meeting, "Про воду", rapporteur=cast.verbova_person, rapporteur_post="міська голова")
    add_item(meeting, "Про дороги")
    open_registration(meeting, by=cast.secretary)
    return open_meeting(meeting, by=cast.chair)


@pytest.fixture
def item(session):
    return session.items.get(title="Про воду")


@pytest.fixture
def second(session):
    return session.items.get(title="Про дороги")
