"""A refusal: what did not happen, why, on what ground, what now."""

from collections.abc import Mapping
from dataclasses import dataclass, field


def gettext_noop(sentence: str) -> str:
    """Mark a sentence for translation; it is translated when shown.

    Source: docs/architecture.md, five ideas: the function that forbids also explains.
    """
    return sentence


def ngettext(one: str, many: str) -> tuple[str, str]:
    """Mark a sentence and its plural for translation; which form is used, the count decides when it is shown.

    The gatherer of sentences knows the two only when they stand together in one call of this name.

    Source: docs/adr/0002-words-live-with-their-app.md.

    Source: docs/architecture.md, five ideas: the function that forbids also explains.
    """
    return one, many


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an act is not possible: the same on the button, on the page and in the API.

    `sentence` (and `advice`) are English sentences with named placeholders, filled from `facts` after translation.
    Where a number stands in the sentence, `plural` is its plural form and `count` names the fact that decides.
    `source` is the article. `kept` tells what stayed as it was; empty means: nothing changed.
    """

    code: str
    sentence: str
    source: str
    facts: Mapping[str, object] = field(default_factory=dict)
    advice: str = ""
    title: str = ""
    kept: str = ""
    plural: str = ""
    count: str = ""


class RuleBroken(Exception):  # noqa: N818 - the word of the house
    """A rule forbids the act; carries the refusal that a person reads."""

    def __init__(self, refusal: Refusal) -> None:
        """Keep the refusal; its code is the text of the exception for logs, without anyone's data."""
        super().__init__(refusal.code)
        self.refusal = refusal


def refuse(refusal: Refusal | None) -> None:
    """Raise RuleBroken when there is a refusal; do nothing when there is none.

    Source: docs/architecture.md, five ideas: the function that forbids also explains.
    """
    if refusal is not None:
        raise RuleBroken(refusal)
