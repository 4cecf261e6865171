"""What visiting meetings show of themselves: footer, desk, last days of offers in the calendar, search, words of acts."""

from collections.abc import Iterable
from datetime import date

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from spilno.journal.queries import register_acts
from spilno.ui.registry import Activity, Card, Found, Link, Occasion, SearchSource, register
from spilno.visits.access import may_keep, memberships_to_offer
from spilno.visits.models import Call, Offer
from spilno.visits.queries.hosts import calls_to_choose, open_calls, unanswered_of

register_acts(
    {
        "call.prepared": _("A call for hosts was prepared"),
        "call.changed": _("The call for hosts was changed"),
        "call.announced": _("The call for hosts was announced to members"),
        "call.prolonged": _("The last day of the call for hosts was moved"),
        "call.cancelled": _("The call for hosts was cancelled"),
        "offer.made": _("A council offered to be the host"),
        "offer.withdrawn": _("The offer was taken back"),
        "host.chosen": _("The host was chosen"),
        "group.added": _("A group of visitors was added"),
        "group.changed": _("A group of visitors was changed"),
        "group.removed": _("A group of visitors was removed"),
        "group.joined": _("A person joined the group"),
        "group.left": _("A person left the group"),
        "safety.read": _("The safety notice was read"),
        "question.asked": _("A question to the host was asked"),
        "question.answered": _("The host answered a question"),
    }
)


def _desk(request: HttpRequest) -> Iterable[Card]:
    """Tell a council of open calls and of questions to it as a host; tell the secretariat of calls that wait for a choice."""
    own = memberships_to_offer(request.user)
    offered = set(Offer.objects.filter(membership__in=own).exclude(state="withdrawn").values_list("call_id", flat=True))
    calls = [call for call in open_calls() if call.pk not in offered] if own else []
    choose = calls_to_choose() if may_keep(request.user) else []
    questions = unanswered_of(own) if own else []
    if calls or choose or questions:
        yield Card(
            order=40,
            template="visits/_desk.html",
            context={"calls": calls, "choose": choose, "questions": questions},
            wide=True,
        )


def _occasions(first: date, last: date) -> Iterable[Occasion]:
    announced = Call.objects.filter(state=Call.State.ANNOUNCED, closes_on__gte=first, closes_on__lte=last)
    for call in announced.order_by("closes_on", "pk"):
        yield Occasion(
            uid=f"call-{call.pk}",
            title=gettext("Last day of offers: %(title)s") % {"title": call.title},
            starts=call.closes_on,
            ends=None,
            place="",
            url=reverse("visits:call", args=[call.pk]),
        )


def _found(call: Call) -> Found | None:
    if call.state == Call.State.DRAFT:
        return None
    return Found(
        title=call.title,
        text=f"{call.topic} {call.text}",
        url=reverse("visits:call", args=[call.pk]),
        day=call.closes_on,
        note=str(call.get_state_display()),
    )


register(
    Activity(
        name="visits",
        footer=(Link(_("Visiting meetings"), "visits:visits", 22, "cooperation"),),
        desk=_desk,
        calendar=_occasions,
        calendar_label=_("Calls for hosts"),
        search=(SearchSource("call", _("Calls for hosts"), Call, Call.objects.all, _found),),
    )
)
