"""The public list of a secret vote, as tools/count_ballots.py reads it."""

from typing import Any

from spilno.ballots.queries import ballot_of, key_of, takers_of
from spilno.meetings.models import Put

FORMAT = "spilno secret ballots 1"


def public_list(put: Put) -> dict[str, Any]:
    """Return a closed secret vote: key, papers and who took them, ballots in the order of tokens, what was announced."""
    question = put.question
    key = key_of(question.secret)
    names = takers_of(question)
    return {
        "format": FORMAT,
        "question": {
            "number": question.pk,
            "title": question.title,
            "text": question.text,
            "opened_at": question.opened_at.isoformat(timespec="seconds"),
            "closed_at": question.closed_at.isoformat(timespec="seconds") if question.closed_at else "",
        },
        "key": {"n": f"{key.n:x}", "e": key.e, "sha256": key.digest},
        "papers": {"count": len(names), "given_to": names},
        "announced": {
            "for": question.votes_for,
            "against": question.votes_against,
            "abstained": question.votes_abstained,
            "not_voted": question.not_voted,
            "absent": question.absent,
            "present": question.present,
            "recused": question.recused,
            "entitled": question.entitled,
            "carried": question.carried,
        },
        "majority": {
            "share": question.share,
            "strict": question.strict,
            "base": question.base,
            "article": question.article,
            "needed": question.needed,
        },
        "seal": question.secret.seal,
        "ballots": [
            {"token": one.token, "prefix": one.prefix, "signature": one.signature, "choice": one.choice}
            for one in map(ballot_of, question.ballots.order_by("token"))
        ],
    }
