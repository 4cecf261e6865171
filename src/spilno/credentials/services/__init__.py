"""Acts with certificates: issue, revoke, suspend and resume; keys that sign; the check of a file."""

from spilno.credentials.services.certificates import (
    Holder,
    go_on_making_papers,
    holder_named,
    holder_of,
    issue_certificates,
)
from spilno.credentials.services.states import resume, revoke, suspend

__all__ = [
    "Holder",
    "go_on_making_papers",
    "holder_named",
    "holder_of",
    "issue_certificates",
    "resume",
    "revoke",
    "suspend",
]
