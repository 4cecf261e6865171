"""A visiting meeting at Lypova, and a call for hosts."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.cast import make_unit

from spilno.meetings.models import Meeting, VisitStop
from spilno.visits.models import Call


@pytest.fixture
def visit(cast):
    starts = timezone.now() + timedelta(days=10)
    meeting = Meeting.objects.create(
        body=cast.general_meeting, number=72, format="visiting", state="convened", starts_at=starts, host=cast.lypova,
        settlement="м. Липове", safety_notice="У разі тривоги – укриття в підвалі.",
    )  # fmt: skip
    VisitStop.objects.create(
        meeting=meeting, starts_at=starts, title="Ліцей", shelter="підвал", contact="Ольга, 050 000 00 00"
    )
    return meeting


@pytest.fixture
def call(cast):
    today = timezone.localdate()
    return Call.objects.create(
        title="Пошук господаря навесні", state="announced", opens_on=today - timedelta(days=5), closes_on=today,
        meeting_between_first=today + timedelta(days=60), meeting_between_last=today + timedelta(days=90),
    )  # fmt: skip


@pytest.fixture
def raions(cast):
    """Lypova sits in Ізюмський raion, Verbova in Лозівський."""
    for code, name, member in (("UA630400", "Ізюмський", cast.lypova), ("UA630600", "Лозівський", cast.verbova)):
        raion = make_unit(name, "P")
        raion.code = f"{code}00000000001"
        raion.save()
        hromada = make_unit(f"{name} центр", "H", raion)
        hromada.code, hromada.tile_x, hromada.tile_y = f"{code}10000000002", 1 if name == "Ізюмський" else 2, 1
        hromada.save()
        member.organisation.territory = hromada
        member.organisation.save()
