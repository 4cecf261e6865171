"""Registers of a large association: nothing is lost when lists are paged, and nothing grows that need not."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests.cast import make_council, make_member, make_person, make_unit

from spilno.ballots.models import Elector, Question, Vote
from spilno.ballots.queries import value_of, with_value
from spilno.meetings.models import Attendance, Decision, Issue, Item, Meeting, Put
from spilno.meetings.queries import issues as issue_queries
from spilno.meetings.queries import roll as roll_queries
from spilno.meetings.queries.hall import Tile, hall_of
from spilno.meetings.queries.meetings import public_meetings
from spilno.meetings.queries.places import voice_choices, voices_of
from spilno.meetings.queries.roll import ON_PAGE, VALUES, WHOLE, Roll
from spilno.meetings.queries.voting import Seat
from spilno.meetings.queries.years import years_of
from spilno.meetings.templatetags.hall import tiles_here, voters
from spilno.meetings.tests.voting_hall import give_proxy

NOW = datetime(2026, 1, 15, 10, tzinfo=UTC)


def question_of(voted, *, silent=0, absent=0, recused=0, member=None):
    """Put a closed roll-call; `voted` gives one value for each who voted."""
    rights = [*voted, *["silent"] * silent, *["absent"] * absent, *["recused"] * recused]
    question = Question.objects.create(
        title="Про воду", method="roll_call", matter="ordinary", state="closed", opened_at=NOW, closed_at=NOW,
        entitled=len(rights), present=len(rights) - absent, quorum_needed=1, share="1/2", strict=True, base="present",
        article="5.7", votes_for=voted.count("for"), votes_against=voted.count("against"),
        votes_abstained=voted.count("abstained"), not_voted=silent, absent=absent, recused=recused, needed=1, carried=True,
    )  # fmt: skip
    electors = Elector.objects.bulk_create(
        Elector(
            question=question, name=f"Рада {n:04}", holder_name=f"Особа {n:04}", present=kind != "absent",
            recused=kind == "recused", order=n, membership=member if n == 0 else None,
        )
        for n, kind in enumerate(rights)
    )  # fmt: skip
    Vote.objects.bulk_create(
        Vote(question=question, elector=elector, value=value, cast_at=NOW)
        for elector, value in zip(electors, voted, strict=False)
    )
    return question


def decision_of(cast, question):
    meeting = Meeting.objects.create(body=cast.general_meeting, number=1, state="closed", starts_at=NOW)
    item = Item.objects.create(meeting=meeting, order=1, title="Про воду")
    put = Put.objects.create(item=item, question=question, purpose="whole", text="Так.")
    return Decision.objects.create(
        number=1, body=meeting.body, meeting=meeting, item=item, put=put, title="Про воду", text="Так.",
        matter="ordinary", decided_on=date(2026, 1, 15), decided_at=NOW,
    )  # fmt: skip


# The roll-call


@pytest.mark.django_db
def test_the_database_and_the_rule_agree_on_what_became_of_a_right():
    question = question_of(["for", "against", "abstained"], silent=2, absent=2, recused=1)
    for value in VALUES:
        told = {
            right.pk
            for right in question.electors.select_related("vote")
            if value_of(
                present=right.present, recused=right.recused, vote=getattr(getattr(right, "vote", None), "value", None)
            )
            == value
        }
        assert set(question.electors.filter(with_value(value)).values_list("pk", flat=True)) == told


@given(st.booleans(), st.booleans(), st.sampled_from(["for", "against", "abstained", None]))
def test_who_is_absent_or_recused_has_no_vote(present, recused, vote):
    value = value_of(present=present, recused=recused, vote=vote)
    assert value in VALUES
    assert (value == "absent") == (not present)
    if present and not recused:
        assert value == (vote or "not_voted")


@pytest.mark.django_db
def test_a_small_roll_is_shown_whole(client, cast):
    decision_of(cast, question_of(["for"] * WHOLE))
    page = client.get("/decisions/1/").content.decode()
    assert page.count('<th scope="row">Рада') == WHOLE
    assert 'name="vote"' not in page


@pytest.mark.django_db
def test_a_large_roll_is_summed_up_and_paged_and_no_line_is_lost(client, cast):
    member = make_member(make_council("Міська рада", level="city"))
    decision_of(cast, question_of(["for"] * 90 + ["against"] * 20, silent=5, absent=10, recused=1, member=member))
    seen = set()
    for number in (1, 2, 3):
        page = client.get(f"/decisions/1/?page={number}").content.decode()
        lines = {part[:9] for part in page.split('<th scope="row">')[1:] if part.startswith("Рада")}
        assert 0 < len(lines) <= ON_PAGE
        assert not seen & lines
        seen |= lines
    assert len(seen) == 126
    found = client.get("/decisions/1/?vote=against").content.decode()
    assert "Рада 0090" in found
    assert "Рада 0089" not in found
    assert "Рада 0000" in client.get("/decisions/1/?level=city").content.decode()
    assert "Рада 0125" in client.get("/decisions/1/?q=особа+0125").content.decode()
    nobody = client.get("/decisions/1/?q=Немає").content.decode()
    assert '<th scope="row">Рада' not in nobody
    assert client.get("/decisions/1/?vote=war&level=moon&page=x").status_code == 200


@pytest.mark.django_db
def test_the_summary_counts_every_right_once():
    member = make_member(make_council("Міська рада", level="city"))
    question = question_of(["for"] * 3 + ["against"], silent=1, absent=2, recused=1, member=member)
    summary = Roll(question).summary
    assert [line.level for line in summary] == ["city", ""]
    assert sum(line.total for line in summary) == question.entitled
    in_all = dict(
        zip(VALUES, (sum(column) for column in zip(*(line.counts for line in summary), strict=True)), strict=True)
    )
    assert in_all == {"for": 3, "against": 1, "abstained": 0, "not_voted": 1, "absent": 2, "recused": 1}


@pytest.mark.django_db
def test_the_page_to_print_has_every_line(client, cast):
    decision_of(cast, question_of(["for"] * 120 + ["against"] * 5))
    page = client.get(reverse("meetings:roll_call", args=[1])).content.decode()
    assert page.count('<th scope="row">Рада') == 125
    assert client.get(reverse("meetings:roll_call", args=[2])).status_code == 404


@pytest.mark.django_db
def test_an_open_vote_has_no_page_of_names(client, cast):
    question = question_of(["for"] * 3)
    Question.objects.filter(pk=question.pk).update(method="open")
    decision_of(cast, question)
    assert client.get(reverse("meetings:roll_call", args=[1])).status_code == 404
    assert "Рада 0000" not in client.get("/decisions/1/").content.decode()


@pytest.mark.django_db
def test_a_name_is_never_read_as_markup(client, cast):
    question = question_of(["for"])
    question.electors.update(name="<b>Рада</b>", holder_name="«Особа» & Ко")
    decision_of(cast, question)
    page = client.get(reverse("meetings:roll_call", args=[1])).content.decode()
    assert "&lt;b&gt;Рада" in page
    assert "<b>Рада" not in page


@pytest.mark.django_db
def test_a_larger_roll_asks_no_more_queries(client, cast, monkeypatch):
    monkeypatch.setattr(roll_queries, "WHOLE", 0)
    counted = []
    question = question_of(["for"])
    decision_of(cast, question)
    for more in (0, 2):
        Elector.objects.bulk_create(
            Elector(question=question, name=f"Ще {n}", present=True, order=n + 2) for n in range(more)
        )
        Question.objects.filter(pk=question.pk).update(entitled=1 + more)
        client.get("/decisions/1/")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get("/decisions/1/")
        counted.append(len(queries))
    assert counted[0] == counted[1]


# Lists


@pytest.mark.django_db
def test_past_meetings_are_paged_and_none_is_lost(client, cast):
    for number in range(1, 46):
        Meeting.objects.create(
            body=cast.general_meeting, number=number, state="closed", starts_at=NOW - timedelta(days=number)
        )
    Meeting.objects.create(body=cast.general_meeting, number=99, state="convened", starts_at=NOW + timedelta(days=900))
    pages = [client.get(f"/meetings/?page={number}").content.decode() for number in (1, 2, 3)]
    for meeting in Meeting.objects.all():
        address = f'href="{reverse("meetings:meeting", args=[meeting.pk])}"'
        assert sum(address in page for page in pages) == 1


@pytest.mark.django_db
def test_items_are_not_multiplied_by_decisions(cast, client):
    question = question_of(["for"])
    decision = decision_of(cast, question)
    Item.objects.create(meeting=decision.meeting, order=2, title="Про світло")
    page = client.get("/meetings/").content.decode()
    assert "2 питання" in page.replace("\xa0", " ")


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["meetings:issue", "meetings:meeting"])
def test_the_page_of_one_asks_the_same_number_of_queries(client, cast, page):
    counted = []
    issue = an_issue(cast, 1)
    meeting = Meeting.objects.create(body=cast.general_meeting, number=1, state="closed", starts_at=NOW)
    for n in range(1, 4):
        question = question_of(["for"])
        item = Item.objects.create(meeting=meeting, order=n, title="Про воду", issue=issue, state="decided")
        put = Put.objects.create(item=item, question=question, purpose="whole", text="Так.")
        Decision.objects.create(
            number=n, body=meeting.body, meeting=meeting, item=item, put=put, title="Про воду", text="Так.",
            matter="ordinary", decided_on=NOW.date(), decided_at=NOW,
        )  # fmt: skip
        address = reverse(page, args=[issue.pk if page == "meetings:issue" else meeting.pk])
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        counted.append(len(queries))
    assert len(set(counted)) == 1


def an_issue(cast, number, *, territory=None, state="raised", at=NOW):
    return Issue.objects.create(
        number=number, title=f"Про воду {number}", topic="utilities", raised_by=cast.lypova.organisation,
        territory=territory, state=state, raised_at=at,
    )  # fmt: skip


@pytest.mark.django_db
def test_few_territories_are_chosen_many_are_typed(client, cast, monkeypatch):
    near, far = make_unit("Липова громада"), make_unit("Далека громада")
    make_unit("Чужа громада")
    an_issue(cast, 1, territory=near)
    an_issue(cast, 2, territory=far)
    address = reverse("meetings:issues")
    page = client.get(address).content.decode()
    assert f'<option value="{far.pk}">' in page
    assert "Чужа громада" not in page  # no issue is about it
    monkeypatch.setattr(issue_queries, "MOST_OFFERED", 1)
    page = client.get(address).content.decode()
    assert f'<option value="{far.pk}">' not in page
    assert 'name="territory"' in page
    for asked in ("далека", str(far.pk)):
        page = client.get(address, {"territory": asked}).content.decode()
        assert "Про воду 2" in page
        assert "Про воду 1" not in page


@pytest.mark.django_db
def test_a_territory_without_issues_is_still_named_when_it_is_asked_for(client, cast):
    other = make_unit("Чужа громада")
    an_issue(cast, 1)
    page = client.get(reverse("meetings:issues"), {"territory": str(other.pk)}).content.decode()
    assert "Чужа громада" in page
    assert "Про воду 1" not in page


# Order and years


@pytest.mark.django_db
def test_drafts_come_before_numbered_issues(cast):
    an_issue(cast, 5)
    draft = an_issue(cast, None, state="draft", at=None)
    an_issue(cast, 7)
    assert [issue.number for issue in Issue.objects.all()] == [None, 7, 5]
    assert Issue.objects.first() == draft


@pytest.mark.django_db
def test_meetings_without_a_day_come_first_for_those_who_prepare_and_last_in_public(cast):
    Meeting.objects.create(body=cast.general_meeting, number=1, state="closed", starts_at=NOW)
    Meeting.objects.create(body=cast.general_meeting, number=2, state="cancelled")
    assert [meeting.number for meeting in Meeting.objects.all()] == [2, 1]
    assert [meeting.number for meeting in public_meetings()] == [1, 2]


@pytest.mark.django_db
def test_years_are_those_of_kyiv_and_empty_ones_are_left_out(cast):
    assert years_of(Issue.objects.all(), "raised_at") == []
    an_issue(cast, 1, at=datetime(2021, 12, 31, 23, tzinfo=UTC))  # already 2022 in Kyiv
    assert years_of(Issue.objects.order_by(), "raised_at") == [2022]
    an_issue(cast, 2, at=datetime(2024, 5, 1, tzinfo=UTC))
    an_issue(cast, 3, at=timezone.make_aware(datetime(2026, 1, 1)))
    assert years_of(Issue.objects.order_by(), "raised_at") == [2026, 2024, 2022]


# The hall


@pytest.mark.django_db
def test_the_list_of_voices_says_the_same_as_the_voices(cast):
    meeting = Meeting.objects.create(body=cast.general_meeting, number=1, state="open", starts_at=NOW)
    person, other = make_person("Калина"), make_person("Береза")
    for place, carrier in enumerate([person, other, person]):
        member = make_member(make_council(f"Рада {place}"))
        Attendance.objects.create(meeting=meeting, membership=member, person=carrier, arrived_at=NOW)
    meeting.guests.create(name="Гість ЗАПРОШЕНИЙ", post="посол")
    assert voice_choices(meeting) == [(voice.code, str(voice)) for voice in voices_of(meeting)]


@pytest.mark.django_db
def test_the_counts_of_the_hall_are_those_of_its_tiles(cast):
    meeting = Meeting.objects.create(body=cast.general_meeting, number=1, state="open", starts_at=NOW)
    for place, mode in enumerate(["hall", "remote", None]):
        member = make_member(make_council(f"Рада {place}"))
        if mode:
            Attendance.objects.create(
                meeting=meeting, membership=member, person=make_person(f"Особа{place}"), arrived_at=NOW, mode=mode
            )
    hall = hall_of(meeting)
    assert hall.presence.entitled == len(hall.tiles)
    assert hall.presence.present == sum(tile.here for tile in hall.tiles) == 2
    assert hall.remote == sum(tile.remote for tile in hall.tiles) == 1
    assert hall.in_the_hall == 1


def test_a_carried_vote_is_not_counted_as_one_in_the_hall(hall):
    give_proxy(hall, 1, 0)
    seen = hall_of(hall.meeting)
    assert seen.by_proxy == sum(tile.by_proxy for tile in seen.tiles) == 1
    assert seen.in_the_hall + seen.remote + seen.by_proxy == seen.presence.present


def test_a_name_on_the_wall_is_never_read_as_markup():
    drawn = tiles_here([Tile("<b>Рада</b>", here=True)]) + voters([Seat("<b>Рада</b>", "cast", "")])
    assert "<b>" not in drawn
    assert drawn.count("&lt;b&gt;Рада&lt;/b&gt;") == 2


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/hall/{}/part/", "/hall/{}/phone/part/"])
def test_a_fuller_hall_asks_no_more_queries(client, cast, address):
    meeting = Meeting.objects.create(body=cast.general_meeting, number=1, state="registration", starts_at=NOW)
    counted = []
    for place in range(3):
        member = make_member(make_council(f"Рада {place}"))
        Attendance.objects.create(
            meeting=meeting, membership=member, person=make_person(f"Особа{place}"), arrived_at=NOW
        )
        client.get(address.format(meeting.pk))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address.format(meeting.pk)).status_code == 200
        counted.append(len(queries))
    assert len(set(counted)) == 1
