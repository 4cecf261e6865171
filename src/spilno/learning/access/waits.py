"""What waits for an account in standards: a review, an answer, an agreement of НАДС to enter or to renew."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from spilno.learning.access.standards import may_keep
from spilno.learning.models import Partner, StandardVersion
from spilno.learning.queries.standards import in_force_q
from spilno.people.access import speaks_for

NEAR = timedelta(days=90)
State = StandardVersion.State


@dataclass(frozen=True, slots=True)
class Waits:
    """What waits: drafts to go on with, texts to review and to answer, agreements to enter, versions to bring into force, terms that end."""

    drafts: list[StandardVersion]
    review: list[StandardVersion]
    answer: list[StandardVersion]
    agree: list[StandardVersion]
    force: list[StandardVersion]
    ends: list[StandardVersion]

    def __bool__(self) -> bool:
        """Tell whether anything waits."""
        return any((self.drafts, self.review, self.answer, self.agree, self.force, self.ends))


def waits_for(user: Any, day: date | None = None) -> Waits:
    """Return what waits for the account; as many queries whatever the number of standards."""
    spoken, keeps = speaks_for(user), may_keep(user)
    if not spoken and not keeps:
        return Waits([], [], [], [], [], [])
    day = day or timezone.localdate()
    own = Partner.objects.filter(standard=OuterRef("standard"), organisation__in=spoken)
    rows = StandardVersion.objects.select_related("standard").order_by("created_at")
    led = rows if keeps else rows.filter(Exists(own))
    return Waits(
        drafts=list(led.filter(state=State.DRAFT)),
        review=list(led.filter(state=State.REVIEW).exclude(sent_by=user.pk)),
        answer=_unanswered(rows.filter(Exists(own), state=State.APPROVAL), spoken) if spoken else [],
        agree=list(led.filter(state=State.SENT, nads_number="")),
        force=list(led.filter(state=State.APPROVED) | led.filter(state=State.SENT).exclude(nads_number="")),
        ends=list(led.filter(in_force_q(day), nads_until__isnull=False, nads_until__lte=day + NEAR)),
    )


def _unanswered(rows: "QuerySet[StandardVersion]", spoken: frozenset[int]) -> list[StandardVersion]:
    found = []
    for version in rows.prefetch_related("approvals", "standard__partners"):
        answered = {each.organisation_id for each in version.approvals.all() if each.sha256 == version.sha256}
        sides = {each.organisation_id for each in version.standard.partners.all()} & spoken
        if sides - answered:
            found.append(version)
    return found
