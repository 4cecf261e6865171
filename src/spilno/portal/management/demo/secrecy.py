"""Phones of delegates in a secret vote of the demo: the same steps as static/ballots/secret.js takes in a browser."""

import secrets
from collections.abc import Iterable

from spilno.ballots.queries import key_of
from spilno.ballots.rules.blind_signatures import blind, finalize, prepare
from spilno.ballots.rules.secret import Ballot
from spilno.ballots.services.secret import TokenRequest
from spilno.meetings.models import Put
from spilno.meetings.services.secret import drop_ballots, give_papers


def vote_secretly(put: Put, choices: Iterable[tuple[str, int]]) -> None:
    """Everybody takes a ballot paper; so many ballots of each choice are dropped, the papers left are not used."""
    key = key_of(put.question.secret)
    covered = []
    for elector in put.question.electors.filter(present=True, recused=False).order_by("pk"):
        token, prefix = secrets.token_bytes(32), secrets.token_bytes(32)
        prepared = prepare(token, prefix=prefix)
        r = secrets.randbelow(key.n - 2) + 2
        blinded, inverse = blind(key, prepared, salt=secrets.token_bytes(48), r=r)
        covered.append((TokenRequest(elector.pk, elector.holder_id, blinded), token, prefix, prepared, inverse))
    listed = [choice for choice, count in choices for _ in range(count)]
    ballots = []
    for (_request, token, prefix, prepared, inverse), signed, choice in zip(
        covered, give_papers(put, [row[0] for row in covered]), listed, strict=False
    ):
        signature = finalize(key, prepared, signed, inverse=inverse)
        ballots.append(Ballot(token.hex(), prefix.hex(), signature.hex(), choice))
    drop_ballots(put, ballots)
