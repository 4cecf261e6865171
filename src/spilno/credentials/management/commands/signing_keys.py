"""Keys that sign certificates: list them, put a new one in place, stop trusting one."""

from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext

from spilno.credentials.gateways.keys import place_of
from spilno.credentials.models import SigningKey
from spilno.credentials.services.keys import revoke_key, rotate_key
from spilno.statute.rules.refusal import RuleBroken


class Command(BaseCommand):
    help = "Keys that sign certificates: list, rotate, or revoke KEY --since 2026-11-20T00:00 --because WHY."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the verb and, to revoke, the key, the moment and the reason."""
        parser.add_argument("verb", choices=["list", "rotate", "revoke"])
        parser.add_argument("key", nargs="?", help="the key, or its beginning")
        parser.add_argument("--since", help="what it signed since this moment is not valid; now, when not given")
        parser.add_argument("--because", default="", help="the reason, for the journal")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do what the verb says."""
        if options["verb"] == "rotate":
            self.stdout.write(f"Signs from now on: {rotate_key(by=None)}. The former one stays for checking.")
        elif options["verb"] == "revoke":
            self._revoke(options)
        for key in SigningKey.objects.all():
            self.stdout.write(self._line(key))

    def _line(self, key: SigningKey) -> str:
        if key.revoked_since:
            state = f"revoked since {key.revoked_since:%Y-%m-%d %H:%M}: {key.revoked_because}"
        else:
            state = f"retired {key.retired_at:%Y-%m-%d %H:%M}" if key.retired_at else "signs"
        here = "" if place_of(key.multikey).exists() else ", its private half is not here"
        return f"{key.multikey}  since {key.made_at:%Y-%m-%d %H:%M}  {state}{here}"

    def _revoke(self, options: dict[str, Any]) -> None:
        found = list(SigningKey.objects.filter(multikey__startswith=options["key"] or "-"))
        if len(found) != 1:
            message = "Nothing was revoked: name one key, as `signing_keys list` shows it."
            raise CommandError(message)
        try:
            since = datetime.fromisoformat(options["since"]) if options["since"] else timezone.now()
        except ValueError as error:
            message = "Nothing was revoked: write --since as 2026-11-20T00:00."
            raise CommandError(message) from error
        since = since if since.tzinfo else timezone.make_aware(since)
        try:
            revoke_key(found[0], since=since, reason=options["because"], by=None)
        except RuleBroken as broken:
            said = gettext(broken.refusal.sentence) % broken.refusal.facts
            message = f"Nothing was revoked: {said}"
            raise CommandError(message) from broken
