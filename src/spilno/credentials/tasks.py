"""Makes papers away from the page: each on its own, so that what stopped halfway goes on where it stopped."""

import logging
from typing import Any

from django.core.paginator import Paginator
from django.db import transaction
from django_tasks import task

from spilno.credentials.gateways.paper import make_paper
from spilno.credentials.models import Certificate
from spilno.documents.models import Document
from spilno.documents.services import freeze

log = logging.getLogger(__name__)

AT_ONCE = 25  # papers kept in one transaction: between them others may write


@task()
def make_papers(object_type: str = "", object_id: str = "") -> int:
    """Make every paper that is missing (about one object, when named); returns how many were made.

    It may run twice at once, or be killed: a paper made by somebody else is left, one not made waits for the next run.
    """
    missing = Certificate.objects.filter(document=None).order_by("pk")
    if object_type:
        missing = missing.filter(object_type=object_type, object_id=object_id)
    numbers = list(missing.values_list("pk", flat=True))
    made = 0
    for page in Paginator(numbers, AT_ONCE):
        rows = list(Certificate.objects.filter(pk__in=page.object_list, document=None).order_by("pk"))
        papers = [(row.pk, make_paper(row)) for row in rows]  # typeset before anything is locked
        made += _keep(papers)
    log.info("papers of certificates: %s made", made)
    return made


@transaction.atomic
def _keep(papers: list[tuple[int, bytes]]) -> int:
    kept = 0
    rows = Certificate.objects.select_for_update().in_bulk([pk for pk, _ in papers])
    for pk, content in papers:
        certificate = rows[pk]
        if certificate.document_id is None:
            certificate.document = _frozen(certificate, content)
            certificate.save(update_fields=["document"])
            kept += 1
    return kept


def _frozen(certificate: Certificate, content: bytes) -> Any:
    return freeze(
        kind=Document.Kind.OTHER,
        format=Document.Format.PDF,
        content=content,
        number=str(certificate),
        date=certificate.issued_on,
        title=f"{certificate.get_kind_display()} № {certificate}"[:500],
        about=certificate,
        public=False,
        by=None,
    )
