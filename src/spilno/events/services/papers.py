"""Acts on calls for papers and on papers: open, write, submit, change, withdraw."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from spilno.accounts.models import User
from spilno.documents.gateways.files import Upload, receive
from spilno.documents.queries import attachments_of
from spilno.documents.rules.files import FileKind
from spilno.documents.services import attach, detach
from spilno.events.models import Author, CallForPapers, Event, Paper, Review
from spilno.events.queries.papers import call_facts, paper_facts
from spilno.events.rules import papers as rules
from spilno.events.rules.reviews import why_not_change_terms
from spilno.events.services.telling import tell
from spilno.journal.services import record
from spilno.notices.services import Addressee
from spilno.organisations.models import Organisation
from spilno.people.access import own_person
from spilno.statute.rules.refusal import refuse

CALL_FIELDS = ("text_uk", "text_en", "opens_at", "deadline", "reviews_needed", "reviews_due", "blind", "abstract_limit")
PAPER_FIELDS = (
    "section", "title", "abstract", "keywords", "language", "other_title", "other_abstract", "other_keywords", "licence"
)  # fmt: skip


@transaction.atomic
def keep_call(
    event: Event,
    values: Mapping[str, Any],
    sections: Sequence[tuple[str, str]],
    *,
    criteria: Sequence[tuple[str, str]] = (),
    by: User | None,
) -> CallForPapers:
    """Open the call of a conference, or change it. A section that keeps its Ukrainian name keeps its papers.

    Raises RuleBroken when the event is no conference or over, the call would close before it opens or too late, or terms
    change on which papers were sent or reviewed.
    """
    event = Event.objects.select_for_update().get(pk=event.pk)
    call = CallForPapers.objects.filter(event=event).first() or CallForPapers(event=event)
    opened = call.pk is None
    blind, deadline, scored = call.blind, call.deadline, call.criteria
    for name in CALL_FIELDS:
        if name in values:
            setattr(call, name, values[name])
    refuse(
        rules.why_not_call(
            kind=event.kind,
            over=event.state in (Event.State.HELD, Event.State.CANCELLED),
            opens_at=call.opens_at,
            deadline=timezone.localtime(call.deadline) if call.deadline else None,
            reviews_due=call.reviews_due,
            starts_at=timezone.localtime(event.starts_at) if event.starts_at else None,
        )
    )
    call.sections = _with_codes(call.sections, sections)
    call.criteria = _with_codes(call.criteria, criteria)
    if not opened:
        refuse(
            why_not_change_terms(
                papers=call.papers.exclude(state=Paper.State.DRAFT).count(),
                given=Review.objects.filter(paper__call=call, given_at__isnull=False).count(),
                opens_names=blind and not call.blind,
                moves_deadline=call.deadline > deadline,
                changes_criteria=[each["code"] for each in scored] != [each["code"] for each in call.criteria],
            )
        )
    call.save()
    if opened:
        record("papers.call_opened", event, by=by, facts={"deadline": call.deadline.isoformat()})
    else:
        record("papers.call_changed", event, by=by, facts={"deadline": call.deadline.isoformat()})
    return call


@transaction.atomic
def draft_paper(
    call: CallForPapers,
    values: Mapping[str, Any],
    authors: Sequence[Mapping[str, Any]],
    file: Upload | None,
    *,
    by: User,
) -> Paper:
    """Begin a paper: a draft that nobody but its author sees. It is numbered within the call.

    Raises RuleBroken when the conference is over, or the file is not what a paper is sent as.
    """
    call = CallForPapers.objects.select_for_update(of=("self",)).select_related("event").get(pk=call.pk)
    refuse(rules.why_not_change(Paper.State.DRAFT, call_facts(call), timezone.localtime()))
    last = call.papers.aggregate(last=Max("number"))["last"] or 0
    paper = Paper.objects.create(
        call=call,
        number=last + 1,
        submitted_by=by.pk,
        **{name: values[name] for name in PAPER_FIELDS if name in values},
    )
    _keep_authors(paper, authors, by)
    _keep_file(paper, file, by)
    record("paper.drafted", paper, by=by, facts={"event": call.event_id, "number": paper.number})
    return paper


@transaction.atomic
def change_paper(
    paper: Paper,
    values: Mapping[str, Any],
    authors: Sequence[Mapping[str, Any]],
    file: Upload | None,
    *,
    by: User,
) -> Paper:
    """Change a paper; a submitted one only until the deadline, one accepted with changes until the day set for them.

    It stays whole; a new file replaces the old one.

    Raises RuleBroken after the deadline, when it was decided on or withdrawn, or would lack something.
    """
    paper = _locked(paper)
    facts = call_facts(paper.call)
    refuse(rules.why_not_change(paper.state, facts, timezone.localtime(), changes_until=paper.changes_until))
    for name in PAPER_FIELDS:
        if name in values:
            setattr(paper, name, values[name])
    if paper.state == Paper.State.ACCEPTED:
        paper.changed_at = timezone.now()
    paper.save()
    _keep_authors(paper, authors, by)
    if paper.state != Paper.State.DRAFT:
        refuse(rules.why_incomplete(paper_facts(paper), facts))
    _keep_file(paper, file, by)
    record("paper.changed", paper, by=by, facts={"event": paper.call.event_id, "state": paper.state})
    return paper


@transaction.atomic
def submit_paper(paper: Paper, *, by: User) -> Paper:
    """Submit a paper to the conference; its author gets a letter with the number.

    Raises RuleBroken before the opening, after the deadline, or when something is missing; the draft stays as it is.
    """
    paper = _locked(paper)
    refuse(rules.why_not_submit(paper_facts(paper), call_facts(paper.call), timezone.localtime()))
    paper.state = Paper.State.SUBMITTED
    paper.submitted_at = timezone.now()
    paper.save(update_fields=["state", "submitted_at", "updated_at"])
    tell_author("paper_received", paper, by=by)
    record("paper.submitted", paper, by=by, facts={"event": paper.call.event_id, "number": paper.number})
    return paper


@transaction.atomic
def withdraw_paper(paper: Paper, *, by: User) -> Paper:
    """Withdraw a paper. Raises RuleBroken when it was withdrawn, not accepted, or the conference is over."""
    paper = _locked(paper)
    refuse(rules.why_not_withdraw(paper.state, call_facts(paper.call)))
    before, paper.state = paper.state, Paper.State.WITHDRAWN
    paper.decided = ""
    paper.save(update_fields=["state", "decided", "updated_at"])
    record("paper.withdrawn", paper, by=by, facts={"event": paper.call.event_id, "was": before})
    return paper


def tell_author(letter: str, paper: Paper, *, by: User | None) -> None:
    """Post a letter about a paper to the account that submitted it, in the language of the account."""
    user = User.objects.get(pk=paper.submitted_by)
    person = own_person(user)
    to = Addressee(str(person or user.email), user.email, Paper._meta.label_lower, str(paper.pk))
    language = user.language if user.language in ("uk", "en") else "uk"
    tell(letter, paper.call.event, {language: [to]}, lambda: {"paper": paper}, with_calendar=False, by=by)


def _locked(paper: Paper) -> Paper:
    return Paper.objects.select_for_update(of=("self",)).select_related("call__event").get(pk=paper.pk)


def _with_codes(standing: list[dict[str, str]], sections: Sequence[tuple[str, str]]) -> list[dict[str, str]]:
    """Give each section a code: the one it has, or the next that was never used."""
    known = {each["uk"]: each["code"] for each in standing}
    last = max((int(each["code"]) for each in standing), default=0)
    made = []
    for uk, en in sections:
        if uk not in known:
            last += 1
            known[uk] = str(last)
        made.append({"code": known[uk], "uk": uk, "en": en})
    return made


def _keep_authors(paper: Paper, authors: Sequence[Mapping[str, Any]], by: User) -> None:
    """Write the authors as they are printed; the one with the address of the account is its person."""
    paper.authors.all().delete()
    own = own_person(by)
    for position, each in enumerate(authors, 1):
        named = str(each.get("organisation_name", "")).strip()
        Author.objects.create(
            paper=paper,
            person=own if str(each.get("email", "")).lower() == by.email.lower() else None,
            organisation=Organisation.objects.filter(name_uk__iexact=named).first() if named else None,
            position=position,
            **{name: each.get(name, "") for name in ("name", "post", "organisation_name", "email")},
        )


def _keep_file(paper: Paper, file: Upload | None, by: User) -> None:
    if file is None:
        return
    received = receive(file, limit=settings.MAX_UPLOAD_BYTES)
    if received.content:  # an empty or too large one is refused by `attach` in its own words
        refuse(rules.why_not_file(received.kind))
    old = list(attachments_of(paper))
    attach(file, about=paper, title="", public=False, by=by, takes=(FileKind.PDF, FileKind.DOCX))
    for each in old:
        detach(each, by=by)
