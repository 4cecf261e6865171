"""Letters to those who register: their words in the language of the addressee."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from spilno.events.models import Event

KINDS = ("prove", "entered", "moved", "refused", "withdrawn", "week_before", "day_before", "after", "own_words")


def own_pages(language: str) -> str:
    """Return the address under which the own pages of registrations stand, whole, in a language; the token follows."""
    with translation.override(language):
        return settings.SITE_URL + reverse("events:own", args=["-"]).removesuffix("-/")


def subject_of(kind: str, event: Event, language: str, facts: Mapping[str, Any]) -> str:
    """Return the subject of a letter in a language."""
    with translation.override(language):
        title = {"title": _title(event, language)}
        state = facts.get("state")
        if kind == "entered":
            kind = str(state)
        return {
            "prove": _("Confirm your address: %(title)s"),
            "confirmed": _("You have a place: %(title)s"),
            "waiting": _("You are on the waiting list: %(title)s"),
            "asked": _("Your registration waits for approval: %(title)s"),
            "moved": _("A place for you: %(title)s"),
            "refused": _("Your registration was not approved: %(title)s"),
            "withdrawn": _("Your registration was withdrawn: %(title)s"),
            "week_before": _("In a week: %(title)s"),
            "day_before": _("Tomorrow: %(title)s"),
            "after": _("Tell how it was: %(title)s"),
        }[kind] % title


def words_of(kind: str, event: Event, language: str, facts: Mapping[str, Any]) -> str:
    """Return the text of a letter in a language; `facts` are what this kind needs: state, reason, text, modules."""
    with translation.override(language):
        context = {
            "kind": kind,
            "event": event,
            "title": _title(event, language),
            "address": settings.SITE_URL + reverse("events:event", args=[event.pk]),
            "with_link": kind in {"moved", "day_before", "week_before"} or facts.get("state") == "confirmed",
            **facts,
        }
        return render_to_string("events/letters/registration.txt", context).strip() + "\n"


def _title(event: Event, language: str) -> str:
    return (event.title_en if language == "en" else "") or event.title_uk
