"""Reviews of papers: who may review what, how papers are shared out, what a review says, how scores are summed up."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from spilno.events.rules.papers import ACCEPTED, SUBMITTED
from spilno.statute.rules.refusal import Refusal, gettext_noop, ngettext

SOURCE = gettext_noop("Rules of joint events, review of papers")
LOWEST, HIGHEST = 1, 5
MOST_CRITERIA = 8
LONGEST_WORDS = 10_000
REMIND_BEFORE, REMIND_EVERY = 3, 3  # days
OWN, CO_AUTHOR, COLLEAGUE, DECLARED = "own", "co_author", "colleague", "declared"

CONFLICTS = {
    OWN: gettext_noop("the reviewer’s own paper"),
    CO_AUTHOR: gettext_noop("wrote a paper together with an author"),
    COLLEAGUE: gettext_noop("works in the same organisation as an author"),
    DECLARED: gettext_noop("declared a conflict of interest"),
}


@dataclass(frozen=True, slots=True)
class Side:
    """What is known of a person where conflicts are sought: himself, his organisations, those with whom he wrote papers."""

    people: frozenset[int]
    organisations: frozenset[int] = frozenset()
    wrote_with: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Summary:
    """What reviewers gave a paper. `mean` and `spread` are None before the first review."""

    given: int
    mean: Fraction | None
    spread: Fraction | None


def _no(code: str, title: str, sentence: str, advice: str = "", kept: str = "", **facts: object) -> Refusal:
    return Refusal(code=code, title=title, sentence=sentence, source=SOURCE, advice=advice, kept=kept, facts=facts)


def conflict_of(reviewer: Side, authors: Side, *, declared: bool = False) -> str:
    """Return the gravest conflict between a reviewer and the authors of a paper; empty when there is none.

    Source: Rules of joint events, review of papers: authors, their co-authors and colleagues do not review; whoever declares a
    conflict neither (Закон України «Про запобігання корупції», ст. 28: it is declared without delay).
    """
    if reviewer.people & authors.people:
        return OWN
    if declared:
        return DECLARED
    if reviewer.wrote_with & authors.people:
        return CO_AUTHOR
    if reviewer.organisations & authors.organisations:
        return COLLEAGUE
    return ""


def why_not_ask_reviewer(
    *, conflict: str, state: str, decided: bool, asked: bool, deadline_passed: bool
) -> Refusal | None:
    """Say why a reviewer is not asked for a review of a paper; None when he may be.

    Source: Rules of joint events, review of papers: papers are reviewed as they stood at the deadline, by those without conflict.
    """
    title = gettext_noop("The reviewer is not asked")
    if state != SUBMITTED:
        return _no(
            "not_under_review", title, gettext_noop("The paper is not under review: it was withdrawn or announced.")
        )
    if not deadline_passed:
        return _no(
            "call_still_open",
            title,
            gettext_noop("Papers may still be changed until the deadline of the call."),
            gettext_noop("Share them out when the deadline has passed."),
        )
    if decided:
        return _no("paper_decided", title, gettext_noop("The paper is decided on."))
    if asked:
        return _no("asked_already", title, gettext_noop("This reviewer has the paper already."))
    if conflict:
        return _no(
            f"conflict_{conflict}",
            title,
            {
                OWN: gettext_noop("It is the reviewer’s own paper."),
                CO_AUTHOR: gettext_noop("The reviewer wrote a paper together with one of its authors."),
                COLLEAGUE: gettext_noop("The reviewer works in the same organisation as one of its authors."),
                DECLARED: gettext_noop("The reviewer declared a conflict of interest."),
            }[conflict],
            gettext_noop("Ask another reviewer."),
        )
    return None


def shared_out(
    papers: Mapping[int, Collection[int]],
    load: Mapping[int, int],
    conflicts: Collection[tuple[int, int]],
    *,
    needed: int,
) -> list[tuple[int, int]]:
    """Share papers out evenly: pairs of paper and reviewer that are still to be asked.

    `papers`: number → reviewers who have it; `load`: reviewer → papers he has; `conflicts`: pairs of paper and reviewer.
    Papers with the fewest possible reviewers go first; each goes to those with the least to read. Where too few
    reviewers are without conflict, the paper stays short.

    Source: Rules of joint events, review of papers: the load of reviewers is even.
    """
    barred = set(conflicts)
    free = {
        number: [one for one in load if one not in asked and (number, one) not in barred]
        for number, asked in papers.items()
    }
    carried, found = dict(load), []
    for number in sorted(papers, key=lambda each: (len(free[each]), each)):
        wanted = max(0, needed - len(papers[number]))
        for reviewer in sorted(free[number], key=lambda one: (carried[one], one))[:wanted]:
            carried[reviewer] += 1
            found.append((number, reviewer))
    return found


def why_not_name_reviewer(*, has_account: bool, named: bool, over: bool) -> Refusal | None:
    """Say why somebody is not named a reviewer of the conference; None when he may be.

    Source: Rules of joint events, review of papers: a reviewer signs in, so that what he reads and writes is his.
    """
    title = gettext_noop("The reviewer is not named")
    if over:
        return _no("event_over", title, gettext_noop("The conference was held or cancelled."))
    if not has_account:
        return _no(
            "no_account",
            title,
            gettext_noop("Nobody with a person in the register signs in with this address."),
            gettext_noop("Ask the secretariat to invite this person, or check the address."),
        )
    if named:
        return _no("named_already", title, gettext_noop("This person is a reviewer already."))
    return None


def why_not_drop_reviewer(*, given: int) -> Refusal | None:
    """Say why a reviewer is not taken off; None when he may be.

    Source: Rules of joint events, review of papers: a review that was given stands.
    """
    if given:
        return _no(
            "reviews_given",
            gettext_noop("The reviewer is not taken off"),
            gettext_noop("This reviewer gave reviews already, and they stand."),
            gettext_noop("Take back the papers that were not reviewed yet."),
        )
    return None


def why_not_take_back(*, given: bool) -> Refusal | None:
    """Say why a paper is not taken back from a reviewer; None when it may be.

    Source: Rules of joint events, review of papers: a review that was given stands.
    """
    if given:
        return _no(
            "review_given",
            gettext_noop("The paper is not taken back"),
            gettext_noop("The review was given, and it stands."),
        )
    return None


def why_not_review(*, state: str, decided: bool, conflict: str) -> Refusal | None:
    """Say why a review is neither given nor changed; None when it may be.

    Source: Rules of joint events, review of papers: a review may be changed until the paper is decided on.
    """
    title = gettext_noop("The review is not kept")
    if conflict:
        return _no(
            "conflict", title, gettext_noop("There is a conflict of interest: %(what)s."), what=CONFLICTS[conflict]
        )
    if state != SUBMITTED:
        return _no(
            "not_under_review", title, gettext_noop("The paper is not under review: it was withdrawn or announced.")
        )
    if decided:
        return _no(
            "paper_decided_meanwhile",
            title,
            gettext_noop("The committee has decided on the paper meanwhile."),
            gettext_noop("If it matters for the decision, write to those who hold the conference."),
        )
    return None


def why_wrong_review(
    scores: Mapping[str, int], criteria: Sequence[str], *, advice: str, to_author: str
) -> Refusal | None:
    """Say what a review lacks; None when it is whole: each criterion scored from 1 to 5, an advice, words to the author.

    Source: Rules of joint events, review of papers: an author learns why, also when the paper is accepted.
    """
    title = gettext_noop("The review is not kept")
    missing = [code for code in criteria if not LOWEST <= scores.get(code, 0) <= HIGHEST]
    if missing or set(scores) - set(criteria):
        return _no("no_score", title, gettext_noop("Score each criterion from 1 to 5."))
    if advice not in {"accept", "revise", "reject"}:
        return _no("no_advice", title, gettext_noop("Say what you advise."))
    if not to_author.strip():
        return _no("no_words", title, gettext_noop("The author is told nothing: write him at least one sentence."))
    return None


def summed_up(reviews: Iterable[Mapping[str, int]]) -> Summary:
    """Return the mean of the reviews of a paper and how far they are apart. The score of a review is the mean of its criteria.

    Source: Rules of joint events, review of papers: every criterion and every review weighs the same.
    """
    marks = [Fraction(sum(scores.values()), len(scores)) for scores in reviews if scores]
    if not marks:
        return Summary(0, None, None)
    return Summary(len(marks), sum(marks, Fraction(0)) / len(marks), max(marks) - min(marks))


def reminds_today(*, due: date | None, today: date, reminded: date | None) -> bool:
    """Tell whether a reviewer is reminded today: once within three days before the day, then every third day when it has passed.

    Source: Rules of joint events, review of papers: reviewers are reminded before the day and after it.
    """
    if due is None or today < due - timedelta(days=REMIND_BEFORE):
        return False
    if today <= due:
        return reminded is None
    return reminded is None or reminded <= due or today - reminded >= timedelta(days=REMIND_EVERY)


def why_not_decide(
    *,
    state: str,
    decided: str,
    seen: str,
    deadline_passed: bool,
    own: bool,
    accepts: bool,
    changes_until: date | None,
    reason: str,
    today: date,
) -> Refusal | None:
    """Say why a paper is not decided on; None when it may be. `seen`: the decision that the page showed; empty: none yet.

    Source: Rules of joint events, review of papers: the committee decides after the deadline; a refusal says why; who wrote a
    paper does not decide on it; until decisions are announced they may be changed.
    """
    title = gettext_noop("The decision is not kept")
    if own:
        return _no("own_paper", title, gettext_noop("You are an author of this paper: others decide on it."))
    if state != SUBMITTED:
        return _no("announced_already", title, gettext_noop("The paper was withdrawn, or its author was told already."))
    if not deadline_passed:
        return _no(
            "call_still_open",
            title,
            gettext_noop("Papers may still be changed until the deadline of the call."),
            gettext_noop("Decide when the deadline has passed."),
        )
    if decided != seen:
        return _no(
            "decided_meanwhile",
            title,
            gettext_noop("Somebody decided on this paper after you opened the page."),
            gettext_noop("Open the page anew and look at what was decided."),
        )
    return _why_wrong_decision(accepts=accepts, changes_until=changes_until, reason=reason, today=today)


def _why_wrong_decision(*, accepts: bool, changes_until: date | None, reason: str, today: date) -> Refusal | None:
    title = gettext_noop("The decision is not kept")
    if not accepts and not reason.strip():
        return _no("no_reason", title, gettext_noop("Say why the paper is rejected; the author will read it."))
    if accepts and changes_until is not None:
        if changes_until <= today:
            return _no("changes_day_past", title, gettext_noop("The day for the new version has passed or is today."))
        if not reason.strip():
            return _no("no_changes_said", title, gettext_noop("Say what the author is to change."))
    return None


def why_not_announce(*, undecided: int, to_tell: int) -> Refusal | None:
    """Say why decisions are not announced; None when they may be: every paper is decided on, and somebody is to be told.

    Source: Rules of joint events, review of papers: all authors are told at once.
    """
    title = gettext_noop("The decisions are not announced")
    if undecided:
        one, many = ngettext(
            "%(undecided)d paper is not decided on yet.", "%(undecided)d papers are not decided on yet."
        )
        return Refusal(
            code="undecided",
            title=title,
            sentence=one,
            plural=many,
            count="undecided",
            source=SOURCE,
            advice=gettext_noop("Decide on every paper; all authors are told at once."),
            facts={"undecided": undecided},
        )
    if not to_tell:
        return _no("nobody_to_tell", title, gettext_noop("There is no decision that was not announced yet."))
    return None


def why_not_change_terms(
    *, papers: int, given: int, opens_names: bool, moves_deadline: bool, changes_criteria: bool
) -> Refusal | None:
    """Say why the terms of a call are not changed while it runs; None when they may be. Counts of papers sent, reviews given.

    Source: Rules of joint events, review of papers: terms under which authors sent papers and reviewers scored them stand.
    """
    title = gettext_noop("The call for papers is not changed")
    if opens_names and papers:
        return _no(
            "names_promised",
            title,
            gettext_noop("Authors sent papers to a blind review: reviewers cannot see names now."),
        )
    if changes_criteria and given:
        return _no("scored_already", title, gettext_noop("Reviewers have scored papers by these criteria already."))
    if moves_deadline and given:
        return _no(
            "reviewed_already",
            title,
            gettext_noop("Reviews were given already: papers cannot be opened for changes again."),
        )
    return None


def stands_in_collection(*, state: str, changes_asked: bool, changed: bool) -> bool:
    """Tell whether a paper goes into the collection: accepted, announced, and mended where that was asked.

    Source: Rules of joint events, review of papers: a paper accepted with changes is accepted when the changes came.
    """
    return state == ACCEPTED and (changed or not changes_asked)
