"""The desk of a person: one page, composed by who he is; a person may have several roles."""

from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from spilno.people.access import own_person
from spilno.portal import access
from spilno.portal.queries.desk import begin, chair, council, hall, secretary
from spilno.portal.queries.desk.tasks import Part
from spilno.statute.rules.adoption import NoEdition
from spilno.ui import registry


@dataclass(frozen=True, slots=True)
class Role:
    """A role that the person has today, and its parts of the desk."""

    code: str
    title: str
    lead: str
    parts: list[Part]


@login_required
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Show what waits for the person."""
    today = timezone.localdate()
    person = own_person(request.user)
    roles: list[Role] = []
    if access.chairs(request.user):
        roles.append(Role("chair", gettext("Chair"), "", chair.parts(today)))
    if access.keeps(request.user):
        parts = begin.parts(today)
        with suppress(NoEdition):  # no term can be computed yet: the first steps say so
            parts += secretary.parts(today)
        roles.append(Role("secretary", gettext("Secretariat"), "", parts))
    registers = access.registers(request.user) and not access.keeps(request.user)
    if at_work := hall.parts(person, today, registers=registers):
        roles.append(Role("hall", gettext("Working bodies of the meeting"), "", at_work))
    for membership, mandate in council.memberships_of(person, today) if person is not None else []:
        roles.append(
            Role(
                f"council-{membership.pk}",
                str(membership.organisation),
                _mandate_words(mandate),
                council.parts(membership, mandate, today),
            )
        )
    return render(
        request,
        "portal/desk.html",
        {
            "roles": roles,
            "cards": registry.desk_cards(request),
            "person": person,
            "rights": access.rights_in_words(request.user),
            "today": today,
        },
    )


def _mandate_words(mandate: Any) -> str:
    if mandate is None:
        return gettext("You hold an office in this council; its representative votes.")
    words = {"kind": mandate.get_kind_display(), "act": mandate.act}
    if mandate.ends:
        return gettext("You are its %(kind)s until %(day)s: %(act)s.") % {**words, "day": f"{mandate.ends:%d.%m.%Y}"}
    return gettext("You are its %(kind)s: %(act)s.") % words
