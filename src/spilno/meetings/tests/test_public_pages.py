"""Public pages of General Meetings: who sees what, with how many queries."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from spilno.meetings.models import Item, Meeting


def a_meeting(cast, number=1, state="convened", **fields):
    fields.setdefault("starts_at", timezone.now() + timedelta(days=50))
    return Meeting.objects.create(body=cast.general_meeting, number=number, state=state, place="Липова", **fields)


def test_a_convened_meeting_is_public(client, cast):
    meeting = a_meeting(cast)
    Item.objects.create(meeting=meeting, order=1, title="Про воду")
    assert reverse("meetings:meeting", args=[meeting.pk]) in client.get("/meetings/").content.decode()
    assert client.get(reverse("meetings:meeting", args=[meeting.pk])).status_code == 200


def test_a_stranger_cannot_tell_that_a_draft_exists(client, cast):
    meeting = a_meeting(cast, state="draft")
    client.force_login(cast.stranger)
    assert client.get(reverse("meetings:meeting", args=[meeting.pk])).status_code == 404
    assert reverse("meetings:prepare", args=[meeting.pk]) not in client.get("/meetings/").content.decode()
    client.force_login(cast.secretary)
    assert client.get(reverse("meetings:meeting", args=[meeting.pk])).status_code == 200
    assert reverse("meetings:prepare", args=[meeting.pk]) in client.get("/meetings/").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_number_of_queries(client, cast, count, django_assert_max_num_queries):
    for number in range(1, count + 1):
        a_meeting(cast, number=number)
    with django_assert_max_num_queries(8):
        assert client.get("/meetings/").status_code == 200


def test_an_item_that_only_gathers_others_is_not_said_to_be_ahead(client, cast):
    meeting = a_meeting(cast, state="closed")
    parent = Item.objects.create(meeting=meeting, order=1, title="Про виконання рішень")
    Item.objects.create(meeting=meeting, order=1, title="Про доручення", parent=parent, state="noted")
    page = client.get(reverse("meetings:meeting", args=[meeting.pk])).content.decode()
    assert "взято до відома" in page
    assert "попереду" not in page
