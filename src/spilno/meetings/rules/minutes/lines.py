"""Shapes of the text of minutes: paragraphs, annexes, the whole."""

from dataclasses import dataclass, field

from spilno.meetings.rules.minutes.facts import Speaker


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of the minutes: how it is set, its words, and the item of the agenda that it belongs to.

    Styles: fact, text, agenda, under, part (a heading), item (heading of an item), word (ВИСТУПИЛИ:), point.
    """

    style: str
    text: str
    item: str = ""


@dataclass(frozen=True, slots=True)
class Annex:
    """A list that goes with the minutes: numbered from 1, with widths of its columns in parts of the page."""

    number: int
    title: str
    heads: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def cards(self) -> list[list[tuple[str, str]]]:
        """Return the rows with the heading of each cell beside it, as pages show them on narrow screens.

        Source: ДСТУ EN 301 549:2022 (WCAG 1.4.10: a table reads without sideways scroll).
        """
        return [list(zip(self.heads, row, strict=True)) for row in self.rows]


@dataclass(frozen=True, slots=True)
class MinutesText:
    """Minutes ready to be set: the same for paper, Word and the page."""

    association: str
    kind: str
    heading: str
    day: str
    number: str
    settlement: str
    lines: tuple[Line, ...]
    annexes: tuple[Annex, ...]
    signatures: tuple[tuple[str, str], ...]
    mark: str = ""


@dataclass(slots=True)
class Annexes:
    """Collects lists in the order in which the text mentions them."""

    kept: list[Annex] = field(default_factory=list)

    def add(
        self, title: str, heads: tuple[str, ...], widths: tuple[int, ...], rows: tuple[tuple[str, ...], ...]
    ) -> int:
        """Add a list and return its number.

        Source: ДСТУ 4163:2020, 5.21 (annexes are numbered in the order in which the text names them).
        """
        number = len(self.kept) + 1
        self.kept.append(Annex(number, title, heads, widths, rows))
        return number


def named(speaker: Speaker) -> str:
    """Name a speaker with the post: «Галина КАЛИНА, Президент Асоціації».

    Source: ДСТУ 4163:2020, 5.22 (Власне ім’я ПРІЗВИЩЕ).
    """
    return ", ".join(part for part in (speaker.name, speaker.post.strip().rstrip(",.")) if part)


def paragraphs(words: str) -> list[str]:
    """Divide words into paragraphs that are not empty.

    Source: ДСТУ 4163:2020, 5.20.
    """
    return [line.strip() for line in words.splitlines() if line.strip()]
