"""Who sees and does what with editions: all see what is announced, managers lead theirs, teachers see their modules, learners themselves."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from spilno.accounts.access import may
from spilno.accounts.models import Right
from spilno.learning.models import Edition, EditionModule, Lesson, ModuleSession, Teacher
from spilno.learning.queries.editions import register, to_deliver
from spilno.people.access import own_person, speaks_for

DRAFT = Edition.State.DRAFT


def keeps_all(user: Any) -> bool:
    """Tell whether the account leads every edition: the secretariat."""
    return may(user, Right.SECRETARIAT)


def reads_all(user: Any) -> bool:
    """Tell whether the account sees every edition from inside: secretariat, chair and audit."""
    return may(user, Right.SECRETARIAT, Right.CHAIR, Right.AUDIT)


def organisations_to_deliver(user: Any) -> frozenset[int] | None:
    """Return the organisations in whose name the account prepares editions; None: in any name."""
    return None if keeps_all(user) else speaks_for(user)


def may_prepare(user: Any) -> bool:
    """Tell whether the account prepares editions: the secretariat, and those who speak for a provider of a standard in force."""
    if keeps_all(user):
        return True
    spoken = speaks_for(user)
    return bool(spoken) and to_deliver(timezone.localdate(), spoken).exists()


def require_to_prepare(user: Any) -> None:
    """Raise 404 unless the account prepares editions."""
    if not may_prepare(user):
        raise Http404


def led_q(user: Any) -> Q:
    """Return the condition that the account leads an edition by its office, or is its manager."""
    spoken, person = speaks_for(user), own_person(user)
    found = Q(provider__in=spoken) | Q(partner__in=spoken)
    return found | Q(manager=person) if person is not None else found


def may_lead(user: Any, edition: Edition) -> bool:
    """Tell whether the account leads the edition: the secretariat, who speaks for provider or partner, and its manager."""
    if keeps_all(user):
        return True
    person, spoken = own_person(user), speaks_for(user)
    if person is not None and edition.manager_id == person.pk:
        return True
    return edition.provider_id in spoken or edition.partner_id in spoken


def editions_to_see(user: Any) -> "QuerySet[Edition]":
    """Return the editions that exist for a person: announced ones for all, drafts for those who lead them."""
    rows = register()
    if reads_all(user):
        return rows
    shown = ~Q(state=DRAFT)
    return rows.filter(shown | led_q(user)) if getattr(user, "is_authenticated", False) else rows.filter(shown)


def editions_to_lead(user: Any) -> "QuerySet[Edition]":
    """Return the editions that the account leads."""
    if keeps_all(user):
        return register()
    return register().filter(led_q(user)) if getattr(user, "is_authenticated", False) else Edition.objects.none()


def edition_to_see(user: Any, pk: int) -> Edition:
    """Return an edition; 404 when it does not exist for this person."""
    found = register().filter(pk=pk).first()
    if found is None or not (found.state != DRAFT or reads_all(user) or may_lead(user, found)):
        raise Http404
    return found


def edition_to_lead(user: Any, pk: int) -> Edition:
    """Return an edition to those who lead it; 404 otherwise."""
    found = edition_to_see(user, pk)
    if not may_lead(user, found):
        raise Http404
    return found


def leads_edition(user: Any, number: str) -> bool:
    """Tell whether the account leads the edition of this number, as its certificates name it."""
    return editions_to_lead(user).filter(pk=number).exists()


def module_to_lead(user: Any, pk: int, module: int) -> EditionModule:
    """Return a module of an edition to those who lead the edition; 404 otherwise."""
    edition = edition_to_lead(user, pk)
    found = edition.modules.select_related("module").filter(pk=module).first()
    if found is None:
        raise Http404
    found.edition = edition
    return found


def teacher_to_drop(user: Any, pk: int, module: int, teacher: int) -> Teacher:
    """Return a teacher of a module to those who lead the edition; 404 otherwise."""
    found = module_to_lead(user, pk, module).teachers.filter(pk=teacher).first()
    if found is None:
        raise Http404
    return found


def lesson_to_lead(user: Any, pk: int, module: int, lesson: int) -> Lesson:
    """Return a lesson of a module to those who lead the edition; 404 otherwise."""
    row = module_to_lead(user, pk, module)
    found = row.lessons.filter(pk=lesson).first()
    if found is None:
        raise Http404
    found.module = row
    return found


def tie_to_drop(user: Any, pk: int, module: int, session: int) -> ModuleSession:
    """Return how a session teaches a module to those who lead the edition; 404 otherwise."""
    row = module_to_lead(user, pk, module)
    found = row.sessions.select_related("session__event").filter(session=session).first()
    if found is None:
        raise Http404
    found.module = row
    return found
