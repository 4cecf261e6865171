"""Who tells the story of the demo, and at whose pace."""

import re
from dataclasses import dataclass
from datetime import datetime

from spilno.accounts.models import User
from spilno.people.models import Person
from spilno.people.queries import post_of
from spilno.portal.management.demo.registers import World

AGREES = re.compile(r"\{([^|}]*)\|([^}]*)\}")


@dataclass
class Teller:
    """Tells the story at the pace of its own clock."""

    world: World
    now: datetime

    @property
    def secretary(self) -> User:
        return self.world.user("secretary")

    def person(self, key: str) -> Person:
        """Return a person by the short name of a council or an office."""
        key = "executive_director" if key == "director" else key
        return self.world.officer.get(key) or self.world.head[key]

    def post(self, key: str) -> str:
        """Return the post of a person, as minutes have it."""
        if key == "president":
            return "Президент Асоціації"
        person = self.person(key)
        office = person.offices.select_related("organisation", "person").first()
        if office is None:
            return ""
        return office.post_uk if office.organisation == self.world.association else post_of(office)

    def said(self, words: str, key: str) -> str:
        """Return words with verbs that agree with the speaker: «{запитав|запитала} про строк»."""
        woman = self.person(key).gender == Person.Gender.FEMININE
        return AGREES.sub(lambda found: found[2 if woman else 1], words)
