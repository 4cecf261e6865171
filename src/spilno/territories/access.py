"""Who keeps the register of territories. Everyone reads it; who may import, an upper app tells."""

from collections.abc import Callable
from typing import Any

from django.http import Http404

from spilno.territories.models import ImportBatch, Unit
from spilno.territories.rules import codes

_keepers: list[Callable[[Any], bool]] = []


def register_keepers(source: Callable[[Any], bool]) -> None:
    """Let an upper app, which knows rights, tell whether an account keeps the registers."""
    if source not in _keepers:
        _keepers.append(source)


def may_keep(user: Any) -> bool:
    """Tell whether the account may import into the registers."""
    return any(source(user) for source in _keepers)


def require_keeper(user: Any) -> None:
    """Raise 404 unless the account keeps the registers."""
    if not may_keep(user):
        raise Http404


def batch_to_keep(user: Any, pk: int, kind: str) -> ImportBatch:
    """Return a preview of this register, for those who keep it; 404 otherwise."""
    require_keeper(user)
    batch = ImportBatch.objects.filter(pk=pk, kind=kind).first()
    if batch is None:
        raise Http404
    return batch


def unit_to_see(code: str) -> Unit:
    """Return a unit by its code, or by the stable digits of a code that it had; 404 when there is none."""
    cleaned = codes.clean_code(code)
    units = Unit.objects.select_related("parent")
    unit = units.filter(code=cleaned).first()
    if unit is None and codes.is_code(cleaned):
        unit = units.filter(stable=codes.stable_of(cleaned)).first()
    if unit is None:
        raise Http404
    return unit
