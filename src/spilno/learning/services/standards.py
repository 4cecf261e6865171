"""Acts of writing a standard: begun, its parts written, partners named, the next version begun, a text put aside."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from spilno.accounts.models import User
from spilno.journal.services import record
from spilno.learning.models import Competence, Module, ModuleHours, Outcome, Partner, Standard, StandardVersion
from spilno.learning.queries.standards import TABLE, on_the_table, present_version
from spilno.learning.rules.programme import HOUR_KINDS, ModuleText
from spilno.learning.rules.standards import why_not_next, why_not_put_aside, why_not_write
from spilno.organisations.models import Organisation
from spilno.statute.rules.refusal import refuse

State = StandardVersion.State
COPIED = (
    "kind", "length", "form", "language", "title_uk", "title_en", "purpose", "prerequisites", "categories", "credits", "hours", "assessment",
    "literature", "direction", "cost", "contacts", "valid_years",
)  # fmt: skip
PROFILE = frozenset(COPIED) | {"note"}


def locked(standard: Standard) -> Standard:
    """Return the standard locked to the end of the transaction: all its acts happen one after another."""
    return Standard.objects.select_for_update(of=("self",)).get(pk=standard.pk)


@transaction.atomic
def begin_standard(*, partners: Iterable[Organisation], by: User | None, **profile: Any) -> StandardVersion:
    """Begin a standard with its first draft; `profile` are fields of the version, kind, length, title and volume among them."""
    number = by.pk if by else None
    standard = Standard.objects.create(created_by=number)
    for organisation in partners:
        Partner.objects.create(standard=standard, organisation=organisation)
    version = StandardVersion.objects.create(standard=standard, version=1, created_by=number, **profile)
    record("standard.begun", standard, by=by, facts={"kind": version.kind, "length": version.length})
    return version


def _draft(version: StandardVersion) -> StandardVersion:
    """Return the version locked; raises RuleBroken unless it is a draft."""
    locked(version.standard)
    version = StandardVersion.objects.select_related("standard").get(pk=version.pk)
    refuse(why_not_write(version.state))
    return version


@transaction.atomic
def write_profile(version: StandardVersion, fields: dict[str, Any], *, by: User | None) -> StandardVersion:
    """Write fields of the profile: what the programme is, for whom, how large, how results are assessed, the note to partners."""
    version = _draft(version)
    unknown = set(fields) - PROFILE
    if unknown:
        raise ValueError(unknown)
    for name, value in fields.items():
        setattr(version, name, value)
    version.save(update_fields=list(fields))
    record("standard.written", version.standard, by=by, facts={"version": version.version, "parts": sorted(fields)})
    return version


@dataclass(frozen=True, slots=True)
class OutcomeSaid:
    """A learning result as it was written; `competence` None: it forms none of the list."""

    uk: str
    en: str = ""
    competence: Competence | None = None


@transaction.atomic
def write_outcomes(version: StandardVersion, outcomes: Sequence[OutcomeSaid], *, by: User | None) -> StandardVersion:
    """Write all learning results anew, in their order."""
    version = _draft(version)
    version.outcomes.all().delete()
    Outcome.objects.bulk_create(
        Outcome(
            version=version, order=order, text_uk=each.uk.strip(), text_en=each.en.strip(), competence=each.competence
        )
        for order, each in enumerate(outcomes, start=1)
    )
    record("standard.written", version.standard, by=by, facts={"version": version.version, "parts": ["outcomes"]})
    return version


@transaction.atomic
def write_modules(
    version: StandardVersion, modules: Sequence[tuple[int | None, ModuleText]], *, by: User | None
) -> StandardVersion:
    """Write all modules with their hours, in their order. The number of a row keeps it; None: a new row; rows left out go."""
    version = _draft(version)
    rows = {module.pk: module for module in version.modules.all()}
    version.modules.exclude(pk__in=[pk for pk, _text in modules if pk is not None]).delete()
    for order, (pk, text) in enumerate(modules, start=1):
        module = rows.get(pk) if pk is not None else None
        module = module or Module(version=version)
        module.order, module.title_uk, module.title_en = order, text.title.strip(), text.title_en.strip()
        module.content, module.required = text.content.strip(), text.required
        module.save()
        module.hours.all().delete()
        ModuleHours.objects.bulk_create(
            ModuleHours(module=module, kind=kind, hours=text.hours[kind]) for kind in HOUR_KINDS if text.hours.get(kind)
        )
    record("standard.written", version.standard, by=by, facts={"version": version.version, "parts": ["modules"]})
    return version


@transaction.atomic
def name_partner(version: StandardVersion, organisation: Organisation, *, by: User | None) -> Partner:
    """Name an organisation that develops the standard; named again, nothing changes."""
    version = _draft(version)
    partner, made = Partner.objects.get_or_create(standard=version.standard, organisation=organisation)
    if made:
        record("standard.partner_named", version.standard, by=by, facts={"organisation": organisation.pk})
    return partner


@transaction.atomic
def drop_partner(version: StandardVersion, partner: Partner, *, by: User | None) -> None:
    """Take an organisation out of those who develop the standard."""
    version = _draft(version)
    version.standard.partners.filter(pk=partner.pk).delete()
    record("standard.partner_dropped", version.standard, by=by, facts={"organisation": partner.organisation_id})


@transaction.atomic
def begin_next(standard: Standard, *, by: User | None) -> StandardVersion:
    """Begin the next version: a copy of the text on the table, which it replaces with all answers kept, else of the present one.

    Raises RuleBroken while a draft is being written or reviewed.
    """
    standard = locked(standard)
    table = on_the_table(standard)
    refuse(why_not_next(table.state if table else ""))
    before = table or present_version(standard) or standard.versions.order_by("-version")[0]
    if table is not None:
        table.state = State.REPLACED
        table.save(update_fields=["state"])
    version = copy_of(before, by=by)
    record("standard.version_begun", standard, by=by, facts={"version": version.version, "after": before.version})
    return version


def copy_of(before: StandardVersion, *, by: User | None) -> StandardVersion:
    """Copy a version with outcomes, modules and equivalence as the next draft."""
    number = before.standard.versions.order_by("-version")[0].version + 1
    values = {name: getattr(before, name) for name in COPIED}
    version = StandardVersion.objects.create(
        standard=before.standard, version=number, created_by=by.pk if by else None, **values
    )
    for outcome in before.outcomes.all():
        outcome.pk, outcome.version = None, version
        outcome.save(force_insert=True)
    for module in before.modules.prefetch_related("hours"):
        same = {name: getattr(module, name) for name in ("order", "title_uk", "title_en", "content", "required")}
        copy = Module.objects.create(version=version, **same)
        ModuleHours.objects.bulk_create(
            ModuleHours(module=copy, kind=each.kind, hours=each.hours) for each in module.hours.all()
        )
    for equal in before.equivalents.all():
        equal.pk, equal.version = None, version
        equal.save(force_insert=True)
    return version


@transaction.atomic
def put_aside(standard: Standard, *, reason: str, by: User | None) -> StandardVersion:
    """Put the text on the table aside; what is in force stays in force. Raises RuleBroken when none is on the table."""
    standard = locked(standard)
    table = on_the_table(standard)
    refuse(why_not_put_aside(table.state if table else "", reason=reason))
    version = standard.versions.get(state__in=TABLE)
    version.state, version.ended_because = State.DROPPED, reason.strip()
    version.save(update_fields=["state", "ended_because"])
    record("standard.put_aside", standard, by=by, ground=reason.strip(), facts={"version": version.version})
    return version


@transaction.atomic
def keep_competence(competence: Competence, *, by: User | None) -> Competence:
    """Write a competence of the list, new or changed; texts that were approved keep its former name."""
    competence.save()
    record("competence.kept", competence, by=by, facts={"code": competence.code, "active": competence.active})
    return competence
