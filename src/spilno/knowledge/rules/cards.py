"""The path of a practice card: draft, review, published, its next review, no longer kept up."""

from dataclasses import dataclass
from datetime import date

from spilno.knowledge.rules.months import months_after
from spilno.statute.rules.refusal import Refusal, gettext_noop

GROUND = gettext_noop("Rules of the register of practices")
REVIEW_MONTHS = 12
LICENCES = ("CC BY 4.0", "CC BY-SA 4.0", "CC0 1.0")
NOT_SENT = gettext_noop("The card was not sent for review")
NOT_PUBLISHED = gettext_noop("The card was not published")


@dataclass(frozen=True, slots=True)
class Card:
    """What decides about a card: its state and its texts."""

    state: str
    title: str = ""
    problem: str = ""
    solution: str = ""


def why_not_edit(state: str) -> Refusal | None:
    """Say why a card is not changed now: it is being reviewed, or no longer kept up. A published one is changed as a new version.

    Source: rules of the register of practices: what is being reviewed is not changed behind the reviewer's back.
    """
    title = gettext_noop("The card was not changed")
    if state == "review":
        return Refusal(
            "card_is_reviewed",
            gettext_noop("The card is being reviewed: it is not changed meanwhile."),
            GROUND,
            title=title,
            advice=gettext_noop("Ask the secretariat to return it."),
        )
    if state == "retired":
        return Refusal("card_is_retired", gettext_noop("The card is no longer kept up."), GROUND, title=title)
    return None


def why_not_send(card: Card) -> Refusal | None:
    """Say why a card is not sent for review: it was already, or it does not tell what was done and what for.

    Source: PEERS A3, 3.1: a practice card tells the problem, the solution and the result.
    """
    if card.state != "draft":
        return Refusal("card_is_no_draft", gettext_noop("Only a draft is sent for review."), GROUND, title=NOT_SENT)
    if not (card.title.strip() and card.problem.strip() and card.solution.strip()):
        return Refusal(
            "card_is_thin",
            gettext_noop("The card does not tell yet what the problem was and what was done."),
            GROUND,
            title=NOT_SENT,
            advice=gettext_noop("Add the problem and the solution; the result may come later."),
        )
    return None


def why_not_publish(state: str, licence: str) -> Refusal | None:
    """Say why a card is not published: nobody reviewed it, or no licence of those known is named.

    Source: DESIGN §3 knowledge: draft, review, published, review due; licence.
    """
    if state != "review":
        return Refusal(
            "card_not_in_review",
            gettext_noop("Only a card that was sent for review is published."),
            GROUND,
            title=NOT_PUBLISHED,
        )
    if licence not in LICENCES:
        return Refusal(
            "no_licence",
            gettext_noop("It is not said under which licence others may use the card."),
            GROUND,
            title=NOT_PUBLISHED,
            advice=gettext_noop("Choose a licence."),
        )
    return None


def why_not_return(state: str, remarks: str) -> Refusal | None:
    """Say why a card is not returned: it is not being reviewed, or nothing is said of what to mend.

    Source: rules of the register of practices: a card is returned with remarks.
    """
    title = gettext_noop("The card was not returned")
    if state != "review":
        return Refusal("nothing_to_return", gettext_noop("The card is not being reviewed."), GROUND, title=title)
    if not remarks.strip():
        return Refusal(
            "no_remarks", gettext_noop("A card is returned with remarks: what to mend."), GROUND, title=title
        )
    return None


def why_not_renew(state: str) -> Refusal | None:
    """Say that only a published card is confirmed as still right, or taken out of use.

    Source: DESIGN §3 knowledge: review due.
    """
    if state == "published":
        return None
    return Refusal(
        "card_not_published", gettext_noop("Only a published card is looked through again."), GROUND,
        title=gettext_noop("The card stays as it was"),
    )  # fmt: skip


def review_due(published_on: date) -> date:
    """Return the day by which a published card is looked through again: a year later.

    Source: DESIGN §3 knowledge: review due.
    """
    return months_after(published_on, REVIEW_MONTHS)
