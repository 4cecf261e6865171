"""The worker beside the pages: takes tasks, survives a locked database, stops cleanly; the page of health."""

import os
import subprocess
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import OperationalError, transaction
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from spilno.config import life, worker
from spilno.config.leftovers import drop_leftover_files
from spilno.journal.queries import WORKER, WORKER_LATE_AFTER, worker_seen
from spilno.notices.models import Delivery
from spilno.notices.services import Addressee, NoticeAttachment, post_notice
from spilno.notices.tasks import forget_old_tasks

DATABASE_TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@pytest.fixture
def tasks_in_database(settings):
    settings.TASKS = DATABASE_TASKS
    cache.clear()


def queued(number):
    return DBTaskResult.objects.create(
        args_kwargs={"args": [number], "kwargs": {}},
        task_path="spilno.notices.tasks.send_notice",
        queue_name="default",
        backend_name="default",
        run_after=get_date_max(),
    )


def until(found, seconds=15):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found():
            return True
        time.sleep(0.05)
    return False


@pytest.fixture
def loop(monkeypatch):
    """A worker in a thread, stopped and waited for at the end."""
    monkeypatch.setattr(worker, "PAUSE", 0.05)
    made = worker.Loop()
    thread = threading.Thread(target=made.run)
    yield made, thread
    made.stop()
    if thread.ident is not None:
        thread.join(10)
        assert not thread.is_alive()


@pytest.mark.django_db(transaction=True)
def test_a_letter_goes_by_the_worker_and_its_heart_beats(cast, tasks_in_database, loop):
    notice = post_notice(
        kind="other", subject="Тема", text="Текст", to=[Addressee("Рада", "a@example.org")], about=cast.lypova, by=None
    )
    assert DBTaskResult.objects.get().status == TaskResultStatus.READY
    loop[1].start()
    assert until(lambda: notice.deliveries.get().state == Delivery.State.SENT)
    assert until(lambda: not DBTaskResult.objects.exclude(status=TaskResultStatus.SUCCESSFUL).exists())
    assert worker_seen() < 5


@pytest.mark.django_db(transaction=True)
def test_a_locked_database_is_waited_for(tasks_in_database, loop, monkeypatch):
    calls = []

    def locked_twice():
        calls.append(1)
        if len(calls) < 3:
            message = "database is locked"
            raise OperationalError(message)
        return 0

    loop[0]._chores = [worker.Chore(0, locked_twice)]
    loop[1].start()
    assert until(lambda: len(calls) >= 3)


@pytest.mark.django_db(transaction=True)
def test_a_chore_that_fails_does_not_stop_the_worker(tasks_in_database, loop):
    calls = []

    def broken():
        calls.append(1)
        raise ValueError

    loop[0]._chores = [worker.Chore(0, broken)]
    loop[1].start()
    assert until(lambda: len(calls) >= 2)


SHOW_LIFE = """
import sys, time
from django.conf import settings
settings.configure(DATA=sys.argv[1])
from spilno.config.life import SignOfLife
sign = SignOfLife()
sign.show()
print(sign.name, flush=True)
time.sleep(60)
"""


@pytest.fixture
def other_process(settings):
    """A worker in a process of its own, with its name."""
    command = [sys.executable, "-c", SHOW_LIFE, str(settings.DATA)]
    home = Path(worker.__file__).parents[2]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=home) as process:
        yield process, process.stdout.readline().strip()
        process.kill()


def test_what_a_killed_process_had_begun_is_taken_up_at_once_and_nothing_of_a_living_one(db, other_process):
    process, name = other_process
    task = queued(1)
    task.claim(name)
    DBTaskResult.objects.update(started_at=timezone.now() - 2 * worker.LOST_AFTER)  # long work is not lost work
    assert worker.take_up_lost_tasks() == 0
    process.kill()
    process.wait()
    assert worker.take_up_lost_tasks() == 1
    assert worker.take_up_lost_tasks() == 0
    task.refresh_from_db()
    assert (task.status, task.worker_ids) == (TaskResultStatus.READY, [name])
    assert life.lives(name) is None  # its file is gone too


def test_a_worker_takes_up_its_own_task_that_it_could_not_end(db):
    mine = queued(1)
    mine.claim("mine")
    assert worker.take_up_lost_tasks("mine") == 1


def test_of_a_worker_on_another_machine_an_hour_is_waited(db):
    lost, fresh = queued(1), queued(2)
    lost.claim("dead")
    fresh.claim("alive")
    DBTaskResult.objects.filter(pk=lost.pk).update(started_at=timezone.now() - 2 * worker.LOST_AFTER)
    assert worker.take_up_lost_tasks() == 1
    assert DBTaskResult.objects.get(status=TaskResultStatus.READY).pk == lost.pk


def test_a_task_that_ends_every_process_is_given_up(db):
    deadly = queued(1)
    for _ in range(worker.MOST_STARTS):
        assert deadly.status != TaskResultStatus.FAILED
        deadly.claim("mine")
        worker.take_up_lost_tasks("mine")
        deadly.refresh_from_db()
    assert deadly.status == TaskResultStatus.FAILED


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_ended_by_itself_leaves_no_sign(tasks_in_database, loop):
    name = loop[0]._sign.name
    loop[1].start()
    assert until(lambda: life.lives(name))
    loop[0].stop()
    assert until(lambda: life.lives(name) is None)


def test_where_no_sign_can_be_written_the_worker_works_without(settings, tmp_path):
    settings.DATA = tmp_path / "file"
    settings.DATA.write_text("")
    sign = life.SignOfLife()
    sign.show()
    assert life.lives(sign.name) is None
    sign.end()


def test_only_old_results_are_forgotten(db):
    old, new, waiting = queued(1), queued(2), queued(3)
    for each in (old, new):
        each.set_successful(None)
    DBTaskResult.objects.filter(pk=old.pk).update(finished_at=timezone.now() - timedelta(days=31))
    forget_old_tasks()
    assert set(DBTaskResult.objects.values_list("pk", flat=True)) == {new.pk, waiting.pk}


def test_the_thread_is_started_once(monkeypatch):
    begun = []

    def run(self):
        begun.append(self)

    monkeypatch.setattr(worker.Loop, "run", run)
    assert worker.start_in_thread() is worker.start_in_thread()
    worker.stop()
    assert len(begun) == 1


def test_health_tells_the_database_and_the_worker(client, db, tasks_in_database):
    late = client.get("/health/")
    assert late.status_code == 503
    assert late.json()["worker"] == "late"
    worker.beat()
    well = client.get("/health/")
    assert well.status_code == 200
    assert well.json() == {"database": "ok", "worker": "ok", "heartbeat_seconds": 0}
    cache.set(WORKER, time.time() - WORKER_LATE_AFTER - 1, timeout=None)
    assert client.get("/health/").status_code == 503
    assert client.post("/health/").status_code == 405


def test_health_says_that_the_database_is_away(client, db, monkeypatch):
    def away():
        message = "gone"
        raise OperationalError(message)

    with monkeypatch.context() as broken:
        broken.setattr("spilno.config.health.connection.cursor", away)
        answer = client.get("/health/")
    assert answer.status_code == 503
    assert answer.json()["database"] == "away"


def test_a_file_of_an_act_that_was_undone_is_deleted_after_a_day_and_no_other(cast, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    letter = NoticeAttachment("лист.txt", "text/plain", b"text")
    addressee = Addressee("Рада", "rada@example.org")

    def post():
        return post_notice(
            kind="dues", subject="С", text="Т", to=[addressee], files=[letter], about=cast.lypova, by=None
        )

    kept = Path(post().files.get().file.path)
    with transaction.atomic():
        left = Path(post().files.get().file.path)
        transaction.set_rollback(True)
    assert left.exists()
    assert drop_leftover_files() == 0  # too young: its act may still be going on
    for path in (kept, left):
        os.utime(path, (0, 0))
    assert drop_leftover_files() == 1
    assert kept.exists()
    assert not left.exists()
