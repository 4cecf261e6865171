"""Terms: who may take a seat from what day, when an acting holder may, how long a term lasts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from spilno.statute.rules.provisions import Number
from spilno.statute.rules.refusal import Refusal, gettext_noop, ngettext

SOURCE = gettext_noop("Statute, chapter 7 (bodies)")


@dataclass(frozen=True, slots=True)
class Tenure:
    """A term as facts: whose it is (a number), first and last day, both included; None: without end."""

    person: int
    starts: date
    ends: date | None
    acting: bool = False
    name: str = ""


def overlap(one: Tenure, other: Tenure) -> bool:
    """Tell whether two terms of one seat collide.

    The last day of a term may be the first day of the next: that is the day of handing over.

    Source: Statute, chapter 7: the powers of a holder last until the next one takes office.
    """
    return (other.ends is None or one.starts < other.ends) and (one.ends is None or other.starts < one.ends)


def why_not_hold_seat(
    wanted: Tenure, *, standing: Sequence[Tenure], seat: str, ground: str, body_ended: date | None = None
) -> Refusal | None:
    """Say why a person may not take this seat for these days.

    `standing` are all other terms of the seat. A seat has one elected holder at a time. An acting holder stands in only
    while nobody elected holds it, and one at a time; an election ends the acting term by itself, so it is no obstacle.

    Source: Statute, chapter 7 (bodies): one seat, one holder; an acting holder while the seat is empty.
    """
    title = gettext_noop("The seat was not given")
    facts: dict[str, object] = {"seat": seat}
    if not ground.strip():
        return Refusal(
            "term_without_ground", gettext_noop("The act that gives the seat “%(seat)s” is not named."), SOURCE, facts,
            title=title, advice=gettext_noop("Name the decision or the order, its number and day."),
        )  # fmt: skip
    if wanted.ends is not None and wanted.ends < wanted.starts:
        return Refusal(
            "term_backwards", gettext_noop("The term would end on %(ends)s, before it begins on %(starts)s."), SOURCE,
            {**facts, "starts": f"{wanted.starts:%d.%m.%Y}", "ends": f"{wanted.ends:%d.%m.%Y}"},
            title=title, advice=gettext_noop("Check both days; the last day is included."),
        )  # fmt: skip
    if body_ended is not None and (wanted.ends is None or wanted.ends > body_ended):
        return Refusal(
            "body_ended", gettext_noop("The body of the seat “%(seat)s” ended on %(ended)s."), SOURCE,
            {**facts, "ended": f"{body_ended:%d.%m.%Y}"}, title=title,
            advice=gettext_noop("Choose a seat of a body that works."),
        )  # fmt: skip
    for held in standing:
        if held.acting and not wanted.acting:
            continue
        if _collides(held, wanted):
            return _taken(held, wanted, title, facts)
    return None


def _collides(held: Tenure, wanted: Tenure) -> bool:
    """Like `overlap`; besides, two terms never begin on one day, and a term of one day is not begun within another."""
    return overlap(held, wanted) or held.starts == wanted.starts


def _taken(held: Tenure, wanted: Tenure, title: str, facts: dict[str, object]) -> Refusal:
    facts = {
        **facts,
        "holder": held.name,
        "from": f"{held.starts:%d.%m.%Y}",
        "till": f"{held.ends:%d.%m.%Y}" if held.ends else "…",
    }
    if wanted.acting and not held.acting:
        return Refusal(
            "seat_not_empty",
            gettext_noop("The seat “%(seat)s” is held by %(holder)s, %(from)s – %(till)s: there is nobody to stand in for."),
            SOURCE, facts, title=title,
            advice=gettext_noop("An acting holder is appointed while the seat is empty. End the term first, with its ground."),
        )  # fmt: skip
    return Refusal(
        "seat_taken", gettext_noop("The seat “%(seat)s” is held by %(holder)s, %(from)s – %(till)s."), SOURCE, facts,
        title=title, advice=gettext_noop("End that term first, with its ground, or begin the new one when it is over."),
    )  # fmt: skip


def why_not_end_term(held: Tenure, *, last_day: date, seat: str, ground: str) -> Refusal | None:
    """Say why a term may not end with this day: it ended before, has not begun, or no ground is named.

    Source: Statute, chapter 7 (bodies): powers end before the term by a decision, a resignation or the loss of office.
    """
    title = gettext_noop("The term was not ended")
    facts: dict[str, object] = {"seat": seat, "holder": held.name, "last_day": f"{last_day:%d.%m.%Y}"}
    if held.ends is not None and held.ends <= last_day:
        return Refusal(
            "term_ended", gettext_noop("The term of %(holder)s in the seat “%(seat)s” ended on %(ends)s already."),
            SOURCE, {**facts, "ends": f"{held.ends:%d.%m.%Y}"}, title=title,
            advice=gettext_noop("Nothing needs to be done; choose an earlier day to shorten it."),
        )  # fmt: skip
    if last_day < held.starts:
        return Refusal(
            "term_not_begun", gettext_noop("The term begins on %(starts)s; it cannot end before, with %(last_day)s."),
            SOURCE, {**facts, "starts": f"{held.starts:%d.%m.%Y}"}, title=title,
            advice=gettext_noop("Check the day; the last day is included."),
        )  # fmt: skip
    if not ground.strip():
        return Refusal(
            "term_end_without_ground", gettext_noop("The act that ends the term is not named."), SOURCE, facts,
            title=title, advice=gettext_noop("Name the decision, or what happened."),
        )  # fmt: skip
    return None


def why_not_end_body(
    *, name: str, kind: str, ended: date | None, last_day: date, last_begun: date | None
) -> Refusal | None:
    """Say why a body may not end with a day: it ended before, the association cannot be without it, or a holder came later.

    `last_begun` is the first day of the latest of its terms, None: nobody ever held a seat in it.

    Source: Law 1275-VI and Statute, chapter 7: the General Meeting is the supreme body.
    """
    title = gettext_noop("The body was not ended")
    if ended is not None:
        return Refusal(
            "body_ended_before", gettext_noop("“%(name)s” ended on %(ended)s already."), SOURCE,
            {"name": name, "ended": f"{ended:%d.%m.%Y}"}, title=title,
            advice=gettext_noop("Nothing needs to be done."),
        )  # fmt: skip
    if kind == "general_meeting":
        return Refusal(
            "supreme_body", gettext_noop("“%(name)s” is the supreme body: the association is not without it."), SOURCE,
            {"name": name}, title=title, advice=gettext_noop("Choose another body."),
        )  # fmt: skip
    if last_begun is not None and last_day < last_begun:
        return Refusal(
            "body_ended_too_early",
            gettext_noop("A seat in “%(name)s” was taken on %(begun)s: the body cannot have ended before, on %(last_day)s."),
            SOURCE, {"name": name, "begun": f"{last_begun:%d.%m.%Y}", "last_day": f"{last_day:%d.%m.%Y}"},
            title=title, advice=gettext_noop("Check the day; the last day is included."),
        )  # fmt: skip
    return None


def last_day_of_term(starts: date, *, years: int) -> date:
    """Return the last day of a term of so many years: of four years from 7 September 2021, 6 September 2025.

    Source: Civil Code of Ukraine, article 254(1): a term of years ends on the same day and month of its last year.
    """
    try:
        after = starts.replace(year=starts.year + years)
    except ValueError:  # 29 February
        after = date(starts.year + years, 3, 1)
    return date.fromordinal(after.toordinal() - 1)


def warn_term_length(wanted: Tenure, *, limit: Number | None) -> Refusal | None:
    """Warn when a term is longer than the statute sets, or has no end where the statute sets one.

    A warning, not a bar: a meeting may be late, and then the holder goes on. No limit, or an acting holder: nothing.

    Source: Statute 7.2, 7.4, 7.8 (terms of offices).
    """
    if limit is None or wanted.acting:
        return None
    last = last_day_of_term(wanted.starts, years=limit.value)
    if wanted.ends is not None and wanted.ends <= last:
        return None
    one, many = ngettext(
        "The statute gives %(years)d year: to %(last)s.", "The statute gives %(years)d years: to %(last)s."
    )
    return Refusal(
        "term_too_long",
        one,
        gettext_noop("Statute, %(article)s"),
        {"years": limit.value, "last": f"{last:%d.%m.%Y}", "article": limit.ground.article},
        plural=many,
        count="years",
        title=gettext_noop("The term is longer than the statute sets"),
        advice=gettext_noop("Check the last day, or put the election on the agenda in time."),
    )


def remind_of_term_on(ends: date | None, day: date) -> bool:
    """Tell whether a letter goes out on a day that a term ends: 90, 60 and 14 days before.

    Source: Statute, chapter 7 (terms of offices); the days are the secretariat's custom, so that an election still comes
    on an agenda before the notice of the meeting goes out.
    """
    return ends is not None and (ends - day).days in {90, 60, 14}
