"""What is done by itself once a day: each duty once, by one worker, again when it failed."""

import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from spilno import cli
from spilno.config import daily, worker
from spilno.config.daily import DUTIES, Duty, do_duties
from spilno.journal.models import DailyDuty, DailyHead
from spilno.journal.services import DUTY_LEASE

MORNING = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)  # 9:30 in Kyiv


@pytest.fixture
def now(monkeypatch):
    """A clock that tests move: `now[0]`."""
    moment = [MORNING]
    monkeypatch.setattr(timezone, "now", lambda: moment[0])
    return moment


def counted(name="count", hour=8):
    days = []

    def act(_since, day):
        days.append(day)
        return len(days)

    return Duty(name, hour, act, "count"), days


def test_a_duty_is_done_once_a_day_however_often_the_worker_asks_or_starts(db, now):
    duty, days = counted()
    assert do_duties((duty,)) == ["count"]
    assert do_duties((duty,)) == []
    now[0] = MORNING + timedelta(days=1)
    assert do_duties((duty,)) == ["count"]
    assert days == [date(2026, 11, 23), date(2026, 11, 24)]
    assert [row.said for row in DailyDuty.objects.order_by("day")] == ["1", "2"]


def test_days_on_which_no_worker_ran_are_told_to_the_next_day_and_not_for_ever(db, now):
    spans = []
    duty = Duty("letters", 8, lambda since, day: spans.append((since.day, day.day)), "write")
    for days in (0, 1, 5, 6, 36):
        now[0] = MORNING + timedelta(days=days)  # 23, 24, 28, 29 November, 29 December
        do_duties((duty,))
    assert spans == [(23, 23), (24, 24), (25, 28), (29, 29), (15, 29)]


def test_a_day_that_failed_is_made_up_for_too(db, now):
    spans = []

    def broken_once(since, day):
        spans.append((since.day, day.day))
        if len(spans) == 2:
            raise ValueError

    duty = Duty("letters", 8, broken_once, "write")
    for days in range(3):
        now[0] = MORNING + timedelta(days=days)
        do_duties((duty,))
    assert spans == [(23, 23), (24, 24), (24, 25)]


def test_a_duty_waits_for_its_hour_in_kyiv_and_is_done_late_rather_than_never(db, now):
    duty, days = counted(hour=10)
    assert do_duties((duty,)) == []
    now[0] = MORNING + timedelta(hours=13)
    assert do_duties((duty,)) == ["count"]
    assert days == [date(2026, 11, 23)]


def test_what_failed_stops_no_other_and_is_tried_again_after_a_while(db, now):
    tries = []

    def broken(_since, day):
        tries.append(day)
        if len(tries) == 1:
            raise ValueError
        return "well"

    duty, _ = counted()
    both = (Duty("broken", 8, broken, "fail once"), duty)
    assert do_duties(both) == ["count"]
    assert DailyDuty.objects.get(name="broken").said == "ValueError"
    assert do_duties(both) == []
    now[0] += DUTY_LEASE
    assert do_duties(both) == ["broken"]
    assert do_duties(both) == []


def test_what_a_dead_worker_had_taken_is_taken_by_another(db, now):
    DailyDuty.objects.create(name="count", day=MORNING.date(), taken_at=MORNING)
    duty, _ = counted()
    assert do_duties((duty,)) == []
    now[0] += DUTY_LEASE
    assert do_duties((duty,)) == ["count"]


@pytest.mark.django_db(transaction=True)
def test_two_workers_do_not_double_a_duty():
    duty, days = counted(hour=0)
    start = threading.Barrier(4)

    def work():
        try:
            start.wait()
            for _ in range(3):
                do_duties((duty,))
        except OperationalError:  # SQLite was locked: the worker asks again later
            pass
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(days) == 1


def test_when_the_database_is_away_the_worker_waits_for_it(db, now):
    def away(_since, _day):
        message = "gone"
        raise OperationalError(message)

    with pytest.raises(OperationalError):
        do_duties((Duty("away", 8, away, "go away"),))


def test_all_duties_of_the_house_are_done_on_the_real_data(cast, now):
    assert set(do_duties()) == {duty.name for duty in DUTIES}
    assert do_duties() == []


def test_yesterday_is_sealed_by_itself(cast, now):
    from spilno.members.services import suspend

    suspend(cast.lypova, on=MORNING.date(), ground="рішення № 1", by=None)
    now[0] += timedelta(days=1)
    do_duties()
    assert DailyHead.objects.get().day == MORNING.date()


def test_the_worker_has_the_duties_among_its_chores():
    assert daily.do_duties in [chore.act for chore in worker.Loop()._chores]


def test_the_verb_tells_what_was_done(cast, now, capsys, monkeypatch):
    monkeypatch.setattr(cli, "_settings", lambda: None)
    assert cli.daily([]) == 0
    said = capsys.readouterr().out
    assert all(duty.name in said for duty in DUTIES)
    assert "done 2026-11-23 09:30" in said


@pytest.mark.django_db(transaction=True)
def test_the_verb_says_that_a_database_is_empty(capsys, monkeypatch):
    monkeypatch.setattr(cli, "_settings", lambda: None)
    monkeypatch.setattr(connection.introspection, "table_names", list)
    assert cli.daily([]) == 1
    assert "has no tables yet" in capsys.readouterr().out


def test_the_verb_says_that_a_database_does_not_answer(capsys, monkeypatch):
    def away():
        raise OperationalError

    monkeypatch.setattr(cli, "_settings", lambda: None)
    monkeypatch.setattr(connection.introspection, "table_names", away)
    assert cli.daily([]) == 1
    assert "does not answer" in capsys.readouterr().out
