"""What must be with members before a meeting, by when, and what came late: who brought it and when."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from spilno.journal.queries import names_of
from spilno.meetings.models import Item, Meeting
from spilno.meetings.rules.materials import days_late, materials_due, why_not_add_material
from spilno.statute.queries import in_force_on
from spilno.statute.rules.provisions import Number
from spilno.statute.rules.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Materials:
    """How the materials of a meeting stand: the last day for them, items without a draft decision, late files."""

    due: date
    days: Number
    past: bool
    without_draft: list[Item]
    late: int


def mark_late(meeting: Meeting, items: list[Item]) -> int:
    """Give each late file of items (see `files_of_items`) `days_late` and `brought_by`; returns how many are late.

    A file is with members from the day on which it was attached, or from the convocation when that came later.
    """
    files = [file for item in items for file in getattr(item, "files", ())]
    if not files or meeting.convened_at is None or meeting.starts_at is None:
        return 0
    day, convened = timezone.localdate(meeting.starts_at), timezone.localdate(meeting.convened_at)
    provisions = in_force_on(day)
    late = []
    for file in files:
        with_members = max(timezone.localdate(file.uploaded_at), convened)
        file.days_late = days_late(with_members, meeting_day=day, provisions=provisions)
        if file.days_late:
            late.append(file)
    names = names_of(file.uploaded_by for file in late) if late else {}
    for file in late:
        file.brought_by = names.get(file.uploaded_by, "")
    return len(late)


def materials_of(meeting: Meeting, items: list[Item], *, today: date) -> Materials | None:
    """Return how materials stand; None while the meeting has no day. Headings above parts need no draft of their own."""
    if meeting.starts_at is None:
        return None
    day = timezone.localdate(meeting.starts_at)
    provisions = in_force_on(day)
    due = materials_due(day, provisions=provisions)
    parents = {item.parent_id for item in items}
    return Materials(
        due=due,
        days=provisions.materials_days,
        past=today > due,
        without_draft=[item for item in items if not item.draft_decision.strip() and item.pk not in parents],
        late=mark_late(meeting, items),
    )


def refusal_to_add_material(item: Item) -> Refusal | None:
    """Say why a document would not be attached to an item today."""
    meeting, today = item.meeting, timezone.localdate()
    day = timezone.localdate(meeting.starts_at) if meeting.starts_at else None
    return why_not_add_material(
        today,
        meeting_day=day,
        noticed=meeting.convened_at is not None,
        late_item=item.late,
        provisions=in_force_on(day or today),
    )
