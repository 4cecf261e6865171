"""Standards, editions, assessment, the ledger of credits, individual programmes."""

from spilno.learning.models.assessment import (
    Answer,
    Assignment,
    Attempt,
    Bank,
    Draw,
    Question,
    Submission,
    Test,
)
from spilno.learning.models.editions import (
    Edition,
    EditionModule,
    Enrolment,
    Lesson,
    LessonRead,
    ModuleSession,
    Teacher,
)
from spilno.learning.models.ledger import CreditRow, CreditRule, OutsideCertificate
from spilno.learning.models.plans import IndividualProgramme, Need
from spilno.learning.models.standards import (
    Approval,
    Competence,
    Equivalence,
    Module,
    ModuleHours,
    Outcome,
    Partner,
    Provider,
    Standard,
    StandardVersion,
)
from spilno.learning.models.standings import YearStanding

__all__ = [
    "Answer",
    "Approval",
    "Assignment",
    "Attempt",
    "Bank",
    "Competence",
    "CreditRow",
    "CreditRule",
    "Draw",
    "Edition",
    "EditionModule",
    "Enrolment",
    "Equivalence",
    "IndividualProgramme",
    "Lesson",
    "LessonRead",
    "Module",
    "ModuleHours",
    "ModuleSession",
    "Need",
    "Outcome",
    "OutsideCertificate",
    "Partner",
    "Provider",
    "Question",
    "Standard",
    "StandardVersion",
    "Submission",
    "Teacher",
    "Test",
    "YearStanding",
]
