"""Codes of КАТОТТГ: examples from the codifier, and what holds for all."""

import gzip
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from spilno.territories.rules import codes

DATA = Path(codes.__file__).parent.parent / "data" / "katottg.tsv.gz"
VALKY = "UA63020030000094096"


def shipped():
    return [line.split("\t") for line in gzip.decompress(DATA.read_bytes()).decode().splitlines()[1:]]


def test_every_shipped_row_is_a_code_of_its_level_with_its_parent():
    rows = shipped()
    keys = {codes.own_key(code) for code, _, _ in rows}
    assert len(rows) == 1935
    assert len({codes.stable_of(code) for code, _, _ in rows}) == 1935
    for code, category, name in rows:
        assert codes.is_code(code)
        assert codes.level_of(code) == codes.LEVELS[category]
        assert codes.parent_key(code) is None or codes.parent_key(code) in keys
        assert codes.clean_name(name) == name


def test_the_shipped_codifier_counts_as_the_published_one():
    kinds = [category for _, category, _ in shipped()]
    assert {kind: kinds.count(kind) for kind in "OKPH"} == {"O": 25, "K": 2, "P": 136, "H": 1772}
    assert sum(code.startswith("UA63") and category == "H" for code, category, _ in shipped()) == 56


def test_the_parent_of_a_hromada_is_its_raion_and_of_a_raion_its_region():
    assert codes.parent_key(VALKY) == "UA630200000000"
    assert codes.parent_key("UA63020000000066931") == "UA630000000000"
    assert codes.parent_key("UA63000000000041885") is None
    assert codes.parent_key("UA80000000000126643") is None or codes.level_of("UA80000000000126643") > 1


@pytest.mark.parametrize(
    "wrong", ["", "UA6302003000009409", "UA630200300000940966", "ua63020030000094096", "UА63020030000094096"]
)
def test_another_form_is_not_a_code(wrong):
    assert not codes.is_code(wrong)


def test_letters_typed_in_cyrillic_are_read_as_latin():
    assert codes.clean_category("Н") == ("H", True)
    assert codes.clean_category(" H ") == ("H", False)
    assert codes.clean_category("р")[0] == "P"
    assert codes.clean_code(" UА 63020030000094096 ") == VALKY


def test_a_latin_letter_hidden_in_a_name_is_found_and_mended():
    assert codes.has_latin_twins("Bалківська")
    assert codes.without_twins("Bалківська") == "Валківська"
    assert codes.without_twins("Smith") == "Smith"


@pytest.mark.parametrize("sign", "’ʼ'`´‘")
def test_every_apostrophe_is_the_same_for_search(sign):
    assert codes.search_key(f"Куп{sign}янська") == codes.search_key("Куп’янська")
    assert codes.clean_name(f"  Куп{sign}янська  ") == "Куп’янська"


digits = st.integers(0, 99999999999999999).map(lambda number: f"UA{number:017d}")


@given(digits)
def test_going_up_always_ends_at_a_region(code):
    steps, key = 0, codes.parent_key(code)
    while key is not None:
        assert codes.level_of(key + "00000") < codes.level_of(code)
        key, steps = codes.parent_key(key + "00000"), steps + 1
    assert steps <= 4


@pytest.mark.parametrize("typed", ["UA63060010000045075", "uа 6306 0010000045075", "UА63060010000045075"])
def test_a_code_typed_in_small_or_cyrillic_letters_is_the_code(typed):
    assert codes.clean_code(typed) == "UA63060010000045075"


@given(st.text(max_size=30))
@example("а")
def test_cleaning_twice_is_cleaning_once(text):
    assert codes.clean_name(codes.clean_name(text)) == codes.clean_name(text)
    assert codes.clean_code(codes.clean_code(text)) == codes.clean_code(text)
    assert codes.search_key(codes.search_key(text)) == codes.search_key(text)


def test_names_stand_in_the_order_of_the_ukrainian_alphabet():
    names = ["3-тя", "Smith", "Асоціація", "Гадяч", "Ґадяч", "Єнакієве", "Жовтневе", "Зміїв", "Изюм", "Ізюм", "Їжакове", "Йосипівка", "Куп’янськ", "Яблуневе"]  # fmt: skip
    shuffled = [*names[7:], *names[:7]]
    assert sorted(shuffled, key=codes.sort_key) == names


@given(
    st.text("абвгґдеєжзиіїйклмнопрстуфхцчшщьюя", max_size=9), st.text("абвгґдеєжзиіїйклмнопрстуфхцчшщьюя", max_size=9)
)
def test_the_order_is_that_of_letters_one_by_one(first, second):
    alphabet = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"
    by_letters = [alphabet.index(letter) for letter in first] < [alphabet.index(letter) for letter in second]
    assert (codes.sort_key(first) < codes.sort_key(second)) == by_letters
