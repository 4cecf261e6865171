"""Several people act at the same moment: each gets his answer, nothing is done twice, nobody waits for ever."""

import pytest
from tests.at_once import at_once

from spilno.ballots.models import Question, Vote
from spilno.journal.queries import check
from spilno.meetings.models import Attendance, Decision, Issue, Meeting, Officer, Put
from spilno.meetings.services.issues import send_issue
from spilno.meetings.services.registration import mark_left, register_member
from spilno.meetings.services.voting import cast_vote, close_vote, enter_sheet, put_to_vote
from spilno.meetings.tests.voting_hall import put, right

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_secretaries_put_one_question(hall):
    def act():
        put_to_vote(hall.item, purpose="whole", method="roll_call", text="Провести день.", by=hall.secretary)

    said = at_once(act, act, act)
    assert said.count("done") == 1, said
    assert not any(":" in each for each in said), said
    assert Put.objects.count() == 1


def test_a_vote_is_closed_once_and_has_one_decision(hall):
    made = put(hall)
    for member, user in zip(hall.members[:3], hall.users[:3], strict=True):
        cast_vote(made, votes={right(made, member): "for"}, by=user)

    def act():
        close_vote(Put.objects.get(pk=made.pk), by=hall.secretary)

    said = at_once(act, act, act)
    assert said.count("done") == 1, said
    assert not any(":" in each for each in said), said
    assert Decision.objects.count() == 1


@pytest.mark.parametrize("_time", range(3))
def test_delegates_vote_while_the_door_is_busy_and_the_vote_is_closed(hall, _time):
    made = put(hall)
    rights = [right(made, member) for member in hall.members]

    def voting(number):
        return lambda: cast_vote(Put.objects.get(pk=made.pk), votes={rights[number]: "for"}, by=hall.users[number])

    def leaving():
        mark_left(Meeting.objects.get(pk=hall.meeting.pk), hall.members[4], by=hall.secretary)

    def closing():
        close_vote(Put.objects.get(pk=made.pk), by=hall.secretary)

    said = at_once(voting(0), voting(1), voting(2), voting(3), voting(4), leaving, closing)
    assert not any(":" in each for each in said), said
    assert said[6] == "done"
    question = Question.objects.get()
    assert question.votes_for == said[:5].count("done") == Vote.objects.count()
    assert check().valid


def test_one_vote_sent_twice_at_once_counts_once(hall):
    made = put(hall)
    number = right(made, hall.members[0])

    def act():
        cast_vote(Put.objects.get(pk=made.pk), votes={number: "for"}, by=hall.users[0])

    assert at_once(act, act, act) == ["done", "done", "done"]
    assert Vote.objects.count() == 1


def test_the_commission_enters_sheets_while_the_door_is_busy(hall):
    for person in hall.people[:2]:
        Officer.objects.create(meeting=hall.meeting, role="counting", person=person)
    made = put(hall, method="by_hand")

    def sheet(number):
        return lambda: enter_sheet(Put.objects.get(pk=made.pk), votes_for=3, by=hall.users[number])

    def leaving():
        mark_left(Meeting.objects.get(pk=hall.meeting.pk), hall.members[4], by=hall.secretary)

    assert at_once(sheet(0), sheet(1), leaving) == ["done", "done", "done"]


def test_two_registrars_register_one_council(hall):
    Attendance.objects.filter(membership=hall.members[4]).delete()

    def act():
        register_member(
            Meeting.objects.get(pk=hall.meeting.pk), hall.members[4], person=hall.people[4], by=hall.secretary
        )

    said = at_once(act, act, act)
    assert said.count("done") == 1, said
    assert not any(":" in each for each in said), said
    assert Attendance.objects.filter(membership=hall.members[4]).count() == 1


def test_issues_sent_at_once_get_numbers_of_their_own(cast):
    issues = [
        Issue.objects.create(
            raised_by=cast.lypova.organisation,
            title=f"Про дороги {number}",
            text="Стан доріг.",
            draft_decision="Взяти до уваги.",
        )
        for number in range(4)
    ]
    said = at_once(*[lambda issue=issue: send_issue(issue, by=cast.delegate) for issue in issues])
    assert said == ["done"] * 4, said
    assert sorted(Issue.objects.values_list("number", flat=True)) == [1, 2, 3, 4]
