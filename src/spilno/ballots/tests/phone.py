"""A voter's phone in Python: the same steps as static/ballots/secret.js takes in a browser."""

import secrets

from spilno.ballots import queries
from spilno.ballots.rules.blind_signatures import blind, finalize, prepare
from spilno.ballots.rules.secret import Ballot
from spilno.ballots.services.secret import TokenRequest, issue_tokens


class Phone:
    """What a phone keeps for one right: token, prefix, blinded token and, once a paper was given, its signature."""

    def __init__(self, question, elector):
        self.question, self.elector = question, elector
        self.key = queries.key_of(question.secret)
        self.token, self.prefix = secrets.token_bytes(32), secrets.token_bytes(32)
        self.prepared = prepare(self.token, prefix=self.prefix)
        r = secrets.randbelow(self.key.n - 2) + 2
        self.blinded, self.inverse = blind(self.key, self.prepared, salt=secrets.token_bytes(48), r=r)

    @property
    def request(self):
        return TokenRequest(self.elector.pk, self.elector.holder_id, self.blinded)

    def take(self):
        return self.got(issue_tokens(self.question, [self.request])[0])

    def got(self, answer):
        assert isinstance(answer, bytes), answer
        self.signature = finalize(self.key, self.prepared, answer, inverse=self.inverse)
        return self

    def ballot(self, choice="for"):
        return Ballot(self.token.hex(), self.prefix.hex(), self.signature.hex(), choice)
