"""Cooperation in numbers: only public memoranda, each partner and each activity once."""

from datetime import date

import pytest
from django.utils import timezone

from spilno.memoranda.models import Contribution, MemorandumArea
from spilno.memoranda.queries import ActivityFact, activities, register_activity
from spilno.memoranda.queries.numbers import cooperation
from spilno.memoranda.tests.factories import make_area, make_memorandum, make_organisation, make_ours

DAY = date(2026, 11, 22)


@pytest.fixture
def joint(db, monkeypatch):
    """Two public memoranda of ours with a school, one of them with a foreign partner too, and one that is not public."""
    monkeypatch.setattr(activities, "_resolvers", {})
    facts = {
        "1": ActivityFact("Перший", date(2024, 5, 1), "/", "event", done=True, people=40),
        "2": ActivityFact("Другий", date(2027, 5, 1), "/", "event", done=False, people=9),
    }
    register_activity("x.y", lambda ids: {i: facts[i] for i in ids if i in facts})
    ours, school = make_ours(), make_organisation("Школа", "education")
    made = [
        make_memorandum(ours, school),
        make_memorandum(ours, school, make_organisation("Ґміна", "foreign", country="PL")),
    ]
    make_memorandum(ours, make_organisation("Таємна", "company"), public=False)
    extra = MemorandumArea.objects.create(
        memorandum=made[0], area=make_area("materials", "обмін матеріалами"), position=2
    )
    for area in (made[0].agreed_areas.first(), extra, made[1].agreed_areas.get()):
        Contribution.objects.create(agreed_area=area, source_type="x.y", source_id="1", day=date(2024, 5, 1))
    Contribution.objects.create(agreed_area=extra, source_type="x.y", source_id="2", day=date(2027, 5, 1))


def test_partners_and_activities_count_once(joint):
    found = cooperation(DAY)
    assert (found.in_force, found.partners, found.held, found.people) == (2, 2, 1, 40)
    assert {row.key: row.count for row in found.countries} == {"UA": 1, "PL": 1}
    assert {row.key: row.count for row in found.kinds} == {"education": 1, "foreign": 1}
    assert {row.key: row.count for row in found.areas} == {"events": 2, "materials": 1}
    assert [(row.year, row.signed, row.in_force, row.held) for row in found.years] == [
        (2023, 2, 2, 0), (2024, 0, 2, 1), (2025, 0, 2, 0), (2026, 0, 2, 0),
    ]  # fmt: skip


def test_the_page_and_its_tables(client, joint, django_assert_max_num_queries):
    with django_assert_max_num_queries(14):
        page = client.get("/cooperation/").content.decode()
    assert "Таємна" not in page
    for table, lines in (
        ("countries", 3),
        ("kinds", 3),
        ("areas", 3),
        ("raions", 2),
        ("years", timezone.localdate().year - 2021),
    ):
        rows = client.get(f"/cooperation/{table}.csv").content.decode().splitlines()
        assert len(rows) == lines
    assert client.get("/cooperation/nothing.csv").status_code == 404


def test_an_empty_association_says_so(client, db):
    assert client.get("/cooperation/").status_code == 200
