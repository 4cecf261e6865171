"""Acts of voting in a meeting: put, cast, count by hand, close, cancel."""

from collections.abc import Mapping, Sequence

from django.db import transaction

from spilno.accounts.models import User
from spilno.ballots.models import HandSheet, Question
from spilno.ballots.queries import Frozen, frozen_rights
from spilno.ballots.rules.casting import Election as Paper
from spilno.ballots.services import questions as ballots
from spilno.ballots.services import sheets
from spilno.ballots.services.questions import Press, Receipt
from spilno.journal.services import record
from spilno.meetings.live import scene_of, tell_turnout, touch
from spilno.meetings.models import Issue, Item, Meeting, Put
from spilno.meetings.queries.attendance import day_of
from spilno.meetings.queries.counting import candidates
from spilno.meetings.queries.elections import FINAL, paper_to_put, run_off_of, text_of
from spilno.meetings.queries.rights import entitled_on
from spilno.meetings.queries.voting import gone_of, putting_of
from spilno.meetings.rules.elections import why_not_put_election
from spilno.meetings.rules.putting import (
    matter_of,
    why_cannot_cast_now,
    why_no_right,
    why_not_count_own_election,
    why_not_put,
    why_not_put_for,
)
from spilno.meetings.rules.quorum import quorum_needed
from spilno.meetings.rules.session import why_stale
from spilno.meetings.services.decisions import decide
from spilno.meetings.services.effects import why_not_do
from spilno.meetings.services.elections import give_seats
from spilno.meetings.services.speaking import thank
from spilno.people.models import Person
from spilno.statute.queries import in_force_on
from spilno.statute.rules.refusal import Refusal, RuleBroken, refuse


@transaction.atomic
def put_to_vote(
    item: Item, *, purpose: str, method: str, text: str, minutes: int | None = None, by: User, seen: str = ""
) -> Put:
    """Put a question of an item to the vote: quorum is checked, the electorate and the majority are frozen.

    `seen` is the mark of the page from which it is done; raises RuleBroken when the page is out of date, or the
    question cannot be put now.
    """
    meeting = (
        Meeting.objects.select_for_update(of=("self",)).select_related("current_item").get(pk=item.meeting_id)
    )  # one act at a time
    item = Item.objects.select_related("parent").get(pk=item.pk)
    item.meeting = meeting
    refuse(why_stale(seen=seen, now=scene_of(meeting)))
    provisions = in_force_on(day_of(meeting))
    rights = entitled_on(item)
    election = paper_to_put(item, purpose=purpose)
    if election is not None:
        refuse(_why_not_elect(item, election, purpose=purpose))
        text = text_of(item, election)
    putting = putting_of(item, purpose=purpose, method=method, text=text, rights=rights)
    refuse(why_not_put(putting, provisions=provisions))
    if purpose in FINAL:
        refuse(why_not_put_for(why_not_do(item, day_of(meeting))))

    for speech in item.speeches.filter(begun_at__isnull=False, ended_at__isnull=True):
        thank(speech, by=by)  # nobody speaks during a vote: the floor goes back to the chair
    matter = provisions.matter(matter_of(putting))
    question = ballots.open_question(
        title=item.title,
        text=text.strip(),
        method=method,
        matter=matter.code,
        majority=matter.majority,
        within_level=matter.within_level,
        quorum_needed=quorum_needed(putting.presence, provisions=provisions),
        electors=rights,
        minutes=minutes,
        election=election,
        by=by,
    )
    put = Put.objects.create(item=item, question=question, purpose=purpose, text=text.strip())
    item.state = Item.State.VOTING
    item.save(update_fields=["state"])
    facts = {"item": item.pk, "question": question.pk, "purpose": purpose, "method": method}
    record("vote.opened", put, by=by, ground=f"Статут, п. {matter.majority.ground.article}", facts=facts)
    touch(meeting)
    return put


def _why_not_elect(item: Item, election: Paper, *, purpose: str) -> Refusal | None:
    standing = len(election.candidates)
    return why_not_put_election(standing=standing, purpose=purpose, run_off=standing)


@transaction.atomic
def cast_vote(put: Put, *, votes: Mapping[int, str], by: User) -> Receipt:
    """Take votes (value by number of elector) of the person who carries these rights.

    Raises RuleBroken when the meeting is not in session, a delegate has left, the question is closed, or a right has
    voted otherwise before. All the votes are taken, or none.
    """
    person: Person | None = getattr(by, "person", None)
    if not votes and person is not None:
        here = put.item.meeting.attendance.filter(person=person, left_at__isnull=True).exists()
        refuse(why_no_right(carries=put.question.electors.filter(holder=person).exists(), here=here))
    answer = cast_votes(put, [Press(votes, person.pk if person else 0, by.pk)])[0]
    if isinstance(answer, Refusal):
        raise RuleBroken(answer)
    return answer


@transaction.atomic
def cast_votes(
    put: Put, presses: Sequence[Press], *, frozen: Mapping[int, Frozen] | None = None
) -> list[Receipt | Refusal]:
    """Take what several persons pressed, in the order in which it came: a receipt or a refusal for each.

    The live hall takes all that has arrived in one transaction, with the frozen rights that it keeps in memory; one
    press from a form is a list of one.
    """
    meeting = Meeting.objects.select_for_update().get(pk=put.item.meeting_id)  # who leaves and who votes take turns
    asked = {number for press in presses for number in press.votes}
    frozen = frozen_rights(put.question, asked) if frozen is None else frozen
    gone = gone_of(put, {number: frozen[number] for number in asked if number in frozen})
    answers: list[Receipt | Refusal | None] = [_why_not_now(meeting, press, gone) for press in presses]
    sound = [one for one, why in zip(presses, answers, strict=True) if why is None]
    taken = iter(ballots.cast_all(put.question, sound, frozen=frozen))
    done = [next(taken) if answer is None else answer for answer in answers]
    if any(isinstance(answer, Receipt) and answer.recorded for answer in done):
        tell_turnout(meeting)
    return done


def _why_not_now(meeting: Meeting, press: Press, gone: Mapping[int, str]) -> Refusal | None:
    """Say why a press cannot be taken now; `gone` are names of members whose delegate has left, by number of elector."""
    left = next((number for number in press.votes if number in gone), None)
    name = "" if left is None else gone[left]
    return why_cannot_cast_now(meeting_state=meeting.state, name=name, left=left is not None)


@transaction.atomic
def enter_sheet(
    put: Put,
    *,
    votes_for: int = 0,
    votes_against: int = 0,
    votes_abstained: int = 0,
    roll: Mapping[int, str] | None = None,
    pile: Mapping[str, int] | None = None,
    by: User,
) -> HandSheet:
    """Enter the sheet of one member of the counting commission: totals, or the roll with a value for each member.

    Of a secret vote: the `pile`, how many ballots on paper say what.
    """
    meeting = Meeting.objects.select_for_update().get(pk=put.item.meeting_id)
    person: Person | None = getattr(by, "person", None)
    refuse(why_not_count_own_election(candidate=person is not None and person.pk in candidates(put.item)))
    sheet = sheets.enter_sheet(
        put.question,
        votes_for=votes_for,
        votes_against=votes_against,
        votes_abstained=votes_abstained,
        roll=roll,
        pile=pile,
        name=str(person) if person else "",
        by=by,
    )
    touch(meeting)
    return sheet


@transaction.atomic
def close_vote(put: Put, *, by: User) -> Put:
    """Close the vote and let its result take effect: a decision, or no decision, or back to the discussion.

    Raises RuleBroken when it is not open any more, or sheets of a count by hand are missing or differ, or an effect of
    the decision cannot be done; then nothing of it is kept.
    """
    meeting = Meeting.objects.select_for_update().get(pk=put.item.meeting_id)
    put = Put.objects.select_related("question", "item").get(pk=put.pk)
    put.item.meeting = meeting
    result = ballots.close(put.question, by=by)
    put.question.refresh_from_db()
    record(
        "vote.closed",
        put,
        by=by,
        ground=f"Статут, п. {put.question.article}",
        facts={"for": result.counts.votes_for, "needed": result.needed, "carried": put.question.carried},
    )
    is_election = put.question.kind != Question.Kind.MOTION
    if put.purpose in FINAL and put.question.carried:
        decide(put, text=give_seats(put) if is_election else "", by=by)
    elif put.purpose in FINAL and not (is_election and run_off_of(put.item)):
        _reject(put.item, by=by)
    else:
        put.item.state = Item.State.HEARD
        put.item.save(update_fields=["state"])
    touch(meeting)
    return put


def _reject(item: Item, *, by: User) -> None:
    """End the item without a decision; its issue may come to another meeting."""
    question = item.puts.filter(question__state=Question.State.CLOSED).latest("pk").question
    item.state, item.ended_at = Item.State.REJECTED, question.closed_at
    item.save(update_fields=["state", "ended_at"])
    record("item.rejected", item, by=by, ground=f"Статут, п. {question.article}")
    if item.issue_id is not None:
        issue = Issue.objects.select_for_update().get(pk=item.issue_id)
        issue.state = Issue.State.ACCEPTED
        issue.save(update_fields=["state"])
        record("issue.not_decided", issue, by=by, facts={"item": item.pk})


@transaction.atomic
def cancel_vote(put: Put, *, reason: str, by: User) -> Put:
    """Cancel the vote that goes on; the reason is kept, the question may be put again."""
    meeting = Meeting.objects.select_for_update().get(pk=put.item.meeting_id)
    put = Put.objects.select_related("question", "item").get(pk=put.pk)
    ballots.cancel(put.question, reason=reason, by=by)
    put.question.refresh_from_db()
    put.item.state = Item.State.HEARD
    put.item.save(update_fields=["state"])
    record("vote.cancelled", put, by=by)
    touch(meeting)
    return put
