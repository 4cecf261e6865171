"""How a vote goes: who sees the split before it is closed, what a delegate without a vote, or with one given, is told."""

import pytest

from spilno.ballots.models import Vote
from spilno.meetings.rules.putting import why_no_right
from spilno.meetings.services.registration import mark_left, register_member
from spilno.meetings.services.voting import close_vote
from spilno.meetings.tests.voting_hall import put, vote


@pytest.mark.parametrize(
    ("carries", "here", "code"), [(True, False, ""), (False, True, "came_after"), (False, False, "not_here")]
)
def test_who_has_no_vote_on_a_question_is_told_why(carries, here, code):
    why = why_no_right(carries=carries, here=here)
    assert (why.code if why else "") == code


@pytest.mark.parametrize("method", ["open", "roll_call"])
def test_nobody_sees_how_votes_are_split_before_the_vote_is_closed(hall, client, method):
    made = put(hall, method=method)
    vote(hall, made, "for")
    phone, console = f"/hall/{hall.meeting.pk}/phone/", f"/meetings/{hall.meeting.pk}/console/"
    for user, address in ((hall.users[0], phone), (hall.users[1], phone), (None, phone), (hall.secretary, console)):
        client.logout()
        if user:
            client.force_login(user)
        page = client.get(address).content.decode()
        assert "chip--for" not in page
        assert "<span data-voted>1</span> із 5" in page
    vote(hall, made, *["for"] * 5)
    close_vote(made, by=hall.secretary)
    for address in (phone, console):
        client.force_login(hall.secretary)
        assert "chip--for" in client.get(address).content.decode()


def test_the_wall_of_an_open_roll_call_tells_who_voted_and_not_how(hall, client):
    made = put(hall)
    vote(hall, made, "against")
    page = client.get(f"/hall/{hall.meeting.pk}/").content.decode()
    assert page.count("seat--cast") == 1
    for kind in ("seat--against", "chip--against", "chip--for"):
        assert kind not in page
    vote(hall, made, *["against"] * 5)
    close_vote(made, by=hall.secretary)
    assert client.get(f"/hall/{hall.meeting.pk}/").content.decode().count("seat--against") == 5


def test_a_delegate_who_left_is_told_so_and_not_that_the_vote_does_not_exist(hall, client):
    mark_left(hall.meeting, hall.members[0], by=hall.secretary)
    made = put(hall)
    client.force_login(hall.users[0])
    answer = client.post(f"/votes/{made.pk}/cast/", {"value": "for"})
    assert answer.status_code == 409
    assert "Вас не було на зборах" in answer.content.decode()
    register_member(hall.meeting, hall.members[0], person=hall.people[0], by=hall.secretary)
    answer = client.post(f"/votes/{made.pk}/cast/", {"value": "for", "confirm": "1"})
    assert answer.status_code == 409
    assert "Ви прибули після" in answer.content.decode()
    assert not Vote.objects.exists()


def test_who_voted_is_not_led_to_confirm_again(hall, client):
    made = put(hall)
    vote(hall, made, "for")
    client.force_login(hall.users[0])
    address = f"/votes/{made.pk}/cast/"
    same = client.post(address, {"value": "for"}, follow=True)
    assert same.redirect_chain
    assert "cast--for" in same.content.decode()
    other = client.post(address, {"value": "against"})
    assert other.status_code == 409
    assert "«за»" in other.content.decode()
    assert Vote.objects.get().value == "for"
