"""Voting in a meeting, from putting the question to the decision and what it changes."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.cast import grant, make_council, make_mandate, make_member, make_person, make_user

from spilno.accounts.models import Right, User
from spilno.ballots.models import Elector, Question, Vote
from spilno.bodies.models import Seat, Term
from spilno.journal.models import Entry
from spilno.journal.queries import check, entries_of
from spilno.meetings.models import Attendance, Decision, Effect, Issue, Item, Meeting, Officer, Proxy, Put, Recusal
from spilno.meetings.queries.voting import entitled_on, voting_of
from spilno.meetings.services.decisions import take_note
from spilno.meetings.services.effects import drop_effect, prepare_effect
from spilno.meetings.services.voting import cancel_vote, cast_vote, close_vote, enter_sheet, put_to_vote
from spilno.members.models import Membership
from spilno.people.models import Person
from spilno.statute.rules.refusal import RuleBroken
from spilno.undertakings.models import Undertaking


@dataclass
class Hall:
    """Five councils, each with its delegate present; an item under discussion."""

    meeting: Meeting
    item: Item
    members: list[Membership]
    users: list[User]
    people: list[Person]
    secretary: User


@pytest.fixture
def hall(cast):
    members = [cast.lypova, cast.verbova]
    users, people = [cast.delegate, cast.verbova_delegate], [cast.delegate_person, cast.verbova_person]
    for number, name in enumerate(["Кленова", "Дубова", "Ясенева"]):
        member = make_member(make_council(f"{name} міська рада"))
        user = make_user(f"delegate{number}@example.org")
        person = make_person(name, user=user)
        make_mandate(member, person)
        members.append(member)
        users.append(user)
        people.append(person)
    meeting = Meeting.objects.create(
        body=cast.general_meeting,
        number=71,
        state=Meeting.State.OPEN,
        starts_at=timezone.now(),
        chair=cast.chair_person,
        secretary=cast.secretary_person,
    )
    for member, person in zip(members, people, strict=True):
        Attendance.objects.create(meeting=meeting, membership=member, person=person, arrived_at=timezone.now())
    item = Item.objects.create(
        meeting=meeting, order=1, title="Про методичний день", draft_decision="Провести день.", state=Item.State.HEARD
    )
    meeting.current_item = item
    meeting.save()
    return Hall(meeting, item, members, users, people, cast.secretary)


def put(hall, purpose="whole", method="roll_call", text="Провести день.", **given):
    hall.item.refresh_from_db()
    return put_to_vote(hall.item, purpose=purpose, method=method, text=text, by=hall.secretary, **given)


def right(put_, member):
    return Elector.objects.get(question=put_.question, membership=member).pk


def vote(hall, put_, *values):
    for member, user, value in zip(hall.members, hall.users, values, strict=False):
        if value:
            cast_vote(put_, votes={right(put_, member): value}, by=user)


def refused(code, call, *args, **given):
    with pytest.raises(RuleBroken) as broken:
        call(*args, **given)
    assert broken.value.refusal.code == code
    return broken.value.refusal


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
    refused("another_vote_open", put, hall, purpose="basis")


def test_a_question_is_put_once(hall):
    first = put(hall, purpose="basis")
    vote(hall, first, "for", "for", "for")
    close_vote(first, by=hall.secretary)
    refused("already_put", put, hall, purpose="basis", text="Інший текст")
    put(hall, purpose="amendment", text="Поправка")


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


def give_proxy(hall, giver, holder, **limits):
    proxy = Proxy.objects.create(
        meeting=hall.meeting,
        giver=hall.members[giver],
        holder=hall.members[holder],
        holder_person=hall.people[holder],
        document="довіреність № 1",
        dated=date(2026, 1, 1),
        **limits,
    )
    row = hall.meeting.attendance.get(membership=hall.members[giver], left_at=None)
    row.proxy, row.person = proxy, hall.people[holder]
    row.save()
    return proxy


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


@pytest.fixture
def counters(hall, cast):
    for person in hall.people[:2]:
        Officer.objects.create(meeting=hall.meeting, role=Officer.Role.COUNTING, person=person)
    return hall.users[:2]


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
    assert (refusal.facts["for"], refusal.facts["against"]) == (1, 1)
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


# Effects


def carry(hall, *values):
    made = put(hall)
    vote(hall, made, *(values or ["for"] * 5))
    close_vote(made, by=hall.secretary)
    return made


def test_a_decision_suspends_and_binds_in_the_same_act(hall):
    prepare_effect(hall.item, kind="suspend", membership=hall.members[4], by=hall.secretary)
    prepare_effect(
        hall.item,
        kind="undertaking",
        what="Провести методичний день",
        bound_membership=hall.members[0],
        due_on=timezone.localdate() + timedelta(days=30),
        by=hall.secretary,
    )
    made = carry(hall)
    hall.members[4].refresh_from_db()
    undertaking = Undertaking.objects.get()
    assert hall.members[4].state == "suspended"
    assert undertaking.ground.startswith("рішення Загальних зборів № 1 від ")
    assert (undertaking.organisation, undertaking.source_id) == (hall.members[0].organisation, str(made.decision.pk))
    assert all(effect.done_at and effect.decision == made.decision for effect in hall.item.effects.all())


def test_a_decision_elects(hall, cast):
    seat = Seat.objects.create(body=cast.board, title_uk="Член Правління")
    prepare_effect(hall.item, kind="elect", seat=seat, person=hall.people[0], by=hall.secretary)
    carry(hall)
    assert Term.objects.get(seat=seat).person == hall.people[0]


def test_when_an_effect_cannot_be_done_nothing_is(hall, cast):
    prepare_effect(hall.item, kind="suspend", membership=hall.members[4], by=hall.secretary)
    empty = Seat.objects.create(body=cast.board, title_uk="Член Правління")
    prepare_effect(hall.item, kind="dismiss", seat=empty, by=hall.secretary)
    made = put(hall)
    vote(hall, made, *["for"] * 5)
    refused("nobody_holds", close_vote, made, by=hall.secretary)
    made.question.refresh_from_db()
    hall.members[4].refresh_from_db()
    assert (made.question.state, hall.members[4].state) == ("open", "confirmed")
    assert not Decision.objects.exists()


def test_what_is_being_voted_is_not_changed(hall):
    effect = prepare_effect(hall.item, kind="suspend", membership=hall.members[4], by=hall.secretary)
    put(hall)
    refused("effects_fixed", drop_effect, effect, by=hall.secretary)
    refused("effects_fixed", prepare_effect, hall.item, kind="leave", membership=hall.members[3], by=hall.secretary)


def test_an_incomplete_effect_is_refused(hall):
    refused("effect_incomplete", prepare_effect, hall.item, kind="elect", by=hall.secretary)
    refused("effect_incomplete", prepare_effect, hall.item, kind="undertaking", what="Щось", by=hall.secretary)
    assert not Effect.objects.exists()


def test_an_exit_is_taken_note_of_without_a_vote(hall):
    prepare_effect(hall.item, kind="leave", membership=hall.members[4], by=hall.secretary)
    decision = take_note(hall.item, text="Взяти до відома вихід.", by=hall.secretary)
    hall.members[4].refresh_from_db()
    hall.item.refresh_from_db()
    assert (decision.number, decision.put, hall.members[4].state, hall.item.state) == (1, None, "left", "noted")


def test_what_changes_something_needs_a_vote(hall):
    prepare_effect(hall.item, kind="suspend", membership=hall.members[4], by=hall.secretary)
    refused("needs_a_vote", take_note, hall.item, text="До відома.", by=hall.secretary)


# Pages


def test_the_whole_vote_through_pages(hall, client, cast):
    client.force_login(cast.secretary)
    address = f"/meetings/{hall.meeting.pk}/items/{hall.item.pk}/put/"
    given = {"purpose": "whole", "method": "roll_call", "minutes": "2", "text": "Провести день."}
    assert client.get(f"/meetings/{hall.meeting.pk}/console/").status_code == 200
    assert client.post(address, given).status_code == 302
    assert client.post(address, given).status_code == 409
    made = Put.objects.get()
    for user, value in zip(hall.users, ["for", "for", "for", "against", "abstained"], strict=True):
        client.force_login(user)
        assert client.get(f"/hall/{hall.meeting.pk}/phone/").status_code == 200
        asked = client.post(f"/votes/{made.pk}/cast/", {"value": value})
        assert asked.status_code == 200
        assert not Vote.objects.filter(cast_by=user.pk).exists()
        number = Elector.objects.get(question=made.question, holder=user.person).pk
        recorded = client.post(f"/votes/{made.pk}/cast/", {f"right-{number}": value, "confirm": "1"}, follow=True)
        assert recorded.status_code == 200
        assert Vote.objects.filter(cast_by=user.pk, value=value).count() == 1
    client.force_login(cast.secretary)
    assert client.get(f"/hall/{hall.meeting.pk}/").status_code == 200
    assert client.post(f"/votes/{made.pk}/close/").status_code == 302
    assert client.post(f"/votes/{made.pk}/close/").status_code == 409
    client.logout()
    page = client.get("/decisions/1/").content.decode()
    assert "Провести день." in page
    assert hall.members[3].organisation.name_uk in page
    assert client.get("/decisions/").status_code == 200
    assert client.get("/decisions/?q=МЕТОДИЧНИЙ&year=2026&control=none&matter=ordinary").status_code == 200
    assert "Вербова" in client.get("/decisions/1/roll-call.csv").content.decode()
    assert len(client.get("/decisions/1/roll-call.json").json()) == 5
    assert client.get("/decisions/decisions.json").json()[0]["votes_for"] == 3
    assert client.get("/decisions/decisions.csv").status_code == 200
    assert client.get(f"/meetings/{hall.meeting.pk}/").status_code == 200
    assert client.get(f"/hall/{hall.meeting.pk}/").status_code == 200


def test_who_carries_two_votes_gives_both_at_once_or_each_by_itself(hall, client):
    give_proxy(hall, 1, 0)
    made = put(hall)
    client.force_login(hall.users[0])
    address = f"/votes/{made.pk}/cast/"
    page = client.get(address).content.decode()
    first, second = (right(made, member) for member in hall.members[:2])
    assert f'name="right-{first}"' in page
    assert f'name="right-{second}"' in page
    assert client.post(address, {"value": "for", "confirm": "1"}).status_code == 302
    assert Vote.objects.filter(value="for").count() == 2
    assert client.get(address).status_code == 302
    assert (
        client.post(address, {f"right-{first}": "for", f"right-{second}": "against", "confirm": "1"}).status_code == 409
    )
    assert client.post(address, {"value": "for", "confirm": "1"}).status_code == 302
    assert Vote.objects.filter(value="for").count() == 2


def test_an_open_vote_is_not_published_by_name(hall, client):
    made = put(hall, method="open")
    vote(hall, made, *["for"] * 5)
    close_vote(made, by=hall.secretary)
    assert client.get("/decisions/1/roll-call.csv").status_code == 404
    assert hall.people[2].family_name.upper() not in client.get("/decisions/1/").content.decode()


def test_strangers_neither_put_nor_close_nor_cast_nor_count(hall, client, cast):
    made = put(hall)
    client.force_login(cast.stranger)
    given = {"purpose": "whole", "method": "open", "text": "x"}
    assert client.post(f"/meetings/{hall.meeting.pk}/items/{hall.item.pk}/put/", given).status_code == 404
    assert client.post(f"/votes/{made.pk}/close/").status_code == 404
    assert client.post(f"/votes/{made.pk}/cancel/", {"reason": "x"}).status_code == 404
    assert client.post(f"/votes/{made.pk}/cast/", {"value": "for"}).status_code == 404
    assert client.get(f"/votes/{made.pk}/sheet/").status_code == 404
    assert client.get(f"/meetings/{hall.meeting.pk}/items/{hall.item.pk}/effects/").status_code == 404
    client.force_login(hall.users[0])
    assert client.post(f"/votes/{made.pk}/close/").status_code == 404
    assert Question.objects.get().state == "open"


def test_a_sheet_is_entered_on_its_page(hall, client, counters):
    made = put(hall, method="by_hand")
    client.force_login(counters[0])
    address = f"/votes/{made.pk}/sheet/"
    assert client.get(address).status_code == 200
    assert client.get(address + "?roll=1").status_code == 200
    assert client.post(address, {"votes_for": "4", "votes_against": ""}).status_code == 400
    given = {"votes_for": "4", "votes_against": "1", "votes_abstained": "0"}
    assert client.post(address, given).status_code == 302
    client.force_login(counters[1])
    assert client.post(address, {**given, "votes_for": "3"}).status_code == 302
    assert client.post(address, {**given, "votes_for": "400"}).status_code == 409
    grant(hall.secretary, Right.COUNTING)
    page = client.get(address).content.decode()
    assert page.count("<tr>") == 3


def test_effects_are_prepared_on_their_page(hall, client, cast):
    client.force_login(cast.secretary)
    address = f"/meetings/{hall.meeting.pk}/items/{hall.item.pk}/effects/"
    for kind in Effect.Kind.values:
        assert client.get(f"{address}?kind={kind}").status_code == 200
    assert client.get(f"{address}?kind=war").status_code == 404
    assert client.post(f"{address}?kind=suspend", {"membership": hall.members[4].pk}).status_code == 302
    effect = Effect.objects.get()
    assert client.get(address).status_code == 200
    assert client.post(f"{address}{effect.pk}/remove/").status_code == 302
    assert not Effect.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_register_asks_the_same_number_of_queries(hall, client, django_assert_max_num_queries, count):
    for number in range(count):
        item = Item.objects.create(meeting=hall.meeting, order=number, title=f"Про {number}")
        Decision.objects.create(
            number=number + 1,
            body=hall.meeting.body,
            meeting=hall.meeting,
            item=item,
            title=item.title,
            text="Так.",
            matter="ordinary",
            decided_on=date(2026, 1, 1),
            decided_at=timezone.now(),
        )
    client.get("/decisions/")
    with django_assert_max_num_queries(9):
        client.get("/decisions/")
