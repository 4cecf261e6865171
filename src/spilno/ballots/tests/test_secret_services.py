"""A secret vote from its opening to its seal, by the services alone."""

import secrets
from fractions import Fraction

import pytest
from django.db import connection
from django.db.models.expressions import RawSQL
from django.test.utils import CaptureQueriesContext

from spilno.ballots import queries
from spilno.ballots.gateways import locked, unlocked
from spilno.ballots.models import BallotCast, Elector, PaperGiven, Question, SecretVote, Vote
from spilno.ballots.queries.box import Box, box_of
from spilno.ballots.rules.casting import Entitled
from spilno.ballots.rules.secret import Ballot, is_genuine, seal_of
from spilno.ballots.services.questions import cancel, close, open_question
from spilno.ballots.services.questions import cast as cast_vote
from spilno.ballots.services.secret import Dropped, TokenRequest, accept_ballots, issue_tokens
from spilno.ballots.tests.phone import Phone
from spilno.journal.models import Entry
from spilno.statute.rules.provisions import Base, Ground, Share
from spilno.statute.rules.refusal import Refusal, RuleBroken

MAJORITY = Share(Fraction(1, 2), True, Base.PRESENT, Ground("5.7", "більше половини", "more than half", "тест"))


def opened(cast_, electors, method="secret"):
    return open_question(
        title="Про обрання",
        text="Обрати.",
        method=method,
        matter="ordinary",
        majority=MAJORITY,
        quorum_needed=1,
        electors=electors,
        minutes=None,
        by=cast_.secretary,
    )


@pytest.fixture
def people(cast):
    return [cast.delegate_person.pk, cast.verbova_person.pk]


@pytest.fixture
def question(cast, people):
    """Five rights: two of Lypova's delegate, one of Verbova's, one recused, one absent."""
    lypova, verbova = people
    return opened(
        cast,
        [
            Entitled("Липова", holder_id=lypova, present=True),
            Entitled("Дубова", holder_id=lypova, present=True, by_proxy=True),
            Entitled("Вербова", holder_id=verbova, present=True),
            Entitled("Кленова", holder_id=verbova, present=True, recused=True),
            Entitled("Ясенева"),
        ],
    )


def phone(question, name):
    return Phone(question, question.electors.get(name=name))


def drop(question, *ballots):
    return accept_ballots(question, ballots)


def code(answer):
    assert isinstance(answer, Refusal), answer
    return answer.code


def test_opening_makes_a_key_and_the_journal_has_its_digest(question):
    line = Entry.objects.get(act="question.opened")
    assert line.facts["key"] == queries.key_of(question.secret).digest
    kept = SecretVote.objects.get()
    key = unlocked(kept.primes)
    assert f"{key.public.n:x}" == kept.modulus
    assert f"{key.p:x}" not in kept.primes
    assert unlocked(locked(key)) == key


def test_a_paper_is_given_and_the_server_cannot_know_the_ballot(question):
    mine = phone(question, "Липова").take()
    assert is_genuine(mine.ballot(), key=mine.key)
    row = PaperGiven.objects.get()
    assert row.elector_id == mine.elector.pk
    assert {field.name for field in PaperGiven._meta.fields} == {"elector", "digest"}
    assert {field.name for field in BallotCast._meta.fields} == {"token", "question", "prefix", "signature", "choice"}
    assert mine.token.hex() not in row.digest


def test_a_lost_answer_is_given_again_and_another_token_is_refused(question):
    mine = phone(question, "Липова")
    first, again = issue_tokens(question, [mine.request, mine.request])
    assert first == again == issue_tokens(question, [mine.request])[0]
    other = phone(question, "Липова")
    assert code(issue_tokens(question, [other.request])[0]) == "paper_given"
    assert PaperGiven.objects.count() == 1


def test_one_paper_for_each_right_that_a_person_carries(question):
    phones = [phone(question, "Липова"), phone(question, "Дубова")]
    answers = issue_tokens(question, [one.request for one in phones])
    assert all(isinstance(answer, bytes) for answer in answers)
    assert len(set(answers)) == 2


@pytest.mark.parametrize(("name", "refused"), [("Кленова", "recused"), ("Ясенева", "not_present")])
def test_who_may_not_vote_gets_no_paper_and_harms_nobody(question, name, refused):
    answers = issue_tokens(question, [phone(question, name).request, phone(question, "Вербова").request])
    assert code(answers[0]) == refused
    assert isinstance(answers[1], bytes)


def test_another_person_gets_no_paper(question, people):
    mine = phone(question, "Липова")
    answer = issue_tokens(question, [TokenRequest(mine.elector.pk, people[1], mine.blinded)])[0]
    assert code(answer) == "not_your_right"
    assert not PaperGiven.objects.exists()


@pytest.mark.parametrize("blinded", [b"", bytes(255), bytes(257), b"\xff" * 256])
def test_what_is_no_blinded_token_is_not_signed(question, blinded):
    mine = phone(question, "Липова")
    answer = issue_tokens(question, [TokenRequest(mine.elector.pk, mine.elector.holder_id, blinded)])[0]
    assert code(answer) == "paper_unreadable"


def test_a_right_of_another_question_gets_no_paper_here(question, cast, people):
    other = opened(cast, [Entitled("Інша", holder_id=people[0], present=True)])
    mine = Phone(question, other.electors.get())
    assert code(issue_tokens(question, [mine.request])[0]) == "not_your_right"


def test_a_ballot_is_recorded_once_and_is_final(question):
    mine = phone(question, "Липова").take()
    assert drop(question, mine.ballot("for")) == [Dropped(already=False)]
    assert drop(question, mine.ballot("for")) == [Dropped(already=True)]
    assert code(drop(question, mine.ballot("against"))[0]) == "vote_is_final"
    assert list(BallotCast.objects.values_list("choice", flat=True)) == ["for"]


def test_the_same_token_twice_in_one_batch(question):
    mine = phone(question, "Липова").take()
    answers = drop(question, mine.ballot("for"), mine.ballot("for"), mine.ballot("against"))
    assert answers[:2] == [Dropped(already=False), Dropped(already=True)]
    assert code(answers[2]) == "vote_is_final"
    assert BallotCast.objects.count() == 1


def test_forged_and_foreign_ballots_are_refused_and_harm_nobody(question, cast, people):
    mine = phone(question, "Липова").take()
    other_question = opened(cast, [Entitled("Інша", holder_id=people[0], present=True)])
    foreign = Phone(other_question, other_question.electors.get()).take()
    good = mine.ballot()
    ballots = [
        foreign.ballot(),
        Ballot(secrets.token_hex(32), good.prefix, good.signature, "for"),
        Ballot(good.token.upper(), good.prefix, good.signature, "for"),
        Ballot(good.token, good.prefix, "", "for"),
        Ballot("x" * 100_000, good.prefix, good.signature, "for"),
        Ballot(good.token, good.prefix, good.signature, "maybe"),
        good,
    ]
    answers = drop(question, *ballots)
    assert [code(answer) for answer in answers[:-1]] == ["ballot_forged"] * 5 + ["unknown_value"]
    assert answers[-1] == Dropped(already=False)


def test_after_closing_nothing_comes_in_and_a_lost_answer_is_still_given(question, cast):
    mine, late = phone(question, "Липова").take(), phone(question, "Вербова").take()
    drop(question, mine.ballot())
    close(question, by=cast.secretary)
    assert drop(question, mine.ballot()) == [Dropped(already=True)]
    assert code(drop(question, late.ballot())[0]) == "vote_closed"
    assert code(issue_tokens(question, [phone(question, "Дубова").request])[0]) == "vote_closed"
    assert code(issue_tokens(question, [mine.request])[0]) == "vote_closed"


def test_closing_seals_counts_and_destroys_the_key(question, cast):
    for name, choice in (("Липова", "for"), ("Дубова", "against")):
        drop(question, phone(question, name).take().ballot(choice))
    phone(question, "Вербова").take()  # a paper taken, no ballot
    result = close(question, by=cast.secretary)
    question.refresh_from_db()
    counts = result.counts
    assert (counts.votes_for, counts.votes_against, counts.votes_abstained) == (1, 1, 0)
    assert (counts.not_voted, counts.absent, counts.recused) == (1, 1, 1)
    assert counts.entitled == 5
    assert question.secret.primes == ""
    line = Entry.objects.get(act="question.closed")
    assert (line.facts["papers"], line.facts["ballots"]) == (3, 2)
    assert line.facts["seal"] == question.secret.seal
    assert question.secret.seal == seal_of([queries.ballot_of(row) for row in question.ballots.all()])


def test_where_the_sealed_rows_lie_tells_nothing(question, cast):
    for name in ("Вербова", "Липова", "Дубова"):
        drop(question, phone(question, name).take().ballot())
    close(question, by=cast.secretary)
    place = RawSQL("ctid" if connection.vendor == "postgresql" else "rowid", ())  # noqa: S611 - two words of our own
    tokens = list(BallotCast.objects.order_by(place).values_list("token", flat=True))
    electors = list(PaperGiven.objects.order_by(place).values_list("elector", flat=True))
    assert tokens == sorted(tokens)
    assert electors == sorted(electors)


def test_neither_a_paper_nor_a_ballot_leaves_a_line_or_a_time(question):
    before = Entry.objects.count()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        drop(question, phone(question, "Липова").take().ballot())
    written = [query["sql"] for query in asked if query["sql"].startswith(("INSERT", "UPDATE"))]
    assert Entry.objects.count() == before
    assert len(written) == 2
    assert not any("_at" in sql for sql in written)


def test_how_a_secret_vote_stands_nobody_learns_before_it_is_closed(question):
    drop(question, phone(question, "Липова").take().ballot("for"))
    counts = queries.counts_now(question)
    assert (counts.votes_for, counts.votes_against, counts.votes_abstained) == (0, 0, 0)
    assert counts.entitled == 5
    assert box_of(question) == Box(papers=1, ballots=1)
    assert queries.public_roll(question) == []


def test_more_ballots_than_papers_are_not_announced(question, cast):
    mine = phone(question, "Липова").take()
    drop(question, mine.ballot())
    PaperGiven.objects.all().delete()  # somebody wrote into the database
    with pytest.raises(RuleBroken) as broken:
        close(question, by=cast.secretary)
    assert broken.value.refusal.code == "more_ballots_than_papers"
    question.refresh_from_db()
    assert question.state == Question.State.OPEN
    assert question.secret.primes


def test_a_ballot_written_past_the_rules_is_found_at_closing(question, cast):
    drop(question, phone(question, "Липова").take().ballot())
    BallotCast.objects.create(token="00" * 32, question=question, prefix="00" * 32, signature="00" * 256, choice="for")
    with pytest.raises(RuleBroken) as broken:
        close(question, by=cast.secretary)
    assert broken.value.refusal.code == "ballots_forged"


def test_a_cancelled_vote_leaves_neither_key_nor_ballots(question, cast):
    drop(question, phone(question, "Липова").take().ballot())
    cancel(question, reason="помилка", by=cast.secretary)
    question.secret.refresh_from_db()
    assert question.secret.primes == ""
    assert not BallotCast.objects.exists()
    assert not PaperGiven.objects.exists()


def test_a_secret_vote_is_not_given_under_a_name(question, cast):
    elector = Elector.objects.get(name="Липова")
    with pytest.raises(RuleBroken) as broken:
        cast_vote(question, votes={elector.pk: "for"}, holder_id=elector.holder_id, by=cast.delegate)
    assert broken.value.refusal.code == "vote_is_secret"
    assert not Vote.objects.exists()


def test_a_named_vote_has_no_papers(cast, people):
    question = opened(cast, [Entitled("Липова", holder_id=people[0], present=True)], method="open")
    elector = question.electors.get()
    assert code(issue_tokens(question, [TokenRequest(elector.pk, people[0], bytes(256))])[0]) == "not_secret"
    assert code(accept_ballots(question, [Ballot("00" * 32, "00" * 32, "00" * 256, "for")])[0]) == "not_secret"


@pytest.mark.parametrize("phones", [1, 3])
def test_a_batch_asks_the_database_as_often_as_one(question, phones):
    made = [phone(question, name) for name in ("Липова", "Дубова", "Вербова")[:phones]]
    with CaptureQueriesContext(connection) as asked:
        issue_tokens(question, [one.request for one in made])
    assert len(asked) <= 8
    made = [one.take() for one in made]
    with CaptureQueriesContext(connection) as asked:
        drop(question, *[one.ballot() for one in made])
    assert len(asked) <= 6
