"""What practices show of themselves: footer, first page, desk, search, words of acts."""

import re
from collections.abc import Iterable, Mapping
from datetime import date

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from spilno.events.queries.outcomes import register_practices
from spilno.journal.queries import kept, register_acts
from spilno.knowledge.access import councils_to_adopt, may_review
from spilno.knowledge.models import Practice
from spilno.knowledge.queries.adoptions import awaited_from
from spilno.knowledge.queries.practices import due_for_review, published, to_review, with_counts, written_at
from spilno.memoranda.queries import ActivityFact, register_activity
from spilno.ui.registry import Activity, Card, Found, Link, SearchSource, register
from spilno.visits.queries.hosts import raion_code

ON_FIRST_PAGE = 3

register_acts(
    {
        "practice.written": _("A practice card was written"),
        "practice.changed": _("The practice card was changed"),
        "practice.sent": _("The practice card was sent for review"),
        "practice.published": _("The practice was published"),
        "practice.returned": _("The practice card was returned with remarks"),
        "practice.confirmed": _("The practice card was confirmed as still right"),
        "practice.retired": _("The practice card is no longer kept up"),
        "adoption.opened": _("A council takes the practice over"),
        "adoption.told": _("The status of the adoption was told"),
        "adoption.asked": _("The status of the adoption was asked"),
        "adoption.grew": _("An own practice grew from the adoption"),
    }
)


def _as_activities(numbers: Iterable[str]) -> Mapping[str, ActivityFact]:
    """Tell what published practices are as materials of cooperation; councils are those that took them over."""
    wanted = [int(number) for number in numbers if number.isdecimal()]
    rows = with_counts(published().filter(pk__in=wanted)).select_related("organisation__territory")
    return {
        str(row.pk): ActivityFact(
            title=row.title,
            day=row.published_on,
            url=reverse("knowledge:practice", args=[row.number]),
            kind="material",
            done=True,
            councils=row.adopted,
            raion=raion_code(row.organisation),
        )
        for row in rows
        if row.published_on is not None
    }


def _by_words(text: str) -> Iterable[str]:
    """Return numbers of published practices by words of their titles, or by the day of publishing."""
    rows = published()
    try:
        rows = rows.filter(published_on=date.fromisoformat(text))
    except ValueError:
        rows = rows.filter(title__iregex=re.escape(text))
    return [str(pk) for pk in rows.values_list("pk", flat=True)[:10]]


register_activity("knowledge.practice", _as_activities, find=_by_words)


register_practices(written_at)


def _desk(request: HttpRequest) -> Iterable[Card]:
    """Ask a council how its adoptions go; tell the secretariat of cards to review."""
    reviews = may_review(request.user)
    awaited = awaited_from(councils_to_adopt(request.user)) if not reviews else []
    review, due = (to_review(), due_for_review()) if reviews else ([], [])
    if awaited or review or due:
        context = {"awaited": awaited, "review": review, "due": due}
        yield Card(order=45, template="knowledge/_desk.html", context=context, wide=True)


def _newest() -> list[Practice]:
    return list(with_counts(published())[:ON_FIRST_PAGE])


def _home(request: HttpRequest) -> Iterable[Card]:
    newest = kept(_newest)
    if newest:
        yield Card(order=40, template="knowledge/_home.html", context={"practices": newest}, wide=True)


def _found(practice: Practice) -> Found | None:
    if practice.state != Practice.State.PUBLISHED:
        return None
    return Found(
        title=practice.title,
        text=" ".join([practice.problem, practice.solution, practice.result, str(practice.get_topic_display())]),
        url=reverse("knowledge:practice", args=[practice.number]),
        day=practice.published_on,
        note=practice.organisation.name_uk,
    )


register(
    Activity(
        name="knowledge",
        footer=(Link(_("Practices"), "knowledge:practices", 24, "cooperation"),),
        desk=_desk,
        home=_home,
        search=(
            SearchSource(
                "practice", _("Practices"), Practice, lambda: Practice.objects.select_related("organisation"), _found
            ),
        ),
    )
)
