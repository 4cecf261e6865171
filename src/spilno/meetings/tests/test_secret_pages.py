"""Pages and requests of a secret vote: papers, the box without a session, the public list, the tool that counts again."""

import copy
import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from spilno.ballots.models import BallotCast, PaperGiven
from spilno.ballots.tests.phone import Phone
from spilno.meetings.forms.secret import BALLOT_BYTES, asked_papers, ballot_in
from spilno.meetings.services.voting import close_vote
from spilno.meetings.tests.test_secret_voting import voted
from spilno.meetings.tests.voting_hall import put

ROOT = Path(__file__).parents[4]
sys.path.insert(0, str(ROOT / "tools"))

import count_ballots  # noqa: E402

JSON = {"content_type": "application/json", "headers": {"accept": "application/json"}}


@pytest.fixture
def secret(hall):
    return put(hall, method="secret")


def ask(client, made, phone):
    body = json.dumps({"rights": {phone.elector.pk: phone.blinded.hex()}})
    return client.post(reverse("meetings:secret_papers", args=[made.pk]), body, **JSON)


def body_of(ballot):
    return {"token": ballot.token, "prefix": ballot.prefix, "signature": ballot.signature, "choice": ballot.choice}


def drop(client, made, ballot):
    return client.post(reverse("meetings:secret_box", args=[made.pk]), json.dumps(body_of(ballot)), **JSON)


def test_the_whole_secret_vote_through_requests(hall, secret, client):
    for place, choice in enumerate(["for", "for", "for", "against"]):
        phone = Phone(secret.question, secret.question.electors.get(membership=hall.members[place]))
        client.force_login(hall.users[place])
        page = client.get(reverse("meetings:phone", args=[hall.meeting.pk])).content.decode()
        assert f'data-modulus="{secret.question.secret.modulus}"' in page
        answer = ask(client, secret, phone).json()
        assert answer["refusals"] == {}
        phone.got(bytes.fromhex(answer["papers"][str(phone.elector.pk)]))
        assert drop(Client(), secret, phone.ballot(choice)).json() == {"recorded": True, "already": False}
        assert drop(Client(), secret, phone.ballot(choice)).json() == {"recorded": True, "already": True}
    client.force_login(hall.secretary)
    console = client.get(reverse("meetings:console", args=[hall.meeting.pk])).content.decode()
    assert "Проголосували 4 із 5" in console or "4" in console
    client.post(reverse("meetings:close_vote", args=[secret.pk]), {"sure": "1"})
    page = Client().get(reverse("meetings:secret_list", args=[secret.pk]))
    assert page.status_code == 200
    assert secret.question.secret.__class__.objects.get().seal in page.content.decode()
    for ballot in BallotCast.objects.all():
        assert ballot.token in page.content.decode()
    for taker in hall.members[:4]:
        assert taker.organisation.name_uk in page.content.decode()
    assert hall.members[4].organisation.name_uk not in page.content.decode()


def test_the_box_reads_no_session_and_sets_no_cookie(hall, secret):
    (phone,) = voted(hall, secret, "for")
    client = Client()
    client.force_login(hall.users[0])
    for choice, status in (("for", 200), ("against", 409)):
        with CaptureQueriesContext(connection) as asked:
            answer = drop(client, secret, phone.ballot(choice))  # a browser that sends its cookie all the same
        assert answer.status_code == status
        assert not any("session" in query["sql"] or "accounts_" in query["sql"] for query in asked)
        assert not answer.cookies
        assert "Cookie" not in answer.headers.get("Vary", "")
        assert "no-store" in answer.headers["Cache-Control"]


def test_papers_are_for_those_who_sign_in_and_carry_a_right(hall, secret, cast):
    phone = Phone(secret.question, secret.question.electors.get(membership=hall.members[0]))
    assert ask(Client(), secret, phone).status_code == 302
    stranger = Client()
    stranger.force_login(cast.stranger)
    assert ask(stranger, secret, phone).status_code == 404
    other = Client()
    other.force_login(hall.users[1])
    refusals = ask(other, secret, phone).json()["refusals"]
    assert refusals[str(phone.elector.pk)]["code"] == "not_your_right"
    assert not PaperGiven.objects.exists()


def test_a_second_phone_is_told_so_in_a_sentence(hall, secret, client):
    client.force_login(hall.users[0])
    elector = secret.question.electors.get(membership=hall.members[0])
    ask(client, secret, Phone(secret.question, elector))
    said = ask(client, secret, Phone(secret.question, elector)).json()["refusals"][str(elector.pk)]
    assert said["code"] == "paper_given"
    assert "уже видано на інший телефон" in said["sentence"]


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"null", b'{"token": 1}', b"\xff\xfe", b"[" * 3000])
def test_what_is_no_ballot_is_refused(hall, secret, body):
    assert Client().post(reverse("meetings:secret_box", args=[secret.pk]), body, **JSON).status_code == 400


def test_an_oversized_ballot_is_not_even_read(secret):
    answer = Client().post(reverse("meetings:secret_box", args=[secret.pk]), b" " * (BALLOT_BYTES + 1), **JSON)
    assert answer.status_code == 413


def test_a_forged_ballot_and_one_after_closing_say_why(hall, secret):
    (phone,) = voted(hall, secret, "for")
    forged = body_of(phone.ballot("for")) | {"token": "00" * 32}
    answer = Client().post(reverse("meetings:secret_box", args=[secret.pk]), json.dumps(forged), **JSON)
    assert (answer.status_code, answer.json()["code"]) == (409, "ballot_forged")
    close_vote(secret, by=hall.secretary)
    late = body_of(phone.ballot("against"))
    answer = Client().post(reverse("meetings:secret_box", args=[secret.pk]), json.dumps(late), **JSON)
    assert (answer.status_code, answer.json()["code"]) == (409, "vote_closed")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(
    body=st.dictionaries(
        st.sampled_from(["token", "prefix", "signature", "choice", "more"]),
        st.one_of(st.text(max_size=80), st.integers(), st.none(), st.from_regex(r"[0-9a-f]{64}", fullmatch=True)),
    )
)
def test_whatever_comes_to_the_box_nothing_breaks_and_nothing_forged_lies_in_it(hall, secret, body):
    answer = Client().post(reverse("meetings:secret_box", args=[secret.pk]), json.dumps(body), **JSON)
    assert answer.status_code in {400, 409, 413}
    assert not BallotCast.objects.exists()


@given(st.binary(max_size=200))
def test_reading_what_a_phone_sends_never_fails(body):
    assert isinstance(asked_papers(body), dict)
    assert ballot_in(body) is None


def test_the_list_is_there_when_the_vote_is_closed_and_not_before(hall, secret, client):
    voted(hall, secret, "for", "against")
    address = reverse("meetings:secret_list", args=[secret.pk])
    assert client.get(address).status_code == 404
    assert client.get(reverse("meetings:secret_list_json", args=[secret.pk])).status_code == 404
    close_vote(secret, by=hall.secretary)
    assert client.get(address).status_code == 200
    tokens = [
        one["token"] for one in client.get(reverse("meetings:secret_list_json", args=[secret.pk])).json()["ballots"]
    ]
    assert tokens == sorted(tokens)


def test_no_tile_of_a_secret_vote_looks_like_a_vote_before_and_after_closing(hall, secret, client):
    voted(hall, secret, "for", "against", "for", "for")
    wall = f"/en/hall/{hall.meeting.pk}/"
    running = client.get(wall).content.decode()
    close_vote(secret, by=hall.secretary)
    for page in (running, client.get(wall).content.decode()):
        assert page.count("seat--present") == 5
        assert "The member is here. Who has voted is not shown." in page
        assert not any(f"seat--{look}" in page for look in ("for", "against", "cast", "here"))


def test_what_a_secret_ballot_promises_is_told(client, db):
    page = client.get(reverse("ballots:about_secret"))
    assert "Загублений телефон" in page.content.decode()


@pytest.fixture
def listed(hall, secret, client):
    voted(hall, secret, "for", "for", "for", "against")
    close_vote(secret, by=hall.secretary)
    return client.get(reverse("meetings:secret_list_json", args=[secret.pk])).json()


def counted(tmp_path, read, *more):
    path = tmp_path / "ballots.json"
    path.write_text(json.dumps(read))
    tool = ROOT / "tools" / "count_ballots.py"
    done = subprocess.run(
        [sys.executable, "-I", str(tool), str(path), *more], capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout


def test_the_tool_counts_again_what_was_announced(listed, tmp_path):
    code, said = counted(tmp_path, listed, "--language", "uk", "--seal", listed["seal"])
    assert (code, said.splitlines()[0]) == (
        0,
        "ВСЕ СХОДИТЬСЯ. Бюлетенів 4, видано 4; за 3, проти 1, утримались 0; рішення ухвалено.",
    )
    assert listed["seal"] in said
    assert counted(tmp_path, listed, "--language", "en")[1].startswith("VALID. 4 ballots, 4 papers given out; for 3")


def changed(listed, change):
    read = copy.deepcopy(listed)
    change(read)
    return read


TAMPERED = {
    "another choice": (lambda read: read["ballots"][0].update(choice="abstained"), {"seal", "count"}),
    "a choice that is none": (lambda read: read["ballots"][0].update(choice="maybe"), {"seal", "choice"}),
    "a ballot taken out": (lambda read: read["ballots"].pop(), {"seal", "count"}),
    "a ballot twice": (lambda read: read["ballots"].append(read["ballots"][-1]), {"seal", "count", "twice", "papers"}),
    "a forged token": (lambda read: read["ballots"][-1].update(token="ff" * 32), {"seal", "forged"}),
    "a forged signature": (lambda read: read["ballots"][0].update(signature="00" * 256), {"seal", "forged"}),
    "another spelling": (lambda read: read["ballots"][-1].update(token=read["ballots"][-1]["token"].upper()), {"form"}),
    "another order": (lambda read: read["ballots"].reverse(), {"seal", "order"}),
    "another key": (lambda read: read["key"].update(n=read["key"]["n"][:-4] + "0001"), {"key", "forged"}),
    "a weak key": (lambda read: read["key"].update(e=3), {"weak", "forged"}),
    "fewer papers": (lambda read: read["papers"].update(count=3), {"papers", "names"}),
    "a name twice": (
        lambda read: read["papers"].update(given_to=[*read["papers"]["given_to"][:3], read["papers"]["given_to"][0]]),
        {"named_twice"},
    ),
    "another count": (lambda read: read["announced"].update({"for": 4}), {"count"}),
    "another result": (lambda read: read["announced"].update(carried=False), {"result"}),
    "another bar": (lambda read: read["majority"].update(needed=1), {"needed"}),
}


@pytest.mark.parametrize("how", TAMPERED)
def test_whatever_is_changed_the_tool_finds_it(listed, tmp_path, how):
    change, words = TAMPERED[how]
    read = changed(listed, change)
    assert words <= {word for word, *_ in count_ballots.check(read)}
    code, said = counted(tmp_path, read, "--language", "uk")
    assert code == 1
    assert said.splitlines()[-1].startswith("НЕ СХОДИТЬСЯ.")


def test_a_list_changed_as_a_whole_differs_from_the_minutes(listed, tmp_path):
    read = changed(listed, lambda read: read["ballots"].pop(0))
    read["seal"] = count_ballots.seal_of(read["ballots"])
    assert counted(tmp_path, read, "--seal", listed["seal"])[0] == 1


@pytest.mark.parametrize("read", [[], {}, {"format": "other"}, {"format": count_ballots.FORMAT}, None, 7])
def test_what_is_no_list_is_told_so(tmp_path, read):
    assert counted(tmp_path, read)[0] == 2


def test_the_tool_checks_the_vectors_of_the_rfc():
    rfc = json.loads((ROOT / "src/spilno/ballots/tests/rfc9474.json").read_text())
    prepared, signature = bytes.fromhex(rfc["msg_prefix"] + rfc["msg"]), bytes.fromhex(rfc["sig"])
    assert count_ballots.is_signed(int(rfc["n"], 16), 65537, prepared, signature)
    assert not count_ballots.is_signed(int(rfc["n"], 16), 65537, prepared + b".", signature)
    for place in (0, 255, 511):
        wrong = bytearray(signature)
        wrong[place] ^= 1
        assert not count_ballots.is_signed(int(rfc["n"], 16), 65537, prepared, bytes(wrong))
