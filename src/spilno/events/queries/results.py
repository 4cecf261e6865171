"""What an event has left, as its page shows it."""

from dataclasses import dataclass, field

from django.db.models import Avg, Count

from spilno.events.models import Answer, Event, Material, SurveyQuestion
from spilno.events.rules.results import may_show_answers


def materials_of(event: Event, *, took_part: bool) -> list[Material]:
    """Return materials of an event; those with reserved rights for those who took part only."""
    rows = event.materials.select_related("attachment", "session")
    return list(rows if took_part else rows.filter(public=True))


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
