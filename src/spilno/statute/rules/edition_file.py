"""Read an edition of the statute from its TOML text; a wrong file is refused with line and reason."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from spilno.statute.rules.edition_faults import Fault, WrongEdition
from spilno.statute.rules.provisions import (
    Base,
    Demand,
    Format,
    Formats,
    Ground,
    Matter,
    Number,
    Provisions,
    ProxyLimits,
    Share,
    Sure,
    Switch,
    VotingKinds,
    Word,
)
from spilno.statute.rules.refusal import gettext_noop

TEXT = ("article", "source", "words_en", "words_uk")
REQUIRED_MATTERS = ("ordinary", "procedural", "statute", "election", "admission", "suspension", "exclusion", "dues")
STATUSES = ("local", "all_ukrainian")
KINDS_OF_MEMBERS = ("full", "collective", "associate", "honorary")
LONGEST_NAME = 200
LONGEST_TEXT = 2000
_FRACTION = re.compile(r"[0-9]{1,4}/[0-9]{1,4}")
_CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")


@dataclass(frozen=True, slots=True)
class EditionHead:
    """The head of the file: how the edition is called, when it starts, who adopted it."""

    name_uk: str
    name_en: str
    starts: date
    adopted_by_uk: str
    adopted_by_en: str


@dataclass(slots=True)
class _Reader:
    """Takes values out of the file and notes what is wrong with its line; goes on, so that all faults are told at once."""

    text: str
    data: Mapping[str, Any]
    faults: list[Fault] = field(default_factory=list)
    used: dict[str, set[str]] = field(default_factory=dict)
    missing: set[str] = field(default_factory=set)
    grounds: dict[str, Ground] = field(default_factory=dict)

    def line_of(self, section: str, key: str = "") -> int:
        """Return the line of a key in a section; of the section when the key is not there; 0 when neither is."""
        here, found = False, 0
        for number, line in enumerate(self.text.splitlines(), start=1):
            head = re.match(r"\s*\[([^\[\]]+)\]", line)
            if head:
                here = ".".join(part.strip().strip("\"'") for part in head.group(1).split(".")) == section
                if here:
                    found = number
            elif here and key and re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=", line):
                return number
        return found

    def fault(self, section: str, key: str, reason: str, **facts: object) -> None:
        self.faults.append(Fault(self.line_of(section, key), reason, {"section": section, "key": key, **facts}))

    def table(self, section: str) -> Mapping[str, Any]:
        """Return a section by its dotted name; notes one fault and gives an empty one when it is missing."""
        self.used.setdefault(section, set())
        here: Any = self.data
        for part in section.split("."):
            here = here.get(part) if isinstance(here, Mapping) else None
        if isinstance(here, Mapping):
            return here
        if section not in self.missing:
            self.missing.add(section)
            self.fault(section, "", gettext_noop("the section [%(section)s] is missing"))
        return {}

    def value(self, section: str, key: str, kind: type, default: Any) -> Any:
        raw = self.table(section).get(key)
        self.used[section].add(key)
        if section in self.missing:
            return default
        if raw is None:
            self.fault(section, key, gettext_noop("[%(section)s] has no “%(key)s”"))
            return default
        if type(raw) is not kind:
            self.fault(section, key, _EXPECTED[kind], value=_short(raw))
            return default
        return raw

    def words(self, section: str, key: str, *, longest: int = LONGEST_TEXT) -> str:
        raw: str = self.value(section, key, str, "")
        if len(raw) > longest:
            self.fault(
                section,
                key,
                gettext_noop("[%(section)s] %(key)s has %(length)d characters, at most %(longest)d fit"),
                length=len(raw),
                longest=longest,
            )
        return raw

    def number(self, section: str, key: str, *, least: int = 0, most: int = 10_000) -> Number:
        raw: int = self.value(section, key, int, least)
        if not least <= raw <= most:
            self.fault(
                section,
                key,
                gettext_noop("[%(section)s] %(key)s = %(value)s: it must be from %(least)d to %(most)d"),
                value=_short(raw),
                least=least,
                most=most,
            )
        return Number(raw, self.ground(section))

    def switch(self, section: str, key: str = "value") -> Switch:
        return Switch(self.value(section, key, bool, default=False), self.ground(section))

    def one_of(self, section: str, key: str, known: Iterable[str], default: str) -> str:
        raw: str = self.value(section, key, str, default)
        if raw in set(known):
            return raw
        self.fault(
            section,
            key,
            gettext_noop("[%(section)s] %(key)s = %(value)s: one of %(known)s is expected"),
            value=_short(raw),
            known=", ".join(known),
        )
        return default

    def some_of(self, section: str, key: str, known: Iterable[str]) -> frozenset[str]:
        raw: list[Any] | None = self.value(section, key, list, None)
        if raw is None:  # told already
            return frozenset()
        allowed = set(known)
        right = {name for name in raw if isinstance(name, str) and name in allowed}
        if not raw or len(right) != len(raw):
            self.fault(
                section,
                key,
                gettext_noop("[%(section)s] %(key)s = %(value)s: some of %(known)s are expected, each once"),
                value=_short(raw),
                known=", ".join(known),
            )
        return frozenset(right)

    def ground(self, section: str) -> Ground:
        if section in self.grounds:  # told already
            return self.grounds[section]
        self.used.setdefault(section, set())
        table = self.table(section)
        texts = {key: self.words(section, key) for key in TEXT}
        for key in ("article", "words_uk"):
            if isinstance(table.get(key), str) and not texts[key].strip():
                self.fault(section, key, gettext_noop("[%(section)s] %(key)s is empty: each number names its article"))
        source_en = self.words(section, "source_en") if "source_en" in table else ""
        sure = self.one_of(section, "sure", tuple(Sure), Sure.CHOICE) if "sure" in table else Sure.CHOICE
        self.grounds[section] = Ground(**texts, source_en=source_en, sure=Sure(sure))
        return self.grounds[section]

    def share(self, section: str, *, bases: Iterable[str] = tuple(Base)) -> Share:
        raw: str = self.value(section, "share", str, "1/2")
        strict: bool = self.value(section, "strict", bool, default=True)
        share = Fraction(1, 2)
        try:
            share = Fraction(raw) if _FRACTION.fullmatch(raw) else Fraction("none")
        except (ValueError, ZeroDivisionError):
            self.fault(
                section,
                "share",
                gettext_noop("[%(section)s] share = %(value)s: write a fraction like 1/2 or 3/4"),
                value=_short(raw),
            )
        if not 0 < share <= 1 or (share == 1 and strict):
            self.fault(
                section,
                "share",
                gettext_noop(
                    "[%(section)s] share = %(value)s: it must be more than 0, and nobody can exceed the whole"
                ),
                value=_short(raw),
            )
            share = Fraction(1, 2)
        base = self.one_of(section, "base", bases, next(iter(bases)))
        return Share(share, strict, Base(base), self.ground(section))

    def month_day(self, section: str, key: str) -> Number:
        raw: str = self.value(section, key, str, "12-31")
        try:
            day = date.fromisoformat(f"2000-{raw}")
        except ValueError:
            self.fault(
                section,
                key,
                gettext_noop("[%(section)s] %(key)s = %(value)s: write month and day like 03-31"),
                value=_short(raw),
            )
            day = date(2000, 12, 31)
        return Number(day.month * 100 + day.day, self.ground(section))

    def optional_switch(self, section: str, key: str) -> bool:
        self.used.setdefault(section, set()).add(key)
        raw = self.table(section).get(key, False)
        if type(raw) is not bool:
            self.fault(section, key, _EXPECTED[bool], value=_short(raw))
            return False
        return raw

    def sections(self, name: str) -> list[str]:
        """Return the names of the parts of a section, those that can be codes; the others are faults."""
        table = self.data.get(name)
        if not isinstance(table, Mapping):
            return []
        for part in table:
            if not _CODE.fullmatch(part):
                self.used[f"{name}.{part}"] = set()
                self.fault(
                    f"{name}.{part}",
                    "",
                    gettext_noop("[%(section)s]: a code is small Latin letters, digits and “_”, at most 40"),
                )
        return [part for part in table if _CODE.fullmatch(part)]


_EXPECTED = {
    str: gettext_noop("[%(section)s] %(key)s = %(value)s: a text in quotes is expected"),
    int: gettext_noop("[%(section)s] %(key)s = %(value)s: a whole number is expected"),
    bool: gettext_noop("[%(section)s] %(key)s = %(value)s: true or false is expected"),
    list: gettext_noop("[%(section)s] %(key)s = %(value)s: a list in square brackets is expected"),
    date: gettext_noop("[%(section)s] %(key)s = %(value)s: a date like 2021-05-14 is expected"),
}


def _short(value: object) -> str:
    """Show a wrong value as it stands, cut when it is long."""
    shown = f"«{value}»" if isinstance(value, str) else str(value)
    return shown if len(shown) <= 60 else f"{shown[:60]}…"


def read_head(text: str) -> EditionHead:
    """Read the head of an edition file.

    Raises WrongEdition with every fault found.

    Source: docs/how-to/statute.md, the form of the file.
    """
    reader = _Reader(text, _parse(text))
    head = EditionHead(
        name_uk=reader.words("edition", "name_uk", longest=LONGEST_NAME),
        name_en=reader.words("edition", "name_en", longest=LONGEST_NAME),
        starts=reader.value("edition", "starts", date, date(2000, 1, 1)),
        adopted_by_uk=reader.words("edition", "adopted_by_uk", longest=300),
        adopted_by_en=reader.words("edition", "adopted_by_en", longest=300),
    )
    if not head.name_uk.strip() and not reader.faults:
        reader.fault("edition", "name_uk", gettext_noop("[%(section)s] %(key)s is empty: the edition has a name"))
    if reader.faults:
        raise WrongEdition(reader.faults)
    return head


def read_edition(text: str) -> Provisions:
    """Read all provisions of an edition file.

    Raises WrongEdition with every fault found, each with its line; a file that is not TOML has one fault.

    Source: docs/how-to/statute.md, the form of the file.
    """
    reader = _Reader(text, _parse(text))
    provisions = Provisions(
        edition=reader.words("edition", "name_uk", longest=LONGEST_NAME),
        status=Word(reader.one_of("status", "value", STATUSES, STATUSES[0]), reader.ground("status")),
        quorum=reader.share("quorum", bases=(Base.MEMBERS,)),
        quorum_counts_suspended=reader.switch("quorum_counts_suspended"),
        matters=_matters(reader),
        notice_days=reader.number("notice", "days", most=366),
        extraordinary_notice_days=reader.number("notice_extraordinary", "days", most=366),
        materials_days=reader.number("materials", "days", most=366),
        formats=_formats(reader),
        voting=_voting(reader),
        vote_before_confirmation=reader.switch("vote_before_confirmation"),
        proxies=_proxies(reader),
        demands=_demands(reader),
        meeting_every_months=reader.number("frequency", "months", least=1, most=120),
        minutes_days=reader.number("minutes", "days", most=366),
        objection_days=reader.number("objections", "days", most=366),
        rapporteur_minutes=reader.number("speech.rapporteur", "minutes", least=1, most=600),
        speech_minutes=reader.number("speech.debate", "minutes", least=1, most=600),
        terms_years={
            name: reader.number(f"terms.{name}", "years", least=1, most=20) for name in reader.sections("terms")
        },
        dues_due=reader.month_day("dues", "due"),
        arrears_months_to_suspend=reader.number("arrears", "months", least=1, most=240),
        members_report=reader.month_day("members_report", "due"),
    )
    _nothing_unread(reader)
    if reader.faults:
        raise WrongEdition(reader.faults)
    return provisions


def _parse(text: str) -> Mapping[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+)", str(error))
        fault = Fault(
            int(place.group(1)) if place else 0,
            gettext_noop("this is not TOML: %(error)s"),
            {"error": re.sub(r" \(at line.*\)$", "", str(error))},
        )
        raise WrongEdition([fault]) from error
    except (RecursionError, ValueError) as error:  # nested too deep; a number of ten thousand digits
        raise WrongEdition([Fault(0, gettext_noop("this is not TOML: %(error)s"), {"error": "too deep"})]) from error


def _matters(reader: _Reader) -> dict[str, Matter]:
    names = reader.sections("majorities")
    for needed in REQUIRED_MATTERS:
        if needed not in names:
            reader.fault(f"majorities.{needed}", "", gettext_noop("the section [%(section)s] is missing"))
    return {
        name: Matter(
            code=name,
            title_uk=reader.words(f"majorities.{name}", "title_uk", longest=LONGEST_NAME),
            title_en=reader.words(f"majorities.{name}", "title_en", longest=LONGEST_NAME),
            majority=reader.share(f"majorities.{name}"),
            secret=reader.optional_switch(f"majorities.{name}", "secret"),
        )
        for name in names
    }


def _formats(reader: _Reader) -> Formats:
    allowed = reader.some_of("formats", "allowed", tuple(Format))
    return Formats(frozenset(Format(name) for name in allowed), reader.ground("formats"))


def _voting(reader: _Reader) -> VotingKinds:
    return VotingKinds(reader.some_of("voting", "deciding", KINDS_OF_MEMBERS), reader.ground("voting"))


def _proxies(reader: _Reader) -> ProxyLimits:
    return ProxyLimits(
        per_holder=reader.number("proxies", "per_holder", most=1000).value,
        same_level_only=reader.switch("proxies", "same_level_only").value,
        document_required=reader.switch("proxies", "document_required").value,
        holder_must_be_representative=reader.switch("proxies", "holder_must_be_representative").value,
        ground=reader.ground("proxies"),
    )


def _demands(reader: _Reader) -> dict[str, Demand]:
    return {
        name: Demand(
            code=name,
            title_uk=reader.words(f"demands.{name}", "title_uk", longest=LONGEST_NAME),
            title_en=reader.words(f"demands.{name}", "title_en", longest=LONGEST_NAME),
            share=reader.share(f"demands.{name}", bases=(Base.MEMBERS,)),
        )
        for name in reader.sections("demands")
    }


_NESTED = {"majorities", "demands", "speech", "terms"}
_HEAD = {"name_uk", "name_en", "starts", "adopted_by_uk", "adopted_by_en"}


def _nothing_unread(reader: _Reader) -> None:
    """A section or a key that nothing reads is a misspelling; saying nothing would leave a rule out of force."""
    reader.used.setdefault("edition", set()).update(_HEAD)
    for name, table in reader.data.items():
        if not isinstance(table, Mapping):
            reader.fault(name, "", gettext_noop("“%(section)s” stands outside of every section"))
            continue
        for section in [f"{name}.{part}" for part in table] if name in _NESTED else [name]:
            _section_unread(reader, section)


def _section_unread(reader: _Reader, section: str) -> None:
    if section not in reader.used:
        reader.fault(section, "", gettext_noop("the section [%(section)s] is not known"))
        return
    for key in reader.table(section):
        if reader.used[section] and key not in reader.used[section]:
            reader.fault(section, key, gettext_noop("[%(section)s] does not know “%(key)s”"))
