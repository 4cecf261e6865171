"""Who may vote on an item as it stands now: members, proxies in force, those set aside by an interest."""

from dataclasses import replace

from spilno.ballots.rules.casting import Entitled
from spilno.meetings.models import Attendance, Item, Recusal
from spilno.meetings.queries.attendance import day_of, roll_order
from spilno.meetings.rules.proxies import Span
from spilno.meetings.rules.quorum import Presence
from spilno.members.queries import voting_members


def root_place(item: Item) -> int:
    """Return the number of the item's root on the agenda, from 1: proxies are limited by these numbers."""
    root = item
    while root.parent_id is not None and root.parent is not None:
        root = root.parent
    roots = list(Item.objects.filter(meeting_id=item.meeting_id, parent=None).values_list("pk", flat=True))
    return roots.index(root.pk) + 1


def entitled_on(item: Item) -> list[Entitled]:
    """Return all rights to vote on an item as they stand now, in the order of the roll.

    A right carried by proxy counts as present only when the proxy is in force for this item and its holder is here.
    """
    meeting, place = item.meeting, root_place(item)
    rows = {
        row.membership_id: row
        for row in meeting.attendance.filter(left_at__isnull=True).select_related("person", "proxy__holder_person")
    }
    lineage = [item.pk]
    parent = item.parent
    while parent is not None:
        lineage.append(parent.pk)
        parent = parent.parent
    recused = set(Recusal.objects.filter(item__in=lineage).values_list("membership_id", flat=True))
    ordered = roll_order(voting_members(day_of(meeting)))
    members = list(ordered.values_list("pk", "organisation__name_uk", "organisation__place_uk", "organisation__level"))
    able = {pk: rows[pk] for pk, *_ in members if pk in rows}  # who lost the vote carries none either
    return [
        replace(_entitled(pk, name, short or name, rows=able, place=place, recused=pk in recused), level=level)
        for pk, name, short, level in members
    ]


def _entitled(
    membership: int, name: str, short: str, *, rows: dict[int, Attendance], place: int, recused: bool
) -> Entitled:
    row = rows.get(membership)
    if row is None or not _is_present(row, rows=rows, place=place):
        return Entitled(name=name, place=short, membership_id=membership)
    holder = row.proxy.holder_person if row.proxy is not None else row.person
    return Entitled(
        name=name,
        place=short,
        membership_id=membership,
        holder_id=holder.pk,
        holder_name=str(holder),
        by_proxy=row.proxy is not None,
        present=True,
        recused=recused,
    )


def _is_present(row: Attendance, *, rows: dict[int, Attendance], place: int) -> bool:
    proxy = row.proxy
    if proxy is None:
        return True
    if proxy.withdrawn_at is not None or (proxy.holder_id not in rows):
        return False
    return Span(proxy.item_from, proxy.item_to).covers(place)


def presence_on(rights: list[Entitled]) -> Presence:
    """Count rights that can be used."""
    return Presence(entitled=len(rights), present=sum(1 for right in rights if right.present))
