"""A secret vote in a real browser: the sums of the RFC, the phone that loses nothing, the list in which each finds his own."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from spilno.ballots.models import BallotCast, PaperGiven, Question
from spilno.ballots.queries import ballot_of, key_of
from spilno.ballots.rules.secret import is_genuine
from spilno.meetings.services.voting import close_vote
from spilno.meetings.tests.conftest import hall  # noqa: F401 - a fixture
from spilno.meetings.tests.test_elections import prepared
from spilno.meetings.tests.test_elections import put as elect
from spilno.meetings.tests.voting_hall import give_proxy, put
from tests.browser.network import lose_answers, lost

ROOT = Path(__file__).parents[2]
RFC = json.loads((ROOT / "src/spilno/ballots/tests/rfc9474.json").read_text())
STEADY = 900  # a second press sooner was meant for the step before

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def question(hall):  # noqa: F811
    return put(hall, method="secret")


@pytest.fixture
def phone(live_server, signed_in, hall, question):  # noqa: F811
    page = signed_in(hall.users[0], width=360, height=740)
    page.goto(f"{live_server.url}/hall/{hall.meeting.pk}/phone/")
    return page


def choose(page, choice):
    page.locator(f"[data-secret] .pad__{choice}").click()
    page.wait_for_timeout(STEADY)


def confirm(page):
    page.get_by_role("button", name="Підтвердити").click()


def recorded(page):
    page.locator("[data-say=recorded]:visible").wait_for()


def test_the_vectors_of_the_rfc_hold_in_the_browser(live_server, open_page, cast):
    page = open_page()
    page.goto(f"{live_server.url}/ballots/secret/")
    said = page.evaluate(
        """async (rfc) => {
            const m = await import("/static/ballots/secret.js");
            const number = (name) => BigInt("0x" + rfc[name]);
            const key = { n: number("n"), e: number("e") };
            const prepared = m.toBytes(rfc.msg_prefix + rfc.msg);
            const r = m.inverseOf(number("inv"), key.n);
            const { blinded, inverse } = await m.blind(key, prepared, m.toBytes(rfc.salt), r);
            const signature = await m.finalize(key, prepared, m.toBytes(rfc.blind_sig), inverse);
            const wrong = m.toBytes(rfc.blind_sig);
            wrong[300] ^= 1;
            const refused = async (task) => { try { await task(); return ""; } catch (error) { return error.message; } };
            return {
                blinded: m.toHex(blinded),
                inverse: inverse.toString(16),
                signature: m.toHex(signature),
                altered: await refused(() => m.finalize(key, prepared, wrong, inverse)),
                short: await refused(() => m.finalize(key, prepared, wrong.slice(1), inverse)),
                divisor: await refused(() => m.blind(key, prepared, m.toBytes(rfc.salt), number("p"))),
                power: m.power(number("sig"), key.e, key.n) === (() => { let x = 1n; for (let i = 0; i < 65537; i += 1) x = (x * number("sig")) % key.n; return x; })(),
            };
        }""",
        RFC,
    )
    assert said["blinded"] == RFC["blinded_msg"]
    assert int(said["inverse"], 16) == int(RFC["inv"], 16)
    assert said["signature"] == RFC["sig"]
    assert "does not hold" in said["altered"]
    assert "another length" in said["short"]
    assert "no inverse" in said["divisor"]
    assert said["power"]


def test_a_ballot_goes_without_a_cookie_and_the_server_finds_it_genuine(phone, question):
    sent = []
    phone.on("request", lambda request: sent.append(request) if "/box/" in request.url else None)
    choose(phone, "for")
    confirm(phone)
    recorded(phone)
    row = BallotCast.objects.get()
    assert row.choice == "for"
    assert is_genuine(ballot_of(row), key=key_of(question.question.secret))
    (request,) = sent
    headers = request.all_headers()
    assert "cookie" not in headers
    assert "referer" not in headers
    assert set(json.loads(request.post_data)) == {"token", "prefix", "signature", "choice"}
    kept = phone.evaluate("Object.entries(localStorage).find(([name]) => name.startsWith('spilno.secret'))[1]")
    (paper,) = json.loads(kept).values()
    assert (paper["token"], paper["choice"], paper["inverse"], paper["blinded"]) == (row.token, "for", "", "")
    assert phone.wrongs == []


def test_a_slip_of_the_finger_gives_no_vote(phone):
    phone.locator("[data-secret] .pad__against").click()
    confirm(phone)
    phone.wait_for_timeout(4500)
    assert not BallotCast.objects.exists()
    confirm(phone)
    recorded(phone)
    assert BallotCast.objects.get().choice == "against"


def test_a_reload_while_it_is_sent_neither_loses_nor_doubles(phone):
    choose(phone, "for")
    confirm(phone)
    phone.reload()
    recorded(phone)
    phone.reload()
    recorded(phone)
    assert BallotCast.objects.count() == PaperGiven.objects.count() == 1


def test_an_answer_that_is_lost_after_the_ballot_was_recorded(phone):
    """The network drops after the commit and before the answer: the ballot is sent again and lies in the box once."""
    lose_answers(phone, "/box/", times=1)
    choose(phone, "for")
    confirm(phone)
    recorded(phone)
    assert lost(phone) == [200]
    assert BallotCast.objects.count() == 1


def test_an_answer_that_is_lost_after_the_paper_was_given(live_server, signed_in, hall, question):  # noqa: F811
    page = signed_in(hall.users[0], width=360, height=740)
    lose_answers(page, "/papers/", times=1)
    page.goto(f"{live_server.url}/hall/{hall.meeting.pk}/phone/")
    choose(page, "for")
    assert lost(page) == [200]
    confirm(page)
    recorded(page)
    assert PaperGiven.objects.count() == 1


def test_without_a_network_it_is_said_and_pressed_again(phone):
    choose(phone, "abstained")
    phone.route("**/box/", lambda route: route.abort())
    confirm(phone)
    phone.locator("[data-say=sending]:visible").wait_for()
    phone.locator("[data-say=failed]:visible").wait_for(timeout=25000)
    assert not BallotCast.objects.exists()
    phone.unroute("**/box/")
    phone.locator("[data-act=again]:visible").click()
    recorded(phone)
    assert BallotCast.objects.get().choice == "abstained"


def test_another_browser_of_the_same_person_is_told_that_the_paper_is_given(phone, live_server, signed_in, hall):  # noqa: F811
    phone.locator("[data-say=choose]:visible").wait_for()
    other = signed_in(hall.users[0], width=360, height=740)
    other.goto(f"{live_server.url}/hall/{hall.meeting.pk}/phone/")
    other.get_by_text("уже видано на інший телефон").wait_for()
    assert not other.locator("[data-say=choose]").is_visible()


def test_after_closing_a_ballot_is_plainly_refused(phone, question, hall):  # noqa: F811
    choose(phone, "for")
    lose_answers(phone, "?v=")  # it does not learn that the vote is closed
    close_vote(question, by=hall.secretary)
    confirm(phone)
    phone.get_by_text("Голосування з цього питання закрито").first.wait_for()
    assert not BallotCast.objects.exists()


def test_a_meeting_votes_in_secret_from_the_putting_to_the_count(live_server, signed_in, hall, tmp_path):  # noqa: F811
    give_proxy(hall, 4, 0)  # the first delegate carries two votes
    chair = signed_in(hall.secretary)
    chair.goto(f"{live_server.url}/meetings/{hall.meeting.pk}/console/")
    chair.locator("#put-method").select_option("secret")
    chair.locator("#put-text").fill("Провести день.")
    chair.locator("button[name=purpose][value=whole]").click()
    chair.get_by_text("Триває голосування").first.wait_for()
    phones = []
    for user, choice in zip(hall.users[:4], ["for", "for", "against", "for"], strict=True):
        page = signed_in(user, width=360, height=740)
        page.goto(f"{live_server.url}/hall/{hall.meeting.pk}/phone/")
        choose(page, choice)
        confirm(page)
        phones.append(page)
    for page in phones:
        recorded(page)
    assert "за: 2" not in chair.content()
    chair.reload()
    chair.get_by_role("button", name="Закрити голосування").click()
    phones[0].get_by_text("Усі бюлетені цього голосування").first.click()
    phones[0].get_by_text("Подане Вами є в переліку").wait_for()
    assert phones[0].locator("[data-say=found] li").count() == 2
    assert phones[0].locator("tr[aria-current]").count() == 2
    question = Question.objects.get()
    counts = (question.votes_for, question.votes_against, question.votes_abstained, question.not_voted)
    assert (counts, question.carried) == ((4, 1, 0, 0), True)
    with phones[0].expect_download() as given:
        phones[0].get_by_text("Увесь перелік").click()
    path = tmp_path / "ballots.json"
    given.value.save_as(path)
    tool = [sys.executable, "-I", str(ROOT / "tools/count_ballots.py"), str(path), "--language", "uk"]
    done = subprocess.run(tool, capture_output=True, text=True, check=False)
    assert (done.returncode, "за 4, проти 1" in done.stdout) == (0, True), done.stdout
    phones[0].get_by_role("button", name="Стерти мій бюлетень").click()
    assert (
        phones[0].evaluate("Object.keys(localStorage).filter((name) => name.startsWith('spilno.secret')).length") == 0
    )
    assert all(page.wrongs == [] for page in [chair, *phones])


def test_one_who_carries_two_votes_may_divide_them(live_server, signed_in, hall):  # noqa: F811
    give_proxy(hall, 4, 0)
    put(hall, method="secret")
    page = signed_in(hall.users[0], width=360, height=740)
    page.goto(f"{live_server.url}/hall/{hall.meeting.pk}/phone/")
    page.locator("[data-secret] summary", has_text="окремо").click()
    groups = page.locator("[data-secret] fieldset")
    groups.nth(0).get_by_text("За", exact=True).click()
    groups.nth(1).get_by_text("Проти", exact=True).click()
    page.get_by_role("button", name="Далі").click()
    page.wait_for_timeout(STEADY)
    confirm(page)
    recorded(page)
    assert sorted(BallotCast.objects.values_list("choice", flat=True)) == ["against", "for"]


def test_each_of_the_councils_that_one_carries_elects_in_its_own_way(live_server, signed_in, hall, cast):  # noqa: F811
    give_proxy(hall, 3, 0)
    give_proxy(hall, 4, 0)
    prepared(hall, cast, kind="stv")
    elect(hall, method="secret")
    page = signed_in(hall.users[0], width=360, height=740)
    page.goto(f"{live_server.url}/hall/{hall.meeting.pk}/phone/")

    def press(name):
        page.get_by_role("button", name=name).click()
        page.wait_for_timeout(STEADY)

    press("окремо")
    turn = page.locator("[data-say=turn]")
    assert "1/3" in turn.inner_text()
    press("Далі")
    page.get_by_role("alert").get_by_text("Нікого не позначено").wait_for()
    page.locator("#place-3").select_option("1")
    page.locator("#place-1").select_option("1")
    press("Далі")
    page.get_by_role("alert").get_by_text("на одному місці").wait_for()
    page.locator("#place-1").select_option("2")
    press("Далі")
    assert "2/3" in turn.inner_text()
    assert page.locator("#place-3").input_value() == ""  # the paper of the first council does not show through
    press("пропустити цю раду")
    assert "3/3" in turn.inner_text()
    press("Проти всіх")
    assert page.locator("[data-say=sure] li").count() == 2
    confirm(page)
    recorded(page)
    assert sorted(BallotCast.objects.values_list("choice", flat=True)) == ["3>1", "against"]
    page.locator("#place-2").select_option("1")  # the council that was left out votes later
    press("Далі")
    confirm(page)
    page.locator("[data-say=recorded] li").nth(2).wait_for()
    assert sorted(BallotCast.objects.values_list("choice", flat=True)) == ["2", "3>1", "against"]
    assert page.wrongs == []
