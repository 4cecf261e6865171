"""Pages of members: who may see what, what is shown, what is refused."""

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook, load_workbook
from tests.cast import make_council, make_mandate, make_member, make_person, make_unit

from spilno.members import services
from spilno.members.models import Assessment, DuesTable, Mandate, MandateImport, Membership
from spilno.members.queries.dues import arrears_on, candidates_for_suspension
from spilno.members.queries.register import Filter, register_on
from spilno.members.rules.dues import Rate
from spilno.organisations.models import Organisation, Succession
from spilno.people.models import Person

DAY = date(2026, 3, 1)


def address(name: str, *args) -> str:
    return reverse(name, args=args)


def names(rows) -> list[str]:
    return [row.membership.organisation.place_uk for row in rows]


# the register


def test_everyone_sees_members_and_nobody_sees_applications_but_the_secretariat(client, cast):
    applied = services.apply(cast.stepova, decision="№ 12", decided_on=DAY, on=DAY, by=None)
    page = client.get(address("members:members")).content.decode()
    assert "Липова міська рада" in page
    assert "Степова" not in page
    assert client.get(address("members:member", applied.pk)).status_code == 404
    assert client.get(address("members:members"), {"state": "applied"}).context["wanted"].state == "member"
    client.force_login(cast.secretary)
    assert "Степова" in client.get(address("members:members")).content.decode()
    assert client.get(address("members:member", applied.pk)).status_code == 200


def test_the_register_is_searched_whatever_the_apostrophe_and_case(client, cast):
    make_member(make_council("Слов’янська міська рада"))
    for text in ("слов'янська", "СЛОВʼЯНСЬКА", "словянська", "янська"):
        assert names(client.get(address("members:members"), {"q": text}).context["page"]) == ["Слов’янська"]
    assert client.get(address("members:members"), {"q": "немає такої"}).context["found"] == 0


def test_the_register_is_narrowed_by_level_raion_and_state(client, cast):
    raion = make_unit("Лозівський", "P", parent=make_unit("Харківська", "O"))
    hromada = make_unit("Яворівська", "H", parent=raion)
    own = make_member(make_council("Яворівська сільська рада", "village", territory=hromada))
    make_member(make_council("Лозівська районна рада", "raion", territory=raion))
    assert names(client.get(address("members:members"), {"level": "village"}).context["page"]) == ["Яворівська"]
    assert names(client.get(address("members:members"), {"raion": raion.pk}).context["page"]) == [
        "Лозівська",
        "Яворівська",
    ]
    services.suspend(own, on=DAY, ground="№ 5", by=None)
    assert names(client.get(address("members:members"), {"state": "suspended"}).context["page"]) == ["Яворівська"]
    for odd in (
        {"raion": "x"},
        {"raion": "9" * 30},
        {"level": "king"},
        {"state": "no"},
        {"page": "-1"},
        {"raion": "²"},
    ):
        assert client.get(address("members:members"), odd).status_code == 200


def test_the_register_as_of_a_day_knows_who_was_a_member_then(cast):
    services.leave(cast.lypova, on=DAY, ground="№ 3", by=None)
    assert names(register_on(DAY - timedelta(days=1), Filter())) == ["Вербова", "Липова"]
    assert names(register_on(DAY, Filter())) == ["Вербова"]


def test_the_map_marks_members(client, cast):
    region = make_unit("Харківська", "O")
    raion = make_unit("Лозівський", "P", parent=region)
    for place, name in enumerate(("Липова", "Степова")):
        unit = make_unit(name, "H", parent=raion)
        unit.tile_x, unit.tile_y = place, 0
        unit.save()
        Organisation.objects.filter(place_uk=name).update(territory=unit)
    tiles = {tile.name: tile.kind for tile in client.get(address("members:members")).context["tiles"]}
    assert tiles == {"Липова": "was", "Степова": "none"}


def test_the_register_takes_the_same_number_of_queries(client, cast, django_assert_num_queries):
    raion = make_unit("Лозівський", "P", parent=make_unit("Харківська", "O"))

    def one_more(number):
        unit = make_unit(f"Громада {number}", "H", parent=raion)
        unit.tile_x, unit.tile_y = number, 0
        unit.save()
        council = make_council(f"Рада {number}", territory=unit)
        make_mandate(make_member(council), make_person(f"Особа{number}"))

    for wanted in ({}, {"q": "рада"}, {"format": "csv"}):
        one_more(len(wanted) * 10 + len(str(wanted)))
        with CaptureQueriesContext(connection) as few:
            assert client.get(address("members:members"), wanted).status_code == 200
        for more in (1, 2):
            one_more(len(wanted) * 10 + len(str(wanted)) + more)
        with django_assert_num_queries(len(few)):
            client.get(address("members:members"), wanted)


def test_a_long_register_comes_in_pages_and_whole_for_printing(client, cast):
    for number in range(70):
        make_member(make_council(f"Рада {number:02}", "village", place_uk=f"Місце {number:02}"))
    first = client.get(address("members:members"))
    assert (len(first.context["page"].object_list), first.context["found"], first.context["total"]) == (50, 72, 72)
    assert 'href="?page=all"' in first.content.decode()
    second = client.get(address("members:members"), {"page": 2})
    assert names(second.context["page"])[-1] == "Місце 69"
    whole = client.get(address("members:members"), {"page": "all"})
    assert names(whole.context["page"]) == names(first.context["page"]) + names(second.context["page"])
    assert 'href="?page=all"' not in whole.content.decode()


def test_a_few_more_than_a_page_stay_on_one(client, cast):
    for number in range(60):
        make_member(make_council(f"Рада {number:02}", "village", place_uk=f"Місце {number:02}"))
    assert len(client.get(address("members:members")).context["page"].object_list) == 62


def test_the_register_is_handed_out_without_contacts(client, cast):
    content = client.get(address("members:members"), {"format": "csv"}).content.decode("utf-8-sig")
    assert content.splitlines()[0].startswith("№;Рада;Рівень")
    assert "Липовий Остап Юрійович" in content
    assert "@" not in content
    sheet = load_workbook(BytesIO(client.get(address("members:members"), {"format": "xlsx"}).content)).active
    assert [row[1].value for row in sheet.iter_rows(min_row=2)] == ["Вербова міська рада", "Липова міська рада"]


def test_a_name_that_looks_like_a_formula_is_not_run(client, cast):
    Organisation.objects.filter(pk=cast.lypova.organisation_id).update(name_uk="=HYPERLINK(1)")
    assert "'=HYPERLINK(1)" in client.get(address("members:members"), {"format": "csv"}).content.decode("utf-8-sig")


def test_a_page_of_a_member_shows_its_path_and_representative_without_contacts(client, cast):
    page = client.get(address("members:member", cast.lypova.pk)).content.decode()
    assert "Остап ЛИПОВИЙ" in page
    assert "рішення Правління" in page
    assert cast.delegate_person.email not in page
    assert "Надати мандат" not in page


def test_founders_are_shown_with_what_became_of_them(client, cast):
    assert "Засновників ще не внесено" in client.get(address("members:founders")).content.decode()
    cast.lypova.founder, cast.lypova.council_decision = True, "рішення сесії від 15.03.2007"
    cast.lypova.save()
    Succession.objects.create(
        predecessor=cast.lypova.organisation,
        successor=cast.stepova,
        kind="merged",
        on=date(2020, 12, 1),
        ground="№ 807",
    )
    page = client.get(address("members:founders")).content.decode()
    assert "рішення сесії від 15.03.2007" in page
    assert "Степова селищна рада" in page


# what the secretariat keeps


SECRETARIAT = ["members:apply", "members:read_list", "members:propose"]


@pytest.mark.parametrize("name", SECRETARIAT)
def test_only_the_secretariat_keeps_the_register(client, cast, name):
    assert client.get(address(name)).status_code == 302  # to sign in
    for user in (cast.stranger, cast.delegate, cast.chair):
        client.force_login(user)
        assert client.get(address(name)).status_code == 404
    client.force_login(cast.secretary)
    assert client.get(address(name)).status_code == 200


def test_only_the_secretariat_acts_on_a_member(client, cast):
    mandate = cast.lypova.mandates.get()
    own = [
        address("members:step", cast.lypova.pk, "suspend"),
        address("members:give_mandate", cast.lypova.pk),
        address("members:end_mandate", mandate.pk),
    ]
    client.force_login(cast.delegate)
    assert [client.post(one, {"on": DAY, "ground": "№ 1"}).status_code for one in own] == [404, 404, 404]
    cast.lypova.refresh_from_db()
    assert cast.lypova.state == "confirmed"
    client.force_login(cast.secretary)
    assert [client.get(one).status_code for one in own] == [200, 200, 200]


def test_the_secretary_walks_a_council_through_the_door(client, cast):
    client.force_login(cast.secretary)
    today = timezone.localdate().isoformat()
    answer = client.post(
        address("members:apply"),
        {"organisation": cast.stepova.pk, "kind": "full", "decision": "№ 12", "decided_on": today, "on": today},
    )
    membership = Membership.objects.get(organisation=cast.stepova)
    assert answer.url == address("members:member", membership.pk)
    client.post(address("members:step", membership.pk, "admit"), {"on": today, "ground": "рішення Правління № 4"})
    membership.refresh_from_db()
    assert (membership.state, membership.number) == ("admitted", 1)
    page = client.get(address("members:member", membership.pk)).content.decode()
    assert "Затвердження Загальними зборами" in page


def test_a_step_out_of_order_is_refused_with_its_article(client, cast):
    client.force_login(cast.secretary)
    answer = client.post(address("members:step", cast.lypova.pk, "confirm"), {"on": "2026-03-01", "ground": "№ 9"})
    assert answer.status_code == 409
    assert "Статут, п. 4.3" in answer.content.decode()
    assert client.get(address("members:step", cast.lypova.pk, "confirm")).context["refusal"].code == "not_confirm"
    assert client.get(address("members:step", cast.lypova.pk, "fly")).status_code == 302


def test_a_form_that_is_wrong_says_so_and_writes_nothing(client, cast):
    client.force_login(cast.secretary)
    assert client.post(address("members:apply"), {}).status_code == 422
    assert client.post(address("members:apply"), {"organisation": cast.lypova.organisation_id}).status_code == 422
    assert client.post(address("members:step", cast.lypova.pk, "suspend"), {"on": "31.02.2026"}).status_code == 422
    assert client.post(address("members:give_mandate", cast.lypova.pk), {"kind": "king"}).status_code == 422
    assert Membership.objects.count() == 2


def test_a_new_person_gets_a_mandate_in_one_act(client, cast):
    client.force_login(cast.secretary)
    data = {"family_name": "Грабова", "given_name": "Надія", "kind": "representative", "act": "рішення № 5",
            "starts": "2026-03-01", "replaces": "on"}  # fmt: skip
    assert (
        client.post(address("members:give_mandate", cast.lypova.pk), data).status_code == 422
    )  # the gender is missing
    assert client.post(address("members:give_mandate", cast.lypova.pk), data | {"gender": "f"}).status_code == 302
    assert Mandate.objects.get(person__family_name="Грабова").starts == DAY
    without = data | {"gender": "f", "family_name": "Інша", "replaces": ""}
    assert client.post(address("members:give_mandate", cast.lypova.pk), without).status_code == 409
    assert not Person.objects.filter(family_name="Інша").exists()  # refused as a whole


def test_a_mandate_is_ended_from_its_page(client, cast):
    client.force_login(cast.secretary)
    mandate = cast.lypova.mandates.get()
    client.post(address("members:end_mandate", mandate.pk), {"on": "2026-03-01", "ground": "кінець скликання"})
    mandate.refresh_from_db()
    assert mandate.ends == DAY
    assert cast.lypova.organisation.name_uk in client.get(address("members:members")).content.decode()


def test_what_became_of_a_council_is_done_to_its_membership(client, cast):
    succession = Succession.objects.create(
        predecessor=cast.lypova.organisation, successor=None, kind="abolished", on=DAY, ground="постанова № 1"
    )
    client.force_login(cast.delegate)
    assert client.post(address("members:follow", succession.pk)).status_code == 404
    client.force_login(cast.secretary)
    assert client.get(address("members:members")).context["to_follow"] == [succession]
    assert client.post(address("members:follow", succession.pk)).url == address("members:members")
    assert client.get(address("members:members")).context["to_follow"] == []


# the list of representatives


def sheet(*rows, name="список.xlsx") -> BytesIO:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    file = BytesIO()
    book.save(file)
    file.seek(0)
    file.name = name
    return file


HEADING = ("Рада", "Прізвище", "Ім’я", "По батькові", "Вид")


def read(client, file, **fields):
    return client.post(
        address("members:read_list"), {"file": file, "act": "рішення рад", "starts": "2026-03-01", **fields}
    )


def states() -> dict[str, str]:
    return {row["council"]: row["state"] for row in MandateImport.objects.get().rows}


def test_a_list_is_shown_by_row_and_then_taken_whole(client, cast):
    stepova = make_member(cast.stepova)
    client.force_login(cast.secretary)
    answer = read(
        client,
        sheet(
            HEADING,
            ("Липова міська рада", "Липовий", "Остап", "Юрійович", ""),
            ("вербова", "Грабова", "Надія", "Іванівна", "представник"),
            ("Степова селищна рада", "Степовий", "Іван", "Петрович", None),
        ),
    )
    kept = MandateImport.objects.get()
    assert answer.url == address("members:list", kept.pk)
    assert states() == {"Липова міська рада": "same", "Вербова міська рада": "changed", "Степова селищна рада": "new"}
    assert Mandate.objects.count() == 2  # nothing yet
    assert client.get(address("members:list", kept.pk)).status_code == 200
    assert client.post(address("members:commit_list", kept.pk)).status_code == 302
    assert Mandate.objects.get(membership=stepova).person.gender == "m"
    assert Mandate.objects.get(person=cast.verbova_person).ends == DAY - timedelta(days=1)
    kept.refresh_from_db()
    assert (kept.state, kept.rows) == ("committed", [])  # names are not kept
    assert client.post(address("members:commit_list", kept.pk)).status_code == 409  # twice


def test_one_wrong_row_stops_the_list_and_an_unknown_council_gets_the_nearest(client, cast):
    client.force_login(cast.secretary)
    read(
        client,
        sheet(
            HEADING,
            ("Липовая міськ рада", "Грабова", "Надія", "Іванівна", ""),
            ("Вербова міська рада", "Грабова", "Надія", "Іванівна", ""),
            ("Вербова міська рада", "Інша", "Надія", "Іванівна", ""),
            ("Вербова міська рада", "Інший", "Саша", "", "заступник"),
            ("Вербова міська рада", "Інший", "Саша", "Іванович", "король"),
            ("Вербова міська рада", "", "", "", ""),
        ),
    )
    kept = MandateImport.objects.get()
    assert [row["state"] for row in kept.rows] == ["error", "changed", "error", "error", "error", "error"]
    assert "Липова міська рада" in kept.rows[0]["facts"]["near"]
    page = client.get(address("members:list", kept.pk))
    assert page.context["refusal"].code == "list_wrong"
    assert client.post(address("members:commit_list", kept.pk)).status_code == 409
    assert Mandate.objects.count() == 2
    assert client.post(address("members:commit_list", kept.pk), {"drop": "1"}).status_code == 302
    kept.refresh_from_db()
    assert (kept.state, kept.rows) == ("dropped", [])


def test_a_place_that_two_councils_share_names_neither(client, cast):
    make_member(make_council("Липова районна рада", "raion"))
    client.force_login(cast.secretary)
    read(client, sheet(HEADING, ("Липова", "Грабова", "Надія", "Іванівна", "")))
    row = MandateImport.objects.get().rows[0]
    assert row["state"] == "error"
    assert "Липова районна рада" in row["facts"]["near"]


def file(content: bytes, name: str) -> BytesIO:
    found = BytesIO(content)
    found.name = name
    return found


@pytest.mark.parametrize(
    ("name", "content", "status"),
    [
        ("список.xlsx", b"not a zip", 422),
        ("список.csv", b"\xff\x00\xfe", 422),
        ("список.csv", "Рада;Прізвище\nЛипова;Грабова\n".encode(), 422),  # a column is missing
        ("список.csv", "Рада;Прізвище;Ім'я\n".encode(), 422),  # no rows
        ("список.csv", ("Рада;Прізвище;Ім'я\n" + "Липова;А;Б\n" * 5001).encode(), 422),
        ("список.docx", b"x", 422),
        ("список.csv", b"", 422),
    ],
)
def test_what_is_no_list_is_refused_in_words_and_nothing_is_kept(client, cast, name, content, status):
    client.force_login(cast.secretary)
    assert read(client, file(content, name)).status_code == status
    assert not MandateImport.objects.exists()


def test_a_list_in_the_encoding_of_old_spreadsheets_is_read(client, cast):
    client.force_login(cast.secretary)
    text = "Рада;Прізвище;Ім'я;По батькові\nВербова;Грабова;Надія;Іванівна\n"
    read(client, file(text.encode("cp1251"), "список.csv"))
    assert states() == {"Вербова міська рада": "changed"}


def test_a_list_of_somebody_else_does_not_exist_for_you(client, cast):
    kept = MandateImport.objects.create(name="x", act="№ 1", starts=DAY)
    client.force_login(cast.delegate)
    assert client.get(address("members:list", kept.pk)).status_code == 404
    assert client.post(address("members:commit_list", kept.pk)).status_code == 404


# dues


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


def test_a_member_of_earlier_years_is_entered_with_its_whole_path(client, cast):
    given = {
        "organisation": cast.stepova.pk,
        "kind": "full",
        "admitted_on": "2012-03-15",
        "admitted_by": "рішення Правління № 4",
        "confirmed_on": "2012-05-20",
    }
    client.force_login(cast.secretary)
    assert client.get(address("members:enrol")).status_code == 200
    assert client.post(address("members:enrol"), given).status_code == 422  # the decision is not named
    given["confirmed_by"] = "рішення Загальних зборів № 31"
    assert client.post(address("members:enrol"), given | {"admitted_on": "2112-03-15"}).status_code == 422
    assert client.post(address("members:enrol"), given).status_code == 302
    entered = Membership.objects.get(organisation=cast.stepova)
    assert [step.state for step in entered.steps.order_by("on")] == ["admitted", "confirmed"]
    client.force_login(cast.delegate)
    assert client.get(address("members:enrol")).status_code in {403, 404}


# what follows


def test_the_page_of_the_statute_tells_what_follows_for_the_members_of_today(client, cast):
    page = client.get(reverse("statute:statute"))
    card = page.context["consequences"][0].context["follows"]
    assert (card.following.members, card.following.quorum) == (2, 2)
    assert card.following.earliest == timezone.localdate() + timedelta(days=40)
    assert "для відома" in page.content.decode()
