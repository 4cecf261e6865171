"""Ends and successors, codes and levels: by example and by what always holds."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spilno.organisations.rules.councils import (
    CouncilRow,
    KnownCouncil,
    cleaned_row,
    edrpou_warning,
    indexed,
    level_of_name,
    match,
    plan,
    settlement_of,
)
from spilno.organisations.rules.succession import (
    Life,
    reaches,
    why_not_end,
    why_not_follow,
    why_not_rename,
    why_not_succeed,
)

TODAY = date(2026, 11, 22)
DAY = date(2020, 7, 17)
VALKY = Life(1, "Валківська районна рада")
BOHODUKHIV = Life(2, "Богодухівська районна рада")


def test_a_council_ends_once_on_a_day_that_has_come():
    assert why_not_end(VALKY, on=DAY, today=TODAY) is None
    assert why_not_end(VALKY, on=TODAY, today=TODAY) is None
    assert why_not_end(VALKY, on=date(2026, 11, 23), today=TODAY).code == "day_ahead"
    assert why_not_end(Life(1, "Р", ended=DAY), on=DAY, today=TODAY).code == "organisation_ended"
    assert why_not_end(Life(1, "Р", since=DAY), on=DAY, today=TODAY).code == "before_existing"


def test_a_renaming_needs_another_name():
    assert why_not_rename(VALKY, name="А", new_name=" А ", on=DAY, today=TODAY).code == "same_name"
    assert why_not_rename(VALKY, name="А", new_name="Б", on=DAY, today=TODAY) is None


def test_nobody_succeeds_himself_not_even_through_others():
    assert why_not_succeed(VALKY, VALKY, on=DAY, successors={}).code == "succession_cycle"
    assert why_not_succeed(VALKY, BOHODUKHIV, on=DAY, successors={2: {3}, 3: {1}}).code == "succession_cycle"
    assert why_not_succeed(VALKY, BOHODUKHIV, on=DAY, successors={2: {3}}) is None


def test_the_same_succession_is_written_once_and_only_by_one_who_is_there():
    assert why_not_succeed(VALKY, BOHODUKHIV, on=DAY, successors={1: {2}}).code == "succession_twice"
    ended, young = Life(2, "Б", ended=DAY), Life(2, "Б", since=date(2021, 1, 1))
    assert why_not_succeed(VALKY, ended, on=DAY, successors={}).code == "successor_ended"
    assert why_not_succeed(VALKY, young, on=DAY, successors={}).code == "successor_not_yet"


graphs = st.dictionaries(st.integers(1, 6), st.sets(st.integers(1, 6), max_size=3), max_size=6)


@given(st.lists(st.tuples(st.integers(1, 6), st.integers(1, 6)), max_size=12))
def test_what_the_rule_allows_never_makes_a_circle(wishes):
    graph: dict[int, set[int]] = {}
    for predecessor, successor in wishes:
        lives = Life(predecessor, "П"), Life(successor, "Н")
        if why_not_succeed(*lives, on=DAY, successors=graph) is None:
            graph.setdefault(predecessor, set()).add(successor)
    assert not any(reaches(number, number, successors=graph) for number in graph)


@given(graphs, st.integers(1, 6), st.integers(1, 6))
def test_looking_along_a_chain_always_ends(graph, start, goal):
    assert reaches(start, goal, successors=graph) in {True, False}


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("Харківська обласна рада", "region"),
        ("Лозівська районна рада", "raion"),
        ("Валківська міська рада", "city"),
        ("Краснокутська селищна рада", "settlement"),
        ("Наталинська сільська рада", "village"),
        ("Новобаварська районна у місті Харкові рада", "city_district"),
        ("Товариство «Знання»", ""),
    ],
)
def test_the_name_of_a_council_tells_its_level(name, level):
    assert level_of_name(name) == level


@pytest.mark.parametrize(
    "code", ["14360570", "00032129", "14282829", "21133352", "31316718", "37193071", "40075815", "32855961"]
)
def test_real_codes_check(code):
    assert edrpou_warning(code) == ""


@pytest.mark.parametrize("code", ["32855968", "1436057", "143605700", "абвгдежз", "１４３６０５７０"])
def test_wrong_codes_are_warned_of(code):
    assert edrpou_warning(code)


@given(st.integers(0, 9_999_999))
def test_of_the_ten_last_digits_exactly_one_checks(number):
    assert sum(not edrpou_warning(f"{number:07d}{digit}") for digit in range(10)) == 1


TERRITORIES = {"94096": "H", "66931": "P"}
KNOWN = [
    KnownCouncil(
        7,
        {"name_uk": "Валківська міська рада", "level": "city", "territory": "UA63020030000094096", "edrpou": ""},
        former=frozenset({"Валківська рада"}),
    )
]


def outcome(**said):
    return plan([CouncilRow(2, said)], KNOWN, territories=TERRITORIES)[0]


def test_a_row_is_matched_by_code_territory_or_any_name():
    for said in (
        {"name_uk": "ВАЛКІВСЬКА МІСЬКА РАДА"},
        {"name_uk": "Інша міська рада", "territory": "UA63120310000094096"},
        {"name_uk": "Валківська рада", "level": "міська"},
    ):
        assert match(cleaned_row(CouncilRow(2, said)), indexed(KNOWN)).pk == 7
    assert match(cleaned_row(CouncilRow(2, {"name_uk": "Нова сільська рада"})), indexed(KNOWN)) is None


def test_outcomes_by_row():
    assert outcome(name_uk="Валківська міська рада").kind == "same"
    assert outcome(name_uk="Валківська міська рада", edrpou="14360570").kind == "changed"
    assert outcome(name_uk="Валківська міська рада", edrpou="14360571").kind == "warning"
    assert outcome(name_uk="Нова сільська рада").does == "create"
    assert outcome(name_uk="Валківська рада", level="міська").does == ""
    assert outcome(name_uk="Рада").kind == "error"
    assert outcome(name_uk="").kind == "error"
    assert outcome(name_uk="Нова сільська рада", territory="UA1").kind == "error"
    assert outcome(name_uk="Нова сільська рада", territory="UA63020030000000001").kind == "error"
    assert outcome(name_uk="Нова сільська рада", email="нема").kind == "error"
    assert outcome(name_uk="Нова районна рада", territory="UA63020030000094096").kind == "warning"


def test_the_same_council_twice_in_a_file_is_an_error():
    rows = [CouncilRow(2, {"name_uk": "Нова сільська рада"}), CouncilRow(3, {"name_uk": "НОВА СІЛЬСЬКА РАДА"})]
    assert [found.kind for found in plan(rows, KNOWN, territories=TERRITORIES)] == ["new", "error"]


def test_excel_that_ate_the_zeros_of_a_code_is_mended():
    assert cleaned_row(CouncilRow(2, {"name_uk": "Х", "edrpou": "32129"})).said["edrpou"] == "32129"
    assert cleaned_row(CouncilRow(2, {"name_uk": "Х", "edrpou": "0032129"})).said["edrpou"] == "00032129"


@given(st.dictionaries(st.sampled_from(["name_uk", "level", "territory", "edrpou", "email"]), st.text(max_size=25)))
def test_no_row_ever_fails_and_an_error_writes_nothing(said):
    found = outcome(**said)
    assert found.kind in {"new", "changed", "warning", "error", "same"}
    assert not (found.kind == "error" and found.does)


def test_somebody_takes_the_place_of_who_is_merged_or_divided():
    assert why_not_follow(successors=0).code == "no_successor"
    assert why_not_follow(successors=1) is None


@pytest.mark.parametrize(
    ("level", "said"),
    [("city", "м. Валки"), ("settlement", "с-ще Валки"), ("village", "с. Валки"), ("raion", ""), ("region", "")],
)
def test_a_council_sits_in_a_city_a_settlement_or_a_village(level, said):
    assert settlement_of(level, "Валки") == said
    assert settlement_of(level, "") == ""
