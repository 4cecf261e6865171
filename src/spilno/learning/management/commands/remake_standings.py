"""manage remake_standings: how officials stand, made anew from the ledger and offices."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from spilno.learning.services.standings import remake


class Command(BaseCommand):
    """Make all standings anew and say what differed."""

    help = "Make anew how officials stand, from the ledger and offices, and say what differed; --check only says."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take whether only to look."""
        parser.add_argument(
            "--check", action="store_true", help="change nothing; the exit code is 1 when anything differs"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Say in one line what differed, and the first ten differences below it."""
        found = remake(write=not options["check"])
        told = f"{found.missing} missing, {found.superfluous} superfluous, {found.wrong} wrong"
        done = "nothing was changed" if options["check"] else "all are as the ledger and offices have it now"
        self.stdout.write(f"remake_standings: {found.people} people: {told}; {done}")
        for person, year, was, now in found.examples:
            self.stdout.write(f"  person {person}, {year}: {_said(was)} → {_said(now)}")
        if options["check"] and found:
            raise SystemExit(1)


def _said(standing: Any) -> str:
    if standing is None:
        return "no row"
    met = "met" if standing.met else "not met"
    return f"{standing.credits} credits ({standing.self_credits} self), {met}, due {standing.due_on}"
