from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from spilno.accounts.rules.doors import (
    why_not_accept,
    why_not_block,
    why_not_give_right,
    why_not_invite,
    why_not_sign_in_by_link,
    why_not_take_back,
    why_not_withdraw,
)

DAY = date(2026, 11, 27)
flags = st.booleans()


def code(refusal):
    return refusal.code if refusal else None


@given(used=flags, withdrawn=flags, expired=flags, is_blocked=flags, known=flags)
def test_an_invitation_opens_exactly_when_nothing_speaks_against_it(known, used, withdrawn, expired, is_blocked):
    refused = why_not_accept(known=known, used=used, withdrawn=withdrawn, expired=expired, is_blocked=is_blocked)
    assert (refused is None) == (known and not (used or withdrawn or expired or is_blocked))


def test_a_used_invitation_is_called_used_even_when_it_has_expired():
    refused = why_not_accept(known=True, used=True, withdrawn=False, expired=True, is_blocked=False)
    assert code(refused) == "invitation_used"


def test_whoever_signs_in_is_not_invited_and_a_blocked_account_neither():
    assert why_not_invite(has_signed_in=False, is_blocked=False) is None
    assert code(why_not_invite(has_signed_in=True, is_blocked=False)) == "already_signs_in"
    assert code(why_not_invite(has_signed_in=False, is_blocked=True)) == "account_blocked"


def test_a_link_opens_or_the_one_answer_is_given():
    assert why_not_sign_in_by_link(known=True) is None
    assert code(why_not_sign_in_by_link(known=False)) == "link_over"


@given(st.integers(-400, 400), st.text(max_size=5), flags)
def test_a_right_needs_a_ground_and_a_term_that_is_one(days, ground, held):
    ends = DAY + timedelta(days=days)
    refused = why_not_give_right(held=held, starts=DAY, ends=ends, ground=ground)
    assert (refused is None) == (not held and bool(ground.strip()) and days >= 0)


def test_a_right_may_have_no_end():
    assert why_not_give_right(held=False, starts=DAY, ends=None, ground="наказ № 1") is None


@given(flags, flags, st.text(max_size=3))
def test_the_last_right_to_give_rights_stays(taken_back, last, ground):
    refused = why_not_take_back(taken_back=taken_back, last_of_accounts=last, ground=ground)
    assert (refused is None) == (not taken_back and not last and bool(ground.strip()))


@given(flags, flags, flags)
def test_nobody_blocks_himself_or_the_last_keeper(is_own, is_blocked, last):
    refused = why_not_block(is_own=is_own, is_blocked=is_blocked, last_of_accounts=last)
    assert (refused is None) == (not is_own and not is_blocked and not last)


@given(flags, flags)
def test_an_invitation_ends_once(used, withdrawn):
    assert (why_not_withdraw(used=used, withdrawn=withdrawn) is None) == (not used and not withdrawn)
