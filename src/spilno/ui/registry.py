"""What an app shows of itself to pages above it: menu, desk, first page, calendar, search.

An app fills in one `Activity` in its `activity.py` and calls `register`. The portal lists what it finds; no app knows
another one through this.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language


@dataclass(frozen=True, slots=True)
class Link:
    """A line of the menu or the footer. `shown` decides by the request; absent: to everyone."""

    label: Any  # lazy translation
    url_name: str
    order: int
    group: str = ""  # of the footer: one of FOOTER_GROUPS
    shown: Callable[[HttpRequest], bool] | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A link with its address in the language of the reader, found once for the page."""

    label: Any
    url_name: str
    address: str


@dataclass(frozen=True, slots=True)
class Card:
    """A part of a desk or of the first page: a template of the app and what it needs. Lower order stands higher.

    On a desk, what has an order below 10 presses its owner today: it stands above the duties of his council.
    """

    order: int
    template: str
    context: dict[str, Any] = field(default_factory=dict)
    wide: bool = False

    @property
    def presses(self) -> bool:
        """Whether it stands first on a desk."""
        return self.order < 10


@dataclass(frozen=True, slots=True)
class Occasion:
    """Something with a day: a meeting, a deadline. `ends` is None for a whole day. `uid` stays the same for ever."""

    uid: str
    title: str
    starts: datetime | date
    ends: datetime | None
    place: str
    url: str
    note: str = ""
    here: bool = False  # the wheat mark: what is next


@dataclass(frozen=True, slots=True)
class Found:
    """What search keeps of one object. Only public objects are indexed for all; others name who may see them."""

    title: str
    text: str
    url: str
    day: date | None = None
    note: str = ""
    public: bool = True


@dataclass(frozen=True, slots=True)
class SearchSource:
    """A kind of object that search knows: its rows, and what is kept of each (None: not indexed now)."""

    kind: str
    label: Any
    model: type[Model]
    rows: Callable[[], "QuerySet[Any]"]
    found: Callable[[Any], Found | None]


@dataclass(frozen=True, slots=True)
class Activity:
    """Everything that one app shows of itself."""

    name: str
    menu: tuple[Link, ...] = ()
    footer: tuple[Link, ...] = ()
    desk: Callable[[HttpRequest], Iterable[Card]] | None = None
    home: Callable[[HttpRequest], Iterable[Card]] | None = None
    calendar: Callable[[date, date], Iterable[Occasion]] | None = None
    calendar_label: Any = ""  # lazy translation: what the calendar calls its entries
    search: tuple[SearchSource, ...] = ()
    footer_part: str = ""  # a template: the last column of the footer on every page


_beside: dict[str, list[str]] = {}


def register_beside(object_type: str, template: str) -> None:
    """Let an upper app put a part of its own on the page of an object of a lower one; the template gets it as `source`."""
    if template not in _beside.setdefault(object_type, []):
        _beside[object_type].append(template)


def beside(object_type: str) -> list[str]:
    """Return the templates that upper apps put on pages of such objects."""
    return _beside.get(object_type, [])


FOOTER_GROUPS = ("association", "openness", "cooperation", "help")
_activities: dict[str, Activity] = {}


def register(activity: Activity) -> None:
    """Add what an app shows; the same name again replaces it."""
    _activities[activity.name] = activity


def activities() -> list[Activity]:
    """Return all activities, in the order of their names."""
    return [_activities[name] for name in sorted(_activities)]


def menu(request: HttpRequest) -> list[Line]:
    """Return the lines of the main menu for this request, in order."""
    return _lines(_links(request, [link for activity in activities() for link in activity.menu]))


def footer(request: HttpRequest) -> dict[str, list[Line]]:
    """Return the lines of the footer for this request by their group, in order."""
    links = _links(request, [link for activity in activities() for link in activity.footer])
    return {group: _lines(link for link in links if link.group == group) for group in FOOTER_GROUPS}


def _links(request: HttpRequest, links: list[Link]) -> list[Link]:
    return sorted((link for link in links if link.shown is None or link.shown(request)), key=lambda link: link.order)


def _lines(links: Iterable[Link]) -> list[Line]:
    """Find the addresses; a page that this installation does not have is left out."""
    language = get_language()
    found = ((link, _address(link.url_name, language)) for link in links)
    return [Line(link.label, link.url_name, address) for link, address in found if address]


@lru_cache(maxsize=256)
def _address(url_name: str, _language: str | None) -> str:
    """Return where a page stands in a language, empty when there is none: the same for every request."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""


def footer_part() -> str:
    """Return the template of the last column of the footer; empty when nobody brought one."""
    return next((activity.footer_part for activity in activities() if activity.footer_part), "")


def home_cards(request: HttpRequest) -> list[Card]:
    """Return the cards that apps bring for the first page, in order."""
    return _cards(activity.home(request) for activity in activities() if activity.home is not None)


def desk_cards(request: HttpRequest) -> list[Card]:
    """Return the cards that apps bring for the desk of the person, in order."""
    return _cards(activity.desk(request) for activity in activities() if activity.desk is not None)


def _cards(brought: Iterable[Iterable[Card]]) -> list[Card]:
    return sorted((card for cards in brought for card in cards), key=lambda card: card.order)
