import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def attempts_forgotten():
    """Counts of attempts of one test do not reach the next."""
    cache.clear()
