"""Acts on what is in force: brought into force, delivered by whom, archived, equivalent to what."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Max

from spilno.accounts.models import User
from spilno.documents.services import publish
from spilno.journal.services import record, take_turn
from spilno.learning.models import Equivalence, Provider, Standard, StandardVersion
from spilno.learning.queries.standards import force_facts, on_the_table
from spilno.learning.rules.force import ForceFacts, why_not_archive, why_not_equivalent, why_not_force, why_not_provide
from spilno.learning.services.standards import locked
from spilno.memoranda.queries import areas_open_for
from spilno.memoranda.services.plan import contribute
from spilno.organisations.models import Organisation
from spilno.statute.rules.refusal import refuse

State = StandardVersion.State
PROGRAMMES = "programmes"  # the area «standardised certification programmes» of the list that memoranda share
NOTHING = ForceFacts("", 0, 0, date.min, None, False, "", None, None, None)  # noqa: FBT003 - no version is on the table


@transaction.atomic
def bring_into_force(standard: Standard, *, starts: date, by: User | None) -> StandardVersion:
    """Bring the approved version into force from a day on; the one before ends on the day before.

    The standard gets its number with its first version. It is counted for memoranda of its partners that name standardised
    programmes. Raises RuleBroken before approvals and the agreement of НАДС, where one is needed.
    """
    standard = locked(standard)
    table = on_the_table(standard)
    refuse(why_not_force(force_facts(table, starts) if table else NOTHING))
    version = standard.versions.select_related("document").get(pk=table.pk if table else 0)
    for before in standard.versions.filter(state=State.IN_FORCE):
        before.state, before.ends = State.ARCHIVED, starts - timedelta(1)
        before.save(update_fields=["state", "ends"])
    version.state, version.starts = State.IN_FORCE, starts
    version.save(update_fields=["state", "starts"])
    if version.document is not None:
        publish(version.document, by=by)
    if standard.number is None:
        take_turn()  # the next number is given once
        standard.number = (Standard.objects.aggregate(last=Max("number"))["last"] or 0) + 1
        standard.save(update_fields=["number"])
    record(
        "standard.in_force",
        standard,
        by=by,
        ground=version.nads_number,
        facts={"number": standard.number, "version": version.version, "starts": starts, "sha256": version.sha256},
    )
    _count_for_memoranda(standard, starts, by=by)
    return version


def _count_for_memoranda(standard: Standard, day: date, *, by: User | None) -> None:
    """Count the standard for each memorandum in force between at least two of its partners that agreed on such programmes."""
    partners = set(standard.partners.values_list("organisation", flat=True))
    for area in areas_open_for(partners, day).filter(area__code=PROGRAMMES):
        sides = area.memorandum.parties.filter(withdrew_on__isnull=True).values_list("organisation", flat=True)
        if len(partners & set(sides)) > 1:
            contribute(area, source=standard, day=day, by=by)


@transaction.atomic
def archive(
    standard: Standard, *, ends: date, reason: str, successor: Standard | None = None, by: User | None
) -> StandardVersion:
    """Archive a standard: its version in force has its last day; `successor` takes its place where there is one."""
    standard = locked(standard)
    version = standard.versions.filter(state=State.IN_FORCE).first()
    refuse(why_not_archive(version.state if version else "", starts=version.starts if version else None, ends=ends))
    version = standard.versions.get(state=State.IN_FORCE)
    version.state, version.ends, version.ended_because = State.ARCHIVED, ends, reason.strip()
    version.save(update_fields=["state", "ends", "ended_because"])
    if successor is not None and successor.pk != standard.pk:
        standard.successor = successor
        standard.save(update_fields=["successor"])
    facts = {"version": version.version, "ends": ends, "successor": successor.pk if successor else None}
    record("standard.archived", standard, by=by, ground=reason.strip(), facts=facts)
    return version


@transaction.atomic
def add_provider(
    standard: Standard, organisation: Organisation, *, ground: str, starts: date, ends: date | None, by: User | None
) -> Provider:
    """Enter who delivers the standard, on what ground and since when. Raises RuleBroken when it does already in that time."""
    standard = locked(standard)
    own = standard.providers.filter(organisation=organisation)
    refuse(why_not_provide([(each.starts, each.ends) for each in own], starts=starts, ends=ends))
    provider = Provider.objects.create(
        standard=standard, organisation=organisation, ground=ground.strip(), starts=starts, ends=ends
    )
    facts = {"organisation": organisation.pk, "starts": starts, "ends": ends}
    record("standard.provider_entered", standard, by=by, ground=ground.strip(), facts=facts)
    return provider


@transaction.atomic
def end_provider(provider: Provider, *, ends: date, by: User | None) -> Provider:
    """Enter the last day on which an organisation delivers the standard. Raises RuleBroken for a day before its first."""
    standard = locked(provider.standard)
    provider = Provider.objects.get(pk=provider.pk)
    refuse(why_not_provide([], starts=provider.starts, ends=ends))
    provider.ends = ends
    provider.save(update_fields=["ends"])
    record("standard.provider_ended", standard, by=by, facts={"organisation": provider.organisation_id, "ends": ends})
    return provider


@transaction.atomic
def enter_equivalence(
    version: StandardVersion, earlier: StandardVersion, *, ground: str, by: User | None
) -> Equivalence:
    """Enter that whoever completed an earlier programme needs not learn this version anew."""
    standard = locked(version.standard)
    known = version.equivalents.filter(earlier=earlier).exists()
    refuse(why_not_equivalent(same=version.pk == earlier.pk, earlier_starts=earlier.starts, known=known))
    made = Equivalence.objects.create(version=version, earlier=earlier, ground=ground.strip())
    facts = {"version": version.version, "earlier": earlier.pk}
    record("standard.equivalence_entered", standard, by=by, ground=ground.strip(), facts=facts)
    return made


@transaction.atomic
def drop_equivalence(equivalence: Equivalence, *, by: User | None) -> None:
    """Take an equivalence out; the line in the journal stays."""
    standard = locked(equivalence.version.standard)
    facts = {"version": equivalence.version.version, "earlier": equivalence.earlier_id}
    equivalence.delete()
    record("standard.equivalence_dropped", standard, by=by, facts=facts)
