"""Moodle XML: banks of questions as Moodle and its kin export them, read within bounds and written."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NoReturn
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from spilno.learning.rules.marking import read_number
from spilno.learning.rules.markup import has_media, plain_of
from spilno.learning.rules.questions import Problem, QuestionText, plain_number
from spilno.statute.rules.refusal import gettext_noop

DEEPEST = 12
RUBRIC = re.compile(r"^(\d+(?:\.\d+)?): (.+)$")
TRUE_WORDS = {"true": "Правильно", "false": "Неправильно"}
HTML_FORMS = {"html", ""}  # what says no format is HTML in Moodle
KINDS = {
    "single": "multichoice",
    "multiple": "multichoice",
    "matching": "matching",
    "numeric": "numerical",
    "open": "essay",
}
NOT_XML_SIGNS = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(slots=True)
class Node:
    """An element with its words; `line` is where it begins."""

    tag: str
    line: int
    given: dict[str, str] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)
    inside: list["Node"] = field(default_factory=list)

    def one(self, tag: str) -> "Node | None":
        """Return the first element of a name inside; None: there is none.

        Source: Moodle docs, «Moodle XML format».
        """
        return next((each for each in self.inside if each.tag == tag), None)

    def all(self, tag: str) -> list["Node"]:
        """Return the elements of a name inside.

        Source: Moodle docs, «Moodle XML format».
        """
        return [each for each in self.inside if each.tag == tag]

    def value(self, tag: str, usual: str = "") -> str:
        """Return the words of an element inside, or of its <text>.

        Source: Moodle docs, «Moodle XML format».
        """
        found = self.one(tag)
        if found is None:
            return usual
        return "".join((found.one("text") or found).words).strip()


class Unreadable(Exception):  # noqa: N818 - what a file or a question is
    """A file or a question that cannot be taken; carries the problem."""

    def __init__(self, sentence: str, *, line: int = 0, skipped: bool = False, **facts: object) -> None:
        """Keep the sentence and its facts."""
        super().__init__(sentence)
        self.sentence, self.line, self.skipped, self.facts = sentence, line, skipped, facts


class _Reader:
    """Reads question by question, so that a large file never stands in memory as a tree; declares no entity."""

    def __init__(self) -> None:
        self.path: list[Node] = []
        self.topic = ""
        self.questions: list[QuestionText] = []
        self.problems: list[Problem] = []
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.words
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.parser.EntityDeclHandler = self.doctype

    def doctype(self, *_given: Any) -> NoReturn:
        raise Unreadable(
            gettext_noop("The file declares a DOCTYPE or entities, which a bank of questions never needs: it was not read further."),
            line=self.parser.CurrentLineNumber,
        )  # fmt: skip

    def start(self, tag: str, given: dict[str, str]) -> None:
        node = Node(tag, self.parser.CurrentLineNumber, given)
        if not self.path and tag != "quiz":
            raise Unreadable(
                gettext_noop("The file is XML, but no bank of questions: it begins with <%(tag)s>, not with <quiz>."),
                line=node.line, tag=tag[:40],
            )  # fmt: skip
        if len(self.path) >= DEEPEST:
            raise Unreadable(gettext_noop("Elements stand deeper in one another than in any bank of questions."), line=node.line)  # fmt: skip
        if len(self.path) > 1:
            self.path[-1].inside.append(node)
        self.path.append(node)

    def words(self, words: str) -> None:
        if self.path:
            self.path[-1].words.append(words)

    def end(self, _tag: str) -> None:
        node = self.path.pop()
        if len(self.path) != 1 or node.tag != "question":
            return
        if node.given.get("type") == "category":
            parts = re.split(r"(?<!/)/(?!/)", node.value("category"))
            self.topic = " ".join(parts[-1].replace("//", "/").split())[:120]
            return
        try:
            self.questions.append(_question(node, self.topic))
        except Unreadable as wrong:
            title = " ".join(plain_of(node.value("questiontext") or node.value("name")).split())[:120]
            self.problems.append(Problem(node.line, title, wrong.sentence, wrong.facts, wrong.skipped))


def read_moodle_xml(content: bytes) -> tuple[list[QuestionText], list[Problem]]:
    """Read questions of a Moodle XML file; what cannot be read comes as problems, each with its line and reason.

    Neither DOCTYPE nor entities are read, so that a small file cannot grow in memory.

    Source: Moodle docs, «Moodle XML format».
    """
    reader = _Reader()
    try:
        reader.parser.Parse(content, True)  # noqa: FBT003 - of the parser: this is the whole file
    except expat.ExpatError as broken:
        sentence = gettext_noop("The file is not well-formed XML: %(reason)s, column %(column)d.")
        facts = {"reason": expat.ErrorString(broken.code), "column": broken.offset}
        return reader.questions, [*reader.problems, Problem(broken.lineno, "", sentence, facts)]
    except Unreadable as wrong:
        return reader.questions, [*reader.problems, Problem(wrong.line, "", wrong.sentence, wrong.facts)]
    return reader.questions, reader.problems


def _question(node: Node, topic: str) -> QuestionText:
    form = node.given.get("type", "")
    _refuse_media(node)
    read = {"multichoice": _choice, "truefalse": _truth, "matching": _matching, "numerical": _numeric, "essay": _essay}
    if form not in read:
        raise Unreadable(gettext_noop("A question of the type “%(type)s” is not asked here: it is left out."), skipped=True, type=form[:40] or "?")  # fmt: skip
    kind, body = read[form](node)
    points = read_number(node.value("defaultgrade", "1"))
    return QuestionText(
        kind=kind,
        text=_said(node.one("questiontext")),
        body=body,
        points=(points if points is not None else Decimal(0)).quantize(Decimal("0.01")).normalize() + 0,
        feedback=_said(node.one("generalfeedback")),
        code=" ".join(node.value("name").split())[:80],
        topic=topic,
        line=node.line,
    )


def _refuse_media(node: Node) -> None:
    queue = [node]
    for each in queue:
        queue += each.inside
        file = each.given.get("name", "") if each.tag in {"file", "image"} else ""
        if each.tag in {"file", "image_base64"} or (each.tag == "text" and has_media("".join(each.words))):
            raise Unreadable(
                gettext_noop("It shows a picture, a sound or a file %(file)s: media are not taken in, and without them the question may mean nothing. It is left out."),
                skipped=True, file=file[:80],
            )  # fmt: skip


def _said(node: Node | None) -> str:
    if node is None:
        return ""
    words = "".join((node.one("text") or node).words)
    return plain_of(words) if node.given.get("format", "") in HTML_FORMS else words.strip()


def _share(node: Node) -> str:
    share = read_number(node.given.get("fraction", "0"))
    if share is None:
        raise Unreadable(gettext_noop("The share “%(found)s” of an answer is not a number."), found=node.given["fraction"][:20])  # fmt: skip
    return plain_number(share)


def _choice(node: Node) -> tuple[str, dict[str, Any]]:
    single = node.value("single", "true").casefold() not in {"false", "0", ""}
    answers = [{"text": _said(each), "share": _share(each), "feedback": _said(each.one("feedback"))} for each in node.all("answer")]  # fmt: skip
    return "single" if single else "multiple", {"options": answers}


def _truth(node: Node) -> tuple[str, dict[str, Any]]:
    _kind, body = _choice(node)
    for each in body["options"]:
        each["text"] = TRUE_WORDS.get(each["text"].casefold(), each["text"])
    return "single", body


def _matching(node: Node) -> tuple[str, dict[str, Any]]:
    return "matching", {"pairs": [{"left": _said(each), "right": (each.one("answer") and _plain(each.one("answer"))) or ""} for each in node.all("subquestion")]}  # fmt: skip


def _plain(node: Node | None) -> str:
    return "" if node is None else "".join((node.one("text") or node).words).strip()


def _numeric(node: Node) -> tuple[str, dict[str, Any]]:
    answers = []
    for each in node.all("answer"):
        value, tolerance = read_number(_plain(each)), read_number(each.value("tolerance", "0") or "0")
        if _plain(each) == "*":
            continue  # what is said to any other number
        if value is None or tolerance is None:
            raise Unreadable(gettext_noop("“%(found)s” is not a number: write 30, 30:2 (± 2) or 28..32."), found=_plain(each)[:60])  # fmt: skip
        answers.append({"value": plain_number(value), "tolerance": plain_number(tolerance), "share": _share(each), "feedback": _said(each.one("feedback"))})  # fmt: skip
    return "numeric", {"answers": answers}


def _essay(node: Node) -> tuple[str, dict[str, Any]]:
    """Read an open question; lines «2: named the features» of the notes for markers are its rubric, when they make its points."""
    found = [RUBRIC.match(line) for line in _said(node.one("graderinfo")).split("\n")]
    rubric = [{"what": each[2].strip(), "points": plain_number(Decimal(each[1]))} for each in found if each]
    points = read_number(node.value("defaultgrade", "1"))
    fits = points is not None and sum((Decimal(each["points"]) for each in rubric), Decimal(0)) == points
    return "open", {"rubric": rubric if fits else []}


# written


def write_moodle_xml(questions: Iterable[QuestionText]) -> str:
    """Write questions as Moodle XML, by topic.

    Source: Moodle docs, «Moodle XML format».
    """
    lines, topic = ['<?xml version="1.0" encoding="UTF-8"?>', "<quiz>"], ""
    for question in sorted(questions, key=lambda each: each.topic):
        if question.topic != topic:
            topic = question.topic
            lines.append(
                f'<question type="category"><category>{_words(topic.replace("/", "//"))}</category></question>'
            )
        lines.append(_written(question))
    return "\n".join([*lines, "</quiz>", ""])


def _words(text: str) -> str:
    return f"<text>{escape(NOT_XML_SIGNS.sub('', text))}</text>"


def _element(tag: str, text: str, **given: str) -> str:
    named = "".join(f" {name}={quoteattr(value)}" for name, value in given.items())
    return f"<{tag}{named}>{_words(text)}</{tag}>"


def _written(question: QuestionText) -> str:
    rows = {"single": _options, "multiple": _options, "matching": _pairs, "numeric": _numbers, "open": _rubric}
    name = question.code or " ".join(question.text.split())[:60]
    parts = [
        _element("name", name),
        _element("questiontext", question.text, format="plain_text"),
        _element("generalfeedback", question.feedback, format="plain_text"),
        f"<defaultgrade>{plain_number(question.points)}</defaultgrade>",
        *rows[question.kind](question),
    ]
    return "\n".join([f'<question type="{KINDS[question.kind]}">', *parts, "</question>"])


def _answer(each: dict[str, str], text: str, form: str, more: str = "") -> str:
    feedback = _element("feedback", each["feedback"], format="plain_text")
    return f'<answer fraction="{each["share"]}" format="{form}">{_words(text)}{more}{feedback}</answer>'


def _options(question: QuestionText) -> list[str]:
    single = "true" if question.kind == "single" else "false"
    head = f"<single>{single}</single><shuffleanswers>true</shuffleanswers>"
    return [head, *(_answer(each, each["text"], "plain_text") for each in question.body["options"])]


def _pairs(question: QuestionText) -> list[str]:
    return [
        f'<subquestion format="plain_text">{_words(each["left"])}{_element("answer", each["right"])}</subquestion>'
        for each in question.body["pairs"]
    ]


def _numbers(question: QuestionText) -> list[str]:
    return [
        _answer(each, each["value"], "plain_text", f"<tolerance>{each['tolerance']}</tolerance>")
        for each in question.body["answers"]
    ]


def _rubric(question: QuestionText) -> list[str]:
    lines = "\n".join(f"{each['points']}: {' '.join(each['what'].split())}" for each in question.body["rubric"])
    return ["<responseformat>plain</responseformat>", _element("graderinfo", lines, format="plain_text")]
