"""Measure: `./spilno bench pages`, `registration`, `search`, `credentials`, `learning`, `secret`, `hall`, `crash` and `start`. Medians of this machine, now; compare only within one run."""

import argparse
import importlib
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent


def free_port() -> int:
    """Return a port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(address: str, *, seconds: float) -> float:
    """Return the seconds until the address answers 200; raises TimeoutError when it does not in time."""
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                if answer.status == 200:
                    return time.monotonic() - began
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.05)
    message = f"{address} did not answer in {seconds} s"
    raise TimeoutError(message)


def memory_mb(pid: int) -> float:
    """Return the resident memory of a process and its children, without pages that they share, in MB."""
    total = 0
    waiting = [pid]
    while waiting:
        here = waiting.pop()
        try:
            for line in Path(f"/proc/{here}/smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    total += int(line.split()[1])
            for task in Path(f"/proc/{here}/task").iterdir():
                waiting += [int(child) for child in (task / "children").read_text().split()]
        except (FileNotFoundError, ProcessLookupError):
            continue
    return round(total / 1024, 1)


def disk_mb(folder: Path) -> float:
    """Return what the files of a folder take on the disk, in MB."""
    blocks = sum(path.lstat().st_blocks for path in folder.rglob("*"))
    return round(blocks * 512 / 1024 / 1024, 1)


def start(_: argparse.Namespace) -> dict[str, float]:
    """From a fresh clone to the first page: seconds, disk and memory after ten pages."""
    place = Path(tempfile.mkdtemp(prefix="spilno-bench-"))
    port = free_port()
    environment = {
        key: value for key, value in os.environ.items() if not key.startswith(("SPILNO_", "DJANGO_", "PYTHONPATH"))
    }
    server = None
    began = time.monotonic()
    try:
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(place / "spilno")], check=True)
        server = subprocess.Popen(
            ["./spilno", "demo", "--port", str(port)], cwd=place / "spilno", env=environment, stdout=subprocess.DEVNULL
        )
        wait_for(f"http://127.0.0.1:{port}/", seconds=600)
        first = time.monotonic() - began
        for path in ("/", "/members/", "/meetings/", "/decisions/", "/statute/", "/search/?q=вода"):
            try:
                urllib.request.urlopen(
                    f"http://127.0.0.1:{port}{urllib.request.quote(path, safe='/?=&')}", timeout=30
                ).read()
            except urllib.error.HTTPError as error:
                print(f"bench start: {path} answered {error.code}", file=sys.stderr)
        time.sleep(3)
        return {
            "first_page_s": round(first, 1),
            "disk_mb": disk_mb(place / "spilno"),
            "memory_mb": memory_mb(server.pid),
        }
    finally:
        if server is not None:
            server.terminate()
            server.wait(timeout=20)
        shutil.rmtree(place, ignore_errors=True)


def pages(chosen: argparse.Namespace) -> dict[str, object]:
    """Public pages with 1,500 councils and 50 meetings: one worker, uncached."""
    with installation(chosen, "big.py") as (site, measured, _again):
        results: dict[str, object] = {}
        for address, queries in measured.items():
            times, body = presses(site + address, chosen.rounds)
            results[address] = {**spread(times), "queries": queries, "html_kb": round(len(body) / 1024, 1)}
        return results


def search(chosen: argparse.Namespace) -> dict[str, object]:
    """Search over 100,000 documents: what other forms of words find, and the page with what was found, one worker."""
    with installation(chosen, "found.py") as (site, told, _again):
        times: list[float] = []
        slowest = ("", 0.0)
        for question in told.pop("questions"):
            asked = urllib.parse.urlencode({"q": question})
            taken, _ = presses(f"{site}/search/?{asked}", max(chosen.rounds // 10, 3))
            times += taken
            slowest = max(slowest, (question, round(statistics.median(taken), 1)), key=lambda pair: pair[1])
        return {**told, **spread(times), "slowest": f"{slowest[0]}: {slowest[1]} ms"}


def registration(chosen: argparse.Namespace) -> dict[str, object]:
    """Ask for the last 50 places by 500 people at once, over HTTP and two processes; then let a list of 5,000 move."""
    with installation(chosen, "registration.py", workers=2) as (site, told, again):
        path = f"{site}/events/{told['last']}/register/"
        barrier = threading.Barrier(len(told["sessions"]))

        def press(session: str) -> float:
            form = urllib.parse.urlencode({"csrfmiddlewaretoken": TOKEN, "agree": "on"}).encode()
            cookies = f"sessionid={session}; csrftoken={TOKEN}"
            request = urllib.request.Request(path, form, {"Cookie": cookies}, method="POST")
            barrier.wait()
            began = time.perf_counter()
            try:
                NO_REDIRECT.open(request, timeout=120)
            except urllib.error.HTTPError as answer:
                if answer.code != 302:
                    raise
            return (time.perf_counter() - began) * 1000

        began = time.perf_counter()
        with ThreadPoolExecutor(len(told["sessions"])) as pool:
            times = list(pool.map(press, told["sessions"]))
        seconds = time.perf_counter() - began
        return {"people": len(times), "all_answered_s": round(seconds, 1), **spread(times), **again("check", told["last"]),
                **again("move", told["long"])}  # fmt: skip


def credentials(chosen: argparse.Namespace) -> dict[str, object]:
    """1,000 certificates with signed credentials and papers on one core; then the status list and the check page over HTTP."""
    with installation(chosen, "signed.py") as (site, told, _again):
        listed, body = presses(f"{site}/credentials/status/{told.pop('list')}/revocation", chosen.rounds)
        checked, _ = presses(f"{site}/verify/{told.pop('code')}/", min(chosen.rounds, 50))  # 60 a minute are answered
        return {**told, "list_bytes": len(body), **{f"list_{name}": value for name, value in spread(listed).items()},
                **{f"check_{name}": value for name, value in spread(checked).items()}}  # fmt: skip


def secret(chosen: argparse.Namespace) -> dict[str, object]:
    """A secret vote of 1,500 by the services on one core: papers, ballots, the seal."""
    with installation(chosen, "secret_votes.py") as (_site, told, _again):
        return dict(told)


def learning(chosen: argparse.Namespace) -> dict[str, object]:
    """Every part of learning that has its own file here: `learning_<part>.py` with `measure`."""
    told: dict[str, object] = {}
    for path in sorted(Path(__file__).parent.glob("learning_*.py")):
        part = importlib.import_module(path.stem)
        told |= {
            f"{path.stem.removeprefix('learning_')}_{name}": value
            for name, value in part.measure(chosen, sys.modules[__name__]).items()
        }
    return told


class _Stay(urllib.request.HTTPRedirectHandler):
    """Takes the answer as it is: the next page is not what is measured."""

    def redirect_request(self, *_args: object) -> None:
        """Follow nothing."""


NO_REDIRECT = urllib.request.build_opener(_Stay)
TOKEN = "b" * 32


def presses(url: str | urllib.request.Request, rounds: int) -> tuple[list[float], bytes]:
    """Ask for a page three times to warm up, then so many times; return milliseconds and the page."""
    for _ in range(3):
        body = urllib.request.urlopen(url, timeout=60).read()
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        urllib.request.urlopen(url, timeout=60).read()
        times.append((time.perf_counter() - began) * 1000)
    return times, body


def spread(times: list[float]) -> dict[str, float]:
    """Return the median and the 95th of a hundred."""
    ordered = sorted(times)
    return {
        "p50_ms": round(statistics.median(ordered), 1),
        "p95_ms": round(ordered[max(int(len(ordered) * 0.95) - 1, 0)], 1),
    }


def hall(chosen: argparse.Namespace) -> dict[str, object]:
    """The hall live: so many phones press, so many screens watch."""
    measures = importlib.import_module("hall")
    return (measures.measure_secret if chosen.secret else measures.measure)(chosen, sys.modules[__name__])


def crash(chosen: argparse.Namespace) -> dict[str, object]:
    """Kill the live process again and again while delegates press."""
    return importlib.import_module("hall").measure_crashes(chosen, sys.modules[__name__])


@contextmanager
def schema_of_its_own(address: str) -> Iterator[str]:
    """Make a schema in a PostgreSQL database and give the address that leads there; it is dropped afterwards. No address: none."""
    if not address:
        yield ""
        return
    import psycopg  # only with --database

    name = f"bench_{os.getpid()}_{time.monotonic_ns()}"
    with psycopg.connect(address, autocommit=True) as asked:
        asked.execute(f"CREATE SCHEMA {name}")
        try:
            yield f"{address}{'&' if '?' in address else '?'}options={urllib.parse.quote(f'-c search_path={name}')}"
        finally:
            asked.execute(f"DROP SCHEMA {name} CASCADE")


@contextmanager
def installation(
    chosen: argparse.Namespace, filler: str, *, workers: int = 1
) -> Iterator[tuple[str, dict[str, Any], Callable[..., dict[str, Any]]]]:
    """Make an installation, fill it by a script of this folder, serve it; on PostgreSQL in a schema of its own.

    Gives its address, what the script told, and a way to call the script again with arguments.
    """
    with schema_of_its_own(chosen.database) as database:
        yield from _served(filler, workers, database)


def _served(
    filler: str, workers: int, database: str
) -> Iterator[tuple[str, dict[str, Any], Callable[..., dict[str, Any]]]]:
    place = Path(tempfile.mkdtemp(prefix="spilno-bench-"))
    port = free_port()
    environment = {
        **os.environ,
        "SPILNO_DEMO": "1",
        "SPILNO_DATA": str(place),
        "SPILNO_SITE_URL": f"http://127.0.0.1:{port}",
        "DJANGO_SETTINGS_MODULE": "spilno.config.settings",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        "SPILNO_WORKER": "apart",
    }
    environment.pop("SPILNO_DATABASE_URL", None)
    if database:
        environment["SPILNO_DATABASE_URL"] = database
    server = None
    try:
        manage = [sys.executable, str(ROOT / "manage.py")]
        subprocess.run([*manage, "migrate", "--verbosity", "0"], check=True, env=environment)
        subprocess.run([*manage, "collectstatic", "--noinput", "--verbosity", "0"], check=True, env=environment)

        def call(*arguments: object) -> dict[str, Any]:
            made = subprocess.run(
                [sys.executable, str(ROOT / "tests" / "load" / filler), *map(str, arguments)],
                check=True,
                env=environment,
                stdout=subprocess.PIPE,
                text=True,
            )
            told: dict[str, Any] = json.loads(made.stdout.splitlines()[-1])
            return told

        told = call()
        server = subprocess.Popen(
            [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port), "--workers", str(workers),
             "--backlog", "2048", "--blocking-threads", "1", "--log-level", "error", "spilno.config.wsgi:application"],
            env=environment,
        )  # fmt: skip
        site = f"http://127.0.0.1:{port}"
        wait_for(f"{site}/", seconds=60)
        yield site, told, call
    finally:
        if server is not None:
            server.terminate()
            server.wait(timeout=20)
        shutil.rmtree(place, ignore_errors=True)


MEASURES = {
    "pages": pages, "registration": registration, "search": search, "credentials": credentials, "learning": learning,
    "secret": secret, "start": start, "hall": hall, "crash": crash,
}  # fmt: skip
ROUNDS = {"hall": 5}


def main() -> int:
    """Run the benchmark that was named and print it as a table or as JSON."""
    parser = argparse.ArgumentParser(prog="./spilno bench")
    parser.add_argument("name", choices=MEASURES)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--rounds", type=int, default=0, help="how often; 0: as often as the measure needs")
    parser.add_argument(
        "--database", default="", help="sqlite, postgresql (the one of SPILNO_TEST_POSTGRES_URL) or an address"
    )
    parser.add_argument("--voters", type=int, default=1500, help="hall: phones that press")
    parser.add_argument("--screens", type=int, default=1500, help="hall: screens that watch")
    parser.add_argument("--spread", type=float, default=0.0, help="hall: seconds over which the presses are spread")
    parser.add_argument("--secret", action="store_true", help="hall: a secret vote, papers first and then ballots")
    parser.add_argument("--times", type=int, default=100, help="crash: how often the live process is killed")
    parser.add_argument("--recorder", action="store_true", help="crash: kill only the process that records ballots")
    chosen = parser.parse_args()
    chosen.rounds = chosen.rounds or ROUNDS.get(chosen.name, 60)
    if chosen.database in {"sqlite", "postgresql"}:
        chosen.database = "" if chosen.database == "sqlite" else os.environ.get("SPILNO_TEST_POSTGRES_URL", "")
        if not chosen.database and "postgresql" in sys.argv:
            parser.error("write the address of an empty PostgreSQL database into SPILNO_TEST_POSTGRES_URL")
    result = MEASURES[chosen.name](chosen)
    if chosen.json:
        print(json.dumps(result, ensure_ascii=False, indent=1))
    elif chosen.name != "pages":
        print("  ".join(f"{key}: {value}" for key, value in result.items()))
    else:
        print(f"{'address':44} {'p50 ms':>8} {'p95 ms':>8} {'queries':>8} {'KB':>7}")
        for address, row in result.items():
            print(f"{address:44} {row['p50_ms']:8} {row['p95_ms']:8} {row['queries']:8} {row['html_kb']:7}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
