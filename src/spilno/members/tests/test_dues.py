"""Dues: rules by example and by property."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spilno.members.rules.dues import (
    Account,
    Payer,
    Rate,
    due_day,
    may_be_suspended,
    months_after,
    months_late,
    reckon,
    why_not_adopt_dues,
    why_not_assess,
    why_not_pay,
    why_wrong_rate,
)

FLAT = Rate("region", flat=Decimal(50000))
BY_HEAD = Rate("city", per_resident=Decimal("0.55"), minimum=Decimal(2000), maximum=Decimal(60000))


@pytest.mark.parametrize(
    ("residents", "amount", "bound"),
    [(0, "2000.00", "minimum"), (3636, "2000.00", "minimum"), (3637, "2000.35", ""), (10001, "5500.55", ""),
     (109090, "59999.50", ""), (109091, "60000.00", "maximum"), (1421125, "60000.00", "maximum")],
)  # fmt: skip
def test_a_rate_by_residents_keeps_within_its_limits(residents, amount, bound):
    reckoning = reckon(BY_HEAD, residents=residents)
    assert (reckoning.amount, reckoning.bound) == (Decimal(amount), bound)


def test_half_a_kopeck_goes_up():
    assert reckon(Rate("city", per_resident=Decimal("0.005")), residents=1).amount == Decimal("0.01")
    assert reckon(Rate("city", per_resident=Decimal("0.005")), residents=3).amount == Decimal("0.02")
    assert reckon(Rate("city", per_resident=Decimal("0.0049")), residents=1).amount == Decimal("0.00")


def test_one_sum_for_all_does_not_ask_for_residents():
    assert reckon(FLAT, residents=None).amount == Decimal("50000.00")


def test_unknown_residents_are_never_guessed():
    with pytest.raises(ValueError, match="residents"):
        reckon(BY_HEAD, residents=None)


money = st.decimals(0, 10**6, places=2)


@given(st.integers(0, 2 * 10**6), st.integers(0, 2 * 10**6), money, money, st.decimals(0, 100, places=4))
def test_more_residents_never_pay_less_and_limits_hold(some, others, low, high, rate):
    low, high = sorted((low, high))
    line = Rate("city", per_resident=rate, minimum=low, maximum=high)
    first, second = reckon(line, residents=min(some, others)), reckon(line, residents=max(some, others))
    assert low <= first.amount <= second.amount <= high
    assert first.amount == first.amount.quantize(Decimal("0.01"))


@pytest.mark.parametrize(
    ("rate", "code"),
    [
        (Rate("city"), "rate_two_ways"),
        (Rate("city", flat=Decimal(1), per_resident=Decimal(1)), "rate_two_ways"),
        (Rate("city", flat=Decimal(1), minimum=Decimal(1)), "rate_limits_of_flat"),
        (Rate("city", per_resident=Decimal(1), minimum=Decimal(2), maximum=Decimal(1)), "rate_limits_crossed"),
        (Rate("city", flat=Decimal(-1)), "rate_negative"),
    ],
)
def test_a_line_that_cannot_be_used_is_refused(rate, code):
    assert why_wrong_rate(rate).code == code


def test_usable_lines_are_not_refused():
    assert why_wrong_rate(FLAT) is None
    assert why_wrong_rate(BY_HEAD) is None


def assess(*payers, adopted=True, assessed=False, rates=(FLAT, BY_HEAD)):
    return why_not_assess(rates, payers, adopted=adopted, assessed=assessed, year=2026, article="6.2")


def test_a_list_is_assessed_whole_or_not_at_all():
    good, bad, worse = Payer("Липова", "city", 20000), Payer("Вербова", "city", None), Payer("Яворівська", "city", None)
    assert assess(good) is None
    refusal = assess(good, bad, worse)
    assert refusal.code == "residents_unknown"
    assert refusal.facts["councils"] == "Вербова, Яворівська"
    assert assess(Payer("Обласна", "region", None)) is None  # one sum for all
    assert assess(Payer("Степова", "village", 10)).code == "level_without_rate"


def test_dues_are_assessed_once_and_only_when_adopted():
    assert assess(assessed=True).code == "dues_assessed"
    assert assess(adopted=False).code == "dues_not_adopted"


def test_an_adopted_table_stands():
    known = {"year": 2026, "ground": "рішення № 7", "lines": 2, "article": "6.2"}
    assert why_not_adopt_dues(adopted_on=None, **known) is None
    assert why_not_adopt_dues(adopted_on=date(2026, 1, 1), **known).code == "dues_adopted"
    assert why_not_adopt_dues(adopted_on=None, **(known | {"lines": 0})).code == "dues_empty"
    assert why_not_adopt_dues(adopted_on=None, **(known | {"ground": ""})).code == "dues_without_decision"


TODAY = date(2026, 11, 21)


def pay(amount, *, paid="0", of="1000", twice=False, on=TODAY):
    return why_not_pay(
        Account(Decimal(of), Decimal(paid), date(2026, 3, 31)), Decimal(amount), paid_on=on, today=TODAY, twice=twice
    )  # fmt: skip


def test_payments_stay_between_nothing_and_what_is_owed():
    assert pay("1000") is None
    assert pay("1000.01").code == "payment_too_much"
    assert pay("0").code == "payment_nothing"
    assert pay("-10", paid="10") is None
    assert pay("-10.01", paid="10").code == "reversal_too_much"
    assert pay("10", twice=True).code == "payment_twice"
    assert pay("10", on=TODAY + timedelta(days=1)).code == "payment_future"


@given(st.lists(st.decimals(-500, 1500, places=2), max_size=20))
def test_the_account_never_goes_below_nothing_or_above_the_amount(sums):
    paid = Decimal(0)
    for amount in sums:
        if pay(amount, paid=paid) is None:
            paid += amount
        assert 0 <= paid <= Decimal(1000)


def test_terms_of_months_end_on_the_same_day_or_the_last_of_a_short_month():
    assert months_after(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert months_after(date(2026, 3, 31), 12) == date(2027, 3, 31)
    assert months_after(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert months_after(date(2025, 12, 15), 1) == date(2026, 1, 15)


def test_suspension_is_possible_only_after_more_than_the_months_of_the_statute():
    late = [Account(Decimal(100), Decimal(50), date(2025, 3, 31))]
    assert not may_be_suspended(late, day=date(2026, 3, 31), months=12)
    assert may_be_suspended(late, day=date(2026, 4, 1), months=12)
    assert not may_be_suspended([Account(Decimal(100), Decimal(100), date(2020, 3, 31))], day=TODAY, months=12)
    assert not may_be_suspended([], day=TODAY, months=12)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 4000))
def test_months_late_are_those_whose_term_has_passed(due, days):
    day = due + timedelta(days=days)
    months = months_late(due, day)
    assert months_after(due, months) <= day
    assert months_after(due, months + 1) > day


def test_the_day_dues_are_due_exists_in_every_year():
    assert due_day(2026, 331) == date(2026, 3, 31)
    assert due_day(2026, 229) == date(2026, 2, 28)
    assert due_day(2028, 229) == date(2028, 2, 29)
