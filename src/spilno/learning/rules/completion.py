"""Whether a learner completed a programme: every required module, with every reason where he did not."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from spilno.events.rules.presence import why_not_certificate
from spilno.statute.rules.refusal import Refusal, gettext_noop, ngettext

ALL_MODULES = gettext_noop("A certificate is given only after all modules (marathon of 2023)")
NOT_COMPLETED = gettext_noop("The module is not completed")
NOT_FINISHED = gettext_noop("The edition was not finished")


@dataclass(frozen=True, slots=True)
class ModuleDue:
    """What completes a module: `percent` of so many counted sessions (0: not asked), and each lesson, test and assignment named."""

    key: int
    title: str
    required: bool = True
    percent: int = 100
    sessions: int = 0
    lessons: frozenset[int] = frozenset()
    tests: frozenset[int] = frozenset()
    assignments: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class ModuleDone:
    """What a learner did in a module: sessions attended and excused, lessons read, tests passed, assignments accepted."""

    attended: int = 0
    excused: int = 0
    lessons: frozenset[int] = frozenset()
    tests: frozenset[int] = frozenset()
    assignments: frozenset[int] = frozenset()


NOTHING = ModuleDone()


def reasons_of(due: ModuleDue, done: ModuleDone) -> list[Refusal]:
    """Return every reason why a module is not completed, the gravest first; empty: it is completed.

    What is not asked for is never a reason. A lesson, test or assignment that the module does not have counts for nothing.

    Source: DOMAIN R20: a certificate only after all modules are completed (marathon model).
    """
    found = []
    if due.percent:
        away = why_not_certificate(
            counted=due.sessions, attended=done.attended, excused=done.excused, percent=due.percent
        )
        if away is not None:
            found.append(away)
    for code, asked, had, words in (
        ("lessons_left", due.lessons, done.lessons, LESSONS),
        ("tests_left", due.tests, done.tests, TESTS),
        ("assignments_left", due.assignments, done.assignments, ASSIGNMENTS),
    ):
        left = len(asked - had)
        if left:
            found.append(
                Refusal(
                    code=code,
                    title=NOT_COMPLETED,
                    sentence=words[0],
                    plural=words[1],
                    count="left",
                    source=ALL_MODULES,
                    facts={"left": left, "all": len(asked)},
                )
            )
    if not (due.percent or due.lessons or due.tests or due.assignments):
        sentence = gettext_noop("Nothing completes this module.")
        found.append(Refusal(code="no_way", title=NOT_COMPLETED, sentence=sentence, source=ALL_MODULES))
    return found


LESSONS = ngettext("%(left)d lesson of %(all)d is left.", "%(left)d lessons of %(all)d are left.")
TESTS = ngettext("%(left)d test of %(all)d is not passed.", "%(left)d tests of %(all)d are not passed.")
ASSIGNMENTS = ngettext(
    "%(left)d assignment of %(all)d is not accepted.", "%(left)d assignments of %(all)d are not accepted."
)


@dataclass(frozen=True, slots=True)
class ModuleResult:
    """How a learner stands in a module: completed, or every reason why not."""

    due: ModuleDue
    done: ModuleDone
    reasons: tuple[Refusal, ...]

    @property
    def completed(self) -> bool:
        """Tell whether the module is completed.

        Source: DOMAIN R20: a certificate only after all modules are completed (marathon model).
        """
        return not self.reasons


def results_of(due: Iterable[ModuleDue], done: Mapping[int, ModuleDone]) -> list[ModuleResult]:
    """Return how a learner stands in each module, in their order; `done` by the key of the module, absent: nothing.

    Source: DOMAIN R20: a certificate only after all modules are completed (marathon model).
    """
    found = []
    for module in due:
        own = done.get(module.key, NOTHING)
        found.append(ModuleResult(module, own, tuple(reasons_of(module, own))))
    return found


def is_completed(results: Collection[ModuleResult]) -> bool:
    """Tell whether the programme is completed: it has required modules, and each of them is. Others do not matter.

    Source: DOMAIN R20: a certificate only after all modules are completed (marathon model).
    """
    required = [each for each in results if each.due.required]
    return bool(required) and all(each.completed for each in required)


def why_not_completed(results: Sequence[ModuleResult]) -> Refusal | None:
    """Say why a programme is not completed: which required modules are left; None when it is.

    Source: DOMAIN R20: a certificate only after all modules are completed (marathon model).
    """
    if is_completed(results):
        return None
    required = [each for each in results if each.due.required]
    left = [each for each in required if not each.completed]
    one, many = ngettext(
        "%(left)d of %(all)d required modules is not completed: %(titles)s.",
        "%(left)d of %(all)d required modules are not completed: %(titles)s.",
    )
    return Refusal(
        code="modules_left",
        title=gettext_noop("The programme is not completed"),
        sentence=one,
        plural=many,
        count="left",
        source=ALL_MODULES,
        facts={
            "left": len(left),
            "all": len(required),
            "titles": "; ".join(f"«{each.due.title}»" for each in left),
        },
    )


def why_not_finish(
    state: str, *, last_day: date, today: date, learners: int, nobody: Sequence[str], said: str, waiting: int = 0
) -> Refusal | None:
    """Say why an edition cannot be finished: it does not go on, its last day has not passed, work waits to be marked, or nobody
    attended a module and it is not said why.

    `nobody` are titles of modules with sessions that no learner attended; `said`: why; `waiting`: works and answers to mark.

    Source: DOMAIN R20: a certificate only after all modules are completed; a module that nobody attended is a slip of the list, or has a reason.
    """
    if state != "learning":
        return _no("not_learning", gettext_noop("Learning does not go on in this edition."))
    if today < last_day:
        return _no(
            "not_over_yet",
            gettext_noop("Its last day, %(day)s, has not come."),
            gettext_noop("Finish it then, or change the day."),
            day=f"{last_day:%d.%m.%Y}",
        )
    if learners == 0:
        return _no(
            "nobody_learns", gettext_noop("Nobody learns in this edition."), gettext_noop("Cancel it with a reason.")
        )
    if waiting:
        one, many = ngettext(
            "%(waiting)d work or answer waits to be marked.", "%(waiting)d works and answers wait to be marked."
        )
        return Refusal(
            code="work_to_mark",
            title=NOT_FINISHED,
            sentence=one,
            plural=many,
            count="waiting",
            source=ALL_MODULES,
            facts={"waiting": waiting},
            advice=gettext_noop("Mark them first: a result is frozen once."),
        )
    if nobody and not said.strip():
        return _no(
            "nobody_attended",
            gettext_noop("Nobody attended: %(titles)s."),
            gettext_noop("Enter the attendance list, or write why nobody was there: all learners will fail."),
            titles="; ".join(f"«{title}»" for title in nobody),
        )
    return None


def _no(code: str, sentence: str, advice: str = "", **facts: object) -> Refusal:
    return Refusal(code=code, title=NOT_FINISHED, sentence=sentence, source=ALL_MODULES, facts=facts, advice=advice)
