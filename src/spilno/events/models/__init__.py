"""Rows of joint events, by noun."""

from spilno.events.models.event import CalendarKey, Event, Logo, Owner, Series
from spilno.events.models.outcome import Answer, Material, Recommendation, SurveyQuestion, SurveyReply
from spilno.events.models.papers import Author, CallForPapers, Collection, Licence, Paper, Review
from spilno.events.models.presence import Attendance, AttendanceTerms
from spilno.events.models.programme import ProgrammeVersion, Session, Speaker
from spilno.events.models.registration import Question, Registration, Told

__all__ = [
    "Answer",
    "Attendance",
    "AttendanceTerms",
    "Author",
    "CalendarKey",
    "CallForPapers",
    "Collection",
    "Event",
    "Licence",
    "Logo",
    "Material",
    "Owner",
    "Paper",
    "ProgrammeVersion",
    "Question",
    "Recommendation",
    "Registration",
    "Review",
    "Series",
    "Session",
    "Speaker",
    "SurveyQuestion",
    "SurveyReply",
    "Told",
]
