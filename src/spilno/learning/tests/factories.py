"""One valid programme, in the state that you ask for; values are what you pass."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from spilno.learning.models import (
    Approval,
    Module,
    ModuleHours,
    Outcome,
    Partner,
    Provider,
    Standard,
    StandardVersion,
)
from spilno.organisations.models import Organisation

HOURS = {"lecture": 4, "practice": 6, "independent": 20}
FIRST = date(2023, 9, 1)


def make_version(*partners: Organisation, state: str = "draft", **fields: Any) -> StandardVersion:
    """A certificate programme of two modules, 2 credits and 60 hours; one in force has a number and its approvals."""
    number = Standard.objects.count() + 1 if state in {"in_force", "archived"} else None
    standard = fields.pop("standard", None) or Standard.objects.create(number=number)
    for organisation in partners:
        Partner.objects.get_or_create(standard=standard, organisation=organisation)
    if state in {"in_force", "archived"}:
        fields.setdefault("starts", FIRST)
        fields.setdefault("nads_number", "лист № 1")
        fields.setdefault("nads_on", FIRST)
    if state == "archived":
        fields.setdefault("ends", date(2024, 12, 31))
    if state not in {"draft", "review"}:
        fields.setdefault("sha256", "a" * 64)
    values: dict[str, Any] = {
        "version": standard.versions.count() + 1, "kind": "general", "length": "professional", "title_uk": "Питання самоврядування",
        "credits": Decimal(2), "hours": 60, "purpose": "поглибити знання", "categories": ["lsg_officials"], "assessment": "тест", **fields,
    }  # fmt: skip
    version = StandardVersion.objects.create(standard=standard, state=state, **values)
    Outcome.objects.create(version=version, order=1, text_uk="знає закон")
    for order, title in enumerate(("Планування", "Бюджет"), start=1):
        module = Module.objects.create(version=version, order=order, title_uk=title, content="Перша тема")
        ModuleHours.objects.bulk_create(ModuleHours(module=module, kind=kind, hours=own) for kind, own in HOURS.items())
    if state in {"in_force", "archived", "approved", "sent"}:
        for organisation in partners:
            Approval.objects.create(
                version=version, organisation=organisation, sha256=version.sha256, agreed=True, at=timezone.now()
            )
    return version


def make_provider(standard: Standard, organisation: Organisation, **fields: Any) -> Provider:
    """An organisation that delivers the standard since the first day."""
    return Provider.objects.create(
        standard=standard, organisation=organisation, **{"ground": "договір № 1", "starts": FIRST, **fields}
    )
