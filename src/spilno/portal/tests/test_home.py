from datetime import timedelta

import pytest
from django.utils import timezone
from tests.cast import make_council, make_member, make_unit

from spilno.ballots.models import Question
from spilno.meetings.models import Decision, Issue, Item, Meeting, Put
from spilno.portal.queries.home import last_decisions, opening, visits, year_in_figures
from spilno.undertakings.models import Undertaking


def make_meeting(cast, number=71, state="convened", days=40, **fields):
    starts = timezone.now() + timedelta(days=days)
    return Meeting.objects.create(
        body=cast.general_meeting, number=number, state=state, starts_at=starts, place="зала", **fields
    )


def make_decision(cast, meeting, number=1, issue=None, **duty):
    item = Item.objects.create(meeting=meeting, order=number, title=f"Про справу {number}", issue=issue)
    question = Question.objects.create(
        title="x",
        method="roll_call",
        matter="ordinary",
        state="closed",
        opened_at=timezone.now(),
        entitled=2,
        present=2,
        quorum_needed=2,
        share="1/2",
        strict=True,
        base="present",
        article="5.7",
        votes_for=2,
        votes_against=0,
        votes_abstained=0,
        not_voted=0,
        absent=0,
        needed=2,
        carried=True,
    )
    put = Put.objects.create(item=item, question=question, purpose="whole", text="x")
    decision = Decision.objects.create(
        number=number,
        body=cast.general_meeting,
        meeting=meeting,
        item=item,
        put=put,
        title=item.title,
        text="x",
        matter="ordinary",
        decided_on=timezone.localdate(),
        decided_at=timezone.now(),
    )
    if duty:
        Undertaking.objects.create(
            number=number,
            what="Зробити",
            organisation=cast.lypova.organisation,
            ground=f"рішення № {number}",
            source_type="meetings.decision",
            source_id=str(decision.pk),
            opened_on=timezone.localdate(),
            **duty,
        )
    return decision


def test_an_empty_association_has_a_first_page(client, cast):
    page = client.get("/")
    assert page.status_code == 200
    assert page.context["opening"] is None


def test_an_association_without_a_statute_has_a_first_page(client, db):
    assert client.get("/").status_code == 200


def test_the_nearest_convened_meeting_opens_the_page(cast):
    make_meeting(cast, 72, days=90)
    near = make_meeting(cast, 71, days=43, convened_at=timezone.now())
    make_meeting(cast, 73, state="draft", days=5)
    make_meeting(cast, 70, state="convened", days=-3)  # nobody opened it: it is not next any more
    found = opening()
    assert found.meeting == near
    assert found.days == 43
    assert found.needed.value == 40


def test_a_meeting_that_goes_on_stands_before_the_next_one(client, cast):
    make_meeting(cast, 72, days=43)
    running = make_meeting(cast, 71, state="open", days=0)
    assert opening().meeting == running
    assert "тривають зараз" in client.get("/").content.decode()


def test_a_draft_is_never_on_the_first_page(client, cast):
    make_meeting(cast, 99, state="draft", settlement="Таємне")
    assert "Таємне" not in client.get("/").content.decode()


def test_each_decision_tells_how_its_duties_stand(client, cast):
    meeting = make_meeting(cast, state="closed", days=-1)
    today = timezone.localdate()
    make_decision(cast, meeting, 1, state="accepted", due_on=today)
    make_decision(cast, meeting, 2, state="open", due_on=today - timedelta(days=12))
    make_decision(cast, meeting, 3)
    newest, overdue, done = last_decisions(timezone.localdate())
    assert newest.fulfilment is None
    assert overdue.fulfilment.overdue_since == today - timedelta(days=12)
    assert done.fulfilment.fulfilled
    page = client.get("/").content.decode()
    assert "Прострочено на 12 днів" in page
    assert "Виконано" in page


def test_the_year_is_counted(cast):
    today = timezone.localdate()
    meeting = make_meeting(cast, state="closed", days=0, format="visiting", host=cast.lypova)
    make_decision(cast, meeting, 1, state="accepted")
    make_decision(cast, meeting, 2, state="open", due_on=today - timedelta(days=1))
    make_decision(cast, meeting, 3, state="open", due_on=today)
    make_meeting(cast, 70, state="closed", days=-800)
    Issue.objects.create(
        number=1, title="x", topic="budget", raised_by=cast.stepova, raised_at=timezone.now(), state="raised"
    )
    Issue.objects.create(number=2, title="x", topic="budget", raised_by=cast.stepova, state="draft")
    year = year_in_figures(today)
    assert (year.meetings, year.hosts, year.decisions) == (1, ["Липова"], 3)
    assert (year.done, year.in_time, year.overdue) == (1, 1, 1)
    assert (year.issues, year.councils, year.members) == (1, 1, 2)


def test_hosts_are_numbered_in_the_order_of_first_visits(client, cast):
    units = [make_unit(name) for name in ("Липова", "Вербова")]
    for place, (unit, member) in enumerate(zip(units, (cast.lypova, cast.verbova), strict=True)):
        unit.tile_x, unit.tile_y = place, 0
        unit.save()
        member.organisation.territory = unit
        member.organisation.save()
    make_meeting(cast, 60, state="closed", days=-300, format="visiting", host=cast.lypova)
    make_meeting(cast, 61, state="closed", days=-200, format="visiting", host=cast.verbova)
    make_meeting(cast, 62, state="cancelled", days=-100, format="visiting", host=make_member(make_council("Сова")))
    make_meeting(cast, 63, days=40, format="visiting", host=cast.lypova)
    assert [(visit.number, visit.place, visit.ahead) for visit in visits()] == [
        (1, "Липова", True),
        (2, "Вербова", False),
    ]
    page = client.get("/").content.decode()
    assert 'class="s-here"' in page
    assert 'class="s-was"' in page


def test_a_decided_issue_shows_its_path(client, cast):
    issue = Issue.objects.create(
        number=1,
        title="Вивіз відходів",
        topic="utilities",
        raised_by=cast.lypova.organisation,
        raised_at=timezone.now(),
        state="decided",
    )
    make_decision(
        cast, make_meeting(cast, state="closed", days=-1), 7, issue=issue, state="open", due_on=timezone.localdate()
    )
    page = client.get("/").content.decode()
    for words in ("Вивіз відходів", "За 2 із 2", "Рішення № 7", "На наступних зборах"):
        assert words in page


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_first_page_asks_the_database_as_often_for_one_as_for_three(
    client, cast, django_assert_max_num_queries, language
):
    meeting = make_meeting(cast, state="closed", days=-1)
    make_decision(cast, meeting, 1, state="open", due_on=timezone.localdate())
    with django_assert_max_num_queries(60) as one:
        client.get(f"{language}/")
    for number in (2, 3):
        make_decision(cast, meeting, number, state="open", due_on=timezone.localdate())
    with django_assert_max_num_queries(len(one)):
        client.get(f"{language}/")
