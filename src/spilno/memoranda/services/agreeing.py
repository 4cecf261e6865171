"""Acts of agreeing: put a text to the parties, answer it, write the next version, put it aside."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from spilno.accounts.models import User
from spilno.documents.models import Document
from spilno.documents.services import freeze
from spilno.journal.services import record
from spilno.memoranda.gateways.files import memorandum_pdf
from spilno.memoranda.models import Approval, Memorandum, Party, Version
from spilno.memoranda.queries.texts import on_the_table, paragraphs_of, terms_of
from spilno.memoranda.rules.agreement import AnswerFacts, why_not_answer, why_not_next_version, why_not_send
from spilno.memoranda.rules.canonical import hash_of
from spilno.memoranda.rules.text import content_of
from spilno.memoranda.services.telling import tell_parties
from spilno.organisations.queries import our_association
from spilno.statute.rules.refusal import refuse


def locked(memorandum: Memorandum) -> Memorandum:
    """Return the memorandum locked to the end of the transaction: all its acts happen one after another."""
    return Memorandum.objects.select_for_update().get(pk=memorandum.pk)


@transaction.atomic
def send(memorandum: Memorandum, *, note: str = "", by: User | None) -> Version:
    """Put the draft to the parties: the text is frozen with its SHA-256, each party is told.

    Raises RuleBroken when something that parties sign is missing, or no draft is on the table.
    """
    memorandum = locked(memorandum)
    version = on_the_table(memorandum) or Version(state="", number=0)
    terms = terms_of(version)
    note = note.strip() or version.note
    refuse(why_not_send(terms, state=version.state, note=note, needs_note=version.number > 1))
    version.body = content_of(terms)
    version.sha256 = hash_of(version.body)
    version.note, version.state, version.sent_at = note, Version.State.SENT, timezone.now()
    version.save()
    _move(memorandum, Memorandum.State.AGREEING)
    record("memorandum.sent", memorandum, by=by, facts={"version": version.number, "sha256": version.sha256})
    with override("uk"):
        tell_parties(
            memorandum,
            subject=_("Please answer the text of memorandum no. %(number)d") % {"number": memorandum.number},
            text=_(
                "%(title)s\n\nVersion %(version)d of the text is with the parties. Read it and approve it, or refuse it with "
                "remarks.\n%(note)s\nSHA-256 of the text: %(sha256)s"
            )
            % {"title": memorandum.title_uk, "version": version.number, "note": note, "sha256": version.sha256},
            by=by,
        )
    return version


def _move(memorandum: Memorandum, state: str) -> None:
    """The state of a memorandum in force does not move: another text is on the table beside it."""
    if memorandum.signed_on is None:
        memorandum.state = state
        memorandum.save(update_fields=["state"])


@transaction.atomic
def answer(party: Party, *, sha256: str, agreed: bool, remarks: str = "", ground: str = "", by: User) -> Approval:
    """Answer the text that the party saw, known by its SHA-256: approve it, or refuse it with remarks.

    `ground` is a council's decision that agreed the draft. When the last party approves, the PDF is frozen for signing. Raises
    RuleBroken when another text is on the table now, or the party answered already.
    """
    memorandum = locked(party.memorandum)
    version = on_the_table(memorandum)
    refuse(
        why_not_answer(
            AnswerFacts(
                version_state=version.state if version else "",
                seen_sha256=sha256,
                sha256=version.sha256 if version else "",
                is_party=party.memorandum_id == memorandum.pk,
                answered=version is not None and version.approvals.filter(party=party).exists(),
                withdrew=party.withdrew_on is not None,
                agreed=agreed,
                remarks=remarks,
            )
        )
    )
    if version is None:  # refused above; said once more for the checker of types
        raise Version.DoesNotExist
    made = Approval.objects.create(
        version=version, party=party, sha256=sha256, agreed=agreed, remarks=remarks.strip(), ground=ground.strip(),
        by=by.pk, by_name=str(getattr(by, "person", "") or ""),
    )  # fmt: skip
    record(
        "memorandum.approved" if agreed else "memorandum.refused",
        memorandum,
        by=by,
        ground=ground.strip(),
        facts={"party": party.organisation_id, "sha256": sha256},
    )
    if agreed:
        _agreed_by_all(memorandum, made.version, by=by)
    else:
        _tell_of_remarks(memorandum, made, by=by)
    return made


def _agreed_by_all(memorandum: Memorandum, version: Version, *, by: User | None) -> None:
    standing = memorandum.parties.filter(withdrew_on__isnull=True)
    if standing.exclude(approvals__version=version, approvals__agreed=True).exists():
        return
    terms = terms_of(version)
    association = our_association()
    version.document = freeze(
        kind=Document.Kind.OTHER,
        format=Document.Format.PDF,
        content=memorandum_pdf(terms, paragraphs_of(version), sha256=version.sha256, number=memorandum.number),
        number=str(memorandum.number),
        date=None,
        title=f"{memorandum.title_uk} (редакція {version.number})",
        about=memorandum,
        public=False,
        by=by,
    )
    version.state = Version.State.AGREED
    version.save(update_fields=["document", "state"])
    _move(memorandum, Memorandum.State.AGREED)
    facts: dict[str, Any] = {"version": version.number, "sha256": version.sha256, "pdf": version.document.sha256}
    record("memorandum.agreed", memorandum, by=by, facts=facts)
    with override("uk"):
        tell_parties(
            memorandum,
            subject=_("Memorandum no. %(number)d is agreed by all and waits for signatures")
            % {"number": memorandum.number},
            text=_(
                "%(title)s\n\nAll parties approved the same text. Sign the frozen PDF with a qualified signature and upload the "
                "signature, or send the scan of the paper to %(association)s."
            )
            % {"title": memorandum.title_uk, "association": association or ""},
            by=by,
        )


def _tell_of_remarks(memorandum: Memorandum, made: Approval, *, by: User | None) -> None:
    with override("uk"):
        tell_parties(
            memorandum,
            subject=_("Remarks to the text of memorandum no. %(number)d") % {"number": memorandum.number},
            text=_("%(party)s did not approve version %(version)d of the text:\n\n%(remarks)s")
            % {"party": made.party.organisation.name_uk, "version": made.version.number, "remarks": made.remarks},
            by=by,
        )


@transaction.atomic
def write_next(memorandum: Memorandum, *, by: User | None) -> Version:
    """Begin the next version from the one that parties saw; their answers stay with the one that they answered."""
    memorandum = locked(memorandum)
    before = on_the_table(memorandum)
    refuse(why_not_next_version(state=before.state if before else "", memorandum_state=memorandum.state))
    previous = memorandum.versions.get(pk=before.pk if before else 0)
    previous.state = Version.State.REPLACED
    previous.save(update_fields=["state"])
    version = begin_version(memorandum, previous, reason=Version.Reason.REMARKS, by=by)
    _move(memorandum, Memorandum.State.DRAFT)
    record("memorandum.version_begun", memorandum, by=by, facts={"version": version.number, "after": previous.number})
    return version


def begin_version(memorandum: Memorandum, previous: Version, *, reason: str, by: User | None) -> Version:
    """Copy a text as the next draft; what was composed of it is composed anew when it is sent."""
    body = {key: value for key, value in previous.body.items() if key != "text"}
    return Version.objects.create(
        memorandum=memorandum,
        number=memorandum.versions.latest("number").number + 1,
        reason=reason,
        body=body,
        created_by=by.pk if by else None,
    )


@transaction.atomic
def put_aside(memorandum: Memorandum, *, reason: str, by: User | None) -> Memorandum:
    """Put the text on the table aside: a first one leaves the memorandum not concluded, a later one leaves it in force as it is."""
    memorandum = locked(memorandum)
    version = on_the_table(memorandum)
    refuse(why_not_next_version(state="sent" if version else "", memorandum_state=memorandum.state))
    memorandum.versions.filter(pk=version.pk if version else 0).update(state=Version.State.DROPPED)
    _move(memorandum, Memorandum.State.ABANDONED)
    record(
        "memorandum.put_aside",
        memorandum,
        by=by,
        ground=reason.strip(),
        facts={"version": version.number if version else 0},
    )
    return memorandum
