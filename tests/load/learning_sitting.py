"""500 people sit one test at once: every answer over HTTP, two processes; afterwards no answer may be lost.

A part of `./spilno bench learning`; run as a script with `fill` or `check` it makes and looks at the installation.
"""

import argparse
import json
import os
import random
import sys
import time
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from typing import Any

PEOPLE, QUESTIONS, SECONDS = 500, 6, 60  # each answers once in ten seconds: livelier than any real test
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def measure(chosen: argparse.Namespace, bench: Any) -> dict[str, object]:
    """Press 3,000 answers within a minute, all people at once, at moments of their own; tell how long a save took, and what was lost."""
    with bench.installation(chosen, "learning_sitting.py", workers=2) as (site, told, again):
        starts = time.perf_counter() + 3
        rng = random.Random(1)  # the same crowd each time

        def sit(person: dict[str, Any], moments: list[float]) -> list[float]:
            cookies = f"sessionid={person['session']}; csrftoken={bench.TOKEN}"
            times = []
            for answer, moment in zip(person["answers"], moments, strict=True):
                time.sleep(max(starts + moment - time.perf_counter(), 0))
                form = urllib.parse.urlencode(
                    {"csrfmiddlewaretoken": bench.TOKEN, "answer": f"a{answer}", f"a{answer}": "0"}
                )
                request = urllib.request.Request(
                    f"{site}/attempts/{person['attempt']}/save/", form.encode(), {"Cookie": cookies}, method="POST"
                )
                began = time.perf_counter()
                urllib.request.urlopen(request, timeout=60).read()
                times.append((time.perf_counter() - began) * 1000)
            return times

        crowd = [(each, sorted(rng.uniform(0, SECONDS) for _ in each["answers"])) for each in told["people"]]
        with ThreadPoolExecutor(PEOPLE) as pool:
            times = [each for own in pool.map(lambda pair: sit(*pair), crowd) for each in own]
        return {
            "people": PEOPLE,
            "saves": len(times),
            "seconds": SECONDS,
            **bench.spread(times),
            "slowest_ms": round(max(times), 1),
            **again("check"),
        }


def fill() -> dict[str, object]:
    """Enter 500 learners with open sessions, each with an attempt that was begun."""
    from datetime import date

    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.db import transaction
    from django.utils import timezone

    from spilno.accounts.models import User
    from spilno.learning.models import Bank, Draw, Edition, Enrolment, Question, Standard, StandardVersion, Test
    from spilno.learning.services.testing import begin_attempt
    from spilno.organisations.models import Organisation
    from spilno.people.models import Person

    with transaction.atomic():
        school = Organisation.objects.create(kind="education", name_uk="Школа")
        version = StandardVersion.objects.create(
            standard=Standard.objects.create(),
            version=1,
            kind="general",
            length="professional",
            title_uk="Курс",
            credits=2,
            hours=60,
            state="in_force",
            starts=date(2024, 1, 1),
        )
        edition = Edition.objects.create(
            version=version,
            provider=school,
            state="learning",
            starts_on=date(2026, 1, 1),
            ends_on=date(2099, 1, 1),
            apply_until=date(2026, 1, 1),
        )
        bank = Bank.objects.create(organisation=school, title="Банк")
        options = [{"text": "так", "share": "100", "feedback": ""}, {"text": "ні", "share": "0", "feedback": ""}]
        Question.objects.bulk_create(
            Question(bank=bank, kind="single", text=f"Питання {number}", body={"options": options})
            for number in range(40)
        )
        test = Test.objects.create(edition=edition, title="Тест", purpose="exit", minutes=60)
        Draw.objects.create(test=test, bank=bank, count=QUESTIONS)
        users = User.objects.bulk_create(User(email=f"n{number}@example.org", password="!") for number in range(PEOPLE))
        people = []
        for number, user in enumerate(users):
            person = Person.objects.create(
                family_name=f"Калина{number}", given_name="Галина", gender="f", user=user, fictional=True
            )
            enrolment = Enrolment.objects.create(
                edition=edition, person=person, category="lsg_officials", state="learning", applied_at=timezone.now()
            )
            attempt = begin_attempt(test, enrolment, by=user)
            session = SessionStore()
            session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(user.pk), BACKEND
            session[HASH_SESSION_KEY] = user.get_session_auth_hash()
            session.create()
            people.append(
                {
                    "session": session.session_key,
                    "attempt": attempt.pk,
                    "answers": list(attempt.answers.values_list("pk", flat=True)),
                }
            )
    return {"people": people}


def check() -> dict[str, object]:
    """Say how many answers are missing."""
    from spilno.learning.models import Answer

    return {"lost": Answer.objects.filter(given__isnull=True).count()}


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "spilno.config.settings")
    django.setup()
    print(json.dumps(check() if sys.argv[1:] == ["check"] else fill()))
