"""What an event has left, as its page shows it."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Avg, Count
from django.utils import timezone

from spilno.credentials.models import Certificate
from spilno.credentials.queries import of_object
from spilno.events.models import Answer, Attendance, Event, Material, Registration, SurveyQuestion, SurveyReply
from spilno.events.queries.presence import joint_series, key_of
from spilno.events.rules.results import may_show_answers, why_not_reply
from spilno.statute.rules.refusal import Refusal


def materials_of(event: Event, *, took_part: bool) -> list[Material]:
    """Return materials of an event; those with reserved rights for those who took part only."""
    rows = event.materials.select_related("attachment", "session")
    return list(rows if took_part else rows.filter(public=True))


@dataclass(frozen=True, slots=True)
class Afterwards:
    """What waits for one who had a place once the event is over.

    `attended` is None where nobody marked him. `asks`: a survey waits for his answers; `replied`: he gave them.
    """

    attended: bool | None
    certificates: list[Certificate]
    asks: bool
    replied: bool


def afterwards_of(registration: Registration) -> Afterwards:
    """Return what one who had a place finds on his page after the event; certificates of a joint series stand with each of its events."""
    event = registration.event
    marks = set(Attendance.objects.filter(registration=registration).values_list("state", flat=True))
    series = joint_series(event)
    valid = [
        each
        for about in ([series, event] if series is not None else [event])
        for each in of_object(about).filter(holder_key=key_of(registration), revoked_on__isnull=True)
    ]
    return Afterwards(
        attended=Attendance.State.ATTENDED in marks if marks else None,
        certificates=valid,
        asks=why_no_reply_of(registration, now=timezone.now()) is None,
        replied=SurveyReply.objects.filter(registration=registration).exists(),
    )


def why_no_reply_of(registration: Registration, *, now: datetime) -> Refusal | None:
    """Say why one who registered cannot answer the survey of the event now; None when he can."""
    event = registration.event
    return why_not_reply(
        has_place=registration.state == Registration.State.CONFIRMED,
        replied=SurveyReply.objects.filter(registration=registration).exists(),
        ends_at=event.ends_at,
        now=now,
        questions=event.survey.count(),
    )


@dataclass(slots=True)
class Said:
    """What was answered to one question: how many, the mean of numbers, how many for each number, words."""

    question: SurveyQuestion
    count: int = 0
    mean: float | None = None
    by_number: dict[int, int] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)

    @property
    def yes(self) -> int:
        """How many said yes."""
        return self.by_number.get(1, 0)


def answers_of(event: Event) -> tuple[int, list[Said]]:
    """Return how many answered, and what was said to each question; nothing of it while fewer than three answered.

    Words stand in the order of their letters, so that the order tells nothing.
    """
    replies = event.survey_replies.count()
    said = {question.pk: Said(question) for question in event.survey.all()}
    if not may_show_answers(replies):
        return replies, list(said.values())
    means = Answer.objects.filter(question__event=event).values_list("question").annotate(Avg("number"), Count("pk"))
    for question, mean, count in means:
        said[question].mean, said[question].count = mean, count
    numbers = Answer.objects.filter(question__event=event, number__isnull=False)
    for question, number, count in numbers.values_list("question", "number").annotate(Count("pk")):
        said[question].by_number[number] = count
    for question, text in (
        Answer.objects.filter(question__event=event).exclude(text="").order_by("text").values_list("question", "text")
    ):
        said[question].words.append(text)
    return replies, list(said.values())
