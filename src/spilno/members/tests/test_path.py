"""The path of a membership: rules by example and by property."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spilno.members.rules.path import (
    OPEN_STATES,
    STATE_NAMES,
    Applicant,
    Step,
    state_after,
    state_restored,
    steps_after,
    warn_other_association,
    why_not_apply,
    why_not_step,
)

DAY = date(2026, 3, 1)


def step(act: Step, state: str, **facts):
    known = {"on": DAY, "last_on": None, "ground": "рішення № 1", "council": "Липова міська рада", "article": "4.3"}
    return why_not_step(act, state=state, **(known | facts))


@pytest.mark.parametrize(
    ("state", "allowed"),
    [
        ("applied", {Step.ADMIT, Step.DECLINE, Step.END}),
        ("admitted", {Step.CONFIRM, Step.DECLINE, Step.SUSPEND, Step.LEAVE, Step.EXCLUDE, Step.END}),
        ("confirmed", {Step.SUSPEND, Step.LEAVE, Step.EXCLUDE, Step.END}),
        ("suspended", {Step.RESTORE, Step.LEAVE, Step.EXCLUDE, Step.END}),
        ("left", set()),
        ("excluded", set()),
        ("declined", set()),
        ("ended", set()),
    ],
)
def test_which_steps_may_follow_a_state(state, allowed):
    assert steps_after(state) == allowed
    assert {act for act in Step if step(act, state) is None} == allowed


def test_the_general_meeting_confirms_only_what_the_board_admitted():
    refusal = step(Step.CONFIRM, "applied")
    assert refusal.code == "not_confirm"
    assert refusal.facts["now"] == "applied"
    assert refusal.facts["article"] == "4.3"


def test_a_step_may_not_be_dated_before_the_one_that_stands():
    assert step(Step.CONFIRM, "admitted", last_on=date(2026, 3, 2)).code == "step_too_early"
    assert step(Step.CONFIRM, "admitted", last_on=DAY) is None


def test_a_step_names_its_decision():
    assert step(Step.SUSPEND, "confirmed", ground="  ").code == "step_without_ground"


@given(st.sampled_from(sorted(STATE_NAMES)), st.lists(st.sampled_from(list(Step)), max_size=8))
def test_no_path_leaves_an_end_and_every_path_stays_among_known_states(state, acts):
    for act in acts:
        if step(act, state) is None:
            assert state in OPEN_STATES
            state = state_after(act)
        assert state in STATE_NAMES
        if state not in OPEN_STATES:
            assert steps_after(state) == frozenset()


@given(st.sampled_from(list(Step)), st.sampled_from(sorted(STATE_NAMES)))
def test_the_reason_and_the_rule_never_disagree(act, state):
    assert (step(act, state) is None) == (act in steps_after(state))


def test_restoring_does_not_confirm_who_was_never_confirmed():
    assert state_restored(["applied", "admitted", "suspended"]) == "admitted"
    assert state_restored(["applied", "admitted", "confirmed", "suspended"]) == "confirmed"
    assert state_restored(["suspended"]) == "confirmed"


def applicant(**facts) -> Applicant:
    known = {
        "name": "Степова селищна рада",
        "organisation_kind": "council",
        "ended": None,
        "open_state": "",
        "kind": "full",
        "decision": "рішення сесії № 12",
        "decided_on": date(2026, 2, 1),
        "applied_on": DAY,
    }
    return Applicant(**(known | facts))


def test_a_council_joins_on_its_own_decision():
    assert why_not_apply(applicant()) is None
    assert why_not_apply(applicant(decision=" ")).code == "no_own_decision"
    assert why_not_apply(applicant(decided_on=None)).code == "no_own_decision"
    assert why_not_apply(applicant(decided_on=date(2026, 3, 2))).code == "decided_after_applying"
    assert why_not_apply(applicant(decided_on=DAY)) is None


def test_one_open_membership_for_one_organisation():
    for state in OPEN_STATES:
        assert why_not_apply(applicant(open_state=state)).code == "membership_open"


def test_an_organisation_that_ended_cannot_join():
    assert why_not_apply(applicant(ended=DAY)).code == "applicant_ended"
    assert why_not_apply(applicant(ended=date(2026, 3, 2))) is None


def test_kinds_of_members_fit_kinds_of_organisations():
    assert why_not_apply(applicant(organisation_kind="civil")).code == "not_a_council"
    assert why_not_apply(applicant(kind="collective")).code == "not_an_association"
    assert why_not_apply(applicant(kind="collective", organisation_kind="association")) is None
    assert why_not_apply(applicant(kind="associate", organisation_kind="civil")) is None
    assert why_not_apply(applicant(kind="honorary", organisation_kind="civil", decision="", decided_on=None)) is None


def test_another_all_ukrainian_association_is_a_warning_only_where_this_one_is_all_ukrainian():
    assert warn_other_association(all_ukrainian=False, others=["АМУ"], council="Липова") is None
    assert warn_other_association(all_ukrainian=True, others=[], council="Липова") is None
    warning = warn_other_association(all_ukrainian=True, others=["ВАГ", "АМУ"], council="Липова")
    assert warning.facts["others"] == "АМУ; ВАГ"
    assert "4(2)" in warning.source
