"""The clock of a speech, pro and contra, points of order, the order of the queue, sums of time."""

from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from spilno.meetings.models import Meeting, Speech
from spilno.meetings.queries.hall import hall_of
from spilno.meetings.queries.minutes import record_of
from spilno.meetings.rules.minutes.text import compose
from spilno.meetings.rules.speakers import interrupts, neighbour, queue_order, with_floor
from spilno.meetings.rules.speaking_time import Timed, spoken_seconds, sums
from spilno.meetings.services import hall, speaking
from spilno.meetings.tests.session_of_two import acts, ask, lypova, refused, reported

NOON = datetime(2026, 11, 28, 12, tzinfo=timezone.get_default_timezone())
SECONDS = st.integers(0, 4000)


def after(seconds):
    return NOON + timedelta(seconds=seconds)


def shown(item):
    return hall_of(Meeting.objects.get(pk=item.meeting_id))


# Rules


def test_a_pause_is_not_time_of_the_speaker():
    assert spoken_seconds(Timed("", NOON), now=after(90)) == 90
    assert spoken_seconds(Timed("", NOON, paused=30), now=after(90)) == 60
    assert spoken_seconds(Timed("", NOON, paused_at=after(40)), now=after(90)) == 40
    assert spoken_seconds(Timed("", NOON, ended=after(70), paused_at=after(40)), now=after(90)) == 40


@given(st.lists(st.tuples(st.sampled_from(["pro", "contra", ""]), SECONDS)))
def test_no_second_is_lost_or_counted_twice(spoken):
    found = sums([Timed(group, NOON, after(seconds)) for group, seconds in spoken], now=after(9999))
    assert sum(one.seconds for one in found) == sum(seconds for group, seconds in spoken if group)
    assert sum(one.speeches for one in found) == sum(1 for group, _ in spoken if group)
    assert [one.seconds for one in found] == sorted((one.seconds for one in found), reverse=True)


@given(SECONDS, SECONDS, SECONDS)
def test_a_clock_that_stands_does_not_run(begun, stood, later):
    paused = Timed("", NOON, paused_at=after(begun))
    assert spoken_seconds(paused, now=after(begun + later)) == begun
    resumed = Timed("", NOON, paused=stood)
    assert spoken_seconds(resumed, now=after(begun + stood)) == begun


@given(st.lists(st.sampled_from(["debate", "order", "question"]), min_size=1, max_size=8), st.data())
def test_whoever_changes_places_comes_back_by_the_opposite_way(kinds, data):
    queue = queue_order([SimpleNamespace(kind=kind, order=place) for place, kind in enumerate(kinds)])
    one = data.draw(st.sampled_from(queue))
    other = neighbour(queue, one, earlier=True)
    if other is not None:
        one.order, other.order = other.order, one.order
        moved = queue_order(queue)
        assert moved.index(one) == queue.index(one) - 1
        assert neighbour(moved, one, earlier=False) is other
        assert [each.kind == "order" for each in moved] == [each.kind == "order" for each in queue]


def test_a_point_of_order_interrupts_all_but_another_one():
    assert interrupts("order", speaking="report")
    assert not interrupts("order", speaking="order")
    assert not interrupts("debate", speaking="debate")


# Acts


@pytest.fixture
def debate(item, cast):
    hall.take_item(item, by=cast.chair)
    speaking.thank(reported(item, cast), by=cast.chair)
    return item


def test_the_clock_stands_and_goes_on(debate, cast):
    speech = speaking.give_floor(ask(debate, cast), by=cast.chair)
    with refused("not_paused"):
        speaking.go_on(speech, by=cast.chair)
    Speech.objects.filter(pk=speech.pk).update(begun_at=timezone.now() - timedelta(seconds=100))
    speaking.pause(speech, by=cast.chair)
    with refused("paused_already"):
        speaking.pause(speech, by=cast.chair)
    Speech.objects.filter(pk=speech.pk).update(paused_at=timezone.now() - timedelta(seconds=60))
    assert (shown(debate).clock.stands, 39 <= shown(debate).clock.passed <= 41) == (True, True)
    speech = speaking.go_on(speech, by=cast.chair)
    assert speech.paused_seconds in {60, 61}
    assert not shown(debate).clock.stands
    assert acts()[-2:] == ["floor.paused", "floor.resumed"]


def test_a_point_of_order_is_heard_at_once_and_the_speaker_goes_on_after_it(debate, cast):
    speech = speaking.give_floor(ask(debate, cast), by=cast.chair)
    order = ask(debate, cast, kind="order")
    order = speaking.give_floor(order, by=cast.chair)
    assert shown(debate).speaking == order
    assert shown(debate).interrupted == speech
    with refused("somebody_speaks"):
        speaking.go_on(speech, by=cast.chair)
    speaking.thank(order, by=cast.chair)
    assert shown(debate).speaking == speech
    assert speaking.go_on(speech, by=cast.chair).paused_at is None


def stopped_by_the_chair(meeting, order, chair):
    speaking.pause(order, by=chair)


def stopped_by_a_recess(meeting, order, chair):
    hall.recess(meeting, until=timezone.now() + timedelta(minutes=5), by=chair)
    hall.resume(Meeting.objects.get(pk=meeting.pk), by=chair)


@pytest.mark.parametrize("stop", [stopped_by_the_chair, stopped_by_a_recess])
def test_a_point_of_order_whose_clock_stands_keeps_the_floor_and_goes_on(debate, cast, stop):
    speech = speaking.give_floor(ask(debate, cast), by=cast.chair)
    order = speaking.give_floor(ask(debate, cast, kind="order"), by=cast.chair)
    stop(Meeting.objects.get(pk=debate.meeting_id), order, cast.chair)
    assert (shown(debate).speaking, shown(debate).interrupted) == (order, speech)
    with refused("somebody_speaks"):
        speaking.go_on(speech, by=cast.chair)
    order = speaking.go_on(order, by=cast.chair)
    assert order.paused_at is None
    speaking.thank(order, by=cast.chair)
    speaking.go_on(speech, by=cast.chair)


@given(st.permutations(range(5)))
def test_the_floor_is_with_whoever_began_last_in_whatever_order_speeches_come(places):
    began = [SimpleNamespace(begun_at=after(place)) for place in places]
    assert with_floor(began).begun_at == after(max(places))
    assert with_floor([]) is None


def test_a_recess_stops_the_clock_and_the_speaker_goes_on_after_it(debate, cast):
    speech = speaking.give_floor(ask(debate, cast), by=cast.chair)
    meeting = Meeting.objects.get(pk=debate.meeting_id)
    hall.recess(meeting, until=timezone.now() + timedelta(minutes=5), by=cast.chair)
    with refused("recess"):
        speaking.go_on(speech, by=cast.chair)
    hall.resume(meeting, by=cast.chair)
    assert shown(debate).speaking == speech
    speaking.go_on(speech, by=cast.chair)


def test_the_chair_orders_the_queue_but_a_point_of_order_stays_first(debate, cast):
    first = ask(debate, cast)
    second = speaking.ask_for_floor(
        debate, speaker=speaking.Speaker("Гість", ""), present=True, by=cast.chair, side="contra"
    )
    speaking.move_request(second, earlier=True, by=cast.chair)
    assert shown(debate).queue == [second, first]
    with refused("at_the_end"):
        speaking.move_request(second, earlier=True, by=cast.chair)
    order = ask(debate, cast, kind="order")
    assert shown(debate).queue == [order, second, first]
    with refused("at_the_end"):
        speaking.move_request(second, earlier=True, by=cast.chair)
    speaking.withdraw_request(second, by=cast.chair)
    with refused("not_waiting"):
        speaking.move_request(second, earlier=False, by=cast.chair)


def test_time_is_summed_by_side_by_level_and_by_speaker(debate, cast):
    speech = speaking.give_floor(ask(debate, cast, side="pro"), by=cast.chair)
    speaking.thank(speech, by=cast.chair)
    Speech.objects.filter(pk=speech.pk).update(ended_at=speech.begun_at + timedelta(seconds=75))
    other = speaking.ask_for_floor(
        debate, speaker=speaking.Speaker("Гість", ""), present=True, by=cast.chair, side="contra"
    )
    speaking.thank(speaking.give_floor(other, by=cast.chair), by=cast.chair)
    now = shown(debate)
    assert [(one.name, one.time) for one in now.sides] == [("на підтримку", "1:15"), ("проти", "0:00")]
    spent = now.speaking_time
    assert ("міські ради", "1:15") in [(one.name, one.time) for one in spent.levels]
    assert str(cast.delegate_person) in [one.name for one in spent.speakers]
    words = " ".join(line.text for line in compose(record_of(now.meeting)).lines)
    assert "на підтримку проєкту рішення" in words


# Pages


def test_a_delegate_asks_to_speak_against_and_all_screens_say_so(client, debate, cast):
    client.force_login(cast.delegate)
    assert client.post(reverse("meetings:ask_for_floor", args=[debate.pk]), {"kind": "contra"}).status_code == 302
    speech = debate.speeches.get(side="contra")
    assert (speech.kind, speech.limit_seconds) == ("debate", 300)
    phone = client.get(reverse("meetings:phone", args=[debate.meeting_id])).content.decode()
    assert "Виступ проти" in phone
    client.force_login(cast.chair)
    assert client.post(reverse("meetings:give_floor", args=[speech.pk])).status_code == 302
    assert client.post(reverse("meetings:pause_speech", args=[speech.pk])).status_code == 302
    console = client.get(reverse("meetings:console", args=[debate.meeting_id])).content.decode()
    assert reverse("meetings:go_on", args=[speech.pk]) in console
    client.logout()
    wall = client.get(reverse("meetings:wall", args=[debate.meeting_id])).content.decode()
    assert "data-stands" in wall
    assert "Виступ проти" in wall


def test_the_queue_is_ordered_on_the_console(client, debate, cast):
    first = ask(debate, cast)
    second = speaking.ask_for_floor(debate, speaker=speaking.Speaker("Гість", ""), present=True, by=cast.chair)
    client.force_login(cast.chair)
    address = reverse("meetings:move_request", args=[second.pk])
    assert address in client.get(reverse("meetings:console", args=[debate.meeting_id])).content.decode()
    assert client.post(address, {"way": "earlier"}).status_code == 302
    assert shown(debate).queue == [second, first]
    assert client.post(address, {"way": "later"}).status_code == 302
    assert shown(debate).queue == [first, second]


def test_who_spoke_is_named_as_who_asked(debate, cast):
    assert ask(debate, cast, side="pro").name == lypova(cast).name
