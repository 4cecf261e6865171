"""Acts on persons: enter, change, offices, consent, erasure, merge of two records into one."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext

from spilno.accounts.services.rights import block
from spilno.journal.services import record
from spilno.organisations.models import Organisation, Succession
from spilno.people.models import Office, Person
from spilno.people.queries import (
    follow_offices,
    forget_copies,
    forget_derived,
    holders_on,
    needs_of,
    outliving,
    relations_to_people,
)
from spilno.people.rules.identity import why_not_erase, why_not_merge
from spilno.people.rules.offices import Held, why_not_end_office, why_not_take_office
from spilno.statute.rules.refusal import refuse

CONSENT = "2026-11"  # the version of the text that persons agree to
AT_ONCE = 500
SINGLE = (Office.Category.HEAD, Office.Category.STATE_HEAD, Office.Category.COUNCIL_SECRETARY)


@transaction.atomic
def enter_person(person: Person, *, consent: bool, by: Any) -> Person:
    """Enter a person; `consent` tells that he agreed to the text in force, on paper or by himself."""
    if consent:
        person.consent_at, person.consent_text = timezone.now(), CONSENT
    person.save()
    record("person.entered", person, by=by, facts={"consent": person.consent_text})
    return person


@transaction.atomic
def change_person(person: Person, fields: Sequence[str], *, by: Any) -> Person:
    """Save changed particulars; the journal gets the names of fields only. Nothing changed, nothing is written."""
    if not fields:
        return person
    Person.objects.select_for_update().get(pk=person.pk)
    person.save(update_fields=list(fields))
    record("person.changed", person, by=by, facts={"fields": sorted(fields)})
    return person


@transaction.atomic
def give_consent(person: Person, *, by: Any) -> Person:
    """Record that the person agrees to the text in force; a second time changes nothing."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    if person.consent_at is None or person.consent_text != CONSENT:
        person.consent_at, person.consent_text = timezone.now(), CONSENT
        person.save(update_fields=["consent_at", "consent_text"])
        record("consent.given", person, by=by, facts={"text": CONSENT})
    return person


@transaction.atomic
def withdraw_consent(person: Person, *, by: Any) -> Person:
    """Record that the person takes the consent back: contacts are dropped at once, what the law needs stays."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    if person.consent_at is not None:
        person.consent_at, person.consent_text, person.phone = None, "", ""
        if person.user_id is None:
            person.email = ""
        person.save(update_fields=["consent_at", "consent_text", "phone", "email"])
        record("consent.withdrawn", person, by=by)
    return person


@transaction.atomic
def take_office(office: Office, *, by: Any) -> Office:
    """Enter that a person takes an office by an act.

    Raises RuleBroken when the organisation had ended, he holds it already, or another does and only one may.
    """
    organisation = Organisation.objects.select_for_update().get(pk=office.organisation_id)
    others = Office.objects.filter(organisation=organisation)
    if office.category in SINGLE:
        others = others.filter(category=office.category)
    else:
        others = others.filter(post_uk=office.post_uk, person=office.person)
    refuse(
        why_not_take_office(
            _held(office),
            others=[_held(other) for other in others],
            single=office.category in SINGLE,
            ended_on=organisation.ended,
        )
    )
    office.save()
    follow_offices([office.person_id])
    facts = {"organisation": organisation.pk, "category": office.category, "starts": office.starts.isoformat()}
    record("office.taken", office.person, by=by, ground=office.act, facts={"office": office.pk, **facts})
    return office


@transaction.atomic
def enter_staff(
    organisation: Organisation,
    *,
    new: Sequence[Office],
    ended: Sequence[tuple[Office, date, str]],
    ground: str,
    by: Any,
) -> None:
    """Enter offices of a staff list and end others, all in one act; persons without a number are entered with their office.

    The caller has asked the rule of each office under the lock of the list.
    """
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    fresh = list({id(office.person): office.person for office in new if office.person.pk is None}.values())
    for person in fresh:
        person.fold_name()
    Person.objects.bulk_create(fresh, batch_size=AT_ONCE)
    for office in new:
        office.person_id = office.person.pk
    Office.objects.bulk_create(new, batch_size=AT_ONCE)
    for office, on, act in ended:
        office.ends, office.ended_by = on, act
    Office.objects.bulk_update([office for office, _on, _act in ended], ["ends", "ended_by"], batch_size=AT_ONCE)
    follow_offices({*(office.person_id for office in new), *(office.person_id for office, _on, _act in ended)})
    facts = {"people": len(fresh), "offices": len(new), "ended": len(ended)}
    record("staff.entered", organisation, by=by, ground=ground, facts=facts)


@transaction.atomic
def end_office(office: Office, *, on: date, act: str, by: Any) -> Office:
    """Enter the last day of an office, by an act. Raises RuleBroken when it ended before or had not begun."""
    office = Office.objects.select_for_update().get(pk=office.pk)
    refuse(why_not_end_office(_held(office), on=on))
    office.ends, office.ended_by = on, act
    office.save(update_fields=["ends", "ended_by"])
    follow_offices([office.person_id])
    facts = {"office": office.pk, "organisation": office.organisation_id, "ends": on.isoformat()}
    record("office.ended", office.person, by=by, ground=act, facts=facts)
    return office


def end_offices_with(succession: Succession, *, by: Any) -> int:
    """End the offices in an organisation with the day on which it ended, by the same act; returns how many ended."""
    offices = list(outliving(succession.predecessor, succession.on))
    for office in offices:
        end_office(office, on=succession.on, act=succession.ground, by=by)
    return len(offices)


@transaction.atomic
def erase_person(person: Person, *, ground: str, by: Any) -> Person:
    """Erase personal data: the number, the grammatical gender and what was counted stay, all else goes.

    The account is blocked and its address dropped. Documents that were signed stay as they are, by law.
    Raises RuleBroken while an office or a duty stands on the person.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    day = timezone.localdate()
    refuse(
        why_not_erase(
            erased=person.erased_at is not None,
            offices=holders_on(day).filter(person=person).count(),
            needs=needs_of(person, day),
        )
    )
    _close_account(person, ground=ground, by=by)
    copies = forget_copies(person)
    _forget(person)
    record("person.erased", person, by=by, ground=ground, facts={"copies": copies} if copies else None)
    return person


@transaction.atomic
def merge_people(kept: Person, dropped: Person, *, account: str = "", ground: str, by: Any) -> Person:
    """Make two records one: everything that points to `dropped` points to `kept`, which keeps its name.

    `account` is "kept" or "dropped": whose account stays when both have one; the other is blocked. What `kept` lacks
    (patronymic, contacts) is taken over. Raises RuleBroken when both stand side by side somewhere (the same meeting),
    or both have accounts and none was chosen; then nothing has moved.
    """
    rows = {person.pk: person for person in Person.objects.select_for_update().filter(pk__in=[kept.pk, dropped.pk])}
    same = kept.pk == dropped.pk
    kept, dropped = rows[kept.pk], rows[dropped.pk]
    both = kept.user_id is not None and dropped.user_id is not None
    if not same:
        forget_derived([kept.pk, dropped.pk])
    refuse(
        why_not_merge(
            same=same,
            erased=kept.erased_at is not None or dropped.erased_at is not None,
            both_have_accounts=both,
            account_chosen=account in {"kept", "dropped"},
            shared=[] if same else _shared(kept, dropped),
        )
    )
    moved = _move_relations(kept, dropped)
    _keep_account(kept, dropped, account=account or "kept", ground=ground, by=by)
    for field in ("patronymic", "email", "phone"):
        if not getattr(kept, field):
            setattr(kept, field, getattr(dropped, field))
    kept.save()
    _forget(dropped)
    Person.objects.filter(pk=dropped.pk).update(merged_into=kept)
    follow_offices([kept.pk])
    record("person.merged", kept, by=by, ground=ground, facts={"dropped": dropped.pk, "moved": moved})
    return kept


def _held(office: Office) -> Held:
    return Held(office.person_id, office.post_uk, office.starts, office.ends, office.acting)


def _shared(kept: Person, dropped: Person) -> list[str]:
    """Return the words for tables where moving would break a constraint: there both stand side by side."""
    found = []
    for relation in relations_to_people():
        model, name = relation.related_model, relation.field.name
        for row in model.objects.filter(**{name: dropped}):
            setattr(row, name, kept)
            try:
                row.validate_constraints()
                row.validate_unique()
            except Exception:  # noqa: BLE001 - ValidationError of any constraint means the same here
                found.append(str(model._meta.verbose_name))
                break
    return found


def _move_relations(kept: Person, dropped: Person) -> dict[str, int]:
    """Move every row that points to `dropped`; returns how many of each table. A constraint of the database stops all."""
    moved: dict[str, int] = {}
    for relation in relations_to_people():
        model, name = relation.related_model, relation.field.name
        try:
            with transaction.atomic():
                count = model.objects.filter(**{name: dropped}).update(**{name: kept})
        except IntegrityError:
            refuse(
                why_not_merge(
                    same=False,
                    erased=False,
                    both_have_accounts=False,
                    account_chosen=True,
                    shared=[str(model._meta.verbose_name)],
                )
            )
        if count:
            moved[model._meta.label_lower] = moved.get(model._meta.label_lower, 0) + count
    return moved


def _keep_account(kept: Person, dropped: Person, *, account: str, ground: str, by: Any) -> None:
    staying = kept.user if (account == "kept" and kept.user_id) or not dropped.user_id else dropped.user
    leaving = [user for user in (kept.user, dropped.user) if user is not None and user != staying]
    Person.objects.filter(pk__in=[kept.pk, dropped.pk]).update(user=None)
    kept.user, dropped.user = staying, None
    for user in leaving:
        if user.is_active:
            block(user, ground=ground, by=by)


def _close_account(person: Person, *, ground: str, by: Any) -> None:
    """Block the account of a person and drop its address."""
    user = person.user
    if user is None:
        return
    if user.is_active:
        block(user, ground=ground or gettext("personal data erased"), by=by)
        user.refresh_from_db()
    user.email = f"erased-{user.pk}@invalid"
    user.set_unusable_password()
    user.save(update_fields=["email", "password"])
    for name in ("emailaddress_set", "authenticator_set"):
        if hasattr(user, name):
            getattr(user, name).all().delete()


def _forget(person: Person) -> None:
    person.family_name = person.given_name = person.patronymic = ""
    person.email = person.phone = person.consent_text = ""
    person.consent_at, person.user, person.erased_at = None, None, timezone.now()
    person.save()
