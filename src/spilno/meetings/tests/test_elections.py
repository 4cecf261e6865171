"""Elections in a meeting: nominated, put, cast, counted, seated."""

import pytest

from spilno.ballots.models import Question, Vote
from spilno.ballots.queries import election_of, roll_of
from spilno.ballots.tests.phone import Phone
from spilno.bodies.models import Seat, Term
from spilno.journal.models import Entry
from spilno.meetings.models import Item, Officer
from spilno.meetings.queries.elections import run_off_of
from spilno.meetings.queries.outcomes import vote_of
from spilno.meetings.rules.minutes.items import election_lines, vote_line
from spilno.meetings.services.elections import give_consent, nominate, prepare_election, withdraw_candidate
from spilno.meetings.services.secret import drop_ballots, give_papers
from spilno.meetings.services.voting import cancel_vote, cast_vote, close_vote, enter_sheet, put_to_vote
from spilno.meetings.tests.voting_hall import refused, right, vote


def prepared(hall, cast, kind="plurality", seats=1, candidates=3):
    made = [Seat.objects.create(body=cast.board, title_uk="Член Правління", order=n) for n in range(seats)]
    prepare_election(hall.item, kind=kind, seats=made, by=hall.secretary)
    for person in hall.people[:candidates]:
        nominate(hall.item, person, nominated_by="Правління", consents=True, by=hall.secretary)
    return made


def put(hall, purpose="whole", method="roll_call", **given):
    hall.item.refresh_from_db()
    return put_to_vote(hall.item, purpose=purpose, method=method, text="", by=hall.secretary, **given)


def held(hall, *values, **given):
    made = put(hall, **given)
    vote(hall, made, *values)
    made = close_vote(made, by=hall.secretary)
    hall.item.refresh_from_db()
    return made


def test_who_has_the_majority_takes_the_seat_and_the_decision_names_the_person(hall, cast):
    (seat,) = prepared(hall, cast)
    made = held(hall, "2", "2", "2", "1", "against")
    assert Term.objects.get(seat=seat).person == hall.people[1]
    assert hall.item.state == Item.State.DECIDED
    text = made.decision.text
    assert text.startswith("Обрати ")
    assert text.rstrip(".").endswith("Членом Правління") or "членом Правління" in text
    question = made.question
    assert (question.votes_for, question.votes_against, question.carried) == (4, 1, True)
    closed = Entry.objects.get(act="question.closed")
    assert closed.facts["elected"] == [2]


def test_without_a_majority_a_run_off_is_put_in_one_act(hall, cast):
    (seat,) = prepared(hall, cast)
    first = held(hall, "1", "1", "2", "2", "3")
    assert (first.question.carried, hall.item.state, run_off_of(hall.item)) == (False, Item.State.HEARD, (1, 2))
    second = put(hall, purpose="run_off")
    assert list(second.question.candidates.values_list("number", flat=True)) == [1, 2]
    refused("unknown_value", cast_vote, second, votes={right(second, hall.members[0]): "3"}, by=hall.users[0])
    vote(hall, second, "1", "1", "2", "2", "2")
    close_vote(second, by=hall.secretary)
    assert Term.objects.get(seat=seat).person == hall.people[1]


def test_after_a_run_off_without_a_majority_nobody_is_elected(hall, cast):
    prepared(hall, cast)
    held(hall, "1", "1", "2", "2", "3")
    held(hall, "1", "1", "2", "2", "abstained", purpose="run_off")
    assert hall.item.state == Item.State.REJECTED
    assert not Term.objects.filter(person__in=hall.people).exists()


def test_a_run_off_without_a_first_vote_is_refused(hall, cast):
    prepared(hall, cast)
    refused("no_run_off", put, hall, purpose="run_off")


def test_seats_are_filled_by_approval_and_a_tie_by_lot_that_is_kept(hall, cast):
    seats = prepared(hall, cast, kind="approval", seats=2)
    made = held(hall, "1,2", "1,3", "1,2,3", "2,3", "1")
    question = made.question
    assert sorted(question.lot) == [1, 2, 3]
    counted = election_of(question)
    assert counted.elected[0] == 1
    assert counted.lots[0].among == (2, 3)
    assert Entry.objects.get(act="question.closed").facts["lot"] == question.lot
    assert election_of(Question.objects.get(pk=question.pk)).elected == counted.elected
    assert Term.objects.filter(seat__in=seats).count() == 2


def test_stv_fills_seats_by_preferences(hall, cast):
    seats = prepared(hall, cast, kind="stv", seats=2)
    made = held(hall, "1>2", "1>2", "1>2", "3", "2>3")
    assert election_of(made.question).elected == (1, 2)
    assert [Term.objects.get(seat=seat).person for seat in seats] == hall.people[:2]
    assert made.decision.text.count("Обрати") == 2


def test_the_roll_names_candidates(hall, cast):
    prepared(hall, cast, kind="stv", seats=1)
    made = held(hall, "2>1", "2", "2", "abstained", "against")
    lines = {line.elector: line for line in roll_of(made.question)}
    mine = lines[right(made, hall.members[0])]
    assert mine.word == f"{hall.people[1]} → {hall.people[0]}"
    assert mine.chip == "for"


@pytest.mark.parametrize("value", ["for", "4", "1,2", "", "1>2"])
def test_what_is_not_on_the_paper_is_not_taken(hall, cast, value):
    prepared(hall, cast)
    made = put(hall)
    refused("unknown_value", cast_vote, made, votes={right(made, hall.members[0]): value}, by=hall.users[0])
    assert not Vote.objects.exists()


def test_nobody_is_voted_on_without_consent_or_after_withdrawing(hall, cast):
    prepared(hall, cast, candidates=0)
    row = nominate(hall.item, hall.people[0], nominated_by="самовисування", by=hall.secretary)
    refused("nobody_stands", put, hall)
    give_consent(row, by=hall.secretary)
    withdraw_candidate(row, by=hall.secretary)
    refused("nobody_stands", put, hall)
    give_consent(row, by=hall.secretary)
    assert put(hall).question.candidates.get().person == hall.people[0]


def test_the_ballot_paper_stands_while_it_is_voted_and_is_open_again_when_cancelled(hall, cast):
    seats = prepared(hall, cast)
    made = put(hall)
    row = hall.item.nominations.first()
    refused("ballot_paper_stands", withdraw_candidate, row, by=hall.secretary)
    refused("ballot_paper_stands", prepare_election, hall.item, kind="stv", seats=seats, by=hall.secretary)
    refused("ballot_paper_stands", nominate, hall.item, hall.people[3], nominated_by="рада", by=hall.secretary)
    cancel_vote(made, reason="помилка в бюлетені", by=hall.secretary)
    withdraw_candidate(row, by=hall.secretary)
    assert put(hall).question.candidates.count() == 2


def test_each_obstacle_to_a_nomination_has_its_sentence(hall, cast):
    seats = prepared(hall, cast, seats=2, kind="stv")
    refused("nominated_already", nominate, hall.item, hall.people[0], nominated_by="рада", by=hall.secretary)
    refused("nominated_by_nobody", nominate, hall.item, hall.people[4], nominated_by=" ", by=hall.secretary)
    refused("one_seat_only", prepare_election, hall.item, kind="plurality", seats=seats, by=hall.secretary)
    refused("election_incomplete", prepare_election, hall.item, kind="motion", seats=seats, by=hall.secretary)
    refused("election_incomplete", prepare_election, hall.item, kind="stv", seats=[], by=hall.secretary)


def test_a_seat_that_is_held_is_not_put_to_the_vote(hall, cast):
    (seat,) = prepared(hall, cast)
    held(hall, "2", "2", "2", "1", "1")
    other = Item.objects.create(meeting=hall.meeting, order=2, title="Про вибори", state=Item.State.HEARD)
    hall.item, hall.meeting.current_item = other, other
    hall.meeting.save()
    prepare_election(other, kind="plurality", seats=[seat], by=hall.secretary)
    nominate(other, hall.people[3], nominated_by="рада", consents=True, by=hall.secretary)
    assert refused("seat_taken", put, hall).sentence


def test_a_count_by_hand_is_entered_by_the_roll_and_never_by_a_candidate(hall, cast):
    (seat,) = prepared(hall, cast)
    for person in hall.people[3:5]:
        Officer.objects.create(meeting=hall.meeting, role=Officer.Role.COUNTING, person=person)
    made = put(hall, method="by_hand")
    refused("own_election", enter_sheet, made, votes_for=1, by=hall.users[0])
    refused("election_by_roll", enter_sheet, made, votes_for=3, by=hall.users[3])
    roll = {right(made, member): "1" for member in hall.members}
    for user in hall.users[3:5]:
        enter_sheet(made, roll=roll, by=user)
    close_vote(made, by=hall.secretary)
    assert Term.objects.get(seat=seat).person == hall.people[0]


def test_a_secret_election_counts_what_lies_in_the_box(hall, cast):
    (seat,) = prepared(hall, cast, kind="stv")
    made = put(hall, method="secret")
    choices = ["3>1", "3", "2>3", "3>2", "abstained"]
    phones = [Phone(made.question, made.question.electors.get(membership=member)) for member in hall.members]
    for phone, signature in zip(phones, give_papers(made, [phone.request for phone in phones]), strict=True):
        phone.got(signature)
    (refusal,) = drop_ballots(made, [phones[0].ballot("for")])
    assert refusal.code == "unknown_value"
    drop_ballots(made, [phone.ballot(choice) for phone, choice in zip(phones, choices, strict=True)])
    made = close_vote(made, by=hall.secretary)
    question = made.question
    assert (question.votes_for, question.votes_abstained, question.not_voted) == (4, 1, 0)
    assert Term.objects.get(seat=seat).person == hall.people[2]


def test_minutes_tell_the_election_round_by_round(hall, cast):
    prepared(hall, cast)
    held(hall, "1", "1", "2", "2", "3")
    made = held(hall, "2", "2", "2", "1", "against", purpose="run_off")
    told = "\n".join(election_lines(vote_of(made)))
    assert f"{hall.people[1]} – 3" in told
    assert "проти всіх – 1" in told
    assert "обрано" in told
    assert "За кандидатів – 4, проти всіх – 1" in vote_line(vote_of(made))
