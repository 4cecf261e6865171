import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st
from tests.cast import make_council

from spilno.organisations.models import Organisation
from spilno.portal.gateways import dictionary
from spilno.portal.models import SearchEntry
from spilno.portal.queries.search import entries, find
from spilno.portal.rules.words import asked_words, fts5_query, token, tsquery, words_of
from spilno.portal.services import index, reindex
from spilno.ui.registry import Found, SearchSource

PAIRS = [
    ("вода", "води"),
    ("вода", "водою"),
    ("водопостачання", "водопостачанню"),
    ("громада", "громад"),
    ("громада", "громадами"),
    ("рішення", "рішень"),
    ("укриття", "укриттів"),
    ("внесок", "внески"),
    ("староста", "старост"),
    ("збори", "зборів"),
    ("меморандум", "меморандумів"),
    ("Куп'янськ", "Куп’янську"),
    ("Куп'янська", "Купʼянську"),
    ("Валківська", "Валківської"),
    ("селищна", "селищні"),
    ("рада", "рад"),
    ("довіреність", "довіреності"),
    ("протокол", "протоколу"),
]


def source(public=True):
    return SearchSource(
        "council",
        "Councils",
        Organisation,
        Organisation.objects.all,
        lambda row: Found(title=row.name_uk, text=row.address, url=f"/o/{row.pk}/", public=public),
    )


def ask(query, **kwargs):
    finding = find(*dictionary.asked(query), **kwargs)
    return [entry.title for entry in entries(finding.ids)]


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_any_form_of_a_word_finds_any_other(db, one, other):
    for written, asked in ((one, other), (other, one)):
        council = make_council(f"Про {written} у місті")
        index(source(), council)
        assert ask(asked + " ") == [f"Про {written} у місті"], (written, asked)
        SearchEntry.objects.all().delete()


def test_an_unfinished_word_finds_what_begins_so(db):
    index(source(), make_council("Про водопостачання"))
    assert ask("водопост") == ["Про водопостачання"]
    assert ask("водопост ") == []  # finished: there is no such word
    assert ask("во") == []  # too short to guess


def test_a_word_that_the_dictionary_knows_is_finished(db):
    index(source(), make_council("Про водопостачання"))
    index(source(), make_council("Про воду"))
    assert ask("вода") == ["Про воду"]
    assert ask("водопостачанню") == ["Про водопостачання"]


def test_the_title_outweighs_the_text(db):
    index(source(), make_council("Лозова", address="вода вода вода вода"))
    index(source(), make_council("Вода"))
    assert ask("вода ") == ["Вода", "Лозова"]


def test_every_word_asked_must_stand_there_unless_nothing_has_them_all(db):
    index(source(), make_council("Вода в Лозовій"))
    index(source(), make_council("Вода в Ізюмі"))
    assert ask("вода Ізюм") == ["Вода в Ізюмі"]
    assert sorted(ask("вода Мерефа")) == ["Вода в Ізюмі", "Вода в Лозовій"]
    assert not find(*dictionary.asked("вода Мерефа")).every


def test_strangers_find_only_what_is_public(client, cast):
    council = make_council("Таємна рада")
    index(source(public=False), council)
    index(source(), make_council("Таємна, але відкрита"))
    assert ask("таємна") == ["Таємна, але відкрита"]
    shown = [row.entry.title for row in client.get("/search/?q=таємна").context["rows"]]
    assert shown == ["Таємна, але відкрита"]
    client.force_login(cast.secretary)
    shown = [row.entry.title for row in client.get("/search/?q=таємна").context["rows"]]
    assert sorted(shown) == ["Таємна рада", "Таємна, але відкрита"]
    assert len(ask("таємна", hidden=True)) == 2


def test_an_object_that_changed_is_found_by_its_new_words_only(db):
    council = make_council("Красноград")
    index(source(), council)
    council.name_uk = "Берестин"
    index(source(), council)
    assert ask("Берестин") == ["Берестин"]
    assert ask("Красноград ") == []
    assert SearchEntry.objects.count() == 1


def test_reindex_leaves_one_entry_for_each_object(db):
    for number in range(3):
        make_council(f"Рада {number}")
    assert reindex([source()]) == {"council": 3}
    assert reindex([source()]) == {"council": 3}
    assert SearchEntry.objects.filter(kind="council").count() == 3


def test_the_command_says_what_it_did(db, capsys):
    call_command("reindex")
    assert capsys.readouterr().out.startswith("reindex: ")


@pytest.mark.parametrize(
    "query",
    [
        "", " ", '"', "' OR 1=1 --", "NEAR(вода", "a*b:c", "-вода", "вода AND", "’", "ї" * 5000,
        "об'єднана ʼ вода", "ʼ", "’ʼ`'", "😀 вода", "\u202eадов",
    ],
)  # fmt: skip
def test_no_query_breaks_the_page(client, cast, query):
    assert client.get("/search/", {"q": query}).status_code == 200


@given(st.text(max_size=60))
def test_no_word_asked_is_a_word_of_nothing(text):
    assert all(token(word) for word in asked_words(text))


@given(st.text(max_size=60))
def test_a_token_has_letters_and_digits_only(text):
    assert all(letter.isalnum() for letter in token(text))
    for word, start, end in words_of(text):
        assert 0 <= start < end <= len(text)
        assert word


@given(st.text(max_size=80))
def test_a_query_is_never_more_than_its_words(text):
    words = asked_words(text)
    assert len(words) <= 12
    assert len(set(words)) == len(words)


@given(
    st.lists(
        st.lists(st.text(alphabet="абвгabc1", min_size=1, max_size=6), min_size=1, max_size=3), min_size=1, max_size=4
    )
)
def test_both_databases_are_asked_for_the_same_words(groups):
    flat = [word for group in groups for word in group]
    assert fts5_query(groups, prefix="").count('"') == 2 * len(flat)
    assert tsquery(groups, prefix="").count("'") == 2 * len(flat)


def test_a_mark_stands_on_the_words_that_were_asked():
    groups, prefix = dictionary.asked("вода ")
    assert dictionary.marked("Про воду.", groups, prefix) == [("Про ", False), ("воду", True), (".", False)]
    pieces = dictionary.marked("слово " * 100 + "водою " + "слово " * 100, groups, prefix, around=40)
    assert ("водою", True) in pieces
    assert sum(len(piece) for piece, _ in pieces) < 140


@given(st.text(max_size=300))
def test_marking_loses_no_letter(text):
    groups, prefix = dictionary.asked("рада")
    assert "".join(piece for piece, _ in dictionary.marked(text, groups, prefix)) == text


def test_of_very_many_the_titles_come_first(db, monkeypatch):
    monkeypatch.setattr("spilno.portal.queries.search.MOST_RANKED", 2)
    index(source(), make_council("Вода"))
    for number in range(4):
        index(source(), make_council(f"Рада {number}", address="вода"))
    found = ask("вода ")
    assert found[0] == "Вода"
    assert len(found) > 1
    index(source(public=False), make_council("Вода таємна"))
    assert "Вода таємна" not in ask("вода ")
