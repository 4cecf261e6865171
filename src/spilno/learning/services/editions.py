"""Acts on an edition: prepared, changed, its modules settled, announced, begun, cancelled."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from spilno.accounts.models import User
from spilno.events.models import Event
from spilno.events.rules.places import why_not_so_many_places
from spilno.events.services.events import announce_event, cancel_event
from spilno.journal.services import record, take_turn
from spilno.learning.models import Edition, EditionModule, Enrolment, ModuleHours, StandardVersion, Teacher
from spilno.learning.queries.editions import events_of, module_plans, own_events_of, plan_of, plan_of_edition
from spilno.learning.rules import editions as rules
from spilno.learning.rules.enrolling import CONCERNED
from spilno.learning.services.letters import tell_learners
from spilno.learning.services.queue import leave_events, move_queue
from spilno.organisations.models import Organisation
from spilno.people.models import Person
from spilno.statute.rules.refusal import refuse
from spilno.territories.models import Unit

State = Edition.State
FIELDS = (
    "partner", "territory", "starts_on", "ends_on", "apply_until", "places", "places_per_council", "councils_first_until", "place", "online_link",
    "note", "manager",
)  # fmt: skip
CONTACT = (
    ModuleHours.Kind.LECTURE,
    ModuleHours.Kind.PRACTICE,
    ModuleHours.Kind.REMOTE,
    ModuleHours.Kind.VISIT,
)  # hours with a teacher


def locked(edition: Edition) -> Edition:
    """Return the edition locked to the end of the transaction: places, applications and results change one after another."""
    found = Edition.objects.select_for_update(of=("self",))
    return found.select_related("version__standard", "provider", "partner", "territory").get(pk=edition.pk)


@transaction.atomic
def draft_edition(
    *, version: StandardVersion, provider: Organisation, starts_on: date, ends_on: date, apply_until: date, by: User | None,
    places: int | None = None, places_per_council: int | None = None, councils_first_until: date | None = None,
    partner: Organisation | None = None, territory: Unit | None = None, place: str = "", online_link: str = "", note: str = "",
    manager: Person | None = None,
) -> Edition:  # fmt: skip
    """Prepare an edition of a version with all its modules. One with hours beside a teacher asks for attendance, another for lessons.

    Raises RuleBroken when the version is not in force over the days, the provider does not deliver it, or days or places are wrong.
    """
    days: dict[str, Any] = {"starts_on": starts_on, "ends_on": ends_on, "apply_until": apply_until}
    shares: dict[str, Any] = {
        "places": places, "places_per_council": places_per_council, "councils_first_until": councils_first_until,
    }  # fmt: skip
    refuse(rules.why_not_prepare(plan_of(version=version, provider=provider, **days, **shares)))
    edition = Edition.objects.create(
        version=version, provider=provider, partner=partner, territory=territory, place=place.strip(), online_link=online_link,
        note=note.strip(), manager=manager, created_by=by.pk if by else None, **days, **shares,
    )  # fmt: skip
    for order, module in enumerate(version.modules.prefetch_related("hours"), start=1):
        contact = any(each.kind in CONTACT and each.hours for each in module.hours.all())
        EditionModule.objects.create(
            edition=edition,
            module=module,
            order=order,
            attendance_percent=100 if contact else 0,
            needs_lessons=not contact,
        )
    record("edition.drafted", edition, by=by, facts={"version": version.pk, "provider": provider.pk, **days})
    return edition


@transaction.atomic
def change_edition(edition: Edition, values: Mapping[str, Any], *, by: User | None) -> Edition:
    """Change days, places and words of an edition that is not over; the queue moves when there are more places.

    Raises RuleBroken as `draft_edition` does, or when fewer places are offered than were given.
    """
    edition = locked(edition)
    refuse(rules.why_not_change_edition(edition.state))
    before = {name: getattr(edition, name) for name in FIELDS}
    for name in FIELDS:
        if name in values:
            setattr(edition, name, values[name])
    refuse(rules.why_not_prepare(plan_of_edition(edition)))
    given = edition.enrolments.filter(state__in=[Enrolment.State.ADMITTED, Enrolment.State.LEARNING]).count()
    refuse(why_not_so_many_places(places=edition.places, taken=given))
    changed = [name for name in FIELDS if before[name] != getattr(edition, name)]
    if not changed:
        return edition
    edition.save()
    record("edition.changed", edition, by=by, facts={"changed": changed})
    move_queue(edition, by=by)
    return edition


@transaction.atomic
def settle_module(
    module: EditionModule, *, attendance_percent: int, needs_lessons: bool, by: User | None
) -> EditionModule:
    """Settle what completes a module: the share of its sessions, and whether its lessons are asked for."""
    edition = locked(module.edition)
    refuse(rules.why_not_change_edition(edition.state))
    plan = next(
        each for each, row in zip(module_plans(edition), edition.modules.all(), strict=True) if row.pk == module.pk
    )
    refuse(
        rules.why_not_settle(
            plan, percent=attendance_percent, needs_lessons=needs_lessons, announced=edition.state != State.DRAFT
        )
    )
    module.attendance_percent, module.needs_lessons = attendance_percent, needs_lessons
    module.save(update_fields=["attendance_percent", "needs_lessons"])
    facts = {"module": module.pk, "percent": attendance_percent, "lessons": needs_lessons}
    record("edition.module_settled", edition, by=by, facts=facts)
    return module


@transaction.atomic
def add_teacher(
    module: EditionModule,
    *,
    name_uk: str,
    post: str = "",
    person: Person | None = None,
    marks: bool = False,
    by: User | None,
) -> Teacher:
    """Name who teaches a module; `marks`: he may mark open answers and assignments of it."""
    edition = locked(module.edition)
    refuse(rules.why_not_change_edition(edition.state))
    teacher = Teacher.objects.create(
        module=module, person=person, name_uk=name_uk.strip(), post=post.strip(), marks=marks
    )
    record("edition.teacher_named", edition, by=by, facts={"module": module.pk, "teacher": teacher.pk})
    return teacher


@transaction.atomic
def drop_teacher(teacher: Teacher, *, by: User | None) -> None:
    """Take a teacher off a module."""
    edition = locked(teacher.module.edition)
    refuse(rules.why_not_change_edition(edition.state))
    record("edition.teacher_dropped", edition, by=by, facts={"module": teacher.module_id, "teacher": teacher.pk})
    teacher.delete()


@transaction.atomic
def announce_edition(edition: Edition, *, by: User | None) -> Edition:
    """Announce an edition: it gets its number, its events are announced, applications are taken.

    Raises RuleBroken when a module cannot be completed, a day has passed, or something is missing of an event.
    """
    edition = locked(edition)
    refuse(
        rules.why_not_announce_edition(
            edition.state, plan=plan_of_edition(edition), modules=module_plans(edition), today=timezone.localdate()
        )
    )
    for event in events_of(edition).filter(state=Event.State.DRAFT):
        announce_event(event, by=by)
    take_turn()  # the next number is given once
    edition.number = (Edition.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    edition.state, edition.announced_at = State.ANNOUNCED, timezone.now()
    edition.save(update_fields=["number", "state", "announced_at"])
    record("edition.announced", edition, by=by, facts={"number": edition.number, "version": edition.version_id})
    return edition


@transaction.atomic
def begin_learning(edition: Edition, *, by: User | None) -> Edition:
    """Begin: whoever is admitted learns. Raises RuleBroken before its day, or when nobody is admitted."""
    edition = locked(edition)
    admitted = edition.enrolments.filter(state=Enrolment.State.ADMITTED)
    count = admitted.count()
    refuse(rules.why_not_begin(edition.state, admitted=count, starts_on=edition.starts_on, today=timezone.localdate()))
    admitted.update(state=Enrolment.State.LEARNING)
    edition.state = State.LEARNING
    edition.save(update_fields=["state"])
    record("edition.begun", edition, by=by, facts={"learners": count})
    return edition


@transaction.atomic
def cancel_edition(edition: Edition, *, reason: str, by: User | None) -> Edition:
    """Cancel an edition with a reason that everybody who applied reads; its own events that are ahead are cancelled too."""
    edition = locked(edition)
    refuse(rules.why_not_cancel_edition(edition.state, reason=reason))
    edition.state, edition.cancelled_because = State.CANCELLED, reason.strip()[:400]
    edition.save(update_fields=["state", "cancelled_because"])
    live = edition.enrolments.filter(state__in=CONCERNED)
    told = list(live.select_related("person__user"))
    live.update(state=Enrolment.State.WITHDRAWN, because=edition.cancelled_because, decided_at=timezone.now())
    leave_events(edition, [row.person_id for row in told], by=by)  # one letter is enough
    ahead = own_events_of(edition).filter(
        state__in=[Event.State.DRAFT, Event.State.ANNOUNCED], ends_at__gt=timezone.now()
    )
    for event in ahead:
        cancel_event(event, reason=edition.cancelled_because, by=by)
    tell_learners("cancelled", edition, told, by=by, reason=edition.cancelled_because)
    record("edition.cancelled", edition, by=by, ground=edition.cancelled_because, facts={"told": len(told)})
    return edition
