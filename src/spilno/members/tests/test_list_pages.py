"""The list of representatives: read, shown by row, taken whole or not at all."""

from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import Workbook
from tests.cast import make_council, make_member

from spilno.members.models import Mandate, MandateImport
from spilno.members.tests.pages import DAY, address


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


def test_columns_are_found_below_a_title_in_any_order_and_by_any_apostrophe(client, cast):
    client.force_login(cast.secretary)
    read(
        client,
        sheet(
            ("Список представників",),
            ("ІМʼЯ", "примітка", "РАДА", "Прізвище", "По батькові"),
            ("Надія", "", "Вербова", "Грабова", "Іванівна"),
        ),
    )
    assert states() == {"Вербова міська рада": "changed"}
    assert MandateImport.objects.get().rows[0]["line"] == 3


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
    assert page.context["refusal"].code == "import_errors"
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


@pytest.mark.parametrize("apostrophe", ["'", "’", "ʼ"])
def test_a_heading_is_read_with_any_apostrophe(client, cast, apostrophe):
    client.force_login(cast.secretary)
    text = f"Рада;Прізвище;Ім{apostrophe}я;По батькові\nВербова;Грабова;Надія;Іванівна\n"
    read(client, file(text.encode(), "список.csv"))
    assert states() == {"Вербова міська рада": "changed"}


def test_a_list_of_somebody_else_does_not_exist_for_you(client, cast):
    kept = MandateImport.objects.create(name="x", act="№ 1", starts=DAY)
    client.force_login(cast.delegate)
    assert client.get(address("members:list", kept.pk)).status_code == 404
    assert client.post(address("members:commit_list", kept.pk)).status_code == 404
