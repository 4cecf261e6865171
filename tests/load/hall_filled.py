"""A hall for `./spilno bench hall`: N councils with delegates present; reads acts from standard input, a JSON list a line: fill, put, check, close, end."""

import hashlib
import json
import os
import sys
import time
from dataclasses import asdict
from datetime import date
from pathlib import Path
from secrets import SystemRandom, choice

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "spilno.config.settings")
django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from spilno.accounts.models import User  # noqa: E402
from spilno.ballots.models import BallotCast, Elector, PaperGiven, Question, Vote  # noqa: E402
from spilno.ballots.queries import election_of  # noqa: E402
from spilno.ballots.tests.phone import Phone  # noqa: E402
from spilno.bodies.models import Body, Seat  # noqa: E402
from spilno.journal.queries import check as check_journal  # noqa: E402
from spilno.meetings.access.tickets import ticket_for  # noqa: E402
from spilno.meetings.models import Attendance, Item, Meeting, Put  # noqa: E402
from spilno.meetings.services.elections import nominate, prepare_election  # noqa: E402
from spilno.meetings.services.hall import close_meeting  # noqa: E402
from spilno.meetings.services.voting import close_vote, put_to_vote  # noqa: E402
from spilno.members.models import Mandate, Membership, MembershipStep  # noqa: E402
from spilno.organisations.models import Organisation  # noqa: E402
from spilno.people.models import Person  # noqa: E402
from spilno.statute.models import Edition  # noqa: E402

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
LONG_AGO = date(2020, 1, 1)
MODEL = Path(__file__).parent.parent.parent / "src" / "spilno" / "statute" / "editions" / "model.toml"


@transaction.atomic
def fill(voters: int) -> dict[str, object]:
    """Enter so many member councils, each with its delegate in the hall of a meeting that is open."""
    now, today = timezone.now(), timezone.localdate()
    text = MODEL.read_text(encoding="utf-8")
    Edition.objects.create(
        name_uk="Модель", text=text, sha256=hashlib.sha256(text.encode()).hexdigest(), starts=LONG_AGO
    )
    levels = ["city", "settlement", "village", "village", "raion"]
    councils = Organisation.objects.bulk_create(
        Organisation(kind="council", level=levels[n % 5], name_uk=f"Рада {n}", place_uk=f"Місце {n}")
        for n in range(voters)
    )
    members = Membership.objects.bulk_create(
        Membership(organisation=council, state="confirmed", joined_on=LONG_AGO, number=n + 1)
        for n, council in enumerate(councils)
    )
    MembershipStep.objects.bulk_create(
        MembershipStep(membership=member, state="confirmed", on=LONG_AGO, ground="рішення") for member in members
    )
    users = User.objects.bulk_create(User(email=f"n{n}@example.org", password="!") for n in range(voters))
    people = Person.objects.bulk_create(
        Person(family_name=f"Калина{n}", given_name="Галина", gender="f", user=user, fictional=True)
        for n, user in enumerate(users)
    )
    Mandate.objects.bulk_create(
        Mandate(membership=member, person=person, act="рішення", starts=LONG_AGO)
        for member, person in zip(members, people, strict=True)
    )
    body = Body.objects.create(
        kind="general_meeting", name_uk="Загальні збори", name_en="General Meeting", genitive_uk="Загальних зборів"
    )
    meeting = Meeting.objects.create(
        body=body, number=1, state="open", format="in_person", starts_at=now, opened_at=now, place="зала",
        entitled_at_opening=voters, present_at_opening=voters, chair=people[0], secretary=people[1],
    )  # fmt: skip
    Attendance.objects.bulk_create(
        Attendance(meeting=meeting, membership=member, person=person, arrived_at=now)
        for member, person in zip(members, people, strict=True)
    )
    return {"meeting": meeting.pk, "today": str(today)}


def put(number: int, method: str, kind: str = "", seats: int = 0) -> dict[str, object]:
    """Put a question on a new item to the vote, or an election of a `kind` with four candidates; tell who may press what."""
    meeting = Meeting.objects.get()
    item = Item.objects.create(meeting=meeting, order=number, title=f"Питання {number}", state="heard")
    Meeting.objects.filter(pk=meeting.pk).update(current_item=item)
    secretary = User.objects.order_by("pk").first()
    if kind:
        places = [Seat.objects.create(body=meeting.body, title_uk=f"Член {kind}", order=n) for n in range(seats)]
        prepare_election(item, kind=kind, seats=places, by=secretary)
        for person in Person.objects.order_by("pk")[:4]:
            nominate(item, person, nominated_by="Правління", consents=True, by=secretary)
    made = put_to_vote(
        item,
        purpose="whole",
        method=method,
        text="" if kind else f"Провести спільний методичний день № {number} для рад області.",
        by=secretary,
    )
    now = time.time()
    users = {user.person.pk: user for user in User.objects.select_related("person")}
    presses = [
        {"put": made.pk, "right": right, "ticket": ticket_for(users[holder], meeting.pk, now=now), "value": "for"}
        for right, holder in Elector.objects.filter(question=made.question).values_list("pk", "holder_id")
    ]
    return {"put": made.pk, "presses": presses}


def secret(number: int) -> dict[str, object]:
    """Put a question to a secret vote; every phone makes its token and blinds it, as the browser does."""
    made = put(number, "secret")
    question = Question.objects.get(put=made["put"])
    electors = question.electors.in_bulk()
    PHONES.clear()
    presses = []
    for press in made["presses"]:
        phone = PHONES[press["right"]] = Phone(question, electors[press["right"]])
        sent = {"rights": {press["right"]: phone.blinded.hex()}}
        presses.append({"what": f"papers/{made['put']}", "ticket": press["ticket"], "sent": sent})
    return {"put": made["put"], "presses": presses}


def fill_in(number: int, answers: list[str]) -> dict[str, object]:
    """Make a ballot of every paper that was given out, in an order of its own."""
    ballots = []
    for answer in answers:
        for right, paper in json.loads(answer)["papers"].items():
            ballot = PHONES[int(right)].got(bytes.fromhex(paper)).ballot(choice(["for", "against", "abstained"]))
            ballots.append({"what": f"box/{number}", "sent": asdict(ballot)})
    SystemRandom().shuffle(ballots)
    return {"presses": ballots}


def check_box(number: int) -> dict[str, object]:
    """Count ballots in the box of a question, and those that lie there twice."""
    tokens = list(BallotCast.objects.filter(question__put=number).values_list("token", flat=True))
    papers = PaperGiven.objects.filter(elector__question__put=number).count()
    return {"papers_counted": papers, "rows_counted": len(tokens), "double": len(tokens) - len(set(tokens))}


def check(number: int) -> dict[str, object]:
    """Count rows of a question, and rights that have more than one."""
    votes = list(Vote.objects.filter(question__put=number).values_list("elector_id", flat=True))
    return {"rows_counted": len(votes), "double": len(votes) - len(set(votes)), "rights": sorted(votes)}


def close(number: int) -> dict[str, object]:
    """Close the vote; tell its result and whether the journal holds."""
    made = close_vote(Put.objects.select_related("item").get(pk=number), by=User.objects.order_by("pk").first())
    question = Question.objects.get(pk=made.question_id)
    elected = election_of(question).elected if question.kind != Question.Kind.MOTION else ()
    return {
        "for": question.votes_for,
        "carried": question.carried,
        "elected": list(elected),
        "journal_valid": check_journal().valid,
    }


def end() -> dict[str, object]:
    """Close the meeting."""
    return {"state": close_meeting(Meeting.objects.get(), by=User.objects.order_by("pk").first()).state}


def sessions() -> dict[str, object]:
    """Open a session for each delegate, in the order of the roll."""
    made = []
    for user in User.objects.order_by("pk"):
        session = SessionStore()
        session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(user.pk), BACKEND
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.create()
        made.append(session.session_key)
    return {"sessions": made}


PHONES: dict[int, Phone] = {}
VERBS = {
    "sessions": sessions,
    "fill": fill,
    "put": put,
    "secret": secret,
    "fill_in": fill_in,
    "check": check,
    "check_box": check_box,
    "close": close,
    "end": end,
}

if __name__ == "__main__":
    for asked in sys.stdin:  # one act a line, so that a hundred of them need one start
        verb, *facts = json.loads(asked)
        print(json.dumps(VERBS[verb](*facts)), flush=True)
