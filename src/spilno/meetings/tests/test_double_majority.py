"""Double majority by level of council: put, voted, closed, shown, written into the minutes."""

import copy
import runpy
from pathlib import Path

import pytest

from spilno.ballots.models import Elector
from spilno.bodies.models import Seat
from spilno.journal.models import Entry
from spilno.meetings.exports.votes import vote_file
from spilno.meetings.models import Decision, Item
from spilno.meetings.queries.outcome import Outcome
from spilno.meetings.queries.outcomes import vote_of
from spilno.meetings.rules.minutes.items import levels_line, vote_line
from spilno.meetings.services.elections import nominate, prepare_election
from spilno.meetings.services.voting import close_vote, enter_sheet
from spilno.meetings.tests.voting_hall import put, refused, right, vote
from spilno.organisations.models import Organisation

TOOL = Path(__file__).parents[4] / "tools" / "count_ballots.py"


@pytest.fixture
def levels(hall):
    """Three city councils and two village councils; the item touches councils of different levels."""
    for member in hall.members[3:]:
        Organisation.objects.filter(pk=member.organisation_id).update(level=Organisation.Level.VILLAGE)
    for member in hall.members[:3]:
        Organisation.objects.filter(pk=member.organisation_id).update(level=Organisation.Level.CITY)
    Item.objects.filter(pk=hall.item.pk).update(matter="between_levels")
    return hall


def test_most_members_do_not_outvote_a_level(levels):
    made = put(levels)
    vote(levels, made, "for", "for", "for", "against", "against")
    made = close_vote(made, by=levels.secretary)
    question = made.question
    assert (question.votes_for, question.needed, question.carried) == (3, 3, False)
    assert not Decision.objects.exists()
    levels.item.refresh_from_db()
    assert levels.item.state == Item.State.REJECTED
    kept = Entry.objects.get(act="question.closed").facts
    assert kept["levels"] == {"city": {"for": 3, "needed": 2}, "village": {"for": 0, "needed": 2}}


def test_it_is_carried_when_all_and_each_level_agree(levels):
    made = put(levels)
    vote(levels, made, "for", "for", "against", "for", "for")
    made = close_vote(made, by=levels.secretary)
    assert made.question.carried
    assert Decision.objects.count() == 1


def test_the_level_stays_as_it_was_when_the_question_was_put(levels):
    made = put(levels)
    Organisation.objects.update(level=Organisation.Level.CITY)
    assert set(Elector.objects.values_list("level", flat=True)) == {"city", "village"}
    vote(levels, made, "for", "for", "for", "against", "against")
    assert not close_vote(made, by=levels.secretary).question.carried


def test_a_secret_vote_and_an_election_are_refused(levels, cast):
    refused("secret_within_levels", put, levels, method="secret")
    seat = Seat.objects.create(body=cast.board, title_uk="Член Правління")
    prepare_election(levels.item, kind="plurality", seats=[seat], by=levels.secretary)
    nominate(levels.item, levels.people[0], nominated_by="Правління", consents=True, by=levels.secretary)
    refused("election_within_levels", put, levels)
    assert not Elector.objects.exists()


def test_hands_are_counted_by_the_roll(levels, counters):
    made = put(levels, method="by_hand")
    refused("election_by_roll", enter_sheet, made, votes_for=5, by=counters[0])
    roll = {right(made, member): "for" for member in levels.members}
    for counter in counters:
        enter_sheet(made, roll=roll, by=counter)
    made = close_vote(made, by=levels.secretary)
    assert made.question.carried
    assert Outcome(made).levels[0].result.counts.votes_for == 3


def test_an_open_vote_shows_the_reckoning_of_each_level(levels, client):
    made = put(levels, method="open")
    client.force_login(levels.secretary)
    vote(levels, made, "for", "for")
    console = client.get(f"/meetings/{levels.meeting.pk}/console/").content.decode()
    assert "у межах кожного рівня рад" in console
    assert "Міські ради" not in console  # how a running vote stands nobody sees
    wall = client.get(f"/hall/{levels.meeting.pk}/").content.decode()
    assert "Міські ради" not in wall  # how a running vote stands the wall does not say
    assert "у межах кожного рівня рад" in wall
    close_vote(made, by=levels.secretary)
    assert "Міські ради" in client.get(f"/hall/{levels.meeting.pk}/").content.decode()


def test_the_minutes_have_the_second_reckoning(levels):
    made = put(levels)
    vote(levels, made, "for", "for", "for", "for", "against")
    told = vote_of(close_vote(made, by=levels.secretary))
    assert "Потрібно 3" in vote_line(told)
    assert levels_line(told) == (
        "Більшість у межах кожного рівня рад (більше половини присутніх членів рівня): "
        "міські ради – 3 із 3, потрібно 2 (є); сільські ради – 1 із 2, потрібно 2 (немає)."
    )


def test_an_ordinary_matter_asks_nothing_of_levels(hall):
    made = put(hall)
    vote(hall, made, *["for"] * 5)
    assert Outcome(made).levels == []
    assert vote_of(close_vote(made, by=hall.secretary)).level_share is None


@pytest.mark.parametrize("method", ["roll_call", "open"])
def test_the_small_program_counts_each_level_again(levels, method):
    made = put(levels, method=method)
    vote(levels, made, "for", "for", "for", "for", "against")
    tool = runpy.run_path(str(TOOL))
    told = vote_file(close_vote(made, by=levels.secretary))
    lines = [
        {"act": e.act, "object_type": e.object_type, "object_id": e.object_id, "facts": e.facts}
        for e in Entry.objects.all()
    ]
    assert (tool["check"](told), tool["check_journal"](told, lines)) == ([], [])
    assert not told["announced"]["carried"]
    dropped = {**told, "majority": {name: value for name, value in told["majority"].items() if name != "within_level"}}
    assert tool["check"](dropped) == [("result",)]
    assert ("journal", "level_share", "1/2", "—") in tool["check_journal"](dropped, lines)
    moved = copy.deepcopy(told)
    moved["majority"]["within_level"]["counts"]["village"].update({"for": 2, "against": 0})
    assert tool["check"](moved) != []
