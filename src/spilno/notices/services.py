"""Acts with notices: post, send again, remind, confirm receipt, ask for no more."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from spilno.accounts.models import User
from spilno.journal.services import record
from spilno.notices.models import Delivery, Notice, NoticeFile, Optout
from spilno.notices.queries import opted_out
from spilno.notices.rules.posting import why_not_confirm, why_not_post, why_not_remind, why_not_send_again
from spilno.notices.tasks import send_notice
from spilno.statute.rules.refusal import refuse


@dataclass(frozen=True, slots=True)
class Addressee:
    """To whom: the name as it stands in the proof, the address (may be empty), and what it names (a council, a person).

    `link` leads to a page of his own, when letters of one text differ in that only.
    """

    name: str
    address: str
    recipient_type: str = ""
    recipient_id: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class NoticeAttachment:
    """A file to go with the notice. For a calendar: `text/calendar; method=PUBLISH`."""

    name: str
    content_type: str
    content: bytes


@transaction.atomic
def post_notice(
    *,
    kind: str,
    subject: str,
    text: str,
    to: Sequence[Addressee],
    files: Sequence[NoticeAttachment] = (),
    about: Model,
    official: bool = True,
    by: User | None,
) -> Notice:
    """Post a notice: each addressee gets a letter of its own, sent after the transaction is committed.

    An addressee without an address stays in the proof as such. `by` is None when the system posts by itself. Raises
    RuleBroken when there is nobody to tell or nothing to say.
    """
    refuse(why_not_post(addressees=len(to), subject=subject, text=text))
    notice = Notice.objects.create(
        kind=Notice.Kind(kind),
        official=official,
        subject=" ".join(subject.split())[:300],
        text=text,
        object_type=about._meta.label_lower,
        object_id=str(about.pk),
        created_by=by.pk if by is not None else None,
    )
    _keep_files(notice, files)
    silent = set() if official else opted_out([each.address for each in to])
    now = timezone.now()
    queue = [_addressed(notice, each, silent=silent, now=now) for each in to]
    Delivery.objects.bulk_create(queue)
    record(
        "notice.posted",
        notice,
        by=by,
        facts={
            "kind": notice.kind,
            "about": f"{notice.object_type} {notice.object_id}",
            "addressees": len(queue),
            "queued": sum(each.state == Delivery.State.QUEUED for each in queue),
            "files": [each.sha256 for each in notice.files.all()],
            "text": hashlib.sha256(text.encode()).hexdigest(),
        },
    )
    transaction.on_commit(partial(send_notice.enqueue, notice.pk))
    return notice


def _keep_files(notice: Notice, files: Sequence[NoticeAttachment]) -> None:
    for each in files:
        kept = NoticeFile(
            notice=notice,
            name=each.name[:200],
            content_type=each.content_type,
            size=len(each.content),
            sha256=hashlib.sha256(each.content).hexdigest(),
        )
        kept.file.save(each.name, ContentFile(each.content), save=False)
        kept.save()


def _addressed(notice: Notice, to: Addressee, *, silent: set[str], now: datetime) -> Delivery:
    address = to.address.strip()
    delivery = Delivery(
        notice=notice,
        name=to.name[:300],
        link=to.link,
        recipient_type=to.recipient_type,
        recipient_id=str(to.recipient_id),
        token=secrets.token_urlsafe(24),
    )
    if not _is_address(address):
        delivery.state = Delivery.State.NO_ADDRESS
    elif address.lower() in silent:
        delivery.address, delivery.state = address, Delivery.State.OPTED_OUT
    else:
        delivery.address, delivery.next_try_at = address, now
    return delivery


def _is_address(address: str) -> bool:
    try:
        validate_email(address)
    except ValidationError:
        return False
    return len(address) <= 254


@transaction.atomic
def send_again(delivery: Delivery, *, address: str = "", by: User) -> Delivery:
    """Queue the letter once more, to a mended address when one is given. What was answered before stays in the proof.

    Raises RuleBroken when it already waits or no address is known.
    """
    delivery = Delivery.objects.select_for_update(of=("self",)).select_related("notice").get(pk=delivery.pk)
    mended = address.strip() if _is_address(address.strip()) else delivery.address
    refuse(why_not_send_again(waiting=delivery.next_try_at is not None, address=mended))
    new_address = mended != delivery.address
    delivery.address = mended
    delivery.pending = Delivery.Purpose.RESEND
    delivery.attempts = 0
    delivery.message_id = ""
    delivery.next_try_at = timezone.now()
    if delivery.state not in {Delivery.State.SENT, Delivery.State.CONFIRMED}:
        delivery.state = Delivery.State.QUEUED
    delivery.save()
    record(
        "notice.sent_again",
        delivery.notice,
        by=by,
        facts={"delivery": delivery.pk, "new_address": new_address},
    )
    transaction.on_commit(partial(send_notice.enqueue, delivery.notice_id))
    return delivery


@transaction.atomic
def remind(notice: Notice, *, by: User | None) -> int:
    """Send a reminder to all whose letter was taken and not confirmed; returns to how many.

    Raises RuleBroken when nobody is left to remind.
    """
    Notice.objects.select_for_update().get(pk=notice.pk)
    unconfirmed = notice.deliveries.filter(state=Delivery.State.SENT, next_try_at__isnull=True)
    count = unconfirmed.count()
    refuse(why_not_remind(unconfirmed=count))
    unconfirmed.update(pending=Delivery.Purpose.REMINDER, attempts=0, message_id="", next_try_at=timezone.now())
    record("notice.reminded", notice, by=by, facts={"addressees": count})
    transaction.on_commit(partial(send_notice.enqueue, notice.pk))
    return count


@transaction.atomic
def confirm_receipt(delivery: Delivery, *, by: User | None) -> Delivery:
    """Confirm that the notice was received; the first time counts, a second press changes nothing.

    `by` is the account when the person is signed in. A reminder that still waits is taken off the queue.
    """
    delivery = Delivery.objects.select_for_update().get(pk=delivery.pk)
    if delivery.state == Delivery.State.CONFIRMED:
        return delivery
    refuse(why_not_confirm(state=delivery.state))
    delivery.state = Delivery.State.CONFIRMED
    delivery.confirmed_at = timezone.now()
    delivery.confirmed_by = by.pk if by is not None else None
    delivery.next_try_at = None
    delivery.save(update_fields=["state", "confirmed_at", "confirmed_by", "next_try_at"])
    record("notice.confirmed", delivery, by=by, facts={"notice": delivery.notice_id})
    return delivery


@transaction.atomic
def opt_out(delivery: Delivery) -> None:
    """Keep the wish to get no letters that are not official; the second time changes nothing."""
    optout, made = Optout.objects.get_or_create(address=delivery.address.lower())
    if made:
        record("notice.opted_out", optout, by=None, facts={"delivery": delivery.pk})
