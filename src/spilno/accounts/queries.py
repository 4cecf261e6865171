"""Express grants on a day, and who could still give rights."""

from datetime import date

from django.db.models import Q, QuerySet

from spilno.accounts.models import Grant, Invitation, Right


def grants_on(day: date) -> "QuerySet[Grant]":
    """Return express grants in force on a day: the last day is included, the day of taking back is not."""
    return Grant.objects.filter(
        Q(ends__isnull=True) | Q(ends__gte=day),
        Q(taken_back_on__isnull=True) | Q(taken_back_on__gt=day),
        starts__lte=day,
    )


def is_last_keeper(user_id: int, day: date, *, without: Grant | None = None) -> bool:
    """Tell whether nobody but this account could give rights on the day, by grants without an end.

    With `without`, the account's other grants count for it: losing one of two loses nothing.
    """
    keepers = grants_on(day).filter(right=Right.ACCOUNTS, user__is_active=True)
    mine = keepers.filter(user=user_id)
    if not mine.exists():
        return False
    if without is not None:
        return without.right == Right.ACCOUNTS and not keepers.exclude(pk=without.pk).exists()
    return not keepers.exclude(user=user_id).exists()


def has_keeper(day: date) -> bool:
    """Tell whether somebody who has ever signed in can give rights on the day."""
    return grants_on(day).filter(right=Right.ACCOUNTS, user__is_active=True, user__last_login__isnull=False).exists()


def invitations_of(user_id: int) -> "QuerySet[Invitation]":
    """Return all invitations of an account, the newest first."""
    return Invitation.objects.filter(user=user_id)
