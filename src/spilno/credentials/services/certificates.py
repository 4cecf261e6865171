"""Issue certificates, many at once; go on making papers that are missing."""

import re
import secrets
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import override

from spilno.accounts.models import User
from spilno.credentials import queries
from spilno.credentials.models import Certificate
from spilno.credentials.rules.issuing import IssueFacts, why_not_issue
from spilno.credentials.rules.numbers import ALPHABET, BODY, check_character, next_numbers
from spilno.credentials.tasks import make_papers
from spilno.documents.models import Attachment
from spilno.journal.services import record, take_turn
from spilno.organisations.models import Organisation
from spilno.organisations.rules.phrases import decline_phrase
from spilno.people.gateways import declined
from spilno.people.models import Person
from spilno.people.queries import office_of, post_of, post_shown
from spilno.statute.rules.refusal import refuse
from spilno.territories.rules.codes import search_key
from spilno.ui.words import person_in_latin

PATRONYMIC = re.compile(r"(?P<m>(ович|йович|ич|ьович))$|(?P<f>(івна|ївна|ична|инична|овна))$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Holder:
    """Who gets a certificate, as it is printed: `name` in the nominative, `to` and `post` in the dative.

    Without `to` nobody knows how the name is declined: name and post stand in the nominative.
    `key` tells one holder from another («person:17», «registration:203»): one valid certificate of a kind is held by a key.
    `hours` and `facts` go before those of the whole batch.
    """

    name: str
    to: str = ""
    name_en: str = ""
    post: str = ""
    person: Person | None = None
    key: str = ""
    hours: Decimal | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


def holder_of(
    person: Person, *, day: date, hours: Decimal | None = None, facts: Mapping[str, Any] | None = None
) -> Holder:
    """Make the holder of a person in the register: name and post of the day, declined."""
    office = office_of(person, day)
    with override("en"):
        post_en = post_shown(office) if office else ""
    return Holder(
        name=str(person),
        to=str(declined(person, "dative")),
        name_en=person_in_latin(str(person)),
        post=post_of(office, "dative") if office else "",
        person=person,
        key=f"person:{person.pk}",
        hours=hours,
        facts={"post_en": post_en, **(facts or {})},
    )


def holder_named(
    family_name: str,
    given_name: str,
    patronymic: str = "",
    *,
    post: str = "",
    organisation: str = "",
    key: str = "",
    hours: Decimal | None = None,
    facts: Mapping[str, Any] | None = None,
) -> Holder:
    """Make the holder of one who stands in no register, as he wrote himself.

    The patronymic tells how the name is declined; without it nobody guesses: name and post stay as they were written.
    """
    found = PATRONYMIC.search(patronymic.strip())
    person = Person(family_name=family_name.strip(), given_name=given_name.strip(), patronymic=patronymic.strip())
    person.gender = Person.Gender.FEMININE if found and found["f"] else Person.Gender.MASCULINE
    name = f"{person.given_name} {person.family_name.upper()}".strip()
    where = decline_phrase(post.strip(), "dative") if found else post.strip()
    return Holder(
        name=name,
        to=str(declined(person, "dative")) if found else "",
        name_en=person_in_latin(name),
        post=", ".join(part for part in (where, organisation.strip()) if part),
        key=key,
        hours=hours,
        facts=facts or {},
    )


@transaction.atomic
def issue_certificates(
    kind: str,
    *,
    about: models.Model,
    holders: Sequence[Holder],
    title: str,
    title_en: str = "",
    issuers: Iterable[Organisation],
    logos: Mapping[int, Attachment] | None = None,
    hours: Decimal | None = None,
    facts: Mapping[str, Any] | None = None,
    issued_on: date | None = None,
    valid_until: date | None = None,
    by: User | None,
) -> list[Certificate]:
    """Issue certificates to all holders or to none, with the next numbers of the year; papers are made afterwards.

    `logos` are those of issuers by number of the organisation, drawn in places of one size. `facts` are printed: `what_uk` («за участь у семінарі»), `when_uk`, `place_uk`, `what_en`, `when_en`, `place_en`, `signed`
    (a list of `post_uk`, `name_uk`, `post_en`, `name_en`). Raises RuleBroken: nobody, a name is missing, one holds a valid
    certificate of this kind already, stands twice, the day has not come, or the term ends before it. `valid_until` is the last
    day of the term; None: the certificate has none.
    """
    kind = str(Certificate.Kind(kind))
    today = timezone.localdate()
    day = issued_on or today
    take_turn()  # numbers of the year are given one batch after another
    names = [_issuer(each, (logos or {}).get(each.pk)) for each in issuers]
    held = queries.keys_of_valid(about, kind)
    wanted = IssueFacts(
        title=title, issuers=[name["uk"] for name in names], issued_on=day, today=today, valid_until=valid_until,
        **_who(holders, held=held, hours=hours),
    )  # fmt: skip
    refuse(why_not_issue(wanted))
    common: dict[str, Any] = {
        "kind": kind, "year": day.year, "title": title.strip(), "title_en": title_en.strip(), "issuers": names,
        "object_type": about._meta.label_lower, "object_id": str(about.pk), "issued_on": day, "valid_until": valid_until,
        "issued_by": by.pk if by is not None else None,
    }  # fmt: skip
    rows = [
        _certificate(holder, number=number, hours=hours, facts=facts or {}, common=common)
        for number, holder in zip(_next_numbers(day.year, len(holders)), holders, strict=True)
    ]
    Certificate.objects.bulk_create(rows, batch_size=200)
    span = {"kind": kind, "first": str(rows[0]), "last": str(rows[-1]), "count": len(rows)}
    record("certificate.issued", about, by=by, facts=span)
    transaction.on_commit(lambda: make_papers.enqueue(about._meta.label_lower, str(about.pk)))
    return list(
        queries.certificates().filter(year=day.year, number__in=[row.number for row in rows]).order_by("number")
    )


def _next_numbers(year: int, count: int) -> Iterable[int]:
    last = Certificate.objects.filter(year=year).aggregate(last=Max("number"))["last"] or 0
    return next_numbers(last, count)


def _who(holders: Sequence[Holder], *, held: Container[str], hours: Decimal | None) -> dict[str, Any]:
    """Return what the rule asks of holders; `held` are keys of those with a valid certificate."""
    counts = Counter(holder.key for holder in holders if holder.key)
    return {
        "holders": [holder.name for holder in holders],
        "hours": [holder.hours or hours for holder in holders],
        "already": [holder.name for holder in holders if holder.key in held],
        "repeated": [holder.name for holder in holders if counts[holder.key] > 1],
    }


def _certificate(
    holder: Holder, *, number: int, hours: Decimal | None, facts: Mapping[str, Any], common: Mapping[str, Any]
) -> Certificate:
    """Make the row of one holder; `common` are the fields that all of the batch share."""
    return Certificate(
        **common,
        number=number,
        code=_new_code(),
        person=holder.person,
        holder_key=holder.key,
        holder_name=holder.name.strip(),
        holder_to=holder.to.strip(),
        holder_name_en=holder.name_en,
        holder_post=holder.post[:300],
        holder_search=search_key(holder.name)[:300],
        facts={"hour_minutes": settings.ACADEMIC_HOUR_MINUTES, **facts, **holder.facts},
        hours=holder.hours or hours,
    )


def _issuer(organisation: Organisation, logo: Attachment | None) -> dict[str, Any]:
    return {"uk": organisation.name_uk, "en": organisation.name_en, "logo": logo.pk if logo else None}


def _new_code() -> str:
    body = "".join(secrets.choice(ALPHABET) for _ in range(BODY))
    return body + check_character(body)


def go_on_making_papers() -> int:
    """Ask for the papers that are still missing, whatever stopped them; returns how many there are."""
    missing = queries.unfinished().count()
    if missing:
        make_papers.enqueue()
    return missing
