"""The live hall over plain ASGI: streams and ballots, on a real database, with threads as in life."""

import json
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from spilno.ballots.models import PaperGiven, Question, Vote
from spilno.ballots.tests.phone import Phone
from spilno.journal.models import Entry
from spilno.journal.queries import check
from spilno.meetings.access.tickets import LASTS, read_ticket, ticket_for
from spilno.meetings.models import Meeting, Officer, Put
from spilno.meetings.services.registration import mark_left
from spilno.meetings.services.voting import cancel_vote, cast_vote, close_vote, enter_sheet
from spilno.meetings.tests.live_server import LiveServer
from spilno.meetings.tests.voting_hall import give_proxy, put, right

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def server():
    with LiveServer() as made:
        yield made


def ticket(hall, number, *, now=None):
    return ticket_for(hall.users[number], hall.meeting.pk, now=time.time() if now is None else now)


def press(server, hall, made, number, value="for", *, whose=None, in_head=False, **given):
    rights = {str(right(made, hall.members[number if whose is None else whose])): value}
    said = carried(json.dumps({"put": made.pk, "votes": rights}).encode(), in_head=in_head)
    return server.ask("POST", f"/live/{hall.meeting.pk}/ballot", ticket=ticket(hall, number), **said, **given)


def carried(ballot, *, in_head):
    """Return how a ballot is sent: a short one in the head, any in the body."""
    return {"headers": [(b"spilno-ballot", ballot)]} if in_head else {"body": ballot}


# Ballots


@pytest.mark.parametrize("in_head", [True, False])
def test_a_ballot_is_recorded_and_a_second_press_is_success(server, hall, in_head):
    made = put(hall)
    number = right(made, hall.members[0])
    status, told = press(server, hall, made, 0, in_head=in_head)
    assert (status, told["recorded"], told["already"]) == (200, [number], [])
    assert told["at"] in told["said"]
    status, again = press(server, hall, made, 0)
    assert (status, again["recorded"], again["already"]) == (200, [], [number])
    assert Vote.objects.get().value == "for"
    assert Entry.objects.filter(act="vote.cast").count() == 1


def test_a_vote_is_final_on_the_fast_path_too(server, hall):
    made = put(hall)
    press(server, hall, made, 0)
    status, why = press(server, hall, made, 0, "against")
    assert (status, why["code"]) == (409, "vote_is_final")
    assert why["title"]
    assert why["advice"]
    assert Vote.objects.get().value == "for"


def test_the_sentence_comes_in_the_language_of_the_page(server, hall):
    made = put(hall)
    close_vote(made, by=hall.secretary)
    said = [press(server, hall, made, 0, query=query)[1]["sentence"] for query in ("", "lang=en", "lang=xx")]
    assert said == ["Голосування з цього питання закрито.", "Voting on this question is closed.", said[0]]


def test_all_press_at_once_and_all_are_recorded(server, hall):
    made = put(hall)
    asked = [
        {
            "method": "POST",
            "path": f"/live/{hall.meeting.pk}/ballot",
            "ticket": ticket(hall, number),
            "body": json.dumps({"put": made.pk, "votes": {right(made, hall.members[number]): "for"}}).encode(),
        }
        for number in range(5)
    ]
    answers = server.ask_all(asked * 4)
    assert {status for status, _ in answers} == {200}
    assert sum(len(told["recorded"]) for _, told in answers) == 5
    assert Vote.objects.count() == 5
    assert check().valid


def test_who_votes_by_the_form_and_by_the_live_hall_votes_once(server, hall):
    made = put(hall)
    cast_vote(made, votes={right(made, hall.members[0]): "for"}, by=hall.users[0])
    assert press(server, hall, made, 0)[1]["already"]
    assert press(server, hall, made, 0, "abstained")[1]["code"] == "vote_is_final"


def test_several_votes_carried_are_split_and_stand_or_fall_together(server, hall):
    give_proxy(hall, 1, 0)
    made = put(hall)
    own, carried = right(made, hall.members[0]), right(made, hall.members[1])
    path = f"/live/{hall.meeting.pk}/ballot"
    wrong = json.dumps({"put": made.pk, "votes": {own: "for", right(made, hall.members[2]): "for"}}).encode()
    assert server.ask("POST", path, ticket=ticket(hall, 0), body=wrong)[1]["code"] == "not_your_right"
    body = json.dumps({"put": made.pk, "votes": {own: "for", carried: "against"}}).encode()
    assert server.ask("POST", path, ticket=ticket(hall, 0), body=body)[0] == 200
    assert dict(Vote.objects.values_list("elector", "value")) == {own: "for", carried: "against"}


@pytest.mark.parametrize("closing", [close_vote, cancel_vote])
def test_nothing_comes_after_the_close(server, hall, closing):
    made = put(hall)
    press(server, hall, made, 0)
    closing(made, by=hall.secretary, **({"reason": "помилка"} if closing is cancel_vote else {}))
    assert press(server, hall, made, 1)[1]["code"] == "vote_closed"
    assert Vote.objects.count() == 1


def test_who_left_and_who_has_a_conflict_is_refused(server, hall):
    made = put(hall)
    mark_left(Meeting.objects.get(pk=hall.meeting.pk), hall.members[0], by=hall.secretary)
    assert press(server, hall, made, 0)[1]["code"] == "delegate_left"
    assert press(server, hall, made, 1, whose=2)[1]["code"] == "not_your_right"
    assert not Vote.objects.exists()


# Tickets


def test_a_forged_and_an_expired_ticket_and_one_of_another_meeting(server, hall):
    made = put(hall)
    path = f"/live/{hall.meeting.pk}/ballot"
    body = json.dumps({"put": made.pk, "votes": {right(made, hall.members[0]): "for"}}).encode()
    good = ticket(hall, 0)
    other = ticket_for(hall.users[0], hall.meeting.pk + 1, now=time.time())
    past = ticket(hall, 0, now=time.time() - LASTS - 5)
    person, account = good.split(".")[1:3]
    stolen = good.replace(f".{person}.{account}.", f".{hall.people[1].pk}.{account}.", 1)
    for one in ("", "x", good + "0", good[:-1], other, past, stolen, "1.2.3.4.5", "é" * 30, "9" * 5000):
        status, why = server.ask("POST", path, ticket=one, body=body)
        assert (status, why["code"]) == (403, "ticket_unknown"), one
    assert not Vote.objects.exists()
    assert server.ask("POST", path, ticket=good, body=body)[0] == 200


def test_a_ticket_ends_with_the_account_and_with_its_sessions(server, hall):
    made = put(hall)
    body = json.dumps({"put": made.pk, "votes": {right(made, hall.members[0]): "for"}}).encode()
    kept = ticket(hall, 0)
    user = hall.users[0]
    user.session_salt = "новий"
    user.save()
    path = f"/live/{hall.meeting.pk}/ballot"
    assert server.ask("POST", path, ticket=kept, body=body)[1]["code"] == "ticket_unknown"
    user.is_active = False
    user.save()
    assert server.ask("POST", path, ticket=ticket(hall, 0), body=body)[1]["code"] == "ticket_unknown"


def test_the_clock_of_the_phone_does_not_matter():
    assert read_ticket("", 1, now=0) is None


# What is no ballot

WRONG = [
    b"", b"x", b"[]", b"null", b"{}", b'{"put": 1}', b'{"put": "1", "votes": {"1": "for"}}', b'{"put": 1, "votes": []}',
    b'{"put": 1, "votes": {}}', b'{"put": 1, "votes": {"a": "for"}}', b'{"put": 1, "votes": {"1": 5}}', b"\xff\xfe",
    b'{"put": true, "votes": {"1": "for"}}', b'{"put": 99999999999999999999999, "votes": {"1": "for"}}', b"[" * 60000,
    b'{"put": 1, "votes": {"99999999999999999999999": "for"}}',
]  # fmt: skip


@pytest.mark.parametrize("in_head", [True, False])
@pytest.mark.parametrize("body", WRONG)
def test_what_is_no_ballot_is_refused_in_words(server, hall, body, in_head):
    said = carried(body, in_head=in_head)
    status, why = server.ask("POST", f"/live/{hall.meeting.pk}/ballot", ticket=ticket(hall, 0), **said)
    assert (status, why["code"]) == (400, "ballot_unreadable")


def test_a_ballot_of_another_question_or_meeting(server, hall):
    put(hall)
    body = json.dumps({"put": 987654, "votes": {"1": "for"}}).encode()
    path = f"/live/{hall.meeting.pk}/ballot"
    assert server.ask("POST", path, ticket=ticket(hall, 0), body=body)[1]["code"] == "not_put_here"


def test_too_long_a_body_is_refused_before_it_is_read(server, hall):
    path = f"/live/{hall.meeting.pk}/ballot"
    announced = [(b"content-length", b"900000000")]
    assert server.ask("POST", path, ticket=ticket(hall, 0), headers=announced)[0] == 413
    pieces = [b" " * 40000, b" " * 40000]
    assert server.ask("POST", path, ticket=ticket(hall, 0), pieces=pieces)[0] == 413
    assert server.ask("POST", path, ticket=ticket(hall, 0), headers=[(b"spilno-ballot", b"1" * 70000)])[0] == 413


def test_half_a_request_ends(server, hall, monkeypatch):
    monkeypatch.setattr("spilno.meetings.asgi.wire.BODY_SECONDS", 0.2)
    path = f"/live/{hall.meeting.pk}/ballot"
    assert server.ask("POST", path, ticket=ticket(hall, 0), pieces=[b'{"put'])[0] == 408
    assert server.ask("POST", path, ticket=ticket(hall, 0), pieces=[b'{"put', None])[0] == 408


def test_a_thousand_presses_of_one_person_hold_up_nobody(server, hall):
    made = put(hall)
    one = {
        "method": "POST",
        "path": f"/live/{hall.meeting.pk}/ballot",
        "ticket": ticket(hall, 0),
        "body": json.dumps({"put": made.pk, "votes": {right(made, hall.members[0]): "for"}}).encode(),
    }
    other = one | {
        "ticket": ticket(hall, 1),
        "body": json.dumps({"put": made.pk, "votes": {right(made, hall.members[1]): "for"}}).encode(),
    }
    answers = server.ask_all([one] * 1000 + [other])
    assert {status for status, _ in answers} == {200, 429}
    assert answers[-1][0] == 200
    assert Vote.objects.count() == 2


def test_addresses_and_methods_that_do_not_exist(server, hall):
    for method, path, status in [
        ("GET", "/live/", 404),
        ("GET", f"/live/{hall.meeting.pk}/ballot", 405),
        ("POST", f"/live/{hall.meeting.pk}/stream", 405),
        ("GET", "/live/987654/stream", 404),
        ("GET", "/live/987654/mine", 404),
        ("GET", "/live/99999999999999999999999/stream", 404),
        ("GET", "/live/ready", 200),
    ]:
        assert server.ask(method, path)[0] == status, path
    Meeting.objects.update(state="draft")
    assert server.ask("GET", f"/live/{hall.meeting.pk}/stream")[0] == 404


# Streams


def test_a_screen_gets_the_newest_snapshot_and_each_newer_one(server, hall):
    stream = server.stream(f"/live/{hall.meeting.pk}/stream")
    first = stream.next()
    assert (stream.status, first["state"], first["put"]) == (200, "open", None)
    assert stream.headers[b"x-accel-buffering"] == b"no"
    made = put(hall)
    opened = stream.until(lambda told: told["put"] is not None)
    assert (opened["put"], opened["method"], opened["may"], opened["cast"]) == (made.pk, "roll_call", 5, 0)
    assert opened["v"] > first["v"]
    press(server, hall, made, 0)
    assert stream.until(lambda told: told["cast"] == 1)["v"] == opened["v"]
    close_vote(Put.objects.get(pk=made.pk), by=hall.secretary)
    assert stream.until(lambda told: told["put"] is None)["v"] > opened["v"]
    server.leave(stream)
    assert server.hall.screens == 0


def test_a_count_that_moves_is_told_at_most_four_times_a_second(server, hall):
    made = put(hall)
    stream = server.stream(f"/live/{hall.meeting.pk}/stream")
    stream.next()
    began = time.monotonic()
    for number in range(5):
        press(server, hall, made, number)
    stream.until(lambda told: told["cast"] == 5)
    seconds = time.monotonic() - began
    assert stream.empty(0.6)
    assert server.hall.rooms[hall.meeting.pk].number <= 3 + seconds / 0.25
    server.leave(stream)


def test_too_many_screens_are_told_so(hall):
    with LiveServer(most_screens=1) as server:
        stream = server.stream(f"/live/{hall.meeting.pk}/stream")
        stream.next()
        status, why = server.ask("GET", f"/live/{hall.meeting.pk}/stream")
        assert (status, why["code"]) == (503, "too_many_screens")
        server.leave(stream)


# What a person carries


def test_a_phone_learns_what_its_person_carries(server, hall):
    give_proxy(hall, 1, 0)
    made = put(hall)
    path = f"/live/{hall.meeting.pk}/mine"
    status, told = server.ask("GET", path, ticket=ticket(hall, 0))
    assert status == 200
    own, carried = right(made, hall.members[0]), right(made, hall.members[1])
    assert {one["number"]: one["cast"] for one in told["rights"]} == {own: "", carried: ""}
    press(server, hall, made, 0)
    told = server.ask("GET", path, ticket=ticket(hall, 0))[1]
    assert {one["number"]: one["cast"] for one in told["rights"]} == {own: "for", carried: ""}
    assert server.ask("GET", path, ticket=ticket(hall, 1))[1]["rights"] == []
    assert server.ask("GET", path)[0] == 403


def test_a_phone_learns_of_a_vote_that_was_given_by_the_form(server, hall):
    made = put(hall)
    path = f"/live/{hall.meeting.pk}/mine"
    stream = server.stream(f"/live/{hall.meeting.pk}/stream")
    assert server.ask("GET", path, ticket=ticket(hall, 0))[1]["rights"][0]["cast"] == ""
    cast_vote(made, votes={right(made, hall.members[0]): "against"}, by=hall.users[0])
    stream.until(lambda told: told["cast"] == 1)
    assert server.ask("GET", path, ticket=ticket(hall, 0))[1]["rights"][0]["cast"] == "against"
    server.leave(stream)


# Secret votes


def paper_of(server, hall, made, number, phone, *, whose=None):
    body = json.dumps({"rights": {phone.elector.pk: phone.blinded.hex()}}).encode()
    path = f"/live/{hall.meeting.pk}/papers/{made.pk}"
    return server.ask("POST", path, ticket=ticket(hall, number if whose is None else whose), body=body)


def dropped(server, hall, made, ballot):
    names = ("token", "prefix", "signature", "choice")
    body = json.dumps({name: getattr(ballot, name) for name in names}).encode()
    return server.ask("POST", f"/live/{hall.meeting.pk}/box/{made.pk}", body=body)


def test_a_paper_is_given_to_a_ticket_and_a_ballot_comes_without_one(server, hall):
    made = put(hall, method="secret")
    phone = Phone(made.question, made.question.electors.get(membership=hall.members[0]))
    status, told = paper_of(server, hall, made, 0, phone)
    assert status == 200
    again = paper_of(server, hall, made, 0, phone)[1]
    assert again == told  # the answer was lost on the way: the same paper
    ballot = phone.got(bytes.fromhex(told["papers"][str(phone.elector.pk)])).ballot("against")
    assert dropped(server, hall, made, ballot) == (200, {"recorded": True, "already": False})
    assert dropped(server, hall, made, ballot) == (200, {"recorded": True, "already": True})
    assert dropped(server, hall, made, phone.ballot("for"))[1]["code"] == "vote_is_final"
    closed = close_vote(Put.objects.get(pk=made.pk), by=hall.secretary).question
    assert (closed.votes_for, closed.votes_against, closed.not_voted) == (0, 1, 4)


def test_a_paper_is_not_given_on_another_s_right_nor_to_nobody(server, hall):
    made = put(hall, method="secret")
    phone = Phone(made.question, made.question.electors.get(membership=hall.members[0]))
    told = paper_of(server, hall, made, 0, phone, whose=1)[1]
    assert told["papers"] == {}
    assert told["refusals"][str(phone.elector.pk)]["code"] == "not_your_right"
    path = f"/live/{hall.meeting.pk}/papers/{made.pk}"
    assert server.ask("POST", path, body=b'{"rights": {"1": "aa"}}')[0] == 403
    assert server.ask("POST", path, ticket=ticket(hall, 0), body=b"{}")[0] == 400
    assert server.ask("POST", f"/live/{hall.meeting.pk}/papers/987654", ticket=ticket(hall, 0),
                      body=b'{"rights": {"1": "aa"}}')[1]["code"] == "not_put_here"  # fmt: skip
    assert not PaperGiven.objects.exists()


def test_a_forged_ballot_is_not_taken(server, hall):
    made = put(hall, method="secret")
    phone = Phone(made.question, made.question.electors.get(membership=hall.members[0]))
    phone.signature = b"\x01" * 256
    assert dropped(server, hall, made, phone.ballot())[0] == 409
    assert server.ask("POST", f"/live/{hall.meeting.pk}/box/{made.pk}", body=b"[]")[0] == 400
    assert not made.question.ballots.exists()


# Whatever comes

PRESSES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
BODIES = (
    st.binary(max_size=80)
    | PRESSES.map(lambda told: json.dumps(told).encode())
    | st.fixed_dictionaries(
        {
            "put": st.integers(-3, 5) | PRESSES,
            "votes": st.dictionaries(st.integers(-3, 400).map(str), PRESSES, max_size=3),
        }
    ).map(lambda told: json.dumps(told).encode())
)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    body=BODIES, path=st.sampled_from(["ballot", "stream/", "mine"]), word=st.text(max_size=40), in_head=st.booleans()
)
def test_whatever_comes_is_answered_and_writes_nothing(server, hall, body, path, word, in_head):
    made = Put.objects.first() or put(hall)
    known = word.encode("utf-8", "ignore").decode("latin-1", "ignore") if len(word) % 3 else ticket(hall, 0)
    said = carried(body, in_head=in_head)
    status, _ = server.ask("POST", f"/live/{hall.meeting.pk}/{path}", ticket=known, **said)
    assert status in {400, 403, 404, 405, 409}
    assert not Vote.objects.filter(question=made.question_id).exists()
    assert Question.objects.get().state == "open"


def test_whom_the_commission_entered_does_not_vote_from_the_phone(server, hall):
    made = put(hall)
    for person in hall.people[:2]:
        Officer.objects.create(meeting=hall.meeting, role=Officer.Role.COUNTING, person=person)
    enter_sheet(made, roll={right(made, hall.members[4]): "against"}, by=hall.users[0])
    assert press(server, hall, made, 4)[1]["code"] == "voted_on_paper"
    assert press(server, hall, made, 3)[0] == 200
    enter_sheet(made, roll={right(made, hall.members[4]): "against"}, by=hall.users[1])
    question = close_vote(Put.objects.get(pk=made.pk), by=hall.secretary).question
    assert (question.votes_for, question.votes_against, question.not_voted) == (1, 1, 3)
    assert check().valid


def test_a_thousand_presses_of_one_voter_make_one_vote(server, hall):
    made = put(hall)
    asked = {
        "method": "POST",
        "path": f"/live/{hall.meeting.pk}/ballot",
        "ticket": ticket(hall, 0),
        "body": json.dumps({"put": made.pk, "votes": {right(made, hall.members[0]): "for"}}).encode(),
    }
    answers = server.ask_all([asked] * 200)
    assert {status for status, _ in answers} <= {200, 429}
    assert sum(len(told["recorded"]) for status, told in answers if status == 200) == 1
    assert Vote.objects.count() == 1
    assert Entry.objects.filter(act="vote.cast").count() == 1


BOXES = PRESSES | st.fixed_dictionaries(
    {
        "token": st.text(max_size=70) | PRESSES,
        "prefix": st.text("0123456789abcdef", min_size=64, max_size=64) | PRESSES,
        "signature": st.text("0123456789abcdef", max_size=520) | PRESSES,
        "choice": st.sampled_from(["for", "against", "1>2", "", "\x00"]) | PRESSES,
    }
)
PAPERS = PRESSES | st.fixed_dictionaries(
    {"rights": st.dictionaries(st.integers(-2, 400).map(str) | st.text(max_size=5), st.text(max_size=40) | PRESSES)}
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=BOXES | PAPERS, path=st.sampled_from(["box", "papers"]), known=st.booleans())
def test_whatever_comes_to_a_secret_box_is_answered_and_writes_nothing(server, hall, told, path, known):
    made = Put.objects.first() or put(hall, method="secret")
    where = f"/live/{hall.meeting.pk}/{path}/{made.pk}"
    whose = ticket(hall, 0) if known else "x"
    status, _ = server.ask("POST", where, ticket=whose, body=json.dumps(told).encode())
    assert status in {200, 400, 403, 409, 413}
    assert not made.question.ballots.exists()
    assert not PaperGiven.objects.exists()
