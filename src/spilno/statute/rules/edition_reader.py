"""Take single values out of the file of an edition; what is wrong is noted with its line, and reading goes on."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from spilno.statute.rules.edition_faults import Fault
from spilno.statute.rules.provisions import Base, Ground, Number, Share, Sure, Switch
from spilno.statute.rules.refusal import gettext_noop

TEXT = ("article", "source", "words_en", "words_uk")
LONGEST_TEXT = 2000
_FRACTION = re.compile(r"[0-9]{1,4}/[0-9]{1,4}")
_CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")


@dataclass(slots=True)
class Reader:
    """Takes values out of the file and notes what is wrong with its line; goes on, so that all faults are told at once."""

    text: str
    data: Mapping[str, Any]
    faults: list[Fault] = field(default_factory=list)
    used: dict[str, set[str]] = field(default_factory=dict)
    missing: set[str] = field(default_factory=set)
    grounds: dict[str, Ground] = field(default_factory=dict)

    def line_of(self, section: str, key: str = "") -> int:
        """Return the line of a key in a section; of the section when the key is not there; 0 when neither is.

        Source: docs/how-to/statute.md, the form of the file.
        """
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
        """Note what is wrong with a key, on its line.

        Source: docs/how-to/statute.md, the form of the file.
        """
        self.faults.append(Fault(self.line_of(section, key), reason, {"section": section, "key": key, **facts}))

    def table(self, section: str) -> Mapping[str, Any]:
        """Return a section by its dotted name; notes one fault and gives an empty one when it is missing.

        Source: docs/how-to/statute.md, the form of the file.
        """
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
        """Take a value of this kind; what is missing or of another kind is a fault, and the default stands in.

        Source: docs/how-to/statute.md, the form of the file.
        """
        raw = self.table(section).get(key)
        self.used[section].add(key)
        if section in self.missing:
            return default
        if raw is None:
            self.fault(section, key, gettext_noop("[%(section)s] has no “%(key)s”"))
            return default
        if type(raw) is not kind:
            self.fault(section, key, _EXPECTED[kind], value=short(raw))
            return default
        return raw

    def words(self, section: str, key: str, *, longest: int = LONGEST_TEXT) -> str:
        """Take a text of so many characters at most.

        Source: docs/how-to/statute.md, the form of the file.
        """
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
        """Take a whole number within its bounds, both included.

        Source: docs/how-to/statute.md, the form of the file.
        """
        raw: int = self.value(section, key, int, least)
        if not least <= raw <= most:
            self.fault(
                section,
                key,
                gettext_noop("[%(section)s] %(key)s = %(value)s: it must be from %(least)d to %(most)d"),
                value=short(raw),
                least=least,
                most=most,
            )
        return Number(raw, self.ground(section))

    def switch(self, section: str, key: str = "value") -> Switch:
        """Take a yes or no.

        Source: docs/how-to/statute.md, the form of the file.
        """
        return Switch(self.value(section, key, bool, default=False), self.ground(section))

    def one_of(self, section: str, key: str, known: Iterable[str], default: str) -> str:
        """Take a word out of those known.

        Source: docs/how-to/statute.md, the form of the file.
        """
        raw: str = self.value(section, key, str, default)
        if raw in set(known):
            return raw
        self.fault(
            section,
            key,
            gettext_noop("[%(section)s] %(key)s = %(value)s: one of %(known)s is expected"),
            value=short(raw),
            known=", ".join(known),
        )
        return default

    def some_of(self, section: str, key: str, known: Iterable[str]) -> frozenset[str]:
        """Take some words out of those known, each once.

        Source: docs/how-to/statute.md, the form of the file.
        """
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
                value=short(raw),
                known=", ".join(known),
            )
        return frozenset(right)

    def ground(self, section: str) -> Ground:
        """Take the article, the words and the source of a section, once.

        Source: docs/how-to/statute.md, the form of the file.
        """
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

    def has(self, section: str, key: str) -> bool:
        """Tell whether a key that may be left out stands in a section.

        Source: docs/how-to/statute.md, the form of the file.
        """
        return key in self.table(section)

    def share(self, section: str, *, bases: Iterable[str] = tuple(Base), prefix: str = "") -> Share:
        """Read a share with what it is taken of; `prefix` stands before the keys of a second share in a section.

        Source: docs/how-to/statute.md, the form of the file.
        """
        raw: str = self.value(section, f"{prefix}share", str, "1/2")
        strict: bool = self.value(section, f"{prefix}strict", bool, default=True)
        share = Fraction(1, 2)
        try:
            share = Fraction(raw) if _FRACTION.fullmatch(raw) else Fraction("none")
        except (ValueError, ZeroDivisionError):
            self.fault(
                section,
                f"{prefix}share",
                gettext_noop("[%(section)s] %(key)s = %(value)s: write a fraction like 1/2 or 3/4"),
                value=short(raw),
            )
        if not 0 < share <= 1 or (share == 1 and strict):
            self.fault(
                section,
                f"{prefix}share",
                gettext_noop(
                    "[%(section)s] %(key)s = %(value)s: it must be more than 0, and nobody can exceed the whole"
                ),
                value=short(raw),
            )
            share = Fraction(1, 2)
        base = self.one_of(section, f"{prefix}base", bases, next(iter(bases)))
        return Share(share, strict, Base(base), self.ground(section))

    def month_day(self, section: str, key: str) -> Number:
        """Take a day of every year as month * 100 + day.

        Source: docs/how-to/statute.md, the form of the file.
        """
        raw: str = self.value(section, key, str, "12-31")
        try:
            day = date.fromisoformat(f"2000-{raw}")
        except ValueError:
            self.fault(
                section,
                key,
                gettext_noop("[%(section)s] %(key)s = %(value)s: write month and day like 03-31"),
                value=short(raw),
            )
            day = date(2000, 12, 31)
        return Number(day.month * 100 + day.day, self.ground(section))

    def optional_switch(self, section: str, key: str) -> bool:
        """Take a yes or no that may be left out: no.

        Source: docs/how-to/statute.md, the form of the file.
        """
        self.used.setdefault(section, set()).add(key)
        raw = self.table(section).get(key, False)
        if type(raw) is not bool:
            self.fault(section, key, _EXPECTED[bool], value=short(raw))
            return False
        return raw

    def sections(self, name: str) -> list[str]:
        """Return the names of the parts of a section, those that can be codes; the others are faults.

        Source: docs/how-to/statute.md, the form of the file.
        """
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


def short(value: object) -> str:
    """Show a wrong value as it stands, cut when it is long.

    Source: docs/how-to/statute.md, the form of the file.
    """
    shown = f"«{value}»" if isinstance(value, str) else str(value)
    return shown if len(shown) <= 60 else f"{shown[:60]}…"
