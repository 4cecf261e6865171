"""Mandates of representatives: given by an act of the member, ended by one."""

from datetime import date, timedelta

from django.db import transaction

from spilno.accounts.models import User
from spilno.journal.services import record
from spilno.members.models import Mandate, Membership
from spilno.members.queries.standing import article_of_votes
from spilno.members.rules.mandates import Held, overlap, why_not_end_mandate, why_not_give_mandate
from spilno.people.models import Person
from spilno.statute.rules.refusal import refuse


def held(mandate: Mandate) -> Held:
    """Return a mandate as facts for the rules."""
    return Held(mandate.kind, mandate.person_id, mandate.starts, mandate.ends)


@transaction.atomic
def add_person(
    *, family_name: str, given_name: str, patronymic: str = "", gender: str, email: str = "", by: User | None
) -> Person:
    """Add a person to the register of people, so that a mandate can be given at once."""
    person = Person.objects.create(
        family_name=family_name.strip(),
        given_name=given_name.strip(),
        patronymic=patronymic.strip(),
        gender=gender,
        email=email.strip(),
    )
    record("person.added", person, by=by)
    return person


@transaction.atomic
def give_mandate(
    membership: Membership,
    person: Person,
    *,
    kind: str = Mandate.Kind.REPRESENTATIVE,
    act: str,
    starts: date,
    ends: date | None = None,
    replaces: bool = False,
    by: User | None,
) -> Mandate:
    """Record that a person represents a member from a day on, by an act; the last day is included.

    `replaces` ends a standing mandate of the same kind with the day before; without it the two must not meet.
    """
    membership = Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
    standing = list(Mandate.objects.select_for_update().filter(membership=membership))
    wanted = Held(kind, person.pk, starts, ends)
    ended: list[Mandate] = []
    if replaces:
        ended = [row for row in standing if row.kind == kind and row.starts < starts and overlap(held(row), wanted)]
        for row in ended:
            row.ends, row.ended_by = starts - timedelta(days=1), act.strip()
    refuse(
        why_not_give_mandate(
            wanted,
            standing=[held(row) for row in standing],
            state=membership.state,
            council=membership.organisation.name,
            act=act,
            article=article_of_votes(starts),
        )
    )
    for row in ended:
        row.save(update_fields=["ends", "ended_by"])
    mandate = Mandate.objects.create(
        membership=membership, person=person, kind=kind, act=act.strip(), starts=starts, ends=ends
    )
    facts = {"membership": membership.pk, "person": person.pk, "kind": kind, "starts": starts, "ends": ends}
    record("mandate.given", mandate, by=by, ground=act.strip(), facts={**facts, "replaces": [row.pk for row in ended]})
    return mandate


@transaction.atomic
def give_mandate_to(
    membership: Membership,
    *,
    person: Person | None = None,
    family_name: str = "",
    given_name: str = "",
    patronymic: str = "",
    gender: str = "",
    email: str = "",
    kind: str,
    act: str,
    starts: date,
    ends: date | None,
    replaces: bool,
    by: User | None,
) -> Mandate:
    """Give a mandate to a person of the register, or to a new one that is added in the same act."""
    if person is None:
        person = add_person(
            family_name=family_name,
            given_name=given_name,
            patronymic=patronymic,
            gender=gender,
            email=email,
            by=by,
        )
    return give_mandate(membership, person, kind=kind, act=act, starts=starts, ends=ends, replaces=replaces, by=by)


@transaction.atomic
def end_mandate(mandate: Mandate, *, on: date, ground: str, by: User | None) -> Mandate:
    """End a mandate with a day, which is its last one, by an act or for a reason that is named."""
    mandate = (
        Mandate.objects.select_for_update(of=("self",)).select_related("membership__organisation").get(pk=mandate.pk)
    )
    refuse(
        why_not_end_mandate(
            held(mandate),
            last_day=on,
            council=mandate.membership.organisation.name,
            ground=ground,
            article=article_of_votes(on),
        )
    )
    mandate.ends, mandate.ended_by = on, ground.strip()
    mandate.save(update_fields=["ends", "ended_by"])
    record(
        "mandate.ended",
        mandate,
        by=by,
        ground=ground.strip(),
        facts={"membership": mandate.membership_id, "person": mandate.person_id, "last_day": on},
    )
    return mandate
