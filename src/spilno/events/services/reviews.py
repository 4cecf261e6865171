"""Acts of review: name reviewers, share papers out, give a review, declare a conflict, remind."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from spilno.accounts.models import User
from spilno.events.models import CallForPapers, Event, Paper, Review
from spilno.events.queries import reviews as queries
from spilno.events.rules import reviews as rules
from spilno.events.services.telling import tell
from spilno.journal.services import record
from spilno.notices.services import Addressee
from spilno.people.models import Person
from spilno.statute.rules.refusal import refuse

REVIEW_FIELDS = ("advice", "to_author", "to_committee")
OVER = (Event.State.HELD, Event.State.CANCELLED)


@transaction.atomic
def name_reviewer(call: CallForPapers, email: str, *, by: User) -> Person:
    """Name a reviewer of the conference by the address with which he signs in; of whatever organisation he is.

    Raises RuleBroken when nobody of the register signs in so, he is named already, or the conference is over.
    """
    call = _locked_call(call)
    person = Person.objects.filter(user__email__iexact=email.strip(), user__is_active=True).first()
    refuse(
        rules.why_not_name_reviewer(
            has_account=person is not None,
            named=person is not None and call.reviewers.filter(pk=person.pk).exists(),
            over=call.event.state in OVER,
        )
    )
    assert person is not None  # noqa: S101 - the rule refused otherwise
    call.reviewers.add(person)
    record("papers.reviewer_named", call.event, by=by, facts={"reviewer": person.pk})
    return person


@transaction.atomic
def drop_reviewer(call: CallForPapers, person: Person, *, by: User) -> None:
    """Take a reviewer off with the papers that he did not review. Raises RuleBroken when he gave a review."""
    call = _locked_call(call)
    own = Review.objects.filter(paper__call=call, reviewer=person)
    refuse(rules.why_not_drop_reviewer(given=own.filter(given_at__isnull=False).count()))
    own.filter(conflict=False).delete()
    call.reviewers.remove(person)
    record("papers.reviewer_dropped", call.event, by=by, facts={"reviewer": person.pk})


@transaction.atomic
def ask_review(paper: Paper, person: Person, *, by: User) -> Review:
    """Ask one reviewer for a review; he is told. Raises RuleBroken before the deadline, on a conflict, or when he has it."""
    paper = _locked_paper(paper)
    refuse(
        rules.why_not_ask_reviewer(
            conflict=queries.conflict_with(paper, person),
            state=paper.state,
            decided=bool(paper.decided),
            asked=paper.reviews.filter(reviewer=person, conflict=False).exists(),
            deadline_passed=queries.deadline_passed(paper.call),
        )
    )
    review = Review.objects.create(paper=paper, reviewer=person)
    _tell(person, "review_asked", paper.call, 1, by=by)
    record("review.asked", paper, by=by, facts={"event": paper.call.event_id, "reviewer": person.pk})
    return review


@transaction.atomic
def take_back(review: Review, *, by: User) -> None:
    """Take a paper back from a reviewer. Raises RuleBroken when the review was given."""
    review = _locked_review(review)
    refuse(rules.why_not_take_back(given=review.given_at is not None))
    record("review.taken_back", review.paper, by=by, facts={"reviewer": review.reviewer_id})
    review.delete()


@transaction.atomic
def share_out(call: CallForPapers, *, by: User) -> int:
    """Share all papers that lack reviews out evenly, without conflicts; each reviewer gets one letter. Returns how many went out.

    Raises RuleBroken before the deadline.
    """
    call = _locked_call(call)
    deadline_passed = queries.deadline_passed(call)
    refuse(
        rules.why_not_ask_reviewer(
            conflict="", state=Paper.State.SUBMITTED, decided=False, asked=False, deadline_passed=deadline_passed
        )
    )
    papers = list(call.papers.filter(state=Paper.State.SUBMITTED, decided="").prefetch_related("authors", "reviews"))
    reviewers = {person.pk: person for person in queries.reviewers_of(call)}
    authors, reading = queries.sides_of_papers(papers), queries.sides_of_reviewers(reviewers.values())
    barred, asked = set(), {}
    for paper in papers:
        declared = {review.reviewer_id for review in paper.reviews.all() if review.conflict}
        asked[paper.pk] = {review.reviewer_id for review in paper.reviews.all() if not review.conflict}
        barred |= {
            (paper.pk, pk)
            for pk in reviewers
            if rules.conflict_of(reading[pk], authors[paper.pk], declared=pk in declared)
        }
    load = {pk: person.asked for pk, person in reviewers.items()}
    pairs = rules.shared_out(asked, load, barred, needed=call.reviews_needed)
    Review.objects.bulk_create(Review(paper_id=paper, reviewer_id=reviewer) for paper, reviewer in pairs)
    for reviewer, count in Counter(reviewer for _paper, reviewer in pairs).items():
        _tell(reviewers[reviewer], "review_asked", call, count, by=by)
    record("papers.shared_out", call.event, by=by, facts={"reviews": len(pairs), "papers": len(papers)})
    return len(pairs)


@transaction.atomic
def give_review(review: Review, values: Mapping[str, Any], scores: Mapping[str, int], *, by: User) -> Review:
    """Give a review or change it. Raises RuleBroken when the paper is decided on, there is a conflict, or something is missing."""
    review = _locked_review(review)
    paper = review.paper
    refuse(
        rules.why_not_review(
            state=paper.state, decided=bool(paper.decided), conflict=queries.conflict_with(paper, review.reviewer)
        )
    )
    criteria = [each.code for each in queries.criteria_of(paper.call)]
    refuse(rules.why_wrong_review(scores, criteria, advice=values["advice"], to_author=values["to_author"]))
    first = review.given_at is None
    for name in REVIEW_FIELDS:
        setattr(review, name, values.get(name, ""))
    review.scores, review.given_at = dict(scores), timezone.now()
    review.save()
    act = "review.given" if first else "review.changed"
    record(act, paper, by=by, facts={"event": paper.call.event_id, "number": paper.number})
    return review


@transaction.atomic
def declare_conflict(review: Review, *, by: User) -> Review:
    """Declare a conflict of interest: the paper goes from the reviewer, with what he wrote. Raises RuleBroken once it is decided."""
    review = _locked_review(review)
    refuse(rules.why_not_review(state=review.paper.state, decided=bool(review.paper.decided), conflict=""))
    review.conflict, review.given_at, review.scores = True, None, {}
    review.advice = review.to_author = review.to_committee = ""
    review.save()
    record("review.conflict", review.paper, by=by, facts={"reviewer": review.reviewer_id})
    return review


def remind_reviewers(day: date) -> int:
    """Remind reviewers of what they owe: before the day set for reviews, and after it; returns to how many letters went."""
    owed: dict[tuple[int, int], list[Review]] = {}
    rows = Review.objects.filter(
        given_at__isnull=True, conflict=False, paper__state=Paper.State.SUBMITTED, paper__decided=""
    ).exclude(paper__call__event__state__in=OVER)
    for review in rows.select_related("paper__call__event", "reviewer__user"):
        if rules.reminds_today(due=review.paper.call.reviews_due, today=day, reminded=review.reminded_on):
            owed.setdefault((review.paper.call_id, review.reviewer_id), []).append(review)
    for reviews in owed.values():
        _remind(reviews, day)
    return len(owed)


@transaction.atomic
def _remind(reviews: list[Review], day: date) -> None:
    call = reviews[0].paper.call
    Review.objects.filter(pk__in=[review.pk for review in reviews]).update(reminded_on=day)
    _tell(reviews[0].reviewer, "review_reminder", call, len(reviews), by=None)
    record("review.reminded", call.event, by=None, facts={"reviews": len(reviews)})


def _tell(person: Person, letter: str, call: CallForPapers, count: int, *, by: User | None) -> None:
    user = person.user
    if user is None or not user.is_active:
        return
    language = user.language if user.language in ("uk", "en") else "uk"
    to = Addressee(str(person), user.email, Person._meta.label_lower, str(person.pk))
    facts = {"call": call, "count": count, "due": call.reviews_due}
    tell(letter, call.event, {language: [to]}, lambda: facts, with_calendar=False, by=by)


def _locked_call(call: CallForPapers) -> CallForPapers:
    return CallForPapers.objects.select_for_update(of=("self",)).select_related("event").get(pk=call.pk)


def _locked_paper(paper: Paper) -> Paper:
    return Paper.objects.select_for_update(of=("self",)).select_related("call__event").get(pk=paper.pk)


def _locked_review(review: Review) -> Review:
    """Lock the paper first, then its review: a decision locks the paper, too."""
    paper = _locked_paper(review.paper)
    found = Review.objects.select_for_update(of=("self",)).select_related("reviewer").get(pk=review.pk)
    found.paper = paper
    return found
