"""Events for other programs and for walls: calendar files, a person's feed, schema.org, the poster."""

import io
import json
import re
from datetime import datetime, timedelta
from unittest.mock import patch

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from spilno.events.models import CalendarKey, Event, Registration
from spilno.events.queries.events import initials
from spilno.events.services.logos import keep_logo
from spilno.events.services.programme import publish_programme
from spilno.events.tests.factories import make_event, make_session
from spilno.events.tests.test_acts import picture

LINK = "https://video.example.org/room"


@pytest.fixture
def online(joint):
    Event.objects.filter(pk=joint.event.pk).update(format="mixed", online_link=LINK)
    joint.event.refresh_from_db()
    return joint


def place(event, person, number=1, state="confirmed"):
    return Registration.objects.create(
        event=event, person=person, family_name="Гість", given_name="Олег", email=f"g{number}@example.org", state=state,
        queue=number, code=f"c{event.pk}{number}", token=f"t{event.pk}{number}",
    )  # fmt: skip


def entries(answer):
    assert answer["Content-Type"].startswith("text/calendar")
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


def test_a_file_of_one_event_shows_the_room_only_to_those_who_have_a_place(client, cast, online):
    place(online.event, cast.delegate_person)
    address = reverse("events:event_calendar", args=[online.event.pk])
    assert address == f"/events/{online.event.pk}.ics"
    assert LINK not in client.get(address).content.decode()
    client.force_login(cast.delegate)
    entry = entries(client.get(address))[0]
    assert entry["description"] == LINK
    assert entry.decoded("dtstart") == online.event.starts_at
    assert str(entry["status"]) == "CONFIRMED"


def test_a_draft_has_no_file_for_others(client, cast, joint):
    draft = make_event(joint.school, state="draft")
    client.force_login(cast.stranger)
    assert client.get(reverse("events:event_calendar", args=[draft.pk])).status_code == 404


def test_a_feed_has_the_persons_own_events_and_nothing_else(client, cast, online):
    place(online.event, cast.delegate_person)
    waiting, draft, speaks = (make_event(online.school, days=days) for days in (40, 41, 42))
    make_event(online.school, days=43)
    place(waiting, cast.delegate_person, state="waiting")
    Event.objects.filter(pk=draft.pk).update(state="draft")
    place(draft, cast.delegate_person)
    make_session(speaks).speakers.create(name_uk="Липовий", person=cast.delegate_person)
    client.force_login(cast.delegate)
    assert client.post(reverse("events:own_calendar")).status_code == 302
    key = CalendarKey.objects.get()
    page = client.get(reverse("events:own_calendar")).content.decode()
    assert key.token in page
    client.logout()
    feed = reverse("events:feed", args=[key.token])
    found = entries(client.get(feed))
    numbers = {int(re.match(r"event-(\d+)@", str(entry["uid"]))[1]) for entry in found}
    assert numbers == {online.event.pk, speaks.pk}
    assert LINK in client.get(feed).content.decode()
    client.force_login(cast.delegate)
    client.post(reverse("events:own_calendar"))
    assert client.get(feed).status_code == 404
    CalendarKey.objects.get().user.__class__.objects.filter(pk=cast.delegate.pk).update(is_active=False)
    assert client.get(reverse("events:feed", args=[CalendarKey.objects.get().token])).status_code == 404


def test_a_feed_that_did_not_change_is_not_sent_again(client, cast, online):
    place(online.event, cast.delegate_person)
    CalendarKey.objects.create(user=cast.delegate, token="k" * 40)
    feed = reverse("events:feed", args=["k" * 40])
    first = client.get(feed)
    later = timezone.now() + timedelta(hours=1)
    with patch.object(timezone, "now", lambda: later):
        again = client.get(feed, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    Event.objects.filter(pk=online.event.pk).update(title_uk="Інша назва")
    changed = client.get(feed, headers={"if-none-match": first["ETag"]})
    assert changed.status_code == 200
    assert "Інша назва" in changed.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_a_feed_asks_the_same_number_of_queries(client, cast, joint, count, django_assert_num_queries):
    for number in range(count):
        place(make_event(joint.school, days=10 + number), cast.delegate_person, number)
    CalendarKey.objects.create(user=cast.delegate, token="k" * 40)
    with django_assert_num_queries(2):
        client.get(reverse("events:feed", args=["k" * 40]))


def test_schema_org_tells_what_the_page_tells_and_keeps_the_room(client, online):
    Event.objects.filter(pk=online.event.pk).update(title_uk="Семінар </script><b>&", places=50)
    make_session(online.event, "Оксана ВЕРЕС")
    publish_programme(online.event, by=online.teacher)
    page = client.get(reverse("events:event", args=[online.event.pk])).content.decode()
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    told = json.loads(block[1])
    assert told["name"] == "Семінар </script><b>&"
    assert told["@type"] == "EducationEvent"
    assert datetime.fromisoformat(told["startDate"]) < datetime.fromisoformat(told["endDate"])
    assert told["startDate"][-6:] in ("+02:00", "+03:00"), "the hour of Kyiv, as search engines show it"
    assert 'href="#registration"' in page
    assert 'id="registration"' in page
    assert told["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
    assert [each["@type"] for each in told["location"]] == ["Place", "VirtualLocation"]
    assert [each["name"] for each in told["organizer"]] == ["Школа врядування", "Асоціація малих міст"]
    assert told["performer"] == [{"@type": "Person", "name": "Оксана ВЕРЕС"}]
    assert told["maximumAttendeeCapacity"] == 50
    assert LINK not in page
    Event.objects.filter(pk=online.event.pk).update(state="cancelled", cancelled_because="хвороба")
    cancelled = client.get(reverse("events:event", args=[online.event.pk])).content.decode()
    assert "https://schema.org/EventCancelled" in cancelled


@pytest.mark.parametrize(("size", "width", "height"), [("a4", 595, 842), ("a3", 842, 1191)])
def test_the_poster_is_one_accessible_page_also_when_a_logo_is_broken(client, joint, size, width, height):
    keep_logo(joint.school, SimpleUploadedFile("a.png", picture()), by=joint.teacher)
    assert initials("Всеукраїнська громадська організація «Асоціація малих міст України»") == "АММ"
    assert initials("Вища школа публічного управління") == "ВШП"
    # a picture by its first bytes only: its holder stands with initials
    keep_logo(joint.cities, SimpleUploadedFile("b.png", picture()[:40]), by=joint.mayor)
    client.force_login(joint.mayor)
    answer = client.get(reverse("events:poster", args=[joint.event.pk, size]))
    assert answer["Content-Type"] == "application/pdf"
    with pikepdf.open(io.BytesIO(answer.content)) as pdf:
        assert len(pdf.pages) == 1
        assert [round(float(each)) for each in pdf.pages[0].mediabox[2:]] == [width, height]
        assert pdf.docinfo["/Title"] == "Бюджет участі у громаді"
        assert pdf.Root.MarkInfo.Marked


def test_only_those_who_hold_the_event_make_its_poster(client, cast, joint):
    client.force_login(cast.stranger)
    assert client.get(reverse("events:poster", args=[joint.event.pk, "a4"])).status_code == 404
    client.force_login(joint.mayor)
    assert client.get(reverse("events:poster", args=[joint.event.pk, "a9"])).status_code == 404
    assert client.get(reverse("events:posters", args=[joint.event.pk])).status_code == 200
