"""PDF by Typst: archival (PDF/A-2a, or PDF/A-3a with a file attached) and accessible (PDF/UA-1), tagged, with language and title."""

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

import typst
from django.conf import settings

ROOT = Path(__file__).resolve().parent.parent.parent  # templates import «/documents/data/dstu.typ» from here
ARCHIVAL = ("a-2a", "ua-1")
WITH_ATTACHMENT = ("a-3a", "ua-1")  # the archival one that lets any file travel inside


@lru_cache(maxsize=4)
def _fonts(folder: str) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=True, include_embedded_fonts=True, font_paths=[folder] if folder else [])


def make_pdf(
    template: Path, data: Mapping[str, Any], *, title: str, language: str = "uk", standards: Sequence[str] = ARCHIVAL
) -> bytes:
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
        pdf_standards=cast("Any", list(standards)),
    )
