"""What a decision changes by itself: prepared with the item, done in the same act as the decision, once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from spilno.accounts.models import User
from spilno.bodies.models import Term
from spilno.bodies.queries import standing_tenures
from spilno.bodies.rules.terms import Tenure, why_not_hold_seat
from spilno.bodies.services import elect, end_term
from spilno.journal.services import record
from spilno.meetings.models import Decision, Effect, Item, Officer
from spilno.meetings.queries.attendance import day_of
from spilno.meetings.queries.decisions import votes_asked
from spilno.meetings.queries.elections import election_on
from spilno.meetings.rules.effects import Prepared, why_not_effect, why_not_prepare_effect, why_not_touch_decision
from spilno.meetings.services.registration import name_officer
from spilno.members.services import adopt_dues, confirm_admission, exclude, leave, restore, suspend
from spilno.people.models import Person
from spilno.statute.rules.refusal import Refusal, refuse
from spilno.statute.services import adopt_edition
from spilno.undertakings.models import Undertaking
from spilno.undertakings.queries import live, of_source
from spilno.undertakings.services import take_off_control, undertake

PATH: dict[str, Callable[..., object]] = {
    Effect.Kind.CONFIRM: confirm_admission,
    Effect.Kind.SUSPEND: suspend,
    Effect.Kind.RESTORE: restore,
    Effect.Kind.LEAVE: leave,
    Effect.Kind.EXCLUDE: exclude,
}


@transaction.atomic
def prepare_effect(item: Item, *, kind: str, by: User, **given: Any) -> Effect:
    """Prepare what the decision on an item will change; `given` are the relations and words that the kind needs.

    Raises RuleBroken when the item is finished, or something that the kind needs is missing.
    """
    item = Item.objects.select_for_update().get(pk=item.pk)
    effect = Effect(item=item, kind=kind, **given)
    refuse(why_not_prepare_effect(item_state=item.state, effect=prepared(effect)))
    if effect.target is not None:
        refuse(_why_not_touch(effect.target, matter=item.matter, day=day_of(item.meeting)))
    effect.save()
    record("effect.prepared", item, by=by, facts={"effect": effect.pk, "kind": kind})
    return effect


@transaction.atomic
def drop_effect(effect: Effect, *, by: User) -> None:
    """Take a prepared effect away, as long as it was not done."""
    item = Item.objects.select_for_update().get(pk=effect.item_id)
    refuse(why_not_prepare_effect(item_state=item.state, effect=None))
    record("effect.dropped", item, by=by, facts={"effect": effect.pk, "kind": effect.kind})
    effect.delete()


def prepared(effect: Effect) -> Prepared:
    """Return an effect as the rule sees it."""
    return Prepared(
        kind=effect.kind,
        membership=effect.membership_id is not None,
        seat=effect.seat_id is not None,
        person=effect.person_id is not None,
        dues_table=effect.dues_table_id is not None,
        edition=effect.edition_id is not None,
        what=bool(effect.what.strip()),
        bound=any((effect.bound_body_id, effect.bound_membership_id, effect.bound_person_id)),
        undertaking=effect.undertaking_number is not None,
        target=effect.target_id is not None,
        starts=effect.starts,
        ends=effect.ends,
    )


def do_effects(decision: Decision, *, by: User) -> None:
    """Do all that the decision changes; all of it or none. Seats are set free first, the rest goes as it was prepared.

    Raises RuleBroken when one of them cannot be done: then the decision is not made either.
    """
    ground = ground_of(decision)
    waiting = decision.item.effects.filter(done_at__isnull=True).select_related(
        "membership", "seat", "person", "dues_table", "edition", "bound_membership__organisation", "target"
    )
    for effect in sorted(waiting, key=lambda effect: effect.kind != Effect.Kind.DISMISS):
        refuse(why_not_effect(effect=prepared(effect)))
        _do(effect, decision=decision, ground=ground, by=by)
        effect.done_at, effect.decision = timezone.now(), decision
        effect.save(update_fields=["done_at", "decision", "undertaking_number", "person"])
        record("effect.done", decision, by=by, ground=ground, facts={"effect": effect.pk, "kind": effect.kind})


def why_not_do(item: Item, day: date) -> Refusal | None:
    """Say what the decision on an item could not do on that day: better before the vote than when it is closed."""
    for effect in item.effects.filter(done_at=None).exclude(target=None).select_related("target__cancelled_by"):
        refusal = _why_not_touch(effect.target, matter=item.matter, day=day) if effect.target is not None else None
        if refusal is not None:
            return refusal
    return why_not_elect_on(item, day)


def why_not_elect_on(item: Item, day: date) -> Refusal | None:
    """Say which seat could not be given on that day; a seat that the same decision sets free counts as free."""
    dismissals = list(item.effects.filter(kind=Effect.Kind.DISMISS, done_at=None))
    wanted = list(item.effects.filter(kind=Effect.Kind.ELECT, done_at=None).select_related("seat__body", "person"))
    election = election_on(item)
    if election is not None:  # whoever is elected, the seat must be free
        wanted += [
            Effect(seat=seat, person=Person(pk=0), ends=election.ends) for seat in election.seats.select_related("body")
        ]
    for effect in wanted:
        if effect.seat is None or effect.person is None:
            continue
        refusal = why_not_hold_seat(
            Tenure(effect.person.pk, effect.starts or day, effect.ends, acting=False, name=str(effect.person)),
            standing=[_after(held, effect, dismissals, day) for held in standing_tenures(effect.seat)],
            seat=effect.seat.title_uk,
            ground=item.title,
            body_ended=effect.seat.body.ended,
        )
        if refusal is not None:
            return refusal
    return None


def _after(held: Tenure, wanted: Effect, dismissals: list[Effect], day: date) -> Tenure:
    """Return a term as it will stand when the dismissals of the same item are done."""
    for effect in dismissals:
        last = effect.ends or effect.starts or day
        if (
            effect.seat_id == wanted.seat_id
            and effect.person_id in {None, held.person}
            and held.starts <= last
            and (held.ends is None or held.ends > last)
        ):
            return replace(held, ends=last)
    return held


def ground_of(decision: Decision) -> str:
    """Return how documents name a decision: «рішення Загальних зборів № 216 від 27.11.2026»."""
    body = decision.body.genitive_uk or decision.body.name_uk
    return f"рішення {body} № {decision.number} від {decision.decided_on:%d.%m.%Y}"


def _do(effect: Effect, *, decision: Decision, ground: str, by: User) -> None:
    day: date = effect.starts or decision.decided_on
    kind = effect.kind
    if kind in PATH:
        PATH[kind](effect.membership, on=day, ground=ground, by=by)
    elif kind == Effect.Kind.ELECT and effect.seat is not None and effect.person is not None:
        elect(effect.seat, effect.person, starts=day, ends=effect.ends, ground=ground, by=by)
    elif kind == Effect.Kind.COUNTING and effect.person is not None:
        name_officer(decision.meeting, role=Officer.Role.COUNTING, person=effect.person, by=by)
    elif kind == Effect.Kind.DISMISS:
        _dismiss(effect, on=effect.ends or day, ground=ground, by=by)
    elif kind == Effect.Kind.DUES and effect.dues_table is not None:
        adopt_dues(effect.dues_table, on=decision.decided_on, ground=ground, by=by)
    elif kind == Effect.Kind.STATUTE and effect.edition is not None:
        adopt_edition(effect.edition, starts=day, ground_uk=ground, by=by)
    elif kind == Effect.Kind.UNDERTAKING:
        _undertake(effect, decision=decision, ground=ground, by=by)
    elif kind == Effect.Kind.OFF_CONTROL and effect.undertaking_number is not None:
        undertaking = Undertaking.objects.get(number=effect.undertaking_number)
        take_off_control(undertaking, on=decision.decided_on, ground=ground, by=by)
    elif effect.target_id is not None:
        _touch(effect, decision=decision, ground=ground, by=by)


def _why_not_touch(target: Decision, *, matter: str, day: date) -> Refusal | None:
    return why_not_touch_decision(
        number=target.number,
        cancelled_by=target.cancelled_by.number if target.cancelled_by else None,
        needed=votes_asked(matter, day),
        needed_then=votes_asked(target.matter, day),
    )


def _touch(effect: Effect, *, decision: Decision, ground: str, by: User) -> None:
    """Cancel or change an earlier decision. What it bound to, and is not done yet, is cancelled with it.

    What it changed in the registers stays: an election or an admission is undone by an act of its own.
    """
    target = Decision.objects.select_for_update().get(pk=effect.target_id or 0)
    refuse(_why_not_touch(target, matter=decision.matter, day=decision.decided_on))
    if effect.kind == Effect.Kind.CHANGE:
        record("decision.changed", target, by=by, ground=ground, facts={"by": decision.number})
        return
    target.cancelled_by = decision
    target.save(update_fields=["cancelled_by"])
    dropped = list(of_source(target).filter(pk__in=live()))
    for undertaking in dropped:
        take_off_control(undertaking, on=decision.decided_on, ground=ground, by=by)
    facts = {"by": decision.number, "undertakings": [undertaking.number for undertaking in dropped]}
    record("decision.cancelled", target, by=by, ground=ground, facts=facts)


def _dismiss(effect: Effect, *, on: date, ground: str, by: User) -> None:
    terms = Term.objects.filter(seat=effect.seat, starts__lte=on).exclude(ends__lt=on)
    if effect.person_id is not None:
        terms = terms.filter(person=effect.person)
    term = terms.order_by("acting", "-starts").first()
    refuse(why_not_effect(effect=prepared(effect), nobody_holds=term is None))
    if term is not None:
        effect.person = term.person  # whoever held the seat: minutes and the page of the decision name the person
        end_term(term, on=on, ground=ground, by=by)


def _undertake(effect: Effect, *, decision: Decision, ground: str, by: User) -> None:
    made = undertake(
        what=effect.what,
        ground=ground,
        source=decision,
        organisation=effect.bound_membership.organisation if effect.bound_membership else None,
        body=effect.bound_body,
        person=effect.bound_person,
        due_on=effect.due_on,
        opened_on=decision.decided_on,
        by=by,
    )
    effect.undertaking_number = made.number
