"""A vote from the phone in a real browser: twice is not a vote, without a network it is kept, after the end it is refused."""

import pytest

from spilno.ballots.models import Vote
from spilno.meetings.services.voting import close_vote
from spilno.meetings.tests.conftest import hall  # noqa: F401 - a fixture
from spilno.meetings.tests.voting_hall import put

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def phone(live_server, signed_in, hall):  # noqa: F811
    page = signed_in(hall.users[0], width=360, height=740)
    page.question = put(hall)
    page.goto(f"{live_server.url}/hall/{hall.meeting.pk}/phone/")
    return page


def test_a_slip_of_the_finger_gives_no_vote(phone):
    phone.locator(".pad__against").click()
    confirm = phone.get_by_role("button", name="Підтвердити")
    confirm.click()
    phone.wait_for_timeout(1000)
    assert not Vote.objects.exists(), "the second press came at once: it was meant for the step before"
    confirm.click()
    phone.get_by_text("Голос зараховано").first.wait_for()
    assert Vote.objects.get().value == "against"


def test_a_press_without_a_network_is_kept_and_sent(phone):
    phone.locator(".pad__for").click()
    confirm = phone.get_by_role("button", name="Підтвердити")
    confirm.wait_for()
    phone.wait_for_timeout(900)
    phone.context.set_offline(True)
    confirm.click()
    phone.locator("#live-kept").wait_for()
    assert not Vote.objects.exists()
    phone.context.set_offline(False)
    phone.get_by_text("Голос зараховано").first.wait_for()
    assert Vote.objects.get().value == "for"


def test_a_press_that_comes_after_the_end_is_plainly_refused(phone, hall):  # noqa: F811
    phone.context.set_offline(True)
    phone.locator(".pad__for").click()
    phone.locator("#live-kept").wait_for()
    close_vote(phone.question, by=hall.secretary)
    phone.context.set_offline(False)
    phone.get_by_text("Голос не зараховано").wait_for()
    assert not Vote.objects.exists()


def test_a_confirmation_that_comes_after_the_end_is_plainly_refused(phone, hall):  # noqa: F811
    phone.locator(".pad__for").click()
    confirm = phone.get_by_role("button", name="Підтвердити")
    confirm.wait_for()
    phone.wait_for_timeout(900)
    close_vote(phone.question, by=hall.secretary)
    confirm.click()
    phone.get_by_text("Голос не зараховано").wait_for()
    assert not Vote.objects.exists()


def test_after_a_vote_by_keyboard_the_keyboard_stands_at_the_receipt(phone):
    phone.locator(".pad__for").focus()
    phone.keyboard.press("Enter")
    phone.get_by_role("button", name="Підтвердити").wait_for()
    phone.wait_for_timeout(900)
    phone.get_by_role("button", name="Підтвердити").focus()
    phone.keyboard.press("Enter")
    phone.get_by_text("Голос зараховано").first.wait_for()
    assert phone.evaluate("document.activeElement.closest('[data-region]')?.dataset.region") == "vote"
