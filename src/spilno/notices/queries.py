"""What was sent about an object, to whom, and how far sending has come."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Model, Q, QuerySet

from spilno.notices.models import Delivery, Notice, Optout


def notices_about(obj: Model, kind: str | None = None) -> "QuerySet[Notice]":
    """Return notices about an object, the newest first; all kinds when none is named."""
    found = Notice.objects.filter(object_type=obj._meta.label_lower, object_id=str(obj.pk))
    return found.filter(kind=kind) if kind else found


def deliveries_of(obj: Model, kind: str | None = None) -> "QuerySet[Delivery]":
    """Return deliveries of all notices about an object, in the order of posting; all kinds when none is named."""
    return Delivery.objects.filter(notice__in=notices_about(obj, kind)).select_related("notice").order_by("pk")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far sending has come. `sent` counts letters taken by the server, confirmed ones among them."""

    total: int
    waiting: int
    sent: int
    confirmed: int
    failed: int
    no_address: int
    opted_out: int

    @property
    def done(self) -> int:
        """How many need no more tries."""
        return self.total - self.waiting

    @property
    def unconfirmed(self) -> int:
        """How many letters were taken by the server and not confirmed yet."""
        return self.sent - self.confirmed


def progress_of(deliveries: "QuerySet[Delivery]") -> Progress:
    """Count deliveries by state, in one query."""
    state = Delivery.State
    return Progress(
        **deliveries.order_by().aggregate(
            total=Count("pk"),
            waiting=Count("pk", filter=Q(next_try_at__isnull=False)),
            sent=Count("pk", filter=Q(sent_at__isnull=False) | Q(state=state.CONFIRMED)),
            confirmed=Count("pk", filter=Q(state=state.CONFIRMED)),
            failed=Count("pk", filter=Q(state=state.FAILED)),
            no_address=Count("pk", filter=Q(state=state.NO_ADDRESS)),
            opted_out=Count("pk", filter=Q(state=state.OPTED_OUT)),
        )
    )


def with_progress() -> "QuerySet[Notice]":
    """Return all notices, the newest first, each with counts of its deliveries."""
    state = Delivery.State
    return Notice.objects.annotate(
        total=Count("deliveries"),
        waiting=Count("deliveries", filter=Q(deliveries__next_try_at__isnull=False)),
        sent=Count("deliveries", filter=Q(deliveries__sent_at__isnull=False) | Q(deliveries__state=state.CONFIRMED)),
        confirmed=Count("deliveries", filter=Q(deliveries__state=state.CONFIRMED)),
        failed=Count("deliveries", filter=Q(deliveries__state__in=[state.FAILED, state.NO_ADDRESS])),
    ).order_by("-pk")


def undelivered(since: datetime | None = None) -> "QuerySet[Delivery, dict[str, Any]]":
    """Return to whom letters did not come, one line for each addressee: how many letters, the last of them and when."""
    state = Delivery.State
    rows = Delivery.objects.filter(state__in=[state.FAILED, state.NO_ADDRESS], next_try_at__isnull=True)
    if since is not None:
        rows = rows.filter(notice__created_at__gte=since)
    lines = rows.order_by().values("name", "address", "state", "recipient_type", "recipient_id")
    return lines.annotate(letters=Count("pk"), last=Max("notice__created_at"), notice=Max("notice")).order_by(
        "-last", "name"
    )


def due(now: datetime, notice_id: int | None = None) -> list[int]:
    """Return numbers of deliveries whose try has come, the longest waiting first."""
    waiting = Delivery.objects.filter(next_try_at__lte=now)
    if notice_id is not None:
        waiting = waiting.filter(notice=notice_id)
    return list(waiting.order_by("next_try_at", "pk").values_list("pk", flat=True))


def opted_out(addresses: list[str]) -> set[str]:
    """Return which of the addresses asked not to get letters that are not official; in lower case."""
    return set(
        Optout.objects.filter(address__in=[each.lower() for each in addresses]).values_list("address", flat=True)
    )
