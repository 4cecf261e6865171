"""Names of councils, codes of ЄДРПОУ, and what a file of councils would change."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from stdnum.ua import edrpou as stdnum_edrpou

from spilno.statute.rules.refusal import gettext_noop
from spilno.territories.rules.codes import clean_code, clean_name, is_code, search_key
from spilno.territories.rules.preview import Does, Kind, Outcome

# the word of a level in the name of a council; «районна у місті» goes before «районна»
LEVEL_WORDS = (
    ("районна у міст", "city_district"),
    ("обласна рада", "region"),
    ("районна рада", "raion"),
    ("міська рада", "city"),
    ("селищна рада", "settlement"),
    ("сільська рада", "village"),
)
LEVEL_NAMES = {
    "обласна": "region",
    "районна": "raion",
    "міська": "city",
    "районна у місті": "city_district",
    "селищна": "settlement",
    "сільська": "village",
}
LEVELS = frozenset(LEVEL_NAMES.values())
TERRITORY_OF_LEVEL = {
    "region": "OK",
    "raion": "P",
    "city": "HM",
    "settlement": "HX",
    "village": "HC",
    "city_district": "B",
}
FIELDS = ("name_uk", "name_en", "level", "place_uk", "edrpou", "territory", "email", "website", "address")


def level_of_name(name: str) -> str:
    """Return the level of a council by its name; empty when the name does not tell.

    Source: Закон 280/97-ВР, art. 5, 10 (village, settlement, city, city-district, raion, oblast councils).
    """
    low = clean_name(name).casefold()
    return next((level for words, level in LEVEL_WORDS if words in low), "")


def settlement_of(level: str, place: str) -> str:
    """Return where a council sits, as the head of minutes has it: «м. Валки»; empty when its level does not tell the kind.

    Source: Law of 28.07.2023 No 3285-IX: places where people live are cities, settlements and villages.
    """
    kind = {"city": "м.", "settlement": "с-ще", "village": "с."}.get(level, "")
    return f"{kind} {place}" if kind and place else ""


def edrpou_warning(code: str) -> str:
    """Return a sentence about a code of ЄДРПОУ that does not check, to warn, never to block; empty: nothing to say.

    Source: DOMAIN R28 (check digit of ЄДРПОУ; old codes may lack a valid one), by `stdnum.ua.edrpou`.
    """
    if not code:
        return ""
    if len(code) != 8 or not code.isascii() or not code.isdigit():
        return gettext_noop("A code of EDRPOU has eight digits; zeros in front count.")
    if not stdnum_edrpou.is_valid(code):
        return gettext_noop("The last digit of the code EDRPOU does not check: perhaps one digit is wrong.")
    return ""


@dataclass(frozen=True, slots=True)
class CouncilRow:
    """A row of a file of councils: its line, and what it says by field; what it does not say is absent or empty."""

    number: int
    said: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class KnownCouncil:
    """A council of the register; `said` has the same fields as a row, the territory by its code."""

    pk: int
    said: Mapping[str, str]
    former: frozenset[str] = frozenset()
    ended: bool = False


def cleaned_row(row: CouncilRow) -> CouncilRow:
    """Return the row as it would be written: names without odd spaces, codes bare, the level as our word.

    Source: issue 2 (import of councils).
    """
    said = {key: " ".join(str(value).split()) for key, value in row.said.items()}
    for key in ("name_uk", "place_uk"):
        if said.get(key):
            said[key] = clean_name(said[key])
    if said.get("territory"):
        said["territory"] = clean_code(said["territory"])
    if said.get("edrpou"):
        digits = "".join(said["edrpou"].split())
        said["edrpou"] = digits.zfill(8) if digits.isdigit() and 6 <= len(digits) < 8 else digits  # Excel eats zeros
    level = said.get("level", "").casefold().removesuffix(" рада")
    said["level"] = LEVEL_NAMES.get(level, level) or level_of_name(said.get("name_uk", ""))
    return CouncilRow(row.number, {key: value for key, value in said.items() if value})


@dataclass(frozen=True, slots=True)
class Known:
    """The councils of the register by what a row may say of them; where two share it, the first stands."""

    by_edrpou: Mapping[str, KnownCouncil]
    by_place: Mapping[tuple[str, str | None], KnownCouncil]  # stable digits of the code and the level; not ended
    by_name: Mapping[str, KnownCouncil]


def indexed(councils: Iterable[KnownCouncil]) -> Known:
    """Put the councils of the register in order once, so that each row of a file finds its own at once.

    Source: issue 2 (import of councils).
    """
    by_edrpou: dict[str, KnownCouncil] = {}
    by_place: dict[tuple[str, str | None], KnownCouncil] = {}
    by_name: dict[str, KnownCouncil] = {}
    for council in councils:
        said = council.said
        by_edrpou.setdefault(said.get("edrpou", ""), council)
        if not council.ended:
            by_place.setdefault((said.get("territory", "")[-5:], said.get("level")), council)
        for name in (said.get("name_uk", ""), *council.former):
            by_name.setdefault(search_key(name), council)
    return Known(by_edrpou, by_place, by_name)


def match(row: CouncilRow, known: Known) -> KnownCouncil | None:
    """Return the council of the register that a cleaned row means: by ЄДРПОУ, by territory and level, by name old or new.

    Source: DOMAIN 4.3 (a council as a legal entity).
    """
    edrpou, territory = row.said.get("edrpou", ""), row.said.get("territory", "")
    if edrpou and edrpou in known.by_edrpou:
        return known.by_edrpou[edrpou]
    place = (territory[-5:], row.said.get("level"))
    if territory and place in known.by_place:
        return known.by_place[place]
    key = search_key(row.said.get("name_uk", ""))
    return known.by_name.get(key) if key else None


def plan(rows: Iterable[CouncilRow], known: Sequence[KnownCouncil], *, territories: Mapping[str, str]) -> list[Outcome]:
    """Tell for each row of a file of councils what would happen. `territories`: category by stable digits of the code.

    An empty cell never empties the register. A council that is not in the file stays without a word: files are often of
    a part.

    Source: issue 2 (preview by row: new, changed, warning, error).
    """
    register = indexed(known)
    seen: dict[int | str, int] = {}
    outcomes = []
    for row in map(cleaned_row, rows):
        council = match(row, register)
        key: int | str = council.pk if council else search_key(row.said.get("name_uk", ""))
        outcomes.append(_wrong(row, seen.get(key), territories) or _compared(row, council, territories))
        seen.setdefault(key, row.number)
    return outcomes


def _wrong(row: CouncilRow, earlier: int | None, territories: Mapping[str, str]) -> Outcome | None:
    name, level, territory = (row.said.get(key, "") for key in ("name_uk", "level", "territory"))
    sentence = ""
    facts: dict[str, object] = {}
    if not name or len(name) > 300:
        sentence = gettext_noop("The name is empty or longer than 300 letters.")
    elif level not in LEVELS:
        sentence = gettext_noop("The level is not known: neither the column nor the name tells it.")
    elif earlier is not None:
        sentence, facts = gettext_noop("The same council stands already in line %(line)d."), {"line": earlier}
    elif territory and not is_code(territory):
        sentence = gettext_noop("%(code)s is not a code: it has UA and 17 digits.")
        facts = {"code": territory[:40]}
    elif territory and territory[-5:] not in territories:
        sentence, facts = gettext_noop("The codifier has no unit %(code)s."), {"code": territory}
    elif "@" not in row.said.get("email", "@"):
        sentence = gettext_noop("%(email)s is not an e-mail address.")
        facts = {"email": row.said["email"][:60]}
    return Outcome(row.number, "error", territory, name, sentence, facts) if sentence else None


def _compared(row: CouncilRow, council: KnownCouncil | None, territories: Mapping[str, str]) -> Outcome:
    def outcome(kind: Kind, sentence: str, does: Does = "", **facts: object) -> Outcome:
        return Outcome(row.number, kind, row.said.get("territory", ""), row.said["name_uk"], sentence, facts, does)

    warning = _warning(row, territories)
    if council is None:
        return outcome("warning" if warning else "new", warning or gettext_noop("A new council."), "create")
    if council.ended:
        return outcome("warning", gettext_noop("This council has ended in the register; the row is left out."))
    if _has_former_name(row, council):
        sentence = gettext_noop("The file has a former name; the register has %(name)s.")
        return outcome("warning", sentence, name=council.said["name_uk"])
    changed = sorted(changes(row, council))
    if not changed:
        return outcome("same", "")
    if warning:
        return outcome("warning", warning, "update")
    words = [FIELD_WORDS[key] for key in changed]
    return outcome("changed", gettext_noop("Changes: %(fields)s."), "update", fields=words)


def _has_former_name(row: CouncilRow, council: KnownCouncil) -> bool:
    name = search_key(row.said["name_uk"])
    return name != search_key(council.said.get("name_uk", "")) and name in {search_key(own) for own in council.former}


def changes(row: CouncilRow, council: KnownCouncil) -> dict[str, str]:
    """Return the fields that a cleaned row would change; a cell that is empty changes nothing.

    Source: issue 2 (import of councils).
    """
    return {
        key: value
        for key, value in row.said.items()
        if value and key in FIELDS and value != council.said.get(key, "") and not _same_unit(key, value, council)
    }


def _same_unit(key: str, value: str, council: KnownCouncil) -> bool:
    return key == "territory" and value[-5:] == council.said.get("territory", "")[-5:]


def _warning(row: CouncilRow, territories: Mapping[str, str]) -> str:
    by_name, level = level_of_name(row.said["name_uk"]), row.said["level"]
    if by_name and by_name != level:
        return gettext_noop("The level of the column and that of the name differ; the column is taken.")
    code = row.said.get("territory", "")
    if code and territories[code[-5:]] not in TERRITORY_OF_LEVEL[level]:
        return gettext_noop("The unit of the codifier is not of the level of this council.")
    return edrpou_warning(row.said.get("edrpou", ""))


FIELD_WORDS = {
    "name_uk": gettext_noop("name"),
    "name_en": gettext_noop("English name"),
    "level": gettext_noop("level"),
    "place_uk": gettext_noop("short name"),
    "edrpou": gettext_noop("code EDRPOU"),
    "territory": gettext_noop("territory"),
    "email": gettext_noop("e-mail"),
    "website": gettext_noop("website"),
    "address": gettext_noop("address"),
}
