"""A statement of learning in an edition as a paper: for a learner who did not finish, or for his personnel service."""

from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from spilno.credentials.rules.words import days_in_words
from spilno.documents.gateways.pdf import make_pdf
from spilno.documents.rules.words import day_in_words
from spilno.learning.models import Enrolment
from spilno.learning.queries.progress import modules_told
from spilno.learning.rules.volume import number

SHEET = Path(__file__).resolve().parent.parent / "data" / "statement.typ"


def statement_pdf(enrolment: Enrolment) -> bytes:
    """Set how a learner stands in an edition, module by module, in Ukrainian, as PDF/A-2a and PDF/UA-1; as it is today."""
    with override("uk"):
        edition, version = enrolment.edition, enrolment.edition.version
        manager = edition.manager
        values: dict[str, Any] = {
            "provider": edition.provider.name_uk,
            "name": enrolment.person.full_name,
            "post": ", ".join(part for part in (enrolment.post, enrolment.organisation.name_uk if enrolment.organisation else "") if part),
            "programme": version.title_uk,
            "volume": _("%(hours)s hours, ECTS credits: %(credits)s") % {"hours": version.hours, "credits": number(version.credits)},
            "edition": str(edition.number),
            "days": days_in_words(edition.starts_on, edition.ends_on),
            "day": day_in_words(timezone.localdate()),
            "number": f"{edition.number}/{enrolment.pk}",
            "state": str(enrolment.get_state_display()) + (f", {enrolment.completed_on:%d.%m.%Y}" if enrolment.completed_on else ""),
            "because": enrolment.because,
            "modules": [_module(row, over=bool(enrolment.result)) for row in modules_told(enrolment)],
            "signs_post": _("Head of the institution, or whom he authorised"),
            "signs_name": str(manager) if manager else "",
        }  # fmt: skip
        title = _("Statement of learning: %(name)s") % values
    return make_pdf(SHEET, values, title=title)


def _module(row: dict[str, Any], *, over: bool) -> dict[str, str]:
    done = _("completed") if row["completed"] else Enrolment.State.FAILED.label if over else _("not completed yet")
    return {
        "title": str(row["title"]),
        "attended": f"{row['attended']} з {row['sessions']}" if row["sessions"] else "–",
        "result": str(done) if row["required"] else f"{done} ({_('by choice')})",
    }
