"""What membership shows of itself: the menu, the footer, search, the page of the statute."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from spilno.members.access import PUBLIC, sees_all
from spilno.members.models import Membership
from spilno.members.queries import following_on
from spilno.ui.registry import Activity, Card, Found, Link, SearchSource, register


def what_follows(day: date) -> Iterable[Card]:
    """Show on the page of the statute what it asks of the next meeting."""
    card = following_on(day)
    if card is not None:
        yield Card(order=10, template="members/_what_follows.html", context={"follows": card}, wide=True)


def found(membership: Membership) -> Found | None:
    """Keep a member of the public register for search; applications are not public."""
    if membership.state not in PUBLIC:
        return None
    organisation = membership.organisation
    return Found(
        title=organisation.name_uk,
        text=" ".join(
            part
            for part in (
                organisation.place_uk,
                organisation.name_en,
                organisation.edrpou,
                organisation.territory.name if organisation.territory else "",
            )
            if part
        ),
        url=reverse("members:member", args=[membership.pk]),
        day=membership.joined_on,
        note=str(membership.get_state_display()),
    )


register(
    Activity(
        name="members",
        menu=(Link(_("Members"), "members:members", order=70),),
        footer=(
            Link(_("Statute and its editions"), "statute:statute", order=10, group="association"),
            Link(_("Register of members"), "members:members", order=30, group="association"),
            Link(_("Founders"), "members:founders", order=32, group="association"),
            Link(
                _("Dues"),
                "members:dues",
                order=35,
                group="association",
                shown=lambda request: sees_all(request.user),
            ),
        ),
        search=(
            SearchSource(
                kind="member",
                label=_("Members"),
                model=Membership,
                rows=lambda: Membership.objects.select_related("organisation__territory"),
                found=found,
            ),
        ),
    )
)
