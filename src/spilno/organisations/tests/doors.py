"""Who may press what in organisations; tests/doors.py tells how to read it."""

from django.utils import timezone

from spilno.organisations.models import Succession
from spilno.territories.models import ImportBatch
from spilno.territories.tests.doors import NO_ROWS

DOORS = {
    "organisations:enter": ("", "422 S"),
    "organisations:import": ("", "422 S"),
    "organisations:commit": ("pk=councils", "409 S"),
    "organisations:drop": ("pk=councils", "302 S"),
    "organisations:change": ("pk=organisation", "422 S"),
    "organisations:rename": ("pk=organisation", "422 S"),
    "organisations:end": ("pk=organisation", "422 S"),
}

PAGES = {
    "organisations:preview",
    "organisations:organisations",
    "organisations:export",
    "organisations:organisation",
}


def things(cast, made) -> dict:
    return {
        "organisation": cast.lypova.organisation,
        "succession": Succession.objects.create(
            predecessor=cast.stepova,
            successor=cast.lypova.organisation,
            kind="merged",
            on=timezone.localdate(),
            ground="закон",
        ),
        "councils": ImportBatch.objects.create(kind="councils", name="r.csv", sha256="0" * 64, counts=NO_ROWS),
    }
