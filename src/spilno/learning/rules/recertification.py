"""How certificates with a term are renewed: the window before the end, the grace after it, a temporary certification."""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from spilno.learning.rules.standing import months_after
from spilno.statute.rules.refusal import Refusal, gettext_noop

VALID, OPEN, GRACE, TEMPORARY, LAPSED = "valid", "open", "grace", "temporary", "lapsed"
VOID = ("revoked", "suspended")
TO_RENEW = frozenset({OPEN, GRACE, TEMPORARY, LAPSED})
RULE = gettext_noop("Rules of renewing certificates of this association")


@dataclass(frozen=True, slots=True)
class Terms:
    """Days of renewing from a day on: the window before the end, the grace after it, the longest temporary certification."""

    starts: date
    window_days: int
    grace_days: int
    temporary_days: int
    source: str
    verified: bool


@dataclass(frozen=True, slots=True)
class Held:
    """A certificate that counts for a programme: given on a day, to a last day (None: without a term).

    `whole`: it is of this programme, or of one that is not smaller; a smaller one only renews, in its time.
    `void`: revoked, suspended, or nothing.
    """

    on: date
    until: date | None
    whole: bool = True
    void: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Span:
    """A temporary certification that nobody revoked: first and last day included."""

    starts: date
    ends: date


@dataclass(frozen=True, slots=True)
class Certified:
    """How one stands with a programme on a day. `until` None: without a term, or nothing holds.

    `opens` is the first day of the window, `grace_until` the last day of the grace; `number` is the certificate that holds.
    """

    state: str
    until: date | None = None
    opens: date | None = None
    grace_until: date | None = None
    temporary_until: date | None = None
    number: int = 0

    @property
    def to_renew(self) -> bool:
        """Tell whether something is to be done.

        Source: Spilno's own rule: in the window and after the term one is asked to renew.
        """
        return self.state in TO_RENEW


def read_terms(text: str) -> tuple[Terms, ...]:
    """Read the dated terms, the earliest first. A file that contradicts itself raises ValueError: a mistake of the house.

    Source: docs/adr/0013-learning.md: what is due is dated data with a source, never a constant in code.
    """
    found = tuple(Terms(**row) for row in sorted(tomllib.loads(text)["terms"], key=lambda row: row["starts"]))
    if not found or any(a.starts == b.starts for a, b in pairwise(found)):
        message = "terms of renewing must begin on different days"
        raise ValueError(message)
    if any(min(each.window_days, each.grace_days, each.temporary_days) < 0 for each in found):
        message = "terms of renewing cannot be negative"
        raise ValueError(message)
    return found


def terms_on(terms: Sequence[Terms], day: date) -> Terms:
    """Return the terms for a certificate whose last day it is; before the first ones, those.

    Source: Конституція України, ст. 58 (a rule has no force backwards).
    """
    begun = [each for each in terms if each.starts <= day]
    return begun[-1] if begun else terms[0]


def end_of_term(issued_on: date, years: int | None) -> date | None:
    """Return the last day of a certificate of a programme that is learned anew after so many years; None: it has no term.

    Issued on 29 February, it ends on 28 February of a common year.

    Source: Цивільний кодекс України, ст. 254: a term of years ends on the same day of the last year, or on the last of its month.
    """
    return months_after(issued_on, 12 * years) if years else None


def window_of(until: date, terms: Sequence[Terms]) -> tuple[date, date]:
    """Return the first day on which a certificate may be renewed by a smaller programme, and the last: that of the grace.

    Source: data/recertification.toml.
    """
    rule = terms_on(terms, until)
    return until - timedelta(days=rule.window_days), until + timedelta(days=rule.grace_days)


def certified(
    held: Iterable[Held], temporary: Iterable[Span], *, terms: Sequence[Terms], today: date
) -> Certified | None:
    """Tell how one stands with a programme today; None: he never held anything.

    A whole programme certifies whenever it was completed. A smaller one renews a term that was held, when it was completed
    from the first day of its window to the last of its grace. The latest end counts; the order of what comes in does not.

    Source: DESIGN 3, learning (recertification windows); data/recertification.toml; Spilno's own rule.
    """
    rows = sorted((row for row in held if row.on <= today), key=lambda row: (row.on, not row.whole, row.number))
    ends: list[date] = []
    best: Held | None = None
    for row in (row for row in rows if not row.void):
        if not row.whole and not any(
            first <= row.on <= last for first, last in (window_of(end, terms) for end in ends)
        ):
            continue
        if row.until is not None:
            ends.append(row.until)
        best = row if best is None or _end(row) >= _end(best) else best
    until_temporary = max((span.ends for span in temporary if span.starts <= today <= span.ends), default=None)
    if best is None:
        void = next((row.void for row in reversed(rows) if row.void), "")
        return Certified(void) if void else None
    if best.until is None:
        return Certified(VALID, number=best.number)
    opens, grace_until = window_of(best.until, terms)
    state = _state(best.until, opens, grace_until, temporary=until_temporary is not None, today=today)
    return Certified(state, best.until, opens, grace_until, until_temporary, best.number)


def _end(row: Held) -> date:
    return row.until or date.max


def _state(until: date, opens: date, grace_until: date, *, temporary: bool, today: date) -> str:
    if today <= until:
        return OPEN if today >= opens else VALID
    if temporary:
        return TEMPORARY
    return GRACE if today <= grace_until else LAPSED


@dataclass(frozen=True, slots=True)
class Grant:
    """A temporary certification that somebody wants to give: to whom (himself?), to which day, on what ground, with how many files."""

    own: bool
    ends: date
    ground: str
    files: int


def longest_temporary(until: date, terms: Sequence[Terms]) -> date:
    """Return the last day to which a certificate may be kept up temporarily after its term: reckoned from the term, so nobody strings them.

    Source: data/recertification.toml.
    """
    return until + timedelta(days=terms_on(terms, until).temporary_days)


def first_temporary(until: date, today: date) -> date:
    """Return the first day of a temporary certification: today, or the day after the term that still runs.

    Source: Spilno's own rule: a temporary certification begins where the certificate ends.
    """
    return max(today, until + timedelta(days=1))


def why_not_grant(
    wanted: Grant, stands: Certified | None, spans: Iterable[Span], *, terms: Sequence[Terms], today: date
) -> Refusal | None:
    """Say why a temporary certification cannot be given; None when it can.

    Source: Spilno's own rule: it is given to one whose own certificate ends or ended, on a ground, with evidence, once at a time, to a day
    that data/recertification.toml bounds; nobody gives it to himself.
    """
    if wanted.own:
        return _not_given(
            "own_temporary",
            gettext_noop("Nobody certifies himself."),
            gettext_noop("Another person who leads the standard does it."),
        )
    if stands is None or stands.until is None:
        return _not_given(
            "nothing_to_keep_up",
            gettext_noop("There is no certificate of this programme whose term ends."),
            gettext_noop("Only what was held is kept up: the programme is to be completed first."),
        )
    if stands.state == VALID:
        return _not_given(
            "still_valid",
            gettext_noop("The certificate is valid until %(until)s, and its window opens on %(opens)s."),
            gettext_noop("Nothing needs to be done before that day."),
            until=f"{stands.until:%d.%m.%Y}",
            opens=f"{stands.opens:%d.%m.%Y}",
        )
    if not wanted.ground.strip():
        return _not_given(
            "no_ground_of_temporary", gettext_noop("The ground is missing."), gettext_noop("Write why, in a sentence.")
        )
    if not wanted.files:
        return _not_given(
            "no_evidence",
            gettext_noop("There is no evidence."),
            gettext_noop("Attach the document on which it stands."),
        )
    return _why_not_days(wanted, stands.until, spans, terms=terms, today=today)


def _why_not_days(
    wanted: Grant, until: date, spans: Iterable[Span], *, terms: Sequence[Terms], today: date
) -> Refusal | None:
    first, longest = first_temporary(until, today), longest_temporary(until, terms)
    if first > longest:
        return _not_given(
            "too_late_to_keep_up",
            gettext_noop("The term ended on %(until)s, and it could be kept up until %(last)s only."),
            gettext_noop("The whole programme is to be completed anew."),
            until=f"{until:%d.%m.%Y}",
            last=f"{longest:%d.%m.%Y}",
        )
    if not first <= wanted.ends <= longest:
        return _not_given(
            "temporary_days",
            gettext_noop("The last day must be from %(first)s to %(last)s."),
            gettext_noop("Choose another last day."),
            first=f"{first:%d.%m.%Y}",
            last=f"{longest:%d.%m.%Y}",
        )
    standing = next((span for span in spans if span.ends >= first), None)
    if standing is not None:
        return _not_given(
            "temporary_stands",
            gettext_noop("A temporary certification to %(ends)s stands already."),
            gettext_noop("Revoke that one first, if it is wrong."),
            ends=f"{standing.ends:%d.%m.%Y}",
        )
    return None


def why_not_revoke_temporary(*, revoked_on: date | None, ends: date, reason: str, today: date) -> Refusal | None:
    """Say why a temporary certification cannot be revoked; None when it can.

    Source: Spilno's own rule: it is revoked once, while it holds, for a reason.
    """
    title = gettext_noop("The temporary certification was not revoked")
    if revoked_on is not None:
        return Refusal(
            "temporary_revoked",
            gettext_noop("It was revoked already, on %(day)s."),
            RULE,
            {"day": f"{revoked_on:%d.%m.%Y}"},
            title=title,
        )
    if ends < today:
        return Refusal(
            "temporary_over",
            gettext_noop("It ended on %(day)s."),
            RULE,
            {"day": f"{ends:%d.%m.%Y}"},
            title=title,
            advice=gettext_noop("Nothing needs to be done."),
        )
    if not reason.strip():
        return Refusal(
            "no_reason_to_end", gettext_noop("The reason is missing."), RULE, title=title, advice=gettext_noop("Write why, in a sentence.")
        )  # fmt: skip
    return None


def _not_given(code: str, sentence: str, advice: str, **facts: object) -> Refusal:
    title = gettext_noop("The temporary certification was not given")
    return Refusal(code=code, title=title, sentence=sentence, source=RULE, facts=facts, advice=advice)
