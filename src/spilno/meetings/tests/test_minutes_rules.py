"""Minutes say what happened, all of it, once, in order; the numbers agree; the words are right."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spilno.documents.rules.words import counted, day_in_words, more_than, ordinal_plural, out_of, sentence
from spilno.meetings.rules.minutes.extract import certified, extract_of
from spilno.meetings.rules.minutes.facts import (
    DecisionMade,
    Dismissal,
    Duty,
    Election,
    ItemHeard,
    MemberPresent,
    Speaker,
    SpeechMade,
    WorkingBody,
)
from spilno.meetings.rules.minutes.items import vote_line
from spilno.meetings.rules.minutes.letter import decision_text
from spilno.meetings.rules.minutes.points import duty_point, points_of
from spilno.meetings.rules.minutes.text import compose, heading_of
from spilno.meetings.tests.minutes_facts import ITEMS, MEETING, OPENED, meeting, roll, vote


def told(text, item=None):
    """The words of the minutes without the spaces that keep words together."""
    return "\n".join(line.text.replace("\u00a0", " ") for line in text.lines if item is None or line.item == item)


GOLDEN = """2. СЛУХАЛИ:
Про спільне поводження з побутовими відходами Липової, Вербової та Соснової громад.
Остап ЛИПОВИЙ, Липовий міський голова, – повідомив, що полігон вичерпає місткість у 2027 році.
Запропонував створити робочу групу трьох громад.
ВИСТУПИЛИ:
Олена ВЕРБА, Вербова міська голова, – запитала про вартість сортувальної лінії.
Остап ЛИПОВИЙ, Липовий міський голова, – відповів на запитання.
Тарас ЯВІР, перший віцепрезидент – виконавчий директор, – підтримав проєкт рішення.
ГОЛОСУВАЛИ за проєкт рішення за основу:
За – 49, проти – 0, утримались – 0, не голосували – 0, відсутні – 13. Потрібно 25 голосів «за» (більше половини від 49 присутніх, п. 5.7 Статуту).
Проєкт рішення ухвалено за основу.
ГОЛОСУВАЛИ за поправку:
«Доповнити пункт 1 словами „і Кленової“».
За – 40, проти – 3, утримались – 6, не голосували – 0, відсутні – 13. Потрібно 25 голосів «за» (більше половини від 49 присутніх, п. 5.7 Статуту).
Поправку ухвалено.
ГОЛОСУВАЛИ за рішення в цілому (поіменно, додаток 2):
За – 46, проти – 1, утримались – 2, не голосували – 0, відсутні – 13. Потрібно 25 голосів «за» (більше половини від 49 присутніх, п. 5.7 Статуту).
Рішення ухвалено.
ВИРІШИЛИ (рішення № 214):
1. Створити робочу групу з представників Липової, Вербової, Соснової і Кленової громад.
2. Правлінню надати групі методичну допомогу.
3. Доручити Липовій міській раді до 01 лютого 2027 року подати розрахунок вартості перевезення."""

OPENING = """Головуюча – Галина КАЛИНА, Президент Асоціації.
Секретар – Тарас ЯВІР, перший віцепрезидент – виконавчий директор.
Місце проведення: Будинок культури, вул. Харківська, 14 (приймає Валківська міська рада).
Підстава скликання: рішення Правління від 12 жовтня 2026 року № 18.
Членів Асоціації повідомлено 15 жовтня 2026 року.
Початок – о 10:05.
Присутні: 49 із 62 членів Асоціації з правом вирішального голосу, з них 1 – за довіреністю (список додається, додаток 1)."""

QUORUM = (
    "Відповідно до пункту 5.3 Статуту Загальні збори повноважні, якщо в них беруть участь більше половини членів Асоціації. "
    "З правом вирішального голосу – 62 члени; більше половини від 62 – це 32. Зареєстровано 49. Кворум є, Загальні збори "
    "повноважні."
)


def test_an_item_stands_as_a_clerk_would_write_it():
    text = compose(MEETING)
    own = "\n".join(
        line.text.replace("\u00a0", " ")
        for line in text.lines
        if line.item == "2" and line.style not in {"agenda", "under"}
    )
    assert own == GOLDEN


def test_the_opening_stands_as_a_clerk_would_write_it():
    words = told(compose(MEETING))
    assert words.startswith(OPENING)
    assert QUORUM in words
    assert (
        "Лічильна комісія, обрана Загальними зборами: голова – Остап ЛИПОВИЙ; члени: Олена ВЕРБА, Марія СОСНА." in words
    )
    assert "Перерва: з 12:10 до 13:00." in words
    assert "Прибули після відкриття: Кленова 7-ша селищна рада (о 13:00)." in words
    assert "Порядок денний вичерпано. Загальні збори закрито о 14:35." in words


def test_the_head_and_the_signatures():
    text = compose(MEETING)
    assert (text.kind, text.day.replace("\u00a0", " "), text.settlement) == (
        "ПРОТОКОЛ",
        "27 листопада 2026 року",
        "м. Валки",
    )
    assert text.heading == (
        "чергових Загальних зборів Асоціації органів місцевого самоврядування Харківської області (виїзне засідання)"
    )
    assert text.signatures == (("Головуюча", "Галина КАЛИНА"), ("Секретар", "Тарас ЯВІР"))
    assert "9f2c9f2c" in text.mark


@pytest.mark.parametrize(
    ("item", "words"),
    [
        ("1", "Інформацію Галини КАЛИНИ взято до відома."),
        ("3", "Тарас ЯВІР, перший віцепрезидент – виконавчий директор, – доповів з цього питання."),
        ("3", "не брали участі через конфлікт інтересів – 1"),
        ("3", "від 48 присутніх без тих, хто має конфлікт інтересів"),
        ("3", "Вербова міська рада – заявлено про конфлікт інтересів (рада є отримувачем допомоги)"),
        ("4", "Рішення не ухвалено."),
        ("5", "ГОЛОСУВАЛИ (підняттям рук, підраховано лічильною комісією):"),
        ("5", "Обрати Остапа ЛИПОВОГО членом Правління на строк до 27 листопада 2030 року."),
        ("6.1", "Розгляд питання перенесено: потрібні розрахунки дирекції."),
        ("6.2", "Питання знято з порядку денного: питання вирішено Законом."),
    ],
)
def test_what_became_of_an_item_is_said(item, words):
    assert words in told(compose(MEETING), item)


def test_a_rejected_item_resolves_nothing():
    assert "ВИРІШИЛИ" not in told(compose(MEETING), "4")


def test_an_item_taken_off_before_it_was_heard_is_not_heard():
    assert "СЛУХАЛИ" not in told(compose(MEETING), "6.2")


def test_a_cancelled_vote_is_told_without_counts():
    item = replace(ITEMS[3], votes=(vote(1, cancelled="помилка в тексті питання"), vote(22, 18, 9)))
    words = told(compose(meeting(items=(item,))), "4")
    assert "Голосування скасовано: помилка в тексті питання." in words
    assert words.count("За – ") == 1


def test_a_meeting_without_quorum_has_no_agenda_and_says_how_many_were_missing():
    words = told(compose(meeting(held=False, present=30, opened=None, members=(), items=ITEMS)))
    assert "бракує 2 членів" in words
    assert "Загальні збори не відбулися" in words
    assert "СЛУХАЛИ" not in words


def test_those_who_came_to_a_meeting_that_was_not_held_were_registered_but_took_no_part():
    not_held = compose(meeting(held=False, present=2, opened=None, items=()))
    assert not_held.annexes[0].title == "Список членів Асоціації, які зареєструвалися для участі в Загальних зборах"
    assert compose(meeting()).annexes[0].title == "Список членів Асоціації, які взяли участь у Загальних зборах"


def test_many_absent_members_go_to_an_annex():
    text = compose(meeting(absent=tuple(f"Рада {number}" for number in range(16))))
    assert "Відсутні: 16 членів Асоціації (список додається, додаток 2)." in told(text)
    assert [annex.number for annex in text.annexes] == [1, 2, 3, 4]


def test_one_member_of_a_commission_is_not_members():
    words = told(compose(meeting(bodies=(WorkingBody("Мандатна комісія", "Олена ВЕРБА", ("Остап ЛИПОВИЙ",)),))))
    assert "голова – Олена ВЕРБА; член – Остап ЛИПОВИЙ." in words


def test_the_base_of_a_procedural_vote_is_the_votes_cast():
    line = vote_line(vote(20, 10, 5, base="cast", needed=16, article="5.8")).replace("\u00a0", " ")
    assert "(більше половини від 30 голосів «за» і «проти», п. 5.8 Статуту)" in line


def test_a_share_of_all_members_is_said_of_members():
    line = vote_line(vote(47, 1, 1, base="members", share=Fraction(3, 4), strict=False, needed=47))
    assert "не менш як три чверті від 62\u00a0членів" in line


def test_a_duty_is_said_once():
    decision = DecisionMade(1, "Про щось", "Правлінню надати допомогу.", duties=(Duty("Правлінню", "надати допомогу"),))
    assert points_of(decision) == ["Правлінню надати допомогу."]


@pytest.mark.parametrize(
    ("what", "point"),
    [
        ("Підготувати план", "Доручити Правлінню до 01 лютого 2027 року підготувати план."),
        ("план роботи секції.", "Доручити Правлінню до 01 лютого 2027 року: план роботи секції."),
    ],
)
def test_a_duty_reads_as_a_sentence(what, point):
    assert duty_point(Duty("Правлінню", what, date(2027, 2, 1))).replace("\u00a0", " ") == point


def test_an_election_already_told_is_not_repeated():
    election = Election("Остапа ЛИПОВОГО", "Липовий", "членом Правління")
    told_already = DecisionMade(1, "Про обрання", "Обрати членом Правління Остапа ЛИПОВОГО.", elections=(election,))
    assert len(points_of(told_already)) == 1
    assert points_of(replace(told_already, text="")) == ["Обрати Остапа ЛИПОВОГО членом Правління."]


def test_who_gives_up_a_seat_is_named_too():
    made = DecisionMade(
        1,
        "Про обрання",
        "Обрати членом Правління Остапа ЛИПОВОГО.",
        elections=(Election("Остапа ЛИПОВОГО", "Липовий", "членом Правління"),),
        dismissals=(Dismissal("Галини КАЛИНИ", "Калина", "члена Правління"),),
    )
    assert points_of(made) == [
        "1. Обрати членом Правління Остапа ЛИПОВОГО.",
        "2. Припинити достроково повноваження члена Правління Галини КАЛИНИ.",
    ]
    assert points_of(replace(made, text=""))[0].endswith("повноваження члена Правління Галини КАЛИНИ.")
    told = replace(made, text="Припинити повноваження Галини КАЛИНИ, обрати Остапа ЛИПОВОГО.")
    assert len(points_of(told)) == 1


def test_a_decision_without_words_is_named_by_its_title():
    assert points_of(DecisionMade(1, "Про план", "")) == ["Про план."]


def test_an_extract_has_one_item_and_the_mark_of_a_true_copy():
    text = extract_of(MEETING, "6")
    words = told(text)
    assert text.kind == "ВИТЯГ З ПРОТОКОЛУ"
    assert "6.2. Про звернення" in words
    assert "СЛУХАЛИ" not in words
    assert "Порядок денний" not in words
    mark = certified(MEETING, on=date(2026, 12, 3))
    assert (mark.name, mark.day.replace("\u00a0", " ")) == ("Тарас ЯВІР", "03 грудня 2026 року")
    assert text.mark == ""
    assert "ще не підписано" in extract_of(MEETING, "6", signed=False).mark
    assert certified(meeting(secretary=None), on=date(2026, 12, 3)) is None


def test_a_decision_stands_on_its_own_sheet():
    paper = decision_text(MEETING, ITEMS[1], ITEMS[1].decisions[0])
    assert paper.number.endswith("214")
    assert len(paper.points) == 3
    assert paper.vote.startswith("Голосування: за – 46, проти – 1")
    assert paper.name == "Галина КАЛИНА"


@pytest.mark.parametrize(("kind", "word"), [("ordinary", "чергових"), ("extraordinary", "позачергових")])
@pytest.mark.parametrize(
    ("form", "tail"),
    [
        ("in_person", "області"),
        ("visiting", "(виїзне засідання)"),
        ("online", "(дистанційне засідання)"),
        ("mixed", "(змішаний формат)"),
    ],
)
def test_the_heading_names_kind_and_format_in_the_genitive(kind, word, form, tail):
    heading = heading_of(meeting(kind=kind, format=form))
    assert heading.startswith(f"{word} Загальних зборів Асоціації")
    assert heading.endswith(tail)


# Properties

words_of_people = st.text("абвгґдеєжзиіїйклмнопрстуфхцчшщьюя ,-", min_size=1, max_size=40).filter(str.strip)
speakers = st.builds(Speaker, name=words_of_people, post=words_of_people, feminine=st.booleans())
states = st.sampled_from(["decided", "noted", "rejected", "withdrawn", "postponed"])


@st.composite
def votes_held(draw):
    entitled = draw(st.integers(1, 80))
    present = draw(st.integers(1, entitled))
    recused = draw(st.integers(0, present - 1))
    left = present - recused
    votes_for = draw(st.integers(0, left))
    against = draw(st.integers(0, left - votes_for))
    abstained = draw(st.integers(0, left - votes_for - against))
    return vote(
        votes_for, against, abstained, left - votes_for - against - abstained, recused=recused, entitled=entitled,
        absent=entitled - present, method=draw(st.sampled_from(["open", "by_hand", "roll_call"])),
        purpose=draw(st.sampled_from(["procedure", "basis", "amendment", "whole"])),
        base=draw(st.sampled_from(["present", "members", "cast"])),
    )  # fmt: skip


@st.composite
def agendas(draw):
    count = draw(st.integers(0, 6))
    return tuple(
        ItemHeard(
            str(number),
            f"Про питання номер {number} порядку",
            draw(states),
            draw(st.none() | speakers),
            draw(words_of_people | st.just("")),
            speeches=tuple(
                SpeechMade(who, kind)
                for who, kind in draw(
                    st.lists(
                        st.tuples(speakers, st.sampled_from(["report", "debate", "question", "order", "reply"])),
                        max_size=3,
                    )
                )
            ),
            votes=tuple(draw(st.lists(votes_held(), max_size=3))),
            end_note=draw(words_of_people | st.just("")),
        )
        for number in range(1, count + 1)
    )


@given(agendas())
def test_every_item_stands_once_on_the_agenda_and_once_in_the_text_in_order(items):
    lines = compose(meeting(items=items)).lines
    assert [line.item for line in lines if line.style == "agenda"] == [item.number for item in items]
    assert [line.item for line in lines if line.style == "item"] == [item.number for item in items]


@given(agendas())
def test_every_vote_and_every_speech_is_told(items):
    text = compose(meeting(items=items))
    for item in items:
        own = [line for line in text.lines if line.item == item.number]
        assert sum(line.style == "vote" for line in own) == len(item.votes)
        for speech in item.speeches:
            assert any(speech.speaker.name in line.text for line in own)


@given(votes_held())
def test_the_counts_of_a_vote_sum_to_the_members_with_a_vote(held):
    counts = [int(part.split("–")[1]) for part in vote_line(held).split(". ")[0].split(", ") if "–" in part]
    assert sum(counts) == held.entitled


@given(agendas())
def test_no_line_is_empty_and_no_sentence_ends_twice(items):
    for line in compose(meeting(items=items)).lines:
        assert line.text.strip()
        assert not line.text.endswith("..")


@given(agendas())
def test_annexes_are_numbered_as_the_text_names_them_and_rows_are_whole(items):
    text = compose(meeting(items=items))
    assert [annex.number for annex in text.annexes] == list(range(1, len(text.annexes) + 1))
    for annex in text.annexes:
        assert len(annex.heads) == len(annex.widths)
        assert all(len(row) == len(annex.heads) for row in annex.rows)


@given(agendas())
def test_one_record_has_one_text(items):
    assert compose(meeting(items=items)) == compose(meeting(items=items))


@given(st.lists(st.integers(0, 240), min_size=1, max_size=30))
def test_each_member_present_has_its_row(minutes):
    members = tuple(
        MemberPresent(f"Рада {number}", "Верба Олена", ((OPENED - timedelta(minutes=early), None),))
        for number, early in enumerate(minutes)
    )
    first = compose(meeting(members=members, present=len(members))).annexes[0]
    assert [row[1] for row in first.rows] == [member.member for member in members]


# Words


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0 членів"), (1, "1 член"), (2, "2 члени"), (5, "5 членів"), (11, "11 членів"),
                         (12, "12 членів"), (21, "21 член"), (22, "22 члени"), (62, "62 члени"), (111, "111 членів")],
)  # fmt: skip
def test_a_number_takes_its_noun(count, words):
    assert counted(count, "член", "члени", "членів").replace("\u00a0", " ") == words


@given(st.integers(0, 10_000))
def test_numbers_a_hundred_apart_take_the_same_noun(count):
    assert counted(count, "а", "б", "в")[-1] == counted(count + 100, "а", "б", "в")[-1]


@pytest.mark.parametrize(("count", "words"), [(1, "1 члена"), (11, "11 членів"), (21, "21 члена"), (62, "62 членів")])
def test_of_so_many_members(count, words):
    assert out_of(count, "члена", "членів").replace("\u00a0", " ") == words


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "1-ші"), (2, "2-гі"), (3, "3-ті"), (4, "4-ті"), (7, "7-мі"), (8, "8-мі"), (11, "11-ті"), (12, "12-ті"),
     (20, "20-ті"), (40, "40-ві"), (70, "70-ті"), (71, "71-ші"), (90, "90-ті"), (100, "100-ті"), (140, "140-ві")],
)  # fmt: skip
def test_ordinals_of_meetings(number, words):
    assert ordinal_plural(number) == words
    assert ordinal_plural(number, genitive=True) == f"{number}-х"


def test_days_and_shares_in_words():
    assert day_in_words(date(2026, 12, 7)).replace("\u00a0", " ") == "07 грудня 2026 року"
    assert more_than(Fraction(1, 2), strict=True) == "більше половини"
    assert more_than(Fraction(2, 3), strict=False) == "не менш як дві третини"
    assert more_than(Fraction(5, 7), strict=True) == "більше 5/7"


@given(st.text(max_size=40))
def test_a_sentence_ends_once(words):
    once = sentence(words)
    assert sentence(once) == once


# What a clerk would mark in red


def test_the_text_of_a_draft_that_was_not_adopted_is_printed():
    refused = replace(
        ITEMS[3], votes=(vote(22, 18, 9, text="1. Підвищити внески на 20 відсотків.\n2. Змінити таблицю"),)
    )
    words = told(compose(meeting(items=(refused,))), "4")
    assert (
        "Текст проєкту рішення, поставленого на голосування:\n"
        "1. Підвищити внески на 20 відсотків.\n2. Змінити таблицю.\nЗа – 22"
    ) in words
    assert words.endswith("Рішення не ухвалено.")


def test_an_adopted_draft_is_printed_once_as_the_decision():
    assert "Текст проєкту" not in told(compose(MEETING), "2")


def test_no_share_is_counted_of_no_votes():
    line = vote_line(vote(0, 0, 5, base="cast", needed=1)).replace("\u00a0", " ")
    assert line.endswith("Голосів «за» і «проти» не подано (п. 5.7 Статуту).")
    assert "від 0" not in line


@pytest.mark.parametrize(("here", "words"), [(1, "1 присутнього"), (21, "21 присутнього"), (22, "22 присутніх")])
def test_the_base_of_a_vote_agrees_with_its_number(here, words):
    assert f"більше половини від {words}," in vote_line(vote(here)).replace("\u00a0", " ")


def test_an_extract_says_whose_annex_it_points_to():
    assert "(поіменно, додаток 2 до протоколу)" in told(extract_of(MEETING, "2"))


def test_a_date_is_not_parted_by_a_line():
    assert day_in_words(date(2026, 11, 22)) == "22\u00a0листопада\u00a02026\u00a0року"
    for line in compose(MEETING).lines:
        assert " – " not in line.text
        assert "№ " not in line.text


def test_the_column_of_numbers_holds_three_digits_in_word():
    for annex in compose(MEETING).annexes:
        assert annex.widths[0] >= 12
        assert sum(annex.widths) == 170


def test_annexes_of_two_votes_on_one_item_are_told_apart():
    counts = {"for": 40, "against": 5}
    held = tuple(
        vote(40, 5, purpose=purpose, method="roll_call", roll=tuple(roll(**counts)), text="Текст.")
        for purpose in ("amendment", "whole")
    )
    item = ItemHeard("1", "Про воду", "decided", votes=held)
    titles = [annex.title for annex in compose(replace(MEETING, items=(item,), members=())).annexes]
    assert any("за поправку з питання 1" in title for title in titles)
    assert any("за рішення в цілому з питання 1" in title for title in titles)
    assert len(titles) == len(set(titles))
