"""What is asked or refused before a vote: unfinished words, an early close, a delegate who left, empty forms."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from spilno.ballots.models import Question
from spilno.meetings.models import Decision, Item, Speech
from spilno.meetings.queries.minutes import record_of
from spilno.meetings.queries.turnout import turnout_of
from spilno.meetings.queries.voting import voting_of
from spilno.meetings.rules.minutes.text import compose
from spilno.meetings.rules.putting import asks_before_closing, is_no_decision, is_unfinished
from spilno.meetings.services.decisions import take_note
from spilno.meetings.services.registration import mark_left
from spilno.meetings.services.voting import close_vote
from spilno.meetings.tests.voting_hall import carry, give_proxy, put, refused, vote


@given(st.text(), st.text(alphabet=" \n\t"))
def test_a_text_is_unfinished_exactly_when_its_last_sign_is_a_colon(text, gap):
    assert is_unfinished(f"{text}:{gap}")
    assert not is_unfinished(f"{text}:{gap}Калина")


def test_a_commission_without_names_is_not_put_to_the_vote(hall):
    refused("text_unfinished", put, hall, text="Обрати лічильну комісію у складі: ")
    refused("text_unfinished", take_note, hall.item, text="Взяти до відома:", nobody_objects=True, by=hall.secretary)
    assert not Question.objects.exists()
    assert put(hall, text="Обрати лічильну комісію у складі: Калина, Верес.").pk


def test_the_draft_with_a_colon_leaves_the_button_for_the_text_written_beside_it(hall, client):
    hall.item.draft_decision = "Обрати лічильну комісію у складі:"
    hall.item.save()
    client.force_login(hall.secretary)
    page = client.get(f"/meetings/{hall.meeting.pk}/console/").content.decode()
    whole = page.index('value="whole"')
    assert "aria-disabled" not in page[whole : page.index(">", whole)]
    assert 'id="why-put"' in page
    assert whole < page.index('value="basis"')
    assert whole < page.index('value="procedure"')


@given(
    method=st.sampled_from(["open", "roll_call", "by_hand"]),
    present=st.integers(0, 500),
    waiting=st.integers(0, 500),
    time_left=st.integers(0, 600),
)
def test_it_is_asked_only_while_somebody_may_still_vote(method, present, waiting, time_left):
    waiting = min(waiting, present)
    asks = asks_before_closing(method=method, present=present, waiting=waiting, time_left=time_left)
    if method == "by_hand" or waiting == 0:
        assert not asks
    else:
        assert asks == (time_left > 0 or waiting > present / 2)


def test_an_early_close_is_asked_once_with_the_numbers(hall, client):
    made = put(hall, minutes=2)
    vote(hall, made, "for", "for", "for", "for")
    client.force_login(hall.secretary)
    address = f"/votes/{made.pk}/close/"
    asked = client.post(address)
    assert asked.status_code == 200
    assert "Проголосували 4 із 5." in asked.content.decode()
    assert "1 ще не проголосував." in asked.content.decode()
    assert Question.objects.get().state == "open"
    assert client.post(address, {"sure": "1"}).status_code == 302
    assert Question.objects.get().state == "closed"


def test_without_a_clock_a_vote_of_most_is_closed_at_once(hall, client):
    client.force_login(hall.secretary)
    made = put(hall)
    vote(hall, made, "for", "for")
    assert client.post(f"/votes/{made.pk}/close/").status_code == 200
    vote(hall, made, "", "", "against")
    assert client.post(f"/votes/{made.pk}/close/").status_code == 302


def test_who_left_is_not_waited_for(hall):
    made = put(hall, minutes=2)
    mark_left(hall.meeting, hall.members[4], by=hall.secretary)
    so_far = turnout_of(made, timezone.now())
    assert (so_far.present, so_far.waiting) == (4, 4)
    assert 0 < so_far.time_left <= 120
    assert turnout_of(made, timezone.now() + timedelta(minutes=3)).time_left == 0


def test_after_leaving_the_phone_draws_no_pad(hall, client):
    give_proxy(hall, 1, 0)
    made = put(hall)
    client.force_login(hall.users[0])
    assert "pad__for" in client.get(f"/hall/{hall.meeting.pk}/phone/").content.decode()
    mark_left(hall.meeting, hall.members[0], by=hall.users[0])
    page = client.get(f"/hall/{hall.meeting.pk}/phone/").content.decode()
    assert "pad__for" not in page
    assert "заявили конфлікт інтересів" not in page
    assert "Ви залишили збори, поки голосували" in page
    voting = voting_of(hall.item, hall.users[0])
    assert voting.to_cast == []
    assert len(voting.lost) == 2
    assert client.get(f"/votes/{made.pk}/cast/").status_code == 302


def test_a_cancellation_without_a_reason_keeps_the_vote_and_gives_the_form_back(hall, client):
    made = put(hall)
    client.force_login(hall.secretary)
    answer = client.post(f"/votes/{made.pk}/cancel/", {"reason": ""})
    assert answer.status_code == 422
    assert 'name="reason"' in answer.content.decode()
    assert Question.objects.get().state == "open"


@pytest.mark.parametrize(("voted", "shown"), [("Провести день.", False), ("Провести два дні.", True)])
def test_the_page_of_the_meeting_shows_the_text_that_was_voted(hall, client, voted, shown):
    hall.item.draft_decision = "Провести\r\nдень."
    hall.item.save()
    made = put(hall, text=voted)
    vote(hall, made, *["against"] * 5)
    close_vote(made, by=hall.secretary)
    assert Item.objects.get(pk=hall.item.pk).state == "rejected"
    page = client.get(f"/meetings/{hall.meeting.pk}/").content.decode()
    assert ("Текст, який голосували" in page) is shown
    assert (page.count(voted) == 1) is shown


def test_hands_without_names_are_not_told_as_no_vote(hall, client):
    carry(hall)
    question = Question.objects.get()
    question.electors.get(membership=hall.members[0]).vote.delete()
    client.force_login(hall.users[0])
    address = f"/hall/{hall.meeting.pk}/phone/"
    assert "не голосувала ·" in client.get(address).content.decode()
    Question.objects.update(method="by_hand")
    assert "рахували руки" in client.get(address).content.decode()


def test_the_floor_goes_back_when_a_question_is_put(hall):
    """A clock of a speech must not run over a vote: nobody speaks while it goes on."""
    speech = Speech.objects.create(
        item=hall.item, name="Калина", asked_at=timezone.now(), begun_at=timezone.now(), limit_seconds=300
    )
    refused("text_unfinished", put, hall, text="Обрати:")
    speech.refresh_from_db()
    assert speech.ended_at is None
    put(hall)
    speech.refresh_from_db()
    assert speech.ended_at is not None


@pytest.mark.parametrize("text", ["Взяти", "1. Взяти.", "Взяти до", "Затвердити план і", "…"])
def test_a_text_that_breaks_off_is_no_decision(hall, text):
    refused("no_decision", put, hall, text=text)
    refused("no_decision", take_note, hall.item, text=text, nobody_objects=True, by=hall.secretary)
    assert not Decision.objects.exists()


@given(st.text(alphabet="абвгґ .,1", max_size=20))
def test_two_words_more_make_a_decision_of_any_beginning(text):
    assert not is_no_decision(f"{text} Затвердити план")
    assert is_no_decision(f"{text} до")


def test_without_a_vote_it_is_said_that_nobody_objects(hall):
    refused("consent_not_asked", take_note, hall.item, text="Взяти до відома.", nobody_objects=False, by=hall.secretary)
    assert not Decision.objects.exists()
    take_note(hall.item, text="Інформацію взяти до відома.", nobody_objects=True, by=hall.secretary)
    words = " ".join(line.text for line in compose(record_of(hall.item.meeting)).lines)
    assert "Голосування не проводили: на запитання, чи є заперечення, заперечень не надійшло." in words
    assert "ВИРІШИЛИ за загальною згодою (рішення №\u00a01):" in words
