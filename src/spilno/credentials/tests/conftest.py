"""Certificates with their credentials, and keys of their own for each test."""

import pytest

from spilno.credentials.models import Certificate
from spilno.credentials.tasks import make_papers
from spilno.credentials.tests.test_certificates import issue, people


@pytest.fixture
def one(cast):
    (made,) = issue(cast.general_meeting, people(1), by=cast.secretary, facts={"credits": "1.5"})
    make_papers.call()
    return Certificate.objects.select_related("credential", "document").get(pk=made.pk)


@pytest.fixture(autouse=True)
def _keys_of_their_own(tmp_path, settings):
    settings.KEYS_ROOT = tmp_path / "keys"
