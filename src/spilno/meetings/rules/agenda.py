"""The agenda as a tree: numbers, order, what may be changed when, which matters the statute knows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spilno.statute.rules.provisions import Cite, Provisions
from spilno.statute.rules.refusal import Refusal, gettext_noop

DEEPEST = 2  # an item, its sub-item, and one more level: deeper trees cannot be read aloud
NOT_CHANGED = gettext_noop("The agenda is not changed")
PLANNING = ("draft", "convened")
SOURCE = gettext_noop("Statute, %(article)s")


@dataclass(frozen=True, slots=True)
class Node:
    """An item as a place in the tree: its number as a row, its parent's, and the order among its siblings."""

    pk: int
    parent: int | None
    order: int


def children_of(nodes: Sequence[Node], parent: int | None) -> list[Node]:
    """Return the direct sub-items in their order; of None, the items at the top.

    Source: the agenda is read from top to bottom.
    """
    return sorted((node for node in nodes if node.parent == parent), key=lambda node: (node.order, node.pk))


def numbers_of(nodes: Sequence[Node]) -> dict[int, str]:
    """Return the printed number of each item: «3», «3.1», in the order in which they are read.

    An item whose parent is not there is left out: it belongs to no agenda.

    Source: DSTU 4163:2020, 5.20: items are numbered with Arabic digits.
    """
    numbers: dict[int, str] = {}

    def walk(parent: int | None, before: str) -> None:
        for place, node in enumerate(children_of(nodes, parent), start=1):
            numbers[node.pk] = f"{before}{place}"
            walk(node.pk, f"{before}{place}.")

    walk(None, "")
    return numbers


def moved(nodes: Sequence[Node], pk: int, *, up: bool) -> dict[int, int]:
    """Return the new orders of the siblings when one item changes places with its neighbour; empty at the edge.

    Orders come out as 1, 2, 3 …, whatever holes there were.

    Source: the agenda is read from top to bottom.
    """
    node = next((node for node in nodes if node.pk == pk), None)
    if node is None:
        return {}
    siblings = [sibling.pk for sibling in children_of(nodes, node.parent)]
    here = siblings.index(pk)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(siblings):
        return {}
    siblings[here], siblings[there] = siblings[there], siblings[here]
    return {sibling: order for order, sibling in enumerate(siblings, start=1)}


# what opens a meeting, by its place: credentials, working bodies, the agenda itself; then what is overdue; last of all «Різне»
OPENING = {"meetings.usual_mandate": 0, "meetings.usual_counting": 1, "meetings.usual_agenda": 2}
OVERDUE_RANK, ORDINARY, LAST = 3, 50, 99


def rank_of(*, matter: str, source: str) -> int:
    """Return how early an item stands on a draft agenda: the smaller, the earlier.

    An item of procedure that the secretary wrote counts as the approval of the agenda: nothing is decided before it.

    Source: DOMAIN §3.2: mandate commission, working bodies, agenda and rules of procedure, items, miscellaneous.
    """
    if source in OPENING:
        return OPENING[source]
    if source == "meetings.usual_misc":
        return LAST
    if source == "meetings.overdue":
        return OVERDUE_RANK
    return OPENING["meetings.usual_agenda"] if matter == "procedural" else ORDINARY


def place_among(ranks: Sequence[int], rank: int) -> int:
    """Return before which of the siblings a new item is put, counted from 0: after all but those that must follow it.

    What the secretary moved by hand stays where it is.

    Source: DOMAIN §3.2, as `rank_of`.
    """
    place = len(ranks)
    while place and ranks[place - 1] > rank:
        place -= 1
    return place


def depth_of(nodes: Sequence[Node], pk: int | None) -> int:
    """Return how deep an item stands: 0 at the top; -1 for None, the agenda itself.

    Source: the agenda is a tree.
    """
    parents: Mapping[int, int | None] = {node.pk: node.parent for node in nodes}
    depth = -1
    while pk is not None:
        depth += 1
        pk = parents.get(pk)
    return depth


def height_of(nodes: Sequence[Node], pk: int) -> int:
    """Return how many levels stand under an item; 0 when it has no sub-items.

    Source: the agenda is a tree.
    """
    below = children_of(nodes, pk)
    return 1 + max(height_of(nodes, node.pk) for node in below) if below else 0


def is_under(nodes: Sequence[Node], pk: int, ancestor: int) -> bool:
    """Tell whether an item stands under another one, at any depth; an item does not stand under itself.

    Source: the agenda is a tree.
    """
    parents: Mapping[int, int | None] = {node.pk: node.parent for node in nodes}
    here = parents.get(pk)
    while here is not None:
        if here == ancestor:
            return True
        here = parents.get(here)
    return False


def why_not_nest(nodes: Sequence[Node], pk: int | None, *, under: int | None) -> Refusal | None:
    """Say why an item (None: a new one) cannot stand under another; None when it can.

    Source: the agenda is a tree of at most three levels.
    """
    if under is None:
        return None
    if all(node.pk != under for node in nodes):
        return _no("no_such_parent", gettext_noop("The item above it is not on this agenda."))
    if pk is not None and (pk == under or is_under(nodes, under, pk)):
        return _no("under_itself", gettext_noop("An item cannot stand under itself."))
    height = height_of(nodes, pk) if pk is not None else 0
    if depth_of(nodes, under) + 1 + height > DEEPEST:
        return _no(
            "too_deep",
            gettext_noop("The agenda has at most three levels: like 3, 3.1 and 3.1.1."),
            gettext_noop("Put the item one level higher."),
        )
    return None


def why_agenda_closed(meeting_state: str) -> Refusal | None:
    """Say that the agenda is not changed here any more, because the meeting has begun or is over; None before.

    Source: Statute 5.2: the agenda goes out with the notice; in session the meeting itself changes it.
    """
    if meeting_state in PLANNING or meeting_state == "registration":
        return None
    return _no(
        "meeting_began",
        gettext_noop("The meeting has begun or is over: its agenda is changed by the meeting itself."),
        gettext_noop("Put the change to the vote on the chair's console."),
    )


def why_not_change_item(meeting_state: str, item_state: str, *, late: bool) -> Refusal | None:
    """Say why an item cannot be changed or removed; None when it can.

    What went out with the notice stands; an item added after it may still be changed until the opening.

    Source: Statute 5.2.
    """
    closed = why_agenda_closed(meeting_state)
    if closed is not None:
        return closed
    if item_state != "waiting":
        return _no("item_began", gettext_noop("The item is under discussion or finished."))
    if meeting_state != "draft" and not late:
        return _no(
            "item_was_noticed",
            gettext_noop("Members were told this item with the notice: it cannot be changed or removed any more."),
            gettext_noop("At the opening the meeting may take it off or change it when it approves the agenda."),
        )
    return None


def why_unknown_matter(matter: str, *, provisions: Provisions) -> Refusal | None:
    """Say that the statute sets no majority for such a matter; None when it does.

    Source: Statute 5.7.
    """
    if matter in provisions.matters:
        return None
    return Refusal(
        code="unknown_matter",
        title=NOT_CHANGED,
        sentence=gettext_noop("The statute sets no majority for such a kind of matter: “%(matter)s”."),
        source=SOURCE,
        facts={"matter": matter, "article": provisions.matters["ordinary"].majority.ground.article},
        advice=gettext_noop("Choose one of the kinds that the statute names."),
    )


def why_stale(seen: int, now: int, *, title: str = NOT_CHANGED) -> Refusal | None:
    """Say that someone changed the meeting since the page was opened; None when it is as it was seen.

    `title` tells what did not happen.

    Source: order of work: what one person entered, another changes only after seeing it.
    """
    if seen == now:
        return None
    return Refusal(
        code="stale_page",
        title=title,
        sentence=gettext_noop("Someone changed this meeting after you opened the page."),
        source=gettext_noop("Order of work: what one person entered, another changes only after seeing it"),
        facts={"seen": seen, "now": now},
        advice=gettext_noop("Go back, reload the page, look at what changed and do it once more."),
    )


def _no(code: str, sentence: str, advice: str = "") -> Refusal:
    return Refusal(
        code=code,
        title=NOT_CHANGED,
        sentence=sentence,
        source=SOURCE,
        facts={"article": Cite("notice_days")},
        advice=advice,
    )
