"""Letters to the parties of a memorandum."""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from spilno.accounts.models import User
from spilno.memoranda.models import Measure, Memorandum, Party
from spilno.memoranda.queries.people import mail_of
from spilno.notices.models import Notice
from spilno.notices.services import Addressee, post_notice
from spilno.undertakings.models import Report, Undertaking


@transaction.atomic
def tell_parties(
    memorandum: Memorandum,
    *,
    subject: str,
    text: str,
    by: User | None,
    only: Collection[int] | None = None,
    official: bool = True,
) -> Notice | None:
    """Post a notice to every party that did not withdraw, or to those of them whose keys are in `only`; None: there is none.

    The journal has the notice's own line.
    """
    parties = memorandum.parties.filter(withdrew_on__isnull=True).select_related("organisation", "signatory", "contact")
    to = [_addressee(party) for party in parties if only is None or party.pk in only]
    if not to:
        return None
    kind = Notice.Kind.OTHER if official else Notice.Kind.DUTY
    return post_notice(kind=kind, subject=subject, text=text, to=to, about=memorandum, official=official, by=by)


def _addressee(party: Party) -> Addressee:
    return Addressee(
        name=party.organisation.name_uk,
        address=mail_of(party),
        recipient_type="organisations.organisation",
        recipient_id=str(party.organisation_id),
    )


def tell_of_plan(memorandum: Memorandum, year: int, *, waits: Collection[int], by: User) -> None:
    """Tell the parties that have not confirmed the plan of a year that it waits for them; nobody waits: tell all that it binds."""
    words = {"number": memorandum.number, "year": year, "title": memorandum.title_uk}
    with override("uk"):
        if waits:
            subject = _("The plan of %(year)d under memorandum no. %(number)d waits for your side") % words
            text = _(
                "%(title)s\n\nAnother side confirmed the plan of %(year)d. Read it and confirm exactly what you see, or change it."
            )
        else:
            subject = _("The plan of %(year)d under memorandum no. %(number)d binds") % words
            text = _("%(title)s\n\nAll sides confirmed the same plan of %(year)d: each line is an undertaking now.")
        tell_parties(memorandum, subject=subject, text=text % words, by=by, only=waits or None)


def tell_of_report(undertaking: Undertaking, report: Report, by: User) -> None:
    """Tell the other sides that a report waits for them, or the side that reported how it was answered."""
    measure = (
        Measure.objects.select_related("agreed_area__memorandum", "party__organisation")
        .filter(undertaking=undertaking)
        .first()
    )
    if measure is None:
        return
    memorandum: Memorandum = measure.agreed_area.memorandum
    words = {
        "number": undertaking.number, "memorandum": memorandum.number, "what": undertaking.what,
        "party": measure.party.organisation.name_uk, "text": report.text, "answer": report.answer,
    }  # fmt: skip
    with override("uk"):
        if report.accepted is None:
            only = set(memorandum.parties.exclude(pk=measure.party_id).values_list("pk", flat=True))
            subject = _("A report under memorandum no. %(memorandum)d waits for your side") % words
            text = _("%(party)s reported undertaking no. %(number)d as done.\n\n%(what)s\n\n%(text)s") % words
        else:
            only = {measure.party_id}
            if report.accepted:
                subject = _("The report on undertaking no. %(number)d was accepted") % words
                text = _("%(what)s\n\nThe other side accepted the report: it is done.\n%(answer)s") % words
            else:
                subject = _("The report on undertaking no. %(number)d was returned") % words
                text = _("%(what)s\n\nThe other side returned the report with a reason:\n\n%(answer)s") % words
        tell_parties(memorandum, subject=subject, text=text, by=by, only=only, official=False)
