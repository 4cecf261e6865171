"""A list of members as a table: what each row would do, told before anything is written."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from spilno.members.rules.mandates import REPRESENTATIVE, why_not_give_mandate
from spilno.members.rules.mandates import Held as Mandate
from spilno.members.rules.path import Applicant, why_not_apply
from spilno.members.rules.representatives_file import gender_said
from spilno.members.rules.search import folded, nearest
from spilno.people.rules.offices import Held, why_not_take_office
from spilno.people.rules.posts import category_of
from spilno.statute.rules.days import read_day, why_not_day
from spilno.statute.rules.refusal import Refusal, gettext_noop
from spilno.territories.rules.preview import Does, Kind, Outcome

COLUMNS = {
    "council": ("рада", "повна назва", "назва", "council"),
    "edrpou?": ("код єдрпоу", "єдрпоу", "edrpou"),
    "number?": ("№ у реєстрі", "номер у реєстрі", "number"),
    "kind?": ("вид", "kind"),
    "founder?": ("засновни", "founder"),
    "joined_on": ("член з", "дата прийняття", "дата вступу", "member since"),
    "joined_by?": ("рішення про прийняття", "прийнято", "admitted by"),
    "confirmed_on?": ("дата підтвердження", "confirmed on"),
    "confirmed_by?": ("рішення про підтвердження", "рішення загальних зборів", "confirmed by"),
    "decision?": ("рішення ради", "власне рішення", "decision"),
    "decided_on?": ("дата рішення ради", "дата власного рішення", "decided on"),
    "family?": ("прізвище", "піб", "family name", "surname"),
    "given?": ("ім'я", "імя", "given name"),
    "patronymic?": ("по батькові", "patronymic"),
    "gender?": ("стать", "рід", "gender"),
    "post?": ("посада", "post"),
    "in_post_since?": ("на посаді з", "дата призначення", "in post since"),
    "email?": ("e-mail", "email", "електронна пошта", "пошта"),
    "act?": ("акт про повноваження", "акт", "act"),
    "starts?": ("повноваження з", "mandate from"),
    "ends?": ("повноваження до", "mandate to"),
}
HEADING = (
    "Рада", "Код ЄДРПОУ", "№ у реєстрі", "Вид членства", "Засновник", "Член з", "Рішення про прийняття",
    "Дата підтвердження", "Рішення про підтвердження", "Рішення ради", "Дата рішення ради", "Прізвище", "Ім’я",
    "По батькові", "Стать", "Посада", "На посаді з", "E-mail", "Акт про повноваження", "Повноваження з", "Повноваження до",
)  # fmt: skip
MOST_ROWS = 2000
LONGEST = {
    "council": 300,
    "joined_by": 400,
    "confirmed_by": 400,
    "decision": 300,
    "post": 200,
    "act": 300,
    "email": 254,
}
LONGEST_NAME = 100
DAYS = ("joined_on", "confirmed_on", "decided_on", "in_post_since", "starts", "ends")
AHEAD = frozenset({"starts", "ends"})  # a mandate may begin and end later; what was decided has its day behind it
SINGLE = frozenset({"head", "council_secretary"})
_KINDS = {
    "": "full",
    "дійсний": "full",
    "full": "full",
    "колективний": "collective",
    "collective": "collective",
    "асоційований": "associate",
    "associate": "associate",
    "почесний": "honorary",
    "honorary": "honorary",
}
_YES = {"": False, "ні": False, "-": False, "–": False, "no": False, "так": True, "+": True, "yes": True, "засновник": True}  # fmt: skip


_COUNCIL = re.compile(r" (?:обласна|районна|міська|селищна|сільська) рада$")


@dataclass(frozen=True, slots=True)
class Told:
    """A row in words; `line` counts from 1 with the heading."""

    line: int
    said: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Candidate:
    """An organisation of the register: its name and kind, the day it ended, the state of its open membership or empty."""

    name: str
    kind: str
    ended: date | None
    open_state: str


@dataclass(frozen=True, slots=True)
class Known:
    """What the registers know. `called`: organisations by folded name, place, former name or code ЄДРПОУ."""

    organisations: Mapping[int, Candidate]
    called: Mapping[str, Sequence[int]]
    numbers: frozenset[int]
    people: Mapping[str, Sequence[int]]  # folded full name → numbers of persons
    offices: Mapping[int, Sequence[tuple[str, Held]]]  # by organisation: category and office
    today: date
    ground: str  # where a row names no decision of its own
    article: str  # of the statute, on votes and representation


@dataclass(frozen=True, slots=True)
class Represents:
    """Who represents the member; `person` 0: not in the register yet. `since` is the day of taking the post."""

    person: int
    family: str
    given: str
    patronymic: str
    gender: str
    email: str
    act: str
    starts: date
    ends: date | None
    post: str = ""
    category: str = ""
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """A row that may be written: the membership with its path, and who represents it."""

    line: int
    organisation: int
    kind: str
    founder: bool
    number: int | None
    joined_on: date
    joined_by: str
    confirmed_on: date | None
    confirmed_by: str
    decision: str
    decided_on: date | None
    represented_by: Represents | None = None


@dataclass
class _Seen:
    organisations: dict[int, int] = field(default_factory=dict)
    numbers: dict[int, int] = field(default_factory=dict)
    names: dict[str, int] = field(default_factory=dict)


class _WrongError(Exception):
    """What is wrong with a row: a sentence and its facts."""

    def __init__(self, sentence: str, **facts: object) -> None:
        super().__init__(sentence)
        self.sentence, self.facts = sentence, facts


def names_in_lists(name: str) -> set[str]:
    """Return, folded, what lists call an organisation: its name, and «Валківська» for «Валківська міська рада».

    Source: docs/how-to/members.md, the list of members.
    """
    return {folded(name), folded(_COUNCIL.sub("", name))}


def planned(rows: Sequence[Told], known: Known) -> list[tuple[Outcome, Read | None]]:
    """Tell for each row what it would do: a member entered with its path and representative, left out, or why not.

    Source: docs/how-to/members.md, the list of members; docs/architecture.md: an import commits whole or not at all.
    """
    seen = _Seen()
    return [_planned(row, known, seen) for row in rows]


def _planned(row: Told, known: Known, seen: _Seen) -> tuple[Outcome, Read | None]:
    said = {name: " ".join(row.said.get(name, "").split()) for name in (column.rstrip("?") for column in COLUMNS)}
    head = said["council"] or said["edrpou"]

    def outcome(kind: Kind, sentence: str = "", facts: Mapping[str, object] | None = None) -> Outcome:
        does: Does = "create" if kind in {"new", "warning"} else ""
        return Outcome(row.line, kind, said["edrpou"], head[:200], sentence, facts or {}, does)

    try:
        organisation = _organisation(said, known)
        head = known.organisations[organisation].name
        _once(organisation, row.line, seen)
        if known.organisations[organisation].open_state:
            return outcome("same", gettext_noop("A member already: the row is left out.")), None
        read = _membership(row.line, organisation, said, known, seen)
        represented = _represented(said, read, known)
    except _WrongError as wrong:
        return outcome("error", wrong.sentence, wrong.facts), None
    read = replace(read, represented_by=represented)
    return outcome(*_worth_a_look(read, known, seen)), read


def _organisation(said: Mapping[str, str], known: Known) -> int:
    digits = "".join(said["edrpou"].split())
    by_code = known.called.get(digits.zfill(8), ()) if digits.isdigit() else ()
    if len(by_code) == 1:
        return by_code[0]
    if not said["council"]:
        raise _WrongError(gettext_noop("The council is not named."))
    found = known.called.get(folded(said["council"]), ())
    if len(found) == 1:
        return found[0]
    if found:
        several = "; ".join(known.organisations[number].name for number in found)
        raise _WrongError(gettext_noop("Several are called so: %(names)s. Write the full name or the code ЄДРПОУ."), names=several)  # fmt: skip
    near = nearest(said["council"], [organisation.name for organisation in known.organisations.values()])
    if near:
        raise _WrongError(gettext_noop("The register of organisations has no such one. Perhaps: %(near)s."), near=", ".join(near))  # fmt: skip
    raise _WrongError(gettext_noop("The register of organisations has no such one: take the councils in first."))


def _once(organisation: int, line: int, seen: _Seen) -> None:
    earlier = seen.organisations.setdefault(organisation, line)
    if earlier != line:
        raise _WrongError(gettext_noop("The same council stands already in line %(line)d."), line=earlier)


def _membership(line: int, organisation: int, said: Mapping[str, str], known: Known, seen: _Seen) -> Read:
    for name, longest in LONGEST.items():
        if len(said[name]) > longest:
            raise _WrongError(gettext_noop("“%(text)s…” is longer than %(longest)d characters."), text=said[name][:30], longest=longest)  # fmt: skip
    kind, founder = _KINDS.get(said["kind"].casefold().removesuffix(" член")), _YES.get(said["founder"].casefold())
    if kind is None:
        raise _WrongError(gettext_noop("The kind “%(kind)s” is not known: дійсний, колективний, асоційований or почесний."), kind=said["kind"])  # fmt: skip
    if founder is None:
        raise _WrongError(gettext_noop("In “Засновник” stands “%(said)s”: write так or ні."), said=said["founder"])
    days = {name: _day(said[name], known.today, ahead=name in AHEAD) for name in DAYS}
    joined_on, confirmed_on = days["joined_on"], days["confirmed_on"]
    if joined_on is None:
        raise _WrongError(gettext_noop("The day since which it is a member is missing: write it so: 27.11.2026."))
    if bool(said["confirmed_by"]) != bool(confirmed_on):
        raise _WrongError(gettext_noop("A confirmation by the General Meeting has both its day and its decision."))
    if confirmed_on is not None and confirmed_on < joined_on:
        raise _WrongError(
            gettext_noop("The General Meeting confirmed it before the Board admitted it: check both days.")
        )
    if said["number"] and not said["number"].isdecimal():
        raise _WrongError(gettext_noop("The number in the register, “%(number)s”, is no number."), number=said["number"])  # fmt: skip
    number = int(said["number"][:9]) if said["number"] else None
    if number is not None and number in known.numbers:
        raise _WrongError(gettext_noop("Another member has the number %(number)d in the register."), number=number)
    if number is not None and seen.numbers.setdefault(number, line) != line:
        raise _WrongError(gettext_noop("The number %(number)d stands already in line %(line)d."), number=number, line=seen.numbers[number])  # fmt: skip
    joined_by = said["joined_by"] or known.ground
    candidate = known.organisations[organisation]
    applicant = Applicant(
        candidate.name, candidate.kind, candidate.ended, "", kind, said["decision"] or joined_by,
        days["decided_on"] or joined_on, joined_on,
    )  # fmt: skip
    _stop(why_not_apply(applicant))
    return Read(
        line, organisation, kind, founder, number, joined_on, joined_by, confirmed_on, said["confirmed_by"],
        said["decision"], days["decided_on"],
    )  # fmt: skip


def _represented(said: Mapping[str, str], read: Read, known: Known) -> Represents | None:
    family, given, patronymic = said["family"], said["given"], said["patronymic"]
    if family and not given:  # the whole name in one cell
        family, given, patronymic = [*family.split(maxsplit=2), "", ""][:3]
    if not family:
        if any(said[name] for name in ("given", "post", "email", "act", "starts", "ends")):
            raise _WrongError(gettext_noop("The family name of the representative is missing."))
        return None
    if not given:
        raise _WrongError(gettext_noop("The given name of the representative is missing."))
    if max(len(family), len(given), len(patronymic)) > LONGEST_NAME:
        raise _WrongError(gettext_noop("The name of the representative is too long."))
    if said["email"] and ("@" not in said["email"][1:-1] or " " in said["email"]):
        raise _WrongError(gettext_noop("%(email)s is not an e-mail address."), email=said["email"][:60])
    people = known.people.get(folded(f"{family} {given} {patronymic}"), ())
    if len(people) > 1:
        raise _WrongError(gettext_noop("Several persons have this name: give the mandate on the member's page."))
    gender = gender_said(said["gender"], patronymic)
    if not people and not gender:
        raise _WrongError(gettext_noop("The patronymic does not tell the gender: fill the column “стать” with ж or ч."))
    starts = _day(said["starts"], known.today, ahead=True) or read.joined_on
    found = Represents(
        people[0] if people else 0, family, given, patronymic, gender, said["email"],
        (said["act"] or read.decision or read.joined_by)[:300], starts, _day(said["ends"], known.today, ahead=True),
    )  # fmt: skip
    wanted = Mandate(REPRESENTATIVE, found.person, found.starts, found.ends)
    name = known.organisations[read.organisation].name
    _stop(
        why_not_give_mandate(wanted, standing=[], state="confirmed", council=name, act=found.act, article=known.article)
    )
    return _in_post(said, found, read, known)


def _in_post(said: Mapping[str, str], found: Represents, read: Read, known: Known) -> Represents:
    """Add the post, unless the register has this person in it already."""
    if not said["post"]:
        return found
    post, category = said["post"], category_of(said["post"])
    since = _day(said["in_post_since"], known.today, ahead=False) or min(found.starts, known.today)
    held = [(kind, office) for kind, office in known.offices.get(read.organisation, ()) if office.ends is None]
    if any(office.person == found.person and office.post.casefold() == post.casefold() for _kind, office in held):
        return found
    others = [office for kind, office in held if (kind == category if category in SINGLE else office.person == found.person and office.post == post)]  # fmt: skip
    ended = known.organisations[read.organisation].ended
    _stop(why_not_take_office(Held(found.person, post, since, None), others=others, single=category in SINGLE, ended_on=ended))  # fmt: skip
    return replace(found, post=post, category=category, since=since)


def _worth_a_look(read: Read, known: Known, seen: _Seen) -> tuple[Kind, str]:
    who = read.represented_by
    if who is None:
        return "new", gettext_noop("A member without a representative.")
    earlier = seen.names.setdefault(folded(f"{who.family} {who.given} {who.patronymic}"), read.line)
    if who.person:
        return "warning", gettext_noop("A person of this name stands in the register: the mandate goes to it.")
    if earlier != read.line:
        return "warning", gettext_noop("Another row has a person of this name: two persons will be entered.")
    if who.ends is not None and who.ends < known.today:
        return "warning", gettext_noop(
            "The mandate of the representative is over: nobody represents this member today."
        )
    return "new", gettext_noop("A member with a representative.")


def _day(text: str, today: date, *, ahead: bool) -> date | None:
    if not text:
        return None
    day = read_day(text)
    if day is None:
        raise _WrongError(gettext_noop("There is no such day, “%(day)s”: write it so: 27.11.2026."), day=text[:30])
    _stop(why_not_day(day, today=today))
    if day > today and not ahead:
        raise _WrongError(gettext_noop("The day %(day)s has not come yet."), day=text[:30])
    return day


def _stop(refusal: Refusal | None) -> None:
    if refusal is not None:
        raise _WrongError(refusal.sentence, **refusal.facts)
