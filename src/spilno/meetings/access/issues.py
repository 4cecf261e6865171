"""Who may see, raise, change and answer issues."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from spilno.accounts.access import may, require
from spilno.accounts.models import Right
from spilno.meetings.models import Issue
from spilno.members.models import Membership
from spilno.members.queries import mandates_on
from spilno.organisations.models import Organisation
from spilno.people.access import own_person
from spilno.people.models import Office

SPEAKING = (
    Office.Category.HEAD,
    Office.Category.DEPUTY,
    Office.Category.COUNCIL_SECRETARY,
    Office.Category.OFFICIAL,
)


def councils_of(user: Any, day: date | None = None) -> "QuerySet[Organisation]":
    """Return member councils for which the person may write: by a valid mandate, or by an office in the council.

    The secretariat enters what came by letter, so it may write for every member.
    """
    day = day or timezone.localdate()
    members = Organisation.objects.filter(memberships__state__in=Membership.MEMBERS)
    if may(user, Right.SECRETARIAT):
        return members.distinct()
    person = own_person(user)
    if person is None:
        return members.none()
    by_mandate = mandates_on(day).filter(person=person).values("membership__organisation")
    by_office = Office.objects.filter(
        Q(ends__isnull=True) | Q(ends__gte=day), starts__lte=day, person=person, category__in=SPEAKING
    ).values("organisation")
    return members.filter(Q(pk__in=by_mandate) | Q(pk__in=by_office)).distinct()


def issues_to_see(user: Any) -> "QuerySet[Issue]":
    """Return all issues that were raised, and the drafts of the person's own councils."""
    rows = Issue.objects.select_related("raised_by", "territory")
    if may(user, Right.AUDIT):
        return rows
    if not getattr(user, "is_authenticated", False):
        return rows.exclude(state=Issue.State.DRAFT)
    own = Q(created_by=user.pk)
    if not may(user, Right.SECRETARIAT):  # a draft of a council is nobody's business before it is sent
        own |= Q(raised_by__in=councils_of(user))
    return rows.filter(~Q(state=Issue.State.DRAFT) | own)


def issue_to_see(user: Any, pk: int) -> Issue:
    """Return an issue that the person may see; 404 otherwise."""
    return get_object_or_404(issues_to_see(user).select_related("raised_by_person", "merged_into"), pk=pk)


def may_write(user: Any, issue: Issue) -> bool:
    """Tell whether the person writes for the council that raised the issue."""
    return bool(getattr(user, "is_authenticated", False)) and councils_of(user).filter(pk=issue.raised_by_id).exists()


def issue_to_write(user: Any, pk: int) -> Issue:
    """Return an issue to those who write for its council; 404 otherwise."""
    issue = issue_to_see(user, pk)
    if not may_write(user, issue):
        raise Http404
    return issue


def issue_to_answer(user: Any, pk: int) -> Issue:
    """Return an issue to the secretariat; 404 otherwise."""
    require(user, Right.SECRETARIAT)
    return issue_to_see(user, pk)


def may_read_files(user: Any, object_id: str, kind: str) -> bool:
    """Tell whether files of an issue may be read: with the issue itself."""
    return issues_to_see(user).filter(pk=object_id).exists()
