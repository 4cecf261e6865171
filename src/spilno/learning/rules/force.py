"""A version in force: sent to НАДС and agreed, in force from a day, delivered by whom, archived, equivalent to what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from spilno.learning.rules.standards import LIFE, ONE_TEXT
from spilno.people.rules.offices import overlap
from spilno.statute.rules.refusal import Refusal, gettext_noop

ORDER_106 = gettext_noop("Resolution of the Cabinet of Ministers 106 of 06.02.2019")


@dataclass(frozen=True, slots=True)
class ForceFacts:
    """A version that is to come into force on a day, and the one that is in force now.

    `approved_on`: the day of the last approval; `nads_*` are empty where there is no agreement of НАДС.
    """

    state: str
    partners: int
    approvals: int
    starts: date
    approved_on: date | None
    needs_nads: bool
    nads_number: str
    nads_on: date | None
    nads_until: date | None
    present_starts: date | None


def why_not_send(state: str, *, needed: bool) -> Refusal | None:
    """Say why a text cannot be sent to НАДС: partners have not approved it, or НАДС does not agree such programmes.

    Source: DOMAIN 2.2 (general certificate programmes are agreed with НАДС), dated data of data/volumes.toml.
    """
    title = gettext_noop("The text was not marked as sent to НАДС")
    if state != "approved":
        return _no(
            title,
            "not_approved",
            gettext_noop("All partners approve one text first."),
            gettext_noop("Wait for their answers."),
            LIFE,
        )
    if not needed:
        return _no(
            title,
            "nads_not_needed",
            gettext_noop("Programmes of this kind and length come into force without an agreement of НАДС."),
            gettext_noop("Bring the version into force."),
            ORDER_106,
        )
    return None


def why_not_agreed(state: str, *, nads_number: str, on: date, until: date | None, today: date) -> Refusal | None:
    """Say why an agreement of НАДС cannot be entered: the text was not sent there, a day is wrong, or the number is missing.

    Source: DOMAIN 2.2 (agreement of НАДС: number, date, valid until).
    """
    title = gettext_noop("The agreement of НАДС was not entered")
    if state != "sent":
        return _no(
            title, "not_sent", gettext_noop("This text is not with НАДС."), gettext_noop("Mark it as sent first."), LIFE
        )
    if not nads_number.strip():
        return _no(
            title,
            "number_missing",
            gettext_noop("The agreement has no number."),
            gettext_noop("Enter the number of the letter or order."),
            ORDER_106,
        )
    if on > today:
        return _no(
            title, "day_ahead", gettext_noop("%(day)s has not come yet."), gettext_noop("Check the day on which НАДС agreed."), ORDER_106, day=_day(on)
        )  # fmt: skip
    if until is not None and until < on:
        return _no(
            title,
            "term_reversed",
            gettext_noop("The agreement would end on %(until)s, before it was given on %(on)s."),
            gettext_noop("Check both days."),
            ORDER_106,
            until=_day(until),
            on=_day(on),
        )
    return None


def why_not_force(facts: ForceFacts) -> Refusal | None:
    """Say why a version cannot come into force: approvals or the agreement of НАДС are missing, or the day is too early.

    A day is allowed on which the last partner approved; the version before ends on the day before.

    Source: docs/how-to/programme-standard.md, «In force»; DOMAIN 2.2 (agreement of НАДС).
    """
    title = gettext_noop("The version did not come into force")
    if facts.partners == 0 or facts.approvals < facts.partners or facts.state not in {"approved", "sent"}:
        return _no(
            title,
            "not_approved",
            gettext_noop("%(approvals)d of %(partners)d partners approved this text."),
            gettext_noop("A version comes into force only when all partners approved the same text."),
            ONE_TEXT,
            approvals=facts.approvals,
            partners=facts.partners,
        )
    if facts.needs_nads and not facts.nads_number:
        return _no(
            title,
            "nads_missing",
            gettext_noop("НАДС agrees programmes of this kind and length, and its agreement is not entered."),
            gettext_noop("Mark the text as sent, then enter number and day of the agreement."),
            ORDER_106,
        )
    floor = max((day for day in (facts.approved_on, facts.nads_on) if day is not None), default=None)
    if floor is not None and facts.starts < floor:
        return _no(
            title,
            "before_approval",
            gettext_noop("%(starts)s is before the text was approved and agreed, on %(floor)s."),
            gettext_noop("Choose that day or a later one."),
            LIFE,
            starts=_day(facts.starts),
            floor=_day(floor),
        )
    if facts.nads_until is not None and facts.nads_until < facts.starts:
        return _nads_over(title, facts.nads_until)
    if facts.present_starts is not None and facts.starts <= facts.present_starts:
        return _no(
            title,
            "before_present",
            gettext_noop("The version before is in force only since %(day)s."),
            gettext_noop("Choose a later day."),
            LIFE,
            day=_day(facts.present_starts),
        )
    return None


def why_not_archive(state: str, *, starts: date | None, ends: date) -> Refusal | None:
    """Say why a standard cannot be archived: nothing is in force, or it would end before it began. One day in force is possible.

    Source: docs/how-to/programme-standard.md, «In force»; Цивільний кодекс України, ст. 251-254 (строк).
    """
    title = gettext_noop("The standard was not archived")
    if state != "in_force" or starts is None:
        return _no(
            title,
            "not_in_force",
            gettext_noop("No version is in force."),
            gettext_noop("A draft is put aside, not archived."),
            LIFE,
        )
    if ends < starts:
        return _no(
            title,
            "ends_before_start",
            gettext_noop("It would end on %(ends)s, before it began on %(starts)s."),
            gettext_noop("Check the day."),
            LIFE,
            ends=_day(ends),
            starts=_day(starts),
        )
    return None


@dataclass(frozen=True, slots=True)
class DeliveryFacts:
    """A version and a provider on a day: from when to when both stand (last days included; None: no end)."""

    starts: date | None
    ends: date | None
    nads_until: date | None
    delivers: bool


def why_not_deliver(facts: DeliveryFacts, day: date) -> Refusal | None:
    """Say why a version cannot be delivered from a day on: it is not in force, НАДС agreed it to an earlier day, not this provider.

    Source: постанова КМУ № 106 (programmes are delivered by those who have the right to); DOMAIN 2.2 (agreement of НАДС has a term).
    """
    title = gettext_noop("The programme cannot be delivered")
    if facts.starts is None or day < facts.starts or (facts.ends is not None and day > facts.ends):
        return _no(
            title,
            "version_not_in_force",
            gettext_noop("This version is not in force on %(day)s."),
            gettext_noop("Take the version that is in force on that day."),
            LIFE,
            day=_day(day),
        )
    if facts.nads_until is not None and facts.nads_until < day:
        return _nads_over(title, facts.nads_until)
    if not facts.delivers:
        return _no(
            title,
            "not_a_provider",
            gettext_noop("This organisation does not deliver the standard on %(day)s."),
            gettext_noop("Ask the partners of the standard to name it as a provider, on what ground and since when."),
            ORDER_106,
            day=_day(day),
        )
    return None


def why_not_provide(own: Sequence[tuple[date, date | None]], *, starts: date, ends: date | None) -> Refusal | None:
    """Say why an organisation cannot be entered as a provider: its term is reversed, or shares a day with one that stands.

    `own` are its terms so far, last days included; None: no end.

    Source: постанова КМУ № 106 (programmes are delivered by those who have the right to); Цивільний кодекс України, ст. 251-254.
    """
    title = gettext_noop("The provider was not entered")
    if ends is not None and ends < starts:
        return _no(
            title,
            "term_reversed",
            gettext_noop("It would end on %(ends)s, before it began on %(starts)s."),
            gettext_noop("Check both days."),
            ORDER_106,
            ends=_day(ends),
            starts=_day(starts),
        )
    if any(overlap(starts, ends, *term) for term in own):
        return _no(
            title,
            "provides_already",
            gettext_noop("This organisation delivers the standard in that time already."),
            gettext_noop("End its present term first."),
            ORDER_106,
        )
    return None


def why_not_equivalent(*, same: bool, earlier_starts: date | None, known: bool) -> Refusal | None:
    """Say why an earlier programme cannot be equivalent: it is this very text, it never was in force, or it stands there already.

    Source: DESIGN 3, learning (recertification windows); docs/how-to/programme-standard.md, «Equivalence».
    """
    title = gettext_noop("The equivalence was not entered")
    if same:
        return _no(
            title,
            "same_version",
            gettext_noop("A version is always equivalent to itself."),
            gettext_noop("Choose an earlier programme."),
            LIFE,
        )
    if earlier_starts is None:
        return _no(
            title,
            "never_in_force",
            gettext_noop("Nobody could complete a programme that never was in force."),
            gettext_noop("Choose another one."),
            LIFE,
        )
    if known:
        return _no(
            title,
            "equivalent_already",
            gettext_noop("It stands there already."),
            gettext_noop("Take it out first, if its ground has changed."),
            LIFE,
        )
    return None


def _nads_over(title: str, until: date) -> Refusal:
    return _no(
        title,
        "nads_over",
        gettext_noop("НАДС agreed this programme until %(until)s."),
        gettext_noop("Send it to НАДС anew: begin the next version, or enter the longer term."),
        ORDER_106,
        until=_day(until),
    )


def _day(day: date) -> str:
    return day.strftime("%d.%m.%Y")


def _no(title: str, code: str, sentence: str, advice: str, source: str, **facts: object) -> Refusal:
    return Refusal(code=code, title=title, sentence=sentence, source=source, facts=facts, advice=advice)
