"""Signing in with a real browser and a passkey: nothing breaks the content policy, axe finds nothing."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache

pytestmark = pytest.mark.django_db(transaction=True)
PAGES = [
    "/account/login/", "/account/link/", "/account/link/sent/", "/account/link/token/", "/account/password/reset/",
    "/account/password/reset/done/", "/account/invitation/unknown/",
]  # fmt: skip
OWN = [
    "/profile/", "/account/2fa/", "/account/2fa/totp/activate/", "/account/2fa/keys/", "/account/2fa/keys/add/",
    "/account/second-factor/", "/account/password/change/", "/account/logout/", "/accounts/", "/accounts/invite/",
    "/notices/",
]  # fmt: skip


@pytest.fixture(autouse=True)
def no_counts_left():
    cache.clear()


def sign_in(page, live_server, email):
    page.goto(f"{live_server.url}/account/login/")
    page.fill("#id_login", email)
    page.fill("#id_password", "spilno-test-2026")
    page.press("#id_password", "Enter")
    page.wait_for_url("**/desk/")


def with_authenticator(page):
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    device = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": device})


def look(page, address, wrong):
    page.goto(address)
    found = Axe().run(page).response["violations"]
    wrong += [f"{address}: {each['id']} {each['nodes'][0]['html'][:120]}" for each in found]
    wrong += [f"{address}: {each}" for each in page.wrongs]
    page.wrongs.clear()
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        wrong.append(f"{address}: wider than the screen")


@pytest.mark.parametrize(("width", "theme"), [(320, "dark"), (1440, "light")])
def test_pages_of_the_door_are_clean(live_server, cast, open_page, width, theme):
    page, wrong = open_page(width=width, theme=theme), []
    for address in PAGES:
        look(page, live_server.url + address, wrong)
    sign_in(page, live_server, "secretary@example.org")
    for address in [*OWN, f"/accounts/{cast.delegate.pk}/"]:
        look(page, live_server.url + address, wrong)
    assert wrong == []


def test_a_passkey_is_added_and_opens_the_door_with_all_rights(live_server, cast, open_page, settings):
    settings.STAFF_NEEDS_SECOND_FACTOR = True
    page = open_page()
    with_authenticator(page)
    sign_in(page, live_server, "secretary@example.org")
    assert page.goto(f"{live_server.url}/accounts/").status == 404

    page.goto(f"{live_server.url}/account/2fa/keys/add/")
    page.check("#id_passwordless")
    page.click("#mfa_webauthn_add")
    page.wait_for_url("**/2fa/codes/")
    page.goto(f"{live_server.url}/account/logout/")
    page.click("main form button")
    page.wait_for_url(f"{live_server.url}/")

    page.goto(f"{live_server.url}/account/login/")
    page.click("#passkey_login")
    page.wait_for_url("**/desk/")
    assert page.goto(f"{live_server.url}/accounts/").status == 200
    assert page.wrongs == []


def test_what_went_wrong_with_a_passkey_is_said(live_server, cast, open_page):
    page = open_page()
    page.goto(f"{live_server.url}/account/login/")
    page.evaluate(
        "() => { navigator.credentials.get = () => Promise.reject(new DOMException('no', 'NotAllowedError')) }"
    )
    page.click("#passkey_login")
    page.wait_for_selector("#passkey-said:not([hidden])")
    assert "ключа доступу" in page.inner_text("#passkey-said")
