"""What an event has left behind, counted from its rows."""

from collections.abc import Callable

from spilno.documents.models import Document
from spilno.events.models import Attendance, Event
from spilno.events.rules.outcomes import Outcome

Counter = Callable[[Event], int]
_practices: list[Counter] = []


def register_practices(counter: Counter) -> None:
    """Let an upper app tell how many practices were written down on a study visit."""
    if counter not in _practices:
        _practices.append(counter)


def outcome_of(event: Event) -> Outcome:
    """Return what an event has left so far; each part is one count."""
    return Outcome(
        attended=Attendance.objects.filter(session__event=event, state=Attendance.State.ATTENDED)
        .values("registration")
        .distinct()
        .count(),
        materials=event.materials.count(),
        recommendations=event.recommendations.count(),
        collections=Document.objects.filter(
            object_type="events.callforpapers", object_id__in=_call_of(event), public=True
        ).count(),
        reached=event.people_reached,
        practices=sum(counter(event) for counter in _practices),
    )


def _call_of(event: Event) -> list[str]:
    call = getattr(event, "call", None)
    return [str(call.pk)] if call is not None else []
