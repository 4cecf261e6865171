"""When a text may be written, who may be named as a party in it, and what becomes of words in another second language."""

from collections.abc import Mapping
from dataclasses import replace

from spilno.memoranda.rules.text import Both, Terms
from spilno.statute.rules.refusal import Refusal, gettext_noop

SOURCE = gettext_noop("A text that parties saw is never edited: the next version takes its place")


def why_not_write(*, state: str) -> Refusal | None:
    """Say why a text cannot be written: the parties saw it already, or there is none on the table (empty state).

    Source: docs/how-to/memoranda.md: a text that parties saw is never edited, the next one takes its place.
    """
    if state == "draft":
        return None
    return Refusal(
        code="text_fixed",
        title=gettext_noop("The text was not changed"),
        sentence=gettext_noop("The parties have this text already; it does not change under their hands."),
        source=SOURCE,
        advice=gettext_noop("Write the next version, or begin a change of what is in force."),
    )


def why_not_add_party(*, in_force: bool, known: bool) -> Refusal | None:
    """Say why an organisation cannot be named or taken out: the memorandum is in force, and its parties are those who signed.

    Source: text of memoranda, clause «Зміни, вихід і припинення»; Цивільний кодекс України, ст. 651-654.
    """
    if not in_force or known:
        return None
    return Refusal(
        code="parties_fixed",
        title=gettext_noop("The parties were not changed"),
        sentence=gettext_noop("The memorandum is in force between those who signed it."),
        source=SOURCE,
        advice=gettext_noop("A party withdraws by an act of its own; with a new party a new memorandum is concluded."),
    )


def in_other_language(terms: Terms, language: str, *, known: Mapping[str, str]) -> Terms:
    """Return the terms with another second language: what was said in the former one goes, what is known in the new one comes.

    `known` gives words of the new language by the Ukrainian ones of the list of areas, the library and the registers; words that
    the parties wrote themselves are not in it and wait for their translation. The Ukrainian text stays as it is.

    Source: docs/how-to/memoranda.md, «Two languages»: both languages say the same, so no words of a third one stay between them.
    """

    def said(pair: Both) -> Both:
        return Both(pair.uk, known.get(as_points(pair.uk), "") if language else "")

    return replace(
        terms,
        second_language=language,
        title=said(terms.title),
        place=said(terms.place),
        purpose=said(terms.purpose),
        parties=tuple(
            replace(
                party,
                name=said(party.name),
                signatory=said(party.signatory),
                post=said(party.post),
                powers=said(party.powers),
            )
            for party in terms.parties
        ),
        areas=tuple(replace(area, words=said(area.words)) for area in terms.areas),
        clauses=tuple(replace(clause, title=said(clause.title), text=said(clause.text)) for clause in terms.clauses),
    )


def as_points(text: str) -> str:
    """Return a text as its points, one a line, whatever ends of lines a browser sent; empty lines are no points.

    Source: docs/how-to/memoranda.md, «Clauses»: each line is a numbered point.
    """
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())
