from datetime import timedelta

import pytest
from django import forms
from django.contrib import messages
from django.core.exceptions import RequestDataTooBig
from django.db import DataError, IntegrityError, OperationalError
from django.template import Context, Template
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone, translation

from spilno import __version__
from spilno.statute.rules.refusal import Refusal, RuleBroken
from spilno.ui import views
from spilno.ui.forms import DayInput, SampleForm
from spilno.ui.middleware import RefusalMiddleware


def test_the_version_is_the_one_of_the_package(settings):
    assert f'version = "{__version__}"' in (settings.ROOT / "pyproject.toml").read_text()


def test_a_theme_is_kept_and_can_be_given_back_to_the_system(client, cast):
    response = client.post("/theme/", {"theme": "dark", "next": "/calendar/"})
    assert response["Location"] == "/calendar/"
    assert 'data-theme="dark"' in client.get("/").content.decode()
    client.post("/theme/", {"theme": "nothing"})
    assert "data-theme" not in client.get("/").content.decode()


def test_a_theme_never_leads_to_another_host(client, cast):
    assert client.post("/theme/", {"theme": "dark", "next": "https://evil.example/"})["Location"] == "/"


def test_the_other_language_shows_the_same_page(client, cast):
    page = client.get("/calendar/?month=2026-11").content.decode()
    assert '<html lang="uk"' in page
    assert 'href="/en/calendar/?month=2026-11"' in page
    assert '<html lang="en"' in client.get("/en/calendar/").content.decode()


def test_no_page_has_inline_script_or_style(client, cast, settings):
    settings.DEMO = True
    for address in ("/", "/calendar/", "/search/?q=рада", "/look/", "/nothing/"):
        page = client.get(address).content.decode()
        assert "style=" not in page
        assert "<script>" not in page
        assert "onclick" not in page


def test_the_page_of_the_look_is_only_where_the_product_is_built_or_shown(client, cast, settings):
    assert client.get("/look/").status_code == 404
    settings.DEMO = True
    assert client.get("/look/").status_code == 200


def test_what_announces_too_much_is_refused_before_it_is_read(client, cast):
    response = client.post("/theme/", {"theme": "dark"}, CONTENT_LENGTH=str(200 * 1024 * 1024))
    assert response.status_code == 413
    assert "25" in response.content.decode()


def test_too_many_fields_get_their_sentence(client, cast):
    response = client.post("/theme/", {f"f{number}": "" for number in range(5001)})
    assert response.status_code == 413


def test_other_suspicious_requests_are_not_understood(cast):
    request = RequestFactory().get("/")
    request.user = cast.stranger
    assert views.bad_request(request, ValueError()).status_code == 400
    assert views.bad_request(request, RequestDataTooBig()).status_code == 413


def test_a_failure_needs_nothing_to_be_told():
    response = views.failed(RequestFactory().get("/"))
    assert response.status_code == 500
    assert "нічого не записано наполовину" in response.content.decode()


def test_a_stale_form_says_that_nothing_was_saved(cast):
    from django.test import Client

    response = Client(enforce_csrf_checks=True).post("/theme/", {"theme": "dark"})
    assert response.status_code == 403


REFUSAL = Refusal(
    code="late", sentence="Too late: %(days)d days.", source="5.2", facts={"days": 12}, advice="Choose another day."
)


def refuse(request):
    raise RuleBroken(REFUSAL)


def test_a_refusal_is_a_page_a_part_or_json(cast):
    answer = RefusalMiddleware(lambda request: None).process_exception
    request = RequestFactory().get("/", HTTP_ACCEPT="text/html")
    request.user, request.htmx = cast.stranger, False
    page = answer(request, RuleBroken(REFUSAL))
    assert page.status_code == 409
    assert "12" in page.content.decode()
    assert "<html" in page.content.decode()
    request.htmx = True
    assert "<html" not in answer(request, RuleBroken(REFUSAL)).content.decode()
    asked = RequestFactory().get("/api/x/")
    assert b'"code": "late"' in answer(asked, RuleBroken(REFUSAL)).content
    assert answer(request, ValueError()) is None


def test_another_host_gets_a_sentence(client, cast):
    page = client.get("/", HTTP_HOST="evil.example")
    assert page.status_code == 400
    assert "<h1>" in page.content.decode()


def test_the_null_character_is_refused_wherever_it_stands(client, cast):
    client.force_login(cast.secretary)
    assert client.get("/search/?q=%00").status_code == 400
    assert client.get("/notices/a%00b/").status_code == 400
    assert client.post(f"/accounts/{cast.delegate.pk}/block/", {"reason": "а\0б"}).status_code == 400
    cast.delegate.refresh_from_db()
    assert cast.delegate.is_active


def refused_by_the_database(kind, said, sqlstate=""):
    fault = kind(said)
    fault.__cause__ = type("Cause", (Exception,), {"sqlstate": sqlstate})()
    return fault


@pytest.mark.parametrize(
    "fault",
    [
        refused_by_the_database(OperationalError, "deadlock detected", "40P01"),
        refused_by_the_database(OperationalError, "database is locked"),
        refused_by_the_database(IntegrityError, "duplicate key value", "23505"),
        refused_by_the_database(IntegrityError, "UNIQUE constraint failed: a.b"),
    ],
)
def test_two_acts_that_met_get_a_sentence_and_no_fault_of_ours(cast, fault):
    request = RequestFactory().get("/", HTTP_REFERER="https://evil.example/")
    request.user, request.htmx = cast.stranger, False
    page = RefusalMiddleware(lambda request: None).process_exception(request, fault)
    assert page.status_code == 409
    assert "Хтось діяв у ту саму мить" in page.content.decode()
    assert "evil.example" not in page.content.decode()


def test_another_fault_of_the_database_is_not_hidden(cast):
    answer = RefusalMiddleware(lambda request: None).process_exception
    request = RequestFactory().get("/")
    assert answer(request, refused_by_the_database(IntegrityError, "null value", "23502")) is None
    assert answer(request, refused_by_the_database(OperationalError, "server closed", "57P01")) is None


def test_a_wrong_form_names_each_place_and_leads_to_it():
    form = SampleForm({"count": "багато"})
    page = str(form)
    assert 'href="#id_title"' in page
    assert 'href="#id_several_0"' in page
    assert 'id="id_several_0"' in page
    assert 'aria-invalid="true"' in page
    assert "autofocus" in page
    assert page.count('id="id_title_error"') == 1


def test_every_control_has_its_label_and_class():
    page = str(SampleForm())
    for name in ("title", "count", "kind", "day", "text", "file", "agree"):
        assert f'for="id_{name}"' in page
    assert "input--file" in page
    assert page.count("<fieldset") == 2


def test_a_day_is_written_as_browsers_want_it():
    class Form(forms.Form):
        day = forms.DateField(widget=DayInput)

    with translation.override("uk"):
        assert Form({"day": "27.11.2026"}).is_valid()


def due(days, done=False):
    day = timezone.localdate() + timedelta(days=days)
    return Template("{% due day done=done %}").render(Context({"day": day, "done": done}))


def test_time_left_is_told_in_words():
    with translation.override("en"):
        assert "Overdue by 12 days" in due(-12)
        assert "Today is the last day" in due(0)
        assert "1 day left" in due(1)
        assert "status--info" in due(40)
        assert "Done" in due(-12, done=True)
        assert "No term" in Template("{% due None %}").render(Context({}))


@pytest.mark.parametrize(("level", "css"), [("success", "ok"), ("error", "no"), ("warning", "soon"), ("info", "info")])
def test_a_message_has_its_sign(client, cast, level, css):
    request = RequestFactory().get("/")
    stored = messages.storage.base.Message(getattr(messages, level.upper()), "слово")
    page = Template('{% include "ui/_messages.html" %}').render(Context({"messages": [stored], "request": request}))
    assert f"message--{css}" in page


def test_a_select_of_a_form_is_drawn_whole_and_safe():
    class Choice(forms.Form):
        place = forms.ChoiceField(
            choices=[("", "усі"), ("a", "<b>Валки</b>"), ("Райони", [("1", "Лозівський"), ("2", "О'Район")])]
        )

    drawn = str(Choice({"place": "2"})["place"])
    assert drawn.count("<option ") == 4
    assert '<option value="2" selected>О&#x27;Район</option>' in drawn
    assert '<optgroup label="Райони">' in drawn
    assert "&lt;b&gt;Валки" in drawn


@pytest.mark.django_db
def test_the_other_language_keeps_the_page_and_its_query(client):
    page = client.get("/members/", {"q": "вода", "level": "city"}).content.decode()
    assert 'href="/en/members/?q=%D0%B2%D0%BE%D0%B4%D0%B0&amp;level=city"' in page


def test_a_refusal_gives_back_what_was_typed_and_keeps_secrets(cast):
    letter = "Довгий лист, який писали пів години. <script>"
    request = RequestFactory().post(
        "/", {"text": letter, "password": "дуже-довгий-секрет", "pk": "12", "seen": "x" * 40, "sha256": "a" * 64}
    )
    request.user, request.htmx = cast.stranger, False
    page = RefusalMiddleware(lambda request: None).process_exception(request, RuleBroken(REFUSAL)).content.decode()
    assert "Довгий лист, який писали пів години. &lt;script&gt;</textarea>" in page
    assert page.count("readonly") == 1
    assert "секрет" not in page


@pytest.mark.parametrize(
    "fault",
    [OverflowError("Python int too large to convert to SQLite INTEGER"), refused_by_the_database(DataError, "out of range", "22003")],
)  # fmt: skip
def test_a_number_that_no_row_has_is_not_understood(cast, fault):
    request = RequestFactory().post("/")
    request.user, request.htmx = cast.stranger, False
    answer = RefusalMiddleware(lambda request: None).process_exception
    assert answer(request, fault).status_code == 400
    assert answer(request, OverflowError("date value out of range")) is None
    assert answer(request, refused_by_the_database(DataError, "bad date", "22008")) is None


def test_an_address_that_only_a_button_asks_says_so_when_it_is_opened_like_a_page(client, cast):
    client.force_login(cast.secretary)
    response = client.get(reverse("credentials:rotate_key"))
    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert "Це роблять кнопкою" in response.content.decode()
    assert not client.head(reverse("credentials:rotate_key")).content
