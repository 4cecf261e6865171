"""Who may see notices and their proof, and who may send again."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from spilno.accounts.access import may, require
from spilno.accounts.models import Right
from spilno.notices.models import Delivery, Notice, NoticeFile
from spilno.notices.queries import undelivered, with_progress


def may_see_notices(user: Any) -> bool:
    """Tell whether the account may see what was sent to others."""
    return may(user, Right.SECRETARIAT, Right.CHAIR, Right.AUDIT)


def may_run_notices(user: Any) -> bool:
    """Tell whether the account may send letters again and remind."""
    return may(user, Right.SECRETARIAT)


def notices_to_see(user: Any) -> "QuerySet[Notice]":
    """Return all notices with their counts to the secretariat, the chair and the auditor; 404 to others."""
    require(user, Right.SECRETARIAT, Right.CHAIR, Right.AUDIT)
    return with_progress()


def undelivered_to_see(user: Any) -> "QuerySet[Delivery, dict[str, Any]]":
    """Return to whom letters did not come, to those who see what was sent; 404 to others."""
    require(user, Right.SECRETARIAT, Right.CHAIR, Right.AUDIT)
    return undelivered()


def notice_to_see(user: Any, pk: int) -> Notice:
    """Return one notice to those who may see its proof; 404 otherwise."""
    notice = notices_to_see(user).filter(pk=pk).first()
    if notice is None:
        raise Http404
    return notice


def notice_to_run(user: Any, pk: int) -> Notice:
    """Return one notice to those who may send it again; 404 otherwise."""
    require(user, Right.SECRETARIAT)
    return notice_to_see(user, pk)


def delivery_to_run(user: Any, pk: int) -> Delivery:
    """Return one delivery to those who may send it again; 404 otherwise."""
    require(user, Right.SECRETARIAT)
    delivery = Delivery.objects.select_related("notice").filter(pk=pk).first()
    if delivery is None:
        raise Http404
    return delivery


def delivery_by_token(token: str) -> Delivery:
    """Return the delivery that the link in the letter names: who has the letter may read it; 404 otherwise."""
    delivery = Delivery.objects.select_related("notice").filter(token=token).first()
    if delivery is None:
        raise Http404
    return delivery


def file_by_token(token: str, pk: int) -> NoticeFile:
    """Return a file that went with the letter; 404 for a file of another notice."""
    found = NoticeFile.objects.filter(pk=pk, notice=delivery_by_token(token).notice_id).first()
    if found is None:
        raise Http404
    return found
