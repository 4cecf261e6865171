"""Acts on bodies: who holds, who stands in, who signs, which rights follow."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.cast import LONG_AGO, make_person, make_user

from spilno.accounts.access import rights_on
from spilno.accounts.models import Right
from spilno.bodies import services
from spilno.bodies.models import Seat, Term
from spilno.bodies.queries import compositions_on, holder_on, holders_on, refusal_to_elect, warning_of, who_may_sign
from spilno.journal.models import Entry
from spilno.notices.models import Delivery
from spilno.statute.rules.refusal import RuleBroken

DAY = date(2026, 3, 1)


def refused(service, /, *args, **kwargs) -> str:
    with pytest.raises(RuleBroken) as broken:
        service(*args, **kwargs)
    return broken.value.refusal.code


def test_a_taken_seat_is_not_given_and_nothing_is_written(cast):
    person = make_person("Грабова")
    code = refused(services.elect, cast.president, person, starts=DAY, ends=None, ground="№ 5", by=None)
    assert code == "seat_taken"
    assert Term.objects.count() == 1
    assert not Entry.objects.exists()
    assert refusal_to_elect(cast.president, person, starts=DAY, ends=None).code == "seat_taken"


def test_after_the_end_of_a_term_a_new_holder_is_elected_on_the_same_day(cast):
    person = make_person("Грабова", "Надія")
    services.end_term(Term.objects.get(), on=DAY, ground="рішення № 4", by=cast.secretary)
    term = services.elect(
        cast.president, person, starts=DAY, ends=date(2030, 2, 28), ground="рішення № 5", by=cast.secretary
    )
    assert holder_on(cast.president, DAY) == term  # on the day of handing over, the later one
    assert holder_on(cast.president, DAY - timedelta(days=1)).person == cast.chair_person
    assert [entry.act for entry in Entry.objects.all()] == ["term.ended", "term.elected"]


def test_an_acting_holder_signs_until_somebody_is_elected(cast):
    deputy, new = make_person("Явір", "Тарас", gender="m"), make_person("Грабова", "Надія")
    assert (
        refused(
            services.elect,
            cast.president,
            deputy,
            acting=True,
            starts=DAY,
            ends=None,
            ground="розпорядження № 1",
            by=None,
        )
        == "seat_not_empty"
    )
    services.end_term(Term.objects.get(), on=DAY, ground="складення повноважень", by=None)
    services.elect(
        cast.president,
        deputy,
        acting=True,
        starts=DAY + timedelta(days=1),
        ends=None,
        ground="розпорядження № 1",
        by=None,
    )
    signatory = who_may_sign(date(2026, 4, 1)).get()
    assert (signatory.person, signatory.acting) == (deputy, True)
    services.elect(cast.president, new, starts=date(2026, 5, 1), ends=None, ground="рішення № 6", by=None)
    stood_in = Term.objects.get(person=deputy)
    assert (stood_in.ends, stood_in.ended_by) == (date(2026, 4, 30), "рішення № 6")
    assert who_may_sign(date(2026, 5, 1)).get().person == new
    assert Entry.objects.last().facts["relieved"] == [stood_in.pk]


def test_rights_follow_the_seat_held_on_the_day(cast):
    user = make_user("new@example.org")
    services.end_term(Term.objects.get(), on=DAY, ground="№ 4", by=None)
    services.elect(
        cast.president, make_person("Грабова", user=user), starts=DAY, ends=date(2026, 12, 31), ground="№ 5", by=None
    )
    assert "chair" not in rights_on(user, DAY - timedelta(days=1))
    assert "chair" in rights_on(user, DAY)
    assert "chair" in rights_on(user, date(2026, 12, 31))
    assert "chair" not in rights_on(user, date(2027, 1, 1))
    assert rights_on(cast.stranger, DAY) == frozenset()


def test_a_body_that_ended_gives_no_rights_and_has_no_holders(cast):
    cast.president.body.ended = DAY
    cast.president.body.save()
    assert holders_on(DAY).exists()
    assert not holders_on(DAY + timedelta(days=1)).exists()


def test_a_term_longer_than_the_statute_sets_warns(cast):
    services.end_term(Term.objects.get(), on=DAY, ground="№ 4", by=None)
    term = services.elect(
        cast.president, make_person("Грабова"), starts=DAY, ends=date(2031, 1, 1), ground="№ 5", by=None
    )
    assert warning_of(term).facts["article"] == "7.2"


def test_bodies_show_empty_seats_too(cast):
    services.add_seat(cast.board, role="member", title_uk="Член Правління", ground="№ 1", by=None)
    found = {composition.body.pk: composition for composition in compositions_on(DAY)}
    assert found[cast.board.pk].filled == 0
    assert found[cast.president.body_id].chair.term.person == cast.chair_person
    assert found[cast.president.body_id].chair.term.starts == LONG_AGO


def test_compositions_take_the_same_number_of_queries(cast, django_assert_num_queries):
    with django_assert_num_queries(3):
        compositions_on(DAY)
    for number in range(3):
        body = services.add_body(kind="section", name_uk=f"Секція {number}", ground="№ 1", by=None)
        services.add_seat(body, role="chair", title_uk="Віцепрезидент", ground="№ 1", by=None)
    with django_assert_num_queries(3):
        compositions_on(DAY)


def test_a_seat_with_an_unknown_right_is_a_mistake(cast):
    with pytest.raises(ValueError, match="unknown"):
        services.add_seat(cast.board, role="member", title_uk="Член", rights=["king"], ground="№ 1", by=None)


ENDS = date(2026, 6, 30)


@pytest.fixture
def ending(cast):
    """The President's term ends; the President and the secretary have addresses."""
    for person in (cast.chair_person, cast.secretary_person):
        person.email = f"{person.pk}@example.org"
        person.save()
    office = Seat.objects.create(body=cast.board, title_uk="Директор", rights=[Right.SECRETARIAT.value])
    Term.objects.create(seat=office, person=cast.secretary_person, starts=LONG_AGO, ground="рішення № 1")
    term = Term.objects.get(seat=cast.president)
    term.ends = ENDS
    term.save()
    return term


@pytest.mark.parametrize(("left", "letters"), [(91, 0), (90, 1), (89, 0), (60, 1), (14, 1), (1, 0), (0, 0)])
def test_a_letter_goes_on_its_days_before_a_term_ends(ending, left, letters):
    day = ENDS - timedelta(days=left)
    assert services.remind_of_terms(day, day) == letters


def test_the_holder_and_the_secretariat_are_told_once(ending):
    day = timezone.localdate()
    Term.objects.filter(pk=ending.pk).update(ends=day + timedelta(days=60))
    assert services.remind_of_terms(day, day) == 1
    assert services.remind_of_terms(day, day) == 0
    assert Delivery.objects.count() == 2
    assert Entry.objects.filter(act="term.ending").count() == 1


def test_a_letter_whose_day_was_missed_goes_later_once(ending):
    today = ENDS - timedelta(days=55)
    assert services.remind_of_terms(today, today) == 0
    assert services.remind_of_terms(ENDS - timedelta(days=62), today) == 1


def test_nobody_is_told_when_somebody_is_elected_to_follow_or_the_term_is_over(cast, ending):
    day = ENDS - timedelta(days=14)
    assert services.remind_of_terms(day, ENDS + timedelta(days=1)) == 0
    Term.objects.create(seat=cast.president, person=make_person("Грабова"), starts=ENDS, ground="рішення № 9")
    assert services.remind_of_terms(day, day) == 0
