"""The floor: who asked, who speaks, and what is noted of it."""

from django.urls import reverse
from django.utils import timezone

from spilno.journal.models import Entry
from spilno.meetings.models import Meeting, Minutes, Speech
from spilno.meetings.queries.hall import hall_of
from spilno.meetings.queries.minutes import record_of
from spilno.meetings.rules.minutes.text import compose
from spilno.meetings.services import hall, speaking
from spilno.meetings.tests.session_of_two import acts, ask, refused, reported


def test_who_asked_speaks_with_a_clock_of_five_minutes(item, cast):
    hall.take_item(item, by=cast.chair)
    reported(item, cast)
    speech = ask(item, cast)
    with refused("somebody_speaks"):
        speaking.give_floor(speech, by=cast.chair)
    speaking.thank(item.speeches.get(kind="report"), by=cast.chair)
    speech = speaking.give_floor(speech, by=cast.chair)
    assert (speech.limit_seconds, speech.begun_at is not None) == (300, True)
    assert speaking.add_minute(speech, by=cast.chair).limit_seconds == 360
    assert speaking.thank(speech, by=cast.chair).ended_at is not None
    with refused("not_speaking"):
        speaking.thank(speech, by=cast.chair)
    assert acts()[-4:] == ["floor.ended", "floor.given", "floor.prolonged", "floor.ended"]


def test_nobody_asks_twice_for_the_same_but_a_point_of_order_is_another_thing(item, cast):
    hall.take_item(item, by=cast.chair)
    ask(item, cast)
    with refused("already_waiting"):
        ask(item, cast)
    ask(item, cast, kind="order")
    assert [one.kind for one in hall_of(Meeting.objects.get(pk=item.meeting_id)).queue] == [
        "order",
        "report",
        "debate",
    ]


def test_a_request_is_withdrawn_once_and_not_spoken(item, cast):
    hall.take_item(item, by=cast.chair)
    speech = ask(item, cast)
    speaking.withdraw_request(speech, by=cast.delegate)
    with refused("not_waiting"):
        speaking.withdraw_request(speech, by=cast.delegate)
    with refused("not_waiting"):
        speaking.give_floor(speech, by=cast.chair)


def test_the_summary_of_a_report_becomes_what_was_heard(item, cast):
    hall.take_item(item, by=cast.chair)
    speech = reported(item, cast)
    speaking.note_speech(speech, text="Доповіла про стан.\r\nЗапропонувала план.", was="", by=cast.secretary)
    item.refresh_from_db()
    assert item.heard == "Доповіла про стан.\nЗапропонувала план."
    assert Entry.objects.get(act="speech.noted").facts["characters"] == len(item.heard)


def test_a_report_of_somebody_else_is_not_put_into_the_mouth_of_the_rapporteur(item, cast):
    hall.take_item(item, by=cast.chair)
    speech = ask(item, cast, kind="report")
    speaking.give_floor(speech, by=cast.chair)
    speaking.note_speech(speech, text="Подав звіт ради.", was="", by=cast.secretary)
    item.refresh_from_db()
    assert item.heard == ""
    said = [line.text for line in compose(record_of(item.meeting)).lines if "звіт ради" in line.text]
    assert len(said) == 1
    assert said[0].startswith(speech.name)


def test_two_who_write_the_same_summary_lose_nothing(item, cast):
    hall.take_item(item, by=cast.chair)
    speech = reported(item, cast)
    speaking.note_speech(speech, text="Перший текст", was="", by=cast.secretary)
    with refused("changed_meanwhile"):
        speaking.note_speech(speech, text="Другий текст", was="", by=cast.chair)
    speech.refresh_from_db()
    assert speech.summary == "Перший текст"
    speaking.note_speech(speech, text="Перший текст", was="", by=cast.chair)


def test_a_rapporteur_who_never_had_the_floor_does_not_report_in_the_minutes(item, cast):
    hall.take_item(item, by=cast.chair)
    speaking.withdraw_request(item.speeches.get(kind="report"), by=cast.chair)
    hall.postpone_item(item, reason="бракує висновку", by=cast.chair)
    words = " ".join(line.text for line in compose(record_of(item.meeting)).lines)
    assert "доповіла" not in words
    assert "СЛУХАЛИ" not in words
    assert "Доповідає" in words, "the agenda names who was to report"


def test_a_speech_recorded_by_mistake_is_struck_with_a_reason_and_leaves_its_line_in_the_journal(item, cast):
    hall.take_item(item, by=cast.chair)
    report = reported(item, cast)
    with refused("speech_goes_on"):
        speaking.strike_speech(report, reason="слова не надавали", by=cast.secretary)
    speaking.thank(report, by=cast.chair)
    speaking.note_speech(report, text="Доповіла.", was="", by=cast.secretary)
    with refused("no_reason"):
        speaking.strike_speech(report, reason=" ", by=cast.secretary)
    speaking.strike_speech(report, reason="слова не надавали", by=cast.secretary)
    item.refresh_from_db()
    assert (item.heard, Speech.objects.count()) == ("", 0)
    entry = Entry.objects.get(act="speech.struck")
    assert (entry.ground, entry.facts["kind"]) == ("слова не надавали", "report")


def test_after_the_minutes_are_laid_open_nothing_is_struck(item, cast):
    hall.take_item(item, by=cast.chair)
    report = speaking.thank(reported(item, cast), by=cast.chair)
    Minutes.objects.create(meeting=item.meeting, number="71", drafted_at=timezone.now(), state=Minutes.State.OBJECTIONS)
    with refused("minutes_laid_open"):
        speaking.strike_speech(report, reason="слова не надавали", by=cast.secretary)
    assert Speech.objects.filter(pk=report.pk).exists()


def test_the_secretary_strikes_a_speech_from_the_page_of_its_item(client, item, cast):
    hall.take_item(item, by=cast.chair)
    report = speaking.thank(reported(item, cast), by=cast.chair)
    client.force_login(cast.secretary)
    address = reverse("meetings:item_record", args=[item.pk])
    strike = reverse("meetings:strike_speech", args=[report.pk])
    assert strike in client.get(address).content.decode()
    assert client.post(strike, {"reason": ""}).status_code == 422
    assert client.post(strike, {"reason": "слова не надавали"}).status_code == 302
    assert strike not in client.get(address).content.decode()


def test_the_chair_may_call_a_second_rapporteur(client, item, cast):
    hall.take_item(item, by=cast.chair)
    client.force_login(cast.chair)
    sent = {"voice": "", "name": "Олена ЯСЕНЕВА", "post": "Вища школа", "kind": "report"}
    assert client.post(reverse("meetings:enter_speaker", args=[item.pk]), sent).status_code == 302
    assert item.speeches.filter(kind="report").count() == 2
