"""What individual programmes need together, as a table."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from spilno.learning.queries.plans import Wanted


def needs_table(lines: Iterable[Wanted]) -> tuple[list[str], list[list[Any]]]:
    """Return the heading and the lines, by competence."""
    heading = [_("Competence"), _("People"), _("Councils"), _("Credits planned"), _("People who have done it")]
    return heading, [
        [line.competence or _("topics outside the list"), line.people, line.councils, line.credits, line.done]
        for line in lines
    ]
