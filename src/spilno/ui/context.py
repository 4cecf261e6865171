"""What every page needs: menu, footer, theme, the address in the other language."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils import translation

from spilno import __version__
from spilno.ui import registry


def page(request: HttpRequest) -> dict[str, Any]:
    """Give the base template what it shows on every page."""
    language = translation.get_language() or settings.LANGUAGE_CODE
    other = "en" if language == "uk" else "uk"
    return {
        "language": language,
        "other_language": other,
        "other_language_url": translate_url(request.get_full_path(), other),
        "theme": request.COOKIES.get("theme", ""),
        "menu": registry.menu(request),
        "footer_links": registry.footer(request),
        "association_name": settings.ASSOCIATION_NAMES[language],
        "association_short": settings.ASSOCIATION_SHORT[language],
        "contact_email": settings.CONTACT_EMAIL,
        "demo": settings.DEMO,
        "version": __version__,
        "footer_part": registry.footer_part(),
    }
