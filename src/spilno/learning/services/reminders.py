"""Letters to officials who have not done what is due, and to the personnel service of each council."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext, override

from spilno.journal.services import record
from spilno.learning.access.personnel import LEADING
from spilno.learning.models import PersonnelOfficer, Reminded, YearStanding
from spilno.learning.queries.standings import duties
from spilno.learning.rules.standing import Duty, days_to_remind_of, duty_of_year
from spilno.learning.rules.volume import number
from spilno.notices.models import Notice
from spilno.notices.services import Addressee, post_notice
from spilno.organisations.models import Organisation
from spilno.people.models import Person
from spilno.people.queries import holders_on


def remind_of_learning(since: date, today: date) -> int:
    """Remind 90, 30 and 7 days before; who has done it is not written to. Returns to how many officials letters went.

    A council and a day are reminded of once for each of the three; days missed since `since` are made up for. Who asked
    for no letters gets none.
    """
    told = 0
    for due_on, before in sorted(days_to_remind_of(since, today).items()):
        waiting: dict[Organisation, list[YearStanding]] = defaultdict(list)
        rows = YearStanding.objects.filter(met=False, due_on=due_on, organisation__ended__isnull=True)
        for standing in rows.select_related("person", "organisation").order_by("organisation", "person__sort_key"):
            waiting[standing.organisation].append(standing)
        for council, standings in waiting.items():
            told += _remind(council, standings, due_on=due_on, before=before, today=today)
    return told


@transaction.atomic
def _remind(council: Organisation, standings: list[YearStanding], *, due_on: date, before: int, today: date) -> int:
    _, first = Reminded.objects.get_or_create(
        organisation=council, of=Reminded.Of.YEAR, due_on=due_on, days=before, defaults={"people": len(standings)}
    )
    duty = duty_of_year(duties(), today.year)
    if not first or duty is None:
        return 0
    with override("uk"):
        for newcomer in (False, True):
            own = [each for each in standings if each.newcomer == newcomer]
            if own:
                _tell_officials(council, own, due_on=due_on, duty=duty)
        _tell_personnel(council, standings, due_on=due_on, today=today)
    record(
        "learning.reminded",
        council,
        by=None,
        facts={"due_on": due_on.isoformat(), "days": before, "people": len(standings)},
    )
    return len(standings)


def _tell_officials(council: Organisation, standings: list[YearStanding], *, due_on: date, duty: Duty) -> None:
    """Post one notice to those of a council from whom the same is due."""
    words = {
        "due": f"{due_on:%d.%m.%Y}",
        "credits": number(duty.credits),
        "own": number(duty.self_credits),
        "least": number(duty.certificate_least),
    }
    if standings[0].newcomer:
        text = gettext(
            "By %(due)s, within a year after your appointment, you are to complete a certificate programme of at least %(least)s credits.\n\n"
            "Ground: %(source)s.\n\nChoose a programme: %(link)s"
        )
        source = duty.newcomer_source
    else:
        text = gettext(
            "By %(due)s you are to earn at least %(credits)s ECTS credit in the year, %(own)s of it by self-education; it is not recognised yet.\n\n"
            "Ground: %(source)s.\n\nChoose a programme: %(link)s"
        )
        source = duty.source
    post_notice(
        kind=Notice.Kind.OTHER,
        subject=gettext("Professional learning is due by %(due)s") % words,
        text=text % {**words, "source": source, "link": settings.SITE_URL + reverse("learning:standards")},
        to=[addressee(each.person) for each in standings],
        about=council,
        official=False,
        by=None,
    )


def _tell_personnel(council: Organisation, standings: list[YearStanding], *, due_on: date, today: date) -> None:
    """Post to the personnel service of a council the list of those who lack it."""
    to = [addressee(person) for person in personnel_to_tell(council, today)]
    if council.email:
        to.append(Addressee(council.name_uk, council.email, "organisations.organisation", str(council.pk)))
    if not to:
        return
    words = {"due": f"{due_on:%d.%m.%Y}", "link": settings.SITE_URL + reverse("learning:staff", args=[council.pk])}
    names = "\n".join(f"– {each.person.full_name}" for each in standings)
    head = gettext("By %(due)s these officials are still to do what is due:") % words
    foot = gettext("What each lacks, and nomination to programmes: %(link)s") % words
    post_notice(
        kind=Notice.Kind.OTHER,
        subject=gettext("Learning of the staff is due by %(due)s") % words,
        text=f"{head}\n\n{names}\n\n{foot}",
        to=to,
        about=council,
        official=False,
        by=None,
    )


def personnel_to_tell(council: Organisation, today: date) -> Iterable[Person]:
    """Return who leads a council and who is named for its personnel service, each once."""
    led = [office.person for office in holders_on(today).filter(organisation=council, category__in=LEADING)]
    named = PersonnelOfficer.objects.filter(organisation=council, starts__lte=today).exclude(ends__lt=today)
    people = {person.pk: person for person in [*led, *(each.person for each in named.select_related("person"))]}
    return [person for person in people.values() if person.email]


def addressee(person: Person) -> Addressee:
    """Return a person as a notice is addressed to him."""
    return Addressee(str(person), person.email, "people.person", str(person.pk))
