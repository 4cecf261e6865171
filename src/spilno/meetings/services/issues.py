"""Acts on issues: write, send, accept, return, merge, withdraw."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from spilno.accounts.models import User
from spilno.documents.gateways.files import Upload
from spilno.documents.models import Attachment
from spilno.documents.services import attach
from spilno.journal.services import record, take_turn
from spilno.meetings.models import Issue
from spilno.meetings.queries.issues import facts_of, standing_of
from spilno.meetings.rules.issues import (
    why_not_accept,
    why_not_edit,
    why_not_merge,
    why_not_raise,
    why_not_return,
    why_not_send,
    why_not_withdraw,
    why_wrong_title,
)
from spilno.members.models import Membership
from spilno.members.queries import representatives_on
from spilno.notices.models import Notice
from spilno.notices.services import Addressee, post_notice
from spilno.organisations.models import Organisation
from spilno.statute.rules.refusal import refuse

FIELDS = ("title", "text", "draft_decision", "topic", "territory")


@transaction.atomic
def write_issue(
    organisation: Organisation, values: Mapping[str, Any], *, files: Iterable[Upload] = (), send: bool = False, by: User
) -> Issue:
    """Keep a draft of an issue for a member council, and send it when told; files go with it or nothing does.

    Raises RuleBroken when the council is not a member today, a file is not of a kind that we keep, or it may not be sent:
    then no draft is left behind.
    """
    refuse(why_not_raise(standing_of(organisation.pk)))
    issue = Issue.objects.create(
        raised_by=organisation,
        raised_by_person=getattr(by, "person", None),
        created_by=by.pk,
        **{name: values.get(name) for name in FIELDS},
    )
    _attach(issue, files, by)
    record("issue.drafted", issue, by=by, facts={"organisation": organisation.pk, "topic": issue.topic})
    return send_issue(issue, by=by) if send else issue


@transaction.atomic
def change_issue(
    issue: Issue, values: Mapping[str, Any], *, files: Iterable[Upload] = (), send: bool = False, by: User
) -> Issue:
    """Change what `values` name in a draft or in a returned issue, add files, and send it when told; all of it or nothing.

    Raises RuleBroken when it was sent already or may not be sent.
    """
    issue = _locked(issue)
    refuse(why_not_edit(facts_of(issue)))
    changed = [name for name in FIELDS if name in values]
    for name in changed:
        setattr(issue, name, values[name])
    issue.save(update_fields=changed)
    _attach(issue, files, by)
    record("issue.changed", issue, by=by)
    return send_issue(issue, by=by) if send else issue


@transaction.atomic
def send_issue(issue: Issue, *, by: User) -> Issue:
    """Send an issue to the secretariat: it gets its number in the register; sent again after a return it keeps it.

    Raises RuleBroken when it was sent already, its title does not read as titles do, or the council is not a member.
    """
    issue = _locked(issue)
    refuse(why_not_send(facts_of(issue)))
    if issue.number is None:
        take_turn()
        issue.number = (Issue.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    issue.state = Issue.State.RAISED
    issue.raised_at = timezone.now()
    issue.reason = ""
    issue.save(update_fields=["number", "state", "raised_at", "reason"])
    record("issue.raised", issue, by=by, facts={"number": issue.number, "organisation": issue.raised_by_id})
    return issue


@transaction.atomic
def raise_from_event(organisation: Organisation, values: Mapping[str, Any], *, ground: str, by: User) -> Issue:
    """Enter into the register an issue that a joint event recommends, in the name of one who holds it; it waits for an answer.

    A member raises it like any other issue of its own; for our association and for partners the event is the ground. Raises RuleBroken
    when the title does not read as titles do.
    """
    issue = Issue(
        raised_by=organisation,
        raised_by_person=getattr(by, "person", None),
        created_by=by.pk,
        **{name: values.get(name) for name in FIELDS},
    )
    refuse(why_wrong_title(issue.title))
    take_turn()
    issue.number = (Issue.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    issue.state, issue.raised_at = Issue.State.RAISED, timezone.now()
    issue.save()
    record(
        "issue.raised",
        issue,
        by=by,
        ground=ground,
        facts={"number": issue.number, "organisation": organisation.pk},
    )
    return issue


@transaction.atomic
def accept_issue(issue: Issue, *, by: User) -> Issue:
    """Accept an issue for consideration and tell the council.

    Raises RuleBroken when it does not wait for an answer.
    """
    issue = _locked(issue)
    refuse(why_not_accept(facts_of(issue)))
    issue.state = Issue.State.ACCEPTED
    issue.save(update_fields=["state"])
    record("issue.accepted", issue, by=by, facts={"number": issue.number})
    with translation.override("uk"):
        _tell(
            issue,
            _("Issue no. %(number)d is accepted") % {"number": issue.number},
            _(
                "Your issue “%(title)s” is accepted for consideration. It will be put on the agenda of one of the next "
                "General Meetings; you will be told of it in the notice of the meeting."
            )
            % {"title": issue.title},
            by,
        )
    return issue


@transaction.atomic
def return_issue(issue: Issue, *, reason: str, by: User) -> Issue:
    """Return an issue to the council with a reason; the council may mend it and send it again.

    Raises RuleBroken when no reason is given or the issue is not to be returned any more.
    """
    issue = _locked(issue)
    refuse(why_not_return(facts_of(issue), reason))
    issue.state = Issue.State.RETURNED
    issue.reason = reason.strip()
    issue.save(update_fields=["state", "reason"])
    record("issue.returned", issue, by=by, facts={"number": issue.number})
    with translation.override("uk"):
        _tell(
            issue,
            _("Issue no. %(number)d is returned") % {"number": issue.number},
            _(
                "Your issue “%(title)s” is returned.\n\nReason: %(reason)s\n\nYou may mend it and send it again: "
                "it keeps its number."
            )
            % {"title": issue.title, "reason": issue.reason},
            by,
        )
    return issue


@transaction.atomic
def merge_issue(issue: Issue, into: Issue, *, by: User) -> Issue:
    """Merge an issue into another one: its files and its earlier considerations go over; both councils see it.

    Raises RuleBroken when one of them is not alive any more, or both are the same.
    """
    rows = {row.pk: row for row in Issue.objects.select_for_update().filter(pk__in=[issue.pk, into.pk]).order_by("pk")}
    issue, into = rows[issue.pk], rows[into.pk]
    refuse(why_not_merge(facts_of(issue), facts_of(into), same=issue.pk == into.pk))
    issue.state = Issue.State.MERGED
    issue.merged_into = into
    issue.save(update_fields=["state", "merged_into"])
    issue.merged.update(merged_into=into)
    issue.considerations.update(issue=into)
    files = Attachment.objects.filter(object_type=issue._meta.label_lower, object_id=str(issue.pk))
    count = files.update(object_id=str(into.pk))
    record("issue.merged", issue, by=by, facts={"number": issue.number, "into": into.number, "files": count})
    record("issue.took_in", into, by=by, facts={"number": into.number, "from": issue.number, "files": count})
    with translation.override("uk"):
        _tell(
            issue,
            _("Issue no. %(number)d is merged") % {"number": issue.number},
            _("Your issue “%(title)s” is considered together with issue no. %(into)d “%(into_title)s”.")
            % {"title": issue.title, "into": into.number, "into_title": into.title},
            by,
        )
    return into


@transaction.atomic
def withdraw_issue(issue: Issue, *, by: User) -> Issue:
    """Take an issue back for the council, before it stands on an agenda.

    Raises RuleBroken when it belongs to a meeting already.
    """
    issue = _locked(issue)
    refuse(why_not_withdraw(facts_of(issue)))
    issue.state = Issue.State.WITHDRAWN
    issue.save(update_fields=["state"])
    record("issue.withdrawn", issue, by=by, facts={"number": issue.number})
    return issue


def _locked(issue: Issue) -> Issue:
    return Issue.objects.select_for_update(of=("self",)).select_related("raised_by").get(pk=issue.pk)


def _attach(issue: Issue, files: Iterable[Upload], by: User) -> None:
    for file in files:
        attach(file, about=issue, title="", public=False, by=by)


def _tell(issue: Issue, subject: str, text: str, by: User) -> None:
    """Tell the council at its official address and its representative at his own."""
    council = issue.raised_by
    to = [Addressee(council.name_uk, council.email, council._meta.label_lower, str(council.pk))]
    membership = Membership.objects.filter(organisation=council, state__in=Membership.OPEN).first()
    mandate = representatives_on(timezone.localdate(), [membership.pk]).get(membership.pk) if membership else None
    if mandate is not None and mandate.person.email and mandate.person.email != council.email:
        person = mandate.person
        to.append(Addressee(str(person), person.email, person._meta.label_lower, str(person.pk)))
    post_notice(kind=Notice.Kind.OTHER, subject=subject, text=text, to=to, about=issue, by=by)
