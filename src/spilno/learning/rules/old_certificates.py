"""A table of certificates of earlier years: what each row would do, told before anything is written."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from spilno.learning.rules.volume import number
from spilno.statute.rules.days import read_day
from spilno.statute.rules.refusal import Refusal, gettext_noop
from spilno.territories.rules.preview import Outcome

COLUMNS = {
    "family": ("прізвище", "family name", "surname"),
    "given": ("ім'я", "імя", "given name"),
    "patronymic?": ("по батькові", "patronymic"),
    "kind?": ("вид", "kind"),
    "title": ("назва", "тема", "title"),
    "institution": ("заклад", "організатор", "institution"),
    "number?": ("номер", "№", "number"),
    "on": ("дата", "date"),
    "hours?": ("годин", "hours"),
    "credits?": ("кредит", "credits"),
}
KINDS = {
    "": "outside",
    "програма": "outside",
    "сертифікат": "outside",
    "підвищення кваліфікації": "outside",
    "стажування": "internship",
    "самоосвіта": "self",
    "обмін досвідом": "exchange",
    "конференція": "conference",
}
MOST_ROWS = 2000


@dataclass(frozen=True, slots=True)
class Told:
    """A row of the table in words; `line` counts from 1 with the heading."""

    line: int
    said: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Read:
    """A row that could be read: whose it is, what was learned."""

    line: int
    person: int
    kind: str
    title: str
    institution: str
    number: str
    on: date
    hours: Decimal | None
    stated: Decimal | None


def name_key(family: str, given: str, patronymic: str = "") -> str:
    """Return a name as it is compared: small letters, apostrophes and spaces alike.

    Source: docs/how-to/credits.md: the table of earlier certificates.
    """
    name = f"{family} {given} {patronymic}".casefold()
    return " ".join("".join(character for character in name if character not in "'’ʼ`").split())


def read_row(row: Told, people: Mapping[str, Sequence[int]], own: int | None) -> Read | Outcome:
    """Read a row of the table against the people of the personnel service; an outcome says why it cannot be read.

    `people`: numbers by folded name, with and without the patronymic; `own`: whoever brings the table, whose rows are left out.

    Source: docs/how-to/credits.md: the table of earlier certificates; DOMAIN R18 (nobody recognises his own).
    """
    said = {name: row.said.get(name, "").strip() for name in (column.rstrip("?") for column in COLUMNS)}
    whose = name_key(said["family"], said["given"], said["patronymic"])
    found = people.get(whose, ())
    kind, day = KINDS.get(said["kind"].casefold()), read_day(said["on"])
    wrong = (
        (len(found) == 0, gettext_noop("None of your people has this name.")),
        (len(found) > 1, gettext_noop("Several of your people have this name: claim it by hand.")),
        (own is not None and own in found, gettext_noop("Nobody recognises his own credits.")),
        (
            kind is None,
            gettext_noop("The kind is not known: програма, стажування, самоосвіта, обмін досвідом, конференція."),
        ),
        (not said["title"], gettext_noop("The title is missing.")),
        (day is None, gettext_noop("The date is none: write 27.11.2026.")),
    )
    for is_wrong, sentence in wrong:
        if is_wrong:
            return _error(row, said, sentence)
    try:
        hours, stated = (_number(said[name]) for name in ("hours", "credits"))
    except InvalidOperation:
        return _error(row, said, gettext_noop("Hours and credits are numbers."))
    return Read(
        row.line,
        found[0],
        str(kind),
        said["title"],
        said["institution"] or "–",
        said["number"],
        day or date.min,
        hours,
        stated,
    )


def _number(text: str) -> Decimal | None:
    return Decimal(text.replace(",", ".").replace(" ", "")) if text else None


def _error(row: Told, said: Mapping[str, str], sentence: str) -> Outcome:
    return Outcome(row.line, "error", "", _head(said, said["title"]), sentence)


def _head(said: Mapping[str, str], title: str) -> str:
    whose = " ".join(said[part].strip() for part in ("family", "given", "patronymic") if said.get(part))
    return f"{whose}: {title}"[:200]


def planned(
    rows: Sequence[Told],
    people: Mapping[str, Sequence[int]],
    own: int | None,
    *,
    why_not: Callable[[Read], Refusal | None],
    earns: Callable[[Read], Decimal],
) -> list[tuple[Outcome, Read | None]]:
    """Tell for each row what it would do: taken and recognised, the same as a row that stands, or why not.

    `why_not` is the rule of a claim for a row, `earns` its credits. A thing that stands twice in the table is taken once.

    Source: docs/architecture.md: an import shows its preview and commits whole or not at all.
    """
    found: list[tuple[Outcome, Read | None]] = []
    seen: set[tuple[object, ...]] = set()
    for row in rows:
        read = read_row(row, people, own)
        if isinstance(read, Outcome):
            found.append((read, None))
            continue
        head = _head(row.said, read.title)
        thing = (read.person, read.number or read.title.casefold(), read.on)
        why = why_not(read)
        if thing in seen or (why is not None and why.code == "counted_already"):
            found.append(
                (Outcome(row.line, "same", "", head, gettext_noop("This stands in the ledger already.")), None)
            )
        elif why is not None:
            found.append((Outcome(row.line, "error", "", head, why.sentence, dict(why.facts)), None))
        else:
            facts = {"credits": number(earns(read)), "day": f"{read.on:%d.%m.%Y}"}
            sentence = gettext_noop("%(day)s: it will earn %(credits)s.")
            found.append((Outcome(row.line, "new", "", head, sentence, facts, "create"), read))
        seen.add(thing)
    return found
