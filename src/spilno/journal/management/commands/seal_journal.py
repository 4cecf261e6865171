"""Keep the last hash of every finished day."""

from django.core.management.base import BaseCommand

from spilno.journal.services import seal_days


class Command(BaseCommand):
    help = (
        "Seal the finished days of the journal: keep the last hash of each, to be shown in the footer and in minutes."
    )

    def handle(self, *args, **options):
        made = seal_days()
        for head in made:
            self.stdout.write(f"{head.day.isoformat()} {head.number} {head.hash}")
        self.stdout.write(f"sealed {len(made)} days")
