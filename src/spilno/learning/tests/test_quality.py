"""Quality: gain, items, opinions; by example and by property, and on their pages."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests.cast import make_person, make_user

from spilno.learning.models import Answer, Attempt, Opinion
from spilno.learning.queries import quality as queries
from spilno.learning.rules.quality import completion_share, gain_of, item_of, mean_of, why_not_opinion
from spilno.learning.services.opinions import ask_opinions
from spilno.learning.tests.making_tests import make_bank, make_edition, make_enrolment, make_test
from spilno.memoranda.tests.factories import make_head
from spilno.notices.models import Notice

D = Decimal
ENDS = date(2026, 11, 1)


def test_gain_is_the_share_of_what_was_missing_among_those_who_sat_both():
    found = gain_of({1: D(40), 2: D(60), 3: D(0)}, {1: D(80), 2: D(90), 4: D(100)})
    assert (found.sat, found.before, found.after, found.gain) == (2, D("50.0"), D("85.0"), D("0.70"))
    assert gain_of({1: D(40)}, {2: D(90)}).gain is None
    assert gain_of({1: D(100)}, {1: D(100)}).gain is None  # nothing was left to gain
    assert gain_of({1: D(50)}, {1: D(25)}).gain == D("-0.50")


percents = st.dictionaries(st.integers(1, 9), st.decimals(0, 99, places=1), min_size=1)


@given(percents, percents)
def test_gain_never_passes_one_and_its_sign_tells_the_way(entry, final):
    found = gain_of(entry, final)
    if found.gain is not None and found.before is not None and found.after is not None:
        assert found.gain <= 1
        assert (found.after >= found.before) or found.gain <= 0


def test_a_question_tells_those_who_know_from_those_who_do_not():
    knows = [(D(1), D("0.9")), (D(1), D("0.8"))] * 3
    does_not = [(D(0), D("0.2")), (D(0), D("0.3"))] * 3
    found = item_of(knows + does_not)
    assert found.ease == D("0.50")
    assert found.discrimination > D("0.9")
    assert item_of([(D(1), D(1))] * 12).discrimination is None  # all the same: nothing to tell
    assert item_of(knows).ease is None  # too few


@given(st.lists(st.tuples(st.decimals(0, 1, places=2), st.decimals(0, 1, places=2)), max_size=30))
def test_numbers_of_a_question_stay_in_their_bounds(scores):
    found = item_of(scores)
    assert found.ease is None or 0 <= found.ease <= 1
    assert found.discrimination is None or -1 <= found.discrimination <= 1


def test_means_are_told_from_three_on_and_shares_only_of_those_who_ended():
    assert mean_of([5, 5]) is None
    assert mean_of([5, 4, 3]) == D("4.00")
    assert completion_share(9, 1) == D("90.0")
    assert completion_share(0, 0) is None


@pytest.mark.parametrize(
    ("kind", "day", "code"),
    [("end", ENDS, None), ("end", ENDS - timedelta(days=1), "not_yet"), ("end", ENDS + timedelta(days=61), "too_late"), ("later", ENDS + timedelta(days=89), "not_yet"), ("later", ENDS + timedelta(days=90), None)],
)  # fmt: skip
def test_an_opinion_is_asked_in_its_days(kind, day, code):
    why = why_not_opinion(kind, ends_on=ENDS, today=day, took_part=True, given=False)
    assert (why.code if why else None) == code
    assert why_not_opinion(kind, ends_on=ENDS, today=day, took_part=True, given=True).code == "given"


@pytest.fixture
def edition(db):
    return make_edition(ends_on=timezone.localdate() - timedelta(days=1), starts_on=date(2026, 1, 1))


def learner(edition, family):
    user = make_user(f"{family}@example.org")
    return make_enrolment(edition, make_person("Калина", user=user, email=user.email), state="completed")


def sat(test, enrolment, points):
    return Attempt.objects.create(test=test, enrolment=enrolment, number=1, seed="1", state="marked", started_at=timezone.now(), points=points, points_of=10, passed=True)  # fmt: skip


def test_the_summary_tells_learners_completion_gain_and_satisfaction(client, edition):
    entry, final = make_test(edition, purpose="entry"), make_test(edition)
    for family in ("a", "b", "c"):
        enrolment = learner(edition, family)
        sat(entry, enrolment, 4)
        sat(final, enrolment, 7)
        client.force_login(enrolment.person.user)
        said = {"content": 5, "teaching": 4, "organisation": 5, "use": 4, "comment": f"Більше прикладів {family}"}
        address = reverse("learning:opinion", args=[edition.pk, "end"])
        own = reverse("learning:learning", args=[edition.pk])
        assert f'href="{address}"' in client.get(own).content.decode()
        assert client.get(address).status_code == 200
        assert client.post(address, {"content": 9}).status_code == 422
        assert client.post(address, said).status_code == 302
        assert client.post(address, said).status_code == 409  # once
        assert f'href="{address}"' not in client.get(own).content.decode()
    make_enrolment(edition, make_person("Клен"), state="failed", because="не склав тесту")
    line = queries.lines_of([edition])[0]
    assert (line.learners, line.share, line.gain.gain, line.satisfaction) == (4, D("75.0"), D("0.50"), D("4.50"))
    client.force_login(make_head(edition.provider, "Ясен").user)
    for address in (reverse("learning:quality"), reverse("learning:edition_quality", args=[edition.pk]), reverse("learning:quality_file", args=["csv"]), reverse("learning:quality_file", args=["xlsx"])):  # fmt: skip
        assert client.get(address).status_code == 200
    assert "Більше прикладів a" in client.get(reverse("learning:edition_quality", args=[edition.pk])).content.decode()


def test_two_opinions_are_not_shown_lest_somebody_is_recognised(client, edition):
    for family in ("a", "b"):
        Opinion.objects.create(enrolment=learner(edition, family), kind="end", marks={"content": 1}, comment="Таємно", at=timezone.now())  # fmt: skip
    assert queries.lines_of([edition])[0].satisfaction is None
    assert queries.opinions_of(edition)["comments"] == []


def test_learners_are_asked_once_when_learning_is_over_and_after_three_months(edition):
    learner(edition, "a")
    today = timezone.localdate()
    assert ask_opinions(today, today) == 1
    assert ask_opinions(today + timedelta(days=1), today + timedelta(days=1)) == 0
    assert ask_opinions(today + timedelta(days=80), today + timedelta(days=95)) == 1
    assert Notice.objects.count() == 2


def test_items_of_a_bank_are_told_from_answers(edition):
    bank = make_bank(edition.provider, "single")
    question = bank.questions.get()
    test = make_test(edition, (bank, 1))
    for number in range(12):
        attempt = sat(test, learner(edition, f"l{number}"), 9 if number % 2 else 2)
        Answer.objects.create(attempt=attempt, question=question, order=1, points=number % 2)
    item = queries.items_of(bank)[question.pk]
    assert (item.answers, item.ease, item.discrimination) == (12, D("0.50"), D("1.00"))


@pytest.mark.parametrize("count", [1, 3])
def test_the_summary_takes_as_many_queries_whatever_the_number_of_editions(count, db, django_assert_num_queries):
    editions = [make_edition() for _ in range(count)]
    with django_assert_num_queries(3):
        queries.lines_of(editions)
