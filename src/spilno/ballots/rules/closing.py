"""Closing and cancelling a question: once, and only while it is open."""

from spilno.statute.rules.refusal import Refusal, gettext_noop


def why_not_close(*, state: str) -> Refusal | None:
    """Say why a question cannot be closed or cancelled: it no longer is open.

    Source: Rules of voting: a result is announced once.
    """
    if state == "open":
        return None
    sentences = {
        "closed": gettext_noop("Voting on this question is already closed."),
        "cancelled": gettext_noop("This vote was cancelled."),
    }
    return Refusal(
        code="vote_not_open",
        title=gettext_noop("The vote was not closed again"),
        sentence=sentences.get(state, sentences["closed"]),
        source=gettext_noop("Rules of voting: a result is announced once"),
        advice=gettext_noop("The result stands on the page of the meeting."),
    )
