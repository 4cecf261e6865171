"""The roll-call of a decision: whole in a small assembly; in a large one a summary by level, and the lines page by page."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet

from spilno.ballots.models import Elector, Question
from spilno.ballots.queries import RollLine, lines_of, names_of, values_in_words, with_value
from spilno.ballots.rules.majority import Value
from spilno.journal.queries import kept
from spilno.meetings.queries.issues import like
from spilno.organisations.models import Organisation

WHOLE = 100  # members: a roll-call up to here is shown whole
ON_PAGE = 50
VALUES = tuple(str(value) for value in Value)


@dataclass(frozen=True, slots=True)
class LevelLine:
    """How the councils of one level voted: counts in the order of `VALUES` as the summary shows them."""

    level: str
    word: str
    counts: list[int]
    total: int

    @property
    def cells(self) -> list[tuple[int, str]]:
        """Return each count with the word of its vote."""
        return [(count, values_in_words(value)) for value, count in zip(VALUES, self.counts, strict=True)]


def _counts_by_level(question: int) -> dict[str, list[int]]:
    """Count rights to vote of a question by level of council, in the order of `VALUES`."""
    counted = {value: Count("pk", filter=with_value(value)) for value in VALUES}
    electors = Elector.objects.filter(question=question).order_by()
    by_level: dict[str, list[int]] = {}
    for row in electors.values("membership__organisation__level").annotate(**counted):
        counts = by_level.setdefault(row["membership__organisation__level"] or "", [0] * len(VALUES))
        for place, value in enumerate(VALUES):
            counts[place] += row[value]
    return by_level


@dataclass
class Roll:
    """The public roll-call of a question as its page shows it; `vote`, `level` and `words` narrow the lines down."""

    question: Question
    vote: str = ""
    level: str = ""
    words: str = ""
    page_number: str = ""
    _electors: Any = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Read only what is known: an unknown vote or level narrows nothing."""
        self.vote = self.vote if self.vote in VALUES else ""
        self.level = self.level if self.level in Organisation.Level.values else ""
        self._electors = self.question.electors.order_by("order", "pk")

    @property
    def total(self) -> int:
        """Return how many members the roll has."""
        return self.question.entitled

    @property
    def is_whole(self) -> bool:
        """Tell whether all lines are shown at once."""
        return self.total <= WHOLE

    @property
    def narrowed(self) -> bool:
        """Tell whether something is looked for."""
        return bool(self.vote or self.level or self.words)

    @cached_property
    def lines(self) -> list[RollLine]:
        """Return all lines of the roll."""
        return lines_of(self._electors, names_of(self.question))

    def _found(self) -> "QuerySet[Elector]":
        rows = self._electors
        if self.vote:
            rows = rows.filter(with_value(self.vote))
        if self.level:
            rows = rows.filter(membership__organisation__level=self.level)
        for word in self.words.split()[:6]:
            rows = rows.filter(Q(name__iregex=like(word)) | Q(holder_name__iregex=like(word)))
        return rows

    @cached_property
    def page(self) -> Page[Any]:
        """Return one page of the lines that are looked for."""
        return Paginator(self._found(), ON_PAGE).get_page(self.page_number)

    @cached_property
    def page_lines(self) -> list[RollLine]:
        """Return the lines of the page."""
        return lines_of(self.page.object_list, names_of(self.question))

    @cached_property
    def summary(self) -> list[LevelLine]:
        """Return counts by level, oblast councils first; members of no level stand last. One query."""
        by_level = kept(_counts_by_level, self.question.pk)
        return [
            LevelLine(level, str(word), by_level[level], sum(by_level[level]))
            for level, word in [*Organisation.Level.choices, ("", "")]
            if level in by_level
        ]

    @property
    def values(self) -> list[tuple[str, str]]:
        """Return the votes with their words."""
        return [(value, values_in_words(value)) for value in VALUES]
