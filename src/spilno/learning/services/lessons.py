"""Acts on online lessons: written, changed, taken out, their files, and that a learner went through one."""

from collections.abc import Sequence
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from spilno.accounts.models import User
from spilno.documents.models import Attachment
from spilno.documents.queries import attachments_of
from spilno.documents.services import attach, detach
from spilno.journal.services import record
from spilno.learning.models import EditionModule, Enrolment, Lesson, LessonRead
from spilno.learning.rules.editions import why_not_change_edition, why_not_drop_lesson, why_not_read
from spilno.learning.services.editions import locked
from spilno.statute.rules.refusal import refuse

FIELDS = ("title", "text", "link", "minutes")


@transaction.atomic
def keep_lesson(
    module: EditionModule,
    values: dict[str, Any],
    *,
    lesson: Lesson | None = None,
    files: Sequence[File[bytes]] = (),
    by: User | None,
) -> Lesson:
    """Write a lesson of a module, new at the end or changed, with files for its learners."""
    edition = locked(module.edition)
    refuse(why_not_change_edition(edition.state))
    if lesson is None:
        last = module.lessons.aggregate(last=Max("order"))["last"] or 0
        lesson = Lesson(module=module, order=last + 1)
    for name in FIELDS:
        if name in values:
            setattr(lesson, name, values[name])
    lesson.save()
    for file in files:
        attach(file, about=lesson, title="", public=False, by=by)
    record("edition.lesson_kept", edition, by=by, facts={"module": module.pk, "lesson": lesson.pk, "files": len(files)})
    return lesson


@transaction.atomic
def drop_lesson(lesson: Lesson, *, by: User | None) -> None:
    """Take a lesson out with its files. Raises RuleBroken when learners went through it already."""
    edition = locked(lesson.module.edition)
    refuse(why_not_change_edition(edition.state))
    refuse(why_not_drop_lesson(reads=lesson.reads.count()))
    for file in attachments_of(lesson):
        detach(file, by=by)
    record("edition.lesson_dropped", edition, by=by, facts={"module": lesson.module_id, "lesson": lesson.pk})
    lesson.delete()


@transaction.atomic
def drop_file(file: Attachment, lesson: Lesson, *, by: User | None) -> None:
    """Take a file off a lesson."""
    edition = locked(lesson.module.edition)
    refuse(why_not_change_edition(edition.state))
    detach(file, by=by)
    record("edition.lesson_kept", edition, by=by, facts={"module": lesson.module_id, "lesson": lesson.pk, "dropped": 1})


@transaction.atomic
def mark_read(lesson: Lesson, enrolment: Enrolment, *, by: User | None) -> LessonRead:
    """Mark that a learner went through a lesson; marked before, nothing changes. Raises RuleBroken when he does not learn now."""
    refuse(why_not_read(enrolment.state))
    read, new = LessonRead.objects.get_or_create(lesson=lesson, enrolment=enrolment, defaults={"at": timezone.now()})
    if new:
        record(
            "enrolment.lesson_read", enrolment.edition, by=by, facts={"lesson": lesson.pk, "enrolment": enrolment.pk}
        )
    return read
