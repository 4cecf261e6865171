"""What the live hall tells every screen: small, the same for all, in four queries for any number of meetings."""

from collections.abc import Collection
from dataclasses import dataclass

from spilno.ballots.models import Elector, Question
from spilno.ballots.queries import turnout
from spilno.meetings.models import Attendance, Meeting, Nomination, Officer, Put, Recusal, Speech


@dataclass(frozen=True, slots=True)
class Scene:
    """A meeting as of a version: what is put to the vote now, how many may vote and have voted."""

    version: int
    state: str
    put: int | None = None
    question: int | None = None
    kind: str = ""
    method: str = ""
    may: int = 0
    cast: int = 0

    @property
    def mark(self) -> str:
        """Return what changes whenever a screen has something new to show."""
        return f"{self.version}.{self.cast}"


def scenes_of(meetings: Collection[int]) -> dict[int, Scene]:
    """Return the scenes of these meetings; a draft has none."""
    found = Meeting.objects.filter(pk__in=meetings).exclude(state=Meeting.State.DRAFT)
    puts = {
        meeting: (put, question, kind, method, present - recused)
        for meeting, put, question, kind, method, present, recused in Put.objects.filter(
            item__meeting__in=meetings, question__state=Question.State.OPEN
        ).values_list(
            "item__meeting_id",
            "pk",
            "question_id",
            "question__kind",
            "question__method",
            "question__present",
            "question__recused",
        )
    }
    cast = turnout([question for _, question, *_ in puts.values()])
    scenes = {}
    for pk, version, state in found.values_list("pk", "version", "state"):
        put, question, kind, method, may = puts.get(pk, (None, None, "", "", 0))
        scenes[pk] = Scene(version, state, put, question, kind, method, may, cast.get(question, 0) if question else 0)
    return scenes


@dataclass(frozen=True, slots=True)
class Carried:
    """A right that a person carries on the question being voted, with the vote that was cast, or an empty one."""

    number: int
    name: str
    name_en: str
    recused: bool
    cast: str


def carried_rights(question: int) -> dict[int, list[Carried]]:
    """Return who carries which rights on a question, of members that were present when it was put: by person."""
    rows = (
        Elector.objects.filter(question=question, present=True, holder__isnull=False)
        .order_by("order", "pk")
        .values_list("holder_id", "pk", "name", "membership__organisation__name_en", "recused", "vote__value")
    )
    found: dict[int, list[Carried]] = {}
    for holder, number, name, name_en, recused, value in rows:
        found.setdefault(holder, []).append(Carried(number, name, name_en or name, recused, value or ""))
    return found


def plain_delegates(meeting: int) -> frozenset[int]:
    """Return the persons whose phone shows the same as any other delegate's; the others ask for a page of their own.

    Such a delegate is here with one vote, the own one, asks for no floor, counts no hands, has declared no interest in the item, and need not
    answer a nomination.
    """
    here: dict[int, list[tuple[int, int | None]]] = {}
    rows = Attendance.objects.filter(meeting=meeting, left_at__isnull=True).order_by()
    for person, membership, proxy in rows.values_list("person_id", "membership_id", "proxy_id"):
        here.setdefault(person, []).append((membership, proxy))
    current = Meeting.objects.filter(pk=meeting).values("current_item")
    asking = set(
        Speech.objects.filter(item__in=current, ended_at__isnull=True, withdrawn_at__isnull=True).values_list(
            "person_id", flat=True
        )
    )
    counting = Officer.objects.filter(meeting=meeting, role=Officer.Role.COUNTING)
    asking |= set(counting.values_list("person_id", flat=True))
    nominated = Nomination.objects.filter(item__in=current, consented_at=None, withdrawn_at=None)
    asking |= set(nominated.values_list("person_id", flat=True))
    recused = set(Recusal.objects.filter(item__in=current).values_list("membership_id", flat=True))
    return frozenset(
        person
        for person, carried in here.items()
        if len(carried) == 1 and carried[0][1] is None and carried[0][0] not in recused and person not in asking
    )
