"""Everything that is kept about a person, for the person: JSON."""

import json
from typing import Any

from spilno.people.models import Person
from spilno.people.queries import relations_to_people

SECRET = frozenset({"password", "digest", "session_salt", "secret", "token"})


def data_of(person: Person) -> dict[str, Any]:
    """Return all data about the person by table: own record, account, and every row that points to the person.

    Votes of a secret ballot point to nobody, so they are not here and cannot be.
    """
    kept: dict[str, Any] = {"person": _row(person)}
    if person.user is not None:
        kept["account"] = _row(person.user)
    for relation in relations_to_people():
        rows = relation.related_model.objects.filter(**{relation.field.name: person}).order_by("pk")[:10_000]
        found = [_row(row) for row in rows]
        if found:
            kept.setdefault(relation.related_model._meta.label_lower, []).extend(found)
    return kept


def as_json(person: Person) -> bytes:
    """Return the data as JSON that a person can read."""
    return json.dumps(data_of(person), ensure_ascii=False, indent=2, default=str).encode()


def _row(row: Any) -> dict[str, Any]:
    return {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.name not in SECRET and field.name not in {"search_key", "sort_key"}
    }
