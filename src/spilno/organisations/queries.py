"""Reads of the register of organisations."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.db.models.functions import Substr

from spilno.organisations.models import Organisation, OrganisationName, Succession
from spilno.organisations.rules.councils import KnownCouncil
from spilno.organisations.rules.succession import Life
from spilno.territories.models import Unit
from spilno.territories.queries import raions_among
from spilno.territories.rules.codes import RAION_LENGTH, clean_code, search_key


def organisations() -> "QuerySet[Organisation]":
    """Return all organisations with their territory and the unit above it."""
    return Organisation.objects.select_related("territory__parent")


def sought(
    *, q: str = "", kind: str = "", level: str = "", raion: str = "", ended: bool = False
) -> "QuerySet[Organisation]":
    """Return the organisations that a search means, by name.

    `q` is part of a name old or new, of the place, a code of ЄДРПОУ or of КАТОТТГ; `raion` is the code of a raion: its
    own council and those of its hromadas. Those that ended come only when `ended` is asked, and then only they.
    """
    found = organisations().filter(ended__isnull=not ended)
    if kind:
        found = found.filter(kind=kind)
    if level:
        found = found.filter(level=level)
    if raion:
        found = found.filter(territory__code__startswith=raion[:RAION_LENGTH])
    wanted = " ".join(q.split())
    if wanted:
        key = search_key(wanted)
        found = found.filter(
            Q(search_key__contains=key)
            | Q(names__search_key__contains=key)
            | Q(name_en__icontains=wanted)
            | Q(edrpou=wanted)
            | Q(territory__code=clean_code(wanted)[:19])
        ).distinct()
    return found.order_by("sort_key", "pk")


def raions_with_organisations() -> list[Unit]:
    """Return the raions where somebody of the register sits; two queries."""
    seated = Organisation.objects.filter(territory__isnull=False).order_by()
    codes = seated.annotate(raion=Substr("territory__code", 1, RAION_LENGTH))
    return raions_among(codes.values_list("raion", flat=True).distinct())


def our_association() -> Organisation | None:
    """Return the association that keeps this installation; None until it is entered (`manage enter_association`)."""
    return Organisation.objects.filter(ours=True).first()


def names_of(organisation: Organisation) -> "QuerySet[OrganisationName]":
    """Return the names that it had, in their order."""
    return organisation.names.order_by("starts", "pk")


def successors_of(organisation: Organisation) -> "QuerySet[Succession]":
    """Return what became of it."""
    return organisation.successions.select_related("successor")


def predecessors_of(organisation: Organisation) -> "QuerySet[Succession]":
    """Return whose place it took."""
    return organisation.predecessions.select_related("predecessor")


def heirs_of(organisation: Organisation) -> list[Organisation]:
    """Return those that exist now at the end of the chain of successors; itself when it has not ended."""
    if organisation.ended is None:
        return [organisation]
    graph = succession_graph()
    seen: set[int] = set()
    waiting = [organisation.pk]
    while waiting:
        found = waiting.pop()
        if found not in seen:
            seen.add(found)
            waiting.extend(graph.get(found, ()))
    return list(Organisation.objects.filter(pk__in=seen, ended__isnull=True))


def succession_graph() -> dict[int, set[int]]:
    """Return all successions: number of the predecessor → numbers of its successors."""
    graph: dict[int, set[int]] = {}
    for predecessor, successor in Succession.objects.exclude(successor=None).values_list(
        "predecessor_id", "successor_id"
    ):
        if successor is not None:
            graph.setdefault(predecessor, set()).add(successor)
    return graph


def life_of(organisation: Organisation) -> Life:
    """Return since when it surely exists (its last renaming or succession), and whether it ended; two queries."""
    days = [day for day in organisation.names.values_list("ends", flat=True) if day is not None]
    taken = Succession.objects.filter(successor=organisation, kind=Succession.Kind.SPLIT).values_list("on", flat=True)
    days.extend(taken)
    return Life(organisation.pk, organisation.name_uk, max(days, default=None), organisation.ended)


def known_councils() -> list[KnownCouncil]:
    """Return what an import of councils compares with; two queries."""
    former: dict[int, set[str]] = {}
    for pk, name in OrganisationName.objects.values_list("organisation_id", "name_uk"):
        former.setdefault(pk, set()).add(name)
    return [
        KnownCouncil(
            pk=council.pk,
            said={
                "name_uk": council.name_uk,
                "name_en": council.name_en,
                "level": council.level,
                "place_uk": council.place_uk,
                "edrpou": council.edrpou,
                "territory": council.territory.code if council.territory else "",
                "email": council.email,
                "website": council.website,
                "address": council.address,
            },
            former=frozenset(former.get(council.pk, ())),
            ended=council.ended is not None,
        )
        for council in Organisation.objects.filter(kind=Organisation.Kind.COUNCIL)
        .select_related("territory")
        .order_by("pk")
    ]


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds an office in an organisation on a day, as an upper app tells it: name and post only."""

    name: str
    post: str
    since: date
    url: str = ""


HoldersSource = Callable[[Organisation, date], Iterable[Holder]]
_holders: list[HoldersSource] = []


def register_holders(source: HoldersSource) -> None:
    """Let an upper app tell who holds offices in an organisation."""
    if source not in _holders:
        _holders.append(source)


def holders_in(organisation: Organisation, day: date) -> list[Holder]:
    """Return who holds offices in the organisation on the day, the head first."""
    return [holder for source in _holders for holder in source(organisation, day)]


Follow = Callable[..., object]
Foretell = Callable[[Organisation, str, Sequence[Organisation], date], Iterable[str]]
_followers: list[tuple[Follow, Foretell]] = []


def register_succession(follow: Follow, foretell: Foretell) -> None:
    """Let an upper app do its part when a succession is written, and tell before what it will do.

    `follow(succession, by=…)` is called in the transaction that writes it, once for each pair, and may refuse.
    """
    if (follow, foretell) not in _followers:
        _followers.append((follow, foretell))


def followers() -> list[Follow]:
    """Return what upper apps do when a succession is written."""
    return [follow for follow, _ in _followers]


def foretold(predecessor: Organisation, kind: str, successors: Sequence[Organisation], on: date) -> list[str]:
    """Return in sentences what upper apps will change when the succession is written."""
    return [said for _, foretell in _followers for said in foretell(predecessor, kind, successors, on)]
