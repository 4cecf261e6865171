"""DOCX by docxtpl: a working copy with real Word styles that secretaries edit."""

import re
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

LAST_ROWS = 3  # of a table that stay on one page
NUMBER = re.compile(r"№\s?\S*-\S*")  # of a document, with hyphens: «№ 02-15/119»


def make_docx(template: Path, data: Mapping[str, Any], *, widths: Sequence[Sequence[int]] = ()) -> bytes:
    """Fill a .docx template with values; text is escaped, so a name with «&» or «<» stays a name.

    `widths` are the columns of its tables in millimetres, table by table; without them Word decides.
    """
    from docxtpl import DocxTemplate  # noqa: PLC0415 - heavy, and rarely needed

    document = DocxTemplate(str(template))
    document.render(dict(data), autoescape=True)
    for table, columns in zip(document.tables, widths, strict=False):
        _set_widths(table, columns)
    _keep_numbers(document)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _keep_numbers(document: Any) -> None:
    """Let no line break inside the number of a document: its hyphens become those that Word types by Ctrl+Shift+_.

    Word reads such a hyphen out as a plain one, so the number is copied as it is written.
    """
    from docx.oxml import OxmlElement  # noqa: PLC0415 - heavy, and rarely needed
    from docx.oxml.ns import qn  # noqa: PLC0415 - heavy, and rarely needed

    for text in list(document.element.body.iter(qn("w:t"))):
        said = text.text or ""
        if not NUMBER.search(said):
            continue
        at = text
        for place, part in enumerate(NUMBER.sub(lambda found: found[0].replace("-", "\0"), said).split("\0")):
            if place:
                hyphen = OxmlElement("w:noBreakHyphen")
                at.addnext(hyphen)
                at = OxmlElement("w:t")
                hyphen.addnext(at)
            at.text = part
            at.set(qn("xml:space"), "preserve")


def _set_widths(table: Any, columns: Sequence[int]) -> None:
    from docx.oxml import OxmlElement  # noqa: PLC0415 - heavy, and rarely needed
    from docx.shared import Mm  # noqa: PLC0415 - heavy, and rarely needed

    table.autofit = False
    for column, width in zip(table._tbl.tblGrid.gridCol_lst, columns, strict=False):  # noqa: SLF001 - no public way
        column.w = Mm(width)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 - no public way
        for cell, width in zip(row.cells, columns, strict=False):
            cell.width = Mm(width)
    _keep_last_rows(table)


def _keep_last_rows(table: Any) -> None:
    """Let no page begin with the last row alone: the rows before it go with it."""
    for row in table.rows[-LAST_ROWS:-1]:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True
