"""Whom the house still needs is not erased, and the refusal says for what."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from spilno.bodies.models import Seat, Term
from spilno.meetings.models import Meeting, Minutes
from spilno.people.services import erase_person
from spilno.statute.rules.refusal import RuleBroken
from spilno.undertakings.services import take_off_control, undertake
from tests.cast import make_mandate, make_person

DAY = date(2026, 11, 22)


def needed(person):
    with pytest.raises(RuleBroken) as broken:
        erase_person(person, ground="заява", by=None)
    person.refresh_from_db()
    assert person.erased_at is None
    assert broken.value.refusal.code == "person_needed"
    return broken.value.refusal.facts["needs"]


@pytest.fixture
def person(cast):
    return make_person("Грабова", "Надія")


def test_who_has_a_mandate_is_not_erased_until_it_ended(cast, person):
    mandate = make_mandate(cast.verbova, person, kind="substitute")
    assert "Вербова міська рада" in needed(person)
    mandate.ends = timezone.localdate() - timedelta(days=1)
    mandate.save()
    assert erase_person(person, ground="заява", by=None).erased_at


def test_a_mandate_and_a_seat_that_begin_later_count_too(cast, person):
    tomorrow = timezone.localdate() + timedelta(days=1)
    make_mandate(cast.verbova, person, starts=tomorrow)
    seat = Seat.objects.create(body=cast.board, title_uk="Член Правління")
    Term.objects.create(seat=seat, person=person, starts=tomorrow, ground="рішення № 1")
    assert "«Член Правління»" in needed(person)
    assert "Вербова" in needed(person)


def test_whom_an_undertaking_binds_is_not_erased_until_it_is_off_control(cast, person):
    bound = undertake(
        what="Звіт", ground="рішення № 1", source=cast.lypova, person=person, due_on=None, opened_on=DAY, by=None
    )
    assert "№ 1" in needed(person)
    take_off_control(bound, on=DAY, ground="рішення № 2", by=None)
    assert erase_person(person, ground="заява", by=None).erased_at


def test_who_is_to_sign_minutes_is_not_erased_until_they_are_signed(cast, person):
    meeting = Meeting.objects.create(
        body=cast.general_meeting, number=71, state=Meeting.State.CONVENED, starts_at=timezone.now(), chair=person
    )
    assert "71" in needed(person)
    meeting.state = Meeting.State.CLOSED
    meeting.save()
    assert "підпис" in needed(person)
    Minutes.objects.create(meeting=meeting, number="71", state=Minutes.State.SIGNED, drafted_at=timezone.now())
    assert erase_person(person, ground="заява", by=None).erased_at


def test_the_page_of_the_person_says_the_same(cast, person, client):
    make_mandate(cast.verbova, person)
    client.force_login(cast.secretary)
    assert "Вербова міська рада" in client.get(f"/people/{person.pk}/").content.decode()
