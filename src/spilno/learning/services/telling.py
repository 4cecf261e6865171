"""Letters to the partners of a standard."""

from django.db import transaction
from django.utils import timezone

from spilno.accounts.models import User
from spilno.learning.models import Standard
from spilno.learning.queries.standards import partners_of
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
