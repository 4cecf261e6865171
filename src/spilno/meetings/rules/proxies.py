"""Proxies: who may carry whose vote, how many, for which items, and when a proxy lapses."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from spilno.statute.rules.provisions import Provisions
from spilno.statute.rules.refusal import Refusal, gettext_noop

TITLE = gettext_noop("The proxy is not accepted")
SOURCE = gettext_noop("Statute, %(article)s")


@dataclass(frozen=True, slots=True)
class Span:
    """Items for which a proxy holds, by their numbers at the top of the agenda, both included; None is open."""

    first: int | None = None
    last: int | None = None

    def covers(self, item: int | None) -> bool:
        """Tell whether the item is inside; before the first item (None) every proxy holds.

        Source: Statute 5.6.
        """
        if item is None:
            return True
        return (self.first is None or item >= self.first) and (self.last is None or item <= self.last)


@dataclass(frozen=True, slots=True)
class Carried:
    """A proxy that is accepted already: who gave it to whom, for which items."""

    giver: int
    holder: int
    span: Span = Span()


@dataclass(frozen=True, slots=True)
class ProxyFacts:
    """A proxy as it is handed in. `giver` and `holder` are numbers of memberships.

    `accepted` are the other proxies of this meeting that still hold. `holder_has_mandate`: the person represents the
    holder on that day; `holder_known`: there is such a person at all. `document` names the power of attorney; `handed_in` is the day of today; `items` counts items at the top of the agenda.
    """

    meeting_state: str
    giver: int
    holder: int
    giver_level: str
    holder_level: str
    giver_votes: bool
    holder_votes: bool
    giver_present: bool
    holder_has_mandate: bool
    document: str
    dated: date
    handed_in: date
    day: date
    items: int
    holder_known: bool = True
    span: Span = Span()
    accepted: tuple[Carried, ...] = ()


def _no(code: str, sentence: str, provisions: Provisions, advice: str = "", **facts: object) -> Refusal:
    return Refusal(
        code=code,
        title=TITLE,
        sentence=sentence,
        source=SOURCE,
        facts={"article": provisions.proxies.ground.article, **facts},
        advice=advice,
    )


def most_carried(proxies: Iterable[Carried], holder: int) -> int:
    """Return how many votes of others a holder carries at the item where he carries most.

    Proxies for different items do not add up.

    Source: Statute 5.6.
    """
    spans = [proxy.span for proxy in proxies if proxy.holder == holder]
    starts = {span.first or 1 for span in spans}
    return max((sum(span.covers(item) for span in spans) for item in starts), default=0)


def may_carry(
    holder: int, level: str, *, giver_level: str, accepted: Iterable[Carried], provisions: Provisions
) -> bool:
    """Tell whether a member may still be offered as a holder: its level, what it carries, its own vote not given away.

    `level` is that of the holder; `giver_level` is empty while the giver is not chosen. Whether this very proxy is
    accepted, `why_not_proxy` says.

    Source: Statute 5.6.
    """
    limits, given = provisions.proxies, tuple(accepted)
    if giver_level and limits.same_level_only and level != giver_level:
        return False
    if any(proxy.giver == holder for proxy in given):
        return False
    return most_carried(given, holder) < limits.per_holder


def why_not_proxy(facts: ProxyFacts, *, provisions: Provisions) -> Refusal | None:
    """Say why this proxy cannot be accepted; None when it can.

    Source: Statute 5.6.
    """
    return (
        _timing(facts, provisions)
        or _votes(facts, provisions)
        or _holder(facts, provisions)
        or _paper(facts, provisions)
        or _limits(facts, provisions)
    )


def _timing(facts: ProxyFacts, provisions: Provisions) -> Refusal | None:
    if facts.meeting_state in ("convened", "registration", "open", "recess"):
        return None
    return _no(
        "not_the_time",
        gettext_noop("Proxies are accepted from the convocation to the closing of the meeting."),
        provisions,
    )


def _votes(facts: ProxyFacts, provisions: Provisions) -> Refusal | None:
    if provisions.proxies.per_holder == 0:
        return _no("no_proxies", gettext_noop("The statute does not allow voting by proxy."), provisions)
    if facts.giver == facts.holder:
        return _no(
            "proxy_to_oneself",
            gettext_noop("A member does not give a proxy to itself."),
            provisions,
            gettext_noop("When another person comes, register the substitute."),
        )
    if not facts.giver_votes:
        return _no(
            "giver_has_no_vote",
            gettext_noop(
                "The member that gives the proxy has no deciding vote on that day: there is nothing to carry."
            ),
            provisions,
        )
    if not facts.holder_votes:
        return _no(
            "holder_has_no_vote",
            gettext_noop("The member that should carry the vote has no deciding vote on that day."),
            provisions,
            gettext_noop("Choose a holder among the members with a deciding vote."),
        )
    return None


def _holder(facts: ProxyFacts, provisions: Provisions) -> Refusal | None:
    limits = provisions.proxies
    if not facts.holder_known or (limits.holder_must_be_representative and not facts.holder_has_mandate):
        return _no(
            "holder_is_no_representative",
            gettext_noop("The holder represents no member on that day: only a representative carries a vote."),
            provisions,
            gettext_noop("Check the mandate of the holder, or choose another one."),
        )
    if limits.same_level_only and facts.giver_level != facts.holder_level:
        return _no(
            "other_level",
            gettext_noop("A representative carries the vote of a member of the same level only."),
            provisions,
            gettext_noop("Choose a holder among councils of the same level."),
            giver_level=facts.giver_level,
            holder_level=facts.holder_level,
        )
    if facts.giver_present:
        return _no(
            "giver_is_here",
            gettext_noop("The member that gives the proxy is here itself: it votes itself."),
            provisions,
            gettext_noop("Enter the proxy when its representative has left."),
        )
    return None


def _paper(facts: ProxyFacts, provisions: Provisions) -> Refusal | None:
    if provisions.proxies.document_required and not facts.document.strip():
        return _no(
            "no_document",
            gettext_noop("The power of attorney is not named."),
            provisions,
            gettext_noop("Enter its number, date and who signed it."),
        )
    if facts.dated > facts.day:
        return _no(
            "dated_after",
            gettext_noop("The power of attorney is dated %(dated)s, after the day of the meeting, %(day)s."),
            provisions,
            dated=f"{facts.dated:%d.%m.%Y}",
            day=f"{facts.day:%d.%m.%Y}",
        )
    if facts.dated > facts.handed_in:
        return _no(
            "dated_ahead",
            gettext_noop("The power of attorney is dated %(dated)s: that day has not come yet."),
            provisions,
            gettext_noop("Enter the day that stands on the paper."),
            dated=f"{facts.dated:%d.%m.%Y}",
        )
    first, last = facts.span.first, facts.span.last
    outside = any(item is not None and not 1 <= item <= max(facts.items, 1) for item in (first, last))
    if outside or (first is not None and last is not None and first > last):
        return _no(
            "wrong_items",
            gettext_noop("The proxy is limited to items that are not on the agenda: it has %(items)d."),
            provisions,
            gettext_noop("Enter the first and the last item by their numbers, or leave both empty."),
            items=facts.items,
        )
    return None


def _limits(facts: ProxyFacts, provisions: Provisions) -> Refusal | None:
    if any(proxy.giver == facts.giver for proxy in facts.accepted):
        return _no(
            "given_already",
            gettext_noop("This member has given a proxy for this meeting already."),
            provisions,
            gettext_noop("Withdraw the earlier one first."),
        )
    if any(proxy.giver == facts.holder for proxy in facts.accepted):
        return _no(
            "holder_gave_his_own",
            gettext_noop(
                "The member that should carry the vote has given away its own: a carried vote is not passed on."
            ),
            provisions,
        )
    if any(proxy.holder == facts.giver for proxy in facts.accepted):
        return _no(
            "giver_carries",
            gettext_noop(
                "The member that gives the proxy carries the vote of another one: a carried vote is not passed on."
            ),
            provisions,
        )
    carried = most_carried([*facts.accepted, Carried(facts.giver, facts.holder, facts.span)], facts.holder)
    if carried > provisions.proxies.per_holder:
        return _no(
            "proxy_too_many",
            gettext_noop("With this proxy the holder would carry %(carried)d votes of others, %(limit)d is allowed."),
            provisions,
            gettext_noop("Choose another holder of the same level."),
            carried=carried,
            limit=provisions.proxies.per_holder,
        )
    return None


def counting(proxies: Iterable[Carried], *, present: frozenset[int], item: int | None) -> list[Carried]:
    """Return the proxies that count at an item: the holder is here, the giver is not, the item is covered.

    `present` are members here in person. Before the first item (None) every proxy of a holder who is here counts.

    Source: Statute 5.6.
    """
    return [
        proxy for proxy in proxies if proxy.holder in present and proxy.giver not in present and proxy.span.covers(item)
    ]
