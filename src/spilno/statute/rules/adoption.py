"""Adoption of an edition: from what day, on what ground, and why the past stands."""

from dataclasses import dataclass
from datetime import date

from spilno.statute.rules.days import why_not_day
from spilno.statute.rules.refusal import Refusal, RuleBroken, gettext_noop

TITLE = gettext_noop("The edition was not adopted")
SOURCE = gettext_noop("Law 1275-VI: the statute is adopted and changed by the General Meeting")


class NoEdition(RuleBroken):
    """No edition of the statute is in force on the day: nothing can be reckoned by it."""


@dataclass(frozen=True, slots=True)
class Standing:
    """An edition as facts: its name, and the day from which it is in force (None: a draft)."""

    name: str
    starts: date | None


def why_not_adopt(edition: Standing, *, starts: date, ground: str, latest: date | None) -> Refusal | None:
    """Say why an edition may not come into force on a day.

    `latest` is the day of the latest edition that was adopted. A new one starts after it: votes were counted by the
    editions that stand, and what was counted is not counted anew.

    Source: Law 1275-VI (the statute is adopted by the General Meeting); Constitution of Ukraine, article 58: acts have
    no retroactive force.
    """
    if edition.starts is not None:
        return Refusal(
            "edition_adopted",
            gettext_noop("“%(name)s” is adopted already, in force since %(since)s."),
            SOURCE,
            {"name": edition.name, "since": f"{edition.starts:%d.%m.%Y}"},
            title=TITLE,
            advice=gettext_noop("A change is a new edition: download the file, change it, and upload it as a draft."),
        )
    if (refusal := why_not_day(starts, today=starts)) is not None:
        return refusal
    if latest is not None and starts <= latest:
        return Refusal(
            "edition_in_the_past",
            gettext_noop(
                "An edition is in force since %(latest)s; “%(name)s” would start on %(starts)s, not after it."
            ),
            SOURCE,
            {"name": edition.name, "latest": f"{latest:%d.%m.%Y}", "starts": f"{starts:%d.%m.%Y}"},
            title=TITLE,
            advice=gettext_noop(
                "Choose a later day: what was decided by the edition in force stays as it was counted."
            ),
        )
    if not ground.strip():
        return Refusal(
            "edition_without_ground",
            gettext_noop("The decision that adopts “%(name)s” is not named."),
            SOURCE,
            {"name": edition.name},
            title=TITLE,
            advice=gettext_noop("Name the meeting, the day and the number of the decision."),
        )
    return None


def why_not_adopt_directly(*, latest: date | None) -> Refusal | None:
    """Say why an edition is not adopted by a button: one is in force, so a meeting decides on the next.

    Source: Law 1275-VI: the statute is adopted and changed by the General Meeting.
    """
    if latest is None:
        return None
    return Refusal(
        "meeting_adopts",
        gettext_noop(
            "An edition is in force since %(latest)s: the next one is adopted by a decision of the General Meeting."
        ),
        SOURCE,
        {"latest": f"{latest:%d.%m.%Y}"},
        title=TITLE,
        advice=gettext_noop("Put the draft on the agenda of a meeting; the decision brings it into force by itself."),
    )


def why_not_drop(edition: Standing) -> Refusal | None:
    """Say why an edition may not be thrown away: it was adopted, and decisions rest on it.

    Source: Law 1275-VI; the statute is kept with its editions.
    """
    if edition.starts is None:
        return None
    return Refusal(
        "edition_kept",
        gettext_noop("“%(name)s” is in force since %(since)s: decisions rest on it."),
        SOURCE,
        {"name": edition.name, "since": f"{edition.starts:%d.%m.%Y}"},
        title=gettext_noop("The edition was not thrown away"),
        advice=gettext_noop("Adopt a new edition; this one stays in the list of editions."),
    )


def why_not_reckon(day: date) -> Refusal:
    """Say that nothing is reckoned by the statute on a day on which no edition is in force.

    Source: Law 1275-VI: the statute is adopted and changed by the General Meeting.
    """
    return Refusal(
        "no_edition",
        gettext_noop(
            "No edition of the statute is in force on %(day)s: who votes, the terms and the majorities come from it."
        ),
        SOURCE,
        {"day": f"{day:%d.%m.%Y}"},
        title=gettext_noop("This cannot be reckoned without a statute"),
        advice=gettext_noop(
            "The secretariat uploads the file of the statute on the page “Statute” and adopts the first edition."
        ),
    )
