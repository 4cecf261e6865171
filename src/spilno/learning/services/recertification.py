"""A certificate kept up for a time: given with evidence by those who lead the standard, and revoked."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from spilno.accounts.models import User
from spilno.documents.services import attach
from spilno.journal.services import record
from spilno.learning.models import Standard, TemporaryCertification
from spilno.learning.queries.recertification import line_of, temporary_of, terms
from spilno.learning.rules.recertification import (
    Grant,
    Span,
    first_temporary,
    why_not_grant,
    why_not_revoke_temporary,
)
from spilno.people.models import Person
from spilno.statute.rules.refusal import refuse


@transaction.atomic
def grant_temporary(
    person: Person, standard: Standard, *, ends: date, ground: str, files: Sequence[Any], by: User | None
) -> TemporaryCertification:
    """Keep up a certificate that ends or ended, to a day. Raises RuleBroken for oneself, without ground or evidence, beyond the bound, twice."""
    person = Person.objects.select_for_update().get(pk=person.pk)  # one at a time: two would overlap
    today = timezone.localdate()
    line = line_of(person, standard, today)
    stands = line.stands if line else None
    spans = [Span(each.starts, each.ends) for each in temporary_of(person, standard).filter(revoked_on=None)]
    own = by is not None and person.user_id == by.pk
    refuse(why_not_grant(Grant(own, ends, ground, len(files)), stands, spans, terms=terms(), today=today))
    until = stands.until if stands and stands.until else today
    made = TemporaryCertification.objects.create(
        person=person, standard=standard, starts=first_temporary(until, today), ends=ends, ground=ground.strip()[:400],
        granted_by=by.pk if by else None,
    )  # fmt: skip
    for file in files:
        attach(file, about=made, title="", public=False, by=by)
    facts = {"person": person.pk, "temporary": made.pk, "starts": made.starts.isoformat(), "ends": ends.isoformat()}
    record("certification.kept_up", standard, by=by, ground=made.ground, facts=facts)
    return made


@transaction.atomic
def revoke_temporary(made: TemporaryCertification, *, reason: str, by: User | None) -> TemporaryCertification:
    """Revoke a temporary certification from today on. Raises RuleBroken when it is over, revoked, or no reason is given."""
    made = TemporaryCertification.objects.select_for_update().get(pk=made.pk)
    today = timezone.localdate()
    refuse(why_not_revoke_temporary(revoked_on=made.revoked_on, ends=made.ends, reason=reason, today=today))
    made.revoked_on, made.revoked_because = today, reason.strip()[:400]
    made.save(update_fields=["revoked_on", "revoked_because"])
    facts = {"person": made.person_id, "temporary": made.pk}
    record("certification.keeping_revoked", made.standard, by=by, ground=made.revoked_because, facts=facts)
    return made
