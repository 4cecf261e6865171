"""Papers of a conference: when a call is opened, a paper submitted, changed and withdrawn."""

from dataclasses import dataclass
from datetime import date, datetime

from spilno.statute.rules.refusal import Refusal, gettext_noop, ngettext

DRAFT, SUBMITTED, ACCEPTED, REJECTED, WITHDRAWN = "draft", "submitted", "accepted", "rejected", "withdrawn"
CONFERENCE = "conference"
SOURCE = gettext_noop("Rules of joint events, call for papers")
PUBLISHED = gettext_noop("The collection of papers is published.")
DRAFT_KEPT = gettext_noop("Your draft is kept with everything in it.")


@dataclass(frozen=True, slots=True)
class CallFacts:
    """What a call says, in Kyiv time. `over`: the conference was held or cancelled; `published`: its collection stands."""

    opens_at: datetime
    deadline: datetime
    over: bool = False
    abstract_limit: int = 3000
    sections: int = 0
    published: bool = False


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """How far a paper is written."""

    state: str
    has_title: bool = True
    abstract: int = 1  # characters
    authors: int = 1
    has_section: bool = True
    other_abstract: int = 0  # the same in the other language


def _no(code: str, title: str, sentence: str, advice: str = "", kept: str = "", **facts: object) -> Refusal:
    return Refusal(code=code, title=title, sentence=sentence, source=SOURCE, advice=advice, kept=kept, facts=facts)


def moment_in_digits(moment: datetime) -> str:
    """Write a moment to the second, as it stands in the moment given: 01.09.2026, 23:59:00.

    Source: Rules of joint events, call for papers: the deadline is named to the second.
    """
    return f"{moment:%d.%m.%Y, %H:%M:%S}"


def is_late(now: datetime, deadline: datetime) -> bool:
    """Tell whether the deadline has passed; its own second still counts.

    Source: Rules of joint events, call for papers: the deadline is included to the second.
    """
    return now.replace(microsecond=0) > deadline


def why_not_call(
    *,
    kind: str,
    over: bool,
    opens_at: datetime | None,
    deadline: datetime | None,
    starts_at: datetime | None,
    reviews_due: date | None = None,
) -> Refusal | None:
    """Say why papers cannot be called for; None when they can.

    Source: Rules of joint events, call for papers: conferences call; the call closes after it opens and before they begin.
    """
    title = gettext_noop("The call for papers is not opened")
    if kind != CONFERENCE:
        return _no("not_a_conference", title, gettext_noop("Papers are called for by conferences only."))
    if over:
        return _no("event_over", title, gettext_noop("The conference was held or cancelled."))
    if opens_at is None or deadline is None or deadline <= opens_at:
        return _no("call_closes_first", title, gettext_noop("A call closes after it opens."))
    if reviews_due is not None and reviews_due < deadline.date():
        return _no("reviews_first", title, gettext_noop("Reviews are asked for after the deadline, not before it."))
    if starts_at is not None and deadline > starts_at:
        return _no(
            "deadline_after_beginning",
            title,
            gettext_noop("The deadline is later than the conference begins (%(begins)s)."),
            gettext_noop("Leave time for reviews between the deadline and the conference."),
            begins=moment_in_digits(starts_at),
        )
    return None


def why_incomplete(paper: PaperFacts, call: CallFacts) -> Refusal | None:
    """Say what a paper lacks for being submitted; None when nothing.

    Source: Rules of joint events, call for papers: title, authors as printed, section, abstract not longer than the call says.
    """
    title = gettext_noop("The paper is not submitted")
    if not paper.has_title:
        return _no("no_title", title, gettext_noop("The paper has no title."), kept=DRAFT_KEPT)
    if paper.authors == 0:
        return _no("no_author", title, gettext_noop("The paper has no author."), kept=DRAFT_KEPT)
    if paper.abstract == 0:
        return _no("no_abstract", title, gettext_noop("The abstract is empty."), kept=DRAFT_KEPT)
    if call.sections and not paper.has_section:
        return _no("no_section", title, gettext_noop("No section of the conference is chosen."), kept=DRAFT_KEPT)
    longest = max(paper.abstract, paper.other_abstract)
    if longest > call.abstract_limit:
        one, many = ngettext(
            "The abstract is %(over)d character longer than the call allows (%(limit)d).",
            "The abstract is %(over)d characters longer than the call allows (%(limit)d).",
        )
        return Refusal(
            code="abstract_too_long",
            title=title,
            sentence=one,
            plural=many,
            count="over",
            source=SOURCE,
            kept=DRAFT_KEPT,
            facts={"over": longest - call.abstract_limit, "limit": call.abstract_limit},
        )
    return None


def why_not_submit(paper: PaperFacts, call: CallFacts, now: datetime) -> Refusal | None:
    """Say why a paper cannot be submitted; None when it can.

    Source: Rules of joint events, call for papers: papers come from the opening to the deadline, which is included.
    """
    title = gettext_noop("The paper is not submitted")
    if paper.state != DRAFT:
        return _no("not_a_draft", title, gettext_noop("Only a draft is submitted, and this paper is not one any more."))
    if call.over:
        return _no("event_over", title, gettext_noop("The conference was held or cancelled."), kept=DRAFT_KEPT)
    if now < call.opens_at:
        return _no(
            "call_not_open",
            title,
            gettext_noop("The call opens on %(opens)s, Kyiv time."),
            gettext_noop("Write the draft now and submit it then."),
            DRAFT_KEPT,
            opens=moment_in_digits(call.opens_at),
        )
    if is_late(now, call.deadline):
        return _no(
            "deadline_passed",
            title,
            gettext_noop("Papers were taken until %(deadline)s, Kyiv time, and it is %(now)s."),
            gettext_noop("If those who hold the conference move the deadline, the draft is submitted with one press."),
            DRAFT_KEPT,
            deadline=moment_in_digits(call.deadline),
            now=moment_in_digits(now),
        )
    return why_incomplete(paper, call)


def why_not_change(state: str, call: CallFacts, now: datetime, *, changes_until: date | None = None) -> Refusal | None:
    """Say why a paper cannot be changed; None when it can. A draft is its author's own, also after the deadline.

    `changes_until`: the last day, included, for the new version of a paper accepted with changes.

    Source: Rules of joint events, call for papers: a submitted paper may be changed until the deadline, which is included;
    one accepted with changes until the day that the committee set.
    """
    title = gettext_noop("The paper is not changed")
    if call.over:
        return _no("event_over", title, gettext_noop("The conference was held or cancelled."))
    if state == DRAFT:
        return None
    if state == ACCEPTED and changes_until is not None:
        return _why_no_new_version(changes_until, now, published=call.published)
    if state != SUBMITTED:
        return _no("paper_settled", title, gettext_noop("The paper was decided on or withdrawn."))
    if is_late(now, call.deadline):
        return _no(
            "deadline_passed_for_changes",
            title,
            gettext_noop("A submitted paper could be changed until %(deadline)s, Kyiv time."),
            gettext_noop("It stands as it was submitted."),
            deadline=moment_in_digits(call.deadline),
        )
    return None


def _why_no_new_version(until: date, now: datetime, *, published: bool) -> Refusal | None:
    if published:
        return _no("collection_published", gettext_noop("The paper is not changed"), PUBLISHED)
    if now.date() <= until:
        return None
    return _no(
        "changes_late",
        gettext_noop("The paper is not changed"),
        gettext_noop("The new version was taken until %(day)s, that day included."),
        gettext_noop("Write to those who hold the conference."),
        day=f"{until:%d.%m.%Y}",
    )


def why_not_withdraw(state: str, call: CallFacts) -> Refusal | None:
    """Say why a paper cannot be withdrawn; None when it can.

    Source: Rules of joint events, call for papers: an author withdraws a paper until the conference is over.
    """
    title = gettext_noop("The paper is not withdrawn")
    if state == WITHDRAWN:
        return _no("withdrawn_already", title, gettext_noop("The paper was withdrawn already."))
    if state == REJECTED:
        return _no("paper_rejected", title, gettext_noop("The paper was not accepted; there is nothing to withdraw."))
    if call.published and state == ACCEPTED:
        return _no("collection_published", title, PUBLISHED)
    if call.over:
        return _no("event_over", title, gettext_noop("The conference was held or cancelled."))
    return None


def why_not_file(content_type: str | None) -> Refusal | None:
    """Say why a file is not taken with a paper; None when it is. The kind is told by the content, not by the name.

    Source: Rules of joint events, call for papers: a paper is sent as PDF or DOCX.
    """
    if content_type in (
        "application/pdf",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ):
        return None
    return _no(
        "paper_file_kind",
        gettext_noop("The file is not taken"),
        gettext_noop("By its content the file is neither PDF nor DOCX."),
        gettext_noop("Save it from your editor as PDF or DOCX and send it again."),
    )
