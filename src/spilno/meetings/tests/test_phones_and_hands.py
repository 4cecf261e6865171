"""Hands beside phones: when phones fail, two members of the commission enter who could not press; nobody is counted twice."""

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from spilno.ballots.models import Vote
from spilno.ballots.queries import public_roll
from spilno.ballots.rules.casting import Right, why_not_cast
from spilno.ballots.rules.sheets import Sheet, why_no_sheets, why_not_sheet, why_too_many
from spilno.journal.models import Entry
from spilno.meetings.exports.votes import vote_file
from spilno.meetings.models import Officer, Recusal
from spilno.meetings.queries.outcomes import vote_of
from spilno.meetings.queries.turnout import turnout_of
from spilno.meetings.queries.voting import voting_of
from spilno.meetings.rules.minutes.items import paper_line
from spilno.meetings.services.voting import cancel_vote, cast_vote, close_vote, enter_sheet
from spilno.meetings.tests.voting_hall import put, refused, right, vote


def both(counters, made, **sheet):
    for counter in counters:
        enter_sheet(made, by=counter, **sheet)


# Rules


@given(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9), st.integers(0, 9), st.integers(0, 40))
def test_hands_and_phones_are_never_more_than_the_members(for_, against, abstained, cast, may_vote):
    sheet = Sheet(for_, against, abstained)
    refusal = why_too_many(sheet, cast=cast, may_vote=may_vote, title="")
    assert (refusal is None) == (for_ + against + abstained + cast <= may_vote)
    entered = why_not_sheet(sheet, may_vote=may_vote, is_open=True, cast=cast)
    assert (entered is None) == (refusal is None)


@given(st.sampled_from(["for", "against", "abstained"]), st.booleans())
def test_whom_a_sheet_names_does_not_vote_from_a_phone(value, on_paper):
    rights = {7: Right("Липова", 1, present=True, recused=False, cast="", on_paper=on_paper)}
    refusal = why_not_cast({7: value}, rights=rights, holder=1, is_open=True, by_hand=False, secret=False)
    assert (refusal.code if refusal else "") == ("voted_on_paper" if on_paper else "")


# Acts


def test_a_roll_call_takes_hands_by_name_beside_phones(hall, counters):
    made = put(hall)
    vote(hall, made, "for", "for", "against")
    roll = {right(made, hall.members[3]): "for", right(made, hall.members[4]): "abstained"}
    refused("election_by_roll", enter_sheet, made, votes_for=2, by=counters[0])
    enter_sheet(made, roll=roll, by=counters[0])
    refused("sheets_missing", close_vote, made, by=hall.secretary)
    enter_sheet(made, roll=roll, by=counters[1])
    made = close_vote(made, by=hall.secretary)
    question = made.question
    assert (question.votes_for, question.votes_against, question.votes_abstained, question.not_voted) == (3, 1, 1, 0)
    assert question.carried
    assert [line.value for line in public_roll(question)].count("for") == 3
    assert Vote.objects.filter(via="hand").count() == 2
    facts = Entry.objects.get(act="question.closed").facts
    assert facts["on_paper"] == {"for": 1, "against": 0, "abstained": 1, "members": sorted(roll)}
    assert paper_line(vote_of(made).on_paper) == (
        "З них за відомостями лічильної комісії: за – 1, проти – 0, утримались – 1."
    )


def test_nobody_votes_both_by_hand_and_from_the_phone(hall, counters):
    made = put(hall)
    vote(hall, made, "for")
    refusal = refused("voted_by_phone", enter_sheet, made, roll={right(made, hall.members[0]): "for"}, by=counters[0])
    assert "Липова" in refusal.facts["names"]
    enter_sheet(made, roll={right(made, hall.members[3]): "for"}, by=counters[0])
    refused("voted_on_paper", cast_vote, made, votes={right(made, hall.members[3]): "for"}, by=hall.users[3])
    enter_sheet(made, roll={}, by=counters[0])  # mended: it was somebody else
    cast_vote(made, votes={right(made, hall.members[3]): "for"}, by=hall.users[3])


def test_sheets_that_differ_say_in_whom_and_nothing_is_closed(hall, counters, client):
    made = put(hall)
    number = right(made, hall.members[4])
    enter_sheet(made, roll={number: "for"}, by=counters[0])
    enter_sheet(made, roll={number: "against"}, by=counters[1])
    refused("sheets_differ", close_vote, made, by=hall.secretary)
    rows = voting_of(made.item, counters[0]).roll_differences
    assert rows == [("Ясенева міська рада", "за", "проти")]
    client.force_login(counters[0])
    assert "Ясенева міська рада" in client.get(reverse("meetings:hand_sheet", args=[made.pk])).content.decode()
    assert not Vote.objects.exists()


def test_an_open_vote_adds_hands_in_totals_within_those_present(hall, counters):
    made = put(hall, method="open")
    vote(hall, made, "for", "for")
    refused("more_hands_than_members", enter_sheet, made, votes_for=4, by=counters[0])
    both(counters, made, votes_for=1, votes_against=1)
    vote(hall, made, "", "", "against")
    made = close_vote(made, by=hall.secretary)
    question = made.question
    assert (question.votes_for, question.votes_against, question.not_voted) == (3, 2, 0)
    assert vote_file(made, whole=True)["tally"] == {"for": 3, "against": 2, "abstained": 0}


def test_the_wall_does_not_say_of_those_who_raised_hands_that_they_did_not_vote(hall, counters, client):
    made = put(hall, method="open")
    vote(hall, made, "for")
    for counter in counters:
        enter_sheet(made, votes_for=2, by=counter)
    close_vote(made, by=hall.secretary)
    wall = client.get(f"/en/hall/{hall.meeting.pk}/").content.decode()
    assert wall.count("seat--present") == 5
    assert "seat--waiting" not in wall
    assert "Who has voted is not shown." in wall


@pytest.mark.parametrize("method", ["open", "roll_call", "secret"])
def test_who_does_not_vote_for_an_interest_is_not_drawn_as_absent(hall, client, method):
    Recusal.objects.create(item=hall.item, membership=hall.members[0], reason="угода", declared_at=timezone.now())
    put(hall, method=method)
    wall = client.get(f"/en/hall/{hall.meeting.pk}/").content.decode()
    assert wall.count("seat--recused") == 1
    assert "seat--absent" not in wall


def test_phones_that_come_after_the_hands_do_not_make_more_votes_than_members(hall, counters):
    made = put(hall, method="open")
    both(counters, made, votes_for=4)
    vote(hall, made, "for", "for")
    refused("more_hands_than_members", close_vote, made, by=hall.secretary)
    both(counters, made, votes_for=3)
    assert close_vote(made, by=hall.secretary).question.votes_for == 5


def test_empty_sheets_change_nothing(hall, counters):
    made = put(hall, method="open")
    vote(hall, made, "for", "for", "for")
    both(counters, made)
    made = close_vote(made, by=hall.secretary)
    assert (made.question.votes_for, made.question.not_voted) == (3, 2)
    assert vote_of(made).on_paper is None


# Pages


def test_the_commission_enters_a_roll_call_on_its_page_and_the_phone_says_so(hall, counters, client, cast):
    made = put(hall)
    vote(hall, made, "", "for")
    client.force_login(counters[0])
    page = reverse("meetings:hand_sheet", args=[made.pk])
    shown = client.get(page).content.decode()
    assert "Ясенева" in shown
    assert f"elector-{right(made, hall.members[1])}" not in shown  # voted from the phone
    number = right(made, hall.members[4])
    assert client.post(page, {f"elector-{number}": "for"}).status_code == 302
    client.force_login(hall.users[4])
    phone = client.get(reverse("meetings:phone", args=[hall.meeting.pk])).content.decode()
    assert "відомості лічильної комісії" in phone
    client.force_login(cast.secretary)
    console = client.get(reverse("meetings:console", args=[hall.meeting.pk])).content.decode()
    assert 'id="why-close-vote"' in console


@pytest.mark.parametrize("method", ["open", "roll_call"])
def test_the_console_leads_a_counter_to_the_sheets(hall, counters, client, method):
    put(hall, method=method)
    client.force_login(counters[0])
    phone = client.get(reverse("meetings:phone", args=[hall.meeting.pk])).content.decode()
    assert "відомість комісії" in phone


def test_whom_the_commission_counted_is_not_waited_for(hall, counters, client):
    made = put(hall, method="open", minutes=2)
    vote(hall, made, "for", "for")
    both(counters, made, votes_for=2, votes_against=1)
    assert turnout_of(made, timezone.now()).waiting == 0
    client.force_login(hall.secretary)
    assert client.post(reverse("meetings:close_vote", args=[made.pk])).status_code == 302
    made.question.refresh_from_db()
    assert (made.question.state, made.question.votes_for, made.question.votes_against) == ("closed", 4, 1)


def test_who_may_be_among_hands_is_not_told_that_he_did_not_vote(hall, counters, client):
    made = put(hall, method="open")
    vote(hall, made, "for")
    both(counters, made, votes_for=4)
    close_vote(made, by=hall.secretary)
    said = []
    for user in hall.users[:2]:
        client.force_login(user)
        said.append(client.get(reverse("meetings:phone", args=[hall.meeting.pk])).content.decode())
    assert [("рахували руки, без імен" in page, "не голосувала ·" in page) for page in said] == [
        (False, False),
        (True, False),
    ]


def test_a_sheet_that_is_refused_keeps_what_was_typed(hall, counters, client):
    made = put(hall, method="open")
    client.force_login(counters[0])
    sheet = {"votes_for": 9, "votes_against": 0, "votes_abstained": 0}
    answer = client.post(reverse("meetings:hand_sheet", args=[made.pk]), sheet)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="9"' in page
    assert "голосувати можуть лише 5" in page
    assert not made.question.sheets.exists()


def test_the_console_says_while_phones_vote_that_nobody_may_count_and_where_to_enter_them(hall, client, cast):
    client.force_login(cast.secretary)
    console, officers = (reverse(f"meetings:{name}", args=[hall.meeting.pk]) for name in ("console", "officers"))
    for method in ("open", "roll_call", "secret"):
        made = put(hall, method=method)
        page = client.get(console).content.decode()
        assert "Потрібні двоє членів лічильної комісії" in page
        assert officers in page
        cancel_vote(made, reason="ще раз", by=hall.secretary)
    put(hall, method="secret")
    for person in hall.people[:2]:
        Officer.objects.create(meeting=hall.meeting, role=Officer.Role.COUNTING, person=person)
    assert "Потрібні двоє членів лічильної комісії" not in client.get(console).content.decode()


@given(st.integers(0, 9), st.integers(0, 9))
def test_two_who_count_are_enough_and_so_are_two_sheets(counters, sheets):
    assert (why_no_sheets(counters=counters, sheets=sheets) is None) == (max(counters, sheets) >= 2)


def test_the_second_counter_does_not_see_the_figures_of_the_first_before_entering_his_own(hall, counters, client):
    made = put(hall, method="by_hand")
    page, console = reverse("meetings:hand_sheet", args=[made.pk]), reverse("meetings:console", args=[hall.meeting.pk])
    enter_sheet(made, votes_for=3, votes_against=2, by=counters[0])
    hidden = "покажемо, щойно внесуть другу відомість"
    for who, address in ((counters[1], page), (hall.secretary, console)):
        client.force_login(who)
        text = client.get(address).content.decode()
        assert hidden in text
        assert "за 3, проти 2" not in text
    client.force_login(counters[0])
    assert hidden not in client.get(page).content.decode()  # his own he sees
    enter_sheet(made, votes_for=2, votes_against=3, by=counters[1])
    client.force_login(counters[1])
    assert hidden not in client.get(page).content.decode()
    client.force_login(hall.secretary)
    assert "за 3, проти 2" in client.get(console).content.decode()
