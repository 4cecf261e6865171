"""The logo of an organisation: a picture by its content."""

from django.db import transaction

from spilno.accounts.models import User
from spilno.documents.gateways.files import Upload
from spilno.documents.services import attach, detach
from spilno.events.models import Logo
from spilno.events.rules.pictures import PICTURES, why_not_logo
from spilno.journal.services import record
from spilno.organisations.models import Organisation
from spilno.statute.rules.refusal import refuse


@transaction.atomic
def keep_logo(organisation: Organisation, file: Upload, *, by: User) -> Logo:
    """Keep the picture as the logo of an organisation; the one before goes.

    Raises RuleBroken when the file is empty, too large, or no picture by its content.
    """
    attachment = attach(file, about=organisation, title="logo", public=True, by=by, takes=PICTURES)
    refuse(why_not_logo(content_type=attachment.content_type, size=attachment.size))
    before = Logo.objects.select_for_update().filter(organisation=organisation).first()
    if before is None:
        kept = Logo.objects.create(organisation=organisation, attachment=attachment)
    else:
        old, before.attachment = before.attachment, attachment
        before.save(update_fields=["attachment"])
        detach(old, by=by)
        kept = before
    record("organisation.logo_kept", organisation, by=by, facts={"sha256": attachment.sha256})
    return kept
