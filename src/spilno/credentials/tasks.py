"""Signs credentials and makes papers away from the page: each on its own, so that what stopped halfway goes on where it stopped."""

import logging
import secrets
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override
from django_tasks import task

from spilno.accounts.models import User
from spilno.credentials import queries
from spilno.credentials.gateways.keys import make_key, private_key
from spilno.credentials.gateways.paper import make_paper
from spilno.credentials.gateways.signing import Signer, signed_credential, signed_status_list
from spilno.credentials.models import Certificate, Credential, SigningKey, StatusList
from spilno.credentials.rules.credential import PURPOSES
from spilno.credentials.rules.status import ENTRIES, FULL_AT
from spilno.documents.models import Document
from spilno.documents.services import freeze
from spilno.journal.services import record, take_turn
from spilno.notices.services import Addressee, post_notice

log = logging.getLogger(__name__)

AT_ONCE = 25  # kept in one transaction: between them others may write


@task()
def make_papers(object_type: str = "", object_id: str = "") -> int:
    """Sign every credential and make every paper that is missing (about one object, when named); returns how many papers were made.

    It may run twice at once, or be killed: one made by somebody else is left, one not made waits for the next run.
    """
    missing = queries.unfinished().order_by("pk")
    if object_type:
        missing = missing.filter(object_type=object_type, object_id=object_id)
    numbers = list(missing.values_list("pk", flat=True))
    made = 0
    for page in Paginator(numbers, AT_ONCE):
        sign_missing(page.object_list)
        rows = list(
            Certificate.objects.filter(pk__in=page.object_list, document=None)
            .select_related("credential")
            .order_by("pk")
        )
        papers = [
            (row.pk, make_paper(row, credential=row.credential.body)) for row in rows
        ]  # before anything is locked
        made += _keep(papers)
    log.info("papers of certificates: %s made", made)
    return made


@transaction.atomic
def sign_missing(numbers: Sequence[int]) -> int:
    """Sign the credentials that these certificates have not; returns how many were signed."""
    take_turn()  # places in the lists are given one batch after another
    rows = list(Certificate.objects.filter(pk__in=numbers, credential=None).order_by("pk"))
    if not rows:
        return 0
    key = signer()
    status = _list_with_room(key)
    for row, place in zip(rows, _free_places(status, len(rows)), strict=True):
        body, token = signed_credential(row, key, status=status, place=place)
        Credential.objects.create(certificate=row, key_id=key.pk, status=status, place=place, body=body, token=token)
    if any(row.revoked_on or row.suspended_on for row in rows):
        publish(status)
    return len(rows)


def signer() -> Signer:
    """Return the key that signs now; the first one, and one whose private half is not on this machine, is made anew."""
    current = queries.signing_key()
    private = private_key(current.multikey) if current else None
    if current and private:
        return Signer(current.pk, current.multikey, private)
    with transaction.atomic():
        if current:
            current.retired_at = timezone.now()
            current.save(update_fields=["retired_at"])
        return new_key(by=None)


def new_key(*, by: Any) -> Signer:
    """Make a key that signs from now on. Called inside the transaction of an act."""
    made = SigningKey.objects.create(multikey=make_key())
    record("signing_key.made", made, by=by, facts={"key": made.multikey})
    private = private_key(made.multikey)
    if private is None:
        message = "the key that was just made cannot be read"
        raise RuntimeError(message)
    return Signer(made.pk, made.multikey, private)


def publish(status: StatusList, key: Signer | None = None) -> None:
    """Make the texts of a status list anew from what the register says. Called inside the transaction of an act."""
    StatusList.objects.select_for_update().get(pk=status.pk)
    key = key or signer()
    for purpose in PURPOSES:
        setattr(status, purpose, signed_status_list(status, purpose, queries.places_set(status, purpose), key))
    status.changed_at = timezone.now()
    status.save(update_fields=[*PURPOSES, "changed_at"])


def _list_with_room(key: Signer) -> StatusList:
    status = StatusList.objects.last()
    if status is not None and status.credentials.count() + status.former.count() < FULL_AT:
        return status
    status = StatusList.objects.create(changed_at=timezone.now())
    publish(status, key)
    return status


def _free_places(status: StatusList, count: int) -> list[int]:
    """Return so many free places of the list, at random."""
    free: set[int] = set()
    while len(free) < count:
        tried = {secrets.randbelow(ENTRIES) for _ in range(count - len(free))}
        for taken in (status.credentials, status.former):
            tried -= set(taken.filter(place__in=tried).values_list("place", flat=True))
        free |= tried
    places = list(free)
    secrets.SystemRandom().shuffle(places)
    return places


@transaction.atomic
def _keep(papers: list[tuple[int, bytes]]) -> int:
    kept = 0
    rows = (
        Certificate.objects.select_for_update(of=("self",)).select_related("person").in_bulk([pk for pk, _ in papers])
    )
    for pk, content in papers:
        certificate = rows[pk]
        if certificate.document_id is None:
            former = certificate.former.select_related("document").last()
            certificate.document = _frozen(certificate, content, replaces=former.document if former else None)
            certificate.save(update_fields=["document"])
            kept += 1
            if former is not None:
                _tell_of_new_file(certificate)
    return kept


def _tell_of_new_file(certificate: Certificate) -> None:
    """Write to the holder, when his address is known, that the certificate has a new file; the number and the code stay."""
    person = certificate.person
    if person is None or not person.email:
        return
    user = User.objects.filter(person=person).first()
    with override(user.language if user is not None and user.language in ("uk", "en") else "uk"):
        words = {
            "number": certificate,
            "title": certificate.about,
            "link": settings.SITE_URL + reverse("credentials:check", args=[certificate.code_in_groups]),
        }
        subject = gettext("A new file of your certificate no. %(number)s") % words
        text = (
            gettext(
                "Your certificate no. %(number)s, “%(title)s”, stays valid. The key that signed its file is not trusted any more, "
                "so the file was signed anew: its number and its code are the same. Take the new file here, and give it to "
                "whoever has the old one:\n%(link)s"
            )
            % words
        )
    to = [Addressee(name=certificate.holder_name, address=person.email)]
    post_notice(kind="other", subject=subject, text=text, to=to, about=certificate, official=False, by=None)


def _frozen(certificate: Certificate, content: bytes, *, replaces: Document | None) -> Any:
    return freeze(
        kind=Document.Kind.OTHER,
        format=Document.Format.PDF,
        content=content,
        number=str(certificate),
        date=certificate.issued_on,
        title=f"{certificate.get_kind_display()} № {certificate}"[:500],
        about=certificate,
        public=False,
        by=None,
        replaces=replaces,
    )
