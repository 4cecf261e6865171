"""Certificates of the demo that are renewed every year: one in each state of renewing, the days counted from today."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from spilno.learning.models import Edition, Enrolment, StandardVersion
from spilno.learning.queries.standards import present_version
from spilno.learning.rules.standing import months_after
from spilno.learning.services import editions, enrolling
from spilno.learning.services.finishing import finish_edition
from spilno.learning.services.lessons import keep_lesson, mark_read
from spilno.learning.services.recertification import grant_temporary
from spilno.people.models import Office, Person
from spilno.portal.management.demo.learning_ledger import Ledgers
from spilno.portal.management.demo.learning_standards import Standards
from spilno.portal.management.demo.memoranda import KYIV
from spilno.portal.management.demo.registers import World, told

Happening = tuple[datetime, Callable[[], object]]
TERM = 12  # months for which a certificate of the programme is valid
LEARNS = timedelta(days=10)
LESSON = "Прочитайте матеріал модуля і перевірте за ним одну сторінку сайту своєї ради."


class Renewals:
    """Editions of one short programme in the past, and what became of their certificates."""

    def __init__(self, world: World, standards: Standards, ledgers: Ledgers, now: datetime) -> None:
        """Read what is told and enter the civil servant who learns with the officials."""
        self.world, self.standards, self.ledgers = world, standards, ledgers
        self.today = timezone.localdate(now)
        self.story = told("renewals")
        self.going: dict[int, Edition] = {}
        self.civil = self._civil(self.story["civil"])

    def _civil(self, row: dict[str, Any]) -> Person:
        names = {name: row[name] for name in ("family_name", "given_name", "patronymic", "gender")}
        person = Person.objects.create(**names, fictional=True)
        Office.objects.create(
            person=person, organisation=self.world.partner["civil_service"], category=Office.Category.CIVIL_SERVANT,
            **{name: row[name] for name in ("post_uk", "post_en", "starts", "act")},
        )  # fmt: skip
        return person

    def events(self) -> list[Happening]:
        """Return what happened and when."""
        found: list[Happening] = []
        for row in self.story["edition"]:
            done = months_after(self.today + timedelta(days=row["ends_in"]), -TERM)
            found.append((_at(done - LEARNS, 10), partial(self.begun, row, done)))
            found.append((_at(done, 16), partial(self.done, row)))
        kept = self.story["kept_up"]
        found.append((_at(self.today - timedelta(days=kept["days"]), 11), partial(self.kept_up, kept)))
        return found

    def _version(self) -> StandardVersion:
        found = present_version(self.standards.made[self.story["standard"]])
        assert found is not None  # noqa: S101 - the standard is in force before its editions
        return found

    def _person(self, key: str) -> Person:
        if key == "civil":
            return self.civil
        council, _colon, number = key.partition(": ")
        if not number:
            return self.ledgers.people[key]
        staff = Office.objects.filter(
            organisation=self.world.council[council], person__user=None, category="official", starts__lt="2023-01-01"
        )
        return staff.select_related("person").order_by("pk")[int(number)].person

    def begun(self, row: dict[str, Any], last: date) -> None:
        """An edition of online lessons is announced, its learners are entered, and learning begins."""
        by, first = self.world.user("school"), last - LEARNS
        edition = editions.draft_edition(
            version=self._version(), provider=self.world.partner["school"], starts_on=first, ends_on=last, apply_until=first,
            online_link="https://learn.demo.example/personal-data", manager=self.world.officer["school"], by=by,
        )  # fmt: skip
        for module in edition.modules.select_related("module"):
            keep_lesson(module, {"title": module.module.title_uk, "text": LESSON, "minutes": 60}, by=by)
        edition = editions.announce_edition(edition, by=by)
        enrolling.enter_people(edition, [self._person(key) for key in row["learners"]], by=by)
        self.going[row["ends_in"]] = editions.begin_learning(edition, by=by)

    def done(self, row: dict[str, Any]) -> None:
        """Everybody went through the lessons; the edition ends with certificates of one year."""
        edition = self.going[row["ends_in"]]
        for learner in Enrolment.objects.filter(edition=edition).select_related("person"):
            for module in edition.modules.all():
                for lesson in module.lessons.all():
                    mark_read(lesson, learner, by=learner.person.user)
        finish_edition(edition, by=self.world.user("school"))

    def kept_up(self, row: dict[str, Any]) -> None:
        """The school keeps one certificate up for a time, with evidence."""
        evidence = ContentFile(row["evidence"].encode(), name=row["title"])
        standard = self.standards.made[self.story["standard"]]
        grant_temporary(
            self.ledgers.people[row["learner"]], standard, ends=self.today + timedelta(days=row["until"]), ground=row["ground"],
            files=[evidence], by=self.world.user("school"),
        )  # fmt: skip


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=KYIV)
