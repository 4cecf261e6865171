"""Acts with voting cards: issue with a single-use code, withdraw, sign in and register by it.

Secrets are kept nowhere. Each follows from a key that is drawn when cards are issued and is given to the page of the one
who issued them, and to nobody else; that page asks for sheets to print as often as it likes, and for parts of them, for it
says the key each time. The database keeps digests; who leaves the page has lost the key and issues anew.
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from spilno.accounts.access import rights_on
from spilno.accounts.models import User
from spilno.journal.services import record
from spilno.meetings.live import touch
from spilno.meetings.models import CheckInCode, Meeting
from spilno.meetings.queries.planning import to_be_told
from spilno.meetings.rules.registration import (
    CardFacts,
    why_code_fails,
    why_no_cards,
    why_no_sheet,
    why_not_issue_again,
)
from spilno.meetings.services.registration import register_member
from spilno.members.models import Membership
from spilno.people.access import own_person
from spilno.people.models import Person
from spilno.statute.rules.refusal import refuse


@dataclass(frozen=True, slots=True)
class Card:
    """A voting card as it is printed; the secret is known only now, the database keeps its digest."""

    membership: Membership
    person: Person
    secret: str


@dataclass(frozen=True, slots=True)
class Entered:
    """What came of a card: whose it is; `user` to be signed in, None when he signs in by his own means."""

    code: CheckInCode
    user: User | None


def digest_of(secret: str) -> str:
    """Return what the database keeps of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def new_key() -> str:
    """Draw the key from which the secrets of one issue follow; it is never kept."""
    return secrets.token_urlsafe(32)


def newest_code(meeting: Meeting) -> int:
    """Return the number of the newest working code; 0 when there is none. It changes whenever a card is issued."""
    return meeting.codes.filter(withdrawn_at__isnull=True).aggregate(newest=Max("pk"))["newest"] or 0


@transaction.atomic
def issue_cards(
    meeting: Meeting, memberships: Iterable[int] | None = None, *, by: User, key: str = "", seen: int | None = None
) -> list[Card]:
    """Issue cards to representatives of the members named (None: of all); earlier codes of theirs stop working.

    Members without a representative on the day get no card. `key` comes from new_key() when sheets are to be printed
    later; `seen` is the newest working code that the page showed, so that a second press makes no second set.
    Raises RuleBroken before the convocation, after the end, and when cards were issued since the page was opened.
    """
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    refuse(why_no_cards(meeting.state))
    refuse(why_not_issue_again(seen=seen, now=newest_code(meeting)))
    key = key or new_key()
    chosen = None if memberships is None else set(memberships)
    cards = [
        Card(told.membership, told.mandate.person, _secret(key, meeting, told.membership.pk))
        for told in to_be_told(meeting)
        if told.mandate is not None and (chosen is None or told.membership.pk in chosen)
    ]
    now = timezone.now()
    if not cards:
        return []  # nothing was issued: no line in the journal
    meeting.codes.filter(membership__in=[card.membership.pk for card in cards], withdrawn_at__isnull=True).update(
        withdrawn_at=now
    )
    CheckInCode.objects.bulk_create(
        CheckInCode(meeting=meeting, membership=card.membership, person=card.person, digest=digest_of(card.secret))
        for card in cards
    )
    record("cards.issued", meeting, by=by, facts={"cards": len(cards), "all": chosen is None})
    return cards


def cards_to_print(meeting: Meeting, key: str) -> list[Card]:
    """Make the cards of one issue again from its key, those that still work; in the order in which they were issued.

    Raises RuleBroken when the key opens none: another's key, or others were issued since.
    """
    codes = meeting.codes.filter(withdrawn_at__isnull=True).select_related("membership__organisation", "person")
    made = ((code, _secret(key, meeting, code.membership_id)) for code in codes.order_by("pk"))
    cards = [Card(code.membership, code.person, secret) for code, secret in made if digest_of(secret) == code.digest]
    refuse(why_no_sheet(len(cards)))
    return cards


def _secret(key: str, meeting: Meeting, membership: int) -> str:
    drawn = hmac.digest(key.encode(), f"{meeting.pk}:{membership}".encode(), "sha256")[:16]
    return base64.urlsafe_b64encode(drawn).decode().rstrip("=")


@transaction.atomic
def withdraw_card(code: CheckInCode, *, by: User) -> CheckInCode:
    """Make a card's code stop working; the second time changes nothing."""
    code = CheckInCode.objects.select_for_update().select_related("meeting").get(pk=code.pk)
    if code.withdrawn_at is None:
        code.withdrawn_at = timezone.now()
        code.save(update_fields=["withdrawn_at"])
        record("card.withdrawn", code.meeting, by=by, facts={"member": code.membership_id})
    return code


@transaction.atomic
def enter_by_card(code: CheckInCode, *, visitor: User | None) -> Entered:
    """Register the representative by his card, once; tell who may be signed in without a password.

    Who has rights of an office besides his own is registered, but signs in by his own means: a card lying on a desk must
    not open the secretariat. Raises RuleBroken: used, withdrawn, another's card, registration not open, mandate ended.
    """
    meeting = Meeting.objects.select_for_update().get(pk=code.meeting_id)
    code = CheckInCode.objects.select_for_update().select_related("membership", "person").get(pk=code.pk)
    refuse(why_code_fails(code_facts(code, meeting, visitor)))
    here = meeting.attendance.filter(membership=code.membership_id, person=code.person_id, left_at__isnull=True)
    user = _account_of(code.person)
    if not here.exists():
        register_member(meeting, code.membership, person=code.person, how="qr", by=user)
    code.used_at = timezone.now()
    code.save(update_fields=["used_at"])
    signs_in = user is not None and user.is_active and not rights_on(user)
    record("card.used", meeting, by=user, facts={"member": code.membership_id, "signed_in": signs_in})
    touch(meeting)
    return Entered(code, user if signs_in else None)


def code_facts(code: CheckInCode | None, meeting: Meeting | None, visitor: Any) -> CardFacts:
    """Gather what the rule asks about a code and whoever holds the device; None: there is no such code."""
    person = own_person(visitor)
    other = (
        visitor is not None
        and visitor.is_authenticated
        and (code is not None and (person is None or person.pk != code.person_id))
    )
    return CardFacts(
        found=code is not None,
        withdrawn=code is not None and code.withdrawn_at is not None,
        used_at=f"{timezone.localtime(code.used_at):%H:%M}" if code is not None and code.used_at else "",
        other_person=str(code.person) if code is not None and other else "",
        meeting_state=meeting.state if meeting is not None else "",
    )


def _account_of(person: Person) -> User | None:
    """Return the account of a representative; one is opened when his address is known and free, without a password."""
    if person.user_id is not None:
        return person.user
    if not person.email or User.objects.filter(email__iexact=person.email).exists():
        return None
    person.user = User.objects.create_user(person.email, None)
    person.save(update_fields=["user"])
    record("account.opened_by_card", person, by=None)
    return person.user
