"""A secret vote of 1,500 in an empty database, by the services alone: papers given out, ballots taken, the box sealed; print seconds."""

import json
import os
import secrets
import time
from fractions import Fraction

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "spilno.config.settings")
django.setup()

from spilno.ballots.rules.casting import Entitled  # noqa: E402
from spilno.ballots.services.questions import close, open_question  # noqa: E402
from spilno.ballots.services.secret import accept_ballots, issue_tokens  # noqa: E402
from spilno.ballots.tests.phone import Phone  # noqa: E402
from spilno.people.models import Person  # noqa: E402
from spilno.statute.rules.provisions import Base, Ground, Share  # noqa: E402

VOTERS = 1_500
BATCH = 100  # what arrives together at a live process


def timed(act) -> tuple[float, list]:
    """Return how long an act took and what it answered."""
    began = time.perf_counter()
    answers = act()
    return time.perf_counter() - began, answers


def batches(act, items) -> list:
    """Do an act by batches."""
    return [one for at in range(0, len(items), BATCH) for one in act(items[at : at + BATCH])]


def main() -> None:
    """Do it and print."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    holder = Person.objects.create(family_name="ЛИПОВИЙ", given_name="Остап")
    majority = Share(Fraction(1, 2), True, Base.PRESENT, Ground("5.7", "", "", ""))
    opened_s, question = timed(
        lambda: open_question(
            title="Проба",
            text="Проба.",
            method="secret",
            matter="ordinary",
            majority=majority,
            quorum_needed=1,
            electors=[Entitled(f"Рада {number}", holder_id=holder.pk, present=True) for number in range(VOTERS)],
            minutes=None,
            by=None,
        )
    )
    phones = [Phone(question, elector) for elector in question.electors.all()]
    issued_s, answers = timed(
        lambda: batches(lambda part: issue_tokens(question, part), [one.request for one in phones])
    )
    for phone, answer in zip(phones, answers, strict=True):
        phone.got(answer)
    again_s, _ = timed(lambda: issue_tokens(question, [one.request for one in phones[:BATCH]]))
    ballots = [phone.ballot(secrets.choice(["for", "against", "abstained"])) for phone in phones]
    secrets.SystemRandom().shuffle(ballots)
    accepted_s, taken = timed(lambda: batches(lambda part: accept_ballots(question, part), ballots))
    twice_s, repeated = timed(lambda: batches(lambda part: accept_ballots(question, part), ballots))
    closed_s, result = timed(lambda: close(question, by=None))
    print(json.dumps({
        "voters": VOTERS, "open_ms": round(opened_s * 1000), "tokens_issued_s": round(issued_s, 2), "same_100_again_ms": round(again_s * 1000),
        "ballots_accepted_s": round(accepted_s, 2), "same_ballots_again_s": round(twice_s, 2), "close_and_seal_ms": round(closed_s * 1000),
        "recorded": sum(not one.already for one in taken), "doubled": sum(not one.already for one in repeated),
        "counted": result.counts.votes_for + result.counts.votes_against + result.counts.votes_abstained}))  # fmt: skip


main()
