"""Tables that people upload: XLSX, CSV, TSV in the encodings that offices use; read by rows, within bounds."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import IO, Any

from django.conf import settings

from spilno.statute.rules.refusal import Refusal, RuleBroken, gettext_noop

WIDEST = 60  # cells of a row that are looked at
MAX_UNPACKED = 250 * 1024 * 1024  # what a workbook may hold when unpacked
MAX_RATIO = 200  # how much smaller the packed workbook may be: more is a bomb, not a table
LONGEST_CELL = 10_000
HEADER_WITHIN = 30  # lines above the header: titles, numbers of orders
CHUNK = 1024 * 1024
NEVER_IN_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
APOSTROPHES = str.maketrans("’ʼ`", "'''")


def rows_of(file: IO[bytes], name: str, *, most: int | None = None) -> Iterator[list[str]]:
    """Yield the rows of a table as texts, each cell stripped, from XLSX, CSV (`;` `,` tab) or TSV.

    What kind of file it is, its first bytes tell, not its name. Raises RuleBroken with a sentence for a person: empty,
    not a table, another encoding, more rows than `settings.MAX_IMPORT_ROWS` or than `most` of this register.
    """
    file.seek(0, io.SEEK_END)
    if file.tell() == 0:
        raise _broken("table_empty", gettext_noop("The file %(name)s is empty."), name=name)
    file.seek(0)
    head = file.read(8)
    file.seek(0)
    if head.startswith(b"PK"):
        return _bounded(_workbook(file, name), name, most)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise _broken(
            "table_old_excel",
            gettext_noop("The file %(name)s is an old Excel workbook (XLS)."),
            advice=gettext_noop("Save it as XLSX or CSV and upload it again."),
            name=name,
        )
    return _bounded(_text(file, name), name, most)


def _place_of(starts: Sequence[str], titles: Sequence[str]) -> int:
    """Return the place of the first title that begins so, whatever sign its apostrophe is; -1: there is none."""
    plain = tuple(start.translate(APOSTROPHES) for start in starts)
    return next((place for place, title in enumerate(titles) if title.startswith(plain)), -1)


def find_header(
    rows: Iterator[list[str]], columns: Mapping[str, Sequence[str]], name: str
) -> tuple[dict[str, int], int, list[str]]:
    """Read up to the header; return the place of each column, the number of the header's line, and the header.

    `columns` names for each column the beginnings of its titles, in small letters; one whose key ends in «?» may lack.
    Raises RuleBroken that tells which columns were expected and which were found.
    """
    best: tuple[int, list[str]] = (0, [])
    for number, row in enumerate(rows, 1):
        titles = [" ".join(cell.casefold().translate(APOSTROPHES).split()) for cell in row]
        found = {key.rstrip("?"): place for key, starts in columns.items() if (place := _place_of(starts, titles)) >= 0}
        if all(key.endswith("?") or key in found for key in columns):
            return found, number, row
        if len(found) > best[0] or (any(row) and not best[1]):
            best = (len(found), row)
        if number >= HEADER_WITHIN:
            break
    raise _broken(
        "table_columns",
        gettext_noop(
            "The columns of %(name)s are not those of this register. Expected: %(expected)s. Found: %(found)s."
        ),
        advice=gettext_noop("Check that the file is the right one, and that the line with titles of columns is in it."),
        name=name,
        expected=", ".join(f"«{starts[0]}»" for key, starts in columns.items() if not key.endswith("?")),
        found=", ".join(f"«{cell[:40]}»" for cell in best[1][:12] if cell) or "—",
    )


def _bounded(rows: Iterator[list[str]], name: str, most: int | None) -> Iterator[list[str]]:
    limit = min(settings.MAX_IMPORT_ROWS, most or settings.MAX_IMPORT_ROWS)
    for number, row in enumerate(rows, 1):
        if number > limit:
            raise _broken(
                "table_long",
                gettext_noop("The file %(name)s has more than %(limit)d rows."),
                advice=gettext_noop("Check that it is the right file, or divide it.")
                if limit == most
                else gettext_noop("Divide it, or raise the limit of the installation (SPILNO_MAX_IMPORT_ROWS)."),
                name=name,
                limit=limit,
            )
        yield row


def _workbook(file: IO[bytes], name: str) -> Iterator[list[str]]:
    unreadable = _broken(
        "table_not_workbook",
        gettext_noop("The file %(name)s is not an Excel workbook that can be read."),
        advice=gettext_noop("Open it, save it as XLSX or CSV, and upload it again."),
        name=name,
    )
    try:
        with zipfile.ZipFile(file) as archive:
            sizes = [(entry.file_size, entry.compress_size) for entry in archive.infolist()]
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError) as problem:
        raise unreadable from problem
    unpacked = sum(size for size, _ in sizes)
    packed = sum(size for _, size in sizes) or 1
    if unpacked > MAX_UNPACKED or len(sizes) > 2000 or (unpacked > CHUNK and unpacked / packed > MAX_RATIO):
        raise _broken(
            "table_bomb",
            gettext_noop("The file %(name)s unpacks to %(megabytes)d MB: it was not opened."),
            advice=gettext_noop("Save the table anew as XLSX or CSV and upload it again."),
            name=name,
            megabytes=unpacked // CHUNK,
        )
    if "xl/workbook.xml" not in names:
        raise unreadable
    file.seek(0)
    try:
        from openpyxl import load_workbook  # noqa: PLC0415 - heavy, and rarely needed

        book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # the announced size may be wrong
        for row in sheet.iter_rows(values_only=True):
            yield [_cell(value) for value in row[:WIDEST]]
        book.close()
    except RuleBroken:
        raise
    except Exception as problem:  # openpyxl raises many kinds for a broken workbook
        raise unreadable from problem


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value)[:LONGEST_CELL].strip()


def _text(file: IO[bytes], name: str) -> Iterator[list[str]]:
    encoding = _encoding(file, name)
    file.seek(0)
    wrapped = io.TextIOWrapper(file, encoding=encoding, newline="")
    try:
        sample = wrapped.read(20_000)
        wrapped.seek(0)
        delimiter = max(";\t,", key=sample.count)
        for row in csv.reader(wrapped, delimiter=delimiter):
            yield [cell[:LONGEST_CELL].strip() for cell in row[:WIDEST]]
    except (csv.Error, UnicodeDecodeError) as problem:
        raise _broken(
            "table_text",
            gettext_noop("The file %(name)s cannot be read as a table."),
            advice=gettext_noop("Save it as CSV in UTF-8, or as XLSX, and upload it again."),
            name=name,
        ) from problem
    finally:
        with suppress(ValueError):  # the caller may have closed the file before the last row
            wrapped.detach()


def _encoding(file: IO[bytes], name: str) -> str:
    """Tell the encoding: UTF-8 when all of it is, UTF-16 by its mark, windows-1251 when it gives Ukrainian words."""
    sample = file.read(200_000)
    file.seek(0)
    if sample[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return "utf-16"
    if NEVER_IN_TEXT.search(sample):
        raise _broken(
            "table_not_text",
            gettext_noop(
                "The file %(name)s is no table: it is neither an Excel workbook nor text, whatever its name tells."
            ),
            advice=gettext_noop("Open the table in Excel, save it as XLSX or CSV, and upload that file."),
            name=name,
        )
    if _decodes(file, "utf-8-sig"):
        return "utf-8-sig"
    text = sample.decode("cp1251", errors="replace")
    letters = [letter for letter in text if ord(letter) > 127]
    ukrainian = sum(
        letter in "абвгґдеєжзиіїйклмнопрстуфхцчшщьюяАБВГҐДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЬЮЯ’«»–—№" for letter in letters
    )
    if letters and ukrainian / len(letters) > 0.9:
        return "cp1251"
    raise _broken(
        "table_encoding",
        gettext_noop("The letters of %(name)s are in an encoding that is not known."),
        advice=gettext_noop("Save the file as CSV in UTF-8, or as XLSX, and upload it again."),
        name=name,
    )


def _decodes(file: IO[bytes], encoding: str) -> bool:
    wrapped = io.TextIOWrapper(file, encoding=encoding)
    try:
        while chunk := wrapped.read(CHUNK):
            if "\x00" in chunk:
                return False
    except UnicodeDecodeError:
        return False
    finally:
        wrapped.detach()
    return True


def _broken(code: str, sentence: str, *, advice: str = "", **facts: Any) -> RuleBroken:
    return RuleBroken(
        Refusal(
            code=code,
            title=gettext_noop("The file was not read"),
            sentence=sentence,
            source=gettext_noop("An import reads XLSX, CSV and TSV"),
            advice=advice or gettext_noop("Choose another file."),
            facts=facts,
        )
    )
