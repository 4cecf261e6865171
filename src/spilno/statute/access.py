"""Who keeps the statute, and which edition a person may see.

Accounts stand above the statute: they register here who its keepers are.
"""

from collections.abc import Callable
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from spilno.statute.models import Edition

Keeper = Callable[[Any], bool]
_keepers: list[Keeper] = []


def register_keeper(keeper: Keeper) -> None:
    """Let an upper app tell who keeps the statute: uploads drafts, adopts the first edition."""
    if keeper not in _keepers:
        _keepers.append(keeper)


def keeps_statute(user: Any) -> bool:
    """Tell whether the person keeps the statute today; nobody does when no app has told."""
    return any(keeper(user) for keeper in _keepers)


def require_keeper(user: Any) -> None:
    """Raise 404 unless the person keeps the statute: what you may not see does not exist for you."""
    if not keeps_statute(user):
        raise Http404


def edition_to_see(user: Any, pk: int) -> Edition:
    """Return an adopted edition to everyone, a draft to its keepers; 404 otherwise."""
    edition = get_object_or_404(Edition, pk=pk)
    if edition.starts is None:
        require_keeper(user)
    return edition


def edition_to_keep(user: Any, pk: int) -> Edition:
    """Return an edition to its keepers; 404 otherwise."""
    require_keeper(user)
    return edition_to_see(user, pk)
