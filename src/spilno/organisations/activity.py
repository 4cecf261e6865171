"""What the site shows of organisations; who keeps the registers, and who sits in a unit, for the apps below."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from spilno.journal.queries import register_acts
from spilno.organisations.access import may_keep
from spilno.organisations.models import Organisation
from spilno.territories.access import register_keepers
from spilno.territories.models import Unit
from spilno.territories.queries import Resident, register_residents
from spilno.ui.registry import Activity, Found, Link, SearchSource, register

register_keepers(may_keep)
register_acts(
    {
        "organisation.entered": _("The organisation was entered"),
        "organisation.changed": _("Particulars were changed"),
        "organisation.renamed": _("A new name was given"),
        "organisation.merged": _("It was merged into another"),
        "organisation.divided": _("It was divided"),
        "organisation.abolished": _("It was abolished"),
        "councils.imported": _("A file of councils was taken in"),
    }
)


def _residents(unit: Unit) -> Iterator[Resident]:
    for found in Organisation.objects.filter(territory=unit, ended__isnull=True):
        note = found.get_level_display() or found.get_kind_display()
        yield Resident(found.name, reverse("organisations:organisation", args=[found.pk]), str(note))


register_residents(_residents)


def _found(organisation: Organisation) -> Found:
    names = " ".join(name.name_uk for name in organisation.names.all())
    return Found(
        title=organisation.name_uk,
        text=f"{organisation.name_en} {organisation.place_uk} {names} {organisation.edrpou}",
        url=reverse("organisations:organisation", args=[organisation.pk]),
        day=organisation.ended,
        note=organisation.place_uk,
    )


register(
    Activity(
        name="organisations",
        footer=(Link(_("Organisations"), "organisations:organisations", order=50, group="openness"),),
        search=(
            SearchSource(
                kind="organisation",
                label=_("Organisations"),
                model=Organisation,
                rows=lambda: Organisation.objects.prefetch_related("names"),
                found=_found,
            ),
        ),
    )
)
