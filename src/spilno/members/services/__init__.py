"""Acts of membership: the path in and out, mandates, dues."""

from spilno.members.services.dues import (
    adopt_dues,
    assess,
    assess_member,
    propose_dues,
    record_payment,
)
from spilno.members.services.mandates import end_mandate, give_mandate
from spilno.members.services.path import (
    admit_by_board,
    apply,
    confirm_admission,
    decline,
    enrol,
    exclude,
    follow_succession,
    leave,
    restore,
    suspend,
)

__all__ = [
    "admit_by_board",
    "adopt_dues",
    "apply",
    "assess",
    "assess_member",
    "confirm_admission",
    "decline",
    "end_mandate",
    "enrol",
    "exclude",
    "follow_succession",
    "give_mandate",
    "leave",
    "propose_dues",
    "record_payment",
    "restore",
    "suspend",
]
