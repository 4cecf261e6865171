"""From a proposal of coverage to a draft of an edition, in one act."""

from collections.abc import Collection

from django.utils import timezone

from spilno.accounts.models import User
from spilno.learning.models import Edition
from spilno.learning.queries.gaps import gaps_on, unit_of
from spilno.learning.queries.standards import providers_on
from spilno.learning.rules.gaps import why_not_draft
from spilno.learning.services.editions import draft_edition
from spilno.statute.rules.refusal import refuse

MOST = 7  # proposals that are shown and may be drafted


def draft_proposed(*, standard: int, raion: int, organisations: Collection[int] | None, by: User | None) -> Edition:
    """Draft the edition that is proposed now for a standard and a raion; those who lead it change what they want.

    `organisations` are those in whose name the account delivers; None: in any. Raises RuleBroken when the proposal stands no
    longer, nobody delivers the programme, or the edition cannot be so.
    """
    today = timezone.localdate()
    gap = next(
        (
            each
            for each in gaps_on(today, raion=raion, most=MOST)
            if (each.version.standard_id, each.raion.pk) == (standard, raion)
        ),
        None,
    )
    providers = providers_on(today).filter(standard=standard).order_by("starts", "pk")
    if organisations is not None:
        providers = providers.filter(organisation__in=organisations)
    provider = providers.first()
    refuse(why_not_draft(stands=gap is not None, providers=providers.count()))
    assert gap is not None and provider is not None  # noqa: S101, PT018 - the rule refused otherwise
    starts_on, ends_on, apply_until = gap.days
    return draft_edition(
        version=gap.version,
        provider=provider.organisation,
        starts_on=starts_on,
        ends_on=ends_on,
        apply_until=apply_until,
        places=gap.proposal.size,
        territory=unit_of(gap),
        by=by,
    )
