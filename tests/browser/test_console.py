"""The console in a real browser: it follows what others do, sends a wrong form once, and keeps the keyboard's place."""

import pytest

from spilno.ballots.models import Question
from spilno.meetings.services.voting import cast_vote
from spilno.meetings.tests.conftest import hall  # noqa: F401 - a fixture
from spilno.meetings.tests.voting_hall import put, right

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def console(live_server, signed_in, hall):  # noqa: F811
    page = signed_in(hall.secretary)
    page.posts = []
    page.on("request", lambda request: page.posts.append(request.url) if request.method == "POST" else None)
    page.goto(f"{live_server.url}/meetings/{hall.meeting.pk}/console/")
    return page


def test_a_vote_put_and_given_elsewhere_appears_by_itself(console, hall):  # noqa: F811
    made = put(hall)
    panel = console.locator('[data-region="vote"]')
    panel.get_by_text("Триває голосування").wait_for()
    cast_vote(made, votes={right(made, hall.members[0]): "for"}, by=hall.users[0])
    panel.locator("[data-voted]", has_text="1").wait_for()
    assert "за — 1" not in panel.inner_text()  # how they voted, nobody is shown while the vote is open
    assert console.wrongs == []


def test_a_question_is_put_without_leaving_the_page(console):
    console.evaluate("window.same = true")
    console.get_by_role("button", name="В цілому").click()
    console.locator('[data-region="vote"]').get_by_text("Триває голосування").wait_for()
    assert console.evaluate("window.same") is True
    assert Question.objects.count() == 1
    assert console.evaluate("document.activeElement.matches('h2, button')")


def test_a_form_that_cannot_be_read_is_sent_once_and_leads_back(console, hall):  # noqa: F811
    put(hall)
    console.get_by_text("Скасувати це голосування").click()
    console.locator("#cancel-reason").evaluate("field => field.required = false")
    console.get_by_role("button", name="Скасувати голосування").click()
    console.locator("#live-step").get_by_role("heading", level=1).wait_for()
    assert len(console.posts) == 1
    console.locator("#live-step").get_by_role("link", name="До пульта").click()
    assert console.locator("#live").is_visible()
    assert console.evaluate("document.activeElement !== document.body")
    assert Question.objects.get().state == Question.State.OPEN
