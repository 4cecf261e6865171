"""Who holds which office on a day."""

from datetime import date

from tests.cast import make_council, make_person

from spilno.people.models import Office
from spilno.people.queries import holders_on, office_of, offices_of, post_line

DAY = date(2026, 11, 27)


def office(person, organisation, post, category, starts=date(2026, 1, 1), **fields):
    return Office.objects.create(
        person=person, organisation=organisation, post_uk=post, category=category, starts=starts, act="№ 1", **fields
    )


def test_the_first_and_the_last_day_belong_to_the_office(cast):
    held = office(cast.chair_person, cast.stepova, "голова", "head", DAY, ends=DAY)
    assert list(holders_on(DAY)) == [held]
    assert not holders_on(date(2026, 11, 26)).exists()
    assert not holders_on(date(2026, 11, 28)).exists()


def test_the_head_speaks_before_the_councillor_and_the_holder_before_the_acting_one(cast):
    council = make_council("Валківська міська рада")
    person = make_person("Рута", "Ірина")
    office(person, council, "депутатка", "councillor", date(2026, 3, 1))
    office(person, cast.stepova, "селищний голова", "head", date(2026, 4, 1), acting=True)
    head = office(person, council, "міський голова", "head")
    assert office_of(person, DAY) == head
    assert post_line(person, DAY) == "Валківська міська голова"
    assert post_line(person, DAY, "genitive") == "Валківської міської голови"


def test_one_who_acts_is_named_so(cast):
    person = make_person("Рута", "Ірина")
    office(person, make_council("Валківська міська рада"), "міський голова", "head", acting=True)
    assert post_line(person, DAY) == "виконувачка обов’язків Валківського міського голови"


def test_nobody_without_an_office_has_a_line(cast):
    assert office_of(cast.chair_person, DAY) is None
    assert post_line(cast.chair_person, DAY) == ""


def test_offices_of_many_people_take_one_query(cast, django_assert_num_queries):
    council = make_council("Валківська міська рада")
    people = [make_person("Рута", name) for name in ("Ірина", "Олена", "Ганна")]
    for person in people:
        office(person, council, "секретар ради", "council_secretary")
    with django_assert_num_queries(1):
        found = offices_of([person.pk for person in people], DAY)
        assert {held.person.given_name for held in found.values()} == {"Ірина", "Олена", "Ганна"}
