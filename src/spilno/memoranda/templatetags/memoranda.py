"""What pages of activities ask of cooperation: which areas and measures an object fulfils."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.db.models import Model

from spilno.memoranda.access import plan as access
from spilno.memoranda.forms import FulfilsForm
from spilno.memoranda.models import Contribution
from spilno.memoranda.queries import activity_facts
from spilno.memoranda.queries.plan import contributions_of
from spilno.people.access import speaks_for

register = template.Library()


@dataclass(frozen=True, slots=True)
class Line:
    """An area or measure that an object fulfils; `mine`: the reader may take it back."""

    row: Contribution
    mine: bool


@dataclass(frozen=True, slots=True)
class Fulfils:
    """What `_fulfils.html` shows of an object."""

    lines: list[Line]
    form: FulfilsForm | None
    source_type: str
    source_id: str


@register.simple_tag(takes_context=True)
def fulfilled_by(context: dict[str, Any], source: Model) -> Fulfils:
    """Return what an object fulfils, as far as the reader may see it, and a form for those who speak for a party.

    A page that knows who takes part in its object says so by `takes_part`: strangers to it are not offered the form.
    """
    user = context["request"].user
    speaks = speaks_for(user)
    rows = contributions_of(source)
    lines = [
        Line(row, bool(speaks) and bool(access.parties_spoken_for(user, row.agreed_area.memorandum)))
        for row in rows
        if access.may_read(user, row.agreed_area.memorandum)
    ]
    key = (source._meta.label_lower, str(source.pk))
    form = None
    if speaks and context.get("takes_part", True) and (fact := activity_facts([key]).get(key)) is not None:
        form = FulfilsForm(organisations=speaks, day=fact.day, auto_id="fulfils_%s")
    return Fulfils(lines, form if form is not None and form.offers else None, *key)
