"""Change, renewal, ending of a memorandum in force, and withdrawal of a party."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from spilno.memoranda.rules.term import Standing, Term, is_in_force, last_day, standing
from spilno.statute.rules.refusal import Refusal, gettext_noop

SOURCE = gettext_noop("Text of the memorandum: change, withdrawal, end")
CIVIL = gettext_noop("Civil Code, art. 651-654: an agreement is changed and ended in the form in which it was made")


class After(StrEnum):
    """What becomes of a memorandum when a party withdraws."""

    GOES_ON = "goes_on"
    ENDS = "ends"


@dataclass(frozen=True, slots=True)
class LifeFacts:
    """How a memorandum stands: its term, whether another text is on the table, how many parties remain today."""

    term: Term
    on_the_table: bool
    parties: int


def why_not_change(facts: LifeFacts, *, today: date) -> Refusal | None:
    """Say why a change of what is in force cannot be begun: it is not in force, or another text is on the table.

    Source: Цивільний кодекс України, ст. 651-654 (зміна договору в тій самій формі); docs/how-to/memoranda.md.
    """
    return _why_not_new_text(facts, today, gettext_noop("The change was not begun"))


def why_not_renew(facts: LifeFacts, *, until: date | None, today: date) -> Refusal | None:
    """Say why a renewal cannot be begun: there is no term to prolong, the new one is not later, or no longer in force.

    `until` None: without a term from now on.

    Source: text of memoranda, clause «Строк дії»; Цивільний кодекс України, ст. 651-654.
    """
    title = gettext_noop("The renewal was not begun")
    broken = _why_not_new_text(facts, today, title)
    if broken is not None:
        return broken
    if facts.term.ends_on is None:
        return _no(
            title,
            "no_term",
            gettext_noop("The memorandum has no term: there is nothing to prolong."),
            gettext_noop("Nothing needs to be done."),
        )
    if until is not None and until <= facts.term.ends_on:
        return _no(
            title,
            "not_later",
            gettext_noop("The new last day, %(until)s, is not later than the present one, %(ends)s."),
            gettext_noop("Choose a later day; to end earlier, end the memorandum."),
            until=_day(until),
            ends=_day(facts.term.ends_on),
        )
    return None


def why_not_end(facts: LifeFacts, *, on: date, reason: str, today: date) -> Refusal | None:
    """Say why a memorandum cannot end on a day, which is its last: not in force, too early, later than its own term, no ground.

    Source: Цивільний кодекс України, ст. 651-654 (розірвання за згодою сторін).
    """
    title = gettext_noop("The memorandum was not ended")
    starts, last = facts.term.starts_on, last_day(facts.term)
    if not is_in_force(facts.term, today) or starts is None:
        return _not_in_force(title, facts.term, today)
    if not reason.strip():
        return _no(
            title,
            "reason_missing",
            gettext_noop("It is not said on what ground the memorandum ends."),
            gettext_noop("Name the agreement, the decision or the letter."),
        )
    if on < starts:
        return _no(
            title,
            "ends_before_it_begins",
            gettext_noop("The memorandum would end on %(on)s, before it began on %(starts)s."),
            gettext_noop("Check the day of the agreement."),
            on=_day(on),
            starts=_day(starts),
        )
    if last is not None and on > last:
        return _no(
            title,
            "ends_later_than_its_term",
            gettext_noop("The term ends by itself on %(last)s, earlier than %(on)s."),
            gettext_noop("Choose an earlier day, or renew the memorandum."),
            last=_day(last),
            on=_day(on),
        )
    return None


def why_not_withdraw(
    facts: LifeFacts, *, is_party: bool, withdrew: bool, on: date, reason: str, today: date
) -> Refusal | None:
    """Say why a party cannot withdraw: it is none, did so already, gives no ground, or on an impossible day (its last one).

    Source: text of memoranda, clause «Вихід і припинення»; Цивільний кодекс України, ст. 651.
    """
    title = gettext_noop("The withdrawal was not recorded")
    if not is_party:
        return _no(
            title,
            "not_a_party",
            gettext_noop("You do not speak for a party of this memorandum."),
            gettext_noop("Ask the head of your organisation, or the secretariat of the Association."),
        )
    if withdrew:
        return _no(
            title,
            "withdrew_already",
            gettext_noop("This party has withdrawn already."),
            gettext_noop("Nothing needs to be done."),
        )
    if not is_in_force(facts.term, today):
        return _not_in_force(title, facts.term, today)
    if not reason.strip():
        return _no(
            title,
            "reason_missing",
            gettext_noop("It is not said on what ground the party withdraws."),
            gettext_noop("Name the decision or the letter of the party."),
        )
    return _why_not_leave_on(facts.term, on, today, title)


def _why_not_leave_on(term: Term, on: date, today: date, title: str) -> Refusal | None:
    last = last_day(term)
    if on < today:
        return _no(
            title,
            "withdraws_backwards",
            gettext_noop("The other parties are told today; the party cannot have withdrawn on %(on)s."),
            gettext_noop("Choose today or a later day: until then the party is bound."),
            on=_day(on),
        )
    if last is not None and on > last:
        return _no(
            title,
            "withdraws_after_the_end",
            gettext_noop("The term ends by itself on %(last)s, earlier than %(on)s."),
            gettext_noop("Nothing needs to be done."),
            last=_day(last),
            on=_day(on),
        )
    return None


def stands(*, withdrew_on: date | None, signed: bool, day: date) -> bool:
    """Tell whether a party is one still on a day; the last day of one that withdrew is included. Who left before it signed never was.

    Source: text of memoranda, clause «Зміни, вихід і припинення»; Цивільний кодекс України, ст. 627, 638.
    """
    return withdrew_on is None or (signed and withdrew_on >= day)


def why_not_decline(
    *, in_force: bool, version_state: str, is_party: bool, withdrew: bool, reason: str
) -> Refusal | None:
    """Say why a party cannot leave a text that is not concluded: it is in force, or not with the parties, or no reason is given.

    Until the last signature nobody is bound, so even a party that approved or signed may leave.

    Source: Цивільний кодекс України, ст. 627 (свобода договору), ст. 638 (договір є укладеним, коли сторони досягли згоди).
    """
    title = gettext_noop("The refusal to take part was not recorded")
    if in_force:
        return _no(
            title,
            "concluded",
            gettext_noop("The memorandum is concluded."),
            gettext_noop("Withdraw from it: the form stands by its term."),
        )
    if not is_party or withdrew:
        return _no(
            title,
            "not_a_party",
            gettext_noop("You do not speak for a party of this memorandum."),
            gettext_noop("Ask the head of your organisation, or the secretariat of the Association."),
        )
    if version_state not in {"sent", "agreed"}:
        return _no(
            title,
            "not_with_the_parties",
            gettext_noop("No text is with the parties now."),
            gettext_noop("Wait until the text comes, or write to the secretariat."),
        )
    if not reason.strip():
        return _no(
            title,
            "reason_missing",
            gettext_noop("It is not said why the party takes no part."),
            gettext_noop("Name the decision, the letter or the reason: the other sides read it."),
        )
    return None


def after_withdrawal(parties: int) -> After:
    """Return what becomes of a memorandum of so many parties when one withdraws: two are enough to go on, one is not.

    Source: text of memoranda, clause «Вихід і припинення»; Цивільний кодекс України, ст. 626 (договір є домовленістю двох або більше сторін).
    """
    return After.GOES_ON if parties - 1 >= 2 else After.ENDS


def _why_not_new_text(facts: LifeFacts, today: date, title: str) -> Refusal | None:
    if not is_in_force(facts.term, today):
        return _not_in_force(title, facts.term, today)
    if facts.on_the_table:
        return _no(
            title,
            "text_on_the_table",
            gettext_noop("Another text is on the table already."),
            gettext_noop("Finish it, or put it aside."),
        )
    return None


def _not_in_force(title: str, term: Term, today: date) -> Refusal:
    if standing(term, today) == Standing.AHEAD and term.starts_on is not None:
        return _no(
            title,
            "not_yet_in_force",
            gettext_noop("The memorandum is signed and takes effect on %(starts)s."),
            gettext_noop("From that day on it can be changed, prolonged, ended and left."),
            starts=_day(term.starts_on),
        )
    return _no(
        title,
        "not_in_force",
        gettext_noop("The memorandum is not in force today."),
        gettext_noop("Conclude a new one."),
    )


def _day(day: date) -> str:
    return day.strftime("%d.%m.%Y")


def _no(title: str, code: str, sentence: str, advice: str, **facts: object) -> Refusal:
    source = CIVIL if code in {"text_on_the_table", "not_in_force", "not_yet_in_force"} else SOURCE
    return Refusal(code=code, title=title, sentence=sentence, source=source, facts=facts, advice=advice)
