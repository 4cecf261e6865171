"""Fixtures for every test: the statute in force and the small cast."""

import os

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
