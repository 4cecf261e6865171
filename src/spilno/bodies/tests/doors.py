"""Who may press what in bodies; tests/doors.py tells how to read it."""

from spilno.bodies.models import Term

DOORS = {
    "bodies:add_body": ("", "422 S"),
    "bodies:end_body": ("pk=body", "422 S"),
    "bodies:add_seat": ("pk=body", "422 S"),
    "bodies:take_seat": ("pk=seat", "422 S"),
    "bodies:end_term": ("pk=term", "422 S"),
}

PAGES = {
    "bodies:bodies",
    "bodies:body",
}


def things(cast, made) -> dict:
    return {"body": cast.board, "seat": cast.president, "term": Term.objects.get()}
