"""manage reindex: build the index of search anew."""

from typing import Any

from django.core.management.base import BaseCommand

from spilno.portal.services import reindex


class Command(BaseCommand):
    """Build the index of search anew from what the apps keep."""

    help = "Build the index of search anew."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say in one line what is in the index."""
        counts = reindex()
        told = ", ".join(f"{kind} {count}" for kind, count in sorted(counts.items())) or "nothing to find yet"
        self.stdout.write(f"reindex: {sum(counts.values())} objects: {told}")
