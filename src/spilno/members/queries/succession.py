"""What a succession of councils would change among members: told before it is written."""

from collections.abc import Sequence
from datetime import date

from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext

from spilno.members.models import Assessment, Mandate, Membership
from spilno.members.queries.dues import rows_on
from spilno.members.rules.succession import Outcome, outcome_of
from spilno.organisations.models import Organisation


def is_member(organisation: Organisation | None) -> bool:
    """Tell whether an organisation has a membership, or has applied for one."""
    return Membership.objects.filter(organisation=organisation, state__in=Membership.OPEN).exists()


def foretell(predecessor: Organisation, kind: str, successors: Sequence[Organisation], on: date) -> list[str]:
    """Tell in sentences what becomes of the membership, its mandates, vote and dues; empty: it is no member."""
    membership = Membership.objects.filter(organisation=predecessor, state__in=Membership.OPEN).first()
    if membership is None:
        return []
    successor = successors[0] if successors else None
    outcome = outcome_of(
        kind, state=membership.state, has_successor=successor is not None, successor_is_member=is_member(successor)
    )
    words = {"council": predecessor.name_uk, "successor": successor or "", "day": f"{on:%d.%m.%Y}"}
    if outcome == Outcome.PASSES:
        return [gettext("The membership passes to %(successor)s with its number, mandates and vote.") % words]
    said = [gettext("The membership of %(council)s ends on %(day)s; it votes no more.") % words]
    if outcome == Outcome.INHERITED:
        said.append(
            gettext("%(successor)s is a member from %(day)s in the same standing, with a number of its own.") % words
        )
    elif outcome == Outcome.JOINED:
        said.append(gettext("%(successor)s is a member already and keeps one vote.") % words)
    elif successors:
        said.append(gettext("Who takes its place is no member until it joins by its own decision."))
    standing = Mandate.objects.filter(membership=membership).exclude(ends__lt=on).count()
    if standing:
        said.append(
            ngettext(
                "%(count)d mandate ends with it: who takes the place names a representative by its own act.",
                "%(count)d mandates end with it: who takes the place names a representative by its own act.",
                standing,
            )
            % {"count": standing}
        )
    owed = sum(row.account.owed for row in rows_on(on, Assessment.objects.filter(membership=membership)))
    if owed:
        said.append(
            gettext("Dues of %(owed)s UAH are not paid; they stay on its account, for the successor to pay.")
            % {"owed": number_format(owed, 2, force_grouping=True)}
        )
    return said
