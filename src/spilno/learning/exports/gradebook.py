"""The gradebook as a table: learners by modules, with attendance, marks and what is completed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from spilno.learning.models import Edition
from spilno.learning.queries.progress import Standing
from spilno.learning.queries.results import Marks, marks_of
from spilno.learning.rules.completion import ModuleResult
from spilno.learning.rules.volume import number
from spilno.ui.sentences import say


@dataclass(frozen=True, slots=True)
class Cell:
    """What a learner did in a module, in few words; `why`: every reason why it is not completed, empty when it is."""

    words: str
    completed: bool
    why: str


@dataclass(frozen=True, slots=True)
class Line:
    """A learner with a cell for each module."""

    standing: Standing
    cells: list[Cell]


def grades(edition: Edition, *, only: Collection[int] | None = None) -> Mapping[int, Marks]:
    """Return the best marks by enrolment; `only`: of these."""
    return marks_of(edition, only=only)


def _shown(standings: Sequence[Standing], only: Collection[int] | None) -> list[ModuleResult]:
    first = standings[0].modules if standings else []
    return [each for each in first if only is None or each.due.key in only]


def cells_of(
    standings: Sequence[Standing], marks: Mapping[int, Marks], *, only: Collection[int] | None = None
) -> tuple[list[str], list[Line]]:
    """Return titles of modules and a line for each learner; `only`: the modules that a teacher sees."""
    heads = [each.due.title for each in _shown(standings, only)]
    none = Marks()
    lines = [
        Line(
            each,
            [_cell(result, marks.get(each.enrolment.pk, none)) for result in each.modules if only is None or result.due.key in only],
        )
        for each in standings
    ]  # fmt: skip
    return heads, lines


def _cell(result: ModuleResult, marks: Marks) -> Cell:
    due, done = result.due, result.done
    parts = [f"{done.attended}/{due.sessions}"] if due.percent else []
    if due.lessons:
        parts.append(_("lessons %(done)d/%(of)d") % {"done": len(done.lessons), "of": len(due.lessons)})
    parts += [
        _("test %(percent)s %%") % {"percent": number(marks.tests[pk])} for pk in sorted(due.tests) if pk in marks.tests
    ]
    parts += [
        _("work %(points)s") % {"points": number(marks.assignments[pk])}
        for pk in sorted(due.assignments)
        if pk in marks.assignments
    ]
    return Cell(
        ", ".join(parts),
        result.completed,
        "" if result.completed else " ".join(say(why).sentence for why in result.reasons),
    )


def table(
    standings: Sequence[Standing], marks: Mapping[int, Marks], *, only: Collection[int] | None = None
) -> list[list[Any]]:
    """Return the gradebook with its heading, for a file."""
    heads, lines = cells_of(standings, marks, only=only)
    rows: list[list[Any]] = [
        [
            _("Name"),
            _("Post"),
            _("Organisation"),
            *heads,
            _("Modules completed"),
            _("State"),
            _("Certificate"),
            _("Reason"),
        ]
    ]
    for line in lines:
        row = line.standing.enrolment
        rows.append(
            [
                row.person.full_name,
                row.post,
                row.organisation.name if row.organisation else "",
                *(f"{cell.words} {'+' if cell.completed else '–'}".strip() for cell in line.cells),
                f"{line.standing.done} / {line.standing.of}",
                str(row.get_state_display()),
                str(row.certificate or ""),
                row.because,
            ]
        )
    return rows
