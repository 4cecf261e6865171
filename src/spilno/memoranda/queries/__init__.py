"""Reads of cooperation: the register, what is in force, areas that an activity may fulfil."""

from spilno.memoranda.queries.activities import (
    ActivityFact,
    activity_facts,
    found_activities,
    is_activity,
    register_activity,
)
from spilno.memoranda.queries.register import areas_open_for, in_force_on, parties_named, register_on

__all__ = [
    "ActivityFact",
    "activity_facts",
    "areas_open_for",
    "found_activities",
    "in_force_on",
    "is_activity",
    "parties_named",
    "register_activity",
    "register_on",
]
