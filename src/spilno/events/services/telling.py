"""Telling people of an event: each in his language, one notice for each language."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from spilno.accounts.models import User
from spilno.events.gateways.calendar_file import calendar_file
from spilno.events.gateways.letters import words_of
from spilno.events.models import Event, Registration
from spilno.notices.models import Notice
from spilno.notices.services import Addressee, NoticeAttachment, post_notice

LANGUAGES = ("uk", "en")
Told = Mapping[str, list[Addressee]]
SUBJECTS = {
    "change": lambda title: _("Change: %(title)s") % {"title": title},
    "cancel": lambda title: _("Cancelled: %(title)s") % {"title": title},
    "programme": lambda title: _("The programme has changed: %(title)s") % {"title": title},
    "owner": lambda title: _("You hold the event together: %(title)s") % {"title": title},
    "paper_decided": lambda title: _("Decision on your paper: %(title)s") % {"title": title},
    "review_asked": lambda title: _("Papers for your review: %(title)s") % {"title": title},
    "review_reminder": lambda title: _("Reminder of reviews: %(title)s") % {"title": title},
    "paper_received": lambda title: _("Your paper has come: %(title)s") % {"title": title},
}


def registered(rows: Iterable[Registration]) -> dict[str, list[Addressee]]:
    """Return those who registered as addressees, by their language."""
    found: dict[str, list[Addressee]] = {}
    for row in rows:
        language = row.language if row.language in LANGUAGES else "uk"
        found.setdefault(language, []).append(
            Addressee(row.full_name, row.email, Registration._meta.label_lower, str(row.pk))
        )
    return found


def tell(
    letter: str,
    event: Event,
    told: Told,
    facts: Callable[[], Mapping[str, Any]],
    *,
    with_calendar: bool,
    by: User | None,
) -> int:
    """Post a letter to each language’s addressees; returns to how many. `facts` is asked under the language of the letter.

    The calendar file goes with the letter to those who wait as well, so the link of the room is not in it.
    """
    files = []
    if with_calendar and event.starts_at is not None:
        method = "CANCEL" if event.state == Event.State.CANCELLED else "PUBLISH"
        content = calendar_file([event], now=timezone.now())
        files = [NoticeAttachment(f"event-{event.pk}.ics", f"text/calendar; method={method}", content)]
    for language, addressees in told.items():
        if not addressees:
            continue
        with translation.override(language):
            post_notice(
                kind=Notice.Kind.OTHER if letter not in ("change", "cancel", "programme") else Notice.Kind.CHANGE,
                subject=SUBJECTS[letter](event.title),
                text=words_of(letter, event, language, facts()),
                to=addressees,
                files=files,
                about=event,
                by=by,
            )
    return sum(len(addressees) for addressees in told.values())
