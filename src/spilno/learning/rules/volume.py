"""How large a programme may be: credits, hours, and the sums that must agree; the numbers are dated data."""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from spilno.statute.rules.refusal import Refusal, gettext_noop, ngettext

NOT_TAKEN = gettext_noop("The volume was not taken")
PROFESSIONAL, SHORT = "professional", "short"


@dataclass(frozen=True, slots=True)
class VolumeRule:
    """What holds from a day on. `agreed_by_nads`: pairs of kind and length; `source` is the act that a refusal cites."""

    starts: date
    hours_per_credit: int
    professional_least: Decimal
    short_least: Decimal
    short_most: Decimal
    agreed_by_nads: frozenset[tuple[str, str]]
    source: str
    verified: bool


def read_volumes(text: str) -> tuple[VolumeRule, ...]:
    """Read the dated rules, the earliest first. A file that contradicts itself raises ValueError: a mistake of the house.

    Source: docs/adr/0013-learning.md: how much a programme weighs is dated data with a source, never a constant in code.
    """
    rows = tomllib.loads(text)["volume"]
    found = tuple(
        VolumeRule(
            starts=row["starts"],
            hours_per_credit=row["hours_per_credit"],
            professional_least=Decimal(row["professional_least"]),
            short_least=Decimal(row["short_least"]),
            short_most=Decimal(row["short_most"]),
            agreed_by_nads=frozenset(_pair(words) for words in row["agreed_by_nads"]),
            source=row["source"],
            verified=row["verified"],
        )
        for row in sorted(rows, key=lambda row: row["starts"])
    )
    if not found or any(a.starts == b.starts for a, b in pairwise(found)):
        message = "rules of volume must begin on different days"
        raise ValueError(message)
    return found


def _pair(words: str) -> tuple[str, str]:
    kind, length = words.split()
    return kind, length


def volume_on(rules: Sequence[VolumeRule], day: date) -> VolumeRule:
    """Return the rule of a day; before the first one, the first one.

    Source: Конституція України, ст. 58 (a rule has no force backwards): each day has the rule in force on it.
    """
    begun = [rule for rule in rules if rule.starts <= day]
    return begun[-1] if begun else rules[0]


def hours_of(credits_promised: Decimal, *, rule: VolumeRule) -> Decimal:
    """Return how many hours so many credits are; a fraction stays a fraction, so that it can be refused.

    Source: постанова КМУ № 106; DOMAIN R13 (1 credit of ЄКТС is 30 hours).
    """
    return credits_promised * rule.hours_per_credit


def why_not_promise(credits_promised: Decimal, hours: int, *, rule: VolumeRule) -> Refusal | None:
    """Say why credits cannot be promised for hours: the product of credits and hours of one credit is another number.

    Source: постанова КМУ № 106; DOMAIN R13 (1 credit of ЄКТС is 30 hours).
    """
    due = hours_of(credits_promised, rule=rule)
    if due == hours:
        return None
    return _no(
        "credits_do_not_fit_hours",
        gettext_noop("%(credits)s × %(each)d h = %(due)s h, and %(hours)d h are planned."),
        gettext_noop("Change the credits or the hours: each credit stands for the same number of hours."),
        rule.source,
        credits=number(credits_promised),
        each=rule.hours_per_credit,
        due=number(due),
        hours=hours,
    )


def why_not_volume(length: str, credits_promised: Decimal, *, rule: VolumeRule) -> Refusal | None:
    """Say why a programme of a length (professional, short) cannot have so many credits. The bounds themselves are allowed.

    Source: постанова КМУ № 106; наказ НАДС № 226-19; DOMAIN R14 (certificate ≥ 2, short-term 0.2-1; bounds by dated data).
    """
    if length == PROFESSIONAL and credits_promised < rule.professional_least:
        return _no(
            "professional_too_small",
            gettext_noop(
                "A professional (certificate) programme has at least %(least)s credits; here %(credits)s are stated."
            ),
            gettext_noop("Add modules, or make it a short-term programme."),
            rule.source,
            least=number(rule.professional_least),
            credits=number(credits_promised),
        )
    if length == SHORT and not rule.short_least <= credits_promised <= rule.short_most:
        return _no(
            "short_out_of_bounds",
            gettext_noop("A short-term programme has from %(least)s to %(most)s credits; here %(credits)s are stated."),
            gettext_noop("Change the volume, or make it a professional programme."),
            rule.source,
            least=number(rule.short_least),
            most=number(rule.short_most),
            credits=number(credits_promised),
        )
    return None


def why_not_sum(modules: Iterable[tuple[str, int]], hours: int) -> Refusal | None:
    """Say why the hours of modules (title, hours) do not make the volume: their sum is another number, or one has no hours.

    Source: наказ НАДС № 38-20 (structure of a programme: modules with hours of each kind make its volume).
    """
    rows = list(modules)
    source = gettext_noop("НАДС order 38-20: the structure of a programme")
    empty = next((title for title, own in rows if own == 0), None)
    if empty is not None:
        return _no(
            "module_without_hours",
            gettext_noop("The module “%(module)s” has no hours."),
            gettext_noop("Enter its hours, or take the module out."),
            source,
            module=empty[:120],
        )
    total = sum(own for _title, own in rows)
    if total == hours:
        return None
    one, many = ngettext(
        "%(modules)d module has %(total)d h in all, and the programme states %(hours)d h.",
        "%(modules)d modules have %(total)d h in all, and the programme states %(hours)d h.",
    )
    return Refusal(
        code="modules_do_not_make_the_volume",
        title=NOT_TAKEN,
        sentence=one,
        plural=many,
        count="modules",
        source=source,
        facts={"modules": len(rows), "total": total, "hours": hours},
        advice=gettext_noop("Change the hours of the modules or the volume of the programme."),
    )


def needs_nads(kind: str, length: str, *, rule: VolumeRule) -> bool:
    """Tell whether НАДС agrees programmes of this kind and length before they come into force.

    Source: DOMAIN 2.2 (general certificate programmes are agreed with НАДС), dated data of data/volumes.toml.
    """
    return (kind, length) in rule.agreed_by_nads


def number(value: Decimal) -> str:
    """Write a number as documents do: a comma, no zeros at its end.

    Source: ДСТУ 4163:2020 (Ukrainian documents part fractions by a comma).
    """
    return f"{value.normalize():f}".replace(".", ",")


def _no(code: str, sentence: str, advice: str, source: str, **facts: object) -> Refusal:
    return Refusal(code=code, title=NOT_TAKEN, sentence=sentence, source=source, facts=facts, advice=advice)
