#!/usr/bin/env python3
"""Count the votes of a meeting of Spilno again, without Spilno: only Python is needed.

    python3 count_ballots.py meeting-71.zip [--language uk|en]
    python3 count_ballots.py ballots-12.json [--seal DIGEST] [--language uk|en]

The first is the archive of a meeting: every vote in it is counted again. The second is one vote alone.

Of every vote: for, against and abstained, the bar and the result; of an election also each round, who is elected, who goes
to a run-off, and that a lot was drawn only where nothing else decided. Of a secret vote also: the digest of the key; the
signature on every ballot (RSASSA-PSS of RFC 8017 with SHA-384 and a salt of 48 bytes, made blindly by RFC 9474); that no
ballot is there twice and the list is in the order of codes; that there are not more ballots than papers given out; the
digest of the list, also against the one in the minutes when given with --seal. Of an archive also: that every file is as
listed and none is missing or added; that what was announced stands in the journal, and each vote of the journal is here.
The chain of the journal itself is checked by verify_journal.py.

Ends with 0 when all holds, 1 when something does not, 2 when the file cannot be read.
"""

import argparse
import base64
import csv
import hashlib
import io
import json
import os
import re
import sys
import zipfile
import zlib
from collections import Counter
from fractions import Fraction
from pathlib import Path

FORMAT = "spilno vote 1"
MEETING = "spilno meeting 1"
NOBODY = ("against", "abstained")  # in an election: against all candidates, abstained
NOT_CAST = ("not_voted", "absent", "recused")
HASH_BYTES = SALT_BYTES = 48
NUMBER = re.compile(r"[1-9][0-9]?\Z")
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
    "handed": (
        "Паперових бюлетенів {0}, а видано на папері лише {1}.",
        "There are {0} ballots on paper, but only {1} were given out.",
    ),
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
    "level": ("Рівень рад «{0}»: поіменний список каже інше.", "Level of councils “{0}”: the roll says otherwise."),
    "levels": ("{0}: рівні рад разом дають іншу кількість.", "{0}: the levels together make another number."),
    "needed": (
        "Потрібно голосів «за»: пораховано {0}, оголошено {1}.",
        "Votes for that are needed: counted {0}, announced {1}.",
    ),
    "result": ("Оголошений результат не випливає з голосів.", "The announced result does not follow from the votes."),
    "holds": ("ВСЕ СХОДИТЬСЯ. {0}.", "VALID. {0}."),
    "secret": ("Бюлетенів {0}, видано {1}; ", "{0} ballots, {1} papers given out; "),
    "on_paper": ("на папері {0}, видано {1}; ", "on paper {0}, given out {1}; "),
    "counts": ("за {0}, проти {1}, утримались {2}; {3}", "for {0}, against {1}, abstained {2}; {3}"),
    "cancelled": ("голосування скасовано", "the vote was cancelled"),
    "all_hold": ("ВСЕ СХОДИТЬСЯ. Голосувань {0}: пораховано наново кожне.", "VALID. {0} votes, each counted again."),
    "elected": ("Обрано: пораховано {0}, оголошено {1}.", "Elected: counted {0}, announced {1}."),
    "run_off": (
        "До повторного голосування: пораховано {0}, оголошено {1}.",
        "To the run-off: counted {0}, announced {1}.",
    ),
    "rounds": ("Тур {0} пораховано інакше, ніж оголошено.", "Round {0} is counted otherwise than announced."),
    "lot": (
        "Жеребкування записано з помилкою: немає його там, де воно потрібне, або воно зайве.",
        "The lot is wrong: it is missing where it is needed, or was drawn where it is not.",
    ),
    "again": (
        "Повторне голосування не випливає з голосування {0}.",
        "The run-off does not follow from vote {0}.",
    ),
    "file": ("Файл {0} змінено: контрольна сума не сходиться.", "File {0} was changed: its digest does not fit."),
    "file_missing": ("Файла {0} бракує.", "File {0} is missing."),
    "file_more": ("Файл {0} не значиться в переліку.", "File {0} is not in the list."),
    "journal": ("У журналі інше: {0} — {1}, тут {2}.", "The journal says otherwise: {0} is {1}, here {2}."),
    "no_line": ("У журналі немає запису про це голосування.", "The journal has no line about this vote."),
    "no_vote": (
        "У журналі є голосування {0}, а в архіві його немає.",
        "The journal has vote {0}, and the archive has not.",
    ),
    "votes": ("За журналом голосувань було {0}, в архіві їх {1}.", "The journal has {0} votes, the archive {1}."),
    "line": ("Запис журналу {0} змінено.", "Line {0} of the journal was changed."),
    "never_closed": ("У журналі немає закриття засідання.", "The journal has no closing of the meeting."),
    "agenda": ("Рішення № {0} не збігається з голосуванням.", "Decision No. {0} does not agree with its vote."),
    "roll": ("Поіменний список для таблиці не збігається з голосуванням.", "The roll-call table does not agree."),
    "pem": ("Файл ключа не збігається з ключем голосування.", "The key file is not the key of the vote."),
    "unread": ("Голосування не прочитано: {0}", "The vote cannot be read: {0}"),
    "broken": ("НЕ СХОДИТЬСЯ. Зауважень: {0}.", "DOES NOT HOLD. Findings: {0}."),
    "elects": ("обрано: {0}", "elected: {0}"),
    "nobody": ("не обрано нікого", "nobody is elected"),
    "to_run_off": ("повторне голосування: {0}", "run-off: {0}"),
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
    "entitled": ("Разом", "All"),
    "recused": ("Не беруть участі", "Recused"),
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
        seen.add(ballot["token"])
        before = ballot["token"]
    return found


def seal_of(ballots):
    lines = (f"{one['token']} {one['prefix']} {one['signature']} {one['choice']}\n" for one in ballots)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def chosen_on(choice, kind):
    """The numbers of candidates on a ballot in the order written; none of one that chooses nobody."""
    parts = choice.split(">" if kind == "stv" else ",")
    return tuple(int(part) for part in parts) if all(NUMBER.match(part) for part in parts) else ()


def is_known(choice, kind, candidates):
    """Whether a ballot says what its paper offers, in its only spelling."""
    if not isinstance(choice, str):
        return False
    if kind == "motion":
        return choice in ("for", *NOBODY)
    if choice in NOBODY:
        return True
    chosen = chosen_on(choice, kind)
    known = bool(chosen) and len(set(chosen)) == len(chosen) and set(chosen) <= set(candidates)
    if kind == "plurality":
        return known and len(chosen) == 1
    return known and (kind == "stv" or chosen == tuple(sorted(chosen)))


class Lot:
    """The order that was drawn; `used` tells whether a tie asked for it, `missing` that one did in vain."""

    def __init__(self, order):
        self.order, self.used, self.missing = list(order), False, False

    def among(self, tied):
        self.used = True
        if any(number not in self.order for number in tied):
            self.missing = True
            return min(tied)
        return min(tied, key=self.order.index)


def votes_of(choices, candidates, kind):
    """Votes by candidate, and how many are against all."""
    counted = Counter(number for choice in choices for number in chosen_on(choice, kind))
    votes = {number: Fraction(counted[number]) for number in sorted(candidates)}
    return votes, Fraction(sum(choice == "against" for choice in choices))


def leaders(votes):
    most = max(votes.values(), default=0)
    return [number for number, count in votes.items() if count == most]


def count_plurality(choices, candidates, needed, run_off):
    """One seat: who alone has most votes and the majority; else the two ahead (and who is tied with them) vote again."""
    votes, against = votes_of(choices, candidates, "plurality")
    ahead = leaders(votes)
    if len(ahead) == 1 and votes[ahead[0]] >= needed:
        return ahead, [], [(votes, against)]
    voted = {} if run_off else {number: count for number, count in votes.items() if count}
    going = leaders(voted)
    if len(going) == 1:
        going += leaders({number: count for number, count in voted.items() if number != going[0]})
    return [], sorted(going) if len(going) > 1 else [], [(votes, against)]


def count_approval(choices, candidates, needed, seats, lot):
    """Several seats: most votes win, nobody below the majority; a tie over the last seats is decided by lot."""
    votes, against = votes_of(choices, candidates, "approval")
    elected = []
    while len(elected) < seats:
        ahead = leaders({number: count for number, count in votes.items() if number not in elected and count >= needed})
        if not ahead:
            break
        elected.append(lot.among(ahead) if len(ahead) > seats - len(elected) else ahead[0])
    return elected, [], [(votes, against)]


class Transfer:
    """The single transferable vote: Droop quota, weighted inclusive Gregory method (SSI 2007/42), exact fractions."""

    def __init__(self, choices, candidates, seats, lot):
        papers = Counter(chosen for chosen in (chosen_on(choice, "stv") for choice in choices) if chosen)
        self.seats, self.lot, self.quota = seats, lot, sum(papers.values()) // (seats + 1) + 1
        self.running, self.elected, self.rounds, self.moved = set(candidates), [], [], set()
        self.piles = {number: [] for number in sorted(candidates)}
        self.idle = Fraction(0)
        self.give([(paper, Fraction(count)) for paper, count in papers.items()])
        if papers:
            self.run()

    def give(self, papers):
        for paper, worth in papers:
            heir = next((number for number in paper if number in self.running), None)
            if heir is None:
                self.idle += worth
            else:
                self.piles[heir].append((paper, worth))

    def votes(self, number):
        return sum((worth for _, worth in self.piles[number]), Fraction(0))

    def edge(self, numbers, choose):
        """Who has most (or fewest) votes; of those equal, who had so in the latest round in which they differed; else the lot."""
        stands = [{number: self.votes(number) for number in self.piles}, *(votes for votes, _ in reversed(self.rounds))]
        left = sorted(numbers)
        for stood in stands:
            mark = choose(stood[number] for number in left)
            left = [number for number in left if stood[number] == mark]
        return left[0] if len(left) == 1 else self.lot.among(left)

    def run(self):
        while True:
            while reached := [number for number in self.running if self.votes(number) >= self.quota]:
                self.seat(self.edge(reached, max))
            if 0 < len(self.running) <= self.seats - len(self.elected):
                for number in sorted(self.running, key=lambda number: (-self.votes(number), number)):
                    self.seat(number)
            self.rounds.append(({number: self.votes(number) for number in self.piles}, self.idle))
            if len(self.elected) == self.seats or not self.running:
                return
            self.pass_on()

    def seat(self, number):
        self.running.remove(number)
        self.elected.append(number)

    def pass_on(self):
        over = [number for number in self.elected if number not in self.moved and self.votes(number) > self.quota]
        if over:
            rich = self.edge(over, max)
            votes, pile = self.votes(rich), self.piles[rich]
            share = (votes - self.quota) / votes
            self.piles[rich] = [(paper, worth * (1 - share)) for paper, worth in pile]
            self.moved.add(rich)
            self.give([(paper, worth * share) for paper, worth in pile])
        else:
            last = self.edge(self.running, min)
            self.running.remove(last)
            pile, self.piles[last] = self.piles[last], []
            self.give(pile)


def counts_of(read, choices):
    """What became of all rights; in an election "for" are votes for any candidate."""
    told, election = read["announced"], read["question"]["kind"] != "motion"
    cast = Counter(choice if choice in NOBODY or not election else "for" for choice in choices)
    counts = {name: cast[name] for name in ("for", *NOBODY)}
    if "roll" in read:
        ended = Counter(line["vote"] for line in read["roll"])
        return {**counts, **{name: ended[name] for name in NOT_CAST}}
    here = told["present"] - told["recused"]
    absent = told["entitled"] - told["present"]
    return {**counts, "not_voted": here - len(choices), "absent": absent, "recused": told["recused"]}


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


def needed_within(counts, within):
    """How many votes for are needed within one level of councils."""
    entitled = sum(counts.values())
    told = {"entitled": entitled, "present": entitled - counts["absent"], "recused": counts["recused"]}
    return needed_of(counts, told, within)


def check_levels(read, counts):
    """Return what is wrong with a double majority, and whether each level of councils agrees; no level: not asked."""
    within = read["majority"].get("within_level")
    if within is None:
        return [], True
    levels, found = within["counts"], []
    if "roll" in read:
        real = {}
        for line in read["roll"]:
            real.setdefault(line["level"], Counter())[line["vote"]] += 1
        found += [
            ("level", code or "—")
            for code in sorted(real.keys() | levels.keys())
            if +real.get(code, Counter()) != +Counter(levels.get(code, {}))
        ]
    found += [("levels", name) for name in counts if sum(level[name] for level in levels.values()) != counts[name]]
    asked = [level for code, level in levels.items() if code and sum(level.values())]
    return found, all(level["for"] >= needed_within(level, within) for level in asked)


def count_election(read, choices, needed):
    """Return who is elected, who goes to a run-off, the rounds, and the lot as it was used."""
    asked, lot = read["election"], Lot(read["election"]["lot"])
    candidates = sorted(int(number) for number in asked["candidates"])
    kind = read["question"]["kind"]
    if kind == "plurality":
        return (*count_plurality(choices, candidates, needed, asked["run_off_of"] is not None), lot)
    if kind == "approval":
        return (*count_approval(choices, candidates, needed, asked["seats"], lot), lot)
    counted = Transfer(choices, candidates, asked["seats"], lot)
    return counted.elected, [], counted.rounds, lot


def check_election(read, choices, counts, needed):
    """Return what is wrong with an election, and whether it is carried."""
    asked, found = read["election"], []
    elected, run_off, rounds, lot = count_election(read, choices, needed)
    found += [("elected", elected, asked["elected"])] if elected != asked["elected"] else []
    found += [("run_off", run_off, asked["run_off"])] if run_off != asked["run_off"] else []
    for place in range(max(len(rounds), len(asked["rounds"]))):
        told = asked["rounds"][place] if place < len(asked["rounds"]) else {"votes": {}, "idle": "0"}
        votes, idle = rounds[place] if place < len(rounds) else ({}, 0)
        same = {int(number): Fraction(count) for number, count in told["votes"].items()} == votes
        found += [] if same and Fraction(told["idle"]) == idle else [("rounds", place + 1)]
    candidates = sorted(int(number) for number in asked["candidates"])
    drawn = bool(lot.order)
    if lot.missing or drawn != lot.used or (drawn and sorted(lot.order) != candidates):
        found.append(("lot",))
    enough = read["question"]["kind"] != "stv" or counts["for"] >= needed
    return found, bool(elected) and enough


def choices_of(read):
    """What the ballots say, however they were taken."""
    if "ballots" in read:
        added = read.get("on_paper", {"choices": {}})["choices"]
        on_paper = [choice for choice, count in sorted(added.items()) for _ in range(count)]
        return [one.get("choice") for one in read["ballots"]] + on_paper
    if "roll" in read:
        return [line["vote"] for line in read["roll"] if line["vote"] not in NOT_CAST]
    return [choice for choice, count in read["tally"].items() for _ in range(count)]


def check_result(read):
    """Return what is wrong with the numbers announced."""
    announced, found = read["announced"], []
    choices, kind = choices_of(read), read["question"]["kind"]
    candidates = [int(number) for number in read["election"]["candidates"]] if kind != "motion" else []
    unknown = [
        ("choice", f"№ {place}", one) for place, one in enumerate(choices, 1) if not is_known(one, kind, candidates)
    ]
    if unknown:
        return unknown
    counts = counts_of(read, choices)
    wrong = [name for name in counts if counts[name] != announced[name] or counts[name] < 0]
    found += [("count", name, counts[name], announced[name]) for name in wrong]
    if sum(counts.values()) != announced["entitled"]:
        found.append(("count", "entitled", sum(counts.values()), announced["entitled"]))
    needed = needed_of(counts, announced, read["majority"])
    if needed != read["majority"]["needed"]:
        found.append(("needed", needed, read["majority"]["needed"]))
    more, agreed = check_levels(read, counts)
    found += more
    carried = counts["for"] >= needed and agreed
    if kind != "motion":
        more, carried = check_election(read, choices, counts, needed)
        found += more
    if carried != announced["carried"]:
        found.append(("result",))
    return found


def check_box(read, seal):
    """Return what is wrong with the box of a secret vote: key, ballots, papers, seal."""
    n, e, ballots = int(read["key"]["n"], 16), read["key"]["e"], read["ballots"]
    size = (n.bit_length() + 7) // 8
    found = [] if n.bit_length() >= 2048 and n % 2 and e == 65537 else [("weak",)]
    if hashlib.sha256(n.to_bytes(size, "big")).hexdigest() != read["key"]["sha256"]:
        found.append(("key",))
    wrong = check_ballots(ballots, n, e)
    found += wrong
    if not any(word == "form" for word, *_ in wrong):
        real = seal_of(ballots)
        found += [("seal", real, given) for given in {read["seal"], seal or read["seal"]} if given != real]
    papers, names = read["papers"]["count"], read["papers"]["given_to"]
    if len(ballots) > papers:
        found.append(("papers", len(ballots), papers))
    if len(names) != papers:
        found.append(("names", len(names), papers))
    handed = read.get("on_paper", {"given_to": [], "choices": {}})
    if sum(handed["choices"].values()) > len(handed["given_to"]):
        found.append(("handed", sum(handed["choices"].values()), len(handed["given_to"])))
    everybody = names + handed["given_to"]
    if len(set(everybody)) != len(everybody):
        found.append(("named_twice",))
    return found


def check(read, seal=""):
    """Return what is wrong with one vote: pairs of a word and what fills it; nothing when all holds."""
    if read["format"] != FORMAT:
        raise ValueError(read["format"])
    if read["cancelled"]:
        return []
    return (check_box(read, seal) if read["question"]["method"] == "secret" else []) + check_result(read)


def pem_of(n, e):
    """The public key as SubjectPublicKeyInfo in PEM, as other programs read it."""

    def der(tag, body):
        size = len(body)
        length = (
            bytes([size]) if size < 128 else bytes([0x82, size >> 8, size & 255]) if size > 255 else bytes([0x81, size])
        )
        return bytes([tag]) + length + body

    numbers = b"".join(der(2, one.to_bytes(one.bit_length() // 8 + 1, "big")) for one in (n, e))
    kind = bytes.fromhex("300d06092a864886f70d0101010500")
    text = base64.b64encode(der(48, kind + der(3, b"\0" + der(48, numbers)))).decode()
    lines = "\n".join(text[place : place + 64] for place in range(0, len(text), 64))
    return f"-----BEGIN PUBLIC KEY-----\n{lines}\n-----END PUBLIC KEY-----\n"


def check_files(files):
    """Return files that are not as the list of digests says."""
    listed = dict(reversed(line.split("  ", 1)) for line in files["SHA256SUMS"].decode().splitlines())
    changed = [name for name in listed if name in files and hashlib.sha256(files[name]).hexdigest() != listed[name]]
    missing, more = listed.keys() - files.keys(), files.keys() - listed.keys() - {"SHA256SUMS"}
    return (
        [("file", name) for name in changed]
        + [("file_missing", name) for name in sorted(missing)]
        + [("file_more", name) for name in sorted(more)]
    )


def lines_of(files):
    """The lines of the journal that are shown, as rows; a line that does not fit its digest is told."""
    rows, found = [], []
    for text in files["journal/chain.jsonl"].decode().splitlines():
        link = json.loads(text)
        if "line" in link:
            rows.append(json.loads(link["line"]))
            if hashlib.sha256(link["line"].encode()).hexdigest() != link["digest"]:
                found.append(("line", link["number"]))
    return rows, found


def words_of(read):
    """The digest of what was put: title, text, numbered names of candidates."""
    names = {int(number): name for number, name in (read.get("election") or {"candidates": {}})["candidates"].items()}
    lines = [read["question"]["title"], read["question"]["text"], *(f"{one}. {names[one]}" for one in sorted(names))]
    return hashlib.sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()


def journal_of(read):
    """What the journal must say of a vote at its opening and its closing."""
    told, majority = read["announced"], read["majority"]
    opened = {name: majority[name] for name in ("share", "strict", "base")}
    opened.update(method=read["question"]["method"], words=words_of(read))
    opened.update({name: told[name] for name in ("entitled", "present", "recused")})
    closed = {name: told[name] for name in ("for", *NOBODY, "not_voted", "absent", "carried")}
    closed["needed"] = majority["needed"]
    within = majority.get("within_level")
    if within is not None:
        opened.update({f"level_{name}": within[name] for name in ("share", "strict", "base")})
        levels = {code: level for code, level in within["counts"].items() if code and sum(level.values())}
        closed["levels"] = {
            code: {"for": level["for"], "needed": needed_within(level, within)} for code, level in levels.items()
        }
    if read["question"]["method"] == "secret":
        opened["key"] = read["key"]["sha256"]
        closed.update(papers=read["papers"]["count"], ballots=len(read["ballots"]), seal=read["seal"])
        handed = read.get("on_paper", {"given_to": [], "choices": {}})
        closed.update(handed=len(handed["given_to"]) or None)
        closed.update(on_paper={"choices": handed["choices"]} if handed["choices"] else None)
    if read["question"]["kind"] != "motion":
        asked = read["election"]
        opened.update(kind=read["question"]["kind"], seats=asked["seats"], run_off_of=asked["run_off_of"])
        closed.update(elected=asked["elected"], run_off=asked["run_off"])
        closed.update({"lot": asked["lot"]} if asked["lot"] else {})
    return {"question.opened": opened, "question.closed": closed}


def check_journal(read, lines):
    """Return where the journal says otherwise of a vote."""
    number = str(read["question"]["number"])
    own = {
        line["act"]: line["facts"]
        for line in lines
        if line["object_type"] == "ballots.question" and line["object_id"] == number
    }
    if read["cancelled"]:
        return [] if "question.cancelled" in own else [("no_line",)]
    found = []
    for act, facts in journal_of(read).items():
        if act not in own:
            found.append(("no_line",))
            continue
        said = own[act]
        found += [("journal", name, said.get(name), facts[name]) for name in facts if said.get(name) != facts[name]]
        found += [("journal", "lot", said["lot"], "—")] if "lot" in said and "lot" not in facts else []
        double = "level_share" in said and "level_share" not in facts
        found += [("journal", "level_share", said["level_share"], "—")] if double else []
    if read["question"]["kind"] != "motion" and "question.opened" in own:
        put = sorted(own["question.opened"].get("candidates", {}))
        found += (
            []
            if put == sorted(read["election"]["candidates"])
            else [("journal", "candidates", put, sorted(read["election"]["candidates"]))]
        )
    return found


def check_beside(name, read, files):
    """Return whether the table of a roll-call and the file of a key say the same as the vote."""
    found, stem = [], name.removeprefix("votes/").removesuffix(".json")
    table, key = files.get(f"roll-calls/{stem}.csv"), files.get(f"keys/{stem}.pem")
    if table is not None:
        rows = csv.DictReader(io.StringIO(table.decode("utf-8-sig"), newline=""), delimiter=";")
        told = [(row["member"].removeprefix("'"), row["vote"].removeprefix("'")) for row in rows]
        found += [] if told == [(line["member"], line["vote"]) for line in read.get("roll", [])] else [("roll",)]
    if key is not None and ("key" not in read or key.decode() != pem_of(int(read["key"]["n"], 16), read["key"]["e"])):
        found.append(("pem",))
    return found


def check_meeting(files, votes, lines):
    """Return what is wrong with the archive as a whole: votes missing or added, run-offs, decisions."""
    meeting, found = json.loads(files["meeting.json"]), []
    if meeting["format"] != MEETING:
        raise ValueError(meeting["format"])
    by_number = {read["question"]["number"]: read for read in votes.values()}
    known = {
        line["object_id"]
        for line in lines
        if line["act"] in ("question.opened", "question.closed", "question.cancelled")
    }
    found += [("no_vote", number) for number in sorted(known - {str(number) for number in by_number})]
    held = [line["facts"].get("votes") for line in lines if line["act"] == "meeting.closed"]
    if not held:
        found.append(("never_closed",))
    found += [("votes", count, len(votes)) for count in held if count not in (None, len(votes))]
    for read in votes.values():
        first = (read.get("election") or {}).get("run_off_of")
        if first is not None and not read["cancelled"]:
            before = by_number.get(first, {}).get("election") or {}
            if before.get("run_off") != sorted(int(number) for number in read["election"]["candidates"]):
                found.append(("again", first))
    for decision in meeting["decisions"]:
        vote = by_number.get(decision["vote"])
        if decision["vote"] is not None and (vote is None or vote["cancelled"] or not same_counts(decision, vote)):
            found.append(("agenda", decision["number"]))
    return found


def same_counts(decision, vote):
    told = vote["announced"]
    names = (("votes_for", "for"), ("votes_against", "against"), ("votes_abstained", "abstained"))
    return told["carried"] and all(decision[one] == told[other] for one, other in names)


def check_archive(files):
    """Return the votes of an archive by file, and what is wrong: pairs of the file ("" for the whole) and the finding."""
    lines, wrong = lines_of(files)
    found = [("", one) for one in check_files(files) + wrong]
    votes = {name: json.loads(files[name]) for name in sorted(files) if name.startswith("votes/")}
    for name, read in votes.items():
        try:
            own = check(read) + check_journal(read, lines) + check_beside(name, read, files)
        except BROKEN as error:
            own = [("unread", repr(error))]
        found += [(name, one) for one in own]
    return votes, found + [("", one) for one in check_meeting(files, votes, lines)]


BROKEN = (OSError, ValueError, KeyError, TypeError, AttributeError, ZeroDivisionError, IndexError)


def say(language, word, *facts):
    return WORDS[word][language == "en"].format(*facts)


def tell(language, finding):
    word, *facts = finding
    if word in ("count", "levels"):
        facts[0] = say(language, facts[0])
    return "- " + say(language, word, *facts)


def summary(language, read):
    """What came of one vote, in one line."""
    if read["cancelled"]:
        return say(language, "cancelled")
    told, election = read["announced"], read.get("election")
    if election is None:
        ending = say(language, "carried" if told["carried"] else "lost")
    elif told["carried"]:
        ending = say(language, "elects", "; ".join(election["candidates"][str(one)] for one in election["elected"]))
    elif election["run_off"]:
        ending = say(language, "to_run_off", "; ".join(election["candidates"][str(one)] for one in election["run_off"]))
    else:
        ending = say(language, "nobody")
    counts = say(language, "counts", told["for"], told["against"], told["abstained"], ending)
    if "ballots" in read:
        handed = read.get("on_paper")
        told = say(language, "secret", len(read["ballots"]), read["papers"]["count"])
        if handed:
            told += say(language, "on_paper", sum(handed["choices"].values()), len(handed["given_to"]))
        return told + counts
    return counts[0].upper() + counts[1:]


def of_archive(path, language):
    """Check an archive and say what was found; return 0 or 1."""
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        if len(set(names)) != len(names) or archive.testzip():
            raise ValueError(path)
        files = {name: archive.read(name) for name in names}
    votes, found = check_archive(files)
    for name, read in votes.items():
        own = [finding for where, finding in found if where == name]
        print(f"{name}  {read['question']['title']}")
        print("\n".join(tell(language, finding) for finding in own) if own else "  " + summary(language, read))
    for where, finding in found:
        if not where:
            print(tell(language, finding))
    print(say(language, "broken", len(found)) if found else say(language, "all_hold", len(votes)))
    return int(bool(found))


def of_vote(path, language, seal):
    """Check one vote and say what was found; return 0 or 1."""
    read = json.loads(Path(path).read_text(encoding="utf-8"))
    found = check(read, seal)
    for finding in found:
        print(tell(language, finding))
    if found:
        print(say(language, "broken", len(found)))
        return 1
    print(say(language, "holds", summary(language, read)))
    if "seal" in read:
        print(say(language, "digest", read["seal"]))
    return 0


def main():
    parser = argparse.ArgumentParser(description="Count the votes of a meeting of Spilno again.")
    parser.add_argument("file", help="the archive of a meeting, ZIP, or one vote, JSON")
    parser.add_argument("--seal", default="", help="the digest of the list of a secret vote as the minutes have it")
    parser.add_argument(
        "--language", choices=("uk", "en"), default="en" if os.environ.get("LANG", "").startswith("en") else "uk"
    )
    given = parser.parse_args()
    try:
        if zipfile.is_zipfile(given.file):
            return of_archive(given.file, given.language)
        return of_vote(given.file, given.language, given.seal.strip().lower())
    except (*BROKEN, zipfile.BadZipFile, zlib.error, EOFError) as error:
        print(say(given.language, "unreadable", repr(error)))
        return 2


if __name__ == "__main__":
    sys.exit(main())
