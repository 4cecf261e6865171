"""Standings are what follows from the ledger and offices, whatever happened before and in which order."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.cast import make_council, make_person

from spilno.learning.models import CreditRow, YearStanding
from spilno.learning.services.standings import keep_day, refresh, remake
from spilno.people.models import Office
from spilno.people.services import end_office, merge_people, take_office

TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def _day(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_: TODAY)


def make_row(person, credits_of_row, kind="edition", on=date(2026, 5, 20), **fields):
    number = CreditRow.objects.count() + 1
    return CreditRow.objects.create(
        person=person, kind=kind, year=on.year, on=on, title="Бюджет", credits=Decimal(credits_of_row), ground="наказ",
        source_type="x", source_id=str(number), **{"state": "recognised", **fields},
    )  # fmt: skip


def appoint(person, organisation, starts=date(2021, 3, 1), category="official"):
    office = Office(
        person=person,
        organisation=organisation,
        post_uk="спеціаліст",
        category=category,
        starts=starts,
        act="розпорядження № 1",
    )
    return take_office(office, by=None)


def stands(person, year=2026):
    return YearStanding.objects.filter(person=person, year=year).first()


@pytest.fixture
def lypova(db):
    return make_council("Липівська міська рада")


@pytest.fixture
def verbova(db):
    return make_council("Вербівська міська рада")


@pytest.fixture
def official(db):
    return make_person("Калина")


def test_who_takes_an_office_stands_in_each_year_of_service(official, lypova):
    appoint(official, lypova)
    assert list(YearStanding.objects.order_by("year").values_list("year", flat=True)) == [
        2021,
        2022,
        2023,
        2024,
        2025,
        2026,
    ]
    assert stands(official, 2021).newcomer
    assert not stands(official).newcomer


def test_a_recognised_row_is_counted_at_once_and_an_annulled_one_no_longer(official, lypova):
    appoint(official, lypova)
    make_row(official, "0.90")
    own = make_row(official, "0.10", "self")
    make_row(official, "5.00", state="claimed")
    refresh([official.pk], [2026])
    assert (stands(official).met, stands(official).credits) == (True, Decimal("1.00"))
    own.state, own.because = "annulled", "підстава відпала"
    own.save()
    refresh([official.pk], [2026])
    assert (stands(official).met, stands(official).credits) == (False, Decimal("0.90"))


def test_a_programme_of_the_next_year_meets_the_term_of_a_newcomer(official, lypova):
    appoint(official, lypova, starts=date(2025, 10, 1))
    make_row(official, "2.00", on=date(2026, 9, 1))
    refresh([official.pk], [2026])
    assert stands(official, 2025).met
    assert stands(official, 2025).due_on == date(2026, 10, 1)


def test_who_changes_the_council_in_mid_year_stands_where_he_serves_now(official, lypova, verbova):
    office = appoint(official, lypova)
    end_office(office, on=date(2026, 6, 30), act="розпорядження № 2", by=None)
    assert stands(official) is None
    assert stands(official, 2025).organisation == lypova
    appoint(official, verbova, starts=date(2026, 7, 1))
    assert stands(official).organisation == verbova
    assert stands(official, 2025).organisation == lypova


def test_two_records_of_a_person_become_one_with_what_both_earned(official, lypova):
    twin = make_person("Калина")
    appoint(official, lypova)
    appoint(twin, lypova, category="starosta")
    make_row(official, "0.90")
    make_row(twin, "0.10", "self")
    refresh([official.pk, twin.pk], [2026])
    merge_people(official, twin, ground="заява", by=None)
    assert stands(official).met
    assert not YearStanding.objects.filter(person=twin).exists()
    assert not remake(write=False)


def test_the_day_brings_up_those_whose_offices_began_or_ended(official, lypova, verbova):
    Office.objects.create(
        person=official, organisation=lypova, post_uk="а", starts=date(2021, 1, 1), ends=date(2026, 11, 21), act="№ 1"
    )
    appoint(make_person("Верба"), lypova)
    newcomer = make_person("Липа")
    Office.objects.create(person=newcomer, organisation=verbova, post_uk="б", starts=TODAY, act="№ 1")
    YearStanding.objects.create(person=official, year=2026, organisation=lypova, category="official")
    assert keep_day(TODAY, TODAY) == 2  # one left yesterday, one came today; the third is not touched
    assert stands(newcomer).organisation == verbova
    assert stands(official) is None
    assert keep_day(date(2026, 11, 24), date(2026, 11, 24)) == 0


def test_on_a_new_years_day_all_get_the_new_year(official, lypova):
    appoint(official, lypova)
    day = date(2027, 1, 1)
    assert keep_day(day, day) == 1
    assert stands(official, 2027).due_on == date(2027, 12, 31)


def test_offices_of_schools_and_companies_are_not_counted(official, lypova):
    lypova.kind = "education"
    lypova.save()
    appoint(official, lypova)
    assert stands(official) is None


def test_the_command_says_what_differed_and_mends_it(official, lypova, capsys):
    appoint(official, lypova)
    YearStanding.objects.filter(year=2026).update(met=True)
    YearStanding.objects.filter(year=2025).delete()
    with pytest.raises(SystemExit):
        call_command("remake_standings", "--check")
    said = capsys.readouterr().out
    assert "1 people: 1 missing, 0 superfluous, 1 wrong; nothing was changed" in said
    assert f"person {official.pk}, 2025: no row →" in said
    call_command("remake_standings")
    call_command("remake_standings", "--check")
    assert "0 missing, 0 superfluous, 0 wrong" in capsys.readouterr().out


def test_as_many_queries_for_one_official_as_for_three(lypova, django_assert_num_queries):
    people = [make_person(f"Калина{number}") for number in range(3)]
    for person in people:
        appoint(person, lypova)
        make_row(person, "1.00")
    with django_assert_num_queries(4):
        refresh([people[0].pk], [2026])
    with django_assert_num_queries(4):
        refresh([person.pk for person in people], [2026])


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["take", "end", "earn", "annul"]),
        st.integers(0, 2),
        st.integers(0, 1),
        st.dates(date(2023, 1, 1), date(2026, 11, 22)),
        st.sampled_from(["official", "councillor", "starosta"]),
        st.sampled_from(["0.10", "1.00", "2.00"]),
        st.sampled_from(["self", "edition"]),
    ),
    max_size=12,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_what_is_kept_is_what_follows_from_scratch(lypova, verbova, steps):
    """Whatever happened to offices and rows: what was kept with each act is what would be made anew."""
    for model in (YearStanding, CreditRow, Office):
        model.objects.all().delete()
    people = [make_person("Калина") for _ in range(3)]
    councils = [lypova, verbova]
    for act, who, where, day, category, credits_of_row, kind in steps:
        person = people[who]
        if act == "take" and not person.offices.filter(organisation=councils[where]).exists():
            appoint(person, councils[where], starts=day, category=category)
        elif act == "end" and (office := person.offices.filter(ends=None, starts__lte=day).first()):
            end_office(office, on=day, act="розпорядження № 3", by=None)
        elif act == "earn":
            refresh([person.pk], [make_row(person, credits_of_row, kind, day).year])
        elif act == "annul" and (found := person.credits.filter(state="recognised").first()):
            found.state, found.because = "annulled", "підстава відпала"
            found.save()
            refresh([person.pk], [found.year])
    found = remake(write=False)
    assert not found, found.examples
