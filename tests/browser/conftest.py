"""A real browser: Debian's Chromium, driven by Playwright."""

import os
from pathlib import Path

import pytest

CHROMIUM = next(
    (
        path
        for path in ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
        if Path(path).exists()
    ),
    "",
)
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--force-prefers-reduced-motion",
]  # fmt: skip


def pytest_collection_modifyitems(items):
    for item in items:
        if "/browser/" in str(item.path):
            item.add_marker(pytest.mark.browser)
            if not CHROMIUM:
                item.add_marker(pytest.mark.skip(reason="no Chromium here: apt-get install chromium"))


@pytest.fixture(scope="session")
def chromium():
    """The browser itself, once for all tests."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps a loop in this thread; the server has its own
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium):
    """Return a maker of pages: `open_page(width=360, theme="dark")`; each has its own cookies and keeps its errors."""
    contexts = []

    def make(*, width=1440, height=1000, theme="light", locale="uk-UA", cookies=None):
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            color_scheme=theme,
            locale=locale,
            reduced_motion="reduce",
            timezone_id="Europe/Kyiv",
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15000)
        page.wrongs = []
        page.on(
            "console",
            lambda message: (
                page.wrongs.append(message.text)
                if message.type == "error" and "status of 4" not in message.text
                else None
            ),
        )
        page.on("pageerror", lambda error: page.wrongs.append(str(error)))
        if cookies:
            context.add_cookies(cookies)
        return page

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def signed_in(live_server, open_page):
    """Return a page signed in as an account, by a session made on the server (the sign-in itself has its own tests)."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    def make(user, **how):
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.create()
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session.session_key, "url": live_server.url}
        return open_page(cookies=[cookie], **how)

    return make
