"""What certificates show of themselves: the check in the footer, own ones on the desk, words of acts."""

from collections.abc import Iterable

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from spilno.credentials import access, queries
from spilno.documents.access import register_reader_check
from spilno.journal.queries import register_acts
from spilno.people.access import own_person
from spilno.people.queries import register_needs
from spilno.ui.registry import Activity, Card, Link, register

register_acts(
    {
        "certificate.issued": _("Certificates were issued"),
        "certificate.revoked": _("The certificate was revoked"),
        "certificate.suspended": _("The certificate was suspended"),
        "certificate.resumed": _("The certificate was resumed"),
        "signing_key.made": _("A key that signs certificates was made"),
        "signing_key.rotated": _("A new key signs certificates"),
        "signing_key.revoked": _("A key that signed certificates was revoked"),
    }
)
register_reader_check("credentials.certificate", access.may_read_paper)
register_needs(queries.needs_of_person)


def _desk(request: HttpRequest) -> Iterable[Card]:
    person = own_person(request.user)
    rows = list(queries.of_person(person)[:4]) if person else []
    if rows:
        yield Card(
            order=70, template="credentials/_desk.html", context={"certificates": rows[:3], "more": len(rows) > 3}
        )


register(
    Activity(
        name="credentials",
        footer=(
            Link(_("Check a certificate"), "credentials:verify", 60, "cooperation"),
            Link(
                _("Register of certificates"),
                "credentials:certificates",
                65,
                "openness",
                shown=lambda request: access.sees_all(request.user),
            ),
        ),
        desk=_desk,
    )
)
