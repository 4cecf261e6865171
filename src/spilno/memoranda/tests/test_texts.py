"""The text in two languages, its one form and hash, what a new text changes."""

import unicodedata
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from hypothesis import given
from hypothesis import strategies as st

from spilno.documents.rules.differences import differences
from spilno.memoranda.gateways.files import memorandum_docx
from spilno.memoranda.rules.agreement import why_not_send
from spilno.memoranda.rules.canonical import canonical, clean_text, hash_of
from spilno.memoranda.rules.drafting import as_points, in_other_language
from spilno.memoranda.rules.languages import SECOND
from spilno.memoranda.rules.text import Both, TermText, compose, content_of, preamble_uk, terms_as_values, terms_from
from spilno.memoranda.tests.texts import SCHOOL, TERMS, TOWNS

TEXTS = st.lists(st.text("абв \n", max_size=12), max_size=6)


def test_the_preamble_declines_post_and_name():
    assert preamble_uk((SCHOOL, TOWNS)) == (
        "Вища школа публічного управління (далі – Сторона 1), в особі Директора Лихач Юлії, яка діє на підставі Статуту, та "
        "Асоціація малих міст України (далі – Сторона 2), в особі Голови Козирєва Павла, який діє на підставі Статуту, "
        "далі разом – Сторони, уклали цей Меморандум про таке:"
    )


def test_three_parties_are_numbered():
    third = replace(TOWNS, organisation=3, name=Both("Третя", "Third"))
    assert "Третя (далі – Сторона 3)" in preamble_uk((SCHOOL, TOWNS, third))


def test_every_paragraph_has_its_pair():
    for code in SECOND:
        for paragraph in compose(replace(TERMS, second_language=code)):
            assert paragraph.uk
            assert paragraph.second


def test_without_a_second_language_nothing_is_said_in_it():
    bare = replace(TERMS, second_language="", title=Both("Меморандум"), purpose=Both("мета"), areas=(), clauses=())
    assert {paragraph.second for paragraph in compose(bare)} == {""}


def test_words_in_braces_are_filled():
    assert "Примірників: 2." in [paragraph.uk for paragraph in compose(TERMS)]


@pytest.mark.parametrize(
    ("term", "uk"),
    [
        (TermText(years=3), "Меморандум набирає чинності з дня останнього підпису і діє 3 роки."),
        (TermText(), "Меморандум набирає чинності з дня останнього підпису і діє безстроково."),
        (
            TermText(starts_on=date(2027, 1, 1), ends_on=date(2028, 12, 31)),
            "Меморандум набирає чинності 01 січня 2027 року і діє до 31 грудня 2028 року включно.",
        ),
    ],
)
def test_the_term_is_said_in_words(term, uk):
    said = [paragraph.uk for paragraph in compose(replace(TERMS, term=term)) if paragraph.number == "4.1"]
    assert [text.replace("\u00a0", " ") for text in said] == [uk]


def test_terms_are_kept_and_read_back_whole():
    terms = replace(TERMS, term=TermText(date(2027, 1, 1), date(2028, 1, 1), None, 30))
    assert terms_from(terms_as_values(terms)) == terms
    assert terms_from({}).parties == ()


def test_any_change_of_words_changes_the_hash():
    assert hash_of(content_of(TERMS)) != hash_of(content_of(replace(TERMS, purpose=Both("інша мета", "other"))))


def test_a_fraction_has_no_canonical_form():
    with pytest.raises(TypeError):
        canonical({"share": 0.5})


def test_the_canonical_form_is_what_the_standard_says():
    assert canonical({"б": ["1\r\n2 ", None, True], "а": 7}) == '{"а":7,"б":["1\\n2",null,true]}'


@given(st.dictionaries(st.text("абвїй", min_size=1, max_size=5), st.text(max_size=20), max_size=5))
def test_order_of_keys_and_form_of_letters_do_not_matter(content):
    turned = dict(reversed([(key, unicodedata.normalize("NFD", text)) for key, text in content.items()]))
    assert hash_of(content) == hash_of(turned)


@given(st.text())
def test_cleaning_twice_changes_nothing(text):
    assert clean_text(clean_text(text)) == clean_text(text)


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_from_their_differences(before, after):
    found = differences(before, after)
    old = [
        "".join(piece.text for piece in change.pieces if piece.kind != "new")
        for change in found
        if change.kind != "new"
    ]
    new = [
        "".join(piece.text for piece in change.pieces if piece.kind != "old")
        for change in found
        if change.kind != "old"
    ]
    assert old == before
    assert new == after


@given(TEXTS)
def test_the_same_text_has_no_differences(text):
    assert {change.kind for change in differences(text, text)} <= {"same"}


@pytest.mark.parametrize("second", ["en", ""])
def test_the_word_file_has_place_day_and_signatures_and_no_heading_ends_a_page(second):
    terms = TERMS if second else replace(TERMS, second_language="")
    document = Document(BytesIO(memorandum_docx(terms, compose(terms), sha256="a" * 64, number=1)))
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    paragraphs = [*document.paragraphs, *(paragraph for cell in cells for paragraph in cell.paragraphs)]
    said = "\n".join(paragraph.text for paragraph in paragraphs)
    for words in [
        "м. Київ",
        "20___ року",
        "Підписи Сторін",
        *(["Kyiv", "Signatures of the Parties"] if second else []),
    ]:
        assert words in said
    heads = [one for one in paragraphs if one.style.name == "Меморандум Заголовок"]
    assert heads
    assert all(one.style.paragraph_format.keep_with_next for one in heads)
    title = next(one for one in paragraphs if one.text == "МЕМОРАНДУМ")
    assert title.style.paragraph_format.alignment == WD_ALIGN_PARAGRAPH.CENTER


def in_polish(terms):
    return in_other_language(terms, "pl", known={})


def test_another_second_language_leaves_no_word_of_the_former_one():
    said = [paragraph.second for paragraph in compose(in_polish(TERMS)) if paragraph.style in {"title", "item"}]
    assert not any(said)
    assert "English" not in str(terms_as_values(in_polish(TERMS)))
    assert why_not_send(in_polish(TERMS), state="draft", note="", needs_note=False).code == "second_language_missing"


def test_another_second_language_takes_the_words_that_are_known():
    known = {"обмін": "exchange", "Примірників: {parties}.": "Copies: {parties}.", "Директор": "Director"}
    again = in_other_language(in_polish(TERMS), "en", known=known)
    assert again.areas[1].words.second == "exchange"
    assert again.areas[0].words.second == ""
    assert again.clauses[0].text.second == "Copies: {parties}."
    assert again.parties[0].post.second == "Director"


@given(st.sampled_from(["", "en", "pl", "de", "fr"]), st.dictionaries(TEXTS.map("".join), TEXTS.map("".join)))
def test_the_ukrainian_text_is_the_same_in_whatever_second_language(language, known):
    other = in_other_language(TERMS, language, known=known)
    assert [each.uk for each in compose(other)] == [each.uk for each in compose(TERMS)]
    assert in_other_language(other, language, known=known) == other


def test_points_are_the_same_whatever_ends_of_lines_a_browser_sends():
    assert as_points("один \r\n\r\nдва\r\n") == as_points("один\nдва") == "один\nдва"


def test_details_of_parties_stand_at_the_end_in_both_languages():
    known = replace(TERMS.parties[0], code="00012345", address=Both("вул. Сумська, 1", "vul. Sumska, 1"))
    terms = replace(TERMS, second_language="en", parties=(known, *TERMS.parties[1:]))
    heading, point = compose(terms)[-2:]
    assert (heading.uk, heading.second) == ("Реквізити Сторін", "Details of the Parties")
    assert point.uk.endswith(": код згідно з ЄДРПОУ 00012345; вул. Сумська, 1.")
    assert point.second.endswith(": EDRPOU code 00012345; vul. Sumska, 1.")
    assert terms_from(terms_as_values(terms)) == terms
    assert not any("Реквізити" in paragraph.uk for paragraph in compose(TERMS))
    old = terms_as_values(TERMS)
    for party in old["parties"]:
        del party["code"], party["address"]
    assert terms_from(old) == TERMS
