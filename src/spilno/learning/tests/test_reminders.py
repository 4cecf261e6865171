"""Letters before what is due: who gets them, once, and who no longer."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests.cast import make_council, make_person, make_user

from spilno.journal.models import Entry
from spilno.learning.models import PersonnelOfficer, YearStanding
from spilno.learning.rules.standing import REMIND_DAYS, days_to_remind_of
from spilno.learning.services.reminders import remind_of_learning
from spilno.notices.models import Delivery, Notice, Optout

DUE = date(2026, 12, 31)


def stand(council, name, **fields):
    person = make_person(name, email=f"{council.pk}.{YearStanding.objects.count()}@x.example")
    values = {"year": 2026, "category": "official", "due_on": DUE, **fields}
    YearStanding.objects.create(person=person, organisation=council, **values)
    return person


def letters():
    return {(row.address, row.state) for row in Delivery.objects.all()}


@pytest.fixture
def lypova(db):
    return make_council("Липівська міська рада", email="rada@x.example")


@pytest.mark.parametrize("before", REMIND_DAYS)
def test_an_official_and_the_personnel_service_are_written_to(lypova, before):
    person = stand(lypova, "Калина")
    clerk = make_person("Верба", email="clerk@x.example", user=make_user("clerk@x.example"))
    PersonnelOfficer.objects.create(organisation=lypova, person=clerk, act="№ 1", starts=date(2025, 1, 1))
    day = DUE - timedelta(days=before)
    assert remind_of_learning(day, day) == 1
    assert {address for address, _ in letters()} == {person.email, "rada@x.example", "clerk@x.example"}
    assert "КАЛИНА" not in Notice.objects.order_by("pk")[0].text.upper()  # an official reads of himself only
    assert "Калина" in Notice.objects.order_by("pk")[1].text
    assert Entry.objects.filter(act="learning.reminded").count() == 1


def test_nobody_is_reminded_of_a_day_twice(lypova):
    stand(lypova, "Калина")
    day = DUE - timedelta(days=30)
    assert remind_of_learning(day, day) == 1
    assert remind_of_learning(day, day) == 0
    assert remind_of_learning(day, day + timedelta(days=2)) == 0
    assert Notice.objects.count() == 2


def test_a_day_on_which_no_worker_ran_is_made_up_for(lypova):
    stand(lypova, "Калина")
    assert remind_of_learning(DUE - timedelta(days=31), DUE - timedelta(days=28)) == 1


def test_who_has_done_it_is_not_written_to_any_more(lypova):
    stand(lypova, "Калина", met=True)
    stand(lypova, "Липа", due_on=None)
    day = DUE - timedelta(days=7)
    assert remind_of_learning(day, day) == 0
    assert letters() == set()


def test_a_newcomer_is_written_to_about_his_own_term(lypova):
    stand(lypova, "Калина", year=2025, newcomer=True, due_on=date(2026, 6, 1))
    assert remind_of_learning(date(2026, 5, 2), date(2026, 5, 2)) == 1
    assert "01.06.2026" in Notice.objects.order_by("pk")[0].subject


def test_who_asked_for_no_letters_gets_none(lypova):
    person = stand(lypova, "Калина")
    Optout.objects.create(address=person.email)
    day = DUE - timedelta(days=7)
    remind_of_learning(day, day)
    assert (person.email, Delivery.State.OPTED_OUT) in letters()


def test_an_official_without_an_address_stops_nobody(lypova):
    person = stand(lypova, "Калина")
    person.email = ""
    person.save()
    stand(lypova, "Липа")
    day = DUE - timedelta(days=7)
    assert remind_of_learning(day, day) == 2


def test_a_council_that_ended_is_not_written_to(lypova):
    stand(lypova, "Калина")
    lypova.ended = timezone.localdate()
    lypova.save()
    day = DUE - timedelta(days=7)
    assert remind_of_learning(day, day) == 0


@given(st.dates(date(2024, 1, 1), date(2027, 1, 1)), st.integers(0, 14))
def test_each_due_day_is_reminded_of_by_consecutive_days_as_by_one_span(since, days):
    """Whatever days the worker missed: the same due days come up, save those that are over by then."""
    today = since + timedelta(days=days)
    span = days_to_remind_of(since, today)
    single = {}
    for back in range(days + 1):
        single |= days_to_remind_of(since + timedelta(days=back), since + timedelta(days=back))
    assert set(span) == {due for due in single if due >= today}
    assert all(before in REMIND_DAYS and due >= today for due, before in span.items())
