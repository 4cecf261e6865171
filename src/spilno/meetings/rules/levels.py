"""A majority within each level of councils: what cannot be voted so, because the level of a vote must be known."""

from spilno.statute.rules.refusal import Refusal, gettext_noop


def why_not_by_levels(*, method: str, election: bool, article: str, title: str) -> Refusal | None:
    """Say why a question cannot be put so where the statute asks for a majority within each level of councils.

    A secret ballot does not tell its level, and would tell too much where a level has one council only; an election chooses
    among several, and the second majority is asked for or against one text.

    Source: Statute: the article named in the majority within a level.
    """
    source = gettext_noop("Statute, %(article)s")
    if method == "secret":
        return Refusal(
            code="secret_within_levels",
            title=title,
            sentence=gettext_noop(
                "The statute asks for a majority within each level of councils too, and a secret ballot does not tell its level."
            ),
            source=source,
            facts={"article": article},
            advice=gettext_noop("Put the question to a roll-call or an open vote."),
        )
    if election:
        return Refusal(
            code="election_within_levels",
            title=title,
            sentence=gettext_noop(
                "The statute asks for a majority within each level of councils too: that is asked for or against a text, "
                "not among candidates."
            ),
            source=source,
            facts={"article": article},
            advice=gettext_noop("Choose another kind of matter for the item."),
        )
    return None
