"""GIFT: questions as a text that people write by hand, read and written."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from spilno.learning.rules.marking import read_number
from spilno.learning.rules.markup import plain_of
from spilno.learning.rules.questions import Problem, QuestionText, plain_number
from spilno.statute.rules.refusal import gettext_noop

# an escaped sign becomes a code point that no text may contain, until the signs that rule are found
SIGNS = "~=#{}:\\n"
STAND_INS = {sign: chr(0xFDD0 + number) for number, sign in enumerate(SIGNS)}
BACK = {ord(stand_in): "\n" if sign == "n" else sign for sign, stand_in in STAND_INS.items()}
ESCAPED = re.compile(r"\\([~=#{}:\\n])")
FORMAT = re.compile(r"\s*\[(html|moodle|plain|markdown)\]")
WEIGHT = re.compile(r"%(-?\d{1,3}(?:\.\d*)?)%")
NOTE = re.compile(
    r"\[(points|rubric):([^\]]*)\]"
)  # what GIFT has no sign for stands in a comment, as Moodle's id and tags do
TRUTH = {"T": True, "TRUE": True, "F": False, "FALSE": False}
TRUE_WORDS = ("Правильно", "Неправильно")
CATEGORY = "$CATEGORY:"


@dataclass(slots=True)
class Block:
    """Lines of a question, without comments, and what the comments say."""

    line: int
    lines: list[str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)


class Unreadable(Exception):  # noqa: N818 - what a block is
    """A block that is no question of ours; carries the problem."""

    def __init__(self, sentence: str, *, skipped: bool = False, **facts: object) -> None:
        """Keep the sentence and its facts."""
        super().__init__(sentence)
        self.sentence, self.skipped, self.facts = sentence, skipped, facts


def read_gift(text: str) -> tuple[list[QuestionText], list[Problem]]:
    """Read questions of a GIFT text; what cannot be read comes as problems, each with its line and reason.

    Source: Moodle docs, «GIFT format» (escaped signs ~ = # { } :, weights in per cent, #feedback, ####general feedback, $CATEGORY:).
    """
    questions, problems, topic = [], [], ""
    for block in _blocks(text):
        if block.lines and block.lines[0].strip().startswith(CATEGORY):
            topic = _topic(_escaped(block.lines.pop(0)).strip()[len(CATEGORY) :])
        if not any(line.strip() for line in block.lines):
            continue
        try:
            questions.append(replace(_question(block), topic=topic, line=block.line))
        except Unreadable as wrong:
            title = " ".join(" ".join(block.lines).split())[:120]
            problems.append(Problem(block.line, title, wrong.sentence, wrong.facts, wrong.skipped))
    return questions, problems


def _blocks(text: str) -> Iterator[Block]:
    clean = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    clean = "".join(sign for sign in clean if not "\ufdd0" <= sign <= "\ufdef")
    block = Block(0)
    for number, line in enumerate([*clean.split("\n"), ""], 1):
        bare = line.strip()
        if bare.startswith("//"):
            block.notes += NOTE.findall(_escaped(bare))
            continue
        if bare and not block.lines:
            block.line = number
        if bare:
            block.lines.append(line)
        if (not bare or bare.startswith(CATEGORY)) and block.lines:
            yield block
            block = Block(0)


def _escaped(text: str) -> str:
    return ESCAPED.sub(lambda found: STAND_INS[found[1]], text)


def _said(text: str, form: str = "") -> str:
    """Return a text as it was meant: the mark of its format taken away, escapes put back."""
    marked = FORMAT.match(text)
    if marked:
        form, text = marked[1], text[marked.end() :]
    said = text.translate(BACK)
    return plain_of(said) if form == "html" else said.strip()


def _topic(path: str) -> str:
    parts = re.split(r"(?<!/)/(?!/)", path.strip())
    return " ".join(parts[-1].replace("//", "/").translate(BACK).split())[:120]


def _question(block: Block) -> QuestionText:
    text = _escaped("\n".join(block.lines)).strip()
    code = ""
    if text.startswith("::") and "::" in text[2:]:
        name, text = text[2:].split("::", 1)
        code = " ".join(_said(name).split())[:80]
    opens, closes = text.find("{"), text.find("}")
    if opens < 0 and closes < 0:
        raise Unreadable(gettext_noop("It has no answers in braces { }: a text without a question is left out."), skipped=True)  # fmt: skip
    if opens < 0 or closes < opens:
        raise Unreadable(gettext_noop("A brace { that opens the answers has no } before the empty line, or the other way round."))  # fmt: skip
    if "{" in text[opens + 1 : closes] or "{" in text[closes + 1 :] or "}" in text[closes + 1 :]:
        raise Unreadable(gettext_noop("There is more than one pair of braces { }. Write \\{ and \\} where the signs themselves are meant."))  # fmt: skip
    answers, _mark, general = text[opens + 1 : closes].partition("####")
    stem, after = text[:opens].rstrip(), text[closes + 1 :].strip()
    form = (FORMAT.match(stem) or ["", ""])[1]
    asked = _said(f"{stem} _____ {after}" if after else stem)
    kind, body = _answers(answers.strip(), form)
    notes = dict(block.notes)
    points = read_number(notes.get("points", "")) or Decimal(1)
    if kind == "open":
        rubric = [value.partition(":") for name, value in block.notes if name == "rubric"]
        body = {"rubric": [{"what": _said(what), "points": own} for own, _colon, what in rubric if read_number(own)]}
    return QuestionText(kind, asked, body, points, _said(general, form), code)


def _answers(text: str, form: str) -> tuple[str, dict[str, Any]]:
    if not text:
        return "open", {"rubric": []}
    if text.startswith("#"):
        return "numeric", {"answers": _numbers(text[1:], form)}
    if "~" in text:
        options = [_option(sign, each, form) for sign, each in _parts(text)]
        return "single" if "=" in text else "multiple", {"options": options}
    if "=" in text and "->" in text:
        return "matching", {"pairs": [_pair(each, form) for _sign, each in _parts(text)]}
    word, _mark, feedback = text.partition("#")
    if word.strip() in TRUTH:
        return "single", {"options": _truth(TRUTH[word.strip()], feedback.split("#"), form)}
    raise Unreadable(gettext_noop("A short answer that is compared letter by letter is not asked here: it is left out. Make it a choice, a number or an open answer."), skipped=True)  # fmt: skip


def _parts(text: str) -> list[tuple[str, str]]:
    """Divide answers at the signs = and ~; what stands before the first sign is no answer."""
    pieces = re.split(r"([=~])", text)
    if pieces[0].strip():
        raise Unreadable(gettext_noop("“%(found)s” stands before the first answer: each answer begins with = or ~."), found=pieces[0].strip()[:60].translate(BACK))  # fmt: skip
    return list(zip(pieces[1::2], pieces[2::2], strict=True))


def _weighed(text: str, usual: str) -> tuple[str, str]:
    text = text.strip()
    weight = WEIGHT.match(text)
    if weight:
        return plain_number(Decimal(weight[1])), text[weight.end() :]
    if text.startswith("%"):
        raise Unreadable(gettext_noop("“%(found)s” is not a weight: it is written as %%50%% or %%-25%%."), found=text[:20])  # fmt: skip
    return usual, text


def _option(sign: str, text: str, form: str) -> dict[str, str]:
    share, rest = ("100", text) if sign == "=" else _weighed(text, "0")
    if sign == "=" and WEIGHT.match(text.strip()):
        share, rest = _weighed(text, "100")
    said, _mark, feedback = rest.partition("#")
    return {"text": _said(said, form), "share": share, "feedback": _said(feedback, form)}


def _pair(text: str, form: str) -> dict[str, str]:
    left, arrow, right = text.partition("->")
    if not arrow:
        raise Unreadable(gettext_noop("“%(found)s” has no arrow ->: a pair is written as =left -> right."), found=text.strip()[:60].translate(BACK))  # fmt: skip
    return {"left": _said(left, form), "right": _said(right, form)}


def _truth(right: bool, feedback: Sequence[str], form: str) -> list[dict[str, str]]:  # noqa: FBT001 - the answer itself
    wrong_said, right_said = (*(_said(each, form) for each in feedback), "", "")[:2]
    said = (right_said, wrong_said) if right else (wrong_said, right_said)
    return [
        {"text": word, "share": "100" if right == (number == 0) else "0", "feedback": each}
        for number, (word, each) in enumerate(zip(TRUE_WORDS, said, strict=True))
    ]


def _numbers(text: str, form: str) -> list[dict[str, str]]:
    right, _sign, _otherwise = text.partition("~")  # what is said to any other number
    if right.strip() and not right.strip().startswith("="):
        right = f"={right}"
    return [_number(each, form) for _sign, each in _parts(right)]


def _number(text: str, form: str) -> dict[str, str]:
    share, rest = _weighed(text, "100")
    said, _mark, feedback = rest.partition("#")
    low, dots, high = said.partition("..")
    if dots:
        least, most = read_number(low), read_number(high)
        value = (least + most) / 2 if least is not None and most is not None else None
        tolerance = most - value if most is not None and value is not None else None
    else:
        number, _colon, margin = said.partition(":")
        value, tolerance = read_number(number), read_number(margin or "0")
    if value is None or tolerance is None:
        raise Unreadable(gettext_noop("“%(found)s” is not a number: write 30, 30:2 (± 2) or 28..32."), found=said.strip()[:60].translate(BACK))  # fmt: skip
    return {"value": plain_number(value), "tolerance": plain_number(tolerance), "share": share, "feedback": _said(feedback, form)}  # fmt: skip


# written


def write_gift(questions: Iterable[QuestionText]) -> str:
    """Write questions as GIFT, by topic; points and rubrics stand in comments, which other programs pass by.

    Source: Moodle docs, «GIFT format».
    """
    lines, topic = [], ""
    for question in sorted(questions, key=lambda each: each.topic):
        if question.topic != topic:
            topic = question.topic
            lines += [f"{CATEGORY} {_kept(topic.replace('/', '//'))}", ""]
        lines += [*_notes(question), _written(question), ""]
    return "\n".join(lines)


def _kept(text: str) -> str:
    escaped = re.sub(r"([~=#{}:\\])", r"\\\1", text)
    return escaped.replace("\n", "\\n")


def _text(text: str) -> str:
    return f"[plain]{_kept(text)}" if text.startswith("[") else _kept(text)


def _feedback(text: str, mark: str = "#") -> str:
    return f"{mark}{_text(text)}" if text else ""


def _notes(question: QuestionText) -> list[str]:
    notes = [f"// [points:{plain_number(question.points)}]"] if question.points != 1 else []
    rubric = question.body.get("rubric", [])
    return notes + [f"// [rubric:{each['points']}:{_kept(each['what']).replace(']', ')')}]" for each in rubric]


def _written(question: QuestionText) -> str:
    name = f"::{_kept(question.code)}::" if question.code else ""
    rows = {"single": _options, "multiple": _options, "matching": _pairs, "numeric": _answers_of}
    inner = rows[question.kind](question) if question.kind in rows else []
    general = _feedback(question.feedback, "####")
    body = [f"\t{row}" for row in [*inner, *([general] if general else [])]]
    opening = "{#" if question.kind == "numeric" else "{"
    return "\n".join([f"{name}[plain]{_kept(question.text)}{opening}", *body, "}"])


def _options(question: QuestionText) -> list[str]:
    rows = []
    for each in question.body["options"]:
        sign = "=" if question.kind == "single" and each["share"] == "100" else "~"
        weight = "" if sign == "=" or each["share"] == "0" else f"%{each['share']}%"
        text = f"[plain]{_kept(each['text'])}" if each["text"].startswith("%") else _text(each["text"])
        rows.append(f"{sign}{weight}{text}{_feedback(each['feedback'])}")
    return rows


def _pairs(question: QuestionText) -> list[str]:
    arrows = [(each["left"].replace("->", "→"), each["right"]) for each in question.body["pairs"]]
    return [f"={_text(left)} -> {_text(right)}" for left, right in arrows]


def _answers_of(question: QuestionText) -> list[str]:
    return [
        f"=%{each['share']}%{each['value']}:{each['tolerance']}{_feedback(each['feedback'])}"
        for each in question.body["answers"]
    ]
