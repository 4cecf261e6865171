"""The register of memoranda: what the public sees, what is in force on a day, which areas are open to whom."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from spilno.memoranda.models import Memorandum, MemorandumArea, Party

SIGNED = (Memorandum.State.SIGNED, Memorandum.State.ENDED)


def in_force_q(day: date, prefix: str = "") -> Q:
    """Return the condition that a memorandum is in force on a day, as `rules.term.is_in_force` has it; last days are included."""
    return concluded_q(day, prefix) & Q(**{f"{prefix}starts_on__lte": day})


def concluded_q(day: date, prefix: str = "") -> Q:
    """Return the condition that a memorandum is signed and not over on a day: in force, or in force from a later day on."""
    said = Q(**{f"{prefix}state__in": SIGNED})
    for end in ("ends_on", "ended_on"):
        said &= Q(**{f"{prefix}{end}__isnull": True}) | Q(**{f"{prefix}{end}__gte": day})
    return said


def in_force_on(day: date) -> "QuerySet[Memorandum]":
    """Return memoranda in force on a day, whether public or not."""
    return Memorandum.objects.filter(in_force_q(day))


def stands_q(day: date, prefix: str = "") -> Q:
    """Return the condition that a party is one still on a day, its last day included; who left before signing never was."""
    return Q(**{f"{prefix}withdrew_on__isnull": True}) | Q(
        **{f"{prefix}withdrew_on__gte": day, f"{prefix}signed_on__isnull": False}
    )


def took_part() -> Q:
    """Return the condition that a party belongs to its memorandum: of what is concluded, who left before signing does not."""
    return Q(withdrew_on__isnull=True) | Q(signed_on__isnull=False) | Q(memorandum__signed_on__isnull=True)


def concerned() -> Q:
    """Return the condition that a memorandum is a party's own affair still: who left before signing has no part in what follows."""
    return Q(withdrew_on__isnull=True) | Q(signed_on__isnull=False)


def parties_named() -> "Prefetch[str, QuerySet[Party], str]":
    """Return what a list of memoranda fetches of their parties: names of organisations, in the order of the text."""
    rows = Party.objects.filter(took_part()).select_related("organisation", "signatory", "contact")
    return Prefetch("parties", rows.order_by("position", "pk"))


def register_on() -> "QuerySet[Memorandum]":
    """Return what everyone may see: memoranda once signed and meant for the public, the latest first, with their parties."""
    return (
        Memorandum.objects.filter(state__in=SIGNED, public=True)
        .prefetch_related(parties_named())
        .order_by("-signed_on", "-number")
    )


def areas_open_for(organisation_ids: Iterable[int], day: date) -> "QuerySet[MemorandumArea]":
    """Return the areas of memoranda in force on a day in which one of the organisations is a party still.

    An area that a later text dropped is left out from the day on which it was dropped.
    """
    ours = Party.objects.filter(memorandum=OuterRef("memorandum"), organisation__in=list(organisation_ids))
    ours = ours.filter(stands_q(day))
    return (
        MemorandumArea.objects.filter(in_force_q(day, "memorandum__"), Exists(ours))
        .filter(Q(dropped_on__isnull=True) | Q(dropped_on__gt=day))
        .select_related("memorandum", "area")
        .order_by("-memorandum__signed_on", "memorandum", "position", "pk")
    )
