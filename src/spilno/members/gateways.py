"""Files from outside: rows of XLSX and CSV as plain text."""

import csv
from collections.abc import Iterator
from io import BytesIO, StringIO
from itertools import islice
from typing import IO
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

MOST_COLUMNS = 50
MOST_UNPACKED = 60 * 1024 * 1024


class Unreadable(ValueError):  # noqa: N818 - the word of the house
    """The file cannot be read as a table."""


def table_rows(file: IO[bytes], name: str, *, most: int) -> list[list[str]]:
    """Return the rows of the first sheet as text, at most `most` and one more, so that too many can be told.

    Raises Unreadable when it is not a table of its kind.
    """
    rows = _xlsx(file) if name.lower().endswith(".xlsx") else _csv(file)
    return list(islice(rows, most + 1))


def _xlsx(file: IO[bytes]) -> Iterator[list[str]]:
    try:
        _not_a_bomb(file)
        book = load_workbook(BytesIO(file.read()), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        for row in sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True):
            yield ["" if cell is None else str(cell).strip() for cell in row]
    except (BadZipFile, InvalidFileException, KeyError, IndexError, OSError, ValueError, SyntaxError) as error:
        raise Unreadable from error


def _not_a_bomb(file: IO[bytes]) -> None:
    """A small archive may unpack into gigabytes: look at the sizes it declares before unpacking."""
    with ZipFile(file) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > MOST_UNPACKED:
            raise BadZipFile
    file.seek(0)


def _csv(file: IO[bytes]) -> Iterator[list[str]]:
    content = file.read()
    for encoding in ("utf-8-sig", "cp1251"):
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise Unreadable
    if "\x00" in text:
        raise Unreadable
    heading = text.split("\n", 1)[0]
    delimiter = max(";,\t", key=heading.count)
    try:
        for row in csv.reader(StringIO(text), delimiter=delimiter):
            yield [cell.strip() for cell in row[:MOST_COLUMNS]]
    except csv.Error as error:
        raise Unreadable from error
