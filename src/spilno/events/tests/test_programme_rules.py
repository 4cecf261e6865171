"""What stands at the same time, and what changed between two versions of a programme."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from spilno.events.rules.pictures import why_not_logo
from spilno.events.rules.programme import (
    DETAILS,
    Part,
    changes,
    concerns_everybody,
    outside,
    overlaps,
    why_not_import,
    why_not_remove,
)

TEN = datetime(2026, 12, 10, 8, tzinfo=UTC)


def part(key, start, hours=1, place="", kind="plenary", speakers=(), title=""):
    starts = TEN + timedelta(hours=start)
    return Part(key, title or f"Частина {key}", starts, starts + timedelta(hours=hours), place, kind, tuple(speakers))


parts = st.builds(
    part,
    st.integers(1, 6),
    st.integers(0, 8),
    st.integers(1, 3),
    st.sampled_from(["", "Зала 1", "зала 1", "Зала 2"]),
    st.sampled_from(["plenary", "break"]),
    st.lists(st.sampled_from(["Верес", "Клен", "Дуб"]), max_size=2, unique=True),
)
programmes = st.lists(parts, max_size=6, unique_by=lambda each: each.key)


def test_one_hall_holds_one_session_at_a_time():
    found = overlaps([part(1, 0, 2, "Зала 1"), part(2, 1, 2, " зала 1 "), part(3, 1, 2, "Зала 2")])
    assert [(each.first.key, each.second.key, each.hall) for each in found] == [(1, 2, "Зала 1")]


def test_what_begins_as_the_other_ends_does_not_overlap():
    assert overlaps([part(1, 0, 1, "Зала", speakers=["Верес"]), part(2, 1, 1, "Зала", speakers=["Верес"])]) == []


def test_a_speaker_in_two_halls_at_once_is_seen_and_a_break_needs_no_hall():
    found = overlaps([part(1, 0, 2, "А", speakers=["Верес"]), part(2, 1, 1, "Б", speakers=["Клен", "Верес"])])
    assert [each.speaker for each in found] == ["Верес"]
    assert overlaps([part(1, 0, 2, "А"), part(2, 1, 1, "А", kind="break")]) == []


@given(programmes)
def test_the_order_of_sessions_does_not_matter(rows):
    seen = {(each.first.key, each.second.key, each.hall, each.speaker) for each in overlaps(rows)}
    assert seen == {(each.first.key, each.second.key, each.hall, each.speaker) for each in overlaps(rows[::-1])}


@given(programmes)
def test_the_same_programme_has_no_change(rows):
    assert changes(rows, rows[::-1]) == []


@given(programmes, programmes)
def test_nothing_that_differs_is_lost(before, after):
    touched = {change.part.key for change in changes(before, after)}
    old, new = {each.key: each for each in before}, {each.key: each for each in after}
    same = {key for key in old.keys() & new.keys() if old[key] == new[key]}
    assert touched == (old.keys() | new.keys()) - same


@given(programmes, programmes)
def test_only_speakers_of_changed_parts_are_concerned(before, after):
    names = {name for each in [*before, *after] for name in each.speakers}
    for change in changes(before, after):
        assert set(change.concerned) <= names
        was = change.before.speakers if change.before else ()
        everybody = {*change.part.speakers, *was}
        assert set(change.concerned) == (
            set() if change.what == DETAILS else everybody
        )  # a mended detail concerns nobody


def test_each_change_has_its_name_and_a_moved_part_concerns_everybody():
    before = [part(1, 0, speakers=["Верес"]), part(2, 1, place="А"), part(3, 2), part(4, 3), part(5, 4)]
    after = [
        part(1, 0, speakers=["Клен"]), part(2, 1, place="Б"), part(3, 2, title="Інша назва"), part(4, 5), part(6, 7),
    ]  # fmt: skip
    found = changes(before, after)
    assert [(change.what, change.part.key) for change in found] == [
        ("speakers", 1), ("place", 2), ("renamed", 3), ("moved", 4), ("added", 6), ("removed", 5),
    ]  # fmt: skip
    assert found[0].concerned == ("Верес", "Клен")
    assert [concerns_everybody(change) for change in found] == [False, False, False, True, True, True]


def test_parts_outside_the_event_are_named():
    rows = [part(1, -1), part(2, 0), part(3, 3, 2)]
    assert [each.key for each in outside(rows, TEN, TEN + timedelta(hours=4))] == [1, 3]
    assert outside(rows, None, None) == []


def test_a_calendar_is_taken_whole_or_not_at_all():
    assert why_not_import(count=300, without_times=0, readable=True) is None
    codes = [
        why_not_import(count=count, without_times=without, readable=readable).code
        for count, without, readable in [(301, 0, True), (10000, 0, True), (0, 0, True), (5, 1, True), (0, 0, False)]
    ]
    assert codes == [
        "calendar_too_long", "calendar_too_long", "calendar_empty", "calendar_without_times", "not_a_calendar",
    ]  # fmt: skip


def test_what_is_proven_stays_in_the_programme():
    assert why_not_remove(attended=0) is None
    assert why_not_remove(attended=1).code == "session_has_attendance"


def test_a_logo_is_a_picture_of_at_most_one_megabyte():
    assert why_not_logo(content_type="image/webp", size=1024 * 1024) is None
    assert why_not_logo(content_type="application/pdf", size=10).code == "not_a_picture"
    assert why_not_logo(content_type="image/png", size=1024 * 1024 + 1).code == "logo_too_heavy"
