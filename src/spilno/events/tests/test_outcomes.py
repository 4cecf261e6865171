"""Materials, recommendations that become an issue, the survey: acts and pages."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from tests.cast import make_user

from spilno.events.models import Answer, Event, Material, Registration, SurveyReply
from spilno.events.services import outcomes as services
from spilno.events.tests.factories import make_event
from spilno.journal.models import Entry
from spilno.meetings.models import Issue
from spilno.statute.rules.refusal import RuleBroken

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"


@pytest.fixture
def held(joint):
    """An event that ended yesterday."""
    return make_event(joint.school, joint.cities, days=-1)


def registered(event, email="olha@example.org", state="confirmed", queue=1):
    return Registration.objects.create(
        event=event, family_name="Ольшанська", given_name="Ольга", email=email, state=state, queue=queue,
        code=f"C{queue}", token=f"secret-{queue}",
    )  # fmt: skip


def test_a_recommendation_becomes_an_issue_in_one_act(joint, held, client):
    first = services.add_recommendation(held, text="Просити уряд продовжити програму", by=joint.teacher)
    second = services.add_recommendation(held, text="Навчити старост", addressed_to="громадам", by=joint.mayor)
    client.force_login(joint.teacher)
    page = reverse("events:outcome", args=[held.pk])
    assert "Просити уряд" in client.get(page).content.decode()
    answer = client.post(
        reverse("events:to_issues", args=[held.pk]),
        {
            "chosen": [first.pk, second.pk],
            "organisation": joint.school.pk,
            "title": "Про навчання старост",
            "topic": "training",
        },
    )
    assert answer.status_code == 302
    issue = Issue.objects.get()
    assert (issue.state, issue.number, issue.raised_by) == ("raised", 1, joint.school)
    assert "1. Просити уряд" in issue.text
    assert "2. Навчити старост (громадам)" in issue.text
    first.refresh_from_db()
    assert first.issue == issue
    assert Entry.objects.filter(act="event.issue_raised").count() == 1
    assert f"/issues/{issue.pk}/" in client.get(reverse("events:event", args=[held.pk])).content.decode()


def test_the_same_recommendation_is_not_sent_twice_and_stays(joint, held):
    one = services.add_recommendation(held, text="Навчити старост", by=joint.teacher)
    values = {"title": "Про навчання старост", "topic": "training"}
    services.send_to_issues(held, [one.pk], values, organisation=joint.school, by=joint.teacher)
    with pytest.raises(RuleBroken, match="sent_already"):
        services.send_to_issues(held, [one.pk], values, organisation=joint.cities, by=joint.mayor)
    with pytest.raises(RuleBroken, match="stands_in_register"):
        services.remove_recommendation(one, by=joint.teacher)
    assert Issue.objects.count() == 1


def test_a_title_without_pro_is_refused_and_nothing_is_written(joint, held, client):
    one = services.add_recommendation(held, text="Навчити старост", by=joint.teacher)
    client.force_login(joint.teacher)
    answer = client.post(
        reverse("events:to_issues", args=[held.pk]),
        {"chosen": [one.pk], "organisation": joint.school.pk, "title": "Навчання", "topic": "training"},
    )
    assert answer.status_code == 422
    assert "Навчання" in answer.content.decode()
    assert not Issue.objects.exists()
    one.refresh_from_db()
    assert one.issue is None


def test_taking_one_back_keeps_the_numbers_together(joint, held):
    rows = [services.add_recommendation(held, text=f"Рекомендація {n}", by=joint.teacher) for n in range(3)]
    services.remove_recommendation(rows[0], by=joint.teacher)
    assert list(held.recommendations.values_list("position", flat=True)) == [1, 2]


def test_a_reserved_material_is_for_those_who_had_a_place(joint, held, client):
    client.force_login(joint.teacher)
    url = reverse("events:add_material", args=[held.pk])
    file = SimpleUploadedFile("conspectus.pdf", PDF, "application/pdf")
    assert client.post(url, {"title": "Конспект", "licence": "reserved", "file": file}).status_code == 302
    link = {"title": "Запис", "licence": "CC BY 4.0", "link": "https://example.org/record"}
    assert client.post(url, link).status_code == 302
    reserved = Material.objects.get(title="Конспект")
    assert not reserved.attachment.public
    page = reverse("events:event", args=[held.pk])
    client.logout()
    public = client.get(page).content.decode()
    assert "Запис" in public
    assert "Конспект" not in public
    assert client.get(reverse("documents:attachment", args=[reserved.attachment_id])).status_code == 404
    client.force_login(joint.mayor)
    assert "Конспект" in client.get(page).content.decode()


@pytest.mark.parametrize(
    ("values", "file"),
    [
        ({"title": "Без нічого", "licence": "CC0 1.0"}, None),
        ({"title": "Не те", "licence": "CC0 1.0"}, ("picture.pdf", b"MZ\x90\x00 not what it says")),
        ({"title": "Сторінка", "licence": "CC0 1.0"}, ("picture.png", b"<html><script>alert(1)</script>")),
    ],
)
def test_a_wrong_material_is_refused_and_what_was_typed_stays(joint, held, client, values, file):
    client.force_login(joint.teacher)
    data = {**values, "file": SimpleUploadedFile(*file)} if file else values
    answer = client.post(reverse("events:add_material", args=[held.pk]), data)
    assert answer.status_code == 422
    assert values["title"] in answer.content.decode()
    assert not Material.objects.exists()


def test_the_survey_is_answered_once_without_a_name(joint, held, client):
    services.ask_usual_questions(held, by=joint.teacher)
    own = registered(held)
    page = reverse("events:survey", args=[own.token])
    scale, _organised, yes, words = held.survey.all()
    data = {f"q{scale.pk}": "5", f"q{yes.pk}": "1", f"q{words.pk}": "Більше практики"}
    assert client.get(page).status_code == 200
    assert client.post(page, data).status_code == 302
    assert client.post(page, data).status_code == 409
    assert SurveyReply.objects.count() == 1
    assert Answer.objects.count() == 3
    assert not {field.name for field in Answer._meta.fields} & {"registration", "person", "at", "by"}
    entry = Entry.objects.get(act="event.survey_answered")
    assert entry.by is None


def test_the_letter_leads_to_a_page_where_the_questions_wait(joint, held, client):
    own = registered(held)
    page = reverse("events:own", args=[own.token])
    survey = reverse("events:survey", args=[own.token])
    said = client.get(page).content.decode()
    assert survey not in said  # nothing is asked yet
    assert "Організатори ще не позначили" in said
    assert "QR-код квитка" not in said  # nobody is let in any more
    services.ask_usual_questions(held, by=joint.teacher)
    assert survey in client.get(page).content.decode()
    services.reply(own, {})
    said = client.get(page).content.decode()
    assert survey not in said
    assert "Ви вже відповіли" in said


def test_before_the_end_the_own_page_speaks_of_nothing_after_it(joint, client):
    services.ask_usual_questions(joint.event, by=joint.teacher)
    said = client.get(reverse("events:own", args=[registered(joint.event).token])).content.decode()
    assert "Після заходу" not in said
    assert reverse("events:survey", args=["secret-1"]) not in said


def test_answers_of_two_are_not_shown(joint, held, client):
    services.ask_usual_questions(held, by=joint.teacher)
    words = held.survey.last()
    client.force_login(joint.teacher)
    page = reverse("events:outcome", args=[held.pk])
    for n in (1, 2):
        services.reply(registered(held, f"a{n}@example.org", queue=n), {words.pk: "Більше практики"})
    assert "Більше практики" not in client.get(page).content.decode()
    services.reply(registered(held, "a3@example.org", queue=3), {words.pk: "Дякуємо"})
    assert "Більше практики" in client.get(page).content.decode()


def test_a_question_is_not_changed_under_those_who_answered(joint, held):
    services.ask_usual_questions(held, by=joint.teacher)
    services.reply(registered(held), {})
    with pytest.raises(RuleBroken, match="answered_already"):
        services.take_back_question(held.survey.first(), by=joint.teacher)
    with pytest.raises(RuleBroken, match="answered_already"):
        services.ask(held, kind="text", text_uk="Ще?", by=joint.teacher)


def test_before_the_end_nobody_answers(joint, client):
    services.ask_usual_questions(joint.event, by=joint.teacher)
    page = client.get(reverse("events:survey", args=[registered(joint.event).token]))
    assert page.status_code == 200
    assert '<form class="form"' not in page.content.decode()


def test_a_stranger_cannot_tell_the_page_exists(joint, held, client):
    stranger = make_user("nobody@example.org")
    one = services.add_recommendation(held, text="Навчити старост", by=joint.teacher)
    client.force_login(stranger)
    assert client.get(reverse("events:outcome", args=[held.pk])).status_code == 404
    assert client.post(reverse("events:remove_recommendation", args=[held.pk, one.pk])).status_code == 404
    assert client.post(reverse("events:usual_questions", args=[held.pk])).status_code == 404
    assert client.get(reverse("events:survey", args=["nobody"])).status_code == 404


def test_a_part_of_another_event_is_not_reached_through_this_one(joint, held, client):
    other = make_event(joint.cities, days=-2)
    theirs = services.add_recommendation(other, text="Чуже", by=joint.mayor)
    material = services.add_material(
        other, {"title": "Чуже", "licence": "CC0 1.0", "link": "https://example.org"}, file=None, by=joint.mayor
    )
    question = services.ask(other, kind="text", text_uk="Чуже?", by=joint.mayor)
    client.force_login(joint.teacher)
    for name, part in (
        ("remove_recommendation", theirs), ("remove_material", material), ("remove_survey_question", question),
    ):  # fmt: skip
        assert client.post(reverse(f"events:{name}", args=[held.pk, part.pk])).status_code == 404


def test_a_draft_recommends_nothing(joint):
    draft = make_event(joint.school, state=Event.State.DRAFT)
    with pytest.raises(RuleBroken, match="not_announced"):
        services.add_recommendation(draft, text="Навчити", by=joint.teacher)


def test_a_question_and_a_material_are_taken_back(joint, held, client):
    client.force_login(joint.teacher)
    data = {"kind": "text", "text_uk": "Що ще?", "text_en": ""}
    assert client.post(reverse("events:add_survey_question", args=[held.pk]), data).status_code == 302
    question = held.survey.get()
    assert client.post(reverse("events:remove_survey_question", args=[held.pk, question.pk])).status_code == 302
    assert client.post(reverse("events:usual_questions", args=[held.pk])).status_code == 302
    assert held.survey.count() == 4
    assert client.post(reverse("events:add_recommendation", args=[held.pk]), {"text": "Навчити"}).status_code == 302
    one = held.recommendations.get()
    assert client.post(reverse("events:remove_recommendation", args=[held.pk, one.pk])).status_code == 302
    made = services.add_material(
        held, {"title": "Запис", "licence": "CC0 1.0", "link": "https://example.org"}, file=None, by=joint.teacher
    )
    assert client.post(reverse("events:remove_material", args=[held.pk, made.pk])).status_code == 302
    assert not held.materials.exists()
    assert timezone.now() - held.ends_at < timedelta(days=2)
