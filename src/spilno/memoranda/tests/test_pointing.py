"""What an activity may point at, and how it is counted."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.cast import make_person

from spilno.journal.models import Entry
from spilno.memoranda.models import Contribution, Measure, MemorandumArea
from spilno.memoranda.queries import ActivityFact, activities, found_activities, register_activity
from spilno.memoranda.queries.plan import contributions_of
from spilno.memoranda.rules.pointing import Pointing, why_not_contribute
from spilno.memoranda.services.plan import contribute, withdraw_all_of, withdraw_contribution
from spilno.memoranda.tests.factories import SIGNED, make_area, make_memorandum, make_organisation, make_ours
from spilno.statute.rules.refusal import RuleBroken
from spilno.undertakings.services import undertake

DAY = date(2026, 3, 1)
FINE = {"day": DAY, "in_force": True, "area_stands": True, "knows_activity": True}


def code(call, *args, **kwargs):
    with pytest.raises(RuleBroken) as broken:
        call(*args, **kwargs)
    return broken.value.refusal.code


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"in_force": False}, "not_in_force"),
        ({"area_stands": False}, "area_dropped"),
        ({"knows_activity": False}, "unknown_activity"),
        ({"measure_of_area": False}, "measure_elsewhere"),
        ({"measure_binds": False}, "measure_not_agreed"),
        ({"measure_year": 2027}, "before_the_plan"),
    ],
)
def test_each_reason_why_an_activity_is_not_counted(changed, refusal):
    assert why_not_contribute(Pointing(**{**FINE, **changed})).code == refusal


def test_late_work_still_fulfils_its_measure():
    assert why_not_contribute(Pointing(**FINE, measure_year=2025)) is None
    assert why_not_contribute(Pointing(**FINE, measure_year=2026)) is None


@given(st.booleans(), st.booleans(), st.booleans(), st.booleans(), st.booleans())
def test_one_more_defect_never_helps(known, in_force, stands, here, binds):
    asked = Pointing(DAY, in_force, stands, known, None, here, binds)
    assert (why_not_contribute(asked) is None) == all((known, in_force, stands, here, binds))


@pytest.fixture
def known(monkeypatch):
    monkeypatch.setattr(activities, "_resolvers", {})
    monkeypatch.setattr(activities, "_finders", {})
    fact = ActivityFact("Семінар", DAY, "/x/", "event", done=True, people=40, councils=12)
    register_activity("people.person", lambda ids: dict.fromkeys(ids, fact), find=lambda text: ["1"] if text else [])


@pytest.fixture
def area(db):
    return make_memorandum(make_ours(), make_organisation("Школа")).agreed_areas.get()


@pytest.fixture
def source(db):
    return make_person("Захід")


def test_an_activity_counts_once_in_an_area_and_leaves_one_line(area, source, known):
    contribute(area, source=source, day=DAY, by=None)
    contribute(area, source=source, day=DAY, by=None)
    assert [row.agreed_area for row in contributions_of(source)] == [area]
    assert Entry.objects.filter(act="memorandum.activity_counted").count() == 1
    contribute(area, source=source, day=DAY + timedelta(1), by=None)
    assert [row.day for row in contributions_of(source)] == [DAY + timedelta(1)]


def test_nothing_is_counted_before_the_memorandum(area, source, known):
    assert code(contribute, area, source=source, day=SIGNED - timedelta(1), by=None) == "not_in_force"
    area.dropped_on = DAY
    area.save()
    assert code(contribute, area, source=source, day=DAY, by=None) == "area_dropped"
    contribute(area, source=source, day=DAY - timedelta(1), by=None)
    assert code(contribute, area, source=area, day=DAY, by=None) == "unknown_activity"
    assert Contribution.objects.count() == 1


def test_a_measure_counts_in_its_own_area_once_it_binds(area, source, known):
    other = MemorandumArea.objects.create(memorandum=area.memorandum, area=make_area("x", "інше"))
    party = area.memorandum.parties.first()
    measure = Measure.objects.create(
        agreed_area=area, year=2026, kind="event", what="Семінар", party=party, due_on=date(2026, 6, 1)
    )
    assert code(contribute, area, source=source, day=DAY, measure=measure, by=None) == "measure_not_agreed"
    measure.undertaking = undertake(
        what="x", ground="план", source=measure, organisation=party.organisation, due_on=None, opened_on=DAY, by=None
    )
    measure.save()
    assert code(contribute, other, source=source, day=DAY, measure=measure, by=None) == "measure_elsewhere"
    assert contribute(area, source=source, day=DAY, measure=measure, by=None).measure == measure


def test_what_is_taken_back_counts_no_more(area, source, known):
    made = contribute(area, source=source, day=DAY, by=None)
    withdraw_contribution(made, by=None)
    withdraw_contribution(made, by=None)
    assert Entry.objects.filter(act="memorandum.activity_uncounted").count() == 1
    contribute(area, source=source, day=DAY, by=None)
    assert withdraw_all_of(source, by=None) == 1
    assert not Contribution.objects.exists()


def test_activities_are_found_by_words(known):
    assert [row[:2] for row in found_activities("семінар")] == [("people.person", "1")]
    assert found_activities("") == []
