"""The last place and other things that two want at the same moment: one gets it, nobody sees an error, nothing is done twice."""

import pytest
from tests.at_once import at_once
from tests.cast import make_council

from spilno.credentials.models import Certificate
from spilno.events.models import Registration
from spilno.journal.queries import check
from spilno.learning.models import Attempt, CreditRow, Edition, Enrolment
from spilno.learning.services import enrolling
from spilno.learning.services.finishing import finish_edition
from spilno.learning.services.testing import begin_attempt
from spilno.learning.tests.making_editions import announced, attend, going, make_school, of, official
from spilno.learning.tests.making_tests import make_bank, make_test

pytestmark = pytest.mark.django_db(transaction=True)
NAMES = ("Анис", "Барвінок", "Верес", "Горицвіт")


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def school(transactional_db):
    return make_school()[0]


@pytest.fixture
def people(transactional_db):
    return [official(make_council(f"{family}ська рада"), family) for family in NAMES]


def asked(edition, *people):
    return [enrolling.apply(edition, person, by=None).pk for person in people]


def states(edition):
    return sorted(edition.enrolments.values_list("state", flat=True))


@pytest.mark.parametrize("_time", range(3))
def test_the_last_place_is_given_once(school, people, _time):
    edition = announced(school, places=1)
    numbers = asked(edition, *people)
    said = at_once(*(lambda pk=pk: enrolling.admit(Edition.objects.get(pk=edition.pk), [pk], by=None) for pk in numbers))  # fmt: skip
    assert said == ["done"] * 4
    assert states(edition) == ["admitted", "waiting", "waiting", "waiting"]
    holder = edition.enrolments.get(state="admitted").person
    assert set(Registration.objects.filter(state="confirmed").values_list("person", flat=True)) == {holder.pk}
    assert check().valid


def test_a_freed_place_has_one_new_holder_however_many_are_admitted_meanwhile(school, people):
    edition = announced(school, places=1)
    first, *others = asked(edition, *people)
    enrolling.admit(edition, [first], by=None)
    leaves = Enrolment.objects.get(pk=first)
    admits = (lambda pk=pk: enrolling.admit(Edition.objects.get(pk=edition.pk), [pk], by=None) for pk in others)
    assert at_once(lambda: enrolling.withdraw(leaves, by=None), *admits) == ["done"] * 4
    assert states(edition) == ["admitted", "waiting", "waiting", "withdrawn"]


def test_places_of_councils_are_not_given_beyond_their_number(school, people):
    edition = announced(school, places=2)
    act = [lambda one=one: enrolling.enter_people(Edition.objects.get(pk=edition.pk), [one], by=None) for one in people]
    assert at_once(*act) == ["done"] * 4
    assert states(edition) == ["admitted", "admitted", "waiting", "waiting"]


def test_one_who_presses_twice_applies_once(school, people):
    edition = announced(school)
    said = at_once(*[lambda: enrolling.apply(Edition.objects.get(pk=edition.pk), people[0], by=None)] * 3)
    assert sorted(said) == ["done", "stands_already", "stands_already"]
    assert edition.enrolments.count() == 1


def test_an_edition_is_finished_once(school, people):
    edition = going(school, *people[:2])
    for person in people[:2]:
        attend(edition, person)
    said = at_once(*[lambda: finish_edition(Edition.objects.get(pk=edition.pk), by=None)] * 3)
    assert sorted(said) == ["done", "not_learning", "not_learning"]
    assert (Certificate.objects.count(), CreditRow.objects.count()) == (2, 2)
    assert check().valid


def test_a_test_opened_in_two_windows_is_one_attempt(school, people):
    edition = going(school, people[0])
    test = make_test(edition, (make_bank(school, "single", "numeric"), 2))
    said = at_once(*[lambda: begin_attempt(test, of(edition, people[0]), by=None)] * 3)
    assert said.count("done") >= 1
    assert not any(":" in each for each in said), said
    assert Attempt.objects.count() == 1
