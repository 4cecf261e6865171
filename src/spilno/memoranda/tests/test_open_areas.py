"""Areas that an activity may fulfil, and what apps above tell of their objects."""

from datetime import date, timedelta

import pytest

from spilno.memoranda.models import Memorandum, Party
from spilno.memoranda.queries import ActivityFact, activity_facts, areas_open_for, in_force_on, register_activity
from spilno.memoranda.queries import activities as registry
from spilno.memoranda.rules.term import Term, is_in_force
from spilno.memoranda.tests.factories import SIGNED, make_memorandum, make_organisation, make_ours

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


def test_areas_are_open_to_the_parties_of_what_is_in_force():
    ours, school, other = make_ours(), make_organisation("Школа"), make_organisation("Інша")
    found = make_memorandum(ours, school)
    make_memorandum(ours, other, ends_on=TODAY - timedelta(1))
    make_memorandum(school, other, state="draft")
    assert [area.memorandum for area in areas_open_for([school.pk], TODAY)] == [found]
    assert list(areas_open_for([other.pk], TODAY)) == []
    assert list(areas_open_for([], TODAY)) == []


def test_a_party_that_withdrew_has_no_open_areas():
    ours, school = make_ours(), make_organisation("Школа")
    make_memorandum(ours, school)
    Party.objects.filter(organisation=school).update(withdrew_on=TODAY, withdrew_because="рішення")
    assert areas_open_for([school.pk], TODAY).count() == 1
    assert areas_open_for([school.pk], TODAY + timedelta(1)).count() == 0
    assert areas_open_for([ours.pk], TODAY + timedelta(1)).count() == 1


def test_a_dropped_area_is_open_no_more():
    ours = make_ours()
    make_memorandum(ours).agreed_areas.update(dropped_on=TODAY)
    assert areas_open_for([ours.pk], TODAY).count() == 0
    assert areas_open_for([ours.pk], TODAY - timedelta(1)).count() == 1


DAYS = (None, TODAY, TODAY - timedelta(1))
TERMS = [
    (starts, ends, ended)
    for starts in (SIGNED, TODAY, TODAY + timedelta(1))
    for ends in DAYS
    for ended in DAYS
    if ends is None or ends >= starts  # the database forbids the others
]


@pytest.mark.parametrize(("starts", "ends", "ended"), TERMS)
def test_the_database_and_the_rule_agree_on_what_is_in_force(starts, ends, ended):
    state = {"state": "ended", "ended_because": "угода"} if ended else {"state": "signed"}
    made = make_memorandum(signed_on=SIGNED, starts_on=starts, ends_on=ends, ended_on=ended, **state)
    said = is_in_force(Term(SIGNED, starts, ends, ended), TODAY)
    assert Memorandum.objects.filter(pk=made.pk, pk__in=in_force_on(TODAY)).exists() == said


def test_each_app_is_asked_once_for_all_its_objects(monkeypatch):
    monkeypatch.setattr(registry, "_resolvers", {})
    asked = []

    def resolve(ids):
        asked.append(list(ids))
        return {"7": ActivityFact("Семінар", TODAY, "/events/7/", "event", done=True, people=40, councils=12)}

    register_activity("events.event", resolve)
    found = activity_facts([("events.event", "7"), ("events.event", "8"), ("unknown.thing", "1")])
    assert asked == [["7", "8"]]
    assert list(found) == [("events.event", "7")]
