"""Express rights and blocks: given and taken with a ground, always in the journal."""

import secrets
from datetime import date

from django.db import transaction
from django.utils import timezone

from spilno.accounts.models import Grant, Right, User
from spilno.accounts.queries import grants_on, has_keeper, is_last_keeper
from spilno.accounts.rules.doors import (
    why_not_block,
    why_not_give_right,
    why_not_name_first_keeper,
    why_not_take_back,
)
from spilno.accounts.services.invitations import invite
from spilno.journal.services import record
from spilno.statute.rules.refusal import refuse

FIRST_KEEPER = "Перший адміністратор, названий під час установлення"


@transaction.atomic
def give_right(user: User, right: Right, *, starts: date, ends: date | None, ground: str, by: User | None) -> Grant:
    """Give a right from a day, up to and including the last day (None: without an end).

    Raises RuleBroken when it is given for these days already, has no ground, or ends before it starts.
    """
    User.objects.select_for_update().get(pk=user.pk)
    held = grants_on(starts).filter(user=user, right=right).exists()
    refuse(why_not_give_right(held=held, starts=starts, ends=ends, ground=ground))
    grant = Grant.objects.create(user=user, right=right, starts=starts, ends=ends, ground=ground.strip())
    facts = {"right": grant.right, "starts": starts, "ends": ends, "grant": grant.pk}
    record("right.given", user, by=by, ground=grant.ground, facts=facts)
    return grant


@transaction.atomic
def name_first_keeper(email: str) -> tuple[User, str]:
    """Give the rights to give rights and to keep registers to the first administrator of an installation.

    Returns the account and the secret of its invitation; an empty one when the person has signed in before and only the
    rights were missing. Until the person has signed in it may be repeated, also for another address. Raises RuleBroken
    when somebody gives rights already, or the account is blocked.
    """
    today = timezone.localdate()
    user = User.objects.select_for_update().filter(email=email.strip().lower()).first()
    blocked = user is not None and not user.is_active
    refuse(why_not_name_first_keeper(has_keeper=has_keeper(today), is_blocked=blocked))
    secret = ""
    if user is None or user.last_login is None:
        user, secret = invite(email, by=None)
    held = set(grants_on(today).filter(user=user).values_list("right", flat=True))
    for right in (Right.ACCOUNTS, Right.SECRETARIAT):
        if right not in held:
            give_right(user, right, starts=today, ends=None, ground=FIRST_KEEPER, by=None)
    return user, secret


@transaction.atomic
def take_back(grant: Grant, *, ground: str, by: User) -> Grant:
    """Take a right back from today on; days before stay as they were.

    Raises RuleBroken when it is taken back already, has no ground, or nobody could give rights afterwards.
    """
    list(Grant.objects.select_for_update().filter(right=Right.ACCOUNTS).values_list("pk"))  # one at a time
    grant = Grant.objects.select_for_update(of=("self",)).select_related("user").get(pk=grant.pk)
    today = timezone.localdate()
    refuse(
        why_not_take_back(
            taken_back=grant.taken_back_on is not None,
            last_of_accounts=is_last_keeper(grant.user_id, today, without=grant),
            ground=ground,
        )
    )
    grant.taken_back_on = today
    grant.taken_back_ground = ground.strip()
    grant.save(update_fields=["taken_back_on", "taken_back_ground"])
    facts = {"right": grant.right, "grant": grant.pk}
    record("right.taken_back", grant.user, by=by, ground=grant.taken_back_ground, facts=facts)
    return grant


@transaction.atomic
def block(user: User, *, ground: str, by: User) -> User:
    """Block an account: its sessions end at once, links and invitations open nothing."""
    list(Grant.objects.select_for_update().filter(right=Right.ACCOUNTS).values_list("pk"))
    user = User.objects.select_for_update().get(pk=user.pk)
    refuse(
        why_not_block(
            is_own=user.pk == by.pk,
            is_blocked=not user.is_active,
            last_of_accounts=is_last_keeper(user.pk, timezone.localdate()),
        )
    )
    user.is_active = False
    user.session_salt = secrets.token_hex(16)
    user.save(update_fields=["is_active", "session_salt"])
    record("account.blocked", user, by=by, ground=ground.strip())
    return user


@transaction.atomic
def unblock(user: User, *, ground: str, by: User) -> User:
    """Lift the block; the second time changes nothing."""
    user = User.objects.select_for_update().get(pk=user.pk)
    if not user.is_active:
        user.is_active = True
        user.save(update_fields=["is_active"])
        record("account.unblocked", user, by=by, ground=ground.strip())
    return user
