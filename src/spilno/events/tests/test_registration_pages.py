"""Pages of registration: for those who register, with or without an account, and for those who keep the list."""

import io
import re
from datetime import timedelta

import icalendar
import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from tests.cast import make_person, make_user

from spilno.events.models import Event, Question, Registration, Series
from spilno.events.tests.factories import make_event

State = Registration.State
GUEST = {"family_name": "Гостьова", "given_name": "Ганна", "email": "guest@example.org", "agree": "on"}


@pytest.fixture
def event(joint):
    cache.clear()
    Event.objects.filter(pk=joint.event.pk).update(places=2)
    joint.event.refresh_from_db()
    return joint.event


@pytest.fixture
def person(db):
    user = make_user("ozhyna@example.org")
    return make_person("Ожина", "Оксана", user=user, email=user.email, phone="0500000000")


def signed_in(user):
    client = Client(HTTP_ACCEPT_LANGUAGE="uk")
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def address(name, *arguments):
    return reverse(f"events:{name}", args=arguments)


def make_registration(event, number, state=State.CONFIRMED, **fields):
    values = {
        "family_name": f"Учасник{number}", "given_name": "Гнат", "email": f"n{number}@example.org", "state": state,
        "queue": number, "code": f"CODE{number}", "token": f"token{number}", **fields,
    }  # fmt: skip
    return Registration.objects.create(event=event, **values)


def test_the_page_of_an_event_leads_to_registration_and_then_shows_the_place(event, person):
    client = signed_in(person.user)
    page = client.get(address("event", event.pk)).content.decode()
    assert address("register", event.pk) in page
    client.post(address("register", event.pk), {"agree": "on"})
    page = client.get(address("event", event.pk)).content.decode()
    assert "має місце" in page
    assert address("register", event.pk) not in page


def test_a_person_with_an_account_registers_in_three_fields(event, person):
    client = signed_in(person.user)
    page = client.get(address("register", event.pk)).content.decode()
    assert re.findall(r'name="(\w+)"', page.split('<form class="form"')[1].split("</form>")[0])[1:] == [
        "post",
        "phone",
        "agree",
    ]
    answer = client.post(address("register", event.pk), {"post": "начальниця", "phone": "", "agree": "on"}, follow=True)
    row = event.registrations.get()
    assert answer.redirect_chain == [(address("own", row.token), 302)]
    assert "Вас зареєстровано, ви маєте місце." in answer.content.decode()
    assert (row.family_name, row.post, row.person, row.email) == ("Ожина", "начальниця", person, person.user.email)


def test_without_consent_nobody_is_registered(event, person):
    answer = signed_in(person.user).post(address("register", event.pk), {"post": "начальниця"})
    assert answer.status_code == 422
    assert "Без вашої згоди" in answer.content.decode()
    assert not event.registrations.exists()


def test_registering_twice_is_told_as_success(event, person):
    client = signed_in(person.user)
    client.post(address("register", event.pk), {"agree": "on"})
    for answer in (
        client.post(address("register", event.pk), {"agree": "on"}, follow=True),
        client.get(address("register", event.pk), follow=True),
    ):
        assert answer.status_code == 200
        assert "Вас уже зареєстровано." in answer.content.decode()
    assert event.registrations.count() == 1


def test_a_guest_confirms_his_address_by_a_press_not_by_opening(event, client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(address("register", event.pk), GUEST)
    assert answer["Location"] == address("letter_sent", event.pk)
    assert client.get(answer["Location"]).status_code == 200
    row = event.registrations.get()
    link = re.search(r"https?://\S+(/events/registration/\S+)", mail.outbox[0].body).group(1)
    assert link == address("own", row.token)
    assert client.get(link).status_code == 200
    row.refresh_from_db()
    assert row.state == State.UNPROVED
    assert (
        "Вас зареєстровано, ви маєте місце." in client.post(address("prove", row.token), follow=True).content.decode()
    )
    row.refresh_from_db()
    assert row.state == State.CONFIRMED


def test_a_stranger_gets_the_same_answer_for_a_known_address(event, client, person):
    signed_in(person.user).post(address("register", event.pk), {"agree": "on"})
    known = client.post(address("register", event.pk), GUEST | {"email": person.user.email})
    unknown = client.post(address("register", event.pk), GUEST)
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])


def test_too_many_registrations_to_one_address_are_stopped(event, client):
    codes = [client.post(address("register", event.pk), GUEST).status_code for _ in range(6)]
    assert codes == [302] * 5 + [429]
    later = client.post(address("register", event.pk), GUEST)
    assert later["Retry-After"]
    assert "Поверніться за годину" in later.content.decode()


@pytest.mark.parametrize(
    ("change", "status", "words"),
    [
        ({"state": "cancelled", "cancelled_because": "тривога"}, 410, "Захід скасовано."),
        ({"state": "held"}, 410, "Захід завершився."),
        ({"needs_registration": False}, 409, "просто приходьте"),
        ({"registration_opens_at": timezone.now() + timedelta(days=2)}, 409, "Реєстрацію буде відкрито"),
        ({"registration_closes_at": timezone.now() - timedelta(days=2)}, 409, "Реєстрацію завершено"),
    ],
)
def test_a_shut_door_says_why(event, client, person, change, status, words):
    Event.objects.filter(pk=event.pk).update(**change)
    for answer in (client.get(address("register", event.pk)), client.post(address("register", event.pk), GUEST)):
        assert answer.status_code == status
        assert words in answer.content.decode()
    assert not event.registrations.exists()


def test_a_form_sent_after_the_term_keeps_what_was_typed(event, person, monkeypatch):
    from spilno.events.views import registration as views

    monkeypatch.setattr(views, "why_not_register", lambda *_args, **_kwargs: None)
    Event.objects.filter(pk=event.pk).update(registration_closes_at=timezone.now())
    answer = signed_in(person.user).post(address("register", event.pk), {"post": "начальниця відділу", "agree": "on"})
    assert answer.status_code == 409
    assert "начальниця відділу" in answer.content.decode()
    assert "Реєстрацію завершено" in answer.content.decode()


def test_a_question_that_an_answer_brings_up_is_asked_without_a_script(event, person):
    night = Question.objects.create(event=event, kind="yes_no", label_uk="Потрібна ночівля?", required=True)
    which = Question.objects.create(
        event=event, kind="text", label_uk="Скільки ночей?", required=True, shown_if=night, shown_value="yes"
    )
    client = signed_in(person.user)
    page = client.get(address("register", event.pk)).content.decode()
    assert f'data-shown-if="q{night.pk}"' in page
    assert "якщо на запитання «Потрібна ночівля?» ви відповіли «так»" in page
    assert "необов’язково" not in page[page.index("Скільки ночей?") :].split("</label>")[0]
    first = client.post(address("register", event.pk), {"agree": "on", f"q{night.pk}": "yes"})
    assert first.status_code == 422
    assert "Дайте відповідь на це запитання." in first.content.decode()
    silent = client.post(address("register", event.pk), {"agree": "on"}).content.decode()
    assert silent.split("<main")[1].count('class="field__error"') == 1
    client.post(address("register", event.pk), {"agree": "on", f"q{night.pk}": "yes", f"q{which.pk}": "дві"})
    assert event.registrations.get().answers == {str(night.pk): "yes", str(which.pk): "дві"}


def test_an_answer_outside_the_list_is_refused(event, person):
    food = Question.objects.create(
        event=event, kind="several", label_uk="Харчування", choices=[{"value": "c1", "uk": "Звичайне", "en": ""}]
    )
    answer = signed_in(person.user).post(address("register", event.pk), {"agree": "on", f"q{food.pk}": ["c1", "c9"]})
    assert answer.status_code == 422
    assert "Виберіть зі списку." in answer.content.decode()


def test_the_own_page_shows_ticket_calendar_and_link_only_with_a_place(event, client):
    Event.objects.filter(pk=event.pk).update(online_link="https://room.example.org/1")
    row, waits = make_registration(event, 1), make_registration(event, 2, State.WAITING)
    page = client.get(address("own", row.token)).content.decode()
    assert "<svg" in page
    assert "CODE 1" in page
    assert "room.example.org" in page
    other = client.get(address("own", waits.token))
    assert "room.example.org" not in other.content.decode()
    assert "CODE" not in other.content.decode()
    assert other["X-Robots-Tag"] == "noindex"
    file = icalendar.Calendar.from_ical(client.get(address("place_calendar", row.token)).content)
    assert str(file.walk("VEVENT")[0]["uid"]).startswith(f"event-{event.pk}@")
    assert b"room.example.org" not in client.get(address("place_calendar", waits.token)).content


def test_an_unknown_link_says_so(event, client):
    answer = client.get(address("own", "nonsense"))
    assert answer.status_code == 404
    assert "Такої реєстрації немає" in answer.content.decode()
    assert client.post(address("withdraw", "nonsense")).status_code == 404
    assert client.get(address("place_calendar", "nonsense")).status_code == 404


def test_withdrawing_by_the_link_twice_is_no_harm(event, client):
    row = make_registration(event, 1)
    for _ in range(2):
        answer = client.post(address("withdraw", row.token), follow=True)
        assert "Вашу реєстрацію відкликано." in answer.content.decode()
    assert address("register", event.pk) in answer.content.decode()


def test_a_joint_series_is_registered_from_one_page(joint, person):
    series = Series.objects.create(title_uk="Школа голів", joint=True)
    events = [make_event(joint.school, days=days, series=series) for days in (10, 20)]
    client = signed_in(person.user)
    assert "Школа голів" in client.get(address("register", events[0].pk)).content.decode()
    page = client.post(address("register", events[0].pk), {"agree": "on"}, follow=True).content.decode()
    assert Registration.objects.filter(person=person).count() == 2
    assert "Відкликати з усього циклу" in page


def test_one_form_asks_the_questions_of_all_modules_of_a_series(joint, person):
    series = Series.objects.create(title_uk="Школа голів", joint=True)
    first, second = (
        make_event(joint.school, days=days, series=series, title_uk=title)
        for days, title in ((10, "Перший"), (20, "Другий"))
    )
    shut = make_event(joint.school, days=-5, series=series, title_uk="Минулий")
    food, night, late = (
        Question.objects.create(event=event, kind=kind, label_uk=label, required=True)
        for event, kind, label in (
            (first, "yes_no", "Обід?"),
            (second, "text", "Де ночуєте?"),
            (shut, "text", "Чого не було?"),
        )
    )
    client = signed_in(person.user)
    page = client.get(address("register", first.pk))
    assert [name for name in page.context["form"].fields if name.startswith("q")] == [f"q{food.pk}", f"q{night.pk}"]
    assert "До «Другий»." in page.content.decode()
    assert f'name="q{late.pk}"' not in page.content.decode()
    half = client.post(address("register", first.pk), {"agree": "on", f"q{food.pk}": "yes"})
    assert (half.status_code, list(half.context["form"].errors)) == (422, [f"q{night.pk}"])
    assert not Registration.objects.exists()
    client.post(address("register", first.pk), {"agree": "on", f"q{food.pk}": "yes", f"q{night.pk}": "вдома"})
    kept = Registration.objects.filter(person=person).order_by("event__starts_at")
    assert [row.answers for row in kept] == [{str(food.pk): "yes"}, {str(night.pk): "вдома"}]


def test_the_form_for_a_series_asks_nothing_of_modules_where_one_is_registered(joint, person):
    series = Series.objects.create(title_uk="Школа голів", joint=True)
    first, second = (make_event(joint.school, days=days, series=series) for days in (10, 20))
    Question.objects.create(event=first, kind="text", label_uk="Обід?", required=True)
    make_registration(first, 1, person=person)
    form = signed_in(person.user).get(address("register", second.pk)).context["form"]
    assert form.modules == [second]
    assert not form.questions


def test_a_council_names_several_at_once(event, cast):
    user = cast.delegate
    from tests.cast import LONG_AGO

    from spilno.people.models import Office

    Office.objects.create(
        person=cast.delegate_person, organisation=cast.lypova.organisation, post_uk="міський голова", category="head",
        act="рішення", starts=LONG_AGO,
    )  # fmt: skip
    client = signed_in(user)
    page = client.get(address("nominate", event.pk)).content.decode()
    assert cast.delegate_person.full_name in page
    council = cast.lypova.organisation.pk
    half = client.post(address("nominate", event.pk), {"council": council, "post_1": "начальник"})
    assert half.status_code == 422
    nobody = client.post(address("nominate", event.pk), {"council": council})
    assert nobody.status_code == 409
    assert "Нікого не вибрано (" in nobody.content.decode()
    answer = client.post(
        address("nominate", event.pk),
        {"council": council, "people": [cast.delegate_person.pk], "family_name_1": "Нова", "given_name_1": "Ніна"},
        follow=True,
    )
    assert "Від ради подано осіб: 2" in answer.content.decode()
    assert set(event.registrations.values_list("family_name", flat=True)) == {"Липовий", "Нова"}
    assert set(event.registrations.values_list("council", flat=True)) == {council}


def test_who_speaks_for_no_council_has_no_such_page(event, person):
    assert signed_in(person.user).get(address("nominate", event.pk)).status_code == 404


# ── those who hold the event ──────────────────────────────────────────────────────────────────────


KEPT = ("registrations", "add_registration", "write_to_registered", "terms", "questions", "add_question")


def test_only_those_who_hold_the_event_see_contacts(event, joint, person, cast):
    row = make_registration(event, 1)
    for name in KEPT:
        for user in (joint.teacher, joint.mayor):
            assert signed_in(user).get(address(name, event.pk)).status_code == 200, name
        for user in (person.user, cast.secretary, cast.chair):
            assert signed_in(user).get(address(name, event.pk)).status_code == 404, name
        assert "/account/login/" in Client().get(address(name, event.pk))["Location"]
    assert row.email in signed_in(joint.mayor).get(address("registration", event.pk, row.pk)).content.decode()
    assert signed_in(person.user).get(address("registration", event.pk, row.pk)).status_code == 404
    assert row.email not in signed_in(person.user).get(address("event", event.pk)).content.decode()


def test_a_registration_is_not_reached_through_another_event(event, joint):
    other = make_event(joint.school)
    row = make_registration(event, 1)
    assert signed_in(joint.teacher).get(address("registration", other.pk, row.pk)).status_code == 404
    assert signed_in(joint.teacher).post(address("withdraw_registration", other.pk, row.pk)).status_code == 404


def test_the_list_is_searched_and_asks_as_often_for_three_rows_as_for_one(
    event, joint, django_assert_num_queries, cast
):
    client = signed_in(joint.teacher)
    make_registration(event, 1, council=cast.lypova.organisation, organisation=cast.lypova.organisation)
    counted = []
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for number in (2, 3, None):
        with CaptureQueriesContext(connection) as queries:
            client.get(address("registrations", event.pk))
        counted.append(len(queries))
        if number:
            make_registration(event, number, State.WAITING, council=cast.verbova.organisation)
    assert counted[1] == counted[2]
    found = client.get(address("registrations", event.pk), {"q": "УЧАСНИК2"}).content.decode()
    assert "Учасник2" in found
    assert "Учасник1" not in found
    found = client.get(address("registrations", event.pk), {"q": "липова"}).content.decode()
    assert "Учасник1" in found
    assert "Учасник3" not in found
    waiting = client.get(address("registrations", event.pk), {"state": "waiting"}).content.decode()
    assert "Учасник1" not in waiting
    assert client.get(address("registrations", event.pk), {"state": "nonsense"}).status_code == 200


def test_approval_of_those_marked_and_of_all(event, joint):
    Event.objects.filter(pk=event.pk).update(needs_approval=True)
    rows = [make_registration(event, number, State.ASKED) for number in (1, 2, 3)]
    client = signed_in(joint.teacher)
    assert "Підтвердити позначених" in client.get(address("registrations", event.pk)).content.decode()
    client.post(address("approve", event.pk), {"chosen": [rows[1].pk, "nonsense", "²", "9" * 40]})
    client.post(address("approve", event.pk), {"everyone": "1"})
    assert sorted(event.registrations.values_list("state", flat=True)) == ["confirmed", "confirmed", "waiting"]
    nobody = client.post(address("approve", event.pk), follow=True)
    assert "Нічого не змінилося" in nobody.content.decode()


def test_a_refusal_without_a_reason_is_asked_again(event, joint, client):
    row = make_registration(event, 1)
    keeper = signed_in(joint.teacher)
    assert keeper.post(address("refuse_registration", event.pk, row.pk)).status_code == 422
    keeper.post(address("refuse_registration", event.pk, row.pk), {"reason": "подія для сільських рад"})
    assert "подія для сільських рад" in client.get(address("own", row.token)).content.decode()


def test_organisers_register_withdraw_write_and_change_terms(event, joint):
    client = signed_in(joint.teacher)
    answer = client.post(
        address("add_registration", event.pk), {"family_name": "Нова", "given_name": "Ніна"}, follow=True
    )
    row = event.registrations.get()
    assert "Особу зареєстровано." in answer.content.decode()
    wrong = client.post(address("terms", event.pk), {"places": "1", "per_council": "5"})
    assert wrong.status_code == 409
    client.post(address("terms", event.pk), {"places": "5", "approval": "on"})
    event.refresh_from_db()
    assert (event.places, event.needs_approval) == (5, True)
    letter = {"to": "confirmed", "subject": "Зала 3", "text": "Змінено залу."}
    assert (
        "Лист надіслано 1 особі."
        in client.post(address("write_to_registered", event.pk), letter, follow=True).content.decode()
    )
    assert client.post(address("write_to_registered", event.pk), letter | {"to": "waiting"}).status_code == 409
    client.post(address("withdraw_registration", event.pk, row.pk))
    row.refresh_from_db()
    assert row.state == State.WITHDRAWN


def test_the_table_has_a_column_for_each_question_and_no_formulas(event, joint):
    food = Question.objects.create(
        event=event, kind="one", label_uk="=Харчування", choices=[{"value": "c1", "uk": "Пісне", "en": ""}]
    )
    make_registration(event, 1, post="=HYPERLINK(1)", answers={str(food.pk): "c1"})
    client = signed_in(joint.teacher)
    text = client.get(address("registrations_file", event.pk, "csv")).content.decode("utf-8-sig")
    head, row = text.splitlines()
    assert head.endswith(";'=Харчування")
    assert row.endswith(";Пісне")
    assert ";'=HYPERLINK(1);" in row
    book = load_workbook(io.BytesIO(client.get(address("registrations_file", event.pk, "xlsx")).content))
    assert [cell.data_type for cell in next(iter(book.active.iter_rows(min_row=2)))].count("f") == 0
    assert client.get(address("registrations_file", event.pk, "pdf")).status_code == 404


def test_questions_are_written_ordered_and_taken_out(event, joint):
    client = signed_in(joint.teacher)
    first = {"kind": "one", "label_uk": "Харчування", "choices": "Звичайне | Usual\nПісне | Lenten", "depends": ""}
    assert client.post(address("add_question", event.pk), first).status_code == 302
    food = event.questions.get()
    assert [each["value"] for each in food.choices] == ["c1", "c2"]
    second = {"kind": "text", "label_uk": "Що саме?", "depends": f"{food.pk}:c2"}
    client.post(address("add_question", event.pk), second)
    what = event.questions.get(kind="text")
    assert (what.shown_if, what.shown_value) == (food, "c2")
    client.post(address("move_question", event.pk, what.pk), {"way": "up"})
    assert [each.pk for each in event.questions.all()] == [what.pk, food.pk]
    assert client.post(address("drop_question", event.pk, food.pk)).status_code == 409
    renamed = first | {"choices": "Пісне | Lenten\nДитяче | For children"}
    assert client.post(address("change_question", event.pk, food.pk), renamed).status_code == 302
    food.refresh_from_db()
    assert [each["value"] for each in food.choices] == ["c2", "c3"]
    assert client.post(address("change_question", event.pk, food.pk), first | {"choices": "Одна"}).status_code == 409
    client.post(address("drop_question", event.pk, what.pk))
    client.post(address("drop_question", event.pk, food.pk))
    assert not event.questions.exists()
    assert "Що саме?" not in client.get(address("questions", event.pk)).content.decode()


def test_the_desk_shows_my_events(event, person):
    row = make_registration(event, 1, State.WAITING, person=person)
    Event.objects.filter(pk=event.pk).update(places=0)
    page = signed_in(person.user).get("/desk/").content.decode()
    assert address("own", row.token) in page
    assert "1-й номер у списку очікування" in page


def test_pages_speak_english(event, person):
    make_registration(event, 1, person=person)
    page = signed_in(person.user).get("/en" + address("own", "token1")).content.decode()
    assert "My registration" in page
    assert "Моя реєстрація" not in page
