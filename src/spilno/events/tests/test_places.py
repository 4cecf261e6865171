"""Places of an event: councils first, then the rest; by example and by property."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from spilno.events.rules.places import (
    Offer,
    Taken,
    Waiting,
    councils_first,
    who_gets_places,
    why_not_shares,
    why_not_so_many_places,
    why_waiting,
)

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
NOBODY = Taken(0, {})


def queue(*councils):
    return [Waiting(number, council) for number, council in enumerate(councils, start=1)]


def test_places_are_given_in_the_order_of_the_queue():
    assert who_gets_places(reversed(queue(None, 7, None)), offer=Offer(2), taken=NOBODY) == [1, 2]


def test_without_a_limit_everyone_gets_a_place():
    assert who_gets_places(queue(None, 7, None), offer=Offer(None), taken=NOBODY) == [1, 2, 3]


def test_in_the_round_of_councils_each_has_its_share_and_the_rest_wait():
    offer = Offer(10, per_council=1, councils_first=True)
    assert who_gets_places(queue(None, 7, 7, 8), offer=offer, taken=NOBODY) == [2, 4]


def test_when_the_round_ends_what_is_left_goes_to_all_in_order():
    assert who_gets_places(queue(None, 7), offer=Offer(10, per_council=1), taken=Taken(1, {7: 1})) == [1, 2]


def test_a_place_freed_in_the_round_goes_to_the_first_council_with_a_share():
    offer = Offer(2, per_council=1, councils_first=True)
    assert who_gets_places(queue(7, None, 9), offer=offer, taken=Taken(1, {7: 1})) == [3]


def test_who_has_a_place_keeps_it_when_fewer_are_offered():
    assert who_gets_places(queue(None), offer=Offer(1), taken=Taken(3, {})) == []


def test_the_moment_of_the_end_belongs_to_the_rest():
    assert councils_first(per_council=1, until=NOON, now=NOON - timedelta(seconds=1))
    assert not councils_first(per_council=1, until=NOON, now=NOON)
    assert councils_first(per_council=1, until=None, now=NOON)
    assert not councils_first(per_council=None, until=NOON, now=NOON - timedelta(days=1))


def test_why_somebody_waits():
    first = Offer(10, per_council=1, councils_first=True, until="1 грудня")
    for one, offer, taken, code in (
        (Waiting(1), Offer(2), Taken(2, {}), "all_taken"),
        (Waiting(1), first, NOBODY, "councils_first"),
        (Waiting(1), Offer(10, per_council=1, councils_first=True), NOBODY, "councils_only"),
        (Waiting(1, 7), first, Taken(1, {7: 1}), "share_used"),
    ):
        assert why_waiting(one, offer=offer, taken=taken, position=4).code == code


def test_so_few_places_cannot_be_offered():
    assert why_not_so_many_places(places=2, taken=2) is None
    assert why_not_so_many_places(places=None, taken=2) is None
    assert why_not_so_many_places(places=1, taken=2).facts["taken"] == 2


def test_wrong_shares_are_named():
    assert why_not_shares(places=10, per_council=2, has_until=True) is None
    assert why_not_shares(places=None, per_council=None, has_until=False) is None
    for wrong in ((10, None, True), (0, None, False), (10, 0, True), (10, 11, False)):
        assert why_not_shares(places=wrong[0], per_council=wrong[1], has_until=wrong[2]).code == "wrong_shares"


councils = st.one_of(st.none(), st.integers(1, 5))
waits = st.lists(councils, max_size=40).map(lambda each: queue(*each))
offers = st.builds(
    Offer, st.one_of(st.none(), st.integers(0, 30)), per_council=st.integers(1, 4), councils_first=st.booleans()
)


@st.composite
def given_places(draw):
    by_council = draw(st.dictionaries(st.integers(1, 5), st.integers(1, 6)))
    return Taken(sum(by_council.values()) + draw(st.integers(0, 10)), by_council)


@given(waits, offers, given_places())
def test_never_more_than_places_nobody_twice_in_the_order_of_the_queue(waiting, offer, taken):
    got = who_gets_places(waiting, offer=offer, taken=taken)
    assert got == sorted(set(got))
    assert set(got) <= {one.queue for one in waiting}
    if offer.places is not None:
        assert len(got) <= max(0, offer.places - taken.places)


@given(waits, offers, given_places())
def test_in_the_round_no_council_has_more_than_its_share_and_nobody_else_comes_in(waiting, offer, taken):
    if not offer.councils_first:
        return
    got = set(who_gets_places(waiting, offer=offer, taken=taken))
    for council in {one.council for one in waiting if one.queue in got}:
        assert council is not None
        given_now = sum(one.council == council for one in waiting if one.queue in got)
        assert given_now + taken.by_council.get(council, 0) <= offer.per_council


@given(waits, offers, given_places(), st.integers(1, 10))
def test_more_places_never_take_one_away(waiting, offer, taken, more):
    got = who_gets_places(waiting, offer=offer, taken=taken)
    places = None if offer.places is None else offer.places + more
    wider = Offer(places, offer.per_council, offer.councils_first)
    assert set(got) <= set(who_gets_places(waiting, offer=wider, taken=taken))


@given(waits, offers, given_places())
def test_the_end_of_the_round_leaves_nobody_with_fewer_places_in_sum(waiting, offer, taken):
    ended = Offer(offer.places, offer.per_council, councils_first=False)
    got = who_gets_places(waiting, offer=offer, taken=taken)
    assert len(got) <= len(who_gets_places(waiting, offer=ended, taken=taken))


@given(waits, offers, given_places(), councils)
def test_a_newcomer_overtakes_nobody(waiting, offer, taken, council):
    got = who_gets_places(waiting, offer=offer, taken=taken)
    with_one_more = who_gets_places([*waiting, Waiting(len(waiting) + 1, council)], offer=offer, taken=taken)
    assert with_one_more[: len(got)] == got


@given(waits, offers, given_places())
def test_after_the_list_moved_it_moves_no_more_and_each_who_waits_is_told_why(waiting, offer, taken):
    got = set(who_gets_places(waiting, offer=offer, taken=taken))
    by_council = dict(taken.by_council)
    for one in waiting:
        if one.queue in got and one.council is not None:
            by_council[one.council] = by_council.get(one.council, 0) + 1
    after = Taken(taken.places + len(got), by_council)
    left = [one for one in waiting if one.queue not in got]
    assert who_gets_places(left, offer=offer, taken=after) == []
    for position, one in enumerate(left, start=1):
        why = why_waiting(one, offer=offer, taken=after, position=position)
        assert why is not None
        assert why.facts["position"] == position
