"""The table of all addresses of the site: who may press what. Each app keeps its own part in its tests/doors.py.

There, `DOORS` names the addresses that take an act: its object, and the answer to a form with nothing in it and who gets
it. Whoever is not named gets 404, as for an object that does not exist; a stranger is led to the door. `PAGES` names those
that are only read: a POST writes nothing, whoever sends it. `things` makes the objects, those of a delegate for Lypova.

S secretary · C chair · R registrar · N counting commission · A audit · D delegate of Lypova · O delegate of Verbova, another
council · X delegate of a suspended one · U signed in, nobody's · _ a stranger
"""

from importlib import import_module
from pathlib import Path

from django.conf import settings
from django.urls import URLResolver, get_resolver, reverse

from spilno.accounts.models import Right
from tests import cast as people

SIGNED_IN = "SCRNADOXU"
ALL = SIGNED_IN + "_"
SOURCE = Path(__file__).parent.parent / "src"

_TABLES = [
    f"{app}.tests.doors"
    for app in reversed(settings.INSTALLED_APPS)  # from the lowest rung up
    if (SOURCE / app.replace(".", "/") / "tests" / "doors.py").exists()
]
_PARTS = [import_module(table) for table in _TABLES]

DOORS = {name: said for part in _PARTS for name, said in getattr(part, "DOORS", {}).items()}
PAGES = {"health"}.union(*(getattr(part, "PAGES", ()) for part in _PARTS))


def house() -> tuple[dict, dict]:
    """Return one object of each kind by its word, and an account for each role."""
    cast = people.gather()
    suspended = people.make_member(people.make_council("Сумна міська рада"), "suspended")
    users = {"S": cast.secretary, "C": cast.chair, "D": cast.delegate, "O": cast.verbova_delegate, "U": cast.stranger}
    persons = {}
    for role in "RANX":
        users[role] = people.make_user(f"role-{role}@example.org")
        persons[role] = people.make_person("Сумна", user=users[role])
    people.grant(users["R"], Right.REGISTRAR)
    people.grant(users["A"], Right.AUDIT)
    people.make_mandate(suspended, persons["X"])
    made: dict = {"suspended": suspended, "counter": persons["N"]}
    for part in _PARTS:
        if hasattr(part, "things"):
            own = part.things(cast, made)
            assert made.keys().isdisjoint(own), f"{part.__name__} calls a thing as another app does"
            made |= own
    return made, users


def addresses() -> dict[str, list[str]]:
    """Return the names of all addresses of the site with the names of their parameters."""
    return _named(get_resolver().url_patterns)


def _named(patterns, space: str = "") -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            found |= _named(pattern.url_patterns, f"{space}{pattern.namespace}:" if pattern.namespace else space)
        elif pattern.name:
            found[space + pattern.name] = sorted(pattern.pattern.regex.groupindex)
    return found


def address(name: str, said: str, made: dict) -> str:
    """Return the address of a door: `said` tells for each parameter the word of a thing, or its value."""
    given = dict(word.split("=") for word in said.split())
    kept = {"year": 2026, "token": made["delivery"].token}
    for parameter, word in given.items():
        thing = made.get(word, kept.get(word, word))
        given[parameter] = getattr(thing, "number" if parameter == "number" else "pk", thing)
    return reverse(name, kwargs=given)


def answers(said: str) -> dict[str, int]:
    """Return the answer for each role: those named, 404 for the others, the way to the door for a stranger."""
    told = {role: int(status) for status, roles in (part.split() for part in said.split(",") if part) for role in roles}
    return {role: told.get(role, 302 if role == "_" else 404) for role in ALL}
