"""What a memorandum shows of itself: areas and years, what waits on desks, letters, activities found and counted."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests.cast import make_person, make_user

from spilno.memoranda.access.waits import waits_for
from spilno.memoranda.models import Contribution
from spilno.memoranda.queries import ActivityFact, register_activity
from spilno.memoranda.queries.overview import overview_of
from spilno.memoranda.rules.fulfilment import Trip, rounds_of
from spilno.memoranda.services.plan import contribute
from spilno.memoranda.services.planning import write_line
from spilno.memoranda.tests.test_plan import LAST, TODAY, YEAR, Sides
from spilno.notices.models import Delivery, Notice
from spilno.people.models import Person
from spilno.undertakings.services import accept, report, return_report

DAY = date(2025, 3, 1)
days = st.dates(date(2025, 1, 1), date(2025, 12, 31))


@pytest.fixture
def sides(db):
    return Sides()


def _numbers(text):
    return [str(pk) for pk in Person.objects.filter(family_name__contains=text).values_list("pk", flat=True)]


@pytest.fixture
def known():
    """Persons stand for activities of another app: the resolver tells what they are."""

    def facts(ids):
        return {
            number: ActivityFact(f"Семінар {number}", TODAY, "/", "event", done=True, people=12, councils=4)
            for number in ids
        }

    register_activity("people.person", facts, find=_numbers)


def bound(sides, **fields):
    measure = write_line(sides.memorandum, YEAR, sides.said(**fields), by=sides.director)
    sides.confirm()
    measure.refresh_from_db()
    return measure


def test_the_way_of_reports_is_counted():
    rounds = rounds_of(
        [
            Trip(DAY, DAY, DAY + timedelta(2), returned=1),
            Trip(DAY, DAY + timedelta(1), DAY + timedelta(6)),
            Trip(DAY, DAY - timedelta(9)),
            Trip(DAY),
        ]
    )
    assert (rounds.reported, rounds.in_time, rounds.accepted, rounds.returned) == (3, 2, 2, 1)
    assert (rounds.usual_days, rounds.most_days) == (4, 5)
    assert rounds_of([Trip(DAY)]).usual_days is None


@given(st.lists(st.tuples(days, days, st.integers(0, 3))))
def test_a_line_without_a_report_changes_no_count_and_the_usual_is_never_over_the_most(rows):
    trips = [Trip(DAY, min(pair), max(pair), returned) for *pair, returned in rows]
    found = rounds_of(trips)
    assert found == rounds_of([*trips, Trip(DAY)])
    assert found.in_time <= found.reported == found.accepted == len(rows)
    assert found.most_days is None or found.usual_days <= found.most_days


def test_areas_and_years_add_up_to_the_whole(sides, known):
    one, other = bound(sides), bound(sides, what="Форум")
    source = make_person("Захід")
    contribute(sides.area, source=source, day=TODAY, measure=one, by=sides.director)
    report(other.undertaking, text="проведено", by=sides.director)
    found = overview_of(sides.memorandum, TODAY)
    assert (found.totals.planned, found.totals.reported, found.totals.acts, found.totals.people) == (2, 1, 1, 12)
    assert [year.year for year in found.years] == [YEAR]
    assert found.areas[0].totals == found.years[0].totals == found.totals
    assert found.years[0].proposed == 0


def test_the_page_of_a_memorandum_costs_the_same_for_one_line_and_many(client, sides, known, django_assert_num_queries):
    address = reverse("memoranda:memorandum", args=[sides.memorandum.number])
    contribute(sides.area, source=make_person("Захід"), day=TODAY, measure=bound(sides), by=None)
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        page = client.get(address).content.decode()
    assert "Семінар" not in page
    assert "12" in page
    for number in range(4):
        contribute(sides.area, source=make_person(f"Захід{number}"), day=TODAY, measure=None, by=None)
        write_line(sides.memorandum, YEAR + 1, sides.said(due_on=date(YEAR + 1, 5, 1)), by=sides.director)
    with django_assert_num_queries(len(one)):
        client.get(address)


def test_each_side_finds_on_its_desk_what_waits_for_it(client, sides):
    write_line(sides.memorandum, YEAR, sides.said(due_on=TODAY), by=sides.director)
    assert [(one.year, one.confirmed) for one in waits_for(sides.president).confirm] == [(YEAR, False)]
    sides.confirm(sides.other)
    assert not waits_for(sides.director).confirm
    assert [one.confirmed for one in waits_for(sides.president).confirm] == [True]
    sides.confirm(sides.party)
    assert not waits_for(sides.president)
    measure = waits_for(sides.director).due[0]
    report(measure.undertaking, text="проведено", by=sides.director)
    assert not waits_for(sides.director)
    assert waits_for(sides.president).reports == [measure]
    client.force_login(sides.president)
    assert "Школа" in client.get("/desk/").content.decode()
    assert not waits_for(make_user("stranger@example.org"))


def test_a_report_that_came_back_waits_on_the_desk_of_the_side_that_made_it(client, sides):
    measure = bound(sides)
    report(measure.undertaking, text="проведено", by=sides.director)
    return_report(measure.undertaking, reason="Додайте список учасників.", by=sides.president)
    waits = waits_for(sides.director)
    assert (waits.returned, waits.due, waits.reports) == ([measure], [], [])
    assert not waits_for(sides.president).returned
    client.force_login(sides.director)
    assert "Інша сторона повернула звіт" in client.get("/desk/").content.decode()
    report(measure.undertaking, text="список додано", by=sides.director)
    assert not waits_for(sides.director).returned


def test_the_parties_reach_the_plan_of_the_next_year(client, sides):
    page, plan = (reverse(f"memoranda:{name}", args=args) for name, args in (
        ("memorandum", [sides.memorandum.number]), ("plan", [sides.memorandum.number, YEAR + 1])
    ))  # fmt: skip
    assert plan not in client.get(page).content.decode()
    client.force_login(sides.director)
    assert plan in client.get(page).content.decode()
    assert plan in client.get(reverse("memoranda:plan", args=[sides.memorandum.number, YEAR])).content.decode()
    sides.memorandum.ends_on = LAST
    sides.memorandum.save()
    assert plan not in client.get(page).content.decode()


def test_a_term_that_ends_soon_waits_on_both_desks(sides):
    sides.memorandum.ends_on = TODAY + timedelta(30)
    sides.memorandum.save()
    assert waits_for(sides.president).ends == waits_for(sides.director).ends == [sides.memorandum]
    assert not waits_for(sides.president, TODAY - timedelta(60)).ends


def test_a_desk_asks_the_same_number_of_queries(sides):
    write_line(sides.memorandum, YEAR, sides.said(), by=sides.director)
    waits_for(sides.president)  # for whom the person speaks is asked once
    with CaptureQueriesContext(connection) as one:
        waits_for(sides.president)
    for year in (YEAR + 1, YEAR + 2):
        write_line(sides.memorandum, year, sides.said(due_on=date(year, 5, 1)), by=sides.director)
    with CaptureQueriesContext(connection) as three:
        assert len(waits_for(sides.president).confirm) == 3
    assert len(one) == len(three) <= 12


def told(word):
    notice = Notice.objects.filter(subject__contains=word).latest("pk")
    return set(Delivery.objects.filter(notice=notice).values_list("name", flat=True))


def test_letters_go_to_the_side_that_acts_next(sides):
    write_line(sides.memorandum, YEAR, sides.said(due_on=LAST), by=sides.director)
    sides.confirm(sides.other)
    assert told("чекає") == {sides.ours.name_uk}
    sides.confirm(sides.party)
    assert told("є обов’язковим") == {sides.ours.name_uk, "Школа"}
    duty = sides.memorandum.agreed_areas.get().measures.get().undertaking
    report(duty, text="проведено", by=sides.director)
    assert told("Звіт за меморандумом") == {sides.ours.name_uk}
    return_report(duty, reason="немає списку", by=sides.president)
    assert told("повернуто") == {"Школа"}
    report(duty, text="зі списком", by=sides.director)
    accept(duty, by=sides.president)
    assert told("прийнято") == {"Школа"}


def test_a_party_counts_what_exists_already_from_the_page_of_the_memorandum(client, sides, known):
    source = make_person("Марафон")
    address = reverse("memoranda:activities", args=[sides.memorandum.number])
    client.force_login(make_user("stranger@example.org"))
    assert client.get(address).status_code == 404
    client.force_login(sides.director)
    page = client.get(address, {"q": "Марафон"})
    assert page.context["found"][0].form is not None
    said = {
        "source_type": "people.person", "source_id": source.pk, "fulfils": sides.area.pk, "memorandum": sides.memorandum.number,
    }  # fmt: skip
    assert client.post(reverse("memoranda:count"), said).url == address
    row = Contribution.objects.get()
    again = client.get(address, {"q": "Марафон"})
    assert again.context["found"][0].counted
    assert f"Семінар {source.pk}" in again.content.decode()
    undo = client.post(reverse("memoranda:uncount", args=[row.pk]), {"memorandum": sides.memorandum.number})
    assert undo.url == address
    assert not Contribution.objects.exists()
    assert client.get(address, {"q": "Немає такого"}).context["found"] == []


def test_what_was_before_the_memorandum_is_found_and_not_offered(client, sides, known):
    sides.memorandum.starts_on = timezone.localdate() + timedelta(1)
    sides.memorandum.save()
    make_person("Марафон")
    client.force_login(sides.director)
    page = client.get(reverse("memoranda:activities", args=[sides.memorandum.number]), {"q": "Марафон"})
    assert page.context["found"][0].form is None


def test_what_is_kept_of_a_memorandum_shows_the_next_act(client, sides, settings):
    settings.KEEP_UNTIL_THE_NEXT_ACT = True
    duty = bound(sides).undertaking
    base = f"/memoranda/{sides.memorandum.number}"
    pages = [f"{base}/", f"{base}/report/{YEAR}/"]
    before = [client.get(page).content.decode() for page in pages]
    report(duty, text="Провели.", by=sides.director)
    accept(duty, by=sides.president)
    assert all("виконано 1" in client.get(page).content.decode().lower() for page in pages)
    assert not any("виконано 1" in page.lower() for page in before)
