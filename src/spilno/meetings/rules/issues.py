"""The path of an issue: draft, raised, accepted or returned, merged, on an agenda, decided; who may push it when."""

import re
from dataclasses import dataclass

from spilno.statute.rules.refusal import Refusal, gettext_noop

# states, as the rows keep them
DRAFT, RAISED, ACCEPTED, ON_AGENDA = "draft", "raised", "accepted", "on_agenda"
DECIDED, RETURNED, MERGED, WITHDRAWN = "decided", "returned", "merged", "withdrawn"
EDITABLE = (DRAFT, RETURNED)
BEFORE_AGENDA = (DRAFT, RAISED, ACCEPTED, RETURNED)
MEMBER_STANDINGS = ("admitted", "confirmed", "suspended")
SOURCE = gettext_noop("Rules of the register of issues")


@dataclass(frozen=True, slots=True)
class IssueFacts:
    """What decides about an issue: its state, the title, and the standing of the council that raises it today."""

    state: str
    title: str = ""
    standing: str = ""


def _no(code: str, title: str, sentence: str, advice: str = "", **facts: object) -> Refusal:
    return Refusal(code=code, title=title, sentence=sentence, source=SOURCE, advice=advice, facts=facts)


def why_wrong_title(title: str) -> Refusal | None:
    """Say that the title of an issue or item does not read as titles do: «Про …»; None when it does.

    Source: DSTU 4163:2020, 5.19: a heading answers the question «про що?».
    """
    if re.match(r"(про|різне|організаційн)", title.strip(), re.IGNORECASE):
        return None
    return Refusal(
        code="title_without_pro",
        title=gettext_noop("The title reads differently"),
        sentence=gettext_noop("A title tells what about: it begins with “Про”."),
        source=gettext_noop("DSTU 4163:2020, 5.19"),
        advice=gettext_noop("For example: “Про стан водопостачання у прифронтових громадах”."),
    )


def why_not_raise(standing: str) -> Refusal | None:
    """Say why this organisation cannot raise an issue today; None when it can. A suspended member still may speak.

    Source: Statute 4.5: a member raises issues before the Association.
    """
    if standing in MEMBER_STANDINGS:
        return None
    return _no(
        "not_a_member",
        gettext_noop("The issue is not raised"),
        gettext_noop("Only members of the Association raise issues, and this council is not a member today."),
        gettext_noop("Ask a member council to raise it, or write to the directorate."),
    )


def why_not_edit(issue: IssueFacts) -> Refusal | None:
    """Say why the text of an issue cannot be changed now; None when it can.

    Source: rules of the register of issues: what was sent is not changed behind the secretary's back.
    """
    if issue.state in EDITABLE:
        return None
    return _no(
        "issue_is_sent",
        gettext_noop("The issue is not changed"),
        gettext_noop("The issue is sent: its text cannot be changed any more."),
        gettext_noop("Ask the secretary to return it, or withdraw it and raise it anew."),
    )


def why_not_send(issue: IssueFacts) -> Refusal | None:
    """Say why an issue cannot be sent to the secretariat; None when it can.

    Source: rules of the register of issues.
    """
    if issue.state not in EDITABLE:
        return _no(
            "sent_already",
            gettext_noop("The issue is not sent again"),
            gettext_noop("The issue is sent already."),
        )
    return why_not_raise(issue.standing) or why_wrong_title(issue.title)


def why_not_accept(issue: IssueFacts) -> Refusal | None:
    """Say why the secretary cannot accept the issue; None when it can be accepted.

    Source: rules of the register of issues.
    """
    if issue.state == RAISED:
        return None
    return _no(
        "not_waiting",
        gettext_noop("The issue is not accepted"),
        gettext_noop(
            "The issue does not wait for an answer any more: someone has answered, or the council withdrew it."
        ),
        gettext_noop("Reload the page and look at its state."),
    )


def why_not_return(issue: IssueFacts, reason: str) -> Refusal | None:
    """Say why the issue cannot be returned to the council; None when it can. The council must learn why.

    Source: rules of the register of issues.
    """
    if issue.state not in (RAISED, ACCEPTED):
        return _no(
            "not_to_return",
            gettext_noop("The issue is not returned"),
            gettext_noop("Only an issue that was raised or accepted, and is on no agenda, can be returned."),
            gettext_noop("Reload the page and look at its state."),
        )
    if not reason.strip():
        return _no(
            "no_reason",
            gettext_noop("The issue is not returned"),
            gettext_noop("No reason is given; the council must learn why."),
            gettext_noop("Write what should be added or who can help instead."),
        )
    return None


def why_not_merge(issue: IssueFacts, into: IssueFacts, *, same: bool) -> Refusal | None:
    """Say why one issue cannot be merged into another; None when it can.

    Source: rules of the register of issues.
    """
    title = gettext_noop("The issues are not merged")
    if same:
        return _no("merge_with_itself", title, gettext_noop("An issue cannot be merged into itself."))
    if issue.state not in (RAISED, ACCEPTED):
        return _no(
            "not_to_merge",
            title,
            gettext_noop("Only an issue that was raised or accepted, and is on no agenda, can be merged."),
        )
    if into.state not in (RAISED, ACCEPTED, ON_AGENDA):
        return _no(
            "no_live_issue",
            title,
            gettext_noop("The other issue is not alive any more: it was decided, returned, merged or withdrawn."),
            gettext_noop("Choose an issue that still waits for its meeting."),
        )
    return None


def why_none_chosen(chosen: int) -> Refusal | None:
    """Say that no issue was chosen for the agenda; None when at least one was.

    Source: rules of the register of issues.
    """
    if chosen:
        return None
    return _no(
        "no_issue_chosen",
        gettext_noop("The issues were not put on the agenda"),
        gettext_noop("No issue was chosen."),
        gettext_noop("Mark the issues that the meeting is to consider."),
    )


def why_not_put_on_agenda(issue: IssueFacts, *, already_there: bool) -> Refusal | None:
    """Say why the issue cannot be put on an agenda; None when it can. A decided issue may come back.

    Source: rules of the register of issues.
    """
    title = gettext_noop("The issue is not put on the agenda")
    if already_there:
        return _no("on_agenda_already", title, gettext_noop("The issue stands on this agenda already."))
    if issue.state in (ACCEPTED, DECIDED):
        return None
    if issue.state == RAISED:
        return _no(
            "not_accepted",
            title,
            gettext_noop("The issue is not accepted yet."),
            gettext_noop("Accept it first, or return it with a reason."),
        )
    if issue.state == ON_AGENDA:
        return _no("on_other_agenda", title, gettext_noop("The issue stands on the agenda of another meeting."))
    return _no(
        "not_alive", title, gettext_noop("The issue is not alive: it is a draft, was returned, merged or withdrawn.")
    )


def why_not_withdraw(issue: IssueFacts) -> Refusal | None:
    """Say why the council cannot take its issue back; None when it can. On an agenda it belongs to the meeting.

    Source: rules of the register of issues.
    """
    if issue.state in BEFORE_AGENDA:
        return None
    if issue.state in (ON_AGENDA, DECIDED):
        return _no(
            "belongs_to_meeting",
            gettext_noop("The issue is not withdrawn"),
            gettext_noop("The issue stands on an agenda: now only the meeting takes it off."),
            gettext_noop("Ask the chair to put the withdrawal to the meeting."),
        )
    return _no(
        "withdrawn_already",
        gettext_noop("The issue is not withdrawn"),
        gettext_noop("The issue was merged or withdrawn already."),
    )
