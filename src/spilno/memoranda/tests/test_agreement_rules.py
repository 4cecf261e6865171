"""Putting a text to the parties, answering, signing, changing, ending, withdrawing: what is refused and why."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spilno.memoranda.rules.agreement import (
    AnswerFacts,
    why_not_answer,
    why_not_next_version,
    why_not_send,
    why_not_term,
)
from spilno.memoranda.rules.life import (
    After,
    LifeFacts,
    after_withdrawal,
    stands,
    why_not_change,
    why_not_end,
    why_not_renew,
    why_not_withdraw,
)
from spilno.memoranda.rules.signing import SigningFacts, day_of_signing, first_and_last_day, why_not_sign
from spilno.memoranda.rules.term import Term, is_in_force
from spilno.memoranda.rules.text import Both, ClauseText, TermText
from spilno.memoranda.tests.texts import SCHOOL, TERMS, TOWNS

TODAY = date(2026, 11, 22)
DAYS = st.dates(date(2020, 1, 1), date(2032, 12, 31))
ANSWER = AnswerFacts("sent", "aa", "aa", is_party=True, answered=False, withdrew=False, agreed=True, remarks="")
SIGNING = SigningFacts(
    "agreed",
    is_party=True,
    withdrew=False,
    signed=False,
    on=TODAY,
    today=TODAY,
    sent_on=None,
    on_paper=False,
    has_scan=False,
)
LIFE = LifeFacts(Term(TODAY, date(2023, 7, 6), date(2027, 7, 6)), on_the_table=False, parties=2)


def code(refusal):
    return refusal.code if refusal else None


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, None),
        ({"parties": (SCHOOL,)}, "parties_missing"),
        ({"parties": (SCHOOL, replace(TOWNS, powers=Both("", "")))}, "signatory_missing"),
        ({"purpose": Both("", "")}, "purpose_missing"),
        ({"areas": ()}, "areas_missing"),
        ({"purpose": Both("мета", "")}, "second_language_missing"),
        ({"clauses": (ClauseText("x", Both("а", "a"), Both("1\n2", "1")),)}, "second_language_missing"),
        ({"clauses": (ClauseText("x", Both("а", "a"), Both("{сума}", "{sum}")),)}, "words_unfilled"),
        ({"term": TermText(date(2027, 1, 1), date(2026, 1, 1))}, "term_reversed"),
        ({"purpose": Both("мета", ""), "second_language": ""}, None),
    ],
)
def test_what_keeps_a_text_from_the_parties(changes, expected):
    assert code(why_not_send(replace(TERMS, **changes), state="draft", note="", needs_note=False)) == expected


def test_a_text_is_sent_once_and_a_change_says_what_it_changes():
    assert code(why_not_send(TERMS, state="sent", note="", needs_note=False)) == "text_sent"
    assert code(why_not_send(TERMS, state="draft", note=" ", needs_note=True)) == "note_missing"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, None),
        ({"seen_sha256": "bb"}, "old_text"),
        ({"is_party": False}, "not_a_party"),
        ({"withdrew": True}, "not_a_party"),
        ({"answered": True}, "answered_already"),
        ({"version_state": "agreed"}, "not_with_the_parties"),
        ({"agreed": False}, "remarks_missing"),
        ({"agreed": False, "remarks": "пункт 3.1 зайвий"}, None),
    ],
)
def test_what_keeps_an_answer_out(changes, expected):
    assert code(why_not_answer(replace(ANSWER, **changes))) == expected


@given(st.text(max_size=4), st.text(max_size=4))
def test_nobody_ever_answers_another_text_than_he_saw(seen, now):
    refused = why_not_answer(replace(ANSWER, seen_sha256=seen, sha256=now))
    assert (refused is None) == (seen == now)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, None),
        ({"is_party": False}, "not_a_party"),
        ({"signed": True}, "signed_already"),
        ({"version_state": "sent"}, "not_agreed"),
        ({"on": TODAY + timedelta(1)}, "signed_in_the_future"),
        ({"sent_on": TODAY + timedelta(1)}, "signed_before_the_text"),
        ({"on_paper": True}, "scan_missing"),
        ({"on_paper": True, "has_scan": True}, None),
    ],
)
def test_what_keeps_a_signature_out(changes, expected):
    assert code(why_not_sign(replace(SIGNING, **changes), TermText())) == expected


def test_a_term_that_is_over_is_not_signed():
    assert code(why_not_sign(SIGNING, TermText(ends_on=TODAY - timedelta(1)))) == "term_reversed"
    assert why_not_sign(SIGNING, TermText(ends_on=TODAY)) is None


def test_the_day_is_that_of_the_last_signature():
    assert day_of_signing([date(2023, 7, 6), date(2023, 7, 4)]) == date(2023, 7, 6)


def test_a_term_in_years_ends_on_the_same_day_of_its_last_year():
    assert first_and_last_day(TermText(years=3), date(2023, 7, 6)) == (date(2023, 7, 6), date(2026, 7, 6))
    assert first_and_last_day(TermText(years=1), date(2024, 2, 29)) == (date(2024, 2, 29), date(2025, 2, 28))
    assert first_and_last_day(TermText(), date(2023, 7, 6)) == (date(2023, 7, 6), None)


@given(DAYS, st.integers(1, 40))
def test_a_term_in_years_never_ends_before_it_begins(day, years):
    first, last = first_and_last_day(TermText(years=years), day)
    assert last > first
    assert why_not_term(first, last) is None


@given(DAYS, DAYS)
def test_a_term_is_refused_exactly_when_it_is_reversed(starts, ends):
    assert (why_not_term(starts, ends) is not None) == (ends < starts)


def test_of_three_parties_two_go_on_and_of_two_none():
    assert after_withdrawal(3) == After.GOES_ON
    assert after_withdrawal(2) == After.ENDS


@given(st.integers(2, 50))
def test_more_parties_never_end_sooner(parties):
    if after_withdrawal(parties) == After.GOES_ON:
        assert after_withdrawal(parties + 1) == After.GOES_ON


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, None),
        ({"is_party": False}, "not_a_party"),
        ({"withdrew": True}, "withdrew_already"),
        ({"reason": " "}, "reason_missing"),
        ({"on": TODAY - timedelta(1)}, "withdraws_backwards"),
        ({"on": date(2029, 1, 1)}, "withdraws_after_the_end"),
        ({"on": TODAY + timedelta(1)}, None),
    ],
)
def test_what_keeps_a_withdrawal_out(changes, expected):
    said = {"is_party": True, "withdrew": False, "on": TODAY, "reason": "рішення № 5", "today": TODAY, **changes}
    assert code(why_not_withdraw(LIFE, **said)) == expected


@pytest.mark.parametrize("signed", [True, False])
def test_a_party_stands_to_its_last_day_and_one_that_never_signed_not_after_it_left(signed):
    assert stands(withdrew_on=None, signed=signed, day=TODAY)
    assert stands(withdrew_on=TODAY, signed=signed, day=TODAY) == signed
    assert not stands(withdrew_on=TODAY, signed=signed, day=TODAY + timedelta(1))


def test_what_keeps_a_change_out():
    assert why_not_change(LIFE, today=TODAY) is None
    assert code(why_not_change(replace(LIFE, on_the_table=True), today=TODAY)) == "text_on_the_table"
    assert code(why_not_change(LIFE, today=date(2030, 1, 1))) == "not_in_force"
    ahead = why_not_change(LIFE, today=date(2023, 7, 5))  # signed, and not told to conclude another one
    assert (ahead.code, ahead.facts) == ("not_yet_in_force", {"starts": "06.07.2023"})


def test_what_keeps_a_renewal_out():
    assert why_not_renew(LIFE, until=date(2030, 1, 1), today=TODAY) is None
    assert why_not_renew(LIFE, until=None, today=TODAY) is None
    assert code(why_not_renew(LIFE, until=date(2027, 7, 6), today=TODAY)) == "not_later"
    endless = replace(LIFE, term=replace(LIFE.term, ends_on=None))
    assert code(why_not_renew(endless, until=date(2030, 1, 1), today=TODAY)) == "no_term"


@pytest.mark.parametrize(
    ("on", "reason", "expected"),
    [
        (TODAY, "угода сторін", None),
        (TODAY, "", "reason_missing"),
        (date(2020, 1, 1), "угода", "ends_before_it_begins"),
        (date(2029, 1, 1), "угода", "ends_later_than_its_term"),
    ],
)
def test_what_keeps_an_end_out(on, reason, expected):
    assert code(why_not_end(LIFE, on=on, reason=reason, today=TODAY)) == expected


@given(DAYS)
def test_an_end_that_is_taken_is_kept(on):
    if why_not_end(LIFE, on=on, reason="угода", today=TODAY) is None:
        ended = replace(LIFE.term, ended_on=on)
        assert is_in_force(ended, on)
        assert not is_in_force(ended, on + timedelta(1))


@pytest.mark.parametrize(("state", "expected"), [("sent", None), ("agreed", None), ("draft", "no_text_to_replace")])
def test_the_next_version_follows_a_text_that_parties_saw(state, expected):
    assert code(why_not_next_version(state=state, memorandum_state="agreeing")) == expected
