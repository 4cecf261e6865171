"""A refusal as a person reads it: translated, filled with its facts."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext

from spilno.statute.queries import edition_on, provisions_of
from spilno.statute.rules.provisions import Cite
from spilno.statute.rules.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Said:
    """The words of a refusal in the language of the reader."""

    code: str
    title: str
    sentence: str
    source: str
    kept: str
    advice: str
    facts: dict[str, Any]


def _fact(value: Any) -> Any:
    """Translate words; write sums as the language does; look up the article of a provision that is cited, in the edition in force today."""
    if isinstance(value, Cite):
        edition = edition_on(timezone.localdate())
        return getattr(provisions_of(edition), value.provision).ground.article if edition else value.provision
    if isinstance(value, Decimal):
        return number_format(value, 2, force_grouping=True)
    return gettext(value) if isinstance(value, str) and value else value


def say(refusal: Refusal) -> Said:
    """Put a refusal into words."""
    facts = {key: _fact(value) for key, value in refusal.facts.items()}
    if refusal.plural:
        sentence = ngettext(refusal.sentence, refusal.plural, int(str(refusal.facts[refusal.count])))
    else:
        sentence = gettext(refusal.sentence)
    return Said(
        code=refusal.code,
        title=(gettext(refusal.title) % facts) if refusal.title else gettext("This was not done"),
        sentence=sentence % facts,
        source=gettext(refusal.source) % facts if refusal.source else "",
        kept=(gettext(refusal.kept) % facts) if refusal.kept else gettext("Nothing has changed."),
        advice=(gettext(refusal.advice) % facts) if refusal.advice else "",
        facts=facts,
    )
