"""Proposals of the next editions on their page, from standings, enrolments and standards in force."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.cast import make_council, make_person, make_unit

from spilno.learning.models import Edition, Enrolment, YearStanding
from spilno.learning.queries.gaps import gaps_on, lacking_on
from spilno.learning.rules.gaps import days_of_edition
from spilno.learning.tests.factories import make_provider, make_version
from spilno.organisations.models import Organisation

TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def _day(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_: TODAY)


@pytest.fixture
def school(db):
    return Organisation.objects.create(kind="education", name_uk="Школа управління")


@pytest.fixture
def version(school):
    return make_version(school, state="in_force")


@pytest.fixture
def raion(db):
    return make_unit("Липівський", "P")


@pytest.fixture
def lypova(raion):
    return make_council("Липівська міська рада", territory=make_unit("Липівська", parent=raion), place_uk="Липова")


def stand(council, people, **fields):
    rows = [
        YearStanding(person=make_person(f"Калина{number}"), organisation=council, **{"year": 2026, "category": "official", "due_on": date(2026, 12, 31), **fields})
        for number in range(people)
    ]  # fmt: skip
    YearStanding.objects.bulk_create(rows)
    return [row.person for row in rows]


def enrol(version, people, state, **fields):
    edition = Edition.objects.create(
        version=version, provider=version.standard.partners.get().organisation, state="finished", starts_on=date(2025, 3, 1), ends_on=date(2025, 4, 1),
        apply_until=date(2025, 2, 1), **fields,
    )  # fmt: skip
    for person in people:
        Enrolment.objects.create(
            edition=edition, person=person, category="official", state=state, applied_at=timezone.now(),
            completed_on=date(2025, 4, 1) if state == "completed" else None,
        )  # fmt: skip


def test_a_proposal_tells_what_where_for_how_many(version, lypova, raion):
    people = stand(lypova, 12)
    enrol(version, people[:3], "completed")
    enrol(version, people[3:5], "admitted")
    gap = gaps_on(TODAY)[0]
    assert (gap.version, gap.raion, gap.host.name) == (version, raion, "Липова")
    assert (gap.proposal.people, gap.proposal.enrolled, gap.proposal.learned, gap.proposal.places) == (12, 2, 3, 7)


def test_a_newcomer_whose_term_runs_is_counted_once(version, lypova):
    person = stand(lypova, 1)[0]
    YearStanding.objects.create(
        person=person, organisation=lypova, year=2025, category="official", newcomer=True, due_on=date(2026, 12, 1)
    )
    assert [(group.newcomer, group.people) for group in lacking_on(TODAY)] == [(True, 1)]


def test_who_has_done_it_or_whose_day_is_over_makes_no_gap(version, lypova):
    stand(lypova, 9, met=True)
    stand(lypova, 9, due_on=None)
    stand(lypova, 9, year=2025, newcomer=True, due_on=date(2026, 11, 21))
    assert gaps_on(TODAY) == []


def test_the_council_where_an_edition_was_held_waits_for_its_turn(version, lypova, raion):
    verbova = make_council(
        "Вербівська міська рада", territory=make_unit("Вербівська", parent=raion), place_uk="Вербова"
    )
    stand(lypova, 20)
    stand(verbova, 5)
    enrol(version, [], "completed", territory=lypova.territory)
    assert gaps_on(TODAY)[0].host.name == "Вербова"


def test_all_read_the_proposal_and_numbers_of_councils_are_for_the_house(client, cast, version, lypova):
    stand(lypova, 8)
    page = client.get(reverse("learning:gaps")).content.decode()
    assert "Липова" in page
    assert "Липова (8)" not in page
    assert "Питання самоврядування" in client.get(reverse("learning:coverage")).content.decode()
    client.force_login(cast.secretary)
    assert "Липова (8)" in client.get(reverse("learning:gaps")).content.decode()


def test_as_many_queries_for_one_council_as_for_three(version, lypova, raion):
    stand(lypova, 6)
    with CaptureQueriesContext(connection) as one:
        gaps_on(TODAY)
    for name in ("Вербова", "Дубова"):
        stand(make_council(f"{name} рада", territory=make_unit(name, parent=raion)), 6)
    with CaptureQueriesContext(connection) as three:
        gaps_on(TODAY)
    assert len(one) == len(three)


def draft(client, version, raion):
    return client.post(reverse("learning:draft_gap"), {"standard": version.standard_id, "raion": raion.pk})


def test_a_proposal_is_drafted_in_one_act(client, cast, school, version, lypova, raion):
    make_provider(version.standard, school)
    stand(lypova, 8)
    client.force_login(cast.secretary)
    answer = draft(client, version, raion)
    made = Edition.objects.get()
    assert answer.url == reverse("learning:edition", args=[made.pk])
    assert (made.state, made.version, made.provider, made.places, made.territory) == (
        "draft",
        version,
        school,
        8,
        lypova.territory,
    )
    assert (made.starts_on, made.ends_on, made.apply_until) == days_of_edition(TODAY, hours=60)


def test_what_was_drafted_is_proposed_no_more(client, cast, school, version, lypova, raion):
    make_provider(version.standard, school)
    stand(lypova, 8)
    client.force_login(cast.secretary)
    draft(client, version, raion)
    assert gaps_on(TODAY) == []
    assert draft(client, version, raion).status_code == 409  # pressed twice
    stand(lypova, 6)
    proposal = gaps_on(TODAY)[0].proposal
    assert (proposal.people, proposal.planned, proposal.places) == (14, 8, 6)
    Edition.objects.update(starts_on=TODAY)  # a draft that nobody announced in time
    assert gaps_on(TODAY)[0].proposal.planned == 0


def test_a_large_need_is_drafted_by_editions_of_one_size(client, cast, school, version, lypova, raion):
    make_provider(version.standard, school)
    stand(lypova, 450)
    client.force_login(cast.secretary)
    for left in (450, 300, 150):
        assert gaps_on(TODAY)[0].proposal.places == left
        draft(client, version, raion)
    assert gaps_on(TODAY) == []
    assert [edition.places for edition in Edition.objects.all()] == [150, 150, 150]


def test_a_raion_is_told_of_itself(client, cast, version, lypova, raion):
    other = make_unit("Степівський", "P")
    stepova = make_council("Степівська рада", territory=make_unit("Степівська", parent=other), place_uk="Степова")
    stand(lypova, 8)
    stand(stepova, 20)
    page = client.get(reverse("learning:coverage"), {"raion": raion.pk}).content.decode()
    assert "Липова" in page
    assert "Степова" not in page.split('id="next"')[1].split("</section>")[0]
    assert [gap.raion for gap in gaps_on(TODAY, raion=raion.pk)] == [raion]
    assert [gap.raion for gap in client.get(reverse("learning:gaps"), {"raion": raion.pk}).context["gaps"]] == [raion]
    YearStanding.objects.filter(organisation=lypova).update(met=True)
    page = client.get(reverse("learning:coverage"), {"raion": raion.pk}).content.decode()
    assert 'id="next"' in page  # it says that none is proposed here
    assert "Степова" not in page.split('id="next"')[1].split("</section>")[0]


def test_an_edition_that_takes_applications_is_shown_with_its_free_places(client, version, lypova):
    people = stand(lypova, 9)
    enrol(version, people[:2], "admitted", places=30)
    Edition.objects.update(
        state="announced",
        number=8,
        starts_on=date(2026, 12, 10),
        ends_on=date(2027, 1, 20),
        apply_until=date(2026, 12, 3),
    )
    gap = gaps_on(TODAY)[0]
    assert [(edition.number, edition.free) for edition in gap.taking] == [(8, 28)]
    assert (gap.proposal.places, gap.late) == (7, True)
    assert "№ 8" in client.get(reverse("learning:gaps")).content.decode()


def test_a_proposal_that_stands_no_longer_or_that_nobody_delivers_is_refused(
    client, cast, school, version, lypova, raion
):
    people = stand(lypova, 8)
    client.force_login(cast.secretary)
    assert draft(client, version, raion).status_code == 409  # nobody delivers it
    make_provider(version.standard, school)
    YearStanding.objects.filter(person__in=people).update(met=True)
    assert draft(client, version, raion).status_code == 409
    assert not Edition.objects.exists()


def test_a_stranger_and_another_office_draft_nothing(client, cast, school, version, lypova, raion):
    make_provider(version.standard, school)
    stand(lypova, 8)
    assert draft(client, version, raion).status_code == 302
    client.force_login(cast.delegate)
    assert draft(client, version, raion).status_code == 404
    assert not Edition.objects.exists()


def test_a_draft_begins_on_a_working_day_and_goes_on_a_week_for_ten_hours():
    starts, ends, apply_until = days_of_edition(date(2026, 12, 4), hours=60)
    assert (starts, ends, apply_until) == (date(2027, 1, 4), date(2027, 2, 14), date(2026, 12, 28))
    assert days_of_edition(TODAY, hours=6)[1] == date(2026, 12, 27)
