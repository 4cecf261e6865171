"""PDF by Typst: archival (PDF/A-2a) and accessible (PDF/UA-1) at once, tagged, with language and title."""

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst
from django.conf import settings

ROOT = Path(__file__).resolve().parent.parent.parent  # templates import «/documents/data/dstu.typ» from here
STANDARDS: list[Any] = ["a-2a", "ua-1"]


@lru_cache(maxsize=4)
def _fonts(folder: str) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=True, include_embedded_fonts=True, font_paths=[folder] if folder else [])


def make_pdf(template: Path, data: Mapping[str, Any], *, title: str, language: str = "uk") -> bytes:
    """Typeset a document: `template` is a .typ file inside the package, `data` plain values for it.

    The template reads `json(bytes(sys.inputs.data))`; title and language come there too as `document_title` and
    `document_language`. A wrong template raises typst.TypstError: a mistake of ours, never of the reader.
    """
    values = {**data, "document_title": title, "document_language": language}
    return typst.compile(
        str(template),
        root=str(ROOT),
        format="pdf",
        font_paths=_fonts(str(getattr(settings, "FONT_DIR", ""))),
        sys_inputs={"data": json.dumps(values, ensure_ascii=False, default=str)},
        pdf_standards=STANDARDS,
    )
