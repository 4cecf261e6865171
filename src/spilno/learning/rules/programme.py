"""The text of a programme: its parts, its one form for the hash, and what a new version changes in it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from decimal import Decimal
from typing import Any

from spilno.documents.rules.differences import Change, Piece, differences, words_changed

# kinds of work in the order of the structure table
HOUR_KINDS = ("lecture", "practice", "remote", "visit", "independent", "assessment")
# what the profile of a programme says, in the order of its table
PROFILE = (
    "title_uk", "title_en", "partners", "kind", "length", "categories", "direction", "purpose", "prerequisites", "language", "credits", "hours",
    "form", "valid_years", "cost", "contacts",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class OutcomeText:
    """What the learner will know or be able to do; `competence` by its name, empty when it forms none of the list."""

    uk: str
    en: str = ""
    competence: str = ""


@dataclass(frozen=True, slots=True)
class ModuleText:
    """A module with whole hours by kind of work; kinds without hours are absent."""

    title: str
    hours: Mapping[str, int]
    title_en: str = ""
    content: str = ""
    required: bool = True

    @property
    def total(self) -> int:
        """Return the hours of all kinds together.

        Source: наказ НАДС № 38-20 (the structure table has a column of sums).
        """
        return sum(self.hours.values())


@dataclass(frozen=True, slots=True)
class Programme:
    """The whole text. `credits` is a number written with two places; `categories` are codes, `partners` names."""

    title_uk: str
    title_en: str = ""
    partners: tuple[str, ...] = ()
    kind: str = "general"
    length: str = "professional"
    categories: tuple[str, ...] = ()
    direction: str = ""
    purpose: str = ""
    prerequisites: str = ""
    language: str = ""
    credits: str = "0.00"
    hours: int = 0
    form: str = "in_person"
    valid_years: int | None = None
    cost: str = ""
    contacts: str = ""
    outcomes: tuple[OutcomeText, ...] = ()
    modules: tuple[ModuleText, ...] = ()
    assessment: str = ""
    literature: str = ""

    @property
    def ects(self) -> Decimal:
        """Return the credits as a number.

        Source: docs/adr/0013-learning.md (credits are decimals with two places).
        """
        return Decimal(self.credits)


def as_values(programme: Programme) -> dict[str, Any]:
    """Return the text as plain values: what is hashed and kept.

    Source: docs/how-to/programme-standard.md, «One text, one hash».
    """
    return asdict(programme)


def from_values(values: Mapping[str, Any]) -> Programme:
    """Read a text that was kept; what a later edition of the product does not know is left out.

    Source: docs/how-to/programme-standard.md, «One text, one hash».
    """
    known = {field.name for field in fields(Programme)}
    said = {name: value for name, value in values.items() if name in known}
    for name in ("partners", "categories"):
        said[name] = tuple(said.get(name, ()))
    said["outcomes"] = tuple(OutcomeText(**each) for each in said.get("outcomes", ()))
    said["modules"] = tuple(ModuleText(**each) for each in said.get("modules", ()))
    return Programme(**said)


def totals(modules: Iterable[ModuleText]) -> dict[str, int]:
    """Return the hours of all modules by kind of work, in the order of the table; kinds without hours are there with 0.

    Source: наказ НАДС № 38-20 (the structure table has a row of sums).
    """
    rows = list(modules)
    return {kind: sum(module.hours.get(kind, 0) for module in rows) for kind in HOUR_KINDS}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A line of the profile that was changed; a list or a number is compared as it is written."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class ModuleChange:
    """A module that came (new), went (old) or was changed; `hours` name kinds whose hours differ, before and after."""

    kind: str
    title: str
    hours: tuple[tuple[str, int, int], ...] = ()
    required: bool | None = None  # None: as before
    title_en: str | None = None  # None: as before
    content: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Differences:
    """What a version changes, part by part."""

    profile: tuple[FieldChange, ...]
    outcomes: tuple[Change, ...]
    modules: tuple[ModuleChange, ...]
    reordered: bool  # modules that stay stand in another order
    assessment: tuple[Change, ...]
    literature: tuple[Change, ...]

    def __bool__(self) -> bool:
        """Tell whether anything was changed."""
        parts = (self.profile, self.outcomes, self.modules, self.reordered, self.assessment, self.literature)
        return any(parts)


def changes_between(before: Programme, after: Programme) -> Differences:
    """Compare two texts part by part: what was added, taken away, changed. The same texts have no differences.

    Source: docs/how-to/programme-standard.md: a change is a new version with its differences shown.
    """
    return Differences(
        profile=tuple(
            FieldChange(name, getattr(before, name), getattr(after, name))
            for name in PROFILE
            if getattr(before, name) != getattr(after, name)
        ),
        outcomes=_lines(_outcome_lines(before), _outcome_lines(after)),
        modules=tuple(_module_changes(before.modules, after.modules)),
        reordered=_reordered([each.title for each in before.modules], [each.title for each in after.modules]),
        assessment=_lines(before.assessment.split("\n"), after.assessment.split("\n")),
        literature=_lines(before.literature.split("\n"), after.literature.split("\n")),
    )


def words_of(change: FieldChange) -> tuple[Piece, ...]:
    """Return the words of a changed line: what was dropped stands before what came in its place.

    Source: docs/how-to/programme-standard.md: a change is a new version with its differences shown.
    """
    return words_changed(str(change.before or ""), str(change.after or ""))


def _outcome_lines(programme: Programme) -> list[str]:
    return [" · ".join(part for part in (each.uk, each.en, each.competence) if part) for each in programme.outcomes]


def _lines(before: Sequence[str], after: Sequence[str]) -> tuple[Change, ...]:
    kept_before, kept_after = ([line.strip() for line in lines if line.strip()] for lines in (before, after))
    return tuple(change for change in differences(kept_before, kept_after) if change.kind != "same")


def _module_changes(before: Sequence[ModuleText], after: Sequence[ModuleText]) -> list[ModuleChange]:
    """Modules are known by their titles; the same title twice is compared in its order."""
    left = list(before)
    found: list[ModuleChange] = []
    for module in after:
        known = next((each for each in left if each.title == module.title), None)
        if known is None:
            found.append(ModuleChange("new", module.title, _hours({}, module.hours)))
            continue
        left.remove(known)
        changed = ModuleChange(
            "changed",
            module.title,
            _hours(known.hours, module.hours),
            None if known.required == module.required else module.required,
            None if known.title_en == module.title_en else module.title_en,
            _lines(known.content.split("\n"), module.content.split("\n")),
        )
        if changed.hours or changed.content or changed.required is not None or changed.title_en is not None:
            found.append(changed)
    return [*found, *(ModuleChange("old", module.title, _hours(module.hours, {})) for module in left)]


def _reordered(before: list[str], after: list[str]) -> bool:
    kept = set(before) & set(after)
    return [title for title in before if title in kept] != [title for title in after if title in kept]


def _hours(before: Mapping[str, int], after: Mapping[str, int]) -> tuple[tuple[str, int, int], ...]:
    pairs = ((kind, before.get(kind, 0), after.get(kind, 0)) for kind in HOUR_KINDS)
    return tuple((kind, a, b) for kind, a, b in pairs if a != b)
