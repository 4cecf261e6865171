"""The ticket as a QR code."""

import segno
from django.utils.safestring import SafeString, mark_safe


def qr(text: str) -> SafeString:
    """Draw a code as SVG; the text stands beside it for those who cannot scan."""
    return mark_safe(segno.make(text, error="m").svg_inline(border=2, omitsize=True))
