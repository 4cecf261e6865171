"""A secret vote in a meeting: putting, papers, ballots, closing, minutes."""

from dataclasses import replace

import pytest
from django.utils import timezone

from spilno.ballots.models import BallotCast, PaperGiven, Question
from spilno.ballots.queries.box import sealed_of
from spilno.ballots.services.secret import Dropped
from spilno.ballots.tests.phone import Phone
from spilno.journal.models import Entry
from spilno.meetings.models import Decision, Item, Meeting
from spilno.meetings.queries import voting as queries
from spilno.meetings.queries.outcomes import vote_of
from spilno.meetings.queries.turnout import turnout_of
from spilno.meetings.queries.voting import voting_of
from spilno.meetings.rules.minutes.items import papers_line, seal_line
from spilno.meetings.services import voting as services
from spilno.meetings.services.secret import drop_ballots, give_papers
from spilno.meetings.services.voting import cancel_vote, close_vote
from spilno.meetings.tests.voting_hall import give_proxy, put, refused, right, vote


@pytest.fixture
def secret(hall):
    return put(hall, method="secret")


@pytest.fixture
def elections_are_secret(monkeypatch):
    """The statute of the day asks for a secret ballot on ordinary matters."""

    def asked(module):
        real = module.in_force_on

        def in_force_on(day):
            found = real(day)
            matters = {**found.matters, "ordinary": replace(found.matters["ordinary"], secret=True)}
            return replace(found, matters=matters)

        monkeypatch.setattr(module, "in_force_on", in_force_on)

    asked(services)
    asked(queries)


def phone(hall, made, place):
    return Phone(made.question, made.question.electors.get(membership=hall.members[place]))


def voted(hall, made, *choices):
    phones = [phone(hall, made, place) for place in range(len(choices))]
    for one, signature in zip(phones, give_papers(made, [one.request for one in phones]), strict=True):
        one.got(signature)
    ballots = [one.ballot(choice) for one, choice in zip(phones, choices, strict=True)]
    assert drop_ballots(made, ballots) == [Dropped(already=False)] * len(choices)
    return phones


def test_a_secret_vote_makes_a_decision(hall, secret):
    voted(hall, secret, "for", "for", "for", "against")
    made = close_vote(secret, by=hall.secretary)
    counts = (made.question.votes_for, made.question.votes_against, made.question.not_voted)
    assert counts == (3, 1, 1)
    assert made.question.carried
    assert Decision.objects.get().put_id == made.pk


def test_the_statute_may_ask_for_a_secret_ballot(hall, elections_are_secret):
    refusal = refused("secret_asked", put, hall, method="roll_call")
    assert refusal.facts["article"] == "5.7"
    assert voting_of(hall.item, hall.secretary).method == "secret"
    assert voting_of(hall.item, hall.secretary).why_not_put is None
    assert put(hall, method="secret").question.method == "secret"


def test_procedure_is_voted_openly_also_where_the_matter_is_secret(hall, elections_are_secret):
    assert put(hall, purpose="procedure", method="open", text="Обмежити виступи.").question.method == "open"


def test_elsewhere_a_roll_call_is_proposed(hall):
    assert voting_of(hall.item, hall.secretary).method == "roll_call"


def test_a_named_press_is_refused(hall, secret):
    refused("vote_is_secret", vote, hall, secret, "for")


def test_who_left_gets_no_paper_and_others_do(hall, secret):
    hall.meeting.attendance.filter(membership=hall.members[0]).update(left_at=timezone.now())
    gone, here = give_papers(secret, [phone(hall, secret, 0).request, phone(hall, secret, 1).request])
    assert gone.code == "delegate_left"
    assert isinstance(here, bytes)
    assert PaperGiven.objects.count() == 1


def test_who_left_with_a_paper_may_drop_it(hall, secret):
    mine = phone(hall, secret, 0)
    mine.got(give_papers(secret, [mine.request])[0])
    hall.meeting.attendance.filter(membership=hall.members[0]).update(left_at=timezone.now())
    assert drop_ballots(secret, [mine.ballot()]) == [Dropped(already=False)]


def test_no_paper_while_the_meeting_has_a_recess(hall, secret):
    Meeting.objects.filter(pk=hall.meeting.pk).update(state="recess")
    secret.item.meeting.refresh_from_db()
    assert give_papers(secret, [phone(hall, secret, 0).request])[0].code == "meeting_not_in_session"


def test_a_holder_of_a_proxy_gets_a_paper_for_each_right(hall):
    give_proxy(hall, 1, 0)
    made = put(hall, method="secret")
    phones = [phone(hall, made, 0), phone(hall, made, 1)]
    assert {one.elector.holder_id for one in phones} == {hall.people[0].pk}
    assert all(isinstance(answer, bytes) for answer in give_papers(made, [one.request for one in phones]))


def test_while_it_goes_on_only_the_number_of_ballots_is_known(hall, secret):
    voted(hall, secret, "for", "against")
    counts = voting_of(hall.item, hall.secretary).running.counts
    assert (counts.votes_for, counts.votes_against, counts.not_voted) == (0, 0, 5)
    so_far = turnout_of(secret, timezone.now())
    assert (so_far.present, so_far.waiting) == (5, 3)
    assert {seat.kind for seat in voting_of(hall.item).seats} == {"present"}


def test_the_journal_knows_the_key_the_counts_and_the_seal_only(hall, secret):
    voted(hall, secret, "for", "against", "abstained")
    close_vote(secret, by=hall.secretary)
    assert not Entry.objects.filter(act="vote.cast").exists()
    facts = Entry.objects.get(act="question.closed").facts
    assert (facts["papers"], facts["ballots"], len(facts["seal"])) == (3, 3, 64)


def test_minutes_tell_counts_and_the_seal(hall, secret):
    voted(hall, secret, "for", "for", "for")
    made = close_vote(secret, by=hall.secretary)
    held = vote_of(made)
    assert (held.papers, held.ballots, held.roll) == (3, 3, ())
    assert held.seal == sealed_of(made.question).seal
    assert papers_line(held) == "Видано бюлетенів – 3, у скриньці – 3."
    assert held.seal in seal_line(held)


def test_a_cancelled_vote_may_be_put_again_and_leaves_no_ballot(hall, secret):
    voted(hall, secret, "for", "for")
    cancel_vote(secret, reason="загублено телефон", by=hall.secretary)
    assert not BallotCast.objects.exists()
    assert not PaperGiven.objects.exists()
    again = put(hall, method="secret")
    assert again.question.secret.modulus != secret.question.secret.modulus
    assert Question.objects.get(pk=secret.question_id).state == Question.State.CANCELLED
    assert right(again, hall.members[0])


def test_an_item_that_is_lost_in_a_secret_vote_is_rejected(hall, secret):
    voted(hall, secret, "for", "against", "against")
    close_vote(secret, by=hall.secretary)
    hall.item.refresh_from_db()
    assert hall.item.state == Item.State.REJECTED
