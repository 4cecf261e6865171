"""Check-in, marks, shares and platform lists: by example and by property."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spilno.events.rules.presence import (
    Known,
    PlatformRow,
    PressFacts,
    hours_of,
    matched,
    moment_of_press,
    share_needed,
    why_no_session,
    why_not_certificate,
    why_not_check_in,
    why_not_mark,
    why_not_share,
)
from spilno.events.rules.printed import TOOK_PART, TOOK_PART_EN, course_words, spoke_words

DAY = date(2026, 11, 27)
NOW = datetime(2026, 11, 27, 8, 5, tzinfo=UTC)
GOOD = PressFacts(
    name="Степова Ірина", registration="confirmed", same_event=True, other_event="Інший захід", event="announced",
    counted=True, day=DAY, at_day=DAY,
)  # fmt: skip


def said(refusal):
    return refusal.code if refusal else None


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({}, None),
        ({"event": "held"}, None),
        ({"registration": ""}, "unknown_code"),
        ({"same_event": False}, "code_of_another_event"),
        ({"same_event": False, "registration": "waiting"}, "code_of_another_event"),
        ({"event": "cancelled"}, "event_is_not_on"),
        ({"event": "draft"}, "event_is_not_on"),
        ({"counted": False}, "session_is_not_counted"),
        ({"registration": "waiting"}, "on_the_waiting_list"),
        ({"registration": "asked"}, "not_yet_approved"),
        ({"registration": "unproved"}, "address_not_confirmed"),
        ({"registration": "refused"}, "was_refused"),
        ({"registration": "withdrawn"}, "was_withdrawn"),
        ({"at_day": DAY - timedelta(days=1)}, "session_has_not_come"),
        ({"at_day": DAY + timedelta(days=1)}, None),
    ],
)
def test_who_has_a_place_is_checked_in_at_his_event_on_the_day(changed, code):
    why = why_not_check_in(replace(GOOD, **changed))
    assert said(why) == code
    assert why is None or (why.sentence and why.advice and why.title)


@given(
    st.sampled_from(["", "confirmed", "waiting", "asked", "unproved", "refused", "withdrawn"]),
    st.booleans(),
    st.sampled_from(["draft", "announced", "held", "cancelled"]),
    st.booleans(),
)
def test_nobody_without_a_place_is_ever_checked_in(registration, same, event, counted):
    facts = replace(GOOD, registration=registration, same_event=same, event=event, counted=counted)
    right = registration == "confirmed" and same and event in {"announced", "held"} and counted
    assert (why_not_check_in(facts) is None) == right


def test_a_session_that_is_gone_is_told():
    assert why_no_session().code == "no_such_session"


@pytest.mark.parametrize(
    ("given_", "code"),
    [
        ({}, None),
        ({"state": "excused", "reason": "відрядження"}, None),
        ({"state": "excused", "reason": " "}, "no_reason_to_excuse"),
        ({"state": "absent"}, None),
        ({"state": "absent", "begun": False}, "has_not_begun"),
        ({"begun": False}, None),
        ({"registration": "waiting"}, "has_no_place"),
        ({"registration": ""}, "has_no_place"),
    ],
)
def test_a_mark_stands_for_one_who_has_a_place_with_a_reason_where_it_needs_one(given_, code):
    facts = {"state": "attended", "reason": "", "registration": "confirmed", "begun": True, **given_}
    assert said(why_not_mark(**facts)) == code


@pytest.mark.parametrize(
    ("counted", "attended", "percent", "gets"),
    [(7, 7, 100, True), (7, 6, 100, False), (7, 6, 80, True), (7, 5, 80, False), (3, 2, 66, True), (3, 2, 67, False), (0, 0, 100, False), (1, 0, 1, False)],
)  # fmt: skip
def test_a_share_is_reached_not_exceeded(counted, attended, percent, gets):
    why = why_not_certificate(counted=counted, attended=attended, excused=0, percent=percent)
    assert (why is None) == gets


@given(st.integers(1, 40), st.integers(0, 40), st.integers(1, 100))
def test_one_more_session_never_takes_a_certificate_away(counted, attended, percent):
    def gets(number):
        return why_not_certificate(counted=counted, attended=number, excused=0, percent=percent) is None

    if gets(attended):
        assert gets(attended + 1)
    assert gets(counted)
    assert not gets(0)


@given(st.integers(0, 60), st.integers(1, 100))
def test_the_sessions_needed_reach_the_share_and_one_less_does_not(counted, percent):
    needed = share_needed(counted, percent=percent)
    assert needed * 100 >= counted * percent
    assert needed == 0 or (needed - 1) * 100 < counted * percent


def test_without_a_place_there_is_no_certificate():
    assert said(why_not_certificate(counted=1, attended=1, excused=0, percent=1, has_place=False)) == "has_no_place"
    assert why_not_certificate(counted=3, attended=1, excused=1, percent=100).advice


@given(st.integers())
def test_a_share_is_from_one_to_a_hundred(percent):
    assert (why_not_share(percent) is None) == (1 <= percent <= 100)


def test_hours_add_up_and_nothing_known_is_not_zero():
    assert hours_of([Decimal("1.5"), None, Decimal(2)]) == Decimal("3.5")
    assert hours_of([None]) is None
    assert hours_of([]) is None


# The platform's list

IRYNA = Known(1, frozenset({"степова", "ірина", "петрівна"}), "iryna@example.org", "confirmed")
IVAN = Known(2, frozenset({"явір", "іван"}), "ivan@example.org", "confirmed")
OTHER = Known(3, frozenset({"явір", "іван", "петрович"}), "", "confirmed")
WAITS = Known(4, frozenset({"верба", "олена"}), "olena@example.org", "waiting")


def read(*rows, known=(IRYNA, IVAN, WAITS), at_least=30):
    lines = [PlatformRow(number, name, email, minutes) for number, (name, email, minutes) in enumerate(rows, 2)]
    words = {row.name: frozenset(row.name.casefold().split()) for row in lines}
    return [(one.verdict, one.number) for one in matched(lines, list(known), words, at_least=at_least)]


def test_a_line_is_read_by_address_first_then_by_name():
    assert read(("Хтось Інший", "iryna@example.org", 50), ("Іван Явір", "", 50)) == [("taken", 1), ("taken", 2)]


def test_one_who_came_back_is_taken_once_and_minutes_add_up():
    assert read(("", "ivan@example.org", 20), ("", "ivan@example.org", 15)) == [("taken", 2), ("again", 2)]
    assert read(("", "ivan@example.org", 20)) == [("short", 2)]
    assert read(("", "ivan@example.org", None)) == [("taken", 2)]


def test_namesakes_strangers_and_those_who_wait_are_told_apart():
    assert read(("Іван Явір", "", 50), known=(IVAN, OTHER)) == [("namesakes", None)]
    assert read(("Iryna's iPhone", "", 50), ("Ірина", "", 50)) == [("nobody", None), ("nobody", None)]
    assert read(("Олена Верба", "", 50)) == [("no_place", 4)]


@given(st.lists(st.sampled_from([IRYNA, IVAN, WAITS]), max_size=12), st.integers(0, 40))
def test_nobody_is_taken_twice_and_no_line_is_lost(who, at_least):
    rows = [("", each.email, 10) for each in who]
    found = read(*rows, at_least=at_least)
    assert len(found) == len(rows)
    taken = [number for verdict, number in found if verdict == "taken"]
    assert len(taken) == len(set(taken))
    assert WAITS.number not in taken


def test_every_kind_has_its_words_in_both_languages():
    from spilno.events.models import Event

    assert set(TOOK_PART) == set(TOOK_PART_EN) == set(Event.Kind.values)
    for kind in Event.Kind.values:
        uk, en = spoke_words(kind)
        assert uk.startswith("за виступ")
        assert en.startswith("for speaking at")
    assert course_words()[0].startswith("за участь")


@given(st.timedeltas(min_value=timedelta(-400), max_value=timedelta(400)), st.timedeltas(timedelta(0), timedelta(30)))
def test_only_how_long_ago_is_taken_from_the_clock_of_a_phone(wrong, ago):
    assert moment_of_press(NOW - ago + wrong, told=NOW + wrong, now=NOW) == NOW - ago


def test_a_press_after_its_sending_happened_now():
    assert moment_of_press(NOW + timedelta(hours=1), told=NOW, now=NOW) == NOW
