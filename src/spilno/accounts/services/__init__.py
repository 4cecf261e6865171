"""Acts with accounts: invite, accept, sign in by a link, give and take back rights, block."""

from spilno.accounts.services.invitations import accept_invitation, invite, open_invitation, withdraw_invitation
from spilno.accounts.services.rights import block, give_right, name_first_keeper, take_back, unblock
from spilno.accounts.services.second_factor import take_off_second_factor
from spilno.accounts.services.sign_in import ask_for_link, end_other_sessions, save_profile, use_link
from spilno.accounts.services.upkeep import tidy

__all__ = [
    "accept_invitation",
    "ask_for_link",
    "block",
    "end_other_sessions",
    "give_right",
    "invite",
    "name_first_keeper",
    "open_invitation",
    "save_profile",
    "take_back",
    "take_off_second_factor",
    "tidy",
    "unblock",
    "use_link",
    "withdraw_invitation",
]
