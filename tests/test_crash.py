"""The live process is killed while delegates press, the short way of `./spilno bench crash`: on the database of this run."""

import json
import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from django.db import connection
from psycopg import sql

ROOT = Path(__file__).parent.parent
BENCH = ROOT / "tests" / "load" / "bench.py"


@pytest.fixture
def empty_database():
    """Give the address of an empty database beside that of the tests; empty text for SQLite, which makes its own file."""
    if connection.vendor != "postgresql":
        yield ""
        return
    settings = connection.settings_dict
    server = {"host": settings["HOST"], "port": settings["PORT"], "user": settings["USER"]}
    name = f"spilno_crash_{os.getpid()}"
    with psycopg.connect(**server, password=settings["PASSWORD"], dbname="postgres", autocommit=True) as one:
        one.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield f"postgresql://{server['user']}:{settings['PASSWORD']}@{server['host']}:{server['port']}/{name}"
        finally:
            one.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def crash(empty_database, *more):
    environment = {name: value for name, value in os.environ.items() if not name.startswith("SPILNO_")}
    words = ["crash", "--voters", "120", "--json", *more]
    if empty_database:
        words += ["--database", empty_database]
    ran = subprocess.run(
        [sys.executable, str(BENCH), *words], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=240,
        check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr[-2000:]
    told = json.loads(ran.stdout[ran.stdout.index("{") :])
    return told, ran.stderr


def test_no_acknowledged_ballot_is_lost_when_the_process_is_killed(empty_database):
    told, _ = crash(empty_database, "--times", "3")
    assert told["presses_cut_off"] > 0, "nobody was in the middle of a press: nothing was tried"
    assert (told["unanswered"], told["lost"], told["double"], told["journal_valid"]) == (0, 0, 0, True)


def test_the_hall_goes_on_by_itself_when_the_process_that_records_is_killed(empty_database):
    told, said = crash(empty_database, "--times", "2", "--recorder")
    assert "they are recorded here" in said, "it was not killed, or nobody noticed"
    assert (told["presses_cut_off"], told["unanswered"]) == (0, 0)
    assert (told["lost"], told["double"], told["journal_valid"]) == (0, 0, True)
