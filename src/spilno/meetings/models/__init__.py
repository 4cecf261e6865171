"""Rows of the General Meeting, by noun."""

from spilno.meetings.models.agenda import Item, Recusal, Speech
from spilno.meetings.models.attendance import Attendance, CheckInCode, Guest, Officer, Proxy
from spilno.meetings.models.decisions import Decision, Effect, Put
from spilno.meetings.models.elections import Election, Nomination
from spilno.meetings.models.issues import Issue
from spilno.meetings.models.meeting import Demand, Meeting, Recess, VisitStop
from spilno.meetings.models.minutes import Minutes, Objection

__all__ = [
    "Attendance",
    "CheckInCode",
    "Decision",
    "Demand",
    "Effect",
    "Election",
    "Guest",
    "Issue",
    "Item",
    "Meeting",
    "Minutes",
    "Nomination",
    "Objection",
    "Officer",
    "Proxy",
    "Put",
    "Recess",
    "Recusal",
    "Speech",
    "VisitStop",
]
