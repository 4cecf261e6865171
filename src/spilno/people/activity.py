"""What people show of themselves: the names behind accounts, for the journal."""

from collections.abc import Mapping

from spilno.journal.queries import register_names
from spilno.people.models import Person


def names_of_accounts(accounts: set[int]) -> Mapping[int, str]:
    """Return names of the persons behind accounts; an erased person has none."""
    people = Person.objects.filter(user__in=accounts, erased_at__isnull=True)
    return {person.user_id: str(person) for person in people if person.user_id is not None}


register_names(names_of_accounts)
