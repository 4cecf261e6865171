"""What learning earns and why not, by example and by property. No database."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spilno.learning.queries.credit_rules import shipped
from spilno.learning.queries.volumes import volume_of
from spilno.learning.rules.badges import identity_of, is_holder
from spilno.learning.rules.credit_book import KINDS, bar_on, earn_on, read_book, why_not_enter, with_own
from spilno.learning.rules.credits import (
    Brought,
    Learned,
    Stood,
    counted_now,
    earned,
    folded_number,
    ground_of,
    left_in_year,
    stands_already,
    summed,
    why_not_claim,
)
from spilno.learning.rules.deciding import (
    Judged,
    why_not_annul,
    why_not_answer,
    why_not_ask,
    why_not_recognise,
    why_not_refuse,
    why_not_withdraw,
)
from spilno.ui.sentences import say

DAY = date(2026, 5, 20)
BOOK = shipped()
BAR = bar_on(BOOK.bars, DAY)
VOLUME = volume_of(DAY)

hours = st.decimals("0.1", "500", places=1)
kinds = st.sampled_from(KINDS)


def rule(kind):
    found = earn_on(BOOK, kind, DAY)
    assert found is not None
    return found


def brought(**fields):
    return Brought(**{"on": DAY, "today": date(2026, 6, 1), "learned": Learned(hours=Decimal(30)), **fields})


def why(kind="outside", **fields):
    return why_not_claim(rule(kind), brought(**fields), bar=BAR, volume=VOLUME)


@pytest.mark.parametrize(
    ("kind", "learned", "credits_"),
    [
        ("outside", Learned(hours=Decimal(30)), "1.00"),
        ("outside", Learned(hours=Decimal(30), stated=Decimal("1.5")), "1.50"),  # what the document states goes first
        ("internship", Learned(hours=Decimal(108)), "3.60"),
        ("self", Learned(hours=Decimal(3)), "0.10"),
        ("self", Learned(hours=Decimal(10)), "0.33"),
        ("exchange", Learned(hours=Decimal(60)), "1.00"),  # the bound of one row
        ("conference", Learned(hours=Decimal(6)), "0.20"),
        ("outside", Learned(), "0.00"),
    ],
)
def test_what_learning_earns(kind, learned, credits_):
    assert earned(rule(kind), learned) == Decimal(credits_)


@given(kinds, hours, hours)
def test_more_hours_never_earn_less(kind, some, more):
    less, most = sorted((some, more))
    assert earned(rule(kind), Learned(hours=less)) <= earned(rule(kind), Learned(hours=most))


@given(kinds, hours, st.one_of(st.none(), st.decimals("0", "9", places=2)))
def test_what_is_earned_keeps_its_bounds(kind, some, stated):
    found = earned(rule(kind), Learned(hours=some, stated=stated))
    assert found >= 0
    assert rule(kind).at_most is None or found <= rule(kind).at_most


@given(st.lists(st.decimals("0.01", "3", places=2), max_size=12))
def test_the_bound_of_a_year_is_never_passed(rows):
    conference, total = rule("conference"), Decimal(0)
    for row in rows:
        total += counted_now(conference, row, total)
        assert left_in_year(conference, total) >= 0
    assert total == min(conference.year_at_most, sum(rows, Decimal(0)))


@given(st.lists(st.lists(st.decimals("0", "3", places=2), max_size=5), max_size=5))
def test_several_programmes_of_a_year_add_up_whatever_their_order(programmes):
    together = [row for programme in programmes for row in programme]
    assert summed([summed(programme) for programme in programmes]) == summed(together[::-1])


def test_a_document_of_the_aggressor_state_or_of_occupied_territory_is_not_claimed():
    assert why(country="RU").code == "aggressor_state"
    assert why(barred_territory=True).code == "occupied_territory"
    assert "227-19" in why(country="RU").source
    assert why(country="PL") is None


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"today": DAY - timedelta(1)}, "day_ahead"),
        ({"first_on": DAY + timedelta(1)}, "days_reversed"),
        ({"first_on": DAY}, None),
        ({"served": False}, "not_in_service"),
        ({"twice": "Курс, 01.02.2026"}, "counted_already"),
        ({"learned": Learned()}, "no_volume"),
        ({"learned": Learned(days=3)}, "no_volume"),
        ({"learned": Learned(hours=Decimal(30), stated=Decimal("1.25"))}, None),
        ({"learned": Learned(hours=Decimal(30), stated=Decimal("1.26"))}, "beyond_hours"),
        ({"learned": Learned(hours=Decimal(2), stated=Decimal("0.1"))}, None),  # rounded to a tenth, as documents do
        ({"learned": Learned(stated=Decimal(60))}, None),
        ({"learned": Learned(hours=Decimal(3000))}, "beyond_year"),
        ({"length": "professional"}, "professional_too_small"),
        ({"length": "professional", "learned": Learned(stated=Decimal(2))}, None),
        ({"length": "short"}, None),
        ({"length": "short", "learned": Learned(stated=Decimal("1.01"))}, "short_out_of_bounds"),
        ({"length": "short", "learned": Learned(stated=Decimal("0.19"))}, "short_out_of_bounds"),
        ({}, None),
    ],
)
def test_why_a_thing_is_not_claimed(fields, code):
    found = why(**fields)
    assert (found.code if found else None) == code
    if found:
        said = say(found)
        assert said.title
        assert said.source
        assert said.advice


def test_before_the_first_rule_nothing_is_earned():
    early = date(2019, 12, 31)
    assert earn_on(BOOK, "self", early) is None
    found = why_not_claim(None, brought(on=early), bar=BAR, volume=VOLUME)
    assert found.code == "no_rule"


def test_the_leap_day_is_a_day_like_others():
    leap = date(2024, 2, 29)
    assert earn_on(BOOK, "self", leap) is not None
    assert why_not_claim(earn_on(BOOK, "self", leap), brought(on=leap), bar=BAR, volume=VOLUME) is None


def test_a_rule_of_the_installation_goes_before_the_file_from_its_day_on():
    own = replace(rule("self"), amount=Decimal(20), starts=date(2026, 1, 1), source="рішення")
    book = with_own(BOOK, [own])
    assert earned(earn_on(book, "self", DAY), Learned(hours=Decimal(30))) == Decimal("1.50")
    assert earned(earn_on(book, "self", date(2025, 12, 31)), Learned(hours=Decimal(30))) == 1
    ended = with_own(BOOK, [replace(own, ends=date(2026, 1, 31))])
    assert earn_on(ended, "self", date(2026, 1, 31)) is not None
    assert earn_on(ended, "self", date(2026, 2, 1)) is None


def test_a_file_that_contradicts_itself_is_a_mistake_of_the_house():
    with pytest.raises(ValueError, match="begin on different days"):
        read_book(
            'earn = [{kind = "self", per = "hour", credits = "1", starts = 2020-01-01, source = "а", verified = false}]'
        )


def test_a_rule_is_entered_with_its_act_and_later_than_the_last():
    assert why_not_enter(starts=DAY, latest=None, source=" ").code == "rule_without_source"
    assert why_not_enter(starts=DAY, latest=DAY, source="наказ").code == "rule_not_later"
    assert why_not_enter(starts=DAY, latest=DAY - timedelta(1), source="наказ") is None


# Twice


@pytest.mark.parametrize(
    ("number", "title", "on", "twice"),
    [
        ("12-АБ", "Інше", DAY + timedelta(90), True),  # the number tells
        ("№ 12/аб", "Курс", DAY, True),
        ("13", "Курс", DAY, False),
        ("", "курс ", DAY + timedelta(7), True),
        ("", "Курс", DAY + timedelta(8), False),
    ],
)
def test_one_thing_is_known_when_it_comes_twice(number, title, on, twice):
    standing = [Stood(folded_number("12/АБ"), "Курс", DAY, "Курс, 20.05.2026")]
    assert bool(stands_already(standing, key=folded_number(number), title=title, on=on)) is twice


def test_a_row_shows_its_own_reckoning():
    sentence, facts = ground_of(rule("self"), Learned(hours=Decimal(10)), Decimal("0.33"))
    assert sentence % facts == "10 h : 30 h × 1 = 0,33."


# Deciding


FAIR = Judged(state="claimed", own=False, electronic=True, signature_checked=True)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, None),
        ({"state": "asked"}, None),
        ({"state": "refused"}, "decided_already"),
        ({"state": "recognised"}, "decided_already"),
        ({"own": True}, "own_credit"),
        ({"signature_checked": False}, "signature_not_checked"),
        ({"signature_checked": False, "electronic": False}, None),
        ({"certificate": "revoked"}, "certificate_revoked"),
        ({"certificate": "suspended"}, "certificate_suspended"),
        ({"certificate": "valid"}, None),
        ({"needs_programme": True, "in_programme": False}, "not_in_programme"),
        ({"needs_programme": True}, None),
        ({"left": Decimal(0)}, "year_is_full"),
        ({"left": Decimal("0.01")}, None),
    ],
)
def test_why_a_row_is_not_recognised(change, code):
    found = why_not_recognise(replace(FAIR, **change))
    assert (found.code if found else None) == code
    if found:
        said = say(found)
        assert said.title
        assert said.source
        assert said.advice


@given(st.sampled_from(["claimed", "asked", "recognised", "refused", "annulled"]))
def test_what_waits_is_decided_and_what_is_recognised_is_annulled_never_both(state):
    waits = why_not_refuse(state, because="ні", own=False) is None
    assert waits == (why_not_recognise(replace(FAIR, state=state)) is None)
    assert waits == (why_not_ask(state, question="де?") is None)
    assert waits == (why_not_withdraw(state) is None)
    assert not (waits and why_not_annul(state, because="ні") is None)


def test_a_refusal_a_question_and_an_annulment_have_their_words():
    assert why_not_refuse("claimed", because=" ", own=False).code == "no_reason"
    assert why_not_ask("claimed", question="").code == "no_reason"
    assert why_not_annul("recognised", because="").code == "no_reason"
    assert why_not_answer("claimed").code == "nobody_asked"
    assert why_not_answer("asked") is None


def test_nobody_decides_on_his_own():
    assert why_not_refuse("claimed", because="ні", own=True).code == "own_credit"
    assert why_not_annul("recognised", because="ні", own=True).code == "own_credit"


@pytest.mark.parametrize(
    ("holder", "fits"),
    [
        ("Степова Ірина Петрівна", True),
        ("ІРИНА СТЕПОВА", True),
        ("Ірина Липова", False),
        ("Iryna Stepova", None),  # other letters: a person compares
        ("", None),
    ],
)
def test_the_holder_of_a_credential_is_compared_in_either_order(holder, fits):
    assert is_holder(holder, family_name="Степова", given_name="Ірина") is fits


def test_apostrophes_and_hyphens_of_a_name_are_one():
    assert is_holder("Мар'яна Соляник—Дуб".replace("—", "–"), family_name="Соляник-Дуб", given_name="Мар’яна")


def test_a_credential_is_known_by_its_issuer_and_id_else_by_its_file():
    assert identity_of("did:web:a", "urn:1", digest="f") != identity_of("did:web:b", "urn:1", digest="f")
    assert identity_of("did:web:a", "", digest="f") == "f"


def test_a_tick_of_the_personnel_service_does_not_mend_what_no_tick_mends():
    judged = replace(FAIR, signature_checked=False, needs_programme=True, in_programme=False)
    assert why_not_recognise(judged).code == "not_in_programme"


def test_a_credential_of_another_holder_is_compared_first():
    judged = replace(FAIR, signature_checked=False, other_holder="Ірина Липова")
    assert why_not_recognise(judged).code == "other_holder"
    assert why_not_recognise(replace(judged, signature_checked=True)) is None
