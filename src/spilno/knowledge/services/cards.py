"""Acts about practice cards: write, change, send for review, publish, return, confirm as still right, take out of use."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override

from spilno.accounts.models import User
from spilno.documents.gateways.files import Upload, receive
from spilno.documents.queries import attachments_of
from spilno.documents.services import attach
from spilno.journal.services import record, take_turn
from spilno.knowledge.gateways.photos import ENDINGS, BrokenError, bare, picture_kind
from spilno.knowledge.models import Adoption, Practice, Revision
from spilno.knowledge.queries.practices import came_from
from spilno.knowledge.rules.adoptions import why_not_descend
from spilno.knowledge.rules.cards import (
    Card,
    review_due,
    why_not_edit,
    why_not_publish,
    why_not_renew,
    why_not_return,
    why_not_send,
)
from spilno.knowledge.rules.photos import why_no_photo, why_too_many
from spilno.notices.models import Notice
from spilno.notices.services import Addressee, post_notice
from spilno.statute.rules.refusal import refuse

TEXTS = ("title", "topic", "problem", "solution", "result", "cost", "conditions", "started_on", "contact_post")
FIELDS = (*TEXTS, "organisation", "contact", "seen_at_meeting", "seen_at_stop", "seen_at_event")


@transaction.atomic
def write_card(
    values: Mapping[str, Any],
    *,
    photos: Iterable[Upload] = (),
    phone_key: str = "",
    adoption: Adoption | None = None,
    by: User,
) -> Practice:
    """Keep a card as a draft, with its photos.

    `phone_key` is the number that the phone gave it: sent twice, because the network was poor, the card is kept once. With
    `adoption` it is the own practice that grew from an adopted one: the lineage is kept. Raises RuleBroken when a file is no photo.
    """
    take_turn()  # the next number is given once, and a phone that sends twice at once waits for itself
    known = Practice.objects.filter(phone_key=phone_key, written_by=by.pk).first() if phone_key else None
    if known is not None:
        return known
    taken = bool(phone_key) and Practice.objects.filter(phone_key=phone_key).exists()
    practice = Practice.objects.create(
        number=(Practice.objects.aggregate(last=Max("number"))["last"] or 0) + 1,
        author=getattr(by, "person", None),
        written_by=by.pk,
        phone_key=None if taken or not phone_key else phone_key,
        adopted_from=adoption.practice if adoption else None,
        **{name: values[name] for name in FIELDS if name in values},
    )
    record(
        "practice.written", practice, by=by, facts={"number": practice.number, "organisation": practice.organisation_id}
    )
    _keep_photos(practice, photos, by)
    if adoption is not None:
        refuse(why_not_descend(practice.pk, adoption.practice_id, came_from()))
        adoption.own_practice = practice
        adoption.save(update_fields=["own_practice"])
        record("adoption.grew", adoption, by=by, facts={"practice": practice.number})
    return practice


@transaction.atomic
def change_card(practice: Practice, values: Mapping[str, Any], *, photos: Iterable[Upload] = (), by: User) -> Practice:
    """Change a card; of a published one the former text is kept as a revision and the card gets its next version.

    Raises RuleBroken while it is being reviewed or when it is no longer kept up.
    """
    practice = _locked(practice)
    refuse(why_not_edit(practice.state))
    changed = [name for name in FIELDS if name in values and getattr(practice, name) != values[name]]
    if practice.state == Practice.State.PUBLISHED and changed:
        Revision.objects.create(
            practice=practice,
            version=practice.version,
            content={name: _plain(getattr(practice, name)) for name in TEXTS},
            by=by.pk,
        )
        practice.version += 1
    for name in changed:
        setattr(practice, name, values[name])
    practice.save()
    _keep_photos(practice, photos, by)
    record("practice.changed", practice, by=by, facts={"version": practice.version, "fields": sorted(changed)})
    return practice


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _keep_photos(practice: Practice, photos: Iterable[Upload], by: User) -> None:
    """Attach photos without what the camera wrote beside the picture; what is no whole picture is refused."""
    kept = attachments_of(practice).count()
    for place, photo in enumerate(photos, start=1):
        refuse(why_too_many(kept + place))
        received = receive(photo, limit=settings.MAX_UPLOAD_BYTES)
        content = received.content or b""
        if received.content is None:
            attach(
                photo, about=practice, title="", public=False, by=by
            )  # it is too large: the rule of documents refuses it
            continue
        kind = picture_kind(content)
        refuse(why_no_photo(name=received.name, is_picture=kind is not None, is_whole=True))
        try:
            content = bare(content, kind) if kind else b""
        except BrokenError:
            refuse(why_no_photo(name=received.name, is_picture=True, is_whole=False))
        name = f"practice-{practice.number}-{kept + place}.{ENDINGS[kind] if kind else ''}"
        attach(ContentFile(content, name=name), about=practice, title=practice.title, public=False, by=by)


@transaction.atomic
def send_card(practice: Practice, *, by: User) -> Practice:
    """Send a draft for review. Raises RuleBroken when it does not tell the problem and what was done."""
    practice = _locked(practice)
    refuse(why_not_send(Card(practice.state, practice.title, practice.problem, practice.solution)))
    practice.state = Practice.State.REVIEW
    practice.save(update_fields=["state", "updated_at"])
    record("practice.sent", practice, by=by, facts={"number": practice.number})
    return practice


@transaction.atomic
def publish_card(practice: Practice, *, licence: str, by: User) -> Practice:
    """Publish a reviewed card under a licence; its council is told. Raises RuleBroken when it was not sent for review."""
    practice = _locked(practice)
    refuse(why_not_publish(practice.state, licence))
    today = timezone.localdate()
    practice.state, practice.licence, practice.remarks = Practice.State.PUBLISHED, licence, ""
    practice.published_on, practice.review_due_on = today, review_due(today)
    practice.save()
    record("practice.published", practice, by=by, facts={"number": practice.number, "licence": licence})
    council = practice.organisation
    with override("uk"):
        words = {"title": practice.title, "address": address_of(practice)}
        subject = gettext("The practice of your council is published")
        text = gettext("“%(title)s” stands in the register of practices:\n%(address)s") % words
    to = [Addressee(council.name_uk, council.email, council._meta.label_lower, str(council.pk))]
    post_notice(kind=Notice.Kind.OTHER, subject=subject, text=text, to=to, about=practice, official=False, by=by)
    return practice


@transaction.atomic
def return_card(practice: Practice, *, remarks: str, by: User) -> Practice:
    """Return a card with remarks: it is a draft again. Raises RuleBroken without remarks."""
    practice = _locked(practice)
    refuse(why_not_return(practice.state, remarks))
    practice.state, practice.remarks = Practice.State.DRAFT, remarks.strip()
    practice.save(update_fields=["state", "remarks", "updated_at"])
    record("practice.returned", practice, by=by, facts={"number": practice.number})
    return practice


@transaction.atomic
def confirm_card(practice: Practice, *, by: User) -> Practice:
    """Confirm that a published card is still right: its next review is a year from today."""
    practice = _locked(practice)
    refuse(why_not_renew(practice.state))
    practice.review_due_on = review_due(timezone.localdate())
    practice.save(update_fields=["review_due_on", "updated_at"])
    record("practice.confirmed", practice, by=by, facts={"number": practice.number, "due": practice.review_due_on})
    return practice


@transaction.atomic
def retire_card(practice: Practice, *, by: User) -> Practice:
    """Mark a published card as no longer kept up; its page and its lineage stay."""
    practice = _locked(practice)
    refuse(why_not_renew(practice.state))
    practice.state, practice.review_due_on = Practice.State.RETIRED, None
    practice.save(update_fields=["state", "review_due_on", "updated_at"])
    record("practice.retired", practice, by=by, facts={"number": practice.number})
    return practice


def address_of(practice: Practice) -> str:
    """Return the full address of a practice, for letters."""
    return settings.SITE_URL + reverse("knowledge:practice", args=[practice.number])


def _locked(practice: Practice) -> Practice:
    return Practice.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=practice.pk)
