#!/usr/bin/env python3
"""Count a secret vote of Spilno again, without Spilno: only Python is needed.

    python3 count_ballots.py ballots.json [--seal DIGEST] [--language uk|en]

The file is the public list of a closed vote: key, ballots, and what was announced. Checked are: the digest of the key; the
signature on every ballot (RSASSA-PSS of RFC 8017 with SHA-384 and a salt of 48 bytes, made blindly by RFC 9474); that no
ballot is there twice and the list is in the order of codes; that there are not more ballots than papers given out; the
digest of the list, also against the one in the minutes when given with --seal; and that for, against and abstained, the
bar and the result are those announced. Ends with 0 when all holds, 1 when something does not, 2 when the file cannot be read.
"""

import argparse
import hashlib
import json
import os
import re
import sys
from collections import Counter
from fractions import Fraction
from pathlib import Path

FORMAT = "spilno secret ballots 1"
HASH_BYTES = SALT_BYTES = 48
HEX = re.compile(r"(?:[0-9a-f]{2})+\Z")
WORDS = {
    "unreadable": ("Файл не прочитано: {0}", "The file cannot be read: {0}"),
    "key": ("Контрольна сума ключа не сходиться.", "The digest of the key does not fit the key."),
    "weak": (
        "Ключ закороткий або незвичайний: такому підпису не можна вірити.",
        "The key is too short or unusual: such a signature proves nothing.",
    ),
    "form": ("Бюлетень {0}: запис пошкоджено.", "Ballot {0}: the record is damaged."),
    "forged": ("Бюлетень {0}: підпис не справжній.", "Ballot {0}: the signature is not genuine."),
    "twice": ("Бюлетень {0} повторюється.", "Ballot {0} is there twice."),
    "order": ("Перелік не впорядковано за кодами.", "The list is not in the order of codes."),
    "choice": ("Бюлетень {0}: невідомий вибір «{1}».", "Ballot {0}: unknown choice “{1}”."),
    "papers": ("Бюлетенів {0}, а видано лише {1}.", "There are {0} ballots, but only {1} papers were given out."),
    "names": (
        "Видано бюлетенів {1}, а в списку тих, хто їх отримав, {0}.",
        "{1} papers were given out, but {0} stand in the list of those who took one.",
    ),
    "named_twice": (
        "У списку тих, хто отримав бюлетень, є повтори.",
        "A name stands twice in the list of those who took a paper.",
    ),
    "seal": ("Контрольна сума переліку {0}, а має бути {1}.", "The digest of the list is {0}, and should be {1}."),
    "count": ("{0}: пораховано {1}, оголошено {2}.", "{0}: counted {1}, announced {2}."),
    "needed": (
        "Потрібно голосів «за»: пораховано {0}, оголошено {1}.",
        "Votes for that are needed: counted {0}, announced {1}.",
    ),
    "result": ("Оголошений результат не випливає з голосів.", "The announced result does not follow from the votes."),
    "holds": (
        "ВСЕ СХОДИТЬСЯ. Бюлетенів {0}, видано {1}; за {2}, проти {3}, утримались {4}; {5}.",
        "VALID. {0} ballots, {1} papers given out; for {2}, against {3}, abstained {4}; {5}.",
    ),
    "broken": ("НЕ СХОДИТЬСЯ. Зауважень: {0}.", "DOES NOT HOLD. Findings: {0}."),
    "carried": ("рішення ухвалено", "carried"),
    "lost": ("рішення не ухвалено", "not carried"),
    "digest": (
        "Контрольна сума переліку (звірте з протоколом): {0}",
        "Digest of the list (compare with the minutes): {0}",
    ),
    "for": ("За", "For"),
    "against": ("Проти", "Against"),
    "abstained": ("Утримались", "Abstained"),
    "not_voted": ("Не голосували", "Did not vote"),
    "absent": ("Відсутні", "Absent"),
}


def mask(seed, length):
    rounds = range((length + HASH_BYTES - 1) // HASH_BYTES)
    return b"".join(hashlib.sha384(seed + turn.to_bytes(4, "big")).digest() for turn in rounds)[:length]


def is_signed(n, e, message, signature):
    """RSASSA-PSS-VERIFY of RFC 8017, 8.1.2 and 9.1.2."""
    size, bits = (n.bit_length() + 7) // 8, n.bit_length() - 1
    number = int.from_bytes(signature, "big")
    if len(signature) != size or number >= n:
        return False
    length = (bits + 7) // 8
    opened = pow(number, e, n)
    if opened.bit_length() > bits:
        return False
    encoded = opened.to_bytes(length, "big")
    masked, hashed, end = encoded[: -HASH_BYTES - 1], encoded[-HASH_BYTES - 1 : -1], encoded[-1]
    spare = 8 * length - bits
    if end != 0xBC or masked[0] >> (8 - spare):
        return False
    block = bytearray(a ^ b for a, b in zip(masked, mask(hashed, len(masked))))  # noqa: B905 - runs on any Python 3
    block[0] &= 0xFF >> spare
    empty = len(block) - SALT_BYTES - 1
    if any(block[:empty]) or block[empty] != 1:
        return False
    salt = bytes(block[-SALT_BYTES:])
    return hashlib.sha384(bytes(8) + hashlib.sha384(message).digest() + salt).digest() == hashed


def bytes_of(text, size):
    """The bytes of small hexadecimal digits, or None: one token has one spelling."""
    fits = isinstance(text, str) and len(text) == 2 * size and HEX.match(text)
    return bytes.fromhex(text) if fits else None


def check_ballots(ballots, n, e):
    """Return what is wrong with single ballots: pairs of a word and what fills it."""
    found, size, before, seen = [], (n.bit_length() + 7) // 8, "", set()
    for place, ballot in enumerate(ballots, start=1):
        token, prefix = bytes_of(ballot.get("token"), 32), bytes_of(ballot.get("prefix"), 32)
        signature = bytes_of(ballot.get("signature"), size)
        name = ballot["token"][:16] + "…" if token else f"№ {place}"
        if token is None or prefix is None or signature is None:
            found.append(("form", name))
            continue
        if ballot["token"] in seen:
            found.append(("twice", name))
        elif ballot["token"] < before:
            found.append(("order",))
        if not is_signed(n, e, prefix + token, signature):
            found.append(("forged", name))
        if ballot.get("choice") not in ("for", "against", "abstained"):
            found.append(("choice", name, ballot.get("choice")))
        seen.add(ballot["token"])
        before = ballot["token"]
    return found


def seal_of(ballots):
    lines = (f"{one['token']} {one['prefix']} {one['signature']} {one['choice']}\n" for one in ballots)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def needed_of(counts, announced, majority):
    """Of how many the share is taken, and the smallest number of votes for that satisfies it: at least one."""
    whole = {
        "members": announced["entitled"],
        "present": announced["present"] - announced["recused"],
        "cast": counts["for"] + counts["against"],
    }[majority["base"]]
    exact = Fraction(majority["share"]) * whole
    least = exact.numerator // exact.denominator
    return max(least + 1 if majority["strict"] or exact.denominator != 1 else least, 1)


def check_result(read):
    """Return what is wrong with the numbers announced."""
    ballots, announced, found = read["ballots"], read["announced"], []
    counts = Counter({"for": 0, "against": 0, "abstained": 0})
    counts.update(one.get("choice") for one in ballots)
    counts["not_voted"] = announced["present"] - announced["recused"] - len(ballots)
    counts["absent"] = announced["entitled"] - announced["present"]
    names = ("for", "against", "abstained", "not_voted", "absent")
    wrong = [name for name in names if counts[name] != announced[name] or counts[name] < 0]
    found += [("count", name, counts[name], announced[name]) for name in wrong]
    papers, names = read["papers"]["count"], read["papers"]["given_to"]
    if len(ballots) > papers:
        found.append(("papers", len(ballots), papers))
    if len(names) != papers:
        found.append(("names", len(names), papers))
    if len(set(names)) != len(names):
        found.append(("named_twice",))
    needed = needed_of(counts, announced, read["majority"])
    if needed != read["majority"]["needed"]:
        found.append(("needed", needed, read["majority"]["needed"]))
    if (counts["for"] >= needed) != announced["carried"]:
        found.append(("result",))
    return found


def check(read, seal=""):
    """Return what is wrong with a public list: pairs of a word and what fills it; nothing when all holds."""
    if read["format"] != FORMAT:
        raise ValueError(read["format"])
    n, e = int(read["key"]["n"], 16), read["key"]["e"]
    size = (n.bit_length() + 7) // 8
    found = [] if n.bit_length() >= 2048 and n % 2 and e == 65537 else [("weak",)]
    if hashlib.sha256(n.to_bytes(size, "big")).hexdigest() != read["key"]["sha256"]:
        found.append(("key",))
    wrong = check_ballots(read["ballots"], n, e)
    found += wrong
    if not any(word == "form" for word, *_ in wrong):
        real = seal_of(read["ballots"])
        found += [("seal", real, given) for given in {read["seal"], seal or read["seal"]} if given != real]
    return found + check_result(read)


def main():
    parser = argparse.ArgumentParser(description="Count a secret vote of Spilno again.")
    parser.add_argument("list", help="the public list of the vote, JSON")
    parser.add_argument("--seal", default="", help="the digest of the list as the minutes have it")
    parser.add_argument(
        "--language", choices=("uk", "en"), default="en" if os.environ.get("LANG", "").startswith("en") else "uk"
    )
    given = parser.parse_args()

    def say(word, *facts):
        return WORDS[word][given.language == "en"].format(*facts)

    try:
        read = json.loads(Path(given.list).read_text(encoding="utf-8"))
        found = check(read, given.seal.strip().lower())
    except (OSError, ValueError, KeyError, TypeError, AttributeError, ZeroDivisionError) as error:
        print(say("unreadable", repr(error)))
        return 2
    for word, *facts in found:
        print("- " + say(word, *([say(facts[0]), *facts[1:]] if word == "count" else facts)))
    announced = read["announced"]
    if found:
        print(say("broken", len(found)))
        return 1
    how = say("carried" if announced["carried"] else "lost")
    print(
        say(
            "holds",
            len(read["ballots"]),
            read["papers"]["count"],
            announced["for"],
            announced["against"],
            announced["abstained"],
            how,
        )
    )
    print(say("digest", read["seal"]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
