"""`./spilno bench hall` and `crash`: the most critical minute of the year, over real HTTP, counted in the database afterwards."""

import argparse
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PRESSING = 300  # delegates who press while the process is killed
TICKS = os.sysconf("SC_CLK_TCK")


class Installation:
    """A data folder, a database and a live process that can be killed and started again."""

    def __init__(self, chosen: argparse.Namespace, bench: Any, place: Path) -> None:
        """Make the tables and fill the hall."""
        self.bench, self.port = bench, bench.free_port()
        self.process: subprocess.Popen[bytes] | None = None
        self.secretary: subprocess.Popen[str] | None = None
        self.environment = {
            **os.environ,
            "SPILNO_DEMO": "1",
            "SPILNO_DATA": str(place),
            "SPILNO_SITE_URL": f"http://127.0.0.1:{self.port}",
            "DJANGO_SETTINGS_MODULE": "spilno.config.settings",
            "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
            "SPILNO_WORKER": "apart",
        }
        self.environment.pop("SPILNO_DATABASE_URL", None)
        if chosen.database:
            self.environment["SPILNO_DATABASE_URL"] = chosen.database
        manage = [sys.executable, str(ROOT / "manage.py")]
        if chosen.database:
            subprocess.run([*manage, "flush", "--noinput", "--verbosity", "0"], check=False, env=self.environment,
                           stderr=subprocess.DEVNULL)  # fmt: skip
        subprocess.run([*manage, "migrate", "--verbosity", "0"], check=True, env=self.environment)
        self.meeting = self.act("fill", chosen.voters)["meeting"]

    def act(self, *words: object) -> dict[str, Any]:
        """Do something in the hall from another process, as the secretary's browser does."""
        if self.secretary is None:
            self.secretary = subprocess.Popen(
                [sys.executable, str(HERE / "hall_filled.py")],
                env=self.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            )  # fmt: skip
        assert self.secretary.stdin is not None
        assert self.secretary.stdout is not None
        self.secretary.stdin.write(json.dumps(words) + "\n")
        self.secretary.stdin.flush()
        told: dict[str, Any] = json.loads(self.secretary.stdout.readline())
        return told

    def start(self, *, pages: bool = False) -> float:
        """Start the live process, alone or with the pages on the same port; return the seconds until it answers."""
        command = [sys.executable, "-m", "spilno.cli", "live", "--port", str(self.port)]
        if pages:
            manage = [sys.executable, str(ROOT / "manage.py"), "collectstatic", "--noinput", "--verbosity", "0"]
            subprocess.run(manage, check=True, env=self.environment)
            command = [sys.executable, "-m", "granian", "--interface", "asgi", "--port", str(self.port), "--no-ws",
                       "--backpressure", "4096", "--log-level", "error", "spilno.config.asgi:application"]  # fmt: skip
        began = time.perf_counter()
        self.process = subprocess.Popen(command, env=self.environment | {"SPILNO_LIVE_HALL": "1"}, cwd=ROOT)
        while time.perf_counter() - began < 30:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/live/ready", timeout=5) as answer:
                    answer.read()
                return time.perf_counter() - began
            except OSError:
                time.sleep(0.02)
        message = "the live process did not answer within 30 s"
        raise TimeoutError(message)

    def family(self) -> list[int]:
        """Return the live process and its children."""
        found, waiting = [], [self.process.pid] if self.process else []
        while waiting:
            here = waiting.pop()
            found.append(here)
            for task in Path(f"/proc/{here}/task").iterdir():
                waiting += [int(child) for child in (task / "children").read_text().split()]
        return found

    def cpu_s(self) -> float:
        """Return the processor time that the live process has used."""
        total = 0
        for pid in self.family():
            words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            total += int(words[11]) + int(words[12])
        return total / TICKS

    def kill(self) -> None:
        """Kill -9 the live process, children first."""
        for pid in reversed(self.family()):
            os.kill(pid, 9)
        self.process.wait()
        self.process = None

    def stop(self) -> None:
        """Stop what runs."""
        if self.secretary is not None:
            self.secretary.kill()
        if self.process is not None:
            self.process.terminate()
            try:
                self.process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                self.kill()

    def crowd(self, presses: list[dict[str, Any]], **told: object) -> "subprocess.Popen[str]":
        """Let the crowd in, in a process of its own."""
        asked = {"host": "127.0.0.1", "port": self.port, "meeting": self.meeting, "presses": presses,
                 "final": len(presses), "screens": 0, "spread": 0, **told}  # fmt: skip
        crowd = subprocess.Popen(
            [sys.executable, str(HERE / "crowd.py")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert crowd.stdin is not None
        crowd.stdin.write(json.dumps(asked))
        crowd.stdin.close()
        return crowd


@contextmanager
def installation(chosen: argparse.Namespace, bench: Any) -> Iterator[Installation]:
    """Make an installation and throw it away afterwards."""
    place = Path(tempfile.mkdtemp(prefix="spilno-hall-"))
    made = None
    try:
        made = Installation(chosen, bench, place)
        yield made
    finally:
        if made is not None:
            made.stop()
        shutil.rmtree(place, ignore_errors=True)


def measure(chosen: argparse.Namespace, bench: Any) -> dict[str, object]:
    """Let all press in several rounds, each on a new question, and tell the medians; rows are counted in the database."""
    rounds = []
    with installation(chosen, bench) as made:
        start_s = made.start()
        for number in range(1, chosen.rounds + 1):
            put = made.act("put", number, "roll_call")
            presses = put["presses"]
            random.Random(number).shuffle(presses)
            before = made.cpu_s()
            crowd = made.crowd(presses, screens=chosen.screens, spread=chosen.spread)
            told = json.loads(crowd.stdout.read())
            counted = made.act("check", put["put"])
            closed = made.act("close", put["put"])
            rounds.append({**told, **counted, **closed, "server_cpu_s": made.cpu_s() - before, "asked": len(presses)})
        memory = sum(bench.memory_mb(pid) for pid in made.family()[:1])
    return {**_medians(rounds), "voters": chosen.voters, "screens": chosen.screens, "spread_s": chosen.spread,
            "database": "postgresql" if chosen.database else "sqlite", "rounds": len(rounds),
            "start_s": round(start_s, 2), "server_memory_mb": memory}  # fmt: skip


def measure_secret(chosen: argparse.Namespace, bench: Any) -> dict[str, object]:
    """Let all ask for ballot papers at once, then let all papers be dropped into the box at once; count rows afterwards."""
    rounds = []
    with installation(chosen, bench) as made:
        start_s = made.start()
        for number in range(1, chosen.rounds + 1):
            put = made.act("secret", number)
            before = made.cpu_s()
            crowd = made.crowd(put["presses"], answers=True, screens=chosen.screens, spread=chosen.spread, final=0)
            papers = json.loads(crowd.stdout.read())
            ballots = made.act("fill_in", put["put"], papers["answers"])["presses"]
            crowd = made.crowd(ballots, screens=chosen.screens, spread=chosen.spread)
            told = json.loads(crowd.stdout.read())
            counted = made.act("check_box", put["put"])
            closed = made.act("close", put["put"])
            rounds.append({**told, **counted, **closed, "server_cpu_s": made.cpu_s() - before, "asked": len(ballots),
                           "papers_ms": papers["all_acknowledged_ms"], "papers": len(papers["acks"])})  # fmt: skip
        memory = sum(bench.memory_mb(pid) for pid in made.family()[:1])
    return {"papers_given": sum(one["papers"] for one in rounds),
            "papers_counted": sum(one["papers_counted"] for one in rounds),
            "all_papers_given_ms": round(statistics.median(one["papers_ms"] for one in rounds), 1),
            **_medians(rounds), "secret": True, "voters": chosen.voters, "screens": chosen.screens,
            "spread_s": chosen.spread, "database": "postgresql" if chosen.database else "sqlite", "rounds": len(rounds),
            "start_s": round(start_s, 2), "server_memory_mb": memory}  # fmt: skip


def measure_crashes(chosen: argparse.Namespace, bench: Any) -> dict[str, object]:
    """Kill -9 the live process at a random moment while all press, start it again, count what is in the database.

    With `--recorder` only the process that records ballots is killed: the other one goes on by itself.
    Phones press again until they are answered. Every answer must be in the database, once.
    """
    rng = random.Random(7)
    chosen.voters = min(chosen.voters, PRESSING)
    back, lost, double, journal, caught, unanswered = [], 0, 0, True, 0, 0
    with installation(chosen, bench) as made:
        made.start()
        for number in range(1, chosen.times + 1):
            put = made.act("put", number, "roll_call")
            crowd = made.crowd(put["presses"], stubborn=True, spread=0.5, settle=0.0)
            time.sleep(0.2 + rng.random() * 0.9)
            if chosen.recorder:
                os.kill(made.family()[-1], 9)
                told = json.loads(crowd.stdout.read())
                made.kill()
                back.append(made.start())
            else:
                made.kill()
                back.append(made.start())
                told = json.loads(crowd.stdout.read())
            counted = made.act("check", put["put"])
            recorded = set(counted["rights"])
            lost += len([right for right in told["answered"] if right not in recorded])
            double += counted["double"]
            caught += told["cut"]
            unanswered += len(put["presses"]) - len(told["answered"])
            journal = made.act("close", put["put"])["journal_valid"] and journal
    ordered = sorted(back)
    return {"times": chosen.times, "voters": chosen.voters, "database": "postgresql" if chosen.database else "sqlite",
            "back_p50_s": round(ordered[len(ordered) // 2], 2), "back_worst_s": round(ordered[-1], 2),
            "presses_cut_off": caught, "unanswered": unanswered, "lost": lost, "double": double, "journal_valid": journal}  # fmt: skip


def _medians(rounds: list[dict[str, Any]]) -> dict[str, object]:
    def middle(name: str) -> float | None:
        values = [one[name] for one in rounds if one[name] is not None]
        return round(statistics.median(values), 1) if values else None

    for one in rounds:
        ordered = sorted(one["acks"]) or [float("inf")]
        one["ack_p50_ms"], one["ack_p99_ms"] = ordered[len(ordered) // 2], ordered[max(int(len(ordered) * 0.99) - 1, 0)]
        one["ballots_per_s"] = len(ordered) / (one["all_acknowledged_ms"] / 1000)
    return {
        **{name: middle(name) for name in (
            "ballots_per_s", "ack_p50_ms", "ack_p99_ms", "all_acknowledged_ms", "last_screen_ms", "server_cpu_s",
            "crowd_cpu_s")},
        "all_acknowledged_worst_ms": max(one["all_acknowledged_ms"] for one in rounds),
        "rows_counted": sum(one["rows_counted"] for one in rounds),
        "acknowledged": sum(len(one["acks"]) for one in rounds),
        "lost": sum(len(one["acks"]) for one in rounds) - sum(one["rows_counted"] for one in rounds),
        "double": sum(one["double"] for one in rounds),
        "refused": sum(one["wrong_count"] for one in rounds),
        "why_refused": [why for one in rounds for why in one["wrong"]][:2],
        "unanswered": sum(one["unanswered"] for one in rounds),
        "screens_behind": sum(one["screens_behind"] for one in rounds),
        "journal_valid": all(one["journal_valid"] for one in rounds),
    }  # fmt: skip
