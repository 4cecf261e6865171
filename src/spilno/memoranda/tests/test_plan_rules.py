"""Rules of plans and of their fulfilment, by example and by property."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spilno.memoranda.rules.fulfilment import STANDINGS, Act, Line, done_of, standing_of, totals_of
from spilno.memoranda.rules.plan import PlanLine, Writing, is_agreed, plan_hash, why_not_confirm, why_not_write_line

DAY = date(2026, 6, 1)
FINE = {
    "year": 2026, "what": "Семінар", "target": 1, "due_on": DAY, "concluded": True, "area_stands": True, "party_stands": True
}  # fmt: skip
LINES = st.lists(
    st.builds(
        PlanLine,
        measure=st.integers(1, 99), area=st.integers(1, 5), kind=st.sampled_from(["event", "other"]), what=st.text(max_size=9),
        party=st.integers(1, 3), person=st.none() | st.integers(1, 9), due_on=st.dates(), target=st.integers(1, 9),
    ),
    unique_by=lambda line: line.measure, max_size=6,
)  # fmt: skip
DUTIES = st.builds(
    Line, st.integers(1, 6), st.integers(1, 3), st.integers(1, 2), st.sampled_from(["event", "other"]), st.integers(1, 4),
    st.sampled_from(["open", "reported", "accepted", "dropped"]), st.none() | st.dates(),
)  # fmt: skip
ACTS = st.lists(
    st.builds(
        Act, st.tuples(st.just("e"), st.sampled_from("12345")), st.integers(1, 3), st.none() | st.integers(1, 6),
        st.booleans(), st.integers(0, 50), st.integers(0, 9),
    ),
    max_size=8,
)  # fmt: skip


@given(LINES, st.randoms())
def test_the_hash_does_not_know_the_order_of_lines(lines, random):
    mixed = list(lines)
    random.shuffle(mixed)
    assert plan_hash(1, 2026, mixed) == plan_hash(1, 2026, lines)


@given(LINES.filter(bool))
def test_every_change_of_a_line_changes_the_hash(lines):
    first = lines[0]
    for changes in ({"target": first.target + 1}, {"what": first.what + "!"}, {"person": 77}):
        changed = PlanLine(**{**{name: getattr(first, name) for name in first.__slots__}, **changes})
        assert plan_hash(1, 2026, [changed, *lines[1:]]) != plan_hash(1, 2026, lines)
    assert plan_hash(1, 2027, lines) != plan_hash(1, 2026, lines)
    assert plan_hash(1, 2026, lines[1:]) != plan_hash(1, 2026, lines)


def test_a_plan_binds_when_every_party_confirmed_it():
    assert is_agreed({1, 2}, {1, 2}, lines=3)
    assert is_agreed({1, 2}, {1, 2, 3}, lines=3)  # a party that withdrew had confirmed too
    assert not is_agreed({1, 2}, {1}, lines=3)
    assert not is_agreed({1, 2}, {1, 2}, lines=0)
    assert not is_agreed(set(), {1}, lines=3)


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"concluded": False}, "not_in_force"),
        ({"ended": True}, "line_ended"),
        ({"area_stands": False}, "not_agreed"),
        ({"party_stands": False}, "not_agreed"),
        ({"what": " "}, "nothing_planned"),
        ({"target": 0}, "no_target"),
        ({"due_on": date(2027, 1, 1)}, "another_year"),
        ({"starts_on": DAY + timedelta(1)}, "before_start"),
        ({"binding_due_on": DAY + timedelta(1)}, "earlier_term"),
    ],
)
def test_each_reason_why_a_line_is_not_written(changed, refusal):
    assert why_not_write_line(Writing(**{**FINE, **changed})).code == refusal


def test_a_line_that_binds_may_be_moved_into_the_next_year():
    assert why_not_write_line(Writing(**FINE)) is None
    assert why_not_write_line(Writing(**FINE, starts_on=DAY)) is None
    assert why_not_write_line(Writing(**{**FINE, "due_on": date(2027, 2, 1), "binding_due_on": DAY})) is None


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"speaks": False}, "no_party"),
        ({"lines": 0}, "empty_plan"),
        ({"seen": "old"}, "plan_changed"),
        ({"already": True}, "already_confirmed"),
        ({}, None),
    ],
)
def test_a_party_confirms_exactly_what_it_saw(changed, refusal):
    found = why_not_confirm(**{"speaks": True, "seen": "x", "now": "x", "lines": 1, "already": False, **changed})
    assert (found.code if found else None) == refusal


@given(st.lists(DUTIES, max_size=6), ACTS, st.dates())
def test_every_line_stands_in_one_way_and_none_is_lost(lines, acts, day):
    found = totals_of(lines, acts, day)
    assert found.planned + found.dropped == len(lines)
    assert all(standing_of(line, day) in STANDINGS for line in lines)


@given(st.lists(DUTIES, max_size=6), ACTS, st.dates())
def test_areas_sum_up_to_the_whole_and_an_activity_counts_once(lines, acts, day):
    whole = totals_of(lines, acts, day)
    areas = [totals_of([o for o in lines if o.area == n], [a for a in acts if a.area == n], day) for n in (1, 2, 3)]
    assert sum(area.planned for area in areas) == whole.planned
    assert sum(area.acts for area in areas) >= whole.acts
    assert whole.acts + whole.ahead == len({act.source for act in acts})


@given(DUTIES, ACTS)
def test_one_more_activity_never_lowers_what_is_done(line, acts):
    more = Act(("e", "new"), line.area, line.measure, done=True)
    before = done_of(line, acts)
    after = done_of(line, [*acts, more])
    assert after >= (1 if line.kind == "other" and line.state == "accepted" else before)
    assert done_of(line, [*acts, Act(("e", "new"), line.area, line.measure, done=False)]) == before


def test_other_work_is_done_when_its_report_is_accepted():
    line = Line(1, 1, 1, "other", 2, "accepted", DAY)
    assert done_of(line, []) == 2
    assert done_of(Line(1, 1, 1, "event", 2, "accepted", DAY), []) == 0
    assert done_of(Line(1, 1, 1, "other", 2, "open", DAY), []) == 0


def test_late_from_the_day_after_the_last():
    line = Line(1, 1, 1, "event", 1, "open", DAY)
    assert standing_of(line, DAY) == "running"
    assert standing_of(line, DAY + timedelta(1)) == "late"
    assert standing_of(Line(1, 1, 1, "event", 1, "reported", DAY), DAY + timedelta(1)) == "reported"
