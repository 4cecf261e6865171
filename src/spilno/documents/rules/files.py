"""Which files may be attached, and how large."""

from dataclasses import dataclass
from enum import StrEnum

from spilno.statute.rules.refusal import Refusal, gettext_noop


class FileKind(StrEnum):
    """What a file is by its content; the value is its media type."""

    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
    ODT = "application/vnd.oasis.opendocument.text"
    ODS = "application/vnd.oasis.opendocument.spreadsheet"
    OLE = "application/x-ole-storage"  # Word, Excel and PowerPoint before 2007
    PNG = "image/png"
    JPEG = "image/jpeg"
    WEBP = "image/webp"
    TEXT = "text/plain"
    P7S = "application/pkcs7-signature"
    ASICE = "application/vnd.etsi.asic-e+zip"


UNPACKED_TIMES = 10  # a packed file opens into at most so many limits: a bomb opens into thousands

ENDINGS = {
    FileKind.PDF: ("pdf",),
    FileKind.DOCX: ("docx",),
    FileKind.XLSX: ("xlsx",),
    FileKind.PPTX: ("pptx",),
    FileKind.ODT: ("odt",),
    FileKind.ODS: ("ods",),
    FileKind.OLE: ("doc", "xls", "ppt"),
    FileKind.PNG: ("png",),
    FileKind.JPEG: ("jpg", "jpeg"),
    FileKind.WEBP: ("webp",),
    FileKind.TEXT: ("txt", "csv", "md", "ics"),
    FileKind.P7S: ("p7s", "p7m"),
    FileKind.ASICE: ("asice", "asics", "sce"),
}


@dataclass(frozen=True, slots=True)
class FileFacts:
    """An uploaded file: its name, size in bytes, what it is by content (None: unknown), and the limit in bytes.

    `takes` are the kinds that its field takes; empty: all of them. `unpacked` are the bytes of a packed file (DOCX, XLSX, ASiC-E)
    when it is opened; 0: it is not packed.
    """

    name: str
    size: int
    kind: FileKind | None
    limit: int
    takes: tuple[FileKind, ...] = ()
    unpacked: int = 0


def why_not_attach(file: FileFacts) -> Refusal | None:
    """Say why a file cannot be attached: empty, too large, of an unknown kind, misnamed, not of a kind taken here, or a bomb.

    Source: the house rule on uploads (docs/how-to/files.md): kinds are judged by content, names must agree with it.
    """
    megabyte = 1024 * 1024
    if file.size == 0:
        return _refusal("file_empty", gettext_noop("The file “%(name)s” is empty: it has no bytes."), file)
    if file.size > file.limit:
        return Refusal(
            code="file_too_large",
            title=gettext_noop("The file was not taken"),
            sentence=gettext_noop("The file “%(name)s” has %(size)s MB; at most %(limit)s MB are taken."),
            source=gettext_noop("Setting of this installation"),
            facts={"name": file.name, "size": _rounded(file.size, megabyte), "limit": file.limit // megabyte},
            advice=gettext_noop("Make the file smaller, or divide it into parts."),
        )
    return _why_not_kind(file)


def _why_not_kind(file: FileFacts) -> Refusal | None:
    if file.kind is None:
        return _refusal(
            "file_unknown",
            gettext_noop("The file “%(name)s” is neither a document, a table, a picture nor plain text."),
            file,
        )
    ending = file.name.rpartition(".")[2].lower()
    if ending not in ENDINGS[file.kind]:
        return _refusal(
            "file_misnamed",
            gettext_noop("The name “%(name)s” tells another kind of file than its content: the content is %(kind)s."),
            file,
        )
    if file.takes and file.kind not in file.takes:
        return _refusal(
            "file_not_taken_here",
            gettext_noop("The file “%(name)s” is of a kind that is not taken here: the content is %(kind)s."),
            file,
        )
    if file.unpacked > file.limit * UNPACKED_TIMES:
        return _refusal(
            "file_bomb",
            gettext_noop(
                "The file “%(name)s” would take %(unpacked)s MB when it is opened; whole ones take a fraction of it."
            ),
            file,
            unpacked=_rounded(file.unpacked, 1024 * 1024),
        )
    return None


def _rounded(size: int, unit: int) -> int:
    """Round up: a file over the limit never shows a size equal to it."""
    return -(-size // unit)


def _refusal(code: str, sentence: str, file: FileFacts, **facts: object) -> Refusal:
    kinds = ", ".join(ENDINGS[kind][0].upper() for kind in file.takes)
    return Refusal(
        code=code,
        title=gettext_noop("The file was not taken"),
        sentence=sentence,
        source=gettext_noop("Setting of this installation"),
        facts={"name": file.name, "kind": file.kind.name if file.kind else "", "kinds": kinds, **facts},
        advice=gettext_noop("Here these kinds are taken: %(kinds)s.")
        if kinds
        else gettext_noop("Attach PDF, DOCX, XLSX, PPTX, ODT, ODS, DOC, XLS, PNG, JPG or TXT."),
    )
