"""A table of certificates of earlier years: rules, preview by row, whole or not at all."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from tests.cast import make_council, make_person, make_user

from spilno.journal.models import Entry
from spilno.learning.models import CreditRow
from spilno.learning.rules.old_certificates import Told, name_key, planned, read_row
from spilno.people.models import Office
from spilno.statute.rules.days import read_day
from spilno.territories.models import ImportBatch
from spilno.territories.rules.preview import Outcome

HEAD = "Прізвище;Ім’я;По батькові;Вид;Назва;Заклад;Номер;Дата;Годин;Кредитів\n"
GOOD = "Ясен;Марія;Іванівна;програма;Публічні закупівлі;Центр;ВЦ-1;20.05.2025;30;\n"
PEOPLE = {name_key("Ясен", "Марія", "Іванівна"): [1], name_key("Клен", "Марія"): [2, 3]}


def told(**said):
    row = {
        "family": "Ясен",
        "given": "Марія",
        "patronymic": "Іванівна",
        "title": "Курс",
        "on": "20.05.2025",
        "hours": "30",
        **said,
    }
    return Told(2, row)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"family": "Дуб"}, "None of your people"),
        ({"family": "Клен", "patronymic": ""}, "Several"),
        ({"kind": "танці"}, "kind is not known"),
        ({"title": " "}, "title is missing"),
        ({"on": "29.02.2025"}, "date is none"),
        ({"hours": "багато"}, "are numbers"),
    ],
)
def test_a_row_that_cannot_be_read_says_why(change, says):
    found = read_row(told(**change), PEOPLE, None)
    assert isinstance(found, Outcome)
    assert says in found.sentence


def test_a_row_is_read_as_offices_write():
    read = read_row(told(on="2024-02-29", credits="0,5", kind="Стажування"), PEOPLE, None)
    assert (read.on, read.stated, read.kind) == (date(2024, 2, 29), Decimal("0.5"), "internship")
    assert read_row(told(), PEOPLE, 1).kind == "error"  # one's own


@given(st.dates(date(2000, 1, 1), date(2030, 12, 31)))
def test_a_day_is_read_in_every_style(day):
    assert read_day(day.strftime("%d.%m.%Y")) == read_day(day.isoformat()) == day


@given(st.lists(st.sampled_from([told(), told(number="7"), told(title=""), told(family="Дуб")]), max_size=8))
def test_no_row_is_lost_and_one_thing_is_taken_once(rows):
    found = planned(rows, PEOPLE, None, why_not=lambda read: None, earns=lambda read: Decimal(1))
    assert len(found) == len(rows)
    taken = [read for _outcome, read in found if read]
    assert len(taken) == len({(read.number, read.title) for read in taken})


@pytest.fixture
def house(db):
    town = make_council("Липова міська рада")
    people = {}
    for name, category in (("Ясен", "official"), ("Терен", "head")):
        person = make_person(name, user=make_user(f"{category}@example.org"))
        Office.objects.create(
            person=person, organisation=town, post_uk="посада", category=category, starts=date(2021, 1, 1), act="наказ"
        )
        people[category] = person
    return people


def send(client, text):
    file = SimpleUploadedFile("old.csv", text.encode(), "text/csv")
    return client.post(
        reverse("learning:certificates_upload"), {"file": file, "ground": "особові справи", "originals": "on"}
    )


def test_a_table_is_shown_by_row_then_taken_in_and_recognised(client, house):
    client.force_login(house["head"].user)
    shown = client.get(send(client, HEAD + GOOD).headers["Location"])
    batch = ImportBatch.objects.get()
    assert batch.counts["new"] == 1
    page = shown.content.decode()
    assert "Ясен Марія Іванівна: Публічні закупівлі" in page
    assert "20.05.2025: буде зараховано 1" in page
    assert 'data-label="Код"' not in page
    assert not CreditRow.objects.exists()
    client.post(reverse("learning:certificates_commit", args=[batch.pk]))
    row = CreditRow.objects.get()
    assert (row.state, row.credits, row.year, row.decided_by) == ("recognised", 1, 2025, house["head"].user.pk)
    assert Entry.objects.filter(act="credits.imported").exists()
    again = send(client, HEAD + GOOD)
    assert ImportBatch.objects.get(pk=again.headers["Location"].rstrip("/").rsplit("/", 1)[1]).counts["same"] == 1


def test_one_wrong_row_stops_the_whole_table(client, house):
    client.force_login(house["head"].user)
    send(client, HEAD + GOOD + GOOD.replace("Ясен", "Дуб"))
    batch = ImportBatch.objects.get()
    assert batch.counts["error"] == 1
    assert client.post(reverse("learning:certificates_commit", args=[batch.pk])).status_code == 409
    assert not CreditRow.objects.exists()
    assert client.post(reverse("learning:certificates_drop", args=[batch.pk])).status_code == 302


def test_a_file_that_is_no_table_says_so_and_others_have_no_such_page(client, house):
    client.force_login(house["head"].user)
    assert send(client, "щось\n").status_code == 422
    client.force_login(house["official"].user)
    assert client.get(reverse("learning:certificates_upload")).status_code == 404


def test_more_credits_than_hours_allow_or_than_a_year_holds_are_not_taken(client, house):
    client.force_login(house["head"].user)
    rows = GOOD.replace(";30;", ";30;99") + GOOD.replace(";30;", ";3000;").replace("ВЦ-1", "ВЦ-2")
    shown = client.get(send(client, HEAD + rows).headers["Location"])
    page = shown.content.decode()
    assert "Кредитів – 99, годин – 30" in page
    assert "рік навчання – це 60" in page
    assert ImportBatch.objects.get().counts["error"] == 2
