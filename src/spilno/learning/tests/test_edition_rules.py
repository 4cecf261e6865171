"""What an edition must be, when a module is completed, who may apply: by example and by property."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spilno.learning.rules import completion, editions, enrolling
from spilno.learning.rules.categories import TARGETS, is_meant_for
from spilno.learning.rules.completion import (
    ModuleDone,
    ModuleDue,
    is_completed,
    reasons_of,
    results_of,
    why_not_completed,
)
from spilno.learning.rules.editions import (
    EditionPlan,
    ModulePlan,
    why_no_way,
    why_not_announce_edition,
    why_not_prepare,
    why_nowhere,
)
from spilno.learning.rules.enrolling import ApplicantFacts, why_not_apply, why_not_open
from spilno.learning.rules.force import DeliveryFacts
from spilno.learning.rules.volume import VolumeRule

FIRST, LAST = date(2026, 9, 3), date(2026, 10, 8)
RULE = VolumeRule(date(2019, 1, 1), 30, Decimal(2), Decimal("0.2"), Decimal(1), frozenset(), "джерело", verified=True)
FORCE = DeliveryFacts(starts=date(2023, 9, 1), ends=None, nads_until=date(2026, 12, 31), delivers=True)
PLAN = EditionPlan(FIRST, LAST, FIRST, FORCE, FORCE, Decimal(2), 60, RULE, places=200)
MODULE = ModulePlan("Бюджет", required=True, percent=100, sessions=1, needs_lessons=False, lessons=0)


def code(refusal):
    return refusal.code if refusal else ""


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, ""),
        ({"ends_on": FIRST - timedelta(1)}, "ends_before_it_begins"),
        ({"ends_on": FIRST, "apply_until": FIRST}, ""),
        ({"apply_until": LAST}, ""),
        ({"apply_until": LAST + timedelta(1)}, "applies_after_the_end"),
        ({"credits": Decimal(3), "hours": 40}, "credits_do_not_fit_hours"),
        ({"first": replace(FORCE, delivers=False)}, "not_a_provider"),
        ({"first": replace(FORCE, starts=FIRST + timedelta(1))}, "version_not_in_force"),
        ({"last": replace(FORCE, ends=LAST - timedelta(1))}, "version_not_in_force"),
        ({"last": replace(FORCE, nads_until=LAST - timedelta(1))}, "nads_over"),
        ({"last": replace(FORCE, nads_until=LAST)}, ""),
        ({"places": 0}, "wrong_shares"),
        ({"places": None}, ""),
        ({"per_council": 201}, "wrong_shares"),
        ({"has_until": True}, "wrong_shares"),
    ],
)
def test_an_edition_is_prepared_only_where_version_provider_days_and_places_agree(change, expected):
    assert code(why_not_prepare(replace(PLAN, **change))).startswith(expected)
    assert (why_not_prepare(replace(PLAN, **change)) is None) is (expected == "")


def test_forty_hours_cannot_promise_three_credits():
    refusal = why_not_prepare(replace(PLAN, credits=Decimal(3), hours=40))
    assert refusal.facts == {"credits": "3", "each": 30, "due": "90", "hours": 40}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, ""),
        ({"sessions": 0}, "module_without_sessions"),
        ({"percent": 0}, "module_without_way"),
        ({"percent": 0, "needs_lessons": True}, "module_without_lessons"),
        ({"percent": 0, "needs_lessons": True, "lessons": 1}, ""),
        ({"percent": 0, "tests": 1}, ""),
        ({"percent": 0, "assignments": 1}, ""),
        ({"sessions": 0, "tests": 1}, "module_without_sessions"),
    ],
)
def test_every_module_has_a_way_to_complete_it(change, expected):
    assert code(why_no_way(replace(MODULE, **change))) == expected


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, ""),
        ({"without_link": 1}, "session_without_link"),
        ({"without_place": 2}, "session_without_place"),
    ],
)
def test_an_edition_is_announced_when_learners_know_where_each_session_is_held(change, expected):
    module = replace(MODULE, **change)
    assert code(why_nowhere(module)) == expected
    why = why_not_announce_edition("draft", plan=PLAN, modules=[MODULE, module], today=PLAN.starts_on)
    assert code(why) == expected


@pytest.mark.parametrize(
    ("state", "modules", "today", "expected"),
    [
        ("draft", [MODULE], FIRST, ""),
        ("announced", [MODULE], FIRST, "not_in_preparation"),
        ("draft", [MODULE], FIRST + timedelta(1), "applications_over"),
        ("draft", [], FIRST, "no_modules"),
        ("draft", [MODULE, replace(MODULE, sessions=0)], FIRST, "module_without_sessions"),
    ],
)
def test_an_edition_is_announced_with_days_ahead_and_ways_through_all_modules(state, modules, today, expected):
    assert code(why_not_announce_edition(state, plan=PLAN, modules=modules, today=today)) == expected


def test_learning_begins_on_its_day_with_somebody():
    begin = editions.why_not_begin
    assert code(begin("draft", admitted=1, starts_on=FIRST, today=FIRST)) == "not_announced_edition"
    assert code(begin("announced", admitted=1, starts_on=FIRST, today=FIRST - timedelta(1))) == "not_its_day"
    assert code(begin("announced", admitted=0, starts_on=FIRST, today=FIRST)) == "nobody_admitted"
    assert begin("announced", admitted=1, starts_on=FIRST, today=FIRST) is None


def test_sessions_lie_within_the_term_of_learning():
    why = editions.why_not_sessions
    assert code(why([], starts_on=FIRST, ends_on=LAST)) == "no_sessions"
    assert code(why([(FIRST, False)], starts_on=FIRST, ends_on=LAST)) == "session_reversed"
    assert why([(FIRST, True), (LAST, True)], starts_on=FIRST, ends_on=LAST) is None
    outside = why([(LAST + timedelta(1), True), (FIRST, True)], starts_on=FIRST, ends_on=LAST)
    assert outside.facts["count"] == 1


# Completion

DUE = ModuleDue(1, "Бюджет", sessions=2, lessons=frozenset({5, 6}), tests=frozenset({7}), assignments=frozenset({8}))
ALL = ModuleDone(2, 0, frozenset({5, 6}), frozenset({7}), frozenset({8}))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"attended": 1, "excused": 1}, ["attended_too_little"]),
        ({"lessons": frozenset({5, 99})}, ["lessons_left"]),
        ({"tests": frozenset()}, ["tests_left"]),
        ({"assignments": frozenset({7})}, ["assignments_left"]),
        (
            {"attended": 0, "lessons": frozenset(), "tests": frozenset(), "assignments": frozenset()},
            ["attended_too_little", "lessons_left", "tests_left", "assignments_left"],
        ),
    ],
)
def test_a_module_says_every_reason_why_it_is_not_completed(change, expected):
    assert [each.code for each in reasons_of(DUE, replace(ALL, **change))] == expected


def test_a_module_that_asks_for_nothing_or_counts_nothing_is_never_completed():
    assert [each.code for each in reasons_of(ModuleDue(1, "х", percent=0), ALL)] == ["no_way"]
    assert [each.code for each in reasons_of(ModuleDue(1, "х", percent=50, sessions=0), ALL)] == ["nothing_counted"]


numbers = st.frozensets(st.integers(0, 4), max_size=4)
dues = st.builds(
    ModuleDue, key=st.integers(1, 9), title=st.just("М"), required=st.booleans(), percent=st.integers(0, 100), sessions=st.integers(0, 5),
    lessons=numbers, tests=numbers, assignments=numbers,
)  # fmt: skip
dones = st.builds(
    ModuleDone,
    attended=st.integers(0, 5),
    excused=st.integers(0, 5),
    lessons=numbers,
    tests=numbers,
    assignments=numbers,
)
MORE = st.sampled_from(["attended", "lessons", "tests", "assignments"])


@given(dues, dones, MORE)
def test_doing_more_never_takes_a_completed_module_away(due, done, what):
    grown = done.attended + 1 if what == "attended" else getattr(done, what) | getattr(due, what)
    before, after = reasons_of(due, done), reasons_of(due, replace(done, **{what: grown}))
    assert {each.code for each in after} <= {each.code for each in before}


modules = st.lists(dues, max_size=6, unique_by=lambda due: due.key)


@given(modules, st.dictionaries(st.integers(1, 9), dones))
def test_the_reason_and_the_rule_never_disagree_and_the_order_does_not_matter(due, done):
    results = results_of(due, done)
    assert is_completed(results) is (why_not_completed(results) is None)
    assert is_completed(results) is is_completed(list(reversed(results)))
    assert is_completed(results) is (
        any(each.required for each in due) and all(each.completed for each in results if each.due.required)
    )


@given(modules, st.dictionaries(st.integers(1, 9), dones))
def test_one_more_required_module_never_completes_a_programme(due, done):
    more = [*due, ModuleDue(10, "ще", sessions=1)]
    if due and any(each.required for each in due) and not is_completed(results_of(due, done)):
        assert not is_completed(results_of(more, {**done, 10: ModuleDone(attended=1)}))


def test_a_programme_without_required_modules_is_never_completed():
    assert not is_completed([])
    optional = replace(DUE, required=False)
    assert not is_completed(results_of([optional], {1: ALL}))
    assert why_not_completed(results_of([optional], {1: ALL})).facts["all"] == 0


def test_what_one_may_choose_does_not_stop_a_certificate():
    optional = ModuleDue(2, "за вибором", required=False, sessions=1)
    assert is_completed(results_of([DUE, optional], {1: ALL}))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, ""),
        ({"state": "announced"}, "not_learning"),
        ({"today": LAST - timedelta(1)}, "not_over_yet"),
        ({"learners": 0}, "nobody_learns"),
        ({"waiting": 3}, "work_to_mark"),
        ({"nobody": ["Бюджет"]}, "nobody_attended"),
        ({"nobody": ["Бюджет"], "said": "  "}, "nobody_attended"),
        ({"nobody": ["Бюджет"], "said": "Лектор захворів"}, ""),
    ],
)
def test_an_edition_is_finished_when_nothing_is_left_to_mark_or_to_say(change, expected):
    facts = {"state": "learning", "last_day": LAST, "today": LAST, "learners": 1, "nobody": [], "said": "", **change}
    assert code(completion.why_not_finish(facts.pop("state"), **facts)) == expected


# Applications

ONE = ApplicantFacts("Марія ТЕРЕН", "official")


def test_applications_are_taken_on_the_last_day_too():
    assert why_not_open("announced", apply_until=FIRST, today=FIRST) is None
    assert code(why_not_open("announced", apply_until=FIRST, today=FIRST + timedelta(1))) == "applications_closed"
    assert why_not_open("learning", apply_until=FIRST, today=LAST, by_leader=True) is None
    for state, expected in (
        ("draft", "edition_not_announced"),
        ("cancelled", "edition_cancelled"),
        ("finished", "edition_finished"),
    ):
        assert code(why_not_open(state, apply_until=FIRST, today=FIRST, by_leader=True)) == expected


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, ""),
        ({"here": "applied"}, "stands_already"),
        ({"here": "completed"}, "stands_already"),
        ({"here": "withdrawn"}, ""),
        ({"here": "refused"}, ""),
        ({"elsewhere": "потік № 2"}, "other_edition"),
        ({"category": ""}, "no_office"),
        ({"category": "councillor"}, "not_meant_for"),
        ({"category": "civil_servant"}, "not_meant_for"),
    ],
)
def test_one_applies_once_for_a_standard_meant_for_his_office(change, expected):
    assert code(why_not_apply(replace(ONE, **change), targets=["lsg_officials"])) == expected


@given(
    st.lists(st.sampled_from(sorted(TARGETS))),
    st.sampled_from(["official", "head", "councillor", "state_head", "civil_servant", ""]),
)
def test_whom_the_programme_is_meant_for_may_apply_and_nobody_else(targets, category):
    assert (why_not_apply(replace(ONE, category=category), targets=targets) is None) is is_meant_for(targets, category)


def test_a_refusal_has_its_reason_and_nobody_who_left_is_decided_on():
    assert code(enrolling.why_not_refuse("announced", ["applied"], reason=" ")) == "no_reason"
    assert code(enrolling.why_not_decide("announced", [])) == "nobody_chosen"
    assert code(enrolling.why_not_decide("announced", ["applied", "withdrawn"])) == "has_left"
    assert code(enrolling.why_not_decide("finished", ["applied"])) == "edition_not_open"
    assert enrolling.why_not_refuse("learning", ["learning"], reason="не з’явився") is None


@given(st.sampled_from(["applied", "waiting", "admitted", "learning", "completed", "failed", "refused", "withdrawn"]))
def test_one_leaves_only_where_he_is_concerned(state):
    assert (enrolling.why_not_leave(state) is None) is (state in enrolling.CONCERNED)
