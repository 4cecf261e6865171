"""Attendance of an event: check-in, marks, lists in and out, certificates of those who attended."""

import json
import threading
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from spilno.documents.models import Document
from spilno.events.forms.presence import rows_in
from spilno.events.models import Attendance, Event, Registration
from spilno.events.queries.presence import attended, door_list, session_now, sheet, taken_part, words_of
from spilno.events.services import presence as services
from spilno.events.services.presence import Press
from spilno.events.tests.door import register
from spilno.events.tests.factories import make_event, make_session
from spilno.journal.models import Entry
from spilno.journal.queries import check, entries_of
from spilno.statute.rules.refusal import RuleBroken


def code(call, *args, **kwargs):
    with pytest.raises(RuleBroken) as broken:
        call(*args, **kwargs)
    return broken.value.refusal.code


# Check-in


def test_the_second_check_in_of_one_code_says_already_and_since_when(hall):
    first = services.check_in(hall.session, Press("a", code=hall.people[0].code), by=hall.registrar)
    again = services.check_in(hall.session, Press("b", code=hall.people[0].code.lower()), by=hall.teacher)
    assert (first.new, again.new) == (True, False)
    assert again.mark.at == first.mark.at
    assert Attendance.objects.count() == 1
    assert entries_of(hall.event).filter(act="attendance.checked_in").count() == 1


def test_a_press_that_was_recorded_stays_so_though_the_registration_was_withdrawn_before_the_answer_came(hall):
    press = Press("a", code=hall.people[0].code)
    services.check_in(hall.session, press, by=hall.registrar)
    Registration.objects.filter(code=hall.people[0].code).update(state="withdrawn")
    assert not services.check_in(hall.session, press, by=hall.registrar).new
    refused = services.settle([(hall.session, Press("b", code=hall.people[0].code))], by=hall.registrar)[0]
    assert refused.refusal is not None
    assert Attendance.objects.count() == 1


def test_a_code_of_another_event_of_nobody_or_without_a_place_is_refused_and_nothing_is_written(hall, joint):
    other = register(make_event(joint.school), "Чужа")
    waiting = register(hall.event, "Чекальна", "waiting")
    before = Entry.objects.count()
    for press, refusal in (
        (Press("1", code=other.code), "code_of_another_event"),
        (Press("2", code="НЕМАЄ"), "unknown_code"),
        (Press("3", registration=other.pk), "unknown_code"),
        (Press("4", code=waiting.code), "on_the_waiting_list"),
    ):
        assert code(services.check_in, hall.session, press, by=hall.registrar) == refusal
    assert (Attendance.objects.count(), Entry.objects.count()) == (0, before)


def test_one_marked_absent_who_came_late_is_here(hall):
    services.mark(hall.session, hall.people[0], state="absent", by=hall.teacher)
    done = services.check_in(hall.session, Press("a", registration=hall.people[0].pk, way="name"), by=hall.registrar)
    assert (done.new, done.mark.state) == (True, "attended")


@pytest.mark.django_db(transaction=True)
def test_two_registrars_scan_one_ticket_at_once(hall):
    said, start = [], threading.Barrier(3)

    def act():
        start.wait()
        try:
            said.append(services.check_in(hall.session, Press("x", code=hall.people[0].code), by=hall.registrar).new)
        except Exception as fault:  # noqa: BLE001 - a thread must not lose it
            said.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=act) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(said) == [False, False, True]
    assert check().valid


# Marks


def test_a_paper_list_is_taken_whole_or_not_at_all(hall):
    one, two, three = (row.pk for row in hall.people)
    marks = {one: ("attended", ""), two: ("excused", ""), three: ("absent", "")}
    assert code(services.take_paper_list, hall.session, marks, by=hall.teacher) == "no_reason_to_excuse"
    assert not Attendance.objects.exists()
    marks[two] = ("excused", "відрядження")
    assert services.take_paper_list(hall.session, marks, by=hall.teacher) == 3
    assert services.take_paper_list(hall.session, marks, by=hall.teacher) == 0
    assert services.take_paper_list(hall.session, {one: ("", "")}, by=hall.teacher) == 1
    assert set(Attendance.objects.values_list("state", "way")) == {("excused", "paper"), ("absent", "paper")}
    assert entries_of(hall.event).filter(act="attendance.marked").count() == 2


# Sync


def sync(client, hall, *presses, ahead=timedelta(0)):
    """Send what a phone kept; its clock is so much ahead of the server's."""
    now = (timezone.now() + ahead).isoformat()
    body = {"now": now, "presses": [{"session": hall.session.pk, "at": now, **press} for press in presses]}
    return client.post(reverse("events:sync", args=[hall.event.pk]), json.dumps(body), content_type="application/json")


def test_kept_presses_are_counted_once_with_their_own_time(client, hall):
    client.force_login(hall.registrar)
    at = timezone.now() - timedelta(minutes=7)
    press = {"id": "p1", "code": hall.people[0].code, "at": at.isoformat()}
    strange = {"id": "p2", "code": "НЕМАЄ"}
    first = sync(client, hall, press, strange).json()["settled"]
    second = sync(client, hall, press).json()["settled"]
    assert [one["outcome"] for one in (*first, *second)] == ["done", "refused", "already"]
    assert first[1]["said"]
    mark = Attendance.objects.get()
    assert abs(mark.at - at) < timedelta(seconds=30)
    assert (mark.press, mark.way) == ("p1", "qr")


@pytest.mark.parametrize("ahead", [timedelta(days=-40), timedelta(hours=-3), timedelta(hours=5)])
def test_a_phone_whose_clock_is_wrong_checks_in_too(client, hall, ahead):
    client.force_login(hall.registrar)
    at = timezone.now() - timedelta(minutes=7)
    press = {"id": "p1", "code": hall.people[0].code, "at": (at + ahead).isoformat()}
    [told] = sync(client, hall, press, ahead=ahead).json()["settled"]
    assert told["outcome"] == "done"
    assert abs(Attendance.objects.get().at - at) < timedelta(seconds=30)


@pytest.mark.parametrize(
    "body", ["", "{}", '{"presses": 1}', '{"presses": [{}]}', '{"presses": [{"session": 1, "id": 1, "at": "x"}]}']
)
def test_what_is_no_list_of_presses_is_said_to_be_so(client, hall, body):
    client.force_login(hall.registrar)
    address = reverse("events:sync", args=[hall.event.pk])
    assert client.post(address, body, content_type="application/json").status_code == 400


def test_a_press_for_a_session_that_is_gone_is_refused_by_itself(client, hall):
    client.force_login(hall.registrar)
    answer = sync(
        client,
        hall,
        {"id": "a", "code": hall.people[0].code, "session": 999999},
        {"id": "b", "code": hall.people[1].code},
    )
    assert [one["outcome"] for one in answer.json()["settled"]] == ["refused", "done"]


# Pages


def test_only_holders_and_registrars_reach_the_door(client, cast, hall):
    names = ("check_in", "attendance", "paper_list", "platform_list", "badges", "check_in_worker")
    for user, right in ((hall.registrar, 200), (hall.teacher, 200), (cast.delegate, 404)):
        client.force_login(user)
        assert {client.get(reverse(f"events:{name}", args=[hall.event.pk])).status_code for name in names} == {right}
    client.force_login(hall.registrar)
    assert client.get(reverse("events:certificates", args=[hall.event.pk])).status_code == 404
    client.logout()
    assert client.get(reverse("events:check_in", args=[hall.event.pk])).status_code == 302


def test_the_door_works_without_script(client, hall):
    client.force_login(hall.registrar)
    address = reverse("events:check_in", args=[hall.event.pk])
    for _time in range(2):
        assert client.post(address, {"session": hall.session.pk, "registration": hall.people[0].pk}).status_code == 302
    assert (
        client.post(
            address, {"session": hall.session.pk, "code": f"https://x/events/1/in/{hall.people[1].code}/"}
        ).status_code
        == 302
    )
    assert client.post(address, {"session": hall.session.pk, "code": "НЕМАЄ"}).status_code == 409
    page = client.get(address, {"q": "степ"})
    assert [row.registration for row in page.context["page"]] == [hall.people[0]]
    assert page.context["counts"].attended == 2
    assert session_now([], timezone.now()) is None


def test_the_page_of_a_long_list_stays_light_and_the_list_comes_apart(client, hall):
    for number in range(90):
        register(hall.event, f"Ясенова{number:03}")
    services.check_in(hall.session, Press("a", code=hall.people[0].code), by=hall.registrar)
    client.force_login(hall.registrar)
    address = reverse("events:check_in", args=[hall.event.pk])
    page = client.get(address, {"page": 2})
    assert len(page.context["page"]) == 33
    assert "Степова" not in page.content.decode()
    pressed = client.post(f"{address}?page=2", {"session": hall.session.pk, "registration": hall.people[1].pk})
    assert pressed["Location"].endswith("&page=2")
    given = client.get(page.context["data"]["list"]).json()
    assert len(given["people"]) == 93
    here = {name: at for _pk, name, _where, _code, _waits, at in given["people"] if at}
    assert set(here) == {hall.people[0].full_name, hall.people[1].full_name}
    assert client.get(reverse("events:door_list", args=[hall.event.pk]), {"session": "x"}).status_code == 200


def test_a_ticket_opened_by_a_stranger_tells_nothing_and_by_a_registrar_checks_in(client, hall):
    address = reverse("events:arrive", args=[hall.event.pk, hall.people[0].code])
    page = client.get(address)
    assert page.status_code == 200
    assert "Степова" not in page.content.decode()
    client.post(address)
    assert not Attendance.objects.exists()
    client.force_login(hall.registrar)
    assert "Степова" in client.get(address).content.decode()
    assert client.post(address).context["done"].new
    assert not client.post(address).context["done"].new
    assert not client.get(address).context["done"].new
    strange = reverse("events:arrive", args=[hall.event.pk, "НЕМАЄ"])
    assert client.get(strange).status_code == 200
    assert client.post(strange).status_code == 409


def test_the_paper_list_is_entered_on_a_page(client, hall):
    client.force_login(hall.teacher)
    address = reverse("events:paper_list", args=[hall.event.pk])
    given = {"session": hall.session.pk, f"state_{hall.people[0].pk}": "excused", f"reason_{hall.people[0].pk}": ""}
    wrong = client.post(address, given)
    assert wrong.status_code == 422
    given[f"reason_{hall.people[0].pk}"] = "відрядження"
    assert client.post(address, given).status_code == 302
    assert Attendance.objects.get().reason == "відрядження"


def test_a_line_left_as_it_was_shown_undoes_nothing_of_the_door(client, hall):
    client.force_login(hall.teacher)
    address = reverse("events:paper_list", args=[hall.event.pk])
    first, second, third = (person.pk for person in hall.people)
    assert f'name="was_{first}" value=":"' in client.get(address).content.decode()
    services.check_in(hall.session, Press("", code=hall.people[0].code), by=hall.registrar)
    sheet_sent = {"session": hall.session.pk, f"state_{second}": "absent"}
    sheet_sent |= {f"state_{number}": "" for number in (first, third)} | {
        f"was_{number}": ":" for number in (first, second)
    }
    client.post(address, sheet_sent)
    marks = dict(Attendance.objects.values_list("registration", "state"))
    assert marks == {first: "attended", second: "absent"}


def test_what_is_sent_for_a_session_that_is_gone_goes_to_no_other(client, hall):
    client.force_login(hall.teacher)
    sent = {"session": "999999", "registration": hall.people[0].pk, f"state_{hall.people[0].pk}": "attended"}
    assert client.post(reverse("events:check_in", args=[hall.event.pk]), sent).status_code == 409
    assert client.post(reverse("events:paper_list", args=[hall.event.pk]), sent).status_code == 409
    assert not Attendance.objects.exists()


ZOOM = """Meeting ID,Topic
123,Семінар

Name (Original Name),User Email,Join Time,Duration (Minutes),Guest
Ірина Степова (Ira),,09:00,20,Yes
Ірина Степова,,09:40,25,Yes
Хтось,,09:00,99,Yes
Калинова Ірина,,09:00,5,Yes
"""


def test_a_platforms_list_is_previewed_by_line_and_taken_whole(client, hall):
    client.force_login(hall.teacher)
    address = reverse("events:platform_list", args=[hall.event.pk])
    given = {"session": hall.session.pk, "at_least": 30, "file": SimpleUploadedFile("z.csv", ZOOM.encode("utf-8-sig"))}
    page = client.post(address, given)
    assert sorted(one.verdict for one in page.context["found"]) == ["again", "nobody", "short", "taken"]
    assert not Attendance.objects.exists()
    commit = {"session": hall.session.pk, "at_least": 30, "text": page.context["text"], "act": "commit"}
    assert client.post(address, commit).status_code == 302
    assert Attendance.objects.get().registration == hall.people[0]
    client.post(address, commit)
    assert Attendance.objects.count() == 1


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", "просто текст\nбез заголовка".encode(), b"\xff" * 10])
def test_a_file_that_is_no_list_gets_its_sentence(client, hall, content):
    client.force_login(hall.teacher)
    address = reverse("events:platform_list", args=[hall.event.pk])
    given = {"session": hall.session.pk, "at_least": 30, "file": SimpleUploadedFile("z.csv", content)}
    assert client.post(address, given).status_code == 422


def test_lists_of_other_platforms_are_read():
    teams = "Name\tEmail\tIn-Meeting Duration\nІван Явір\tIVAN@example.org\t1h 3m 5s\n"
    (row,) = rows_in(teams)
    assert (row.name, row.email, row.minutes) == ("Іван Явір", "ivan@example.org", 63)
    (row,) = rows_in("ПІБ;Тривалість\nЯвір Іван;01:30:00\n")
    assert (row.name, row.minutes) == ("Явір Іван", 90)
    assert words_of("Явір,  Іван") == {"явір", "іван"}


@pytest.mark.parametrize(("ending", "start"), [("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK"), ("pdf", b"%PDF-")])
def test_the_list_comes_as_a_table_and_as_pdf(client, hall, ending, start):
    services.check_in(hall.session, Press("a", code=hall.people[0].code), by=hall.registrar)
    client.force_login(hall.registrar)
    address = reverse("events:attendance_file", args=[hall.event.pk, ending])
    assert client.get(address).content.startswith(start)
    assert client.get(address, {"sign": "", "session": hall.session.pk}).content.startswith(start)
    assert client.get(reverse("events:attendance_file", args=[hall.event.pk, "exe"])).status_code == 404


def test_badges_are_printed_and_the_list_is_kept_with_the_event(client, hall):
    make_session(hall.event, "Оксана ВЕРЕС")
    client.force_login(hall.teacher)
    assert client.get(reverse("events:badges", args=[hall.event.pk])).content.startswith(b"%PDF-")
    keep = reverse("events:keep_list", args=[hall.event.pk])
    assert client.post(keep).status_code == client.post(keep).status_code == 302
    assert list(Document.objects.filter(kind="attendance").order_by("version").values_list("version", flat=True)) == [
        1,
        2,
    ]


def test_the_page_of_the_event_says_how_many_took_part(client, hall):
    services.check_in(hall.session, Press("a", code=hall.people[0].code), by=hall.registrar)
    assert 'id="presence"' in client.get(reverse("events:event", args=[hall.event.pk])).content.decode()
    assert taken_part(hall.event).people == 1


@pytest.mark.parametrize("page", ["check_in", "attendance", "certificates", "paper_list"])
def test_pages_of_the_door_ask_as_much_for_three_as_for_thirty(client, hall, page):
    client.force_login(hall.teacher)
    address = reverse(f"events:{page}", args=[hall.event.pk])

    def asked():
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    three = asked()
    for _number in range(30):
        register(hall.event, "Липова")
    services.check_in(hall.session, Press(number="", code=hall.people[0].code), by=hall.teacher)
    assert asked() <= three + 1  # who was marked is asked once for all


def test_the_attendance_stands_by_name_over_its_pages(client, hall):
    for number in range(220):
        register(hall.event, f"Ясенова{number:03}")
    client.force_login(hall.teacher)
    first, second = (
        client.get(reverse("events:attendance", args=[hall.event.pk]), {"page": number}).context["page"]
        for number in (1, 2)
    )
    names = [line.registration.family_name for page in (first, second) for line in page]
    assert names[:4] == ["Вербова", "Калинова", "Степова", "Ясенова000"]
    assert names == sorted(names)
    assert len(set(names)) == len(names)


def test_the_list_asks_as_much_for_three_as_for_thirty(client, hall):
    client.force_login(hall.registrar)
    address = reverse("events:check_in", args=[hall.event.pk])
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for number in range(30):
        services.check_in(hall.session, Press("", code=register(hall.event, f"Особа{number}").code), by=hall.registrar)
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(few)
    assert len(door_list(hall.event.pk)) == 33
    assert len(sheet(hall.event)[1]) == 33


def test_what_a_person_attended_is_told_for_his_ledger(cast, hall):
    own = register(hall.event, "Липовий", person=cast.delegate_person)
    services.check_in(hall.session, Press("", code=own.code), by=hall.registrar)
    today = timezone.localdate()
    (found,) = attended(cast.delegate_person, today - timedelta(days=1), today)
    assert (found.session, found.hours, found.event_id) == ("Модуль 1", 2, hall.event.pk)
    assert attended(cast.delegate_person, today + timedelta(days=1), today + timedelta(days=9)) == []
    assert attended(cast.verbova_person, today, today) == []


def test_the_registrars_desk_names_the_event_of_today(client, cast, hall):
    address = reverse("events:check_in", args=[hall.event.pk])
    now = timezone.now()
    Event.objects.filter(pk=hall.event.pk).update(starts_at=now, ends_at=now + timedelta(minutes=5))
    client.force_login(hall.registrar)
    assert address in client.get("/desk/").content.decode()
    client.force_login(cast.delegate)
    assert address not in client.get("/desk/").content.decode()


def test_the_second_day_of_an_event_is_at_the_door_too_and_tomorrows_is_not(client, hall):
    now = timezone.now()
    Event.objects.filter(pk=hall.event.pk).update(starts_at=now - timedelta(days=1), ends_at=now + timedelta(minutes=5))
    client.force_login(hall.registrar)
    page = client.get("/desk/").content.decode()
    assert reverse("events:check_in", args=[hall.event.pk]) in page
    assert "Сьогодні на вході" in page
    assert f"триває з {timezone.localdate(now - timedelta(days=1)):%d.%m.%Y}" in page
    day = timedelta(days=1)
    Event.objects.filter(pk=hall.event.pk).update(starts_at=now + day, ends_at=now + day + timedelta(hours=1))
    assert "Сьогодні на вході" not in client.get("/desk/").content.decode()
