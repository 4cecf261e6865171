"""Acts about a conflict of interest: declare it, take a mistaken one back."""

from django.db import transaction
from django.utils import timezone

from spilno.accounts.models import User
from spilno.journal.services import record
from spilno.meetings.live import touch
from spilno.meetings.models import Item, Recusal
from spilno.meetings.queries.attendance import day_of
from spilno.meetings.queries.hall import number_of
from spilno.meetings.rules.session import (
    why_not_declare_interest,
    why_not_retract_interest,
)
from spilno.meetings.services.hall import lock_item
from spilno.members.models import Membership
from spilno.members.queries import voting_members
from spilno.statute.rules.refusal import refuse


@transaction.atomic
def declare_interest(item: Item, membership: Membership, *, reason: str, by: User) -> Recusal:
    """Record a conflict of interest of a member on an item: it is taken out of the base of votes on it.

    Raises RuleBroken while a vote on the item runs, after its outcome, twice, or for one without a deciding vote.
    """
    meeting, item = lock_item(item)
    refuse(
        why_not_declare_interest(
            meeting_state=meeting.state,
            item_state=item.state,
            is_member=voting_members(day_of(meeting)).filter(pk=membership.pk).exists(),
            already=item.recusals.filter(membership=membership).exists(),
            reason=reason,
        )
    )
    recusal = Recusal.objects.create(
        item=item, membership=membership, reason=reason.strip()[:300], declared_at=timezone.now(), declared_by=by.pk
    )
    record(
        "interest.declared",
        item,
        by=by,
        ground="Цивільний кодекс України, ч. 3 ст. 98",
        facts={"meeting": meeting.number, "item": number_of(item), "membership": membership.pk},
    )
    touch(meeting)
    return recusal


@transaction.atomic
def retract_interest(recusal: Recusal, *, by: User) -> None:
    """Take back a declared interest that was recorded by mistake; the line of the journal stays.

    Raises RuleBroken while a vote on the item runs and after its outcome.
    """
    meeting, item = lock_item(recusal.item)
    refuse(why_not_retract_interest(item_state=item.state))
    record(
        "interest.retracted",
        item,
        by=by,
        facts={"meeting": meeting.number, "item": number_of(item), "membership": recusal.membership_id},
    )
    recusal.delete()
    touch(meeting)
