"""The list of competences, and in how many standards each is used."""

from django.db.models import Count, Q, QuerySet

from spilno.learning.models import Competence
from spilno.learning.queries.standards import PUBLIC, TABLE


def competences_used(rows: "QuerySet[Competence]") -> "QuerySet[Competence]":
    """Count for each competence the standards whose texts, past ones and those being prepared too, name it."""
    living = Q(outcomes__version__state__in=[*PUBLIC, *TABLE])
    return rows.annotate(used=Count("outcomes__version__standard", filter=living, distinct=True)).order_by("name_uk")
