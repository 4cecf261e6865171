"""Who keeps the register of organisations; everyone reads it."""

from typing import Any

from spilno.accounts.access import may
from spilno.accounts.models import Right


def may_keep(user: Any) -> bool:
    """Tell whether the account keeps the registers."""
    return may(user, Right.SECRETARIAT)
