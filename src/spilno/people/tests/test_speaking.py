"""For whom a person speaks in joint work on a day."""

from datetime import date

import pytest
from django.core.management import call_command
from tests.cast import grant, make_council, make_person, make_user

from spilno.accounts.models import Right
from spilno.organisations.queries import our_association
from spilno.people.access import speaks_for
from spilno.people.models import Office

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 22)


def held(person, organisation, category="head", **fields):
    return Office.objects.create(
        person=person, organisation=organisation, post_uk="голова", category=category, act="рішення № 1",
        starts=fields.pop("starts", date(2020, 12, 1)), **fields,
    )  # fmt: skip


def test_a_head_speaks_for_his_own_organisation_only():
    lypova, _verbova = make_council("Липова міська рада"), make_council("Вербова міська рада")
    user = make_user("head@example.org")
    held(make_person("Липа", user=user), lypova)
    assert speaks_for(user, DAY) == {lypova.pk}


@pytest.mark.parametrize(
    "fields", [{"ends": date(2026, 11, 21)}, {"starts": date(2026, 11, 23)}, {"category": "councillor"}]
)
def test_one_who_left_or_is_not_yet_there_or_is_a_councillor_does_not_speak(fields):
    user = make_user("head@example.org")
    held(make_person("Липа", user=user), make_council("Липова міська рада"), **fields)
    assert speaks_for(user, DAY) == frozenset()


def test_the_secretariat_speaks_for_the_association():
    call_command("enter_association")
    call_command("enter_association")
    user = make_user("secretary@example.org")
    assert speaks_for(user, DAY) == frozenset()
    grant(user, Right.SECRETARIAT)
    user = type(user).objects.get(pk=user.pk)
    assert speaks_for(user) == {our_association().pk}


def test_a_stranger_speaks_for_nobody():
    assert speaks_for(None, DAY) == frozenset()
