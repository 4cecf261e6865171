"""The list of those registered as CSV and XLSX: a column for each question of the form."""

import csv
import io
from collections.abc import Iterable, Iterator

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from spilno.events.models import Event, Question, Registration

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def header(questions: Iterable[Question]) -> list[str]:
    """Return the titles of columns: what is known of everyone, then the questions in their order."""
    return [
        _("Number in the queue"),
        _("Family name"),
        _("Given name"),
        _("Patronymic"),
        _("Post"),
        _("Organisation"),
        _("Council"),
        "E-mail",
        _("Phone"),
        _("State"),
        _("Registered at"),
        *(question.label for question in questions),
    ]


def rows(registrations: Iterable[Registration], questions: Iterable[Question]) -> Iterator[list[str]]:
    """Yield a row of texts for each registration; an answer that was not asked is empty."""
    columns = [(str(question.pk), _words(question)) for question in questions]
    for one in registrations:
        cells = [
            str(one.queue),
            one.family_name,
            one.given_name,
            one.patronymic,
            one.post,
            one.organisation.name_uk if one.organisation else one.organisation_name,
            one.council.name_uk if one.council else "",
            one.email,
            one.phone,
            str(one.get_state_display()),
            f"{localtime(one.registered_at):%d.%m.%Y %H:%M}",
        ]
        for number, words in columns:
            given = one.answers.get(number, "")
            cells.append(", ".join(words.get(each, each) for each in (given if isinstance(given, list) else [given])))
        yield [_harmless(cell) for cell in cells]


def _words(question: Question) -> dict[str, str]:
    if question.kind == Question.Kind.YES_NO:
        return {"yes": _("yes"), "no": _("no")}
    return {str(choice["value"]): str(choice.get("uk") or choice["value"]) for choice in question.choices}


def _harmless(cell: str) -> str:
    """Keep a spreadsheet from taking what a person wrote for a formula."""
    return f"'{cell}" if cell.startswith(DANGEROUS) else cell


def as_csv(event: Event, registrations: Iterable[Registration]) -> bytes:
    """Return CSV as offices open it: UTF-8 with a mark, `;`."""
    questions = list(event.questions.all())
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow([_harmless(cell) for cell in header(questions)])
    writer.writerows(rows(registrations, questions))
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(event: Event, registrations: Iterable[Registration]) -> bytes:
    """Return a workbook; every cell is text, nothing in it is run."""
    from openpyxl import Workbook  # noqa: PLC0415 - heavy, and rarely needed

    questions = list(event.questions.all())
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Registered")[:31])
    sheet.append([_harmless(cell) for cell in header(questions)])
    for row in rows(registrations, questions):
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
