"""Where the next edition does most: which programme, in which raion, with which council as host, for how many."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from spilno.statute.rules.days import first_working_day
from spilno.statute.rules.refusal import Refusal, gettext_noop

NOT_DRAFTED = gettext_noop("The edition was not drafted")
AHEAD, APPLY = timedelta(days=28), timedelta(days=7)  # to announce and to apply before it begins
HOURS_A_WEEK = 10
LEAST_PEOPLE = 5  # for fewer no edition is proposed: they are nominated to one elsewhere
MOST_PLACES = 200  # of one edition: what needs more is divided into editions of one size


NOTHING_PLANNED: Mapping[tuple[int, int], int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Lacking:
    """Officials of one council and category who have not done what is due; `enrolled` of them are on the way already.

    `newcomer`: a certificate programme is due. `learned` tells for each standard how many of those not enrolled completed it
    already: it is not offered to them once more.
    """

    organisation: int
    raion: int
    category: str
    newcomer: bool
    people: int
    enrolled: int
    learned: Mapping[int, int]

    def left(self, standard: int) -> int:
        """Return how many a standard would still reach.

        Source: DOMAIN R15, R16 (who still owes learning); docs/how-to/coverage.md.
        """
        return max(0, self.people - self.enrolled - self.learned.get(standard, 0))


@dataclass(frozen=True, slots=True)
class Offer:
    """A standard in force: offices that it is meant for, whether it is a certificate programme, and the share of officials, in
    percent, who learned the least learned of its competences; None: it names no competence.
    """

    standard: int
    offices: frozenset[str]
    certificate: bool
    least_learned: int | None


@dataclass(frozen=True, slots=True)
class Host:
    """A council that may be host; `last` is the last day on which it was."""

    organisation: int
    raion: int
    last: date | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed, with its reckoning: `people` lack, `enrolled` of them are on the way, `learned` know it already, for
    `planned` there are free places in editions that are prepared or announced in the raion; the rest is places.

    `councils` are pairs of a council and how many of its people it would reach, the most first. `host` None: the raion has no council.
    """

    standard: int
    raion: int
    host: Host | None
    people: int
    enrolled: int
    learned: int
    planned: int
    places: int
    councils: tuple[tuple[int, int], ...]

    @property
    def editions(self) -> int:
        """Return into how many editions the places are divided.

        Source: DOMAIN R20 (an edition of the marathon has 200 places); docs/how-to/coverage.md.
        """
        return -(-self.places // MOST_PLACES)

    @property
    def size(self) -> int:
        """Return how many places each of the editions has; the last may stay smaller.

        Source: DOMAIN R20; docs/how-to/coverage.md.
        """
        return -(-self.places // self.editions)


def is_reached(group: Lacking, offer: Offer) -> bool:
    """Tell whether a programme does what is due from a group: it is meant for them; newcomers need a certificate programme.

    Source: DOMAIN R15, R16 (one newly appointed completes a certificate programme).
    """
    return group.category in offer.offices and (offer.certificate or not group.newcomer)


def host_of(raion: int, hosts: Sequence[Host], reached: Mapping[int, int]) -> Host | None:
    """Return the council that is host: one that never was, then the one that was longest ago, then who sends the most people.

    Source: docs/how-to/coverage.md (editions go round the councils of a raion).
    """
    there = [host for host in hosts if host.raion == raion and reached.get(host.organisation)]
    return min(
        there,
        key=lambda host: (host.last or date.min, -reached[host.organisation], host.organisation),
        default=None,
    )


def propose(
    lacking: Sequence[Lacking],
    offers: Sequence[Offer],
    hosts: Sequence[Host],
    planned: Mapping[tuple[int, int], int] = NOTHING_PLANNED,
    *,
    most: int = 5,
) -> list[Proposal]:
    """Propose editions, the one that reaches most people first; nobody is counted in two of them. Order of input does not matter.

    Of programmes that reach as many, the one goes first whose competence is learned least. `planned` tells for a standard and a
    raion how many free places its prepared and announced editions have: those people wait for them, and only the others are
    proposed for, by the same programme.

    Source: DOMAIN R15, R16; docs/how-to/coverage.md (the next edition goes where most people lack what is due).
    """
    rest: dict[int, list[Lacking]] = {}
    for group in lacking:
        rest.setdefault(group.raion, []).append(group)
    found: list[Proposal] = []
    for offer in sorted(offers, key=lambda each: each.standard):
        for raion in sorted(rest):
            if free := planned.get((offer.standard, raion), 0):
                found += _taken(offer, raion, rest, hosts, free)
    least = len(found) + most
    while len(found) < least:
        options = [(_reach(offer, groups), offer, raion) for offer in offers for raion, groups in rest.items()]
        best = max(options, key=_weight, default=None)
        if best is None or best[0] < LEAST_PEOPLE:
            break
        found += _taken(best[1], best[2], rest, hosts, 0)
    return sorted(found, key=lambda each: -each.places)[:most]


def _reach(offer: Offer, groups: Sequence[Lacking]) -> int:
    return sum(group.left(offer.standard) for group in groups if is_reached(group, offer))


def _weight(option: tuple[int, Offer, int]) -> tuple[int, int, int, int]:
    people, offer, raion = option
    learned = 100 if offer.least_learned is None else offer.least_learned
    return people, -learned, -raion, -offer.standard


def _taken(
    offer: Offer, raion: int, rest: dict[int, list[Lacking]], hosts: Sequence[Host], free: int
) -> list[Proposal]:
    """Take those whom a programme reaches in a raion out of `rest`; return the proposal for them, when enough are left for one."""
    mine = [group for group in rest[raion] if is_reached(group, offer)]
    rest[raion] = [group for group in rest[raion] if group not in mine]
    made = _proposal(offer, raion, mine, hosts, free)
    return [made] if made.places >= LEAST_PEOPLE else []


def _proposal(offer: Offer, raion: int, groups: Sequence[Lacking], hosts: Sequence[Host], free: int) -> Proposal:
    reached: dict[int, int] = {}
    for group in groups:
        reached[group.organisation] = reached.get(group.organisation, 0) + group.left(offer.standard)
    waiting, people = sum(reached.values()), sum(group.people for group in groups)
    enrolled, planned = sum(group.enrolled for group in groups), min(free, waiting)
    councils = sorted(((pk, count) for pk, count in reached.items() if count), key=lambda pair: (-pair[1], pair[0]))
    return Proposal(
        standard=offer.standard,
        raion=raion,
        host=host_of(raion, hosts, reached),
        people=people,
        enrolled=enrolled,
        learned=people - enrolled - waiting,
        planned=planned,
        places=waiting - planned,
        councils=tuple(councils),
    )


def days_of_edition(today: date, *, hours: int) -> tuple[date, date, date]:
    """Return the first and last day of a proposed edition and the last day of applications: ten hours of learning a week.

    It begins on a working day, four weeks ahead at the earliest; applications are taken until a week before.

    Source: DOMAIN R20 (a marathon of 60 hours goes on for six weeks); the days of a draft are changed by those who lead it.
    """
    starts = first_working_day(today + AHEAD)
    weeks = max(1, -(-hours // HOURS_A_WEEK))
    return starts, starts + timedelta(days=7 * weeks - 1), starts - APPLY


def is_late(ends_on: date, *, year: int) -> bool:
    """Tell whether an edition ends after the year for which its learners lack credits: they count where it is completed.

    Source: docs/how-to/credits.md (a row of the ledger belongs to the calendar year of its last day).
    """
    return ends_on.year > year


def why_not_draft(*, stands: bool, providers: int) -> Refusal | None:
    """Say why an edition is not drafted from a proposal: it stands no longer, or the account delivers the programme for nobody.

    Source: docs/how-to/coverage.md (a proposal is what standings of the day give); DOMAIN R18 (a provider delivers the programme).
    """
    source = gettext_noop("Coverage by learning: a proposal is made from the standings of the day")
    if not stands:
        return Refusal(
            code="proposal_is_gone", title=NOT_DRAFTED, source=source,
            sentence=gettext_noop("The proposal stands no longer: meanwhile people have learned, applied or left."),
            advice=gettext_noop("Look at the proposals as they are now."),
        )  # fmt: skip
    if providers == 0:
        return Refusal(
            code="nobody_delivers", title=NOT_DRAFTED, source=source,
            sentence=gettext_noop("No organisation for which your account acts delivers this programme today."),
            advice=gettext_noop("Enter a provider on the page of the standard first."),
        )  # fmt: skip
    return None
