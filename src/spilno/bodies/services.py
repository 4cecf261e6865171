"""Acts on bodies: seats are made, given by election or appointment, and given up."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone, translation
from django.utils.translation import gettext

from spilno.accounts.models import Right, User
from spilno.bodies.models import Body, Seat, Term
from spilno.bodies.queries import holders_on, secretaries_on, standing_tenures, tenure
from spilno.bodies.rules.terms import Tenure, remind_of_term_on, why_not_end_body, why_not_end_term, why_not_hold_seat
from spilno.journal.queries import entries_of
from spilno.journal.services import record
from spilno.notices.models import Notice
from spilno.notices.services import Addressee, post_notice
from spilno.people.models import Person
from spilno.statute.rules.days import each_day
from spilno.statute.rules.refusal import refuse


@transaction.atomic
def add_body(
    *,
    kind: str,
    name_uk: str,
    name_en: str = "",
    genitive_uk: str = "",
    level: str = "",
    order: int = 0,
    ground: str,
    by: User | None,
) -> Body:
    """Record a body that the association formed."""
    body = Body.objects.create(
        kind=kind, name_uk=name_uk, name_en=name_en, genitive_uk=genitive_uk, level=level, order=order
    )
    record("body.added", body, by=by, ground=ground, facts={"kind": kind, "name": name_uk})
    return body


@transaction.atomic
def end_body(body: Body, *, on: date, ground: str, by: User | None) -> Body:
    """End a body with a day, which is its last one: after it its seats have no holders and give no rights."""
    body = Body.objects.select_for_update().get(pk=body.pk)
    begun = Term.objects.filter(seat__body=body).aggregate(last=Max("starts"))["last"]
    refuse(why_not_end_body(name=body.name_uk, kind=body.kind, ended=body.ended, last_day=on, last_begun=begun))
    body.ended = on
    body.save(update_fields=["ended"])
    record("body.ended", body, by=by, ground=ground, facts={"last_day": on})
    return body


@transaction.atomic
def add_seat(
    body: Body,
    *,
    role: str,
    title_uk: str,
    title_en: str = "",
    order: int = 0,
    signs: bool = False,
    rights: Sequence[str] = (),
    ground: str,
    by: User | None,
) -> Seat:
    """Add a seat to a body: what its holder is called, whether he signs, which rights follow."""
    unknown = set(rights) - set(Right.values)
    if unknown:
        message = f"unknown rights: {sorted(unknown)}"
        raise ValueError(message)
    seat = Seat.objects.create(
        body=body, role=role, title_uk=title_uk, title_en=title_en, order=order, signs=signs, rights=list(rights)
    )
    record(
        "seat.added",
        seat,
        by=by,
        ground=ground,
        facts={"body": body.pk, "role": role, "signs": signs, "rights": list(rights)},
    )
    return seat


@transaction.atomic
def elect(
    seat: Seat,
    person: Person,
    *,
    starts: date,
    ends: date | None,
    ground: str,
    by: User | None,
    acting: bool = False,
) -> Term:
    """Give a seat to a person by an election or, `acting`, by an appointment while the seat is empty.

    An acting holder's term ends by itself when an elected one begins.
    """
    seat = Seat.objects.select_for_update(of=("self",)).select_related("body").get(pk=seat.pk)
    refuse(
        why_not_hold_seat(
            Tenure(person.pk, starts, ends, acting, str(person)),
            standing=standing_tenures(seat),
            seat=seat.title_uk,
            ground=ground,
            body_ended=seat.body.ended,
        )
    )
    relieved = [] if acting else _relieve_acting(seat, starts=starts, ends=ends, ground=ground)
    term = Term.objects.create(seat=seat, person=person, acting=acting, starts=starts, ends=ends, ground=ground.strip())
    record(
        "term.acting" if acting else "term.elected",
        term,
        by=by,
        ground=ground.strip(),
        facts={"seat": seat.pk, "person": person.pk, "starts": starts, "ends": ends, "relieved": relieved},
    )
    return term


def _relieve_acting(seat: Seat, *, starts: date, ends: date | None, ground: str) -> list[int]:
    """End acting terms that would run beside the elected one: with the day before, or their own first day."""
    beside = seat.terms.filter(acting=True).filter(Q(ends__isnull=True) | Q(ends__gte=starts))
    if ends is not None:
        beside = beside.filter(starts__lte=ends)
    relieved = []
    for term in beside:
        term.ends, term.ended_by = max(term.starts, starts - timedelta(days=1)), ground.strip()
        term.save(update_fields=["ends", "ended_by"])
        relieved.append(term.pk)
    return relieved


@transaction.atomic
def end_term(term: Term, *, on: date, ground: str, by: User | None) -> Term:
    """End a term with a day, which is its last one, on a ground that is named."""
    term = Term.objects.select_for_update(of=("self",)).select_related("seat", "person").get(pk=term.pk)
    refuse(why_not_end_term(tenure(term), last_day=on, seat=term.seat.title_uk, ground=ground))
    term.ends, term.ended_by = on, ground.strip()
    term.save(update_fields=["ends", "ended_by"])
    record(
        "term.ended",
        term,
        by=by,
        ground=ground.strip(),
        facts={"seat": term.seat_id, "person": term.person_id, "last_day": on},
    )
    return term


@transaction.atomic
def remind_of_terms(since: date, day: date) -> int:
    """Write to holders and the secretariat when a term ends soon and nobody comes after; returns how many letters.

    Days of the rule from `since` to `day` count, those missed too: several of them give one letter. Asked twice on one
    day, it writes once.
    """
    posted, days = 0, each_day(since, day)
    for term in holders_on(day).filter(ends__isnull=False):
        if (
            not any(remind_of_term_on(term.ends, each) for each in days)
            or term.seat.terms.filter(starts__gt=term.starts).exists()
            or any(timezone.localdate(line.at) == day for line in entries_of(term).filter(act="term.ending"))
        ):
            continue
        posted += _remind_of(term, day)
    return posted


def _remind_of(term: Term, day: date) -> bool:
    """Post the letter; tell whether there was anybody to write to."""
    told = {person.pk: person for person in [term.person, *secretaries_on(day)] if person.email}
    if not told or term.ends is None:
        return False
    with translation.override("uk"):
        words = {
            "seat": term.seat.title_uk,
            "body": term.seat.body.name_uk,
            "person": str(term.person),
            "ends": f"{term.ends:%d.%m.%Y}",
            "ground": term.ground,
        }
        post_notice(
            kind=Notice.Kind.OTHER,
            subject=gettext("The term in the seat “%(seat)s” ends on %(ends)s") % words,
            text=gettext(
                "%(body)s, seat: %(seat)s, holder: %(person)s.\n\nThe term (%(ground)s) lasts through %(ends)s, and nobody is "
                "elected to follow.\n\nPlease put the election on the agenda of a meeting in time for its notice."
            )
            % words,
            to=[Addressee(name=str(person), address=person.email) for person in told.values()],
            about=term,
            by=None,
        )
    record("term.ending", term, by=None, ground=term.ground, facts={"ends": term.ends})
    return True
