"""Load the real association of Kharkiv oblast with fictional persons into an empty database."""

from datetime import UTC, datetime
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from spilno.organisations.models import Organisation
from spilno.portal.management.demo import events, learning_coverage, learning_tests, registers, story
from spilno.portal.management.demo.clock import at
from spilno.statute.queries import model_edition
from spilno.statute.services import add_draft, adopt_edition
from spilno.territories.services import load_codifier


class Command(BaseCommand):
    help = "Load the demo into an empty database"

    def handle(self, *args: Any, **options: Any) -> None:
        """Load everything or nothing."""
        if Organisation.objects.exists():
            message = "nothing was loaded: the database is not empty. ./spilno demo --fresh begins anew."
            raise CommandError(message)
        began, now = monotonic(), timezone.now()
        with transaction.atomic():
            with at(datetime(2023, 6, 1, 9, tzinfo=UTC)):  # before the first act that the story tells
                load_codifier(by=None)
                edition = add_draft(model_edition(), by=None)
                adopt_edition(
                    edition,
                    starts=datetime(2021, 5, 14, tzinfo=UTC).date(),
                    ground_uk="Загальні збори, протокол № 64 від 14 травня 2021 року",
                    by=None,
                )
                world = registers.enter()
                events.partners(world)
                learning_coverage.staff(world, timezone.localdate(now))
            story.tell(world, now=now)
            learning_coverage.learned(timezone.localdate(now))
            learning_tests.enter(world)
        if options["verbosity"]:
            self.stdout.write(f"spilno load_demo: {len(world.member)} members, {monotonic() - began:.0f} s")
