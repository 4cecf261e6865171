"""Who may press what in professional development; tests/doors.py tells how to read it."""

from spilno.learning.models import Competence, Equivalence
from spilno.learning.tests.factories import make_provider, make_version
from spilno.organisations.models import Organisation

# standards: S secretariat; nobody else of the house speaks for a partner of this one
DOORS = {
    "learning:begin": ("", "422 S"),
    "learning:competences": ("", "422 S"),
    "learning:competence": ("pk=competence", "422 S"),
    "learning:profile": ("pk=standard", "422 S"),
    "learning:partners": ("pk=standard", "422 S"),
    "learning:drop_partner": ("pk=standard partner=partner", "302 S"),
    "learning:outcomes": ("pk=standard", "422 S"),
    "learning:structure": ("pk=standard", "422 S"),
    "learning:content": ("pk=standard", "302 S"),
    "learning:assessment": ("pk=standard", "302 S"),
    "learning:review": ("pk=standard", "302 S"),
    "learning:reviewed": ("pk=standard", "409 S"),
    "learning:answer": ("pk=standard partner=partner", ""),
    "learning:next": ("pk=standard", "409 S"),
    "learning:put_aside": ("pk=standard", "409 S"),
    "learning:send": ("pk=standard", "409 S"),
    "learning:agreement": ("pk=standard", "422 S"),
    "learning:force": ("pk=standard", "422 S"),
    "learning:archive": ("pk=standard", "422 S"),
    "learning:add_provider": ("pk=standard", "422 S"),
    "learning:end_provider": ("pk=standard provider=provider", "422 S"),
    "learning:add_equivalence": ("pk=standard", "302 S"),
    "learning:drop_equivalence": ("pk=in_force_standard equivalence=equivalence", "302 S"),
}

PAGES = {
    "learning:standards",
    "learning:standard",
    "learning:version",
    "learning:version_file",
    "learning:coverage",
    "learning:coverage_file",
    "learning:coverage_paper",
    "learning:coverage_competences",
    "learning:due",
    "learning:staff",
}


def things(cast, made) -> dict:
    school = Organisation.objects.create(kind="education", name_uk="Школа управління")
    towns = Organisation.objects.create(kind="civil", name_uk="Об’єднання міст")
    draft = make_version(school, towns)
    earlier, present = make_version(school, towns, state="archived"), make_version(school, towns, state="in_force")
    return {
        "standard": draft.standard,
        "partner": draft.standard.partners.get(organisation=school),
        "provider": make_provider(draft.standard, school),
        "in_force_standard": present.standard,
        "equivalence": Equivalence.objects.create(version=present, earlier=earlier, ground="рішення"),
        "competence": Competence.objects.create(code="law", name_uk="знання законодавства"),
    }
