"""What learners did in an edition: attendance, lessons, tests and assignments by module, and how each stands."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from django.db.models import Count, F, Prefetch, QuerySet, Value
from django.utils import timezone
from django.utils.translation import gettext

from spilno.events.models import Attendance, Session
from spilno.events.queries.presence import marks_at
from spilno.learning.models import (
    Assignment,
    Attempt,
    Edition,
    EditionModule,
    Enrolment,
    Lesson,
    LessonRead,
    ModuleSession,
    Submission,
    Test,
)
from spilno.learning.queries.editions import counted_q
from spilno.learning.queries.enrolments import why_waits, with_names
from spilno.learning.queries.results import assignments_passed, tests_passed
from spilno.learning.rules.completion import ModuleDone, ModuleDue, ModuleResult, is_completed, results_of
from spilno.people.models import Person
from spilno.statute.rules.refusal import Refusal

FEW = 100
FINAL = 0  # the key of what belongs to no module: the final test


def dues_of(edition: Edition) -> tuple[list[ModuleDue], dict[int, list[int]]]:
    """Return what completes each module, in order, and the counted sessions of each by its key; two queries.

    Final tests of the whole edition stand after the modules, as a required part of their own.
    """
    asked = _asked_of(edition)
    found = [
        ModuleDue(
            key=each.pk,
            title=str(each.module),
            required=each.module.required,
            percent=each.attendance_percent,
            sessions=len(asked[SESSION, each.pk]),
            lessons=frozenset(asked[LESSON, each.pk]) if each.needs_lessons else frozenset(),
            tests=frozenset(asked[TEST, each.pk]),
            assignments=frozenset(asked[WORK, each.pk]),
        )
        for each in edition.modules.select_related("module")
    ]
    if final := frozenset(asked[TEST, FINAL]):
        found.append(ModuleDue(key=FINAL, title=gettext("Final test"), percent=0, tests=final))
    return found, {module: own for (kind, module), own in asked.items() if kind == SESSION and own}


SESSION, LESSON, TEST, WORK = range(4)  # what may be asked in a module


def _asked_of(edition: Edition) -> dict[tuple[int, int], list[int]]:
    """Return what is asked, by kind and module: counted sessions, lessons, tests but entry ones, assignments. One query."""
    ties = ModuleSession.objects.filter(counted_q("session__"), module__edition=edition)
    tests = Test.objects.filter(edition=edition).exclude(purpose=Test.Purpose.ENTRY)
    sources = (
        (SESSION, ties, "session"),
        (LESSON, Lesson.objects.filter(module__edition=edition), "pk"),
        (TEST, tests, "pk"),
        (WORK, Assignment.objects.filter(module__edition=edition), "pk"),
    )
    parts = [
        rows.order_by().annotate(what=Value(kind), own=F(key)).values_list("what", "module", "own")
        for kind, rows, key in sources
    ]
    found: dict[tuple[int, int], list[int]] = defaultdict(list)
    for kind, module, own in parts[0].union(*parts[1:], all=True):
        found[kind, module or FINAL].append(own)
    return found


@dataclass(frozen=True, slots=True)
class Standing:
    """How a learner stands in an edition: each module with its reasons, and whether the whole is completed."""

    enrolment: Enrolment
    modules: Sequence[ModuleResult]

    @property
    def completed(self) -> bool:
        """Tell whether every required module is completed."""
        return is_completed(self.modules)

    @property
    def done(self) -> int:
        """Count the completed required modules."""
        return sum(each.completed for each in self.modules if each.due.required)

    @property
    def of(self) -> int:
        """Count the required modules."""
        return sum(each.due.required for each in self.modules)


@dataclass(frozen=True, slots=True)
class Deeds:
    """What learners did: marks by person and session; lessons read, tests passed and assignments accepted by enrolment."""

    marks: Mapping[tuple[int, int], str]
    reads: Mapping[int, set[int]]
    tests: Mapping[int, set[int]]
    works: Mapping[int, set[int]]


def deeds_of(
    edition: Edition, rows: Collection[Enrolment], sessions: Collection[int], dues: Sequence[ModuleDue] | None = None
) -> Deeds:
    """Return what these learners did in an edition, and at which of its sessions they were; four queries at most.

    `dues`: what no module asks for is not looked up; None: everything is.
    """
    few = len(rows) <= FEW  # a page asks for what its own learners did, not for that of all
    only = [row.pk for row in rows] if few else None
    people = [row.person_id for row in rows] if few else None
    reads: dict[int, set[int]] = defaultdict(set)
    read = LessonRead.objects.filter(lesson__module__edition=edition)
    if only is not None:
        read = read.filter(enrolment__in=only)
    if dues is None or any(due.lessons for due in dues):
        for enrolment, lesson in read.values_list("enrolment", "lesson"):
            reads[enrolment].add(lesson)
    tests_asked = dues is None or any(due.tests for due in dues)
    works_asked = dues is None or any(due.assignments for due in dues)
    return Deeds(
        marks=marks_at(sessions, people=people) if sessions else {},
        reads=reads,
        tests=tests_passed(edition, only=only) if tests_asked else {},
        works=assignments_passed(edition, only=only) if works_asked else {},
    )


def standings(edition: Edition, rows: Collection[Enrolment]) -> list[Standing]:
    """Return how these learners stand, in their order; as many queries whatever their number."""
    dues, sessions = dues_of(edition)
    deeds = deeds_of(edition, rows, [session for own in sessions.values() for session in own], dues)
    return judged(rows, deeds, dues, sessions)


def judged(
    rows: Iterable[Enrolment], deeds: Deeds, dues: Sequence[ModuleDue], sessions: Mapping[int, Sequence[int]]
) -> list[Standing]:
    """Return how learners stand by what they did, in their order. Most did what others did: each way is judged once."""
    columns = [(due, sessions.get(due.key, ())) for due in dues]
    asked = [session for _due, own in columns for session in own]
    known: dict[tuple[object, ...], list[ModuleResult]] = {}
    found = []
    for row in rows:
        person, pk = row.person_id, row.pk
        states = [deeds.marks.get((person, session)) for session in asked]
        own = [frozenset(each.get(pk, ())) for each in (deeds.reads, deeds.tests, deeds.works)]
        way = (*states, *own)
        if way not in known:
            known[way] = _results(columns, states, *own)
        found.append(Standing(row, known[way]))
    return found


def _results(
    columns: Sequence[tuple[ModuleDue, Sequence[int]]],
    states: Sequence[str | None],
    reads: frozenset[int],
    tests: frozenset[int],
    works: frozenset[int],
) -> list[ModuleResult]:
    """Judge one way of learning: `states` are marks at the sessions of all columns, one after another."""
    done, rest = {}, iter(states)
    for due, sessions in columns:
        own = list(islice(rest, len(sessions)))
        done[due.key] = ModuleDone(
            attended=own.count(str(Attendance.State.ATTENDED)),
            excused=own.count(str(Attendance.State.EXCUSED)),
            lessons=reads & due.lessons,
            tests=tests & due.tests,
            assignments=works & due.assignments,
        )
    return results_of([due for due, _sessions in columns], done)


@dataclass(frozen=True, slots=True)
class OwnLine:
    """One of the person's own editions: how he stands, why he waits, which session is next."""

    enrolment: Enrolment
    why_waits: Refusal | None
    standing: Standing | None
    next_session: Session | None


def own_learning(person: Person, *, live_only: bool = False) -> list[OwnLine]:
    """Return where a person learns, applied or learned, what is going on first."""
    rows = (
        Enrolment.objects.filter(person=person)
        .exclude(edition__state=Edition.State.DRAFT)
        .select_related(
            "edition__version__standard", "edition__provider", "edition__partner", "certificate", "organisation"
        )
    )
    if live_only:
        rows = rows.filter(state__in=LIVE)
    lines = [_own_line(row) for row in rows.order_by("-edition__starts_on", "-pk")]
    return sorted(lines, key=lambda line: line.enrolment.state not in LIVE)


LIVE = (Enrolment.State.APPLIED, Enrolment.State.WAITING, Enrolment.State.ADMITTED, Enrolment.State.LEARNING)
LEARNS = (Enrolment.State.ADMITTED, Enrolment.State.LEARNING)


def _own_line(row: Enrolment) -> OwnLine:
    learns = row.state in LEARNS
    return OwnLine(
        enrolment=row,
        why_waits=why_waits(row),
        standing=standings(row.edition, [row])[0] if learns else None,
        next_session=next_session(row.edition) if learns else None,
    )


def next_session(edition: Edition) -> Session | None:
    """Return the session of an edition that is next, or goes on; None: there is none ahead."""
    rows = Session.objects.filter(counted_q(), taught__module__edition=edition, ends_at__gt=timezone.now())
    return rows.select_related("event").order_by("starts_at", "pk").first()


@dataclass(frozen=True, slots=True)
class Step:
    """A module as its learner sees it: how it stands, its sessions with his marks, its lessons with whether he went through them."""

    row: EditionModule
    result: ModuleResult
    sessions: list[tuple[Session, str]]
    lessons: list[tuple[Lesson, bool]]
    tests: list[tuple[Test, bool]]
    assignments: list[tuple[Assignment, bool]]


def steps_of(enrolment: Enrolment) -> tuple[Standing, list[Step], list[tuple[Test, bool]]]:
    """Return how a learner stands, his modules step by step, and the tests of the whole edition; constant queries."""
    edition = enrolment.edition
    dues, counted = dues_of(edition)
    ties = ModuleSession.objects.select_related("session__event").order_by("session__starts_at", "pk")
    modules = edition.modules.select_related("module").prefetch_related(
        Prefetch("sessions", ties), "lessons", "assignments"
    )
    rows = list(modules)
    deeds = deeds_of(edition, [enrolment], [tie.session_id for row in rows for tie in row.sessions.all()])
    standing = judged([enrolment], deeds, dues, counted)[0]
    results = {each.due.key: each for each in standing.modules}
    read, passed, accepted = (each.get(enrolment.pk, set()) for each in (deeds.reads, deeds.tests, deeds.works))
    tests: dict[int, list[tuple[Test, bool]]] = defaultdict(list)
    for test in edition.tests.all():
        tests[test.module_id or FINAL].append((test, test.pk in passed))
    steps = [
        Step(
            row=row,
            result=results[row.pk],
            sessions=[
                (tie.session, deeds.marks.get((enrolment.person_id, tie.session_id), "")) for tie in row.sessions.all()
            ],
            lessons=[(lesson, lesson.pk in read) for lesson in row.lessons.all()],
            tests=tests[row.pk],
            assignments=[(each, each.pk in accepted) for each in row.assignments.all()],
        )
        for row in rows
    ]
    return standing, steps, tests[FINAL]


def learners_of(edition: Edition) -> "QuerySet[Enrolment]":
    """Return those who learn or learned in an edition, by name."""
    rows = edition.enrolments.filter(state__in=LEARNED)
    return with_names(rows).order_by("person__sort_key", "pk")


LEARNED = (*LEARNS, Enrolment.State.COMPLETED, Enrolment.State.FAILED)


def unattended(edition: Edition, found: Collection[Standing]) -> list[str]:
    """Return titles of the modules that ask for attendance and whose sessions no learner attended."""
    asked: dict[int, str] = {}
    came: set[int] = set()
    for standing in found:
        for each in standing.modules:
            if each.due.percent and each.due.sessions:
                asked[each.due.key] = each.due.title
                if each.done.attended:
                    came.add(each.due.key)
    return [title for key, title in asked.items() if key not in came]


@dataclass(frozen=True, slots=True)
class Outlook:
    """Who would complete an edition if it were finished now and who would not, by name, and modules that nobody attended."""

    done: list[Standing]
    failed: list[Standing]
    nobody: list[str]


def outlook_of(edition: Edition) -> Outlook:
    """Return how all learners stand, without their names (`with_who` reads those that a page shows); constant queries."""
    rows = edition.enrolments.filter(state__in=LEARNED).only("edition", "person").order_by("person__sort_key", "pk")
    found = standings(edition, rows)
    done = [each for each in found if each.completed]
    return Outlook(done, [each for each in found if not each.completed], unattended(edition, found))


def with_who(found: Iterable[Standing]) -> list[Standing]:
    """Return standings with the names of their learners and organisations; one query."""
    shown = list(found)
    rows = with_names(Enrolment.objects.all()).in_bulk([each.enrolment.pk for each in shown])
    return [replace(each, enrolment=rows[each.enrolment.pk]) for each in shown]


def to_mark(edition: Edition) -> int:
    """Count works and attempts of those who learn that wait to be marked; two queries."""
    return to_mark_in([edition.pk]).get(edition.pk, 0)


def to_mark_in(editions: Collection[int]) -> dict[int, int]:
    """Count what waits to be marked, by edition; where nothing does it is not there. Two queries, whatever their number."""
    attempts = Attempt.objects.filter(
        test__edition__in=editions, state=Attempt.State.HANDED_IN, enrolment__state__in=LEARNS
    )
    works = Submission.objects.filter(
        assignment__module__edition__in=editions, state=Submission.State.HANDED_IN, enrolment__state__in=LEARNS
    )
    found: Counter[int] = Counter()
    for rows, edition in ((attempts, "test__edition"), (works, "assignment__module__edition")):
        found.update(dict(rows.order_by().values_list(edition).annotate(n=Count("pk")).values_list(edition, "n")))
    return dict(found)


def modules_told(enrolment: Enrolment) -> list[dict[str, Any]]:
    """Return how a learner stands in each module: as it was frozen when the edition was finished, else as it is now."""
    frozen = enrolment.result.get("modules") if enrolment.result else None
    if frozen is not None:
        return list(frozen)
    return [
        {
            "title": each.due.title, "required": each.due.required, "completed": each.completed, "attended": each.done.attended,
            "sessions": each.due.sessions,
        }
        for each in standings(enrolment.edition, [enrolment])[0].modules
    ]  # fmt: skip
