#!/usr/bin/env python3
"""Check the journal of Spilno without Spilno: only Python is needed.

    python3 verify_journal.py journal.jsonl [--heads heads.json] [--after HASH]

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


def main():
    parser = argparse.ArgumentParser(description="Check the journal of Spilno.")
    parser.add_argument("journal")
    parser.add_argument("--heads", help="published hashes, JSON")
    parser.add_argument("--after", help="the hash before the first act of the file")
    given = parser.parse_args()
    try:
        rows = read(given.journal)
        heads = {}
        if given.heads:
            with Path(given.heads).open(encoding="utf-8") as file:
                heads = {head["number"]: head["hash"] for head in json.load(file)}
        checked, last, broken = verify(rows, given.after, heads)
    except (OSError, ValueError, KeyError, TypeError) as error:
        print(f"cannot read: {error!r}")
        return 2
    if broken:
        print(f"BROKEN. {broken}. {checked} acts before it hold.")
        return 1
    print(f"VALID. {checked} acts, last hash {last}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
