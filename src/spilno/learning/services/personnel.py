"""Who does the work of the personnel service: named by the head, to a last day."""

from datetime import date

from django.db import transaction

from spilno.accounts.models import User
from spilno.journal.services import record
from spilno.learning.models import PersonnelOfficer
from spilno.organisations.models import Organisation
from spilno.people.models import Person


@transaction.atomic
def name_officer(
    organisation: Organisation, person: Person, *, act: str, starts: date, ends: date | None, by: User | None
) -> PersonnelOfficer:
    """Name who sees the ledgers of an organisation's people and decides on their claims."""
    made = PersonnelOfficer.objects.create(
        organisation=organisation, person=person, act=act.strip(), starts=starts, ends=ends
    )
    facts = {"organisation": organisation.pk, "person": person.pk, "starts": starts, "ends": ends}
    record("personnel.named", organisation, by=by, ground=made.act, facts=facts)
    return made


@transaction.atomic
def end_officer(officer: PersonnelOfficer, *, ends: date, by: User | None) -> PersonnelOfficer:
    """End it: the day before is the last one; one who began today or later is taken out whole."""
    officer = PersonnelOfficer.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=officer.pk)
    facts = {"organisation": officer.organisation_id, "person": officer.person_id, "ends": ends}
    if ends < officer.starts:
        officer.delete()
    else:
        officer.ends = ends
        officer.save(update_fields=["ends"])
    record("personnel.ended", Organisation(pk=officer.organisation_id), by=by, facts=facts)
    return officer
