"""Who may press what: every address that takes an act, for each role, with an empty form and the number of another's object.

The table of `tests.doors` is the promise. A new address fails the first test until it stands in it.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from tests.doors import DOORS, PAGES, address, addresses, answers, house


@contextmanager
def _watched() -> Iterator[list[str]]:
    """Gather what is written to the database, sessions aside; undo it at the end."""
    written: list[str] = []

    def look(execute, sql, params, many, context):
        if sql.startswith(("INSERT", "UPDATE", "DELETE")) and "django_session" not in sql:
            written.append(sql[:90])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look), transaction.atomic():
        yield written
        transaction.set_rollback(True)


def _clients(users: dict) -> dict[str, Client]:
    clients = {"_": Client(HTTP_ACCEPT_LANGUAGE="uk")}
    for role, user in users.items():
        clients[role] = Client(HTTP_ACCEPT_LANGUAGE="uk")
        clients[role].force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return clients


def test_every_address_stands_in_the_table():
    known = set(addresses())
    assert known - set(DOORS) - PAGES == set(), "say who may press it, or that it is only read"
    assert (set(DOORS) | PAGES) - known == set()
    assert set(DOORS) & PAGES == set()


def test_each_role_gets_its_answer_and_who_is_refused_writes_nothing(statute):
    """The words of a 404 are the same as for an object that does not exist, so that nothing leaks."""
    made, users = house()
    clients = _clients(users)
    cookies = {role: client.cookies.copy() for role, client in clients.items()}
    wrong = []
    for name, (thing, said) in DOORS.items():
        door = address(name, thing, made)
        for role, status in answers(said).items():
            with _watched() as written:
                answer = clients[role].post(door, {"pressed": "1"})
            clients[role].cookies = cookies[role].copy()
            got = answer.status_code
            if got != status:
                wrong.append(f"{name} {role}: {got}, not {status}")
            elif status == 404 and role not in said and _bare(answer) != _bare(_nowhere(clients[role])):
                wrong.append(f"{name} {role}: its 404 tells more than that there is no such page")
            elif status == 302 and role == "_" and "_" not in said and "/account/login/" not in answer["Location"]:
                wrong.append(f"{name} {role}: led to {answer['Location']}")
            if written and (got >= 400 or (role == "_" and "_" not in said)):
                wrong.append(f"{name} {role}: refused, and yet {written[0]}")
    assert wrong == [], "\n".join(wrong)


def _nowhere(client: Client):
    if not hasattr(client, "nowhere"):
        client.nowhere = client.post("/meetings/999999999/close/")
    return client.nowhere


def _bare(answer) -> str:
    """Return the words of the page: its own address and the token of its forms stand in the tags only."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_what_is_only_read_writes_nothing_when_something_is_sent(statute):
    made, users = house()
    client = _clients(users)["S"]
    known = {
        "pk": made["running"].pk,
        "number": 1,
        "year": 2026,
        "token": made["delivery"].token,
        "code": "UA63",
        "ending": "csv",
    }
    known |= {"day": "2026-11-22", "form": "docx", "size": "a4", "table": "years", "version": 1, "format": "csv"}
    known |= dict.fromkeys(("question", "batch", "enrolment", "person"), 1)
    known |= {"kind": "visit", "object_type": "events.event", "object_id": "1", "purpose": "revocation"}
    for name, parameters in addresses().items():
        if name in PAGES:
            with _watched() as written:
                ending = {"version_file": "pdf", "bank_file": "gift"}.get(name.partition(":")[2], "csv")
                own = {**known, "ending": ending}
                answer = client.post(reverse(name, kwargs={each: own[each] for each in parameters}), {"pressed": "1"})
            assert answer.status_code < 500, name
            assert written == [], name


@pytest.mark.parametrize(
    "name",
    ["change_stop", "remove_stop", "edit_item", "move_item", "remove_item", "attach_to_item", "put_to_vote", "take_note", "withdraw_proxy", "guest",
     "remove_officer", "drop_effect"],
)  # fmt: skip
def test_a_part_of_one_meeting_is_not_reached_through_another(statute, name):
    made, users = house()
    client = _clients(users)["S"]
    said = DOORS[f"meetings:{name}"][0].replace("pk=draft", "pk=closed").replace("pk=running", "pk=closed")
    with _watched() as written:
        assert client.post(address(f"meetings:{name}", said, made), {"pressed": "1"}).status_code == 404
    assert written == []
