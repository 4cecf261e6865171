"""The report of a training institution: sums by year, programme and category, its own only."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.cast import make_person

from spilno.learning.models import Edition, Enrolment
from spilno.learning.queries.provider_report import provider_report
from spilno.learning.tests.factories import make_version
from spilno.memoranda.tests.factories import make_head, make_organisation

pytestmark = pytest.mark.django_db
DAY = date(2025, 5, 20)


@pytest.fixture
def school():
    found = make_organisation("Школа управління", "education")
    version = make_version(found, state="in_force")
    edition = Edition.objects.create(version=version, provider=found, starts_on=DAY, ends_on=DAY, apply_until=DAY)
    for family, category, state in (
        ("Ясен", "official", "completed"), ("Клен", "official", "completed"), ("Дуб", "starosta", "completed"), ("Граб", "official", "learning"),
        ("Бук", "official", "failed"), ("Вербич", "official", "withdrawn"),
    ):  # fmt: skip
        done = DAY if state == "completed" else None
        Enrolment.objects.create(
            edition=edition,
            person=make_person(family),
            category=category,
            state=state,
            because="Пропуски" if state == "failed" else "",
            applied_at=timezone.now(),
            completed_on=done,
        )
    return found


def test_people_hours_and_credits_are_summed_by_category(school):
    officials, starostas = provider_report([school.pk])
    assert (officials.people, officials.hours, officials.credits) == (2, 120, 4)
    assert (officials.began, officials.failed, officials.editions, officials.certificates) == (4, 1, 1, 0)
    assert (starostas.people, starostas.year) == (1, 2025)
    assert provider_report([school.pk], 2024) == []


def test_each_institution_reads_its_own(client, school, cast):
    page = reverse("learning:provider_report")
    client.force_login(make_head(school, "Терен").user)
    assert client.get(page).context["sums"]["people"] == 3
    assert client.get(page + "?format=csv&year=2025").content.decode().count("\n") == 3
    assert client.get(page + "?format=xlsx").content.startswith(b"PK")
    client.force_login(make_head(make_organisation("Інша школа", "education"), "Явір").user)
    assert client.get(page).status_code == 404
    client.force_login(cast.secretary)
    assert client.get(page).context["all"]
