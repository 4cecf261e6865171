"""A claim with a credential: ours is counted by our register, somebody else's is checked by its signature and its status."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from django.db import transaction
from django.utils.dateparse import parse_date

from spilno.accounts.models import User
from spilno.credentials.rules.checking import Said
from spilno.credentials.services.checking import Verdict, check_file
from spilno.learning.models import CreditRow
from spilno.learning.queries.ledger import where_credential_stands
from spilno.learning.rules.badges import identity_of, is_holder, why_not_again, why_not_badge, why_not_unsaid
from spilno.learning.services.credits import Claimed, claim, claim_certificate
from spilno.people.models import Person
from spilno.statute.rules.refusal import refuse


def claim_with(person: Person, claimed: Claimed, *, badge: bytes, files: Sequence[Any], by: User | None) -> CreditRow:
    """Claim a thing, with a credential where there is one (empty: none).

    A certificate of our own register is counted as such, whatever else was typed; of somebody else's, what was left empty in
    the form is taken from the credential. Raises RuleBroken when the credential is revoked, changed, or counted already; one
    that cannot be checked by machine waits for the personnel service.
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
    identity = digest
    if verdict.said is not None:
        machine |= asdict(verdict.said)
        named = is_holder(verdict.said.holder, family_name=person.family_name, given_name=person.given_name)
        machine["named"] = named
        identity = identity_of(verdict.said.issuer_id, verdict.said.id, digest=digest)
    taken, own = where_credential_stands(identity, person)
    refuse(why_not_again(taken, own=own))
    claimed = _filled(claimed, verdict.said)
    refuse(why_not_unsaid(title=claimed.title, institution=claimed.institution, has_day=bool(claimed.on)))
    return claim(person, replace(claimed, electronic=True, credential=identity, machine=machine), files=files, by=by)


def _filled(claimed: Claimed, said: Said | None) -> Claimed:
    """Take from a credential what the form leaves empty: what was learned, by whom, its day."""
    if said is None:
        return claimed
    return replace(
        claimed,
        title=claimed.title or said.name,
        institution=claimed.institution or said.issuer,
        on=claimed.on or parse_date(said.valid_from) or claimed.on,
    )
