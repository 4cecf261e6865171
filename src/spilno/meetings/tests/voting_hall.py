"""A hall of five councils that votes: what tests of voting, effects and their pages share."""

from dataclasses import dataclass
from datetime import date

import pytest

from spilno.accounts.models import User
from spilno.ballots.models import Elector
from spilno.meetings.models import Item, Meeting, Proxy
from spilno.meetings.services.voting import cast_vote, close_vote, put_to_vote
from spilno.members.models import Membership
from spilno.people.models import Person
from spilno.statute.rules.refusal import RuleBroken


@dataclass
class Hall:
    """Five councils, each with its delegate present; an item under discussion."""

    meeting: Meeting
    item: Item
    members: list[Membership]
    users: list[User]
    people: list[Person]
    secretary: User


def put(hall, purpose="whole", method="roll_call", text="Провести день.", **given):
    hall.item.refresh_from_db()
    return put_to_vote(hall.item, purpose=purpose, method=method, text=text, by=hall.secretary, **given)


def right(put_, member):
    return Elector.objects.get(question=put_.question, membership=member).pk


def vote(hall, put_, *values):
    for member, user, value in zip(hall.members, hall.users, values, strict=False):
        if value:
            cast_vote(put_, votes={right(put_, member): value}, by=user)


def refused(code, call, *args, **given):
    with pytest.raises(RuleBroken) as broken:
        call(*args, **given)
    assert broken.value.refusal.code == code
    return broken.value.refusal


def give_proxy(hall, giver, holder, **limits):
    proxy = Proxy.objects.create(
        meeting=hall.meeting,
        giver=hall.members[giver],
        holder=hall.members[holder],
        holder_person=hall.people[holder],
        document="довіреність № 1",
        dated=date(2026, 1, 1),
        **limits,
    )
    row = hall.meeting.attendance.get(membership=hall.members[giver], left_at=None)
    row.proxy, row.person = proxy, hall.people[holder]
    row.save()
    return proxy


def carry(hall, *values):
    made = put(hall)
    vote(hall, made, *(values or ["for"] * 5))
    close_vote(made, by=hall.secretary)
    return made
