"""begin EMAIL: what every installation begins with."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse

from spilno.accounts.services import name_first_keeper
from spilno.statute.rules.refusal import RuleBroken
from spilno.territories.services import load_codifier
from spilno.ui.sentences import say


class Command(BaseCommand):
    help = (
        "Enter the codifier and the association, and invite the first administrator; a second run adds what is missing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Say what is asked."""
        parser.add_argument("email", help="address of the person who will give rights and keep the registers")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do all of it or nothing, and say what was done."""
        email = options["email"].strip()
        try:
            validate_email(email)
            with transaction.atomic():
                units = load_codifier(by=None)
                call_command("enter_association", stdout=self.stdout)
                _, secret = name_first_keeper(email)
        except ValidationError as problem:
            raise CommandError(f"Nothing was done: “{email}” is not an e-mail address.") from problem
        except RuleBroken as broken:
            said = say(broken.refusal)
            raise CommandError(f"Nothing was done. {said.sentence} {said.advice}") from broken
        self.stdout.write(f"The codifier: {units} units entered." if units else "The codifier is there already.")
        if secret:
            address = settings.SITE_URL + reverse("accounts:invitation", args=[secret])
            self.stdout.write(
                f"{email} is invited, gives rights and keeps the registers. The letter is on its way when"
            )
            self.stdout.write("the server runs; its link, which opens once:")
            self.stdout.write(f"  {address}")
        else:
            self.stdout.write(f"{email} gives rights and keeps the registers from today on.")
