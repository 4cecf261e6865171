"""What an activity may point at: an area of a memorandum in force, and a measure of that area's plan."""

from dataclasses import dataclass
from datetime import date

from spilno.documents.rules.words import day_in_digits
from spilno.statute.rules.refusal import Refusal, gettext_noop

GROUND = gettext_noop("The memorandum: what is done together fulfils an agreed area")


@dataclass(frozen=True, slots=True)
class Pointing:
    """What is pointed at on a day: whether the memorandum is in force then and the area stands in it; the measure, if any."""

    day: date
    in_force: bool
    area_stands: bool
    knows_activity: bool
    measure_year: int | None = None
    measure_of_area: bool = True
    measure_binds: bool = True


def why_not_contribute(asked: Pointing) -> Refusal | None:
    """Say why an activity of a day cannot be counted for an area or a measure; None when it can.

    An activity later than the year of the plan may still fulfil its measure; an earlier one may not.

    Source: memorandum, «Areas of cooperation»: joint work is done in the agreed areas while the memorandum is in force.
    """
    if not asked.knows_activity:
        return _not_counted("unknown_activity", gettext_noop("This is no kind of activity that memoranda count."))
    if not asked.in_force:
        return _not_counted(
            "not_in_force",
            gettext_noop("On %(day)s the memorandum was not in force."),
            asked,
            gettext_noop("Choose a memorandum that was in force on that day."),
        )
    if not asked.area_stands:
        return _not_counted("area_dropped", gettext_noop("On %(day)s the area was no longer agreed."), asked)
    return _why_not_measure(asked)


def _why_not_measure(asked: Pointing) -> Refusal | None:
    if not asked.measure_of_area:
        return _not_counted("measure_elsewhere", gettext_noop("The measure belongs to another area."))
    if not asked.measure_binds:
        return _not_counted("measure_not_agreed", gettext_noop("The measure stands in a plan that is not agreed yet."))
    if asked.measure_year is not None and asked.day.year < asked.measure_year:
        return _not_counted(
            "before_the_plan",
            gettext_noop("The measure belongs to the plan of %(year)d, and the activity was on %(day)s."),
            asked,
        )
    return None


def _not_counted(code: str, sentence: str, asked: Pointing | None = None, advice: str = "") -> Refusal:
    facts = {"day": day_in_digits(asked.day), "year": asked.measure_year} if asked is not None else {}
    return Refusal(
        code=code,
        sentence=sentence,
        source=GROUND,
        facts=facts,
        title=gettext_noop("The activity was not counted for the memorandum"),
        advice=advice,
    )
