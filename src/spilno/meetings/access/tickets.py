"""The ticket of a delegate's phone: signed by the server, so that a press is known without a session and without a query."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.crypto import constant_time_compare, salted_hmac

from spilno.accounts.models import User
from spilno.people.access import own_person

SALT = "spilno.meetings.ticket"
LONGEST = 200  # letters
LASTS = 24 * 3600  # seconds by the clock of the server; the clock of the phone does not matter


@dataclass(frozen=True, slots=True)
class Ticket:
    """Who holds the phone: the person, the account, until when (seconds since 1970), and a mark of the account's sessions."""

    meeting: int
    person: int
    account: int
    until: int
    sessions: str

    def __reduce__(self) -> tuple[type["Ticket"], tuple[int, int, int, int, str]]:
        """Tell how it goes to the process that records: shorter and sooner than what dataclasses do by themselves."""
        return Ticket, (self.meeting, self.person, self.account, self.until, self.sessions)


def ticket_for(user: Any, meeting_pk: int, *, now: float) -> str:
    """Return the ticket of a person for a meeting; empty for a reader without an account or a person."""
    person = own_person(user)
    if person is None:
        return ""
    said = f"{meeting_pk}.{person.pk}.{user.pk}.{int(now) + LASTS}.{_sessions(user.session_salt)}"
    return f"{said}.{_mark(said)}"


def read_ticket(text: str, meeting_pk: int, *, now: float) -> Ticket | None:
    """Read a ticket; None when it is forged, for another meeting, or has run out."""
    ticket = _signed(text) if len(text) <= LONGEST else None
    return ticket if ticket is not None and ticket.meeting == meeting_pk and ticket.until > now else None


@lru_cache(maxsize=8192)
def _signed(text: str) -> Ticket | None:
    """Return what a ticket says when the signature is ours: it stays so, each phone shows its own again and again."""
    said, _, mark = text.rpartition(".")
    if not said or not text.isascii() or not constant_time_compare(mark, _mark(said)):
        return None
    *numbers, sessions = said.split(".")
    meeting, person, account, until = map(int, numbers)
    return Ticket(meeting, person, account, until, sessions)


def holders(tickets: Collection[Ticket]) -> set[Ticket]:
    """Return the tickets that still hold: the account is open, is this person's, and its sessions were not ended since."""
    rows = User.objects.filter(pk__in={ticket.account for ticket in tickets}, is_active=True)
    known = {pk: (person, _sessions(salt)) for pk, person, salt in rows.values_list("pk", "person", "session_salt")}
    return {ticket for ticket in tickets if known.get(ticket.account) == (ticket.person, ticket.sessions)}


@lru_cache(maxsize=8192)
def _sessions(salt: str) -> str:
    return _mark(f"sessions {salt}")[:12]


def _mark(said: str) -> str:
    return salted_hmac(SALT, said, algorithm="sha256").hexdigest()
