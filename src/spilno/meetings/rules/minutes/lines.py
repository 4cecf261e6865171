"""Shapes of the text of minutes: paragraphs, annexes, the whole."""

from dataclasses import dataclass, field
from datetime import date

from spilno.documents.rules.words import day_in_digits, day_in_words, tied
from spilno.meetings.rules.minutes.facts import Speaker
from spilno.meetings.rules.writing import with_apostrophes


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of the minutes: how it is set, its words, and the item of the agenda that it belongs to.

    Styles: fact, text, agenda, under, part (a heading), item (heading of an item), word (ВИСТУПИЛИ:), point, seal (a digest).
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


def paper_of_proxy(document: str, dated: date) -> str:
    """Name a power of attorney with its day: «довіреність № 7 від 16.11.2026»; a day told already is not told twice.

    Source: Civil Code of Ukraine, article 247(3): a power of attorney without its day is void.
    """
    words = " ".join(document.split()).rstrip(".,;")
    if "довірен" not in words.casefold():
        words = f"довіреність {words}".strip()
    told = tied(words)
    return told if day_in_digits(dated) in told or day_in_words(dated) in told else f"{told} від {day_in_digits(dated)}"


def printed(words: str) -> str:
    """Write words as papers do: one apostrophe, and together what a line must not part.

    Source: Український правопис 2019, § 7; ДСТУ 4163:2020, 5.10, 5.22.
    """
    return tied(with_apostrophes(words))


def paragraphs(words: str) -> list[str]:
    """Divide words into paragraphs that are not empty.

    Source: ДСТУ 4163:2020, 5.20.
    """
    return [line.strip() for line in words.splitlines() if line.strip()]
