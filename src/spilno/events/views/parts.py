"""What other files of this app put on the page of an event and among the tools of those who keep it.

A file of views calls `register_part` and `register_tool` when it is read; the addresses read them all.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from spilno.events.models import Event

Context = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the page of an event: `context` returns what its template needs, None when there is nothing to show."""

    name: str
    order: int  # 10 registration, 20 attendance, 30 papers, 40 outcome and materials
    template: str
    context: Callable[[HttpRequest, Event], Context | None]


@dataclass(frozen=True, slots=True)
class Tool:
    """A link on the page for those who keep the event; `shown` decides by the event, absent: always."""

    label: Any  # lazy translation
    url_name: str  # takes the number of the event
    order: int
    sign: str = "arrow"
    shown: Callable[[HttpRequest, Event], bool] | None = None


_parts: dict[str, Part] = {}
_tools: dict[str, Tool] = {}


def register_part(part: Part) -> None:
    """Add a section to the page of an event; the same name again replaces it."""
    _parts[part.name] = part


def register_tool(tool: Tool) -> None:
    """Add a link for those who keep the event; the same address again replaces it."""
    _tools[tool.url_name] = tool


def parts_for(request: HttpRequest, event: Event) -> list[tuple[Part, Context]]:
    """Return the sections that have something to show, each with what its template needs, in order."""
    found = []
    for part in sorted(_parts.values(), key=lambda part: part.order):
        context = part.context(request, event)
        if context is not None:
            found.append((part, context))
    return found


def tools_for(request: HttpRequest, event: Event) -> list[Tool]:
    """Return the links for those who keep the event, in order."""
    shown = [tool for tool in _tools.values() if tool.shown is None or tool.shown(request, event)]
    return sorted(shown, key=lambda tool: tool.order)
