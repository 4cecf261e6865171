"""One edition with two modules, whose provider has a manager; officials who may apply. Values are what you pass."""

from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone
from tests import cast

from spilno.events.models import Attendance, Session
from spilno.learning.models import Edition, EditionModule, Enrolment
from spilno.learning.services import editions, enrolling
from spilno.learning.services.sessions import Planned, plan_sessions
from spilno.learning.tests.factories import make_provider, make_version
from spilno.memoranda.tests.factories import make_head, make_organisation
from spilno.organisations.models import Organisation
from spilno.people.models import Office, Person

WEEKS = 3


def make_school(name: str = "Школа управління", family: str = "Ясен") -> tuple[Organisation, Person]:
    """A training institution, and its head, who speaks for it."""
    school = make_organisation(name, "education")
    return school, make_head(school, family)


def draft(school: Organisation, **fields: Any) -> Edition:
    """An edition in preparation: it begins in a week, for three weeks, applications until its first day."""
    version = fields.pop("version", None)
    if version is None:
        version = make_version(school, state="in_force")
        make_provider(version.standard, school)
    first = timezone.localdate() + timedelta(days=fields.pop("in_days", 7))
    values: dict[str, Any] = {
        "starts_on": first, "ends_on": first + timedelta(weeks=WEEKS), "apply_until": first, "places": 10, "place": "Велика зала", "by": None,
        **fields,
    }  # fmt: skip
    return editions.draft_edition(version=version, provider=school, **values)


def plan(edition: Edition) -> list[Session]:
    """One session for each module, a week after another at ten in Kyiv."""
    planned = []
    for number, module in enumerate(edition.modules.select_related("module")):
        day = edition.starts_on + timedelta(weeks=number)
        begins = timezone.make_aware(datetime.combine(day, time(10)))
        planned.append(Planned(module, begins, begins + timedelta(hours=3), module.module.title_uk))
    return plan_sessions(edition, planned, form="in_person", place="Велика зала", by=None)


def announced(school: Organisation, **fields: Any) -> Edition:
    """An announced edition with its sessions."""
    edition = draft(school, **fields)
    plan(edition)
    return editions.announce_edition(edition, by=None)


def official(council: Organisation, family: str, category: str = "official", **fields: Any) -> Person:
    """An official of a council with an account; he speaks for it when his category does."""
    head = make_head(council, family, post="спеціаліст", **fields)
    Office.objects.filter(person=head).update(category=category)
    return head


def going(school: Organisation, *people: Person, **fields: Any) -> Edition:
    """An edition that began three weeks ago and ends today, with these people learning."""
    edition = announced(school, **fields)
    enrolling.enter_people(edition, people, by=None)
    shift = timezone.localdate() - edition.ends_on
    Edition.objects.filter(pk=edition.pk).update(
        starts_on=edition.starts_on + shift, ends_on=edition.ends_on + shift, apply_until=edition.apply_until + shift
    )
    for session in Session.objects.filter(taught__module__edition=edition).select_related("event"):
        for row in (session, session.event):
            row.starts_at, row.ends_at = row.starts_at + shift, row.ends_at + shift
            row.save()
    edition.refresh_from_db()
    return editions.begin_learning(edition, by=None)


def attend(edition: Edition, person: Person, *modules: EditionModule) -> None:
    """Mark that a learner attended the sessions of modules; of all when none is named."""
    for module in modules or edition.modules.all():
        for tie in module.sessions.all():
            registration = tie.session.event.registrations.get(person=person)
            Attendance.objects.create(
                session=tie.session, registration=registration, state="attended", way="name", at=tie.session.starts_at
            )


def of(edition: Edition, person: Person) -> Enrolment:
    """The latest enrolment of a person."""
    found = edition.enrolments.filter(person=person).order_by("-pk").first()
    assert found is not None
    return found


def make_council(name: str) -> Organisation:
    return cast.make_council(name)
