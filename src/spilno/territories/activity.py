"""What the site shows of territories: a line of the footer, search, words for the journal."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from spilno.journal.queries import register_acts
from spilno.territories.models import Unit
from spilno.ui.registry import Activity, Found, Link, SearchSource, register

register_acts(
    {
        "codifier.loaded": _("The shipped codifier was loaded"),
        "codifier.imported": _("An edition of the codifier was taken in"),
        "import.received": _("A large file was taken to be read"),
        "import.confirmed": _("A large previewed file was given to be taken in"),
        "import.previewed": _("A file was read for preview"),
        "import.resumed": _("The work on a large file began again after the program had stopped"),
        "import.dropped": _("A previewed file was put aside"),
    }
)


def _found(unit: Unit) -> Found:
    names = " ".join(name.name for name in unit.names.all())
    return Found(
        title=unit.full_name,
        text=f"{names} {unit.code}",
        url=reverse("territories:unit", args=[unit.code]),
        note=unit.code,
    )


register(
    Activity(
        name="territories",
        footer=(Link(_("Territories"), "territories:territories", order=60, group="openness"),),
        search=(
            SearchSource(
                kind="territory",
                label=_("Territories"),
                model=Unit,
                rows=lambda: Unit.objects.filter(ended__isnull=True).prefetch_related("names"),
                found=_found,
            ),
        ),
    )
)
