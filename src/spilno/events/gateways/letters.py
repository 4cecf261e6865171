"""Letters about an event, in the language of whom they go to."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from spilno.events.models import Event


def address_of(event: Event, language: str) -> str:
    """Return the whole address of the page of an event in a language."""
    with translation.override(language):
        return str(settings.SITE_URL + reverse("events:event", args=[event.pk]))


def words_of(letter: str, event: Event, language: str, facts: Mapping[str, Any]) -> str:
    """Return the text of a letter (change, cancel, programme, owner) in a language; it is signed by all holders."""
    with translation.override(language):
        context = {
            "event": event,
            "address": address_of(event, language),
            "site": settings.SITE_URL,
            "holders": [owner.organisation.name for owner in event.owners.select_related("organisation")],
            **facts,
        }
        return render_to_string(f"events/letters/{letter}.txt", context).strip() + "\n"
