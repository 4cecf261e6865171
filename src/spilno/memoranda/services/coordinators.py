"""Acts on coordinators: each party names its own, the others are told."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from spilno.accounts.models import User
from spilno.journal.services import record
from spilno.memoranda.models import Memorandum, Party
from spilno.memoranda.queries.people import people_of
from spilno.memoranda.rules.coordinators import why_not_coordinate
from spilno.memoranda.rules.life import stands
from spilno.memoranda.services.telling import tell_parties
from spilno.people.models import Person
from spilno.statute.rules.refusal import refuse


@transaction.atomic
def name_coordinator(party: Party, person: Person, *, by: User) -> Party:
    """Name who coordinates for a party: letters and reminders go to that person. The same one again changes nothing.

    Raises RuleBroken when the party has left, or the person is not of it.
    """
    memorandum = Memorandum.objects.select_for_update().get(pk=party.memorandum_id)
    today = timezone.localdate()
    party = memorandum.parties.select_related("organisation").get(pk=party.pk)
    refuse(
        why_not_coordinate(
            stands=stands(withdrew_on=party.withdrew_on, signed=party.signed_on is not None, day=today),
            of_side=people_of(memorandum.parties.filter(pk=party.pk), today).filter(pk=person.pk).exists(),
        )
    )
    if party.contact_id == person.pk:
        return party
    party.contact = person
    party.save(update_fields=["contact"])
    facts = {"party": party.organisation_id, "person": person.pk}
    record("memorandum.coordinator_named", memorandum, by=by, facts=facts)
    if memorandum.state != Memorandum.State.DRAFT:
        _tell(memorandum, party, person, by=by)
    return party


def _tell(memorandum: Memorandum, party: Party, person: Person, *, by: User) -> None:
    others = set(memorandum.parties.exclude(pk=party.pk).values_list("pk", flat=True))
    with override("uk"):
        tell_parties(
            memorandum,
            subject=_("Another coordinator under memorandum no. %(number)d") % {"number": memorandum.number},
            text=_("%(title)s\n\n%(party)s named its coordinator: %(person)s, %(email)s")
            % {
                "title": memorandum.title_uk,
                "party": party.organisation.name_uk,
                "person": str(person),
                "email": person.email or party.organisation.email,
            },
            by=by,
            only=others,
            official=False,
        )
