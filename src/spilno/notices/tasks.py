"""Sends what waits: one letter at a time, each with its own answer."""

import logging
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from spilno.notices.gateways import Answer, Mailer, compose, new_message_id
from spilno.notices.models import Delivery, Sending
from spilno.notices.queries import due
from spilno.notices.rules.retries import is_permanent, next_try_after

log = logging.getLogger(__name__)

# Whoever takes a letter has it for so long; if the process dies, another one tries after that, with the same Message-ID.
LEASE = timedelta(minutes=10)


def forget_old_tasks() -> int:
    """Delete results of tasks older than 30 days; returns how many."""
    done = [TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED]
    old = DBTaskResult.objects.filter(status__in=done, finished_at__lt=timezone.now() - timedelta(days=30))
    gone, _ = old.delete()
    return gone


@task()
def send_notice(notice_id: int) -> int:
    """Send what waits of one notice; returns how many letters the server took."""
    return send_due(notice_id)


def send_due(notice_id: int | None = None) -> int:
    """Send every letter whose try has come (of one notice, when named); returns how many the server took."""
    taken = kept = 0
    with Mailer() as mailer:
        for number in due(timezone.now(), notice_id):
            delivery = _claim(number)
            if delivery is None:
                continue
            answer = _send(mailer, delivery)
            _settle(delivery, answer)
            taken += answer.accepted
            kept += answer.accepted and not answer.code
    if kept:
        log.info("%s letters were kept here and not sent: no mail server is set", kept)
    return taken


def _claim(number: int) -> Delivery | None:
    """Take a letter for ourselves: two workers never send the same one; nothing is locked while the server is asked."""
    now = timezone.now()
    mine = Delivery.objects.filter(pk=number, next_try_at__lte=now).update(
        next_try_at=now + LEASE, attempts=F("attempts") + 1
    )
    if not mine:
        return None
    delivery = Delivery.objects.select_related("notice").get(pk=number)
    if not delivery.message_id:
        delivery.message_id = new_message_id()
        delivery.save(update_fields=["message_id"])
    return delivery


def _send(mailer: Mailer, delivery: Delivery) -> Answer:
    try:
        letter = compose(delivery, message_id=delivery.message_id)
    except (OSError, ValueError) as error:  # a file of the notice is gone, or a header is impossible
        log.error("delivery %s cannot be composed: %s", delivery.pk, type(error).__name__)
        return Answer(accepted=False, code=0, text=f"the letter cannot be composed: {type(error).__name__}")
    return mailer.hand_over(letter)


@transaction.atomic
def _settle(taken: Delivery, answer: Answer) -> None:
    """Keep the answer; decide whether the letter is sent, waits for another try, or failed."""
    delivery = Delivery.objects.select_for_update().get(pk=taken.pk)
    now = timezone.now()
    Sending.objects.create(
        delivery=delivery,
        purpose=delivery.pending,
        at=now,
        address=taken.address,
        message_id=taken.message_id,
        accepted=answer.accepted,
        code=answer.code,
        answer=answer.text,
    )
    wait = None if answer.accepted or is_permanent(answer.code) else next_try_after(delivery.attempts)
    delivery.answer = answer.text
    delivery.next_try_at = now + wait if wait is not None else None
    if answer.accepted:
        delivery.sent_at = delivery.sent_at or now
    if delivery.state in {Delivery.State.QUEUED, Delivery.State.FAILED}:
        if answer.accepted:
            delivery.state = Delivery.State.SENT
        elif wait is None:
            delivery.state = Delivery.State.FAILED
    delivery.save(update_fields=["answer", "next_try_at", "sent_at", "state"])
    log.log(*_told(delivery, answer))


def _told(delivery: Delivery, answer: Answer) -> tuple[Any, ...]:
    """Tell what became of one try, for the log: level, sentence and its facts; nobody's name or address."""
    facts = (delivery.pk, delivery.attempts)
    if answer.accepted and not answer.code:  # a demo keeps a thousand letters at once
        return logging.DEBUG, "letter %s, try %s: kept here, no mail server is set", *facts
    if answer.accepted:
        return logging.INFO, "letter %s, try %s: the mail server took it (answer %s)", *facts, answer.code
    then = (
        "no further try" if delivery.next_try_at is None else f"next try at {delivery.next_try_at:%Y-%m-%d %H:%M} UTC"
    )
    if answer.code:
        return (
            logging.WARNING,
            "letter %s, try %s: the mail server refused it (answer %s); %s",
            *facts,
            answer.code,
            then,
        )
    return logging.WARNING, "letter %s, try %s: not sent (%s); %s", *facts, answer.text, then
