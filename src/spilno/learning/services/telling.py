"""Letters to the partners of a standard, and to officials about their credits."""

from collections import defaultdict
from collections.abc import Sequence

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override

from spilno.accounts.models import User
from spilno.learning.models import CreditRow, Standard
from spilno.learning.queries.standards import partners_of
from spilno.learning.rules.volume import number
from spilno.notices.models import Notice
from spilno.notices.services import Addressee, post_notice
from spilno.people.access import SPEAKING
from spilno.people.queries import holders_on


@transaction.atomic
def tell_partners(standard: Standard, *, subject: str, text: str, by: User | None) -> Notice | None:
    """Post a notice to every partner: to its own address, or to the first of those who speak for it. None: there is no partner.

    The journal has the notice's own line.
    """
    partners = partners_of(standard)
    first: dict[int, str] = {}
    speaking = holders_on(timezone.localdate()).filter(
        organisation__in=[each.organisation_id for each in partners], category__in=SPEAKING
    )
    for office in speaking:
        if office.person.email:
            first.setdefault(office.organisation_id, office.person.email)
    to = [
        Addressee(
            name=each.organisation.name_uk,
            address=each.organisation.email or first.get(each.organisation_id, ""),
            recipient_type="organisations.organisation",
            recipient_id=str(each.organisation_id),
        )
        for each in partners
    ]
    return post_notice(kind=Notice.Kind.OTHER, subject=subject, text=text, to=to, about=standard, by=by) if to else None


@transaction.atomic
def tell_official(rows: Sequence[CreditRow], *, by: User | None) -> None:
    """Write to each official what became of his claims, one letter for all of them; who decided on his own is not told.

    The journal has the notice's own line.
    """
    mine: dict[int, list[CreditRow]] = defaultdict(list)
    for row in rows:
        if row.person.email and not (by is not None and row.person.user_id == by.pk):
            mine[row.person_id].append(row)
    for own in mine.values():
        with override("uk"):
            _tell(own, by=by)


def _tell(own: list[CreditRow], *, by: User | None) -> None:
    person, lines = own[0].person, []
    address = settings.SITE_URL + reverse("learning:ledger")
    for row in own:
        words = {
            "title": row.title, "on": f"{row.on:%d.%m.%Y}", "credits": number(row.credits), "year": row.year, "state": row.get_state_display(),
            "because": row.because,
        }  # fmt: skip
        line = gettext("“%(title)s”, %(on)s: %(state)s, credits: %(credits)s, year %(year)s.") % words
        lines.append(f"{line} {row.because}".strip())
    post_notice(
        kind=Notice.Kind.OTHER,
        subject=gettext("Your ledger of credits: %(state)s") % {"state": own[0].get_state_display()},
        text="\n\n".join([*lines, gettext("Your ledger: %(address)s") % {"address": address}]),
        to=[Addressee(str(person), person.email, "people.person", str(person.pk))],
        about=own[0],
        by=by,
    )
