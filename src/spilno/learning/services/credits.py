"""Acts with rows of the ledger: what was earned here comes by itself, other things are claimed; claims are taken back or mended."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext, override

from spilno.accounts.models import User
from spilno.credentials.models import Certificate
from spilno.documents.services import attach
from spilno.journal.services import record
from spilno.learning.models import CreditRow, Enrolment, Need, OutsideCertificate, RowKind
from spilno.learning.queries.credit_rules import shipped
from spilno.learning.queries.ledger import already_in_year, kinds_of, standing_things
from spilno.learning.queries.volumes import volume_of
from spilno.learning.rules.credit_book import Earn, bar_on
from spilno.learning.rules.credits import (
    Brought,
    Learned,
    counted_now,
    earned,
    folded_number,
    ground_of,
    stands_already,
    why_not_claim,
)
from spilno.learning.rules.deciding import why_not_answer, why_not_withdraw
from spilno.learning.services.credit_rules import kept
from spilno.learning.services.needs import tie_by_itself
from spilno.learning.services.standings import refresh
from spilno.organisations.models import Organisation
from spilno.people.models import Person
from spilno.people.queries import office_of
from spilno.statute.rules.refusal import refuse

State = CreditRow.State


@dataclass(frozen=True, slots=True)
class Claimed:
    """What an official says of learning elsewhere; `on` is its last day, or the day of its document."""

    kind: str
    title: str
    on: date
    institution: str
    first_on: date | None = None
    hours: Decimal | None = None
    days: int | None = None
    stated: Decimal | None = None
    country: str = "UA"
    barred_territory: bool = False
    length: str = ""
    number: str = ""
    electronic: bool = True
    said: str = ""
    credential: str = ""
    machine: dict[str, Any] | None = None  # what the check of a credential found; None: there was none
    need: Need | None = None

    @property
    def learned(self) -> Learned:
        """Return what the rules count."""
        return Learned(self.hours, self.days, self.stated)


def locked(row: CreditRow) -> CreditRow:
    """Return the row locked to the end of the transaction: it is decided once."""
    return CreditRow.objects.select_for_update(of=("self",)).get(pk=row.pk)


def tell_standing(rows: Iterable[CreditRow]) -> None:
    """Tell the standings of the year that rows changed; the single place where the ledger does."""
    changed = list(rows)
    refresh({row.person_id for row in changed}, {row.year for row in changed})


def _served_in(person: Person, day: date) -> Organisation | None:
    office = office_of(person, day)
    return office.organisation if office else None


def _said_ground(rule: Earn, learned: Learned, credits_: Decimal) -> str:
    """Write the reckoning of a row in Ukrainian, as it stays in the ledger, with the act."""
    with override("uk"):
        sentence, facts = ground_of(rule, learned, credits_)
        return f"{gettext(sentence) % facts} {rule.source}"[:500]


def _row(person: Person, source: Model, *, learned: Learned, by: User | None, **fields: Any) -> CreditRow:
    """Make a row with its rule, sum and ground, where the person served; nothing is written yet."""
    rule, kept_rule = kept(fields["kind"], fields["on"])
    if rule is None:
        message = "a thing is claimed only where a rule of its kind is in force"
        raise ValueError(message)
    credits_ = earned(rule, learned)
    return CreditRow(
        person=person,
        year=fields["on"].year,
        hours=learned.hours,
        credits=credits_,
        rule=kept_rule,
        ground=_said_ground(rule, learned, credits_),
        source_type=source._meta.label_lower,
        source_id=str(source.pk),
        claimed_by=by.pk if by else None,
        organisation=fields.pop("organisation", None) or _served_in(person, fields["on"]),
        **fields,
    )


def _keep(row: CreditRow, *, by: User | None) -> CreditRow:
    """Write a row that comes from a register of ours; it is recognised at once where its rule says so."""
    if row.rule and row.rule.at_once:
        row.state, row.decided_at = State.RECOGNISED, timezone.now()
    row.save()
    facts = {"kind": row.kind, "credits": str(row.credits), "year": row.year, "state": row.state}
    record("credit.entered", row, by=by, ground=row.ground, facts=facts)
    tie_by_itself(row, by=by)
    tell_standing([row])
    return row


@transaction.atomic
def record_edition(enrolment: Enrolment, *, by: User | None = None) -> CreditRow | None:
    """Enter the credits of a completed programme into the ledger of its learner; called again, it changes nothing.

    The row waits for the personnel service, unless the rule says that it is recognised at once. None: the enrolment is not
    completed, or a row of it was refused or annulled: that decision stays.
    """
    enrolment = Enrolment.objects.select_related("person", "organisation", "certificate", "edition__version").get(
        pk=enrolment.pk
    )
    if enrolment.state != Enrolment.State.COMPLETED or enrolment.completed_on is None:
        return None
    label = Enrolment._meta.label_lower
    known = CreditRow.objects.filter(person=enrolment.person, source_type=label, source_id=str(enrolment.pk)).first()
    if known is not None:
        if known.certificate_id is None and enrolment.certificate_id is not None and known.state in CreditRow.STANDING:
            known.certificate = enrolment.certificate
            known.save(update_fields=["certificate"])
            record("credit.certificate_tied", known, by=by, facts={"certificate": str(enrolment.certificate)})
        return known if known.state in CreditRow.STANDING else None
    version = enrolment.edition.version
    learned = Learned(hours=Decimal(version.hours), stated=version.credits)
    row = _row(
        enrolment.person, enrolment, learned=learned, by=by, kind=RowKind.EDITION, on=enrolment.completed_on,
        title=version.title_uk, organisation=enrolment.organisation, certificate=enrolment.certificate,
    )  # fmt: skip
    return _keep(row, by=by)


@transaction.atomic
def claim_certificate(certificate: Certificate, *, by: User | None) -> CreditRow:
    """Claim credits by a certificate of our own register: of an event, a visit, a conference.

    Raises RuleBroken when it stands in the ledger already, nothing can be counted by it, or its holder served nowhere.
    """
    certificate = Certificate.objects.select_for_update(of=("self",)).select_related("person").get(pk=certificate.pk)
    person = certificate.person
    if person is None:
        message = "a certificate is claimed by its holder, who stands in the register"
        raise ValueError(message)
    kind = kinds_of([certificate])[certificate.pk]
    learned = Learned(hours=certificate.hours, stated=_stated(certificate))
    standing = certificate.credit_rows.filter(state__in=CreditRow.STANDING).first()
    _refuse_claim(
        person,
        kind,
        Brought(
            on=certificate.issued_on,
            today=timezone.localdate(),
            learned=learned,
            twice=f"{standing.title}, {standing.on:%d.%m.%Y}" if standing else "",
        ),
    )
    row = _row(
        person, certificate, learned=learned, by=by, kind=kind, on=certificate.issued_on, title=certificate.title,
        certificate=certificate,
    )  # fmt: skip
    return _keep(row, by=by)


def _stated(certificate: Certificate) -> Decimal | None:
    said = certificate.facts.get("credits")
    return Decimal(str(said)) if said else None


def _refuse_claim(person: Person, kind: str, brought: Brought) -> None:
    served = office_of(person, brought.on) is not None
    rule, _row_of_rule = kept(kind, brought.on)
    said = Brought(
        brought.on, brought.today, brought.learned, brought.first_on, brought.country, brought.barred_territory, brought.length,
        brought.twice, served,
    )  # fmt: skip
    refuse(why_not_claim(rule, said, bar=bar_on(shipped().bars, brought.on), volume=volume_of(brought.on)))


@transaction.atomic
def claim(
    person: Person, claimed: Claimed, *, files: Sequence[Any] = (), by: User | None, moment: Any = None
) -> CreditRow:
    """Claim credits by a thing that was learned elsewhere: it waits for the personnel service with its evidence.

    Raises RuleBroken for a day ahead, a barred state or territory, a thing that stands already, a volume that earns nothing.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    key = folded_number(claimed.number)
    twice = stands_already(standing_things(person), key=key, title=claimed.title, on=claimed.on)
    _refuse_claim(
        person,
        claimed.kind,
        Brought(
            on=claimed.on, today=timezone.localdate(), learned=claimed.learned, first_on=claimed.first_on, country=claimed.country,
            barred_territory=claimed.barred_territory, length=claimed.length, twice=twice,
        ),
    )  # fmt: skip
    outside = _keep_outside(person, claimed, key=key, by=by)
    row = _row(person, outside, learned=claimed.learned, by=by, kind=claimed.kind, on=claimed.on, title=claimed.title.strip()[:500])  # fmt: skip
    row.outside, row.claimed_at = outside, moment or timezone.now()
    row.save()
    for file in files:
        attach(file, about=row, title="", public=False, by=by)
    facts = {"kind": row.kind, "credits": str(row.credits), "year": row.year, "files": len(files)}
    record("credit.claimed", row, by=by, ground=row.ground, facts=facts)
    if claimed.need is not None:
        claimed.need.row = row
        claimed.need.save(update_fields=["row"])
    else:
        tie_by_itself(row, by=by)
    return row


def _keep_outside(person: Person, claimed: Claimed, *, key: str, by: User | None) -> OutsideCertificate:
    machine = claimed.machine or {}
    checked = machine.get("state") == "valid" and machine.get("named") is not False
    return OutsideCertificate.objects.create(
        person=person, institution=claimed.institution.strip()[:300], country=claimed.country, barred_territory=claimed.barred_territory,
        length=claimed.length, number=claimed.number.strip()[:80], number_key=key, first_on=claimed.first_on, issued_on=claimed.on,
        days=claimed.days, credits=claimed.stated, electronic=claimed.electronic, said=claimed.said.strip(), credential=claimed.credential,
        checks=machine, signature_checked_at=timezone.now() if checked else None, told_by=by.pk if by else None,
    )  # fmt: skip


@transaction.atomic
def answer(row: CreditRow, *, text: str, files: Sequence[Any] = (), by: User | None) -> CreditRow:
    """Answer what the personnel service asked, with more evidence; the claim waits again. Raises RuleBroken when nobody asked."""
    row = locked(row)
    refuse(why_not_answer(row.state))
    for file in files:
        attach(file, about=row, title="", public=False, by=by)
    if row.outside_id and text.strip():
        outside = OutsideCertificate.objects.get(pk=row.outside_id)
        outside.said = f"{outside.said}\n\n{text.strip()}".strip()
        outside.save(update_fields=["said"])
    asked, row.state, row.because = row.because, State.CLAIMED, ""
    row.save(update_fields=["state", "because"])
    record("credit.answered", row, by=by, ground=asked, facts={"files": len(files)})
    return row


@transaction.atomic
def withdraw(row: CreditRow, *, by: User | None) -> None:
    """Take a claim back: it stays in the ledger as annulled, and the thing may be claimed anew. Raises RuleBroken once it is decided."""
    row = locked(row)
    refuse(why_not_withdraw(row.state))
    with override("uk"):
        row.because = gettext("Taken back by the official.")
    row.state, row.decided_at, row.decided_by = State.ANNULLED, timezone.now(), by.pk if by else None
    row.save(update_fields=["state", "because", "decided_at", "decided_by"])
    Need.objects.filter(row=row).update(row=None)
    record("credit.withdrawn", row, by=by)


def recount(row: CreditRow) -> Decimal:
    """Return how much of a row counts now, with what is recognised of its kind in the year."""
    rule, _kept = kept(row.kind, row.on)
    if rule is None:
        return row.credits
    already = already_in_year(row.person, row.kind, row.year, but=row.pk)
    return counted_now(rule, row.credits, already)
