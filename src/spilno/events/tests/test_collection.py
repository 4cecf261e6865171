"""The collection of papers: what is printed, who publishes, what everybody reads, references, certificates."""

import io
import json
import re
from datetime import timedelta

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests.cast import make_user

from spilno.credentials.models import Certificate
from spilno.documents.models import Document
from spilno.documents.services import attach
from spilno.events.exports.citations import bibtex, ris
from spilno.events.models import Collection, Paper
from spilno.events.queries.outcomes import outcome_of
from spilno.events.rules import collection as rules
from spilno.events.rules.printed import paper_words
from spilno.events.services.certificates import issue_for
from spilno.events.services.collection import keep_collection, publish_collection
from spilno.events.tests.making_papers import make_call, make_paper
from spilno.journal.models import Entry
from spilno.statute.rules.refusal import RuleBroken

VALUES = {
    "title_uk": "Громада вчиться", "title_en": "The hromada learns", "place": "Київ", "publisher": "Школа врядування",
    "year": "2026", "isbn": "978 617 7000 00 5", "udc": "352", "editors": "О. Шкільна", "foreword": "Слово до читача.",
}  # fmt: skip


@pytest.fixture
def call(joint):
    now = timezone.now().replace(microsecond=0)
    made = make_call(joint.school, joint.cities, deadline=now - timedelta(days=1), announced_at=now)
    made.sections = [{"code": "2", "uk": "Право", "en": "Law"}, {"code": "1", "uk": "Бюджет", "en": "Budget"}]
    made.save()
    return made


@pytest.fixture
def papers(call):
    author = make_user("author@example.org")
    common = {"state": "accepted", "decided": "accepted", "talk": "talk"}
    found = [
        make_paper(call, author, number=1, section="1", author={"name": "Іван ЯВІР"}, **common),
        make_paper(
            call, author, number=2, section="2", title="Ґрунт «права»", author={"name": "Ганна ҐАНОК"}, **common,
            language="en", other_title="Підстава", other_abstract="Про право.", licence="reserved",
        ),
        make_paper(call, author, number=3, section="1", author={"name": "Іван ЯВІР"}, **common, changes_until=timezone.localdate() - timedelta(days=1)),
        make_paper(call, author, number=4, state="rejected", decided="rejected", title="Не прийнята"),
    ]  # fmt: skip
    assert len(found) == 4
    return found


@pytest.fixture
def collection(joint, call, papers):
    keep_collection(call, {**VALUES, "year": 2026}, by=joint.teacher)
    publish_collection(call, by=joint.teacher)
    return Collection.objects.get()


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("978 617 7000 00 5", "978-617-7000-00-5"),
        ("9786177000005", "978-617-7000-00-5"),
        ("0-306-40615-2", "978-0-306-40615-7"),
        ("978 617 7000 00 6", ""),
        ("немає", ""),
        ("", ""),
    ],
)
def test_an_isbn_is_written_as_it_is_printed(said, written):
    assert rules.written_isbn(said) == written
    assert (rules.why_wrong_isbn(said) is None) == bool(written or not said)


@given(st.integers(0, 999_999_999))
def test_one_wrong_digit_of_an_isbn_is_always_noticed(number):
    body = f"978{number:09d}"
    right = [digit for digit in range(10) if rules.written_isbn(f"{body}{digit}")]
    assert len(right) == 1


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Олена АВТОРКА", "АВТОРКА Олена"),
        ("Олена АВТОРКА-ДРУГА", "АВТОРКА-ДРУГА Олена"),
        ("АВТОРКА Олена Іванівна", "АВТОРКА Олена Іванівна"),
        ("Олена Авторка", "Авторка Олена"),
        ("Авторка О. І.", "Авторка О. І."),
        ("Платон", "Платон"),
    ],
)
def test_the_index_names_the_family_first(name, first):
    assert rules.family_first(name) == first


@given(st.lists(st.tuples(st.text("АБВҐГІЇабвґгії ", max_size=12), st.integers(1, 9))))
def test_the_index_loses_nobody_and_names_everyone_once(authors):
    index = rules.index_of_authors(authors)
    assert len({each.name for each in index}) == len(index)
    assert {(rules.family_first(name), number) for name, number in authors if name.strip()} == {
        (each.name, number) for each in index for number in each.papers
    }


def test_the_index_stands_in_the_ukrainian_order():
    names = [("Ідея ЇЖАК", 1), ("Ада ІВАН", 2), ("Ян ГАЙ", 3), ("Яна ҐАВА", 4), ("Яна ДУБ", 5), ("Інна ИРІЙ", 6)]
    assert [each.name.split()[0] for each in rules.index_of_authors(names)] == [
        "ГАЙ",
        "ҐАВА",
        "ДУБ",
        "ИРІЙ",
        "ІВАН",
        "ЇЖАК",
    ]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({}, None),
        ({"announced": False}, "not_announced"),
        ({"described": False}, "no_imprint"),
        ({"waiting": 1}, "changes_may_come"),
        ({"papers": 0}, "no_papers"),
    ],
)
def test_when_the_collection_is_published(said, code):
    found = rules.why_not_publish(**{"papers": 3, "announced": True, "described": True, "waiting": 0, **said})
    assert (found and found.code) == code


def test_a_holder_enters_the_first_pages_and_publishes(client, joint, call, papers):
    client.force_login(joint.mayor)
    edit, publish = (
        reverse(f"events:{name}", args=[call.event_id]) for name in ("edit_collection", "publish_collection")
    )
    assert client.get(edit).status_code == 200
    assert client.post(publish).status_code == 409
    assert client.post(edit, {**VALUES, "isbn": "978 617 7000 00 6"}).status_code == 422
    assert client.post(edit, {**VALUES, "year": "1200"}).status_code == 422
    assert client.post(edit, VALUES).status_code == 302
    assert Collection.objects.get().isbn == "978-617-7000-00-5"
    assert client.get(reverse("events:collection", args=[call.event_id])).status_code == 404
    assert client.post(publish).status_code == 302
    assert outcome_of(call.event).collections == 1
    assert client.post(publish).status_code == 302
    assert list(Document.objects.order_by("version").values_list("version", "public")) == [(1, True), (2, True)]
    acts = list(Entry.objects.order_by("number").values_list("act", flat=True))
    assert acts == [
        "collection.kept",
        "document.frozen",
        "collection.published",
        "document.frozen",
        "collection.published",
    ]


def test_the_book_is_whole_tagged_and_in_order(collection):
    document = Document.objects.get()
    with document.file.open("rb") as file, pikepdf.open(io.BytesIO(file.read())) as book:
        assert str(book.Root.Lang) == "uk"
        assert "/StructTreeRoot" in book.Root
        assert len(book.pages) >= 6
        with book.open_outline() as outline:
            titles = [item.title for item in outline.root]
    assert [title for title in titles if title in ("Право", "Бюджет")] == ["Право", "Бюджет"]


def test_everybody_reads_the_collection_and_only_what_stands_in_it(client, collection, papers):
    event = collection.call.event_id
    page = client.get(reverse("events:collection", args=[event])).content.decode()
    assert "Не прийнята" not in page
    assert page.index("ҐАНОК Ганна") < page.index("ЯВІР Іван")
    told = json.loads(re.search(r"ld\+json\">(.*?)</script>", page)[1])
    assert (told["@type"], told["isbn"], len(told["hasPart"])) == ("Book", "978-617-7000-00-5", 2)
    assert (
        reverse("events:collection", args=[event]) in client.get(reverse("events:event", args=[event])).content.decode()
    )
    for number, status in ((1, 200), (2, 200), (3, 404), (4, 404), (9, 404)):
        assert client.get(reverse("events:published_paper", args=[event, number])).status_code == status
    assert "Підстава" in client.get(reverse("events:published_paper", args=[event, 2])).content.decode()
    assert client.get(reverse("events:published_paper", args=[event + 50, 1])).status_code == 404


def test_a_file_is_handed_out_under_its_licence_only(client, joint, collection, papers):
    for paper in papers[:2]:
        attach(SimpleUploadedFile("a.pdf", b"%PDF-1.7\n%%EOF\n"), about=paper, title="", public=False, by=joint.teacher)
    event = collection.call.event_id
    assert client.get(reverse("events:published_paper_file", args=[event, 1])).status_code == 200
    assert client.get(reverse("events:published_paper_file", args=[event, 2])).status_code == 404


def test_references_hold_every_paper_and_no_text_breaks_them(client, collection, papers):
    Paper.objects.filter(number=1).update(title="Довіра}\nER  - \n@article{x", keywords="довіра, рада")
    event = collection.call.event_id
    answer = client.get(reverse("events:collection_bib", args=[event])).content.decode()
    assert answer.count("\n@inproceedings") + answer.startswith("@inproceedings") == 2
    assert "@article" not in [line[:8] for line in answer.splitlines()]
    assert "Явір, Іван" in answer
    answer = client.get(reverse("events:collection_ris", args=[event])).content.decode()
    assert [line for line in answer.split("\r\n") if line.startswith("ER")] == ["ER  - ", "ER  - "]
    assert "KW  - рада" in answer
    assert client.get(f"/events/{event}/collection/papers.txt").status_code == 404


def test_no_papers_make_empty_references(collection):
    assert (bibtex(collection, []), ris(collection, [])) == ("", "")


def test_the_author_is_led_to_the_published_paper(client, collection, papers):
    author = make_user("x@example.org")
    Paper.objects.update(submitted_by=author.pk)
    client.force_login(author)
    for paper in Paper.objects.all():
        own = client.get(reverse("events:paper", args=[collection.call.event_id, paper.number]))
        printed = reverse("events:published_paper", args=[collection.call.event_id, paper.number])
        assert (printed in own.content.decode()) is (client.get(printed).status_code == 200)


def test_after_publishing_papers_are_neither_changed_nor_withdrawn(client, collection, papers):
    client.force_login(make_user("x@example.org"))
    Paper.objects.update(
        changes_until=timezone.localdate() + timedelta(days=2), submitted_by=client.session["_auth_user_id"]
    )
    event = collection.call.event_id
    assert client.post(reverse("events:withdraw_paper", args=[event, 1])).status_code == 409
    answer = client.get(reverse("events:paper", args=[event, 1]))
    assert reverse("events:edit_paper", args=[event, 1]) not in answer.content.decode()


def test_a_collection_waits_for_versions_that_may_come(joint, call, papers):
    Paper.objects.filter(number=3).update(changes_until=timezone.localdate())
    keep_collection(call, {**VALUES, "year": 2026}, by=joint.teacher)
    with pytest.raises(RuleBroken) as refused:
        publish_collection(call, by=joint.teacher)
    assert refused.value.refusal.code == "changes_may_come"
    assert not Document.objects.exists()


def test_each_author_gets_one_certificate_for_all_papers(client, joint, call, papers):
    Paper.objects.filter(number=3).update(changes_until=None, title="Друга")
    client.force_login(joint.teacher)
    page = client.get(reverse("events:certificates", args=[call.event_id])).content.decode()
    assert "ЯВІР" in page
    issued = issue_for(call.event, "paper", by=joint.teacher)
    assert {(each.holder_name, each.kind) for each in issued} == {("Іван ЯВІР", "paper"), ("Ганна ҐАНОК", "paper")}
    both = Certificate.objects.get(holder_name="Іван ЯВІР").facts["what_uk"]
    assert both == "за доповіді «Довіра до ради», «Друга» на науково-практичній конференції"
    assert client.post(reverse("events:issue_certificates", args=[call.event_id]), {"kind": "paper"}).status_code == 409


def test_quotes_inside_quotes():
    assert paper_words(["Ґрунт «права»"])[0] == "за доповідь «Ґрунт „права“» на науково-практичній конференції"
