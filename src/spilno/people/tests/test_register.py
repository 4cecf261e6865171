"""Acts and pages of the register of persons."""

import json
from datetime import date

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.cast import make_council, make_mandate, make_person, make_user

from spilno.journal.models import Entry
from spilno.people import queries
from spilno.people.models import Office, Person
from spilno.people.services import (
    change_person,
    end_office,
    erase_person,
    give_consent,
    merge_people,
    take_office,
    withdraw_consent,
)
from spilno.statute.rules.refusal import RuleBroken

START = date(2026, 1, 1)


def office(person, organisation, **fields):
    said = {"post_uk": "селищний голова", "category": "head", "starts": START, "act": "рішення № 1"}
    return Office(person=person, organisation=organisation, **said | fields)


@pytest.fixture
def taken(cast):
    return take_office(office(cast.verbova_person, cast.stepova), by=cast.secretary)


def test_an_office_is_taken_by_an_act(cast, taken):
    line = Entry.objects.get(act="office.taken")
    assert (line.object_id, line.ground) == (str(cast.verbova_person.pk), "рішення № 1")
    assert queries.post_line(cast.verbova_person, START) == "Степова селищна голова"


def test_a_second_head_is_refused_and_nothing_is_written(cast, taken):
    with pytest.raises(RuleBroken) as broken:
        take_office(office(cast.delegate_person, cast.stepova), by=cast.secretary)
    assert broken.value.refusal.code == "office_taken"
    assert Office.objects.count() == 1
    assert Entry.objects.filter(act="office.taken").count() == 1


def test_the_next_head_takes_over_the_day_after(cast, taken):
    end_office(taken, on=date(2026, 6, 30), act="рішення № 2", by=cast.secretary)
    take_office(office(cast.delegate_person, cast.stepova, starts=date(2026, 7, 1)), by=cast.secretary)
    assert queries.holders_on(date(2026, 6, 30)).get().person == cast.verbova_person
    assert queries.holders_on(date(2026, 7, 1)).get().person == cast.delegate_person


def test_consent_is_recorded_once_and_taken_back_with_contacts(cast):
    person = make_person("Рута", email="ruta@example.org", phone="+380")
    give_consent(person, by=cast.secretary)
    give_consent(person, by=cast.secretary)
    assert Entry.objects.filter(act="consent.given").count() == 1
    withdraw_consent(person, by=cast.secretary)
    person.refresh_from_db()
    assert (person.consent_at, person.email, person.phone) == (None, "", "")


def test_the_journal_never_holds_names_or_contacts(cast):
    person = make_person("Рута", "Ірина")
    person.email, person.phone = "ruta@example.org", "+380501234567"
    change_person(person, ["email", "phone"], by=cast.secretary)
    erase_person(person, ground="заява", by=cast.secretary)
    lines = " ".join(Entry.objects.values_list("line", flat=True))
    assert not any(word in lines for word in ("Рута", "Ірина", "ruta@", "+3805"))


def test_erasure_keeps_the_number_and_closes_the_account(cast):
    user = make_user("ruta@example.org")
    person = make_person("Рута", "Ірина", user=user, email=user.email)
    office(person, cast.stepova, ends=date(2026, 2, 1)).save()
    erase_person(person, ground="заява", by=cast.secretary)
    person.refresh_from_db()
    user.refresh_from_db()
    assert (str(person), person.full_name, person.email, person.user) == (f"№ {person.pk}", "", "", None)
    assert (user.is_active, user.email) == (False, f"erased-{user.pk}@invalid")
    assert person.offices.count() == 1
    assert person not in queries.people("рута")


def test_nobody_in_office_is_erased(cast, taken):
    with pytest.raises(RuleBroken) as broken:
        erase_person(cast.verbova_person, ground="заява", by=cast.secretary)
    assert broken.value.refusal.code == "holds_office"
    cast.verbova_person.refresh_from_db()
    assert cast.verbova_person.family_name == "Верба"


def test_merging_moves_offices_mandates_and_seats(cast):
    double = make_person("Верба", "Олена", "", phone="+380")
    take_office(office(double, cast.stepova), by=cast.secretary)
    make_mandate(cast.verbova, double, kind="substitute")
    apps.get_model("bodies", "Term").objects.create(
        seat=cast.president, person=double, starts=date(2020, 1, 1), ends=date(2020, 12, 31), ground="№ 2"
    )

    kept = merge_people(cast.verbova_person, double, ground="один запис двічі", by=cast.secretary)

    double.refresh_from_db()
    assert kept.offices.count() == 1
    assert kept.mandates.count() == 2
    assert kept.terms.count() == 1
    assert kept.phone == "+380"
    assert double.erased_at is not None
    assert double.merged_into == kept
    moved = Entry.objects.get(act="person.merged").facts
    assert moved["dropped"] == double.pk
    assert moved["moved"] == {"people.office": 1, "members.mandate": 1, "bodies.term": 1}


def test_two_accounts_need_a_choice(cast):
    user = make_user("double@example.org")
    double = make_person("Верба", "Олена", user=user)
    with pytest.raises(RuleBroken) as broken:
        merge_people(cast.verbova_person, double, ground="двічі", by=cast.secretary)
    assert broken.value.refusal.code == "two_accounts"
    double.refresh_from_db()
    assert double.erased_at is None

    kept = merge_people(cast.verbova_person, double, account="dropped", ground="двічі", by=cast.secretary)
    kept.refresh_from_db()
    cast.verbova_delegate.refresh_from_db()
    assert kept.user == user
    assert cast.verbova_delegate.is_active is False


def test_an_account_of_the_other_record_comes_over(cast):
    user = make_user("double@example.org")
    single = make_person("Рута", "Ірина", "")
    kept = merge_people(single, make_person("Рута", "Ірина", user=user), ground="двічі", by=cast.secretary)
    kept.refresh_from_db()
    user.refresh_from_db()
    assert kept.user == user
    assert user.is_active
    assert kept.patronymic == "Іванівна"


def test_a_record_is_not_merged_with_itself_or_an_erased_one(cast):
    for other, code in (
        (cast.chair_person, "same_person"),
        (make_person("Рута", erased_at=timezone.now()), "person_erased"),
    ):
        with pytest.raises(RuleBroken) as broken:
            merge_people(cast.chair_person, other, ground="двічі", by=cast.secretary)
        assert broken.value.refusal.code == code


# pages


def test_only_the_secretariat_sees_the_register(client, cast, taken):
    pages = ["/people/", f"/people/{cast.verbova_person.pk}/"]
    names = ("people:change", "people:take_office", "people:erase", "people:merge", "people:export")
    acts = [reverse(name, args=[cast.verbova_person.pk]) for name in names]
    acts += ["/people/new/", f"/people/offices/{taken.pk}/end/"]
    for user in (cast.delegate, cast.stranger, cast.chair):
        client.force_login(user)
        assert {client.get(address).status_code for address in pages + acts} == {404}
    client.logout()
    assert {client.get(address).status_code for address in pages + acts} == {302}
    client.force_login(cast.secretary)
    assert {client.get(address).status_code for address in pages + acts} == {200}
    assert client.get("/people/999999/").status_code == 404


def test_the_public_sees_name_and_post_only(client, cast, taken):
    Person.objects.filter(pk=cast.verbova_person.pk).update(email="verba@example.org", phone="+380501234567")
    for address in ("/officials/", f"/organisations/{cast.stepova.pk}/"):
        page = client.get(address).content.decode()
        assert "Олена ВЕРБА" in page
        assert "голова" in page
        assert "verba@" not in page
        assert "+3805" not in page
        assert "Ігорівна" not in page
        assert f"/people/{cast.verbova_person.pk}/" not in page


def test_who_held_office_on_a_day(client, cast, taken):
    assert "Олена ВЕРБА" in client.get("/officials/?day=2026-01-01").content.decode()
    assert "empty" in client.get("/officials/?day=2025-12-31").content.decode()
    assert "Олена ВЕРБА" in client.get("/officials/?q=степова").content.decode()
    assert "Олена ВЕРБА" not in client.get("/officials/?q=лугова").content.decode()
    assert client.get("/officials/?day=колись").status_code == 200


def test_the_secretary_enters_a_person_with_every_apostrophe(client, cast):
    client.force_login(cast.secretary)
    for sign in "'’ʼ`":
        said = {"family_name": f" Лук{sign}яненко ", "given_name": "Дем’ян", "gender": "m", "consent": "on"}
        response = client.post("/people/new/", said)
        person = Person.objects.get(pk=response.headers["Location"].rstrip("/").split("/")[-1])
        assert (person.family_name, person.consent_text) == ("Лук’яненко", "2026-11")
    assert "Лук’яненко" in client.get("/people/?q=лукяненко").content.decode()
    page = client.get(response.headers["Location"]).content.decode()
    assert "Лук’яненка Дем’яна" in page
    assert "perhaps the same" in page or "можливо" in page
    assert client.post("/people/new/", {"family_name": "", "given_name": "", "gender": "x"}).status_code == 422


def test_the_secretary_keeps_offices_through_pages(client, cast):
    client.force_login(cast.secretary)
    address = f"/people/{cast.verbova_person.pk}"
    said = {
        "organisation": cast.stepova.pk,
        "post_uk": "селищний голова",
        "category": "head",
        "starts": "2026-01-01",
        "act": "рішення № 1",
    }
    assert client.post(f"{address}/office/", {**said, "ends": "2025-01-01"}).status_code == 422
    assert client.post(f"{address}/office/", said).status_code == 302
    assert client.post(f"{address}/office/", said).status_code == 409
    taken = Office.objects.get()
    assert client.get(f"{address}/").content.decode().count('aria-disabled="true"') == 1
    assert client.post(f"/people/offices/{taken.pk}/end/", {"on": "2025-01-01", "act": "№ 2"}).status_code == 409
    assert client.post(f"/people/offices/{taken.pk}/end/", {"on": "2026-06-30", "act": "№ 2"}).status_code == 302
    assert (
        client.post(f"{address}/edit/", {"family_name": "Верба", "given_name": "Оля", "gender": "f"}).status_code == 302
    )
    assert client.post(f"{address}/consent/", {"act": "give"}).status_code == 302
    assert client.post(f"{address}/consent/", {"act": "withdraw"}).status_code == 302


def test_merge_and_erasure_through_pages(client, cast):
    client.force_login(cast.secretary)
    single, double = make_person("Рута", "Ірина"), make_person("Рута", "Ірина")
    assert client.post(f"/people/{single.pk}/merge/", {"ground": "двічі"}).status_code == 422
    assert client.post(f"/people/{single.pk}/merge/", {"dropped": double.pk, "ground": "двічі"}).status_code == 302
    assert client.get(f"/people/{double.pk}/").headers["Location"] == f"/people/{single.pk}/"
    assert client.post(f"/people/{single.pk}/erase/", {"ground": "заява"}).status_code == 422
    assert client.post(f"/people/{single.pk}/erase/", {"ground": "заява", "sure": "on"}).status_code == 302
    assert client.get(f"/people/{single.pk}/").status_code == 200
    assert client.post(f"/people/{single.pk}/erase/", {"ground": "заява", "sure": "on"}).status_code == 404


def test_everyone_takes_his_own_data_along_and_nobody_elses(client, cast):
    client.force_login(cast.delegate)
    data = json.loads(client.get("/people/me/data.json").content)
    assert data["person"]["family_name"] == "Липовий"
    assert data["account"]["email"] == "delegate@example.org"
    assert "password" not in data["account"]
    assert len(data["members.mandate"]) == 1
    assert "Липовий" in client.get("/people/me/").content.decode()
    assert client.post("/people/me/consent/", {"act": "give"}).status_code == 302
    assert client.post("/people/me/consent/", {"act": "withdraw"}).status_code == 302
    client.force_login(make_user("nobody@example.org"))
    assert client.get("/people/me/").status_code == 200
    assert client.get("/people/me/data.json").status_code == 404
    assert client.post("/people/me/consent/").status_code == 404


def test_lists_take_the_same_queries_for_one_and_three(client, cast, taken):
    client.force_login(cast.secretary)

    def queries_of(address):
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured)

    before = [queries_of(address) for address in ("/people/", "/officials/")]
    for name in ("Лугова", "Гайова", "Садова"):
        take_office(office(make_person(name), make_council(f"{name} селищна рада", "settlement")), by=None)
    assert [queries_of(address) for address in ("/people/", "/officials/")] == before
