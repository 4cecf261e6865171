"""Steps of the path of a membership; each rests on a decision and leaves one line in the journal."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F, Max, Q
from django.db.models.functions import Greatest

from spilno.accounts.models import User
from spilno.journal.services import record, take_turn
from spilno.members.models import Mandate, Membership, MembershipStep
from spilno.members.queries.standing import article_of_matter
from spilno.members.queries.succession import is_member
from spilno.members.rules.path import Applicant, Step, state_after, state_restored, why_not_apply, why_not_step
from spilno.members.rules.succession import Outcome, outcome_of
from spilno.organisations.models import Organisation, Succession
from spilno.statute.rules.refusal import refuse

State = Membership.State
ACTS = {
    Step.ADMIT: "membership.admitted",
    Step.DECLINE: "membership.declined",
    Step.CONFIRM: "membership.confirmed",
    Step.SUSPEND: "membership.suspended",
    Step.RESTORE: "membership.restored",
    Step.LEAVE: "membership.left",
    Step.EXCLUDE: "membership.excluded",
    Step.END: "membership.ended",
}
ENDS = frozenset({Step.LEAVE, Step.EXCLUDE, Step.END, Step.DECLINE})


@transaction.atomic
def apply(
    organisation: Organisation,
    *,
    kind: str = Membership.Kind.FULL,
    decision: str,
    decided_on: date | None,
    on: date,
    by: User | None,
    other_associations: str = "",
    note: str = "",
) -> Membership:
    """Record the application of an organisation: its own decision to join, and the day the application came.

    Raises RuleBroken when it has a membership already, has ended, or joins without a decision of its own.
    """
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)  # two secretaries at once
    standing = Membership.objects.filter(organisation=organisation, state__in=Membership.OPEN).first()
    refuse(
        why_not_apply(
            Applicant(
                name=organisation.name_uk,
                organisation_kind=organisation.kind,
                ended=organisation.ended,
                open_state=standing.state if standing else "",
                kind=kind,
                decision=decision,
                decided_on=decided_on,
                applied_on=on,
            )
        )
    )
    membership = Membership.objects.create(
        organisation=organisation,
        kind=kind,
        state=State.APPLIED,
        council_decision=decision.strip(),
        council_decided_on=decided_on,
        other_associations=other_associations.strip(),
        note=note.strip(),
    )
    ground = decision.strip() or note.strip()
    MembershipStep.objects.create(membership=membership, state=State.APPLIED, on=on, ground=ground)
    record("membership.applied", membership, by=by, ground=ground, facts={"on": on, "kind": kind})
    return membership


def admit_by_board(membership: Membership, *, on: date, ground: str, by: User | None) -> Membership:
    """Admit an applicant by a decision of the Board: membership begins, a number in the register is given."""
    return _step(membership, Step.ADMIT, on=on, ground=ground, by=by)


def decline(membership: Membership, *, on: date, ground: str, by: User | None) -> Membership:
    """Decline an application, or an admission that the General Meeting did not confirm."""
    return _step(membership, Step.DECLINE, on=on, ground=ground, by=by)


def confirm_admission(membership: Membership, *, on: date, ground: str, by: User | None) -> Membership:
    """Confirm an admission by a decision of the General Meeting."""
    return _step(membership, Step.CONFIRM, on=on, ground=ground, by=by)


def suspend(membership: Membership, *, on: date, ground: str, by: User | None) -> Membership:
    """Suspend a membership: no vote, and not counted in the base of the quorum unless the statute says otherwise."""
    return _step(membership, Step.SUSPEND, on=on, ground=ground, by=by)


def restore(membership: Membership, *, on: date, ground: str, by: User | None) -> Membership:
    """Restore a suspended membership to the state it had before."""
    return _step(membership, Step.RESTORE, on=on, ground=ground, by=by)


def leave(membership: Membership, *, on: date, ground: str, by: User | None) -> Membership:
    """Record that a member left by its own decision; its mandates end."""
    return _step(membership, Step.LEAVE, on=on, ground=ground, by=by)


def exclude(membership: Membership, *, on: date, ground: str, by: User | None) -> Membership:
    """Exclude a member by a decision of the General Meeting; its mandates end."""
    return _step(membership, Step.EXCLUDE, on=on, ground=ground, by=by)


@transaction.atomic
def _step(membership: Membership, step: Step, *, on: date, ground: str, by: User | None) -> Membership:
    membership = Membership.objects.select_for_update().select_related(None).get(pk=membership.pk)
    path = list(membership.steps.order_by("on", "pk"))
    refuse(
        why_not_step(
            step,
            state=membership.state,
            on=on,
            last_on=path[-1].on if path else None,
            ground=ground,
            council=membership.organisation.name,
            article=article_of_matter(step, on),
        )
    )
    states = [row.state for row in path]
    membership.state = state_restored(states) if step == Step.RESTORE else state_after(step)
    fields = ["state"]
    if step == Step.ADMIT:
        membership.joined_on, membership.number = on, _next_number()
        fields += ["joined_on", "number"]
    if step in ENDS:
        membership.ended_on = on
        fields.append("ended_on")
    membership.save(update_fields=fields)
    MembershipStep.objects.create(membership=membership, state=membership.state, on=on, ground=ground.strip())
    facts: dict[str, Any] = {"on": on, "state": membership.state}
    if step in ENDS:
        facts["mandates_ended"] = _end_mandates(membership, on=on, ground=ground)
    record(ACTS[step], membership, by=by, ground=ground.strip(), facts=facts)
    return membership


def _next_number() -> int:
    """Give the next number of the register; two admissions get two numbers."""
    take_turn()
    rows = Membership.objects.filter(number__isnull=False)
    return (rows.aggregate(last=Max("number"))["last"] or 0) + 1


def _end_mandates(membership: Membership, *, on: date, ground: str) -> int:
    """End what stands; a mandate that has not begun ends on its first day, and so is never used."""
    standing = Mandate.objects.filter(membership=membership).filter(Q(ends__isnull=True) | Q(ends__gt=on))
    return standing.update(ends=Greatest(F("starts"), on), ended_by=ground.strip()[:300])


@transaction.atomic
def enrol(
    organisation: Organisation,
    *,
    kind: str = Membership.Kind.FULL,
    founder: bool = False,
    decision: str = "",
    decided_on: date | None = None,
    admitted_on: date,
    admitted_by: str,
    confirmed_on: date | None = None,
    confirmed_by: str = "",
    number: int | None = None,
    by: User | None,
) -> Membership:
    """Enter a member of earlier years with its whole path at once: the paper register comes into this one.

    The same rules hold as for a new member, save one: of a council that joined long ago its own decision may be lost.
    A founder is a member by the constituent meeting itself: `admitted_on` is its day, and there is nothing to confirm.
    """
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    decided = (decision or admitted_by, decided_on or admitted_on)
    refuse(why_not_apply(_applicant(organisation, kind=kind, decided=decided, applied_on=admitted_on)))
    steps = _past_steps(founder=founder, admitted=(admitted_on, admitted_by), confirmed=(confirmed_on, confirmed_by))
    membership = Membership.objects.create(
        organisation=organisation,
        kind=kind,
        state=steps[-1].state,
        founder=founder,
        number=number if number is not None else _next_number(),
        joined_on=admitted_on,
        council_decision=decision,
        council_decided_on=decided_on,
    )
    for step in steps:
        step.membership = membership
    MembershipStep.objects.bulk_create(steps)
    record(
        "membership.enrolled",
        membership,
        by=by,
        ground=admitted_by,
        facts={"admitted_on": admitted_on, "confirmed_on": confirmed_on, "founder": founder, "kind": kind},
    )
    return membership


def _applicant(organisation: Organisation, *, kind: str, decided: tuple[str, date], applied_on: date) -> Applicant:
    standing = Membership.objects.filter(organisation=organisation, state__in=Membership.OPEN).first()
    decision, decided_on = decided
    return Applicant(
        name=organisation.name_uk,
        organisation_kind=organisation.kind,
        ended=organisation.ended,
        open_state=standing.state if standing else "",
        kind=kind,
        decision=decision,
        decided_on=decided_on,
        applied_on=applied_on,
    )


def _past_steps(
    *, founder: bool, admitted: tuple[date, str], confirmed: tuple[date | None, str]
) -> list[MembershipStep]:
    """Return the steps that a member of earlier years made; each is a day and the act that was its ground."""
    (admitted_on, admitted_by), (confirmed_on, confirmed_by) = admitted, confirmed
    first = State.CONFIRMED if founder else State.ADMITTED
    steps = [MembershipStep(state=first, on=admitted_on, ground=admitted_by)]
    if confirmed_on is not None and not founder:
        last = max(confirmed_on, admitted_on)
        steps.append(MembershipStep(state=State.CONFIRMED, on=last, ground=confirmed_by))
    return steps


@transaction.atomic
def follow_succession(succession: Succession, *, by: User | None) -> Membership | None:
    """Do to a membership what became of its organisation; return the membership that goes on, None when none does.

    Renamed: the same membership, with its number and mandates, passes to the new name. Merged: the old one ends with
    its mandates, and the council that took it in goes on as a member in the same standing, unless it is one already.
    Divided or abolished: it ends; successors apply by their own decisions (Law 280/97-ВР, article 15).
    Asked twice, it changes nothing the second time.
    """
    membership = (
        Membership.objects.select_for_update(of=("self",))
        .filter(organisation=succession.predecessor_id, state__in=Membership.OPEN)
        .first()
    )
    if membership is None:
        return None
    successor = succession.successor
    outcome = outcome_of(
        succession.kind,
        state=membership.state,
        has_successor=successor is not None,
        successor_is_member=is_member(successor),
    )
    if outcome == Outcome.PASSES and successor is not None:
        membership.organisation = successor
        membership.save(update_fields=["organisation"])
        passed = {"on": succession.on, "from": succession.predecessor_id, "to": successor.pk}
        record("membership.passed", membership, by=by, ground=succession.ground, facts=passed)
        return membership
    standing, kind = membership.state, membership.kind
    _step(membership, Step.END, on=_not_before_last_step(membership, succession.on), ground=succession.ground, by=by)
    if outcome != Outcome.INHERITED or successor is None:
        return None
    heir = Membership.objects.create(
        organisation=successor,
        kind=kind,
        state=standing,
        number=_next_number(),
        joined_on=succession.on,
        council_decision=succession.ground,
        council_decided_on=succession.on,
    )
    MembershipStep.objects.create(membership=heir, state=standing, on=succession.on, ground=succession.ground)
    inherited = {"on": succession.on, "from_membership": membership.pk, "state": standing}
    record("membership.inherited", heir, by=by, ground=succession.ground, facts=inherited)
    return heir


def _not_before_last_step(membership: Membership, on: date) -> date:
    """A succession may be entered after later steps were recorded; the path still goes one way."""
    last = membership.steps.aggregate(last=Max("on"))["last"]
    return max(on, last) if last else on
