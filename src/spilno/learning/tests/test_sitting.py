"""Sitting a test: drawn once, saved at each press, resumed, handed in by the clock, seen by nobody else; marking and work."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests.cast import make_person, make_user

from spilno.journal.models import Entry
from spilno.learning.models import Assignment, Attempt, Submission, Teacher
from spilno.learning.rules.sitting import GRACE, drawn, may_review, shuffled, why_not_draw
from spilno.learning.services import testing
from spilno.learning.tests.making_tests import make_bank, make_edition, make_enrolment, make_question, make_test
from spilno.memoranda.tests.factories import make_head
from spilno.notices.models import Notice

KINDS = ("single", "multiple", "matching", "numeric", "open")


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def edition(db):
    return make_edition()


@pytest.fixture
def learner(edition):
    user = make_user("kalyna@example.org")
    return make_enrolment(edition, make_person("Калина", user=user, email=user.email))


def at(name, *args):
    return reverse(f"learning:{name}", args=args)


def sit(client, learner, test):
    client.force_login(learner.person.user)
    answer = client.post(at("begin_attempt", test.pk))
    return Attempt.objects.get(pk=int(answer.url.rstrip("/").rsplit("/", 1)[-1]))


def rows(attempt):
    return {answer.question.kind: answer for answer in attempt.answers.select_related("question")}


def said(answer, value):
    name = f"a{answer.pk}"
    if answer.question.kind == "matching":
        return {f"{name}.{number}": each for number, each in enumerate(value)}
    return {name: value}


RIGHT = {"single": "0", "multiple": ["0", "1"], "matching": ["0", "1"], "numeric": "30,0", "open": "Бо так"}


def test_a_test_is_sat_from_begin_to_result(client, edition, learner):
    test = make_test(edition, (make_bank(edition.provider, *KINDS[:4]), 4))
    client.force_login(learner.person.user)
    assert client.get(at("tests", edition.pk)).status_code == 200
    assert client.get(at("test", test.pk)).context["why"] is None
    attempt = sit(client, learner, test)
    assert client.get(at("attempt", attempt.pk)).status_code == 200
    assert client.get(at("attempt", attempt.pk) + "?q=2").context["one"] == 2
    for kind, answer in rows(attempt).items():
        done = client.post(at("save_answers", attempt.pk), {"answer": f"a{answer.pk}", **said(answer, RIGHT[kind])})
        assert done.json()["saved"] == [f"a{answer.pk}"]
    assert client.get(at("hand_in", attempt.pk)).context["empty"] == []
    assert client.post(at("hand_in", attempt.pk)).status_code == 302
    attempt.refresh_from_db()
    assert (attempt.state, attempt.points, attempt.points_of, attempt.passed) == ("marked", Decimal(4), Decimal(4), True)  # fmt: skip
    result = client.get(at("attempt_result", attempt.pk))
    assert result.context["reveals"]
    assert list(Entry.objects.filter(object_type="learning.attempt").values_list("act", flat=True)) == ["attempt.begun", "attempt.handed_in"]  # fmt: skip


def test_without_script_the_button_saves_what_this_page_changed_and_nothing_else(client, edition, learner):
    test = make_test(edition, (make_bank(edition.provider, *KINDS[:4]), 4))
    attempt = sit(client, learner, test)
    page = client.get(at("attempt", attempt.pk))
    was = {f"a{each.answer.pk}.was": seen for each, seen in page.context["asked"]}
    own = rows(attempt)
    client.post(at("attempt", attempt.pk), {**was, **said(own["single"], "0")})
    # an older page in another tab, where only the number was typed
    client.post(at("attempt", attempt.pk), {**was, **said(own["numeric"], "30")})
    given_now = {kind: answer.given for kind, answer in rows(attempt).items()}
    assert given_now == {"single": 0, "multiple": None, "matching": None, "numeric": "30"}


def test_pressing_twice_begins_one_attempt_and_hands_in_once(client, edition, learner):
    test = make_test(edition, (make_bank(edition.provider, "single"), 1))
    first, second = sit(client, learner, test), sit(client, learner, test)
    assert first == second
    for _ in range(2):
        client.post(at("hand_in", first.pk))
    assert Entry.objects.filter(act="attempt.handed_in").count() == 1
    assert client.post(at("begin_attempt", test.pk)).status_code == 409  # one attempt is allowed


def test_what_comes_after_the_hand_in_changes_nothing(client, edition, learner):
    test = make_test(edition, (make_bank(edition.provider, "single"), 1))
    attempt = sit(client, learner, test)
    answer = attempt.answers.get()
    client.post(at("hand_in", attempt.pk))
    late = client.post(at("save_answers", attempt.pk), {"answer": f"a{answer.pk}", f"a{answer.pk}": "0"})
    answer.refresh_from_db()
    assert (late.status_code, answer.given) == (409, None)


def test_the_clock_of_the_server_ends_the_test_with_a_small_grace(client, edition, learner, monkeypatch):
    test = make_test(edition, (make_bank(edition.provider, "single"), 1), minutes=10)
    attempt = sit(client, learner, test)
    answer = attempt.answers.get()
    press = {"answer": f"a{answer.pk}", f"a{answer.pk}": "0"}
    real = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: real + timedelta(minutes=10) + GRACE / 2)
    assert client.post(at("save_answers", attempt.pk), press).status_code == 200
    monkeypatch.setattr(timezone, "now", lambda: real + timedelta(minutes=11))
    assert client.post(at("save_answers", attempt.pk), press).status_code == 409
    assert client.get(at("attempt", attempt.pk)).url == at("attempt_result", attempt.pk)  # handed in by itself
    attempt.refresh_from_db()
    assert (attempt.passed, attempt.handed_in_at) == (True, attempt.due_at)


def test_what_nobody_opened_again_is_handed_in_by_the_house(client, edition, learner, monkeypatch):
    test = make_test(edition, (make_bank(edition.provider, "single"), 1), minutes=10)
    sit(client, learner, test)
    assert testing.hand_in_all_over() == 0
    real = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: real + timedelta(days=1))
    assert (testing.hand_in_all_over(), testing.hand_in_all_over()) == (1, 0)


def test_an_attempt_of_another_person_does_not_exist(client, edition, learner):
    test = make_test(edition, (make_bank(edition.provider, "open"), 1))
    attempt = sit(client, learner, test)
    other = make_user("terebin@example.org")
    make_enrolment(edition, make_person("Терен", user=other))
    client.force_login(other)
    for name in ("attempt", "save_answers", "hand_in", "attempt_result"):
        method = client.get if name == "attempt_result" else client.post
        assert method(at(name, attempt.pk)).status_code == 404, name
    assert client.get(at("mark_answer", attempt.answers.get().pk)).status_code == 404
    client.force_login(make_user("stranger@example.org"))
    assert client.get(at("tests", edition.pk)).status_code == 404
    assert client.post(at("begin_attempt", test.pk)).status_code == 404


@pytest.mark.parametrize(
    ("fields", "opens"),
    [({"opens_at": timedelta(hours=1)}, False), ({"closes_at": -timedelta(hours=1)}, False), ({"closes_at": timedelta(hours=1)}, True)],
)  # fmt: skip
def test_a_test_is_begun_only_while_it_is_open(client, edition, learner, fields, opens):
    moments = {name: timezone.now() + shift for name, shift in fields.items()}
    test = make_test(edition, (make_bank(edition.provider, "single"), 1), **moments)
    client.force_login(learner.person.user)
    assert client.post(at("begin_attempt", test.pk)).status_code == (302 if opens else 409)


def test_a_draw_larger_than_its_bank_is_told_to_those_who_write_the_test(client, edition):
    bank = make_bank(edition.provider, "single")
    client.force_login(make_head(edition.provider, "Ясен").user)
    form = {"title": "Тест", "purpose": "exit", "attempts": 1, "pass_percent": 60, "review": "after", "bank_0": bank.pk, "count_0": 3}  # fmt: skip
    answer = client.post(at("new_test", edition.pk), form)
    why = client.get(answer.url).context["why"]
    assert (why.code, why.facts["has"], why.facts["count"]) == ("bank_too_small", 1, 3)
    test = edition.tests.get()
    make_question(bank), make_question(bank, text="Ще одне")
    assert client.post(at("write_test", edition.pk, test.pk), form).url == at("tests", edition.pk)
    assert client.get(at("test_results", test.pk)).status_code == 200
    assert client.post(at("drop_test", test.pk)).status_code == 302


def test_what_a_begun_test_draws_is_not_changed(client, edition, learner):
    bank = make_bank(edition.provider, "single", "numeric")
    test = make_test(edition, (bank, 1))
    sit(client, learner, test)
    client.force_login(make_head(edition.provider, "Ясен").user)
    form = {"title": "Тест", "purpose": "exit", "attempts": 2, "pass_percent": 60, "review": "after", "bank_0": bank.pk}
    assert client.post(at("write_test", edition.pk, test.pk), {**form, "count_0": 2}).status_code == 409
    assert client.post(at("write_test", edition.pk, test.pk), {**form, "count_0": 1}).status_code == 302
    assert client.post(at("drop_test", test.pk)).status_code == 409


def test_an_open_answer_is_marked_by_a_teacher_and_the_learner_is_told(client, edition, learner):
    test = make_test(edition, (make_bank(edition.provider, "open"), 1))
    attempt = sit(client, learner, test)
    answer = attempt.answers.get()
    client.post(at("save_answers", attempt.pk), {"answer": f"a{answer.pk}", f"a{answer.pk}": "Бо так"})
    client.post(at("hand_in", attempt.pk))
    assert client.get(at("attempt_result", attempt.pk)).context["percent"] is None
    teacher = make_user("teacher@example.org")
    Teacher.objects.create(module=edition.modules.first(), person=make_person("Клен", user=teacher), name_uk="Клен", marks=True)  # fmt: skip
    client.force_login(teacher)
    assert list(client.get(at("marking", edition.pk)).context["answers"]) == [answer]
    assert (
        client.post(at("mark_answer", answer.pk), {"mark_0": "2,5", "mark_1": "0"}).status_code == 409
    )  # above its line
    assert client.post(at("mark_answer", answer.pk), {"mark_0": "1,5", "mark_1": "0,5", "remarks": "Додайте приклад"}).status_code == 302  # fmt: skip
    attempt.refresh_from_db()
    assert (attempt.state, attempt.points, attempt.passed) == ("marked", Decimal(2), True)
    assert Notice.objects.get().deliveries.get().address == "kalyna@example.org"
    assert client.get(at("marking", edition.pk)).context["answers"].count() == 0


def test_work_is_handed_in_returned_mended_and_accepted(client, edition, learner):
    module = edition.modules.first()
    leader = make_head(edition.provider, "Ясен").user
    client.force_login(leader)
    form = {"title": "Аналіз", "module": module.pk, "text": "Опишіть", "pass_points": "6", "what_0": "повнота", "points_0": "10"}  # fmt: skip
    assert client.post(at("new_assignment", edition.pk), {**form, "pass_points": "11"}).status_code == 409
    assert client.post(at("new_assignment", edition.pk), form).status_code == 302
    work = Assignment.objects.get()
    assert client.get(at("write_assignment", edition.pk, work.pk)).status_code == 200

    client.force_login(learner.person.user)
    assert client.post(at("assignment", work.pk), {"text": ""}).status_code == 409
    file = SimpleUploadedFile("робота.pdf", b"%PDF-1.4\n%%EOF", content_type="application/pdf")
    assert client.post(at("assignment", work.pk), {"text": "Ось", "files": [file]}).status_code == 302
    assert client.post(at("assignment", work.pk), {"text": "Ще раз"}).status_code == 409  # waits for its mark
    first = Submission.objects.get()

    client.force_login(leader)
    assert client.post(at("mark_work", first.pk), {"mark_0": "3"}).status_code == 409  # below the bar without remarks
    assert client.post(at("mark_work", first.pk), {"act": "return", "remarks": "Додайте висновок"}).status_code == 302
    client.force_login(learner.person.user)
    assert client.get(at("assignment", work.pk)).context["may_hand_in"]
    assert client.post(at("assignment", work.pk), {"text": "З висновком"}).status_code == 302
    client.force_login(leader)
    second = Submission.objects.get(version=2)
    assert client.get(at("marking", edition.pk)).status_code == 200
    assert client.post(at("mark_work", second.pk), {"mark_0": "8"}).status_code == 302
    second.refresh_from_db()
    assert (second.state, second.points) == ("accepted", Decimal(8))
    assert Notice.objects.count() == 2


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_tests_takes_as_many_queries_whatever_their_number(client, edition, learner, count, django_assert_max_num_queries):  # fmt: skip
    bank = make_bank(edition.provider, "single")
    for _ in range(count):
        make_test(edition, (bank, 1))
    client.force_login(learner.person.user)
    with django_assert_max_num_queries(24):
        client.get(at("tests", edition.pk))


numbers = st.lists(st.integers(1, 50), unique=True, max_size=20)


@given(numbers, st.text(max_size=5))
def test_an_order_loses_nothing_and_stays_the_same(found, seed):
    assert sorted(shuffled(found, seed=seed)) == sorted(found)
    assert shuffled(reversed(found), seed=seed) == shuffled(found, seed=seed)


@given(st.lists(st.tuples(numbers, st.integers(0, 5)), max_size=4), st.text(max_size=5))
def test_a_draw_takes_no_question_twice_and_all_that_it_may(draws, seed):
    taken = drawn(draws, seed=seed)
    assert len(taken) == len(set(taken))
    if draws and why_not_draw([("банк", numbers, count) for numbers, count in draws]) is None and len(draws) == 1:
        assert len(taken) == draws[0][1]


@given(st.sampled_from(["never", "after", "closed"]), st.booleans(), st.booleans())
def test_nothing_is_revealed_while_the_attempt_goes_on(review, going, closed):
    if going or review == "never":
        assert not may_review(review, going=going, closed=closed)
