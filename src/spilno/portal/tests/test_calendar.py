from datetime import date, datetime, timedelta

import icalendar
import pytest
from django.utils import timezone

from spilno.portal.queries.calendar import calendar, coming
from spilno.portal.tests.test_home import make_decision, make_meeting


def feed(client, **query):
    response = client.get("/calendar.ics", query)
    assert response["Content-Type"].startswith("text/calendar")
    return icalendar.Calendar.from_ical(response.content)


def test_the_calendar_has_meetings_terms_and_days_of_the_statute(client, cast):
    today = timezone.localdate()
    meeting = make_meeting(cast, 71, days=40)
    make_decision(cast, make_meeting(cast, 70, state="closed", days=-1), 1, state="open", due_on=today)
    kinds = {entry.kind for entry in calendar(today - timedelta(days=400), today + timedelta(days=400))}
    assert {"meetings", "undertakings", "deadlines"} <= kinds
    month = timezone.localdate(meeting.starts_at)
    page = client.get(f"/calendar/?month={month:%Y-%m}").content.decode()
    assert "71-ші" in page


def test_entries_stand_in_order_and_inside_the_days_asked(cast):
    for number, days in ((71, 9), (72, 3), (73, 200)):
        make_meeting(cast, number, days=days)
    today = timezone.localdate()
    found = calendar(today, today + timedelta(days=30), kinds=["meetings"])
    assert [entry.day for entry in found] == sorted(entry.day for entry in found)
    assert len(found) == 2


def test_a_draft_is_in_no_calendar(client, cast):
    make_meeting(cast, 71, state="draft", days=3)
    assert not [event for event in feed(client).walk("VEVENT") if "71" in str(event["SUMMARY"])]


def test_the_feed_has_hours_in_utc_and_marks_that_stay(client, cast):
    meeting = make_meeting(cast, 71, days=3)
    event = next(event for event in feed(client, kind="meetings").walk("VEVENT"))
    assert event["DTSTART"].dt == meeting.starts_at.replace(microsecond=0)
    assert event["DTSTART"].dt.utcoffset() == timedelta(0)
    assert str(event["UID"]).startswith(f"meeting-{meeting.pk}@")
    assert str(event["URL"]).startswith("http")
    again = next(event for event in feed(client, kind="meetings").walk("VEVENT"))
    assert event["UID"] == again["UID"]


def test_a_whole_day_is_a_day(client, cast):
    event = next(event for event in feed(client, kind="deadlines").walk("VEVENT"))
    assert isinstance(event["DTSTART"].dt, date)
    assert not isinstance(event["DTSTART"].dt, datetime)
    assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(days=1)


def test_every_mark_stands_once(client, cast):
    make_meeting(cast, 71, days=3)
    marks = [str(event["UID"]) for event in feed(client).walk("VEVENT")]
    assert len(marks) == len(set(marks))


@pytest.mark.parametrize("month", ["2026-13", "0-1", "9999999-1", "2026", "-", "²-1", "2026-01-01", "x" * 500])
def test_no_month_breaks_the_page(client, cast, month):
    assert client.get("/calendar/", {"month": month, "kind": "nothing"}).status_code == 200


def test_months_follow_one_another(client, cast):
    page = client.get("/calendar/?month=2026-12").content.decode()
    assert "?month=2026-11" in page
    assert "?month=2027-01" in page


@pytest.mark.parametrize("page", ["/help/voting/", "/accessibility/", "/privacy/", "/open-data/"])
def test_pages_that_explain_open_in_both_languages(client, cast, page):
    assert client.get(page).status_code == 200
    assert client.get(f"/en{page}").status_code == 200


def test_open_data_name_only_files_that_exist(client, cast):
    for row in client.get("/open-data/").context["rows"]:
        for _kind, address in row["files"]:
            assert client.get(address).status_code == 200, address


def test_every_kind_of_entry_is_named_in_the_readers_language(client, cast):
    page = client.get("/calendar/").content.decode()
    for words in ("Збори", "Строки доручень", "Дні за статутом", "Спільні заходи"):
        assert f">{words}</label>" in page
    assert ">events</label>" not in page


@pytest.mark.parametrize("days_of_meetings", [(), (40,), (2, 3, 4, 40), (0, 1, 2, 6, 7, 8)])
def test_what_comes_first_is_the_beginning_of_the_whole_calendar(cast, days_of_meetings):
    today = timezone.localdate()
    for number, days in enumerate(days_of_meetings, 71):
        make_meeting(cast, number, days=days)
    whole = calendar(today, today + timedelta(days=60))
    assert len(whole) >= len(days_of_meetings)
    for most in (1, 3, 5):
        assert coming(today, most=most, days=60) == whole[:most]


def test_a_calendar_that_did_not_change_is_not_sent_again(client, cast, settings):
    settings.KEEP_UNTIL_THE_NEXT_ACT = True
    first = client.get("/calendar.ics")
    assert first.status_code == 200
    again = client.get("/calendar.ics", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = client.get("/calendar.ics", {"kind": "events"}, headers={"if-none-match": first["ETag"]})
    assert other.status_code == 200
