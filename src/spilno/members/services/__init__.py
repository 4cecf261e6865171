"""Acts of membership: the path in and out, mandates, dues."""

from spilno.members.services.dues import (
    adopt_dues,
    assess,
    assess_member,
    propose_dues,
    record_payment,
    refusal_to_assess,
    remind_of_dues,
)
from spilno.members.services.mandates import add_person, end_mandate, give_mandate, give_mandate_to
from spilno.members.services.members_list import commit_members, preview_members
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
from spilno.members.services.reminders import remind_of_dues_due, remind_of_mandates
from spilno.members.services.representatives import commit_list, drop_list, preview_list, refusal_to_commit

__all__ = [
    "add_person",
    "admit_by_board",
    "adopt_dues",
    "apply",
    "assess",
    "assess_member",
    "commit_list",
    "commit_members",
    "confirm_admission",
    "decline",
    "drop_list",
    "end_mandate",
    "enrol",
    "exclude",
    "follow_succession",
    "give_mandate",
    "give_mandate_to",
    "leave",
    "preview_list",
    "preview_members",
    "propose_dues",
    "record_payment",
    "refusal_to_assess",
    "refusal_to_commit",
    "remind_of_dues",
    "remind_of_dues_due",
    "remind_of_mandates",
    "restore",
    "suspend",
]
