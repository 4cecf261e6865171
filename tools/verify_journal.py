#!/usr/bin/env python3
"""Check the journal of Spilno without Spilno: only Python is needed.

    python3 verify_journal.py journal.jsonl [--heads heads.json] [--after HASH]
    python3 verify_journal.py meeting-71.zip [--heads heads.json]

The second is the archive of a meeting: the part of the chain that it brings along, from the hash before the meeting on.

Each line of the file is one act: {"number": 1, "digest": "…", "hash": "…"} and, where you may read it, "line".
The hash of an act is SHA-256 of the hash before it followed by the digest, both as hex text; the digest is SHA-256 of the line.
Before the first act stand 64 zeros; for a file of one day give the last hash of the day before with --after.
`heads.json` holds published hashes: [{"day": "2026-11-27", "number": 120, "hash": "…"}]: the chain must meet each of them.
Ends with 0 when all holds, 1 at the first break, 2 when the file cannot be read.
"""

import argparse
import hashlib
import json
import sys
import zipfile
import zlib
from pathlib import Path


def sha256(text):
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def verify(rows, previous=None, heads=None):
    """Return (acts that hold, last hash, sentence about the first break or "")."""
    heads = dict(heads or {})
    here, number, checked = previous or "0" * 64, None, 0
    for place, row in enumerate(rows, start=1):
        expected = number + 1 if number is not None else (row["number"] if previous else 1)
        if row["number"] != expected:
            return checked, here, f"line {place}: act {expected} is expected, act {row['number']} stands here"
        number = expected
        if "line" in row and sha256(row["line"]) != row["digest"]:
            return checked, here, f"line {place}: the text of act {number} was changed"
        if sha256(here + row["digest"]) != row["hash"]:
            return checked, here, f"line {place}: the hash of act {number} does not follow from the one before"
        if number in heads and heads[number] != row["hash"]:
            return checked, here, f"line {place}: act {number} does not meet the hash that was published"
        here, checked = row["hash"], checked + 1
    missing = [head for head in heads if head > (number or 0)]
    if missing:
        return checked, here, f"the file ends at act {number or 0}, but act {max(missing)} was published"
    return checked, here, ""


def read(path):
    with Path(path).open(encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def read_archive(path):
    """Return the rows of an archive, the hash before the first of them, and the heads that it brings along."""
    with zipfile.ZipFile(path) as archive:
        chain, before, heads = (
            archive.read(f"journal/{name}").decode() for name in ("chain.jsonl", "before.txt", "heads.json")
        )
    rows = [json.loads(line) for line in chain.splitlines() if line.strip()]
    if not rows:
        raise ValueError(path)
    return rows, before.strip(), heads_in(json.loads(heads), rows[0]["number"])


def heads_in(listed, first=0, last=None):
    """Return published hashes by number between two acts: a part of the chain cannot meet those outside it."""
    return {head["number"]: head["hash"] for head in listed if first <= head["number"] <= (last or head["number"])}


def ask(given):
    """Return the rows to be checked, the hash before them and the published heads."""
    listed = json.loads(Path(given.heads).read_text(encoding="utf-8")) if given.heads else []
    if not zipfile.is_zipfile(given.journal):
        return read(given.journal), given.after, heads_in(listed)
    rows, after, heads = read_archive(given.journal)
    return rows, given.after or after, {**heads, **heads_in(listed, rows[0]["number"], rows[-1]["number"])}


def main():
    parser = argparse.ArgumentParser(description="Check the journal of Spilno.")
    parser.add_argument("journal", help="lines of the journal, or the archive of a meeting")
    parser.add_argument("--heads", help="published hashes, JSON")
    parser.add_argument("--after", help="the hash before the first act of the file")
    given = parser.parse_args()
    try:
        rows, after, heads = ask(given)
        checked, last, broken = verify(rows, after, heads)
    except (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile, zlib.error, EOFError) as error:
        print(f"cannot read: {error!r}")
        return 2
    if broken:
        print(f"BROKEN. {broken}. {checked} acts before it hold.")
        return 1
    print(f"VALID. {checked} acts, {len(heads)} published hashes met, last hash {last}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
