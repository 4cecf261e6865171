"""Pages of an election: prepared on its page, put on the console, voted on the phone, explained afterwards."""

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from spilno.ballots.models import Vote
from spilno.bodies.models import Seat, Term
from spilno.meetings.models import Nomination, Officer
from spilno.meetings.queries.elections import Bar, RoundShown, board_of, paper_to_put, rounds_of
from spilno.meetings.queries.minutes import record_of
from spilno.meetings.queries.scenes import plain_delegates
from spilno.meetings.rules.minutes.text import compose
from spilno.meetings.services.elections import nominate, withdraw_candidate
from spilno.meetings.services.voting import close_vote, put_to_vote
from spilno.meetings.tests.test_elections import held, prepared, put
from spilno.meetings.tests.voting_hall import right, vote


def address(hall, more=""):
    return f"/en/meetings/{hall.meeting.pk}/items/{hall.item.pk}/election/{more}"


def test_an_election_is_prepared_and_put_without_script(hall, cast, client):
    client.force_login(hall.secretary)
    seat = Seat.objects.create(body=cast.board, title_uk="Член Правління")
    assert client.post(address(hall), {"kind": "plurality", "seats": [seat.pk]}).status_code == 302
    given = {"person": hall.people[0].pk, "nominated_by": "Правління"}
    assert client.post(address(hall, "nominate/"), given).status_code == 302
    row = Nomination.objects.get()
    assert "No consent yet" in client.get(address(hall)).content.decode()
    client.post(address(hall, f"{row.pk}/withdraws/"))
    client.post(address(hall, f"{row.pk}/agrees/"))
    console = client.get(f"/en/meetings/{hall.meeting.pk}/console/").content.decode()
    assert "Put the election to the vote" in console
    answer = client.post(
        f"/en/meetings/{hall.meeting.pk}/items/{hall.item.pk}/put/", {"purpose": "whole", "method": "roll_call"}
    )
    assert answer.status_code == 302
    assert hall.item.puts.get().question.kind == "plurality"


@pytest.mark.parametrize(
    ("kind", "marked", "choice"),
    [
        ("plurality", {"mark": "2"}, "2"),
        ("approval", {"mark": ["3", "1"]}, "1,3"),
        ("stv", {"place-1": "2", "place-2": "", "place-3": "1"}, "3>1"),
        ("stv", {"value": "against"}, "against"),
    ],
)
def test_a_ballot_paper_is_filled_in_confirmed_and_recorded(hall, cast, client, kind, marked, choice):
    prepared(hall, cast, kind=kind)
    made = put(hall)
    client.force_login(hall.users[0])
    phone = client.get(f"/en/hall/{hall.meeting.pk}/phone/").content.decode()
    assert "Open the ballot paper" in phone
    cast_at = reverse("meetings:cast", args=[made.pk])
    assert str(hall.people[1]) in client.get(cast_at).content.decode()
    asked = client.post(cast_at, marked)
    assert asked.status_code == 200
    number = right(made, hall.members[0])
    assert f'name="right-{number}" value="{choice.replace(">", "&gt;")}"' in asked.content.decode()
    client.post(cast_at, {"confirm": "1", f"right-{number}": choice})
    assert Vote.objects.get().value == choice
    assert client.get(f"/en/hall/{hall.meeting.pk}/phone/").status_code == 200


def test_two_candidates_in_one_place_are_refused(hall, cast, client):
    prepared(hall, cast, kind="stv")
    made = put(hall)
    client.force_login(hall.users[0])
    answer = client.post(reverse("meetings:cast", args=[made.pk]), {"place-1": "1", "place-2": "1"})
    assert answer.status_code == 409
    assert not Vote.objects.exists()


def test_the_result_is_explained_round_by_round(hall, cast, client):
    prepared(hall, cast, kind="stv", seats=2)
    made = held(hall, "1>2", "1>2", "1>2", "3", "2>3")
    text = client.get(f"/en/decisions/{made.decision.number}/").content.decode()
    assert "the quota is 2: elected" in text
    assert 'class="round"' in text


def test_the_wall_shows_all_counts_of_an_election_on_one_screen_who_is_elected_first(hall, cast, client):
    prepared(hall, cast, kind="stv", seats=2)
    held(hall, "3>2", "3>2", "3>2", "1", "2>1")
    text = client.get(f"/en/hall/{hall.meeting.pk}/").content.decode()
    board = text[text.index('class="wall__board') : text.index("</table>")]
    names = [board.index(str(hall.people[place])) for place in (2, 1, 0)]
    assert names == sorted(names)
    assert board.count('class="is-elected"') == 2
    assert "Count 2" in board
    assert 'class="round"' not in text
    assert 'class="seat' not in text


def test_nobody_is_called_elected_in_an_election_that_was_not_carried(hall, cast, client):
    prepared(hall, cast, kind="stv", seats=2)
    held(hall, "1>2", "3", "", "", "")
    client.force_login(hall.secretary)
    for page in (f"/en/hall/{hall.meeting.pk}/", f"/en/meetings/{hall.meeting.pk}/console/"):
        text = client.get(page).content.decode()
        assert "Nobody is elected: the majority that the statute asks for was not reached." in text
        assert "enough for a seat" in text
        assert "is-elected" not in text
        assert "round__bar--elected" not in text


@given(counts=st.integers(1, 40), candidates=st.integers(1, 40))
def test_the_wall_never_shows_more_counts_than_fit_and_always_the_last(counts, candidates):
    bars = tuple(Bar(f"К {number}", "1", 1.0, "goes_on") for number in range(candidates))
    board = board_of([RoundShown(number, bars, "", (), "1", 50.0) for number in range(1, counts + 1)])
    assert len(board.counts) == min(counts, 8)
    assert (board.counts[0], board.counts[-1]) == (1, counts)
    assert [len(line.votes) for line in board.lines] == [len(board.counts)] * candidates


def test_a_closed_election_is_counted_once_until_the_next_act(hall, cast, client, settings, django_assert_num_queries):
    settings.KEEP_UNTIL_THE_NEXT_ACT = True
    prepared(hall, cast, kind="stv", seats=2)
    question = held(hall, "1>2", "1>2", "1>2", "3", "2>3").question
    first = rounds_of(question)
    with django_assert_num_queries(1):  # the last hash of the journal
        assert rounds_of(question) == first
    assert len(first) > 1


def test_the_console_offers_the_run_off(hall, cast, client):
    prepared(hall, cast)
    held(hall, "1", "1", "2", "2", "3")
    client.force_login(hall.secretary)
    assert "Put the run-off to the vote" in client.get(f"/en/meetings/{hall.meeting.pk}/console/").content.decode()
    again = put(hall, purpose="run_off")
    close_vote(again, by=hall.secretary)
    assert not Term.objects.filter(person__in=hall.people).exists()


@pytest.mark.parametrize("kind", ["motion", "plurality", "approval", "stv"])
def test_a_secret_paper_shows_what_may_be_chosen_and_nothing_else(hall, cast, client, kind):
    if kind != "motion":
        prepared(hall, cast, kind=kind)
    put_to_vote(hall.item, purpose="whole", method="secret", text="Провести день.", by=hall.secretary)
    client.force_login(hall.users[0])
    page = client.get(f"/en/hall/{hall.meeting.pk}/phone/").content.decode()
    assert ('data-choice="for"' in page) == (kind == "motion")
    assert ('data-act="elect"' in page) == (kind != "motion")
    assert page.count("data-candidate") == (0 if kind == "motion" else 3)


@pytest.mark.parametrize(("kind", "wrong", "choice"), [("plurality", "for", "2"), ("stv", "3>3", "3>1")])
def test_a_sheet_of_an_election_asks_whom_each_member_chose(hall, cast, client, kind, wrong, choice):
    prepared(hall, cast, kind=kind)
    for person in hall.people[3:5]:
        Officer.objects.create(meeting=hall.meeting, role=Officer.Role.COUNTING, person=person)
    made = put(hall, method="by_hand")
    client.force_login(hall.users[3])
    sheet, field = reverse("meetings:hand_sheet", args=[made.pk]), f"elector-{right(made, hall.members[0])}"
    assert client.post(sheet, {field: wrong}).status_code == 422
    assert client.post(sheet, {field: choice}).status_code == 302
    assert list(made.question.sheets.get().roll.values()) == [choice]


def test_a_candidate_answers_on_the_own_page_and_nobody_else_does(hall, cast, client):
    prepared(hall, cast, candidates=2)
    row = nominate(hall.item, hall.people[3], nominated_by="рада", by=hall.secretary)
    own = reverse("meetings:candidacy", args=[row.pk])
    for user in (hall.secretary, hall.users[0]):
        client.force_login(user)
        assert client.get(own).status_code == 404
        assert client.post(f"{own}agree/").status_code == 404
    client.force_login(hall.users[3])
    assert own in client.get("/desk/").content.decode()
    assert own in client.get(f"/hall/{hall.meeting.pk}/phone/").content.decode()
    assert hall.people[3].pk not in plain_delegates(hall.meeting.pk)
    client.post(f"{own}agree/")
    assert "погодилися" in client.get(own).content.decode()
    assert own not in client.get("/desk/").content.decode()
    assert hall.people[3].pk in plain_delegates(hall.meeting.pk)
    client.post(f"{own}refuse/")
    assert paper_to_put(hall.item, purpose="whole").candidates[-1].person_id == hall.people[1].pk
    client.post(f"{own}agree/")
    put(hall)
    assert client.post(f"{own}refuse/").status_code == 409
    assert "бюлетень" in client.get(own).content.decode()


def test_minutes_tell_what_each_candidate_answered(hall, cast):
    prepared(hall, cast, candidates=1)
    waits = nominate(hall.item, hall.people[1], nominated_by="рада", by=hall.secretary)
    withdraw_candidate(nominate(hall.item, hall.people[2], nominated_by="рада", by=hall.secretary), by=hall.users[2])
    withdrawn = nominate(hall.item, hall.people[3], nominated_by="рада", consents=True, by=hall.secretary)
    withdraw_candidate(withdrawn, by=hall.users[3])
    held(hall, "1", "1", "1")
    told = "\n".join(line.text for line in compose(record_of(hall.meeting)).lines).replace("\xa0", " ")
    assert (
        f"Висунуто кандидатів: {hall.people[0]} (висуває: Правління) – згоду балотуватися надано; {waits.person} (висуває: рада) – згоди"
        in told
    )
    assert f"{hall.people[2]} (висуває: рада) – балотуватися відмовлено" in told
    assert f"{hall.people[3]} (висуває: рада) – заявлено самовідвід." in told


def test_the_chair_sees_before_the_vote_who_has_not_answered_and_how_many_seats_there_are(hall, cast, client):
    prepared(hall, cast, seats=2, kind="approval", candidates=2)
    client.force_login(hall.secretary)
    console = f"/en/meetings/{hall.meeting.pk}/console/"
    assert "has not answered" not in client.get(console).content.decode()
    late = nominate(hall.item, hall.people[2], nominated_by="Правління", by=hall.secretary)
    text = client.get(console).content.decode()
    assert "Seats to be filled: 2." in text
    told = text[text.index("Somebody nominated has not answered.") :]
    assert str(late.person) in told[:200]


def test_an_election_is_not_said_to_be_put_as_a_whole(hall, cast, client):
    prepared(hall, cast)
    made = put(hall)
    client.force_login(hall.users[0])
    phone = client.get(f"/en/hall/{hall.meeting.pk}/phone/").content.decode()
    assert "Election, roll-call vote" in phone
    assert "as a whole" not in phone.lower()
    assert made.asked_as == "election"


def test_without_script_phone_and_console_offer_to_refresh(hall, client):
    client.force_login(hall.secretary)
    for page in (f"/en/hall/{hall.meeting.pk}/phone/", f"/en/meetings/{hall.meeting.pk}/console/"):
        text = client.get(page).content.decode()
        assert f'href="{page}">Refresh</a></noscript>' in text


def test_an_election_that_leads_to_a_run_off_says_so_and_not_that_it_failed(hall, cast, client):
    prepared(hall, cast, candidates=3)
    made = put(hall)
    vote(hall, made, "1", "1", "2", "2", "3")
    client.force_login(hall.secretary)
    closed = client.post(f"/en/votes/{made.pk}/close/", {"sure": "1"}, follow=True).content.decode()
    assert "Nobody has enough votes for the seat: a run-off is needed." in closed
    for page in (closed, client.get(f"/en/hall/{hall.meeting.pk}/").content.decode()):
        assert "Run-off is needed" in page
        assert "Not carried" not in page


def test_an_election_that_elects_nobody_is_announced_so_although_many_voted_for_somebody(hall, cast, client):
    prepared(hall, cast, candidates=2)
    held(hall, "1", "1", "2", "2", "abstained")
    second = put(hall, purpose="run_off")
    vote(hall, second, "1", "1", "2", "2", "abstained")
    client.force_login(hall.secretary)
    closed = client.post(f"/en/votes/{second.pk}/close/", {"sure": "1"}, follow=True).content.decode()
    assert "Nobody is elected: the majority that the statute asks for was not reached." in closed
    assert "Not carried" in closed
