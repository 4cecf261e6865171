from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from spilno.notices.rules.posting import why_not_post, why_not_remind, why_not_send_again
from spilno.notices.rules.retries import DELAYS, is_permanent, next_try_after


def test_the_second_try_comes_after_a_minute_and_all_tries_fill_about_five_days():
    assert next_try_after(1) == timedelta(minutes=1)
    assert timedelta(days=4) < sum(DELAYS, timedelta()) < timedelta(days=6)


def test_after_the_last_try_it_is_given_up():
    assert next_try_after(len(DELAYS)) is not None
    assert next_try_after(len(DELAYS) + 1) is None


@given(st.integers(1, 100))
def test_delays_never_get_shorter_and_once_given_up_stays_so(attempts):
    now, later = next_try_after(attempts), next_try_after(attempts + 1)
    assert later is None or (now is not None and later >= now)


@given(st.integers(0, 999))
def test_only_the_five_hundreds_are_final(code):
    assert is_permanent(code) == (code // 100 == 5)


def test_no_answer_is_not_final():
    assert not is_permanent(0)


@given(st.integers(0, 500), st.text(), st.text())
def test_a_notice_is_posted_exactly_when_there_is_somebody_and_something_to_say(addressees, subject, text):
    refused = why_not_post(addressees=addressees, subject=subject, text=text)
    assert (refused is None) == (addressees > 0 and bool(subject.strip()) and bool(text.strip()))


def test_a_letter_that_waits_is_not_queued_twice():
    assert why_not_send_again(waiting=True, address="a@example.org").code == "already_queued"
    assert why_not_send_again(waiting=False, address="").code == "no_address"
    assert why_not_send_again(waiting=False, address="a@example.org") is None


@given(st.integers(0, 1000))
def test_somebody_is_reminded_or_the_reason_is_told(unconfirmed):
    assert (why_not_remind(unconfirmed=unconfirmed) is None) == (unconfirmed > 0)
