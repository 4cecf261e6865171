"""What cooperation shows of itself: menu, desk of a partner, ends of terms, search, words of acts."""

from collections.abc import Iterable
from datetime import date

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from spilno.journal.queries import register_acts, register_details
from spilno.memoranda.access import plan as plan_access
from spilno.memoranda.access.waits import own_memoranda, waits_for
from spilno.memoranda.models import Memorandum
from spilno.memoranda.queries import history, parties_named, register_on
from spilno.memoranda.queries.people import reminded_of
from spilno.memoranda.queries.plan import origins
from spilno.memoranda.services.telling import tell_of_report
from spilno.ui.registry import Activity, Card, Found, Link, Occasion, SearchSource, register
from spilno.ui.words import in_language
from spilno.undertakings.access import register_controllers, register_reporters
from spilno.undertakings.queries import register_origin
from spilno.undertakings.services import register_addressed, register_teller

DESK_ROWS = 5

register_acts(
    {
        "memorandum.library_taken": _("Areas and clauses of the house were taken in"),
        "memorandum.drafted": _("The memorandum was begun"),
        "memorandum.text_written": _("A part of the text was written"),
        "memorandum.described": _("What stands beside the text was changed"),
        "memorandum.sent": _("The text was put to the parties"),
        "memorandum.approved": _("A party approved the text"),
        "memorandum.refused": _("A party returned the text with remarks"),
        "memorandum.agreed": _("All parties approved the same text; the PDF was frozen"),
        "memorandum.version_begun": _("The next version was begun"),
        "memorandum.put_aside": _("The text was put aside"),
        "memorandum.party_signed": _("A party signed"),
        "memorandum.signed": _("The last party signed: the memorandum is concluded"),
        "memorandum.entered": _("The memorandum was entered from the paper signed before"),
        "memorandum.changed": _("The last party signed the new text: it is in force"),
        "memorandum.change_begun": _("A change was begun"),
        "memorandum.renewal_begun": _("A renewal was begun"),
        "memorandum.party_withdrew": _("A party withdrew"),
        "memorandum.party_declined": _("A party takes no part"),
        "memorandum.coordinator_named": _("A party named its coordinator"),
        "memorandum.ended": _("The memorandum was ended"),
        "memorandum.expiry_told": _("The parties were told that the term ends"),
        "memorandum.area_kept": _("An area of the list was written"),
        "memorandum.clause_kept": _("A clause of the library was written"),
        "memorandum.line_proposed": _("A line of the plan was proposed"),
        "memorandum.line_changed": _("A line of the plan was changed"),
        "memorandum.line_withdrawn": _("A line of the plan was withdrawn"),
        "memorandum.plan_confirmed": _("A party confirmed the plan of the year"),
        "memorandum.plan_agreed": _("All parties confirmed the plan: it binds"),
        "memorandum.activity_counted": _("An activity was counted for an area"),
        "memorandum.activity_uncounted": _("An activity is counted no longer"),
    }
)

register_details(["memorandum.text_written"], history.parts_told)
register_details(
    [f"memorandum.{act}" for act in ("sent", "agreed", "version_begun", "put_aside", "change_begun", "renewal_begun")],
    history.versions_told,
)
register_details(
    [
        f"memorandum.{act}"
        for act in ("approved", "refused", "party_signed", "party_withdrew", "party_declined", "coordinator_named")
    ],
    history.parties_told,
)
register_details(
    [
        f"memorandum.{act}"
        for act in ("line_proposed", "line_changed", "line_withdrawn", "plan_confirmed", "plan_agreed")
    ],
    history.plans_told,
)

MEASURE = "memoranda.measure"
register_controllers(MEASURE, plan_access.controls, words=_("the other side of the memorandum"))
register_reporters(MEASURE, plan_access.reports)
register_origin(MEASURE, origins)
register_teller(MEASURE, tell_of_report)
register_addressed(MEASURE, reminded_of)


def _desk(request: HttpRequest) -> Iterable[Card]:
    """Show joint work to those who speak for a party; others have no such card."""
    waits = waits_for(request.user)
    rows = list(own_memoranda(request.user)[:DESK_ROWS])
    if rows or waits:
        yield Card(order=35, template="memoranda/_desk.html", context={"waits": waits, "rows": rows}, wide=True)


def _occasions(first: date, last: date) -> Iterable[Occasion]:
    """Show days on which the term of a public memorandum ends."""
    ending = register_on().filter(ends_on__gte=first, ends_on__lte=last, ended_on__isnull=True)
    for pk, number, day, *titles in ending.values_list("pk", "number", "ends_on", "title_uk", "title_en"):
        yield Occasion(
            uid=f"memorandum-{pk}-ends",
            title=gettext("The term ends: %(title)s") % {"title": in_language(*titles)},
            starts=day,
            ends=None,
            place="",
            url=reverse("memoranda:memorandum", args=[number]),
        )


def _found(memorandum: Memorandum) -> Found | None:
    """Keep a public signed memorandum for search; what is being prepared is not found."""
    if memorandum.signed_on is None or not memorandum.public:
        return None
    parties = " ".join(
        f"{party.organisation.name_uk} {party.organisation.name_en}" for party in memorandum.parties.all()
    )
    return Found(
        title=memorandum.title_uk,
        text=f"{memorandum.title_en} {parties} {memorandum.purpose_uk} {memorandum.purpose_en}",
        url=reverse("memoranda:memorandum", args=[memorandum.number]),
        day=memorandum.signed_on,
        note=str(memorandum.get_kind_display()),
    )


register(
    Activity(
        name="memoranda",
        menu=(Link(_("Memoranda"), "memoranda:memoranda", 40),),
        footer=(Link(_("Register of memoranda"), "memoranda:memoranda", 30, "cooperation"),),
        desk=_desk,
        calendar=_occasions,
        calendar_label=_("Memoranda"),
        search=(
            SearchSource(
                "memorandum",
                _("Memoranda"),
                Memorandum,
                lambda: Memorandum.objects.prefetch_related(parties_named()),
                _found,
            ),
        ),
    )
)
