"""What a ballot may say: a short word of a known form, so that elections need no other format later."""

import re
from collections.abc import Iterable

from spilno.ballots.rules.casting import VALUES

LONGEST = 200
_FORM = re.compile(r"[a-z0-9][a-z0-9_.:,>=-]*\Z")


def is_well_formed(choice: str) -> bool:
    """Tell whether a choice has the form of one: small Latin letters, digits and a few signs, not longer than 200.

    Numbers of candidates in an order («3>1>2») and approvals («1,4») have the same form.

    Source: docs/adr/0016-secret-votes.md.
    """
    return len(choice) <= LONGEST and _FORM.match(choice) is not None


def is_known(choice: str, *, allowed: Iterable[str] = VALUES) -> bool:
    """Tell whether a choice is one of those that the question offers.

    Source: Rules of voting: for, against, abstained.
    """
    return is_well_formed(choice) and choice in allowed
