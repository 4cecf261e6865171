"""A staff list of a council: shown by row, taken in whole or not at all, by whom it may be."""

from datetime import date
from io import BytesIO
from time import monotonic

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from tests.cast import make_council, make_user

from spilno.accounts.models import Grant, Right
from spilno.journal.models import Entry
from spilno.learning.models import YearStanding
from spilno.learning.rules.old_certificates import Told
from spilno.learning.rules.staff_list import HEADING, Post, Register, gender_of, planned
from spilno.learning.services.staff_list import commit_staff, preview_staff
from spilno.learning.tests.making_editions import official
from spilno.memoranda.tests.factories import make_head
from spilno.people.models import Office, Person
from spilno.people.rules.posts import category_of
from spilno.territories.models import ImportBatch

TODAY = date(2026, 11, 23)
HEAD = ";".join(HEADING) + "\n"
ROW = "Ясен;Петро;Іванович;;спеціаліст;01.03.2025;розпорядження № 5;;\n"


def row(line=2, **said):
    values = {
        "family": "Ясен",
        "given": "Петро",
        "patronymic": "Іванович",
        "post": "спеціаліст",
        "starts": "01.03.2025",
        "act": "№ 5",
    }
    return Told(line, {**values, **said})


def register(*posts, people=None, leaders=True, own=None, elsewhere=()):
    return Register(people or {}, posts, frozenset(elsewhere), own, leaders)


def told(*rows, **known):
    return [(each.outcome.kind, each.outcome.does) for each in planned(rows, register(**known), today=TODAY)]


def test_categories_and_gender_are_told_by_words():
    assert [category_of(post) for post in ("Міський голова", "перший заступник міського голови", "секретар ради", "староста Липівського округу", "начальник відділу", "голова комісії", "депутат ради")] == [
        "head", "deputy", "council_secretary", "starosta", "official", "official", "councillor",
    ]  # fmt: skip
    assert [gender_of(name, "") for name in ("Іванович", "Іванівна", "Ілліч", "Іллівна", "")] == [
        "m",
        "f",
        "m",
        "f",
        "",
    ]
    assert gender_of("", "ж") == "f"


@pytest.mark.parametrize(
    "said",
    [
        {"family": ""}, {"patronymic": ""}, {"post": ""}, {"starts": "31.02.2025"}, {"starts": "01.01.2027"}, {"act": ""},
        {"ends": "29.02.2025"}, {"ends": "01.01.2024", "ended_by": "№ 6"}, {"ends": "01.01.2026"}, {"family": "я" * 101},
    ],
)  # fmt: skip
def test_a_wrong_row_says_why(said):
    (found,) = planned([row(**said)], register(), today=TODAY)
    assert (found.outcome.kind, found.outcome.number) == ("error", 2)
    assert found.outcome.sentence


def test_the_same_person_and_office_change_nothing_and_a_last_day_ends_it():
    post = Post(7, 3, "Ясен Петро", "Спеціаліст", "official", date(2025, 3, 1), None)
    people = {"ясен петро іванович": [3]}
    assert told(row(), people=people) == [("new", "create")]
    known = register(post, people=people)
    assert planned([row()], known, today=TODAY)[0].outcome.kind == "same"
    (ended,) = planned([row(ends="01.06.2026", ended_by="№ 9")], known, today=TODAY)
    assert (ended.outcome.kind, ended.office) == ("changed", 7)
    missing = planned([row(family="Дуб")], known, today=TODAY)
    assert [(each.outcome.kind, each.outcome.number) for each in missing] == [("new", 2), ("warning", 0)]


def test_leaders_own_rows_and_namesakes():
    assert told(row(post="міський голова"), leaders=False) == [("warning", "")]
    assert told(row(post="міський голова")) == [("new", "create")]
    assert told(row(post="міський голова"), row(3, family="Дуб", post="міський голова"))[1] == ("error", "")
    people = {"ясен петро іванович": [3]}
    assert told(row(), people=people, own=3) == [("warning", "")]
    assert told(row(), people={"ясен петро іванович": [3, 4]}) == [("error", "")]
    assert told(row(), elsewhere=["ясен петро іванович"]) == [("warning", "create")]
    assert told(row(), row(3))[1] == ("error", "")


@given(st.lists(st.sampled_from(["Ясен", "Дуб", "Клен"]), max_size=6), st.sampled_from(["спеціаліст", "староста"]))
def test_every_row_is_told_once_and_nobody_is_entered_twice(families, post):
    found = planned([row(n, family=name, post=post) for n, name in enumerate(families)], register(), today=TODAY)
    assert [each.outcome.number for each in found] == list(range(len(families)))
    created = [each.key for each in found if each.outcome.does]
    assert len(created) == len(set(created)) == len(set(families))


@pytest.fixture
def house(db):
    lypova, verbova = make_council("Липова міська рада"), make_council("Вербова сільська рада")
    secretary = make_user("s@x.example")
    Grant.objects.create(user=secretary, right=Right.SECRETARIAT, starts=date(2025, 1, 1), ground="наказ")
    return {
        "lypova": lypova, "verbova": verbova, "head": make_head(lypova, "Голова").user, "other": make_head(verbova, "Інша").user,
        "official": official(lypova, "Рядовий").user, "secretary": secretary,
    }  # fmt: skip


def send(client, council, text, encoding="utf-8"):
    file = SimpleUploadedFile("staff.csv", text.encode(encoding), "text/csv")
    return client.post(reverse("learning:staff_upload", args=[council.pk]), {"file": file, "ground": "штатний розпис"})


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251"])
def test_a_list_is_shown_then_taken_in(client, house, encoding):
    client.force_login(house["head"])
    answer = send(client, house["lypova"], HEAD + ROW, encoding)
    shown = client.get(answer.headers["Location"])
    assert "Ясен Петро" in shown.content.decode()
    assert not Person.objects.filter(family_name="Ясен").exists()
    assert shown.context["total"] == 1  # the head is absent from it: a warning, not a row
    assert "<code>" not in shown.content.decode()
    taken = client.post(answer.headers["Location"] + "commit/")
    assert taken.headers["Location"] == reverse("learning:staff", args=[house["lypova"].pk])
    page = client.get(taken.headers["Location"]).content.decode()
    assert "Петро ЯСЕН" in page
    office = Office.objects.get(person__family_name="Ясен")
    assert (office.post_uk, office.category, office.starts, office.person.gender) == (
        "спеціаліст",
        "official",
        date(2025, 3, 1),
        "m",
    )
    assert YearStanding.objects.filter(person=office.person).exists()
    assert Entry.objects.filter(act__in=["staff.imported", "staff.entered"]).count() == 2
    ended = ROW.replace(";;\n", ";01.06.2026;розпорядження № 9\n")
    again = send(client, house["lypova"], HEAD + ended)
    client.post(again.headers["Location"] + "commit/")
    office.refresh_from_db()
    assert (office.ends, office.ended_by) == (date(2026, 6, 1), "розпорядження № 9")
    assert Person.objects.filter(family_name="Ясен").count() == 1


def test_one_wrong_row_stops_the_whole_list(client, house):
    client.force_login(house["head"])
    answer = send(client, house["lypova"], HEAD + ROW + ROW.replace("Ясен", "Дуб").replace("01.03.2025", "31.02.2025"))
    assert "31.02.2025" in client.get(answer.headers["Location"]).content.decode()
    assert client.post(answer.headers["Location"] + "commit/").status_code == 409
    assert not Person.objects.filter(family_name="Ясен").exists()


def test_a_council_brings_its_own_list_and_the_association_any(client, house):
    for user, council, status in (
        ("head", "lypova", 302),
        ("other", "lypova", 404),
        ("head", "verbova", 404),
        ("official", "lypova", 404),
        ("secretary", "verbova", 302),
    ):
        client.force_login(house[user])
        assert send(client, house[council], HEAD + ROW).status_code == status, user
    batch = ImportBatch.objects.filter(created_by=house["secretary"].pk).get()
    client.force_login(house["head"])
    for council in ("lypova", "verbova"):
        assert client.get(reverse("learning:staff_preview", args=[house[council].pk, batch.pk])).status_code == 404


def test_the_empty_table_has_the_heading_that_is_read(client, house):
    client.force_login(house["head"])
    content = client.get(reverse("learning:staff_template", args=[house["lypova"].pk])).content
    assert tuple(cell.value for cell in load_workbook(BytesIO(content)).active[1]) == HEADING


def test_five_thousand_rows_are_read_and_taken_in_time(house):
    lines = "".join(ROW.replace("Ясен", f"Ясен-{number}") for number in range(5000))
    began = monotonic()
    batch = preview_staff(
        house["lypova"], BytesIO((HEAD + lines).encode()), "staff.csv", ground="штатний розпис", leaders=False, by=house["head"]
    )  # fmt: skip
    commit_staff(batch, house["lypova"], leaders=False, by=house["head"])
    assert Office.objects.filter(organisation=house["lypova"]).count() == 5002
    assert monotonic() - began < 90  # ten on a quiet machine


def test_one_name_twice_in_a_table_is_one_person_and_says_so():
    rows = [row(), row(3, post="староста", starts="02.03.2025")]
    first, second = planned(rows, register(), today=TODAY)
    assert (first.outcome.kind, second.outcome.kind, second.outcome.does) == ("new", "warning", "create")
    assert "two people" in second.outcome.sentence
