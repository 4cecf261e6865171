"""Acts of marking: an open answer, a work; work handed in and returned; letters about it."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from spilno.accounts.models import User
from spilno.documents.services import attach
from spilno.journal.services import record
from spilno.learning.models import Answer, Assignment, Attempt, Edition, Enrolment, Submission
from spilno.learning.queries.testing import last_number
from spilno.learning.rules.conditions import why_not_hand_in_work, why_not_mark, why_not_return
from spilno.learning.services.testing import settle
from spilno.notices.models import Notice
from spilno.notices.services import Addressee, post_notice
from spilno.people.models import Person
from spilno.statute.rules.refusal import refuse


def tell_learner(person: Person, *, subject: str, text: str, about: Any, by: User | None) -> None:
    """Write a letter to a learner; who has no address is written nothing."""
    if person.email:
        to = [Addressee(name=person.full_name, address=person.email, recipient_type="people.person", recipient_id=str(person.pk))]  # fmt: skip
        post_notice(kind=Notice.Kind.OTHER, subject=subject, text=text, to=to, about=about, official=False, by=by)


@transaction.atomic
def mark_answer(answer: Answer, marks: Sequence[str], *, remarks: str, by: User) -> Answer:
    """Mark an open answer by its rubric; the last one settles the attempt, and its learner is told.

    A mark may be given anew while the edition goes on. Raises RuleBroken for a mark outside its line of the rubric.
    """
    attempt = Attempt.objects.select_for_update(of=("self",)).select_related("test__edition__version", "enrolment__person").get(pk=answer.attempt_id)  # fmt: skip
    answer = Answer.objects.select_related("question").get(pk=answer.pk)
    waits = attempt.state != Attempt.State.GOING and attempt.test.edition.state == Edition.State.LEARNING
    question = answer.question
    refuse(why_not_mark(question.body["rubric"], marks, points=question.points, waits=waits))
    answer.points, answer.remarks, answer.marked_by = sum((Decimal(each) for each in marks), Decimal(0)), remarks.strip(), by.pk  # fmt: skip
    answer.save(update_fields=["points", "remarks", "marked_by"])
    before = attempt.state
    settle(attempt, list(attempt.answers.values_list("points", flat=True)))
    record("answer.marked", attempt, by=by, facts={"question": question.pk, "points": str(answer.points)})
    if before == Attempt.State.HANDED_IN and attempt.state == Attempt.State.MARKED:
        with override("uk"):
            tell_learner(
                attempt.enrolment.person,
                subject=_("The test “%(test)s” is marked") % {"test": attempt.test.title},
                text=_("Your test “%(test)s” is marked: %(points)s points of %(of)s. %(result)s")
                % {
                    "test": attempt.test.title, "points": f"{attempt.points:g}", "of": f"{attempt.points_of:g}",
                    "result": _("The test is passed.") if attempt.passed else _("The test is not passed."),
                },
                about=attempt, by=by,
            )  # fmt: skip
    return answer


@transaction.atomic
def hand_in_work(assignment: Assignment, enrolment: Enrolment, *, text: str, files: Sequence[Any], by: User) -> Submission:  # fmt: skip
    """Hand in work as the next version, with its files. Raises RuleBroken when it is late, waits for its mark, or was accepted."""
    enrolment = Enrolment.objects.select_for_update(of=("self",)).select_related("edition").get(pk=enrolment.pk)
    last = assignment.submissions.filter(enrolment=enrolment).order_by("-version").first()
    learns = enrolment.state in {"admitted", "learning"} and enrolment.edition.state == Edition.State.LEARNING
    due = timezone.localtime(assignment.due_at) if assignment.due_at else None
    refuse(
        why_not_hand_in_work(
            last.state if last else "",
            due_at=due,
            now=timezone.now(),
            learns=learns,
            empty=not text.strip() and not files,
        )
    )
    version = last_number(Submission, "version", assignment=assignment, enrolment=enrolment) + 1
    work = Submission.objects.create(
        assignment=assignment, enrolment=enrolment, version=version, text=text.strip(), handed_in_at=timezone.now()
    )
    for file in files:
        attach(file, about=work, title=file.name[:300], public=False, by=by)
    record("work.handed_in", work, by=by, facts={"assignment": assignment.pk, "version": version, "files": len(files)})
    return work


@transaction.atomic
def mark_work(work: Submission, marks: Sequence[str], *, remarks: str, by: User) -> Submission:
    """Mark work by its rubric: what reaches the bar is accepted, other work is returned with remarks to be mended; its learner is told.

    Raises RuleBroken for a mark outside its line, and for work below the bar without remarks.
    """
    work = _locked(work)
    waits = work.state == Submission.State.HANDED_IN
    refuse(why_not_mark(work.assignment.rubric, marks, points=Decimal(0), waits=waits))
    points = sum((Decimal(each) for each in marks), Decimal(0))
    if points < work.assignment.pass_points:
        refuse(why_not_return(waits=waits, remarks=remarks))
    work.marks, work.points = list(marks), points
    work.state = Submission.State.ACCEPTED if points >= work.assignment.pass_points else Submission.State.RETURNED
    return _marked(work, remarks=remarks, by=by, act="work.marked")


@transaction.atomic
def return_work(work: Submission, *, remarks: str, by: User) -> Submission:
    """Return work to be mended, with remarks and without points; its learner is told."""
    work = _locked(work)
    refuse(why_not_return(waits=work.state == Submission.State.HANDED_IN, remarks=remarks))
    work.state = Submission.State.RETURNED
    return _marked(work, remarks=remarks, by=by, act="work.returned")


def _locked(work: Submission) -> Submission:
    rows = Submission.objects.select_for_update(of=("self",)).select_related("assignment", "enrolment__person")
    return rows.get(pk=work.pk)


def _marked(work: Submission, *, remarks: str, by: User, act: str) -> Submission:
    work.remarks, work.marked_at, work.marked_by = remarks.strip(), timezone.now(), by.pk
    work.save(update_fields=["marks", "points", "state", "remarks", "marked_at", "marked_by"])
    record(act, work, by=by, facts={"assignment": work.assignment_id, "points": str(work.points), "state": work.state})
    with override("uk"):
        said = _("accepted") if work.state == Submission.State.ACCEPTED else _("returned: please mend it")
        tell_learner(
            work.enrolment.person,
            subject=_("The work “%(title)s” was looked at") % {"title": work.assignment.title},
            text=_("Your work “%(title)s”, version %(version)d, is %(said)s.\n\n%(remarks)s")
            % {"title": work.assignment.title, "version": work.version, "said": said, "remarks": work.remarks},
            about=work, by=by,
        )  # fmt: skip
    return work
