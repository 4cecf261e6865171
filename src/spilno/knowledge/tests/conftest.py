"""A published practice of Lypova."""

import pytest
from django.utils import timezone

from spilno.knowledge.models import Practice


@pytest.fixture
def practice(cast):
    return Practice.objects.create(
        number=1, title="Мобільний ЦНАП", topic="services", organisation=cast.lypova.organisation, problem="Далеко їхати.",
        solution="Автобус із робочим місцем.", state="published", published_on=timezone.localdate(), written_by=cast.delegate.pk,
    )  # fmt: skip
