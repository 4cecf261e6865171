"""What learning copied of a person goes when his data are erased; what was counted stays, by number."""

from collections.abc import Iterable

from spilno.documents.models import Attachment
from spilno.documents.services import detach
from spilno.learning.models import (
    Answer,
    CreditRow,
    Enrolment,
    IndividualProgramme,
    LedgerExtract,
    Opinion,
    OutsideCertificate,
    Submission,
    TemporaryCertification,
)
from spilno.people.models import Person


def forget_person(person: Person) -> int:
    """Drop what learning copied of a person whose data are erased, in the transaction of that act; returns how many rows there were.

    Own words and works, remarks on them, open answers, posts, papers with the name, what credentials said of him, files that he gave.
    Rows, sums, marks and results stay: the personnel file of the body keeps its own. A teacher stays as he was announced.
    """
    works = Submission.objects.filter(enrolment__person=person)
    rows = CreditRow.objects.filter(person=person)
    files = _without_files(Submission, works.values_list("pk", flat=True))
    files += _without_files(CreditRow, rows.values_list("pk", flat=True))
    files += _without_files(
        TemporaryCertification, TemporaryCertification.objects.filter(person=person).values_list("pk", flat=True)
    )
    papers, _kinds = LedgerExtract.objects.filter(person=person).delete()
    outside = OutsideCertificate.objects.filter(person=person)
    answers = Answer.objects.filter(attempt__enrolment__person=person, question__kind="open")
    return (
        files
        + papers
        + outside.update(said="", checks={}, credential="")
        + TemporaryCertification.objects.filter(person=person).update(ground="–")
        + works.update(text="", remarks="")
        + answers.update(given=None, remarks="")
        + Opinion.objects.filter(enrolment__person=person).update(comment="")
        + Enrolment.objects.filter(person=person).update(post="")
        + IndividualProgramme.objects.filter(person=person).update(post="", remarks="")
    )


def _without_files(model: type[Submission | CreditRow | TemporaryCertification], pks: Iterable[int]) -> int:
    """Take the files of things away, each with its line in the journal."""
    numbers = [str(pk) for pk in pks]
    files = list(Attachment.objects.filter(object_type=model._meta.label_lower, object_id__in=numbers))
    for file in files:
        detach(file, by=None)
    return len(files)
