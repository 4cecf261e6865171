"""Ballots on paper in a secret vote: given out by name, counted by two, added to the box, proven by anybody afterwards."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.urls import reverse

from spilno.ballots.models import PaperGiven, Question
from spilno.ballots.queries import election_of
from spilno.ballots.rules.choices import Paper
from spilno.ballots.rules.handed import choices_on
from spilno.ballots.tests.phone import Phone
from spilno.bodies.models import Seat
from spilno.journal.queries import check as check_journal
from spilno.meetings.exports.votes import vote_file
from spilno.meetings.forms import pile as forms
from spilno.meetings.queries.outcomes import vote_of
from spilno.meetings.queries.voting import voting_of
from spilno.meetings.rules.minutes.items import paper_line, papers_line
from spilno.meetings.services.elections import nominate, prepare_election
from spilno.meetings.services.secret import drop_ballots, give_papers, hand_paper, take_paper_back
from spilno.meetings.services.voting import cancel_vote, close_vote, enter_sheet, put_to_vote
from spilno.meetings.tests.voting_hall import put, refused

COUNT = Path(__file__).parents[4] / "tools" / "count_ballots.py"


@pytest.fixture
def secret(hall):
    return put(hall, method="secret")


def elector(hall, made, place):
    return made.question.electors.get(membership=hall.members[place])


def by_phone(hall, made, *choices):
    phones = [Phone(made.question, elector(hall, made, place)) for place in range(len(choices))]
    for one, signature in zip(phones, give_papers(made, [one.request for one in phones]), strict=True):
        one.got(signature)
    drop_ballots(made, [one.ballot(choice) for one, choice in zip(phones, choices, strict=True)])


def on_paper(hall, made, counters, pile, *places):
    for place in places:
        hand_paper(made, elector(hall, made, place), by=counters[0])
    for counter in counters:
        enter_sheet(made, pile=pile, by=counter)


def recounted(made, tmp_path, change=None):
    read = json.loads(json.dumps(vote_file(made)))
    if change is not None:
        change(read)
    path = tmp_path / "ballots.json"
    path.write_text(json.dumps(read))
    return subprocess.run(
        [sys.executable, str(COUNT), str(path), "--language", "en"], capture_output=True, text=True, check=False
    )


def test_paper_is_counted_with_the_box_and_anybody_can_count_it_again(hall, secret, counters, tmp_path):
    by_phone(hall, secret, "for", "for", "against")
    on_paper(hall, secret, counters, {"for": 1}, 3, 4)  # one of the two was spoiled
    made = close_vote(secret, by=hall.secretary)
    question = made.question
    assert (question.votes_for, question.votes_against, question.not_voted) == (3, 1, 1)
    told = vote_of(made)
    assert papers_line(told) == (
        "Видано бюлетенів на телефони – 3, в електронній скриньці – 3; видано на папері – 2, дійсних паперових – 1."
    )
    assert paper_line(told.on_paper) == "З них за відомостями лічильної комісії: за – 1, проти – 0, утримались – 0."
    right = recounted(made, tmp_path)
    assert (right.returncode, "on paper 1, given out 2" in right.stdout) == (0, True)
    more = recounted(made, tmp_path, lambda read: read["on_paper"]["choices"].update({"for": 3}))
    assert (more.returncode, "only 2 were given out" in more.stdout) == (1, True)
    both = recounted(made, tmp_path, lambda read: read["on_paper"]["given_to"].append(read["papers"]["given_to"][0]))
    assert both.returncode == 1
    assert check_journal().valid


def test_an_order_of_preference_on_paper_is_counted_as_one_from_a_phone(hall, counters, cast):
    seats = [Seat.objects.create(body=cast.general_meeting, title_uk=f"член комісії {n}") for n in (1, 2)]
    prepare_election(hall.item, kind=Question.Kind.STV, seats=seats, by=hall.secretary)
    for person in hall.people[2:5]:
        nominate(hall.item, person, nominated_by="Правління", consents=True, by=hall.secretary)
    made = put_to_vote(hall.item, purpose="whole", method="secret", text="", minutes=None, by=hall.secretary)
    by_phone(hall, made, "1>2", "1>2", "3")
    on_paper(hall, made, counters, {"2>1": 2}, 3, 4)
    made = close_vote(made, by=hall.secretary)
    assert set(election_of(made.question).elected) == {1, 2}
    assert made.question.votes_for == 5


def test_one_right_gets_one_ballot_by_phone_or_on_paper(hall, secret, counters):
    by_phone(hall, secret, "for")
    assert (
        "Липова"
        in refused("paper_on_phone", hand_paper, secret, elector(hall, secret, 0), by=counters[0]).facts["name"]
    )
    hand_paper(secret, elector(hall, secret, 1), by=counters[0])
    refused("paper_handed", hand_paper, secret, elector(hall, secret, 1), by=counters[1])
    late = Phone(secret.question, elector(hall, secret, 1))
    (answer,) = give_papers(secret, [late.request])
    assert answer.code == "paper_handed"
    assert voting_of(secret.item, hall.users[1]).secret_rights == []
    take_paper_back(secret, elector(hall, secret, 1), by=counters[0])
    refused("no_paper_handed", take_paper_back, secret, elector(hall, secret, 1), by=counters[0])
    assert isinstance(give_papers(secret, [late.request])[0], bytes)


def test_what_was_given_out_on_paper_must_be_counted_and_is_never_more(hall, secret, counters):
    refused("more_papers_than_handed", enter_sheet, secret, pile={"for": 1}, by=counters[0])
    hand_paper(secret, elector(hall, secret, 0), by=counters[0])
    refused("sheets_missing", close_vote, secret, by=hall.secretary)
    enter_sheet(secret, pile={"for": 1}, by=counters[0])
    enter_sheet(secret, pile={"against": 1}, by=counters[1])
    refused("sheets_differ", close_vote, secret, by=hall.secretary)
    assert voting_of(secret.item, counters[0]).pile_differences == [("проти", 0, 1), ("за", 1, 0)]
    enter_sheet(secret, pile={"for": 1}, by=counters[1])
    take_paper_back(secret, elector(hall, secret, 0), by=counters[0])
    refused("more_papers_than_handed", close_vote, secret, by=hall.secretary)
    hand_paper(secret, elector(hall, secret, 2), by=counters[0])
    assert close_vote(secret, by=hall.secretary).question.votes_for == 1
    refused("vote_closed", hand_paper, secret, elector(hall, secret, 3), by=counters[0])


def test_a_cancelled_vote_keeps_nothing_of_paper(hall, secret, counters):
    on_paper(hall, secret, counters, {"for": 1}, 0)
    cancel_vote(secret, reason="телефони не працюють", by=hall.secretary)
    assert not PaperGiven.objects.exists()


def test_the_commission_gives_out_and_counts_on_its_pages(hall, secret, counters, client):
    list_page, sheet = (reverse(f"meetings:{name}", args=[secret.pk]) for name in ("paper_ballots", "hand_sheet"))
    give = reverse("meetings:hand_paper", args=[secret.pk, elector(hall, secret, 3).pk])
    client.force_login(hall.users[2])
    assert client.get(list_page).status_code == client.post(give).status_code == 404
    client.force_login(counters[0])
    assert client.post(give).status_code == 302
    page = client.get(list_page, {"q": hall.members[3].organisation.name}).content.decode()
    assert "Видано на папері" in page
    assert client.post(sheet, {"n-for": "1", "n-against": "", "n-abstained": "0"}).status_code == 422
    assert client.post(sheet, {"n-for": "1", "n-against": "0", "n-abstained": "0"}).status_code == 302
    client.force_login(counters[1])
    client.post(sheet, {"n-for": "1", "n-against": "0", "n-abstained": "0"})
    client.force_login(hall.users[3])
    assert (
        "Вам видано паперовий бюлетень"
        in client.get(reverse("meetings:phone", args=[hall.meeting.pk])).content.decode()
    )
    made = close_vote(secret, by=hall.secretary)
    assert "Паперові бюлетені" in client.get(reverse("meetings:secret_list", args=[made.pk])).content.decode()


@pytest.mark.parametrize(
    ("kind", "written", "pile"),
    [
        ("stv", "3>1\n3 > 1 × 2\n\nпроти\n2 x 4", {"3>1": 3, "against": 1, "2": 4}),
        ("approval", "4, 1\n1 4\nутримались х 2", {"1,4": 2, "abstained": 2}),
        ("stv", "3>3", None),
        ("approval", "9", None),
        ("stv", "<b>", None),
    ],
)
def test_a_sheet_of_lines_is_read_as_people_write(monkeypatch, kind, written, pile):
    monkeypatch.setattr(forms, "paper_of", lambda _question: Paper(kind, (1, 2, 3, 4)))
    form = forms.PileForm({"lines": written}, question=Question(), kept={})
    assert form.is_valid() == (pile is not None)
    if pile is not None:
        assert form.pile == pile
        assert len(choices_on(pile)) == sum(pile.values())


def test_too_few_papers_warn_those_who_give_them_out(hall, secret, counters, client):
    client.force_login(counters[0])
    address, warned = reverse("meetings:paper_ballots", args=[secret.pk]), []
    for place in range(3):
        warned.append("таємниці немає" in client.get(address).content.decode())
        hand_paper(secret, elector(hall, secret, place), by=counters[0])
    warned.append("таємниці немає" in client.get(address).content.decode())
    assert warned == [False, True, True, False]


def test_the_wall_says_in_a_secret_vote_that_a_tile_means_only_who_is_here(hall, client):
    wall = reverse("meetings:wall", args=[hall.meeting.pk])
    made = put(hall, method="secret")
    assert "Хто вже проголосував, не показують" in client.get(wall).content.decode()
    cancel_vote(made, reason="ще раз", by=hall.secretary)
    put(hall)
    assert "Хто вже проголосував, не показують" not in client.get(wall).content.decode()
