"""Meetings held before Spilno: recorded by hand with their source, scanned minutes and decisions."""

from datetime import date, time, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from spilno.documents.models import Attachment
from spilno.journal.models import Entry
from spilno.meetings.models import Decision, Item, Meeting
from spilno.meetings.services.decisions import take_note
from spilno.meetings.services.recording import mend_decision, mend_meeting, record_decision, record_meeting
from spilno.statute.rules.refusal import RuleBroken

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def values(**changes):
    return {
        "number": 64,
        "held_on": date(2021, 5, 14),
        "hour": None,
        "kind": "ordinary",
        "format": "in_person",
        "host": None,
        "settlement": "м. Харків",
        "place": "",
        "note": "Затверджено статут.",
        "source": "протокол № 64, архів",
        **changes,
    }


def of_decision(**changes):
    return {
        "number": 12,
        "title": "Про статут",
        "text": "Затвердити статут.",
        "matter": "statute",
        "known_for": 58,
        "known_against": 1,
        "known_abstained": None,
        **changes,
    }


@pytest.fixture
def past(cast, statute):
    return record_meeting(values(), by=cast.secretary)


def typed(given):
    return {name: "" if value is None else value for name, value in given.items()}


def test_a_meeting_held_before_is_recorded_with_its_source(cast, past):
    assert (past.state, past.opened_at, past.hour_known) == (Meeting.State.CLOSED, None, False)
    assert timezone.localdate(past.starts_at) == date(2021, 5, 14)
    line = Entry.objects.get(act="meeting.recorded")
    assert (line.object_id, line.by, line.ground) == (str(past.pk), cast.secretary.pk, "протокол № 64, архів")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"held_on": timezone.localdate() + timedelta(days=2), "number": 65}, "not_held_yet"),
        ({"source": " ", "number": 65}, "no_source"),
        ({}, "number_taken"),
    ],
)
def test_a_day_ahead_no_source_or_a_number_that_is_taken_is_refused(cast, past, changes, code):
    with pytest.raises(RuleBroken) as refused:
        record_meeting(values(**changes), by=cast.secretary)
    assert refused.value.refusal.code == code
    assert list(Meeting.objects.all()) == [past]


def test_a_file_that_cannot_be_kept_leaves_no_meeting(cast, statute):
    with pytest.raises(RuleBroken):
        record_meeting(values(), scan=SimpleUploadedFile("скан.pdf", b""), by=cast.secretary)
    assert not Meeting.objects.exists()
    assert not Entry.objects.filter(act="meeting.recorded").exists()


def test_its_decisions_keep_their_numbers_and_bind_nobody(cast, past):
    decision = record_decision(past, of_decision(), by=cast.secretary)
    assert (decision.number, decision.decided_on, decision.put) == (12, date(2021, 5, 14), None)
    assert decision.item.state == Item.State.DECIDED
    assert not decision.effects.exists()
    assert Entry.objects.get(act="decision.recorded").facts["for"] == 58


def test_a_number_of_the_register_is_refused_and_nothing_is_written(cast, past):
    record_decision(past, of_decision(), by=cast.secretary)
    other = record_meeting(values(number=65), by=cast.secretary)
    with pytest.raises(RuleBroken) as refused:
        record_decision(other, of_decision(title="Про інше"), by=cast.secretary)
    assert refused.value.refusal.code == "decision_number_taken"
    assert refused.value.refusal.facts["meeting"] == 64
    assert not other.items.exists()


def test_the_next_decision_goes_on_after_those_of_earlier_years(hall, cast):
    past = record_meeting(values(), by=cast.secretary)
    record_decision(past, of_decision(number=140), by=cast.secretary)
    assert take_note(hall.item, text="Взяти до відома.", nobody_objects=True, by=cast.secretary).number == 141


def test_a_meeting_held_here_gets_no_decision_by_hand(hall, cast):
    with pytest.raises(RuleBroken) as refused:
        record_decision(hall.meeting, of_decision(), by=cast.secretary)
    assert refused.value.refusal.code == "held_here"


def test_mending_moves_its_decisions_with_the_day_and_tells_what_changed(cast, past):
    decision = record_decision(past, of_decision(), by=cast.secretary)
    mend_meeting(past, values(held_on=date(2021, 5, 15), hour=time(11)), by=cast.secretary)
    decision.refresh_from_db()
    assert decision.decided_on == date(2021, 5, 15)
    assert Entry.objects.get(act="meeting.record_mended").facts["changed"] == ["starts_at"]
    mend_decision(decision, of_decision(number=13, known_for=57), by=cast.secretary)
    assert Entry.objects.get(act="decision.record_mended").facts["changed"] == ["number", "known_for"]
    assert Decision.objects.get().number == 13


def test_an_entry_keeps_its_own_number_when_it_is_mended(cast, past):
    decision = record_decision(past, of_decision(), by=cast.secretary)
    assert mend_decision(decision, of_decision(text="Інакше."), by=cast.secretary).number == 12


def test_the_secretary_records_through_pages_and_everyone_reads_it(client, cast, statute):
    client.force_login(cast.secretary)
    scan = SimpleUploadedFile("protokol-64.pdf", PDF)
    answer = client.post(reverse("meetings:record_meeting"), {**typed(values()), "scan": scan})
    meeting = Meeting.objects.get()
    assert answer["Location"] == reverse("meetings:meeting", args=[meeting.pk])
    assert Attachment.objects.get().public
    client.post(reverse("meetings:record_decision", args=[meeting.pk]), typed(of_decision()))
    client.logout()
    page = client.get(reverse("meetings:meeting", args=[meeting.pk])).content.decode()
    for said in ("Записано вручну", "протокол № 64, архів", "Затверджено статут.", "protokol-64.pdf", "Про статут"):
        assert said in page
    assert "00:00" not in page.rsplit("<details", 1)[0]  # the history below tells its own hours
    page = client.get(reverse("meetings:decision", args=[12])).content.decode()
    assert "За: 58, проти: 1" in page
    assert "Опубліковано того самого дня" not in page
    row = client.get(reverse("meetings:decisions_json")).json()[0]
    assert (row["votes_for"], row["votes_against"], row["source"]) == (58, 1, "протокол № 64, архів")


def test_a_wrong_form_shows_its_sentence_and_keeps_what_was_typed(client, cast, past):
    client.force_login(cast.secretary)
    ahead = (timezone.localdate() + timedelta(days=30)).isoformat()
    answer = client.post(reverse("meetings:record_meeting"), typed(values(number=65, held_on=ahead)))
    assert answer.status_code == 422
    assert "вручну записують лише збори, які вже відбулися" in answer.content.decode()
    lost = client.post(reverse("meetings:record_decision", args=[past.pk]), typed(of_decision(known_for=1)))
    assert lost.status_code == 422
    assert "Затвердити статут." in lost.content.decode()
    taken = client.post(reverse("meetings:record_meeting"), typed(values()))
    assert taken.status_code == 409
    assert Meeting.objects.count() == 1


def test_mending_pages_show_what_is_recorded(client, cast, past):
    record_decision(past, of_decision(), by=cast.secretary)
    client.force_login(cast.secretary)
    assert "Затверджено статут." in client.get(reverse("meetings:mend_record", args=[past.pk])).content.decode()
    address = reverse("meetings:mend_decision", args=[past.pk, 12])
    assert "Затвердити статут." in client.get(address).content.decode()
    client.post(address, typed(of_decision(text="Затвердити нову редакцію.")))
    client.post(reverse("meetings:mend_record", args=[past.pk]), typed(values(place="вул. Сумська, 64")))
    paper = {"file": SimpleUploadedFile("spysok.pdf", PDF), "title": "Список"}
    client.post(reverse("meetings:attach_to_record", args=[past.pk]), paper)
    past.refresh_from_db()
    assert (Decision.objects.get().text, past.place) == ("Затвердити нову редакцію.", "вул. Сумська, 64")
    assert Attachment.objects.get().title == "Список"
    assert client.post(reverse("meetings:attach_to_record", args=[past.pk]), {}).status_code == 422


@pytest.mark.parametrize("name", ["prepare", "console", "registration", "minutes", "edit_meeting"])
def test_nothing_is_prepared_run_or_drawn_up_in_a_record(client, cast, past, name):
    client.force_login(cast.secretary)
    assert client.get(reverse(f"meetings:{name}", args=[past.pk])).status_code == 404


def test_the_calendar_knows_its_day_and_no_hour(client, past):
    page = client.get(reverse("portal:calendar"), {"month": "2021-05"}).content.decode()
    assert "00:00" not in page
