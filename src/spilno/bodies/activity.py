"""What bodies show of themselves: the footer, search, acts in words."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from spilno.bodies.models import Body
from spilno.bodies.queries import seats_of_person
from spilno.journal.queries import register_acts
from spilno.people.queries import register_needs
from spilno.ui.registry import Activity, Found, Link, SearchSource, register


def found(body: Body) -> Found:
    """Keep a body for search."""
    return Found(
        title=body.name_uk,
        text=f"{body.name_uk} {body.name_en}",
        url=reverse("bodies:body", args=[body.pk]),
        note=str(body.get_kind_display()),
    )


register(
    Activity(
        name="bodies",
        footer=(Link(_("President, Board, sections"), "bodies:bodies", order=20, group="association"),),
        search=(
            SearchSource(
                kind="body",
                label=_("Bodies"),
                model=Body,
                rows=lambda: Body.objects.filter(ended__isnull=True),
                found=found,
            ),
        ),
    )
)

register_acts(
    {
        "body.added": _("The body was recorded"),
        "body.ended": _("The body was ended"),
        "seat.added": _("A seat was added"),
        "term.elected": _("A holder was elected"),
        "term.acting": _("An acting holder was appointed"),
        "term.ended": _("A term was ended"),
        "term.ending": _("It was written that the term ends soon"),
    }
)

register_needs(seats_of_person)
