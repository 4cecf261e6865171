"""A hall of 62 phones holds a meeting: an open vote, a roll-call, a secret vote, an election; then anybody counts it again."""

import argparse
import subprocess
import sys
from pathlib import Path

import pytest

from tests.load import bench
from tests.load.hall import installation

pytestmark = pytest.mark.browser

PHONES = 62
SOON = 60000  # two cores, 62 browsers
STEADY = 900  # a second press sooner was meant for the step before
TOOLS = Path(__file__).parents[2] / "tools"
# two seats: the first has the quota of 21, the surplus of 4 goes on, the fourth is excluded and the third is elected by those ballots
ORDERS = ["1>3"] * 25 + ["3>2"] * 13 + ["2>1"] * 12 + ["4>3"] * 10 + ["against", "abstained"]


@pytest.fixture(scope="module")
def hall():
    with installation(argparse.Namespace(database="", voters=PHONES), sys.modules[bench.__name__]) as found:
        found.start(pages=True)
        found.site = f"http://127.0.0.1:{found.port}"
        yield found


def opened(hall, chromium, key):
    """Open the phone of a delegate, with storage and session of its own; what goes wrong in it is kept."""
    context = chromium.new_context(viewport={"width": 360, "height": 740}, locale="uk-UA", reduced_motion="reduce")
    context.add_cookies([{"name": "sessionid", "value": key, "url": hall.site}])
    page = context.new_page()
    page.set_default_timeout(SOON)
    page.wrongs = []
    page.on("console", lambda message: page.wrongs.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: page.wrongs.append(str(error)))
    page.goto(f"{hall.site}/hall/{hall.meeting}/phone/", wait_until="domcontentloaded")
    return page


def values(against, abstained):
    return ["against"] * against + ["abstained"] * abstained + ["for"] * (PHONES - against - abstained)


def press_openly(phones, choices):
    for phone, choice in zip(phones, choices, strict=True):
        phone.locator(f"form.pad .pad__{choice}").click()
        phone.locator("[data-act=confirm]").click()
    for phone in phones:
        phone.wait_for_selector("[data-busy=recorded]")


def press_secretly(phones, choices):
    """Choose on every phone, then confirm on every phone: so nobody is quicker than the page allows."""
    for phone, choice in zip(phones, choices, strict=True):
        phone.locator("[data-secret] [data-say=choose]").wait_for()
        if choice in {"for", "against", "abstained"}:
            phone.locator(f"[data-choice={choice}]").click()
        else:
            for place, number in enumerate(choice.split(">"), start=1):
                phone.locator(f"[name=place-{number}]").select_option(str(place))
            phone.locator("[data-act=elect]").click()
    phones[-1].wait_for_timeout(STEADY)
    for phone in phones:
        phone.locator("[data-act=sure]").click()
    for phone in phones:
        phone.locator("[data-say=recorded]").wait_for()


def shows_result(phones):
    for phone in phones:
        phone.wait_for_selector("[aria-label='Результат голосування']")


def test_a_hall_of_62_phones_holds_a_meeting_that_anybody_counts_again(hall, chromium, tmp_path):
    before = set(chromium.contexts)
    phones = [opened(hall, chromium, key) for key in hall.act("sessions")["sessions"]]
    try:
        for number, (method, against, abstained) in enumerate([("open", 3, 5), ("roll_call", 12, 0)], start=1):
            made = hall.act("put", number, method)
            press_openly(phones, values(against, abstained))
            assert hall.act("check", made["put"])["rows_counted"] == PHONES
            assert hall.act("close", made["put"])["for"] == PHONES - against - abstained
            shows_result(phones)
        made = hall.act("put", 3, "secret")
        press_secretly(phones, values(20, 2))
        assert hall.act("close", made["put"]) == {"for": 40, "carried": True, "elected": [], "journal_valid": True}
        shows_result(phones)
        made = hall.act("put", 4, "secret", "stv", 2)
        press_secretly(phones, ORDERS)
        assert hall.act("close", made["put"]) == {"for": 60, "carried": True, "elected": [1, 3], "journal_valid": True}
        shows_result(phones)
        assert hall.act("end") == {"state": "closed"}
        phones[0].get_by_text("Збори закрито").first.wait_for()
        assert [phone.wrongs for phone in phones if phone.wrongs] == []
        counted_again(hall, phones[0], tmp_path)
    finally:
        for context in set(chromium.contexts) - before:
            context.close()


def counted_again(hall, page, tmp_path):
    page.goto(f"{hall.site}/meetings/{hall.meeting}/")
    with page.expect_download() as given:
        page.get_by_role("link", name="Архів зборів").click()
    archive = tmp_path / given.value.suggested_filename
    given.value.save_as(archive)
    for tool, last in (("count_ballots.py", "ВСЕ СХОДИТЬСЯ. Голосувань 4"), ("verify_journal.py", "VALID.")):
        command = [sys.executable, "-I", "-S", str(TOOLS / tool), str(archive)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, env={"LANG": "uk_UA.UTF-8"})
        assert (done.returncode, done.stdout.splitlines()[-1].startswith(last)) == (0, True), done.stdout + done.stderr
