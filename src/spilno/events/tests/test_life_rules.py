"""What must stand before each step of an event, and who may leave its holders."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from spilno.events.rules.life import (
    WITH_PROGRAMME,
    EventPlan,
    all_that_is_missing,
    why_not_add_owner,
    why_not_announce,
    why_not_cancel,
    why_not_change,
    why_not_clone,
    why_not_enter_held,
    why_not_remove_owner,
    why_wrong_times,
)

TODAY = date(2026, 11, 22)
KINDS = ["training", "seminar", "round_table", "conference", "forum", "meeting", "outreach", "study_visit"]
plans = st.builds(
    EventPlan,
    state=st.sampled_from(["draft", "announced", "held", "cancelled"]),
    kind=st.sampled_from(KINDS),
    format=st.sampled_from(["in_person", "online", "mixed"]),
    day=st.none() | st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    owners=st.integers(0, 3),
    has_place=st.booleans(),
    has_link=st.booleans(),
    sessions=st.integers(0, 3),
    has_end=st.booleans(),
)


def plan(**fields):
    values = {
        "state": "draft", "kind": "seminar", "format": "in_person", "day": TODAY, "owners": 1, "has_place": True,
        "has_link": False, "sessions": 1, **fields,
    }  # fmt: skip
    return EventPlan(**values)


def code(refusal):
    return refusal.code if refusal else None


def test_a_settled_event_is_announced_even_on_its_own_day():
    assert why_not_announce(plan(), today=TODAY) is None


def test_each_thing_that_is_missing_is_named():
    for fields, expected in [
        ({"owners": 0}, "no_owner"),
        ({"day": None}, "no_day"),
        ({"day": TODAY - timedelta(days=1)}, "day_is_past"),
        ({"has_end": False}, "no_end"),
        ({"has_place": False}, "no_place"),
        ({"format": "online"}, "no_link"),
        ({"format": "mixed"}, "no_link"),
        ({"sessions": 0}, "no_programme"),
        ({"state": "held"}, "announced_already"),
    ]:
        assert code(why_not_announce(plan(**fields), today=TODAY)) == expected


def test_a_round_table_needs_no_programme_and_an_online_event_no_place():
    assert why_not_announce(plan(kind="round_table", sessions=0), today=TODAY) is None
    assert why_not_announce(plan(format="online", has_place=False, has_link=True), today=TODAY) is None


@given(plans)
def test_the_reason_and_the_list_never_disagree(given_plan):
    missing = all_that_is_missing(given_plan, today=TODAY)
    assert why_not_announce(given_plan, today=TODAY) == (missing[0] if missing else None)


@given(plans)
def test_more_sessions_never_harm(given_plan):
    richer = EventPlan(**{name: getattr(given_plan, name) for name in given_plan.__slots__} | {"sessions": 9})
    assert len(all_that_is_missing(richer, today=TODAY)) <= len(all_that_is_missing(given_plan, today=TODAY))


@given(plans)
def test_what_is_announced_has_an_owner_a_day_to_come_and_a_way_to_take_part(given_plan):
    if why_not_announce(given_plan, today=TODAY) is None:
        assert given_plan.owners
        assert given_plan.day is not None
        assert given_plan.day >= TODAY
        assert given_plan.has_place or given_plan.has_link
        assert given_plan.sessions or given_plan.kind not in WITH_PROGRAMME


@given(st.sampled_from(["draft", "announced", "held", "cancelled"]), st.integers(0, 20))
def test_the_last_holder_never_leaves(state, owners):
    refusal = why_not_remove_owner(state=state, owners=owners, holds=True, own=True)
    assert (refusal is None) == (owners > 1 and state != "held")


@given(st.sampled_from(["draft", "announced", "held", "cancelled"]), st.integers(0, 20))
def test_a_holder_is_put_out_by_others_of_a_draft_only(state, owners):
    refusal = why_not_remove_owner(state=state, owners=owners, holds=True, own=False)
    assert (refusal is None) == (owners > 1 and state == "draft")


def test_an_organisation_holds_an_event_once_and_exists():
    assert why_not_add_owner(state="announced", owners=1, stands=False, ended=False) is None
    assert code(why_not_add_owner(state="announced", owners=1, stands=True, ended=False)) == "stands_already"
    assert code(why_not_add_owner(state="announced", owners=1, stands=False, ended=True)) == "organisation_ended"
    assert why_not_add_owner(state="draft", owners=11, stands=False, ended=False) is None
    assert code(why_not_add_owner(state="draft", owners=12, stands=False, ended=False)) == "too_many_owners"
    assert code(why_not_add_owner(state="cancelled", owners=1, stands=False, ended=False)) == "cancelled"


def test_an_event_is_cancelled_with_a_reason_and_once():
    assert why_not_cancel("announced", "повітряна тривога") is None
    assert code(why_not_cancel("announced", "  ")) == "no_reason"
    assert code(why_not_cancel("cancelled", "ще раз")) == "nothing_to_cancel"


def test_what_is_over_is_not_changed():
    assert [code(why_not_change(state)) for state in ("draft", "announced", "held", "cancelled")] == [
        None, None, "event_is_over", "event_is_over",
    ]  # fmt: skip


@given(st.datetimes(timezones=st.just(UTC)), st.datetimes(timezones=st.just(UTC)))
def test_an_end_stands_after_its_beginning(starts, ends):
    assert (why_wrong_times(starts, ends) is None) == (starts < ends)


def test_an_unknown_time_is_not_wrong():
    assert why_wrong_times(None, datetime(2026, 1, 1, tzinfo=UTC)) is None


def test_an_event_held_before_is_entered_with_its_source():
    now = datetime(2026, 11, 22, tzinfo=UTC)

    def entering(**fields):
        return code(
            why_not_enter_held(**{"state": "draft", "ends": now, "now": now, "owners": 1, "ground": "лист", **fields})
        )

    assert entering() is None
    assert entering(state="announced") == "not_a_draft"
    assert entering(ends=None) == entering(ends=now + timedelta(seconds=1)) == "not_over"
    assert entering(owners=0) == "no_owner"
    assert entering(ground=" ") == "no_ground"


def test_a_repeated_event_is_to_come():
    assert why_not_clone(day=TODAY, first=TODAY + timedelta(days=7), today=TODAY) is None
    assert code(why_not_clone(day=TODAY, first=TODAY, today=TODAY)) == "clone_in_the_past"
    assert code(why_not_clone(day=None, first=TODAY - timedelta(days=1), today=TODAY)) == "clone_in_the_past"
