"""The list at the door in a real browser: presses change lines in place, twice is once, no network is said, cards scanned."""

import re

import pytest
from django.utils import timezone

from spilno.accounts.models import Right
from spilno.bodies.models import Body
from spilno.meetings.models import Meeting
from spilno.meetings.services.cards import issue_cards
from spilno.meetings.tests.test_registration import here
from tests.cast import grant, make_council, make_mandate, make_member, make_person, make_user

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def meeting(cast):
    body = Body.objects.filter(kind="general_meeting").first() or Body.objects.create(
        kind="general_meeting", name_uk="Загальні збори", genitive_uk="Загальних зборів"
    )
    for number in range(30):
        member = make_member(make_council(f"Рада {number:02}"))
        make_mandate(member, make_person(f"Особа{number:02}"))
    return Meeting.objects.create(
        body=body, number=70, state="registration", starts_at=timezone.now(), place="зала", chair=cast.delegate_person
    )


@pytest.fixture
def registrar(cast):
    user = make_user("registrar@example.org")
    grant(user, Right.REGISTRAR)
    return user


def test_a_press_changes_its_line_once_and_the_page_stays(live_server, signed_in, meeting, registrar):
    page = signed_in(registrar, width=1280, height=800)
    page.goto(f"{live_server.url}/meetings/{meeting.pk}/registration/")
    row = page.get_by_role("row", name=re.compile("Рада 25"))
    row.scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    row.get_by_role("button").dblclick()
    row.get_by_text("Вибув").wait_for()
    assert page.evaluate("scrollY") == before > 0
    assert meeting.attendance.filter(left_at__isnull=True).count() == 1
    assert "Присутні 1 із" in page.locator("#roll-counts").inner_text()

    page.wait_for_timeout(700)
    page.context.set_offline(True)
    other = page.get_by_role("row", name=re.compile("Рада 26"))
    other.get_by_role("button").click()
    page.locator("#live-offline").wait_for()
    assert meeting.attendance.count() == 1
    page.context.set_offline(False)
    page.wait_for_timeout(700)
    other.get_by_role("button").click()
    other.get_by_text("Вибув").wait_for()
    assert page.locator("#live-offline").is_hidden()
    assert page.wrongs == [] or all("net::ERR_" in wrong for wrong in page.wrongs)


def test_presses_on_many_lines_one_after_another_lose_nobody(live_server, signed_in, meeting, registrar):
    page = signed_in(registrar, width=1280, height=800)
    page.goto(f"{live_server.url}/meetings/{meeting.pk}/registration/")
    for number in range(8):
        page.get_by_role("row", name=re.compile(f"Рада {number:02}")).get_by_role("button").click(no_wait_after=True)
    page.locator("#roll-counts", has_text="Присутні 8 із").wait_for()
    assert meeting.attendance.filter(left_at__isnull=True).count() == 8
    assert page.wrongs == []


def test_the_list_narrows_while_a_name_is_typed(live_server, signed_in, meeting, registrar):
    page = signed_in(registrar)
    page.goto(f"{live_server.url}/meetings/{meeting.pk}/registration/")
    page.locator("#q").press_sequentially("особа17")
    rows = page.locator("#roll tbody tr")
    page.locator("#roll-said", has_text="1 член").wait_for(state="attached")
    assert rows.count() == 1
    rows.get_by_role("button").click()
    rows.get_by_text("Вибув").wait_for()
    assert page.evaluate("document.activeElement.id") == "q", "the next name is typed at once"


def test_another_registrar_was_faster(live_server, signed_in, cast, meeting, registrar):
    page = signed_in(registrar)
    page.goto(f"{live_server.url}/meetings/{meeting.pk}/registration/")
    here(meeting, cast)
    page.get_by_role("row", name=re.compile("Липова")).get_by_role("button").first.click()
    page.get_by_text("Член уже зареєстрований о").wait_for()


def test_a_registrar_scans_a_card_and_the_delegate_opens_his_page(
    live_server, signed_in, open_page, cast, meeting, registrar
):
    (card,) = issue_cards(meeting, [cast.lypova.pk], by=cast.secretary)
    address = f"{live_server.url}/c/{card.secret}/"
    desk = signed_in(registrar, width=360, height=740)
    desk.goto(address)
    desk.get_by_role("button", name="Зареєструвати делегата").click()
    desk.get_by_text("Код діє ще один раз").wait_for()
    assert meeting.attendance.get().how == "list"

    phone = open_page(width=360, height=740)
    phone.goto(address)
    phone.locator("main form button").click()
    phone.wait_for_url(f"**/hall/{meeting.pk}/phone/")
    assert meeting.attendance.count() == 1
    another = open_page(width=360, height=740)
    assert another.goto(address).status == 409
    assert "Кодом уже скористалися" in another.inner_text("main")
