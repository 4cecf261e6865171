"""Who reads the report of training institutions: each its own, the secretariat, the chair and the audit all."""

from typing import Any

from django.http import Http404

from spilno.accounts.access import may
from spilno.accounts.models import Right
from spilno.learning.queries.provider_report import providers_with_editions
from spilno.people.access import speaks_for


def reported_for(user: Any) -> frozenset[int] | None:
    """Return the institutions whose report the account reads: None for all; 404 when there is none."""
    if may(user, Right.SECRETARIAT, Right.CHAIR, Right.AUDIT):
        return None
    own = frozenset(providers_with_editions().filter(pk__in=speaks_for(user)).values_list("pk", flat=True))
    if not own:
        raise Http404
    return own
