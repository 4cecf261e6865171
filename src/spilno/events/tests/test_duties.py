"""What is done for events by itself: letters before and after, each once; data dropped when their term is over."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from tests.cast import make_person

from spilno.events.models import Attendance, Event, Registration, SurveyQuestion
from spilno.events.services.duties import ask_after, forget_old, remind_before
from spilno.events.tests.factories import at_ten, make_event, make_session
from spilno.journal.models import Entry
from spilno.notices.models import Delivery
from spilno.people.services import erase_person
from spilno.statute.rules.refusal import RuleBroken

State = Registration.State


def registered(event, number, state=State.CONFIRMED, **fields):
    values = {
        "family_name": f"Учасник{number}", "given_name": "Гнат", "email": f"n{number}@example.org", "state": state, "queue": number,
        "code": f"c{event.pk}-{number}", "token": f"t{event.pk}-{number}", **fields,
    }  # fmt: skip
    return Registration.objects.create(event=event, **values)


def told():
    return sorted(Delivery.objects.values_list("address", flat=True))


@pytest.mark.parametrize("days", [7, 1])
def test_those_with_a_place_are_reminded_a_week_and_a_day_before_once(joint, days, django_capture_on_commit_callbacks):
    event = make_event(joint.school, days=days)
    registered(event, 1)
    registered(event, 2, State.WAITING)
    with django_capture_on_commit_callbacks(execute=True):
        assert remind_before(timezone.localdate(), timezone.localdate()) == 1
    assert remind_before(timezone.localdate(), timezone.localdate()) == 0
    assert told() == ["n1@example.org"]
    assert ("За тиждень" if days == 7 else "Завтра") in mail.outbox[0].subject


def test_a_weeks_letter_that_was_missed_goes_two_days_late_and_no_later(joint):
    today = timezone.localdate()
    for days in (4, 5):
        registered(make_event(joint.school, days=days), days)
    assert remind_before(today - timedelta(days=5), today) == 1
    assert told() == ["n5@example.org"]


def test_nobody_is_reminded_of_an_event_that_was_cancelled(joint):
    event = make_event(joint.school, days=1, state="cancelled", cancelled_because="тривога")
    registered(event, 1)
    assert remind_before(timezone.localdate(), timezone.localdate()) == 0


def over_since_yesterday(joint):
    event = make_event(joint.school, days=-1)
    SurveyQuestion.objects.create(event=event, kind="scale", text_uk="Чи було корисно?")
    return event


def test_after_the_event_those_who_came_are_asked_once(joint):
    event = over_since_yesterday(joint)
    came, missed = registered(event, 1), registered(event, 2)
    session = make_session(event)
    for row, state in ((came, "attended"), (missed, "absent")):
        Attendance.objects.create(session=session, registration=row, state=state, way="name", at=timezone.now())
    assert ask_after(timezone.localdate()) == 1
    assert ask_after(timezone.localdate()) == 0
    assert told() == ["n1@example.org"]


def test_without_a_list_of_those_who_came_all_with_a_place_are_asked(joint):
    event = over_since_yesterday(joint)
    registered(event, 1)
    registered(event, 2, State.WAITING)
    assert ask_after(timezone.localdate()) == 1


def test_without_questions_nobody_is_asked(joint):
    registered(make_event(joint.school, days=-1), 1)
    assert ask_after(timezone.localdate()) == 0


def test_when_the_term_of_keeping_is_over_only_counts_stay(joint, settings, cast):
    settings.KEEP_REGISTRATIONS_YEARS = 3
    old, young = make_event(joint.school, days=-3 * 365 - 5), make_event(joint.school, days=-3 * 365 + 5)
    rows = [
        registered(each, number, phone="050", answers={"1": "дієта"}, council=cast.lypova.organisation, post="голова")
        for each in (old, young)
        for number in (1, 2)
    ]
    assert forget_old(timezone.localdate()) == 2
    assert forget_old(timezone.localdate()) == 0
    rows[0].refresh_from_db()
    assert (rows[0].full_name, rows[0].email, rows[0].phone, rows[0].post, rows[0].answers, rows[0].search_key) == (
        "", "", "", "", {}, "",
    )  # fmt: skip
    assert (rows[0].state, rows[0].council) == (State.CONFIRMED, cast.lypova.organisation)
    rows[2].refresh_from_db()
    assert rows[2].phone == "050"
    assert Entry.objects.get(act="registrations.erased").facts == {"registrations": 2}


def test_an_address_never_confirmed_is_forgotten(joint):
    row = registered(joint.event, 1, State.UNPROVED)
    assert forget_old(timezone.localdate()) == 0
    Registration.objects.filter(pk=row.pk).update(registered_at=timezone.now() - timedelta(days=7))
    forget_old(timezone.localdate())
    assert not joint.event.registrations.exists()


def test_one_who_is_registered_is_erased_only_after_the_event_and_with_his_copies(joint):
    person = make_person("Ожина")
    row = registered(joint.event, 1, person=person, family_name="Ожина", phone="050")
    with pytest.raises(RuleBroken) as broken:
        erase_person(person, ground="заява", by=None)
    assert "Бюджет участі" in str(broken.value.refusal.facts["needs"])
    Event.objects.filter(pk=joint.event.pk).update(starts_at=at_ten(-2), ends_at=at_ten(-1))
    erase_person(person, ground="заява", by=None)
    row.refresh_from_db()
    assert (row.family_name, row.phone, row.email, row.person) == ("", "", "", person)
