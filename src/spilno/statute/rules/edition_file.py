"""Read an edition of the statute from its TOML text; a wrong file is refused with line and reason."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from spilno.statute.rules.edition_faults import Fault, WrongEdition
from spilno.statute.rules.edition_reader import Reader
from spilno.statute.rules.provisions import (
    Base,
    Demand,
    Format,
    Formats,
    Matter,
    Provisions,
    ProxyLimits,
    VotingKinds,
    Word,
)
from spilno.statute.rules.refusal import gettext_noop

REQUIRED_MATTERS = ("ordinary", "procedural", "statute", "election", "admission", "suspension", "exclusion", "dues")
STATUSES = ("local", "all_ukrainian")
KINDS_OF_MEMBERS = ("full", "collective", "associate", "honorary")
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class EditionHead:
    """The head of the file: how the edition is called, when it starts, who adopted it."""

    name_uk: str
    name_en: str
    starts: date
    adopted_by_uk: str
    adopted_by_en: str


def read_head(text: str) -> EditionHead:
    """Read the head of an edition file.

    Raises WrongEdition with every fault found.

    Source: docs/how-to/statute.md, the form of the file.
    """
    reader = Reader(text, _parse(text))
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
    reader = Reader(text, _parse(text))
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


def _matters(reader: Reader) -> dict[str, Matter]:
    names = reader.sections("majorities")
    for needed in REQUIRED_MATTERS:
        if needed not in names:
            reader.fault(f"majorities.{needed}", "", gettext_noop("the section [%(section)s] is missing"))
    return {name: _matter(reader, name, f"majorities.{name}") for name in names}


def _matter(reader: Reader, name: str, section: str) -> Matter:
    matter = Matter(
        code=name,
        title_uk=reader.words(section, "title_uk", longest=LONGEST_NAME),
        title_en=reader.words(section, "title_en", longest=LONGEST_NAME),
        majority=reader.share(section),
        secret=reader.optional_switch(section, "secret"),
        within_level=reader.share(section, prefix="level_") if reader.has(section, "level_share") else None,
    )
    if matter.secret and matter.within_level is not None:
        reader.fault(
            section,
            "level_share",
            gettext_noop(
                "[%(section)s] a secret ballot does not tell the level of its council: no majority within levels"
            ),
        )
    return matter


def _formats(reader: Reader) -> Formats:
    allowed = reader.some_of("formats", "allowed", tuple(Format))
    return Formats(frozenset(Format(name) for name in allowed), reader.ground("formats"))


def _voting(reader: Reader) -> VotingKinds:
    return VotingKinds(reader.some_of("voting", "deciding", KINDS_OF_MEMBERS), reader.ground("voting"))


def _proxies(reader: Reader) -> ProxyLimits:
    return ProxyLimits(
        per_holder=reader.number("proxies", "per_holder", most=1000).value,
        same_level_only=reader.switch("proxies", "same_level_only").value,
        document_required=reader.switch("proxies", "document_required").value,
        holder_must_be_representative=reader.switch("proxies", "holder_must_be_representative").value,
        ground=reader.ground("proxies"),
    )


def _demands(reader: Reader) -> dict[str, Demand]:
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


def _nothing_unread(reader: Reader) -> None:
    """A section or a key that nothing reads is a misspelling; saying nothing would leave a rule out of force."""
    reader.used.setdefault("edition", set()).update(_HEAD)
    for name, table in reader.data.items():
        if not isinstance(table, Mapping):
            reader.fault(name, "", gettext_noop("“%(section)s” stands outside of every section"))
            continue
        for section in [f"{name}.{part}" for part in table] if name in _NESTED else [name]:
            _section_unread(reader, section)


def _section_unread(reader: Reader, section: str) -> None:
    if section not in reader.used:
        reader.fault(section, "", gettext_noop("the section [%(section)s] is not known"))
        return
    for key in reader.table(section):
        if reader.used[section] and key not in reader.used[section]:
            reader.fault(section, key, gettext_noop("[%(section)s] does not know “%(key)s”"))
