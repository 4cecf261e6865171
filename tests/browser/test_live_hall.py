"""Phones and the wall follow the stream of a real server; a press is kept until it is answered."""

import argparse
import re
import sys

import pytest

from tests.browser.network import lose_answers, lost
from tests.load import bench
from tests.load.hall import installation

pytestmark = pytest.mark.browser

VOTERS = 4
SOON = 8000


@pytest.fixture(scope="module")
def made():
    chosen = argparse.Namespace(database="", voters=VOTERS)
    with installation(chosen, sys.modules[bench.__name__]) as found:
        found.start(pages=True)
        found.site = f"http://127.0.0.1:{found.port}"
        found.keys = found.act("sessions")["sessions"]
        found.puts = iter(range(1, 100))
        yield found


@pytest.fixture
def vote(made):
    """Put questions to the vote and close them; what a failed test left open does not stand in the way of the next one."""
    asked = []

    def put(method):
        asked.append(made.act("put", next(made.puts), method)["put"])
        return asked[-1]

    def close(number):
        asked.remove(number)
        return made.act("close", number)

    put.close = close
    yield put
    while asked:
        close(asked[-1])


@pytest.fixture(autouse=True)
def alone(chromium):
    """No phone of another test goes on voting: two phones of one delegate get one ballot paper."""
    before = set(chromium.contexts)
    yield
    for context in set(chromium.contexts) - before:
        context.close()


def opened(made, chromium, number, path="phone/"):
    """Open a screen in a browser of its own; what it says on its console is kept."""
    context = chromium.new_context(viewport={"width": 360, "height": 760}, locale="uk-UA")
    if number is not None:
        context.add_cookies([{"name": "sessionid", "value": made.keys[number], "url": made.site}])
    page = context.new_page()
    page.said = []
    page.on("console", lambda message: page.said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: page.said.append(str(error)))
    page.goto(f"{made.site}/hall/{made.meeting}/{path}")
    return page


def choose(page, value="for"):
    page.locator(f"form.pad .pad__{value}").click(timeout=SOON)
    page.locator("[data-act=confirm]").click()


def test_a_vote_opens_goes_on_and_closes_without_reloading(made, vote, chromium):
    wall = opened(made, chromium, None, path="")
    phones = [opened(made, chromium, number) for number in range(VOTERS)]
    put = vote("roll_call")
    for number, phone in enumerate(phones):
        choose(phone, "against" if number == 0 else "for")
    for phone in phones:
        phone.wait_for_selector("[data-busy=recorded]", timeout=SOON)
    wall.locator(".wall", has_text=re.compile(rf"{VOTERS}\s*проголосували")).wait_for(timeout=SOON)
    assert made.act("check", put)["rows_counted"] == VOTERS
    assert vote.close(put)["for"] == VOTERS - 1
    for phone in phones:
        phone.wait_for_selector("[aria-label='Результат голосування']", timeout=SOON)
    assert [screen.said for screen in [wall, *phones]] == [[]] * (VOTERS + 1)


def test_a_press_without_a_network_is_kept_and_sent_later(made, vote, chromium):
    phone = opened(made, chromium, 0)
    put = vote("open")
    phone.wait_for_selector("form.pad", timeout=SOON)
    phone.context.set_offline(True)
    choose(phone)
    phone.wait_for_selector("[data-busy=sending]", timeout=SOON)
    assert made.act("check", put)["rows_counted"] == 0
    phone.context.set_offline(False)
    phone.wait_for_selector("[data-busy=recorded]", timeout=15000)
    assert made.act("check", put)["rows_counted"] == 1
    vote.close(put)


def test_an_answer_that_was_lost_after_the_commit_counts_once_also_after_a_reload(made, vote, chromium):
    phone = opened(made, chromium, 1)
    put = vote("open")
    phone.wait_for_selector("form.pad", timeout=SOON)
    lose_answers(phone, "/ballot")
    choose(phone)
    phone.wait_for_selector("[data-busy=sending]", timeout=SOON)
    assert lost(phone)
    assert made.act("check", put)["rows_counted"] == 1
    phone.reload()  # and with it the network is back
    phone.wait_for_selector(".cast", timeout=SOON)
    assert made.act("check", put)["rows_counted"] == 1
    vote.close(put)


def test_what_comes_after_the_close_is_told_in_words(made, vote, chromium):
    phone = opened(made, chromium, 2)
    put = vote("open")
    phone.locator("form.pad .pad__for").click(timeout=SOON)
    for address in ("**/stream", "**/phone?*", "**/part/*"):  # it does not learn that the vote is closed
        phone.route(address, lambda route: route.abort())
    vote.close(put)
    phone.locator("[data-act=confirm]").click()
    phone.get_by_text("Голосування з цього питання закрито").wait_for(timeout=SOON)
    assert made.act("check", put)["rows_counted"] == 0


def test_a_secret_vote_through_the_live_hall(made, vote, chromium):
    phones = [opened(made, chromium, number) for number in range(VOTERS)]
    sent = []
    for phone in phones:
        phone.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    put = vote("secret")
    for number, phone in enumerate(phones):
        phone.locator(f"[data-choice={'against' if number == 0 else 'for'}]").click(timeout=30000)
        phone.wait_for_timeout(800)  # a second press in this time is not taken for the answer
        phone.locator("[data-act=sure]").click()
    for phone in phones:
        phone.locator("[data-say=recorded]").wait_for(timeout=30000)
    assert {request.url.split("?")[0].removeprefix(made.site).split("/")[1] for request in sent} == {"live"}
    assert not any("cookie" in request.all_headers() for request in sent if "/box/" in request.url)
    assert vote.close(put)["for"] == VOTERS - 1
    assert [phone.said for phone in phones] == [[]] * VOTERS
