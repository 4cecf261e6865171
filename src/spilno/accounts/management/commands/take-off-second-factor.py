"""Takes off the second factor of somebody who lost it, where nobody else here gives rights: for whoever runs the machine."""

from django.core.management.base import BaseCommand, CommandError

from spilno.accounts.models import User
from spilno.accounts.services import take_off_second_factor
from spilno.statute.rules.refusal import RuleBroken
from spilno.ui.sentences import say


class Command(BaseCommand):
    help = "Take off a lost second factor; the journal keeps the ground, the person gets a letter."

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("--ground", required=True, help="how it was made sure who asks")

    def handle(self, *args, **options):
        user = User.objects.filter(email=options["email"].strip().lower()).first()
        if user is None:
            raise CommandError("There is no such account.")
        try:
            take_off_second_factor(user, ground=options["ground"], by=None)
        except RuleBroken as broken:
            raise CommandError(say(broken.refusal).sentence) from broken
        self.stdout.write("The second factor is taken off. Sign in and set it anew at once.")
