"""Marking: by example, and what holds for every question and every answer."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spilno.learning.rules.marking import is_passed, percent_of, points_for, read_number, share_of, sum_of

ONE = {"options": [{"text": "30", "share": "100"}, {"text": "36", "share": "50"}, {"text": "60", "share": "-25"}]}
SEVERAL = {"options": [{"text": "а", "share": "50"}, {"text": "б", "share": "50"}, {"text": "в", "share": "-50"}]}
PAIRS = {"pairs": [{"left": "1", "right": "а"}, {"left": "2", "right": "б"}, {"left": "", "right": "в"}]}
NUMBER = {"answers": [{"value": "30", "tolerance": "0", "share": "100"}, {"value": "30", "tolerance": "2", "share": "50"}]}  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "body", "answer", "share"),
    [
        ("single", ONE, 0, "1"),
        ("single", ONE, 1, "0.5"),
        ("single", ONE, 2, "0"),  # nothing below nothing
        ("single", ONE, 7, "0"),
        ("single", ONE, True, "0"),
        ("single", ONE, None, "0"),
        ("multiple", SEVERAL, [0, 1], "1"),
        ("multiple", SEVERAL, [0], "0.5"),
        ("multiple", SEVERAL, [0, 1, 2], "0.5"),  # who ticks everything does not win
        ("multiple", SEVERAL, [0, 0, 0], "0.5"),
        ("multiple", SEVERAL, [], "0"),
        ("matching", PAIRS, [0, 1], "1"),
        ("matching", PAIRS, [0, 2], "0.5"),
        ("matching", PAIRS, [1, 0, 2], "0"),
        ("matching", PAIRS, [0], "0.5"),
        ("numeric", NUMBER, "30", "1"),
        ("numeric", NUMBER, "30,0", "1"),
        ("numeric", NUMBER, "32", "0.5"),
        ("numeric", NUMBER, "32,01", "0"),
        ("numeric", NUMBER, "тридцять", "0"),
        ("open", {"rubric": []}, "  ", "0"),
    ],
)
def test_what_an_answer_earns(kind, body, answer, share):
    assert share_of(kind, body, answer) == Decimal(share)


def test_an_open_answer_waits_for_a_person():
    assert points_for("open", {"rubric": []}, "Бо так вирішила рада", Decimal(5)) is None
    assert sum_of([Decimal(1), None]) is None
    assert sum_of([]) == 0


@pytest.mark.parametrize(
    ("text", "number"),
    [("1 234,5", "1234.5"), ("−3", "-3"), ("0.5", "0.5"), ("1e3", "1000"), ("", None), ("1,2,3", None), ("nan", None), ("inf", None), ("1e999999", None)],
)  # fmt: skip
def test_numbers_are_read_as_people_write_them(text, number):
    assert read_number(text) == (None if number is None else Decimal(number))


def test_a_pass_is_exact_and_the_shown_share_never_promises_one():
    assert is_passed(Decimal(6), Decimal(10), pass_percent=60)
    assert not is_passed(Decimal("59.99"), Decimal(100), pass_percent=60)
    assert percent_of(Decimal("59.99"), Decimal(100)) == Decimal("59.9")


shapes = st.none() | st.booleans() | st.integers(-2, 5) | st.text(max_size=5) | st.lists(st.integers(-2, 5) | st.none())


@given(st.sampled_from([("single", ONE), ("multiple", SEVERAL), ("matching", PAIRS), ("numeric", NUMBER)]), shapes)
def test_whatever_is_sent_earns_between_nothing_and_all(question, answer):
    kind, body = question
    share = share_of(kind, body, answer)
    assert share is not None
    assert 0 <= share <= 1


@given(st.lists(st.integers(0, 2), max_size=3), st.randoms())
def test_the_order_of_ticks_does_not_matter(ticks, randomly):
    mixed = list(ticks)
    randomly.shuffle(mixed)
    assert share_of("multiple", SEVERAL, ticks) == share_of("multiple", SEVERAL, mixed)


@given(st.decimals(0, 100, places=2), st.decimals(1, 100, places=2), st.integers(0, 100))
def test_what_is_shown_and_what_is_passed_never_disagree(points, points_of, bar):
    shown = percent_of(points, points_of)
    if shown >= bar:
        assert is_passed(points, points_of, pass_percent=bar)
