"""Conditions of tests and assignments, marks of a person, and work that is handed in: why not."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from spilno.learning.rules.marking import read_number
from spilno.statute.rules.refusal import Refusal, gettext_noop

SAME_FOR_ALL = gettext_noop("All learners of an edition sit the same test")
RUBRIC = gettext_noop("Points are given by the rubric that learners saw")


def why_not_write_test(
    *, opens_at: datetime | None, closes_at: datetime | None, begun: bool, same_draws: bool, draws: int
) -> Refusal | None:
    """Say why a test cannot be written: it closes before it opens, draws nothing, or would ask others differently once begun.

    Source: docs/how-to/tests-of-an-edition.md, «Conditions of a test».
    """
    title = gettext_noop("The test was not written")
    if opens_at is not None and closes_at is not None and closes_at <= opens_at:
        return _no(title, "closes_before_it_opens", gettext_noop("The test closes before it opens."), gettext_noop("Change one of the moments."), SAME_FOR_ALL)  # fmt: skip
    if not draws:
        return _no(title, "no_draw", gettext_noop("It is not said which questions the test asks."), gettext_noop("Choose banks and how many questions of each."), SAME_FOR_ALL)  # fmt: skip
    if begun and not same_draws:
        return _no(title, "begun", gettext_noop("Somebody has begun the test: what it draws is not changed any more."), gettext_noop("Write another test, or change only times and attempts."), SAME_FOR_ALL)  # fmt: skip
    return None


def why_not_drop_test(*, begun: bool) -> Refusal | None:
    """Say why a test cannot be taken out: somebody began it, and his result is kept.

    Source: docs/how-to/tests-of-an-edition.md, «Conditions of a test».
    """
    if not begun:
        return None
    return _no(
        gettext_noop("The test was not taken out"), "begun", gettext_noop("Somebody has begun the test: its results are kept."),
        gettext_noop("Close it by its moment of closing."), SAME_FOR_ALL,
    )  # fmt: skip


def rubric_points(rubric: Sequence[Mapping[str, str]]) -> Decimal:
    """Return the points of a rubric together.

    Source: docs/how-to/tests-of-an-edition.md, «Assignments».
    """
    return sum((Decimal(each["points"]) for each in rubric), Decimal(0))


def why_not_write_assignment(
    rubric: Sequence[Mapping[str, str]], pass_points: Decimal, *, marked: bool, changed: bool
) -> Refusal | None:
    """Say why an assignment cannot be written: no rubric, a bar above its points, or work was marked by the rubric before.

    Source: docs/how-to/tests-of-an-edition.md, «Assignments».
    """
    title = gettext_noop("The assignment was not written")
    together = rubric_points(rubric)
    if not together:
        return _no(title, "rubric_empty", gettext_noop("The rubric gives no points."), gettext_noop("Write what is assessed and how many points it earns."), RUBRIC)  # fmt: skip
    if pass_points > together:
        return _no(title, "bar_too_high", gettext_noop("%(bar)s points are needed to pass, and the rubric gives %(together)s together."), gettext_noop("Change the points."), RUBRIC, bar=f"{pass_points.normalize():f}", together=f"{together.normalize():f}")  # fmt: skip
    if marked and changed:
        return _no(title, "marked", gettext_noop("Work was marked by this rubric already."), gettext_noop("Write another assignment."), RUBRIC)  # fmt: skip
    return None


def why_not_mark(
    rubric: Sequence[Mapping[str, str]], marks: Sequence[str], *, points: Decimal, waits: bool
) -> Refusal | None:
    """Say why marks cannot be given: nothing waits, one is missing or no number, or above what its line of the rubric gives.

    A rubric without lines is one line of all the points.

    Source: docs/how-to/tests-of-an-edition.md, «Marking».
    """
    title = gettext_noop("The mark was not given")
    if not waits:
        return _no(title, "nothing_waits", gettext_noop("This work does not wait for a mark."), gettext_noop("Open the queue to see what waits."), RUBRIC)  # fmt: skip
    lines = list(rubric) or [{"what": "", "points": str(points)}]
    if len(marks) != len(lines):
        return _no(title, "marks_missing", gettext_noop("Not every line of the rubric has its points."), gettext_noop("Give points for each line, 0 where nothing is earned."), RUBRIC)  # fmt: skip
    for line, mark in zip(lines, marks, strict=True):
        given, most = read_number(mark), Decimal(line["points"])
        if given is None or not 0 <= given <= most:
            return _no(title, "mark_out_of_bounds", gettext_noop("“%(mark)s” is not between 0 and %(most)s."), gettext_noop("Give points for each line, 0 where nothing is earned."), RUBRIC, mark=mark, most=f"{most.normalize():f}")  # fmt: skip
    return None


def why_not_hand_in_work(
    last: str, *, due_at: datetime | None, now: datetime, learns: bool, empty: bool
) -> Refusal | None:
    """Say why work cannot be handed in. `last`: state of the version before, empty when there is none.

    After the day due the first version is late and refused; work that was returned may be mended whenever it comes.

    Source: docs/how-to/tests-of-an-edition.md, «Assignments».
    """
    title = gettext_noop("The work was not handed in")
    if not learns:
        return _no(title, "does_not_learn", gettext_noop("Learning in this edition does not go on for you now."), gettext_noop("Ask the manager of the edition."), RUBRIC)  # fmt: skip
    if last == "handed_in":
        return _no(title, "waits_for_mark", gettext_noop("The version before waits for its mark."), gettext_noop("Wait for the remarks of the teacher."), RUBRIC)  # fmt: skip
    if last == "accepted":
        return _no(title, "accepted", gettext_noop("The work was accepted already."), gettext_noop("Look at your result."), RUBRIC)  # fmt: skip
    if not last and due_at is not None and now > due_at:
        return _no(title, "late", gettext_noop("The work was due by %(moment)s."), gettext_noop("Ask the manager of the edition."), RUBRIC, moment=f"{due_at:%d.%m.%Y %H:%M}")  # fmt: skip
    if empty:
        return _no(title, "empty", gettext_noop("There is neither a text nor a file."), gettext_noop("Write the text or attach a file."), RUBRIC)  # fmt: skip
    return None


def why_not_return(*, waits: bool, remarks: str) -> Refusal | None:
    """Say why work cannot be returned: it does not wait for a mark, or nobody said what should be otherwise.

    Source: docs/how-to/tests-of-an-edition.md, «Assignments».
    """
    title = gettext_noop("The work was not returned")
    if not waits:
        return _no(title, "nothing_waits", gettext_noop("This work does not wait for a mark."), gettext_noop("Open the queue to see what waits."), RUBRIC)  # fmt: skip
    if not remarks.strip():
        return _no(title, "remarks_missing", gettext_noop("Work is returned with remarks: what should be otherwise."), gettext_noop("Write the remarks."), RUBRIC)  # fmt: skip
    return None


def _no(title: str, code: str, sentence: str, advice: str, source: str, **facts: object) -> Refusal:
    return Refusal(code=code, title=title, sentence=sentence, source=source, facts=facts, advice=advice)
