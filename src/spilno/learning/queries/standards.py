"""Standards: what is in force on a day, texts, who delivers, what is sought."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from spilno.learning.models import Approval, Equivalence, Partner, Provider, Standard, StandardVersion
from spilno.learning.queries.volumes import volume_of
from spilno.learning.rules.force import DeliveryFacts, ForceFacts
from spilno.learning.rules.programme import (
    Differences,
    ModuleText,
    OutcomeText,
    Programme,
    changes_between,
    from_values,
)
from spilno.learning.rules.volume import needs_nads
from spilno.organisations.models import Organisation
from spilno.territories.rules.codes import search_key

State = StandardVersion.State
PUBLIC = (State.IN_FORCE, State.ARCHIVED)
TABLE = (State.DRAFT, State.REVIEW, State.APPROVAL, State.APPROVED, State.SENT)


def in_force_q(day: date, prefix: str = "") -> Q:
    """Return the condition that a version is in force on a day; first and last days are included."""
    ends = Q(**{f"{prefix}ends__isnull": True}) | Q(**{f"{prefix}ends__gte": day})
    return Q(**{f"{prefix}state__in": PUBLIC, f"{prefix}starts__lte": day}) & ends


def in_force_on(day: date) -> "QuerySet[StandardVersion]":
    """Return the versions in force on a day, by title."""
    return StandardVersion.objects.filter(in_force_q(day)).select_related("standard").order_by("title_uk")


def partners_named() -> "Prefetch[str, QuerySet[Partner], str]":
    """Return what a list of standards fetches of their partners: names of organisations in the order they were named."""
    return Prefetch("partners", Partner.objects.select_related("organisation").order_by("pk"))


def providers_on(day: date) -> "QuerySet[Provider]":
    """Return who delivers which standard on a day; first and last days are included."""
    return Provider.objects.filter(Q(ends__isnull=True) | Q(ends__gte=day), starts__lte=day).select_related(
        "organisation"
    )


def on_the_table(standard: Standard) -> StandardVersion | None:
    """Return the version that is being written, reviewed, approved or agreed; None: there is none."""
    return standard.versions.filter(state__in=TABLE).first()


def present_version(standard: Standard) -> StandardVersion | None:
    """Return the version that is in force or comes into force, or the last that was; None: none ever was."""
    return standard.versions.filter(state__in=PUBLIC).order_by("-starts").first()


def text_of(version: StandardVersion) -> Programme:
    """Return the text of a version: as it was frozen when it went to approval, else as its rows stand."""
    if version.body:
        return from_values(version.body)
    return Programme(
        title_uk=version.title_uk,
        title_en=version.title_en,
        partners=tuple(each.organisation.name_uk for each in partners_of(version.standard)),
        kind=version.kind,
        length=version.length,
        categories=tuple(version.categories),
        direction=version.direction,
        purpose=version.purpose,
        prerequisites=version.prerequisites,
        language=version.language,
        credits=f"{version.credits:.2f}",
        hours=version.hours,
        form=version.form,
        valid_years=version.valid_years,
        cost=version.cost,
        contacts=version.contacts,
        outcomes=tuple(
            OutcomeText(each.text_uk, each.text_en, each.competence.name_uk if each.competence else "")
            for each in version.outcomes.select_related("competence")
        ),
        modules=tuple(
            ModuleText(
                title=module.title_uk,
                hours={each.kind: each.hours for each in module.hours.all() if each.hours},
                title_en=module.title_en,
                content=module.content,
                required=module.required,
            )
            for module in version.modules.prefetch_related("hours")
        ),
        assessment=version.assessment,
        literature=version.literature,
    )


def partners_of(standard: Standard) -> list[Partner]:
    """Return the partners of a standard with their organisations, in the order they were named."""
    return list(standard.partners.select_related("organisation").order_by("pk"))


def version_before(version: StandardVersion) -> StandardVersion | None:
    """Return the version that this one follows; one that was put aside is passed over."""
    rows = version.standard.versions.filter(version__lt=version.version)
    return rows.exclude(state=State.DROPPED).order_by("-version").first()


def changes_since(version: StandardVersion) -> tuple[StandardVersion, Differences] | None:
    """Return the version before and what this one changes in it; None: it is the first."""
    before = version_before(version)
    return (before, changes_between(text_of(before), text_of(version))) if before is not None else None


def agreement_needed(version: StandardVersion, day: date) -> bool:
    """Tell whether НАДС agrees such a programme on a day."""
    return needs_nads(version.kind, version.length, rule=volume_of(day))


def force_facts(version: StandardVersion, starts: date) -> ForceFacts:
    """Gather what decides whether a version comes into force on a day."""
    approvals = list(version.approvals.filter(agreed=True, sha256=version.sha256))
    present = version.standard.versions.filter(state=State.IN_FORCE).first()
    return ForceFacts(
        state=version.state,
        partners=version.standard.partners.count(),
        approvals=len(approvals),
        starts=starts,
        approved_on=max((timezone.localdate(each.at) for each in approvals), default=None),
        needs_nads=agreement_needed(version, starts),
        nads_number=version.nads_number,
        nads_on=version.nads_on,
        nads_until=version.nads_until,
        present_starts=present.starts if present else None,
    )


def delivery_facts(version: StandardVersion, provider: Organisation, day: date) -> DeliveryFacts:
    """Gather what decides whether an organisation may deliver a version on a day."""
    force = version.state in PUBLIC
    return DeliveryFacts(
        starts=version.starts if force else None,
        ends=version.ends,
        nads_until=version.nads_until,
        delivers=providers_on(day).filter(standard=version.standard_id, organisation=provider).exists(),
    )


@dataclass(frozen=True, slots=True)
class Side:
    """A partner with its answer to the text on the table; `mine`: the reader speaks for it."""

    partner: Partner
    answer: Approval | None
    mine: bool


def sides_of(version: StandardVersion, spoken: Iterable[int]) -> list[Side]:
    """Return the partners with their answers to the text of a version."""
    own = set(spoken)
    answers = {each.organisation_id: each for each in version.approvals.filter(sha256=version.sha256)}
    return [
        Side(each, answers.get(each.organisation_id) if version.sha256 else None, each.organisation_id in own)
        for each in partners_of(version.standard)
    ]


def equivalents_of(version: StandardVersion) -> "QuerySet[Equivalence]":
    """Return which earlier programmes spare whoever completed them this version."""
    return version.equivalents.select_related("earlier__standard").order_by("pk")


def register(day: date) -> "QuerySet[Standard]":
    """Return all standards with what their lines show."""
    versions = StandardVersion.objects.filter(state__in=PUBLIC).order_by("-starts")
    providers = providers_on(day)
    return Standard.objects.prefetch_related(
        partners_named(),
        Prefetch("versions", versions, to_attr="shown"),
        Prefetch("providers", providers, to_attr="delivering"),
    ).order_by("-number", "-pk")


def sought(
    rows: "QuerySet[Standard]", *, day: date, q: str = "", kind: str = "", length: str = "", category: str = "", provider: str = "", state: str = ""
) -> "QuerySet[Standard]":  # fmt: skip
    """Narrow a list of standards by words of the title, kind, length, target, provider, and how it stands on the day."""
    versions = StandardVersion.objects.filter(standard=OuterRef("pk")).exclude(
        state__in=[State.REPLACED, State.DROPPED]
    )
    for word in search_key(q).split():
        versions = versions.filter(search_key__contains=word)
    if kind:
        versions = versions.filter(kind=kind)
    if length:
        versions = versions.filter(length=length)
    if category:
        # lists in JSON are asked alike on both databases only here; there are hundreds of versions, not more
        named = StandardVersion.objects.values_list("pk", "categories")
        versions = versions.filter(pk__in=[pk for pk, codes in named if category in codes])
    if state == "in_force":
        versions = versions.filter(in_force_q(day))
    elif state == "archived":
        versions = versions.filter(state=State.ARCHIVED, ends__lt=day)
        rows = rows.exclude(versions__in=StandardVersion.objects.filter(in_force_q(day)))
    elif state == "table":
        versions = versions.filter(state__in=TABLE)
    else:
        versions = versions.filter(state__in=[*PUBLIC, *TABLE])
    if provider:
        rows = rows.filter(Exists(providers_on(day).filter(standard=OuterRef("pk"), organisation=provider)))
    return rows.filter(Exists(versions))


def all_providers() -> list[Organisation]:
    """Return every organisation that delivers or delivered a standard, by name."""
    return list(
        Organisation.objects.filter(Exists(Provider.objects.filter(organisation=OuterRef("pk")))).order_by("sort_key")
    )


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """A line of the register: the version that is shown (in force, else archived, else on the table), and the standard."""

    standard: Standard
    version: StandardVersion


def lines_of(standards: Iterable[Standard], *, inside: Callable[[Standard], bool]) -> list[RegisterLine]:
    """Return lines of the register; a standard that never was in force shows its last text to those inside."""
    rows = list(standards)
    bare = [each.pk for each in rows if not each.shown]  # type: ignore[attr-defined]
    latest: dict[int, StandardVersion] = {}
    for version in StandardVersion.objects.filter(standard__in=bare).order_by("standard", "-version"):
        latest.setdefault(version.standard_id, version)
    found = []
    for each in rows:
        version = each.shown[0] if each.shown else latest.get(each.pk)  # type: ignore[attr-defined]
        if version is not None and (each.shown or inside(each)):  # type: ignore[attr-defined]
            found.append(RegisterLine(each, version))
    return found
