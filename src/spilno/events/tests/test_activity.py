"""Events as memoranda and search see them."""

import pytest
from django.utils import timezone

from spilno.events.activity import occasions
from spilno.events.queries.activity import activity_facts, found_numbers
from spilno.events.services.events import cancel_event
from spilno.events.tests.factories import make_event, make_session
from spilno.events.tests.test_acts import registration
from spilno.memoranda.tests.factories import make_memorandum


def test_facts_count_people_once_and_the_councils_from_which_they_came(joint, cast):
    first, second = make_session(joint.event), make_session(joint.event, hour=1)
    for number, (organisation, state) in enumerate(
        [(cast.stepova, "attended"), (cast.stepova, "attended"), (joint.school, "attended"), (cast.stepova, "absent")],
        1,
    ):
        guest = registration(joint.event, number, organisation=organisation)
        for session in (first, second):
            session.attendances.create(registration=guest, state=state, way="name", at=timezone.now())
    fact = activity_facts([str(joint.event.pk)])[str(joint.event.pk)]
    assert (fact.people, fact.councils, fact.done, fact.kind) == (3, 1, False, "event")
    assert (fact.day, fact.url) == (joint.event.day, f"/events/{joint.event.pk}/")


def test_a_draft_is_no_activity_and_an_outreach_event_counts_those_it_reached(joint):
    draft = make_event(joint.school, state="draft")
    outreach = make_event(joint.school, kind="outreach", state="held", days=-3, people_reached=240)
    facts = activity_facts([str(draft.pk), str(outreach.pk), "999999"])
    assert set(facts) == {str(outreach.pk)}
    assert (facts[str(outreach.pk)].people, facts[str(outreach.pk)].done) == (240, True)


@pytest.mark.parametrize("count", [1, 3])
def test_facts_of_many_events_ask_the_same_number_of_queries(joint, count, django_assert_num_queries):
    numbers = [str(make_event(joint.school).pk) for _ in range(count)]
    with django_assert_num_queries(2):
        assert len(activity_facts(numbers)) == count


def test_events_are_found_by_words_and_by_day_and_a_wrong_day_finds_nothing(joint):
    later = make_event(joint.school, days=60, title_uk="Форум про воду")
    assert found_numbers("воду") == [str(later.pk)]
    assert found_numbers(later.day.isoformat()) == [str(later.pk)]
    assert found_numbers("2026-99-99") == []
    assert found_numbers("") == [str(later.pk), str(joint.event.pk)]


def test_the_calendar_has_announced_events_and_no_draft(joint):
    make_event(joint.school, state="draft")
    day = joint.event.day
    assert [each.uid for each in occasions(day, day)] == [f"event-{joint.event.pk}"]


def test_a_holder_points_the_event_at_an_area_of_its_memorandum_and_a_cancelled_one_counts_no_more(client, joint):
    area = make_memorandum(joint.school, joint.cities).agreed_areas.get()
    client.force_login(joint.mayor)
    address = f"/events/{joint.event.pk}/"
    assert "memoranda/count/" in client.get(address).content.decode()
    asked = {"source_type": "events.event", "source_id": joint.event.pk, "fulfils": area.pk}
    assert client.post("/memoranda/count/", asked).status_code == 302
    client.logout()
    assert "організація та проведення спільних заходів" in client.get(address).content.decode()
    assert area.contributions.get().day == joint.event.day
    cancel_event(joint.event, reason="хвороба", by=joint.mayor)
    assert not area.contributions.exists()
