"""Rows of joint events, by noun."""

from spilno.events.models.event import Event, Owner, Series
from spilno.events.models.outcome import Answer, Material, Recommendation, SurveyQuestion, SurveyReply
from spilno.events.models.papers import Author, CallForPapers, Paper, Review
from spilno.events.models.presence import Attendance
from spilno.events.models.programme import Session, Speaker
from spilno.events.models.registration import Question, Registration

__all__ = [
    "Answer",
    "Attendance",
    "Author",
    "CallForPapers",
    "Event",
    "Material",
    "Owner",
    "Paper",
    "Question",
    "Recommendation",
    "Registration",
    "Review",
    "Series",
    "Session",
    "Speaker",
    "SurveyQuestion",
    "SurveyReply",
]
