"""Screens of the hall: public, current, cheap."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from tests.cast import make_council, make_mandate, make_member, make_person

from spilno.meetings.models import Meeting, Speech
from spilno.meetings.queries.hall import Clock
from spilno.meetings.services import hall, speaking
from spilno.meetings.tests.session_of_two import add_item, ask, come, reported

SCREENS = ["meetings:wall", "meetings:phone"]
PARTS = ["meetings:wall_part", "meetings:phone_part", "meetings:console_part"]


@pytest.mark.parametrize("name", SCREENS)
def test_screens_are_public_but_not_of_drafts_and_not_of_nothing(client, session, name):
    for address in (name, f"{name}_part"):
        assert client.get(reverse(address, args=[session.pk])).status_code == 200
        assert client.get(reverse(address, args=[987654])).status_code == 404
    Meeting.objects.update(state=Meeting.State.DRAFT)
    assert client.get(reverse(name, args=[session.pk])).status_code == 404
    assert client.get(reverse(f"{name}_part", args=[session.pk]), {"v": session.version}).status_code == 404


@pytest.mark.parametrize("name", PARTS)
def test_a_screen_is_answered_shortly_while_nothing_changes(client, item, cast, name):
    client.force_login(cast.chair)
    address = reverse(name, args=[item.meeting_id])
    version = re.search(r'data-version="([\d.]+)"', client.get(address).content.decode()).group(1)
    unchanged = client.get(address, {"v": version})
    assert (unchanged.status_code, unchanged.content) == (204, b"")
    hall.take_item(item, by=cast.chair)
    changed = client.get(address, {"v": version})
    assert changed.status_code == 200
    assert "Про воду" in changed.content.decode()
    assert client.get(address, {"v": "x"}).status_code == 200


def test_an_unchanged_wall_costs_two_queries(client, session, django_assert_num_queries):
    session.refresh_from_db()
    with django_assert_num_queries(2):
        answer = client.get(reverse("meetings:wall_part", args=[session.pk]), {"v": f"{session.version}.0"})
    assert answer.status_code == 204


STATES = ["convened", "registration", "open", "recess", "closed", "not_held", "cancelled"]


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("name", ["wall", "phone", "console"])
def test_every_screen_shows_every_state(client, item, cast, name, state):
    hall.take_item(item, by=cast.chair)
    ask(item, cast)
    if state == "recess":
        hall.recess(item.meeting, until=hall.in_minutes(5), by=cast.chair)
    Meeting.objects.update(state=state, closed_at=timezone.now())
    client.force_login(cast.chair)
    for language in ("en", "uk"):
        with translation.override(language):
            address = reverse(f"meetings:{name}", args=[item.meeting_id])
        assert client.get(address).status_code == 200


def queries_of(client, address):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(address)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


@pytest.mark.parametrize("name", ["wall", "phone", "console"])
def test_sixty_two_members_cost_as_many_queries_as_two(client, item, cast, name):
    hall.take_item(item, by=cast.chair)
    ask(item, cast)
    client.force_login(cast.chair if name == "console" else cast.delegate)
    address = reverse(f"meetings:{name}_part", args=[item.meeting_id])
    few = queries_of(client, address)
    for number in range(60):
        member = make_member(make_council(f"Рада {number}"))
        person = make_person(f"Особа{number}")
        make_mandate(member, person)
        come(item.meeting, member, person)
        speaking.ask_for_floor(
            item,
            speaker=speaking.Speaker(name=str(person), post=str(member), person=person, membership=member),
            present=True,
            by=cast.secretary,
        )
        add_item(item.meeting, f"Про справу {number}")
    assert queries_of(client, address) == few
    assert few < 40


def test_the_wall_shows_who_speaks_and_who_is_here(client, item, cast):
    hall.take_item(item, by=cast.chair)
    reported(item, cast)
    page = client.get(reverse("meetings:wall", args=[item.meeting_id])).content.decode()
    assert "Олена ВЕРБА" in page
    assert page.count("seat--here") == 2
    assert 'data-left="' in page


@pytest.mark.parametrize(
    ("limit", "passed", "shown", "over"),
    [(300, 193, "1:47", False), (300, 300, "0:00", False), (300, 312, "−0:12", True)],
)
def test_the_clock_says_what_is_left(limit, passed, shown, over):
    clock = Clock(limit=limit, passed=passed)
    assert (clock.shown, clock.is_over) == (shown, over)


def test_every_summary_can_be_read_on_the_record_of_the_item(client, item, cast):
    hall.take_item(item, by=cast.chair)
    speech = reported(item, cast)
    client.force_login(cast.secretary)
    address = reverse("meetings:note_speech", args=[speech.pk])
    answer = client.post(address, {"text": "Доповіла.", "was": "", "from_record": "1"})
    assert answer.url == reverse("meetings:item_record", args=[item.pk])
    assert "Доповіла." in client.get(answer.url).content.decode()
    assert Speech.objects.get(pk=speech.pk).summary == "Доповіла."


@pytest.mark.parametrize("act", ["meetings:postpone_item", "meetings:withdraw_item"])
def test_the_ground_for_the_minutes_is_asked_for_on_the_page(client, item, cast, act):
    client.force_login(cast.chair)
    hall.take_item(item, by=cast.chair)
    with translation.override("uk"):
        answer = client.post(reverse(act, args=[item.pk]), {"reason": " "}, HTTP_ACCEPT_LANGUAGE="uk")
    assert answer.status_code == 422
    assert "необов’язково" not in answer.content.decode()
    item.refresh_from_db()
    assert item.state == "heard"
