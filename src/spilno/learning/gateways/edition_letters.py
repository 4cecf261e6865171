"""Letters of an edition: their words in the language of the addressee."""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from spilno.learning.models import Edition


def subject_of(kind: str, edition: Edition, language: str) -> str:
    """Return the subject of a letter in a language."""
    with translation.override(language):
        return {
            "applied": _("Your application was taken: %(title)s"),
            "nominated": _("You are named to learn: %(title)s"),
            "admitted": _("You are admitted: %(title)s"),
            "waiting": _("You are in the queue: %(title)s"),
            "moved": _("A place for you in the programme: %(title)s"),
            "refused": _("Your application was refused: %(title)s"),
            "withdrawn": _("Your application was withdrawn: %(title)s"),
            "cancelled": _("Learning is cancelled: %(title)s"),
            "completed": _("You completed the programme: %(title)s"),
            "failed": _("The programme is not completed: %(title)s"),
        }[kind] % {"title": title_of(edition, language)}


def words_of(kind: str, edition: Edition, language: str, **facts: Any) -> str:
    """Return the text of a letter in a language; `facts`: reason, by whom."""
    with translation.override(language):
        context = {
            "kind": kind,
            "edition": edition,
            "title": title_of(edition, language),
            "address": settings.SITE_URL + reverse("learning:edition", args=[edition.pk]),
            "own": settings.SITE_URL + reverse("learning:own"),
            **facts,
        }
        return render_to_string("learning/letters/edition.txt", context).strip() + "\n"


def title_of(edition: Edition, language: str) -> str:
    """Return the title of the programme in a language."""
    version = edition.version
    return (version.title_en if language == "en" else "") or version.title_uk
