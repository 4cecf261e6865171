"""Numbers, codes and words of certificates, by example and by property."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spilno.credentials.rules.issuing import IssueFacts, initials, why_not_issue, why_not_revoke
from spilno.credentials.rules.numbers import (
    ALPHABET,
    BODY,
    LENGTH,
    check_character,
    code_shown,
    folded,
    next_numbers,
    number_shown,
    read_number,
    why_not_code,
)
from spilno.credentials.rules.words import (
    academic_hours,
    days_in_english,
    days_in_words,
    hours_in_english,
    hours_in_words,
)

DAY = date(2026, 11, 27)
NBSP = "\u00a0"
bodies = st.text(alphabet=ALPHABET, min_size=BODY, max_size=BODY)


def code_of(body):
    return body + check_character(body)


def said(refusal):
    return refusal.code if refusal else None


# Numbers


@pytest.mark.parametrize(
    "typed", ["2026-00012", "№ 2026-00012", " 2026 00012 ", "2026/00012", "2026–00012", "n2026-00012"]
)
def test_a_number_is_understood_however_it_is_typed(typed):
    assert read_number(typed) == (2026, 12)


@pytest.mark.parametrize("typed", ["", "12", "2026-0", "2026-00000", "34679ACDEFGH", "двадцять"])
def test_what_is_no_number_is_none(typed):
    assert read_number(typed) is None


@given(st.integers(2007, 2200), st.integers(1, 999_999_999))
def test_a_printed_number_is_read_back(year, number):
    assert read_number(number_shown(year, number)) == (year, number)


@given(st.integers(0, 10**6), st.integers(0, 500), st.integers(0, 500))
def test_two_batches_leave_no_gap_and_share_no_number(last, first, second):
    one = next_numbers(last, first)
    two = next_numbers(last + first, second)
    assert [*one, *two] == list(range(last + 1, last + 1 + first + second))


# Codes


def test_the_alphabet_is_a_prime_number_of_signs_that_no_hand_makes_alike():
    assert len(ALPHABET) == len(set(ALPHABET)) == 23
    assert not set("0O1IL2Z5S8BUV") & set(ALPHABET)


def test_a_code_is_printed_in_groups_of_four():
    assert code_shown("34679ACDEFGH") == "3467-9ACD-EFGH"


@given(bodies)
def test_a_code_is_understood_as_printed_in_small_letters_and_in_ukrainian_ones(body):
    code = code_of(body)
    ukrainian = code_shown(code).translate(str.maketrans("ACEHKMPTXY", "АСЕНКМРТХУ")).lower()
    assert folded(ukrainian) == code
    assert why_not_code(ukrainian) is None
    assert why_not_code(code_shown(code)) is None


@given(bodies, st.integers(0, LENGTH - 1), st.sampled_from(ALPHABET))
def test_one_wrong_character_always_shows(body, place, other):
    code = code_of(body)
    if code[place] != other:
        assert said(why_not_code(code[:place] + other + code[place + 1 :])) == "code_was_mistyped"


@given(bodies, st.integers(0, BODY - 1), st.integers(0, BODY - 1))
def test_two_characters_that_changed_places_always_show(body, one, two):
    signs = list(code_of(body))
    if signs[one] != signs[two]:
        signs[one], signs[two] = signs[two], signs[one]
        assert said(why_not_code("".join(signs))) == "code_was_mistyped"


def test_other_characters_and_lengths_are_named():
    assert said(why_not_code("3467-9ACD-EF0O")) == "code_has_other_characters"
    assert why_not_code("3467-9ACD-EF0O").facts == {"wrong": "0, O"}
    assert said(why_not_code("3467-9ACD")) == "code_of_another_length"
    assert said(why_not_code("")) == "code_of_another_length"


# Issuing


def facts(**changed):
    given_ = {
        "title": "Круглий стіл",
        "issuers": ["Асоціація"],
        "holders": ["Галина КАЛИНА"],
        "hours": [Decimal(6)],
        "already": [],
        "repeated": [],
        "issued_on": DAY,
        "today": DAY,
    }
    return IssueFacts(**{**given_, **changed})


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({}, None),
        ({"hours": [None]}, None),
        ({"holders": []}, "no_holders"),
        ({"holders": ["х"] * 5001}, "too_many_holders"),
        ({"holders": ["х"] * 5000}, None),
        ({"holders": ["Галина", " "]}, "a_holder_without_a_name"),
        ({"holders": ["х" * 201]}, "a_holder_without_a_name"),
        ({"title": " "}, "no_title"),
        ({"issuers": [" "]}, "no_issuer"),
        ({"hours": [Decimal(0)]}, "wrong_hours"),
        ({"hours": [Decimal(-1)]}, "wrong_hours"),
        ({"issued_on": DAY + timedelta(days=1)}, "issued_in_the_future"),
        ({"valid_until": DAY - timedelta(days=1)}, "term_ends_before_issue"),
        ({"already": ["Галина КАЛИНА"]}, "already_issued"),
        ({"repeated": ["Галина КАЛИНА"]}, "a_holder_twice"),
    ],
)
def test_certificates_are_issued_whole_or_not_at_all(changed, code):
    assert said(why_not_issue(facts(**changed))) == code


@given(st.lists(st.text(min_size=1).filter(str.strip), min_size=1, max_size=20), st.integers(0, 19))
def test_one_nameless_holder_stops_the_whole_batch(names, place):
    spoiled = [*names[:place], " ", *names[place:]]
    assert said(why_not_issue(facts(holders=spoiled))) == "a_holder_without_a_name"


# Revoking


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({}, None),
        ({"on": DAY - timedelta(days=9)}, None),
        ({"on": DAY - timedelta(days=10)}, "revoked_on_another_day"),
        ({"on": DAY + timedelta(days=1)}, "revoked_on_another_day"),
        ({"reason": " "}, "no_reason_to_revoke"),
        ({"revoked_on": DAY}, "already_revoked"),
    ],
)
def test_a_certificate_is_revoked_once_for_a_reason(changed, code):
    given_ = {
        "revoked_on": None,
        "reason": "Видано помилково.",
        "on": DAY,
        "issued_on": DAY - timedelta(days=9),
        "today": DAY,
    }
    assert said(why_not_revoke(**{**given_, **changed})) == code


@given(st.dates(), st.dates(), st.dates(), st.none() | st.dates(), st.text(max_size=5))
def test_what_may_be_revoked_lies_between_issue_and_today(issued_on, on, today, revoked_on, reason):
    why = why_not_revoke(revoked_on=revoked_on, reason=reason, on=on, issued_on=issued_on, today=today)
    assert (why is None) == (revoked_on is None and bool(reason.strip()) and issued_on <= on <= today)


# What is shown, and words


def test_by_a_number_only_first_letters_are_shown():
    assert initials("Ірина СТЕПОВА") == "І. С."


@given(st.text())
def test_no_word_of_a_name_shows_more_than_its_first_letter(name):
    assert all(len(part.removesuffix(".")) <= 2 for part in initials(name).split())


def test_hours_stand_with_their_noun():
    def said(hours, minutes=45):
        return hours_in_words(Decimal(hours), minutes=minutes)

    assert said("6.0") == f"6{NBSP}академічних годин (по 45{NBSP}хвилин)"
    assert said(2).startswith(f"2{NBSP}академічні години (")
    assert said(21, 41) == f"21{NBSP}академічна година (по 41{NBSP}хвилині)"
    assert said("1.5").startswith(f"1,5{NBSP}академічної години (")
    assert said(60).startswith(f"60{NBSP}академічних годин (")
    assert hours_in_words(Decimal(2)) == f"2{NBSP}академічні години"
    assert hours_in_english(Decimal(2)) == f"2{NBSP}academic hours"
    assert hours_in_english(Decimal("1.0"), minutes=45) == f"1{NBSP}academic hour (of 45{NBSP}minutes)"
    assert hours_in_english(Decimal("60.0"), minutes=45).startswith(f"60{NBSP}academic hours (")


@pytest.mark.parametrize(
    ("clock", "academic"), [("3", "4"), ("0.75", "1"), ("4", "5.3"), ("6.67", "8.8"), ("0.01", "0")]
)
def test_hours_of_the_clock_are_written_as_academic_hours(clock, academic):
    assert academic_hours(Decimal(clock), minutes=45) == Decimal(academic)


@given(st.decimals(0, 500, places=2), st.integers(30, 60))
def test_no_more_academic_hours_are_written_than_there_were(clock, minutes):
    written = academic_hours(clock, minutes=minutes)
    assert written * minutes <= clock * 60 < (written + Decimal("0.1")) * minutes


def test_days_are_said_short():
    first = date(2023, 9, 14)
    assert days_in_words(first, first) == f"14{NBSP}вересня{NBSP}2023{NBSP}року"
    assert days_in_words(first, date(2023, 9, 15)) == f"14–15{NBSP}вересня{NBSP}2023{NBSP}року"
    assert days_in_words(first, date(2023, 10, 26)) == f"14{NBSP}вересня – 26{NBSP}жовтня{NBSP}2023{NBSP}року"
    assert days_in_words(first, date(2024, 1, 2)).startswith(f"14{NBSP}вересня{NBSP}2023{NBSP}року – 02")
    assert days_in_english(first, date(2023, 10, 26)) == "14 September – 26 October 2023"
    assert days_in_english(first, date(2023, 9, 15)) == "14–15 September 2023"
    assert days_in_english(first, date(2024, 1, 2)) == "14 September 2023 – 2 January 2024"
    assert days_in_english(first, first) == "14 September 2023"
