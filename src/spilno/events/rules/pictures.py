"""Which pictures stand as logos."""

from spilno.documents.rules.files import FileKind
from spilno.events.rules.life import SOURCE
from spilno.statute.rules.refusal import Refusal, gettext_noop

PICTURES = (FileKind.PNG, FileKind.JPEG, FileKind.WEBP)
MOST_BYTES = 1024 * 1024


def why_not_logo(*, content_type: str, size: int) -> Refusal | None:
    """Say why a file cannot be a logo: it is no picture by its content, or too heavy for a page; None when it can.

    Source: the house rule on uploads (docs/how-to/files.md): kinds are judged by content.
    """
    title = gettext_noop("The logo was not kept")
    if content_type not in PICTURES:
        return Refusal(
            "not_a_picture",
            gettext_noop("The file is not a picture: its content is %(kind)s."),
            SOURCE,
            title=title,
            facts={"kind": content_type},
            advice=gettext_noop("Choose a PNG, JPEG or WebP."),
        )
    if size > MOST_BYTES:
        return Refusal(
            "logo_too_heavy",
            gettext_noop("The picture has more than 1 MB; every page of the event would carry it."),
            SOURCE,
            title=title,
            advice=gettext_noop("Make it smaller: 512 by 512 points are enough."),
        )
    return None
