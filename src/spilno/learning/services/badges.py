"""A claim with a credential: ours is counted by our register, somebody else's is checked by its signature and its status."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from django.db import transaction

from spilno.accounts.models import User
from spilno.credentials.services.checking import Verdict, check_file
from spilno.learning.models import CreditRow
from spilno.learning.rules.badges import why_not_badge
from spilno.learning.services.credits import Claimed, claim, claim_certificate
from spilno.people.models import Person
from spilno.statute.rules.refusal import refuse


def claim_with(person: Person, claimed: Claimed, *, badge: bytes, files: Sequence[Any], by: User | None) -> CreditRow:
    """Claim a thing, with a credential where there is one (empty: none).

    A certificate of our own register is counted as such, whatever else was typed. Raises RuleBroken when the credential is
    revoked, changed, or somebody else's than it says; one that cannot be checked by machine waits for the personnel service.
    """
    verdict = check_file(badge) if badge else None  # asks other sites: outside the transaction
    return _claimed(person, claimed, verdict, digest=hashlib.sha256(badge).hexdigest(), files=files, by=by)


@transaction.atomic
def _claimed(
    person: Person, claimed: Claimed, verdict: Verdict | None, *, digest: str, files: Sequence[Any], by: User | None
) -> CreditRow:
    if verdict is None:
        return claim(person, claimed, files=files, by=by)
    ours = verdict.certificate
    refuse(why_not_badge(verdict.state, why=verdict.why, own=ours is None or ours.person_id == person.pk))
    if ours is not None:
        return claim_certificate(ours, by=by)
    machine: dict[str, Any] = {"state": verdict.state}
    if verdict.said is not None:
        machine |= asdict(verdict.said)
    return claim(person, replace(claimed, electronic=True, credential=digest, machine=machine), files=files, by=by)
