"""Meetings as activities of memoranda: what they are, how they are found, counted from the page of a meeting."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.cast import make_unit

from spilno.meetings.models import Attendance, Meeting
from spilno.memoranda.models import Contribution
from spilno.memoranda.tests.factories import make_head, make_memorandum, make_organisation
from spilno.portal.queries.joint import found_meetings, meeting_facts


@pytest.fixture
def meeting(cast):
    now = timezone.now()
    held = Meeting.objects.create(
        body=cast.general_meeting, number=71, state="closed", starts_at=now - timedelta(1), opened_at=now - timedelta(1),
        closed_at=now, chair=cast.chair_person, secretary=cast.secretary_person, settlement="м. Чугуїв",
    )  # fmt: skip
    for member, person in ((cast.lypova, cast.delegate_person), (cast.verbova, cast.verbova_person)):
        Attendance.objects.create(meeting=held, membership=member, person=person, arrived_at=now)
    Attendance.objects.create(
        meeting=held, membership=cast.lypova, person=cast.delegate_person, arrived_at=now, left_at=now
    )
    return held


def test_a_meeting_tells_who_came_in_one_query(cast, meeting, django_assert_num_queries):
    draft = Meeting.objects.create(body=cast.general_meeting, number=72, starts_at=timezone.now())
    with django_assert_num_queries(1):
        facts = meeting_facts([str(meeting.pk), str(draft.pk), "999"])
    assert list(facts) == [str(meeting.pk)]
    fact = facts[str(meeting.pk)]
    assert (fact.kind, fact.done, fact.people, fact.councils) == ("meeting", True, 2, 2)


def test_a_visiting_meeting_took_place_in_the_raion_of_its_host(cast, meeting):
    raion = make_unit("Липовий", "P")
    hromada = make_unit("Липова", parent=raion)
    assert meeting_facts([str(meeting.pk)])[str(meeting.pk)].raion == ""
    meeting.host = cast.lypova
    meeting.save()
    for territory in (hromada, raion):
        cast.lypova.organisation.territory = territory
        cast.lypova.organisation.save()
        assert meeting_facts([str(meeting.pk)])[str(meeting.pk)].raion == raion.code


def test_meetings_are_found_by_day_number_and_place(meeting):
    day = timezone.localdate(meeting.starts_at).isoformat()
    for asked in (day, "71", "№ 71", "Чугуїв"):
        assert found_meetings(asked) == [str(meeting.pk)]
    assert found_meetings(" ") == []
    assert found_meetings("Київ") == []


def test_a_party_counts_a_meeting_from_its_page(client, cast, meeting):
    school = make_organisation("Школа")
    head = make_head(school, "Шкільна").user
    area = make_memorandum(school, make_organisation("Інша")).agreed_areas.get()
    page = f"/meetings/{meeting.pk}/"
    assert "/memoranda/count/" not in client.get(page).content.decode()
    client.force_login(head)
    assert "/memoranda/count/" in client.get(page).content.decode()
    given = {"source_type": "meetings.meeting", "source_id": meeting.pk, "fulfils": area.pk}
    assert client.post("/memoranda/count/", given)["Location"] == page
    assert Contribution.objects.get().source_id == str(meeting.pk)
