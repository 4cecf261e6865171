"""Letters to the parties of a memorandum."""

from django.db import transaction

from spilno.accounts.models import User
from spilno.memoranda.models import Memorandum, Party
from spilno.notices.models import Notice
from spilno.notices.services import Addressee, post_notice


@transaction.atomic
def tell_parties(memorandum: Memorandum, *, subject: str, text: str, by: User | None) -> Notice | None:
    """Post a formal notice to every party that did not withdraw; None when there is none. The journal has the notice's own line."""
    parties = memorandum.parties.filter(withdrew_on__isnull=True).select_related("organisation", "signatory", "contact")
    to = [_addressee(party) for party in parties]
    if not to:
        return None
    return post_notice(
        kind=Notice.Kind.OTHER, subject=subject, text=text, to=to, about=memorandum, official=True, by=by
    )


def _addressee(party: Party) -> Addressee:
    address = (party.contact.email if party.contact else "") or party.signatory.email or party.organisation.email
    return Addressee(
        name=party.organisation.name_uk,
        address=address,
        recipient_type="organisations.organisation",
        recipient_id=str(party.organisation_id),
    )
