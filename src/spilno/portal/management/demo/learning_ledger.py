"""Ledgers of a few officials of the demo, told through the services that they and their personnel service use."""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from spilno.accounts.models import User
from spilno.learning.models import CreditRow, IndividualProgramme, Need
from spilno.learning.services import deciding, personnel
from spilno.learning.services import plans as programmes
from spilno.learning.services.credits import Claimed, claim
from spilno.organisations.models import Organisation
from spilno.people.models import Office, Person
from spilno.portal.management.demo.registers import PASSWORD, World, told

Event = tuple[datetime, Callable[[], object]]
PLANNED = 60  # days before today


class Ledgers:
    """Officials of one council, what they claim and what its personnel service decides."""

    def __init__(self, world: World, now: datetime) -> None:
        """Enter the officials; the head of the council names one of them for the personnel service."""
        self.world, self.now, self.story = world, now, told("ledger")
        self.council: Organisation = world.council[self.story["council"]]
        self.people: dict[str, Person] = {row["key"]: self._enter(row) for row in self.story["person"]}
        self.need: Need | None = None

    def _enter(self, row: dict[str, Any]) -> Person:
        user = User.objects.create(email=f"{row['key']}.valky@demo.example", password=make_password(PASSWORD))
        names = {name: row[name] for name in ("family_name", "given_name", "patronymic", "gender")}
        person = Person.objects.create(**names, user=user, email=user.email, fictional=True)
        Office.objects.create(
            person=person, organisation=self.council, post_uk=row["post_uk"], post_en=row["post_en"], category=row["category"],
            starts=row["starts"], act=row["act"],
        )  # fmt: skip
        if "personnel" in row:
            head = self.world.user(self.story["council"])
            personnel.name_officer(self.council, person, act=row["personnel"], starts=row["starts"], ends=None, by=head)
        return person

    def events(self) -> list[Event]:
        """Return what happened and when."""
        found: list[Event] = [(self.now - timedelta(days=PLANNED), self.planned)]
        for row in self.story["claim"]:
            moment = self.now - timedelta(days=row["days"])
            found.append((moment, lambda row=row: self.claimed(row)))
        return found

    def planned(self) -> None:
        """The starosta plans the year, the personnel service agrees it."""
        person, clerk = self.people["starosta"], self.people["kadry"].user
        year = timezone.localdate().year
        office = person.offices.get()
        plan: IndividualProgramme = programmes.begin_plan(
            person, year=year, organisation=self.council, office=office, by=person.user
        )
        for row in self.story["need"]:
            need = programmes.add_need(
                plan, topic=row["topic"], kind=row["kind"], credits=Decimal(row["credits"]), competence=None, by=person.user
            )  # fmt: skip
            self.need = self.need or need
        programmes.send_plan(plan, by=person.user)
        programmes.agree_plan(plan, by=clerk)

    def claimed(self, row: dict[str, Any]) -> None:
        """An official claims, the personnel service decides as the story tells."""
        person, clerk = self.people[row["person"]], self.people["kadry"].user
        said = Claimed(
            kind=row["kind"], title=row["title"], on=timezone.localdate() - timedelta(days=1), institution=row["institution"],
            hours=Decimal(row["hours"]), stated=Decimal(row["stated"]) if "stated" in row else None, number=row.get("number", ""),
            country=row.get("country", "UA"), length=row.get("length", ""), electronic=row.get("electronic", True), said=row.get("said", ""),
            need=self.need if row.get("need") else None,
        )  # fmt: skip
        made = claim(person, said, by=person.user)
        self._decide(made, row, clerk)

    def _decide(self, made: CreditRow, row: dict[str, Any], clerk: User | None) -> None:
        if row["then"] in {"recognised", "annulled"}:
            made = deciding.recognise(made, signature_checked=True, by=clerk)
        if row["then"] == "annulled":
            deciding.annul(made, because=row["because"], by=clerk)
        if row["then"] == "refused":
            deciding.refuse_claim(made, because=row["because"], by=clerk)
        if row["then"] == "asked":
            deciding.ask(made, question=row["because"], by=clerk)
