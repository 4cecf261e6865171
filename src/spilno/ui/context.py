"""What every page needs: menu, footer, theme, the address in the other language."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils import translation
from django.utils.encoding import iri_to_uri
from django.utils.functional import SimpleLazyObject

from spilno import __version__
from spilno.ui import registry


def page(request: HttpRequest) -> dict[str, Any]:
    """Give the base template what it shows on every page."""
    language = translation.get_language() or settings.LANGUAGE_CODE
    other = "en" if language == "uk" else "uk"
    return {
        "language": language,
        "other_language": other,
        "other_language_url": SimpleLazyObject(lambda: address_in(request, other)),
        "theme": request.COOKIES.get("theme", ""),
        # parts that htmx swaps have neither: they are found only when the page asks for them
        "menu": SimpleLazyObject(lambda: registry.menu(request)),
        "footer_links": SimpleLazyObject(lambda: registry.footer(request)),
        "association_name": settings.ASSOCIATION_NAMES[language],
        "association_short": settings.ASSOCIATION_SHORT[language],
        "contact_email": settings.CONTACT_EMAIL,
        "demo": settings.DEMO,
        "spilno_version": __version__,
        "footer_part": registry.footer_part(),
    }


def address_in(request: HttpRequest, language: str) -> str:
    """Return the address of this page in another language, its query kept."""
    match = request.resolver_match
    if match is None:  # no page stands here
        return translate_url(request.get_full_path(), language)
    with translation.override(language):
        try:
            address = reverse(match.view_name, args=match.args, kwargs=match.kwargs)
        except NoReverseMatch:  # a page without a name
            return request.get_full_path()
    query = iri_to_uri(request.META.get("QUERY_STRING", ""))
    return f"{address}?{query}" if query else address
