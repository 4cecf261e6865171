"""Who is a member on a day, who votes, who represents whom."""

from collections.abc import Iterable
from datetime import date

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext

from spilno.members.models import Mandate, Membership, MembershipStep
from spilno.members.rules.path import Step, matter_of, why_not_step
from spilno.people.models import Person
from spilno.statute.queries import in_force_on
from spilno.statute.rules.adoption import NoEdition
from spilno.statute.rules.refusal import Refusal


def standing_on(day: date) -> "QuerySet[Membership]":
    """Return all memberships with `standing`: the state of the last step that had taken effect on the day, or null."""
    last = MembershipStep.objects.filter(membership=OuterRef("pk"), on__lte=day).order_by("-on", "-pk")
    return Membership.objects.annotate(standing=Subquery(last.values("state")[:1])).select_related("organisation")


def voting_members(day: date) -> "QuerySet[Membership]":
    """Return members with a deciding vote on the day, by the statute in force on it; nobody before the first edition."""
    try:
        provisions = in_force_on(day)
    except NoEdition:
        return standing_on(day).none()
    states = [Membership.State.CONFIRMED]
    if provisions.vote_before_confirmation.value:
        states.append(Membership.State.ADMITTED)
    if provisions.quorum_counts_suspended.value:
        states.append(Membership.State.SUSPENDED)
    return standing_on(day).filter(standing__in=states, kind__in=provisions.voting.deciding)  # type: ignore[misc] # standing is annotated


def mandates_on(day: date) -> "QuerySet[Mandate]":
    """Return mandates valid on the day (the last day included), representatives before substitutes."""
    return (
        Mandate.objects.filter(Q(ends__isnull=True) | Q(ends__gte=day), starts__lte=day)
        .select_related("person", "membership__organisation")
        .order_by("membership_id", "kind", "-starts")
    )


def representatives_on(
    day: date, memberships: Iterable[int] | None = None, *, of_whom: bool = True
) -> dict[int, Mandate]:
    """Return for each membership number its representative's mandate on the day; those without one are absent.

    Without `of_whom` the mandate comes with its person only: the caller has the membership.
    """
    mandates = mandates_on(day).filter(kind=Mandate.Kind.REPRESENTATIVE)
    if not of_whom:
        mandates = mandates.select_related(None).select_related("person")
    if memberships is not None:
        mandates = mandates.filter(membership__in=list(memberships))
    found: dict[int, Mandate] = {}
    for mandate in mandates:
        found.setdefault(mandate.membership_id, mandate)
    return found


def article_of_matter_code(code: str, day: date) -> str:
    """Return the article of the statute in force on the day that regulates a matter; empty when there is none."""
    try:
        return in_force_on(day).matter(code).majority.ground.article
    except (NoEdition, KeyError):
        return ""


def article_of_matter(step: Step, day: date) -> str:
    """Return the article that regulates a step of the path."""
    return article_of_matter_code(matter_of(step), day)


def article_of_votes(day: date) -> str:
    """Return the article on votes and representation; empty when no statute is in force on the day."""
    try:
        return in_force_on(day).voting.ground.article
    except NoEdition:
        return ""


def refusal_to_step(membership: Membership, step: Step, *, on: date, ground: str = "-") -> Refusal | None:
    """Say why a step would be refused, so that a button or a draft decision can tell it before."""
    last = membership.steps.order_by("-on", "-pk").first()
    return why_not_step(
        step,
        state=membership.state,
        on=on,
        last_on=last.on if last else None,
        ground=ground,
        council=membership.organisation.name,
        article=article_of_matter(step, on),
    )


def mandates_of_person(person: Person, day: date) -> list[str]:
    """Return in words the mandates that a person has on a day or will have."""
    rows = Mandate.objects.filter(Q(ends__isnull=True) | Q(ends__gte=day), person=person)
    return [
        gettext("the mandate of %(council)s") % {"council": row.membership.organisation.name_uk}
        for row in rows.select_related("membership__organisation")
    ]
