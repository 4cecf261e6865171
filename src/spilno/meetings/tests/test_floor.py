"""The floor: who asked, who speaks, and what is noted of it."""

from spilno.journal.models import Entry
from spilno.meetings.models import Meeting
from spilno.meetings.queries.hall import hall_of
from spilno.meetings.services import hall, speaking
from spilno.meetings.tests.session_of_two import acts, ask, refused


def test_who_asked_speaks_with_a_clock_of_five_minutes(item, cast):
    hall.take_item(item, by=cast.chair)
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
    assert [one.kind for one in hall_of(Meeting.objects.get(pk=item.meeting_id)).queue] == ["order", "debate"]


def test_a_request_is_withdrawn_once_and_not_spoken(item, cast):
    hall.take_item(item, by=cast.chair)
    speech = ask(item, cast)
    speaking.withdraw_request(speech, by=cast.delegate)
    with refused("not_waiting"):
        speaking.withdraw_request(speech, by=cast.delegate)
    speaking.thank(item.speeches.get(kind="report"), by=cast.chair)
    with refused("not_waiting"):
        speaking.give_floor(speech, by=cast.chair)


def test_the_summary_of_a_report_becomes_what_was_heard(item, cast):
    hall.take_item(item, by=cast.chair)
    speech = item.speeches.get()
    speaking.note_speech(speech, text="Доповіла про стан.\r\nЗапропонувала план.", was="", by=cast.secretary)
    item.refresh_from_db()
    assert item.heard == "Доповіла про стан.\nЗапропонувала план."
    assert Entry.objects.get(act="speech.noted").facts["characters"] == len(item.heard)


def test_two_who_write_the_same_summary_lose_nothing(item, cast):
    hall.take_item(item, by=cast.chair)
    speech = item.speeches.get()
    speaking.note_speech(speech, text="Перший текст", was="", by=cast.secretary)
    with refused("changed_meanwhile"):
        speaking.note_speech(speech, text="Другий текст", was="", by=cast.chair)
    speech.refresh_from_db()
    assert speech.summary == "Перший текст"
    speaking.note_speech(speech, text="Перший текст", was="", by=cast.chair)
