"""Secret ballots: who gets a ballot paper, which ballots are taken, when the box may be sealed, and what its seal is.

A ballot paper is a token of 32 random bytes made by the voter's phone, signed blindly: docs/adr/0016-secret-votes.md.
Tokens, prefixes and signatures are written as small hexadecimal digits.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from spilno.ballots.rules.blind_signatures import PREFIX_BYTES, PublicKey, is_signed, prepare
from spilno.ballots.rules.casting import Right, why_not_use, why_not_value
from spilno.ballots.rules.choices import MOTION, Paper, is_known
from spilno.ballots.rules.handed import ON_PAPER
from spilno.statute.rules.refusal import Refusal, gettext_noop

TOKEN_BYTES = 32
GROUND = gettext_noop("Rules of secret voting: one right, one ballot paper, and nobody knows whose it is")
NOT_GIVEN = gettext_noop("The ballot paper was not given out")
NOT_TAKEN = gettext_noop("The ballot was not taken")
_HEX = re.compile(r"(?:[0-9a-f]{2})+\Z")


@dataclass(frozen=True, slots=True)
class Ballot:
    """A ballot as it came: token, prefix and signature in hexadecimal digits, and what is chosen. Nothing says whose."""

    token: str
    prefix: str
    signature: str
    choice: str

    @property
    def line(self) -> str:
        """Return the ballot as the sealed list has it.

        Source: docs/adr/0016-secret-votes.md.
        """
        return f"{self.token} {self.prefix} {self.signature} {self.choice}\n"


def is_hex(text: str, *, size: int) -> bool:
    """Tell whether a text is so many bytes in small hexadecimal digits, and nothing else.

    Source: docs/adr/0016-secret-votes.md: one token has one spelling, or it would be counted twice.
    """
    return len(text) == 2 * size and _HEX.match(text) is not None


def is_genuine(ballot: Ballot, *, key: PublicKey) -> bool:
    """Tell whether a ballot has the form of one and its token is signed by the key of the question.

    Source: RFC 9474, 4.5.
    """
    sizes = ((ballot.token, TOKEN_BYTES), (ballot.prefix, PREFIX_BYTES), (ballot.signature, key.size))
    if not all(is_hex(text, size=size) for text, size in sizes):
        return False
    prepared = prepare(bytes.fromhex(ballot.token), prefix=bytes.fromhex(ballot.prefix))
    return is_signed(key, prepared, bytes.fromhex(ballot.signature))


def why_not_give_paper(
    right: Right | None, *, holder: int, is_open: bool, is_secret: bool, given: str, asked: str, fits: bool
) -> Refusal | None:
    """Say why a blinded token is not signed for a right; None when it is, for the first time or once more.

    `given` is the digest of what was signed for this right before, or empty; `asked` of what is to be signed now; `fits`
    tells that it is a number of the right size for the key.

    Source: Statute 5.5, one member has one vote.
    """
    if not is_open:
        return _closed(NOT_GIVEN)
    if not is_secret:
        return _not_secret(NOT_GIVEN)
    refusal = why_not_use(right, holder=holder)
    if refusal is not None:
        return replace(refusal, title=NOT_GIVEN)
    if not fits:
        return Refusal(
            code="paper_unreadable",
            title=NOT_GIVEN,
            sentence=gettext_noop("What the phone sent is not a blinded token for the key of this vote."),
            source=GROUND,
            advice=gettext_noop("Open the page of the meeting again; the phone then asks once more."),
        )
    return _why_given(right.name, given, asked) if right is not None and given else None


def _why_given(name: str, given: str, asked: str) -> Refusal | None:
    """Say that the ballot was given out before, on paper or to another phone; None when the same phone asks once more."""
    facts: dict[str, object] = {"name": name}
    if given == ON_PAPER:
        return Refusal(
            code="paper_handed",
            title=NOT_GIVEN,
            sentence=gettext_noop("A paper ballot was given out for %(name)s: this vote is given on paper."),
            source=GROUND,
            facts=facts,
            advice=gettext_noop(
                "Put the paper into the box of the counting commission. If you got none, say so to it now."
            ),
        )
    if given != asked:
        return Refusal(
            code="paper_given",
            title=NOT_GIVEN,
            sentence=gettext_noop(
                "The ballot paper of %(name)s was already given out to another phone or browser, and there is no second one."
            ),
            source=GROUND,
            facts=facts,
            advice=gettext_noop(
                "Vote on the device where the page was first opened. If it is lost, this vote cannot be given: tell the "
                "chair, who may cancel the vote and put the question anew."
            ),
            kept=gettext_noop("The ballot paper that was given out first stays valid."),
        )
    return None


def why_not_take_ballot(
    ballot: Ballot, *, is_open: bool, is_secret: bool, genuine: bool, recorded: str, paper: Paper = MOTION
) -> Refusal | None:
    """Say why a ballot cannot be taken; None when it can, or when the very same one lies in the box already.

    `recorded` is the choice of the ballot with the same token, or empty; `genuine` tells that the signature holds.

    Source: Rules of secret voting: a ballot is final.
    """
    if not is_secret:
        return _not_secret(NOT_TAKEN)
    if recorded and recorded == ballot.choice:
        return (
            None  # the network dropped after the ballot was recorded: the answer is given once more, also when closed
        )
    if not is_open:
        return _closed(NOT_TAKEN)
    if not is_known(ballot.choice, paper=paper):
        return replace(why_not_value(paper), title=NOT_TAKEN)
    if not genuine:
        return Refusal(
            code="ballot_forged",
            title=NOT_TAKEN,
            sentence=gettext_noop("The signature on this ballot is not that of this vote."),
            source=GROUND,
            advice=gettext_noop("Open the page of the meeting again and vote there."),
        )
    return _final() if recorded else None


def why_not_seal(*, papers: int, ballots: int, forged: int) -> Refusal | None:
    """Say why the box cannot be sealed and counted: it holds more ballots than papers were given out, or a forged one.

    Neither comes by the acts of voters, who are refused one by one: somebody wrote into the database.

    Source: Rules of secret voting: never more ballots than ballot papers.
    """
    if not forged and ballots <= papers:
        return None
    sentence = (
        gettext_noop("Ballots in the box whose signature is not that of this vote: %(forged)d.")
        if forged
        else gettext_noop("The box holds %(ballots)d ballots, but only %(papers)d ballot papers were given out.")
    )
    return Refusal(
        code="ballots_forged" if forged else "more_ballots_than_papers",
        title=gettext_noop("The vote was not closed"),
        sentence=sentence,
        source=gettext_noop("Rules of secret voting: never more ballots than ballot papers"),
        facts={"ballots": ballots, "papers": papers, "forged": forged},
        advice=gettext_noop(
            "The result of such a vote is not announced. Cancel the vote, say the reason to the meeting, and put the "
            "question anew."
        ),
    )


def seal_of(ballots: Iterable[Ballot]) -> str:
    """Return the digest of the sealed list: SHA-256 of its lines in the order of tokens, in hex.

    Source: docs/adr/0016-secret-votes.md.
    """
    digest = hashlib.sha256()
    for ballot in sorted(ballots, key=lambda one: one.token):
        digest.update(ballot.line.encode())
    return digest.hexdigest()


def _final() -> Refusal:
    return Refusal(
        code="vote_is_final",
        title=NOT_TAKEN,
        sentence=gettext_noop("This ballot is already in the box with another choice, and it is final."),
        source=GROUND,
        advice=gettext_noop("If it was a mistake, say so to the chair: only a new vote by the meeting can mend it."),
        kept=gettext_noop("The vote that was recorded first stays."),
    )


def _closed(title: str) -> Refusal:
    return Refusal(
        code="vote_closed",
        title=title,
        sentence=gettext_noop("Voting on this question is closed."),
        source=GROUND,
        advice=gettext_noop("The result stands on the page of the meeting."),
    )


def _not_secret(title: str) -> Refusal:
    return Refusal(
        code="not_secret",
        title=title,
        sentence=gettext_noop("This question is not voted by secret ballot."),
        source=GROUND,
        advice=gettext_noop("Open the page of the meeting again: it shows how to vote."),
    )
