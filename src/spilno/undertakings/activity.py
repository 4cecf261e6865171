"""What undertakings show of themselves: menu of openness, days of their terms, search, words of acts."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from spilno.journal.queries import register_acts
from spilno.ui.registry import Activity, Found, Link, Occasion, SearchSource, register
from spilno.undertakings.models import Undertaking
from spilno.undertakings.queries import live

register_acts(
    {
        "undertaking.opened": _("The undertaking was opened"),
        "undertaking.reported": _("A report was given"),
        "undertaking.accepted": _("The report was accepted: done"),
        "undertaking.report_returned": _("The report was returned with a reason"),
        "undertaking.extended": _("The term was extended"),
        "undertaking.taken_off": _("It was taken off control"),
        "undertaking.reminded": _("A reminder was sent"),
    }
)


def _occasions(first: date, last: date) -> Iterable[Occasion]:
    for undertaking in live().filter(due_on__gte=first, due_on__lte=last).select_related("organisation"):
        yield Occasion(
            uid=f"undertaking-{undertaking.pk}",
            title=gettext("Due: %(what)s") % {"what": undertaking.what[:120]},
            starts=undertaking.due_on,
            ends=None,
            place="",
            url=reverse("undertakings:undertaking", args=[undertaking.number]),
            note=str(undertaking.organisation or ""),
        )


def _found(undertaking: Undertaking) -> Found:
    return Found(
        title=f"№ {undertaking.number}. {undertaking.what[:200]}",
        text=f"{undertaking.what} {undertaking.ground} {undertaking.organisation or ''}",
        url=reverse("undertakings:undertaking", args=[undertaking.number]),
        day=undertaking.opened_on,
        note=str(undertaking.get_state_display()),
    )


register(
    Activity(
        name="undertakings",
        footer=(Link(_("Undertakings and their terms"), "undertakings:undertakings", 25, "openness"),),
        calendar=_occasions,
        search=(
            SearchSource(
                "undertaking",
                _("Undertakings"),
                Undertaking,
                lambda: Undertaking.objects.select_related("organisation"),
                _found,
            ),
        ),
    )
)
