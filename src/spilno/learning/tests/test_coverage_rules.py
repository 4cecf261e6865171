"""Shares and what is not told of few people."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spilno.learning.rules.coverage import LEAST_TOLD, Count, sum_of, told_to_all


@pytest.mark.parametrize(
    ("met", "bound", "percent", "step"),
    [(0, 0, None, "none"), (0, 5, 0, "1"), (2, 5, 40, "2"), (199, 200, 99, "5"), (200, 200, 100, "5"), (1, 3, 33, "1")],
)
def test_a_share_is_rounded_down_so_that_a_hundred_means_all(met, bound, percent, step):
    assert (Count(bound, met).percent, Count(bound, met).step) == (percent, step)


def test_of_fewer_than_five_nothing_is_told():
    assert told_to_all({"a": 4, "b": 9, "c": 5}) == {"b"}  # were c told, subtraction would tell a
    assert told_to_all({"a": 4, "b": 9, "c": 5, "d": 1}) == {
        "b",
        "c",
    }  # five are not told: nobody can be found by subtraction
    assert told_to_all({"a": 5}) == {"a"}


def test_a_category_is_not_told_when_the_rest_of_the_council_would_be_few():
    assert told_to_all({"a": 8, "b": 8}, wholes={"a": 8, "b": 8}) == {"a", "b"}
    assert told_to_all({"a": 8, "b": 8}, wholes={"a": 12, "b": 13}) == {"b"}


PEOPLE = st.dictionaries(st.text(min_size=1, max_size=3), st.integers(0, 30), max_size=8)


@given(PEOPLE)
def test_nobody_is_found_by_subtraction_from_the_whole(people):
    told = told_to_all(people)
    assert all(people[key] == 0 or people[key] >= LEAST_TOLD for key in told)
    left = sum(count for key, count in people.items() if key not in told)
    assert left == 0 or left >= LEAST_TOLD or not any(people[key] for key in told)


@given(PEOPLE, st.integers(1, 40))
def test_more_people_of_one_group_never_hide_that_group_alone(people, more):
    grown = {key: count + LEAST_TOLD * more for key, count in people.items()}
    assert told_to_all(grown) == grown.keys()


@given(st.lists(st.builds(Count, st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))))
def test_nothing_is_lost_or_counted_twice_when_groups_are_added(counts):
    whole = sum_of(counts)
    assert (whole.bound, whole.met, whole.soon) == tuple(
        sum(getattr(each, name) for each in counts) for name in ("bound", "met", "soon")
    )
