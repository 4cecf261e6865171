"""Acts of counting by hand: enter a sheet, take sheets that agree into the count, alone or beside votes from phones."""

from collections.abc import Collection, Mapping

from django.db import models, transaction
from django.utils import timezone

from spilno.ballots import queries
from spilno.ballots.models import HandSheet, Question, Vote
from spilno.ballots.queries.box import box_of
from spilno.ballots.queries.sheets import names_needed, names_voted, sheet_of
from spilno.ballots.rules.choices import is_known
from spilno.ballots.rules.elections import counts_of
from spilno.ballots.rules.handed import choices_on, why_not_pile
from spilno.ballots.rules.sheets import Sheet, asks_for_sheets, why_not_count, why_not_sheet, why_too_many
from spilno.journal.services import record
from spilno.statute.rules.refusal import gettext_noop, refuse

NOT_ENTERED, NOT_CLOSED = gettext_noop("The sheet was not entered"), gettext_noop("The vote was not closed")


@transaction.atomic
def enter_sheet(
    question: Question,
    *,
    votes_for: int = 0,
    votes_against: int = 0,
    votes_abstained: int = 0,
    roll: Mapping[int, str] | None = None,
    pile: Mapping[str, int] | None = None,
    name: str,
    by: models.Model,
) -> HandSheet:
    """Enter what one member of the counting commission counted; his own sheet may be mended until the vote is closed.

    With a `roll` (value by number of elector; present and not recused) totals are counted from it. Beside votes from
    phones a sheet has those who could not press; whom it names does not vote from a phone any more. Of a secret vote
    it has the `pile`: how many ballots on paper say what.
    """
    question = Question.objects.select_for_update().get(pk=question.pk)  # sheets, casts and the closing take turns
    may_vote = set(question.electors.filter(present=True, recused=False).values_list("pk", flat=True))
    secret = question.method == Question.Method.SECRET
    if secret:
        sheet = _piled(question, pile or {})
        refuse(why_not_pile(sheet, handed=box_of(question).handed, title=NOT_ENTERED))
    else:
        sheet = _counted(question, Sheet(votes_for, votes_against, votes_abstained), roll or {}, may_vote)
    refuse(
        why_not_sheet(
            sheet,
            may_vote=len(may_vote),
            is_open=question.state == Question.State.OPEN,
            names_needed=names_needed(question),
            cast=question.votes.count(),
            twice=names_voted(question, frozenset(number for number, _value in sheet.roll)),
        )
    )
    facts = {"for": sheet.votes_for, "against": sheet.votes_against, "abstained": sheet.votes_abstained}
    entered = {
        "entered_name": name,
        **{f"votes_{word}": count for word, count in facts.items()},
        "roll": {str(number): value for number, value in sheet.roll},
        "pile": dict(sheet.pile),
    }
    row, _ = HandSheet.objects.update_or_create(question=question, entered_by=by.pk, defaults=entered)
    record("sheet.entered", question, by=by, facts=facts | ({"pile": row.pile} if secret else {"roll": row.roll}))
    return row


def _counted(question: Question, sheet: Sheet, roll: Mapping[int, str], may_vote: Collection[int]) -> Sheet:
    """Return the sheet with its totals counted from the roll, when one was entered."""
    paper = queries.paper_of(question)
    kept = {number: value for number, value in roll.items() if number in may_vote and is_known(value, paper=paper)}
    if not kept:
        return sheet
    counts = counts_of(kept.values(), present=len(may_vote), absent=0, recused=0)
    return Sheet(counts.votes_for, counts.votes_against, counts.votes_abstained, tuple(sorted(kept.items())))


def _piled(question: Question, pile: Mapping[str, int]) -> Sheet:
    """Return the sheet of a pile of paper ballots with its totals; what the ballot paper does not offer is left out."""
    paper = queries.paper_of(question)
    kept = {choice: count for choice, count in pile.items() if count > 0 and is_known(choice, paper=paper)}
    counts = counts_of(choices_on(kept), present=0, absent=0, recused=0)
    return Sheet(counts.votes_for, counts.votes_against, counts.votes_abstained, pile=tuple(sorted(kept.items())))


def take_sheets(question: Question) -> None:
    """Set the counts of a vote in which hands were counted; beside phones they are added. Inside the act of closing.

    Raises RuleBroken when sheets are missing or differ, or hands and phones together are more than may vote.
    """
    rows = list(question.sheets.order_by("at"))
    by_hand, secret = question.method == Question.Method.BY_HAND, question.method == Question.Method.SECRET
    handed = box_of(question).handed if secret else 0
    if not asks_for_sheets(by_hand=by_hand, entered=len(rows), handed=handed):
        return
    refuse(why_not_count([sheet_of(row) for row in rows]))
    if secret:  # counted together with the box
        refuse(why_not_pile(sheet_of(rows[0]), handed=handed, title=NOT_CLOSED))
        return
    first, now = sheet_of(rows[0]), timezone.now()
    Vote.objects.bulk_create(
        Vote(question=question, elector_id=number, value=value, via=Vote.Via.HAND, cast_at=now)
        for number, value in first.roll
    )
    counts, hands = queries.counts_now(question), Sheet(0, 0, 0) if first.roll else first
    here = question.present - question.recused
    cast = here - counts.not_voted
    refuse(why_too_many(hands, cast=cast, may_vote=here, title=NOT_CLOSED))
    question.votes_for = counts.votes_for + hands.votes_for
    question.votes_against = counts.votes_against + hands.votes_against
    question.votes_abstained = counts.votes_abstained + hands.votes_abstained
    question.not_voted, question.absent = counts.not_voted - hands.total, counts.absent
