"""What is due in a year and whether it is done: by example and by property."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spilno.learning.queries.standings import RANKS, duties
from spilno.learning.rules.categories import is_meant_for
from spilno.learning.rules.standing import (
    Earned,
    Service,
    duty_of_year,
    months_after,
    read_duties,
    service_on,
    standing_of,
    years_of_duty,
    years_touched,
)

TODAY = date(2026, 11, 22)
DUTY = duty_of_year(duties(), 2026)
LONG_AGO = date(2020, 11, 10)


def service(category="official", starts=LONG_AGO, ends=None, organisation=1, office=1, acting=False):
    return Service(organisation, category, RANKS[category], acting, starts, ends, office)


def row(credits_of_row, kind="edition", on=date(2026, 5, 20), year=None):
    return Earned(year or on.year, on, kind, Decimal(credits_of_row))


def standing(*rows, services=None, year=2026, today=TODAY):
    return standing_of(year, services or [service()], rows, duty=DUTY, today=today)


def test_one_credit_with_a_tenth_by_self_education_meets_the_year():
    met = standing(row("0.90"), row("0.10", "self"))
    assert (met.met, met.credits, met.self_credits, met.due_on) == (
        True,
        Decimal("1.00"),
        Decimal("0.10"),
        date(2026, 12, 31),
    )


def test_two_credits_without_self_education_do_not_meet_the_year():
    assert not standing(row("2.00")).met


def test_a_hundredth_of_a_credit_less_does_not_meet_the_year():
    assert not standing(row("0.89"), row("0.10", "self")).met
    assert not standing(row("0.91"), row("0.09", "self")).met


def test_a_row_of_another_year_does_not_count():
    assert not standing(row("0.90", on=date(2025, 12, 31)), row("0.10", "self")).met


def test_one_newly_appointed_completes_a_certificate_programme_within_a_year():
    services = [service(starts=date(2025, 11, 30))]
    year = {"services": services, "year": 2025}
    assert standing(**year).due_on == date(2026, 11, 30)
    assert standing(**year).newcomer
    assert standing(row("2.00", on=date(2026, 11, 30)), **year).met
    assert not standing(row("2.00", on=date(2026, 12, 1)), **year).met
    assert not standing(row("1.00", on=date(2026, 3, 1)), row("1.00", "self"), **year).met
    following = standing(services=services)
    assert (following.newcomer, following.due_on) == (False, date(2026, 12, 31))


def test_one_who_changed_the_council_is_no_newcomer_there():
    moved = [service(ends=date(2026, 6, 30)), service(starts=date(2026, 7, 1), organisation=2, office=2)]
    found = standing(services=moved)
    assert (found.organisation, found.newcomer) == (2, False)
    assert standing(services=moved, year=2025).organisation == 1


def test_who_left_has_no_standing_after_and_keeps_earlier_ones():
    left = [service(ends=TODAY)]
    assert standing(services=left) is not None
    assert standing(services=left, today=TODAY + timedelta(days=1)) is None
    assert standing(services=left, year=2025, today=TODAY + timedelta(days=1)) is not None


@pytest.mark.parametrize("category", ["councillor", "state_head", "state_deputy"])
def test_what_is_a_right_is_not_due(category):
    found = standing(row("3.00"), services=[service(category)])
    assert (found.met, found.due_on, found.credits) == (False, None, Decimal(3))


def test_a_civil_servant_learns_but_is_not_counted_among_officials_of_self_government():
    assert is_meant_for(["civil_servants"], "civil_servant")
    assert not is_meant_for(["lsg_officials"], "civil_servant")
    assert standing(row("3.00"), services=[service("civil_servant")]) is None
    assert (
        standing(services=[service("civil_servant", organisation=2), service("official", office=2)]).category
        == "official"
    )


def test_an_official_who_is_a_councillor_too_is_counted_as_official():
    assert (
        standing(services=[service("councillor", organisation=2), service("official", office=2)]).category == "official"
    )


def test_one_who_serves_in_no_category_of_learners_is_not_counted():
    assert service_on([service("other")], TODAY) is None


@pytest.mark.parametrize(
    ("day", "months", "last"),
    [
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2023, 2, 28), 12, date(2024, 2, 28)),
        (date(2025, 12, 31), 2, date(2026, 2, 28)),
        (date(2025, 12, 1), 12, date(2026, 12, 1)),
    ],
)
def test_a_term_ends_on_the_same_day_or_on_the_last_of_the_month(day, months, last):
    assert months_after(day, months) == last


def test_a_row_tells_of_the_year_before_it_too_and_never_of_years_to_come():
    assert years_touched([2026], duties=duties(), today=TODAY) == [2025, 2026]
    assert years_touched([2027, 2019], duties=duties(), today=TODAY) == [2026]
    assert years_of_duty(duties(), today=TODAY)[0] == 2020


def test_a_file_of_duties_that_contradicts_itself_is_a_mistake_of_the_house():
    row_of_file = (
        '[[duty]]\nstarts=2020-01-01\ncredits="1"\nself_share="0.1"\ntargets=["heads"]\nnewcomer_months=12\n'
        'certificate_least="2"\nverified=false\nsource="a"\nnewcomer_source="b"\n'
    )
    assert len(read_duties(row_of_file)) == 1
    with pytest.raises(ValueError, match="different days"):
        read_duties(row_of_file * 2)


DAYS = st.dates(date(2020, 1, 1), date(2026, 12, 31))
ROWS = st.lists(
    st.builds(
        row,
        st.sampled_from(["0.05", "0.10", "0.50", "0.90", "2.00"]),
        st.sampled_from(["edition", "self", "outside", "exchange"]),
        DAYS,
    ),
    max_size=6,
)


@st.composite
def services(draw):
    found = []
    for office in range(draw(st.integers(1, 4))):
        starts = draw(DAYS)
        ends = draw(st.none() | st.dates(starts, date(2027, 6, 1)))
        category = draw(
            st.sampled_from(["head", "official", "starosta", "councillor", "state_head", "civil_servant", "other"])
        )
        found.append(service(category, starts, ends, draw(st.integers(1, 3)), office, draw(st.booleans())))
    return found


@given(services(), ROWS, st.integers(2020, 2027), st.randoms())
def test_the_order_of_offices_and_rows_does_not_matter(held, rows, year, chance):
    mixed, other = list(held), list(rows)
    chance.shuffle(mixed)
    chance.shuffle(other)
    assert standing_of(year, held, rows, duty=DUTY, today=TODAY) == standing_of(
        year, mixed, other, duty=DUTY, today=TODAY
    )


@given(services(), ROWS, ROWS, st.integers(2020, 2026))
def test_more_learning_never_harms(held, rows, more, year):
    before = standing_of(year, held, rows, duty=DUTY, today=TODAY)
    after = standing_of(year, held, rows + more, duty=DUTY, today=TODAY)
    assert (before is None) == (after is None)
    if before is not None and after is not None:
        assert before.met <= after.met
        assert before.credits <= after.credits
        assert before.due_on == after.due_on


@given(services(), ROWS, st.integers(2020, 2027))
def test_a_standing_stands_on_an_office_held_on_its_day(held, rows, year):
    found = standing_of(year, held, rows, duty=DUTY, today=TODAY)
    day = min(date(year, 12, 31), TODAY)
    serving = {
        each.organisation
        for each in held
        if each.category not in {"other", "civil_servant"}
        and each.starts <= day
        and (each.ends is None or each.ends >= day)
    }
    if year > TODAY.year:
        assert found is None
    else:
        assert (found is None) == (not serving)
        assert found is None or found.organisation in serving
        assert found is None or found.due_on is not None or not found.met
        assert found is None or found.due_on is None or found.due_on >= date(year, 12, 31) or found.newcomer


@given(services(), ROWS, st.integers(2020, 2026))
def test_rows_of_other_years_than_this_and_the_next_change_nothing(held, rows, year):
    near = [each for each in rows if each.year in {year, year + 1}]
    assert standing_of(year, held, rows, duty=DUTY, today=TODAY) == standing_of(
        year, held, near, duty=DUTY, today=TODAY
    )
