"""What membership shows of itself: the menu, the footer, search, the page of the statute."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from spilno.journal.queries import register_acts
from spilno.members.access import PUBLIC, sees_all
from spilno.members.models import Membership
from spilno.members.queries import following_on
from spilno.members.queries.standing import mandates_of_person
from spilno.members.queries.succession import foretell
from spilno.members.services import follow_succession
from spilno.organisations.queries import register_succession
from spilno.people.queries import register_needs
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

register_acts(
    {
        "membership.applied": _("The application was recorded"),
        "membership.admitted": _("The Board admitted the council"),
        "membership.declined": _("The application was declined"),
        "membership.confirmed": _("The General Meeting confirmed the admission"),
        "membership.suspended": _("The membership was suspended"),
        "membership.restored": _("The membership was restored"),
        "membership.left": _("The member left"),
        "membership.excluded": _("The member was excluded"),
        "membership.ended": _("The membership ended with the council"),
        "membership.enrolled": _("A member of earlier years was entered"),
        "members.imported": _("A list of members was taken in"),
        "membership.passed": _("The membership passed to the new name"),
        "membership.inherited": _("The membership went on in the successor"),
        "mandate.given": _("A mandate was given"),
        "mandate.ended": _("A mandate was ended"),
        "mandate.ending": _("The council was told that its mandate ends"),
        "representatives.read": _("A list of representatives was read"),
        "representatives.taken": _("A list of representatives was taken"),
        "representatives.dropped": _("A list of representatives was thrown away"),
        "dues.proposed": _("A table of dues was proposed"),
        "dues.adopted": _("The table of dues was adopted"),
        "dues.assessed": _("Dues were assessed"),
        "dues.reminded": _("The member was reminded of dues"),
        "payment.recorded": _("A payment was recorded"),
        "statute.drafted": _("A draft edition of the statute was kept"),
        "statute.adopted": _("An edition of the statute was adopted"),
        "statute.dropped": _("A draft edition of the statute was thrown away"),
    }
)

register_needs(mandates_of_person)
register_succession(follow_succession, foretell)
