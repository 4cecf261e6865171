"""Make what `./spilno bench registration` needs: `fill` prints the sessions of 500 people, `check` says who got in, `move` moves 5,000."""

import json
import os
import sys
import time
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "spilno.config.settings")
django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from spilno.accounts.models import User  # noqa: E402
from spilno.events.models import Event, Registration  # noqa: E402
from spilno.events.services.waiting import Terms, change_terms  # noqa: E402
from spilno.notices.models import Delivery  # noqa: E402
from spilno.people.models import Person  # noqa: E402

PEOPLE, PLACES, WAITING = 500, 50, 5000
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def make_event(title: str, places: int) -> Event:
    """Make an announced event in thirty days."""
    starts = timezone.now() + timedelta(days=30)
    return Event.objects.create(
        title_uk=title, state="announced", kind="training", places=places, starts_at=starts,
        ends_at=starts + timedelta(hours=6), announced_at=timezone.now(),
    )  # fmt: skip


@transaction.atomic
def fill() -> dict[str, object]:
    """Enter 500 people with open sessions, an event with 50 places, and one where 5,000 wait."""
    users = User.objects.bulk_create(User(email=f"n{n}@example.org", password="!") for n in range(PEOPLE))
    Person.objects.bulk_create(
        Person(family_name=f"Калина{n}", given_name="Галина", gender="f", user=user, email=user.email, fictional=True)
        for n, user in enumerate(users)
    )
    sessions = []
    for user in users:
        session = SessionStore()
        session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(user.pk), BACKEND
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.create()
        sessions.append(session.session_key)
    last, long = make_event("Останні місця", PLACES), make_event("Довга черга", 1)
    Registration.objects.bulk_create(
        Registration(
            event=long, family_name=f"Учасник{n}", given_name="Гнат", email=f"w{n}@example.org", queue=n, code=f"c{n}",
            token=f"t{n}", state="confirmed" if n == 1 else "waiting",
        )
        for n in range(1, WAITING + 2)
    )  # fmt: skip
    return {"sessions": sessions, "last": last.pk, "long": long.pk}


def check(number: int) -> dict[str, object]:
    """Say how many got in, how many wait, whether anybody stands twice, and whether the queue has kept its order."""
    rows = list(Registration.objects.filter(event=number).order_by("queue").values_list("state", "person", "queue"))
    states = [state for state, _person, _queue in rows]
    got = states.count("confirmed")
    return {
        "confirmed": got,
        "waiting": states.count("waiting"),
        "twice": len(rows) - len({person for _state, person, _queue in rows}),
        "first_come_first_served": states[:got] == ["confirmed"] * got,
        "queue_without_gaps": [queue for _state, _person, queue in rows] == list(range(1, len(rows) + 1)),
        "letters": Delivery.objects.filter(notice__object_id=str(number)).count(),
    }


def move(number: int) -> dict[str, object]:
    """Offer 5,000 more places: the list moves, everybody is told by a letter that waits to be sent.

    One place is given before: a server that runs has its addresses and templates read.
    """
    change_terms(Event.objects.get(pk=number), Terms(places=2), by=None)
    event = Event.objects.get(pk=number)
    began, worked = time.perf_counter(), time.process_time()
    change_terms(event, Terms(places=WAITING + 1), by=None)
    seconds, busy = time.perf_counter() - began, time.process_time() - worked
    left = Registration.objects.filter(event=number, state="waiting").count()
    told = Delivery.objects.filter(notice__object_id=str(number)).count()
    return {
        "moved_s": round(seconds, 2),
        "moved_cpu_s": round(busy, 2),
        "moved": WAITING - left,
        "letters_of_the_list": told,
    }


if __name__ == "__main__":
    acts = {"fill": fill, "check": check, "move": move}
    print(json.dumps(acts[sys.argv[1] if sys.argv[1:] else "fill"](*map(int, sys.argv[2:]))))
