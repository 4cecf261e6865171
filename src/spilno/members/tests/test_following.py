"""What follows from the statute; names; lists: rules by example and by property."""

from datetime import date, timedelta
from pathlib import Path

from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

import spilno.statute
from spilno.members.rules.following import following, next_yearly_day
from spilno.members.rules.representatives_file import MOST_ROWS, Known, Listed, guess_gender, outcomes, why_not_take
from spilno.members.rules.search import folded, nearest
from spilno.statute.rules.edition_file import read_edition

MODEL = read_edition((Path(spilno.statute.__file__).parent / "editions" / "model.toml").read_text(encoding="utf-8"))


def test_of_sixty_two_members_the_next_meeting_needs():
    found = following(MODEL, members=62, day=date(2026, 11, 22))
    assert found.quorum == 32
    assert found.earliest == date(2027, 1, 1)
    assert found.earliest_extraordinary == date(2026, 12, 7)
    bars = {bar.matter.code: (bar.at_full, bar.at_quorum) for bar in found.bars}
    assert bars["ordinary"] == (32, 17)
    assert bars["statute"] == (47, 24)
    assert bars["liquidation"] == (47, 47)  # of all members, however many are here
    assert bars["exclusion"] == (42, 22)
    assert found.demand.needed == 21


@given(st.integers(1, 2000))
def test_nothing_is_carried_by_more_than_there_are_and_a_quorum_never_needs_more_than_all(members):
    found = following(MODEL, members=members, day=date(2026, 11, 22))
    assert found.quorum <= members
    for bar in found.bars:
        assert bar.at_quorum <= bar.at_full <= members


def test_the_next_day_of_the_year_is_today_or_ahead():
    assert next_yearly_day(date(2026, 3, 31), 331) == date(2026, 3, 31)
    assert next_yearly_day(date(2026, 4, 1), 331) == date(2027, 3, 31)
    assert next_yearly_day(date(2027, 1, 1), 229) == date(2027, 2, 28)


@given(st.dates(date(2000, 1, 1), date(2099, 1, 1)), st.sampled_from([101, 229, 331, 1231]))
def test_a_yearly_day_is_never_past_and_less_than_a_year_ahead(day, month_day):
    assert 0 <= (next_yearly_day(day, month_day) - day).days <= 366


def test_names_are_compared_without_apostrophes_case_and_quotes():
    assert (
        folded("Слов’янська  Міська\u00a0рада")
        == folded("словʼянська міська рада")
        == folded("СЛОВ'ЯНСЬКА міська рада")
    )
    assert folded("«Ґречна»") == folded("Гречна")


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(text):
    assert folded(folded(text)) == folded(text)


def test_the_nearest_names_are_suggested_and_strange_ones_are_not():
    known = ["Липова міська рада", "Липецька сільська рада", "Вербова міська рада"]
    assert nearest("Липовая міськ рада", known)[0] == "Липова міська рада"
    assert nearest("xyz", known) == []
    assert nearest("", []) == []


def test_a_list_is_taken_up_to_five_thousand_rows():
    assert why_not_take(rows=MOST_ROWS) is None
    assert why_not_take(rows=MOST_ROWS + 1).facts == {"most": "5000"}


def test_a_patronymic_tells_the_gender():
    assert [guess_gender(name) for name in ("Іванівна", "Юріївна", "Іванович", "Ілліч", "Сергійович", "", "Оглу")] == [
        "f", "f", "m", "m", "m", "", "",
    ]  # fmt: skip


KNOWN = Known(
    members={"липова": 1, "вербова": 2}, names={1: "Липова", 2: "Вербова"}, standing={}, people={"є двоє": (1, 2)}
)
cells = st.sampled_from(["", "Липова", "вербова", "Липвова", "Двоє", "Є", "Іванівна", "заступник", "король"])
rows = st.builds(Listed, st.integers(2, 9), cells, cells, cells, cells, cells)


@given(st.lists(rows, max_size=8))
def test_every_row_has_one_outcome_and_no_member_gets_two_of_a_kind(listed):
    found = outcomes(listed, KNOWN)
    assert [outcome.line for outcome in found] == [row.line for row in listed]
    given_now = [(row.membership, row.kind) for row in found if row.state != "error"]
    assert len(given_now) == len(set(given_now))
    assert all(outcome.reason % (outcome.facts or {}) for outcome in found if outcome.state == "error")


def test_the_page_of_the_statute_tells_what_follows_for_the_members_of_today(client, cast):
    page = client.get(reverse("statute:statute"))
    card = page.context["consequences"][0].context["follows"]
    assert (card.following.members, card.following.quorum) == (2, 2)
    assert card.following.earliest == timezone.localdate() + timedelta(days=40)
    assert "для відома" in page.content.decode()
