"""Who may see, write, review and adopt practices."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from spilno.accounts.access import may, require
from spilno.accounts.models import Right
from spilno.knowledge.models import Adoption, Practice
from spilno.meetings.access.issues import councils_of
from spilno.meetings.models import Guest
from spilno.organisations.models import Organisation
from spilno.people.access import own_person, speaks_for

PUBLIC = (Practice.State.PUBLISHED, Practice.State.RETIRED)


def may_review(user: Any) -> bool:
    """Tell whether the account reviews and publishes cards: the secretariat."""
    return may(user, Right.SECRETARIAT)


def practices_to_see(user: Any) -> "QuerySet[Practice]":
    """Return published cards, and to those who write them their own drafts; all to the secretariat and the audit commission."""
    rows = Practice.objects.select_related("organisation")
    if may(user, Right.SECRETARIAT, Right.AUDIT):
        return rows
    seen = Q(state__in=PUBLIC)
    if getattr(user, "is_authenticated", False):
        seen |= Q(written_by=user.pk) | Q(organisation__in=speaks_for(user))
    return rows.filter(seen)


def practice_to_see(user: Any, number: int) -> Practice:
    """Return a practice by its number to those who may see it; 404 otherwise."""
    return get_object_or_404(
        practices_to_see(user).select_related(
            "organisation__territory__parent",
            "author",
            "seen_at_meeting__body",
            "seen_at_stop",
            "seen_at_event",
            "contact",
            "adopted_from__organisation",
        ),
        number=number,
    )


def may_edit(user: Any, practice: Practice) -> bool:
    """Tell whether the person may change the card: its council, the secretariat, and until it is published who wrote it."""
    if not getattr(user, "is_authenticated", False):
        return False
    if may_review(user) or practice.organisation_id in speaks_for(user):
        return True
    return practice.written_by == user.pk and practice.state in {Practice.State.DRAFT, Practice.State.REVIEW}


def practice_to_edit(user: Any, number: int) -> Practice:
    """Return a practice to those who may change it; 404 otherwise."""
    practice = practice_to_see(user, number)
    if not may_edit(user, practice):
        raise Http404
    return practice


def practice_to_review(user: Any, number: int) -> Practice:
    """Return a practice to the secretariat; 404 otherwise."""
    require(user, Right.SECRETARIAT)
    return practice_to_see(user, number)


def may_write(user: Any) -> bool:
    """Tell whether the person may write a card: represents or serves a member council, was a guest, is of the secretariat."""
    person = own_person(user)
    if may_review(user):
        return True
    return person is not None and (councils_of(user).exists() or Guest.objects.filter(person=person).exists())


def require_writer(user: Any) -> None:
    """Raise 404 unless the person may write cards."""
    if not may_write(user):
        raise Http404


def councils_to_adopt(user: Any) -> "QuerySet[Organisation]":
    """Return member councils for which the person may adopt a practice; none for a stranger."""
    return councils_of(user) if getattr(user, "is_authenticated", False) else Organisation.objects.none()


def practice_to_adopt(user: Any, number: int) -> tuple[Practice, "QuerySet[Organisation]"]:
    """Return a practice and the councils for which the person may adopt it; 404 to whoever writes for no member."""
    practice, own = practice_to_see(user, number), councils_to_adopt(user)
    if not own.exists():
        raise Http404
    return practice, own


def adoption_to_see(user: Any, pk: int) -> Adoption:
    """Return an adoption of a practice that the person may see; adoptions are public, as practices are."""
    adoption = get_object_or_404(
        Adoption.objects.select_related("practice__organisation", "organisation", "responsible", "own_practice"), pk=pk
    )
    if not practices_to_see(user).filter(pk=adoption.practice_id).exists():
        raise Http404
    return adoption


def may_tell(user: Any, adoption: Adoption) -> bool:
    """Tell whether the person may tell the status: writes for the council that adopted."""
    return councils_to_adopt(user).filter(pk=adoption.organisation_id).exists()


def adoption_to_tell(user: Any, pk: int) -> Adoption:
    """Return an adoption to those who write for its council; 404 otherwise."""
    adoption = adoption_to_see(user, pk)
    if not may_tell(user, adoption):
        raise Http404
    return adoption


def may_read_files(user: Any, object_id: str, kind: str) -> bool:
    """Tell whether photos of a practice may be seen: with the card itself."""
    return practices_to_see(user).filter(pk=object_id).exists()
