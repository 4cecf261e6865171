"""Rules of review: conflicts, even shares, reviews, scores, reminders, decisions."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spilno.events.rules import reviews as rules
from spilno.events.rules.reviews import Side, conflict_of, shared_out, summed_up

DAY = date(2026, 9, 10)
numbers = st.frozensets(st.integers(1, 6), max_size=4)
sides = st.builds(Side, numbers, numbers, numbers)


@pytest.mark.parametrize(
    ("reviewer", "authors", "declared", "expected"),
    [
        (Side(frozenset({1})), Side(frozenset({2})), False, ""),
        (Side(frozenset({1})), Side(frozenset({1, 2})), False, "own"),
        (Side(frozenset({1}), wrote_with=frozenset({2})), Side(frozenset({2})), False, "co_author"),
        (Side(frozenset({1}), frozenset({7})), Side(frozenset({2}), frozenset({7, 8})), False, "colleague"),
        (Side(frozenset({1})), Side(frozenset({2})), True, "declared"),
    ],
)
def test_a_conflict_is_named(reviewer, authors, declared, expected):
    assert conflict_of(reviewer, authors, declared=declared) == expected


@given(sides, sides, st.booleans())
def test_more_ties_never_take_a_conflict_away(reviewer, authors, declared):
    found = conflict_of(reviewer, authors, declared=declared)
    tied = Side(reviewer.people, reviewer.organisations | {99}, reviewer.wrote_with | {98})
    if found:
        assert conflict_of(tied, authors, declared=declared)
    assert conflict_of(reviewer, authors, declared=True)


papers = st.dictionaries(st.integers(1, 12), st.sets(st.integers(1, 6), max_size=2), max_size=10)
loads = st.dictionaries(st.integers(1, 6), st.integers(0, 5), min_size=1)
pairs = st.sets(st.tuples(st.integers(1, 12), st.integers(1, 6)), max_size=20)


@given(papers, loads, pairs, st.integers(1, 4))
def test_shares_keep_conflicts_out_and_give_nobody_a_paper_twice(asked, load, conflicts, needed):
    found = shared_out(asked, load, conflicts, needed=needed)
    assert len(found) == len(set(found))
    assert not set(found) & conflicts
    for number, reviewer in found:
        assert reviewer in load
        assert reviewer not in asked[number]
    for number in asked:
        more = [reviewer for paper, reviewer in found if paper == number]
        free = [one for one in load if one not in asked[number] and (number, one) not in conflicts]
        assert len(more) == min(max(0, needed - len(asked[number])), len(free))


@given(st.integers(0, 15), st.integers(1, 6), st.integers(1, 4))
def test_without_conflicts_nobody_reads_more_than_one_paper_more(count, reviewers, needed):
    found = shared_out({n: set() for n in range(count)}, dict.fromkeys(range(reviewers), 0), set(), needed=needed)
    load = [sum(one == reviewer for _paper, one in found) for reviewer in range(reviewers)]
    assert max(load) - min(load) <= 1


def test_a_paper_that_few_may_read_is_served_first():
    found = shared_out({1: set(), 2: set()}, {10: 0, 20: 0}, {(2, 20)}, needed=1)
    assert sorted(found) == [(1, 20), (2, 10)]


def test_scores_are_summed_up_by_example():
    assert summed_up([{"a": 5, "b": 4}, {"a": 2, "b": 3}, {}]) == rules.Summary(2, Fraction(7, 2), Fraction(2))
    assert summed_up([]) == rules.Summary(0, None, None)


@given(st.lists(st.dictionaries(st.sampled_from("abc"), st.integers(1, 5), min_size=1), min_size=1))
def test_the_mean_lies_between_the_marks_and_order_does_not_matter(reviews):
    found = summed_up(reviews)
    assert found == summed_up(reversed(reviews))
    assert 1 <= found.mean <= 5
    assert 0 <= found.spread <= 4


@pytest.mark.parametrize(
    ("scores", "said", "code"),
    [
        ({"a": 5, "b": 1}, {}, None),
        ({"a": 5}, {}, "no_score"),
        ({"a": 5, "b": 6}, {}, "no_score"),
        ({"a": 5, "b": 0}, {}, "no_score"),
        ({"a": 5, "b": 2, "c": 2}, {}, "no_score"),
        ({"a": 5, "b": 1}, {"advice": ""}, "no_advice"),
        ({"a": 5, "b": 1}, {"to_author": " "}, "no_words"),
    ],
)
def test_a_review_is_whole(scores, said, code):
    found = rules.why_wrong_review(scores, ["a", "b"], **{"advice": "accept", "to_author": "Добре.", **said})
    assert (found and found.code) == code


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({}, None),
        ({"conflict": "own"}, "conflict_own"),
        ({"state": "withdrawn"}, "not_under_review"),
        ({"decided": True}, "paper_decided"),
        ({"asked": True}, "asked_already"),
        ({"deadline_passed": False}, "call_still_open"),
    ],
)
def test_who_may_be_asked(said, code):
    values = {"conflict": "", "state": "submitted", "decided": False, "asked": False, "deadline_passed": True, **said}
    found = rules.why_not_ask_reviewer(**values)
    assert (found and found.code) == code


def test_every_conflict_has_its_words():
    for conflict in rules.CONFLICTS:
        found = rules.why_not_review(state="submitted", decided=False, conflict=conflict)
        assert found.facts["what"]
        values = {"state": "submitted", "decided": False, "asked": False, "deadline_passed": True}
        assert rules.why_not_ask_reviewer(conflict=conflict, **values).sentence


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({}, None),
        ({"own": True}, "own_paper"),
        ({"state": "accepted"}, "announced_already"),
        ({"deadline_passed": False}, "call_still_open"),
        ({"decided": "accepted@1"}, "decided_meanwhile"),
        ({"decided": "accepted@1", "seen": "accepted@1"}, None),
        ({"accepts": False}, "no_reason"),
        ({"accepts": False, "reason": "Не за темою."}, None),
        ({"changes_until": DAY, "reason": "Додати джерела."}, "changes_day_past"),
        ({"changes_until": DAY + timedelta(days=1)}, "no_changes_said"),
        ({"changes_until": DAY + timedelta(days=1), "reason": "Додати джерела."}, None),
    ],
)
def test_when_a_paper_is_decided_on(said, code):
    values = {
        "state": "submitted", "decided": "", "seen": "", "deadline_passed": True, "own": False, "accepts": True,
        "changes_until": None, "reason": "", "today": DAY, **said,
    }  # fmt: skip
    found = rules.why_not_decide(**values)
    assert (found and found.code) == code


@pytest.mark.parametrize(
    ("undecided", "to_tell", "code"), [(0, 3, None), (1, 3, "undecided"), (0, 0, "nobody_to_tell")]
)
def test_all_are_told_at_once(undecided, to_tell, code):
    found = rules.why_not_announce(undecided=undecided, to_tell=to_tell)
    assert (found and found.code) == code


@pytest.mark.parametrize(
    ("today", "reminded", "expected"),
    [
        (DAY - timedelta(days=4), None, False),
        (DAY - timedelta(days=3), None, True),
        (DAY, None, True),
        (DAY, DAY - timedelta(days=3), False),
        (DAY + timedelta(days=1), DAY - timedelta(days=3), True),
        (DAY + timedelta(days=2), DAY + timedelta(days=1), False),
        (DAY + timedelta(days=4), DAY + timedelta(days=1), True),
    ],
)
def test_when_a_reviewer_is_reminded(today, reminded, expected):
    assert rules.reminds_today(due=DAY, today=today, reminded=reminded) is expected
    assert not rules.reminds_today(due=None, today=today, reminded=reminded)


def test_terms_on_which_papers_came_stand():
    terms = {"papers": 1, "given": 1, "opens_names": False, "moves_deadline": False, "changes_criteria": False}
    assert rules.why_not_change_terms(**terms) is None
    for name, code in (
        ("opens_names", "names_promised"),
        ("moves_deadline", "reviewed_already"),
        ("changes_criteria", "scored_already"),
    ):
        assert rules.why_not_change_terms(**{**terms, name: True}).code == code
        assert rules.why_not_change_terms(**{**terms, "papers": 0, "given": 0, name: True}) is None


@given(st.booleans(), st.booleans())
def test_a_paper_accepted_with_changes_waits_for_them(asked, changed):
    assert rules.stands_in_collection(state="accepted", changes_asked=asked, changed=changed) is (changed or not asked)
    assert not rules.stands_in_collection(state="rejected", changes_asked=asked, changed=changed)


def test_a_reviewer_who_gave_reviews_stays():
    assert rules.why_not_drop_reviewer(given=0) is None
    assert rules.why_not_drop_reviewer(given=1).code == "reviews_given"
    assert rules.why_not_take_back(given=False) is None
    assert rules.why_not_take_back(given=True).code == "review_given"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({}, None),
        ({"over": True}, "event_over"),
        ({"has_account": False}, "no_account"),
        ({"named": True}, "named_already"),
    ],
)
def test_who_may_be_named(said, code):
    found = rules.why_not_name_reviewer(**{"has_account": True, "named": False, "over": False, **said})
    assert (found and found.code) == code
