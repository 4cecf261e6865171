"""What a new installation still lacks before its first meeting: shown until the first mandate is entered."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext

from spilno.bodies.models import Body
from spilno.members.models import Mandate, Membership
from spilno.organisations.models import Organisation
from spilno.portal.queries.desk.tasks import Part, Task, address
from spilno.statute.queries import edition_on
from spilno.territories.models import Unit


def parts(today: date) -> list[Part]:
    """Return the part with the first steps, in their order; nothing once the last of them is made."""
    if Mandate.objects.exists() and edition_on(today) is not None:
        return []
    return [
        Part(
            "begin",
            gettext("First steps"),
            list(_steps(today)),
            "",
            gettext("In this order"),
            gettext("Each step stands on those before it; a step that is made leaves this list by itself."),
        )
    ]


def _steps(today: date) -> Iterable[Task]:
    """Yield what is not there yet, in the order in which one stands on another."""
    if not Unit.objects.exists():
        yield Task(
            gettext("Load the codifier of territories"),
            address("territories:territories"),
            ground=gettext("Councils stand on its hromadas, raions and regions."),
        )
    if not Organisation.objects.filter(kind=Organisation.Kind.COUNCIL).exists():
        yield Task(
            gettext("Enter the councils: take their file, or one by one"),
            address("organisations:import"),
            ground=gettext("Members of the Association are councils of the register of organisations."),
        )
    if edition_on(today) is None:
        yield Task(
            gettext("Upload the statute and adopt its first edition"),
            address("statute:upload"),
            ground=gettext(
                "Who votes, the quorum, the terms and the majorities come from it; a model edition is there to begin with."
            ),
        )
    if not Membership.objects.exists():
        yield Task(
            gettext("Enter the founders and the members of today"),
            address("members:members"),
            ground=gettext("By the founding decision and the decisions of those councils."),
        )
    if not Body.objects.filter(kind=Body.Kind.GENERAL_MEETING).exists():
        yield Task(
            gettext("Enter the bodies: the General Meeting, the Board, the President"),
            address("bodies:add_body"),
            ground=gettext("Meetings are held by a body; who presides and signs follows from its seats."),
        )
    if not Mandate.objects.exists():
        yield Task(
            gettext("Take in the list of representatives of the members"),
            address("members:read_list"),
            ground=gettext("They are invited, vote and receive notices."),
        )
