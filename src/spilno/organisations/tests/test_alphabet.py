"""Names in the order of the Ukrainian alphabet."""

from hypothesis import given
from hypothesis import strategies as st

from spilno.organisations.rules.alphabet import LETTERS, in_ukrainian_order


def ordered(*names):
    return sorted(names, key=in_ukrainian_order)


def test_i_and_ye_stand_where_a_reader_looks_for_them():
    assert ordered("Ізюм", "Балаклія", "Єлизаветівка", "Дергачі", "Ґданськ", "Гути", "Вовчанськ") == [
        "Балаклія",
        "Вовчанськ",
        "Гути",
        "Ґданськ",
        "Дергачі",
        "Єлизаветівка",
        "Ізюм",
    ]


def test_case_and_apostrophes_do_not_matter():
    assert in_ukrainian_order("Мереф’янська") == in_ukrainian_order("мереф'янська")
    assert ordered("Нововодолазька", "Нова Водолага") == ["Нова Водолага", "Нововодолазька"]


@given(st.text(LETTERS, max_size=8), st.text(LETTERS, max_size=8))
def test_a_prefix_stands_first(start, rest):
    assert ordered(start + rest, start)[0] == start
