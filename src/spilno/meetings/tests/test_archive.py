"""A meeting as one file: who may take it, that it never changes by itself, that two small programs find every change."""

import io
import json
import subprocess
import sys
import zipfile
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.cast import grant

from spilno.accounts.models import Right
from spilno.ballots.tests.phone import Phone
from spilno.bodies.models import Seat
from spilno.journal.services import seal_days
from spilno.meetings.models import Item, Meeting
from spilno.meetings.services.elections import nominate, prepare_election
from spilno.meetings.services.hall import close_meeting
from spilno.meetings.services.minutes import lay_open
from spilno.meetings.services.secret import drop_ballots, give_papers
from spilno.meetings.services.voting import cancel_vote, close_vote
from spilno.meetings.tests.voting_hall import put, vote

TOOLS = Path(__file__).parents[4] / "tools"


def take_up(hall, title):
    item = Item.objects.create(
        meeting=hall.meeting, order=hall.meeting.items.count() + 1, title=title, draft_decision="Так.", state="heard"
    )
    hall.item = hall.meeting.current_item = item
    hall.meeting.save()
    return item


def elect(hall, cast, kind, seats, candidates, method, choices):
    take_up(hall, f"Про вибори: {kind}")
    places = [Seat.objects.create(body=cast.board, title_uk=f"Член {kind}", order=place) for place in range(seats)]
    prepare_election(hall.item, kind=kind, seats=places, by=hall.secretary)
    for person in hall.people[:candidates]:
        nominate(hall.item, person, nominated_by="Правління", consents=True, by=hall.secretary)
    return again(hall, "whole", method, choices)


def again(hall, purpose, method, choices):
    made = put(hall, purpose=purpose, method=method, text="")
    if method == "secret":
        secretly(hall, made, choices)
    else:
        vote(hall, made, *choices)
    return close_vote(made, by=hall.secretary)


def secretly(hall, made, choices):
    phones = [
        Phone(made.question, made.question.electors.get(membership=member)) for member in hall.members[: len(choices)]
    ]
    for phone, signature in zip(phones, give_papers(made, [phone.request for phone in phones]), strict=True):
        phone.got(signature)
    drop_ballots(made, [phone.ballot(choice) for phone, choice in zip(phones, choices, strict=True) if choice])


@pytest.fixture
def held(hall, cast):
    """A meeting with a vote of every kind: open, roll-call, cancelled, secret; elections of all three kinds, a run-off, a lot."""
    made = put(hall, method="open")
    vote(hall, made, "for", "for", "for", "against")
    close_vote(made, by=hall.secretary)
    take_up(hall, "Про внески")
    cancel_vote(put(hall), reason="помилка", by=hall.secretary)
    made = put(hall)
    vote(hall, made, "for", "for", "abstained", "for")
    close_vote(made, by=hall.secretary)
    take_up(hall, "Про довіру")
    made = put(hall, method="secret")
    secretly(hall, made, ["for", "for", "for", "against", ""])
    close_vote(made, by=hall.secretary)
    for method in ("roll_call", "open"):
        item = take_up(hall, f"Про межі повноважень: {method}")
        Item.objects.filter(pk=item.pk).update(matter="between_levels")
        made = put(hall, method=method)
        vote(hall, made, "for", "for", "for", "for", "against")
        close_vote(made, by=hall.secretary)
    elect(hall, cast, "plurality", 1, 3, "roll_call", ["1", "1", "2", "2", "3"])
    again(hall, "run_off", "secret", ["1", "1", "2", "2", "2"])
    elect(hall, cast, "approval", 2, 4, "open", ["1,2", "1,2", "1,2,3", "3", "against"])
    elect(hall, cast, "stv", 2, 4, "secret", ["1>2", "2>1", "3", "4>3", "abstained"])
    close_meeting(hall.meeting, by=hall.secretary)
    hall.meeting.refresh_from_db()
    return hall


KEPT: dict = {}


@pytest.fixture
def files(request):
    """The files of the archive of that meeting; made once, because those who only change them need no database."""
    if not KEPT:
        KEPT.update(files_of(taken(request.getfixturevalue("held").meeting)))
    return dict(KEPT)


def taken(meeting, name="archive", client=None):
    answer = (client or Client()).get(reverse(f"meetings:{name}", args=[meeting.pk]))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/zip"
    return answer.content


def files_of(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(files, *, sums=True):
    """Pack again what was changed; with `sums` the digests are made anew, as one would who wants to deceive."""
    files = dict(files)
    if sums:
        listed = sorted(files.keys() - {"SHA256SUMS"})
        files["SHA256SUMS"] = "".join(f"{sha256(files[name]).hexdigest()}  {name}\n" for name in listed).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def run(tool, content, tmp_path, *more):
    """Run a tool as its own process, without this project on its path."""
    path = tmp_path / "meeting.zip"
    path.write_bytes(content)
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(TOOLS / tool), str(path), *more], capture_output=True, text=True, check=False
    )
    assert not done.stderr
    return done.returncode, done.stdout


def counted(content, tmp_path):
    return run("count_ballots.py", content, tmp_path, "--language", "uk")


def test_both_programs_confirm_a_meeting_from_its_archive_alone(held, tmp_path):
    content = taken(held.meeting)
    code, said = counted(content, tmp_path)
    assert code == 0, said
    assert said.splitlines()[-1] == "ВСЕ СХОДИТЬСЯ. Голосувань 10: пораховано наново кожне."
    assert "голосування скасовано" in said
    assert f"повторне голосування: {held.people[0]}; {held.people[1]}" in said
    assert "Бюлетенів 4, видано 5; за 3, проти 1" in said
    code, said = run("verify_journal.py", content, tmp_path)
    assert (code, said[:5]) == (0, "VALID")


def test_the_same_meeting_gives_the_same_bytes_in_any_language(held):
    first = taken(held.meeting)
    english = Client(HTTP_ACCEPT_LANGUAGE="en")
    assert (
        taken(held.meeting, client=english)
        == first
        == english.get(f"/en/meetings/{held.meeting.pk}/archive.zip").content
    )


def test_everybody_takes_it_once_the_meeting_is_closed_and_nobody_before(hall, cast, client):
    for user in (None, cast.secretary):
        if user:
            client.force_login(user)
        assert client.get(reverse("meetings:archive", args=[hall.meeting.pk])).status_code == 404
    recorded = Meeting.objects.create(
        body=cast.general_meeting, number=3, state="closed", source="газета", starts_at=timezone.now()
    )
    assert client.get(reverse("meetings:archive", args=[recorded.pk])).status_code == 404


def test_the_page_of_the_meeting_leads_to_it(held, client):
    page = client.get(reverse("meetings:meeting", args=[held.meeting.pk])).content.decode()
    assert reverse("meetings:archive", args=[held.meeting.pk]) in page
    assert reverse("meetings:archive_whole", args=[held.meeting.pk]) not in page


def test_of_an_open_vote_only_numbers_are_public(held):
    files = files_of(taken(held.meeting))
    first = json.loads(files["votes/01.json"])
    assert first["tally"] == {"for": 3, "against": 1, "abstained": 0}
    assert "roll" not in first
    assert json.loads(files["votes/03.json"])["roll"][0]["representative"]
    assert "roll-calls/01.csv" not in files
    text = b"".join(files.values()).decode()
    assert "@example.org" not in text
    assert '"vote.cast' not in text


def test_the_fuller_archive_is_for_those_who_read_the_journal(held, cast, client, tmp_path):
    address = reverse("meetings:archive_whole", args=[held.meeting.pk])
    assert client.get(address).status_code == 404
    for user in (cast.delegate, cast.stranger):
        client.force_login(user)
        assert client.get(address).status_code == 404
    grant(cast.stranger, Right.AUDIT)
    content = taken(held.meeting, "archive_whole", client)
    assert json.loads(files_of(content)["votes/01.json"])["roll"][0]["vote"] == "for"
    assert b"vote.cast" in files_of(content)["journal/chain.jsonl"]
    assert counted(content, tmp_path)[0] == 0
    assert run("verify_journal.py", content, tmp_path)[0] == 0


def test_of_a_secret_vote_even_the_fuller_archive_tells_nobody_whose_ballot_it_is(held, cast):
    client = Client()
    client.force_login(cast.secretary)
    grant(cast.secretary, Right.AUDIT)
    files = files_of(taken(held.meeting, "archive_whole", client))
    secret = json.loads(files["votes/04.json"])
    assert set(secret["ballots"][0]) == {"token", "prefix", "signature", "choice"}
    assert "roll" not in secret


def test_the_minutes_come_along_when_they_are_published(held, tmp_path):
    assert not any(name.startswith("minutes/") for name in files_of(taken(held.meeting)))
    assert "ще не оприлюднено" in files_of(taken(held.meeting))["README.uk.txt"].decode()
    lay_open(held.meeting.minutes, by=held.secretary)
    content = taken(held.meeting)
    files = files_of(content)
    assert files["minutes/minutes.pdf"].startswith(b"%PDF")
    assert files["minutes/minutes.docx"].startswith(b"PK")
    assert counted(content, tmp_path)[0] == 0
    assert "ще не оприлюднено" not in files["README.uk.txt"].decode()
    assert "count_ballots.py" in files["README.en.txt"].decode()


def test_the_chain_goes_on_to_the_sealed_day(held, tmp_path):
    seal_days(before=timezone.localdate() + timedelta(days=1))
    content = taken(held.meeting)
    code, said = run("verify_journal.py", content, tmp_path)
    assert (code, "1 published" in said) == (0, True)
    heads = json.loads(files_of(content)["journal/heads.json"])
    changed = tmp_path / "heads.json"
    changed.write_text(json.dumps([heads[0] | {"hash": "0" * 64}]))
    assert run("verify_journal.py", content, tmp_path, "--heads", str(changed))[0] == 1


def test_the_keys_are_read_by_other_programs_too(files):
    key = load_pem_public_key(files["keys/04.pem"])
    assert f"{key.public_numbers().n:x}" == json.loads(files["votes/04.json"])["key"]["n"]


def test_any_file_changed_added_or_removed_is_found(files, tmp_path):
    for name in sorted(files.keys() - {"SHA256SUMS"}):
        content = bytearray(files[name])
        content[len(content) // 2] ^= 1
        assert counted(packed(files | {name: bytes(content)}, sums=False), tmp_path)[0] in {1, 2}, name
        without = {key: value for key, value in files.items() if key != name}
        assert counted(packed(without, sums=False), tmp_path)[0] in {1, 2}, name
    assert counted(packed(files | {"votes/99.json": files["votes/01.json"]}, sums=False), tmp_path)[0] == 1
    assert counted(packed(files | {"more.txt": b""}, sums=False), tmp_path)[0] == 1


def test_any_byte_of_the_archive_that_is_changed_is_found(files, tmp_path):
    content = packed(files)
    for place in range(100, len(content) - 6000, len(content) // 15):
        changed = bytearray(content)
        changed[place] ^= 4
        assert counted(bytes(changed), tmp_path)[0] in {1, 2}, place


def edited(files, name, change):
    read = json.loads(files[name])
    change(read)
    return files | {name: json.dumps(read, ensure_ascii=False).encode()}


def drop_vote(read):
    read["ballots"].pop()


def whole_count(read):
    """Change an open vote and all numbers announced with it, so that it agrees with itself."""
    read["tally"]["for"] += 1
    read["announced"]["for"] += 1
    read["announced"]["not_voted"] -= 1


def another_winner(read):
    read["election"]["elected"] = [2, 1]


SKILFUL = {
    "a ballot of the roll changed": ("votes/03.json", lambda read: read["roll"][0].update(vote="against")),
    "a name of the roll changed": ("votes/03.json", lambda read: read["roll"][0].update(member="Інша рада")),
    "a line of the roll removed": ("votes/03.json", lambda read: read["roll"].pop()),
    "a line of the roll added": ("votes/03.json", lambda read: read["roll"].append(read["roll"][0])),
    "an open vote changed as a whole": ("votes/01.json", whole_count),
    "a result turned round": ("votes/01.json", lambda read: read["announced"].update(carried=False)),
    "another majority": ("votes/01.json", lambda read: read["majority"].update(share="1/4", needed=2)),
    "a vote said to be cancelled": ("votes/01.json", lambda read: read.update(cancelled="помилка")),
    "a cancelled vote said to be held": ("votes/02.json", lambda read: read.update(cancelled="")),
    "a secret ballot removed": ("votes/04.json", drop_vote),
    "a secret ballot added": ("votes/04.json", lambda read: read["ballots"].append(read["ballots"][0])),
    "a secret ballot changed": ("votes/04.json", lambda read: read["ballots"][0].update(choice="abstained")),
    "another key": ("votes/04.json", lambda read: read["key"].update(n=read["key"]["n"][:-4] + "0001")),
    "another text": ("votes/01.json", lambda read: read["question"].update(text="Не проводити дня.")),
    "names of candidates swapped": (
        "votes/09.json",
        lambda read: read["election"]["candidates"].update(
            {"1": read["election"]["candidates"]["2"], "2": read["election"]["candidates"]["1"]}
        ),
    ),
    "the run-off forgotten": ("votes/07.json", lambda read: read["election"].update(run_off=[])),
    "another pair in the run-off": ("votes/07.json", lambda read: read["election"].update(run_off=[1, 3])),
    "a run-off of nothing": ("votes/08.json", lambda read: read["election"].update(run_off_of=None)),
    "another candidate elected": ("votes/09.json", another_winner),
    "an approval taken away": ("votes/09.json", lambda read: read["tally"].update({"1,2": 1, "1": 1})),
    "another lot": ("votes/10.json", lambda read: read["election"]["lot"].reverse()),
    "the lot taken away": ("votes/10.json", lambda read: read["election"].update(lot=[])),
    "a round changed": ("votes/10.json", lambda read: read["election"]["rounds"][0]["votes"].update({"1": "2"})),
    "a candidate added": ("votes/10.json", lambda read: read["election"]["candidates"].update({"5": "Хтось"})),
    "a council of another level": ("votes/05.json", lambda read: read["roll"][0].update(level="raion")),
    "a level that did not agree": (
        "votes/06.json",
        lambda read: read["majority"]["within_level"]["counts"]["city"].update({"for": 2, "against": 3}),
    ),
    "levels not asked": ("votes/06.json", lambda read: read["majority"].pop("within_level")),
    "a decision with other counts": ("meeting.json", lambda read: read["decisions"][0].update(votes_for=5)),
    "a decision of no vote": ("meeting.json", lambda read: read["decisions"][0].update(vote=999)),
}


@pytest.mark.parametrize("how", SKILFUL)
def test_who_makes_the_digests_anew_is_found_by_the_count_and_the_journal(files, tmp_path, how):
    name, change = SKILFUL[how]
    code, said = counted(packed(edited(files, name, change)), tmp_path)
    assert code == 1, said
    assert said.splitlines()[-1].startswith("НЕ СХОДИТЬСЯ.")


def test_a_vote_left_out_is_found_even_when_its_lines_are_hidden(files, tmp_path):
    number = str(json.loads(files["votes/01.json"])["question"]["number"])
    del files["votes/01.json"]
    assert counted(packed(files), tmp_path)[0] == 1
    hidden = []
    for text in files["journal/chain.jsonl"].decode().splitlines():
        link = json.loads(text)
        line = json.loads(link.get("line", "{}"))
        if line.get("object_type") == "ballots.question" and line["object_id"] == number:
            del link["line"]
        hidden.append(json.dumps(link))
    files["journal/chain.jsonl"] = "\n".join(hidden).encode()
    meeting = json.loads(files["meeting.json"])
    meeting["decisions"] = [one for one in meeting["decisions"] if str(one["vote"]) != number]
    files["meeting.json"] = json.dumps(meeting).encode()
    content = packed(files)
    code, said = counted(content, tmp_path)
    assert (code, "За журналом голосувань було 10, в архіві їх 9" in said) == (1, True)
    assert run("verify_journal.py", content, tmp_path)[0] == 0  # the chain itself holds


def test_a_journal_written_anew_is_found_by_its_chain(files, tmp_path):
    lines = files["journal/chain.jsonl"].decode().splitlines()
    link = json.loads(next(line for line in lines if "question.closed" in line))
    link["line"] = link["line"].replace('"for":3', '"for":4')
    link["digest"] = sha256(link["line"].encode()).hexdigest()
    changed = [json.dumps(link) if json.loads(line)["number"] == link["number"] else line for line in lines]
    files["journal/chain.jsonl"] = "\n".join(changed).encode()
    assert run("verify_journal.py", packed(files), tmp_path)[0] == 1


@pytest.mark.parametrize("content", [b"", b"PK\x05\x06" + bytes(18), b"not a zip"])
def test_what_is_no_archive_is_told_so(content, tmp_path):
    assert counted(content, tmp_path)[0] == 2
    assert run("verify_journal.py", content, tmp_path)[0] == (2 if content else 0)  # no act at all is a whole chain
