"""The register of members as everyone sees it, narrowed, as of a day, handed out."""

from datetime import date, timedelta
from io import BytesIO

from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from tests.cast import make_council, make_mandate, make_member, make_person, make_unit

from spilno.members import services
from spilno.members.queries.register import Filter, register_on
from spilno.members.tests.pages import DAY, address
from spilno.organisations.models import Organisation, Succession


def names(rows) -> list[str]:
    return [row.membership.organisation.place_uk for row in rows]


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
