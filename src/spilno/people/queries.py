"""Who holds which office on a day, and how that is said."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils.translation import get_language, ngettext

from spilno.organisations.models import Organisation
from spilno.organisations.rules.phrases import Case as GrammaticalCase
from spilno.people.models import Office, Person
from spilno.people.rules import posts
from spilno.territories.rules.codes import search_key

# the office that speaks for a person first, when he holds several
PRECEDENCE = (
    Office.Category.HEAD,
    Office.Category.STATE_HEAD,
    Office.Category.STATE_FIRST_DEPUTY,
    Office.Category.DEPUTY,
    Office.Category.STATE_DEPUTY,
    Office.Category.COUNCIL_SECRETARY,
    Office.Category.STAROSTA,
    Office.Category.OFFICIAL,
    Office.Category.CIVIL_SERVANT,
    Office.Category.COUNCILLOR,
    Office.Category.OTHER,
)


def outliving(organisation: Organisation, on: date) -> "QuerySet[Office]":
    """Return the offices in an organisation that began by a day and would last longer."""
    return Office.objects.filter(Q(ends=None) | Q(ends__gt=on), organisation=organisation, starts__lte=on)


def foretell(predecessor: Organisation, kind: str, successors: Sequence[Organisation], on: date) -> list[str]:
    """Tell in a sentence how many offices end together with an organisation; empty: none."""
    count = outliving(predecessor, on).count()
    if not count:
        return []
    said = ngettext("%(count)d office there ends on %(day)s.", "%(count)d offices there end on %(day)s.", count)
    return [said % {"count": count, "day": f"{on:%d.%m.%Y}"}]


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
        .order_by("organisation__sort_key", "precedence", "acting", "-starts", "-pk")
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


def post_shown(office: Office) -> str:
    """Name an office with its organisation in the language of the reader: a document takes `post_of`."""
    return post_of(office) if get_language() != "en" else f"{office.post}, {office.organisation}"


def people(q: str = "") -> "QuerySet[Person]":
    """Return persons whose name has all the words of `q`, apostrophes ignored; those erased or merged are left out."""
    found = Person.objects.filter(erased_at__isnull=True)
    for word in search_key(q).split():
        found = found.filter(search_key__contains=word)
    return found


def namesakes(person: Person) -> "QuerySet[Person]":
    """Return other persons with the same family and given name: perhaps the same person twice."""
    return people().filter(family_name=person.family_name, given_name=person.given_name).exclude(pk=person.pk)


def offices_in_time(person: Person) -> "QuerySet[Office]":
    """Return all offices that the person holds and held, the latest first."""
    return person.offices.select_related("organisation", "person").order_by("-starts", "-pk")


NeedsSource = Callable[[Person, date], Iterable[str]]
_needs: list[NeedsSource] = []


def register_needs(source: NeedsSource) -> None:
    """Let an upper app tell, in words, what stands on a person on a day: a mandate, a seat, an undertaking."""
    if source not in _needs:
        _needs.append(source)


def needs_of(person: Person, day: date) -> list[str]:
    """Return what stands on the person on the day, as upper apps tell."""
    return [need for source in _needs for need in source(person, day)]


Copies = Callable[[Person], int]
_copies: list[Copies] = []


def register_copies(forget: Copies) -> None:
    """Let an upper app drop what it copied of a person (a name on a list, a contact) when his data are erased."""
    if forget not in _copies:
        _copies.append(forget)


def forget_copies(person: Person) -> int:
    """Drop what upper apps copied of the person, in the transaction of the erasure; returns how many rows there were."""
    return sum(forget(person) for forget in _copies)


OfPeople = Callable[[Iterable[int]], None]
_derived: list[tuple[OfPeople, OfPeople]] = []


def register_derived(follow: OfPeople, forget: OfPeople) -> None:
    """Let an upper app keep what it derives from offices: `follow` brings it up for people, `forget` drops it before a merge."""
    if (follow, forget) not in _derived:
        _derived.append((follow, forget))


def follow_offices(people: Iterable[int]) -> None:
    """Let upper apps bring up what they derive from the offices of people, in the transaction that changed the offices."""
    numbers = list(people)
    for follow, _ in _derived:
        follow(numbers)


def forget_derived(people: Iterable[int]) -> None:
    """Let upper apps drop what they derive from the offices of people; `follow_offices` makes it again."""
    numbers = list(people)
    for _, forget in _derived:
        forget(numbers)


def relations_to_people() -> list[Any]:
    """Return every relation of the database that points to a person, hidden ones too, offices included."""
    return [
        relation
        for relation in Person._meta.get_fields(include_hidden=True)
        if relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one)
        and relation.related_model is not Person
    ]  # fmt: skip


def holders_sought(day: date, q: str = "") -> "QuerySet[Office]":
    """Return the offices held on the day whose organisation or holder has all the words of `q`."""
    found = holders_on(day)
    for word in search_key(q).split():
        found = found.filter(Q(organisation__search_key__contains=word) | Q(person__search_key__contains=word))
    return found
