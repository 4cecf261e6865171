"""DOCX by docxtpl: a working copy with real Word styles that secretaries edit."""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate


def make_docx(template: Path, data: Mapping[str, Any]) -> bytes:
    """Fill a .docx template with values; text is escaped, so a name with «&» or «<» stays a name."""
    document = DocxTemplate(str(template))
    document.render(dict(data), autoescape=True)
    out = BytesIO()
    document.save(out)
    return out.getvalue()
