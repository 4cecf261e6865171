"""Banks in the browser and their acts: written, asked, written anew, taken in from a file, and nobody else's."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from tests.cast import make_person

from spilno.journal.models import Entry
from spilno.learning.models import Answer, Attempt, Bank, Question
from spilno.learning.tests.making_tests import make_bank, make_edition, make_enrolment, make_question, make_test
from spilno.memoranda.tests.factories import make_head, make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def school():
    return make_organisation("Школа управління", "education")


@pytest.fixture
def keeper(school, client):
    user = make_head(school, "Ясен").user
    client.force_login(user)
    return user


def at(name, *args):
    return reverse(f"learning:{name}", args=args)


def upload(client, bank, text, name="questions.txt"):
    content = text if isinstance(text, bytes) else text.encode()
    return client.post(at("import_questions", bank.pk), {"file": SimpleUploadedFile(name, content)})


def ask(question):
    """Put a question into an attempt."""
    edition = make_edition(question.bank.organisation)
    learner = make_enrolment(edition, make_person("Калина"))
    attempt = Attempt.objects.create(test=make_test(edition), enrolment=learner, number=1, seed="1", started_at=timezone.now(), points_of=1)  # fmt: skip
    return Answer.objects.create(attempt=attempt, question=question, order=1)


def test_a_bank_is_begun_and_a_question_of_each_kind_is_written(client, keeper, school):
    assert client.post(at("begin_bank"), {"title": "Основи", "organisation": school.pk}).status_code == 302
    bank = Bank.objects.get()
    common = {"text": "Питання", "topic": "Бюджет", "points": "2", "rows": "4"}
    rows = {
        "single": {"right_0": "on", "text_0": "так", "text_1": "ні"},
        "multiple": {"right_0": "on", "right_1": "on", "text_0": "а", "text_1": "б", "text_2": "в"},
        "matching": {"left_0": "1", "right_side_0": "а", "left_1": "2", "right_side_1": "б", "right_side_2": "в"},
        "numeric": {"value_0": "30,5", "tolerance_0": "1"},
        "open": {"what_0": "ознаки", "points_0": "1,5", "what_1": "приклад", "points_1": "0.5"},
    }
    for kind, said in rows.items():
        assert client.get(at("write_question", bank.pk, kind)).status_code == 200
        assert client.post(at("write_question", bank.pk, kind), {**common, **said}).status_code == 302, kind
    bodies = {each.kind: each.body for each in bank.questions.all()}
    assert [each["share"] for each in bodies["multiple"]["options"]] == ["50", "50", "-100"]
    assert bodies["numeric"]["answers"] == [{"value": "30.5", "tolerance": "1", "share": "100", "feedback": ""}]
    assert bodies["matching"]["pairs"][2] == {"left": "", "right": "в"}
    assert [each["points"] for each in bodies["open"]["rubric"]] == ["1.5", "0.5"]
    for question in bank.questions.all():
        assert client.get(at("question", bank.pk, question.pk)).status_code == 200
    assert client.get(at("bank", bank.pk), {"topic": "Бюджет", "kind": "open", "q": "Питання"}).context["page"].paginator.count == 1  # fmt: skip
    assert Entry.objects.filter(act="question.written").count() == 5


def test_a_wrong_question_comes_back_with_its_reason_and_what_was_typed(client, keeper, school):
    bank = make_bank(school)
    said = {"text": "Питання", "points": "1", "rows": "4", "text_0": "так", "text_1": "ні"}
    answer = client.post(at("write_question", bank.pk, "single"), said)
    assert answer.status_code == 409
    assert "так" in answer.content.decode()
    assert not bank.questions.exists()
    assert client.post(at("write_question", bank.pk, "numeric"), {**said, "value_0": "сто"}).status_code == 422


def test_a_question_that_was_asked_never_changes(client, keeper, school):
    bank = make_bank(school, "single")
    question = bank.questions.get()
    said = {"text": "Інакше", "points": "1", "rows": "4", "right_0": "on", "text_0": "так", "text_1": "ні"}
    assert client.post(at("rewrite_question", bank.pk, question.pk), said).status_code == 302
    question.refresh_from_db()
    assert (question.text, bank.questions.count()) == ("Інакше", 1)  # nobody was asked yet: written in place

    ask(question)
    assert client.get(at("rewrite_question", bank.pk, question.pk)).context["was_asked"]
    assert client.post(at("rewrite_question", bank.pk, question.pk), {**said, "text": "Ще інакше"}).status_code == 302
    question.refresh_from_db()
    newer = Question.objects.get(follows=question)
    assert (question.text, question.active, newer.text, newer.active) == ("Інакше", False, "Ще інакше", True)
    assert client.post(at("rewrite_question", bank.pk, question.pk), said).status_code == 409  # the newer form stands


def test_a_retired_question_is_out_of_use_and_retiring_twice_changes_nothing(client, keeper, school):
    bank = make_bank(school, "single")
    question = bank.questions.get()
    for _ in range(2):
        assert client.post(at("retire_question", bank.pk, question.pk)).status_code == 302
    assert Entry.objects.filter(act="question.retired").count() == 1
    assert client.get(at("bank", bank.pk)).context["page"].paginator.count == 0
    assert client.get(at("bank", bank.pk), {"retired": "on"}).context["page"].paginator.count == 1


def test_a_file_is_shown_by_line_and_taken_in_whole(client, keeper, school):
    bank = make_bank(school, "single")
    text = "$CATEGORY: Вибори\n\nХто? {=а ~б}\n\nХто? {=а ~б}\n\nТекст без питання\n"
    shown = client.get(upload(client, bank, text).url)
    assert shown.status_code == 200
    assert shown.context["batch"].counts | {"new": 1, "same": 1, "warning": 1} == shown.context["batch"].counts
    assert bank.questions.count() == 1
    batch = shown.context["batch"]
    assert client.post(at("commit_questions", bank.pk, batch.pk)).status_code == 302
    assert bank.questions.get(topic="Вибори").text == "Хто?"
    assert client.post(at("commit_questions", bank.pk, batch.pk)).status_code == 409  # once
    assert Entry.objects.filter(act="bank.imported").count() == 1


def test_a_file_with_an_error_is_not_taken_in_at_all(client, keeper, school):
    bank = make_bank(school)
    shown = client.get(upload(client, bank, "Добре {=а ~б}\n\nПогано {=а ~б\n").url)
    batch = shown.context["batch"]
    assert (batch.counts["new"], batch.counts["error"]) == (1, 1)
    assert client.post(at("commit_questions", bank.pk, batch.pk)).status_code == 409
    assert not bank.questions.exists()
    assert client.post(at("drop_questions", bank.pk, batch.pk)).status_code == 302


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"<!DOCTYPE quiz [<!ENTITY a 'a'>]><quiz>&a;</quiz>"])
def test_a_file_that_is_none_or_a_trap_writes_nothing(client, keeper, school, content):
    bank = make_bank(school)
    answer = upload(client, bank, content)
    if answer.status_code == 302:
        assert client.get(answer.url).context["batch"].counts["error"] == 1
    else:
        assert answer.status_code == 422
    assert not bank.questions.exists()


def test_a_file_that_is_too_large_is_refused_before_it_is_read(client, keeper, school, settings):
    settings.MAX_BANK_BYTES = 10
    answer = upload(client, make_bank(school), "Питання {=а ~б}")
    assert answer.status_code == 422
    assert "form" in answer.context
    assert answer.context["form"].errors["file"]


@pytest.mark.parametrize("ending", ["gift", "xml"])
def test_what_is_taken_away_can_be_taken_in_elsewhere(client, keeper, school, ending):
    bank, other = make_bank(school, "single", "multiple", "matching", "numeric", "open"), make_bank(school)
    content = client.get(at("bank_file", bank.pk, ending)).content
    batch = client.get(upload(client, other, content).url).context["batch"]
    assert client.post(at("commit_questions", other.pk, batch.pk)).status_code == 302
    assert {each.kind: (each.body, each.points) for each in other.questions.all()} == {
        each.kind: (each.body, each.points) for each in bank.questions.all()
    }
    assert other.questions.get(kind="open").points == Decimal(3)


def test_a_bank_of_another_organisation_does_not_exist(client, keeper):
    other = make_bank(make_organisation("Інша школа", "education"), "single")
    question = make_question(other)
    for address in (at("bank", other.pk), at("question", other.pk, question.pk), at("bank_file", other.pk, "gift"), at("import_questions", other.pk)):  # fmt: skip
        assert client.get(address).status_code == 404
    assert list(client.get(at("banks")).context["page"]) == []


@pytest.mark.parametrize("count", [1, 3])
def test_a_bank_takes_as_many_queries_whatever_its_size(client, keeper, school, count, django_assert_max_num_queries):
    bank = make_bank(school)
    for number in range(count):
        make_question(bank, text=f"Питання {number}")
    with django_assert_max_num_queries(16):
        client.get(at("bank", bank.pk))
