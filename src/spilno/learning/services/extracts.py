"""An extract of a ledger is handed out: what it says is kept, so that anyone who holds the paper can check it."""

import hashlib
import json
import secrets
from typing import Any

from django.db import transaction
from django.utils import timezone

from spilno.accounts.models import User
from spilno.credentials.rules.numbers import ALPHABET, BODY, check_character
from spilno.journal.services import record
from spilno.learning.models import LedgerExtract
from spilno.learning.queries.extracts import extract_body
from spilno.people.models import Person


@transaction.atomic
def make_extract(person: Person, *, by: User | None) -> LedgerExtract:
    """Make an extract of the whole ledger of a person as it is now, with a code that nobody can guess."""
    now = timezone.now()
    body = extract_body(person, timezone.localdate(now))
    letters = "".join(secrets.choice(ALPHABET) for _ in range(BODY))
    made = LedgerExtract.objects.create(
        person=person, code=letters + check_character(letters), first_year=body["years"][-1]["year"], last_year=body["years"][0]["year"],
        body=body, sha256=digest_of(body), made_at=now, made_by=by.pk if by else None,
    )  # fmt: skip
    record("ledger.extracted", made, by=by, facts={"person": person.pk, "sha256": made.sha256})
    return made


def digest_of(body: dict[str, Any]) -> str:
    """Return the digest of what an extract says of the years: sums and rows."""
    return hashlib.sha256(json.dumps(body["years"], ensure_ascii=False, sort_keys=True).encode()).hexdigest()
