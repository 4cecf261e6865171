"""Putting a question to the vote: what must be so, and why not now."""

import re
from dataclasses import dataclass, replace

from spilno.meetings.rules.levels import why_not_by_levels
from spilno.meetings.rules.quorum import Presence, why_no_quorum
from spilno.statute.rules.provisions import Provisions
from spilno.statute.rules.refusal import Refusal, gettext_noop

TITLE = gettext_noop("The question was not put to the vote")
ORDER = gettext_noop("Rules of procedure: one question at a time")
IN_FULL = gettext_noop("Rules of procedure: what is voted on is read out in full")
ONCE = frozenset({"whole", "basis", "run_off"})  # amendments and procedure may be voted as often as there are texts
FINISHED = frozenset({"decided", "noted", "rejected", "withdrawn", "postponed"})
COUNTERS = 2
WORD = re.compile(r"[^\W\d_][\w’'-]*")
HANGING = frozenset([
    "до", "про", "на", "за", "з", "із", "зі", "в", "у", "від", "для", "та",
    "і", "й", "щодо", "по", "під", "при", "через", "або", "що",
])  # fmt: skip
NOTED = frozenset({"ordinary", "procedural", "exclusion"})  # an exit is noted; whoever excludes prepares it and votes


@dataclass(frozen=True, slots=True)
class Putting:
    """What the rule must know. `already` are pairs (purpose, text) put on this item and not cancelled.

    `amendment` is the amendment carried last, `unamended` are the draft and what was put in principle. `voting_on` is the
    title of a question that is being voted now, or empty. `counters` are members of the counting commission. `election`: candidates are chosen, not a text. `presence` counts rights that can be used on this very item: limits of proxies are applied.
    """

    meeting_state: str
    item_state: str
    under_discussion: bool
    purpose: str
    method: str
    text: str
    matter: str
    presence: Presence
    already: frozenset[tuple[str, str]] = frozenset()
    amendment: str = ""
    unamended: frozenset[str] = frozenset()
    voting_on: str = ""
    counters: int = 0
    election: bool = False


def matter_of(putting: Putting) -> str:
    """Return the matter whose majority decides: a question of procedure is procedural whatever the item is about.

    Source: Statute 5.8.
    """
    return "procedural" if putting.purpose == "procedure" else putting.matter


def why_not_put(putting: Putting, *, provisions: Provisions) -> Refusal | None:
    """Say why a question cannot be put now; None when it can.

    Source: Statute 5.3, quorum at every vote; rules of procedure.
    """
    return (
        _why_not_now(putting)
        or _why_not_this_matter(putting, provisions=provisions)
        or _why_not_these_words(putting)
        or why_no_quorum(putting.presence, provisions=provisions)
        or _why_not_by_hand(putting)
    )


def why_not_put_for(effect: Refusal | None) -> Refusal | None:
    """Say that a question cannot be put because its decision could not take effect: `effect` says why.

    Source: Rules of procedure: what the decision changes is done in the same act.
    """
    return replace(effect, title=TITLE) if effect is not None else None


def _why_not_now(putting: Putting) -> Refusal | None:
    if putting.meeting_state != "open":
        return Refusal(
            code="meeting_not_in_session",
            title=TITLE,
            sentence=gettext_noop("The meeting is not in session."),
            source=ORDER,
            advice=gettext_noop("Open the meeting, or end the recess."),
        )
    if putting.item_state == "voting":
        return Refusal(
            code="voting_already",
            title=TITLE,
            sentence=gettext_noop("This item is being voted already."),
            source=ORDER,
            advice=gettext_noop("Close that vote first."),
        )
    if putting.voting_on:
        return Refusal(
            code="another_vote_open",
            title=TITLE,
            sentence=gettext_noop("Another question is being voted: %(title)s."),
            source=ORDER,
            facts={"title": putting.voting_on},
            advice=gettext_noop("Close that vote first."),
        )
    if putting.item_state in FINISHED:
        return Refusal(
            code="item_finished",
            title=TITLE,
            sentence=gettext_noop("This item is finished: it is not voted again."),
            source=ORDER,
            advice=gettext_noop("A new decision on the same matter is a new item of the agenda."),
        )
    if not putting.under_discussion or putting.item_state != "heard":
        return Refusal(
            code="item_not_under_discussion",
            title=TITLE,
            sentence=gettext_noop("This item is not under discussion."),
            source=ORDER,
            advice=gettext_noop("Take up the item first."),
        )
    return None


def _why_not_this_matter(putting: Putting, *, provisions: Provisions) -> Refusal | None:
    code = matter_of(putting)
    matter = provisions.matters.get(code)
    if matter is None:
        return Refusal(
            code="unknown_majority",
            title=TITLE,
            sentence=gettext_noop("The statute in force knows no majority for the matter “%(matter)s”."),
            source=gettext_noop("Statute, chapter on decisions"),
            facts={"matter": code},
            advice=gettext_noop("Choose another kind of matter for the item."),
        )
    if matter.secret and putting.method != "secret":
        return Refusal(
            code="secret_asked",
            title=TITLE,
            sentence=gettext_noop("The statute asks for a secret ballot on this matter."),
            source=gettext_noop("Statute, %(article)s"),
            facts={"article": matter.majority.ground.article},
            advice=gettext_noop("Choose “secret ballot” as the method."),
        )
    if matter.within_level is not None:
        article = matter.majority.ground.article
        return why_not_by_levels(method=putting.method, election=putting.election, article=article, title=TITLE)
    return None


def is_unfinished(text: str) -> bool:
    """Tell whether a text breaks off at a colon: what was to follow it is not written.

    Source: Rules of procedure: what is voted on is read out in full.
    """
    return text.rstrip().endswith(":")


def is_no_decision(text: str) -> bool:
    """Tell whether a text says nothing that could be done: one word («Взяти»), or it breaks off at a preposition.

    Source: ДСТУ 4163:2020, 5.20: a point of the resolving part says what is to be done.
    """
    words = [word.casefold() for word in WORD.findall(text)]
    return len(words) < 2 or words[-1] in HANGING


def _why_no_decision(text: str, *, title: str) -> Refusal | None:
    if is_unfinished(text):
        return Refusal(
            code="text_unfinished",
            title=title,
            sentence=gettext_noop("The text ends in a colon, and nothing follows it."),
            source=IN_FULL,
            advice=gettext_noop("Write what is missing: names, figures or points."),
        )
    if is_no_decision(text):
        return Refusal(
            code="no_decision",
            title=title,
            sentence=gettext_noop("The text breaks off: “%(text)s” does not say what is decided."),
            source=IN_FULL,
            facts={"text": text.strip()},
            advice=gettext_noop("Write in full what is to be done, for example “To take note of the information”."),
        )
    return None


def is_without_amendment(text: str, amendment: str, unamended: frozenset[str]) -> bool:
    """Tell whether a text is one that stood before an amendment was carried: words count, spaces do not.

    Source: Rules of procedure: a carried amendment is part of the text.
    """
    return bool(amendment) and text.split() in [before.split() for before in unamended]


def _why_not_these_words(putting: Putting) -> Refusal | None:
    text = putting.text.strip()
    if not text:
        return Refusal(
            code="nothing_to_vote_on",
            title=TITLE,
            sentence=gettext_noop("There is no text to vote on."),
            source=ORDER,
            advice=gettext_noop("Write what is to be decided."),
        )
    broken = _why_no_decision(text, title=TITLE)
    if broken is not None and (putting.purpose != "procedure" or broken.code == "text_unfinished"):
        return broken
    if putting.purpose == "whole" and is_without_amendment(text, putting.amendment, putting.unamended):
        return Refusal(
            code="amendment_missing",
            title=TITLE,
            sentence=gettext_noop("The text stands as it was before the amendment was carried: “%(amendment)s”."),
            source=gettext_noop("Rules of procedure: a carried amendment is part of the text"),
            facts={"amendment": putting.amendment.replace("«", "„").replace("»", "“")},
            advice=gettext_noop("Write the carried amendment into the text, and put it as a whole."),
        )
    if any(purpose == putting.purpose and (purpose in ONCE or said == text) for purpose, said in putting.already):
        return Refusal(
            code="already_put",
            title=TITLE,
            sentence=gettext_noop("This question was already put to the vote."),
            source=gettext_noop("Rules of procedure: a question is put once"),
            advice=gettext_noop("The result of the vote stands with the item."),
        )
    return None


def _why_not_by_hand(putting: Putting) -> Refusal | None:
    if putting.method != "by_hand" or putting.counters >= COUNTERS:
        return None
    return Refusal(
        code="no_counting_commission",
        title=TITLE,
        sentence=gettext_noop("Hands are counted by two members of the counting commission; %(have)d entered."),
        source=gettext_noop("Rules of voting: two members of the counting commission count, and their sheets agree"),
        facts={"have": putting.counters},
        advice=gettext_noop(
            "Elect the counting commission and let the secretariat enter its members under “Working bodies”, or choose an "
            "open or a roll-call vote."
        ),
    )


def asks_before_closing(*, method: str, present: int, waiting: int, time_left: int) -> bool:
    """Tell whether to ask once more before a vote is closed: somebody has yet to vote, and there is time or they are most.

    Hands are counted by the commission, not on the clock. `time_left` is in seconds, nought without a planned end.

    Source: Rules of procedure: the time announced for a vote belongs to those who vote.
    """
    if method == "by_hand" or waiting <= 0:
        return False
    return time_left > 0 or 2 * waiting > present


def why_cannot_cast_now(*, meeting_state: str, name: str, left: bool) -> Refusal | None:
    """Say why a right cannot be used now: the meeting is not in session, or its delegate has left.

    Source: Statute 5.5: a vote is given by who is present.
    """
    title = gettext_noop("The vote was not taken")
    if meeting_state != "open":
        return Refusal("meeting_not_in_session", gettext_noop("The meeting is not in session."), ORDER, title=title)
    if left:
        return Refusal(
            code="delegate_left",
            title=title,
            sentence=gettext_noop("%(name)s has left the meeting: its vote cannot be given."),
            source=gettext_noop("Statute: a vote is given by who is present"),
            facts={"name": name},
            advice=gettext_noop("Register again with the registrar; the next question can then be voted."),
        )
    return None


def why_no_right(*, carries: bool, here: bool) -> Refusal | None:
    """Say why a delegate has no vote on a question: he was not here when it was put; None when he carries one.

    `here`: he is at the meeting now.

    Source: Statute 5.5: a vote is given by who is present; who votes is settled when the question is put.
    """
    if carries:
        return None
    return Refusal(
        code="came_after" if here else "not_here",
        title=gettext_noop("The vote was not taken"),
        sentence=gettext_noop("You came after this question was put to the vote: you have no vote on it.")
        if here
        else gettext_noop("You were not at the meeting when this question was put: you have no vote on it."),
        source=gettext_noop("Statute: a vote is given by who is present"),
        advice=gettext_noop("You vote on the next question.")
        if here
        else gettext_noop("Register again with the registrar; the next question can then be voted."),
    )


def why_not_count_own_election(*, candidate: bool) -> Refusal | None:
    """Say why a member of the counting commission cannot count this vote: it elects that very person.

    Source: Rules of voting: a candidate does not count the votes on the own election.
    """
    if not candidate:
        return None
    return Refusal(
        code="own_election",
        title=gettext_noop("The sheet was not entered"),
        sentence=gettext_noop("You are the candidate: others count the votes on your election."),
        source=gettext_noop("Rules of voting: a candidate does not count the votes on the own election"),
        advice=gettext_noop("Let two other members of the counting commission enter their sheets."),
    )


def is_noted_without_vote(matter: str) -> bool:
    """Tell whether items of this kind of matter may be taken note of; elections, the statute, dues and the like may not.

    Source: Rules of procedure: what the statute asks a majority of its own for is decided by a vote.
    """
    return matter in NOTED


def why_not_note(
    *,
    meeting_state: str,
    item_state: str,
    under_discussion: bool,
    text: str,
    binding: int,
    nobody_objects: bool,
    matter: str = "ordinary",
) -> Refusal | None:
    """Say why an item cannot be taken note of by general consent; `binding` are effects that only a vote can carry.

    `nobody_objects`: the chair asked the hall, and says so; the minutes repeat it.

    Source: Rules of procedure: what changes something is decided by a vote.
    """
    title = gettext_noop("The item was not taken note of")
    if meeting_state != "open":
        return Refusal("meeting_not_in_session", gettext_noop("The meeting is not in session."), ORDER, title=title)
    if not under_discussion or item_state != "heard":
        return Refusal(
            "item_not_under_discussion",
            gettext_noop("This item is not under discussion."),
            ORDER,
            title=title,
            advice=gettext_noop("Take up the item first."),
        )
    if not text.strip():
        return Refusal("nothing_noted", gettext_noop("There is no text of what is noted."), ORDER, title=title)
    return (
        _why_no_decision(text, title=title)
        or _why_only_by_vote(binding=binding, matter=matter, title=title)
        or _why_not_by_consent(nobody_objects=nobody_objects, title=title)
    )


def _why_only_by_vote(*, binding: int, matter: str, title: str) -> Refusal | None:
    if binding:
        return Refusal(
            code="needs_a_vote",
            title=title,
            sentence=gettext_noop("This item changes something (%(binding)d prepared): it is decided by a vote."),
            source=gettext_noop("Rules of procedure: what changes something is decided by a vote"),
            facts={"binding": binding},
            advice=gettext_noop("Put the item to the vote."),
        )
    if not is_noted_without_vote(matter):
        return Refusal(
            code="matter_needs_a_vote",
            title=title,
            sentence=gettext_noop(
                "The statute asks a majority of its own for this kind of matter: it is decided by a vote."
            ),
            source=gettext_noop("Statute, chapter on decisions"),
            advice=gettext_noop("Put the item to the vote."),
        )
    return None


def _why_not_by_consent(*, nobody_objects: bool, title: str) -> Refusal | None:
    if nobody_objects:
        return None
    return Refusal(
        code="consent_not_asked",
        title=title,
        sentence=gettext_noop(
            "Without a vote a decision is made by general consent only, and it is not said that nobody objects."
        ),
        source=gettext_noop("Rules of procedure: without a vote, by general consent"),
        advice=gettext_noop("Ask the hall and mark that nobody objects, or put the text to the vote."),
    )
