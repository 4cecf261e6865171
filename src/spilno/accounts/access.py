"""What a person may do on a day: rights from offices (told by upper apps) and express grants."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import Q
from django.http import Http404
from django.utils import timezone

from spilno.accounts.models import Grant, Right, User

RightsSource = Callable[[User, date], set[str]]
_sources: list[RightsSource] = []


def register_rights_source(source: RightsSource) -> None:
    """Let an upper app tell which rights follow from the offices that it keeps."""
    if source not in _sources:
        _sources.append(source)


def rights_on(user: Any, day: date | None = None) -> frozenset[str]:
    """Return the codes of all rights that the account has on a day (today when not given); none for a stranger.

    Asked once per request for today: the answer is kept on the user object.
    """
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return frozenset()
    day = day or timezone.localdate()
    kept: dict[date, frozenset[str]] = user.__dict__.setdefault("_rights", {})
    if day not in kept:
        rights = set(
            Grant.objects.filter(user=user, starts__lte=day)
            .filter(Q(ends__isnull=True) | Q(ends__gte=day))
            .values_list("right", flat=True)
        )
        for source in _sources:
            rights |= source(user, day)
        kept[day] = frozenset(rights)
    return kept[day]


def may(user: Any, *rights: Right) -> bool:
    """Tell whether the account has at least one of the rights today."""
    return bool(rights_on(user) & {str(right) for right in rights})


def require(user: Any, *rights: Right) -> None:
    """Raise 404 unless the account has one of the rights today: what you may not see does not exist for you."""
    if not may(user, *rights):
        raise Http404
