"""A copy of a paper's file for blind review: properties, comments and traces of changes do not name anybody."""

import io
import re
import zipfile

import pikepdf

NAMES = re.compile(rb'(w:author|w:initials|w15:userId|w15:author|w15:providerId)="[^"]*"')
PROPERTIES = re.compile(
    rb"(<(dc:creator|cp:lastModifiedBy|Company|Manager|dc:description|dc:title|dc:subject|cp:keywords|cp:category)\b[^>/]*>)[^<]*(</)"
)
LARGEST_PART = 50 * 1024 * 1024


class UnreadableError(ValueError):
    """The file is damaged: no copy of it can be made."""


def blind_copy(content: bytes) -> io.BytesIO:
    """Return a PDF or DOCX without the properties that name its author. The text itself is not changed.

    A damaged file raises UnreadableError: what cannot be cleaned is not handed out.
    """
    try:
        return _pdf(content) if content.startswith(b"%PDF-") else _docx(content)
    except (pikepdf.PdfError, zipfile.BadZipFile, ValueError, KeyError) as failure:
        raise UnreadableError from failure


def _pdf(content: bytes) -> io.BytesIO:
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as file:
        if "/Info" in file.trailer:
            del file.trailer["/Info"]
        for name in ("/Metadata", "/PieceInfo"):
            if name in file.Root:
                del file.Root[name]
        for page in file.pages:
            for name in ("/Metadata", "/PieceInfo"):
                if name in page:
                    del page[name]
            for note in page.get("/Annots", []):
                if "/T" in note and "/FT" not in note:  # the author of a comment; of a form field it is the name
                    del note["/T"]
        file.save(made, deterministic_id=True)
    made.seek(0)
    return made


def _docx(content: bytes) -> io.BytesIO:
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            if part.file_size > LARGEST_PART:
                raise UnreadableError
            body = old.read(part)
            if part.filename.startswith("docProps/"):
                body = PROPERTIES.sub(rb"\1\3", body)
            elif part.filename.startswith("word/") and part.filename.endswith(".xml"):
                body = NAMES.sub(rb'\1=""', body)
            if part.filename == "docProps/custom.xml":
                body = re.sub(rb"<property\b.*</property>", b"", body, flags=re.DOTALL)
            new.writestr(part.filename, body)
    made.seek(0)
    return made
