"""Enter the association that keeps this installation, by the names of the settings."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from spilno.organisations.models import Organisation
from spilno.organisations.queries import our_association
from spilno.organisations.services import enter_organisation


class Command(BaseCommand):
    help = "Enter the association itself into the register, once: it is a party to memoranda and holds events."

    def handle(self, *args: Any, **options: Any) -> None:
        """Enter it when it is not there."""
        found = our_association()
        if found is not None:
            self.stdout.write(f"The association is entered already: {found.name_uk}.")
            return
        entered = enter_organisation(
            Organisation(
                kind=Organisation.Kind.ASSOCIATION,
                name_uk=settings.ASSOCIATION_NAMES["uk"],
                name_en=settings.ASSOCIATION_NAMES["en"],
                ours=True,
            ),
            by=None,
        )
        self.stdout.write(f"Entered: {entered.name_uk}.")
