"""Reads of membership: standing on a day, the register, dues."""

from spilno.members.queries.dues import account_of, arrears_on, payers_on, with_paid
from spilno.members.queries.register import following_on, lookalikes, register_on
from spilno.members.queries.standing import (
    article_of_matter,
    article_of_matter_code,
    article_of_votes,
    mandates_on,
    refusal_to_step,
    representatives_on,
    standing_on,
    voting_members,
)

__all__ = [
    "account_of",
    "arrears_on",
    "article_of_matter",
    "article_of_matter_code",
    "article_of_votes",
    "following_on",
    "lookalikes",
    "mandates_on",
    "payers_on",
    "refusal_to_step",
    "register_on",
    "representatives_on",
    "standing_on",
    "voting_members",
    "with_paid",
]
