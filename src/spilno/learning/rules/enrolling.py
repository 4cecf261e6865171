"""Who may apply for an edition, be admitted, refused or let go; what stands in the way and what now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from spilno.learning.rules.categories import is_meant_for
from spilno.learning.rules.force import ORDER_106
from spilno.statute.rules.refusal import Refusal, gettext_noop

APPLIED, WAITING, ADMITTED, LEARNING = "applied", "waiting", "admitted", "learning"
COMPLETED, FAILED, REFUSED, WITHDRAWN = "completed", "failed", "refused", "withdrawn"
CONCERNED = (APPLIED, WAITING, ADMITTED, LEARNING)  # who learns, may learn, or waits
HAVE_PLACES = (ADMITTED, LEARNING, COMPLETED, FAILED)
ORDER = gettext_noop("Order of learning by programmes")
NOT_APPLIED = gettext_noop("The application was not taken")
NOT_DECIDED = gettext_noop("Nothing was decided")


@dataclass(frozen=True, slots=True)
class ApplicantFacts:
    """One who applies: his name, the category of the office he holds on the day (empty: none), where else he stands.

    `here`: his state in this edition, empty when he has none; `elsewhere`: another edition of the standard in which he learns or waits.
    """

    name: str
    category: str
    here: str = ""
    elsewhere: str = ""


def why_not_open(state: str, *, apply_until: date, today: date, by_leader: bool = False) -> Refusal | None:
    """Say why no applications are taken today; None when they are. The last day is included.

    Whoever leads the edition enters people after that day too, until it is finished.

    Source: Rules of delivery: the term of applications is what was announced.
    """
    if state == "draft":
        return _not_applied("edition_not_announced", gettext_noop("The edition is not announced yet."))
    if state == "cancelled":
        return _not_applied(
            "edition_cancelled",
            gettext_noop("The edition is cancelled."),
            gettext_noop("Look for another edition of the programme."),
        )
    if state == "finished":
        return _not_applied(
            "edition_finished",
            gettext_noop("The edition is finished."),
            gettext_noop("Look for another edition of the programme."),
        )
    if not by_leader and today > apply_until:
        return _not_applied(
            "applications_closed",
            gettext_noop("Applications were taken until %(until)s."),
            gettext_noop("Ask the provider: it may enter you itself."),
            until=f"{apply_until:%d.%m.%Y}",
        )
    return None


def why_not_apply(one: ApplicantFacts, *, targets: Iterable[str]) -> Refusal | None:
    """Say why this person cannot apply: he stands here already, learns by the same standard elsewhere, or it is not meant for his office.

    Source: постанова КМУ № 106 (for whom a programme is meant stands in its profile); one standard is learned once at a time.
    """
    if one.here in {*CONCERNED, COMPLETED, FAILED}:
        return _not_applied("stands_already", gettext_noop("%(name)s stands in this edition already."), name=one.name)
    if one.elsewhere:
        return _not_applied(
            "other_edition",
            gettext_noop("%(name)s stands in another edition of the same programme: %(edition)s."),
            gettext_noop("First withdraw from that one."),
            name=one.name,
            edition=one.elsewhere,
        )
    if not one.category:
        return _not_applied(
            "no_office",
            gettext_noop("%(name)s holds no office today."),
            gettext_noop("Ask the secretariat to enter the office with its act."),
            ORDER_106,
            name=one.name,
        )
    if not is_meant_for(targets, one.category):
        return _not_applied(
            "not_meant_for",
            gettext_noop("The programme is not meant for the office that %(name)s holds."),
            gettext_noop("Look for a programme for that category."),
            ORDER_106,
            name=one.name,
        )
    return None


def why_not_nominate(*, people: int, speaks: bool) -> Refusal | None:
    """Say why an organisation cannot name its people now; None when it can.

    Source: DOMAIN R18: the personnel service of the body sends its people to learn.
    """
    if not speaks:
        return _not_applied("speaks_for_none", gettext_noop("Your account does not speak for this organisation today."))
    if people == 0:
        return _not_applied(
            "nobody_chosen", gettext_noop("Nobody was chosen."), gettext_noop("Choose at least one person.")
        )
    return None


def why_not_decide(edition: str, states: Iterable[str]) -> Refusal | None:
    """Say why applications cannot be decided on: nobody is chosen, the edition is over, or one of them has left.

    Source: Rules of delivery: the provider decides on those who ask, while the edition goes on.
    """
    chosen = list(states)
    if edition not in {"announced", "learning"}:
        return _not_decided("edition_not_open", gettext_noop("The edition is not announced, or it is over."))
    if not chosen:
        return _not_decided(
            "nobody_chosen", gettext_noop("Nobody was chosen."), gettext_noop("Choose at least one person.")
        )
    if any(state in {WITHDRAWN, COMPLETED, FAILED} for state in chosen):
        return _not_decided(
            "has_left",
            gettext_noop("One of those chosen has withdrawn or finished meanwhile."),
            gettext_noop("Open the list again and choose once more."),
        )
    return None


def why_not_refuse(edition: str, states: Iterable[str], *, reason: str) -> Refusal | None:
    """Say why applications are not refused; None when they may be. A reason is due.

    Source: Rules of delivery: a refusal tells its reason.
    """
    found = why_not_decide(edition, states)
    if found is None and not reason.strip():
        found = _not_decided(
            "no_reason",
            gettext_noop("The reason is not written."),
            gettext_noop("Write in a sentence why; the person will read it."),
        )
    return found


def why_not_leave(state: str) -> Refusal | None:
    """Say why one cannot withdraw: the result is written already, or he does not stand in the edition.

    Source: Rules of delivery: what was certified stays as it was.
    """
    if state in CONCERNED:
        return None
    return Refusal(
        code="cannot_leave",
        title=gettext_noop("The application was not withdrawn"),
        sentence=gettext_noop("The result is written, or the person has left already."),
        source=ORDER,
    )


def _not_applied(code: str, sentence: str, advice: str = "", source: str = ORDER, **facts: object) -> Refusal:
    return Refusal(code=code, title=NOT_APPLIED, sentence=sentence, source=source, facts=facts, advice=advice)


def _not_decided(code: str, sentence: str, advice: str = "") -> Refusal:
    return Refusal(code=code, title=NOT_DECIDED, sentence=sentence, source=ORDER, advice=advice)
