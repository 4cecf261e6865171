"""Who may press what in undertakings; tests/doors.py tells how to read it."""

from django.utils import timezone

from spilno.undertakings.models import Undertaking

DOORS = {
    "undertakings:report": ("number=undertaking", "400 D"),
    "undertakings:answer": ("number=undertaking", "409 S"),
    "undertakings:extend": ("number=undertaking", "400 S"),
    "undertakings:take_off": ("number=undertaking", ""),
}

PAGES = {
    "undertakings:undertakings",
    "undertakings:undertakings_csv",
    "undertakings:undertaking",
}


def things(cast, made) -> dict:
    today = timezone.localdate()
    return {
        "undertaking": Undertaking.objects.create(
            number=1,
            what="подати звіт",
            organisation=cast.lypova.organisation,
            due_on=today,
            ground="рішення № 1",
            opened_on=today,
        )
    }
