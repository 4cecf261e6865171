"""The act of entering a memorandum that its parties signed before it was kept here."""

from dataclasses import replace
from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from spilno.accounts.models import User
from spilno.documents.gateways.files import Upload, receive
from spilno.documents.models import Document
from spilno.documents.rules.files import FileFacts, FileKind, why_not_attach
from spilno.documents.rules.words import day_in_words
from spilno.documents.services import freeze
from spilno.journal.services import record
from spilno.memoranda.models import Memorandum, Signing, Version
from spilno.memoranda.queries.texts import on_the_table, terms_of
from spilno.memoranda.rules.entering import Entering, why_not_enter
from spilno.memoranda.rules.signing import first_and_last_day
from spilno.memoranda.rules.text import terms_as_values
from spilno.memoranda.services.agreeing import locked
from spilno.memoranda.services.drafting import mirror
from spilno.memoranda.services.telling import tell_parties
from spilno.statute.rules.refusal import refuse


@transaction.atomic
def enter_signed(memorandum: Memorandum, *, on: date, number: str, scan: Upload, by: User | None) -> Memorandum:
    """Enter a draft as concluded on a day by the paper whose scan is given: the scan is the text, its SHA-256 the hash.

    Parties, purpose, areas and term are those of the draft; its clauses are left out, because the paper has its own. Raises
    RuleBroken when parties saw a text here, something is missing, the day is impossible, or the file is no PDF.
    """
    memorandum = locked(memorandum)
    version = on_the_table(memorandum) or Version(state="", number=0)
    terms = replace(terms_of(version), clauses=())
    limit = settings.MAX_UPLOAD_BYTES
    received = receive(scan, limit=limit)
    refuse(why_not_attach(FileFacts(received.name, received.size, received.kind, limit, (FileKind.PDF,))))
    is_pdf = received.kind == FileKind.PDF
    refuse(why_not_enter(terms, Entering(version.state, version.number, on, timezone.localdate(), is_pdf)))
    version.document = freeze(
        kind=Document.Kind.OTHER,
        format=Document.Format.PDF,
        content=received.content or b"",
        number=number.strip()[:50] or str(memorandum.number),
        date=on,
        title=memorandum.title_uk[:300],
        about=memorandum,
        public=memorandum.public,
        by=by,
    )
    version.reason, version.state, version.signed_on = Version.Reason.ENTERED, Version.State.SIGNED, on
    version.body, version.sha256 = terms_as_values(terms), version.document.sha256
    version.save()
    keeper = by.pk if by else None
    Signing.objects.bulk_create(
        Signing(version=version, party=party, on=on, way=Signing.Way.PAPER, by=keeper)
        for party in memorandum.parties.all()
    )
    memorandum.parties.update(signed_on=on)
    memorandum.starts_on, memorandum.ends_on = first_and_last_day(terms.term, on)
    memorandum.signed_on, memorandum.state = on, Memorandum.State.SIGNED
    memorandum.paper_number = number.strip()
    mirror(memorandum, terms)
    facts = {"on": on, "number": memorandum.paper_number, "until": memorandum.ends_on, "sha256": version.sha256}
    record("memorandum.entered", memorandum, by=by, facts=facts)
    _tell_of_it(memorandum, on=on, by=by)
    return memorandum


def _tell_of_it(memorandum: Memorandum, *, on: date, by: User | None) -> None:
    with override("uk"):
        tell_parties(
            memorandum,
            subject=_("Memorandum no. %(number)d was entered in the register") % {"number": memorandum.number},
            text=_(
                "%(title)s\n\nSigned on %(day)s, it was entered from the signed paper. Plans and reports are kept here now."
            )
            % {"title": memorandum.title_uk, "day": day_in_words(on)},
            by=by,
        )
