import pytest
from django.db import transaction
from django.utils import translation

from spilno.journal.models import Head
from spilno.journal.queries import MOST_KEPT, kept
from spilno.journal.services import record

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _keeping(settings):
    settings.KEEP_UNTIL_THE_NEXT_ACT = True


@pytest.fixture
def counted():
    """A reckoning that tells how many times it was made."""
    times = []

    def make(*about):
        times.append(about)
        return len(times)

    return make


def act():
    Head.objects.get_or_create(pk=1)
    with transaction.atomic():
        record("test.done", Head.objects.get(pk=1), by=None)


def test_it_is_derived_once_until_the_next_act(counted):
    act()
    assert [kept(counted, 1), kept(counted, 1)] == [1, 1]
    act()
    assert kept(counted, 1) == 2


def test_an_act_that_failed_changes_nothing(counted):
    act()
    kept(counted)
    with transaction.atomic():
        record("test.done", Head.objects.get(pk=1), by=None)
        transaction.set_rollback(True)
    assert kept(counted) == 1


def test_what_it_is_about_and_the_language_are_told_apart(counted):
    act()
    assert [kept(counted, 1), kept(counted, 2), kept(counted, 1)] == [1, 2, 1]
    with translation.override("en"):
        assert kept(counted, 1) == 3


def test_before_the_first_act_it_keeps_too(counted):
    assert not Head.objects.exists()
    assert [kept(counted), kept(counted)] == [1, 1]


def test_questions_without_end_do_not_fill_the_memory(counted):
    act()
    for number in range(MOST_KEPT + 5):
        kept(counted, number)
    assert kept(counted, 0) == MOST_KEPT + 6


def test_a_reckoning_that_fails_is_made_again():
    act()

    def broken():
        raise Head.DoesNotExist

    for _ in range(2):
        with pytest.raises(Head.DoesNotExist):
            kept(broken)
