"""Credits, hours and modules: what agrees, what is refused, with the numbers in the sentence."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spilno.learning.queries.volumes import volume_of, volumes
from spilno.learning.rules.volume import (
    hours_of,
    needs_nads,
    number,
    read_volumes,
    volume_on,
    why_not_promise,
    why_not_sum,
    why_not_volume,
)
from spilno.ui.sentences import say

RULE = volume_of(date(2026, 11, 22))
CREDITS = st.decimals(0, 20, places=2)


def code(refusal):
    return refusal.code if refusal else None


def test_three_credits_for_forty_hours_are_refused_with_the_sum_shown():
    refusal = why_not_promise(Decimal(3), 40, rule=RULE)
    assert code(refusal) == "credits_do_not_fit_hours"
    assert refusal.facts == {"credits": "3", "each": 30, "due": "90", "hours": 40}
    assert "90" in say(refusal).sentence


@pytest.mark.parametrize(("promised", "hours"), [("2", 60), ("0.5", 15), ("0.1", 3), ("1.00", 30)])
def test_credits_that_are_their_hours_are_promised(promised, hours):
    assert why_not_promise(Decimal(promised), hours, rule=RULE) is None


def test_a_quarter_of_a_credit_is_no_whole_number_of_hours():
    assert why_not_promise(Decimal("0.25"), 7, rule=RULE).facts["due"] == "7,5"


@pytest.mark.parametrize(
    ("length", "promised", "expected"),
    [
        ("professional", "2", None),
        ("professional", "1.99", "professional_too_small"),
        ("short", "0.2", None),
        ("short", "1", None),
        ("short", "0.19", "short_out_of_bounds"),
        ("short", "1.01", "short_out_of_bounds"),
    ],
)
def test_bounds_of_a_kind_are_allowed_themselves(length, promised, expected):
    assert code(why_not_volume(length, Decimal(promised), rule=RULE)) == expected


@given(CREDITS)
def test_no_volume_is_both_professional_and_short(value):
    assert why_not_volume("professional", value, rule=RULE) or why_not_volume("short", value, rule=RULE)


@given(CREDITS, st.integers(0, 999))
def test_a_promise_holds_exactly_when_the_product_is_the_hours(value, hours):
    assert (why_not_promise(value, hours, rule=RULE) is None) == (hours_of(value, rule=RULE) == hours)


@given(st.lists(st.tuples(st.text(min_size=1), st.integers(1, 90)), min_size=1), st.randoms())
def test_the_order_of_modules_does_not_matter(modules, random):
    hours, mixed = sum(own for _title, own in modules), random.sample(modules, len(modules))
    assert why_not_sum(mixed, hours) is None
    assert code(why_not_sum(mixed, hours + 1)) == "modules_do_not_make_the_volume"


def test_a_module_without_hours_is_named():
    assert why_not_sum([("Бюджет", 60), ("Комунікація", 0)], 60).facts == {"module": "Комунікація"}


def test_each_day_has_the_rule_in_force_on_it():
    text = "".join(
        f'[[volume]]\nstarts = {day}\nhours_per_credit = {hours}\nprofessional_least = "2"\nshort_least = "0.2"\nshort_most = "1"\n'
        'agreed_by_nads = []\nverified = false\nsource = "наказ"\n'
        for day, hours in (("2030-01-01", 25), ("2019-02-06", 30))
    )
    rules = read_volumes(text)
    days = (date(2010, 1, 1), date(2029, 12, 31), date(2030, 1, 1))
    assert [volume_on(rules, day).hours_per_credit for day in days] == [30, 30, 25]
    with pytest.raises(ValueError, match="different days"):
        read_volumes(text.replace("2030", "2019").replace("01-01", "02-06"))


def test_every_rule_of_the_house_has_its_source_and_its_hours():
    assert all(rule.source and rule.hours_per_credit > 0 and rule.short_least <= rule.short_most for rule in volumes())


def test_only_general_certificate_programmes_go_to_nads():
    pairs = [(kind, length) for kind in ("general", "special") for length in ("professional", "short")]
    assert [pair for pair in pairs if needs_nads(*pair, rule=RULE)] == [("general", "professional")]


@given(CREDITS)
def test_a_number_is_written_without_losing_anything(value):
    assert Decimal(number(value).replace(",", ".")) == value
