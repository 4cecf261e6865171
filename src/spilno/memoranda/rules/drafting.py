"""When a text may be written, and who may be named as a party in it."""

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
