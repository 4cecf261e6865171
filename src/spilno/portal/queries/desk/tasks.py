"""The pieces of a desk."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do: what, by when, on what ground, where. `sign` and `word` are a status when no day decides it."""

    what: str
    url: str = ""
    day: date | None = None
    ground: str = ""
    kind: str = ""
    sign: str = ""
    word: str = ""
    act: str = ""  # words of a button, where one press leads straight to the act


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the desk: its heading, its tasks in order of days, what it says while it is empty, its ground."""

    code: str
    title: Any
    tasks: Sequence[Task]
    empty: Any
    ground: Any = ""
    ground_text: Any = ""
    more: tuple[Any, str] | None = None
    extra: dict[str, Any] = field(default_factory=dict)


def in_order(tasks: Sequence[Task]) -> list[Task]:
    """Put tasks into order: by day, those without a day last."""
    return sorted(tasks, key=lambda task: (task.day is None, task.day or date.max, task.what))


def on_the_day(day: date | None, today: date) -> dict[str, str]:
    """Say of what happens on a day, not by a day, that it is today or that the day has passed; days that are left are counted."""
    if day is None or day > today:
        return {}
    word = gettext("Today") if day == today else gettext("The day has passed")
    return {"kind": "soon", "sign": "clock", "word": word}


def address(name: str, *arguments: Any) -> str:
    """Return an address by its name; empty where the page is switched off in this installation."""
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return ""
