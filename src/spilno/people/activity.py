"""What people show of themselves: names behind accounts, holders of offices on pages of organisations, acts in words."""

from collections.abc import Iterator, Mapping
from datetime import date

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from spilno.journal.queries import register_acts, register_names
from spilno.organisations.models import Organisation
from spilno.organisations.queries import Holder, register_holders, register_succession
from spilno.people.access import may_keep
from spilno.people.models import Person
from spilno.people.queries import foretell, holders_on
from spilno.people.rules.posts import agreed_post
from spilno.people.services import end_offices_with
from spilno.ui.registry import Activity, Link, register


def names_of_accounts(accounts: set[int]) -> Mapping[int, str]:
    """Return names of the persons behind accounts; an erased person has none."""
    people = Person.objects.filter(user__in=accounts, erased_at__isnull=True)
    return {person.user_id: str(person) for person in people if person.user_id is not None}


def holders(organisation: Organisation, day: date) -> Iterator[Holder]:
    """Tell who holds offices in an organisation on a day: name and post only."""
    for office in holders_on(day).filter(organisation=organisation):
        feminine = office.person.gender == Person.Gender.FEMININE
        post = office.post if get_language() == "en" else agreed_post(office.post_uk, feminine=feminine)
        if office.acting:
            post = f"{post} ({_('acting')})"
        yield Holder(str(office.person), post, office.starts, reverse("people:person", args=[office.person_id]))


def _keeps(request: HttpRequest) -> bool:
    return may_keep(request.user)


register_names(names_of_accounts)
register_holders(holders)
register_succession(end_offices_with, foretell)
register_acts(
    {
        "person.entered": _("The person was entered"),
        "person.changed": _("Particulars were changed"),
        "person.erased": _("Personal data were erased"),
        "person.merged": _("Two records became one"),
        "consent.given": _("Consent was given"),
        "consent.withdrawn": _("Consent was taken back"),
        "office.taken": _("An office was taken"),
        "office.ended": _("An office ended"),
    }
)
register(
    Activity(
        name="people",
        footer=(
            Link(_("Who holds office"), "people:holders", order=55, group="openness"),
            Link(_("Persons"), "people:people", order=65, group="openness", shown=_keeps),
        ),
    )
)
