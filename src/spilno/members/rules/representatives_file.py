"""A list of representatives: what each row would do, told before anything is written."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from spilno.members.rules.search import folded, nearest
from spilno.statute.rules.refusal import Refusal, gettext_noop

COLUMNS = {
    "council": ("рада", "член", "громада", "council", "member"),
    "family": ("прізвище", "family name", "surname"),
    "given": ("ім’я", "імя", "given name", "name"),
    "patronymic?": ("по батькові", "patronymic"),
    "kind?": ("вид", "kind"),
    "email?": ("e-mail", "email", "пошта", "електронна пошта"),
    "gender?": ("стать", "рід", "gender"),
    "act?": ("акт", "рішення", "act"),
}
MOST_ROWS = 5000
_KINDS = {
    "": "representative",
    "представник": "representative",
    "representative": "representative",
    "заступник": "substitute",
    "замісник": "substitute",
    "substitute": "substitute",
}
_GENDERS = {"ж": "f", "жіночий": "f", "жіноча": "f", "f": "f", "ч": "m", "чоловічий": "m", "чоловіча": "m", "m": "m"}


@dataclass(frozen=True, slots=True)
class Listed:
    """One row of the list, in words as they were written; `line` counts from 1 with the heading."""

    line: int
    council: str
    family: str
    given: str
    patronymic: str = ""
    kind: str = ""
    email: str = ""
    gender: str = ""
    act: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """The mandate that stands for a member: its kind, the full name (folded) and the person's number."""

    kind: str
    name: str
    person: int


@dataclass(frozen=True, slots=True)
class Known:
    """What is known: members by folded name (place, code or full name), and standing mandates of each."""

    members: Mapping[str, int]
    names: Mapping[int, str]
    standing: Mapping[int, Sequence[Standing]]
    people: Mapping[str, Sequence[int]]  # folded full name → numbers of persons


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a row would do: new, changed, same, warning or error; why, and what was meant perhaps."""

    line: int
    state: str
    council: str
    name: str
    kind: str = ""
    membership: int | None = None
    person: int | None = None
    gender: str = ""
    email: str = ""
    act: str = ""
    reason: str = ""
    facts: Mapping[str, str] | None = None
    parts: tuple[str, str, str] = ("", "", "")  # family name, given name, patronymic


def why_not_take(*, rows: int) -> Refusal | None:
    """Refuse a list that is longer than one act may be.

    Source: docs/how-to/members.md, the list of representatives.
    """
    if rows <= MOST_ROWS:
        return None
    return Refusal(
        code="list_too_long",
        title=gettext_noop("The list was not taken"),
        sentence=gettext_noop("The list has more than %(most)s rows."),
        source=gettext_noop("docs/how-to/members.md: the list of representatives"),
        advice=gettext_noop("Mend the file and send it again; the page of the list shows the columns."),
        facts={"most": str(MOST_ROWS)},
    )


def guess_gender(patronymic: str) -> str:
    """Return f or m by the ending of a patronymic; empty when it does not tell.

    Source: Ukrainian orthography, § on patronymics: -івна, -ївна, -ична, -ічна for women, -ович, -йович, -ич, -іч for men.
    """
    word = folded(patronymic)
    if word.endswith(("івна", "ївна", "ична", "ічна")):
        return "f"
    return "m" if word.endswith(("ич", "іч")) else ""


def gender_said(said: str, patronymic: str) -> str:
    """Return f or m as a cell says, else by the patronymic; empty when neither tells.

    Source: docs/how-to/members.md, the list of representatives.
    """
    return _GENDERS.get(folded(said), "") or guess_gender(patronymic)


def outcomes(rows: Iterable[Listed], known: Known) -> list[Outcome]:
    """Tell for each row what it would do; an unknown council gets the nearest names, a second row of one kind an error.

    Source: docs/how-to/members.md, the list of representatives.
    """
    seen: dict[tuple[int, str], int] = {}
    return [_outcome(row, known, seen) for row in rows]


def _outcome(row: Listed, known: Known, seen: dict[tuple[int, str], int]) -> Outcome:
    name = " ".join(part for part in (row.family, row.given, row.patronymic) if part)
    if not row.council or not row.family or not row.given:
        return _wrong(row, name, gettext_noop("The council, the family name and the given name are needed."))
    membership = known.members.get(folded(row.council))
    if membership is None:
        near = nearest(row.council, known.names.values())
        if near:
            return _wrong(row, name, gettext_noop("There is no such member. Perhaps: %(near)s."), near=", ".join(near))
        return _wrong(row, name, gettext_noop("There is no such member."))
    kind = _KINDS.get(folded(row.kind))
    if kind is None:
        return _wrong(
            row, name, gettext_noop("The kind “%(kind)s” is not known: представник or заступник."), kind=row.kind
        )
    if (membership, kind) in seen:
        first = str(seen[membership, kind])
        return _wrong(
            row, name, gettext_noop("This member has a row of this kind already, in line %(first)s."), first=first
        )
    seen[membership, kind] = row.line
    gender = gender_said(row.gender, row.patronymic)
    return _known_member(row, known, membership=membership, kind=kind, gender=gender, name=name)


def _known_member(row: Listed, known: Known, *, membership: int, kind: str, gender: str, name: str) -> Outcome:
    same = [held for held in known.standing.get(membership, ()) if held.kind == kind]
    people = known.people.get(folded(name), ())
    facts: dict[str, str] = {}
    if any(held.name == folded(name) for held in same):
        state, reason = "same", gettext_noop("This mandate stands already.")
    elif len(people) > 1:
        return _wrong(row, name, gettext_noop("Several persons have this name: give the mandate on the member's page."))
    elif not people and not gender:
        return _wrong(
            row, name, gettext_noop("The patronymic does not tell the gender: fill the column “стать” with ж or ч.")
        )
    elif same:
        state, reason = "changed", gettext_noop("The mandate that stands ends the day before.")
    elif people:
        state, reason = "warning", gettext_noop("A person of this name stands in the register: the mandate goes to it.")
    else:
        state, reason = "new", ""
    return Outcome(
        line=row.line,
        state=state,
        council=known.names[membership],
        name=name,
        kind=kind,
        membership=membership,
        person=people[0] if people else None,
        gender=gender,
        email=row.email,
        act=row.act,
        reason=reason,
        facts=facts,
        parts=(row.family, row.given, row.patronymic),
    )


def _wrong(row: Listed, name: str, reason: str, **facts: str) -> Outcome:
    return Outcome(line=row.line, state="error", council=row.council, name=name, reason=reason, facts=facts)
