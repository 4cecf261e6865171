"""A study visit leaves cards of practices: they are counted when it is closed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from spilno.events.models import Event
from spilno.events.services import events as services
from spilno.events.tests.factories import make_event
from spilno.knowledge.models import Practice
from spilno.statute.rules.refusal import RuleBroken


def test_a_study_visit_is_closed_when_a_practice_seen_there_is_written_down(cast):
    visit = make_event(cast.lypova.organisation, kind=Event.Kind.STUDY_VISIT)
    Event.objects.update(starts_at=timezone.now() - timedelta(days=2), ends_at=timezone.now() - timedelta(days=1))
    card = Practice.objects.create(
        number=1, title="Мобільний ЦНАП", organisation=cast.lypova.organisation, written_by=1, seen_at_event=visit
    )
    with pytest.raises(RuleBroken, match="no_practices"):  # a draft is not written down yet
        services.close_event(visit, by=cast.delegate)
    card.state = Practice.State.REVIEW
    card.save()
    assert services.close_event(visit, by=cast.delegate).state == Event.State.HELD
