"""The console of those who run the meeting: who may, what it answers, what it refuses."""

import re

import pytest
from django.urls import reverse

from spilno.meetings.models import Item
from spilno.meetings.queries.hall import hall_of
from spilno.meetings.services import hall, interests, speaking
from spilno.meetings.services.hall import not_considered
from spilno.meetings.services.voting import cancel_vote, put_to_vote
from spilno.meetings.tests.session_of_two import acts, add_item, come, reported


def test_the_console_is_for_those_who_run_the_meeting(client, session, cast):
    address = reverse("meetings:console", args=[session.pk])
    assert client.get(address).status_code == 302
    for user, status in ((cast.secretary, 200), (cast.chair, 200), (cast.delegate, 404), (cast.stranger, 404)):
        client.force_login(user)
        assert client.get(address).status_code == status
        assert client.get(reverse("meetings:console_part", args=[session.pk])).status_code == status


ACTS_OF_THE_MEETING = [
    "meetings:open_registration",
    "meetings:open_meeting",
    "meetings:declare_not_held",
    "meetings:recess",
    "meetings:resume",
    "meetings:close_meeting",
]
ACTS_ON_AN_ITEM = [
    "meetings:take_item",
    "meetings:finish_item",
    "meetings:postpone_item",
    "meetings:withdraw_item",
    "meetings:declare_interest",
    "meetings:enter_speaker",
]
ACTS_ON_A_SPEECH = [
    "meetings:give_floor",
    "meetings:add_minute",
    "meetings:thank",
    "meetings:withdraw_request",
    "meetings:note_speech",
]


def test_a_delegate_and_a_stranger_cannot_tell_that_acts_of_the_chair_exist(client, session, item, cast):
    hall.take_item(item, by=cast.chair)
    speech = item.speeches.get()
    recusal = interests.declare_interest(item, cast.verbova, reason="засновник", by=cast.secretary)
    before = acts()
    names = [(name, session.pk) for name in ACTS_OF_THE_MEETING]
    names += [(name, item.pk) for name in ACTS_ON_AN_ITEM] + [(name, speech.pk) for name in ACTS_ON_A_SPEECH]
    names += [("meetings:retract_interest", recusal.pk)]
    for user in (cast.delegate, cast.stranger):
        client.force_login(user)
        for name, number in names:
            assert client.post(reverse(name, args=[number])).status_code == 404, name
            assert client.post(reverse(name, args=[987654])).status_code == 404, name
        assert client.get(reverse("meetings:item_record", args=[item.pk])).status_code == 404
    assert acts() == before


def test_acts_are_not_done_by_following_a_link(client, session, item, cast):
    client.force_login(cast.chair)
    for name in ACTS_OF_THE_MEETING:
        assert client.get(reverse(name, args=[session.pk])).status_code == 405


def test_the_chair_runs_a_meeting_from_the_console(client, meeting, cast):
    come(meeting, cast.lypova, cast.delegate_person)
    come(meeting, cast.verbova, cast.verbova_person)
    item = add_item(meeting)
    client.force_login(cast.chair)

    def press(address, number, **data):
        answer = client.post(reverse(address, args=[number]), data)
        assert answer.status_code == 302, address
        return client.get(answer.url)

    press("meetings:open_registration", meeting.pk)
    press("meetings:open_meeting", meeting.pk)
    press("meetings:take_item", item.pk)
    press("meetings:enter_speaker", item.pk, voice="", name="Олена ЯСЕНЕВА", post="Вища школа", kind="question")
    speech = item.speeches.get()
    assert (speech.consultative, speech.kind) == (True, "question")
    press("meetings:give_floor", speech.pk)
    press("meetings:add_minute", speech.pk)
    press("meetings:note_speech", speech.pk, text="Запитала про строки.", was="")
    page = press("meetings:thank", speech.pk)
    assert "Запитала про строки." in page.content.decode()
    press("meetings:declare_interest", item.pk, membership=cast.verbova.pk, reason="засновник підприємства")
    press("meetings:retract_interest", item.recusals.get().pk)
    press("meetings:recess", meeting.pk, minutes=10)
    press("meetings:resume", meeting.pk)
    assert client.get(reverse("meetings:item_record", args=[item.pk])).status_code == 200
    press("meetings:postpone_item", item.pk, reason="бракує висновку")
    press("meetings:close_meeting", meeting.pk)
    meeting.refresh_from_db()
    assert meeting.state == "closed"


def test_a_refusal_is_said_on_the_button_and_in_the_answer_in_the_same_words(client, session, cast):
    client.force_login(cast.chair)
    page = client.get(reverse("meetings:console", args=[session.pk])).content.decode()
    sentence = re.search(r'id="why-close">.*?<strong>(.*?)</strong>', page, re.DOTALL).group(1)
    answer = client.post(reverse("meetings:close_meeting", args=[session.pk]))
    assert answer.status_code == 409
    assert sentence in answer.content.decode()
    assert 'aria-disabled="true" aria-describedby="why-close"' in page


@pytest.mark.parametrize("minutes", ["", "abc", "0", "-5", "100000"])
def test_a_recess_without_sensible_minutes_is_said_in_words(client, session, cast, minutes):
    client.force_login(cast.chair)
    answer = client.post(reverse("meetings:recess", args=[session.pk]), {"minutes": minutes})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    session.refresh_from_db()
    assert session.state == "open"


def test_nobody_is_put_in_the_queue_without_a_name(client, item, cast):
    hall.take_item(item, by=cast.chair)
    client.force_login(cast.secretary)
    for data in ({"kind": "debate"}, {"kind": "song", "name": "Х"}, {"kind": "debate", "voice": "a999999"}):
        assert client.post(reverse("meetings:enter_speaker", args=[item.pk]), data).status_code == 422
    assert item.speeches.count() == 1


def test_a_conflict_of_summaries_shows_both_texts(client, item, cast):
    hall.take_item(item, by=cast.chair)
    speech = reported(item, cast)
    speaking.note_speech(speech, text="Перший текст", was="", by=cast.chair)
    client.force_login(cast.secretary)
    address = reverse("meetings:note_speech", args=[speech.pk])
    answer = client.post(address, {"text": "Другий текст", "was": ""})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Перший текст" in page
    assert "Другий текст" in page
    quiet = client.post(address, {"text": "Другий текст", "was": ""}, headers={"accept": "application/json"})
    assert (quiet.status_code, quiet.json()["code"]) == (409, "changed_meanwhile")
    saved = client.post(
        address, {"text": "Другий текст", "was": "Перший текст"}, headers={"accept": "application/json"}
    )
    assert saved.json() == {"saved": "Другий текст"}
    assert client.post(address, {"text": "х" * 10001, "was": ""}).status_code == 422


def test_parts_are_counted_with_their_item(session):
    whole = Item.objects.create(meeting=session, order=50, title="Про доручення")
    parts = [Item.objects.create(meeting=session, order=n, title=f"Про {n}", parent=whole) for n in (1, 2)]
    before = hall_of(session)
    assert before.to_consider == session.items.filter(parent=None).count()
    for count, part in enumerate(parts):
        Item.objects.filter(pk=part.pk).update(state=Item.State.NOTED)
        now = hall_of(session)
        assert now.finished == before.finished + count  # the item is over with its last part
        assert now.not_considered == before.not_considered - count == now.to_consider - now.finished
        assert not_considered(session) == now.not_considered  # the refusal to close counts as the screens do


def test_while_a_vote_goes_on_it_stands_first_and_its_text_alone(session, item, client, cast):
    hall.take_item(item, by=cast.chair)
    Item.objects.filter(pk=item.pk).update(draft_decision="Стара чернетка.")
    client.force_login(cast.secretary)
    address = reverse("meetings:console", args=[session.pk])
    assert client.get(address).content.decode().count("Стара чернетка.") == 1  # in the form, not beside it too
    made = put_to_vote(Item.objects.get(pk=item.pk), purpose="whole", method="open", text="Інший текст.", by=cast.chair)
    page = client.get(address).content.decode()
    assert "Стара чернетка." not in page
    assert page.index('id="c-vote"') < page.index('id="c-now"')
    assert page.count('aria-describedby="why-acts"') == 4  # one reason for all that waits
    cancel_vote(made, reason="помилка", by=cast.chair)
    page = client.get(address).content.decode()
    assert "Інший текст." in page
    assert "Стара чернетка." not in page
