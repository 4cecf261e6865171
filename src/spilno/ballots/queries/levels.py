"""Reads of a double majority: counts within each level of councils, what was asked of them, the levels in words."""

from fractions import Fraction

from django.db.models import Count, Q
from django.utils.translation import ngettext

from spilno.ballots.models import Question, Vote
from spilno.ballots.rules.choices import NOBODY
from spilno.ballots.rules.levels import DoubleResult, double_result
from spilno.ballots.rules.majority import Counts, Majority, Result
from spilno.organisations.models import Organisation
from spilno.statute.rules.provisions import Base

MANY = 2  # any number of them, named without it: «міські ради»


def counts_by_level(question: Question) -> dict[str, Counts]:
    """Count rights by the level of their council, the oblast council first; members of no level last. One query."""
    counted = {
        "votes_for": _with(~Q(vote__value__in=NOBODY), vote__isnull=False),
        "votes_against": _with(vote__value=Vote.Value.AGAINST),
        "votes_abstained": _with(vote__value=Vote.Value.ABSTAINED),
        "not_voted": _with(vote__isnull=True),
        "absent": Count("pk", filter=Q(present=False)),
        "recused": Count("pk", filter=Q(present=True, recused=True)),
    }
    rows = question.electors.order_by().values("level").annotate(**counted)
    found = {row.pop("level"): Counts(**row) for row in rows}
    return {level: found[level] for level in (*Organisation.Level.values, "") if level in found}


def _with(*conditions: Q, **given: object) -> Count:
    return Count("pk", filter=Q(*conditions, present=True, recused=False, **given))


def double_of(question: Question, result: Result) -> DoubleResult | None:
    """Return the result within each level of councils beside the one among all; None when a single majority decides."""
    within = within_level_of(question)
    if within is None:
        return None
    return double_result(result, counts_by_level(question), within_level=within)


def within_level_of(question: Question) -> Majority | None:
    """Return the majority within each level as it was frozen; None when a single majority decides."""
    if not question.level_share:
        return None
    share, base = Fraction(question.level_share), Base(question.level_base)
    return Majority(share, question.level_strict, base, question.article)


def level_in_words(code: str, members: int = MANY) -> str:
    """Say a level as a group of members: city councils; the oblast council, when there is one."""
    words = {
        Organisation.Level.REGION: lambda n: ngettext("oblast council", "oblast councils", n),
        Organisation.Level.RAION: lambda n: ngettext("raion council", "raion councils", n),
        Organisation.Level.CITY: lambda n: ngettext("city council", "city councils", n),
        Organisation.Level.CITY_DISTRICT: lambda n: ngettext("city-district council", "city-district councils", n),
        Organisation.Level.SETTLEMENT: lambda n: ngettext("settlement council", "settlement councils", n),
        Organisation.Level.VILLAGE: lambda n: ngettext("village council", "village councils", n),
    }
    return words[Organisation.Level(code)](1 if members == 1 else MANY)
