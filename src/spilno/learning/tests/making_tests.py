"""An edition with learners, and a test of it; values are what you pass."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from spilno.learning.models import Bank, Draw, Edition, EditionModule, Enrolment, Question, Test
from spilno.learning.tests.factories import make_version
from spilno.memoranda.tests.factories import make_organisation
from spilno.organisations.models import Organisation
from spilno.people.models import Person

CHOICES = [{"text": "30", "share": "100", "feedback": ""}, {"text": "36", "share": "0", "feedback": ""}]
BODIES: dict[str, dict[str, Any]] = {
    "single": {"options": CHOICES},
    "multiple": {"options": [{**CHOICES[0], "share": "50"}, {**CHOICES[0], "text": "60", "share": "50"}, {**CHOICES[1], "share": "-50"}]},
    "matching": {"pairs": [{"left": "село", "right": "сільська рада"}, {"left": "місто", "right": "міська рада"}]},
    "numeric": {"answers": [{"value": "30", "tolerance": "0", "share": "100", "feedback": ""}]},
    "open": {"rubric": [{"what": "названо ознаки", "points": "2"}, {"what": "наведено приклад", "points": "1"}]},
}  # fmt: skip


def make_edition(provider: Organisation | None = None, **fields: Any) -> Edition:
    """An edition that goes on, of a programme of two modules."""
    provider = provider or make_organisation("Школа управління", "education")
    version = make_version(provider, state="in_force")
    values = {"state": "learning", "starts_on": date(2026, 9, 1), "ends_on": date(2027, 6, 30), "apply_until": date(2026, 8, 20), **fields}  # fmt: skip
    edition = Edition.objects.create(version=version, provider=provider, **values)
    for module in version.modules.all():
        EditionModule.objects.create(edition=edition, module=module, order=module.order)
    return edition


def make_enrolment(edition: Edition, person: Person, **fields: Any) -> Enrolment:
    """A learner of an edition."""
    values = {"category": "lsg_officials", "state": "learning", "applied_at": timezone.now(), **fields}
    return Enrolment.objects.create(edition=edition, person=person, **values)


def make_bank(organisation: Organisation, *kinds: str, **fields: Any) -> Bank:
    """A bank with a question of each kind that is named."""
    bank = Bank.objects.create(organisation=organisation, title=fields.pop("title", "Основи самоврядування"))
    for kind in kinds:
        make_question(bank, kind, **fields)
    return bank


def make_question(bank: Bank, kind: str = "single", **fields: Any) -> Question:
    """A question of a kind that is valid; an open one earns what its rubric says."""
    points = Decimal(3) if kind == "open" else Decimal(1)
    values = {"text": "Скільки годин у кредиті?", "body": BODIES[kind], "points": points, **fields}
    return Question.objects.create(bank=bank, kind=kind, **values)


def make_test(edition: Edition, *draws: tuple[Bank, int], **fields: Any) -> Test:
    """A test of an edition that draws so many questions of each bank; open now, without a limit of time."""
    values = {"title": "Перевірка знань", "purpose": "exit", **fields}
    test = Test.objects.create(edition=edition, **values)
    for bank, count in draws:
        Draw.objects.create(test=test, bank=bank, count=count)
    return test
