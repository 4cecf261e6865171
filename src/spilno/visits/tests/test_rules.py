"""Calls, groups, questions, presence: rules by example and by property."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.cast import MODEL

from spilno.statute.rules.edition_file import read_edition
from spilno.visits.rules import calls
from spilno.visits.rules.presence import Stay, hours_of
from spilno.visits.rules.programme import (
    GroupFacts,
    next_with_room,
    why_not_answer,
    why_not_ask,
    why_not_confirm_safety,
    why_not_join,
)

OPENS, CLOSES = date(2026, 11, 1), date(2026, 11, 30)
ANNOUNCED = calls.CallFacts("announced", OPENS, CLOSES)
DAYS = st.dates(date(2026, 10, 1), date(2027, 1, 31))
STANDINGS = st.sampled_from(["", "applied", "admitted", "confirmed", "suspended", "left", "excluded"])


@pytest.fixture(scope="module")
def provisions():
    return read_edition(MODEL.read_text(encoding="utf-8"))


def code(refusal):
    return refusal.code if refusal else None


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (OPENS - timedelta(1), "call_is_ahead"),
        (OPENS, None),
        (CLOSES, None),
        (CLOSES + timedelta(1), "call_is_over"),
    ],
)
def test_the_last_day_of_offers_is_included(provisions, day, expected):
    why = calls.why_not_offer(ANNOUNCED, standing="confirmed", offered_already=False, today=day, provisions=provisions)
    assert code(why) == expected


@pytest.mark.parametrize(
    ("standing", "expected", "article"),
    [
        ("confirmed", None, ""),
        ("admitted", None, ""),
        ("suspended", "host_is_suspended", "suspension"),
        ("left", "host_is_not_a_member", "formats"),
        ("", "host_is_not_a_member", "formats"),
    ],
)
def test_who_is_no_member_or_is_suspended_is_refused_with_the_article(provisions, standing, expected, article):
    why = calls.why_not_offer(ANNOUNCED, standing=standing, offered_already=False, today=OPENS, provisions=provisions)
    assert code(why) == expected
    if why is not None:
        grounds = {"suspension": provisions.matter("suspension").majority.ground, "formats": provisions.formats.ground}
        assert why.facts["article"] == grounds[article].article


def test_a_member_offers_once(provisions):
    why = calls.why_not_offer(ANNOUNCED, standing="confirmed", offered_already=True, today=OPENS, provisions=provisions)
    assert code(why) == "offered_already"


@given(day=DAYS, standing=STANDINGS)
def test_nobody_is_chosen_while_offers_are_taken_and_nobody_who_may_not_host(provisions, day, standing):
    why = calls.why_not_choose(
        ANNOUNCED, offer_state="offered", standing=standing, act="рішення № 1", today=day, provisions=provisions
    )
    assert (why is None) == (day > CLOSES and calls.why_no_host(standing, provisions) is None)
    assert not (why is None and calls.is_open(ANNOUNCED, day))


@pytest.mark.parametrize(("act", "expected"), [(" ", "no_act_of_choice"), ("рішення № 1", None)])
def test_a_host_is_chosen_by_an_act(provisions, act, expected):
    why = calls.why_not_choose(
        ANNOUNCED, offer_state="offered", standing="confirmed", act=act, today=date(2026, 12, 1), provisions=provisions
    )
    assert code(why) == expected


@given(state=st.sampled_from(["draft", "announced", "chosen", "cancelled"]), reason=st.sampled_from(["", "нема згоди"]))
def test_a_call_is_changed_or_announced_only_as_a_draft_and_cancelled_with_a_reason(state, reason):
    facts = calls.CallFacts(state, OPENS, CLOSES)
    assert (calls.why_not_change(state) is None) == (state == "draft")
    assert (calls.why_not_announce(facts, CLOSES) is None) == (state == "draft")
    assert (calls.why_not_cancel(state, reason) is None) == (state in {"draft", "announced"} and bool(reason))


def test_a_call_whose_last_day_passed_is_not_announced():
    facts = calls.CallFacts("draft", OPENS, CLOSES)
    assert code(calls.why_not_announce(facts, CLOSES + timedelta(1))) == "call_would_be_over"


@given(st.integers(1, 500), st.integers(0, 500))
def test_a_shelter_holds_all_or_it_does_not(visitors, places):
    assert calls.shelter_holds(visitors, places) is (places >= visitors)


def test_an_offer_is_free_until_the_choice():
    assert calls.why_not_withdraw("announced", "offered") is None
    assert code(calls.why_not_withdraw("chosen", "not_chosen")) == "offer_is_decided"
    assert code(calls.why_not_withdraw("announced", "withdrawn")) == "offer_is_decided"


groups = st.lists(st.tuples(st.integers(1, 5), st.integers(0, 5)), min_size=1, max_size=5).map(
    lambda rows: [GroupFacts(pk, f"Група {pk}", places, min(taken, places)) for pk, (places, taken) in enumerate(rows)]
)


@given(groups)
def test_a_full_group_is_refused_and_the_next_with_room_is_named(made):
    for group in made:
        why = why_not_join(made, group.pk, meeting_state="convened", takes_part=True, is_in=False)
        other = next_with_room(made, group.pk)
        assert (why is None) == (group.free > 0)
        if why is not None:
            assert why.facts["next"] == (other.name if other else "")
            assert other is None or (other.free and other.pk != group.pk)
            assert (other is None) == (not any(each.free for each in made))


@pytest.mark.parametrize(
    ("state", "takes_part", "expected"),
    [
        ("convened", True, None),
        ("open", True, None),
        ("draft", True, "groups_are_closed"),
        ("closed", True, "groups_are_closed"),
        ("convened", False, "takes_no_part"),
    ],
)
def test_groups_are_for_those_who_take_part_until_the_meeting_is_closed(state, takes_part, expected):
    made = [GroupFacts(1, "А", 1, 0)]
    assert code(why_not_join(made, 1, meeting_state=state, takes_part=takes_part, is_in=False)) == expected


def test_questions_are_asked_before_and_by_members():
    assert why_not_ask(meeting_state="convened", standing="suspended", text="Скільки коштує?") is None
    assert code(why_not_ask(meeting_state="closed", standing="confirmed", text="?")) == "visit_is_over"
    assert code(why_not_ask(meeting_state="convened", standing="left", text="?")) == "asks_as_no_member"
    assert code(why_not_ask(meeting_state="convened", standing="confirmed", text=" ")) == "nothing_asked"
    assert code(why_not_answer(answers_for_host=False, text="Так")) == "not_the_host"
    assert code(why_not_answer(answers_for_host=True, text="")) == "nothing_answered"
    assert why_not_answer(answers_for_host=True, text="Так") is None


def test_the_safety_notice_is_confirmed_as_it_was_read():
    assert why_not_confirm_safety(notice="Тривога", shown="a", now="a") is None
    assert code(why_not_confirm_safety(notice="Тривога", shown="a", now="b")) == "safety_changed"
    assert code(why_not_confirm_safety(notice=" ", shown="a", now="a")) == "no_safety_notice"


BEGAN = datetime(2026, 11, 5, 8, tzinfo=UTC)
ENDED = BEGAN + timedelta(hours=4)
minutes = st.integers(-120, 500)
stays = st.lists(
    st.tuples(minutes, st.one_of(st.none(), st.integers(0, 300))).map(
        lambda pair: Stay(
            BEGAN + timedelta(minutes=pair[0]),
            None if pair[1] is None else BEGAN + timedelta(minutes=pair[0] + pair[1]),
        )
    ),
    max_size=4,
)


def hours(stayed, until=ENDED):
    return hours_of(stayed, began=BEGAN, ended=ENDED, programme_until=until) / 3600


def test_presence_is_counted_from_the_beginning_once_and_to_the_end_of_the_visits():
    early, late = Stay(BEGAN - timedelta(hours=1), None), Stay(BEGAN + timedelta(hours=3), None)
    assert hours([early]) == 4
    assert hours([early], ENDED + timedelta(hours=2)) == 6
    assert hours([early, early, late]) == 4
    assert hours([Stay(BEGAN, BEGAN + timedelta(hours=1)), late]) == 2
    assert hours([Stay(BEGAN, BEGAN + timedelta(hours=1))], ENDED + timedelta(hours=2)) == 1
    assert hours([]) == 0


@given(stays)
def test_presence_is_never_longer_than_the_meeting_and_the_order_does_not_matter(stayed):
    assert 0 <= hours(stayed) <= 4 or all(stay.left is not None and stay.left < ENDED for stay in stayed)
    assert hours(stayed) == hours(list(reversed(stayed)))


@given(stays, stays)
def test_one_more_time_of_presence_never_takes_hours_away(stayed, more):
    assert hours([*stayed, *more]) >= hours(stayed)
