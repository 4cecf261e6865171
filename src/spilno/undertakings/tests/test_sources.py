"""Undertakings of many origins: who reports and controls, evidence, what is not public, where they came from."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from tests.cast import make_person, make_user

from spilno.documents.models import Attachment
from spilno.statute.rules.refusal import RuleBroken
from spilno.undertakings import access, queries, services
from spilno.undertakings.models import Undertaking
from spilno.undertakings.queries import Origin, origins_of, register_origin

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000000020001e221bc330000000049454e44ae426082"
)


@pytest.fixture
def elsewhere(monkeypatch, cast):
    """A source whose undertakings Verbova controls and on which the stranger reports."""
    monkeypatch.setattr(access, "_controllers", {})
    monkeypatch.setattr(access, "_reporters", {})
    monkeypatch.setattr(queries, "_origins", {})
    access.register_controllers("bodies.body", lambda user, _one: user == cast.verbova_delegate, words="інша сторона")
    access.register_reporters("bodies.body", lambda user, _one: user == cast.stranger)
    register_origin("bodies.body", lambda ids: {number: Origin("Звідки", "/bodies/") for number in ids})


def duty_of(cast, **fields):
    given = {
        "what": "Провести семінар", "ground": "план", "source": cast.general_meeting, "by": None,
        "organisation": cast.lypova.organisation, "opened_on": timezone.localdate(),
        "due_on": timezone.localdate() + timedelta(days=9), **fields,
    }  # fmt: skip
    return services.undertake(**given)


def picture(name="list.png", content=PNG):
    return SimpleUploadedFile(name, content, "image/png")


def test_the_app_it_came_from_names_who_reports_and_who_controls(cast, elsewhere):
    duty = duty_of(cast)
    assert access.may_report(cast.stranger, duty)
    assert access.may_report(cast.delegate, duty)
    assert not access.may_report(cast.verbova_delegate, duty)
    assert access.may_control(cast.verbova_delegate, duty)
    assert not access.may_control(cast.secretary, duty)


def test_others_are_controlled_by_the_secretariat(cast, elsewhere):
    duty = duty_of(cast, source=cast.president)
    assert access.may_control(cast.secretary, duty)
    assert not access.may_control(cast.verbova_delegate, duty)
    assert not access.may_take_off(cast.secretary, duty)


def test_what_is_not_public_exists_for_those_concerned_only(client, cast, elsewhere):
    duty = duty_of(cast, public=False)
    another = make_user("another@example.org")
    make_person("Інша", user=another)
    seen = {
        user.email
        for user in (cast.secretary, cast.delegate, cast.verbova_delegate, cast.stranger, another)
        if access.may_see(user, duty)
    }
    assert seen == {cast.secretary.email, cast.delegate.email, cast.verbova_delegate.email, cast.stranger.email}
    assert client.get(f"/undertakings/{duty.number}/").status_code == 404
    assert "семінар" not in client.get("/undertakings/").content.decode()
    assert len(client.get("/undertakings/undertakings.csv").content.decode().splitlines()) == 1
    client.force_login(cast.secretary)
    assert "семінар" in client.get("/undertakings/").content.decode()


@pytest.mark.parametrize(("public", "readers"), [(True, 3), (False, 2)])
def test_evidence_is_read_as_its_publicity_says(client, cast, elsewhere, public, readers):
    duty = duty_of(cast)
    client.force_login(cast.stranger)
    given = {"text": "Проведено.", "files": [picture()], **({"public": "on"} if public else {})}
    assert client.post(f"/undertakings/{duty.number}/report/", given).status_code == 302
    file = Attachment.objects.get()
    assert file.public == public
    allowed = 0
    for user in (cast.stranger, cast.verbova_delegate, None):
        client.logout()
        if user:
            client.force_login(user)
        found = client.get(f"/documents/attachments/{file.pk}/").status_code == 200
        assert (file.title in client.get(f"/undertakings/{duty.number}/").content.decode()) == found
        allowed += found
    assert allowed == readers


def test_evidence_of_what_is_not_public_is_not_public(cast, elsewhere):
    duty = duty_of(cast, public=False)
    services.report(duty, text="Зроблено.", files=[picture()], public=True, by=cast.delegate)
    assert not Attachment.objects.get().public


def test_a_file_that_lies_is_refused_and_what_was_typed_stays(client, cast, elsewhere):
    duty = duty_of(cast)
    client.force_login(cast.delegate)
    given = {"text": "Семінар проведено.", "files": picture("list.pdf")}
    answer = client.post(f"/undertakings/{duty.number}/report/", given)
    assert answer.status_code == 409
    assert "Семінар проведено." in answer.content.decode()
    assert not duty.reports.exists()


def test_a_term_that_is_no_later_opens_the_form_with_its_reason(client, cast, elsewhere):
    duty = duty_of(cast)
    client.force_login(cast.verbova_delegate)
    given = {"until": f"{timezone.localdate():%Y-%m-%d}", "ground": "лист № 5"}
    answer = client.post(f"/undertakings/{duty.number}/extend/", given)
    page = answer.content.decode()
    assert answer.status_code == 409
    opened = page.rindex("<details", 0, page.index(f'action="/undertakings/{duty.number}/extend/"'))
    assert page[opened:].startswith("<details open>")
    assert "лист № 5" in page


def test_a_file_that_lies_takes_the_report_with_it(cast, elsewhere):
    duty = duty_of(cast)
    with pytest.raises(RuleBroken) as broken:
        services.report(duty, text="Зроблено.", files=[picture(), picture("list.pdf")], public=True, by=cast.delegate)
    assert broken.value.refusal.code == "file_misnamed"
    duty.refresh_from_db()
    assert duty.state == "open"
    assert not duty.reports.exists()
    assert not Attachment.objects.exists()


def test_the_page_and_the_list_lead_to_where_it_came_from(client, cast, elsewhere):
    duty = duty_of(cast)
    for page in ("/undertakings/", f"/undertakings/{duty.number}/"):
        assert 'href="/bodies/"' in client.get(page).content.decode()
    assert "інша сторона" in client.get(f"/undertakings/{duty.number}/").content.decode()


def test_each_app_is_asked_once_where_undertakings_came_from(cast, elsewhere):
    asked = []
    register_origin("bodies.body", lambda ids: asked.append(list(ids)) or {})
    assert origins_of([duty_of(cast), duty_of(cast), duty_of(cast, source=cast.president)]) == {}
    assert asked == [[str(cast.general_meeting.pk)]]


def test_those_who_agreed_take_it_off_control_on_its_page(client, cast, elsewhere):
    duty = duty_of(cast)
    given = {"on": timezone.localdate().isoformat(), "ground": "лист сторін № 5"}
    client.force_login(cast.secretary)
    assert client.post(f"/undertakings/{duty.number}/take-off/", given).status_code == 404
    client.force_login(cast.verbova_delegate)
    assert client.post(f"/undertakings/{duty.number}/take-off/", {"on": "ніколи"}).status_code == 400
    assert client.post(f"/undertakings/{duty.number}/take-off/", {**given, "ground": ""}).status_code == 400
    assert client.post(f"/undertakings/{duty.number}/take-off/", given).status_code == 302
    assert Undertaking.objects.get().state == "dropped"


def test_a_page_with_files_asks_the_same_number_of_queries(client, cast, elsewhere, django_assert_max_num_queries):
    duty = duty_of(cast)
    for number in range(3):
        services.report(duty, text="Зроблено.", files=[picture(f"{number}.png")], public=True, by=cast.delegate)
        services.return_report(duty, reason="Мало.", by=cast.secretary)
    with django_assert_max_num_queries(9):
        client.get(f"/undertakings/{duty.number}/")
