"""What a version changes, in the words of the reader: part by part, with the words that went and that came."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from spilno.documents.rules.differences import Change, Piece, words_changed
from spilno.learning.models import ModuleHours, StandardVersion
from spilno.learning.rules.categories import TARGETS
from spilno.learning.rules.programme import Differences, FieldChange, ModuleChange


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a part: `kind` new, old or changed; `label` names it; `pieces` are its words in their order."""

    kind: str
    label: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the text with its changed lines."""

    title: str
    lines: tuple[Line, ...]


def read_differences(found: Differences) -> list[Part]:
    """Return the parts that were changed, in the order of the programme."""
    modules = [line for change in found.modules for line in _module(change)]
    if found.reordered:
        modules.append(Line("changed", "", (Piece("same", _("The modules stand in another order.")),)))
    parts = (
        Part(_("Programme profile"), tuple(_field(change) for change in found.profile)),
        Part(_("Learning results"), _plain(found.outcomes)),
        Part(_("Modules and hours"), tuple(modules)),
        Part(_("Assessment of results"), _plain(found.assessment)),
        Part(_("Literature"), _plain(found.literature)),
    )
    return [part for part in parts if part.lines]


def _plain(changes: Iterable[Change]) -> tuple[Line, ...]:
    return tuple(Line(change.kind, "", change.pieces) for change in changes)


def _field(change: FieldChange) -> Line:
    before, after = _said(change.field, change.before), _said(change.field, change.after)
    kind = "changed" if before and after else "new" if after else "old"
    return Line(kind, _labels()[change.field], words_changed(before, after))


def _said(field: str, value: Any) -> str:
    choices: dict[str, Any] = {
        "kind": StandardVersion.Kind,
        "length": StandardVersion.Length,
        "form": StandardVersion.Form,
    }
    if field in choices:
        return str(choices[field](value).label)
    if field == "categories":
        return "; ".join(_(TARGETS[code][0]) for code in value if code in TARGETS)
    if field == "partners":
        return "; ".join(value)
    return "" if value is None else str(value)


def _labels() -> dict[str, str]:
    return {
        "title_uk": _("Title of the programme in Ukrainian"),
        "title_en": pgettext("programme", "Title in English"),
        "partners": _("Developed by"),
        "kind": _("Kind of the programme by content"),
        "length": _("Kind of the programme by volume"),
        "categories": _("For whom"),
        "direction": _("Direction of professional training"),
        "purpose": _("Purpose of the programme"),
        "prerequisites": _("What a learner must know before"),
        "language": _("Language of teaching"),
        "credits": _("ECTS credits"),
        "hours": _("Hours of the whole programme"),
        "form": _("Form of learning"),
        "valid_years": _("Learned anew after so many years"),
        "cost": _("Cost"),
        "contacts": _("Contacts"),
    }


def _module(change: ModuleChange) -> Iterable[Line]:
    hours = "; ".join(
        _("%(kind)s: %(before)d → %(after)d h")
        % {"kind": ModuleHours.Kind(kind).label, "before": before, "after": after}
        for kind, before, after in change.hours
    )
    if change.kind != "changed":
        yield Line(change.kind, "", (Piece(change.kind, change.title), Piece("same", f" ({hours})" if hours else "")))
        return
    if hours:
        yield Line("changed", change.title, (Piece("same", hours),))
    if change.required is not None:
        said = _("obligatory now") if change.required else _("by choice now")
        yield Line("changed", change.title, (Piece("same", said),))
    if change.title_en is not None:
        yield Line("changed", change.title, (Piece("new", change.title_en),))
    for each in change.content:
        yield Line(each.kind, change.title, each.pieces)
