"""Acts of the committee: decide on a paper, announce all decisions at once, put accepted talks into the programme."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone

from spilno.accounts.models import User
from spilno.events.models import CallForPapers, Paper, Session, Speaker
from spilno.events.queries import reviews as queries
from spilno.events.rules import life
from spilno.events.rules import reviews as rules
from spilno.events.services.papers import tell_author
from spilno.journal.services import record
from spilno.people.access import own_person
from spilno.statute.rules.refusal import refuse

State = Paper.State


@transaction.atomic
def decide(
    paper: Paper,
    *,
    accepts: bool,
    talk: str = "",
    changes_until: date | None = None,
    note: str = "",
    seen: str = "",
    by: User,
) -> Paper:
    """Decide on a paper; its author learns it when decisions are announced. `seen`: what the page showed as decided.

    Raises RuleBroken before the deadline, for one's own paper, without a reason, or when somebody decided meanwhile.
    """
    paper = Paper.objects.select_for_update(of=("self",)).select_related("call__event").get(pk=paper.pk)
    refuse(
        rules.why_not_decide(
            state=paper.state,
            decided=stamp_of(paper),
            seen=seen,
            deadline_passed=queries.deadline_passed(paper.call),
            own=queries.is_author(own_person(by), by, paper),
            accepts=accepts,
            changes_until=changes_until,
            reason=note,
            today=timezone.localdate(),
        )
    )
    paper.decided = State.ACCEPTED if accepts else State.REJECTED
    paper.talk = (talk or Paper.Talk.TALK) if accepts else ""
    paper.changes_until = changes_until if accepts else None
    paper.decision_note, paper.decided_at = note.strip(), timezone.now()
    paper.save(update_fields=["decided", "talk", "changes_until", "decision_note", "decided_at", "updated_at"])
    facts = {"event": paper.call.event_id, "number": paper.number, "decided": str(paper.decided)}
    record("paper.decided", paper, by=by, facts=facts)
    return paper


def stamp_of(paper: Paper) -> str:
    """Return what stands as decided and since when, so that a page opened before does not overwrite it."""
    return f"{paper.decided}@{paper.decided_at.isoformat()}" if paper.decided and paper.decided_at else ""


@transaction.atomic
def announce_decisions(call: CallForPapers, *, by: User) -> int:
    """Tell all authors at once what was decided; returns how many. Raises RuleBroken when a paper is not decided on yet."""
    call = CallForPapers.objects.select_for_update(of=("self",)).select_related("event").get(pk=call.pk)
    papers = list(queries.to_tell(call).select_for_update(of=("self",)).select_related("call__event"))
    refuse(rules.why_not_announce(undecided=queries.undecided(call), to_tell=len(papers)))
    for paper in papers:
        paper.state = paper.decided
        paper.save(update_fields=["state", "updated_at"])
        tell_author("paper_decided", paper, by=by)
    call.announced_at = timezone.now()
    call.save(update_fields=["announced_at"])
    accepted = sum(paper.state == State.ACCEPTED for paper in papers)
    record("papers.announced", call.event, by=by, facts={"papers": len(papers), "accepted": accepted})
    return len(papers)


@transaction.atomic
def put_into_programme(call: CallForPapers, sessions: Mapping[str, Session], *, by: User) -> int:
    """Put accepted talks into sessions, by the code of their section; the first author speaks. Returns how many were put.

    A paper that stands in a session already stays there. Nobody is told before the programme is published.
    Raises RuleBroken when the conference is over.
    """
    call = CallForPapers.objects.select_for_update(of=("self",)).select_related("event").get(pk=call.pk)
    refuse(life.why_not_change(call.event.state))
    put, places = 0, {session.pk: session.speakers.count() for session in sessions.values()}
    for paper in queries.speaking_papers(call):
        session, author = sessions.get(paper.section), paper.authors.first()
        if session is None or author is None:
            continue
        places[session.pk] += 1
        put += 1
        Speaker.objects.create(
            session=session,
            person=author.person,
            name_uk=author.name,
            post=author.post
            if author.organisation
            else ", ".join(filter(None, (author.post, author.organisation_name)))[:300],
            organisation=author.organisation,
            email=author.email,
            topic=paper.title,
            paper=paper,
            position=places[session.pk],
        )
    if put:
        record("event.papers_in_programme", call.event, by=by, facts={"papers": put})
    return put
