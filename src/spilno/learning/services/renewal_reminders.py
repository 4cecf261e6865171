"""Letters to officials whose certificates end or are in their grace, and to the personnel service; whoever has renewed gets none."""

from collections import defaultdict
from datetime import date

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext, override

from spilno.journal.services import record
from spilno.learning.models import Reminded
from spilno.learning.queries.recertification import RenewalDue, renewals_due
from spilno.learning.rules.recertification import GRACE, OPEN
from spilno.learning.rules.standing import days_to_remind_of
from spilno.learning.services.reminders import addressee, personnel_to_tell
from spilno.notices.models import Notice
from spilno.notices.services import Addressee, post_notice
from spilno.organisations.models import Organisation

STATES = {OPEN: Reminded.Of.TERM, GRACE: Reminded.Of.GRACE}  # who is kept up temporarily knows his day and chose it
Group = tuple[Organisation, Reminded.Of, date]


def remind_to_renew(since: date, today: date) -> int:
    """Remind 90, 30 and 7 days before a term or a grace ends. Returns to how many officials letters went.

    A council, a day and what ends on it are reminded of once for each of the three; days missed since `since` are made up for.
    """
    days = days_to_remind_of(since, today)
    waiting: dict[Group, list[RenewalDue]] = defaultdict(list)
    for one in renewals_due(today):
        of = STATES.get(one.line.stands.state)
        if of is not None and one.due_on in days:
            waiting[one.organisation, of, one.due_on].append(one)
    return sum(_remind(group, people, before=days[group[2]], today=today) for group, people in waiting.items())


@transaction.atomic
def _remind(group: Group, people: list[RenewalDue], *, before: int, today: date) -> int:
    council, of, due_on = group
    _, first = Reminded.objects.get_or_create(
        organisation=council, of=of, due_on=due_on, days=before, defaults={"people": len(people)}
    )
    if not first:
        return 0
    by_standard: dict[int, list[RenewalDue]] = defaultdict(list)
    for one in people:
        by_standard[one.line.standard].append(one)
    with override("uk"):
        for own in by_standard.values():
            _tell_officials(council, own, of=of, due_on=due_on)
        _tell_personnel(council, people, due_on=due_on, today=today)
    facts = {"due_on": due_on.isoformat(), "of": str(of), "days": before, "people": len(people)}
    record("learning.reminded_to_renew", council, by=None, facts=facts)
    return len(people)


def _tell_officials(council: Organisation, people: list[RenewalDue], *, of: Reminded.Of, due_on: date) -> None:
    """Post one notice to those of a council whose certificates of a programme end on the same day."""
    line = people[0].line
    words = {
        "title": line.title,
        "due": f"{due_on:%d.%m.%Y}",
        "until": f"{line.stands.until:%d.%m.%Y}",
        "grace": f"{line.stands.grace_until:%d.%m.%Y}",
        "link": settings.SITE_URL + reverse("learning:ledger"),
    }
    if of == Reminded.Of.TERM:
        text = gettext(
            "Your certificate of the programme “%(title)s” is valid until %(until)s. Complete this programme, or a shorter equivalent one: "
            "the certificate is then renewed by itself. After that day it may still be renewed until %(grace)s.\n\nYour certificates: %(link)s"
        )
    else:
        text = gettext(
            "The term of your certificate of the programme “%(title)s” ended on %(until)s. It may still be renewed until %(grace)s; "
            "afterwards the whole programme is to be completed anew.\n\nYour certificates: %(link)s"
        )
    post_notice(
        kind=Notice.Kind.OTHER,
        subject=gettext("Your certificate is to be renewed by %(due)s") % words,
        text=text % words,
        to=[addressee(one.person) for one in people],
        about=council,
        official=False,
        by=None,
    )


def _tell_personnel(council: Organisation, people: list[RenewalDue], *, due_on: date, today: date) -> None:
    to = [addressee(person) for person in personnel_to_tell(council, today)]
    if council.email:
        to.append(Addressee(council.name_uk, council.email, "organisations.organisation", str(council.pk)))
    if not to:
        return
    words = {"due": f"{due_on:%d.%m.%Y}", "link": settings.SITE_URL + reverse("learning:staff", args=[council.pk])}
    names = "\n".join(f"– {one.person.full_name}: {one.line.title}" for one in people)
    head = gettext("By %(due)s certificates of these officials are to be renewed:") % words
    foot = gettext("Your staff: %(link)s") % words
    post_notice(
        kind=Notice.Kind.OTHER,
        subject=gettext("Certificates of the staff are to be renewed by %(due)s") % words,
        text=f"{head}\n\n{names}\n\n{foot}",
        to=to,
        about=council,
        official=False,
        by=None,
    )
