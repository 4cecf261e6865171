"""The statement of learning: what it says, who gets it."""

import pytest
from django.urls import reverse
from tests.cast import make_council

from spilno.learning.gateways import statement
from spilno.learning.services.finishing import finish_edition
from spilno.learning.tests.making_editions import attend, going, make_school, of, official

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def school():
    return make_school()[0]


def address(row):
    return reverse("learning:statement", args=[row.edition_id, row.pk])


def test_who_did_not_finish_gets_a_statement_of_what_he_did(client, school):
    person = official(make_council("Липова міська рада"), "Верес")
    edition = going(school, person)
    attend(edition, person, edition.modules.first())
    finish_edition(edition, said="лектор захворів", by=None)
    client.force_login(person.user)
    answer = client.get(address(of(edition, person)))
    assert answer.content.startswith(b"%PDF")
    assert address(of(edition, person)) in client.get(reverse("learning:learning", args=[edition.pk])).content.decode()


def test_it_says_each_module_as_it_was_frozen(school, monkeypatch):
    person = official(make_council("Липова міська рада"), "Верес")
    edition = going(school, person)
    attend(edition, person, edition.modules.first())
    said = []
    monkeypatch.setattr(statement, "make_pdf", lambda _sheet, values, **_how: said.append(values) or b"")
    statement.statement_pdf(of(edition, person))
    finish_edition(edition, said="лектор захворів", by=None)
    statement.statement_pdf(of(edition, person))
    assert [[row["result"] for row in each["modules"]] for each in said] == [
        ["завершено", "ще не завершено"],
        ["завершено", "не завершено"],
    ]
    assert [row["attended"] for row in said[1]["modules"]] == ["1 з 1", "0 з 1"]
    assert [row["attended"] for row in said[0]["modules"]] == ["1 з 1", "0 з 1"]
    assert "Бюджет" in said[1]["because"]


def test_strangers_and_other_councils_get_none(client, school):
    lypova, verbova = make_council("Липова міська рада"), make_council("Вербова міська рада")
    person, other = official(lypova, "Верес"), official(verbova, "Барвінок", "head")
    row = of(going(school, person), person)
    client.force_login(other.user)
    assert client.get(address(row)).status_code == 404
    client.force_login(official(lypova, "Клен", "head").user)
    assert client.get(address(row)).status_code == 200
