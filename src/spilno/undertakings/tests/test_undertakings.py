"""Undertakings: opened, reported, answered, extended, taken off control; overdue is reckoned."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests.cast import make_council, make_mandate, make_person, make_user

from spilno.journal.models import Entry
from spilno.journal.queries import entries_of
from spilno.notices.models import Notice
from spilno.statute.rules.refusal import RuleBroken
from spilno.undertakings import queries, services
from spilno.undertakings.models import Undertaking
from spilno.undertakings.queries import found, of_organisation, of_source, overdue_on, undertakings
from spilno.undertakings.rules.control import days_left, is_overdue, remind_on

DAY = date(2026, 11, 27)


@pytest.fixture
def duty(cast):
    return services.undertake(
        what="Провести методичний день",
        ground="рішення № 213",
        source=cast.general_meeting,
        organisation=cast.lypova.organisation,
        due_on=timezone.localdate() + timedelta(days=14),
        opened_on=timezone.localdate(),
        by=cast.secretary,
    )


def code(call, *args, **kwargs):
    with pytest.raises(RuleBroken) as broken:
        call(*args, **kwargs)
    return broken.value.refusal.code


# Rules


def test_on_its_last_day_it_is_not_overdue():
    assert not is_overdue(state="open", due_on=DAY, day=DAY)
    assert is_overdue(state="open", due_on=DAY, day=DAY + timedelta(days=1))


@given(st.sampled_from(["open", "reported", "accepted", "dropped"]), st.none() | st.dates(), st.dates())
def test_overdue_means_open_with_no_day_left(state, due_on, day):
    left = days_left(due_on, day)
    assert is_overdue(state=state, due_on=due_on, day=day) == (state == "open" and left is not None and left < 0)


@given(st.dates(), st.dates())
def test_what_is_overdue_stays_overdue_until_something_is_done(due_on, day):
    if is_overdue(state="open", due_on=due_on, day=day) and day < date.max:
        assert is_overdue(state="open", due_on=due_on, day=day + timedelta(days=1))


def test_reminders_go_two_weeks_and_three_days_before():
    assert [left for left in range(20) if remind_on(DAY, DAY - timedelta(days=left))] == [3, 14]


# Acts


def test_numbers_run_by_one(cast, duty):
    other = services.undertake(
        what="Інше",
        ground="рішення № 214",
        source=cast.general_meeting,
        body=cast.board,
        due_on=None,
        opened_on=DAY,
        by=cast.secretary,
    )
    assert (duty.number, other.number) == (1, 2)
    assert list(of_source(cast.general_meeting)) == [duty, other] or set(of_source(cast.general_meeting)) == {
        duty,
        other,
    }
    assert list(of_organisation(cast.lypova.organisation)) == [duty]


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"what": " "}, "nothing_to_do"),
        ({"organisation": None}, "nobody_bound"),
        ({"ground": ""}, "no_ground"),
        ({"due_on": DAY - timedelta(days=1)}, "due_before_opened"),
    ],
)
def test_an_undertaking_says_who_what_when_and_why(cast, changed, refusal):
    given_ = {
        "what": "Щось",
        "ground": "рішення № 1",
        "source": cast.general_meeting,
        "organisation": cast.lypova.organisation,
        "due_on": DAY,
        "opened_on": DAY,
        "by": cast.secretary,
        **changed,
    }
    assert code(services.undertake, **given_) == refusal
    assert not Undertaking.objects.exists()
    assert not Entry.objects.filter(act="undertaking.opened").exists()


def test_who_is_bound_reports_and_the_secretariat_accepts(cast, duty):
    services.report(duty, text="Проведено.", by=cast.delegate)
    assert code(services.report, duty, text="Ще раз.", by=cast.delegate) == "already_reported"
    services.accept(duty, by=cast.secretary)
    duty.refresh_from_db()
    assert (duty.state, duty.ended_on) == ("accepted", timezone.localdate())
    assert [entry.act for entry in entries_of(duty)] == [
        "undertaking.opened",
        "undertaking.reported",
        "undertaking.accepted",
    ]
    assert code(services.accept, duty, by=cast.secretary) == "undertaking_ended"


def test_another_council_does_not_report(cast, duty):
    assert code(services.report, duty, text="Зроблено.", by=cast.verbova_delegate) == "not_bound"


def test_a_substitute_reports_too_and_one_whose_mandate_ended_does_not(cast, duty):
    substitute, former = make_user("s@example.org"), make_user("f@example.org")
    make_mandate(cast.lypova, make_person("Заступна", user=substitute), kind="substitute")
    make_mandate(cast.lypova, make_person("Колишня", user=former), ends=date(2025, 1, 1))
    assert code(services.report, duty, text="Зроблено.", by=former) == "not_bound"
    services.report(duty, text="Зроблено.", by=substitute)


def test_a_report_is_returned_with_a_reason_and_the_duty_goes_on(cast, duty):
    services.report(duty, text="Проведено.", by=cast.delegate)
    assert code(services.return_report, duty, reason=" ", by=cast.secretary) == "no_reason"
    services.return_report(duty, reason="Немає списку учасників.", by=cast.secretary)
    duty.refresh_from_db()
    assert duty.state == "open"
    assert duty.reports.get().answer == "Немає списку учасників."
    assert code(services.accept, duty, by=cast.secretary) == "no_report"


def test_a_term_is_extended_by_an_act_to_a_later_day(cast, duty):
    later = duty.due_on + timedelta(days=10)
    assert code(services.extend, duty, until=later, ground="", by=cast.secretary) == "no_act"
    assert code(services.extend, duty, until=duty.due_on, ground="рішення № 215", by=cast.secretary) == "not_later"
    was = duty.due_on
    services.extend(duty, until=later, ground="рішення № 215", by=cast.secretary)
    duty.refresh_from_db()
    assert duty.due_on == later
    assert duty.extensions.get().was_due == was


def test_it_is_taken_off_control_on_a_day_that_was(cast, duty):
    for on, why in (
        (duty.opened_on - timedelta(days=1), "off_before_opened"),
        (DAY + timedelta(days=9999), "off_later"),
    ):
        assert code(services.take_off_control, duty, on=on, ground="рішення № 216", by=cast.secretary) == why
    duty.refresh_from_db()
    assert (duty.state, duty.ended_on) == ("open", None)


def test_it_is_taken_off_control_by_a_decision_once(cast, duty):
    services.take_off_control(duty, on=duty.opened_on, ground="рішення № 216", by=cast.secretary)
    duty.refresh_from_db()
    assert (duty.state, duty.ended_by) == ("dropped", "рішення № 216")
    assert (
        code(services.take_off_control, duty, on=duty.opened_on, ground="рішення № 217", by=cast.secretary)
        == "undertaking_ended"
    )


def test_overdue_are_those_open_after_their_day(cast, duty):
    after = duty.due_on + timedelta(days=1)
    assert list(overdue_on(duty.due_on)) == []
    assert list(overdue_on(after)) == [duty]
    services.report(duty, text="Зроблено.", by=cast.delegate)
    assert list(overdue_on(after)) == []


def test_search_knows_ukrainian_capitals_and_numbers(cast, duty):
    rows = undertakings(DAY)
    assert list(found("МЕТОДИЧНИЙ", rows)) == [duty]
    assert list(found("1", rows)) == [duty]
    assert list(found("водогін (", rows)) == []


def test_who_is_bound_is_reminded_once_a_day(cast, duty, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        services.remind(timezone.localdate(), timezone.localdate())
        services.remind(timezone.localdate(), timezone.localdate())
    assert Notice.objects.filter(kind="duty").count() == 1
    assert [letter.to for letter in mail.outbox] == [[cast.delegate.email]]
    assert "методичний" in mail.outbox[0].body


# Pages


def test_the_register_and_the_page_are_public(client, cast, duty):
    assert "Провести методичний день" in client.get("/undertakings/").content.decode()
    assert client.get(f"/undertakings/{duty.number}/").status_code == 200
    assert client.get("/undertakings/99/").status_code == 404
    for query in ("?state=overdue", "?state=open", f"?organisation={cast.lypova.organisation.pk}", "?q=день&page=5"):
        assert client.get(f"/undertakings/{query}").status_code == 200
    rows = client.get("/undertakings/undertakings.csv").content.decode().splitlines()
    assert len(rows) == 2


def test_report_answer_and_term_through_pages(client, cast, duty):
    client.force_login(cast.stranger)
    assert client.post(f"/undertakings/{duty.number}/report/", {"text": "x"}).status_code == 404
    client.force_login(cast.delegate)
    assert client.post(f"/undertakings/{duty.number}/answer/", {"act": "accept"}).status_code == 404
    assert client.post(f"/undertakings/{duty.number}/extend/", {}).status_code == 404
    assert client.post(f"/undertakings/{duty.number}/report/", {"text": ""}).status_code == 400
    assert client.post(f"/undertakings/{duty.number}/report/", {"text": "Проведено."}).status_code == 302
    client.force_login(cast.secretary)
    assert client.get(f"/undertakings/{duty.number}/").status_code == 200
    assert client.post(f"/undertakings/{duty.number}/answer/", {"act": "return", "answer": "Мало."}).status_code == 302
    assert client.post(f"/undertakings/{duty.number}/extend/", {"until": "ніколи"}).status_code == 400
    given_ = {"until": (duty.due_on + timedelta(days=5)).isoformat(), "ground": "рішення № 9"}
    assert client.post(f"/undertakings/{duty.number}/extend/", given_).status_code == 302
    client.force_login(cast.delegate)
    client.post(f"/undertakings/{duty.number}/report/", {"text": "Проведено зі списком."})
    client.force_login(cast.secretary)
    assert client.post(f"/undertakings/{duty.number}/answer/", {"act": "accept"}).status_code == 302
    duty.refresh_from_db()
    assert duty.state == "accepted"


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_number_of_queries(client, cast, django_assert_max_num_queries, count):
    for number in range(count):
        services.undertake(
            what=f"Справа {number}",
            ground="рішення № 1",
            source=cast.general_meeting,
            organisation=cast.lypova.organisation,
            due_on=DAY,
            opened_on=DAY,
            by=None,
        )
    with django_assert_max_num_queries(7):
        client.get("/undertakings/")


# The register of a large association


def duties(cast, count, start=1):
    for number in range(start, start + count):
        Undertaking.objects.create(
            number=number, what=f"Справа {number}", organisation=make_council(f"Рада {number}"), due_on=DAY,
            ground="рішення", source_type="x.y", source_id="1", opened_on=DAY,
        )  # fmt: skip


def test_the_register_asks_the_same_number_of_queries(client, cast):
    counted = []
    for more, start in ((1, 1), (2, 2)):
        duties(cast, more, start)
        client.get("/undertakings/")
        with CaptureQueriesContext(connection) as asked:
            client.get("/undertakings/")
        counted.append(len(asked))
    assert counted[0] == counted[1]


def test_few_councils_are_chosen_many_are_typed(client, cast, monkeypatch):
    duties(cast, 3)
    second = Undertaking.objects.get(number=2).organisation_id
    option = f'<option value="{second}"'
    assert option in client.get("/undertakings/").content.decode()
    monkeypatch.setattr(queries, "MOST_OFFERED", 2)
    assert option not in client.get("/undertakings/").content.decode()
    for asked in ("рада 2", str(second)):
        page = client.get("/undertakings/", {"organisation": asked}).content.decode()
        assert "Справа 2" in page
        assert "Справа 3" not in page


def test_what_has_no_term_stands_last(cast):
    duties(cast, 2)
    Undertaking.objects.filter(number=1).update(due_on=None)
    assert list(undertakings(DAY).values_list("number", flat=True)) == [2, 1]
