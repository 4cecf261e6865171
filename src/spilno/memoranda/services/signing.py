"""Acts of signing: an electronic signature under the frozen PDF, or one on paper with its scan."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from spilno.accounts.models import User
from spilno.documents.gateways.files import Upload
from spilno.documents.rules.files import FileKind
from spilno.documents.rules.words import day_in_words
from spilno.documents.services import attach, keep_signature, publish
from spilno.journal.services import record
from spilno.memoranda.models import Memorandum, Party, Signing, Version
from spilno.memoranda.queries.texts import on_the_table, terms_of
from spilno.memoranda.rules.signing import SigningFacts, day_of_signing, first_and_last_day, why_not_sign
from spilno.memoranda.services.agreeing import locked
from spilno.memoranda.services.drafting import mirror
from spilno.memoranda.services.telling import tell_parties
from spilno.statute.rules.refusal import refuse


@transaction.atomic
def sign_electronically(party: Party, file: Upload, *, by: User | None) -> Signing:
    """Keep the party's detached signature of the frozen PDF; the day is today's.

    Raises RuleBroken when the text is not agreed by all, the party signed it already, or the file signs something else.
    """
    memorandum, version = _to_sign(party, on=timezone.localdate(), on_paper=False, has_scan=False)
    if version.document is not None:
        keep_signature(
            version.document,
            file,
            role=f"party-{party.pk}",
            signer_name=str(party.signatory),
            signer_post=f"{party.post_uk}, {party.organisation.name_uk}"[:300],
            by=by,
        )
    return _sign(memorandum, version, party, on=timezone.localdate(), way=Signing.Way.ELECTRONIC, by=by)


@transaction.atomic
def sign_on_paper(party: Party, *, on: date, scan: Upload | None, by: User | None) -> Signing:
    """Record that the party signed on paper on a day; the scan is kept with the memorandum.

    Raises RuleBroken when the text is not agreed by all, signed by the party already, the day is impossible, or no scan came.
    """
    memorandum, version = _to_sign(party, on=on, on_paper=True, has_scan=scan is not None)
    if scan is not None:
        title = f"Підписаний примірник: {party.organisation.name_uk}"[:300]
        attach(scan, about=memorandum, title=title, public=False, by=by, takes=(FileKind.PDF,))
    return _sign(memorandum, version, party, on=on, way=Signing.Way.PAPER, by=by)


def _to_sign(party: Party, *, on: date, on_paper: bool, has_scan: bool) -> tuple[Memorandum, Version]:
    memorandum = locked(party.memorandum)
    version = on_the_table(memorandum)
    terms = terms_of(version or Version())
    refuse(
        why_not_sign(
            SigningFacts(
                version_state=version.state if version else "",
                is_party=party.memorandum_id == memorandum.pk,
                withdrew=party.withdrew_on is not None,
                signed=version is not None and version.signings.filter(party=party).exists(),
                on=on,
                today=timezone.localdate(),
                sent_on=timezone.localdate(version.sent_at) if version and version.sent_at else None,
                on_paper=on_paper,
                has_scan=has_scan,
            ),
            terms.term,
        )
    )
    return memorandum, memorandum.versions.select_related("document").get(pk=version.pk if version else 0)


def _sign(memorandum: Memorandum, version: Version, party: Party, *, on: date, way: str, by: User | None) -> Signing:
    made = Signing.objects.create(version=version, party=party, on=on, way=way, by=by.pk if by else None)
    record(
        "memorandum.party_signed",
        memorandum,
        by=by,
        facts={
            "party": party.organisation_id,
            "version": version.number,
            "on": on,
            "way": way,
            "sha256": version.sha256,
        },
    )
    waiting = memorandum.parties.filter(withdrew_on__isnull=True).exclude(signings__version=version)
    if not waiting.exists():
        _take_effect(memorandum, version, by=by)
    return made


def _take_effect(memorandum: Memorandum, version: Version, *, by: User | None) -> None:
    """All have signed: the text is in force from its day, the one before it is replaced."""
    terms = terms_of(version)
    signed_on = day_of_signing([signing.on for signing in version.signings.all()])
    memorandum.versions.filter(state=Version.State.SIGNED).update(state=Version.State.REPLACED)
    version.state, version.signed_on = Version.State.SIGNED, signed_on
    version.save(update_fields=["state", "signed_on"])
    first = memorandum.signed_on is None
    if first:
        memorandum.starts_on, memorandum.ends_on = first_and_last_day(terms.term, signed_on)
        memorandum.signed_on, memorandum.state = signed_on, Memorandum.State.SIGNED
        for signing in version.signings.all():
            memorandum.parties.filter(pk=signing.party_id).update(signed_on=signing.on)
    else:
        memorandum.ends_on = terms.term.ends_on if not terms.term.years else _same_term(memorandum, version, signed_on)
    mirror(memorandum, terms)
    if memorandum.public and version.document is not None:
        publish(version.document, by=by)
    record(
        "memorandum.signed" if first else "memorandum.changed",
        memorandum,
        by=by,
        facts={"version": version.number, "on": signed_on, "until": memorandum.ends_on, "sha256": version.sha256},
    )
    with override("uk"):
        tell_parties(
            memorandum,
            subject=_("Memorandum no. %(number)d is signed by all parties") % {"number": memorandum.number},
            text=_("%(title)s\n\nThe day of the memorandum is that of the last signature: %(day)s.")
            % {"title": memorandum.title_uk, "day": day_in_words(signed_on)},
            by=by,
        )


def _same_term(memorandum: Memorandum, version: Version, signed_on: date) -> date | None:
    """Return the last day after a change: a change that says the same years moves nothing, a renewal counts them anew."""
    if version.reason != Version.Reason.RENEWAL:
        return memorandum.ends_on
    return first_and_last_day(terms_of(version).term, signed_on)[1]
