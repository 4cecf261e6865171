"""Who is a member on a day, who votes, who represents whom."""

from collections.abc import Iterable
from datetime import date

from django.db.models import OuterRef, Q, QuerySet, Subquery

from spilno.members.models import Mandate, Membership, MembershipStep
from spilno.statute.queries import in_force_on


def standing_on(day: date) -> "QuerySet[Membership]":
    """Return all memberships with `standing`: the state of the last step that had taken effect on the day, or null."""
    last = MembershipStep.objects.filter(membership=OuterRef("pk"), on__lte=day).order_by("-on", "-pk")
    return Membership.objects.annotate(standing=Subquery(last.values("state")[:1])).select_related("organisation")


def voting_members(day: date) -> "QuerySet[Membership]":
    """Return members with a deciding vote on the day, by the statute in force on it."""
    provisions = in_force_on(day)
    states = [Membership.State.CONFIRMED]
    if provisions.vote_before_confirmation.value:
        states.append(Membership.State.ADMITTED)
    if provisions.quorum_counts_suspended.value:
        states.append(Membership.State.SUSPENDED)
    return standing_on(day).filter(standing__in=states, kind__in=provisions.voting.deciding)


def mandates_on(day: date) -> "QuerySet[Mandate]":
    """Return mandates valid on the day (the last day included), representatives before substitutes."""
    return (
        Mandate.objects.filter(Q(ends__isnull=True) | Q(ends__gte=day), starts__lte=day)
        .select_related("person", "membership__organisation")
        .order_by("membership_id", "kind", "-starts")
    )


def representatives_on(day: date, memberships: Iterable[int] | None = None) -> dict[int, Mandate]:
    """Return for each membership number its representative's mandate on the day; those without one are absent."""
    mandates = mandates_on(day).filter(kind=Mandate.Kind.REPRESENTATIVE)
    if memberships is not None:
        mandates = mandates.filter(membership__in=list(memberships))
    found: dict[int, Mandate] = {}
    for mandate in mandates:
        found.setdefault(mandate.membership_id, mandate)
    return found
