"""Remind those whose term is near."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from spilno.undertakings.services import remind


class Command(BaseCommand):
    help = "Post reminders about undertakings due in 14 or 3 days; run it once a day."

    def handle(self, *args, **options):
        self.stdout.write(f"posted {remind(timezone.localdate())} reminders")
