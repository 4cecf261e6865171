import importlib.util
import json
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from spilno.journal.models import DailyHead, Entry
from spilno.journal.queries import check, entries_of, register_acts, told
from spilno.journal.rules.chain import START, Link, digest_of, hash_of, line_of, verify
from spilno.journal.services import record, seal_days

TOOL = Path(__file__).parents[4] / "tools" / "verify_journal.py"


def chain(lines):
    here, links = START, []
    for number, line in enumerate(lines, start=1):
        here = hash_of(here, digest_of(line))
        links.append(Link(number, digest_of(line), here, line))
    return links


def outsider():
    spec = importlib.util.spec_from_file_location("verify_journal_tool", TOOL)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def rows(links, *, whole=True):
    return [
        {"number": link.number, "digest": link.digest, "hash": link.hash, **({"line": link.line} if whole else {})}
        for link in links
    ]


texts = st.lists(st.text(max_size=20), min_size=2, max_size=12, unique=True)


def test_an_empty_chain_holds():
    assert verify([]).valid
    assert verify([]).head == START


def test_a_line_is_written_in_one_way_only():
    assert line_of({"b": 1, "a": "і"}) == line_of({"a": "і", "b": 1}) == '{"a":"і","b":1}'


@given(texts)
def test_an_honest_chain_holds_with_and_without_its_lines(lines):
    links = chain(lines)
    assert verify(links).checked == len(lines)
    assert verify([Link(link.number, link.digest, link.hash) for link in links]).valid
    assert verify(links, heads={len(links): links[-1].hash}).valid


@given(texts, st.data())
def test_a_changed_line_is_found_where_it_stands(lines, data):
    links, place = chain(lines), data.draw(st.integers(0, len(lines) - 1))
    old = links[place]
    links[place] = Link(old.number, old.digest, old.hash, old.line + "!")
    verdict = verify(links)
    assert (verdict.broken_at, verdict.reason) == (place + 1, "line")
    links[place] = Link(old.number, digest_of(old.line + "!"), old.hash, old.line + "!")
    assert verify(links).reason == "hash"


@given(texts, st.data())
def test_a_removed_line_is_found(lines, data):
    links, place = chain(lines), data.draw(st.integers(0, len(lines) - 1))
    cut = links[:place] + links[place + 1 :]
    assert not verify(cut, heads={len(links): links[-1].hash}).valid
    renumbered = [Link(number, link.digest, link.hash, link.line) for number, link in enumerate(cut, start=1)]
    assert not verify(renumbered, heads={len(links): links[-1].hash}).valid


@given(texts, st.data())
def test_swapped_lines_are_found(lines, data):
    links, place = chain(lines), data.draw(st.integers(0, len(lines) - 2))
    links[place], links[place + 1] = links[place + 1], links[place]
    assert not verify(links).valid


@given(texts)
def test_a_chain_cut_short_or_written_anew_does_not_meet_a_published_head(lines):
    links = chain(lines)
    published = {len(links): links[-1].hash}
    assert verify(links[:-1]).valid
    assert verify(links[:-1], heads=published).reason == "short"
    forged = chain([*lines[:-1], "forged" * 5])
    assert verify(forged).valid
    assert verify(forged, heads=published).reason == "head"


@given(texts, st.data())
def test_the_outsider_finds_the_same_as_the_house(lines, data):
    links, heads = chain(lines), {}
    place = data.draw(st.integers(0, len(lines) - 1))
    what = data.draw(st.sampled_from(["none", "change", "remove", "swap", "short"]))
    if what == "change":
        old = links[place]
        links[place] = Link(old.number, old.digest, old.hash, old.line + "x")
    elif what == "remove":
        heads, links = {len(links): links[-1].hash}, links[:place] + links[place + 1 :]
    elif what == "swap":
        links[0], links[-1] = links[-1], links[0]
    elif what == "short":
        heads, links = {len(links): links[-1].hash}, links[:-1]
    checked, _, broken = outsider().verify(rows(links), heads=heads)
    verdict = verify(links, heads=heads)
    assert verdict.valid == (broken == "")
    assert verdict.checked == checked


def test_the_tool_runs_alone(tmp_path):
    links = chain(["a", "b", "c"])
    file = tmp_path / "journal.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows(links, whole=False)))
    heads = tmp_path / "heads.json"
    heads.write_text(json.dumps([{"day": "2026-11-27", "number": 3, "hash": links[-1].hash}]))

    def run():
        command = [sys.executable, "-I", "-S", str(TOOL), str(file), "--heads", str(heads)]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    assert run().returncode == 0
    assert run().stdout.startswith("VALID. 3 acts")
    file.write_text("".join(json.dumps(row) + "\n" for row in rows(links[:2])))
    assert run().returncode == 1
    assert "act 3 was published" in run().stdout
    file.write_text("not json")
    assert run().returncode == 2


def test_an_act_leaves_a_line_and_the_chain_holds(cast):
    for _ in range(3):
        with transaction.atomic():
            entry = record("vote.opened", cast.lypova, by=cast.secretary, ground="п. 5.7", facts={"present": 47})
    assert entry.previous == Entry.objects.get(number=entry.number - 1).hash
    assert json.loads(entry.line)["facts"] == {"present": 47}
    assert check().valid
    assert check().checked == entry.number


@pytest.mark.parametrize("field", ["line", "digest", "hash"])
def test_a_row_changed_in_the_database_is_found(cast, field):
    with transaction.atomic():
        for _ in range(3):
            entry = record("a.b", cast.lypova, by=None)
    second = Entry.objects.get(number=entry.number - 1)
    Entry.objects.filter(pk=second.pk).update(**{field: "0" * 64})
    assert check().broken_at == second.number
    with pytest.raises(CommandError, match=f"broken at act {second.number}"):
        call_command("verify_journal")


def test_a_day_is_sealed_once_and_only_when_it_is_over(cast, monkeypatch):
    moments = [
        datetime(2026, 11, 20, 21, 30, tzinfo=UTC),  # 23:30 in Kyiv
        datetime(2026, 11, 20, 22, 30, tzinfo=UTC),  # already the next day in Kyiv
        datetime(2026, 11, 25, 9, tzinfo=UTC),
    ]
    made = []
    for moment in moments:
        monkeypatch.setattr("spilno.journal.services.timezone.now", lambda moment=moment: moment)
        with transaction.atomic():
            made.append(record("a.b", cast.lypova, by=None))
    sealed = seal_days(before=date(2026, 11, 25))
    assert [(head.day, head.number) for head in sealed] == [
        (date(2026, 11, 20), made[0].number),
        (date(2026, 11, 21), made[1].number),
    ]
    assert seal_days(before=date(2026, 11, 25)) == []
    assert check().valid
    Entry.objects.filter(number__gte=made[1].number).delete()
    assert check().reason == "short"


def test_an_act_is_told_in_words_with_its_name(cast):
    register_acts({"test.done": "The test was done"})
    with transaction.atomic():
        record("test.done", cast.lypova, by=cast.secretary, ground="п. 1")
        record("test.unknown", cast.lypova, by=None)
    first, second = told(entries_of(cast.lypova))
    assert (first.what, first.who, first.ground) == ("The test was done", "Тарас ЯВІР", "п. 1")
    assert second.what == "test.unknown"
    with pytest.raises(ValueError, match=r"test\.done"):
        register_acts({"test.done": "Another app says it otherwise"})


def test_the_page_shows_days_and_nothing_of_persons(client, cast):
    with transaction.atomic():
        record("test.done", cast.lypova, by=cast.secretary, ground="підстава з прізвищем Верба")
    page = client.get("/journal/")
    lines = b"".join(client.get("/journal/all.jsonl").streaming_content).decode()
    assert page.status_code == 200
    assert "Верба" not in page.content.decode() + lines
    assert client.get("/journal/check/").status_code == 200
    assert outsider().verify([json.loads(line) for line in lines.splitlines()])[2] == ""


def test_whole_lines_are_not_for_strangers(client, cast):
    client.force_login(cast.stranger)
    assert client.get("/journal/all.jsonl?lines=1").status_code == 404


def test_a_wrong_day_is_not_found(client, cast):
    assert client.get("/journal/2026-13-45.jsonl").status_code == 404


def test_sealed_days_and_the_program_can_be_taken(client, cast):
    with transaction.atomic():
        entry = record("a.b", cast.lypova, by=None)
    DailyHead.objects.create(day=date(2026, 1, 1), number=entry.number, hash=entry.hash)
    assert client.get("/journal/heads.json").status_code == 200
    assert b"def verify" in b"".join(client.get("/journal/verify_journal.py").streaming_content)


def test_outside_a_transaction_nothing_is_written(transactional_db):
    from django.contrib.auth import get_user_model

    user = get_user_model().objects.create_user("a@example.org", "x")
    assert not connection.in_atomic_block
    with pytest.raises(transaction.TransactionManagementError):
        record("a.b", user, by=None)
    assert not Entry.objects.exists()


def test_the_secretariat_takes_whole_lines(client, cast):
    with transaction.atomic():
        record("a.b", cast.lypova, by=cast.secretary, ground="п. 1")
    client.force_login(cast.secretary)
    lines = b"".join(client.get("/journal/all.jsonl?lines=1").streaming_content).decode().splitlines()
    assert json.loads(json.loads(lines[-1])["line"])["ground"] == "п. 1"
    assert outsider().verify([json.loads(line) for line in lines])[2] == ""


def test_names_come_from_the_register_of_people(cast):
    with transaction.atomic():
        record("a.b", cast.lypova, by=cast.secretary)
    assert told(entries_of(cast.lypova))[0].who == "Тарас ЯВІР"


def test_the_footer_shows_the_sealed_day(client, cast):
    with transaction.atomic():
        entry = record("a.b", cast.lypova, by=None)
    DailyHead.objects.create(day=date(2026, 11, 21), number=entry.number, hash=entry.hash)
    page = client.get("/journal/").content.decode()
    assert "21.11.2026" in page
    assert f"{entry.hash[:4]} {entry.hash[4:8]}" in page
