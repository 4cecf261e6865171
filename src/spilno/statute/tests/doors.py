"""Who may press what in statute; tests/doors.py tells how to read it."""

from spilno.statute.models import Edition

DOORS = {
    "statute:upload": ("", "422 S"),
    "statute:adopt": ("pk=edition", "422 S"),
    "statute:drop": ("pk=edition", "409 S"),
}

PAGES = {
    "statute:statute",
    "statute:compare",
    "statute:edition",
    "statute:model",
    "statute:download",
}


def things(cast, made) -> dict:
    return {"edition": Edition.objects.get()}
