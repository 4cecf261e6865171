"""Whose turn it is to host: by example and by property."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from spilno.visits.rules.turns import Hosted, turns, why_this_place

RAIONS = ("Богодухівський", "Ізюмський", "Лозівський", "Чугуївський")
days = st.dates(date(2007, 4, 10), date(2030, 12, 31))
histories = st.lists(st.builds(Hosted, raion=st.sampled_from(RAIONS), day=days), max_size=12)
ALL = dict.fromkeys(RAIONS, 3)


def test_who_never_hosted_comes_first_then_who_hosted_longest_ago():
    hosted = [
        Hosted("Чугуївський", date(2026, 6, 23)),
        Hosted("Лозівський", date(2019, 5, 1)),
        Hosted("Богодухівський", date(2018, 5, 1)),
        Hosted("Богодухівський", date(2026, 11, 1)),
    ]
    order = turns(ALL, hosted)
    assert [(turn.raion, turn.place, turn.times) for turn in order] == [
        ("Ізюмський", 1, 0),
        ("Лозівський", 2, 1),
        ("Чугуївський", 3, 1),
        ("Богодухівський", 4, 2),
    ]
    assert why_this_place(order[0]).sentence == "Nobody of this raion has hosted yet: it is its turn."
    assert why_this_place(order[3]).facts == {"times": 2, "last": date(2026, 11, 1), "before": 3}


def test_raions_that_are_even_share_a_place():
    assert {turn.place for turn in turns(ALL, [])} == {1}


def test_a_raion_without_members_has_no_turn():
    assert [turn.raion for turn in turns({"Ізюмський": 0, "Лозівський": 1}, [])] == ["Лозівський"]


def test_a_host_of_no_raion_is_told_so():
    assert "no raion" in why_this_place(None).sentence


@given(histories)
def test_every_raion_with_members_has_one_place_and_nothing_is_counted_twice(hosted):
    order = turns(ALL, hosted)
    assert sorted(turn.raion for turn in order) == sorted(RAIONS)
    assert sum(turn.times for turn in order) == len(hosted)
    assert [turn.place for turn in order] == sorted(turn.place for turn in order)


@given(histories, st.randoms())
def test_the_order_of_the_history_does_not_matter(hosted, random):
    shuffled = list(hosted)
    random.shuffle(shuffled)
    assert turns(ALL, shuffled) == turns(ALL, hosted)


@given(histories, st.sampled_from(RAIONS), days)
def test_hosting_once_more_never_brings_a_raion_forward(hosted, raion, day):
    before = {turn.raion: turn.place for turn in turns(ALL, hosted)}
    after = {turn.raion: turn.place for turn in turns(ALL, [*hosted, Hosted(raion, day)])}
    assert after[raion] >= before[raion]
    assert all(after[other] <= before[other] for other in RAIONS if other != raion)


@given(histories)
def test_the_sentence_agrees_with_the_place(hosted):
    for turn in turns(ALL, hosted):
        said = why_this_place(turn).sentence
        assert ("turn" in said) is (turn.place == 1)
        assert ("Nobody" in said) is (turn.times == 0)
