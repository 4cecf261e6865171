"""The programme: sessions, versions and who is told, sessions from a calendar file."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar
from tests.cast import make_person

from spilno.events.gateways.calendar_file import calendar_file, read_sessions
from spilno.events.models import ProgrammeVersion, Session, Speaker
from spilno.events.services.duties import forget_person
from spilno.events.services.programme import keep_session, publish_programme, remove_session
from spilno.events.tests.factories import make_event, make_session
from spilno.events.tests.test_acts import acts, refused, registration
from spilno.notices.models import Delivery, Notice


def values_of(session, **changed):
    names = ("kind", "title_uk", "starts_at", "ends_at", "place", "counted")
    return {**{name: getattr(session, name) for name in names}, **changed}


@pytest.fixture
def published(joint):
    for hour, name in ((0, "Верес"), (1, "Клен"), (2, "Дуб")):
        session = make_session(joint.event, hour=hour, place="Зала", title_uk=f"Доповідь {hour}")
        session.speakers.create(name_uk=name, email=f"speaker{hour}@example.org")
    publish_programme(joint.event, by=joint.teacher)
    assert not Notice.objects.exists()
    return joint


def told():
    return sorted(Delivery.objects.values_list("address", flat=True))


def test_another_hall_is_told_to_the_speaker_of_that_part_only(published):
    registration(published.event, 1)
    first = published.event.sessions.first()
    speakers = [{"name_uk": "Верес", "email": "speaker0@example.org"}]
    keep_session(published.event, values_of(first, place="Музей"), speakers, session=first, by=published.mayor)
    version = publish_programme(published.event, by=published.mayor)
    assert (version.number, told()) == (2, ["speaker0@example.org"])
    assert "Музей" in Notice.objects.get().text
    refused("nothing_new", publish_programme, published.event, by=published.mayor)


def test_a_moved_part_is_told_to_its_speaker_and_to_all_who_have_a_place(published):
    registration(published.event, 1)
    registration(published.event, 2, "waiting")
    registration(published.event, 3, language="en")
    last = published.event.sessions.last()
    later = values_of(last, starts_at=last.starts_at + timedelta(hours=1), ends_at=last.ends_at + timedelta(hours=1))
    keep_session(published.event, later, [{"name_uk": "Дуб"}], session=last, by=published.mayor)
    publish_programme(published.event, by=published.mayor)
    assert told() == ["guest1@example.org", "guest3@example.org", "speaker2@example.org"]


def test_a_speaker_who_was_taken_off_learns_it_and_his_address_goes(published):
    first = published.event.sessions.first()
    keep_session(published.event, values_of(first), [{"name_uk": "Явір"}], session=first, by=published.mayor)
    publish_programme(published.event, by=published.mayor)
    assert told() == ["speaker0@example.org"]
    old = ProgrammeVersion.objects.get(number=1)
    assert "example.org" not in str(old.body)


def test_everyone_sees_the_published_programme_until_the_next_version(published, client):
    page = reverse("events:event", args=[published.event.pk])
    programme = reverse("events:programme", args=[published.event.pk])
    first = published.event.sessions.first()
    changed = values_of(first, title_uk="Нова назва", note="Нова примітка")
    keep_session(published.event, changed, [{"name_uk": "Явір", "post": "голова"}], session=first, by=published.mayor)
    remove_session(published.event.sessions.last(), by=published.mayor)
    seen = client.get(page).content.decode()
    assert all(word in seen for word in ("Доповідь 0", "Верес", "Доповідь 2"))
    assert not any(word in seen for word in ("Нова назва", "Нова примітка", "Явір", programme))
    client.force_login(published.mayor)
    seen = client.get(page).content.decode()
    assert "Доповідь 0" in seen
    assert programme in seen
    publish_programme(published.event, by=published.mayor)
    client.logout()
    seen = client.get(page).content.decode()
    assert all(word in seen for word in ("Нова назва", "Нова примітка", "<b>Явір</b>, голова"))
    assert "Доповідь 2" not in seen


def test_mended_details_are_published_and_disturb_nobody(published, client):
    registration(published.event, 1)
    first = published.event.sessions.first()
    speakers = [{"name_uk": "Верес", "email": "speaker0@example.org", "topic": "Про бюджет"}]
    keep_session(
        published.event, values_of(first, title_en="Report 0", hours=2), speakers, session=first, by=published.mayor
    )
    version = publish_programme(published.event, by=published.mayor)
    assert [change["what"] for change in version.changes] == ["details"]
    assert told() == []
    assert "Про бюджет" in client.get(reverse("events:event", args=[published.event.pk])).content.decode()


def test_the_address_of_a_speaker_goes_with_his_data_and_those_of_others_stay(published):
    person = make_person("Верес")
    published.event.sessions.first().speakers.update(person=person)
    forget_person(person)
    kept = str(ProgrammeVersion.objects.get().body)
    assert "Верес" in kept
    assert "speaker0@example.org" not in kept
    assert "speaker1@example.org" in kept
    assert not Speaker.objects.filter(email="speaker0@example.org").exists()


def test_sessions_added_to_an_announced_event_wait_for_the_first_version(joint, client):
    session = make_session(joint.event)
    page = reverse("events:event", args=[joint.event.pk])
    assert session.title_uk not in client.get(page).content.decode()
    publish_programme(joint.event, by=joint.teacher)
    assert session.title_uk in client.get(page).content.decode()


def test_a_session_with_attendance_stays_and_a_break_counts_no_hours(published):
    first = published.event.sessions.first()
    guest = registration(published.event, 1)
    first.attendances.create(registration=guest, state="attended", way="name", at=timezone.now())
    refused("session_has_attendance", remove_session, first, by=published.mayor)
    second = published.event.sessions.all()[1]
    kept = keep_session(
        published.event, {**values_of(second), "kind": "break", "hours": 2}, [], session=second, by=published.mayor
    )
    assert (kept.counted, kept.hours) == (False, None)
    refused(
        "ends_before_it_begins", keep_session, published.event,
        values_of(first, ends_at=first.starts_at), [], session=first, by=published.mayor,
    )  # fmt: skip


def test_overlaps_stand_on_the_page_as_warnings(client, joint):
    make_session(joint.event, "Верес", place="Зала", title_uk="Перша")
    make_session(joint.event, "Верес", place="Зала", title_uk="Друга")
    client.force_login(joint.mayor)
    page = client.get(reverse("events:programme", args=[joint.event.pk])).content.decode()
    assert "Одночасно в «Зала»: «Перша» і «Друга»." in page
    assert "Верес виступає одночасно" in page


def test_a_session_is_kept_with_its_speakers_by_the_page(client, joint):
    client.force_login(joint.mayor)
    starts = timezone.localtime(joint.event.starts_at)
    values = {
        "kind": "section", "title_uk": "Секція", "starts_at": starts.strftime("%Y-%m-%dT%H:%M"),
        "ends_at": starts.strftime("%Y-%m-%dT12:00"), "counted": "on", "hours": "2.5", "speakers-TOTAL_FORMS": "2",
        "speakers-INITIAL_FORMS": "0", "speakers-0-name_uk": "Клен", "speakers-0-role": "moderator",
        "speakers-0-email": "TEACHER@example.org", "speakers-1-name_uk": "", "speakers-1-role": "speaker",
    }  # fmt: skip
    address = reverse("events:add_session", args=[joint.event.pk])
    assert client.post(address, {**values, "speakers-1-topic": "без імені"}).status_code == 422
    assert client.post(address, values).status_code == 302
    session = joint.event.sessions.get()
    speaker = session.speakers.get()
    assert (speaker.name_uk, speaker.role, float(session.hours)) == ("Клен", "moderator", 2.5)
    change = reverse("events:edit_session", args=[joint.event.pk, session.pk])
    assert "Клен" in client.get(change).content.decode()
    assert client.post(reverse("events:publish", args=[joint.event.pk])).status_code == 302
    assert client.post(reverse("events:remove_session", args=[joint.event.pk, session.pk])).status_code == 302
    other = make_event(joint.cities)
    foreign = make_session(other)
    assert client.post(reverse("events:remove_session", args=[joint.event.pk, foreign.pk])).status_code == 404


def entries(count, ends="DTEND:20261210T100000Z"):
    body = "".join(
        f"BEGIN:VEVENT\r\nUID:{each}\r\nDTSTAMP:20261101T000000Z\r\nSUMMARY:Секція {each}\r\n"
        f"DTSTART:20261210T090000Z\r\n{ends}\r\nLOCATION:Зала\r\nEND:VEVENT\r\n"
        for each in range(count)
    )
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{body}END:VCALENDAR\r\n".encode()


def upload(client, event, content):
    address = reverse("events:preview_import", args=[event.pk])
    return client.post(address, {"file": SimpleUploadedFile("p.ics", content)})


def test_sessions_are_shown_first_and_taken_whole(client, joint):
    client.force_login(joint.mayor)
    page = upload(client, joint.event, entries(3))
    assert "Секція 2" in page.content.decode()
    assert not Session.objects.exists()
    commit = reverse("events:commit_import", args=[joint.event.pk])
    sealed = page.context["sealed"]
    assert client.post(commit, {"sealed": f"{sealed}x"}).status_code == 404
    other = make_event(joint.cities)
    assert client.post(reverse("events:commit_import", args=[other.pk]), {"sealed": sealed}).status_code == 404
    assert client.post(commit, {"sealed": sealed}).status_code == 302
    assert next(iter(Session.objects.values_list("event", "title_uk", "place").order_by("pk"))) == (
        joint.event.pk, "Секція 0", "Зала",
    )  # fmt: skip
    assert Session.objects.count() == 3
    assert "event.sessions_imported" in acts()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (entries(10_000), "10000 записів"),
        (b"\x89PNG nothing", "не є календарем"),
        (entries(0), "немає жодного запису"),
        (entries(2, "SEQUENCE:0"), "без початку або кінця: 2"),
        (entries(2, "DTEND:20261210T080000Z"), "без початку або кінця: 2"),
        (entries(2, "DURATION:P99999999D"), "без початку або кінця: 2"),
        (entries(2, "DURATION:long"), "без початку або кінця: 2"),
        (entries(2, "DTEND:20261399T100000Z"), "без початку або кінця: 2"),
        (entries(2, "DTEND:99991231T235959Z"), "без початку або кінця: 2"),
    ],
)
def test_a_bad_calendar_is_refused_with_its_sentence_and_writes_nothing(client, joint, content, said):
    client.force_login(joint.mayor)
    answer = upload(client, joint.event, content)
    assert answer.status_code == 409
    assert said in answer.content.decode().replace("\xa0", " ")
    assert not Session.objects.exists()


def test_times_without_a_zone_are_those_of_kyiv():
    content = entries(1).replace(b"090000Z", b"090000").replace(b"100000Z", b"100000")
    taken = read_sessions(content).taken
    assert [timezone.localtime(each.starts).hour for each in taken] == [9]


def test_a_file_made_to_keep_the_reader_busy_is_not_read():
    assert not read_sessions(b"BEGIN:X\r\n" * 200_000).readable
    assert not read_sessions(b"BEGIN:VCALENDAR\r\n" + b"X" * 3_000_000).readable


def test_our_own_calendar_is_read_back(joint):
    made = calendar_file([joint.event], now=timezone.now())
    entry = next(iter(Calendar.from_ical(made).walk("VEVENT")))
    assert entry["uid"].startswith(f"event-{joint.event.pk}@")
    assert entry.decoded("dtstart") == joint.event.starts_at
    assert "online" not in made.decode().lower()
    assert read_sessions(made).taken[0].title == joint.event.title_uk


def test_an_empty_programme_is_not_said_to_be_published(joint):
    refused("empty_programme", publish_programme, make_event(joint.school), by=joint.teacher)
