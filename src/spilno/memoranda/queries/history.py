"""What an act of cooperation was about, in the words of the reader: which part, which version, which party, which line."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from spilno.memoranda.models import Measure, Party
from spilno.organisations.models import Organisation

Facts = list[Mapping[str, Any]]

PARTS = {
    "title": gettext_lazy("title of the text"),
    "second_language": gettext_lazy("second language"),
    "place": gettext_lazy("place of signing"),
    "parties": gettext_lazy("parties"),
    "purpose": gettext_lazy("purpose"),
    "areas": gettext_lazy("areas"),
    "clauses": gettext_lazy("clauses"),
    "term": gettext_lazy("term of the memorandum"),
    "note": gettext_lazy("note for the parties"),
}


def parts_told(facts: Facts) -> list[str]:
    """Name the parts of the text that were written, as the pages of the draft name them."""
    return [", ".join(str(PARTS.get(part, part)) for part in one.get("parts", ())) for one in facts]


def versions_told(facts: Facts) -> list[str]:
    """Name the version of the text."""
    return [_("version %(number)d") % {"number": one["version"]} if one.get("version") else "" for one in facts]


def parties_told(facts: Facts) -> list[str]:
    """Name the organisations that answered, signed or withdrew; one query for all of them."""
    names = Organisation.objects.in_bulk({one["party"] for one in facts if one.get("party")})
    return [names[one["party"]].name if one.get("party") in names else "" for one in facts]


def plans_told(facts: Facts) -> list[str]:
    """Name the year of the plan, and the party that confirmed it or the line that was written; two queries for all of them."""
    parties = Party.objects.select_related("organisation").in_bulk({one["party"] for one in facts if one.get("party")})
    lines = Measure.objects.in_bulk({one["measure"] for one in facts if one.get("measure")})
    told = []
    for one in facts:
        party, line = parties.get(one.get("party", 0)), lines.get(one.get("measure", 0))
        about = party.organisation.name if party else line.what if line else str(one.get("what", ""))
        told.append(", ".join(said for said in (str(one.get("year", "")), about) if said))
    return told
