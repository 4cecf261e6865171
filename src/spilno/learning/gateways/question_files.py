"""Files of questions that people upload and take away: GIFT or Moodle XML, whatever their name."""

from collections.abc import Iterable

from spilno.learning.rules.gift import read_gift, write_gift
from spilno.learning.rules.moodle_xml import read_moodle_xml, write_moodle_xml
from spilno.learning.rules.questions import Problem, QuestionText
from spilno.statute.rules.refusal import Refusal, RuleBroken, gettext_noop

MOST_QUESTIONS = 5000
WRITERS = {"gift": write_gift, "xml": write_moodle_xml}


def read_questions(content: bytes, name: str) -> tuple[list[QuestionText], list[Problem]]:
    """Read a file by its first bytes. Raises RuleBroken for one that is empty, is no text, or holds too much."""
    start = content.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"<"):
        found = read_moodle_xml(content.lstrip())
    else:
        found = read_gift(_text(content, name))
    if not found[0] and not found[1]:
        raise _broken("questions_none", gettext_noop("The file %(name)s has no questions."), name)
    if len(found[0]) > MOST_QUESTIONS:
        raise _broken(
            "questions_many", gettext_noop("The file %(name)s has more than %(most)d questions."), name,
            advice=gettext_noop("Divide it by topics."), most=MOST_QUESTIONS,
        )  # fmt: skip
    return found


def write_questions(questions: Iterable[QuestionText], ending: str) -> bytes:
    """Write questions as a file of GIFT (`gift`) or Moodle XML (`xml`)."""
    return WRITERS[ending](questions).encode()


def _text(content: bytes, name: str) -> str:
    """Decode a text as offices save it: UTF-8, UTF-16 by its mark, otherwise Windows-1251."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", errors="replace")
    if b"\x00" in content:
        raise _broken("questions_not_text", gettext_noop("The file %(name)s is no text: neither GIFT nor Moodle XML."), name)  # fmt: skip
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1251", errors="replace")


def _broken(code: str, sentence: str, name: str, *, advice: str = "", **facts: object) -> RuleBroken:
    return RuleBroken(
        Refusal(
            code=code,
            title=gettext_noop("The file was not read"),
            sentence=sentence,
            source=gettext_noop("A bank is taken in as GIFT or Moodle XML"),
            advice=advice or gettext_noop("Choose another file."),
            facts={"name": name[:80], **facts},
        )
    )
