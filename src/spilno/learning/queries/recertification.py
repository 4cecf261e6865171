"""How people stand with certificates that have a term: read from certificates by the dated rules of renewing; kept nowhere."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from spilno.credentials.models import Certificate
from spilno.learning.models import (
    Edition,
    Enrolment,
    Equivalence,
    Standard,
    StandardVersion,
    TemporaryCertification,
    YearStanding,
)
from spilno.learning.queries.standards import PUBLIC
from spilno.learning.rules.recertification import (
    GRACE,
    OPEN,
    TEMPORARY,
    Certified,
    Held,
    Span,
    Terms,
    certified,
    end_of_term,
    read_terms,
    terms_on,
)
from spilno.organisations.models import Organisation
from spilno.people.models import Person

FILE = Path(__file__).resolve().parent.parent / "data" / "recertification.toml"
SOON = timedelta(days=90)
STATES = {
    "valid": _("valid, nothing is due"),
    "open": _("time to renew"),
    "grace": _("in the grace period"),
    "temporary": _("kept up temporarily"),
    "lapsed": _("lapsed: the whole programme anew"),
    "revoked": _("the certificate is revoked"),
    "suspended": _("the certificate is suspended"),
}
PAIRS = {"valid": "ok", "open": "soon", "grace": "soon", "temporary": "wait"}


@lru_cache(maxsize=1)
def terms() -> tuple[Terms, ...]:
    """Return the dated rules of renewing, the earliest first; the file is read once."""
    return read_terms(FILE.read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Line:
    """How a person stands with a programme whose certificates have a term."""

    person: int
    standard: int
    title: str
    stands: Certified

    @property
    def said(self) -> str:
        """Say the state."""
        return str(STATES[self.stands.state])

    @property
    def pair(self) -> str:
        """Return the pair of colours of the state."""
        return PAIRS.get(self.stands.state, "no")

    @property
    def sign(self) -> str:
        """Return the sign of the state."""
        return {"ok": "seal", "no": "stop"}.get(self.pair, "clock")


People = Collection[int] | QuerySet[Any, Any]


def lines_of(people: People, today: date, *, standard: int | None = None) -> dict[int, list[Line]]:
    """Return how people stand with each programme that is learned anew, the earliest end first, by person.

    Five queries whatever the number of people. Programmes whose certificates never end are left out.
    """
    rows = Enrolment.objects.filter(person__in=people, certificate__isnull=False).order_by()
    completed = list(
        rows.values_list(
            "person", "edition__version", "edition__version__standard", "edition__version__credits", "certificate",
            "certificate__issued_on", "certificate__valid_until", "certificate__revoked_on", "certificate__suspended_on",
        )
    )  # fmt: skip
    renews = _renews({row[1] for row in completed})
    held: dict[tuple[int, int], list[Held]] = defaultdict(list)
    for person, version, own, credits_, number, on, until, revoked, suspended in completed:
        void = "revoked" if revoked else "suspended" if suspended else ""
        held[person, own].append(Held(on, until, void=void, number=number))
        for equivalent in renews[version]:
            ends = until or end_of_term(on, equivalent.valid_years)
            whole = credits_ >= equivalent.credits
            held[person, equivalent.standard_id].append(Held(on, ends, whole=whole, void=void, number=number))
    spans = _spans(people)
    found = {
        key: certified(own, spans[key], terms=terms(), today=today)
        for key, own in held.items()
        if (standard is None or key[1] == standard) and any(each.until for each in own)
    }
    return _told(found)


def _renews(versions: Collection[int]) -> dict[int, list[StandardVersion]]:
    """Return for each version the versions of other standards that it spares."""
    rows = Equivalence.objects.filter(earlier__in=versions).select_related("version")
    found: dict[int, list[StandardVersion]] = defaultdict(list)
    for each in rows:
        found[each.earlier_id].append(each.version)
    return found


def _spans(people: People) -> dict[tuple[int, int], list[Span]]:
    found: dict[tuple[int, int], list[Span]] = defaultdict(list)
    rows = TemporaryCertification.objects.filter(person__in=people, revoked_on=None).order_by()
    for person, standard, starts, ends in rows.values_list("person", "standard", "starts", "ends"):
        found[person, standard].append(Span(starts, ends))
    return found


def _told(found: dict[tuple[int, int], Certified | None]) -> dict[int, list[Line]]:
    standards = {standard for _person, standard in found}
    titles: dict[int, str] = {}
    for version in StandardVersion.objects.filter(standard__in=standards, state__in=PUBLIC).order_by(
        "starts", "version"
    ):
        titles[version.standard_id] = version.title
    lines: dict[int, list[Line]] = defaultdict(list)
    for (person, standard), stands in found.items():
        if stands is not None:
            lines[person].append(Line(person, standard, titles.get(standard, ""), stands))
    for own in lines.values():
        own.sort(key=lambda line: (line.stands.until or date.max, line.standard))
    return lines


@dataclass(frozen=True, slots=True)
class RenewalDue:
    """One who serves, and what he is to renew; by which day something ends: the term, or the grace."""

    person: Person
    organisation: Organisation
    line: Line

    @property
    def due_on(self) -> date:
        """Return the day by which to renew: the last of the term, of what keeps it up, or of the grace."""
        stands = self.line.stands
        days = {OPEN: stands.until, TEMPORARY: stands.temporary_until}
        return days.get(stands.state, stands.grace_until) or date.max


def renewals_due(
    today: date, *, within: timedelta = SOON, organisations: Collection[int] | None = None
) -> list[RenewalDue]:
    """Return those who serve and whose certificate ends within so many days, is in its grace or kept up; the earliest first.

    Whoever has renewed it is not there. Lapsed ones are not there either: they are not renewed but learned anew.
    """
    grace = max(max(each.grace_days, each.temporary_days) for each in terms())
    around = (today - timedelta(days=grace), today + within)
    ending = Enrolment.objects.filter(certificate__valid_until__range=around, certificate__revoked_on=None).order_by()
    rows = YearStanding.objects.filter(person__in=ending.values("person"), year=today.year)
    if organisations is not None:
        rows = rows.filter(organisation__in=organisations)
    serving = {row.person_id: row for row in rows.select_related("person", "organisation")}
    lines = lines_of(rows.order_by().values("person"), today) if serving else {}
    found = [
        RenewalDue(serving[person].person, serving[person].organisation, line)
        for person, own in lines.items()
        for line in own
        if line.stands.state in {GRACE, TEMPORARY} or (line.stands.state == OPEN and _ends_by(line, today + within))
    ]
    return sorted(found, key=lambda one: (one.due_on, one.organisation.sort_key, one.person.sort_key))


def _ends_by(line: Line, day: date) -> bool:
    return line.stands.until is not None and line.stands.until <= day


def line_of(person: Person, standard: Standard, today: date) -> Line | None:
    """Return how one stands with one programme; None: he never held a certificate of it that has a term."""
    return next(iter(lines_of([person.pk], today, standard=standard.pk).get(person.pk, [])), None)


def certificates_for(person: Person, standard: Standard) -> "QuerySet[Certificate]":
    """Return the certificates of a person that count for a programme, newest first: its own, and those of programmes that spare it."""
    spared = Equivalence.objects.filter(version__standard=standard, earlier=OuterRef("enrolment__edition__version"))
    rows = Certificate.objects.filter(enrolment__person=person)
    return rows.filter(enrolment__edition__version__standard=standard) | rows.filter(Exists(spared))


def temporary_of(person: Person, standard: Standard) -> "QuerySet[TemporaryCertification]":
    """Return the temporary certifications of a person, revoked ones too, the latest first."""
    return TemporaryCertification.objects.filter(person=person, standard=standard)


def to_renew(standard: Standard, today: date) -> list[tuple[Person, Line]]:
    """Return everybody whose certificate of a programme is to be renewed or has lapsed, the earliest end first."""
    spared = Equivalence.objects.filter(version__standard=standard, earlier=OuterRef("edition__version"))
    rows = Enrolment.objects.filter(certificate__isnull=False)
    rows = rows.filter(edition__version__standard=standard) | rows.filter(Exists(spared))
    people = Person.objects.filter(pk__in=rows.order_by().values("person"), erased_at__isnull=True)
    lines = lines_of(people.order_by().values("pk"), today, standard=standard.pk)
    named = people.in_bulk(list(lines))
    found = [(named[pk], own[0]) for pk, own in lines.items() if pk in named and own[0].stands.to_renew]
    return sorted(found, key=lambda one: (one[1].stands.until or date.max, one[0].sort_key))


def editions_that_renew(standard: Standard, today: date) -> "QuerySet[Edition]":
    """Return the editions that take applications and would renew a certificate of a programme, the one that begins first stands first."""
    spares = Equivalence.objects.filter(version__standard=standard, earlier=OuterRef("version"))
    rows = Edition.objects.filter(state=Edition.State.ANNOUNCED, apply_until__gte=today).select_related("version")
    return (rows.filter(version__standard=standard) | rows.filter(Exists(spares))).order_by("starts_on", "pk")


def terms_of(line: Line, today: date) -> Terms:
    """Return the rule by which a line is counted, to cite it."""
    return terms_on(terms(), line.stands.until or today)
