"""The text of a memorandum in Ukrainian and a second language, composed from what was agreed on."""

import re
from dataclasses import asdict, dataclass
from datetime import date

from spilno.documents.rules.words import counted, day_in_digits, day_in_words, sentence
from spilno.memoranda.rules.languages import SECOND, Words

PLACEHOLDER = re.compile(r"\{(\w*)\}")
FILLED = ("notice_days", "parties", "place", "title")  # words in braces that are filled by themselves
KIND = re.compile(r"^(меморандум|memorandum|mémorandum)\s+", re.IGNORECASE)
MONTHS_EN = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Both:
    """Words in Ukrainian and in the second language (empty: there is none, or nobody wrote it yet)."""

    uk: str
    second: str = ""


@dataclass(frozen=True, slots=True)
class PartyText:
    """A party as the text names it. `powers` stands after «на підставі», in the genitive; cases are given ready."""

    organisation: int
    person: int
    name: Both
    signatory: Both  # given name and FAMILY NAME, nominative
    signatory_genitive: str
    post: Both
    post_genitive: str
    powers: Both
    feminine: bool
    code: str = ""  # of ЄДРПОУ, where the register has it
    address: Both = Both("")


@dataclass(frozen=True, slots=True)
class ClauseText:
    """A section taken from the library and changed as the parties wish; each line is a numbered point."""

    code: str
    title: Both
    text: Both


@dataclass(frozen=True, slots=True)
class AreaText:
    """An area with its words."""

    code: str
    words: Both


@dataclass(frozen=True, slots=True)
class TermText:
    """`starts_on` None: from the last signature; `ends_on` or `years`, or neither: without a term."""

    starts_on: date | None = None
    ends_on: date | None = None
    years: int | None = None
    notice_days: int = 60


@dataclass(frozen=True, slots=True)
class Terms:
    """All that the parties agree on."""

    title: Both
    second_language: str
    place: Both
    parties: tuple[PartyText, ...]
    purpose: Both
    areas: tuple[AreaText, ...]
    clauses: tuple[ClauseText, ...]
    term: TermText


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph in both languages; `style`: kind, title, preamble, heading, point, item."""

    style: str
    number: str
    uk: str
    second: str = ""


def compose(terms: Terms) -> list[Paragraph]:
    """Write the whole text: kind, title, preamble, purpose, areas, clauses, term. Signatures follow from the parties.

    Source: ДСТУ 4163:2020, 5.20; DOMAIN: preamble with parties, aims by articles, who signs on what ground of powers.
    """
    words = SECOND.get(terms.second_language, {})
    fill = _values(terms)
    done = [
        Paragraph("kind", "", "МЕМОРАНДУМ", words.get("kind", "")),
        Paragraph("title", "", title_alone(terms.title.uk), title_alone(terms.title.second)),
        Paragraph("preamble", "", preamble_uk(terms.parties), preamble_second(terms.parties, words)),
        Paragraph("heading", "1", "Мета", words.get("purpose", "")),
        Paragraph("point", "1.1", _said(terms.purpose.uk), _said(terms.purpose.second)),
        Paragraph("heading", "2", "Напрями співпраці", words.get("areas", "")),
        Paragraph("point", "2.1", "Сторони домовилися співпрацювати за такими напрямами:", words.get("agreed", "")),
        *_items(terms.areas),
    ]
    for number, clause in enumerate(terms.clauses, start=3):
        done.append(Paragraph("heading", f"{number}", clause.title.uk, clause.title.second))
        done.extend(_points(number, clause, fill))
    last = 3 + len(terms.clauses)
    done.append(Paragraph("heading", f"{last}", "Строк дії", words.get("term", "")))
    done.append(Paragraph("point", f"{last}.1", term_uk(terms.term), term_second(terms.term, words)))
    if terms.term.ends_on or terms.term.years:
        days = terms.term.notice_days
        uk = (
            f"За {counted(days, 'день', 'дні', 'днів')} до закінчення строку Сторони отримують про це повідомлення "
            "і домовляються, чи продовжувати дію Меморандуму."
        )
        done.append(Paragraph("point", f"{last}.2", uk, words["notice"].format(days=days) if words else ""))
    return [*done, *_details(last + 1, terms.parties, words)]


def _details(number: int, parties: tuple[PartyText, ...], words: Words) -> list[Paragraph]:
    """Who the parties are in law: code and address, of those of whom the register knows them."""
    known = [party for party in parties if party.code or party.address.uk]
    if not known:
        return []
    done = [Paragraph("heading", f"{number}", "Реквізити Сторін", words.get("details", ""))]
    for at, party in enumerate(known, start=1):
        uk = [f"код згідно з ЄДРПОУ {party.code}"] * bool(party.code) + [party.address.uk] * bool(party.address.uk)
        said = f"{party.name.uk}: {'; '.join(uk)}."
        second = ""
        if words:
            codes = [words["code"].format(code=party.code)] * bool(party.code)
            second = (
                f"{party.name.second}: {'; '.join([*codes, party.address.second] if party.address.second else codes)}."
            )
        done.append(Paragraph("point", f"{number}.{at}", said, second))
    return done


def content_of(terms: Terms) -> dict[str, object]:
    """Return what is hashed: what was agreed on and the very text, as plain values; days as 2026-11-22.

    Source: docs/how-to/memoranda.md, «One text, one hash».
    """
    return {**terms_as_values(terms), "text": [asdict(paragraph) for paragraph in compose(terms)]}


def terms_as_values(terms: Terms) -> dict[str, object]:
    """Return the terms as plain values for keeping; days as 2026-11-22.

    Source: docs/how-to/memoranda.md, «One text, one hash».
    """
    values = asdict(terms)
    for name in ("starts_on", "ends_on"):
        day = values["term"][name]
        values["term"][name] = day.isoformat() if day else None
    for name in ("parties", "areas", "clauses"):
        values[name] = list(values[name])
    return values


def terms_from(values: dict[str, object]) -> Terms:
    """Read terms back from their plain values; what is missing is empty.

    Source: docs/how-to/memoranda.md, «One text, one hash».
    """
    said: dict[str, dict] = values  # type: ignore[assignment]
    term = said.get("term") or {}
    return Terms(
        title=_both(said.get("title")),
        second_language=str(said.get("second_language") or ""),
        place=_both(said.get("place")),
        parties=tuple(
            PartyText(
                organisation=int(each["organisation"]),
                person=int(each["person"]),
                name=_both(each["name"]),
                signatory=_both(each["signatory"]),
                signatory_genitive=each["signatory_genitive"],
                post=_both(each["post"]),
                post_genitive=each["post_genitive"],
                powers=_both(each["powers"]),
                feminine=bool(each["feminine"]),
                code=str(each.get("code") or ""),
                address=_both(each.get("address")),
            )
            for each in said.get("parties") or ()
        ),
        purpose=_both(said.get("purpose")),
        areas=tuple(AreaText(each["code"], _both(each["words"])) for each in said.get("areas") or ()),
        clauses=tuple(
            ClauseText(each["code"], _both(each["title"]), _both(each["text"])) for each in said.get("clauses") or ()
        ),
        term=TermText(
            _day(term.get("starts_on")), _day(term.get("ends_on")), term.get("years"), term.get("notice_days", 60)
        ),
    )


def preamble_uk(parties: tuple[PartyText, ...]) -> str:
    """Name the parties as a Ukrainian text does: «…, в особі Директора Лихач Юлії, яка діє на підставі Статуту».

    Source: ДСТУ 4163:2020, 5.20; practice of memoranda (DOMAIN 5.6): parties, signatories, ground of powers.
    """
    named = [
        f"{party.name.uk} (далі – Сторона {number}), в особі {party.post_genitive} {party.signatory_genitive}, "
        f"{'яка' if party.feminine else 'який'} діє на підставі {party.powers.uk}"
        for number, party in enumerate(parties, start=1)
    ]
    if not named:
        return ""
    sides = ", та ".join([", ".join(named[:-1]), named[-1]] if len(named) > 1 else named)
    return f"{sides}, далі разом – Сторони, уклали цей Меморандум про таке:"


def preamble_second(parties: tuple[PartyText, ...], words: Words) -> str:
    """Name the parties in the second language; empty when there is none.

    Source: practice of memoranda (DOMAIN 5.6): parties, signatories, ground of powers.
    """
    if not words or not parties:
        return ""
    named = [
        words["represented"].format(
            name=party.name.second,
            party=words["party"].format(number=number),
            signatory=party.signatory.second,
            post=party.post.second,
            powers=party.powers.second,
        )
        for number, party in enumerate(parties, start=1)
    ]
    joined = [", ".join(named[:-1]), named[-1]] if len(named) > 1 else named
    return words["and"].join(joined) + words["concluded"]


def term_uk(term: TermText) -> str:
    """Say the term in Ukrainian.

    Source: Цивільний кодекс України, ст. 251-254 (строк і його перебіг).
    """
    start = (
        f"Меморандум набирає чинності {day_in_words(term.starts_on)}"
        if term.starts_on
        else "Меморандум набирає чинності з дня останнього підпису"
    )
    if term.ends_on:
        return f"{start} і діє до {day_in_words(term.ends_on)} включно."
    if term.years:
        return f"{start} і діє {counted(term.years, 'рік', 'роки', 'років')}."
    return f"{start} і діє безстроково."


def term_second(term: TermText, words: Words) -> str:
    """Say the term in the second language; empty when there is none.

    Source: Цивільний кодекс України, ст. 251-254 (строк і його перебіг).
    """
    if not words:
        return ""
    start = (
        words["from_day"].format(day=_day_second(term.starts_on, words)) if term.starts_on else words["from_signing"]
    )
    if term.ends_on:
        return words["until_day"].format(start=start, day=_day_second(term.ends_on, words))
    if term.years:
        return words["for_years"].format(start=start, years=term.years, plural="" if term.years == 1 else "s")
    return words["for_ever"].format(start=start)


def title_alone(title: str) -> str:
    """Return a title without the kind of the document, which stands above it: «Меморандум про співпрацю» → «про співпрацю».

    Source: ДСТУ 4163:2020, 5.9, 5.19 (kind of the document and heading to the text are separate requisites).
    """
    return KIND.sub("", title, count=1)


def unfilled(terms: Terms) -> list[str]:
    """Return words in braces that nothing fills, as they stand in clauses.

    Source: docs/how-to/memoranda.md, «Clauses»: words in braces are filled from the memorandum.
    """
    known = _values(terms)
    texts = [text for clause in terms.clauses for text in (clause.text.uk, clause.text.second)]
    return sorted({found for text in texts for found in PLACEHOLDER.findall(text) if found not in known})


def _values(terms: Terms) -> dict[str, Both]:
    return {
        "notice_days": Both(counted(terms.term.notice_days, "день", "дні", "днів"), str(terms.term.notice_days)),
        "parties": Both(str(len(terms.parties)), str(len(terms.parties))),
        "place": terms.place,
        "title": terms.title,
    }


def _points(number: int, clause: ClauseText, fill: dict[str, Both]) -> list[Paragraph]:
    """Make each line a numbered point; the languages are paired line by line."""
    uk, second = clause.text.uk.split("\n"), clause.text.second.split("\n")
    uk, second = [line for line in uk if line.strip()], [line for line in second if line.strip()]
    pairs = [
        (uk[at] if at < len(uk) else "", second[at] if at < len(second) else "")
        for at in range(max(len(uk), len(second)))
    ]

    def filled(text: str, language: str) -> str:
        return PLACEHOLDER.sub(
            lambda found: getattr(fill[found[1]], language) if found[1] in fill else found[0], text.strip()
        )

    return [
        Paragraph("point", f"{number}.{at}", filled(one, "uk"), filled(other, "second"))
        for at, (one, other) in enumerate(pairs, start=1)
    ]


def _items(areas: tuple[AreaText, ...]) -> list[Paragraph]:
    ends = [";"] * (len(areas) - 1) + ["."] * bool(areas)
    return [
        Paragraph(
            "item",
            "–",
            area.words.uk.rstrip(".;") + end,
            area.words.second.rstrip(".;") + end if area.words.second else "",
        )
        for area, end in zip(areas, ends, strict=True)
    ]


def _said(text: str) -> str:
    """Return a text as a sentence: a capital at its beginning, a full stop at its end."""
    return sentence(text[:1].upper() + text[1:])


def _day_second(day: date | None, words: Words) -> str:
    if day is None:
        return ""
    return f"{day.day} {MONTHS_EN[day.month - 1]} {day.year}" if words is SECOND["en"] else day_in_digits(day)


def _both(value: object) -> Both:
    said = value if isinstance(value, dict) else {}
    return Both(str(said.get("uk") or ""), str(said.get("second") or ""))


def _day(value: object) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) and value else None
