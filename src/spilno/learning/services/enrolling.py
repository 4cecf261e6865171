"""Acts on learners: apply, be named by one's council, admitted, refused, let go; each frees or takes places at once."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from spilno.accounts.models import User
from spilno.journal.services import record
from spilno.learning.models import Edition, Enrolment
from spilno.learning.queries.enrolments import facts_of, offices_for
from spilno.learning.rules import enrolling as rules
from spilno.learning.services.editions import locked
from spilno.learning.services.letters import tell_learners
from spilno.learning.services.queue import leave_events, move_queue
from spilno.organisations.models import Organisation
from spilno.people.models import Person
from spilno.statute.rules.refusal import refuse

State = Enrolment.State
AT_ONCE = 500


@transaction.atomic
def apply(edition: Edition, person: Person, *, by: User | None) -> Enrolment:
    """Apply for oneself. Raises RuleBroken when the term is over, the office is another one, or one stands in an edition of the standard."""
    edition = locked(edition)
    today = timezone.localdate()
    refuse(rules.why_not_open(edition.state, apply_until=edition.apply_until, today=today))
    row = _enter(edition, [person], organisation=None, nominated=False, by=by)[0]
    record("enrolment.applied", edition, by=by, facts={"enrolment": row.pk, "category": row.category})
    tell_learners("applied", edition, [row], by=by)
    return row


@transaction.atomic
def nominate(edition: Edition, organisation: Organisation, people: Sequence[Person], *, speaks: bool, by: User | None) -> list[Enrolment]:  # fmt: skip
    """Name people of an organisation, all of them or none; each is told by whom. Who asked himself before is named too.

    `speaks` tells whether the account speaks for the organisation. Raises RuleBroken as `apply` does.
    """
    edition = locked(edition)
    refuse(rules.why_not_nominate(people=len(people), speaks=speaks))
    refuse(rules.why_not_open(edition.state, apply_until=edition.apply_until, today=timezone.localdate()))
    asked = edition.enrolments.filter(
        person__in=people, nominated=False, state__in=[State.APPLIED, State.WAITING], organisation=organisation
    )
    known = list(asked.select_related("person__user"))
    asked.update(nominated=True)
    there = {row.person_id for row in known}
    rows = _enter(
        edition, [each for each in people if each.pk not in there], organisation=organisation, nominated=True, by=by
    )
    facts = {"organisation": organisation.pk, "people": len(rows) + len(known)}
    record("edition.people_named", edition, by=by, facts=facts)
    if rows:
        tell_learners("nominated", edition, rows, by=by, by_whom=organisation.name_uk)
    move_queue(edition, by=by)
    return [*known, *rows]


@transaction.atomic
def enter_people(edition: Edition, people: Sequence[Person], *, by: User | None) -> list[Enrolment]:
    """Enter people by those who lead the edition, also after the term of applications; they are admitted as places allow."""
    edition = locked(edition)
    refuse(rules.why_not_nominate(people=len(people), speaks=True))
    today = timezone.localdate()
    refuse(rules.why_not_open(edition.state, apply_until=edition.apply_until, today=today, by_leader=True))
    rows = _enter(edition, people, organisation=None, nominated=False, by=by)
    record("edition.people_entered", edition, by=by, facts={"people": len(rows)})
    return _admit(edition, rows, by=by)


def _enter(
    edition: Edition, people: Sequence[Person], *, organisation: Organisation | None, nominated: bool, by: User | None
) -> list[Enrolment]:
    """Write applications of people whom the rule lets in; the office of the day is kept with each."""
    chosen = {person.pk: person for person in people}
    targets = edition.version.categories
    offices = offices_for(chosen, targets=targets, day=timezone.localdate(), organisation=organisation)
    for facts in facts_of(edition, chosen, offices).values():
        refuse(rules.why_not_apply(facts, targets=targets))
    now = timezone.now()
    rows = [
        Enrolment(
            edition=edition,
            person=person,
            organisation=offices[pk].organisation,
            post=offices[pk].post_uk,
            category=offices[pk].category,
            nominated=nominated,
            applied_at=now,
            applied_by=by.pk if by else None,
        )
        for pk, person in chosen.items()
    ]
    return Enrolment.objects.bulk_create(rows, batch_size=AT_ONCE)


@transaction.atomic
def admit(edition: Edition, numbers: Sequence[int], *, by: User | None) -> list[Enrolment]:
    """Approve applications by their numbers: each gets a place while there is one, the others wait in the order of applications.

    Who is approved already is passed over; one refused before may be approved after all. Raises RuleBroken when one has left.
    """
    edition = locked(edition)
    chosen = list(edition.enrolments.filter(pk__in=numbers).select_related("person__user", "organisation"))
    refuse(rules.why_not_decide(edition.state, [row.state for row in chosen]))
    rows = [row for row in chosen if row.state in {State.APPLIED, State.REFUSED}]
    _again(edition, [row for row in rows if row.state == State.REFUSED])
    return _admit(edition, rows, by=by) if rows else []


def _again(edition: Edition, rows: Sequence[Enrolment]) -> None:
    """Refuse to approve one refused before who has since applied elsewhere, or here once more."""
    people = {row.person_id: row.person for row in rows}
    targets = edition.version.categories
    offices = offices_for(people, targets=targets, day=timezone.localdate())
    for facts in facts_of(edition, people, offices).values():
        refuse(rules.why_not_apply(facts, targets=targets))


def _admit(edition: Edition, rows: Sequence[Enrolment], *, by: User | None) -> list[Enrolment]:
    pks = {row.pk for row in rows}
    for start in range(0, len(rows), AT_ONCE):
        part = [row.pk for row in rows[start : start + AT_ONCE]]
        edition.enrolments.filter(pk__in=part).update(state=State.WAITING, because="", decided_at=timezone.now())
    got = move_queue(edition, by=by, besides=pks)
    record("edition.people_admitted", edition, by=by, facts={"admitted": len(got & pks), "waiting": len(pks - got)})
    for kind, chosen in (
        ("admitted", [row for row in rows if row.pk in got]),
        ("waiting", [row for row in rows if row.pk not in got]),
    ):
        if chosen:
            tell_learners(kind, edition, chosen, by=by)
    return list(edition.enrolments.filter(pk__in=pks).order_by("pk"))


@transaction.atomic
def turn_down(edition: Edition, numbers: Sequence[int], *, reason: str, by: User | None) -> int:
    """Refuse applications with one reason that each reads; a place that one had goes to the next. Returns how many."""
    edition = locked(edition)
    rows = list(edition.enrolments.filter(pk__in=numbers).select_related("person__user"))
    refuse(rules.why_not_refuse(edition.state, [row.state for row in rows], reason=reason))
    chosen = [row for row in rows if row.state != State.REFUSED]
    said = reason.strip()[:400]
    edition.enrolments.filter(pk__in=[row.pk for row in chosen]).update(
        state=State.REFUSED, because=said, decided_at=timezone.now()
    )
    leave_events(edition, [row.person_id for row in chosen], by=by)
    record("edition.people_refused", edition, by=by, ground=said, facts={"enrolments": [row.pk for row in chosen]})
    if chosen:
        tell_learners("refused", edition, chosen, by=by, reason=said)
    move_queue(edition, by=by)
    return len(chosen)


@transaction.atomic
def withdraw(enrolment: Enrolment, *, reason: str = "", by: User | None) -> Enrolment:
    """Withdraw an application; its place goes to the next in the queue at once. Withdrawn before, nothing changes."""
    edition = locked(enrolment.edition)
    row = edition.enrolments.select_related("person__user").get(pk=enrolment.pk)
    if row.state == State.WITHDRAWN:
        return row
    refuse(rules.why_not_leave(row.state))
    before = row.state
    row.state, row.because, row.decided_at = State.WITHDRAWN, reason.strip()[:400], timezone.now()
    row.save(update_fields=["state", "because", "decided_at"])
    leave_events(edition, [row.person_id], by=by)
    record("enrolment.withdrawn", edition, by=by, ground=row.because, facts={"enrolment": row.pk, "before": before})
    tell_learners("withdrawn", edition, [row], by=by, reason=row.because)
    move_queue(edition, by=by)
    return row
