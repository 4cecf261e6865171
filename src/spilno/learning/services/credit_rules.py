"""The rules of credits that the installation keeps: one is entered for a kind from a day on, or kept when it counts something first."""

from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from spilno.accounts.models import User
from spilno.journal.services import record
from spilno.learning.models import CreditRule
from spilno.learning.queries.credit_rules import rule_on
from spilno.learning.rules.credit_book import Earn, why_not_enter
from spilno.statute.rules.refusal import refuse


def kept(kind: str, day: date) -> tuple[Earn | None, CreditRule | None]:
    """Return the rule of a kind in force on a day, and its row; a rule of the file gets its row when it counts something first.

    Called by acts of the ledger, in their transactions; the journal has their lines.
    """
    rule = rule_on(kind, day)
    if rule is None:
        return None, None
    values = asdict(rule)
    row, _made = CreditRule.objects.get_or_create(kind=values.pop("kind"), starts=values.pop("starts"), defaults=values)
    return rule, row


@transaction.atomic
def enter_rule(*, kind: str, starts: date, by: User | None, **fields: Any) -> CreditRule:
    """Enter how much a kind of learning earns from a day on; the rule before it ends on the day before.

    Rows that stand keep what they were counted by. Raises RuleBroken when a rule of the kind begins on that day or later,
    or has no source.
    """
    same = CreditRule.objects.select_for_update().filter(kind=kind)
    latest = same.order_by("-starts").first()
    refuse(why_not_enter(starts=starts, latest=latest.starts if latest else None, source=fields.get("source", "")))
    if latest is not None and latest.ends is None:
        latest.ends = starts - timedelta(1)
        latest.save(update_fields=["ends"])
    made = CreditRule.objects.create(kind=kind, starts=starts, **fields)
    said = {"kind": kind, "starts": starts, "per": made.per, "credits": str(made.credits)}
    record("credit_rule.entered", made, by=by, ground=made.source, facts=said)
    return made
