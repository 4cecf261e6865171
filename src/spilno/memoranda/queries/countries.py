"""Countries of partners in words."""

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from spilno.memoranda.models import Memorandum, Party

NAMES = {
    "AT": _("Austria"), "BE": _("Belgium"), "BG": _("Bulgaria"), "CA": _("Canada"), "CH": _("Switzerland"),
    "CZ": _("Czechia"), "DE": _("Germany"), "DK": _("Denmark"), "EE": _("Estonia"), "ES": _("Spain"),
    "FI": _("Finland"), "FR": _("France"), "GB": _("United Kingdom"), "GE": _("Georgia"), "HU": _("Hungary"),
    "IT": _("Italy"), "JP": _("Japan"), "LT": _("Lithuania"), "LV": _("Latvia"), "MD": _("Moldova"),
    "NL": _("Netherlands"), "NO": _("Norway"), "PL": _("Poland"), "PT": _("Portugal"), "RO": _("Romania"),
    "SE": _("Sweden"), "SK": _("Slovakia"), "TR": _("Türkiye"), "UA": _("Ukraine"), "US": _("United States"),
}  # fmt: skip


def country_name(code: str) -> str:
    """Return the name of a country in the language of the reader; its code when the name is not known here."""
    return str(NAMES.get(code, code))


def countries_of(rows: "QuerySet[Memorandum]") -> list[tuple[str, str]]:
    """Return codes and names of the countries of parties in a list of memoranda, by name."""
    held = Party.objects.filter(memorandum__in=rows.order_by().values("pk"))
    codes = held.order_by().values_list("organisation__country", flat=True).distinct()
    return sorted(((code, country_name(code)) for code in codes if code), key=lambda pair: pair[1])


def of_country(rows: "QuerySet[Memorandum]", code: str) -> "QuerySet[Memorandum]":
    """Narrow a list to memoranda with a party of a country."""
    return rows.filter(Exists(Party.objects.filter(memorandum=OuterRef("pk"), organisation__country=code)))
