"""Fill an empty database with 1,500 councils, 50 meetings, 2,000 events and 300 memoranda, and print the addresses to measure with their query counts."""

import hashlib
import json
import os
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "spilno.config.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402

from spilno.ballots.models import Elector, Question, Vote  # noqa: E402
from spilno.bodies.models import Body  # noqa: E402
from spilno.meetings.models import Attendance, Decision, Issue, Item, Meeting, Put  # noqa: E402
from spilno.members.models import Mandate, Membership, MembershipStep  # noqa: E402
from spilno.organisations.models import Organisation  # noqa: E402
from spilno.people.models import Person  # noqa: E402
from spilno.statute.models import Edition  # noqa: E402
from spilno.territories.models import Unit  # noqa: E402
from spilno.territories.services import load_codifier  # noqa: E402
from spilno.undertakings.models import Undertaking  # noqa: E402
from tests.load.big_events import event_addresses, fill_events  # noqa: E402
from tests.load.big_memoranda import fill_memoranda, memoranda_addresses  # noqa: E402

COUNCILS, MEETINGS, ITEMS = 1500, 50, 8
LONG_AGO = date(2020, 1, 1)
MODEL = Path(__file__).parent.parent.parent / "src" / "spilno" / "statute" / "editions" / "model.toml"
LEVELS = ["city", "settlement", "village", "village", "raion"]


def fill() -> None:
    """Write everything in one transaction."""
    text = MODEL.read_text(encoding="utf-8")
    Edition.objects.create(
        name_uk="Модель", text=text, sha256=hashlib.sha256(text.encode()).hexdigest(), starts=LONG_AGO
    )
    units = list(Unit.objects.filter(category="H").order_by("pk")[:COUNCILS])
    councils = Organisation.objects.bulk_create(
        Organisation(
            kind="council", level=LEVELS[n % 5], name_uk=f"{units[n % len(units)].name} рада {n}", place_uk=f"{units[n % len(units)].name} {n}",
            territory=units[n % len(units)],
        )
        for n in range(COUNCILS)
    )  # fmt: skip
    members = Membership.objects.bulk_create(
        Membership(organisation=council, state="confirmed", joined_on=LONG_AGO, number=n + 1)
        for n, council in enumerate(councils)
    )
    MembershipStep.objects.bulk_create(
        MembershipStep(membership=member, state="confirmed", on=LONG_AGO, ground="рішення") for member in members
    )
    people = Person.objects.bulk_create(
        Person(family_name=f"Калина{n}", given_name="Галина", patronymic="Петрівна", gender="f", fictional=True)
        for n in range(COUNCILS)
    )
    Mandate.objects.bulk_create(
        Mandate(membership=member, person=person, act="рішення", starts=LONG_AGO)
        for member, person in zip(members, people, strict=True)
    )
    body = Body.objects.create(
        kind="general_meeting", name_uk="Загальні збори", name_en="General Meeting", genitive_uk="Загальних зборів"
    )
    number = 0
    for n in range(MEETINGS):
        at = datetime.now(UTC) - timedelta(days=30 * (MEETINGS - n))
        meeting = Meeting.objects.create(
            body=body, number=n + 1, state="closed", format="visiting", starts_at=at, opened_at=at, closed_at=at + timedelta(hours=4),
            place="зала", host=members[n], entitled_at_opening=COUNCILS, present_at_opening=1200, chair=people[0], secretary=people[1],
            convened_at=at - timedelta(days=45),
        )  # fmt: skip
        Attendance.objects.bulk_create(
            Attendance(
                meeting=meeting, membership=members[k], person=people[k], arrived_at=at, left_at=at + timedelta(hours=4)
            )
            for k in range(1200)
        )
        for k in range(ITEMS):
            number += 1
            issue = Issue.objects.create(
                number=number, title=f"Про стан водопостачання у громадах, {number}", topic="utilities", raised_by=councils[number % COUNCILS],
                territory=councils[number % COUNCILS].territory,
                state="decided", raised_at=at - timedelta(days=60),
            )  # fmt: skip
            item = Item.objects.create(
                meeting=meeting,
                order=k + 1,
                title=issue.title,
                issue=issue,
                state="decided",
                rapporteur=people[k],
                heard="доповів про стан справ.",
            )
            question = Question.objects.create(
                title=item.title, method="roll_call", matter="ordinary", state="closed", opened_at=at, closed_at=at, entitled=COUNCILS, present=1200,
                quorum_needed=751, share="1/2", strict=True, base="present", article="5.7", votes_for=1100, votes_against=40,
                votes_abstained=60, not_voted=0, absent=300, needed=601, carried=True,
            )  # fmt: skip
            put = Put.objects.create(item=item, question=question, purpose="whole", text="Взяти до відома.")
            decision = Decision.objects.create(
                number=number, body=body, meeting=meeting, item=item, put=put, title=item.title, text="Взяти до відома.", matter="ordinary",
                decided_on=at.date(), decided_at=at,
            )  # fmt: skip
            Undertaking.objects.create(
                number=number, what="подати звіт", organisation=councils[number % COUNCILS], due_on=at.date() + timedelta(days=60),
                ground=f"рішення № {number}", source_type="meetings.decision", source_id=str(decision.pk), opened_on=at.date(),
            )  # fmt: skip
            if k == 0:
                electors = Elector.objects.bulk_create(
                    Elector(question=question, membership=members[m], name=councils[m].name_uk, place=councils[m].place_uk, holder=people[m],
                            holder_name=str(people[m]), present=m < 1200, order=m)
                    for m in range(COUNCILS)
                )  # fmt: skip
                values = ["for"] * 1100 + ["against"] * 40 + ["abstained"] * 60
                Vote.objects.bulk_create(
                    Vote(question=question, elector=elector, value=value, cast_at=at)
                    for elector, value in zip(electors[:1200], values, strict=True)
                )

    fill_events(councils, datetime.now(UTC))
    fill_memoranda(people, datetime.now(UTC))


def addresses() -> list[str]:
    """Name the public pages to measure: every list, and one of each thing."""
    meeting = Meeting.objects.order_by("-pk")[0]
    decision = Decision.objects.order_by("-number")[ITEMS - 1]
    return [
        reverse("portal:home"),
        reverse("portal:calendar"),
        reverse("portal:search")
        + "?q=%D0%B2%D0%BE%D0%B4%D0%BE%D0%BF%D0%BE%D1%81%D1%82%D0%B0%D1%87%D0%B0%D0%BD%D0%BD%D1%8F",
        reverse("meetings:meetings"),
        reverse("meetings:meeting", args=[meeting.pk]),
        reverse("meetings:decisions"),
        reverse("meetings:decision", args=[decision.number]),
        reverse("meetings:issues"),
        reverse("meetings:issue", args=[Issue.objects.order_by("-number")[0].pk]),
        reverse("members:members"),
        reverse("members:member", args=[Membership.objects.order_by("pk")[0].pk]),
        reverse("organisations:organisations"),
        reverse("organisations:organisation", args=[Organisation.objects.order_by("pk")[0].pk]),
        reverse("bodies:bodies"),
        reverse("undertakings:undertakings"),
        reverse("territories:territories"),
        reverse("statute:statute"),
        reverse("journal:journal"),
        reverse("account_login"),
        *event_addresses(),
        *memoranda_addresses(),
    ]


def main() -> None:
    """Fill, then count queries of each page once warm."""
    settings.ALLOWED_HOSTS.append("testserver")
    with transaction.atomic():
        load_codifier(by=None)
        fill()
    call_command("reindex", verbosity=0, stdout=sys.stderr)
    client = Client()
    found = {}
    for address in addresses():
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            answer = client.get(address)
        if answer.status_code != 200:
            print(f"bench pages: {address} answered {answer.status_code}", file=sys.stderr)
        found[address] = len(queries)
    print(json.dumps(found))


if __name__ == "__main__":
    main()
