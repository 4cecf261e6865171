"""Plans of joint work of the demo, reports on them and answers, told through the services that both sides use."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from spilno.accounts.models import User
from spilno.events.models import Event
from spilno.meetings.models import Meeting
from spilno.memoranda.models import Measure, Memorandum, Party
from spilno.memoranda.queries.fulfilment import plan_of
from spilno.memoranda.services.plan import contribute
from spilno.memoranda.services.planning import Said, confirm_plan, write_line
from spilno.portal.management.demo.memoranda import KYIV, Cooperation
from spilno.portal.management.demo.registers import told
from spilno.undertakings.services import accept, extend, report, return_report

SETTLED = timedelta(days=100)  # the plan that runs was confirmed in January, and all that is told of it came after
MARATHON = date(2023, 11, 6)  # when the school entered it, with its lists and certificates


class Plans:
    """The plans by memorandum, written and confirmed by its sides, and what each line came to."""

    def __init__(self, cooperation: Cooperation, now: datetime) -> None:
        """Find in which year the demo runs."""
        self.cooperation, self.today = cooperation, timezone.localdate(now)
        self.measures: dict[str, Measure] = {}

    def events(self) -> list[tuple[datetime, Callable[[], object]]]:
        """Return what happened and when."""
        found: list[tuple[datetime, Callable[[], object]]] = []
        for plan in told("plans")["plan"]:
            year = self._year(plan["year"])
            found.append(
                (self._moment(plan["written"], year, 10), lambda plan=plan, year=year: self.written(plan, year))
            )
            confirmed = self._moment(plan["confirmed"], year, 11)
            found.append((confirmed, lambda plan=plan, year=year: self.confirmed(plan, year)))
            for visit in plan.get("visit", []):
                counted = self._moment(visit["on"], year, 15)
                found.append((counted, lambda plan=plan, visit=visit: self.visited(plan, visit)))
            for line in plan["line"]:
                for act in line.get("acts", []):
                    moment = self._moment(act[0], year, 14)
                    found.append((moment, lambda line=line, act=act, year=year: self.acted(line, act, year)))
                if "counts" in line:
                    counted = self._moment(-8, year, 15)
                    found.append((counted, lambda line=line: self.counted(line)))
        return found

    def _year(self, year: int) -> int:
        return year if year > 1 else (self.today - SETTLED).year + year

    def _day(self, said: Any, year: int) -> date:
        """Return a day: as it stands, as month and day of the year, or so many days from today."""
        if isinstance(said, date):
            return said
        return date.fromisoformat(f"{year}-{said}") if isinstance(said, str) else self.today + timedelta(days=said)

    def _due(self, said: Any, year: int) -> date:
        return min(max(self._day(said, year), date(year, 2, 1)), date(year, 12, 31))

    def _moment(self, said: Any, year: int, hour: int) -> datetime:
        return datetime.combine(self._day(said, year), time(hour), tzinfo=KYIV)

    def _parties(self, plan: dict[str, Any]) -> tuple[Memorandum, list[Party]]:
        memorandum = Memorandum.objects.get(pk=self.cooperation.made[plan["memorandum"]].pk)
        return memorandum, list(memorandum.parties.select_related("organisation"))

    def _user(self, key: str) -> User:
        user = self.cooperation.who(key).user
        assert isinstance(user, User)  # noqa: S101 - those who act in the story have an account
        return user

    def written(self, plan: dict[str, Any], year: int) -> None:
        """The sides propose their lines; the one that confirms last lets the other write."""
        memorandum, parties = self._parties(plan)
        areas = {row.area.code: row for row in memorandum.agreed_areas.select_related("area")}
        for line in plan["line"]:
            said = Said(
                area=areas[line["area"]], kind=line["kind"], what=line["what"], party=parties[line["party"]], person=None,
                due_on=self._due(line["due"], year), target=line.get("target", 1),
            )  # fmt: skip
            self.measures[line["what"]] = write_line(memorandum, year, said, by=self._user(plan["confirm_by"][0]))

    def confirmed(self, plan: dict[str, Any], year: int) -> None:
        """The sides that are named confirm what stands there."""
        memorandum, parties = self._parties(plan)
        for key in plan["confirm_by"]:
            offices = self.cooperation.who(key).offices.values_list("organisation", flat=True)
            party = next(one for one in parties if one.organisation_id in set(offices))
            seen = plan_of(memorandum, year, timezone.localdate()).sha256
            confirm_plan(memorandum, year, party=party, seen=seen, by=self._user(key))

    def acted(self, line: dict[str, Any], act: list[Any], year: int) -> None:
        """A side reports, with a file when one is named; the other one accepts, returns, or gives a later term."""
        _day, who, what, words, *more = act
        undertaking = Measure.objects.select_related("undertaking").get(pk=self.measures[line["what"]].pk).undertaking
        assert undertaking is not None  # noqa: S101 - reports come after the plan was confirmed
        by = self._user(who)
        if what == "report":
            files = [ContentFile("№;Назва;Примітка\r\n1;вигадано для показу;\r\n".encode(), name) for name in more]
            report(undertaking, text=words, files=files, by=by)
        elif what == "accept":
            accept(undertaking, answer=words, by=by)
        elif what == "return":
            return_report(undertaking, reason=words, by=by)
        else:
            extend(undertaking, until=self._day(more[0], year), ground=words, by=by)

    def counted(self, line: dict[str, Any]) -> None:
        """An event that was announced is counted for the line that it fulfils; figures come when it is held."""
        measure = Measure.objects.select_related("agreed_area").get(pk=self.measures[line["what"]].pk)
        event = Event.objects.filter(title_uk=line["counts"]).first()
        if event is not None and event.day is not None:
            contribute(measure.agreed_area, source=event, day=event.day, measure=measure, by=self._user("school"))

    def visited(self, plan: dict[str, Any], visit: dict[str, Any]) -> None:
        """The visiting meeting that a party hosted is counted for an area."""
        memorandum, _parties = self._parties(plan)
        area = memorandum.agreed_areas.get(area__code=visit["area"])
        hosted = Meeting.objects.filter(
            state=Meeting.State.CLOSED, host__organisation=self.cooperation.whose(visit["host"])
        )
        for meeting in hosted:
            contribute(area, source=meeting, day=timezone.localdate(meeting.starts_at), by=self._user(visit["by"]))


def marathon_counts(events: list[Event], *, by: User) -> None:
    """Count the modules of the marathon: for the line of the plan of 2023, and for continuous development of employees."""
    line = Measure.objects.select_related("agreed_area").filter(year=2023, kind=Measure.Kind.EVENT).first()
    if line is None:
        return
    further = line.agreed_area.memorandum.agreed_areas.get(area__code="development")
    for event in events:
        if event.day is not None:
            contribute(line.agreed_area, source=event, day=event.day, measure=line, by=by)
            contribute(further, source=event, day=event.day, by=by)
