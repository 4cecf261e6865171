"""Reads of sheets: what the counting commission entered, alone or beside votes from phones."""

from spilno.ballots.models import HandSheet, Question, Vote
from spilno.ballots.rules.sheets import Sheet


def sheet_of(row: HandSheet) -> Sheet:
    """Return a sheet as rules see it."""
    roll = tuple(sorted((int(number), value) for number, value in row.roll.items()))
    return Sheet(row.votes_for, row.votes_against, row.votes_abstained, roll, tuple(sorted(row.pile.items())))


def numbers_on_paper(question: Question) -> frozenset[int]:
    """Return the numbers of rights that any sheet names: they do not vote from phones. One query; a secret vote has none."""
    if question.method == Question.Method.SECRET:
        return frozenset()
    rolls = HandSheet.objects.filter(question=question).values_list("roll", flat=True)
    return frozenset(int(number) for roll in rolls for number in roll)


def names_needed(question: Question) -> bool:
    """Tell whether totals of hands are not enough: the vote of each member, or its level, must be known."""
    if question.method == Question.Method.SECRET:
        return False
    by_name = question.kind != Question.Kind.MOTION or question.method == Question.Method.ROLL_CALL
    return by_name or bool(question.level_share)


def names_voted(question: Question, numbers: frozenset[int]) -> list[str]:
    """Return the names of those of these rights that have voted from phones."""
    votes = Vote.objects.filter(question=question, elector__in=numbers).exclude(via=Vote.Via.HAND)
    return list(votes.order_by("elector__order").values_list("elector__name", flat=True))


def beside_phones(question: Question) -> Sheet | None:
    """Return what sheets added to votes from phones; None when nothing, and for a vote that was by hand as a whole."""
    if question.method == Question.Method.BY_HAND:
        return None
    rows = sorted(question.sheets.all(), key=lambda row: row.at)
    return sheet_of(rows[0]) if rows and sheet_of(rows[0]).total else None
