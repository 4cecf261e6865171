"""Cards, adoptions, months: rules by example and by property."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spilno.knowledge.rules import adoptions, cards
from spilno.knowledge.rules.months import months_after

DAY = date(2026, 11, 22)
dates = st.dates(date(2021, 1, 1), date(2040, 12, 31))
STATES = st.sampled_from(["draft", "review", "published", "retired"])


def code(refusal):
    return refusal.code if refusal else None


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2026, 11, 22), 12, date(2027, 11, 22)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 6, 30), 6, date(2026, 12, 30)),
    ],
)
def test_a_term_in_months_ends_on_that_day_or_on_the_last_one(day, months, expected):
    assert months_after(day, months) == expected


@given(dates, st.integers(0, 36), st.integers(0, 36))
def test_more_months_never_end_earlier(day, months, more):
    assert months_after(day, months) <= months_after(day, months + more)
    assert months_after(day, 0) == day


@pytest.mark.parametrize(
    ("passed", "asked", "answered", "expected"),
    [
        (180, 0, [], None),
        (184, 0, [], 6),
        (184, 6, [], None),
        (184, 0, [6], None),
        (365, 6, [6], 12),
        (365, 6, [], 12),
        (400, 0, [], 12),
        (400, 12, [], None),
        (400, 6, [12], None),
    ],
)
def test_the_status_is_asked_after_six_and_twelve_months_once(passed, asked, answered, expected):
    planned = DAY - timedelta(passed)
    assert adoptions.month_to_ask(planned, DAY, asked=asked, answered=answered) == expected


@given(dates, st.integers(0, 800))
def test_who_asks_every_day_asks_each_month_once_and_never_early(planned, days):
    asked, letters = 0, []
    for passed in range(days):
        day = planned + timedelta(passed)
        month = adoptions.month_to_ask(planned, day, asked=asked, answered=[])
        if month is not None:
            assert months_after(planned, month) <= day
            letters.append(month)
            asked = month
    assert letters == sorted(set(letters))
    assert (6 in letters) == (days > 0 and months_after(planned, 6) <= planned + timedelta(days - 1))


@given(dates, st.integers(0, 800))
def test_the_day_told_beforehand_is_the_day_on_which_it_is_asked(planned, passed):
    day = planned + timedelta(passed)
    told = adoptions.next_to_ask(planned, day)
    if told is None:
        assert months_after(planned, 12) <= day
        return
    coming, month = told
    assert day < coming
    assert adoptions.month_to_ask(planned, coming, asked=month - 6, answered=[]) == month
    assert adoptions.month_to_ask(planned, coming - timedelta(1), asked=month - 6, answered=[]) is None


def adopting(**change):
    given = {"practice_state": "published", "is_own": False, "adopted_already": False, "plan": "План", "due_on": None}
    return adoptions.why_not_adopt(**{**given, "today": DAY, **change})


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, None),
        ({"due_on": DAY}, None),
        ({"practice_state": "draft"}, "practice_not_published"),
        ({"practice_state": "retired"}, "practice_not_published"),
        ({"is_own": True}, "own_practice"),
        ({"adopted_already": True}, "adopted_already"),
        ({"plan": "  "}, "no_plan"),
        ({"due_on": DAY - timedelta(1)}, "plan_ends_before"),
    ],
)
def test_a_published_practice_of_another_is_adopted_once_with_a_plan(change, expected):
    assert code(adopting(**change)) == expected


@pytest.mark.parametrize(
    ("state", "effect", "expected"),
    [
        ("works", "", "no_effect"),
        ("works", "черга зникла", None),
        ("dropped", " ", "no_reason_to_drop"),
        ("started", "", None),
        ("planned", "", None),
    ],
)
def test_what_works_has_an_effect_and_what_was_given_up_a_reason(state, effect, expected):
    assert code(adoptions.why_not_tell(state=state, effect=effect)) == expected


@given(st.lists(st.sampled_from(["planned", "started", "works", "dropped"])))
def test_nothing_is_lost_when_adoptions_are_counted(states):
    counted = adoptions.count(states)
    assert counted.adopted == len(states)
    assert counted.works + counted.dropped <= counted.adopted
    assert counted == adoptions.count(reversed(states))


@given(st.dictionaries(st.integers(1, 8), st.integers(1, 8), max_size=8), st.integers(1, 8), st.integers(1, 8))
def test_a_practice_never_comes_from_itself_however_long_the_way(came_from, practice, source):
    refused = adoptions.why_not_descend(practice, source, came_from) is not None
    at, way = source, []
    while at is not None and at not in way:
        way.append(at)
        at = came_from.get(at)
    assert refused == (practice in way)


def test_a_card_goes_from_draft_to_review_to_published():
    full = cards.Card("draft", "Назва", "Проблема", "Рішення")
    assert cards.why_not_send(full) is None
    assert code(cards.why_not_send(cards.Card("draft", "Назва"))) == "card_is_thin"
    assert code(cards.why_not_send(cards.Card("review", "Назва", "П", "Р"))) == "card_is_no_draft"
    assert cards.why_not_publish("review", "CC BY 4.0") is None
    assert code(cards.why_not_publish("draft", "CC BY 4.0")) == "card_not_in_review"
    assert code(cards.why_not_publish("review", "усі права")) == "no_licence"
    assert code(cards.why_not_return("review", " ")) == "no_remarks"
    assert code(cards.why_not_return("draft", "Додайте")) == "nothing_to_return"
    assert cards.why_not_return("review", "Додайте") is None
    assert cards.review_due(DAY) == date(2027, 11, 22)


@given(STATES)
def test_what_is_reviewed_is_not_changed_and_only_what_is_published_is_renewed(state):
    assert (cards.why_not_edit(state) is None) == (state in {"draft", "published"})
    assert (cards.why_not_renew(state) is None) == (state == "published")
