"""Whose parts stand on a desk, and who finds what is not public."""

from typing import Any

from spilno.accounts.access import may, rights_on
from spilno.accounts.models import Right


def chairs(user: Any) -> bool:
    """Tell whether the person presides today."""
    return may(user, Right.CHAIR)


def keeps(user: Any) -> bool:
    """Tell whether the person is of the secretariat today."""
    return may(user, Right.SECRETARIAT)


def registers(user: Any) -> bool:
    """Tell whether the person registers delegates at the door today."""
    return may(user, Right.REGISTRAR)


def finds_hidden(user: Any) -> bool:
    """Tell whether the search shows the person what is not public: the secretariat and the audit."""
    return may(user, Right.SECRETARIAT, Right.AUDIT)


def rights_in_words(user: Any) -> list[str]:
    """Return the rights that the person may use today, in the reader's language."""
    return [str(Right(code).label) for code in sorted(rights_on(user)) if code in Right.values]
