"""Pages of dues: one's own account, arrears, what the secretary proposes, assesses and records."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.core import mail
from openpyxl import load_workbook
from tests.cast import make_council, make_member

from spilno.members import services
from spilno.members.models import Assessment, DuesTable
from spilno.members.queries.dues import arrears_on, candidates_for_suspension
from spilno.members.rules.dues import Rate
from spilno.members.tests.pages import DAY, address
from spilno.organisations.models import Organisation


def assessed(year: int, *, paid: str = "0") -> Assessment:
    Organisation.objects.filter(name_uk__startswith="Липова").update(population=20000)
    Organisation.objects.filter(name_uk__startswith="Вербова").update(population=1000)
    table = services.propose_dues(year, [Rate("city", per_resident=Decimal("0.5"), minimum=Decimal(2000))], by=None)
    services.assess(services.adopt_dues(table, on=date(year, 1, 10), ground="рішення № 8", by=None), by=None)
    own = Assessment.objects.get(membership__organisation__name_uk__startswith="Липова", year=year)
    if Decimal(paid):
        services.record_payment(own, amount=Decimal(paid), paid_on=date(year, 2, 1), document="п/д № 1", by=None)
    return own


def test_a_member_sees_its_own_account_and_nobody_elses(client, cast):
    assessed(2025, paid="10000")
    for user, status in (
        (cast.delegate, 200),
        (cast.verbova_delegate, 404),
        (cast.stranger, 404),
        (cast.secretary, 200),
    ):
        client.force_login(user)
        assert client.get(address("members:account", cast.lypova.pk)).status_code == status
    page = client.get(address("members:account", cast.verbova.pk)).content.decode()
    assert "не менше ніж 2000" in page
    client.force_login(cast.delegate)
    assert client.get(address("members:dues")).status_code == 404
    assert client.get(address("members:dues_year", 2025)).status_code == 404
    assert client.post(address("members:pay", Assessment.objects.first().pk)).status_code == 404
    assert client.post(address("members:assess", 2025)).status_code == 404
    assert client.post(address("members:remind")).status_code == 404


def test_arrears_stand_oldest_first_and_may_lead_to_suspension(cast):
    assessed(2024, paid="10000")
    assessed(2025)
    rows = arrears_on(date(2025, 4, 1))
    assert [(row.assessment.year, row.assessment.membership) for row in rows] == [
        (2024, cast.verbova),
        (2025, cast.lypova),
        (2025, cast.verbova),
    ]
    assert arrears_on(date(2024, 3, 31)) == []  # the last day is not late yet
    assert candidates_for_suspension(rows, date(2025, 4, 1))[0].membership == cast.verbova
    assert candidates_for_suspension(arrears_on(date(2025, 3, 31)), date(2025, 3, 31)) == []


def test_the_secretary_proposes_assesses_and_records(client, cast):
    client.force_login(cast.secretary)
    data = {"year": "2026", "ground": "Правління", "city-per_resident": "0.5", "city-minimum": "2000"}
    assert client.post(address("members:propose"), data | {"city-flat": "5"}).status_code == 422
    assert client.post(address("members:propose"), data).url == address("members:dues_year", 2026)
    assert client.get(address("members:dues_year", 2026)).context["refusal"].code == "dues_not_adopted"
    assert client.post(address("members:assess", 2026)).status_code == 409
    services.adopt_dues(DuesTable.objects.get(), on=DAY, ground="рішення № 8", by=None)
    refusal = client.get(address("members:dues_year", 2026)).context["refusal"]
    assert (refusal.code, refusal.facts["number"]) == ("residents_unknown", 2)
    Organisation.objects.update(population=20000)
    assert client.post(address("members:assess", 2026)).status_code == 302
    own = Assessment.objects.get(membership=cast.lypova)
    pay = {"amount": "4000", "paid_on": "2026-02-01", "document": "п/д № 1"}
    assert client.get(address("members:pay", own.pk)).status_code == 200
    assert client.post(address("members:pay", own.pk), pay).status_code == 302
    assert client.post(address("members:pay", own.pk), pay).status_code == 409  # pressed twice
    page = client.get(address("members:dues_year", 2026))
    assert (page.context["total"], page.context["paid"], page.context["owed"]) == (20000, 4000, 16000)
    book = load_workbook(BytesIO(client.get(address("members:dues_year", 2026), {"format": "xlsx"}).content)).active
    assert [cell.value for cell in book[3]][:5] == ["Липова міська рада", 2026, 10000, 4000, 6000]


def test_reminders_go_to_those_who_owe_once_a_day(client, cast, django_capture_on_commit_callbacks):
    assessed(2025, paid="10000")
    client.force_login(cast.secretary)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address("members:remind"))
        client.post(address("members:remind"))
    assert [message.to for message in mail.outbox] == [[cast.verbova_person.email]]
    assert "2 000,00 грн" in mail.outbox[0].body.replace("\xa0", " ")
    assert client.get(address("members:dues"), {"format": "xlsx"}).status_code == 200


@pytest.mark.parametrize("extra", [1, 3])
def test_the_list_of_dues_takes_the_same_number_of_queries(client, cast, django_assert_max_num_queries, extra):
    for number in range(extra):
        make_member(make_council(f"Рада {number}", population=1000))
    assessed(2025)
    client.force_login(cast.secretary)
    with django_assert_max_num_queries(16):
        client.get(address("members:dues"))
    with django_assert_max_num_queries(16):
        client.get(address("members:dues_year", 2025))


def test_a_member_that_joined_later_is_assessed_on_the_page_of_the_year(client, cast):
    assessed(2025)
    later = make_member(make_council("Пізня міська рада", population=1000))
    client.force_login(cast.secretary)
    assert client.get(address("members:dues_year", 2025)).context["unassessed"] == [later]
    act = address("members:assess_member", 2025, later.pk)
    assert client.post(act).status_code == 302
    assert client.post(act).status_code == 409
    assert later.assessments.get().year == 2025
    assert client.get(address("members:dues_year", 2025)).context["unassessed"] == []
    client.force_login(cast.delegate)
    assert client.post(act).status_code in {403, 404}


def test_a_payment_that_is_too_large_is_told_beside_what_was_typed(client, cast):
    own = assessed(2025, paid="9000.50")
    client.force_login(cast.secretary)
    typed = {"amount": "20000", "paid_on": "2025-03-01", "document": "п/д № 12"}
    answer = client.post(address("members:pay", own.pk), typed)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "20\xa0000,00 грн, а борг за цей рік — 999,50 грн" in page
    assert 'value="п/д № 12"' in page
    assert own.payments.count() == 1
