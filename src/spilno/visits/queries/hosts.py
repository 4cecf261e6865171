"""Who hosted when; whose turn it is; the offers of a call side by side."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from spilno.meetings.models import Meeting
from spilno.meetings.queries.planning import members_on
from spilno.members.models import Membership
from spilno.organisations.models import Organisation
from spilno.statute.queries import in_force_on
from spilno.statute.rules.refusal import Refusal
from spilno.territories import queries as territories
from spilno.territories.models import Unit
from spilno.territories.rules.codes import RAION_LENGTH, sort_key
from spilno.ui.charts import Tile
from spilno.ui.words import in_language
from spilno.visits.models import Call, Offer
from spilno.visits.rules.calls import CallFacts, shelter_holds, why_no_host
from spilno.visits.rules.turns import Hosted, Turn, turns, why_this_place

HELD = (Meeting.State.CONVENED, *Meeting.RUNNING, Meeting.State.CLOSED)


def facts_of(call: Call) -> CallFacts:
    """Return what the rules of a call ask."""
    return CallFacts(call.state, call.opens_on, call.closes_on)


def raion_code(organisation: Organisation) -> str:
    """Return the code of the raion where the council sits, as `raions` has it; empty for a regional council."""
    code = organisation.territory.code if organisation.territory else ""
    return code[:RAION_LENGTH] if organisation.territory and organisation.territory.category != "O" else ""


def raions() -> dict[str, str]:
    """Return names of raions by the beginning of their code."""
    return {raion.code[:RAION_LENGTH]: str(raion) for raion in territories.raions()}


def visiting_meetings() -> "QuerySet[Meeting]":
    """Return visiting meetings with a host and a day: held, going on and convened, the newest first."""
    return (
        Meeting.objects.filter(
            format=Meeting.Format.VISITING, host__isnull=False, starts_at__isnull=False, state__in=HELD
        )
        .select_related("body", "host__organisation__territory__parent")
        .order_by("-starts_at", "-pk")
    )


@dataclass(frozen=True, slots=True)
class Visit:
    """A line of the history: the meeting, its day, its host, the raion."""

    meeting: Meeting
    day: date
    host: Organisation
    raion: str
    ahead: bool


def history() -> list[Visit]:
    """Return who hosted when, the newest first; two queries."""
    names = raions()
    return [
        Visit(
            meeting=meeting,
            day=timezone.localdate(meeting.starts_at),
            host=meeting.host.organisation,
            raion=names.get(raion_code(meeting.host.organisation), ""),
            ahead=meeting.state != Meeting.State.CLOSED,
        )
        for meeting in visiting_meetings()
        if meeting.host is not None and meeting.starts_at is not None
    ]


@dataclass(frozen=True, slots=True)
class RaionTurn:
    """The place of a raion in the order of hosting, with its name and the reason in words."""

    turn: Turn
    name: str
    why: str


def turns_today() -> list[RaionTurn]:
    """Return raions in the order of their turns today, those even by name, each with its reason; three queries."""
    names = raions()
    members = Counter(
        raion_code(member.organisation)
        for member in members_on(timezone.localdate()).select_related("organisation__territory")
    )
    members.pop("", None)
    hosted = [
        Hosted(raion_code(meeting.host.organisation), timezone.localdate(meeting.starts_at))
        for meeting in visiting_meetings()
        if meeting.host is not None
    ]
    rows = [RaionTurn(turn, names.get(turn.raion, turn.raion), in_words(turn)) for turn in turns(members, hosted)]
    return sorted(rows, key=lambda row: (row.turn.place, sort_key(row.name)))


def in_words(turn: Turn | None) -> str:
    """Return the reason of a place in the language of the reader."""
    reason = why_this_place(turn)
    facts = {name: f"{value:%d.%m.%Y}" if isinstance(value, date) else value for name, value in reason.facts.items()}
    return gettext(reason.sentence) % facts


@dataclass(frozen=True, slots=True)
class Compared:
    """An offer beside the others: the turn of its raion with the reason, whether the shelter holds all, why it cannot be."""

    offer: Offer
    raion: str
    turn: Turn | None
    why: str
    shelter_holds: bool
    why_not: Refusal | None


def compared(offers: Sequence[Offer]) -> list[Compared]:
    """Put offers side by side: those whose turn it is first, offers taken back last."""
    today = timezone.localdate()
    order = {row.turn.raion: row for row in turns_today()} if offers else {}
    standings = dict(
        members_on(today).filter(pk__in=[offer.membership_id for offer in offers]).values_list("pk", "standing")
    )
    provisions = in_force_on(today) if offers else None
    rows = [_compared(offer, order, standings.get(offer.membership_id, ""), provisions) for offer in offers]
    return sorted(
        rows,
        key=lambda row: (
            row.offer.state == Offer.State.WITHDRAWN,
            row.turn is None,
            row.turn.place if row.turn else 0,
            row.offer.pk,
        ),
    )


def taken_back(call: Call, own: Sequence[Membership]) -> dict[str, Any]:
    """Return what the latest offer said that one of these councils took back, for it to be offered anew; empty for none."""
    names = ("membership", "practices", "venue", "capacity", "shelter", "shelter_capacity", "transport")
    offers = Offer.objects.filter(call=call, state=Offer.State.WITHDRAWN, membership__in=own)
    return offers.order_by("-offered_at").values(*names).first() or {}


def _compared(offer: Offer, order: dict[str, RaionTurn], standing: str, provisions: Any) -> Compared:
    found = order.get(raion_code(offer.membership.organisation))
    return Compared(
        offer=offer,
        raion=found.name if found else "",
        turn=found.turn if found else None,
        why=found.why if found else in_words(None),
        shelter_holds=shelter_holds(offer.capacity, offer.shelter_capacity),
        why_not=why_no_host(standing, provisions),
    )


def tiles(visits: Iterable[Visit]) -> list[Tile]:
    """Return the map of hromadas; on each tile how many visiting meetings were held there, the coming one marked."""
    times: Counter[int] = Counter()
    ahead: set[int] = set()
    for visit in visits:
        unit = visit.host.territory_id
        if unit is not None:
            times[unit] += 1
            if visit.ahead:
                ahead.add(unit)
    drawn = Unit.objects.filter(category=Unit.Category.HROMADA, tile_x__isnull=False, ended__isnull=True)
    return [
        Tile(
            x or 0,
            y or 0,
            str(raion),
            in_language(name),
            str(times[pk]) if pk in times else "",
            "here" if pk in ahead else "was" if pk in times else "plain",
        )
        for pk, x, y, raion, name in drawn.values_list("pk", "tile_x", "tile_y", "parent_id", "name")
    ]


def drafted_visits() -> list[Meeting]:
    """Return meetings in preparation that can get the chosen host."""
    rows = Meeting.objects.filter(state=Meeting.State.DRAFT, host_call__isnull=True)
    return list(rows.select_related("body").order_by("-number"))


def open_calls() -> list[Call]:
    """Return calls that take offers today, the nearest last day first."""
    today = timezone.localdate()
    rows = Call.objects.filter(state=Call.State.ANNOUNCED, opens_on__lte=today, closes_on__gte=today)
    return list(rows.order_by("closes_on", "pk"))


def calls_to_choose() -> list[Call]:
    """Return announced calls whose last day has passed: the choice waits."""
    rows = Call.objects.filter(state=Call.State.ANNOUNCED, closes_on__lt=timezone.localdate())
    return list(rows.order_by("closes_on", "pk"))


def unanswered_of(members: Sequence[Membership]) -> list[Meeting]:
    """Return coming visits at these hosts with questions that nobody answered, each with `unanswered`."""
    waits = Count("learning_questions", filter=Q(learning_questions__answer=""))
    rows = Meeting.objects.filter(host__in=members).exclude(state=Meeting.State.CANCELLED)
    return list(rows.select_related("body").annotate(unanswered=waits).filter(unanswered__gt=0).order_by("starts_at"))
