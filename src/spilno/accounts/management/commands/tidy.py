"""Throws away expired sessions and counts; the worker does it once a day by itself."""

from django.core.management.base import BaseCommand

from spilno.accounts.services import tidy


class Command(BaseCommand):
    help = "Delete expired sessions and counts of attempts."

    def handle(self, *args, **options):
        gone = tidy()
        self.stdout.write(f"tidy: expired sessions are deleted, and {gone['counts']} expired counts")
