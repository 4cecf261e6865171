"""Acts on the agenda in preparation: add, change, move, remove; issues, overdue undertakings and usual items."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from spilno.accounts.models import User
from spilno.documents.gateways.files import Upload
from spilno.documents.models import Attachment
from spilno.documents.services import attach
from spilno.journal.services import record
from spilno.meetings.live import touch
from spilno.meetings.models import Decision, Issue, Item, Meeting
from spilno.meetings.queries.agenda import (
    OVERDUE,
    UNDERTAKING,
    overdue_item,
    overdue_not_listed,
    overdue_since_drafted,
    tree_of,
)
from spilno.meetings.queries.attendance import day_of
from spilno.meetings.queries.issues import facts_of
from spilno.meetings.queries.materials import refusal_to_add_material
from spilno.meetings.rules.agenda import (
    moved,
    place_among,
    rank_of,
    why_agenda_closed,
    why_not_change_item,
    why_not_nest,
    why_stale,
    why_unknown_matter,
)
from spilno.meetings.rules.issues import why_none_chosen, why_not_put_on_agenda, why_wrong_title
from spilno.statute.queries import in_force_on
from spilno.statute.rules.refusal import refuse
from spilno.undertakings.models import Undertaking
from spilno.undertakings.queries import Origin, origins_of

FIELDS = (
    "title",
    "matter",
    "rapporteur",
    "rapporteur_name",
    "rapporteur_post",
    "draft_decision",
    "minutes_planned",
)
TITLE_LENGTH = 500

# items that stand on nearly every agenda: code, title, matter
USUAL = {
    "agenda": (gettext_noop("On the approval of the agenda"), "procedural"),
    "counting": (gettext_noop("On the election of the counting commission"), "procedural"),
    "mandate": (gettext_noop("On the report of the mandate commission"), "procedural"),
    "report": (gettext_noop("On the report of the President and the Board"), "ordinary"),
    "misc": (gettext_noop("Miscellaneous"), "ordinary"),
}
USUAL_DRAFTS = {
    "agenda": gettext_noop("Approve the agenda of the meeting."),
    "counting": gettext_noop("Elect the counting commission: "),
    "mandate": gettext_noop("Take note of the report of the mandate commission."),
    "report": gettext_noop("Take note of the report of the President and the Board."),
}


@transaction.atomic
def add_item(
    meeting: Meeting, values: Mapping[str, Any], *, under: int | None = None, seen: int | None = None, by: User
) -> Item:
    """Add an item to the agenda where such items stand, or at the end of the sub-items of another one.

    An item added after the notice went out is marked as late: the meeting itself takes it when it approves the agenda.
    `seen` is the version of the meeting on the page where the button was. Raises RuleBroken.
    """
    meeting = _open_agenda(meeting, seen)
    refuse(why_wrong_title(str(values.get("title", ""))))
    refuse(why_unknown_matter(str(values.get("matter", "ordinary")), provisions=in_force_on(day_of(meeting))))
    refuse(why_not_nest(tree_of(meeting), None, under=under))
    item = _append(meeting, under, **{name: values[name] for name in FIELDS if values.get(name) is not None})
    _touched("item.added", item, meeting, by)
    return item


@transaction.atomic
def change_item(item: Item, values: Mapping[str, Any], *, under: int | None, seen: int | None = None, by: User) -> Item:
    """Change an item and its place in the tree. Raises RuleBroken when it went out with the notice or is being heard."""
    meeting = _open_agenda(item.meeting, seen)
    item = Item.objects.get(pk=item.pk)
    refuse(why_not_change_item(meeting.state, item.state, late=item.late))
    refuse(why_wrong_title(str(values.get("title", ""))))
    refuse(why_unknown_matter(str(values.get("matter", "")), provisions=in_force_on(day_of(meeting))))
    refuse(why_not_nest(tree_of(meeting), item.pk, under=under))
    for name in FIELDS:
        if name in values:
            setattr(item, name, values[name])
    if item.parent_id != under:
        item.parent_id = under
        item.order = _next_order(meeting, under)
    item.save()
    _touched("item.changed", item, meeting, by)
    return item


@transaction.atomic
def move_item(item: Item, *, up: bool, seen: int | None = None, by: User) -> Item:
    """Let an item change places with its neighbour; at the edge nothing happens. Raises RuleBroken."""
    meeting = _open_agenda(item.meeting, seen)
    item = Item.objects.get(pk=item.pk)
    refuse(why_not_change_item(meeting.state, item.state, late=item.late))
    for pk, order in moved(tree_of(meeting), item.pk, up=up).items():
        Item.objects.filter(pk=pk).update(order=order)
    item.refresh_from_db()
    _touched("item.moved", item, meeting, by)
    return item


@transaction.atomic
def remove_item(item: Item, *, seen: int | None = None, by: User) -> None:
    """Take an item with its sub-items off the agenda; their issues wait for another meeting again. Raises RuleBroken."""
    meeting = _open_agenda(item.meeting, seen)
    item = Item.objects.get(pk=item.pk)
    refuse(why_not_change_item(meeting.state, item.state, late=item.late))
    going = [item.pk, *_under(meeting, item.pk)]
    Issue.objects.filter(considerations__in=going, state=Issue.State.ON_AGENDA).update(state=Issue.State.ACCEPTED)
    _touched("item.removed", item, meeting, by)
    Item.objects.filter(pk__in=going).delete()


@transaction.atomic
def take_issue(meeting: Meeting, issue: Issue, *, seen: int | None = None, by: User) -> Item:
    """Put an accepted issue on the agenda with its draft decision; its files are read from the issue. Raises RuleBroken."""
    meeting = _open_agenda(meeting, seen)
    issue = Issue.objects.select_for_update().get(pk=issue.pk)
    there = meeting.items.filter(issue=issue).exists()
    refuse(why_not_put_on_agenda(facts_of(issue), already_there=there))
    speaker = issue.raised_by_person
    item = _append(
        meeting, None, title=issue.title, issue=issue, draft_decision=issue.draft_decision, rapporteur=speaker
    )
    issue.state = Issue.State.ON_AGENDA
    issue.save(update_fields=["state"])
    record("issue.put_on_agenda", issue, by=by, facts={"number": issue.number, "meeting": meeting.number})
    _touched("item.added", item, meeting, by)
    return item


@transaction.atomic
def take_issues(meeting: Meeting, issues: Sequence[Issue], *, seen: int | None = None, by: User) -> list[Item]:
    """Put several accepted issues on the agenda in their order: all of them or, when one is refused, none."""
    meeting = _open_agenda(meeting, seen)
    refuse(why_none_chosen(len(issues)))
    return [take_issue(meeting, issue, by=by) for issue in issues]


@transaction.atomic
def add_usual(meeting: Meeting, code: str, *, seen: int | None = None, by: User) -> Item | None:
    """Add an item that stands on nearly every agenda: its code is one of USUAL. Not twice on one agenda: None then."""
    meeting = _open_agenda(meeting, seen)
    title, matter = USUAL[code]
    source = f"meetings.usual_{code}"
    if meeting.items.filter(source_type=source).exists():
        return None
    with translation.override("uk"):
        draft = USUAL_DRAFTS.get(code, "")
        item = _append(
            meeting, None, title=_(title), matter=matter, source_type=source, draft_decision=_(draft) if draft else ""
        )
    _touched("item.added", item, meeting, by)
    return item


@transaction.atomic
def take_overdue(meeting: Meeting, *, since_drafted: bool = False, by: User | None) -> int:
    """Put every overdue undertaking that is not there yet under «Про виконання рішень»; returns how many came.

    Called by itself when a meeting is drafted and, for what became overdue since, when it is convened: what the secretary
    took off meanwhile stays off. An agenda without anything overdue stays as it is.
    """
    meeting = _open_agenda(meeting, None)
    today = timezone.localdate()
    rows = list(overdue_since_drafted(meeting, today) if since_drafted else overdue_not_listed(meeting, today))
    if not rows:
        return 0
    with translation.override("uk"):
        origins = origins_of(row for row in rows if row.source_type != Decision._meta.label_lower)
        parent = overdue_item(meeting) or _append(meeting, None, title=_overdue_head(rows), source_type=OVERDUE)
        for row in rows:
            title = overdue_title(row, origins.get(row.pk))
            _append(meeting, parent.pk, title=title, source_type=UNDERTAKING, source_id=str(row.pk))
    touch(meeting)
    record("agenda.took_overdue", meeting, by=by, facts={"undertakings": [row.number for row in rows]})
    return len(rows)


@transaction.atomic
def attach_to_item(item: Item, file: Upload, *, title: str, by: User) -> Attachment:
    """Attach a document to an item; it is read by everyone once the meeting is convened.

    Raises RuleBroken when the agenda is closed, or the statute's day for materials has passed.
    """
    meeting = _open_agenda(item.meeting, None)
    refuse(refusal_to_add_material(item))
    attachment = attach(file, about=item, title=title, public=False, by=by)
    touch(meeting)
    record("item.got_document", item, by=by, facts={"meeting": meeting.number, "attachment": attachment.pk})
    return attachment


def _overdue_head(rows: list[Undertaking]) -> str:
    if all(row.source_type == Decision._meta.label_lower for row in rows):
        return _("On the fulfilment of decisions of earlier General Meetings")
    return _("On the fulfilment of decisions of earlier General Meetings and of other undertakings")


def overdue_title(row: Undertaking, origin: Origin | None = None) -> str:
    """Return the title of a sub-item about an overdue undertaking: who, what, by when; of one that came from elsewhere, whence."""
    bound = row.organisation or row.body or row.person
    due = f"{row.due_on:%d.%m.%Y}" if row.due_on else "—"
    if origin is not None:
        due = f"{due}; {origin.title}"
    title = _("On the fulfilment of undertaking no. %(number)d (%(who)s, by %(due)s): %(what)s") % {
        "number": row.number,
        "who": bound,
        "due": due,
        "what": " ".join(row.what.split()),
    }
    return title if len(title) <= TITLE_LENGTH else title[: TITLE_LENGTH - 1] + "…"


def _open_agenda(meeting: Meeting, seen: int | None) -> Meeting:
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)  # one act on the agenda at a time
    refuse(why_agenda_closed(meeting.state))
    if seen is not None:
        refuse(why_stale(seen, meeting.version))
    return meeting


def _next_order(meeting: Meeting, under: int | None) -> int:
    return (meeting.items.filter(parent=under).aggregate(last=Max("order"))["last"] or 0) + 1


def _append(meeting: Meeting, under: int | None, **fields: Any) -> Item:
    late = meeting.state != Meeting.State.DRAFT
    item = Item.objects.create(meeting=meeting, parent_id=under, order=_next_order(meeting, under), late=late, **fields)
    if under is None and not late:  # numbers that went out with the notice stay
        _put_in_place(meeting, item)
    return item


def _put_in_place(meeting: Meeting, item: Item) -> None:
    """Let a new item stand where such items stand: what opens the meeting before what is overdue, «Різне» last."""
    others = list(meeting.items.filter(parent=None).exclude(pk=item.pk).order_by("order", "pk"))
    ranks = [rank_of(matter=other.matter, source=other.source_type) for other in others]
    place = place_among(ranks, rank_of(matter=item.matter, source=item.source_type))
    if place == len(others):
        return
    for order, one in enumerate([*others[:place], item, *others[place:]], start=1):
        if one.order != order:
            Item.objects.filter(pk=one.pk).update(order=order)
    item.refresh_from_db()


def _under(meeting: Meeting, pk: int) -> list[int]:
    nodes = tree_of(meeting)
    found, fresh = [], [pk]
    while fresh:
        fresh = [node.pk for node in nodes if node.parent in fresh]
        found += fresh
    return found


def _touched(act: str, item: Item, meeting: Meeting, by: User | None) -> None:
    touch(meeting)
    record(act, item, by=by, facts={"meeting": meeting.number, "title": item.title, "late": item.late})
