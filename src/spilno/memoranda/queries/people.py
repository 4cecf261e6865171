"""Who works on a side of a memorandum, and where its letters go."""

from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from spilno.memoranda.models import Measure, Party
from spilno.people.models import Office, Person
from spilno.people.queries import holders_on
from spilno.undertakings.models import Undertaking


def people_of(parties: "QuerySet[Party]", day: date) -> "QuerySet[Person]":
    """Return people whom a plan may name for parties: their signatories and contacts, and who holds office there on a day."""
    held = Office.objects.filter(organisation__in=parties.values("organisation"), starts__lte=day).exclude(ends__lt=day)
    return Person.objects.filter(
        Q(pk__in=parties.values("signatory")) | Q(pk__in=parties.values("contact")) | Q(pk__in=held.values("person")),
        erased_at__isnull=True,
    )


def mail_of(party: Party) -> str:
    """Return where letters to a party go: to its coordinator, else its signatory, the organisation, the first who holds office there.

    Empty: nobody there has an address.
    """
    organisation = party.organisation
    known = (party.contact.email if party.contact else "") or party.signatory.email or organisation.email
    if known:
        return known
    held = holders_on(timezone.localdate()).filter(organisation=organisation).exclude(person__email="")
    first = held.first()
    return first.person.email if first is not None else ""


def reminded_of(undertaking: Undertaking) -> tuple[str, str] | None:
    """Return the name and the address to which reminders of an undertaking from a plan go; None: it is of no plan."""
    measure = (
        Measure.objects.filter(undertaking=undertaking)
        .select_related("party__organisation", "party__signatory", "party__contact")
        .first()
    )
    if measure is None:
        return None
    return measure.party.organisation.name_uk, mail_of(measure.party)
