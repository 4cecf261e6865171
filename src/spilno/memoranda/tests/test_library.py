"""The list of areas and the library of clauses: what is kept, what is refused, and that texts agreed before stay as they are."""

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from tests import cast as people

from spilno.accounts.models import Right
from spilno.journal.models import Entry
from spilno.memoranda.models import Area, Clause
from spilno.memoranda.queries.texts import on_the_table, terms_of
from spilno.memoranda.rules.library import why_not_keep_clause
from spilno.memoranda.rules.text import Both
from spilno.memoranda.services.drafting import draft_memorandum, take_library
from spilno.memoranda.tests.factories import make_memorandum, make_organisation, make_ours

lines = st.lists(st.text("абв ", min_size=1).filter(str.strip), min_size=1, max_size=5)


@pytest.mark.parametrize(
    ("uk", "en", "expected"),
    [
        ("Перше.\nДруге.", "One.\nTwo.", None),
        ("Перше.", "", None),
        ("", "One.", "no_points"),
        ("Перше.\nДруге.", "One.", "points_differ"),
        ("За {notice_days} до кінця.", "", None),
        ("За {days} до кінця.", "", "words_unknown"),
    ],
)
def test_what_keeps_a_clause_out(uk, en, expected):
    refusal = why_not_keep_clause(uk, en)
    assert (refusal.code if refusal else None) == expected


@given(lines, lines)
def test_a_clause_is_kept_exactly_when_both_languages_have_as_many_points(uk, en):
    assert (why_not_keep_clause("\n".join(uk), "\n\n".join(en)) is None) == (len(uk) == len(en))


@pytest.fixture
def secretary(db):
    user = people.make_user("secretary@example.org")
    people.grant(user, Right.SECRETARIAT)
    return user


def test_the_library_is_for_the_secretariat(client, secretary):
    address = reverse("memoranda:library")
    client.force_login(people.make_user("stranger@example.org"))
    assert client.get(address).status_code == 404
    client.force_login(secretary)
    assert "порожня" in client.get(address).content.decode()
    assert client.post(address).status_code == 302
    page = client.get(address)
    training = next(row for row in page.context["kinds"] if row.kind == "навчальний")
    assert "Форми спільної роботи" in [clause.title_uk for clause in training.required]
    assert "Делегації та візити" not in [clause.title_uk for clause in training.offered]


def test_the_library_asks_the_same_number_of_queries(client, secretary, django_assert_max_num_queries):
    take_library(by=secretary)
    client.force_login(secretary)
    with django_assert_max_num_queries(12):
        client.get(reverse("memoranda:library"))


def test_a_clause_is_written_and_texts_that_took_it_stay(client, secretary):
    made = draft_memorandum(kind="training", title=Both("Меморандум"), by=secretary)
    before = terms_of(on_the_table(made)).clauses
    clause = Clause.objects.get(code="finance")
    client.force_login(secretary)
    said = {"title_uk": "Гроші", "title_en": "Money", "text_uk": "Кожен за себе.\r\n", "text_en": "Each for itself.", "kinds": ["border"], "position": 6, "required": "on"}  # fmt: skip
    assert client.post(reverse("memoranda:clause", args=[clause.pk]), said).status_code == 302
    clause.refresh_from_db()
    assert (clause.title_uk, clause.text_uk, clause.kinds, clause.code) == (
        "Гроші",
        "Кожен за себе.",
        ["border"],
        "finance",
    )
    assert terms_of(on_the_table(made)).clauses == before
    later = draft_memorandum(kind="training", title=Both("Меморандум"), by=secretary)
    assert "finance" not in {each.code for each in terms_of(on_the_table(later)).clauses}
    assert Entry.objects.filter(act="memorandum.clause_kept").count() == 1


def test_a_clause_that_cannot_stand_comes_back_with_its_words(client, secretary):
    client.force_login(secretary)
    said = {"title_uk": "Гроші", "text_uk": "Раз.\nДва.", "text_en": "One.", "position": 1}
    answer = client.post(reverse("memoranda:new_clause"), said)
    assert answer.status_code == 422
    assert "пунктів 2, англійською 1" in answer.content.decode()
    assert not Clause.objects.exists()


def test_an_area_is_written_and_what_was_agreed_keeps_its_words(client, secretary):
    memorandum = make_memorandum(make_ours(), make_organisation("Школа"))
    row = memorandum.agreed_areas.get()
    row.words_uk = "спільні заходи сторін"
    row.save()
    client.force_login(secretary)
    said = {"title_uk": "зовсім інше", "title_en": "quite another", "position": 1}
    assert client.post(reverse("memoranda:area", args=[row.area_id]), said).status_code == 302
    page = client.get(reverse("memoranda:memorandum", args=[memorandum.number])).content.decode()
    assert "Спільні заходи сторін" in page
    assert "овсім інше" not in page
    new = client.post(reverse("memoranda:new_area"), {**said, "title_uk": "молодь", "retired": "on"})
    assert new.status_code == 302
    assert Area.objects.get(title_uk="молодь").code.startswith("area-")


def test_two_who_write_one_area_do_not_overwrite_each_other(client, secretary):
    area = Area.objects.create(code="x", title_uk="старе", position=1)
    client.force_login(secretary)
    form = client.get(reverse("memoranda:area", args=[area.pk])).context["form"]
    shown = {f"initial-{name}": form[name].value() or "" for name in ("title_uk", "title_en", "source", "position")}
    Area.objects.filter(pk=area.pk).update(title_uk="чуже нове")
    said = {"title_uk": "моє нове", "title_en": "", "source": "", "position": 1, **shown}
    answer = client.post(reverse("memoranda:area", args=[area.pk]), said)
    assert answer.status_code == 422
    assert "чуже нове" in answer.content.decode()
    area.refresh_from_db()
    assert area.title_uk == "чуже нове"
