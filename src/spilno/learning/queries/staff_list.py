"""What the register knows of a council, for its staff list."""

from collections import defaultdict
from collections.abc import Collection

from django.db.models import Exists, OuterRef

from spilno.learning.rules.old_certificates import name_key
from spilno.learning.rules.staff_list import Post, Register
from spilno.organisations.models import Organisation
from spilno.people.models import Office, Person


def register_of(council: Organisation, *, families: Collection[str], own: int | None, leaders: bool) -> Register:
    """Return the register of a council; `families` are family names of the list, to tell whoever serves elsewhere."""
    people: dict[str, list[int]] = defaultdict(list)
    held = Office.objects.filter(organisation=council)
    serve = Person.objects.filter(Exists(held.filter(person=OuterRef("pk"))), erased_at__isnull=True)
    for person in serve.order_by("pk"):
        people[name_key(person.family_name, person.given_name, person.patronymic)].append(person.pk)
    posts = [
        Post(
            office.pk,
            office.person_id,
            office.person.full_name,
            office.post_uk,
            office.category,
            office.starts,
            office.ends,
        )
        for office in held.select_related("person").order_by("pk")
    ]
    others = Person.objects.filter(family_name__in=families, erased_at__isnull=True).exclude(
        Exists(held.filter(person=OuterRef("pk")))
    )
    elsewhere = {name_key(*names) for names in others.values_list("family_name", "given_name", "patronymic")}
    return Register(people, posts, frozenset(elsewhere), own, leaders, council.ended)
