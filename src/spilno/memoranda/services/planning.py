"""Acts on the plan of a year: write, change and withdraw lines; confirm; what all confirmed binds."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from spilno.accounts.models import User
from spilno.journal.services import record
from spilno.memoranda.models import Measure, Memorandum, MemorandumArea, Party, PlanConsent
from spilno.memoranda.queries.fulfilment import Plan, plan_of
from spilno.memoranda.queries.people import people_of
from spilno.memoranda.queries.plan import standing_parties
from spilno.memoranda.queries.register import concluded_q
from spilno.memoranda.rules.plan import Writing, why_not_confirm, why_not_write_line
from spilno.memoranda.services.telling import tell_of_plan
from spilno.people.models import Person
from spilno.statute.rules.refusal import refuse
from spilno.undertakings.models import Undertaking
from spilno.undertakings.queries import LIVE
from spilno.undertakings.services import extend, take_off_control, undertake


@dataclass(frozen=True, slots=True)
class Said:
    """What a line says: in which area, of what kind, what, whose, by when, how many."""

    area: MemorandumArea
    kind: str
    what: str
    party: Party
    person: Person | None
    due_on: date
    target: int = 1


def _locked(memorandum: Memorandum) -> Memorandum:
    return Memorandum.objects.select_for_update().get(pk=memorandum.pk)  # one act on a plan at a time


def _writing(memorandum: Memorandum, year: int, said: Said, measure: Measure | None = None) -> Writing:
    today = timezone.localdate()
    undertaking: Any = measure.undertaking if measure is not None else None
    parties = standing_parties(memorandum, today)
    return Writing(
        year=year,
        what=said.what,
        target=said.target,
        due_on=said.due_on,
        concluded=Memorandum.objects.filter(concluded_q(today), pk=memorandum.pk).exists(),
        area_stands=said.area.dropped_on is None and said.area.memorandum_id == memorandum.pk,
        party_stands=parties.filter(pk=said.party.pk).exists(),
        person_of_side=said.person is None
        or (measure is not None and (said.person.pk, said.party.pk) == (measure.person_id, measure.party_id))
        or people_of(parties.filter(pk=said.party.pk), today).filter(pk=said.person.pk).exists(),
        starts_on=memorandum.starts_on,
        binding_due_on=undertaking.due_on if undertaking is not None else None,
        ended=undertaking is not None and undertaking.state not in LIVE,
    )


@transaction.atomic
def write_line(memorandum: Memorandum, year: int, said: Said, *, by: User) -> Measure:
    """Propose a line of the plan of a year; it binds when all parties confirmed the plan."""
    memorandum = _locked(memorandum)
    refuse(why_not_write_line(_writing(memorandum, year, said)))
    measure = Measure.objects.create(
        agreed_area=said.area,
        year=year,
        kind=said.kind,
        target=said.target,
        what=said.what.strip(),
        party=said.party,
        person=said.person,
        due_on=said.due_on,
    )
    record("memorandum.line_proposed", memorandum, by=by, facts={"year": year, "measure": measure.pk})
    return measure


@transaction.atomic
def change_line(measure: Measure, said: Said, *, by: User) -> Measure:
    """Change a line: one that does not bind yet as a whole; of one that binds the term, the target and the person.

    What is changed waits until all parties confirm the plan again.
    """
    memorandum = _locked(measure.agreed_area.memorandum)
    measure = Measure.objects.select_for_update(of=("self",)).select_related("undertaking").get(pk=measure.pk)
    refuse(why_not_write_line(_writing(memorandum, measure.year, said, measure)))
    if measure.undertaking_id is None:
        measure.agreed_area, measure.kind, measure.target = said.area, said.kind, said.target
        measure.what, measure.party, measure.person = said.what.strip(), said.party, said.person
        measure.due_on = said.due_on
    else:
        person = said.person.pk if said.person is not None else None
        wanted = {"due_on": said.due_on.isoformat(), "target": said.target, "person": person}
        present = {"due_on": measure.due_on.isoformat(), "target": measure.target, "person": measure.person_id}
        measure.proposed = {key: value for key, value in wanted.items() if value != present[key]}
    measure.save()
    facts = {"year": measure.year, "measure": measure.pk, "proposed": measure.proposed}
    record("memorandum.line_changed", memorandum, by=by, facts=facts)
    return measure


@transaction.atomic
def withdraw_line(measure: Measure, *, by: User) -> None:
    """Take a line out of the plan: one that does not bind goes at once, one that binds when all parties confirm it."""
    memorandum = _locked(measure.agreed_area.memorandum)
    measure = Measure.objects.select_for_update(of=("self",)).get(pk=measure.pk)
    record(
        "memorandum.line_withdrawn",
        memorandum,
        by=by,
        facts={"year": measure.year, "measure": measure.pk, "what": measure.what},
    )
    if measure.undertaking_id is None:
        measure.delete()
        return
    measure.proposed = {"withdrawn": True}
    measure.save(update_fields=["proposed"])


@transaction.atomic
def confirm_plan(memorandum: Memorandum, year: int, *, party: Party, seen: str, by: User) -> Plan:
    """Confirm, for a party, the plan of a year exactly as it was seen; with the last party it binds.

    Then each new line gets its undertaking, a later term is given, and what was withdrawn is taken off control, all on the ground
    of the plan. Raises RuleBroken when the plan was changed since, is empty, or the party has confirmed it.
    """
    memorandum = _locked(memorandum)
    today = timezone.localdate()
    plan = plan_of(memorandum, year, today)
    own = next((one for one in plan.consents if one.party.pk == party.pk), None)
    refuse(
        why_not_confirm(
            speaks=own is not None,
            seen=seen,
            now=plan.sha256,
            lines=plan.lines or sum(one.proposed != {} for one in plan.measures),
            already=own is not None and own.given is not None,
        )
    )
    PlanConsent.objects.create(
        memorandum=memorandum,
        year=year,
        party=party,
        sha256=plan.sha256,
        by=by.pk,
        by_name=str(getattr(by, "person", "") or ""),
    )
    facts = {"year": year, "party": party.pk, "sha256": plan.sha256}
    record("memorandum.plan_confirmed", memorandum, by=by, facts=facts)
    confirmed = plan_of(memorandum, year, today)
    waits = {one.party.pk for one in confirmed.consents if one.given is None}
    if not waits:
        _bind(confirmed, today, by)
    tell_of_plan(memorandum, year, waits=waits, by=by)
    return plan_of(memorandum, year, today)


def _bind(plan: Plan, today: date, by: User) -> None:
    number, year, day = plan.memorandum.number, plan.year, f"{today:%d.%m.%Y}"
    ground = f"план виконання меморандуму № {number} на {year} рік, погоджений сторонами {day}"
    for measure in plan.measures:
        if measure.undertaking_id is None:
            measure.undertaking = undertake(
                what=measure.what,
                ground=ground,
                source=measure,
                organisation=measure.party.organisation,
                person=measure.person,
                due_on=measure.due_on,
                opened_on=min(today, measure.due_on),
                public=plan.memorandum.public,
                by=by,
            )
            measure.save(update_fields=["undertaking"])
        elif measure.proposed:
            _apply(measure, ground, today, by)
    facts = {"year": plan.year, "sha256": plan.sha256, "lines": plan.lines}
    record("memorandum.plan_agreed", plan.memorandum, by=by, ground=ground, facts=facts)


def _apply(measure: Measure, ground: str, today: date, by: User) -> None:
    change: dict[str, Any] = measure.proposed
    undertaking = measure.undertaking
    if undertaking is None:
        return
    live = undertaking.state in LIVE
    if change.get("withdrawn"):
        measure.withdrawn_on = today
        if live:
            take_off_control(undertaking, on=today, ground=ground, by=by)
    if "due_on" in change:
        measure.due_on = date.fromisoformat(change["due_on"])
        if live and (undertaking.due_on is None or undertaking.due_on < measure.due_on):
            extend(undertaking, until=measure.due_on, ground=ground, by=by)
    if "person" in change:
        measure.person_id = change["person"]
        Undertaking.objects.filter(pk=undertaking.pk).update(person=measure.person_id)
    measure.target = change.get("target", measure.target)
    measure.proposed = {}
    measure.save()
