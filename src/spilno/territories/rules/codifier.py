"""What a file of the codifier would change in the register of territories."""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from spilno.statute.rules.refusal import Refusal, gettext_noop
from spilno.territories.rules import codes
from spilno.territories.rules.preview import Outcome

DEFAULT_CATEGORIES = frozenset("OKPH")
ALL_CATEGORIES = frozenset(codes.LEVELS)
LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class FileRow:
    """A row as it stands in the file, cleaned of spaces; `number` is its line."""

    number: int
    code: str
    category: str
    name: str


@dataclass(frozen=True, slots=True)
class Known:
    """A unit of the register: what is compared. `former` are the names it had."""

    code: str
    category: str
    name: str
    ended: bool = False
    former: frozenset[str] = frozenset()


def mended_rows(rows: Iterable[FileRow]) -> list[FileRow]:
    """Return the rows as they would be written: codes, categories and names cleaned.

    Source: КАТОТТГ of 16.05.2025 (trailing spaces, Latin letters of categories).
    """
    return [_mended(row)[0] for row in rows]


def plan(rows: Iterable[FileRow], known: Mapping[str, Known], *, categories: frozenset[str]) -> list[Outcome]:
    """Tell for each row of the file what would happen; units of the file's regions that it lacks come last.

    `known` are the units of the register by their stable digits. A unit with the same stable digits is the same unit:
    another code means a transfer, another name a renaming.

    Source: issue 2 (preview by row: new, changed, warning, error); КАТОТТГ, order of 26.11.2020 No 290.
    """
    mended = [_mended(row) for row in rows]
    keys = {codes.own_key(row.code): row for row, _ in mended if codes.is_code(row.code)}
    above = keys.keys() | {codes.own_key(unit.code) for unit in known.values()}
    seen: dict[str, int] = {}
    outcomes: list[Outcome] = []
    for row, note in mended:
        outcome = _wrong(row, seen, above) or _compared(row, known.get(codes.stable_of(row.code)))
        if codes.is_code(row.code):
            seen.setdefault(codes.stable_of(row.code), row.number)
        if note and outcome.kind in {"same", "new", "changed"}:
            outcome = replace(
                outcome, kind="warning", sentence=note, facts={"name": row.name, "category": row.category}
            )
        outcomes.append(outcome)
    return [*outcomes, *_missing(known, seen, keys, categories)]


def _mended(row: FileRow) -> tuple[FileRow, str]:
    """Return the row with what needs no asking mended, and the sentence to show when something was odd."""
    category, look_alike = codes.clean_category(row.category)
    name = codes.clean_name(row.name)
    note = ""
    if codes.has_latin_twins(name):
        name, note = (
            codes.without_twins(name),
            gettext_noop("Latin letters in the name were read as Ukrainian: %(name)s."),
        )
    elif look_alike:
        note = gettext_noop("The Cyrillic letter of the category was read as Latin %(category)s.")
    return FileRow(row.number, codes.clean_code(row.code), category, name), note


def _error(row: FileRow, sentence: str, **facts: object) -> Outcome:
    return Outcome(row.number, "error", row.code, row.name, sentence, facts)


def _wrong(row: FileRow, seen: Mapping[str, int], above: Container[str]) -> Outcome | None:
    """Tell what is wrong with a row, in itself and among the others; None: nothing."""
    alone = _wrong_alone(row)
    if alone is not None:
        return alone
    if codes.stable_of(row.code) in seen:
        sentence = gettext_noop("The last five digits stand already in line %(line)d: they are unique in the codifier.")
        return _error(row, sentence, line=seen[codes.stable_of(row.code)])
    parent = codes.parent_key(row.code)
    if parent is not None and parent not in above:
        sentence = gettext_noop("The unit above (%(parent)s…) is neither in the file nor in the register.")
        return _error(row, sentence, parent=parent)
    return None


def _wrong_alone(row: FileRow) -> Outcome | None:
    if not codes.is_code(row.code):
        sentence = gettext_noop("%(code)s is not a code: it has UA and 17 digits.")
        return _error(row, sentence, code=row.code[:40] or "—")
    if row.category not in codes.LEVELS:
        sentence = gettext_noop("%(category)s is not a category of the codifier.")
        return _error(row, sentence, category=row.category[:10] or "—")
    if codes.LEVELS[row.category] != codes.level_of(row.code):
        sentence = gettext_noop("Category %(category)s does not fit a code of level %(level)d.")
        return _error(row, sentence, category=row.category, level=codes.level_of(row.code))
    if not row.name or len(row.name) > LONGEST_NAME:
        return _error(row, gettext_noop("The name is empty or longer than 120 letters."))
    return None


def _compared(row: FileRow, unit: Known | None) -> Outcome:
    if unit is None:
        return Outcome(row.number, "new", row.code, row.name, gettext_noop("A new unit."), does="create")
    if unit.ended:
        sentence = gettext_noop("The unit had ended in the register; the file has it again.")
        return Outcome(row.number, "warning", row.code, row.name, sentence)
    if unit.code == row.code and row.name != unit.name and row.name in unit.former:
        sentence = gettext_noop("The file has a former name; the register has %(name)s since then.")
        return Outcome(row.number, "warning", row.code, row.name, sentence, {"name": unit.name})
    sentence = _difference(row, unit)
    if not sentence:
        return Outcome(row.number, "same", row.code, row.name, "")
    facts = {"old": unit.code, "name": unit.name, "category": unit.category}
    return Outcome(row.number, "changed", row.code, row.name, sentence, facts, "update")


def _difference(row: FileRow, unit: Known) -> str:
    """Say what differs; empty: nothing."""
    if unit.code != row.code:
        if unit.name != row.name:
            return gettext_noop("Transferred and renamed: was %(name)s, %(old)s.")
        return gettext_noop("Transferred: the code was %(old)s.")
    if unit.name != row.name:
        return gettext_noop("Renamed: was %(name)s.")
    if unit.category != row.category:
        return gettext_noop("The category was %(category)s.")
    return ""


def _missing(
    known: Mapping[str, Known], seen: Mapping[str, int], keys: Mapping[str, FileRow], categories: frozenset[str]
) -> Iterator[Outcome]:
    """Tell of units that the register has and the file lacks, in the regions that the file covers."""
    regions = {key[:4] for key in keys}
    for stable, unit in sorted(known.items(), key=lambda pair: pair[1].code):
        if stable not in seen and not unit.ended and unit.category in categories and unit.code[:4] in regions:
            sentence = gettext_noop("The file does not have this unit; it stays in the register.")
            yield Outcome(0, "warning", unit.code, unit.name, sentence)


def why_not_read(*, name: str, rows: int) -> Refusal | None:
    """Tell why a file of the codifier was not read: it has no row of the wanted levels. `rows` is the number of those.

    Source: КАТОТТГ, the levels O, K, P, H of its official file.
    """
    if rows:
        return None
    return Refusal(
        code="codifier_no_rows",
        title=gettext_noop("The file was not read"),
        sentence=gettext_noop("The file %(name)s has a header, but no row of the wanted levels."),
        source=gettext_noop("KATOTTG: levels O, K, P, H"),
        advice=gettext_noop("Check the file; tick “settlements” if it has only these."),
        facts={"name": name},
    )
