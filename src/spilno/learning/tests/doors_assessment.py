"""Who may press what in banks, tests and assignments; tests/doors.py of the house tells how to read it."""

from django.utils import timezone
from tests.cast import make_person

from spilno.learning.models import Answer, Assignment, Attempt, Submission
from spilno.learning.tests.making_tests import make_bank, make_edition, make_enrolment, make_question, make_test
from spilno.memoranda.tests.factories import make_organisation
from spilno.territories.models import ImportBatch

# S secretariat; the learner and the teacher of this edition are nobody of the house
DOORS = {
    "learning:begin_bank": ("", "422 SD"),
    "learning:write_question": ("pk=bank kind=single", "422 S"),
    "learning:rewrite_question": ("pk=bank question=bank_question", "422 S"),
    "learning:retire_question": ("pk=bank question=bank_question", "302 S"),
    "learning:import_questions": ("pk=bank", "422 S"),
    "learning:commit_questions": ("pk=bank batch=questions_batch", ""),  # whoever made the preview, nobody else
    "learning:drop_questions": ("pk=bank batch=questions_batch", ""),
    "learning:new_test": ("pk=tested_edition", "422 S"),
    "learning:write_test": ("pk=tested_edition test=test", "422 S"),
    "learning:drop_test": ("pk=test", "409 S"),
    "learning:new_assignment": ("pk=tested_edition", "422 S"),
    "learning:write_assignment": ("pk=tested_edition assignment=assignment", "422 S"),
    "learning:begin_attempt": ("pk=test", ""),
    "learning:attempt": ("pk=attempt", ""),
    "learning:save_answers": ("pk=attempt", ""),
    "learning:hand_in": ("pk=attempt", ""),
    "learning:mark_answer": ("pk=open_answer", "409 S"),
    "learning:assignment": ("pk=assignment", ""),
    "learning:mark_work": ("pk=work", "409 S"),
    "learning:opinion": ("pk=tested_edition kind=end", ""),
}

PAGES = {
    "learning:banks",
    "learning:bank",
    "learning:bank_file",
    "learning:question",
    "learning:questions_preview",
    "learning:tests",
    "learning:test",
    "learning:test_results",
    "learning:attempt_result",
    "learning:marking",
    "learning:quality",
    "learning:quality_file",
    "learning:edition_quality",
}


def things(cast, made) -> dict:
    school = make_organisation("Центр підвищення кваліфікації", "education")
    bank = make_bank(school, "single")
    edition = make_edition(school)
    learner = make_enrolment(edition, make_person("Калина"))
    test = make_test(edition, (bank, 1))
    attempt = Attempt.objects.create(test=test, enrolment=learner, number=1, seed="1", started_at=timezone.now(), points_of=4, state="handed_in")  # fmt: skip
    assignment = Assignment.objects.create(
        module=edition.modules.first(), title="Аналіз", text="Опишіть", pass_points=6, rubric=[{"what": "повнота", "points": "10"}]
    )  # fmt: skip
    return {
        "bank": bank,
        "bank_question": bank.questions.get(),
        "questions_batch": ImportBatch.objects.create(kind="questions", name="x.txt", sha256="a" * 64),
        "tested_edition": edition,
        "test": test,
        "attempt": attempt,
        "assignment": assignment,
        "open_answer": Answer.objects.create(attempt=attempt, question=make_question(bank, "open"), order=1, given="Бо так"),
        "work": Submission.objects.create(assignment=assignment, enrolment=learner, handed_in_at=timezone.now()),
    }  # fmt: skip
