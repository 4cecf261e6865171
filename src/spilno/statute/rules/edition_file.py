"""Read an edition of the statute from its TOML text; a wrong file is refused with line and reason."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

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
    Switch,
    VotingKinds,
)

TEXT = {"article", "words_uk", "words_en", "source"}
REQUIRED_MATTERS = ("ordinary", "procedural", "statute", "election", "admission", "suspension", "exclusion", "dues")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in the file: its line (from 1; 0 when it is the file as a whole) and the reason."""

    line: int
    reason: str


class WrongEdition(ValueError):  # noqa: N818 - the word of the house
    """The file is not a valid edition; carries every fault that was found."""

    def __init__(self, faults: list[Fault]) -> None:
        """Keep all faults, in the order of lines."""
        super().__init__("; ".join(f"line {fault.line}: {fault.reason}" for fault in faults))
        self.faults = sorted(faults, key=lambda fault: fault.line)


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
    used: set[str] = field(default_factory=set)

    def line_of(self, section: str, key: str = "") -> int:
        """Return the line of a key in a section; of the section when the key is not there; 0 when neither is."""
        here, found = False, 0
        for number, line in enumerate(self.text.splitlines(), start=1):
            head = re.match(r"\s*\[([^\[\]]+)\]", line)
            if head:
                here = head.group(1).strip() == section
                if here:
                    found = number
            elif here and key and re.match(rf"\s*{re.escape(key)}\s*=", line):
                return number
        return found

    def fault(self, section: str, key: str, reason: str) -> None:
        self.faults.append(Fault(self.line_of(section, key), reason))

    def table(self, section: str) -> Mapping[str, Any]:
        """Return a section by its dotted name; notes a fault and gives an empty one when it is missing."""
        here: Any = self.data
        for part in section.split("."):
            here = here.get(part) if isinstance(here, Mapping) else None
        self.used.add(section)
        if not isinstance(here, Mapping):
            self.fault(section, "", f"the section [{section}] is missing")
            return {}
        return here

    def value(self, section: str, key: str, kind: type, default: Any) -> Any:
        raw = self.table(section).get(key)
        if raw is None:
            self.fault(section, key, f"[{section}] has no «{key}»")
            return default
        if not isinstance(raw, kind) or (kind is int and isinstance(raw, bool)):
            self.fault(section, key, f"[{section}] {key} = {raw!r}: a {_KINDS[kind]} is expected")
            return default
        return raw

    def number(self, section: str, key: str, *, least: int = 0, most: int = 10_000) -> Number:
        raw: int = self.value(section, key, int, least)
        if not least <= raw <= most:
            self.fault(section, key, f"[{section}] {key} = {raw}: it must be from {least} to {most}")
        return Number(raw, self.ground(section))

    def switch(self, section: str, key: str = "value") -> Switch:
        return Switch(self.value(section, key, bool, default=False), self.ground(section))

    def ground(self, section: str) -> Ground:
        texts = {key: self.value(section, key, str, "") for key in sorted(TEXT)}
        for key in ("article", "words_uk"):
            if self.table(section).get(key) == "":
                self.fault(section, key, f"[{section}] {key} is empty: each number names its article")
        return Ground(**texts)

    def share(self, section: str) -> Share:
        raw = self.value(section, "share", str, "1/2")
        try:
            share = Fraction(raw)
        except (ValueError, ZeroDivisionError):
            self.fault(section, "share", f'[{section}] share = {raw!r}: write a fraction like "1/2" or "3/4"')
            share = Fraction(1, 2)
        strict = self.value(section, "strict", bool, default=True)
        if not 0 < share <= 1 or (share == 1 and strict):
            self.fault(
                section, "share", f"[{section}] share = {raw!r}: it must be more than 0, and nobody can exceed 1"
            )
        base = self.value(section, "base", str, "present")
        if base not in set(Base):
            self.fault(section, "base", f"[{section}] base = {base!r}: one of {', '.join(Base)} is expected")
            base = Base.PRESENT
        return Share(share, strict, Base(base), self.ground(section))

    def month_day(self, section: str, key: str) -> Number:
        raw = self.value(section, key, str, "12-31")
        try:
            day = date.fromisoformat(f"2000-{raw}")
        except ValueError:
            self.fault(section, key, f'[{section}] {key} = {raw!r}: write month and day like "03-31"')
            day = date(2000, 12, 31)
        return Number(day.month * 100 + day.day, self.ground(section))

    def sections(self, name: str) -> list[str]:
        table = self.data.get(name)
        return list(table) if isinstance(table, Mapping) else []


_KINDS = {str: "text", int: "whole number", bool: "true or false", list: "list", date: "date"}


def read_head(text: str) -> EditionHead:
    """Read the head of an edition file.

    Raises WrongEdition with every fault found.

    Source: docs/how-to/statute.md, the form of the file.
    """
    reader = _Reader(text, _parse(text))
    head = EditionHead(
        name_uk=reader.value("edition", "name_uk", str, ""),
        name_en=reader.value("edition", "name_en", str, ""),
        starts=reader.value("edition", "starts", date, date(2000, 1, 1)),
        adopted_by_uk=reader.value("edition", "adopted_by_uk", str, ""),
        adopted_by_en=reader.value("edition", "adopted_by_en", str, ""),
    )
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
        edition=reader.value("edition", "name_uk", str, ""),
        quorum=reader.share("quorum"),
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
    _unknown_sections(reader)
    if reader.faults:
        raise WrongEdition(reader.faults)
    return provisions


def _parse(text: str) -> Mapping[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+)", str(error))
        raise WrongEdition([Fault(int(place.group(1)) if place else 0, f"this is not TOML: {error}")]) from error


def _matters(reader: _Reader) -> dict[str, Matter]:
    names = reader.sections("majorities")
    for needed in REQUIRED_MATTERS:
        if needed not in names:
            reader.faults.append(Fault(0, f"the section [majorities.{needed}] is missing"))
    return {
        name: Matter(
            code=name,
            title_uk=reader.value(f"majorities.{name}", "title_uk", str, name),
            title_en=reader.value(f"majorities.{name}", "title_en", str, name),
            majority=reader.share(f"majorities.{name}"),
            secret=reader.table(f"majorities.{name}").get("secret", False) is True,
        )
        for name in names
    }


def _formats(reader: _Reader) -> Formats:
    allowed = reader.value("formats", "allowed", list, [])
    wrong = [name for name in allowed if name not in set(Format)]
    if wrong or not allowed:
        known = ", ".join(Format)
        reader.fault("formats", "allowed", f"[formats] allowed = {allowed!r}: some of {known} are expected")
    return Formats(frozenset(Format(name) for name in allowed if name in set(Format)), reader.ground("formats"))


def _voting(reader: _Reader) -> VotingKinds:
    deciding = reader.value("voting", "deciding", list, [])
    known = {"full", "collective", "associate", "honorary"}
    if not deciding or set(deciding) - known:
        reader.fault(
            "voting", "deciding", f"[voting] deciding = {deciding!r}: some of {', '.join(sorted(known))} are expected"
        )
    return VotingKinds(frozenset(deciding), reader.ground("voting"))


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
            title_uk=reader.value(f"demands.{name}", "title_uk", str, name),
            title_en=reader.value(f"demands.{name}", "title_en", str, name),
            share=reader.share(f"demands.{name}"),
        )
        for name in reader.sections("demands")
    }


_NESTED = {"majorities", "demands", "speech", "terms"}


def _unknown_sections(reader: _Reader) -> None:
    """A section that nothing reads is a misspelling; saying nothing would leave a rule out of force."""
    for name, table in reader.data.items():
        if name == "edition":
            continue
        found = [f"{name}.{part}" for part in table] if name in _NESTED and isinstance(table, Mapping) else [name]
        for section in found:
            if section not in reader.used:
                reader.fault(section, "", f"the section [{section}] is not known")
