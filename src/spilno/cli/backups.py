"""A backup of an installation, and back from it."""

import os
import shutil
import sqlite3
import subprocess
import tarfile
from pathlib import Path
from urllib.parse import urlsplit

from spilno.cli.tree import ROOT


def backup(arguments: list[str]) -> int:
    """Backup FILE.tar.gz: database and files of an installation, while it runs."""
    if len(arguments) != 1:
        print("spilno backup: name the file to write, for example backup-2026-11-22.tar.gz")
        return 2
    data = Path(os.environ.get("SPILNO_DATA", str(ROOT / "var")))
    target = Path(arguments[0])
    url = os.environ.get("SPILNO_DATABASE_URL", "")
    staged = data / "backup.staged"
    staged.mkdir(parents=True, exist_ok=True)
    if urlsplit(url).scheme in {"postgres", "postgresql"}:
        if subprocess.run(
            ["pg_dump", "--format=custom", f"--file={staged / 'database.pgdump'}", url], check=False
        ).returncode:
            print("spilno backup: nothing was written: pg_dump failed, see above")
            return 1
    else:
        source = Path(urlsplit(url).path) if url else data / "spilno.sqlite3"
        if not source.exists():
            print(f"spilno backup: nothing was written: there is no database at {source}. Set SPILNO_DATA.")
            return 1
        with sqlite3.connect(source) as live, sqlite3.connect(staged / "spilno.sqlite3") as copy:
            live.backup(copy)
    unfinished = target.with_suffix(".unfinished")
    unfinished.touch(mode=0o600)  # it holds private keys and people's data
    with tarfile.open(unfinished, "w:gz") as archive:
        for part in sorted(staged.iterdir()):
            archive.add(part, arcname=part.name)
        for folder in ("files", "keys"):
            if (data / folder).exists():
                archive.add(data / folder, arcname=folder)
    unfinished.rename(target)
    shutil.rmtree(staged)
    print(f"spilno backup: {target}, {target.stat().st_size // 1024} KB")
    return 0


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
    data.mkdir(parents=True, exist_ok=True)
    with tarfile.open(arguments[0]) as archive:
        archive.extractall(data, filter="data")
    dump = data / "database.pgdump"
    if dump.exists():
        url = os.environ.get("SPILNO_DATABASE_URL", "")
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
