"""Reads of certificates: the register, one by its number or code, those of a person or an object."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Model, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from spilno.credentials.models import Certificate, Credential, FormerCredential, SigningKey, StatusList
from spilno.credentials.rules.keys import PublicKey
from spilno.credentials.rules.numbers import folded, read_number
from spilno.people.models import Person
from spilno.territories.rules.codes import search_key


@dataclass(frozen=True, slots=True)
class Progress:
    """How many papers of so many are made."""

    made: int
    of: int

    @property
    def left(self) -> int:
        """Return how many are still to be made."""
        return self.of - self.made


def certificates() -> "QuerySet[Certificate]":
    """Return the register, newest first."""
    return Certificate.objects.select_related("document", "person")


def found(q: str, rows: "QuerySet[Certificate]") -> "QuerySet[Certificate]":
    """Narrow the register by a number, a code, or words of the holder's name; apostrophes do not matter."""
    number = read_number(q)
    if number is not None:
        return rows.filter(year=number[0], number=number[1])
    by_code = rows.filter(code=folded(q))
    if by_code.exists():
        return by_code
    for word in search_key(q).split():
        rows = rows.filter(holder_search__contains=word)
    return rows


def in_state(state: str, rows: "QuerySet[Certificate]") -> "QuerySet[Certificate]":
    """Narrow the register to valid, expired, suspended or revoked ones; any other word leaves it whole."""
    if state == "revoked":
        return rows.filter(revoked_on__isnull=False)
    if state == "suspended":
        return rows.filter(revoked_on=None, suspended_on__isnull=False)
    over = Q(valid_until__lt=timezone.localdate())
    if state in {"valid", "expired"}:
        return rows.filter(over if state == "expired" else ~over, revoked_on=None, suspended_on=None)
    return rows


def by_code(code: str) -> Certificate | None:
    """Return the certificate with this code, however it was typed; None: there is none."""
    return certificates().filter(code=folded(code)).first()


def by_number(text: str) -> Certificate | None:
    """Return the certificate with this number; None: there is none, or it is no number."""
    number = read_number(text)
    return certificates().filter(year=number[0], number=number[1]).first() if number else None


def of_object(on: Model) -> "QuerySet[Certificate]":
    """Return the certificates about an object, newest first, revoked ones too."""
    return certificates().filter(object_type=on._meta.label_lower, object_id=str(on.pk))


def keys_of_valid(on: Model, kind: str) -> frozenset[str]:
    """Return who holds a valid certificate of the kind about the object: their keys."""
    rows = of_object(on).filter(kind=kind, revoked_on__isnull=True)
    return frozenset(rows.order_by().values_list("holder_key", flat=True))


def of_person(person: Person) -> "QuerySet[Certificate]":
    """Return the certificates of a person, newest first."""
    return certificates().filter(person=person)


def progress_of(rows: "QuerySet[Certificate]") -> Progress:
    """Tell how many papers of these certificates are made."""
    rows = rows.order_by()
    return Progress(rows.filter(document__isnull=False).count(), rows.count())


def unfinished() -> "QuerySet[Certificate]":
    """Return the certificates whose credential is not signed yet, or whose paper is not made."""
    return Certificate.objects.filter(Q(document=None) | Q(credential=None))


def credential_by_code(code: str) -> Credential | None:
    """Return the signed credential of the certificate with this code; None: there is none, or it is not signed yet."""
    return (
        Credential.objects.select_related("certificate__document", "key").filter(certificate__code=folded(code)).first()
    )


def former_by_code(code: str) -> list[FormerCredential]:
    """Return the credentials of a certificate that were signed by keys no longer trusted, the latest first."""
    rows = FormerCredential.objects.filter(certificate__code=folded(code))
    return list(rows.select_related("certificate__document", "key").order_by("-pk"))


def former_paper(sha256: str) -> FormerCredential | None:
    """Return the former credential whose paper is this very file; None: it is no former paper of ours."""
    rows = FormerCredential.objects.select_related("certificate__document", "key")
    return rows.filter(document__sha256=sha256).first()


def signed_by(key: SigningKey) -> int:
    """Count the certificates whose credential this key signed."""
    return Credential.objects.filter(key=key).count()


def by_paper(sha256: str) -> Certificate | None:
    """Return the certificate whose paper is this very file; None: we did not make it."""
    return certificates().filter(document__sha256=sha256).first()


def sample_of(kind: str, object_type: str, object_id: str) -> Certificate | None:
    """Return the latest certificate of a kind about an object: what it certifies is the same for all of them."""
    return certificates().filter(kind=kind, object_type=object_type, object_id=object_id).first()


def signing_key() -> SigningKey | None:
    """Return the key that signs now; None: there is none yet."""
    return SigningKey.objects.filter(retired_at=None).first()


def signing_keys() -> "QuerySet[SigningKey]":
    """Return all keys that ever signed here, the latest first, each with the count of certificates that it vouches for (`signed`)."""
    return SigningKey.objects.annotate(signed=Count("credentials")).order_by("-made_at", "-pk")


def public_keys() -> list[PublicKey]:
    """Return all keys that ever signed here, the latest first."""
    return [PublicKey(row.multikey, row.made_at, row.retired_at, row.revoked_since) for row in SigningKey.objects.all()]


def places_set(status: StatusList, purpose: str) -> list[int]:
    """Return the places of a status list whose bit is set: of revoked, or of suspended certificates; a former credential is revoked."""
    field = {"revocation": "revoked_on", "suspension": "suspended_on"}[purpose]
    rows = status.credentials.filter(**{f"certificate__{field}__isnull": False})
    former = status.former.all() if purpose == "revocation" else status.former.none()
    return [*rows.order_by().values_list("place", flat=True), *former.order_by().values_list("place", flat=True)]


def years() -> list[int]:
    """Return the years of the register, the latest first."""
    return list(Certificate.objects.order_by("-year").values_list("year", flat=True).distinct())


def needs_of_person(person: Person, _day: date) -> Iterable[str]:
    """Say which certificates stand on a person: their register names whoever holds them."""
    numbers = [str(row) for row in Certificate.objects.filter(person=person).only("year", "number")[:3]]
    if numbers:
        yield gettext("certificates no. %(numbers)s") % {"numbers": ", ".join(numbers)}


Revoked = Callable[..., object]
_revoked: list[Revoked] = []


def register_revoked(follow: Revoked) -> None:
    """Let an upper app do its part when a certificate is revoked: `follow(certificate, by=…)`, in the transaction of the act."""
    if follow not in _revoked:
        _revoked.append(follow)


def followers_of_revocation() -> list[Revoked]:
    """Return what upper apps do when a certificate is revoked."""
    return list(_revoked)
