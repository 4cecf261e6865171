"""Reads of undertakings: the register, what is overdue, whose they are, where they came from."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import BooleanField as Yes
from django.db.models import Case, Count, Exists, Model, OuterRef, Q, QuerySet, Value, When
from django.utils.translation import gettext, ngettext

from spilno.documents.models import Attachment
from spilno.organisations.models import Organisation
from spilno.people.models import Person
from spilno.ui.words import in_language
from spilno.undertakings.models import Report, Undertaking

MOST_OFFERED = 100  # councils in a select; of more, the reader types a name
LIVE = (Undertaking.State.OPEN, Undertaking.State.REPORTED)


def undertakings(day: date) -> "QuerySet[Undertaking]":
    """Return all undertakings with whom they bind and `overdue` on the day; the nearest term first."""
    late = Q(state=Undertaking.State.OPEN, due_on__lt=day)
    return Undertaking.objects.select_related("organisation", "body", "person").annotate(
        overdue=Case(When(late, then=Value(value=True)), default=Value(value=False), output_field=Yes())
    )


def overdue_on(day: date) -> "QuerySet[Undertaking]":
    """Return undertakings whose term has passed on the day and of which nothing was reported."""
    return undertakings(day).filter(state=Undertaking.State.OPEN, due_on__lt=day)


def of_organisation(organisation: Organisation) -> "QuerySet[Undertaking]":
    """Return what a council must do or has done, the nearest term first."""
    return Undertaking.objects.filter(organisation=organisation).select_related("organisation", "body", "person")


def of_source(source: Model) -> "QuerySet[Undertaking]":
    """Return undertakings that came from an object: a decision, an area of a memorandum."""
    return Undertaking.objects.filter(source_type=source._meta.label_lower, source_id=str(source.pk)).select_related(
        "organisation", "body", "person"
    )


@dataclass(frozen=True, slots=True)
class Origin:
    """The object that an undertaking came from, as its page names it."""

    title: str
    url: str


OriginResolver = Callable[[Iterable[str]], Mapping[str, Origin]]
_origins: dict[str, OriginResolver] = {}


def register_origin(source_type: str, resolver: OriginResolver) -> None:
    """Let an upper app tell what its objects are: numbers come in, titles and addresses by number go out."""
    _origins[source_type] = resolver


def origins_of(rows: Iterable[Undertaking]) -> dict[int, Origin]:
    """Return where undertakings came from, by their keys; each app is asked once, what nobody tells is absent."""
    asked: dict[str, dict[str, list[int]]] = {}
    for row in rows:
        asked.setdefault(row.source_type, {}).setdefault(row.source_id, []).append(row.pk)
    return {
        pk: origin
        for source_type, ids in asked.items()
        if source_type in _origins
        for number, origin in _origins[source_type](sorted(ids)).items()
        for pk in ids.get(number, [])
    }


def reports_of(undertaking: Undertaking) -> list[tuple[Report, list[Attachment]]]:
    """Return reports in their order with the files brought as evidence; two queries."""
    reports = list(undertaking.reports.all())
    files: dict[str, list[Attachment]] = {}
    numbers = [str(report.pk) for report in reports]
    for file in Attachment.objects.filter(object_type=Report._meta.label_lower, object_id__in=numbers):
        files.setdefault(file.object_id, []).append(file)
    return [(report, files.get(str(report.pk), [])) for report in reports]


def live() -> "QuerySet[Undertaking]":
    """Return undertakings that are not ended."""
    return Undertaking.objects.filter(state__in=LIVE)


def found(text: str, rows: "QuerySet[Undertaking]") -> "QuerySet[Undertaking]":
    """Narrow a list to those whose words, ground or number hold the text."""
    said = re.escape(text)  # a regular expression, because LIKE of SQLite knows no capital letters but Latin ones
    words = Q(what__iregex=said) | Q(ground__iregex=said) | Q(organisation__name_uk__iregex=said)
    if text.isdecimal() and len(text) < 9:
        words |= Q(number=int(text))
    return rows.filter(words)


def of_council(asked: str, rows: "QuerySet[Undertaking]") -> "QuerySet[Undertaking]":
    """Narrow a list to one council by its number, or to councils whose name holds the words."""
    if asked.isdecimal() and len(asked) < 12:
        return rows.filter(organisation=int(asked))
    for word in asked.split():
        rows = rows.filter(organisation__name_uk__iregex=re.escape(word))
    return rows


def councils_bound() -> list[tuple[int, str]] | None:
    """Return numbers and names of councils that ever had an undertaking; None when they are too many to choose from."""
    bound = Exists(Undertaking.objects.filter(organisation=OuterRef("pk")))
    rows = Organisation.objects.filter(bound).values_list("pk", "name_uk", "name_en")
    found = [(pk, in_language(uk, en)) for pk, uk, en in rows[: MOST_OFFERED + 1]]
    return found if len(found) <= MOST_OFFERED else None


def counts(day: date) -> dict[str, int]:
    """Count undertakings for the head of the register: being done, reported, overdue, done."""
    late = Q(state=Undertaking.State.OPEN, due_on__lt=day)
    return Undertaking.objects.aggregate(
        overdue=Count("pk", filter=late),
        running=Count("pk", filter=Q(state=Undertaking.State.OPEN) & ~late),
        reported=Count("pk", filter=Q(state=Undertaking.State.REPORTED)),
        done=Count("pk", filter=Q(state=Undertaking.State.ACCEPTED)),
    )


def undertakings_of_person(person: Person, day: date) -> list[str]:
    """Return in words what binds a person and has not ended; the same on every day."""
    numbers = live().filter(person=person).order_by("number").values_list("number", flat=True)
    return [gettext("undertaking no. %(number)d") % {"number": number} for number in numbers]


def foretell(predecessor: Organisation, kind: str, successors: Sequence[Organisation], on: date) -> list[str]:
    """Tell in a sentence what becomes of undertakings when their council ends on a day; empty: nothing binds it."""
    count = live().filter(organisation=predecessor).count()
    if not count:
        return []
    if kind in {"renamed", "merged"} and successors:
        said = ngettext(
            "%(count)d undertaking passes to %(successor)s.", "%(count)d undertakings pass to %(successor)s.", count
        )
        return [said % {"count": count, "successor": successors[0]}]
    said = ngettext(
        "%(count)d undertaking stays without anybody to do it: a decision names who does, or takes it off control.",
        "%(count)d undertakings stay without anybody to do them: a decision names who does, or takes them off control.",
        count,
    )
    return [said % {"count": count}]
