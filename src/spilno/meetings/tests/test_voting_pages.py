"""Pages of voting and decisions: by the chair, by delegates, by strangers."""

import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.cast import make_council, make_person, make_user

from spilno.ballots.models import Elector, Question, Vote
from spilno.meetings.models import Decision, Effect, Item, Meeting, Officer, Put
from spilno.meetings.services.voting import close_vote
from spilno.meetings.tests.voting_hall import carry, give_proxy, put, right, vote
from spilno.people.models import Office


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
        assert client.post(f"/votes/{made.pk}/cast/", {"value": "banana"}).status_code == 409
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
    assert client.post(address, {"votes_for": "4", "votes_against": ""}).status_code == 422
    given = {"votes_for": "4", "votes_against": "1", "votes_abstained": "0"}
    assert client.post(address, given).status_code == 302
    client.force_login(counters[1])
    assert client.post(address, {**given, "votes_for": "3"}).status_code == 302
    assert client.post(address, {**given, "votes_for": "400"}).status_code == 422
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


def test_the_console_leads_to_the_sheets_only_those_who_count(hall, counters, client, cast):
    made = put(hall, method="by_hand")
    sheets, console = f"/votes/{made.pk}/sheet/", f"/meetings/{hall.meeting.pk}/console/"
    client.force_login(cast.secretary)
    assert sheets not in client.get(console).content.decode()
    assert client.get(sheets).status_code == 404
    Officer.objects.create(meeting=hall.meeting, role=Officer.Role.COUNTING, person=cast.secretary_person)
    assert sheets in client.get(console).content.decode()
    assert client.get(sheets).status_code == 200


def test_who_voted_openly_has_a_tile_on_the_wall(hall, client):
    made = put(hall, method="open")
    vote(hall, made, "for")
    page = client.get(f"/hall/{hall.meeting.pk}/").content.decode()
    assert page.count("seat--cast") == 1
    assert page.count("seat--waiting") == len(hall.members) - 1


def test_one_who_only_counts_finds_the_way_to_the_sheets(hall, counters, client, cast):
    made = put(hall, method="by_hand")
    client.force_login(cast.secretary)
    phone = f"/hall/{hall.meeting.pk}/phone/"
    assert phone not in client.get(f"/meetings/{hall.meeting.pk}/").content.decode()
    Officer.objects.create(meeting=hall.meeting, role=Officer.Role.COUNTING, person=cast.secretary_person)
    assert phone in client.get(f"/meetings/{hall.meeting.pk}/").content.decode()
    assert f"/votes/{made.pk}/sheet/" in client.get(phone).content.decode()


def test_the_console_offers_to_note_only_what_may_be_noted(hall, client):
    client.force_login(hall.secretary)
    console = reverse("meetings:console", args=[hall.meeting.pk])
    assert "Взяти до відома за загальною згодою" in client.get(console).content.decode()
    Item.objects.filter(pk=hall.item.pk).update(matter="election")
    assert "Взяти до відома за загальною згодою" not in client.get(console).content.decode()


def test_every_part_of_the_console_that_changes_is_kept_current(hall, client):
    """A part without a region of its own would stay as it was when the page was opened."""
    client.force_login(hall.secretary)
    console = reverse("meetings:console", args=[hall.meeting.pk])

    def panels():
        page = client.get(console).content.decode()
        return [tag for tag in re.findall(r"<section[^>]*>", page) if "panel" in tag and "data-region" not in tag]

    assert panels() == []
    made = put(hall)
    assert panels() == []
    close_vote(made, by=hall.secretary)
    assert panels() == []


def test_the_console_says_beforehand_that_nobody_counts_hands_and_where_to_enter_them(hall, client, cast):
    client.force_login(cast.secretary)
    console, officers = f"/meetings/{hall.meeting.pk}/console/", f"/meetings/{hall.meeting.pk}/officers/"
    page = client.get(console).content.decode()
    assert "унесено 0" in page
    assert officers in page
    for person in hall.people[:2]:
        Officer.objects.create(meeting=hall.meeting, role=Officer.Role.COUNTING, person=person)
    assert officers not in client.get(console).content.decode()


def test_after_the_vote_the_console_shows_what_was_decided_not_the_draft(hall, client, cast):
    Item.objects.filter(pk=hall.item.pk).update(draft_decision="Стара чернетка.")
    made = put(hall, text="Ухвалений текст.")
    vote(hall, made, *["for"] * 5)
    close_vote(made, by=hall.secretary)
    client.force_login(cast.secretary)
    page = client.get(f"/meetings/{hall.meeting.pk}/console/").content.decode()
    assert "Ухвалений текст." in page
    assert "Стара чернетка." not in page


def test_only_whom_the_meeting_elected_counts_hands(hall, counters, client):
    """Sheets of others would let two people who were never elected close a vote."""
    elsewhere = Meeting.objects.create(body=hall.meeting.body, number=70, state=Meeting.State.OPEN)
    Officer.objects.create(meeting=elsewhere, role=Officer.Role.COUNTING, person=hall.people[3])
    Officer.objects.create(meeting=hall.meeting, role=Officer.Role.MANDATE, person=hall.people[4])
    made = put(hall, method="by_hand")
    for user, status in zip(hall.users, (200, 200, 404, 404, 404), strict=True):
        client.force_login(user)
        assert client.get(f"/votes/{made.pk}/sheet/").status_code == status


def test_a_decision_enters_the_commission_that_it_elects(hall, client):
    client.force_login(hall.secretary)
    address = f"/meetings/{hall.meeting.pk}/items/{hall.item.pk}/effects/?kind=counting"
    for person in hall.people[:2]:
        assert client.post(address, {"person": person.pk}).status_code == 302
    assert client.post(address, {}).status_code == 422
    assert not hall.meeting.officers.exists()
    carry(hall)
    assert set(hall.meeting.officers.values_list("person", "role")) == {(one.pk, "counting") for one in hall.people[:2]}


def test_who_holds_an_office_in_the_association_is_entered_as_a_counter(hall, client):
    ours = make_council("Асоціація", ours=True)
    clerk = make_person("Ясен", user=make_user("clerk@example.org"))
    Office.objects.create(
        person=clerk, organisation=ours, post_uk="юрисконсульт", category="other", starts=date(2020, 1, 1)
    )
    stranger = make_person("Чужий")
    client.force_login(hall.secretary)
    address = f"/meetings/{hall.meeting.pk}/officers/"
    assert client.post(address, {"role": "counting", "person": stranger.pk}).status_code == 422
    assert client.post(address, {"role": "counting", "person": clerk.pk}).status_code == 302
    client.force_login(clerk.user)
    assert client.get(f"/votes/{put(hall, text='Провести інакше.').pk}/sheet/").status_code == 200


def test_a_carried_amendment_is_before_the_eyes_when_the_whole_is_put(hall, client):
    made = put(hall, purpose="amendment", text="Вилучити пункт 2")
    vote(hall, made, *["for"] * 5)
    close_vote(made, by=hall.secretary)
    client.force_login(hall.secretary)
    page = client.get(reverse("meetings:console", args=[hall.meeting.pk])).content.decode()
    assert "Ухвалену поправку внесіть у текст, перш ніж голосувати за нього в цілому: «Вилучити пункт 2»" in page
