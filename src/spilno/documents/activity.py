"""What the journal says of acts on documents."""

from django.utils.translation import gettext_lazy as _

from spilno.journal.queries import register_acts

register_acts(
    {
        "document.frozen": _("A document was frozen"),
        "document.published": _("A document was published"),
        "document.signed": _("A document was signed"),
        "attachment.added": _("A file was attached"),
        "attachment.removed": _("An attached file was removed"),
    }
)
