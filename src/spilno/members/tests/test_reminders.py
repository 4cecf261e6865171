"""Letters that go by themselves: on their days, once, to those whom they concern."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests.cast import make_mandate, make_person

from spilno.journal.models import Entry
from spilno.members import services
from spilno.members.models import Assessment, Mandate, Payment
from spilno.members.rules.dues import remind_of_dues_on
from spilno.members.rules.mandates import remind_of_mandate_on
from spilno.notices.models import Notice

DAYS = st.dates(date(2020, 1, 1), date(2035, 1, 1))
DUE = date(2026, 3, 31)


@pytest.mark.parametrize(
    ("days", "told"),
    [(-15, False), (-14, True), (-13, False), (0, False), (1, True), (2, False), (31, True), (391, False)],
)
def test_dues_are_asked_for_two_weeks_before_the_day_after_and_monthly(days, told):
    assert remind_of_dues_on(DUE, DUE + timedelta(days=days)) is told


@given(DAYS, st.integers(0, 800))
def test_nobody_is_asked_for_dues_two_days_running(due_on, days):
    day = due_on + timedelta(days=days - 30)
    assert not (remind_of_dues_on(due_on, day) and remind_of_dues_on(due_on, day + timedelta(days=1)))


@given(DAYS, DAYS)
def test_a_mandate_is_spoken_of_before_it_ends_and_never_after(ends, day):
    assert not remind_of_mandate_on(ends, day) or day < ends
    assert not remind_of_mandate_on(None, day)


@pytest.fixture
def owed(cast, monkeypatch):
    """Both members owe for the year; today is the day after dues were due."""
    today = DUE + timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 4, 1, 9, tzinfo=UTC))
    for member in (cast.lypova, cast.verbova):
        member.organisation.email = f"rada{member.pk}@example.org"
        member.organisation.save()
        Assessment.objects.create(membership=member, year=2026, amount=Decimal(1000), due_on=DUE)
    return today


def test_who_owes_is_written_to_once_and_who_paid_is_not(cast, owed):
    Payment.objects.create(
        assessment=cast.lypova.assessments.get(), amount=Decimal(1000), paid_on=DUE, document="п/д № 1"
    )
    assert services.remind_of_dues_due(owed, owed) == 1
    assert services.remind_of_dues_due(owed, owed) == 0
    assert Notice.objects.get().object_id == str(cast.verbova.assessments.get().pk)


def test_who_left_is_not_asked_for_dues(cast, owed):
    services.leave(cast.verbova, on=owed, ground="рішення № 1", by=None)
    assert services.remind_of_dues_due(owed, owed) == 1


def test_a_council_is_told_that_its_mandate_ends_unless_another_follows(cast):
    ends = date(2026, 12, 31)
    Mandate.objects.filter(membership=cast.lypova).update(ends=ends)
    day = ends - timedelta(days=29)
    assert services.remind_of_mandates(day, day) == 0
    day = ends - timedelta(days=30)
    make_mandate(cast.verbova, make_person("Грабова"), starts=ends + timedelta(days=1))
    Mandate.objects.filter(membership=cast.verbova, ends=None, starts__lt=day).update(ends=ends)
    cast.delegate_person.email = "delegate@example.org"
    cast.delegate_person.save()
    assert services.remind_of_mandates(day, day) == 1
    assert "31.12.2026" in Notice.objects.get().subject
    assert Entry.objects.filter(act="mandate.ending").count() == 1


def test_a_letter_about_a_mandate_whose_day_was_missed_goes_later_once(cast):
    ends = date(2026, 12, 31)
    Mandate.objects.filter(membership=cast.lypova).update(ends=ends)
    cast.delegate_person.email = "delegate@example.org"
    cast.delegate_person.save()
    missed, today = ends - timedelta(days=30), ends - timedelta(days=6)  # both letters fell on days without a worker
    assert services.remind_of_mandates(today, today) == 0
    assert services.remind_of_mandates(missed, today) == 1


def test_dues_whose_day_was_missed_are_asked_for_later_once(cast, owed):
    later = owed + timedelta(days=4)
    assert services.remind_of_dues_due(later, later) == 0
    assert services.remind_of_dues_due(owed, later) == 2
