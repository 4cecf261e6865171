"""Acts of agreeing on a text: sent to review, reviewed, answered by the partners, sent to НАДС, agreed there."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from spilno.accounts.models import User
from spilno.documents.models import Document
from spilno.documents.services import freeze
from spilno.journal.services import record
from spilno.learning.gateways.programme import programme_pdf
from spilno.learning.models import Approval, Partner, Standard, StandardVersion
from spilno.learning.queries.standards import agreement_needed, on_the_table, text_of, version_before
from spilno.learning.queries.volumes import volume_of
from spilno.learning.rules.force import why_not_agreed, why_not_send
from spilno.learning.rules.programme import as_values
from spilno.learning.rules.standards import AnswerFacts, why_not_answer, why_not_decide_review, why_not_review
from spilno.learning.services.standards import locked
from spilno.learning.services.telling import tell_partners
from spilno.memoranda.rules.canonical import hash_of
from spilno.statute.rules.refusal import refuse

State = StandardVersion.State


def _table(standard: Standard) -> StandardVersion:
    """Return the version on the table; when there is none, an empty one, so that a rule says what is missing."""
    return on_the_table(standard) or StandardVersion(standard=standard, version=0, state="", credits=0, hours=0)


@transaction.atomic
def send_to_review(standard: Standard, *, by: User | None) -> StandardVersion:
    """Send the draft to another person to read. Raises RuleBroken when something is missing or a sum does not agree."""
    version = _table(locked(standard))
    refuse(
        why_not_review(
            version.state,
            text_of(version),
            partners=standard.partners.count(),
            note=version.note,
            needs_note=version.pk is not None and version_before(version) is not None,
            rule=volume_of(timezone.localdate()),
        )
    )
    version.state, version.sent_by = State.REVIEW, by.pk if by else None
    version.save(update_fields=["state", "sent_by"])
    record("standard.sent_to_review", standard, by=by, facts={"version": version.version})
    return version


@transaction.atomic
def return_from_review(standard: Standard, *, remarks: str, by: User) -> StandardVersion:
    """Return the text to its authors with remarks: it is a draft again."""
    version = _table(locked(standard))
    refuse(why_not_decide_review(version.state, own=version.sent_by == by.pk, returns=True, remarks=remarks))
    version.state, version.remarks = State.DRAFT, remarks.strip()
    version.save(update_fields=["state", "remarks"])
    record("standard.returned", standard, by=by, facts={"version": version.version})
    return version


@transaction.atomic
def put_to_partners(standard: Standard, *, by: User) -> StandardVersion:
    """End the review: the text is frozen with its SHA-256 and each partner is told. Raises RuleBroken for one's own text."""
    standard = locked(standard)
    version = _table(standard)
    refuse(why_not_decide_review(version.state, own=version.sent_by == by.pk, returns=False, remarks=""))
    version.body = as_values(text_of(version))
    version.sha256, version.state, version.remarks = hash_of(version.body), State.APPROVAL, ""
    version.save(update_fields=["body", "sha256", "state", "remarks"])
    record("standard.put_to_partners", standard, by=by, facts={"version": version.version, "sha256": version.sha256})
    with override("uk"):
        tell_partners(
            standard,
            subject=_("Please answer the text of the programme “%(title)s”") % {"title": version.title_uk[:200]},
            text=_(
                "Version %(version)d of the programme “%(title)s” was reviewed and waits for its partners. Read it and approve it, "
                "or return it with remarks.\n%(note)s\nSHA-256 of the text: %(sha256)s"
            )
            % {"version": version.version, "title": version.title_uk, "note": version.note, "sha256": version.sha256},
            by=by,
        )
    return version


@transaction.atomic
def answer(partner: Partner, *, sha256: str, agreed: bool, remarks: str = "", by: User) -> Approval:
    """Answer the text that the partner saw, known by its SHA-256: approve it, or return it with remarks.

    When the last partner approves, the PDF is frozen. Raises RuleBroken when another text is on the table now, or the partner
    answered already.
    """
    standard = locked(partner.standard)
    version = _table(standard)
    own = Approval.objects.filter(version=version.pk, organisation=partner.organisation_id, sha256=version.sha256)
    refuse(
        why_not_answer(
            AnswerFacts(
                state=version.state,
                seen_sha256=sha256,
                sha256=version.sha256,
                is_partner=standard.partners.filter(pk=partner.pk).exists(),
                answered=version.pk is not None and own.exists(),
                agreed=agreed,
                remarks=remarks,
            )
        )
    )
    made = Approval.objects.create(
        version=version, organisation=partner.organisation, sha256=sha256, agreed=agreed, remarks=remarks.strip(), at=timezone.now(), by=by.pk
    )  # fmt: skip
    facts = {"organisation": partner.organisation_id, "version": version.version, "sha256": sha256}
    record("standard.approved" if agreed else "standard.refused", standard, by=by, facts=facts)
    if agreed:
        _approved_by_all(standard, version, by=by)
    else:
        with override("uk"):
            words = {"partner": partner.organisation.name_uk, "title": version.title_uk, "version": version.version}
            tell_partners(
                standard,
                subject=_("Remarks to the programme “%(title)s”") % {"title": version.title_uk[:200]},
                text=_("%(partner)s did not approve version %(version)d:\n\n%(remarks)s")
                % {**words, "remarks": made.remarks},
                by=by,
            )
    return made


def _approved_by_all(standard: Standard, version: StandardVersion, *, by: User | None) -> None:
    approved = version.approvals.filter(agreed=True, sha256=version.sha256)
    if approved.count() < standard.partners.count():
        return
    version.document = freeze(
        kind=Document.Kind.OTHER,
        format=Document.Format.PDF,
        content=programme_pdf(text_of(version), version=version, sides=list(approved.select_related("organisation"))),
        number="",
        date=None,
        title=f"{version.title_uk} (редакція {version.version})"[:500],
        about=standard,
        public=False,
        by=by,
    )
    version.state = State.APPROVED
    version.save(update_fields=["document", "state"])
    facts = {"version": version.version, "sha256": version.sha256, "pdf": version.document.sha256}
    record("standard.agreed", standard, by=by, facts=facts)
    with override("uk"):
        tell_partners(
            standard,
            subject=_("The programme “%(title)s” is approved by all partners") % {"title": version.title_uk[:200]},
            text=_("All partners approved the same text of version %(version)d.\nSHA-256: %(sha256)s")
            % {"version": version.version, "sha256": version.sha256},
            by=by,
        )


@transaction.atomic
def send_to_nads(standard: Standard, *, by: User | None) -> StandardVersion:
    """Record that the approved text was sent to НАДС."""
    version = _table(locked(standard))
    needed = version.pk is not None and agreement_needed(version, timezone.localdate())
    refuse(why_not_send(version.state, needed=needed))
    version.state = State.SENT
    version.save(update_fields=["state"])
    record("standard.sent_to_nads", standard, by=by, facts={"version": version.version})
    return version


@transaction.atomic
def enter_agreement(
    standard: Standard, *, number: str, on: date, until: date | None, by: User | None
) -> StandardVersion:
    """Enter the agreement of НАДС: its number, day, and the last day of its term where it has one."""
    version = _table(locked(standard))
    refuse(why_not_agreed(version.state, nads_number=number, on=on, until=until, today=timezone.localdate()))
    version.nads_number, version.nads_on, version.nads_until = number.strip(), on, until
    version.save(update_fields=["nads_number", "nads_on", "nads_until"])
    facts = {"version": version.version, "on": on, "until": until}
    record("standard.agreed_by_nads", standard, by=by, ground=version.nads_number, facts=facts)
    return version
