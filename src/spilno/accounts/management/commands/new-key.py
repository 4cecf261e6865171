"""Prints a new key for SPILNO_SECRET_KEY."""

from django.core.management.base import BaseCommand
from django.core.management.utils import get_random_secret_key


class Command(BaseCommand):
    help = "Print a new random key for SPILNO_SECRET_KEY; nothing is changed."
    requires_system_checks = []

    def handle(self, *args, **options):
        self.stdout.write(get_random_secret_key().replace("$", "S").replace("#", "H"))
