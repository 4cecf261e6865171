import re

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from spilno.ui.words import (
    NBSP,
    in_language,
    in_latin,
    keep_together,
    name_in_letters,
    ordinal_en,
    ordinal_uk,
    settlement_in_language,
)


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (1, "1-ші"),
        (2, "2-гі"),
        (3, "3-ті"),
        (4, "4-ті"),
        (7, "7-мі"),
        (8, "8-мі"),
        (10, "10-ті"),
        (11, "11-ті"),
        (12, "12-ті"),
        (19, "19-ті"),
        (21, "21-ші"),
        (40, "40-ві"),
        (70, "70-ті"),
        (71, "71-ші"),
        (72, "72-гі"),
        (100, "100-ті"),
        (101, "101-ші"),
        (111, "111-ті"),
        (140, "140-ві"),
        (1000, "1000-ні"),
    ],
)
def test_a_meeting_has_its_number_in_the_plural(number, written):
    assert ordinal_uk(number) == written


def test_other_cases_have_one_ending():
    assert [ordinal_uk(71, case) for case in ("genitive", "dative", "accusative", "ablative", "locative")] == [
        "71-х",
        "71-м",
        "71-ші",
        "71-ми",
        "71-х",
    ]


@pytest.mark.parametrize(
    ("number", "written"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (13, "13th"), (71, "71st"), (112, "112th")],
)
def test_english_ordinals(number, written):
    assert ordinal_en(number) == written


@given(st.integers(min_value=1, max_value=99), st.integers(min_value=0, max_value=50))
def test_whole_hundreds_do_not_change_the_ending(number, hundreds):
    assert ordinal_uk(number + hundreds * 100).partition("-")[2] == ordinal_uk(number).partition("-")[2]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("у Валках і в Мерефі", "у_Валках і_в_Мерефі"),
        ("рішення № 214, п. 2", "рішення №_214, п._2"),
        ("за 40 днів", "за_40_днів"),
        ("27 листопада", "27_листопада"),
        ("одна плитка — одна громада", "одна плитка_— одна громада"),
        ("Лозова й Барвінкове", "Лозова й_Барвінкове"),
        ("18 400 грн", "18 400_грн"),
    ],
)
def test_what_belongs_together_stays_together(text, kept):
    assert keep_together(text).replace(NBSP, "_") == kept


@given(st.text(alphabet="аіув зпро№. 1днів—Х", max_size=60))
def test_keeping_together_changes_spaces_only_and_only_once(text):
    once = keep_together(text)
    assert keep_together(once) == once
    assert once.replace(NBSP, " ").split() == text.split()


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("Верхньоохирівська міська рада", "Verkhnookhyrivska miska rada"),
        ("Згурівка", "Zghurivka"),
        ("Єнакієве", "Yenakiieve"),
        ("Куп’янськ", "Kupiansk"),
        ("Щастя", "Shchastia"),
    ],
)
def test_a_name_without_an_english_one_is_written_by_the_official_table(name, latin):
    with translation.override("en"):
        assert in_language(name) == latin
        assert in_language(name, "Known Name") == "Known Name"
    with translation.override("uk"):
        assert in_language(name, "Known Name") == name


@given(st.text(alphabet="абвгґдеєжзиіїйклмнопрстуфхцчшщьюя’- АБВГҐДЕЄЖЗИІЇЙ", max_size=40))
def test_no_cyrillic_letter_is_left_in_a_latin_name(name):
    assert not re.search("[А-Яа-яҐґЄєІіЇї]", in_latin(name))


def test_a_settlement_leaves_its_kind_at_home_in_english():
    with translation.override("en"):
        assert [settlement_in_language(said) for said in ("м. Валки", "смт Рогань", "Мерефа")] == [
            "Valky",
            "Rohan",
            "Merefa",
        ]
    assert settlement_in_language("м. Валки") == "м. Валки"


def test_a_person_is_named_in_the_letters_of_the_reader():
    assert name_in_letters("Юлія ЮЩЕНКО-ЯР") == "Юлія ЮЩЕНКО-ЯР"
    with translation.override("en"):
        assert name_in_letters("Юлія ЮЩЕНКО-ЯР") == "Yuliia YUSHCHENKO-YAR"
        assert name_in_letters("Г. ЗГУРСЬКА") == "H. ZGHURSKA"
        assert name_in_letters("Ю. ЩУР") == "Yu. SHCHUR"
        assert name_in_letters("№ 7") == "№ 7"
