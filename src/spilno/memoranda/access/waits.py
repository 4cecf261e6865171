"""What waits for an account in joint work: answers, signatures, plans, reports, terms."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from spilno.memoranda.access.memoranda import may_keep
from spilno.memoranda.models import Approval, Measure, Memorandum, Party, Version
from spilno.memoranda.queries.fulfilment import Awaited, open_plans
from spilno.memoranda.queries.register import concerned, concluded_q, in_force_q, parties_named, stands_q
from spilno.memoranda.queries.texts import term_of
from spilno.memoranda.rules.term import is_expiring
from spilno.people.access import speaks_for
from spilno.undertakings.models import Report, Undertaking

NEAR = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Waits:
    """What waits for an account: texts to answer and to sign, plans to confirm, reports to answer, own reports that came
    back, own work whose term is near or past, memoranda whose term ends soon; to the secretariat also texts that it goes on with.
    """

    answer: list[Version]
    sign: list[Version]
    confirm: list[Awaited]
    reports: list[Measure]
    returned: list[Measure]
    due: list[Measure]
    ends: list[Memorandum]
    write: list[Version] = field(default_factory=list)

    def __bool__(self) -> bool:
        """Tell whether anything waits."""
        ours = self.answer or self.sign or self.confirm or self.reports or self.returned or self.due or self.ends
        return bool(ours or self.write)


def waits_for(user: Any, day: date | None = None) -> Waits:
    """Return what waits for the organisations for which the person speaks; as many queries whatever its number."""
    spoken, keeps = speaks_for(user), may_keep(user)
    if not spoken and not keeps:
        return Waits([], [], [], [], [], [], [])
    day = day or timezone.localdate()
    mine = Party.objects.filter(memorandum=OuterRef("memorandum"), organisation__in=spoken, withdrew_on__isnull=True)
    rows = Version.objects.select_related("memorandum").order_by("sent_at")
    answer = rows.filter(Exists(mine.exclude(approvals__version=OuterRef("pk"))), state=Version.State.SENT)
    sign = rows.filter(Exists(mine.exclude(signings__version=OuterRef("pk"))), state=Version.State.AGREED)
    own = _own(spoken, day)
    work = Measure.objects.filter(agreed_area__memorandum__in=own).select_related("undertaking", "party__organisation")
    todo = work.filter(party__organisation__in=spoken, undertaking__state=Undertaking.State.OPEN)
    came_back = Q(Exists(Report.objects.filter(undertaking=OuterRef("undertaking"), accepted=False)))
    return Waits(
        answer=list(answer),
        sign=list(sign),
        confirm=open_plans(own.filter(concluded_q(day)), spoken, day),
        reports=list(
            work.filter(_others(spoken), undertaking__state=Undertaking.State.REPORTED).order_by("undertaking__number")
        ),
        returned=list(todo.filter(came_back).order_by("undertaking__due_on")),
        due=list(todo.filter(~came_back, undertaking__due_on__lte=day + NEAR).order_by("undertaking__due_on")),
        ends=_ending(Memorandum.objects.order_by("ends_on", "pk") if keeps else own, day),
        write=_to_write() if keeps else [],
    )


def _ending(rows: "QuerySet[Memorandum]", day: date) -> list[Memorandum]:
    """Return those in force whose end is near; what is being renewed already is left out."""
    renewed = Version.objects.filter(
        memorandum=OuterRef("pk"), reason=Version.Reason.RENEWAL, state__in=["draft", "sent", "agreed"]
    )
    near = rows.filter(in_force_q(day), ~Exists(renewed)).filter(Q(ends_on__isnull=False) | Q(ended_on__isnull=False))
    return [row for row in near if is_expiring(term_of(row), day)]


def _to_write() -> list[Version]:
    """Return drafts, and texts that a party returned with remarks: the secretariat writes them on."""
    refused = Approval.objects.filter(version=OuterRef("pk"), agreed=False)
    rows = Version.objects.filter(Q(state=Version.State.DRAFT) | Q(Exists(refused), state=Version.State.SENT))
    return list(rows.select_related("memorandum").order_by("created_at"))


def _own(spoken: Any, day: date) -> "QuerySet[Memorandum]":
    """Return memoranda in which one of the organisations is a party still."""
    mine = Party.objects.filter(stands_q(day), memorandum=OuterRef("pk"), organisation__in=spoken)
    return Memorandum.objects.filter(Exists(mine), signed_on__isnull=False).order_by("ends_on", "pk")


def _others(spoken: Any) -> Q:
    """Return the condition that another party than that of the line is spoken for: it answers the report."""
    others = Party.objects.filter(
        memorandum=OuterRef("agreed_area__memorandum"), organisation__in=spoken, withdrew_on__isnull=True
    ).exclude(pk=OuterRef("party"))
    return Q(Exists(others))


def own_memoranda(user: Any) -> "QuerySet[Memorandum]":
    """Return memoranda of the organisations for which the person speaks, for his desk; those not concluded are left out."""
    own = Party.objects.filter(concerned(), memorandum=OuterRef("pk"), organisation__in=speaks_for(user))
    return (
        Memorandum.objects.filter(Exists(own))
        .exclude(state=Memorandum.State.ABANDONED)
        .prefetch_related(parties_named())
        .order_by("-created_at")
    )
