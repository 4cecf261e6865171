"""import_codifier FILE [--commit]: preview a file of the codifier; with --commit take it in, whole or not at all."""

from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from spilno.statute.rules.refusal import RuleBroken
from spilno.territories.queries import shown_rows
from spilno.territories.services import commit_codifier, preview_codifier
from spilno.ui.sentences import say

SHOWN = 20


class Command(BaseCommand):
    help = "Preview a file of the codifier КАТОТТГ (XLSX, CSV, TSV); with --commit take it in, whole or not at all."

    def add_arguments(self, parser: CommandParser) -> None:
        """Say what may be given."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--commit", action="store_true", help="write it when no row has an error")
        parser.add_argument("--since", type=date.fromisoformat, help="the day the edition is in force since")
        parser.add_argument("--ground", default="", help="the order that approved the edition")
        parser.add_argument("--settlements", action="store_true", help="take in settlements too")

    def handle(self, *args: Any, **options: Any) -> None:
        """Preview, print what is worth a look, and commit when asked."""
        path: Path = options["file"]
        try:
            with path.open("rb") as file:
                batch = preview_codifier(
                    file,
                    path.name,
                    edition_on=options["since"] or timezone.localdate(),
                    ground=options["ground"],
                    settlements=options["settlements"],
                    by=None,
                )
            self.stdout.write(", ".join(f"{kind}: {count}" for kind, count in batch.counts.items()))
            for row in shown_rows(batch)[:SHOWN]:
                self.stdout.write(f"  {row.number:>6} {row.kind:<8} {row.code} {row.title}: {row.said}")
            if options["commit"]:
                commit_codifier(batch, by=None)
                self.stdout.write(f"{path.name} was taken in.")
            else:
                self.stdout.write("Preview only, nothing was written. Add --commit to take it in.")
        except FileNotFoundError as problem:
            raise CommandError(f"There is no file {path}.") from problem
        except RuleBroken as broken:
            said = say(broken.refusal)
            raise CommandError(f"{said.sentence} {said.advice}") from broken
