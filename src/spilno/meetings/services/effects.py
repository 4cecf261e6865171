"""What a decision changes by itself: prepared with the item, done in the same act as the decision, once."""

from collections.abc import Callable
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
from spilno.meetings.models import Decision, Effect, Item
from spilno.meetings.rules.effects import Prepared, why_not_effect, why_not_prepare_effect
from spilno.members.services import adopt_dues, confirm_admission, exclude, leave, restore, suspend
from spilno.statute.rules.refusal import Refusal, refuse
from spilno.statute.services import adopt_edition
from spilno.undertakings.models import Undertaking
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
        starts=effect.starts,
        ends=effect.ends,
    )


def do_effects(decision: Decision, *, by: User) -> None:
    """Do all that the decision changes, in the order in which it was prepared; all of it or none.

    Raises RuleBroken when one of them cannot be done: then the decision is not made either.
    """
    ground = ground_of(decision)
    for effect in decision.item.effects.filter(done_at__isnull=True).select_related(
        "membership", "seat", "person", "dues_table", "edition", "bound_membership__organisation"
    ):
        refuse(why_not_effect(effect=prepared(effect)))
        _do(effect, decision=decision, ground=ground, by=by)
        effect.done_at, effect.decision = timezone.now(), decision
        effect.save(update_fields=["done_at", "decision", "undertaking_number"])
        record("effect.done", decision, by=by, ground=ground, facts={"effect": effect.pk, "kind": effect.kind})


def why_not_elect_on(item: Item, day: date) -> Refusal | None:
    """Say which seat could not be given on that day: better before the vote than when it is closed.

    A seat that the same decision sets free first is not asked about.
    """
    freed = set(item.effects.filter(kind=Effect.Kind.DISMISS, done_at=None).values_list("seat_id", flat=True))
    for effect in item.effects.filter(kind=Effect.Kind.ELECT, done_at=None).select_related("seat__body", "person"):
        if effect.seat is None or effect.person is None or effect.seat_id in freed:
            continue
        refusal = why_not_hold_seat(
            Tenure(effect.person.pk, effect.starts or day, effect.ends, acting=False, name=str(effect.person)),
            standing=standing_tenures(effect.seat),
            seat=effect.seat.title_uk,
            ground=item.title,
            body_ended=effect.seat.body.ended,
        )
        if refusal is not None:
            return refusal
    return None


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


def _dismiss(effect: Effect, *, on: date, ground: str, by: User) -> None:
    terms = Term.objects.filter(seat=effect.seat, starts__lte=on).exclude(ends__lt=on)
    if effect.person_id is not None:
        terms = terms.filter(person=effect.person)
    term = terms.order_by("acting", "-starts").first()
    refuse(why_not_effect(effect=prepared(effect), nobody_holds=term is None))
    if term is not None:
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
