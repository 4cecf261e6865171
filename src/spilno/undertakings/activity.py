"""What undertakings show of themselves: menu of openness, days of their terms, search, words of acts."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from spilno.documents.access import register_reader_check
from spilno.journal.queries import register_acts
from spilno.organisations.queries import register_succession
from spilno.people.queries import register_needs
from spilno.ui.registry import Activity, Found, Link, Occasion, SearchSource, register
from spilno.ui.words import in_language
from spilno.undertakings import access
from spilno.undertakings.models import Report, Undertaking
from spilno.undertakings.queries import foretell, live, undertakings_of_person
from spilno.undertakings.services import pass_on

register_acts(
    {
        "undertaking.opened": _("The undertaking was opened"),
        "undertaking.reported": _("A report was given"),
        "undertaking.accepted": _("The report was accepted: done"),
        "undertaking.report_returned": _("The report was returned with a reason"),
        "undertaking.extended": _("The term was extended"),
        "undertaking.taken_off": _("It was taken off control"),
        "undertaking.passed": _("It passed to the council that took the place of the bound one"),
        "undertaking.reminded": _("A reminder was sent"),
    }
)


def _occasions(first: date, last: date) -> Iterable[Occasion]:
    due = live().filter(public=True, due_on__gte=first, due_on__lte=last)
    for pk, number, what, day, name_uk, name_en in due.values_list(
        "pk", "number", "what", "due_on", "organisation__name_uk", "organisation__name_en"
    ):
        yield Occasion(
            uid=f"undertaking-{pk}",
            title=gettext("Due: %(what)s") % {"what": what[:120]},
            starts=day,
            ends=None,
            place="",
            url=reverse("undertakings:undertaking", args=[number]),
            note=in_language(name_uk or "", name_en or ""),
        )


def _found(undertaking: Undertaking) -> Found:
    return Found(
        title=f"№ {undertaking.number}. {undertaking.what[:200]}",
        text=f"{undertaking.what} {undertaking.ground} {undertaking.organisation or ''}",
        url=reverse("undertakings:undertaking", args=[undertaking.number]),
        day=undertaking.opened_on,
        note=str(undertaking.get_state_display()),
        public=undertaking.public,
    )


register(
    Activity(
        name="undertakings",
        footer=(Link(_("Undertakings and their terms"), "undertakings:undertakings", 25, "openness"),),
        calendar=_occasions,
        calendar_label=_("Terms of undertakings"),
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


def _may_read_evidence(user: Any, report: str, _kind: str) -> bool:
    found = Report.objects.select_related("undertaking").filter(pk=report).first()
    if found is None:
        return False
    return access.may_report(user, found.undertaking) or access.may_control(user, found.undertaking)


register_reader_check(Report._meta.label_lower, _may_read_evidence)
register_needs(undertakings_of_person)
register_succession(pass_on, foretell)
