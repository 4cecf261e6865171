"""The programme of a visit: groups with places, the safety notice, questions before."""

from collections.abc import Sequence
from dataclasses import dataclass

from spilno.statute.rules.refusal import Refusal, gettext_noop

GROUND = gettext_noop("Rules of visiting meetings")
BEFORE = ("draft", "convened", "registration", "open", "recess")
AFTER = ("convened", "registration", "open", "recess", "closed")
NOT_JOINED = gettext_noop("You were not put into the group")
NOT_ASKED = gettext_noop("The question was not asked")
NOT_ANSWERED = gettext_noop("The question was not answered")


@dataclass(frozen=True, slots=True)
class GroupFacts:
    """A group: its number, its name, how many it holds and how many are in it."""

    pk: int
    name: str
    capacity: int
    taken: int

    @property
    def free(self) -> int:
        """Return how many places are free; never less than none.

        Source: PEERS A3, 3.6: sub-groups of a visit.
        """
        return max(self.capacity - self.taken, 0)


def next_with_room(groups: Sequence[GroupFacts], after: int) -> GroupFacts | None:
    """Return the next group with a free place, in order and round again; None when all are full.

    Source: PEERS A3, 3.6: sub-groups of a visit.
    """
    place = next((number for number, group in enumerate(groups) if group.pk == after), 0)
    for group in [*groups[place + 1 :], *groups[:place]]:
        if group.free:
            return group
    return None


def why_not_join(
    groups: Sequence[GroupFacts], wanted: int, *, meeting_state: str, takes_part: bool, is_in: bool
) -> Refusal | None:
    """Say why a person is not put into a group: it is full (the next one with room is named), or he does not take part.

    Source: rules of visiting meetings: a group takes no more than its guide and its transport hold.
    """
    if not takes_part:
        return Refusal(
            "takes_no_part",
            gettext_noop("Groups are for those who take part in the meeting: representatives of members and guests."),
            GROUND,
            title=NOT_JOINED,
            advice=gettext_noop("Ask the secretariat to enter you among the guests."),
        )
    if meeting_state not in BEFORE or meeting_state == "draft":
        return Refusal(
            "groups_are_closed",
            gettext_noop("Groups are gathered from the notice of the meeting until it is closed."),
            GROUND,
            title=NOT_JOINED,
        )
    group = next((group for group in groups if group.pk == wanted), None)
    if is_in or group is None or group.free:
        return None
    other = next_with_room(groups, wanted)
    return Refusal(
        "group_is_full",
        gettext_noop("The group “%(group)s” is full: all its places are taken (%(capacity)d)."),
        GROUND,
        {"group": group.name, "capacity": group.capacity, "next": other.name if other else ""},
        gettext_noop("There is room in the group “%(next)s”.")
        if other
        else gettext_noop("All groups are full. Ask the secretariat for one more."),
        title=NOT_JOINED,
    )


def why_not_ask(*, meeting_state: str, standing: str, text: str) -> Refusal | None:
    """Say why a member's question to the host is not taken: the visit is over, the council is no member, nothing is asked.

    Source: PEERS A3, 3.7: learning questions before the visit.
    """
    if standing not in {"admitted", "confirmed", "suspended"}:
        return Refusal(
            "asks_as_no_member",
            gettext_noop("Members ask the host, and this council is not a member today."),
            GROUND,
            title=NOT_ASKED,
        )
    if meeting_state not in BEFORE:
        return Refusal(
            "visit_is_over",
            gettext_noop("Questions are asked before the visit, and it is over."),
            GROUND,
            title=NOT_ASKED,
            advice=gettext_noop("Write to the contact on the card of the practice."),
        )
    if not text.strip():
        return Refusal("nothing_asked", gettext_noop("The question says nothing."), GROUND, title=NOT_ASKED)
    return None


def why_not_answer(*, answers_for_host: bool, text: str) -> Refusal | None:
    """Say why a question is not answered: only the host answers, and in words.

    Source: PEERS A3, 3.7: the host answers learning questions.
    """
    if not answers_for_host:
        return Refusal(
            "not_the_host", gettext_noop("Only the host or the secretariat answers."), GROUND, title=NOT_ANSWERED
        )
    if not text.strip():
        return Refusal("nothing_answered", gettext_noop("The answer says nothing."), GROUND, title=NOT_ANSWERED)
    return None


def why_not_confirm_safety(*, notice: str, shown: str, now: str) -> Refusal | None:
    """Say why the reading of the safety notice is not confirmed: there is none, or it changed since the page was opened.

    `shown` and `now` are digests of the text: what the page showed, what stands there.

    Source: PEERS A3, 3.6: the safety notice of a visit.
    """
    title = gettext_noop("Your confirmation was not kept")
    if not notice.strip():
        return Refusal("no_safety_notice", gettext_noop("This meeting has no safety notice yet."), GROUND, title=title)
    if shown != now:
        return Refusal(
            "safety_changed",
            gettext_noop("The safety notice was changed since you opened the page."),
            GROUND,
            title=title,
            advice=gettext_noop("Read it again, then confirm."),
        )
    return None
