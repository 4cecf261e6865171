"""The verbs of `./spilno`: each says in one line what it did."""

import argparse
import os
import resource
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from spilno.cli.backups import backup, restore
from spilno.cli.translations import compile_words, words
from spilno.cli.tree import PACKAGE, ROOT

CHROMIUM = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")


def _settings() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "spilno.config.settings")


def _django(*words: str) -> None:
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - settings are read only when needed

    _settings()
    execute_from_command_line(["spilno", *words])


def _is_taken(host: str, port: int) -> bool:
    """Tell whether somebody serves the port already, and say what to do: two servers on one port would share the pages out."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as asking:
        asking.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a port that was left a moment ago is free
        try:
            asking.bind((host, port))
        except OSError as error:
            print(
                f"spilno: port {port} cannot be used ({error.strerror}). Another Spilno? Stop it, or choose --port {port + 1}."
            )
            return True
    return False


def _serve(port: int, *, host: str = "127.0.0.1", workers: int = 1) -> int:
    """Run the web server in the foreground until it is stopped: pages and the live hall on one port."""
    os.environ.setdefault("SPILNO_WORKER", "thread")
    os.environ.setdefault("SPILNO_LIVE_HALL", "1")
    return _granian(port, host=host, workers=workers)


def _granian(port: int, *, host: str, workers: int) -> int:
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))  # each phone and each screen holds one
    command = [
        sys.executable, "-m", "granian", "--interface", "asgi", "--host", host, "--port", str(port),
        "--workers", str(workers), "--backpressure", "16384", "--backlog", "4096", "--no-ws", "--log-level", "warning",
        "spilno.config.asgi:application",
    ]  # fmt: skip
    os.execv(command[0], command)
    return 0


def demo(arguments: list[str]) -> int:
    """Demo [--port N] [--data DIR] [--fresh]: the real association with fictional persons, ready sign-ins, on SQLite."""
    parser = argparse.ArgumentParser(prog="./spilno demo")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--data", type=Path, default=ROOT / "var" / "demo")
    parser.add_argument("--fresh", action="store_true", help="throw the demo's data away and load them anew")
    parser.add_argument("--prepare", action="store_true", help="load the data and stop")
    chosen = parser.parse_args(arguments)
    began = time.monotonic()
    if not chosen.prepare and _is_taken("127.0.0.1", chosen.port):
        return 1
    data = chosen.data.resolve()
    if chosen.fresh and data.exists():
        shutil.rmtree(data)
    data.mkdir(parents=True, exist_ok=True)
    os.environ.update(SPILNO_DEMO="1", SPILNO_DATA=str(data), SPILNO_SITE_URL=f"http://localhost:{chosen.port}")
    os.environ.pop("SPILNO_DATABASE_URL", None)
    compile_words()
    loaded = data / "loaded"
    if not loaded.exists():
        print("spilno demo: loading the association (once, under a minute)", flush=True)
        for left in data.glob("spilno.sqlite3*"):
            left.unlink()
    _django("migrate", "--verbosity", "0")  # data that an earlier version loaded get the tables of this one
    if not loaded.exists():
        _django("load_demo")
        loaded.write_text("yes")
    _collect_static(data)
    print(
        f"spilno demo: ready in {time.monotonic() - began:.0f} s. Open http://localhost:{chosen.port}/ and choose «Увійти»: ready sign-ins are listed there.",
        flush=True,
    )
    if chosen.prepare:
        return 0
    return _serve(chosen.port)


def _collect_static(data: Path) -> None:
    newest = max(path.stat().st_mtime for path in PACKAGE.glob("*/static/**/*") if path.is_file())
    mark = data / "static" / ".collected"
    if not mark.exists() or mark.stat().st_mtime < newest:
        _django("collectstatic", "--noinput", "--verbosity", "0")
        mark.touch()


def serve(arguments: list[str]) -> int:
    """Serve [--host H] [--port N] [--workers N]: the web server of an installation, the worker inside unless SPILNO_WORKER=apart."""
    parser = argparse.ArgumentParser(prog="./spilno serve")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=1)
    chosen = parser.parse_args(arguments)
    compile_words()
    _django("migrate", "--verbosity", "0")
    _django("check", "--deploy", "--fail-level", "ERROR")
    _django("collectstatic", "--noinput", "--verbosity", "0")
    if _is_taken(chosen.host, chosen.port):
        return 1
    print(f"spilno serve: http://{chosen.host}:{chosen.port}/", flush=True)
    return _serve(chosen.port, host=chosen.host, workers=chosen.workers)


def begin(arguments: list[str]) -> int:
    """Begin EMAIL: what every installation begins with: tables, the codifier, the association, its first administrator."""
    parser = argparse.ArgumentParser(prog="./spilno begin")
    parser.add_argument("email", help="who will give rights and keep the registers")
    chosen = parser.parse_args(arguments)
    compile_words()
    _django("migrate", "--verbosity", "0")
    _django("begin", chosen.email)
    return 0


def live(arguments: list[str]) -> int:
    """Live [--host H] [--port N] [--workers N]: the live hall alone, where pages are served by processes of their own."""
    parser = argparse.ArgumentParser(prog="./spilno live")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8001)
    parser.add_argument("--workers", type=int, default=1)
    chosen = parser.parse_args(arguments)
    _settings()
    os.environ.update(SPILNO_LIVE_ONLY="1", SPILNO_WORKER="apart")
    print(f"spilno live: http://{chosen.host}:{chosen.port}/live/", flush=True)
    return _granian(chosen.port, host=chosen.host, workers=chosen.workers)


def worker(_: list[str]) -> int:
    """worker: long work in a process of its own (mail, documents); the server then runs with SPILNO_WORKER=apart."""
    _settings()
    import django  # noqa: PLC0415 - settings are read only when needed

    django.setup()
    from spilno.config import worker as long_work  # noqa: PLC0415 - models are there only now

    print("spilno worker: waiting for work", flush=True)
    long_work.run()
    return 0


def daily(_: list[str]) -> int:
    """daily: what the worker does by itself each day: does what is due now, then tells what was done last and when."""
    _settings()
    import django  # noqa: PLC0415 - settings are read only when needed

    django.setup()
    from django.db import OperationalError, connection  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    try:
        empty = "journal_dailyduty" not in connection.introspection.table_names()
    except OperationalError as failure:
        print(
            f"spilno daily: nothing was done, the database does not answer ({type(failure).__name__}). Check SPILNO_DATABASE_URL."
        )
        return 1
    if empty:
        print(
            "spilno daily: nothing was done, the database has no tables yet. Run ./spilno serve, or ./spilno manage migrate, first."
        )
        return 1
    from spilno.config.daily import DUTIES, do_duties  # noqa: PLC0415 - models are there only now
    from spilno.journal.queries import last_duties  # noqa: PLC0415

    did = do_duties()
    last = last_duties()
    for duty in DUTIES:
        row = last.get(duty.name)
        if row is None:
            said = "not yet"
        elif row.done_at is None:
            said = f"failed on {row.day}: {row.said or 'not ended'}; it is tried again"
        else:
            said = f"done {timezone.localtime(row.done_at):%Y-%m-%d %H:%M}: {row.said}"
        mark = "now" if duty.name in did else ""
        print(f"  {duty.hour:02d}:00  {duty.name:<20} {said:<44} {mark:<4} {duty.what}")
    return 0


def test(arguments: list[str]) -> int:
    """Test [pytest's own words]: every test that can run here; says in one line each what was skipped and how to get it."""
    compile_words()
    _settings()
    skipped = []
    if not any(Path(path).exists() for path in CHROMIUM):
        skipped.append("spilno test: no Chromium here, browser tests are skipped. On Debian: apt-get install chromium")
    if not os.environ.get("SPILNO_TEST_POSTGRES_URL"):
        skipped.append(
            "spilno test: SPILNO_TEST_POSTGRES_URL is not set, PostgreSQL is skipped. "
            "Set it to postgresql://user:password@host/postgres, or run .ci/run, which installs and starts one."
        )
    began = time.monotonic()
    # files go out in the order of conftest.py, the longest first: with xdist's own order (many tests first) a file of one
    # long test comes last and one worker waits for the other
    workers = ["-n", str(max(2, os.cpu_count() or 2)), "--dist", "loadfile", "--no-loadscope-reorder"]
    chosen = arguments or workers
    for line in skipped:
        print(line, flush=True)
    returned = 0
    postgres = os.environ.get("SPILNO_TEST_POSTGRES_URL")
    if postgres and not arguments:
        print("spilno test: on PostgreSQL", flush=True)
        environment = {
            **os.environ,
            "SPILNO_DATABASE_URL": postgres,
            "SPILNO_TEST_MIGRATIONS": "1",
            "SPILNO_TEST_ASKING": "database",  # what asks none answers the same again below
        }
        returned = subprocess.run(
            [sys.executable, "-m", "pytest", *chosen, "-m", "not browser"], cwd=ROOT, check=False, env=environment
        ).returncode
        print(f"spilno test: on SQLite, and the browser ({time.monotonic() - began:.0f} s so far)", flush=True)
        chosen = [*chosen, "-m", "not postgres"]  # those ran above
    last = subprocess.run([sys.executable, "-m", "pytest", *chosen], cwd=ROOT, check=False).returncode
    return last or returned


def _typed() -> list[str]:
    """Name what promises types: the statute, rules and services."""
    folders = [path for path in PACKAGE.glob("*/rules") if path.is_dir()]
    services = [*PACKAGE.glob("*/services.py"), *(path for path in PACKAGE.glob("*/services") if path.is_dir())]
    return [str(path) for path in sorted({*folders, *services, *PACKAGE.glob("statute/*.py")})]


def lint(_: list[str]) -> int:
    """lint: ruff, types and import contracts."""
    _settings()
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}", "SPILNO_LOCAL": "1"}
    steps = [["ruff", "check", "."], ["ruff", "format", "--check", "."], ["lint-imports"], ["mypy", *_typed()]]
    bad = [
        step[0]
        for step in steps
        if subprocess.run(
            [str(Path(sys.executable).parent / step[0]), *step[1:]], cwd=ROOT, check=False, env=environment
        ).returncode
    ]
    print("spilno lint: " + ("clean" if not bad else "look at " + ", ".join(bad)))
    return 1 if bad else 0


def rules(arguments: list[str]) -> int:
    """Rules WORD | --write: find a rule by a word: sentence, source, file and line; or write docs/rules.md."""
    return subprocess.run([sys.executable, str(ROOT / "tools" / "rules_index.py"), *arguments], check=False).returncode


def bench(arguments: list[str]) -> int:
    """Bench pages|registration|search|credentials|learning|start [--json]: measure; medians, on this machine, now."""
    return subprocess.run(
        [sys.executable, str(ROOT / "tests" / "load" / "bench.py"), *arguments], cwd=ROOT, check=False
    ).returncode


def new_activity(arguments: list[str]) -> int:
    """new-activity NAME: a folder for a new activity, and the three lines to add."""
    if len(arguments) != 1 or not arguments[0].isidentifier():
        print("spilno new-activity: give one word in Latin small letters, for example chess")
        return 2
    name = arguments[0].lower()
    target = PACKAGE / name
    if target.exists():
        print(f"spilno new-activity: nothing was done: {target.relative_to(ROOT)} is there already")
        return 1
    for source in sorted((ROOT / "tools" / "new_activity").rglob("*")):
        if source.is_file():
            place = target / str(source.relative_to(ROOT / "tools" / "new_activity")).replace(
                "activity_name", name
            ).removesuffix(".txt")
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(
                source.read_text().replace("activity_name", name).replace("ActivityName", name.capitalize())
            )
    print(
        f"spilno new-activity: src/spilno/{name}. Now add it to INSTALLED_APPS, config/urls.py and a rung in pyproject.toml."
    )
    return 0


def manage(arguments: list[str]) -> int:
    """Manage …: a command of Django."""
    compile_words()
    _django(*arguments)
    return 0


VERBS: dict[str, Callable[[list[str]], int]] = {
    "demo": demo,
    "begin": begin,
    "serve": serve,
    "worker": worker,
    "daily": daily,
    "test": test,
    "lint": lint,
    "live": live,
    "bench": bench,
    "rules": rules,
    "words": words,
    "backup": backup,
    "restore": restore,
    "new-activity": new_activity,
    "manage": manage,
}


def usage(_: list[str]) -> int:
    """help: this list."""
    for verb in [*VERBS.values(), usage]:
        said = (verb.__doc__ or "").strip()
        print("  ./spilno", said[:1].lower() + said[1:])
    return 0


def main() -> int:
    """Run the verb that was named."""
    verb = sys.argv[1] if len(sys.argv) > 1 else "help"
    act = VERBS.get(verb, usage if verb in {"help", "-h", "--help"} else None)
    if act is None:
        print(f"spilno: there is no verb «{verb}». ./spilno help lists them.")
        return 2
    return act(sys.argv[2:])
