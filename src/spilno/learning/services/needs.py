"""What was learned fulfils what was planned: rows of the ledger are tied to needs by themselves; the official may tie otherwise."""

from spilno.accounts.models import User
from spilno.journal.services import record
from spilno.learning.models import CreditRow, IndividualProgramme, Need
from spilno.learning.queries.plans import competences_of, open_needs, rows_to_tie
from spilno.learning.rules.plans import OpenNeed, need_fulfilled


def tie_by_itself(row: CreditRow, *, by: User | None) -> Need | None:
    """Tie a row that came into the ledger to the need of an agreed programme of its year which it fulfils; None: no need says so.

    Called in the transaction that wrote the row, or agreed the programme.
    """
    needs = {need.pk: need for need in open_needs(row.person, row.year)}
    if not needs:
        return None
    told = [OpenNeed(need.pk, need.kind, need.topic, need.competence_id) for need in needs.values()]
    found = need_fulfilled(told, kind=row.kind, title=row.title, competences=competences_of(row))
    if found is None:
        return None
    need = needs[found.pk]
    need.row = row
    need.save(update_fields=["row"])
    record("plan.tied", need.programme, by=by, facts={"need": need.order, "row": row.pk, "by_itself": True})
    return need


def tie_earlier(plan: IndividualProgramme, *, by: User | None) -> int:
    """Tie what the ledger of the year had before the programme was agreed; returns how many rows found their need."""
    rows = rows_to_tie(plan).select_related("person").order_by("on", "pk")
    return sum(tie_by_itself(row, by=by) is not None for row in rows)
