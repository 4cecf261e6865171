"""Fixtures for every test: the statute in force and the small cast."""

import os
from pathlib import Path

import pytest
from django.utils import translation
from hypothesis import settings
from tests import cast as cast_module

settings.register_profile("house", deadline=None)  # a busy machine is slow; that is no fault of a rule
settings.register_profile(
    "gate", parent=settings.get_profile("house"), derandomize=True
)  # the same answer for the same commit
settings.register_profile("search", parent=settings.get_profile("house"), max_examples=2000)  # by hand, now and then
settings.load_profile(os.environ.get("SPILNO_TEST_PROFILE", "house"))


# what takes longest, in seconds of two slow cores: it goes first, the short files fill the rest
LONG = {
    "browser/test_every_page.py": 350,
    "browser/test_whole_meeting.py": 195,
    "test_doors.py": 92,
    "browser/test_secret_vote.py": 88,
    "test_crash.py": 70,
    "browser/test_live_hall.py": 62,
    "test_installation.py": 40,
    "test_two_writers.py": 31,
}
ROOT = Path(__file__).parent


def _weight(item):
    return next((seconds for name, seconds in LONG.items() if str(item.path).endswith(f"/{name}")), 0)


def _asks_a_database(item):
    """Tests under `tests/` start whole processes; elsewhere a test that asks a database says so by mark or fixture."""
    return (
        item.path.is_relative_to(ROOT / "tests")
        or any(item.get_closest_marker(mark) for mark in ("django_db", "postgres"))
        or "django_db_setup" in item.fixturenames
    )


def pytest_collection_modifyitems(config, items):
    items.sort(key=_weight, reverse=True)  # stable: the rest stays in the order of folders
    if os.environ.get("SPILNO_TEST_ASKING") == "database":
        others = [item for item in items if not _asks_a_database(item)]
        config.hook.pytest_deselected(items=others)
        items[:] = [item for item in items if _asks_a_database(item)]


@pytest.fixture(autouse=True)
def in_the_main_language():
    """A page asked for in English must not leave the next test in English."""
    translation.deactivate()


@pytest.fixture
def statute(db):
    """The model edition, in force since 14 May 2021."""
    return cast_module.statute()


@pytest.fixture
def cast(statute):
    """Lypova in good standing, Verbova in arrears, Stepova not a member; the chair, the secretary, a delegate, a stranger."""
    return cast_module.gather()
