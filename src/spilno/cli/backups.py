"""A backup of an installation, and back from it."""

import os
import shutil
import sqlite3
import subprocess
import tarfile
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

from spilno.cli.tree import ROOT

OPEN_KEYS = "SELECT count(*) FROM ballots_secretvote WHERE primes <> ''"
CLIENT = "On Debian or Ubuntu: apt-get install postgresql-client"
NOT_WHILE_VOTING = (
    "spilno backup: nothing was written: a secret vote is open, and the copy would keep its key, which is destroyed when it is "
    "closed (docs/adr/0016-secret-votes.md). Repeat when the vote is closed."
)


def backup(arguments: list[str]) -> int:
    """Backup FILE.tar.gz: database and files of an installation, while it runs."""
    if len(arguments) != 1:
        print("spilno backup: name the file to write, for example backup-2026-11-22.tar.gz")
        return 2
    os.umask(0o077)  # a copy holds private keys and people's data: nobody else reads it, nor what it is made of
    data = Path(os.environ.get("SPILNO_DATA", str(ROOT / "var")))
    target = Path(arguments[0])
    if not target.absolute().parent.is_dir():
        print(
            f"spilno backup: nothing was written: there is no folder {target.absolute().parent}. Make it, or name another."
        )
        return 1
    url = os.environ.get("SPILNO_DATABASE_URL", "")
    staged = data / "backup.staged"
    shutil.rmtree(staged, ignore_errors=True)  # of a copy that was interrupted
    staged.mkdir(parents=True)
    try:
        is_postgres = urlsplit(url).scheme in {"postgres", "postgresql"}
        source = Path(urlsplit(url).path) if url else data / "spilno.sqlite3"
        why_not = _dump(url, staged) if is_postgres else _copy(source, staged)
        if why_not:
            print(why_not)
            return 1
        _pack(target, staged, data)
    finally:
        shutil.rmtree(staged)
    print(f"spilno backup: {target}, {target.stat().st_size // 1024} KB")
    return 0


def _copy(source: Path, staged: Path) -> str:
    """Copy a SQLite database while it is used; returns why not.

    VACUUM INTO writes only what is there now: a copy page by page would take along what was erased, the keys of closed votes too.
    """
    if not source.exists():
        return f"spilno backup: nothing was written: there is no database at {source}. Set SPILNO_DATA."
    with closing(sqlite3.connect(source)) as live:
        live.execute("VACUUM INTO ?", [str(staged / "spilno.sqlite3")])
    with closing(sqlite3.connect(staged / "spilno.sqlite3")) as copy:
        open_keys = copy.execute(OPEN_KEYS).fetchone()[0]
    return NOT_WHILE_VOTING if open_keys else ""


def _dump(url: str, staged: Path) -> str:
    """Copy a PostgreSQL database; returns why not. The keys are looked for in the same snapshot that is written."""
    if shutil.which("pg_dump") is None:
        return f"spilno backup: nothing was written: pg_dump is not installed. {CLIENT}"
    import psycopg  # noqa: PLC0415 - only where there is PostgreSQL

    with psycopg.connect(url) as live:
        live.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        (open_keys,) = live.execute(OPEN_KEYS).fetchone() or (0,)
        if open_keys:
            return NOT_WHILE_VOTING
        (snapshot,) = live.execute("SELECT pg_export_snapshot()").fetchone() or ("",)
        file = f"--file={staged / 'database.pgdump'}"
        command = ["pg_dump", "--format=custom", f"--snapshot={snapshot}", file, url]
        if subprocess.run(command, check=False).returncode:
            return "spilno backup: nothing was written: pg_dump failed, see above"
    return ""


def _pack(target: Path, staged: Path, data: Path) -> None:
    unfinished = target.with_suffix(".unfinished")
    unfinished.touch(mode=0o600)  # it holds private keys and people's data
    with tarfile.open(unfinished, "w:gz") as archive:
        for part in sorted(staged.iterdir()):
            archive.add(part, arcname=part.name)
        for folder in ("files", "keys"):
            if (data / folder).exists():
                archive.add(data / folder, arcname=folder)
    unfinished.rename(target)


def restore(arguments: list[str]) -> int:
    """Restore FILE.tar.gz: into an empty data folder (SQLite) or an empty database (PostgreSQL)."""
    if len(arguments) != 1 or not Path(arguments[0]).exists():
        print("spilno restore: name an existing backup file")
        return 2
    data = Path(os.environ.get("SPILNO_DATA", str(ROOT / "var")))
    if any((data / part).exists() for part in ("spilno.sqlite3", "files", "keys")):
        print(
            f"spilno restore: nothing was done: {data} is not empty. Set SPILNO_DATA to a new folder, so that nothing is overwritten."
        )
        return 1
    url = os.environ.get("SPILNO_DATABASE_URL", "")
    if urlsplit(url).scheme in {"postgres", "postgresql"} and shutil.which("pg_restore") is None:
        print(f"spilno restore: nothing was done: pg_restore is not installed. {CLIENT}")
        return 1
    if not tarfile.is_tarfile(arguments[0]):
        print(f"spilno restore: nothing was done: {arguments[0]} is not a file that ./spilno backup wrote.")
        return 1
    os.umask(0o077)
    data.mkdir(parents=True, exist_ok=True)
    with tarfile.open(arguments[0]) as archive:
        archive.extractall(data, filter="data")
    dump = data / "database.pgdump"
    if dump.exists():
        if subprocess.run(
            ["pg_restore", "--no-owner", "--single-transaction", f"--dbname={url}", str(dump)], check=False
        ).returncode:
            print(
                "spilno restore: the files are in place, nothing was written to the database: pg_restore failed, see above. "
                f"Empty {data}, name an empty database in SPILNO_DATABASE_URL and repeat."
            )
            return 1
        dump.unlink()
    print(f"spilno restore: into {data}; now run ./spilno manage verify_journal")
    return 0
