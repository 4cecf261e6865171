"""An edition with 200 learners and one with 1,000 applications: the pages on which they are led, over HTTP, and their queries.

A part of `./spilno bench learning`; run as a script it fills the installation and tells the addresses with their queries.
"""

import argparse
import json
import os
import sys
import urllib.request
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

MODULES, LEARNERS, APPLICANTS, COUNCILS = 7, 200, 1000, 60
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def measure(chosen: argparse.Namespace, bench: Any) -> dict[str, object]:
    """Open each page as the one who leads the edition, and the page of a learner as he does."""
    with bench.installation(chosen, "learning_edition.py") as (site, told, _again):
        found: dict[str, object] = {"learners": LEARNERS, "applicants": APPLICANTS}
        for name, page in told["pages"].items():
            asked = urllib.request.Request(site + page["address"], headers={"Cookie": f"sessionid={page['session']}"})
            times, body = bench.presses(asked, max(chosen.rounds // 2, 5))
            found[name] = {**bench.spread(times), "queries": page["queries"], "html_kb": round(len(body) / 1024, 1)}
        return found


def fill() -> dict[str, object]:
    """Enter both editions, and count the queries of their pages with a few people, then with all."""
    from django.db import transaction

    with transaction.atomic():
        school, manager = _person("Школа", "education", "Ясен", "head")
        version = _version()
        learners = _officials(LEARNERS)
        going = _edition(version, school, "learning", number=1, manager=manager)
        _sessions(going, school)
        opened = _edition(version, school, "announced", number=2, manager=manager)
        few = learners[:3]
        _learn(going, few)
        _apply(opened, few)
    addresses = {
        "edition": f"/editions/{going.pk}/",
        "gradebook": f"/editions/{going.pk}/gradebook/",
        "results": f"/editions/{going.pk}/finish/",
        "edition_open": f"/editions/{opened.pk}/",
        "applications": f"/editions/{opened.pk}/applications/",
        "learning": f"/editions/{going.pk}/learning/",
    }
    owners = {name: learners[0].user if name == "learning" else manager.user for name in addresses}
    before = {name: _queries(address, owners[name]) for name, address in addresses.items()}
    with transaction.atomic():
        _learn(going, learners[len(few) :])
        _apply(opened, [*learners[len(few) :], *_officials(APPLICANTS - LEARNERS, since=LEARNERS)])
    pages = {}
    for name, address in addresses.items():
        queries = _queries(address, owners[name])
        if queries > before[name]:
            sys.exit(f"{name}: {before[name]} queries with {len(few)} people, {queries} with all")
        pages[name] = {"address": address, "session": _session(owners[name]), "queries": queries}
    return {"pages": pages}


def _person(name: str, kind: str, family: str, category: str) -> tuple[Any, Any]:
    from spilno.accounts.models import User
    from spilno.organisations.models import Organisation
    from spilno.people.models import Office, Person

    organisation = Organisation.objects.create(kind=kind, name_uk=name, sort_key=name)
    user = User.objects.create(email=f"{kind}@example.org", password="!")
    person = Person.objects.create(family_name=family, given_name="Галина", gender="f", user=user, fictional=True)
    Office.objects.create(
        person=person, organisation=organisation, category=category, post_uk="директорка", starts=date(2024, 1, 1)
    )
    return organisation, person


def _version() -> Any:
    from spilno.learning.models import Module, Standard, StandardVersion

    version = StandardVersion.objects.create(
        standard=Standard.objects.create(), version=1, kind="special", length="professional", title_uk="Курс", credits=2, hours=60,
        state="in_force", starts=date(2024, 1, 1), categories=["lsg_officials"],
    )  # fmt: skip
    for order in range(1, MODULES + 1):
        Module.objects.create(version=version, order=order, title_uk=f"Модуль {order}")
    return version


def _edition(version: Any, school: Any, state: str, **fields: Any) -> Any:
    from django.utils import timezone

    from spilno.learning.models import Edition, EditionModule

    today = timezone.localdate()
    edition = Edition.objects.create(
        version=version, provider=school, state=state, starts_on=today - timedelta(days=30), ends_on=today + timedelta(days=30),
        apply_until=today + timedelta(days=20), places=LEARNERS, announced_at=timezone.now(), **fields,
    )  # fmt: skip
    for module in version.modules.all():
        EditionModule.objects.create(edition=edition, module=module, order=module.order, attendance_percent=100)
    return edition


def _sessions(edition: Any, school: Any) -> None:
    from django.utils import timezone

    from spilno.events.models import Event, Session
    from spilno.learning.models import Lesson, ModuleSession, Test

    for module in edition.modules.select_related("module"):
        day = edition.starts_on + timedelta(days=3 * module.order)
        begins = timezone.make_aware(datetime.combine(day, time(10)))
        times = {"starts_at": begins, "ends_at": begins + timedelta(hours=3)}
        event = Event.objects.create(
            kind="training", title_uk=module.module.title_uk, state="announced", by_list=True, **times
        )
        ModuleSession.objects.create(
            module=module,
            session=Session.objects.create(event=event, kind="module", title_uk=module.module.title_uk, **times),
        )
        Lesson.objects.create(module=module, title="Урок", text="Текст", order=1)
    Test.objects.create(edition=edition, title="Підсумковий тест", purpose="exit")


def _officials(count: int, since: int = 0) -> list[Any]:
    from spilno.accounts.models import User
    from spilno.organisations.models import Organisation
    from spilno.people.models import Office, Person

    councils = list(Organisation.objects.filter(kind="council").order_by("pk")) or Organisation.objects.bulk_create(
        Organisation(kind="council", level="village", name_uk=f"Рада {number}", sort_key=f"Рада {number:03}")
        for number in range(COUNCILS)
    )
    users = User.objects.bulk_create(
        User(email=f"n{number}@example.org", password="!") for number in range(since, since + count)
    )
    people = []
    for number, user in enumerate(users, start=since):
        person = Person.objects.create(
            family_name=f"Калина{number:04}", given_name="Галина", gender="f", user=user, fictional=True
        )
        council = councils[number % COUNCILS]
        Office.objects.create(
            person=person, organisation=council, category="official", post_uk="спеціаліст", starts=date(2024, 1, 1)
        )
        people.append(person)
    return people


def _enrol(edition: Any, people: list[Any], state: str) -> list[Any]:
    from django.utils import timezone

    from spilno.learning.models import Enrolment
    from spilno.people.models import Office

    offices = {each.person_id: each for each in Office.objects.filter(person__in=people)}
    return Enrolment.objects.bulk_create(
        Enrolment(
            edition=edition, person=each, organisation_id=offices[each.pk].organisation_id, post="спеціаліст", category="lsg_officials",
            state=state, applied_at=timezone.now(),
        )
        for each in people
    )  # fmt: skip


def _learn(edition: Any, people: list[Any]) -> None:
    from django.utils import timezone

    from spilno.events.models import Attendance, Registration, Session
    from spilno.learning.models import Attempt, Lesson, LessonRead, Test

    now, rows = timezone.now(), _enrol(edition, people, "learning")
    for session in Session.objects.filter(taught__module__edition=edition).select_related("event").distinct():
        places = Registration.objects.bulk_create(
            Registration(
                event=session.event,
                person=each,
                state="confirmed",
                family_name=each.family_name,
                given_name=each.given_name,
                queue=each.pk,
                code=f"{session.pk}-{each.pk}",
                token=f"{session.pk}-{each.pk}",
            )
            for each in people
        )
        Attendance.objects.bulk_create(
            Attendance(session=session, registration=each, state="attended", way="paper", at=now) for each in places
        )
    for lesson in Lesson.objects.filter(module__edition=edition):
        LessonRead.objects.bulk_create(LessonRead(lesson=lesson, enrolment=row, at=now) for row in rows)
    test = Test.objects.get(edition=edition)
    Attempt.objects.bulk_create(
        Attempt(
            test=test, enrolment=row, number=1, seed="s", state="marked", started_at=now, handed_in_at=now, points=5, points_of=6, passed=True
        )
        for row in rows
    )  # fmt: skip


def _apply(edition: Any, people: list[Any]) -> None:
    _enrol(edition, people, "applied")


def _queries(address: str, user: Any) -> int:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    client.force_login(user, backend=BACKEND)
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address)
    if answer.status_code != 200:
        sys.exit(f"{address}: {answer.status_code}")
    return len(captured)


def _session(user: Any) -> str:
    from django.test import Client

    client = Client()
    client.force_login(user, backend=BACKEND)
    return client.cookies["sessionid"].value


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "spilno.config.settings")
    sys.path.insert(0, str(Path(__file__).parent.parent.parent / "src"))
    django.setup()
    from django.test.utils import setup_test_environment

    setup_test_environment()
    print(json.dumps(fill()))
