"""Who may demand an extraordinary meeting."""

from dataclasses import dataclass

from spilno.statute.rules.provisions import Demand, Provisions
from spilno.statute.rules.refusal import Refusal, gettext_noop

TITLE = gettext_noop("The extraordinary meeting is not prepared")


@dataclass(frozen=True, slots=True)
class Demanded:
    """A demand as it came: `code` is its kind in the statute, `count` of `of` who may demand have signed."""

    code: str
    count: int
    of: int


def why_not_demanded(demanded: Demanded | None, *, provisions: Provisions) -> Refusal | None:
    """Say why this demand is not enough for an extraordinary meeting; None when it is.

    No demand at all is not enough either: an extraordinary meeting is never convened by itself.

    Source: Statute 5.11.
    """
    if demanded is None:
        return Refusal(
            code="no_demand",
            title=TITLE,
            sentence=gettext_noop("Nobody demanded it: an extraordinary meeting is convened on demand."),
            source=gettext_noop("Statute, %(article)s"),
            facts={"article": _articles(provisions)},
            advice=gettext_noop("Enter who demanded the meeting, how many signed and by what document."),
        )
    kind = provisions.demands.get(demanded.code)
    if kind is None:
        return Refusal(
            code="unknown_demand",
            title=TITLE,
            sentence=gettext_noop("The statute does not know such a demand: %(demand)s."),
            source=gettext_noop("Statute, %(article)s"),
            facts={"demand": demanded.code, "article": _articles(provisions)},
            advice=gettext_noop("Choose one of those who may demand a meeting."),
        )
    if demanded.count > demanded.of:
        return Refusal(
            code="more_than_all",
            title=TITLE,
            sentence=gettext_noop("%(count)d signed, but there are only %(of)d who may demand."),
            source=gettext_noop("Statute, %(article)s"),
            facts={"count": demanded.count, "of": demanded.of, "article": kind.share.ground.article},
            advice=gettext_noop("Check both numbers against the document of the demand."),
        )
    return _why_too_few(demanded, kind)


def _why_too_few(demanded: Demanded, kind: Demand) -> Refusal | None:
    needed = kind.share.needed(demanded.of)
    if demanded.of <= 0 or demanded.count < needed:
        return Refusal(
            code="demand_too_small",
            title=TITLE,
            sentence=gettext_noop("%(count)d of %(of)d demanded it, %(needed)d are needed."),
            source=gettext_noop("Statute, %(article)s"),
            facts={
                "count": demanded.count,
                "of": demanded.of,
                "needed": needed,
                "article": kind.share.ground.article,
            },
            advice=gettext_noop("Wait until enough have signed, or convene an ordinary meeting."),
        )
    return None


def _articles(provisions: Provisions) -> str:
    return ", ".join(sorted({demand.share.ground.article for demand in provisions.demands.values()}))
