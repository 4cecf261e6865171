"""Files of questions: GIFT and Moodle XML, by example and both ways by property."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spilno.learning.rules.gift import read_gift, write_gift
from spilno.learning.rules.marking import share_of
from spilno.learning.rules.moodle_xml import read_moodle_xml, write_moodle_xml
from spilno.learning.rules.questions import QuestionText, as_row, from_row, plan_of, why_not_keep

GIFT = r"""
// перелік питань
$CATEGORY: $course$/top/Кредити та години

::К1:: Скільки годин у кредиті ЄКТС? {
  =30#Так
  ~36#Ні, це з давніх часів
  ~%25%3 дні по 10 год \= 30
  ####Постанова КМУ № 106
}

Позначте органи. {~%50%рада ~%50%виконком ~%-50%школа}

Узгодьте. {=село -> сільська рада =місто -> міська рада = -> обласна рада}

Скільки модулів? {#7:1}

Скільки годин? {#=%100%30:0#Точно =%50%28..32}

Кредит — це 30 годин. {TRUE#Подивіться ще раз#Саме так}

// [points:3]
// [rubric:2:названо ознаки]
// [rubric:1:приклад]
Поясніть. {}

Кредит має {=30 ~60} годин.
"""


def one(text):
    questions, problems = read_gift(text)
    assert problems == []
    return questions[0]


def test_gift_is_read_with_all_its_signs():
    questions, problems = read_gift(GIFT)
    assert problems == []
    assert [each.kind for each in questions] == ["single", "multiple", "matching", "numeric", "numeric", "single", "open", "single"]  # fmt: skip
    first, several, pairs, number, ranged, truth, open_, missing = questions
    assert (first.code, first.topic, first.feedback, first.line) == ("К1", "Кредити та години", "Постанова КМУ № 106", 5)  # fmt: skip
    assert first.body["options"][0] == {"text": "30", "share": "100", "feedback": "Так"}
    assert first.body["options"][2] == {"text": "3 дні по 10 год = 30", "share": "25", "feedback": ""}
    assert [each["share"] for each in several.body["options"]] == ["50", "50", "-50"]
    assert pairs.body["pairs"][2] == {"left": "", "right": "обласна рада"}
    assert number.body["answers"] == [{"value": "7", "tolerance": "1", "share": "100", "feedback": ""}]
    assert ranged.body["answers"][1] == {"value": "30", "tolerance": "2", "share": "50", "feedback": ""}
    assert [(each["text"], each["share"], each["feedback"]) for each in truth.body["options"]] == [
        ("Правильно", "100", "Саме так"), ("Неправильно", "0", "Подивіться ще раз"),
    ]  # fmt: skip
    assert (open_.points, [each["what"] for each in open_.body["rubric"]]) == (Decimal(3), ["названо ознаки", "приклад"])  # fmt: skip
    assert missing.text == "Кредит має _____ годин."
    assert all(why_not_keep(each) is None for each in questions)


@pytest.mark.parametrize(
    ("text", "line", "word", "skipped"),
    [
        ("\n\nПитання {=а ~б", 3, "no }", False),
        ("Питання а ~б }", 1, "no }", False),
        ("Питання {=а ~б} і {=в ~г}", 1, "more than one pair", False),
        ("Питання {а ~б}", 1, "before the first answer", False),
        ("Питання {=а ~%дві%б}", 1, "not a weight", False),
        ("Питання {=а -> б =в}", 1, "no arrow", False),
        ("Питання {#тридцять}", 1, "not a number", False),
        ("Просто текст", 1, "no answers", True),
        ("Столиця області? {=Харків =Kharkiv}", 1, "letter by letter", True),
    ],
)
def test_what_gift_cannot_say_is_told_with_its_line_and_reason(text, line, word, skipped):
    questions, problems = read_gift(text)
    assert questions == []
    assert [(each.line, each.skipped) for each in problems] == [(line, skipped)]
    assert word in problems[0].sentence


def test_one_wrong_question_does_not_hide_the_next():
    questions, problems = read_gift("Перше {=а ~б\n\nДруге {=а ~б}\n")
    assert [each.text for each in questions] == ["Друге"]
    assert [each.line for each in problems] == [1]


def test_html_of_a_file_becomes_words():
    question = one("[html]<p>Хто <b>головує</b>?</p><script>alert(1)</script> {=голова&nbsp;ради ~староста}")
    assert question.text == "Хто головує?"
    assert question.body["options"][0]["text"] == "голова ради"


XML = """<?xml version="1.0"?>
<quiz>
<question type="category"><category><text>$course$/Бюджет</text></category></question>
<question type="multichoice"><name><text>Б1</text></name><questiontext format="html"><text><![CDATA[<p>Що таке <em>бюджет</em>?</p>]]></text></questiontext>
<defaultgrade>2.0000000</defaultgrade><single>true</single>
<answer fraction="100" format="html"><text>план</text><feedback format="html"><text>Так</text></feedback></answer>
<answer fraction="0"><text>звіт</text></answer></question>
<question type="shortanswer"><name><text>x</text></name><questiontext><text>Слово?</text></questiontext></question>
<question type="multichoice"><questiontext format="html"><text><![CDATA[<img src="@@PLUGINFILE@@/map.png">]]></text><file name="map.png" encoding="base64">AAAA</file></questiontext></question>
</quiz>""".encode()  # fmt: skip


def test_moodle_xml_is_read_and_media_are_named():
    questions, problems = read_moodle_xml(XML)
    assert len(questions) == 1
    assert (questions[0].text, questions[0].topic, questions[0].points, questions[0].line) == ("Що таке бюджет?", "Бюджет", Decimal(2), 4)  # fmt: skip
    assert questions[0].body["options"][0] == {"text": "план", "share": "100", "feedback": "Так"}
    assert [(each.line, each.skipped) for each in problems] == [(8, True), (9, True)]
    assert "media are not taken in" in problems[1].sentence


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b'<!DOCTYPE quiz [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><quiz>&c;</quiz>', "DOCTYPE"),
        (b'<!DOCTYPE quiz SYSTEM "file:///etc/passwd"><quiz/>', "DOCTYPE"),
        (b"<html></html>", "no bank"),
        (b"<quiz><question>", "well-formed"),
        (b"", "well-formed"),
        (b"<quiz>" + b"<a>" * 50, "deeper"),
    ],
)
def test_a_file_that_is_a_trap_or_broken_is_refused_with_a_sentence(content, word):
    questions, problems = read_moodle_xml(content)
    assert questions == []
    assert word in problems[0].sentence


def test_a_plan_tells_of_each_question_what_becomes_of_it():
    questions, problems = read_gift("Перше {=а ~б}\n\nПерше {=а ~б}\n\nПомилка {~а ~б}\n\nТекст\n\nХиба {=а\n")
    plan = plan_of(questions, problems, known=[])
    assert [(each.number, each.kind) for each in plan] == [(1, "new"), (3, "same"), (5, "error"), (7, "warning"), (9, "error")]  # fmt: skip


words = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co"), include_characters="\n~=#{}:\\[]%->/'\""), min_size=1, max_size=30
).map(lambda text: "\n".join(line.strip() for line in text.split("\n") if line.strip()).strip()).filter(bool)  # fmt: skip
lines = words.map(lambda text: " ".join(text.split())).filter(bool)
lefts = lines.filter(lambda text: "->" not in text)
feedbacks = st.just("") | words
shares = st.sampled_from(["100", "50", "33.33333", "0", "-25"])


def options(of):
    return st.lists(st.fixed_dictionaries({"text": words, "share": of, "feedback": feedbacks}), min_size=2, max_size=4)


bodies = st.one_of(
    st.tuples(st.just("single"), options(shares).map(lambda rows: {"options": [{**rows[0], "share": "100"}, {**rows[1], "share": "0"}, *rows[2:]]})),
    st.tuples(st.just("multiple"), options(shares).map(lambda rows: {"options": rows})),
    st.tuples(st.just("matching"), st.lists(st.fixed_dictionaries({"left": lefts, "right": lines}), min_size=2, max_size=4).map(lambda rows: {"pairs": rows})),
    st.tuples(
        st.just("numeric"),
        st.lists(st.fixed_dictionaries({"value": st.integers(-99, 99).map(str), "tolerance": st.sampled_from(["0", "0.5"]), "share": shares, "feedback": feedbacks}), min_size=1, max_size=3).map(lambda rows: {"answers": rows}),
    ),
    st.tuples(st.just("open"), st.just({"rubric": []})),
)  # fmt: skip
many = st.lists(
    st.builds(
        lambda body, text, feedback, code, topic, points: QuestionText(
            body[0], text, body[1], points, feedback, code, topic
        ),
        bodies, words, feedbacks, lines, lines, st.sampled_from([Decimal(1), Decimal("2.5")]),
    ),
    max_size=3,
)  # fmt: skip


def bare(questions):
    return [as_row(from_row({**as_row(each), "line": 0})) for each in questions]


@settings(max_examples=150)
@given(many)
def test_gift_comes_back_as_it_was_written(questions):
    again, problems = read_gift(write_gift(questions))
    assert problems == []
    assert bare(again) == bare(sorted(questions, key=lambda each: each.topic))


@settings(max_examples=100)
@given(many)
def test_moodle_xml_comes_back_as_it_was_written(questions):
    again, problems = read_moodle_xml(write_moodle_xml(questions).encode())
    assert problems == []
    assert bare(again) == bare(sorted(questions, key=lambda each: each.topic))


@settings(max_examples=100)
@given(st.text(st.sampled_from("{}=~#:\\%->a1\n/$ "), max_size=60))
def test_no_text_is_too_strange_to_be_read(text):
    questions, problems = read_gift(text)
    for each in questions:
        share_of(each.kind, each.body, None) if why_not_keep(each) is None else None
    assert all(problem.line > 0 for problem in problems)
