"""Reads of reviews: who reviews what, conflicts, scores summed up, what waits for a reviewer."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import get_language, gettext

from spilno.events.models import Author, CallForPapers, Event, Paper, Review, Session
from spilno.events.queries.papers import Section, sections_of, submitted_papers
from spilno.events.rules import papers as paper_rules
from spilno.events.rules import reviews as rules
from spilno.events.rules.reviews import Side, Summary
from spilno.people.models import Person
from spilno.people.queries import holders_on
from spilno.statute.rules.refusal import gettext_noop

USUAL_CRITERIA = (
    ("topic", gettext_noop("How far it answers the topic of the conference")),
    ("grounds", gettext_noop("Soundness: data, sources, reasoning")),
    ("news", gettext_noop("What is new in it")),
    ("use", gettext_noop("Use for the practice of local self-government")),
)
State = Paper.State


@dataclass(slots=True)
class PaperRow:
    """A paper as the committee sees it. `own`: the reader is its author, so nothing of its reviews is here."""

    paper: Paper
    section: str
    reviews: list[Review]
    summary: Summary
    advice: list[tuple[str, int]]
    own: bool
    side: Side
    conflicts: dict[int, str]  # reviewer → conflict

    @property
    def asked(self) -> int:
        """Count the reviewers who have the paper and no conflict."""
        return sum(not review.conflict for review in self.reviews)

    @property
    def mean(self) -> float | None:
        """Return the mean for showing."""
        return None if self.summary.mean is None else float(self.summary.mean)

    @property
    def spread(self) -> float | None:
        """Return how far reviews are apart, for showing."""
        return None if self.summary.spread is None else float(self.summary.spread)


def criteria_of(call: CallForPapers) -> list[Section]:
    """Return the criteria of a call in the language in force; the usual ones when it sets none of its own."""
    if not call.criteria:
        return [Section(code, gettext(sentence)) for code, sentence in USUAL_CRITERIA]
    english = get_language() == "en"
    return [Section(each["code"], (english and each.get("en")) or each["uk"]) for each in call.criteria]


def deadline_passed(call: CallForPapers) -> bool:
    """Tell whether the deadline of the call has passed."""
    return paper_rules.is_late(timezone.now(), call.deadline)


def reviewers_of(call: CallForPapers) -> "QuerySet[Any]":
    """Return the reviewers of a conference by name, each with how many papers he has and how many reviews he gave."""
    own = Q(reviews__paper__call=call, reviews__conflict=False)
    return call.reviewers.select_related("user").annotate(
        asked=Count("reviews", filter=own, distinct=True),
        given=Count("reviews", filter=own & Q(reviews__given_at__isnull=False), distinct=True),
    )


def sides_of_reviewers(people: Iterable[Person]) -> dict[int, Side]:
    """Return each person with his organisations of today and those with whom he wrote papers; three queries."""
    numbers = [person.pk for person in people]
    offices = _organisations(numbers)
    papers: dict[int, set[int]] = defaultdict(set)
    for person, paper in Author.objects.filter(person__in=numbers).values_list("person", "paper"):
        papers[paper].add(person)
    wrote: dict[int, set[int]] = defaultdict(set)
    others = Author.objects.filter(paper__in=papers, person__isnull=False).values_list("paper", "person")
    for paper, other in others:
        for person in papers[paper]:
            wrote[person].add(other)
    return {
        number: Side(frozenset({number}), frozenset(offices[number]), frozenset(wrote[number] - {number}))
        for number in numbers
    }


def sides_of_papers(papers: Sequence[Paper]) -> dict[int, Side]:
    """Return for each paper its people and organisations: authors, whoever submitted it, and where they work; four queries."""
    authors = {paper.pk: list(paper.authors.all()) for paper in papers}
    addresses = {each.email.lower() for rows in authors.values() for each in rows if each.email}
    by_address = {
        email.lower(): pk for pk, email in Person.objects.filter(email__in=addresses).values_list("pk", "email")
    }
    by_account = dict(
        Person.objects.filter(user__in={paper.submitted_by for paper in papers}).values_list("user", "pk")
    )
    accounts = Person.objects.filter(user__email__in=addresses).values_list("user__email", "pk")
    by_address |= {email.lower(): pk for email, pk in accounts}
    people: dict[int, set[int]] = {}
    for paper in papers:
        named = {each.person_id or by_address.get(each.email.lower()) for each in authors[paper.pk]}
        people[paper.pk] = {pk for pk in (*named, by_account.get(paper.submitted_by)) if pk}
    offices = _organisations({pk for each in people.values() for pk in each})
    return {
        paper.pk: Side(
            frozenset(people[paper.pk]),
            frozenset(
                {each.organisation_id for each in authors[paper.pk] if each.organisation_id}
                | {organisation for pk in people[paper.pk] for organisation in offices[pk]}
            ),
        )
        for paper in papers
    }


def _organisations(people: Iterable[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    rows = holders_on(timezone.localdate()).filter(person__in=list(people)).values_list("person", "organisation")
    for person, organisation in rows:
        found[person].add(organisation)
    return found


def conflict_with(paper: Paper, person: Person) -> str:
    """Return the conflict between a paper and one reviewer; empty when there is none."""
    declared = paper.reviews.filter(reviewer=person, conflict=True).exists()
    return rules.conflict_of(
        sides_of_reviewers([person])[person.pk], sides_of_papers([paper])[paper.pk], declared=declared
    )


def is_author(person: Person | None, user: Any, paper: Paper) -> bool:
    """Tell whether the account sent the paper or its person stands among the authors."""
    return paper.submitted_by == user.pk or (
        person is not None and person.pk in sides_of_papers([paper])[paper.pk].people
    )


def table_of(call: CallForPapers, user: Any, person: Person | None) -> list[PaperRow]:
    """Return all papers that came with their reviews, scores and conflicts; of the reader's own paper nothing but that it is there."""
    papers = list(submitted_papers(call).prefetch_related("reviews__reviewer"))
    reviewers = list(call.reviewers.all())
    sides, reading = sides_of_papers(papers), sides_of_reviewers(reviewers)
    titles = {each.code: each.title for each in sections_of(call)}
    words = dict(Review.Advice.choices)
    rows = []
    for paper in papers:
        reviews = list(paper.reviews.all())
        declared = {review.reviewer_id for review in reviews if review.conflict}
        given = [review for review in reviews if review.given_at]
        own = paper.submitted_by == user.pk or (person is not None and person.pk in sides[paper.pk].people)
        conflicts = {
            reviewer.pk: rules.conflict_of(reading[reviewer.pk], sides[paper.pk], declared=reviewer.pk in declared)
            for reviewer in reviewers
        }
        counted = Counter(str(words[review.advice]) for review in given)
        rows.append(
            PaperRow(
                paper=paper,
                section=titles.get(paper.section, ""),
                reviews=[] if own else reviews,
                summary=rules.summed_up([] if own else [review.scores for review in given]),
                advice=[] if own else sorted(counted.items()),
                own=own,
                side=sides[paper.pk],
                conflicts={pk: conflict for pk, conflict in conflicts.items() if conflict},
            )
        )
    return rows


FILTERS = ("few", "undecided", "accepted", "rejected", "changes")


def chosen(rows: Iterable[PaperRow], *, show: str, section: str, needed: int) -> list[PaperRow]:
    """Return the rows that the committee wants to see: by what is to be done with them, and by section."""
    tests = {
        "few": lambda row: row.paper.state == State.SUBMITTED and row.summary.given < needed,
        "undecided": lambda row: row.paper.state == State.SUBMITTED and not row.paper.decided,
        "accepted": lambda row: row.paper.decided == State.ACCEPTED,
        "rejected": lambda row: row.paper.decided == State.REJECTED,
        "changes": lambda row: row.paper.changes_until is not None,
    }
    test = tests.get(show, lambda _row: True)
    return [row for row in rows if test(row) and (not section or row.paper.section == section)]


def ordered(rows: Iterable[PaperRow], by: str) -> list[PaperRow]:
    """Put rows in order: by number, or the best scored first and those without reviews last."""
    if by == "score":
        return sorted(rows, key=lambda row: (-(row.summary.mean or 0), row.paper.number))
    return sorted(rows, key=lambda row: row.paper.number)


def undecided(call: CallForPapers) -> int:
    """Count the papers that wait for a decision."""
    return call.papers.filter(state=State.SUBMITTED, decided="").count()


def to_tell(call: CallForPapers) -> "QuerySet[Paper]":
    """Return the papers that are decided on and whose authors were not told yet."""
    return call.papers.filter(state=State.SUBMITTED).exclude(decided="").order_by("number")


def reviews_asked_of(person: Person | None) -> "QuerySet[Review]":
    """Return what a person is asked to review or reviewed, without what he declared a conflict for; what waits first."""
    rows = Review.objects.filter(reviewer=person, conflict=False) if person else Review.objects.none()
    return rows.select_related("paper__call__event").order_by("given_at", "paper__call__reviews_due", "pk")


def waiting_reviews(person: Person | None) -> "QuerySet[Review]":
    """Return the reviews that a person still owes: of papers that are under review and not decided on."""
    return reviews_asked_of(person).filter(given_at__isnull=True, paper__state=State.SUBMITTED, paper__decided="")


def words_to_author(paper: Paper) -> list[str]:
    """Return what reviewers wrote to the author, without names; nothing before he was told the decision."""
    if paper.state not in (State.ACCEPTED, State.REJECTED):
        return []
    return [review.to_author for review in paper.reviews.filter(given_at__isnull=False)]


def speaking_papers(call: CallForPapers) -> "QuerySet[Paper]":
    """Return the accepted talks, here and remote, that stand in no session yet; by section and number."""
    rows = call.papers.filter(
        state=State.ACCEPTED, talk__in=(Paper.Talk.TALK, Paper.Talk.REMOTE), speakers__isnull=True
    )
    return rows.prefetch_related("authors").order_by("section", "number")


def sessions_for_papers(event: Event) -> list[Session]:
    """Return the sessions in which papers may be given: all but breaks."""
    return list(event.sessions.exclude(kind=Session.Kind.BREAK))


def by_section(papers: Iterable[Paper]) -> Mapping[str, list[Paper]]:
    """Group papers by the code of their section."""
    found: dict[str, list[Paper]] = {}
    for paper in papers:
        found.setdefault(paper.section, []).append(paper)
    return found


def papers_in_collection(call: CallForPapers) -> list[Paper]:
    """Return the papers that stand in the collection, by section in the order of the call and by number; two queries."""
    order = {each["code"]: place for place, each in enumerate(call.sections)}
    rows = call.papers.filter(state=State.ACCEPTED).prefetch_related("authors__organisation").order_by("number")
    found = [
        paper
        for paper in rows
        if rules.stands_in_collection(
            state=paper.state, changes_asked=paper.changes_until is not None, changed=paper.changed_at is not None
        )
    ]
    return sorted(found, key=lambda paper: (order.get(paper.section, len(order)), paper.number))
