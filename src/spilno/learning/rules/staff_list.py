"""A staff list of a council as a table: what each row would do, told before anything is written."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from spilno.learning.rules.old_certificates import Told, name_key
from spilno.people.rules.offices import Held, why_not_take_office
from spilno.people.rules.posts import category_of
from spilno.statute.rules.days import read_day
from spilno.statute.rules.refusal import gettext_noop
from spilno.territories.rules.preview import Kind, Outcome

COLUMNS = {
    "family": ("прізвище", "family name", "surname"),
    "given": ("ім'я", "імя", "given name"),
    "patronymic?": ("по батькові", "patronymic"),
    "gender?": ("стать", "gender"),
    "post": ("посада", "post"),
    "starts": ("дата призначення", "призначено", "appointed"),
    "act": ("акт призначення", "підстава", "act"),
    "ends?": ("дата звільнення", "звільнено", "ended"),
    "ended_by?": ("акт звільнення", "ended by"),
}
HEADING = ("Прізвище", "Ім’я", "По батькові", "Стать", "Посада", "Дата призначення", "Акт призначення", "Дата звільнення", "Акт звільнення")  # fmt: skip
MOST_ROWS = 5001  # with the heading
GENDERS = {"ч": "m", "чоловіча": "m", "m": "m", "ж": "f", "жіноча": "f", "f": "f"}
LEADING = frozenset({"head", "deputy", "council_secretary"})  # who speaks for a council or leads its personnel
SINGLE = frozenset({"head", "council_secretary"})


@dataclass(frozen=True, slots=True)
class Read:
    """A row that could be read."""

    line: int
    family: str
    given: str
    patronymic: str
    gender: str
    post: str
    category: str
    starts: date
    act: str
    ends: date | None
    ended_by: str


@dataclass(frozen=True, slots=True)
class Post:
    """An office that stands in the register of the council; `office` is its number, 0 for one of the same table."""

    office: int
    person: int
    name: str
    post: str
    category: str
    starts: date
    ends: date | None


@dataclass(frozen=True, slots=True)
class Register:
    """What the register knows of a council: its people by folded name, their offices, names of people who serve elsewhere."""

    people: Mapping[str, Sequence[int]]
    posts: Sequence[Post]
    elsewhere: frozenset[str]
    own: int | None
    leaders: bool  # whoever brings the list may enter heads, deputies and secretaries of councils
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class Planned:
    """What a row does: a new office (`person` 0: of a new person, told apart by `key`), or an end of the office `ends`."""

    outcome: Outcome
    read: Read | None = None
    person: int = 0
    key: str = ""
    office: int = 0


@dataclass
class _Book:
    """Offices as they will stand when the rows read so far are written."""

    register: Register
    posts: list[Post] = field(default_factory=list)
    seen: set[tuple[str, str, date]] = field(default_factory=set)
    fresh: dict[str, int] = field(default_factory=dict)
    of: dict[int, list[Post]] = field(default_factory=lambda: defaultdict(list))

    def add(self, post: Post) -> None:
        self.of[post.person].append(post)
        if post.category in SINGLE:
            self.posts.append(post)


def gender_of(patronymic: str, said: str) -> str:
    """Return the grammatical gender that is said, or that a patronymic tells; empty when neither does.

    Source: Український правопис, 2019, § 29 (patronymics in -ович, -івна).
    """
    if said:
        return GENDERS.get(said.casefold(), "")
    word = patronymic.casefold()
    return "f" if word.endswith(("вна", "ична", "инична")) else "m" if word.endswith(("ич", "іч")) else ""


def read_row(row: Told, today: date) -> Read | Outcome:
    """Read a row; an outcome says why it cannot be read.

    Source: docs/how-to/staff-list.md; docs/architecture.md: an import shows its preview and commits whole or not at all.
    """
    said = {name: row.said.get(name, "").strip() for name in (column.rstrip("?") for column in COLUMNS)}
    starts, ends = read_day(said["starts"]), read_day(said["ends"]) if said["ends"] else None
    gender = gender_of(said["patronymic"], said["gender"])
    wrong = (
        (not said["family"] or not said["given"], gettext_noop("The family name or the given name is missing.")),
        (max(len(said[name]) for name in ("family", "given", "patronymic")) > 100, gettext_noop("The name is too long.")),
        (not gender, gettext_noop("The grammatical gender is not known: write the patronymic, or ч or ж in «стать».")),
        (not said["post"] or len(said["post"]) > 200, gettext_noop("The post is missing or longer than 200 characters.")),
        (not said["starts"], gettext_noop("The day of appointment is missing: write it so: 27.11.2026.")),
        (starts is None, gettext_noop("There is no such day of appointment, “%(starts)s”: write it so: 27.11.2026.")),
        (bool(said["ends"]) and ends is None, gettext_noop("There is no such last day, “%(ends)s”: write it so: 27.11.2026.")),
        (bool(starts and starts > today), gettext_noop("The day of appointment has not come yet.")),
        (bool(starts and ends and ends < starts), gettext_noop("The office ends before it begins.")),
        (bool(ends and ends > today), gettext_noop("The last day has not come yet.")),
        (not said["act"] or len(said["act"]) > 300, gettext_noop("The act of appointment is missing or longer than 300 characters.")),
        (ends is not None and not said["ended_by"], gettext_noop("The act of dismissal is missing.")),
    )  # fmt: skip
    for is_wrong, sentence in wrong:
        if is_wrong:
            written = {"starts": said["starts"][:40], "ends": said["ends"][:40]}
            return Outcome(row.line, "error", "", _head(said), sentence, written)
    return Read(
        row.line, said["family"], said["given"], said["patronymic"], gender, said["post"], category_of(said["post"]),
        starts or date.min, said["act"], ends, said["ended_by"][:300],
    )  # fmt: skip


def _head(said: Mapping[str, str]) -> str:
    return f"{said['family']} {said['given']} {said['patronymic']}, {said['post']}"[:200]


def planned(rows: Sequence[Told], register: Register, *, today: date) -> list[Planned]:
    """Tell for each row what it would do; then who of the register is missing from the list, whose office goes on.

    A person is the same when the whole name is, among those who serve or served in this council. Nobody writes his own
    row; heads, deputies and secretaries of councils are entered by the association.

    Source: docs/how-to/staff-list.md; Закон 280/97-ВР, art. 12, 50 (one head, one secretary), through rules/offices.py of people.
    """
    book = _Book(register)
    for post in register.posts:
        book.add(post)
    found: list[Planned] = []
    there: set[str] = set()
    for row in rows:
        read = read_row(row, today)
        if isinstance(read, Outcome):
            found.append(Planned(read))
            continue
        key = name_key(read.family, read.given, read.patronymic)
        there.add(key)
        found.append(_row(read, key, book))
    return [*found, *_missing(register, there)]


def _row(read: Read, key: str, book: _Book) -> Planned:
    people = book.register.people.get(key, ())
    person = people[0] if people else book.fresh.get(key, 0)
    known = next((post for post in book.of[person] if _same(post, read)), None) if person else None
    twice = (key, read.post.casefold(), read.starts) in book.seen
    book.seen.add((key, read.post.casefold(), read.starts))
    if len(people) > 1:
        return _planned(read, "error", gettext_noop("Several people of this council have this name: enter it by hand."))
    if twice:
        return _planned(read, "error", gettext_noop("The same row stands in the table already."))
    if known is not None and (read.ends is None or known.ends == read.ends):
        return Planned(
            Outcome(read.line, "same", "", _title(read), gettext_noop("This stands in the register already."))
        )
    left_out = _why_left_out(read, person, book.register)
    if left_out:
        return _planned(read, "warning", left_out)
    return _end(read, known) if known is not None else _enter(read, key, person, book)


def _why_left_out(read: Read, person: int, register: Register) -> str:
    if person and person == register.own:
        return gettext_noop("Nobody writes his own offices: this row is left out.")
    if read.category in LEADING and not register.leaders:
        return gettext_noop("Heads, deputies and secretaries of councils are entered by the association: this row is left out.")  # fmt: skip
    return ""


def _end(read: Read, known: Post) -> Planned:
    if known.ends is not None:
        sentence = gettext_noop("The office ended on %(day)s by the register: mend it by hand.")
        return _planned(read, "error", sentence, day=f"{known.ends:%d.%m.%Y}")
    sentence = gettext_noop("The office ends on %(day)s.")
    outcome = Outcome(read.line, "changed", "", _title(read), sentence, {"day": f"{read.ends:%d.%m.%Y}"}, "update")
    return Planned(outcome, read, office=known.office)


def _enter(read: Read, key: str, person: int, book: _Book) -> Planned:
    new = person == 0
    number = person or -1 - len(book.fresh)
    own = [post for post in book.of[person] if post.post.casefold() == read.post.casefold()] if person else []
    others = [post for post in book.posts if post.category == read.category] if read.category in SINGLE else own
    why = why_not_take_office(
        Held(number, read.post, read.starts, read.ends),
        others=[Held(post.person, post.post, post.starts, post.ends) for post in others],
        single=read.category in SINGLE,
        ended_on=book.register.ended_on,
    )
    if why is not None:
        return _planned(read, "error", why.sentence, **dict(why.facts))
    if new:
        book.fresh[key] = number
    book.add(Post(0, number, _title(read), read.post, read.category, read.starts, read.ends))
    kind: Kind = "new"
    sentence = (
        gettext_noop("A new person with an office.")
        if new
        else gettext_noop("A new office of a person who is in the register.")
    )
    if person < 0:
        kind = "warning"
        sentence = gettext_noop("The same name stands above: it will be one person with two offices. If they are two people, take one row out and ask the association to enter the second person.")  # fmt: skip
    if new and key in book.register.elsewhere:
        kind = "warning"
        sentence = gettext_noop("A person of this name serves elsewhere: a new record is made. If it is the same person, ask the association to make them one.")  # fmt: skip
    outcome = Outcome(read.line, kind, "", _title(read), sentence, {}, "create")
    return Planned(outcome, read, person=max(number, 0), key=key)


def _same(post: Post, read: Read) -> bool:
    return post.post.casefold() == read.post.casefold() and post.starts == read.starts


def _missing(register: Register, there: set[str]) -> list[Planned]:
    numbers = {number for key in there for number in register.people.get(key, ())}
    sentence = gettext_noop("Not in the list: the office goes on. If it ended, add a row with its last day.")
    return [
        Planned(Outcome(0, "warning", "", f"{post.name}, {post.post}"[:200], sentence))
        for post in register.posts
        if post.ends is None and post.person not in numbers
    ]


def _title(read: Read) -> str:
    return f"{read.family} {read.given} {read.patronymic}, {read.post}"[:200]


def _planned(read: Read, kind: Kind, sentence: str, **facts: Any) -> Planned:
    return Planned(Outcome(read.line, kind, "", _title(read), sentence, facts))
