"""What a person may do on a day: rights from offices (told by upper apps) and express grants.

Rights of the staff also need a second factor in the session when the installation asks for it: `session_strength`, a
middleware, marks the user of each request; everything that asks for rights then sees only what this session may use.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from spilno.accounts.models import Grant, Invitation, Right, User
from spilno.accounts.queries import grants_on

RightsSource = Callable[[User, date], set[str]]
_sources: list[RightsSource] = []

# What a stolen password must not be enough for.
STAFF_RIGHTS = frozenset({Right.SECRETARIAT.value, Right.CHAIR.value, Right.ACCOUNTS.value})


def register_rights_source(source: RightsSource) -> None:
    """Let an upper app tell which rights follow from the offices that it keeps."""
    if source not in _sources:
        _sources.append(source)


def held_rights(user: Any, day: date | None = None) -> frozenset[str]:
    """Return the codes of all rights that the account holds on a day (today when not given), whatever the session.

    Asked once per request for each day: the answer is kept on the user object.
    """
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return frozenset()
    day = day or timezone.localdate()
    kept: dict[date, frozenset[str]] = user.__dict__.setdefault("_rights", {})
    if day not in kept:
        rights = set(grants_on(day).filter(user=user).values_list("right", flat=True))
        for source in _sources:
            rights |= source(user, day)
        kept[day] = frozenset(rights)
    return kept[day]


def rights_on(user: Any, day: date | None = None) -> frozenset[str]:
    """Return the rights that may be used: those held, without the staff's while this session lacks a second factor.

    A user object that came with no request (a task, a command, a list of others) is taken as it is.
    """
    rights = held_rights(user, day)
    return rights - STAFF_RIGHTS if _is_weak(user) else rights


def lacks_second_factor(user: Any) -> bool:
    """Tell whether the account holds rights that this session may not use yet: the desk then says so."""
    return _is_weak(user) and bool(held_rights(user) & STAFF_RIGHTS)


def may(user: Any, *rights: Right) -> bool:
    """Tell whether the account may use at least one of the rights today."""
    return bool(rights_on(user) & {str(right) for right in rights})


def require(user: Any, *rights: Right) -> None:
    """Raise 404 unless the account may use one of the rights today: what you may not see does not exist for you."""
    if not may(user, *rights):
        raise Http404


def _is_weak(user: Any) -> bool:
    return bool(settings.STAFF_NEEDS_SECOND_FACTOR) and getattr(user, "second_factor_shown", None) is False


def session_strength(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Mark the user of each request: has this session shown a second factor (a code, a key, a passkey)?"""

    def middleware(request: HttpRequest) -> HttpResponse:
        signed_in = request.user

        def marked() -> Any:
            if signed_in.is_authenticated:
                records = get_authentication_records(request, signed_in)
                signed_in.second_factor_shown = any(each.get("method") == "mfa" for each in records)
            return signed_in

        request.user = SimpleLazyObject(marked)
        return get_response(request)

    return middleware


def accounts_to_manage(user: Any) -> "QuerySet[User]":
    """Return all accounts to those who invite people and give rights; 404 to others."""
    require(user, Right.ACCOUNTS)
    now = timezone.now()
    open_invitation = Invitation.objects.filter(
        user=OuterRef("pk"), accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=now
    )
    return User.objects.annotate(invited=Exists(open_invitation)).order_by("email")


def account_to_manage(user: Any, pk: int) -> User:
    """Return one account to those who invite people and give rights; 404 otherwise."""
    found = accounts_to_manage(user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def grant_to_manage(user: Any, pk: int) -> Grant:
    """Return an express grant to those who give rights; 404 otherwise."""
    require(user, Right.ACCOUNTS)
    grant = Grant.objects.select_related("user").filter(pk=pk).first()
    if grant is None:
        raise Http404
    return grant


def invitation_to_manage(user: Any, pk: int) -> Invitation:
    """Return an invitation to those who invite; 404 otherwise."""
    require(user, Right.ACCOUNTS)
    invitation = Invitation.objects.select_related("user").filter(pk=pk).first()
    if invitation is None:
        raise Http404
    return invitation


def keeps_statute(user: Any) -> bool:
    """Tell whether the account keeps the statute: uploads editions, adopts the first one."""
    return may(user, Right.SECRETARIAT)
