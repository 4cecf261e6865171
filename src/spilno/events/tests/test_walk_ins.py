"""Free entry, and people who come without registration: what they see, how the registrar writes them in."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.cast import grant, make_user

from spilno.accounts.models import Right
from spilno.events.models import Attendance, Event, Registration
from spilno.events.services.waiting import Terms, change_terms
from spilno.events.tests.factories import make_event, make_session
from spilno.journal.models import Entry
from spilno.notices.models import Notice

WHO = {"family_name": "Прохідна", "given_name": "Ніна", "patronymic": "Іванівна", "email": "nina@example.org"}


@pytest.fixture
def today(joint):
    now = timezone.now()
    event = make_event(joint.school, starts_at=now - timedelta(minutes=5), ends_at=now + timedelta(minutes=30))
    make_session(event)
    return event


@pytest.fixture
def registrar():
    user = make_user("registrar@example.org")
    grant(user, Right.REGISTRAR)
    return user


def at(name, event):
    return reverse(f"events:{name}", args=[event.pk])


def write_in(client, event, **changed):
    return client.post(at("walk_in", event), {**WHO, **changed})


def test_an_event_with_free_entry_says_just_come_until_it_is_over(client, joint):
    change_terms(joint.event, Terms(free=True), by=joint.teacher)
    page = client.get(at("event", joint.event)).content.decode()
    assert "просто приходьте" in page
    assert at("register", joint.event) not in page
    assert "вхід вільний" in client.get(reverse("events:events")).content.decode()
    past = timezone.now() - timedelta(days=2)
    Event.objects.filter(pk=joint.event.pk).update(starts_at=past, ends_at=past + timedelta(hours=1))
    assert "просто приходьте" not in client.get(at("event", joint.event)).content.decode()


def test_holders_open_the_entry_and_close_it_again(client, joint):
    client.force_login(joint.teacher)
    client.post(at("terms", joint.event), {"free": "on"})
    joint.event.refresh_from_db()
    assert joint.event.needs_registration is False
    assert 'name="free"' in client.get(at("terms", joint.event)).content.decode()
    client.post(at("terms", joint.event), {"places": ""})
    joint.event.refresh_from_db()
    assert joint.event.needs_registration is True


@pytest.mark.parametrize("free", [True, False])
def test_the_registrar_writes_in_who_came_and_no_letter_goes(client, today, registrar, free):
    Event.objects.filter(pk=today.pk).update(needs_registration=not free)
    client.force_login(registrar)
    assert at("walk_in", today) in client.get(at("check_in", today)).content.decode()
    assert client.get(at("walk_in", today)).status_code == 200
    assert write_in(client, today).status_code == 302
    row = Registration.objects.get(event=today)
    assert (row.state, row.full_name) == ("confirmed", "Прохідна Ніна Іванівна")
    assert Attendance.objects.get(registration=row).state == "attended"
    assert not Notice.objects.exists()
    acts = list(Entry.objects.order_by("number").values_list("act", flat=True))
    assert acts[-2:] == ["registration.written_in", "attendance.checked_in"]


@pytest.mark.parametrize("changed", [{"email": ""}, {"family_name": "Прохідна-Інша"}])
def test_one_who_stands_in_the_list_is_checked_in_and_not_doubled(client, today, registrar, changed):
    client.force_login(registrar)
    write_in(client, today)
    write_in(client, today, **changed)
    assert Registration.objects.count() == Attendance.objects.count() == 1


def test_whose_address_was_never_confirmed_is_here_now(client, today, registrar):
    Registration.objects.create(event=today, state="unproved", queue=1, code="C", token="t", **WHO)
    client.force_login(registrar)
    write_in(client, today)
    assert list(Registration.objects.values_list("state", flat=True)) == ["confirmed"]


@pytest.mark.parametrize(
    ("standing", "said"),
    [({"state": "refused"}, "реєстрацію не підтверджено"), ({"state": "waiting"}, "у черзі, місця немає")],
)
def test_the_registrar_does_not_decide_for_the_holders(client, today, registrar, standing, said):
    Registration.objects.create(event=today, queue=1, code="C", token="t", **WHO, **standing)
    client.force_login(registrar)
    answer = write_in(client, today)
    assert answer.status_code == 409
    assert said in answer.content.decode()
    assert not Attendance.objects.exists()


def test_nobody_is_written_in_beyond_the_places_or_before_the_day(client, joint, today, registrar):
    client.force_login(registrar)
    Event.objects.filter(pk=today.pk).update(places=1)
    write_in(client, today)
    answer = write_in(client, today, family_name="Друга", email="")
    assert answer.status_code == 409
    assert "Усі місця зайнято" in answer.content.decode()
    make_session(joint.event)
    assert write_in(client, joint.event).status_code == 409
    assert Registration.objects.count() == Attendance.objects.count() == 1


def test_a_paper_list_of_yesterday_takes_new_names(client, today, registrar):
    client.force_login(registrar)
    past = timezone.now() - timedelta(days=1)
    Event.objects.filter(pk=today.pk).update(starts_at=past, ends_at=past + timedelta(hours=1), state="held")
    today.sessions.update(starts_at=past, ends_at=past + timedelta(hours=1))
    assert at("walk_in", today) in client.get(at("paper_list", today)).content.decode()
    assert write_in(client, today).status_code == 302
    assert Attendance.objects.get().state == "attended"
