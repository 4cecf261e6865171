"""Files that no row names: an act wrote them, and then it was undone or its process died."""

import logging
import time
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db.models import FileField

DAY = 24 * 3600
log = logging.getLogger(__name__)


def drop_leftover_files(older_than: float = DAY) -> int:
    """Delete files of the installation that no row names and that are older than so many seconds; returns how many.

    A younger one may belong to an act that is not committed yet.
    """
    root, before = Path(settings.MEDIA_ROOT), time.time() - older_than
    old = {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file() and path.stat().st_mtime < before}
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if isinstance(field, FileField) and old:
                old.difference_update(model._base_manager.values_list(field.attname, flat=True).iterator())  # noqa: SLF001 - whatever a manager hides has its file too
    for name in old:
        (root / name).unlink(missing_ok=True)
    if old:
        log.info("%d files that no row names were deleted", len(old))
    return len(old)
