"""Acts of individual programmes: begun, needs written, sent, agreed or returned, rows tied, closed."""

from decimal import Decimal

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from spilno.accounts.models import User
from spilno.journal.services import record
from spilno.learning.models import Competence, CreditRow, IndividualProgramme, Need
from spilno.learning.queries.plans import drafts_of, planned_as
from spilno.learning.rules.plans import (
    why_not_agree,
    why_not_begin,
    why_not_close,
    why_not_drop,
    why_not_send,
    why_not_tie,
    why_not_write,
)
from spilno.learning.services.needs import tie_earlier
from spilno.organisations.models import Organisation
from spilno.people.models import Office, Person
from spilno.statute.rules.refusal import refuse

State = IndividualProgramme.State


def _locked(plan: IndividualProgramme) -> IndividualProgramme:
    return IndividualProgramme.objects.select_for_update(of=("self",)).select_related("person").get(pk=plan.pk)


@transaction.atomic
def begin_plan(
    person: Person, *, year: int, organisation: Organisation, office: Office | None, by: User | None
) -> IndividualProgramme:
    """Begin an individual programme for a calendar year; the post is kept as it is now. Raises RuleBroken while one is written."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    refuse(why_not_begin(drafts=drafts_of(person, year)))
    plan = IndividualProgramme.objects.create(
        person=person,
        organisation=organisation,
        post=office.post_uk if office else "",
        year=year,
        made_by=by.pk if by else None,
    )
    record("plan.begun", plan, by=by, facts={"year": year, "organisation": organisation.pk})
    return plan


@transaction.atomic
def add_need(
    plan: IndividualProgramme,
    *,
    topic: str,
    kind: str,
    credits: Decimal,  # noqa: A002 - the word of the field
    competence: Competence | None,
    by: User | None,
) -> Need:
    """Add what is to be learned. Raises RuleBroken when the programme is agreed or waits for an answer."""
    plan = _locked(plan)
    refuse(why_not_write(planned_as(plan, by)))
    last = plan.needs.aggregate(last=Max("order"))["last"] or 0
    need = Need.objects.create(
        programme=plan, order=last + 1, topic=topic.strip(), kind=kind, credits=credits, competence=competence
    )
    record("plan.written", plan, by=by, facts={"need": need.order, "kind": kind, "credits": str(credits)})
    return need


@transaction.atomic
def drop_need(need: Need, *, by: User | None) -> None:
    """Take a need out of a programme that is still being written."""
    plan = _locked(need.programme)
    refuse(why_not_write(planned_as(plan, by)))
    order = need.order
    need.delete()
    record("plan.written", plan, by=by, facts={"dropped": order})


@transaction.atomic
def drop_plan(plan: IndividualProgramme, *, by: User | None) -> None:
    """Drop a draft with its needs. Raises RuleBroken once it was sent."""
    plan = _locked(plan)
    refuse(why_not_drop(planned_as(plan, by)))
    record("plan.dropped", plan, by=by, facts={"year": plan.year, "needs": plan.needs.count()})
    plan.delete()


@transaction.atomic
def send_plan(plan: IndividualProgramme, *, by: User | None) -> IndividualProgramme:
    """Give the programme to be agreed. Raises RuleBroken when less is planned than the year asks."""
    plan = _locked(plan)
    refuse(why_not_send(planned_as(plan, by)))
    plan.sent_on, plan.remarks = timezone.localdate(), ""
    plan.save(update_fields=["sent_on", "remarks"])
    record("plan.sent", plan, by=by)
    return plan


@transaction.atomic
def agree_plan(plan: IndividualProgramme, *, by: User | None) -> IndividualProgramme:
    """Agree the programme; what the year has earned already finds its needs. Raises RuleBroken when it does not wait, or is one's own."""
    plan = _locked(plan)
    refuse(why_not_agree(planned_as(plan, by)))
    plan.state, plan.agreed_on, plan.agreed_by = State.AGREED, timezone.localdate(), by.pk if by else None
    plan.save(update_fields=["state", "agreed_on", "agreed_by"])
    record("plan.agreed", plan, by=by, facts={"needs": plan.needs.count()})
    tie_earlier(plan, by=by)
    return plan


@transaction.atomic
def return_plan(plan: IndividualProgramme, *, because: str, by: User | None) -> IndividualProgramme:
    """Return the programme with remarks: the official writes it again."""
    plan = _locked(plan)
    refuse(why_not_agree(planned_as(plan, by)))
    plan.sent_on, plan.remarks = None, because.strip()[:500]
    plan.save(update_fields=["sent_on", "remarks"])
    record("plan.returned", plan, by=by, ground=plan.remarks)
    return plan


@transaction.atomic
def close_plan(plan: IndividualProgramme, *, by: User | None) -> IndividualProgramme:
    """Close the programme: what is tied is what was done. Raises RuleBroken when it is not agreed, or is one's own."""
    plan = _locked(plan)
    refuse(why_not_close(planned_as(plan, by)))
    plan.state, plan.closed_on = State.CLOSED, timezone.localdate()
    plan.save(update_fields=["state", "closed_on"])
    done = plan.needs.filter(row__state=CreditRow.State.RECOGNISED).count()
    record("plan.closed", plan, by=by, facts={"needs": plan.needs.count(), "done": done})
    return plan


@transaction.atomic
def tie_row(need: Need, row: CreditRow | None, *, by: User | None) -> Need:
    """Tie a row of the ledger to the need that it fulfils; None unties it."""
    plan = _locked(need.programme)
    if row is not None:
        refuse(
            why_not_tie(
                plan.state,
                same_person=row.person_id == plan.person_id,
                same_year=row.year == plan.year,
                row_state=row.state,
            )
        )
    need.row = row
    need.save(update_fields=["row"])
    record("plan.tied", plan, by=by, facts={"need": need.order, "row": row.pk if row else None})
    return need
