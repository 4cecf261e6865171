"""Acts on the sessions of an edition: an event for each, in one series; a session of an event that stands already is tied."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from spilno.accounts.models import User
from spilno.events.models import Event, Series, Session
from spilno.events.services.events import add_owner, announce_event, draft_event
from spilno.events.services.lists import keep_by_list
from spilno.events.services.programme import keep_session
from spilno.events.services.series import join_series, start_series
from spilno.journal.services import record
from spilno.learning.models import Edition, EditionModule, Enrolment, ModuleSession
from spilno.learning.queries.editions import events_of, sessions_to_tie
from spilno.learning.rules.editions import (
    DRAFT,
    why_not_change_edition,
    why_not_sessions,
    why_not_tie,
    why_not_untie,
)
from spilno.learning.services.editions import locked
from spilno.learning.services.queue import SHOWN, register_in_events
from spilno.statute.rules.refusal import refuse

HAVE_PLACES = (Enrolment.State.ADMITTED, Enrolment.State.LEARNING)


@dataclass(frozen=True, slots=True)
class Planned:
    """A session to hold: of which module, when (aware), what it is about."""

    module: EditionModule
    starts_at: datetime
    ends_at: datetime
    title: str


@transaction.atomic
def plan_sessions(
    edition: Edition,
    lessons: Sequence[Planned],
    *,
    form: str,
    place: str = "",
    online_link: str = "",
    by: User | None,
) -> list[Session]:
    """Hold an event with one session for each lesson, all in one series, in the name of provider and partner.

    People come to them by the list of the edition. Of an announced edition they are announced at once, and its learners are
    registered. Raises RuleBroken when a day lies outside the term of learning, or an event lacks its place or link.
    """
    edition = locked(edition)
    refuse(why_not_change_edition(edition.state))
    days = [(timezone.localdate(each.starts_at), each.ends_at > each.starts_at) for each in lessons]
    refuse(why_not_sessions(days, starts_on=edition.starts_on, ends_on=edition.ends_on))
    series = _series_of(edition)
    made: list[Session] = []
    for each in sorted(lessons, key=lambda lesson: lesson.starts_at):
        values: dict[str, Any] = {
            "kind": Event.Kind.TRAINING, "format": form, "title_uk": each.title, "starts_at": each.starts_at, "ends_at": each.ends_at,
            "venue": place.strip(), "online_link": online_link, "territory": edition.territory, "coordinator": edition.manager,
        }  # fmt: skip
        event = draft_event(values, owner=edition.provider, by=by)
        if edition.partner is not None and edition.partner_id != edition.provider_id:
            add_owner(event, edition.partner, by=by)
        times = {"starts_at": each.starts_at, "ends_at": each.ends_at}
        session = keep_session(event, {"kind": Session.Kind.MODULE, "title_uk": each.title, **times}, _speakers(each.module), by=by)  # fmt: skip
        keep_by_list(event, by=by)
        if series is None:
            version = edition.version
            series = start_series(event, title_uk=version.title_uk, title_en=version.title_en, joint=True, by=by)
        else:
            join_series(event, series, by=by)
        ModuleSession.objects.create(module=each.module, session=session)
        made.append(session)
    record("edition.sessions_planned", edition, by=by, facts={"sessions": [each.pk for each in made]})
    if edition.state != DRAFT:
        _announce(edition, [each.event for each in made], by=by)
    return made


def _series_of(edition: Edition) -> Series | None:
    first = events_of(edition).filter(series__isnull=False, by_list=True).select_related("series").first()
    return first.series if first is not None else None


def _speakers(module: EditionModule) -> list[dict[str, Any]]:
    return [{"name_uk": each.name_uk, "post": each.post, "person": each.person} for each in module.teachers.all()]


def _announce(edition: Edition, events: Sequence[Event], *, by: User | None) -> None:
    announced = [announce_event(event, by=by) for event in events]
    rows = edition.enrolments.filter(state__in=HAVE_PLACES).select_related(*SHOWN).order_by("pk")
    register_in_events(edition, rows, by=by, events=announced)


@transaction.atomic
def tie_session(module: EditionModule, session: Session, *, by: User | None) -> ModuleSession:
    """Teach a module at a session of an event that stands already. Those who have places are registered for it while it is ahead.

    Raises RuleBroken when the session is not one of provider or partner within the term of learning.
    """
    edition = locked(module.edition)
    refuse(why_not_change_edition(edition.state))
    refuse(why_not_tie(offered=sessions_to_tie(edition).filter(pk=session.pk).exists()))
    tie = ModuleSession.objects.create(module=module, session=session)
    record("edition.session_tied", edition, by=by, facts={"module": module.pk, "session": session.pk})
    event = session.event
    if event.state == Event.State.ANNOUNCED and event.ends_at is not None and event.ends_at > timezone.now():
        rows = edition.enrolments.filter(state__in=HAVE_PLACES).select_related(*SHOWN).order_by("pk")
        register_in_events(edition, rows, by=by, events=[event])
    return tie


@transaction.atomic
def untie_session(tie: ModuleSession, *, by: User | None) -> None:
    """Teach a module at a session no longer; the event itself stays. Raises RuleBroken when learners were marked at it."""
    edition = locked(tie.module.edition)
    refuse(why_not_change_edition(edition.state))
    refuse(why_not_untie(marked=tie.session.attendances.exists()))
    record("edition.session_untied", edition, by=by, facts={"module": tie.module_id, "session": tie.session_id})
    tie.delete()
