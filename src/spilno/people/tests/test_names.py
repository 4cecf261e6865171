"""Names in seven cases: what a clerk would write, and never a failure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spilno.organisations.rules.phrases import CASES
from spilno.people.gateways import declined, in_words
from spilno.people.models import Person
from spilno.people.rules.names import family_name_kind


def person(family, given, patronymic="", gender="f"):
    return Person(family_name=family, given_name=given, patronymic=patronymic, gender=gender)


@pytest.mark.parametrize(
    ("who", "case", "written"),
    [
        (person("Калина", "Галина", "Петрівна"), "genitive", "Калини Галини Петрівни"),
        (person("Калина", "Галина", "Петрівна"), "dative", "Калині Галині Петрівні"),
        (person("Калина", "Галина", "Петрівна"), "accusative", "Калину Галину Петрівну"),
        (person("Калина", "Галина", "Петрівна"), "ablative", "Калиною Галиною Петрівною"),
        (person("Явір", "Тарас", "Іванович", "m"), "genitive", "Явора Тараса Івановича"),
        (person("Явір", "Олена", "Ігорівна"), "genitive", "Явір Олени Ігорівни"),
        (person("Вишневська", "Зоя"), "genitive", "Вишневської Зої"),
        (person("Мирна", "Зоя"), "dative", "Мирній Зої"),
        (person("Нечуй-Левицький", "Іван", "Семенович", "m"), "genitive", "Нечуя-Левицького Івана Семеновича"),
        (person("Косач-Квітка", "Лариса", "Петрівна"), "genitive", "Косач-Квітки Лариси Петрівни"),
        (person("Барвінок", "Микола", "Кузьмич", "m"), "ablative", "Барвінком Миколою Кузьмичем"),
        (person("Черних", "Іван", "", "m"), "genitive", "Черних Івана"),
        (person("Smith", "John", "", "m"), "genitive", "Smith John"),
        (person("Липа", "Любов", "Яківна"), "ablative", "Липою Любов’ю Яківною"),
    ],
)
def test_a_name_stands_in_its_case(who, case, written):
    assert declined(who, case).full == written


def test_minutes_write_the_given_name_first_and_the_family_in_capitals():
    assert in_words(person("Калина", "Галина", "Петрівна"), "accusative") == "Галину КАЛИНУ"
    assert in_words(person("", ""), "genitive") == ""


@pytest.mark.parametrize("sign", ["’", "'", "ʼ", "`"])
def test_every_apostrophe_is_kept_as_the_person_writes_it(sign):
    who = person(f"Лук{sign}яненко", f"Дем{sign}ян", f"В{sign}ячеславович", "m")
    assert declined(who, "genitive").full == f"Лук{sign}яненка Дем{sign}яна В{sign}ячеславовича"


def test_a_word_that_is_not_a_case_is_a_mistake_of_the_program():
    with pytest.raises(ValueError, match="not a case"):
        declined(person("Калина", "Галина"), "instrumental")


@given(st.text(max_size=20), st.text(max_size=20), st.sampled_from("fm"), st.sampled_from(CASES))
def test_no_name_ever_stops_the_minutes(family, given_name, gender, case):
    found = declined(person(family, given_name, "", gender), case)
    assert bool(found.family) == bool(family.split())


@given(st.text("абвгіїстн’-", min_size=1, max_size=12), st.sampled_from("fm"))
def test_the_nominative_is_the_name_itself(family, gender):
    assert declined(person(family, "Ян", "", gender), "nominative").family == family


@given(st.text("абвгдежзийклмнопрстуфхцчшщьюяєії", min_size=1, max_size=12), st.booleans())
def test_the_kind_is_decided_only_where_it_is_in_doubt(word, feminine):
    kind = family_name_kind(word, feminine=feminine)
    doubtful = word.endswith(("а", "я")) if feminine else word.endswith(("ий", "ій", "ой", "их"))
    assert (kind is not None) == doubtful


def test_the_suffix_of_adjectives_goes_before_the_dictionary():
    assert family_name_kind("Вишневська", feminine=True, known_as=frozenset({"noun"})) == "adjective"
    assert family_name_kind("Калина", feminine=True, known_as=frozenset({"noun"})) == "noun"
    assert family_name_kind("Чорний", feminine=False, known_as=frozenset({"noun", "adjective"})) == "adjective"
    assert family_name_kind("Палій", feminine=False) == "noun"
    assert family_name_kind("Кий", feminine=False) == "noun"
