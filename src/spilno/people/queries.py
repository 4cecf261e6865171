"""Who holds which office on a day, and how that is said."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from spilno.organisations.rules.phrases import Case as GrammaticalCase
from spilno.people.models import Office, Person
from spilno.people.rules import posts

# the office that speaks for a person first, when he holds several
PRECEDENCE = (
    Office.Category.HEAD,
    Office.Category.DEPUTY,
    Office.Category.COUNCIL_SECRETARY,
    Office.Category.STAROSTA,
    Office.Category.OFFICIAL,
    Office.Category.COUNCILLOR,
    Office.Category.OTHER,
)


def holders_on(day: date) -> "QuerySet[Office]":
    """Return the offices held on the day (first and last days included), with person and organisation.

    In each organisation the head comes first, a holder before one who only acts, the latest start before earlier ones.
    """
    order = Case(
        *(When(category=category, then=Value(place)) for place, category in enumerate(PRECEDENCE)),
        default=Value(len(PRECEDENCE)),
        output_field=IntegerField(),
    )
    return (
        Office.objects.filter(Q(ends__isnull=True) | Q(ends__gte=day), starts__lte=day)
        .select_related("person", "organisation")
        .alias(precedence=order)
        .order_by("organisation__name_uk", "precedence", "acting", "-starts", "-pk")
    )


def offices_of(people: Iterable[int], day: date) -> dict[int, Office]:
    """Return for each person's number the office that speaks for him on the day; those without one are absent."""
    ranks = {category: place for place, category in enumerate(PRECEDENCE)}
    held = sorted(
        holders_on(day).filter(person__in=list(people)),
        key=lambda office: (ranks[Office.Category(office.category)], office.acting, -office.starts.toordinal()),
    )
    found: dict[int, Office] = {}
    for office in held:
        found.setdefault(office.person_id, office)
    return found


def office_of(person: Person, day: date) -> Office | None:
    """Return the office that speaks for the person on the day: head before deputy before official; None: holds none."""
    return offices_of([person.pk], day).get(person.pk)


def post_line(person: Person, day: date, case: GrammaticalCase = "nominative") -> str:
    """Name the person's post with its organisation on the day: «Валківська міська голова»; empty when he holds none.

    Asked for many people, use `offices_of` once and `post_of` for each.
    """
    office = office_of(person, day)
    return post_of(office, case) if office else ""


def post_of(office: Office, case: GrammaticalCase = "nominative") -> str:
    """Name an office with its organisation, in a case; one who only acts is «виконувач обов’язків»."""
    feminine = office.person.gender == Person.Gender.FEMININE
    if not office.acting or office.post_uk.startswith(("в. о.", "т. в. о.", "викону")):
        return posts.post_line(office.post_uk, office.organisation.name_uk, feminine=feminine, case=case)
    own = posts.post_line(office.post_uk, office.organisation.name_uk, feminine=False, case="genitive")
    return f"{posts.decline_post('виконувачка' if feminine else 'виконувач', case)} обов’язків {own}"
