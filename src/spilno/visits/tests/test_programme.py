"""The programme of a visit: groups, safety, questions, proof of attendance."""

import re
from datetime import timedelta
from decimal import Decimal
from unittest.mock import patch

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.cast import make_council, make_mandate, make_member, make_person, make_user

from spilno.credentials.models import Certificate
from spilno.journal.models import Entry
from spilno.meetings.models import Attendance, Guest, Meeting, Proxy
from spilno.meetings.services.drafting import write_safety_notice
from spilno.organisations.models import Organisation
from spilno.statute.rules.refusal import RuleBroken
from spilno.visits.exports import groups_pdf
from spilno.visits.models import Group, GroupPlace, LearningQuestion, SafetyRead
from spilno.visits.queries.attendance import attended, present_at
from spilno.visits.queries.programme import digest_of, groups_of, has_read
from spilno.visits.services import programme as services


def broken(code):
    return pytest.raises(RuleBroken, match=f"^{code}$")


@pytest.fixture
def groups(visit):
    return [Group.objects.create(meeting=visit, name=name, capacity=1) for name in ("А", "Б")]


def test_the_last_place_is_given_once_and_the_next_group_is_named(cast, visit, groups, client):
    first, second = groups
    services.join_group(visit, first, cast.delegate_person, takes_part=True, by=cast.delegate)
    with broken("group_is_full"):
        services.join_group(visit, first, cast.verbova_person, takes_part=True, by=cast.verbova_delegate)
    client.force_login(cast.verbova_delegate)
    page = client.post(reverse("visits:join_group", args=[visit.pk, first.pk]))
    assert page.status_code == 409
    assert "Б" in page.content.decode()
    assert client.post(reverse("visits:join_group", args=[visit.pk, second.pk])).status_code == 302
    assert {place.group for place in GroupPlace.objects.all()} == {first, second}


def test_a_person_goes_with_one_group_and_may_change_it(cast, visit, groups):
    for group in groups:
        services.join_group(visit, group, cast.delegate_person, takes_part=True, by=cast.delegate)
    assert GroupPlace.objects.get().group == groups[1]
    services.leave_group(visit, cast.delegate_person, by=cast.delegate)
    assert not GroupPlace.objects.exists()
    assert list(Entry.objects.order_by("number").values_list("act", flat=True)) == [
        "group.joined",
        "group.joined",
        "group.left",
    ]


def test_who_does_not_take_part_is_refused_and_sees_no_telephones(cast, visit, groups, client):
    Group.objects.update(guide_phone="050 111 22 33")
    client.force_login(cast.stranger)
    assert client.post(reverse("visits:join_group", args=[visit.pk, groups[0].pk])).status_code == 409
    address = reverse("visits:visit", args=[visit.pk])
    seen = {}
    for name, user in (("stranger", cast.stranger), ("delegate", cast.delegate), ("secretary", cast.secretary)):
        client.force_login(user)
        page = client.get(address).content.decode()
        seen[name] = ("050 111 22 33" in page, "050 000 00 00" in page, "підвал" in page)
    assert seen == {"stranger": (False, False, True), "delegate": (True, True, True), "secretary": (True, True, True)}


def test_a_draft_and_a_meeting_without_a_visit_have_no_page(cast, visit, client):
    other = Meeting.objects.create(body=cast.general_meeting, number=1, state="convened", starts_at=timezone.now())
    Meeting.objects.filter(pk=visit.pk).update(state="draft")
    for meeting in (other, visit):
        assert client.get(reverse("visits:visit", args=[meeting.pk])).status_code == 404


def test_the_safety_notice_is_confirmed_as_it_was_read(cast, visit, client):
    client.force_login(cast.delegate)
    address = reverse("visits:confirm_safety", args=[visit.pk])
    shown = digest_of(visit.safety_notice)
    assert client.post(address, {"shown": shown}).status_code == 302
    assert has_read(visit, cast.delegate_person)
    write_safety_notice(visit, "Нове укриття: школа.", by=cast.secretary)
    visit.refresh_from_db()
    assert not has_read(visit, cast.delegate_person)
    assert client.post(address, {"shown": shown}).status_code == 409
    assert client.post(address, {"shown": digest_of(visit.safety_notice)}).status_code == 302
    assert SafetyRead.objects.count() == 1


def test_members_ask_and_the_host_answers(cast, visit, client):
    asked = reverse("visits:ask_host", args=[visit.pk])
    client.force_login(cast.verbova_delegate)
    assert client.post(asked, {"membership": cast.verbova.pk, "text": "Скільки коштує?"}).status_code == 302
    assert client.post(asked, {"membership": cast.verbova.pk, "text": " "}).status_code == 422
    question = LearningQuestion.objects.get()
    answered = reverse("visits:answer_question", args=[visit.pk, question.pk])
    assert client.post(answered, {"text": "Дорого"}).status_code == 404
    client.force_login(cast.delegate)
    assert "1" in client.get(reverse("portal:desk")).content.decode()
    assert client.post(answered, {"text": ""}).status_code == 422
    assert client.post(answered, {"text": "Два мільйони"}).status_code == 302
    question.refresh_from_db()
    assert question.answer == "Два мільйони"
    Meeting.objects.update(state="closed")
    visit.refresh_from_db()
    with broken("visit_is_over"):
        services.ask_host(visit, cast.verbova, text="А тепер?", by=cast.verbova_delegate)
    client.force_login(cast.stranger)
    assert client.post(asked, {"text": "?"}).status_code == 404


def test_the_secretariat_keeps_groups_and_prints_lists(cast, visit, client):
    client.force_login(cast.secretary)
    added = reverse("visits:add_group", args=[visit.pk])
    assert client.post(added, {"name": "Зелена", "capacity": 20, "guide": "Ольга ДУБ"}).status_code == 302
    assert client.post(added, {"name": "Зелена", "capacity": 20}).status_code == 422
    group = Group.objects.get()
    services.join_group(visit, group, cast.delegate_person, takes_part=True, by=cast.delegate)
    changed = reverse("visits:change_group", args=[visit.pk, group.pk])
    assert client.get(changed).status_code == 200
    assert client.post(changed, {"name": "Синя", "capacity": 15}).status_code == 302
    answer = client.get(reverse("visits:groups_list", args=[visit.pk]))
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    client.force_login(cast.verbova_delegate)
    assert client.get(reverse("visits:groups_list", args=[visit.pk])).status_code == 404
    assert client.post(reverse("visits:leave_group", args=[visit.pk])).status_code == 302
    client.force_login(cast.secretary)
    assert client.post(reverse("visits:remove_group", args=[visit.pk, group.pk])).status_code == 302
    assert not GroupPlace.objects.exists()


def test_stops_and_the_safety_notice_are_written_in_the_preparation(cast, visit, client):
    client.force_login(cast.secretary)
    stop = {"stop-title": "Водоканал", "stop-starts_at": "2027-03-05T12:30", "stop-ends_at": "2027-03-05T12:00"}
    added = reverse("meetings:add_stop", args=[visit.pk])
    assert client.post(added, stop).status_code == 422
    assert (
        client.post(added, {**stop, "stop-ends_at": "2027-03-05T13:10", "stop-shelter": "насосна, 30 м"}).status_code
        == 302
    )
    assert visit.stops.get(title="Водоканал").shelter == "насосна, 30 м"
    address = reverse("meetings:safety_notice", args=[visit.pk])
    assert client.post(address, {"text": "х" * 5001}).status_code == 422
    assert client.post(address, {"text": "Нове повідомлення"}).status_code == 302
    page = client.get(reverse("meetings:meeting", args=[visit.pk])).content.decode()
    assert "насосна, 30 м" in page
    assert "Нове повідомлення" in page


def held(cast, visit):
    began = timezone.now() - timedelta(days=1)
    visit.state, visit.starts_at, visit.opened_at = "closed", began, began
    visit.closed_at = began + timedelta(hours=4)
    visit.save()
    visit.stops.update(starts_at=began + timedelta(hours=5), ends_at=began + timedelta(hours=6))
    return began


def test_attendance_is_proven_with_hours_and_as_whom(cast, visit, groups):
    began = held(cast, visit)
    other = make_member(make_council("Інша рада"))
    substitute = make_person("Заступна")
    make_mandate(other, substitute, "substitute")
    proxy = Proxy.objects.create(
        meeting=visit,
        giver=cast.verbova,
        holder=cast.lypova,
        holder_person=cast.delegate_person,
        document="№ 1",
        dated=began,
    )
    here = {"meeting": visit, "arrived_at": began - timedelta(minutes=30)}
    Attendance.objects.create(membership=cast.lypova, person=cast.delegate_person, **here)
    Attendance.objects.create(membership=cast.verbova, person=cast.delegate_person, proxy=proxy, **here)
    Attendance.objects.create(membership=other, person=substitute, left_at=began + timedelta(hours=1), **here)
    Guest.objects.create(meeting=visit, name="Гість", person=cast.chair_person, arrived_at=began)
    Guest.objects.create(meeting=visit, name="Не прийшов", person=cast.secretary_person)
    GroupPlace.objects.create(meeting=visit, group=groups[0], person=cast.delegate_person)
    rows = {row.person: (row.as_whom, row.hours) for row in present_at(visit)}
    assert rows == {
        cast.delegate_person: ("representative", Decimal("6.00")),
        substitute: ("substitute", Decimal("1.00")),
        cast.chair_person: ("guest", Decimal("4.00")),
    }
    day = timezone.localdate(began)
    assert [row.meeting for row in attended(cast.delegate_person, day, day)] == [visit]
    assert attended(cast.delegate_person, day + timedelta(1), day + timedelta(9)) == []
    assert attended(cast.secretary_person, day, day) == []


def test_a_meeting_that_is_not_closed_proves_nothing(cast, visit):
    Attendance.objects.create(
        meeting=visit, membership=cast.lypova, person=cast.delegate_person, arrived_at=timezone.now()
    )
    assert present_at(visit) == []


def test_one_group_and_three_ask_as_many_questions(cast, visit, client):
    client.force_login(cast.delegate)

    def asked():
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("visits:visit", args=[visit.pk]))
        return len(queries)

    Group.objects.create(meeting=visit, name="1", capacity=3)
    LearningQuestion.objects.create(meeting=visit, membership=cast.lypova, text="?")
    asked()
    one = asked()
    for name in "23":
        Group.objects.create(meeting=visit, name=name, capacity=3)
        LearningQuestion.objects.create(meeting=visit, membership=cast.verbova, text="?")
        user = make_user(f"{name}@example.org")
        GroupPlace.objects.create(meeting=visit, group=Group.objects.last(), person=make_person("Нова", user=user))
    assert asked() == one


def test_statements_of_participation_go_to_those_who_were_there_once(cast, visit, client):
    Organisation.objects.create(kind="association", name_uk="Асоціація", ours=True)
    began = held(cast, visit)
    Attendance.objects.create(meeting=visit, membership=cast.lypova, person=cast.delegate_person, arrived_at=began)
    client.force_login(cast.secretary)
    address = reverse("visits:issue_statements", args=[visit.pk])
    assert "4" in client.get(reverse("visits:visit", args=[visit.pk])).content.decode()
    assert client.post(address).status_code == 302
    made = Certificate.objects.get()
    assert (made.person, made.hours, made.kind) == (
        cast.delegate_person,
        Decimal("5.3"),
        "visit",
    )  # 4 hours of the clock
    assert made.title_en.startswith("Visiting meeting of the ")
    assert made.facts["hour_minutes"] == 45
    assert not re.search(
        "[а-яіїєґ]", f"{made.title_en} {made.facts['what_en']} {made.facts['place_en']}", re.IGNORECASE
    )
    assert client.post(address).status_code == 409
    assert Certificate.objects.count() == 1


def test_the_list_of_a_group_tells_its_guide_what_they_see_and_where_they_shelter(cast, visit, groups):
    with patch("spilno.visits.exports.make_pdf") as made:
        groups_pdf(visit)
    data = made.call_args.args[1]
    assert [group["name"] for group in data["groups"]] == ["Група «А»", "Група «Б»"]
    assert data["stops"][0]["title"].endswith("Ліцей")
    assert data["stops"][0]["lines"] == ["Укриття: підвал", "Хто зустрічає: Ольга, 050 000 00 00"]


def test_groups_stand_in_the_order_in_which_they_gather_unknown_hours_last(visit, groups):
    Group.objects.filter(pk=groups[1].pk).update(gathers_at=visit.starts_at)
    assert groups_of(visit) == [groups[1], groups[0]]
    Group.objects.filter(pk=groups[0].pk).update(gathers_at=visit.starts_at - timedelta(hours=1))
    assert groups_of(visit) == groups
