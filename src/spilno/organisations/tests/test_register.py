"""Acts and pages of the register."""

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import Workbook, load_workbook
from tests.cast import make_council

from spilno.journal.models import Entry
from spilno.organisations.models import Organisation, Succession
from spilno.organisations.queries import heirs_of, sought
from spilno.organisations.services import abolish, merge, preview_councils, rename, split
from spilno.statute.rules.refusal import RuleBroken
from spilno.territories.models import ImportBatch, Unit
from spilno.territories.services import load_codifier

DAY = date(2020, 7, 17)
ACT = "Постанова № 807-IX"


@pytest.fixture
def raions(db):
    return [make_council(f"{name} районна рада", "raion") for name in ("Валківська", "Кегичівська", "Богодухівська")]


def test_renaming_keeps_the_organisation_and_its_former_name(cast):
    council = rename(cast.stepova, name_uk="Лугова селищна рада", on=DAY, ground=ACT, by=cast.secretary)
    former = council.names.get()
    assert (council.pk, council.name_uk) == (cast.stepova.pk, "Лугова селищна рада")
    assert (former.name_uk, former.ends) == ("Степова селищна рада", date(2020, 7, 16))
    assert list(sought(q="степова")) == [council]
    assert Entry.objects.get(act="organisation.renamed").ground == ACT


def test_a_renaming_before_the_last_one_is_refused(cast):
    rename(cast.stepova, name_uk="Лугова селищна рада", on=DAY, ground=ACT, by=None)
    with pytest.raises(RuleBroken) as broken:
        rename(cast.stepova, name_uk="Гайова селищна рада", on=date(2020, 7, 1), ground=ACT, by=None)
    assert broken.value.refusal.code == "before_existing"


def test_merging_ends_both_and_leads_to_the_heir(raions):
    valky, kehychivka, bohodukhiv = raions
    merge([valky, kehychivka], into=bohodukhiv, on=DAY, ground=ACT, by=None)
    valky.refresh_from_db()
    assert valky.ended == DAY
    assert heirs_of(valky) == [bohodukhiv]
    assert Entry.objects.filter(act="organisation.merged").count() == 2
    assert list(sought(ended=True)) == [valky, kehychivka]
    assert list(sought()) == [bohodukhiv]


def test_merging_is_whole_or_not_at_all(raions):
    valky, _, bohodukhiv = raions
    with pytest.raises(RuleBroken) as broken:
        merge([valky, bohodukhiv], into=bohodukhiv, on=DAY, ground=ACT, by=None)
    assert broken.value.refusal.code == "succession_cycle"
    valky.refresh_from_db()
    assert valky.ended is None
    assert not Succession.objects.exists()
    assert not Entry.objects.exists()


def test_dividing_gives_each_part_and_abolishing_gives_nobody(raions):
    valky, kehychivka, bohodukhiv = raions
    split(valky, into=[kehychivka, bohodukhiv], on=DAY, ground=ACT, by=None)
    valky.refresh_from_db()
    assert set(heirs_of(valky)) == {kehychivka, bohodukhiv}
    abolish(bohodukhiv, on=date(2021, 1, 1), ground=ACT, by=None)
    assert heirs_of(valky) == [kehychivka]
    with pytest.raises(RuleBroken) as broken:
        abolish(bohodukhiv, on=date(2021, 1, 1), ground=ACT, by=None)
    assert broken.value.refusal.code == "organisation_ended"
    with pytest.raises(RuleBroken) as broken:
        split(kehychivka, into=[], on=DAY, ground=ACT, by=None)
    assert broken.value.refusal.code == "no_successor"


# pages


def test_everyone_reads_the_register_and_only_keepers_see_its_acts(client, cast):
    page = client.get("/organisations/").content.decode()
    assert "Степова селищна рада" in page
    assert "/organisations/new/" not in page
    address = f"/organisations/{cast.stepova.pk}/"
    assert client.get(address).status_code == 200
    assert f"{address}edit/" not in client.get(address).content.decode()
    client.force_login(cast.secretary)
    assert f"{address}edit/" in client.get(address).content.decode()
    assert client.get("/organisations/999999/").status_code == 404


def test_an_english_page_names_a_council_in_english_or_in_latin_letters(client, cast):
    Organisation.objects.filter(pk=cast.stepova.pk).update(name_en="Stepova Settlement Council")
    other = make_council("Згурівська міська рада", "city")
    page = client.get("/en/organisations/").content.decode()
    assert "Stepova Settlement Council" in page
    assert "Zghurivska miska rada" in page
    assert other.name_uk not in page
    assert other.name_uk in client.get("/organisations/").content.decode()


def test_nobody_else_keeps_the_register(client, cast):
    acts = ("organisations:change", "organisations:rename", "organisations:end")
    addresses = [
        "/organisations/new/",
        "/organisations/import/",
        *(reverse(act, args=[cast.stepova.pk]) for act in acts),
    ]
    for user in (cast.delegate, cast.stranger, cast.chair):
        client.force_login(user)
        for address in addresses:
            assert client.get(address).status_code == 404
            assert client.post(address, {}).status_code == 404
    client.force_login(cast.secretary)
    for address in addresses:
        assert client.get(address).status_code == 200


def test_the_secretary_enters_a_council_and_a_wrong_code_warns(client, cast):
    load_codifier()
    client.force_login(cast.secretary)
    said = {"kind": "council", "level": "city", "name_uk": "Валківська  міська рада", "edrpou": "32855968"}
    response = client.post("/organisations/new/", {**said, "territory_code": "UA63020030000094096"}, follow=True)
    entered = Organisation.objects.get(name_uk="Валківська міська рада")
    assert entered.territory.name == "Валківська"
    assert "ЄДРПОУ" in response.content.decode()
    assert client.get("/territories/UA63020030000094096/").content.decode().count("Валківська міська рада") == 1
    assert Entry.objects.get(act="organisation.entered").object_id == str(entered.pk)


@pytest.mark.parametrize(
    "wrong",
    [
        {"level": ""},
        {"name_uk": ""},
        {"edrpou": "123"},
        {"territory_code": "UA63"},
        {"population": "100"},
        {"email": "нема"},
        {"kind": "нема"},
    ],
)
def test_wrong_particulars_come_back_and_nothing_is_written(client, cast, wrong):
    client.force_login(cast.secretary)
    before = Organisation.objects.count()
    response = client.post("/organisations/new/", {"kind": "council", "level": "city", "name_uk": "Нова рада", **wrong})
    assert response.status_code == 422
    assert Organisation.objects.count() == before


def test_particulars_are_changed_and_the_journal_names_only_fields(client, cast):
    client.force_login(cast.secretary)
    said = {"kind": "council", "level": "settlement", "place_uk": "Степове", "address": "вул. Липова, 1"}
    assert client.post(f"/organisations/{cast.stepova.pk}/edit/", said).status_code == 302
    cast.stepova.refresh_from_db()
    assert cast.stepova.address == "вул. Липова, 1"
    assert Entry.objects.get(act="organisation.changed").facts == {"fields": ["address", "place_uk"]}


def test_the_secretary_renames_and_ends_through_pages(client, cast):
    client.force_login(cast.secretary)
    heir = make_council("Гайова селищна рада", "settlement")
    address = f"/organisations/{cast.stepova.pk}"
    said = {"name_uk": "Лугова селищна рада", "on": "2020-07-17", "ground": ACT}
    assert client.post(f"{address}/rename/", said).status_code == 302
    wrong = client.post(f"{address}/end/", {"way": "merged", "on": "2021-01-01", "ground": ACT})
    assert wrong.status_code == 422
    said = {"way": "merged", "successors": [heir.pk], "on": "2021-01-01", "ground": ACT}
    early = client.post(f"{address}/end/", {**said, "on": "0001-01-01"})
    assert early.status_code == 422
    assert "01.01.0001 місцевого самоврядування в Україні ще не було" in early.content.decode()
    assert client.post(f"{address}/end/", said).status_code == 302
    assert client.post(f"{address}/end/", said).status_code == 409
    page = client.get(f"{address}/").content.decode()
    assert "Гайова селищна рада" in page
    assert "Степова селищна рада" in page
    assert 'aria-disabled="true"' in page
    assert "Лугова селищна рада" in client.get(f"/organisations/{heir.pk}/").content.decode()


def test_search_and_filters(client, cast):
    load_codifier()
    unit = {unit.name: unit for unit in Unit.objects.filter(code__startswith="UA6302")}
    valky = make_council("Валківська міська рада", territory=unit["Валківська"], edrpou="14360570")
    raion = make_council("Богодухівська районна рада", "raion", territory=unit["Богодухівський"])
    assert list(sought(q="ВАЛКІВ")) == [valky]
    assert list(sought(q="14360570")) == [valky]
    assert list(sought(q="UA63020030000094096")) == [valky]
    assert list(sought(raion="UA63020000000066931")) == [raion, valky]
    assert list(sought(level="raion")) == [raion]
    page = client.get("/organisations/?raion=UA63020000000066931&level=city").content.decode()
    assert "Валківська міська рада" in page
    assert "Степова" not in page
    assert "empty" in client.get("/organisations/?q=немає такої").content.decode()
    assert client.get("/organisations/?level=нема&page=99").status_code == 200


def test_the_register_is_handed_out_as_csv_and_xlsx(client, cast):
    make_council("=1+1 міська рада")
    text = client.get("/organisations/export.csv").content.decode("utf-8-sig")
    assert "Степова селищна рада;settlement" in text
    assert "'=1+1" in text
    book = load_workbook(io.BytesIO(client.get("/organisations/export.xlsx?level=settlement").content))
    assert [row[0] for row in book.active.iter_rows(values_only=True)] == ["Назва", "Степова селищна рада"]


def test_what_is_handed_out_comes_back_unchanged(client, cast):
    for ending in ("csv", "xlsx"):
        file = io.BytesIO(client.get(f"/organisations/export.{ending}?kind=council").content)
        batch = preview_councils(file, f"organisations.{ending}", edition_on=DAY, ground="перевірка", by=None)
        assert batch.counts == {"error": 0, "warning": 0, "changed": 0, "new": 0, "same": 3}


def test_the_list_takes_the_same_queries_for_one_and_three(client, statute):
    load_codifier()
    unit = Unit.objects.get(stable="94096")

    def queries():
        client.get("/organisations/")
        with CaptureQueriesContext(connection) as captured:
            client.get("/organisations/")
        return len(captured)

    make_council("Рада 1", territory=unit)
    for_one = queries()
    make_council("Рада 2", territory=unit)
    make_council("Рада 3", territory=unit)
    assert queries() == for_one


def workbook(*rows):
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(["Назва", "Рівень", "Код ЄДРПОУ", "Коротка назва"])
    for row in rows:
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return SimpleUploadedFile("rady.xlsx", file.getvalue())


def test_the_secretary_imports_councils_by_preview(client, cast):
    client.force_login(cast.secretary)
    said = {"edition_on": "2026-11-01", "ground": "список"}
    file = workbook(["Нова сільська рада", "сільська", 14360570, "Нове"], ["Степова селищна рада", "", "", "Степове"])
    response = client.post("/organisations/import/", {**said, "file": file})
    batch = ImportBatch.objects.get(state="preview")
    assert batch.counts == {"error": 0, "warning": 0, "changed": 1, "new": 1, "same": 0}
    assert not Organisation.objects.filter(name_uk="Нова сільська рада").exists()
    assert "Нова сільська рада" in client.get(response.headers["Location"]).content.decode()
    assert client.post(f"/organisations/import/{batch.pk}/commit/").status_code == 302
    new = Organisation.objects.get(name_uk="Нова сільська рада")
    assert (new.level, new.edrpou, new.place_uk) == ("village", "14360570", "Нове")
    cast.stepova.refresh_from_db()
    assert cast.stepova.place_uk == "Степове"
    assert client.post(f"/organisations/import/{batch.pk}/commit/").status_code == 409


def test_a_file_with_an_error_is_not_taken_in(client, cast):
    client.force_login(cast.secretary)
    file = workbook(["Нова сільська рада", "", "", ""], ["Щось інше", "", "", ""])
    client.post("/organisations/import/", {"edition_on": "2026-11-01", "ground": "список", "file": file})
    batch = ImportBatch.objects.get(state="preview")
    assert client.post(f"/organisations/import/{batch.pk}/commit/").status_code == 409
    assert not Organisation.objects.filter(name_uk="Нова сільська рада").exists()
    assert client.post(f"/organisations/import/{batch.pk}/drop/").status_code == 302


def test_a_batch_of_another_register_is_not_found_here(client, cast):
    client.force_login(cast.secretary)
    batch = ImportBatch.objects.create(kind="codifier", name="к", sha256="", counts={"error": 0})
    assert client.get(f"/organisations/import/{batch.pk}/").status_code == 404
    assert client.post(f"/organisations/import/{batch.pk}/commit/").status_code == 404


def _shown(client, address: str) -> dict[str, str]:
    """Return what the page of a form would send, hidden values with it."""
    form = client.get(address).context["form"]
    sent = {}
    for bound in form:
        value = bound.field.prepare_value(bound.value())
        sent[bound.html_name] = "" if value is None else value
        sent[bound.html_initial_name] = sent[bound.html_name]
    return {name: value for name, value in sent.items() if value is not False}


def test_an_old_page_gives_back_nothing_that_another_secretary_changed(client, cast):
    address = f"/organisations/{cast.stepova.pk}/edit/"
    client.force_login(cast.secretary)
    first, second = _shown(client, address), _shown(client, address)
    assert client.post(address, {**first, "address": "вул. Лугова, 1"}).status_code == 302
    assert client.post(address, {**second, "website": "https://stepova.example.org"}).status_code == 302
    cast.stepova.refresh_from_db()
    assert (cast.stepova.address, cast.stepova.website) == ("вул. Лугова, 1", "https://stepova.example.org")


def test_of_two_who_change_one_field_the_second_is_told_what_stands_there(client, cast):
    address = f"/organisations/{cast.stepova.pk}/edit/"
    client.force_login(cast.secretary)
    old = _shown(client, address)
    client.post(address, {**old, "address": "вул. Лугова, 1"})
    answer = client.post(address, {**old, "address": "вул. Степова, 2"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "тепер тут «вул. Лугова, 1»" in page
    assert 'value="вул. Степова, 2"' in page  # what was typed is not lost
    cast.stepova.refresh_from_db()
    assert cast.stepova.address == "вул. Лугова, 1"
    again = {**old, "address": "вул. Степова, 2", "initial-address": "вул. Лугова, 1"}
    assert client.post(address, again).status_code == 302
    cast.stepova.refresh_from_db()
    assert cast.stepova.address == "вул. Степова, 2"


def test_a_table_of_100_000_rows_is_refused_before_it_is_read_through(db):
    file = io.BytesIO("Назва\n".encode() + "Липівська міська рада\n".encode() * 100_000)
    with pytest.raises(RuleBroken) as broken:
        preview_councils(file, "rows.csv", edition_on=DAY, ground="перевірка", by=None)
    assert (broken.value.refusal.code, broken.value.refusal.facts["limit"]) == ("table_long", 20_000)
    assert "SPILNO" not in broken.value.refusal.advice
    assert not ImportBatch.objects.exists()
