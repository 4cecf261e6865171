"""Standards of programmes of the demo, told through the services that partners use."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from spilno.accounts.models import User
from spilno.learning.models import Competence, Partner, Standard
from spilno.learning.queries.standards import on_the_table, present_version, text_of
from spilno.learning.rules.programme import ModuleText
from spilno.learning.services import approving, force, standards
from spilno.learning.services.standards import OutcomeSaid
from spilno.portal.management.demo.memoranda import KYIV, Cooperation
from spilno.portal.management.demo.registers import told

Event = tuple[datetime, Callable[[], object]]
PROFILE = (
    "form", "title_en", "categories", "direction", "purpose", "prerequisites", "valid_years", "cost", "contacts", "assessment", "literature",
)  # fmt: skip


class Standards:
    """The standards by short names; partners and people are those of cooperation."""

    def __init__(self, cooperation: Cooperation, now: datetime) -> None:
        """Read what is told; the names of days count from today."""
        self.cooperation, self.today = cooperation, timezone.localdate(now)
        self.story = told("standards")
        self.made: dict[str, Standard] = {}
        self.competences: dict[str, Competence] = {}

    def events(self) -> list[Event]:
        """Return what happened and when, each standard in its order."""
        found: list[Event] = [(datetime(2023, 6, 2, 10, tzinfo=KYIV), self.listed)]
        for row in self.story["standard"]:
            found.append((self._moment(row, "begun", 9), lambda row=row: self.begun(row)))
            if "sent_days" in row:
                found.append((self._moment(row, "sent", 10), lambda row=row: self.sent(row)))
            found += self._agreed(row, row)
            found += [
                (
                    datetime.combine(starts, time(10), tzinfo=KYIV),
                    lambda row=row, said=(key, starts, ground): self.delivers(row, *said),
                )
                for key, starts, ground in row.get("providers", [])
            ]
            if "archived" in row:
                found.append((self._moment(row, "archived", 12), lambda row=row: self.archived(row)))
            if "next" in row:
                found.append((self._moment(row["next"], "begun", 9), lambda row=row: self.changed(row)))
                found += self._agreed(row, row["next"])
        return found

    def _agreed(self, row: dict[str, Any], days: dict[str, Any]) -> list[Event]:
        """A text is reviewed, answered, agreed by НАДС and in force, as far as its days are told."""
        steps = (
            ("reviewed", 11, self.reviewed),
            ("answered", 12, self.answered),
            ("nads", 13, self.agreed),
            ("in_force", 9, self.in_force),
        )
        return [
            (self._moment(days, name, hour), lambda act=act: act(row, days))
            for name, hour, act in steps
            if name in days or f"{name}_days" in days
        ]

    def _moment(self, row: dict[str, Any], name: str, hour: int) -> datetime:
        day = row[name] if name in row else self.today + timedelta(days=row[f"{name}_days"])
        return datetime.combine(day, time(hour), tzinfo=KYIV)

    def _user(self, key: str) -> User:
        user = self.cooperation.who(key).user
        assert isinstance(user, User)  # noqa: S101 - those who act in the story have an account
        return user

    def listed(self) -> None:
        """The secretariat writes the list of competences."""
        for row in self.story["competence"]:
            self.competences[row["code"]] = standards.keep_competence(Competence(**row), by=self._user("secretary"))

    def begun(self, row: dict[str, Any]) -> None:
        """A partner begins the standard and writes its parts."""
        by = self._user(row["by"])
        version = standards.begin_standard(
            partners=[self.cooperation.whose(key) for key in row["partners"]], kind=row["kind"], length=row["length"],
            title_uk=row["title_uk"], credits=Decimal(row["credits"]), hours=row["hours"], by=by,
        )  # fmt: skip
        self.made[row["key"]] = version.standard
        standards.write_profile(version, {name: row[name] for name in PROFILE if name in row}, by=by)
        outcomes = [OutcomeSaid(uk, en, self.competences[code]) for uk, en, code in row["outcomes"]]
        standards.write_outcomes(version, outcomes, by=by)
        modules = [(None, ModuleText(uk, hours, en, content)) for uk, en, hours, content in row["modules"]]
        standards.write_modules(version, modules, by=by)

    def sent(self, row: dict[str, Any]) -> None:
        """The authors send the draft to review; nobody has read it yet."""
        approving.send_to_review(self.made[row["key"]], by=self._user(row["by"]))

    def reviewed(self, row: dict[str, Any], _days: dict[str, Any]) -> None:
        """The authors send the draft, another person reads it and puts it to the partners."""
        self.sent(row)
        approving.put_to_partners(self.made[row["key"]], by=self._user(row["reviewer"]))

    def answered(self, row: dict[str, Any], _days: dict[str, Any]) -> None:
        """The partners that are named approve the text."""
        standard = self.made[row["key"]]
        version = on_the_table(standard)
        for key, person in zip(row["partners"], row["answer_by"], strict=False):
            partner = Partner.objects.get(standard=standard, organisation=self.cooperation.whose(key))
            if version is not None:
                approving.answer(partner, sha256=version.sha256, agreed=True, by=self._user(person))

    def agreed(self, row: dict[str, Any], days: dict[str, Any]) -> None:
        """НАДС agrees the text."""
        standard, by = self.made[row["key"]], self._user(row["by"])
        approving.send_to_nads(standard, by=by)
        approving.enter_agreement(
            standard, number=days["nads_number"], on=days["nads"], until=days["nads_until"], by=by
        )

    def in_force(self, row: dict[str, Any], days: dict[str, Any]) -> None:
        """The version comes into force; an earlier programme may be equivalent to it."""
        standard, by = self.made[row["key"]], self._user(row["by"])
        version = force.bring_into_force(standard, starts=days["in_force"], by=by)
        earlier = present_version(self.made[days["equivalent"]]) if "equivalent" in days else None
        if earlier is not None:
            force.enter_equivalence(version, earlier, ground=days["equivalent_ground"], by=by)

    def delivers(self, row: dict[str, Any], key: str, starts: Any, ground: str) -> None:
        """An organisation begins to deliver the standard."""
        provider = self.cooperation.whose(key)
        force.add_provider(
            self.made[row["key"]], provider, ground=ground, starts=starts, ends=None, by=self._user(row["by"])
        )

    def archived(self, row: dict[str, Any]) -> None:
        """The standard ends, another one takes its place."""
        successor = self.made[row["successor"]]
        force.archive(
            self.made[row["key"]],
            ends=row["ends"],
            reason=row["because"],
            successor=successor,
            by=self._user(row["by"]),
        )

    def changed(self, row: dict[str, Any]) -> None:
        """The next version is written: hours, contents, literature."""
        said, by = row["next"], self._user(row["by"])
        version = standards.begin_next(self.made[row["key"]], by=by)
        standards.write_profile(version, {"note": said["note"], "literature": said["literature"]}, by=by)
        text = text_of(version)
        modules = [
            (
                module.pk,
                ModuleText(
                    each.title,
                    said["hours"].get(each.title, each.hours),
                    each.title_en,
                    said["content"].get(each.title, each.content),
                ),
            )
            for module, each in zip(version.modules.all(), text.modules, strict=True)
        ]
        standards.write_modules(version, modules, by=by)
