"""Who may press what in territories; tests/doors.py tells how to read it."""

from spilno.territories.models import ImportBatch

NO_ROWS = {"new": 0, "changed": 0, "same": 0, "warning": 0, "error": 0}

DOORS = {
    "territories:load": ("", "302 S"),
    "territories:import": ("", "422 S"),
    "territories:commit": ("pk=codifier", "409 S"),
    "territories:drop": ("pk=codifier", "302 S"),
}

PAGES = {
    "territories:territories",
    "territories:preview",
    "territories:unit",
}


def things(cast, made) -> dict:
    return {"codifier": ImportBatch.objects.create(name="k.csv", sha256="0" * 64, counts=NO_ROWS)}
