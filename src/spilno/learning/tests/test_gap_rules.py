"""Where the next edition does most: by example and by property."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from spilno.learning.rules.gaps import (
    LEAST_PEOPLE,
    MOST_PLACES,
    Host,
    Lacking,
    Offer,
    host_of,
    is_late,
    is_reached,
    propose,
)

OFFICIALS = Offer(1, frozenset({"official", "starosta"}), certificate=False, least_learned=40)
NORTH, SOUTH = 10, 20


def lacking(people, raion=NORTH, *, organisation=1, category="official", newcomer=False, enrolled=0, learned=None):
    return Lacking(organisation, raion, category, newcomer, people, enrolled, learned or {})


def test_the_next_edition_goes_where_most_people_lack_it():
    found = propose([lacking(12), lacking(30, SOUTH, organisation=2)], [OFFICIALS], [])
    assert [(each.raion, each.places) for each in found] == [(SOUTH, 30), (NORTH, 12)]


def test_who_is_enrolled_or_knows_it_takes_no_place():
    found = propose([lacking(30, enrolled=10, learned={1: 8, 2: 5})], [OFFICIALS], [])[0]
    assert (found.people, found.enrolled, found.learned, found.places) == (30, 10, 8, 12)


def test_newcomers_are_reached_by_a_certificate_programme_only():
    group = lacking(9, newcomer=True)
    assert not is_reached(group, OFFICIALS)
    assert is_reached(group, replace(OFFICIALS, certificate=True))
    assert propose([group], [OFFICIALS], []) == []


def test_a_programme_for_others_reaches_nobody():
    assert propose([lacking(50, category="head")], [OFFICIALS], []) == []


def test_free_places_of_planned_editions_are_not_proposed_again():
    other = replace(OFFICIALS, standard=2)
    found = propose([lacking(30)], [OFFICIALS, other], [], {(2, NORTH): 12})
    assert [(each.standard, each.planned, each.places) for each in found] == [(2, 12, 18)]
    assert propose([lacking(30)], [OFFICIALS, other], [], {(1, NORTH): 26}) == []
    assert propose([lacking(30)], [OFFICIALS], [], {(1, SOUTH): 26})[0].places == 30


def test_what_one_edition_cannot_hold_is_divided_evenly():
    found = propose([lacking(1037)], [OFFICIALS], [])[0]
    assert (found.editions, found.size) == (6, 173)
    whole = propose([lacking(MOST_PLACES)], [OFFICIALS], [])[0]
    assert (whole.editions, whole.size) == (1, MOST_PLACES)


def test_an_edition_that_ends_in_the_next_year_is_late():
    assert not is_late(date(2026, 12, 31), year=2026)
    assert is_late(date(2027, 1, 1), year=2026)


def test_for_fewer_than_five_no_edition_is_proposed():
    assert propose([lacking(4)], [OFFICIALS], []) == []
    assert propose([lacking(5)], [OFFICIALS], [])[0].places == 5


def test_of_two_programmes_that_reach_as_many_the_less_learned_goes_first():
    other = replace(OFFICIALS, standard=2, least_learned=15)
    unknown = replace(OFFICIALS, standard=3, least_learned=None)
    assert propose([lacking(8)], [OFFICIALS, unknown, other], [])[0].standard == 2


def test_the_host_is_who_never_was_then_who_was_longest_ago():
    hosts = [
        Host(1, NORTH, date(2025, 5, 1)),
        Host(2, NORTH, None),
        Host(3, SOUTH, None),
        Host(4, NORTH, date(2024, 5, 1)),
    ]
    reached = {1: 20, 2: 3, 3: 50, 4: 2}
    assert host_of(NORTH, hosts, reached).organisation == 2
    assert host_of(NORTH, [hosts[0], hosts[3]], reached).organisation == 4
    assert host_of(NORTH, hosts, {1: 20}).organisation == 1  # others send nobody
    assert host_of(99, hosts, reached) is None


GROUPS = st.lists(
    st.builds(
        Lacking,
        st.integers(1, 6), st.sampled_from([NORTH, SOUTH]), st.sampled_from(["official", "head", "starosta"]), st.booleans(),
        st.integers(0, 40), st.integers(0, 10), st.dictionaries(st.integers(1, 3), st.integers(0, 10), max_size=3),
    ),
    max_size=8, unique_by=lambda group: (group.organisation, group.category, group.newcomer),
)  # fmt: skip
OFFERS = st.lists(
    st.builds(Offer, st.integers(1, 3), st.frozensets(st.sampled_from(["official", "head", "starosta"]), min_size=1), st.booleans(), st.none() | st.integers(0, 100)),
    max_size=3, unique_by=lambda offer: offer.standard,
)  # fmt: skip
HOSTS = [Host(number, NORTH if number < 4 else SOUTH, None) for number in range(1, 7)]


PLANNED = st.dictionaries(st.tuples(st.integers(1, 3), st.sampled_from([NORTH, SOUTH])), st.integers(0, 60), max_size=4)


@given(GROUPS, OFFERS, PLANNED)
def test_nobody_is_counted_in_two_proposals(groups, offers, planned):
    found = propose(groups, offers, HOSTS, planned, most=9)
    assert sum(each.people for each in found) <= sum(group.people for group in groups)
    for each in found:
        assert each.places + each.planned == sum(people for _, people in each.councils)
        assert each.places >= LEAST_PEOPLE
        assert each.people - each.enrolled - each.learned - each.planned == each.places
        assert each.size <= MOST_PLACES
        assert each.places <= each.editions * each.size < each.places + each.editions


@given(GROUPS, OFFERS, st.randoms())
def test_the_order_in_which_things_come_does_not_matter(groups, offers, chance):
    mixed, other = list(groups), list(offers)
    chance.shuffle(mixed)
    chance.shuffle(other)
    assert propose(groups, offers, HOSTS) == propose(mixed, other, HOSTS)


@given(GROUPS, OFFERS)
def test_the_first_proposal_reaches_most_people(groups, offers):
    found = propose(groups, offers, HOSTS)
    if found:
        assert found[0].places == max(each.places for each in found)


@given(GROUPS, OFFERS, st.integers(1, 30))
def test_more_people_who_lack_never_make_the_first_proposal_smaller(groups, offers, more):
    grown = [replace(group, people=group.people + more) for group in groups]
    before, after = propose(groups, offers, HOSTS), propose(grown, offers, HOSTS)
    assert not before or (after and after[0].places >= before[0].places)
