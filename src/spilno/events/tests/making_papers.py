"""A conference with an open call, and a paper for it."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from spilno.accounts.models import User
from spilno.events.models import Author, CallForPapers, Event, Paper
from spilno.events.tests.factories import make_event
from spilno.organisations.models import Organisation


def make_call(*owners: Organisation, days: int = 10, event: Event | None = None, **fields: Any) -> CallForPapers:
    """Make a conference with a call that opened yesterday and closes so many days from now."""
    now = timezone.now().replace(microsecond=0)
    values = {"text_uk": "Надсилайте доповіді.", "opens_at": now - timedelta(days=30), "abstract_limit": 200, **fields}
    values.setdefault("deadline", now + timedelta(days=days))
    return CallForPapers.objects.create(
        event=event or make_event(*owners, kind=Event.Kind.CONFERENCE, title_uk="Науково-практична конференція"),
        **values,
    )


def make_paper(call: CallForPapers, user: User, state: str = "submitted", number: int = 1, **fields: Any) -> Paper:
    """Make a paper of an account, with one author."""
    author = fields.pop("author", {"name": "Авторка"})
    values = {"title": "Довіра до ради", "abstract": "Про довіру.", **fields}
    if state != "draft":
        values.setdefault("submitted_at", timezone.now())
    paper = Paper.objects.create(call=call, number=number, submitted_by=user.pk, state=state, **values)
    Author.objects.create(paper=paper, **author)
    return paper
