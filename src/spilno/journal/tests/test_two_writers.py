"""Acts at once keep one chain: processes on a file of SQLite, threads on the server of PostgreSQL."""

import os
import subprocess
import sys
import threading

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection, connections, transaction

from spilno.journal.models import Entry
from spilno.journal.queries import check
from spilno.journal.services import record

WRITE = """
import django; django.setup()
from django.db import transaction
from django.contrib.auth import get_user_model
from spilno.journal.services import record
user = get_user_model().objects.get()
for _ in range(10):
    with transaction.atomic():
        record("a.b", user, by=None)
"""
PREPARE = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from django.contrib.auth import get_user_model
get_user_model().objects.create_user("a@example.org", "x")
"""
LOOK = """
import django; django.setup()
from spilno.journal.queries import check
verdict = check()
print(verdict.valid, verdict.checked)
"""


def test_processes_on_one_file_make_one_chain(tmp_path):
    environment = {
        **{key: value for key, value in os.environ.items() if not key.startswith("SPILNO_")},
        "SPILNO_DEBUG": "1",
        "SPILNO_DATA": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "spilno.config.settings",
        "PYTHONPATH": str(settings.PACKAGE.parent),
    }

    def start(code):
        return subprocess.Popen([sys.executable, "-c", code], env=environment, stdout=subprocess.PIPE, text=True)

    assert start(PREPARE).wait() == 0
    writers = [start(WRITE) for _ in range(3)]
    assert [writer.wait() for writer in writers] == [0, 0, 0]
    assert start(LOOK).communicate()[0].split() == ["True", "30"]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_threads_on_the_server_make_one_chain():
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL: set SPILNO_DATABASE_URL; on SQLite the processes above do the same")
    user = get_user_model().objects.create_user("a@example.org", "x")
    faults = []

    def write():
        try:
            for _ in range(10):
                with transaction.atomic():
                    record("a.b", user, by=None)
        except Exception as error:  # noqa: BLE001 - told by the assertion below
            faults.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert Entry.objects.count() == 40
    assert check().valid
