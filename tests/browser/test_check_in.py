"""Check-in of an event in a real browser: presses without a network wait on the phone, are sent once, and refused ones are listed."""

import re

import pytest

from spilno.events.models import Attendance, Registration
from spilno.events.tests.conftest import (
    hall,  # noqa: F401 - fixtures
    joint,  # noqa: F401 - the fixture of that name
)
from spilno.events.tests.door import register

pytestmark = pytest.mark.django_db(transaction=True)


def test_presses_without_a_network_are_counted_once(live_server, signed_in, hall):  # noqa: F811
    withdrawn = register(hall.event, "Відкликана")
    page = signed_in(hall.registrar, width=360, height=740)
    page.goto(f"{live_server.url}/events/{hall.event.pk}/check-in/")
    page.locator("html[data-kept=page]").wait_for()
    page.get_by_role("button", name=re.compile("Степова")).click()
    page.locator("#said[data-kind=done]").wait_for()
    assert Attendance.objects.count() == 1

    page.context.set_offline(True)
    page.get_by_role("button", name=re.compile("Калинова")).click()
    page.locator("#code").fill(f"https://example.org/events/{hall.event.pk}/in/{hall.people[2].code}/")
    page.locator("#code").press("Enter")
    page.locator("#code").fill(hall.people[2].code)
    page.locator("#code").press("Enter")
    page.locator("#said[data-kind=already]").wait_for()
    page.get_by_role("button", name=re.compile("Відкликана")).click()
    page.locator("#net[data-waiting='3']").wait_for()
    assert Attendance.objects.count() == 1
    Registration.objects.filter(pk=withdrawn.pk).update(state="withdrawn")
    page.reload()  # a worker of the page may slip a press out while the browser counts as being without a network
    page.locator("#net[data-waiting]").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    page.context.set_offline(False)
    page.locator("#net[data-waiting='0']").wait_for()
    page.locator("#refused-list li").wait_for()
    assert "Відкликана" in page.locator("#refused-list").inner_text()
    assert Attendance.objects.count() == 3
    page.reload()
    page.locator("#count-here").get_by_text("3").wait_for()
    assert not [wrong for wrong in page.wrongs if "net::ERR_" not in wrong]


def test_a_name_of_a_long_list_is_found_on_the_phone_without_a_network(live_server, signed_in, hall):  # noqa: F811
    for number in range(70):
        register(hall.event, f"Вільха{number:02}")
    page = signed_in(hall.registrar, width=360, height=740)
    page.goto(f"{live_server.url}/events/{hall.event.pk}/check-in/")
    page.locator("html[data-kept=page][data-list=whole]").wait_for()
    assert page.locator("#people li").count() == 60
    page.context.set_offline(True)
    page.reload()
    page.locator("html[data-list=whole]").wait_for()
    page.locator("#name").fill("степ")
    page.get_by_role("button", name=re.compile("Степова")).click()
    page.locator("#net[data-waiting='1']").wait_for()
    page.locator("#name").fill("такого немає")
    page.locator("#more-found").wait_for()
    page.context.set_offline(False)
    page.locator("#net[data-waiting='0']").wait_for()
    page.locator("#count-here").get_by_text("1").wait_for()
    page.locator("#name").fill("")
    assert page.locator("#people li").count() == 60
    assert Attendance.objects.get().registration == hall.people[0]
