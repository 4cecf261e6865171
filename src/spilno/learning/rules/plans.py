"""An individual programme of professional development: written, given to be agreed, agreed or returned, closed."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from spilno.learning.rules.credits import summed
from spilno.learning.rules.volume import number
from spilno.statute.rules.refusal import Refusal, gettext_noop

GROUND = gettext_noop("НАДС order 221-19 of 04.12.2019: the individual programme")
SUMS = gettext_noop("НАДС order 117-25 of 27.08.2025: several individual programmes of one year are summed")


@dataclass(frozen=True, slots=True)
class Planned:
    """A programme as it stands: its needs (kind and credits), and the credits of the other programmes of the same year.

    `due` and `due_self` are what the year's duty asks; zero: nothing is due.
    """

    state: str
    sent: bool
    own: bool
    needs: Sequence[tuple[str, Decimal]]
    others: Sequence[tuple[str, Decimal]] = ()
    due: Decimal = Decimal(0)
    due_self: Decimal = Decimal(0)

    @property
    def total(self) -> Decimal:
        """Return the credits that all programmes of the year plan together.

        Source: наказ НАДС від 27.08.2025 № 117-25 (several individual programmes of one calendar year are summed).
        """
        return summed([credits_ for _kind, credits_ in (*self.needs, *self.others)])

    @property
    def by_self(self) -> Decimal:
        """Return the credits of self-education that all programmes of the year plan together.

        Source: наказ НАДС від 27.08.2025 № 117-25 (several individual programmes of one calendar year are summed).
        """
        return summed([credits_ for kind, credits_ in (*self.needs, *self.others) if kind == "self"])


def why_not_write(planned: Planned) -> Refusal | None:
    """Say why a programme cannot be written: it is agreed or closed, or it waits for an answer.

    Source: наказ НАДС від 04.12.2019 № 221-19 (what was agreed is changed by another programme); наказ НАДС № 117-25.
    """
    title = gettext_noop("The programme was not changed")
    if planned.state != "draft":
        return _no(
            title,
            "agreed_already",
            gettext_noop("The programme is agreed."),
            gettext_noop("Begin another one: several of one year are summed."),
            SUMS,
        )
    if planned.sent:
        return _no(
            title,
            "waits_for_answer",
            gettext_noop("The programme waits for the personnel service."),
            gettext_noop("It is written again when it is returned."),
        )
    return None


def why_not_begin(*, drafts: int) -> Refusal | None:
    """Say why a programme is not begun: one of the same person and year is still being written.

    Source: наказ НАДС від 04.12.2019 № 221-19 (a programme for a calendar year); наказ НАДС № 117-25 (several are summed).
    """
    if not drafts:
        return None
    return _no(
        gettext_noop("The programme was not begun"),
        "being_written",
        gettext_noop("A programme of this year is being written or waits to be agreed."),
        gettext_noop("Write it on, or drop it; another one is begun when it is agreed."),
        SUMS,
    )


def why_not_drop(planned: Planned) -> Refusal | None:
    """Say why a programme cannot be dropped: it was sent, agreed or closed.

    Source: наказ НАДС від 04.12.2019 № 221-19 (what was agreed stays); docs/how-to/credits.md.
    """
    written = why_not_write(planned)
    if written is None:
        return None
    title = gettext_noop("The programme was not dropped")
    return _no(title, written.code, written.sentence, gettext_noop("Only a draft is dropped."), written.source)


def why_not_send(planned: Planned) -> Refusal | None:
    """Say why a programme cannot be given to be agreed: nothing is planned, or less than the year asks.

    Programmes of one year count together.

    Source: DOMAIN R15 (at least 1 credit in the programme, 10 % of it self-education); наказ НАДС № 117-25 (sums).
    """
    title = gettext_noop("The programme was not sent")
    written = why_not_write(planned)
    if written is not None:
        return _no(title, written.code, written.sentence, written.advice, written.source)
    if not planned.needs:
        return _no(
            title, "nothing_planned", gettext_noop("No need is written."), gettext_noop("Add what is to be learned.")
        )
    if planned.total < planned.due:
        return _no(
            title,
            "too_little_planned",
            gettext_noop("%(total)s is planned for the year, and %(due)s is due."),
            gettext_noop("Add needs; other programmes of the year count too."),
            total=number(planned.total),
            due=number(planned.due),
        )
    if planned.by_self < planned.due_self:
        return _no(
            title,
            "too_little_self",
            gettext_noop("%(total)s of self-education is planned, and %(due)s is due."),
            gettext_noop("Add a topic of self-education."),
            total=number(planned.by_self),
            due=number(planned.due_self),
        )
    return None


def why_not_agree(planned: Planned) -> Refusal | None:
    """Say why a programme cannot be agreed or returned: it was not sent, or is one's own.

    Source: наказ НАДС від 04.12.2019 № 221-19 (agreed by the head together with the personnel service).
    """
    title = gettext_noop("The programme was not agreed")
    if planned.state != "draft" or not planned.sent:
        return _no(
            title,
            "not_sent",
            gettext_noop("The programme does not wait to be agreed."),
            gettext_noop("The official sends it first."),
        )
    if planned.own:
        return _no(
            title,
            "own_programme",
            gettext_noop("Nobody agrees his own programme."),
            gettext_noop("Ask another person of the personnel service, or the head."),
        )
    return None


def why_not_close(planned: Planned) -> Refusal | None:
    """Say why a programme cannot be closed: it is not agreed, or is one's own.

    Source: наказ НАДС від 04.12.2019 № 221-19 (its fulfilment is looked at, at the end of the year).
    """
    title = gettext_noop("The programme was not closed")
    if planned.state != "agreed":
        return _no(
            title, "not_agreed", gettext_noop("Only an agreed programme is closed."), gettext_noop("Agree it first.")
        )
    if planned.own:
        return _no(
            title,
            "own_programme",
            gettext_noop("Nobody closes his own programme."),
            gettext_noop("Ask another person of the personnel service, or the head."),
        )
    return None


def why_not_tie(state: str, *, same_person: bool, same_year: bool, row_state: str) -> Refusal | None:
    """Say why a row of the ledger does not fulfil a need: another person's, another year's, refused, or the programme is closed.

    Source: наказ НАДС від 27.08.2025 № 117-25 (a calendar year); docs/how-to/credits.md.
    """
    title = gettext_noop("The row was not tied")
    if state == "closed":
        return _no(
            title, "closed", gettext_noop("The programme is closed."), gettext_noop("What was proved stays as it was.")
        )
    if not same_person or not same_year or row_state in {"refused", "annulled"}:
        return _no(
            title,
            "row_does_not_fit",
            gettext_noop("A need is fulfilled by a standing row of the same official and year."),
            gettext_noop("Choose another row."),
        )
    return None


@dataclass(frozen=True, slots=True)
class OpenNeed:
    """A need that nothing fulfils yet: its number, the kind of learning, its topic, the competence that it names (None: none)."""

    pk: int
    kind: str
    topic: str
    competence: int | None = None


def need_fulfilled(
    needs: Iterable[OpenNeed], *, kind: str, title: str, competences: Collection[int] = ()
) -> OpenNeed | None:
    """Return the need that learning of a kind fulfils by itself: the one with its very title, else with a competence that it forms.

    None: no need says so, and the official chooses by hand. Case, quotation marks and spaces of a title are not looked at.

    Source: наказ НАДС від 04.12.2019 № 221-19 (fulfilment of the individual programme is told by its needs); docs/how-to/credits.md.
    """
    fitting = [need for need in needs if need.kind == kind]
    same = (need for need in fitting if folded_words(need.topic) == folded_words(title))
    formed = (need for need in fitting if need.competence is not None and need.competence in competences)
    return next(same, None) or next(formed, None)


def folded_words(title: str) -> str:
    """Return a title as it is compared: small letters, words and figures alone, one space between them.

    Source: docs/how-to/credits.md: a need is found by the title of what was learned.
    """
    return " ".join(re.findall(r"[\w’']+", title.casefold()))


def _no(title: str, code: str, sentence: str, advice: str, source: str = GROUND, **facts: object) -> Refusal:
    return Refusal(code=code, title=title, sentence=sentence, source=source, facts=facts, advice=advice)
