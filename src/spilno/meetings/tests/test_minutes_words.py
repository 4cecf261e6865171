"""The words that minutes and extracts print: of men and women, apostrophes, powers of attorney, who was here when."""

import io
from dataclasses import replace
from datetime import date

import pytest
from docx import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH
from hypothesis import given
from hypothesis import strategies as st

from spilno.meetings.gateways.minutes import minutes_docx
from spilno.meetings.rules.minutes.extract import certified, extract_of
from spilno.meetings.rules.minutes.facts import ItemHeard, RollLine, SpeechMade
from spilno.meetings.rules.minutes.lines import Line, paper_of_proxy, printed
from spilno.meetings.rules.minutes.text import compose
from spilno.meetings.tests.minutes_facts import ITEMS, MEETING, VERBA, at, meeting, vote

VALUES = ("for", "against", "abstained", "not_voted", "absent", "recused")


def roll_of(lines):
    held = vote(1, method="roll_call", roll=tuple(lines))
    return [row[3] for row in compose(meeting(items=(replace(ITEMS[3], votes=(held,)),))).annexes[1].rows]


def test_the_roll_call_speaks_of_a_woman_of_a_man_and_of_a_council_that_was_not_there():
    women = [RollLine("Липова рада", "Олена ВЕРБА", value, feminine=True) for value in VALUES]
    assert roll_of(women) == [
        "за", "проти", "утрималася", "не голосувала", "відсутня", "не голосувала (конфлікт інтересів)",
    ]  # fmt: skip
    men = [replace(line, feminine=False) for line in women]
    assert roll_of(men) == [
        "за", "проти", "утримався", "не голосував", "відсутня", "не голосував (конфлікт інтересів)",
    ]  # fmt: skip
    assert roll_of([RollLine("Союз громад", "", "absent")]) == ["відсутній"]


@pytest.mark.parametrize("typed", ["'", "`", "ʼ", "´"])
def test_minutes_print_one_apostrophe_whoever_typed_which(typed):
    said = SpeechMade(VERBA, "debate", f"Запропонувала об{typed}єднати бюджети.")
    absent = tuple(f"Кам{typed}янська {number}-а рада" for number in range(20))
    text = compose(meeting(items=(replace(ITEMS[1], speeches=(said,)),), absent=absent))
    words = " ".join(line.text for line in text.lines) + str(text.annexes)
    assert "об’єднати" in words
    assert "Кам’янська" in words
    assert f"б{typed}є" not in words


@given(st.text())
def test_what_is_printed_already_stays_as_it_is(text):
    assert printed(printed(text)) == printed(text)


def test_a_power_of_attorney_is_named_with_its_day_once():
    day = date(2026, 11, 16)
    assert (
        paper_of_proxy("№ 7, підписав голова", day).replace("\u00a0", " ")
        == "довіреність № 7, підписав голова від 16.11.2026"
    )
    for told in ("довіреність від 16.11.2026 № 7", "Довіреність від 16 листопада 2026 року № 7"):
        assert paper_of_proxy(told, day).replace("\u00a0", " ") == told
    assert paper_of_proxy("", day) == "довіреність від 16.11.2026"


def told(text):
    return " ".join(line.text for line in text.lines).replace("\u00a0", " ")


def test_an_extract_tells_who_was_here_at_the_vote_on_its_own_item():
    assert "Присутні на час голосування: 49 із 62 членів" in told(extract_of(MEETING, "2"))
    fewer = replace(ITEMS[2], votes=(replace(ITEMS[2].votes[0], present=33),))
    assert "Присутні на час голосування: 33 із 62" in told(extract_of(meeting(items=(fewer,)), "3"))


def test_an_extract_of_what_was_only_heard_counts_those_here_at_that_hour():
    gone = replace(MEETING.members[0], times=((at(9), at(11)),))
    held = meeting(members=(gone, *MEETING.members[1:]))
    for hour, here in ((10, 49), (11, 48)):
        item = replace(ITEMS[0], considered=at(hour, 30))
        assert f"Присутні на час розгляду питання: {here} із 62" in told(extract_of(replace(held, items=(item,)), "1"))


def test_an_extract_of_parts_tells_of_each_when_they_differ():
    parts = (
        ItemHeard("7", "Про роботу", "waiting", has_parts=True),
        ItemHeard("7.1", "Про план", "decided", votes=(vote(40),)),
        ItemHeard("7.2", "Про звіт", "decided", votes=(vote(35),)),
    )
    words = told(extract_of(meeting(items=parts), "7"))
    assert "Присутні з питання 7.1 на час голосування: 40 із" in words
    assert "Присутні з питання 7.2 на час голосування: 35 із" in words
    assert "на час відкриття" not in words


def test_signatures_in_word_stay_with_the_last_words_of_the_text():
    for text, mark in ((compose(MEETING), None), (extract_of(MEETING, "2"), certified(MEETING, on=date(2026, 12, 3)))):
        rows = Word(io.BytesIO(minutes_docx(text, title="Протокол", certified=mark))).paragraphs
        signed = next(number for number, row in enumerate(rows) if row.style.name == "Протокол Підпис")
        last = [row for row in rows[:signed] if row.text.strip()][-2:]
        assert all(row.paragraph_format.keep_with_next or row.style.paragraph_format.keep_with_next for row in last)


def test_no_page_in_word_begins_with_the_last_row_of_a_list():
    listed = Word(io.BytesIO(minutes_docx(compose(MEETING), title="Протокол"))).tables[0]
    kept = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in listed.rows]
    assert kept[-3:] == [True, True, None]
    assert not any(kept[:-3])


def test_a_long_digest_does_not_spread_the_line_before_it():
    text = compose(MEETING)
    sealed = replace(text, lines=(Line("seal", "Контрольна сума (SHA-256): " + "a" * 64), *text.lines))
    row = next(row for row in Word(io.BytesIO(minutes_docx(sealed, title="П"))).paragraphs if "SHA-256" in row.text)
    assert row.style.paragraph_format.alignment == WD_ALIGN_PARAGRAPH.LEFT


@pytest.mark.parametrize("state", ["postponed", "withdrawn", "noted"])
def test_nobody_decided_what_was_not_put_to_the_vote(state):
    item = replace(ITEMS[0], state=state, end_note="бракує висновку", votes=(), decisions=())
    assert "ВИРІШИЛИ" not in told(compose(meeting(items=(item,))))
