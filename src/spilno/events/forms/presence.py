"""Shapes of input about attendance: a mark, a platform's list, the share that a certificate asks for."""

import csv
import io
import re

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from spilno.events.models import Attendance
from spilno.events.rules.presence import PlatformRow

MOST_ROWS = 5000
MOST_BYTES = 2 * 1024 * 1024
NAMES = re.compile(r"^(name|full ?name|user ?name|participant|ім.?я|піб|учасник|прізвище|name \(.*\))", re.IGNORECASE)
MAILS = re.compile(r"mail|пошт", re.IGNORECASE)
MINUTES = re.compile(r"minut|duration|тривал|хвилин", re.IGNORECASE)
STATES = [("", pgettext_lazy("attendance", "not marked")), *Attendance.State.choices]


class ShareForm(forms.Form):
    percent = forms.IntegerField(
        label=_("Share of the counted sessions, per cent"),
        help_text=_("100 means that all of them must be attended."),
        min_value=1,
        max_value=100,
        widget=forms.NumberInput(attrs={"class": "input input--short", "inputmode": "numeric"}),
    )


class PlatformForm(forms.Form):
    """A list as the platform gives it: a CSV file, or its text when it is taken after the preview."""

    file = forms.FileField(
        label=_("The platform's list, CSV"),
        help_text=_("As Zoom, Meet or Teams give it: a column of names or addresses, and minutes if there are any."),
        required=False,
        widget=forms.FileInput(attrs={"class": "input", "accept": ".csv,.txt,text/csv"}),
    )
    text = forms.CharField(required=False, max_length=MOST_BYTES, widget=forms.HiddenInput)
    at_least = forms.IntegerField(
        label=_("At least so many minutes"),
        help_text=_("Who was in the room for less is not marked."),
        initial=30,
        min_value=0,
        max_value=1440,
        widget=forms.NumberInput(attrs={"class": "input input--short", "inputmode": "numeric"}),
    )

    def clean(self):
        """Read the lines; a file that is no list gets its sentence."""
        cleaned = super().clean()
        file = cleaned.get("file")
        if file is not None and file.size > MOST_BYTES:
            raise forms.ValidationError(gettext("The list was not read: it is larger than 2 MB."))
        text = _text(file.read()) if file is not None else cleaned.get("text", "")
        if text is None:
            raise forms.ValidationError(gettext("The list was not read: it is not a text in UTF-8 or Windows-1251."))
        rows = rows_in(text)
        if not rows:
            raise forms.ValidationError(
                gettext(
                    "The list was not read: no column of names or addresses in it. Save it as CSV with its heading."
                )
            )
        if len(rows) > MOST_ROWS:
            raise forms.ValidationError(gettext("The list was not read: it has more than 5,000 lines."))
        cleaned["text"], cleaned["rows"] = text, rows
        return cleaned


def _text(content: bytes) -> str | None:
    for encoding in ("utf-8-sig", "utf-16" if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8", "cp1251"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\x00" in text else text
    return None


def rows_in(text: str) -> list[PlatformRow]:
    """Read the lines of a platform's list; what stands before the heading is passed over; empty: it is no list."""
    lines = text.replace("\r\n", "\n").split("\n")
    for start, line in enumerate(lines[:30]):
        delimiter = max(",;\t", key=line.count)
        heads = next(csv.reader([line], delimiter=delimiter), [])
        name, mail = _column(heads, NAMES), _column(heads, MAILS)
        if name is None and mail is None:
            continue
        length = _column(heads, MINUTES)
        found = []
        for number, cells in enumerate(
            csv.reader(io.StringIO("\n".join(lines[start + 1 :])), delimiter=delimiter), start + 2
        ):
            row = PlatformRow(number, _cell(cells, name), _cell(cells, mail).casefold(), _minutes(_cell(cells, length)))
            if row.name or row.email:
                found.append(row)
        return found
    return []


def _column(heads: list[str], words: re.Pattern[str]) -> int | None:
    return next((place for place, head in enumerate(heads) if words.search(head.strip())), None)


def _cell(cells: list[str], place: int | None) -> str:
    return re.sub(r"\s*\(.*\)$", "", cells[place].strip())[:200] if place is not None and place < len(cells) else ""


def _minutes(cell: str) -> int | None:
    clock = re.match(r"^(?:(\d+):)?(\d{1,2}):(\d{2})$", cell)
    if clock:
        return int(clock[1] or 0) * 60 + int(clock[2]) if clock[1] else int(clock[2])
    spoken = re.match(r"^(?:(\d+) ?(?:h|г)\w*)? ?(?:(\d+) ?(?:m|хв)\w*)?(?: ?\d+ ?(?:s|с)\w*)?$", cell)
    if spoken and (spoken[1] or spoken[2]):
        return int(spoken[1] or 0) * 60 + int(spoken[2] or 0)
    return int(cell) if cell.isdecimal() and len(cell) < 6 else None
