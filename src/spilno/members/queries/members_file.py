"""What the registers know that a list of members is compared with."""

from collections import defaultdict
from datetime import date

from spilno.members.models import Membership
from spilno.members.queries.standing import article_of_votes
from spilno.members.rules.members_file import Candidate, Known, names_in_lists
from spilno.members.rules.search import folded
from spilno.organisations.models import Organisation, OrganisationName
from spilno.people.models import Office, Person
from spilno.people.rules.offices import Held


def known_for_list(today: date, *, ground: str) -> Known:
    """Gather organisations by what they are called, their memberships, persons and offices; `ground` is of the list."""
    states = dict(Membership.objects.filter(state__in=Membership.OPEN).values_list("organisation_id", "state"))
    organisations: dict[int, Candidate] = {}
    called: dict[str, dict[int, None]] = defaultdict(dict)
    for found in Organisation.objects.only("name_uk", "place_uk", "edrpou", "kind", "ended"):
        organisations[found.pk] = Candidate(found.name_uk, found.kind, found.ended, states.get(found.pk, ""))
        for name in {folded(found.place_uk), found.edrpou, *names_in_lists(found.name_uk)} - {""}:
            called[name][found.pk] = None
    for number, name in OrganisationName.objects.values_list("organisation_id", "name_uk"):
        called[folded(name)][number] = None
    people: dict[str, list[int]] = defaultdict(list)
    for person in Person.objects.filter(erased_at__isnull=True).only("family_name", "given_name", "patronymic"):
        people[folded(person.full_name)].append(person.pk)
    offices: dict[int, list[tuple[str, Held]]] = defaultdict(list)
    for office in Office.objects.all():
        held = Held(office.person_id, office.post_uk, office.starts, office.ends, office.acting)
        offices[office.organisation_id].append((office.category, held))
    return Known(
        organisations=organisations,
        called={name: list(numbers) for name, numbers in called.items()},
        numbers=frozenset(Membership.objects.filter(number__isnull=False).values_list("number", flat=True)),
        people=people,
        offices=offices,
        today=today,
        ground=ground,
        article=article_of_votes(today),
    )
