"""Days of the journal: sealed ones are told by their heads, the rest are counted."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from spilno.journal.models import Entry
from spilno.journal.queries import days
from spilno.journal.services import record, seal_days


def acts(cast, how_many, days_ago):
    for _ in range(how_many):
        entry = record("test.done", cast.general_meeting, by=None)
        Entry.objects.filter(pk=entry.pk).update(at=timezone.now() - timedelta(days=days_ago))


@pytest.mark.django_db
def test_days_say_the_same_before_and_after_they_are_sealed(cast):
    Entry.objects.update(at=timezone.now() - timedelta(days=9))
    acts(cast, 2, 5)
    acts(cast, 3, 2)
    before = days()
    assert [day.acts for day in before[:2]] == [3, 2]
    seal_days()
    fresh, *after = days()
    assert (fresh.acts, fresh.sealed) == (1, False)  # the seal itself is an act of today
    assert all(day.sealed for day in after)
    assert [(d.day, d.acts, d.first, d.last, d.hash) for d in after] == [
        (d.day, d.acts, d.first, d.last, d.hash) for d in before
    ]


@pytest.mark.django_db
def test_more_days_ask_no_more_queries(cast):
    counted = []
    for ago in (8, 7, 6):
        acts(cast, 1, ago)
        with CaptureQueriesContext(connection) as queries:
            days()
        counted.append(len(queries))
    assert len(set(counted)) == 1
