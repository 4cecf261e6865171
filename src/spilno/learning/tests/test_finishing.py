"""Learning and its end: attendance by module, lessons, who completes, certificates, credits, letters; nothing is reckoned twice."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.cast import make_council

from spilno.credentials.models import Certificate
from spilno.journal.models import Entry
from spilno.learning.models import Assignment, CreditRow, Enrolment, Lesson, Test
from spilno.learning.queries.progress import learners_of, standings
from spilno.learning.services import editions, enrolling, lessons
from spilno.learning.services.finishing import finish_edition
from spilno.learning.tests.making_editions import announced, attend, going, make_school, of, official
from spilno.learning.views import gradebook
from spilno.notices.models import Delivery
from spilno.statute.rules.refusal import RuleBroken

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def school():
    return make_school()[0]


@pytest.fixture
def people():
    lypova = make_council("Липова міська рада")
    return [official(lypova, family) for family in ("Анис", "Барвінок", "Верес")]


def refused(act, *arguments, **named):
    before = Entry.objects.count()
    with pytest.raises(RuleBroken) as caught:
        act(*arguments, **named)
    assert Entry.objects.count() == before
    return caught.value.refusal.code


def test_a_certificate_is_given_only_for_all_modules(school, people):
    edition = going(school, *people)
    anna, barvinok = people[:2]
    attend(edition, anna)
    attend(edition, barvinok, edition.modules.first())
    issued = finish_edition(edition, by=None)
    edition.refresh_from_db()
    assert edition.state == "finished"
    assert [(of(edition, each).state) for each in people] == ["completed", "failed", "failed"]
    done = of(edition, anna)
    assert issued[0].valid_until is None  # the standard does not say that it is learned anew
    assert [done.certificate] == issued
    assert (issued[0].kind, issued[0].facts["credits"], str(issued[0].hours)) == ("programme", "2.00", "60.0")
    assert done.completed_on == edition.ends_on
    assert [each["completed"] for each in of(edition, barvinok).result["modules"]] == [True, False]
    assert "Бюджет" in of(edition, barvinok).because
    assert CreditRow.objects.filter(person=anna, source_id=str(done.pk)).count() == 1
    assert CreditRow.objects.count() == 1
    subjects = list(Delivery.objects.values_list("notice__subject", "address"))
    assert sum(subject.startswith("Ви завершили програму") for subject, _to in subjects) == 1
    assert sum(subject.startswith("Програму не завершено") for subject, _to in subjects) == 2
    assert refused(finish_edition, edition, by=None) == "not_learning"
    assert Certificate.objects.count() == 1


def test_a_module_that_nobody_attended_stops_the_finish_until_it_is_said_why(school, people):
    edition = going(school, *people)
    attend(edition, people[0], edition.modules.first())
    assert refused(finish_edition, edition, by=None) == "nobody_attended"
    assert not Certificate.objects.exists()
    assert finish_edition(edition, said="Лектор захворів, заняття не відбулося", by=None) == []
    assert set(edition.enrolments.values_list("state", flat=True)) == {"failed"}


def test_results_do_not_change_after_the_finish(school, people):
    edition = going(school, people[0], people[1])
    attend(edition, people[0])
    finish_edition(edition, by=None)
    before = of(edition, people[1]).result
    attend(edition, people[1])
    assert of(edition, people[1]).result == before
    assert of(edition, people[1]).state == "failed"


def test_who_was_not_admitted_in_time_is_refused_at_the_end(school, people):
    edition = going(school, people[0], places=1)
    enrolling.enter_people(edition, [people[1]], by=None)
    attend(edition, people[0])
    assert of(edition, people[1]).state == "waiting"
    finish_edition(edition, by=None)
    assert of(edition, people[1]).state == "refused"


def test_lessons_complete_a_module_where_they_are_asked_for(school, people):
    edition = going(school, people[0])
    first, second = edition.modules.all()
    attend(edition, people[0], second)
    lesson = lessons.keep_lesson(first, {"title": "Лекція", "text": "Читайте"}, by=None)
    editions.settle_module(first, attendance_percent=0, needs_lessons=True, by=None)
    row = of(edition, people[0])
    assert not standings(edition, [row])[0].completed
    lessons.mark_read(lesson, row, by=None)
    lessons.mark_read(lesson, row, by=None)
    assert standings(edition, [row])[0].completed
    assert refused(lessons.drop_lesson, lesson, by=None) == "lesson_was_read"


def test_the_gradebook_costs_as_many_queries_for_three_as_for_one(client, school, people):
    edition = going(school, people[0])
    client.force_login(make_head_of(school))

    def cost():
        with CaptureQueriesContext(connection) as seen:
            page = client.get(reverse("learning:gradebook", args=[edition.pk]))
        assert page.status_code == 200
        return len(seen)

    cost()
    attend(edition, people[0])
    one = cost()
    enrolling.enter_people(edition, people[1:], by=None)
    for each in people[1:]:
        assert of(edition, each).state == "learning"
    assert len(learners_of(edition)) == 3
    assert cost() == one


def test_results_before_the_finish_come_page_by_page_and_count_everybody(client, school, people, monkeypatch):
    monkeypatch.setattr(gradebook, "PER_PAGE", 2)
    edition = going(school, *people)
    attend(edition, people[0])
    client.force_login(make_head_of(school))
    pages = [client.get(reverse("learning:finish", args=[edition.pk]), {"page": number}) for number in (1, 2)]
    assert [(page.context["done"], page.context["failed"]) for page in pages] == [(1, 2), (1, 2)]
    names = [[each.enrolment.person for each in page.context["page"].object_list] for page in pages]
    assert names == [people[1:], people[:1]]  # what asks for work stands first
    told = [page.content.decode() for page in pages]
    assert "Анис" not in told[0]
    assert "Анис" in told[1]
    assert "Барвінок" not in told[1]


def test_results_after_the_finish_come_page_by_page(client, school, people, monkeypatch):
    monkeypatch.setattr(gradebook, "PER_PAGE", 2)
    edition = going(school, *people)
    attend(edition, people[0])
    finish_edition(edition, by=None)
    client.force_login(make_head_of(school))
    told = [client.get(reverse("learning:finish", args=[edition.pk]), {"page": n}).content.decode() for n in (1, 2)]
    assert [[each.family_name in page for each in people] for page in told] == [
        [True, True, False],
        [False, False, True],
    ]


def test_how_learners_stand_asks_only_for_what_modules_ask_for(school, people, django_assert_num_queries):
    edition = going(school, *people)
    attend(edition, people[0])
    rows = list(learners_of(edition))
    with django_assert_num_queries(3):
        found = standings(edition, rows)
    assert [each.completed for each in found] == [True, False, False]


def make_head_of(school):
    return school.offices.get().person.user


def test_a_manager_walks_an_edition_from_the_page_to_certificates(client, school, people):
    edition = going(school, *people[:2])
    attend(edition, people[0])
    client.force_login(make_head_of(school))
    for name in ("edition", "change_edition", "sessions", "applications", "gradebook", "finish"):
        assert client.get(reverse(f"learning:{name}", args=[edition.pk])).status_code == 200, name
    module = edition.modules.first()
    assert client.get(reverse("learning:edition_module", args=[edition.pk, module.pk])).status_code == 200
    new = reverse("learning:new_lesson", args=[edition.pk, module.pk])
    assert client.get(new).status_code == 200
    file = SimpleUploadedFile("plan.txt", b"text")
    assert client.post(new, {"title": "Лекція", "text": "Текст", "files": file}).status_code == 302
    lesson = Lesson.objects.get()
    assert client.get(reverse("learning:keep_lesson", args=[edition.pk, module.pk, lesson.pk])).status_code == 200
    sheet = client.get(reverse("learning:gradebook_file", args=[edition.pk, "csv"])).content.decode()
    assert "Анис" in sheet
    assert client.get(reverse("learning:gradebook_file", args=[edition.pk, "xlsx"])).content[:2] == b"PK"
    preview = client.get(reverse("learning:finish", args=[edition.pk])).content.decode()
    assert "Барвінок" in preview
    assert client.post(reverse("learning:finish", args=[edition.pk]), {"said": ""}).status_code == 302
    assert Certificate.objects.count() == 1
    over = client.get(reverse("learning:finish", args=[edition.pk])).content.decode()
    check = reverse("credentials:check", args=[Certificate.objects.get().code_in_groups])
    assert check in over  # a page that is open to the manager, who keeps no register
    assert client.get(check).status_code == 200


def test_a_manager_sees_on_his_desk_what_waits_and_every_reason_why_one_does_not_complete(client, school, people):
    edition = going(school, people[0])
    client.force_login(school.offices.get().person.user)
    desk = client.get(reverse("portal:desk")).content.decode()
    assert reverse("learning:finish", args=[edition.pk]) in desk
    page = client.get(reverse("learning:finish", args=[edition.pk])).content.decode()
    assert "Відвідано занять: 0 із 1" in page
    client.force_login(people[0].user)
    assert reverse("learning:finish", args=[edition.pk]) not in client.get(reverse("portal:desk")).content.decode()


def test_whoever_leads_an_edition_reads_its_part_of_the_register_and_keeps_none(client, school, people):
    edition, other = going(school, people[0]), going(make_school("Інша школа", "Бук")[0], people[1])
    for each, person in ((edition, people[0]), (other, people[1])):
        attend(each, person)
        finish_edition(each, by=None)
    client.force_login(school.offices.get().person.user)
    own, foreign = (Certificate.objects.get(object_id=str(each.pk)) for each in (edition, other))

    def counted(number):
        found = client.get(reverse("credentials:certificates"), {"of": "learning.edition", "id": number})
        return found.context["page"].paginator.count

    assert (counted(edition.pk), counted(other.pk), counted("1'")) == (1, 0, 0)
    table = client.get(reverse("credentials:certificates_csv"), {"of": "learning.edition", "id": edition.pk})
    assert (
        own.code in table.content.decode() or str(own) in table.content.decode(),
        str(foreign) in table.content.decode(),
    ) == (True, False)
    assert client.get(reverse("credentials:certificates_csv")).status_code == 404
    assert client.get(reverse("credentials:certificate", args=[own.pk])).status_code == 200
    assert client.get(reverse("credentials:certificate", args=[foreign.pk])).status_code == 404
    assert client.post(reverse("credentials:suspend", args=[own.pk]), {"reason": "ні"}).status_code == 404


def test_a_learner_sees_his_own_and_no_stranger_sees_his_name(client, school, people):
    edition = going(school, *people[:2])
    lesson = lessons.keep_lesson(edition.modules.first(), {"title": "Лекція", "text": "Читайте уважно"}, by=None)
    client.force_login(people[0].user)
    for address in (reverse("learning:own"), reverse("learning:learning", args=[edition.pk]), reverse("portal:desk")):
        page = client.get(address)
        assert page.status_code == 200
        assert "Питання самоврядування" in page.content.decode()
    door = reverse("learning:lesson", args=[edition.pk, lesson.pk])
    assert "Читайте уважно" in client.get(door).content.decode()
    assert client.post(door).status_code == 302
    assert lesson.reads.count() == 1
    assert client.get(reverse("learning:gradebook", args=[edition.pk])).status_code == 404
    client.force_login(people[2].user)
    assert client.get(reverse("learning:learning", args=[edition.pk])).status_code == 404
    assert client.get(door).status_code == 404
    client.logout()
    for language in ("", "/en"):
        page = client.get(language + reverse("learning:edition", args=[edition.pk])).content.decode()
        assert "Анис" not in page
        assert "АНИС" not in page
        assert '"@type": "Course"' in page


def test_a_learner_finds_tests_and_works_on_his_page(client, school, people):
    edition = going(school, people[0])
    module = edition.modules.first()
    Test.objects.create(edition=edition, module=module, title="Тест модуля")
    Test.objects.create(edition=edition, purpose="exit", title="Підсумковий")
    Assignment.objects.create(module=module, title="План громади", text="Складіть", pass_points=1)
    client.force_login(people[0].user)
    page = client.get(reverse("learning:learning", args=[edition.pk])).content.decode()
    for title in ("Тест модуля", "Підсумковий", "План громади"):
        assert title in page
    attend(edition, people[0])
    standing = standings(edition, [of(edition, people[0])])[0]
    assert (standing.done, standing.of) == (1, 3)


def test_a_council_names_and_withdraws_its_people_in_the_browser(client, school):
    edition = announced(school)
    lypova = make_council("Липова міська рада")
    head = official(lypova, "Анис", "head")
    other = official(lypova, "Барвінок", "councillor")
    client.force_login(head.user)
    door = reverse("learning:nominate", args=[edition.pk])
    page = client.get(door).content.decode()
    assert "Барвінок" in page  # with the reason why not
    assert client.post(door, {"people": [other.pk]}).status_code == 422
    assert client.post(door, {"people": [head.pk]}).status_code == 302
    row = Enrolment.objects.get()
    assert row.nominated
    leave = reverse("learning:withdraw", args=[edition.pk, row.pk])
    assert client.post(leave, {"back": "nominate"}).status_code == 302
    row.refresh_from_db()
    assert row.state == "withdrawn"
    official(lypova, "Верес")
    assert client.post(door, {"act": "all"}).status_code == 302
    named = edition.enrolments.filter(state="applied", nominated=True)
    assert {each.person.family_name for each in named} == {
        "Анис",
        "Верес",
    }  # not the councillor, for whom it is not meant


def test_a_manager_prepares_plans_announces_and_admits_in_the_browser(client, school, people):
    from datetime import timedelta

    from django.utils import timezone

    from spilno.learning.models import Edition
    from spilno.learning.tests.factories import make_provider, make_version

    version = make_version(school, state="in_force")
    provider = make_provider(version.standard, school)
    client.force_login(make_head_of(school))
    first = timezone.localdate() + timedelta(7)
    said = {
        "what": provider.pk, "starts_on": first.isoformat(), "ends_on": (first + timedelta(21)).isoformat(),
        "apply_until": (first + timedelta(30)).isoformat(), "places": "2",
    }  # fmt: skip
    assert client.post(reverse("learning:draft_edition"), said).status_code == 409
    made = client.post(reverse("learning:draft_edition"), {**said, "apply_until": first.isoformat()})
    assert made.status_code == 302
    edition = Edition.objects.get()
    form = client.get(made["Location"]).context["form"]
    values = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    values |= {"format": "online", "online_link": "https://video.example.org/x"}
    assert client.post(made["Location"], values).status_code == 302
    assert client.post(reverse("learning:announce_edition", args=[edition.pk])).status_code == 302
    assert client.get(reverse("learning:editions")).context["page"].object_list[0] == edition
    client.force_login(people[0].user)
    assert client.post(reverse("learning:apply", args=[edition.pk])).status_code == 302
    assert client.post(reverse("learning:apply", args=[edition.pk])).status_code == 409
    client.force_login(make_head_of(school))
    door = reverse("learning:applications", args=[edition.pk])
    assert client.post(door, {"act": "refuse", "chosen": [of(edition, people[0]).pk]}).status_code == 409
    assert client.post(door, {"act": "all"}).status_code == 302
    assert of(edition, people[0]).state == "admitted"
    enter = reverse("learning:enter_person", args=[edition.pk])
    assert client.post(enter, {"name": "Невідомий"}).status_code == 422
    assert client.post(enter, {"name": "Барвінок"}).status_code == 302
    assert of(edition, people[1]).state == "admitted"
    assert client.post(reverse("learning:cancel_edition", args=[edition.pk]), {"reason": ""}).status_code == 409
