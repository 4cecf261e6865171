"""Public pages of events: the register and one event."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from spilno.events import access
from spilno.events.exports.json_ld import as_block, schema_of
from spilno.events.forms.search import SearchForm
from spilno.events.models import Event
from spilno.events.queries import events as queries
from spilno.events.queries.programme import changes_since_published, programme_to_show
from spilno.events.rules.outcomes import WORDS, required_outcomes
from spilno.events.views.parts import parts_for, tools_for
from spilno.people.access import speaks_for

ON_PAGE = 20


@require_safe
def events(request: HttpRequest) -> HttpResponse:
    """Show events ahead or past, or what a search found; drafts of one's own organisations on the first page."""
    form = SearchForm(request.GET or None)
    wanted = form.wanted()
    visible = access.events_to_see(request.user)
    today = timezone.localdate()
    found = queries.sought(visible, wanted, today=today).values_list("pk", flat=True)
    page = Paginator(found, ON_PAGE).get_page(request.GET.get("page"))
    page.object_list = queries.listed(page.object_list)
    starts = bool(speaks_for(request.user))
    drafts = queries.Sought(when=queries.DRAFTS)
    return render(
        request,
        "events/events.html",
        {
            "form": form,
            "page": page,
            "wanted": wanted,
            "past": wanted.when == queries.PAST,
            "sought": any((wanted.q, wanted.kind, wanted.format, wanted.owner, wanted.raion, wanted.series)),
            "drafts": list(queries.in_lists(queries.sought(visible, drafts, today=today))[:ON_PAGE])
            if starts and page.number == 1
            else [],
            "may_start": starts,
        },
    )


@require_safe
def event(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one event: who holds it, when and where, its programme, its series, and what other files bring."""
    found = access.event_to_see(request.user, pk)
    keeps = access.may_keep(request.user, found)
    siblings = list(queries.in_series(found, drafts=keeps))
    owners, programme = list(queries.owners_of(found)), programme_to_show(found)
    public = found.state != Event.State.DRAFT and found.starts_at is not None
    speakers = [speaker.name for day in programme for each in day.sessions for speaker in each.speakers]
    place = next((number for number, each in enumerate(siblings) if each.pk == found.pk), None)
    return render(
        request,
        "events/event.html",
        {
            "event": found,
            "owners": owners,
            "programme": programme,
            "unpublished": keeps and found.state == Event.State.ANNOUNCED and bool(changes_since_published(found)),
            "schema": as_block(schema_of(found, owners, speakers)) if public else "",
            "siblings": siblings,
            "before": siblings[place - 1] if place else None,
            "after": siblings[place + 1] if place is not None and place + 1 < len(siblings) else None,
            "leaves": [WORDS[what] for what in required_outcomes(found.kind)],
            "over": found.state == Event.State.HELD,
            "sees_link": bool(found.online_link) and access.may_see_link(request.user, found),
            "keeps": keeps,
            "parts": parts_for(request, found),
            "tools": tools_for(request, found) if keeps else [],
        },
    )
