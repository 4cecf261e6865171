"""Check the chain of the journal."""

from django.core.management.base import BaseCommand, CommandError

from spilno.journal.queries import check


class Command(BaseCommand):
    help = (
        "Check that no line of the journal was changed, removed or swapped; ends with 1 and the first break otherwise."
    )

    def handle(self, *args, **options):
        verdict = check()
        if not verdict.valid:
            message = (
                f"the journal is broken at act {verdict.broken_at} ({verdict.reason}); {verdict.checked} acts hold"
            )
            raise CommandError(message)
        self.stdout.write(f"the journal holds: {verdict.checked} acts, last hash {verdict.head}")
