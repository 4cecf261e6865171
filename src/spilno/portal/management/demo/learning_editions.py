"""Editions of the demo: the marathon of 2023 with its certificates, one that goes on, one for which one may apply today."""

import secrets
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import cycle
from typing import Any

from django.utils import timezone

from spilno.credentials.services import revoke
from spilno.events.models import Attendance, Event, Registration, Session
from spilno.events.rules.presence import Matched, PlatformRow
from spilno.events.services.presence import take_platform_list
from spilno.learning.models import Edition, Enrolment, StandardVersion
from spilno.learning.queries.standards import present_version
from spilno.learning.services import editions, enrolling
from spilno.learning.services.finishing import finish_edition
from spilno.learning.services.lessons import keep_lesson
from spilno.learning.services.sessions import Planned, plan_sessions, tie_session
from spilno.organisations.models import Organisation
from spilno.people.models import Office, Person
from spilno.portal.management.demo.memoranda import KYIV
from spilno.portal.management.demo.plans import MARATHON
from spilno.portal.management.demo.registers import World, told

Happening = tuple[datetime, Callable[[], object]]
MORE, HALF = 48, 7  # learners of the marathon besides those whom its lists name; every so many missed the last module
GOING, APPLYING = 24, 9
WEEK = timedelta(weeks=1)
TEACHERS = (  # fictional
    ("Ярослав БУЗИНА", "викладач кафедри публічного управління"),
    ("Соломія ЧЕРЕМХА", "експертка з місцевих фінансів"),
    ("Тарас ОСОКА", "тренер із комунікацій"),
)
CATEGORIES = ("official", "deputy", "starosta", "council_secretary")


class Editions:
    """Three editions of the programme of the marathon."""

    def __init__(self, world: World, now: datetime) -> None:
        """Days are counted from today; sessions stand on Thursdays."""
        self.world, self.now = world, now
        self.today = timezone.localdate(now)
        self.going: Edition | None = None
        self.open: Edition | None = None

    def events(self) -> list[Happening]:
        """Return what happened and when."""
        thursday = self.today - timedelta(days=(self.today.weekday() - 3) % 7)
        begins, opens = thursday - 4 * WEEK, thursday + 3 * WEEK
        return [
            (_at(MARATHON, 13), self.marathon),
            (_at(begins - 3 * WEEK, 10), partial(self.begun, begins)),
            (_at(begins, 9), self.learning),
            *((_at(begins + week * WEEK, 14), partial(self.attended, week)) for week in range(4)),
            (_at(self.today - timedelta(days=9), 10), partial(self.announced, opens)),
            (_at(self.today - timedelta(days=6), 10), self.applied),
            (_at(self.today - timedelta(days=3), 10), self.admitted),
        ]

    @property
    def school(self) -> Organisation:
        return self.world.partner["school"]

    def _version(self) -> StandardVersion:
        title = told("events")["marathon"]["title_uk"]
        version = StandardVersion.objects.filter(title_uk=title, state__in=["in_force", "archived"]).first()
        found = present_version(version.standard) if version is not None else None
        assert found is not None  # noqa: S101 - the standard is in force before its editions
        return found

    def _officials(self, day: date, *, skip: int, count: int) -> list[Office]:
        """Return fictional officials, of one council after another, who hold an office on a day."""
        rows = Office.objects.filter(
            starts__lte=day, ends__isnull=True, category__in=CATEGORIES, organisation__kind="council", organisation__ended__isnull=True,
            person__fictional=True, person__user__isnull=True,
        ).select_related("person", "organisation")  # fmt: skip
        by_council: dict[int, list[Office]] = {}
        for office in rows.order_by("organisation__sort_key", "pk"):
            by_council.setdefault(office.organisation_id, []).append(office)
        turn = [own[place] for place in range(4) for own in by_council.values() if place < len(own)]
        return turn[skip : skip + count]

    def marathon(self) -> None:
        """The school enters the edition of 2023 with its learners: most completed it, some did not, one certificate was revoked."""
        by, first, last = self.world.user("school"), date(2023, 9, 14), date(2023, 10, 19)
        places = told("events")["marathon"]["places"]
        edition = editions.draft_edition(
            version=self._version(), provider=self.school, partner=self.world.partner["small_cities"], starts_on=first, ends_on=last,
            apply_until=first, places=places, note="Марафон 2023 року: дні, теми й обсяг справжні, слухачі вигадані.", by=by,
        )  # fmt: skip
        events = list(
            Event.objects.filter(series__title_uk=edition.version.title_uk, starts_at__year=2023).order_by(
                "series_position"
            )
        )
        for module, event, (name, post) in zip(edition.modules.all(), events, cycle(TEACHERS), strict=False):
            tie_session(module, event.sessions.get(), by=by)
            editions.add_teacher(module, name_uk=name, post=post, person=None, marks=False, by=by)
        learners = self._of_the_lists(events[0])
        more = self._officials(first, skip=0, count=MORE)
        self._there(events, more)
        learners += [(each.person, each.organisation, each.post_uk, each.category) for each in more]
        now = timezone.now()
        Enrolment.objects.bulk_create(
            Enrolment(
                edition=edition, person=person, organisation=council, post=post, category=category, state=Enrolment.State.LEARNING,
                nominated=True, applied_at=now, decided_at=now,
            )
            for person, council, post, category in learners
        )  # fmt: skip
        Edition.objects.filter(pk=edition.pk).update(state=Edition.State.LEARNING, number=1, announced_at=now)
        issued = finish_edition(edition, by=by)
        because = "Видано помилково: на модулі 6 працював інший учасник (вигадано для показу)."
        revoke(issued[-1], reason=because, on=timezone.localdate(), by=by)

    def _of_the_lists(self, event: Event) -> list[tuple[Person, Organisation | None, str, str]]:
        rows = event.registrations.filter(state=Registration.State.CONFIRMED).select_related("person", "organisation")
        return [(row.person, row.organisation, row.post or "голова громади", "head") for row in rows if row.person]

    def _there(self, events: Sequence[Event], offices: Sequence[Office]) -> None:
        """Put the officials into the lists of the marathon; every seventh missed its last module."""
        for event in events:
            last, session = event.registrations.count(), event.sessions.get()
            rows = [_registered(event, office, last + place) for place, office in enumerate(offices, 1)]
            Registration.objects.bulk_create(rows)
            Attendance.objects.bulk_create(
                Attendance(session=session, registration=row, state="attended", way="online", at=session.starts_at)
                for place, row in enumerate(rows)
                if not (event == events[-1] and place % HALF == 0)
            )

    def _prepared(self, first: date, **fields: Any) -> Edition:
        by = self.world.user("school")
        edition = editions.draft_edition(
            version=self._version(), provider=self.school, starts_on=first, ends_on=first + 6 * WEEK, places=200, places_per_council=4,
            online_link="https://learn.demo.example/topical", manager=self.world.officer["school"], by=by, **fields,
        )  # fmt: skip
        planned = []
        for week, module in enumerate(edition.modules.select_related("module")):
            begins = _at(first + week * WEEK, 10)
            planned.append(Planned(module, begins, begins + timedelta(hours=3), module.module.title_uk))
            editions.add_teacher(module, name_uk="Оксана ГОРОБИНА", post="координаторка програм", person=self.world.officer["school"], marks=True, by=by)  # fmt: skip
        plan_sessions(edition, planned, form="online", online_link="https://video.demo.example/topical", by=by)
        return editions.announce_edition(edition, by=by)

    def begun(self, first: date) -> None:
        """An edition is announced, councils name their people, and they are admitted."""
        by = self.world.user("school")
        self.going = self._prepared(first, apply_until=first - timedelta(days=1))
        lesson = {"title": "Стратегія громади: з чого почати", "text": "Прочитайте розділ 1 методичних рекомендацій і складіть перелік проблем своєї громади.", "minutes": 40}  # fmt: skip
        first_module = self.going.modules.first()
        assert first_module is not None  # noqa: S101 - the programme has seven
        keep_lesson(first_module, lesson, by=by)
        for office in self._officials(first, skip=MORE, count=GOING):
            enrolling.nominate(self.going, office.organisation, [office.person], speaks=True, by=None)
        self._admit(self.going)

    def _admit(self, edition: Edition, most: int = 1000) -> None:
        rows = edition.enrolments.filter(state=Enrolment.State.APPLIED).order_by("pk").values_list("pk", flat=True)
        enrolling.admit(edition, list(rows[:most]), by=self.world.user("school"))

    def learning(self) -> None:
        """Learning begins."""
        assert self.going is not None  # noqa: S101 - announced before
        self.going = editions.begin_learning(self.going, by=self.world.user("school"))

    def attended(self, week: int) -> None:
        """After each session the school takes the platform's list; some were away."""
        session = Session.objects.filter(taught__module__edition=self.going).order_by("starts_at")[week]
        if session.ends_at > timezone.now():
            return
        rows = session.event.registrations.filter(state=Registration.State.CONFIRMED).order_by("queue")
        taken = [
            Matched(PlatformRow(line, row.full_name, "", 170), "taken", row.pk, 170)
            for line, row in enumerate(rows)
            if (line + week) % HALF
        ]
        take_platform_list(session, taken, by=self.world.user("school"))

    def announced(self, first: date) -> None:
        """The next edition is announced: one may apply today."""
        until = self.today + timedelta(days=5)
        self.open = self._prepared(
            first, apply_until=first - timedelta(days=4), councils_first_until=until, territory=None,
            note="Заняття щочетверга онлайн; потрібні комп’ютер із камерою і дві години на тиждень для самостійної роботи.",
        )  # fmt: skip

    def applied(self) -> None:
        """Officials apply; some by themselves, some named by their council."""
        assert self.open is not None  # noqa: S101 - announced before
        for place, office in enumerate(self._officials(self.today, skip=MORE + GOING, count=APPLYING)):
            if place % 3:
                enrolling.nominate(self.open, office.organisation, [office.person], speaks=True, by=None)
            else:
                enrolling.apply(self.open, office.person, by=None)

    def admitted(self) -> None:
        """Some of them are admitted; the others wait for a decision."""
        assert self.open is not None  # noqa: S101 - announced before
        self._admit(self.open, APPLYING // 2)


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=KYIV)


def _registered(event: Event, office: Office, queue: int) -> Registration:
    person = office.person
    row = Registration(
        event=event, person=person, family_name=person.family_name, given_name=person.given_name, patronymic=person.patronymic,
        post=office.post_uk, organisation=office.organisation, council=office.organisation, state=Registration.State.CONFIRMED,
        confirmed_at=event.starts_at, queue=queue, code=secrets.token_hex(8).upper(), token=secrets.token_urlsafe(24),
    )  # fmt: skip
    row.fold_name()
    return row
