"""Voting in a meeting, from putting the question to the decision."""

from datetime import date

import pytest
from django.utils import timezone

from spilno.ballots.models import Question, Vote
from spilno.ballots.services.questions import Press
from spilno.bodies.models import Seat
from spilno.journal.models import Entry
from spilno.journal.queries import check, entries_of
from spilno.meetings.models import Attendance, Decision, Issue, Item, Meeting, Officer, Recusal
from spilno.meetings.queries.attendance import presence
from spilno.meetings.queries.rights import entitled_on
from spilno.meetings.queries.voting import voting_of
from spilno.meetings.services.effects import prepare_effect
from spilno.meetings.services.voting import cancel_vote, cast_vote, cast_votes, close_vote, enter_sheet, put_to_vote
from spilno.meetings.tests.voting_hall import give_proxy, put, refused, right, vote
from spilno.members.services import suspend
from spilno.statute.rules.refusal import Refusal, RuleBroken

# Putting


def test_a_question_freezes_who_votes_and_by_what_majority(hall):
    made = put(hall)
    question = made.question
    assert (question.entitled, question.present, question.recused, question.quorum_needed) == (5, 5, 0, 3)
    assert (question.share, question.strict, question.base, question.article) == ("1/2", True, "present", "5.7")
    hall.item.refresh_from_db()
    assert hall.item.state == Item.State.VOTING
    assert Entry.objects.filter(act="vote.opened").count() == 1


def test_who_comes_later_does_not_vote_on_it(hall):
    late = hall.meeting.attendance.get(membership=hall.members[4])
    late.left_at = timezone.now()
    late.save()
    made = put(hall)
    Attendance.objects.create(
        meeting=hall.meeting, membership=hall.members[4], person=hall.people[4], arrived_at=timezone.now()
    )
    refused("not_your_right", cast_vote, made, votes={right(made, hall.members[4]): "for"}, by=hall.users[4])
    assert made.question.present == 4


def test_a_vote_is_not_put_without_a_quorum(hall):
    hall.meeting.attendance.filter(membership__in=hall.members[2:]).update(left_at=timezone.now())
    refusal = refused("no_quorum", put, hall)
    assert refusal.facts["present"] == 2
    assert not Question.objects.exists()


@pytest.mark.parametrize(
    ("state", "code"),
    [
        ("recess", "meeting_not_in_session"),
        ("closed", "meeting_not_in_session"),
        ("convened", "meeting_not_in_session"),
    ],
)
def test_a_vote_is_put_in_session_only(hall, state, code):
    Meeting.objects.filter(pk=hall.meeting.pk).update(state=state)
    refused(code, put, hall)


def test_an_item_is_put_when_it_is_under_discussion(hall):
    Meeting.objects.filter(pk=hall.meeting.pk).update(current_item=None)
    refused("item_not_under_discussion", put, hall)


def test_an_unknown_majority_is_refused(hall):
    Item.objects.filter(pk=hall.item.pk).update(matter="war")
    assert refused("unknown_majority", put, hall).facts["matter"] == "war"


def test_two_questions_are_not_voted_at_once(hall):
    put(hall)
    assert "already" in refused("voting_already", put, hall, purpose="basis").sentence
    other = Item.objects.create(meeting=hall.meeting, order=2, title="Про інше", state="heard")
    with pytest.raises(RuleBroken) as broken:
        put_to_vote(other, purpose="whole", method="open", text="Схвалити план.", by=hall.secretary)
    assert broken.value.refusal.code == "another_vote_open"


def test_a_question_is_put_once(hall):
    first = put(hall, purpose="basis")
    vote(hall, first, "for", "for", "for")
    close_vote(first, by=hall.secretary)
    refused("already_put", put, hall, purpose="basis", text="Інший текст")
    put(hall, purpose="amendment", text="Вилучити пункт 2")


def test_a_carried_amendment_is_not_lost_when_the_whole_is_put(hall):
    first = put(hall, purpose="basis", text="1. Провести семінар.\n2. Повідомити ради.")
    vote(hall, first, "for", "for", "for")
    close_vote(first, by=hall.secretary)
    amendment = put(hall, purpose="amendment", text="Доповнити пункт 2 словами: «до 1 березня».")
    vote(hall, amendment, "for", "for", "for")
    close_vote(amendment, by=hall.secretary)
    refused("amendment_missing", put, hall, text="1.  Провести семінар.\r\n2. Повідомити ради.")
    assert put(hall, text="1. Провести семінар.\n2. Повідомити ради до 1 березня.").pk


def test_a_lost_amendment_leaves_the_text_as_it_was(hall):
    first = put(hall, purpose="basis")
    vote(hall, first, "for", "for", "for")
    close_vote(first, by=hall.secretary)
    amendment = put(hall, purpose="amendment", text="Вилучити пункт 2")
    vote(hall, amendment, "against", "against", "against")
    close_vote(amendment, by=hall.secretary)
    assert put(hall).pk


def test_a_cancelled_vote_may_be_put_again(hall):
    first = put(hall)
    cancel_vote(first, reason="зник зв’язок", by=hall.secretary)
    second = put(hall, method="open")
    assert second.question.state == "open"
    refused("vote_not_open", cancel_vote, first, reason="ще раз", by=hall.secretary)


def test_an_old_page_is_refused(hall):
    refused("stale", put, hall, seen="open.1.waiting")


def test_procedure_has_its_own_majority(hall):
    Item.objects.filter(pk=hall.item.pk).update(matter="statute")
    made = put(hall, purpose="procedure", text="Перерва до 14:00")
    assert (made.question.matter, made.question.base) == ("procedural", "cast")


def test_hands_are_not_counted_without_a_commission(hall):
    refused("no_counting_commission", put, hall, method="by_hand")


# Proxies and interest


def test_a_holder_carries_two_votes_and_may_split_them(hall):
    give_proxy(hall, 1, 0)
    made = put(hall)
    votes = {right(made, hall.members[0]): "for", right(made, hall.members[1]): "against"}
    receipt = cast_vote(made, votes=votes, by=hall.users[0])
    assert len(receipt.recorded) == 2
    assert set(Vote.objects.values_list("value", flat=True)) == {"for", "against"}


def test_a_proxy_out_of_its_items_is_not_present(hall):
    give_proxy(hall, 1, 0, item_from=2, item_to=3)
    rights = {one.membership_id: one for one in entitled_on(hall.item)}
    assert not rights[hall.members[1].pk].present
    assert put(hall).question.present == 4


def test_a_proxy_whose_holder_left_is_not_present(hall):
    give_proxy(hall, 1, 0)
    hall.meeting.attendance.filter(membership=hall.members[0]).update(left_at=timezone.now())
    assert put(hall).question.present == 3


def test_a_member_with_an_interest_is_out_of_the_base_and_does_not_vote(hall):
    Recusal.objects.create(item=hall.item, membership=hall.members[0], reason="угода", declared_at=timezone.now())
    made = put(hall)
    assert (made.question.present, made.question.recused) == (5, 1)
    refused("recused", cast_vote, made, votes={right(made, hall.members[0]): "for"}, by=hall.users[0])
    vote(hall, made, "", "for", "for", "against", "against")
    closed = close_vote(made, by=hall.secretary).question
    assert (closed.needed, closed.carried) == (3, False)


# Casting


def test_a_vote_is_recorded_once_and_the_second_press_succeeds(hall):
    made = put(hall)
    number = right(made, hall.members[0])
    first = cast_vote(made, votes={number: "for"}, by=hall.users[0])
    second = cast_vote(made, votes={number: "for"}, by=hall.users[0])
    assert (first.recorded, second.recorded, second.already) == ((number,), (), (number,))
    assert Vote.objects.count() == 1
    assert Entry.objects.filter(act="vote.cast").count() == 1


def test_a_vote_is_final(hall):
    made = put(hall)
    vote(hall, made, "for")
    refused("vote_is_final", cast_vote, made, votes={right(made, hall.members[0]): "against"}, by=hall.users[0])
    assert Vote.objects.get().value == "for"


def test_another_council_s_right_is_not_cast(hall):
    made = put(hall)
    refused("not_your_right", cast_vote, made, votes={right(made, hall.members[1]): "for"}, by=hall.users[0])


def test_all_votes_are_taken_or_none(hall):
    made = put(hall)
    votes = {right(made, hall.members[0]): "for", right(made, hall.members[1]): "for"}
    refused("not_your_right", cast_vote, made, votes=votes, by=hall.users[0])
    assert not Vote.objects.exists()


def test_a_delegate_who_left_does_not_vote(hall):
    made = put(hall)
    hall.meeting.attendance.filter(membership=hall.members[0]).update(left_at=timezone.now())
    refused("delegate_left", cast_vote, made, votes={right(made, hall.members[0]): "for"}, by=hall.users[0])


def test_nobody_votes_after_the_close(hall):
    made = put(hall)
    vote(hall, made, "for", "for", "for")
    close_vote(made, by=hall.secretary)
    refused("vote_closed", cast_vote, made, votes={right(made, hall.members[3]): "for"}, by=hall.users[3])


def pressed(hall, made, number, value, *, whose=None):
    """Return the press of a delegate on the right of a member: of his own one, when nobody else's is named."""
    user = hall.users[number]
    whose = number if whose is None else whose
    return Press({right(made, hall.members[whose]): value}, user.person.pk, user.pk)


def test_presses_of_many_are_taken_together_and_each_stands_by_itself(hall):
    made = put(hall)
    answers = cast_votes(
        made,
        [
            pressed(hall, made, 0, "for"),
            pressed(hall, made, 1, "for", whose=2),
            pressed(hall, made, 1, "against"),
            pressed(hall, made, 0, "for"),
            pressed(hall, made, 0, "against"),
            pressed(hall, made, 2, "perhaps"),
        ],
    )
    told = [answer.code if isinstance(answer, Refusal) else len(answer.recorded) for answer in answers]
    assert told == [1, "not_your_right", 1, 0, "vote_is_final", "unknown_value"]
    assert sorted(Vote.objects.values_list("value", flat=True)) == ["against", "for"]
    lines = Entry.objects.filter(act="vote.cast").order_by("number")
    assert [line.by for line in lines] == [hall.users[0].pk, hall.users[1].pk]
    assert check().valid


def test_of_many_only_who_left_is_refused(hall):
    made = put(hall)
    hall.meeting.attendance.filter(membership=hall.members[0]).update(left_at=timezone.now())
    answers = cast_votes(made, [pressed(hall, made, number, "for") for number in (0, 1)])
    assert answers[0].code == "delegate_left"
    assert answers[1].recorded == (right(made, hall.members[1]),)


# Closing and deciding


def test_a_carried_question_becomes_a_decision_with_the_next_number(hall):
    issue = Issue.objects.create(
        number=1, title="Методичний день", topic="training", raised_by=hall.members[0].organisation, state="on_agenda"
    )
    Item.objects.filter(pk=hall.item.pk).update(issue=issue)
    Decision.objects.create(
        number=215,
        body=hall.meeting.body,
        meeting=hall.meeting,
        item=hall.item,
        title="Раніше",
        text="Раніше",
        matter="ordinary",
        decided_on=date(2026, 1, 1),
        decided_at=timezone.now(),
    )
    made = put(hall)
    vote(hall, made, "for", "for", "for", "against", "abstained")
    close_vote(made, by=hall.secretary)
    decision = Decision.objects.get(put=made)
    hall.item.refresh_from_db()
    issue.refresh_from_db()
    assert (decision.number, decision.text) == (216, "Провести день.")
    assert (hall.item.state, issue.state) == ("decided", "decided")
    assert {entry.act for entry in entries_of(decision)} == {"decision.made"}
    assert check().valid


def test_a_tie_is_lost_and_the_issue_may_come_back(hall):
    issue = Issue.objects.create(
        number=1, title="Методичний день", topic="training", raised_by=hall.members[0].organisation, state="on_agenda"
    )
    Item.objects.filter(pk=hall.item.pk).update(issue=issue)
    made = put(hall)
    vote(hall, made, "for", "for", "against", "against", "abstained")
    close_vote(made, by=hall.secretary)
    hall.item.refresh_from_db()
    issue.refresh_from_db()
    assert (hall.item.state, issue.state) == ("rejected", "accepted")
    assert not Decision.objects.exists()


def test_a_vote_is_closed_once(hall):
    made = put(hall)
    close_vote(made, by=hall.secretary)
    refused("vote_not_open", close_vote, made, by=hall.secretary)
    assert Entry.objects.filter(act="vote.closed").count() == 1


def test_basis_brings_the_item_back_to_discussion(hall):
    made = put(hall, purpose="basis")
    vote(hall, made, "for", "for", "for")
    close_vote(made, by=hall.secretary)
    hall.item.refresh_from_db()
    assert hall.item.state == Item.State.HEARD
    assert not Decision.objects.exists()


def test_not_voting_is_not_absence(hall):
    hall.meeting.attendance.filter(membership=hall.members[4]).update(left_at=timezone.now())
    made = put(hall)
    vote(hall, made, "for", "for", "for")
    closed = close_vote(made, by=hall.secretary).question
    assert (closed.votes_for, closed.not_voted, closed.absent) == (3, 1, 1)


# By hand


def test_two_sheets_that_agree_make_the_result(hall, counters):
    made = put(hall, method="by_hand")
    refused("sheets_missing", close_vote, made, by=hall.secretary)
    enter_sheet(made, votes_for=3, votes_against=1, votes_abstained=0, by=counters[0])
    enter_sheet(made, votes_for=3, votes_against=1, votes_abstained=0, by=counters[1])
    closed = close_vote(made, by=hall.secretary).question
    assert (closed.votes_for, closed.votes_against, closed.not_voted, closed.carried) == (3, 1, 1, True)


def test_one_person_is_not_two_counters(hall, counters):
    made = put(hall, method="by_hand")
    for _ in range(2):
        enter_sheet(made, votes_for=3, votes_against=1, votes_abstained=0, by=counters[0])
    refused("sheets_missing", close_vote, made, by=hall.secretary)


def test_sheets_that_differ_record_nothing(hall, counters):
    made = put(hall, method="by_hand")
    enter_sheet(made, votes_for=3, votes_against=1, votes_abstained=0, by=counters[0])
    enter_sheet(made, votes_for=2, votes_against=2, votes_abstained=0, by=counters[1])
    refusal = refused("sheets_differ", close_vote, made, by=hall.secretary)
    assert (refusal.facts["one"], refusal.facts["other"]) == ("3, 1, 0", "2, 2, 0")
    assert "entered differently" not in refusal.sentence  # what agrees is not listed
    made.question.refresh_from_db()
    assert made.question.state == "open"
    assert made.question.votes_for is None


def test_more_hands_than_members_are_refused(hall, counters):
    made = put(hall, method="by_hand")
    refused("more_hands_than_members", enter_sheet, made, votes_for=6, by=counters[0])


def test_a_roll_by_hand_gives_each_member_its_vote(hall, counters):
    made = put(hall, method="by_hand")
    roll = {right(made, member): value for member, value in zip(hall.members, ["for"] * 4 + ["against"], strict=True)}
    for user in counters:
        enter_sheet(made, roll=roll, by=user)
    closed = close_vote(made, by=hall.secretary).question
    assert (closed.votes_for, closed.votes_against) == (4, 1)
    assert Vote.objects.filter(via="hand").count() == 5
    assert len(voting_of(hall.item).results[0].roll) == 5


def test_nobody_votes_by_phone_when_hands_are_counted(hall, counters):
    made = put(hall, method="by_hand")
    refused("vote_by_hand", cast_vote, made, votes={right(made, hall.members[0]): "for"}, by=hall.users[0])


def test_a_candidate_does_not_count_the_votes_on_the_own_election(hall, counters, cast):
    seat = Seat.objects.create(body=cast.board, title_uk="голова комісії")
    prepare_effect(hall.item, kind="elect", seat=seat, person=hall.people[0], by=hall.secretary)
    assert refused("no_counting_commission", put, hall, method="by_hand").facts["have"] == 1
    Officer.objects.create(meeting=hall.meeting, role=Officer.Role.COUNTING, person=hall.people[2])
    made = put(hall, method="by_hand")
    refused("own_election", enter_sheet, made, votes_for=3, by=counters[0])
    assert not made.question.sheets.exists()
    enter_sheet(made, votes_for=3, by=counters[1])
    enter_sheet(made, votes_for=3, by=hall.users[2])
    close_vote(made, by=hall.secretary)
    assert seat.terms.get().person == hall.people[0]


def test_without_sheets_both_are_asked_for_and_with_one_the_other(hall, counters):
    made = put(hall, method="by_hand")
    assert refused("sheets_missing", close_vote, made, by=hall.secretary).advice.startswith("Two members")
    enter_sheet(made, votes_for=3, by=counters[0])
    assert refused("sheets_missing", close_vote, made, by=hall.secretary).advice.startswith("Another member")


def test_a_member_suspended_at_the_meeting_carries_no_vote_any_more(hall, cast):
    give_proxy(hall, giver=4, holder=3)
    assert presence(hall.meeting).present == 5
    suspend(hall.members[3], on=timezone.localdate(), ground="рішення № 7", by=cast.secretary)
    here = [right.membership_id for right in entitled_on(hall.item) if right.present]
    assert set(here) == {member.pk for member in hall.members[:3]}
    assert (presence(hall.meeting).present, presence(hall.meeting).entitled) == (3, 4)
