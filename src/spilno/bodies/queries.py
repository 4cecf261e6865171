"""Who holds which seat on a day, who may sign, which rights follow."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext

from spilno.accounts.models import Right, User
from spilno.bodies.models import Body, Seat, Term
from spilno.bodies.rules.terms import Tenure, warn_term_length, why_not_hold_seat
from spilno.people.models import Office, Person
from spilno.people.queries import offices_of
from spilno.statute.queries import in_force_on
from spilno.statute.rules.adoption import NoEdition
from spilno.statute.rules.provisions import Number
from spilno.statute.rules.refusal import Refusal


def terms_on(day: date) -> "QuerySet[Term]":
    """Return the terms that run on a day, the last day included; on a day of handing over, only the later one."""
    running = Term.objects.filter(Q(ends__isnull=True) | Q(ends__gte=day), starts__lte=day)
    later = running.filter(seat=OuterRef("seat"), starts__gt=OuterRef("starts"))
    return running.filter(~Exists(later))


def holders_on(day: date) -> "QuerySet[Term]":
    """Return who holds which seat on a day, in the order of bodies and seats; ended bodies have no holders."""
    return (
        terms_on(day)
        .filter(Q(seat__body__ended__isnull=True) | Q(seat__body__ended__gte=day))
        .select_related("seat__body", "person")
        .order_by("seat__body__order", "seat__body__name_uk", "seat__order", "seat")
    )


def who_may_sign(day: date) -> "QuerySet[Term]":
    """Return holders of seats whose holder signs for the association on the day; acting holders sign as such."""
    return holders_on(day).filter(seat__signs=True)


def secretaries_on(day: date) -> list[Person]:
    """Return people whose seats give the rights of the secretariat on a day, each once."""
    rows = [term for term in holders_on(day) if Right.SECRETARIAT.value in term.seat.rights]
    return list({term.person_id: term.person for term in rows}.values())


def holder_on(seat: Seat, day: date) -> Term | None:
    """Return who holds one seat on a day; None when it is empty."""
    return holders_on(day).filter(seat=seat).first()


@dataclass(frozen=True, slots=True)
class Held:
    """A seat and its holder on the day; None: the seat is empty."""

    seat: Seat
    term: Term | None


@dataclass(frozen=True, slots=True)
class Composition:
    """A body with its seats and their holders on the day."""

    body: Body
    seats: list[Held]

    @property
    def filled(self) -> int:
        """Count the seats that somebody holds."""
        return sum(1 for held in self.seats if held.term is not None)

    @property
    def chair(self) -> Held | None:
        """The first seat that leads the body."""
        return next((held for held in self.seats if held.seat.role == Seat.Role.CHAIR), None)


def compositions_on(day: date, bodies: "QuerySet[Body] | None" = None) -> list[Composition]:
    """Return bodies that work on a day, with seats and holders; two queries besides the bodies, however many."""
    bodies = Body.objects.all() if bodies is None else bodies
    bodies = bodies.filter(Q(ended__isnull=True) | Q(ended__gte=day)).prefetch_related(
        Prefetch("seats", Seat.objects.order_by("order", "pk"))
    )
    holders = {term.seat_id: term for term in terms_on(day).select_related("person")}
    return [
        Composition(body, [Held(seat, holders.get(seat.pk)) for seat in body.seats.all()])
        for body in bodies.order_by("order", "name_uk")
    ]


def rights_of_seats(user: User, day: date) -> set[str]:
    """Return the codes of rights that follow from the seats that the person of this account holds on the day."""
    rows = holders_on(day).filter(person__user=user).values_list("seat__rights", flat=True)
    return {right for rights in rows for right in rights}


def tenure(term: Term) -> Tenure:
    """Return a term as facts for the rules."""
    return Tenure(term.person_id, term.starts, term.ends, term.acting, str(term.person))


def standing_tenures(seat: Seat, *, without: int | None = None) -> list[Tenure]:
    """Return all terms of a seat as facts, oldest first."""
    return [
        tenure(term) for term in seat.terms.select_related("person").exclude(pk=without or 0).order_by("starts", "pk")
    ]


def refusal_to_elect(
    seat: Seat, person: Person, *, starts: date, ends: date | None, ground: str = "-", acting: bool = False
) -> Refusal | None:
    """Say why an election or an appointment would be refused, so that a draft decision can tell it before."""
    return why_not_hold_seat(
        Tenure(person.pk, starts, ends, acting, str(person)),
        standing=standing_tenures(seat),
        seat=seat.title_uk,
        ground=ground,
        body_ended=seat.body.ended,
    )


def term_limit(body: Body, day: date) -> Number | None:
    """Return how many years a term in this body lasts by the statute in force on the day; None: it does not say."""
    try:
        return in_force_on(day).terms_years.get(body.kind)
    except NoEdition:
        return None


def warning_of(term: Term) -> Refusal | None:
    """Warn when the term is longer than the statute in force at its beginning sets."""
    return warn_term_length(tenure(term), limit=term_limit(term.seat.body, term.starts))


def empty_seats(compositions: Iterable[Composition]) -> list[Seat]:
    """Return seats that nobody holds, those of leaders first."""
    empty = [held.seat for composition in compositions for held in composition.seats if held.term is None]
    return sorted(empty, key=lambda seat: seat.role == Seat.Role.MEMBER)


def posts_of(compositions: Iterable[Composition], day: date) -> dict[int, Office]:
    """Return the office that each holder has besides the seat, by the person's number; one query."""
    people = {held.term.person_id for found in compositions for held in found.seats if held.term is not None}
    return offices_of(people, day)


def warnings_of(body: Body, terms: Iterable[Term]) -> dict[int, Refusal]:
    """Return warnings about terms longer than the statute sets, by the number of the term."""
    limits: dict[date, Number | None] = {}
    found = {}
    for term in terms:
        if term.starts not in limits:
            limits[term.starts] = term_limit(body, term.starts)
        warning = warn_term_length(tenure(term), limit=limits[term.starts])
        if warning is not None:
            found[term.pk] = warning
    return found


def history_of(body: Body) -> "QuerySet[Term]":
    """Return all terms of a body's seats, the latest first."""
    return (
        Term.objects.filter(seat__body=body)
        .select_related("seat", "person")
        .order_by("seat__order", "seat", F("starts").desc(), "-pk")
    )


def seats_of_person(person: Person, day: date) -> list[str]:
    """Return in words the seats that a person holds on a day or will hold."""
    rows = Term.objects.filter(Q(ends__isnull=True) | Q(ends__gte=day), person=person)
    return [
        gettext("the seat “%(seat)s”, %(body)s") % {"seat": row.seat.title_uk, "body": row.seat.body.name_uk}
        for row in rows.select_related("seat__body")
    ]
