"""Materials of a meeting: by when they must be with members, and what of one that comes later."""

from datetime import date

from spilno.statute.rules.days import days_between, latest_notice
from spilno.statute.rules.provisions import Provisions, Sure
from spilno.statute.rules.refusal import Refusal, gettext_noop, ngettext

BINDING = frozenset({Sure.LAW, Sure.STATUTE})


def materials_due(meeting_day: date, *, provisions: Provisions) -> date:
    """Return the last day on which materials may come to members; with 10 days, of a meeting on the 27th it is the 17th.

    Source: Statute 5.2 (draft decisions before the meeting).
    """
    return latest_notice(meeting_day, notice_days=provisions.materials_days.value)


def days_late(with_members_on: date, *, meeting_day: date, provisions: Provisions) -> int:
    """Return by how many days a material came too late to members; 0 when it came in time.

    Source: Statute 5.2 (draft decisions before the meeting).
    """
    return max(0, days_between(materials_due(meeting_day, provisions=provisions), with_members_on))


def why_not_add_material(
    on: date, *, meeting_day: date | None, noticed: bool, late_item: bool, provisions: Provisions
) -> Refusal | None:
    """Say why a document cannot be added to an item of a convened meeting any more; None when it can.

    Refused only where the association's own statute, or a law, sets the days: then members may rely on them. While the
    edition says of itself that its value is common or a choice of the model, the document is admitted, marked as late.
    Documents of an item that itself came after the notice are admitted: the meeting decides whether to take it at all.

    Source: Statute 5.2 (draft decisions before the meeting); how sure its value is, the edition says.
    """
    if meeting_day is None or not noticed or late_item or provisions.materials_days.ground.sure not in BINDING:
        return None
    if days_late(on, meeting_day=meeting_day, provisions=provisions) == 0:
        return None
    needed = provisions.materials_days.value
    one, many = ngettext(
        "Materials must be with members %(needed)d day before the meeting: the last day was %(due)s.",
        "Materials must be with members %(needed)d days before the meeting: the last day was %(due)s.",
    )
    return Refusal(
        code="material_too_late",
        title=gettext_noop("The document was not attached"),
        sentence=one,
        plural=many,
        count="needed",
        source=gettext_noop("Statute, %(article)s"),
        facts={
            "needed": needed,
            "due": f"{materials_due(meeting_day, provisions=provisions):%d.%m.%Y}",
            "article": provisions.materials_days.ground.article,
        },
        advice=gettext_noop(
            "Hand it out in the hall: the rapporteur shows it, and the meeting decides what it is worth."
        ),
    )
