"""What accounts show of themselves: the profile, the list of accounts, and what a weak session is told on the desk."""

from collections.abc import Iterable

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from spilno.accounts.access import lacks_second_factor, may
from spilno.accounts.models import Right
from spilno.journal.access import register_readers
from spilno.journal.queries import register_acts
from spilno.ui.registry import Activity, Card, Link, register


def desk(request: HttpRequest) -> Iterable[Card]:
    """Say first of all that the rights wait for a second factor."""
    if lacks_second_factor(request.user):
        yield Card(order=0, template="accounts/_weak.html", wide=True)


def reads_journal(user: object) -> bool:
    """Tell whether the account reads whole lines of the journal: the secretariat and the audit."""
    return may(user, Right.SECRETARIAT, Right.AUDIT)


register_readers(reads_journal)

register(
    Activity(
        name="accounts",
        desk=desk,
        footer=(
            Link(_("Journal of acts and its check"), "journal:journal", order=90, group="openness"),
            Link(
                _("My profile"),
                "accounts:profile",
                order=80,
                group="help",
                shown=lambda request: request.user.is_authenticated,
            ),
            Link(
                _("Accounts and rights"),
                "accounts:accounts",
                order=70,
                group="association",
                shown=lambda request: may(request.user, Right.ACCOUNTS),
            ),
        ),
    )
)

register_acts(
    {
        "account.opened": _("An account was opened"),
        "account.invited": _("An invitation was sent"),
        "invitation.accepted": _("The invitation was accepted"),
        "invitation.withdrawn": _("The invitation was withdrawn"),
        "account.link_used": _("Signed in by a link from a letter"),
        "account.sessions_ended": _("All other sessions were ended"),
        "account.profile_saved": _("The profile was changed"),
        "right.given": _("A right was given"),
        "right.taken_back": _("A right was taken back"),
        "account.blocked": _("The account was blocked"),
        "account.second_factor_taken_off": _("A lost second factor was taken off"),
        "account.unblocked": _("The block was lifted"),
    }
)
