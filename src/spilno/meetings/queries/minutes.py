"""The record of a meeting as plain facts, ready to be written down as minutes."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime

from django.conf import settings
from django.db.models import Prefetch
from django.utils import timezone, translation

from spilno.ballots.models import Elector, Question
from spilno.journal.models import Entry
from spilno.meetings.models import (
    Attendance,
    Decision,
    Demand,
    Item,
    Meeting,
    Minutes,
    Objection,
    Officer,
    Put,
    Speech,
)
from spilno.meetings.queries.attendance import day_of, roll_order
from spilno.meetings.queries.outcomes import decision_of, told_effects, vote_of
from spilno.meetings.rules.agenda import Node, numbers_of
from spilno.meetings.rules.minutes import facts
from spilno.meetings.rules.minutes.lines import paper_of_proxy
from spilno.members.models import Membership
from spilno.members.queries import voting_members
from spilno.organisations.rules.phrases import decline_phrase
from spilno.people.gateways import in_words
from spilno.people.models import Person
from spilno.people.queries import offices_of, post_of
from spilno.statute.queries import in_force_on

OFFICER_TITLES = {
    Officer.Role.COUNTING: "Лічильна комісія",
    Officer.Role.MANDATE: "Мандатна комісія",
}


def minutes_of(meeting: Meeting) -> Minutes | None:
    """Return the minutes of a meeting with their documents; None when they are not drawn up."""
    return Minutes.objects.filter(meeting=meeting).select_related("pdf", "docx", "meeting__body").first()


def objections_to(minutes: Minutes) -> list[Objection]:
    """Return all objections to the minutes, oldest first."""
    return list(minutes.objections.select_related("membership__organisation", "item"))


def attended_by(meeting: Meeting, person: Person) -> Membership | None:
    """Return the member for which a person attended the meeting with his own mandate; None for one who did not."""
    row = (
        meeting.attendance.filter(person=person, proxy__isnull=True)
        .select_related("membership__organisation")
        .order_by("arrived_at")
        .first()
    )
    return row.membership if row else None


def attendee_addresses(meeting: Meeting) -> list[tuple[str, str, int]]:
    """Return (name, address, membership number) of each member that attended, by the person who represented it."""
    seen: dict[int, tuple[str, str, int]] = {}
    for row in meeting.attendance.select_related("membership__organisation", "person").order_by("arrived_at"):
        organisation = row.membership.organisation
        address = row.person.email if row.proxy_id is None and row.person.email else organisation.email
        seen.setdefault(row.membership_id, (organisation.name_uk, address, row.membership_id))
    return list(seen.values())


def item_numbers(meeting: Meeting) -> dict[int, str]:
    """Return the printed number of each item of a meeting, in the order in which they are read."""
    rows = meeting.items.values_list("pk", "parent_id", "order").order_by("order", "pk")
    return numbers_of([Node(pk, parent, order) for pk, parent, order in rows])


@translation.override("uk")  # minutes are Ukrainian whoever draws them up
def record_of(meeting: Meeting, *, minutes: Minutes | None = None) -> facts.MeetingHeld:
    """Gather everything that the minutes of a meeting tell, by a number of queries that does not depend on its size."""
    day = day_of(meeting)
    provisions = in_force_on(day)
    entitled = list(roll_order(voting_members(day)))
    rows = _attended(meeting)
    deciding = {membership.pk for membership in entitled}
    here = {row.membership_id for row in rows if _present_at(row, meeting.opened_at or meeting.closed_at)}
    count = meeting.entitled_at_opening if meeting.entitled_at_opening is not None else len(entitled)
    posts = _posts({row.person_id for row in rows}, day)
    association = settings.ASSOCIATION_NAMES["uk"]
    return facts.MeetingHeld(
        association=association,
        association_genitive=decline_phrase(association, "genitive"),
        body_genitive=meeting.body.genitive_uk or decline_phrase(meeting.body.name_uk, "genitive"),
        number=minutes.number if minutes else str(meeting.number),
        meeting_number=meeting.number,
        day=day,
        settlement=meeting.settlement,
        place=meeting.place,
        kind=meeting.kind,
        format=meeting.format,
        host=str(meeting.host) if meeting.host else "",
        chair=_officer(meeting.chair, meeting.chair_post),
        secretary=_officer(meeting.secretary, meeting.secretary_post),
        entitled=count,
        present=meeting.present_at_opening if meeting.present_at_opening is not None else len(here & deciding),
        quorum_needed=provisions.quorum.needed(count),
        quorum_share=provisions.quorum.share,
        quorum_strict=provisions.quorum.strict,
        quorum_article=provisions.quorum.ground.article,
        opened=_kyiv(meeting.opened_at),
        closed=timezone.localtime(meeting.closed_at or meeting.starts_at),
        held=meeting.state != Meeting.State.NOT_HELD,
        also_online=meeting.also_online,
        convened_by=meeting.convened_by_act,
        noticed=timezone.localdate(meeting.convened_at) if meeting.convened_at else None,
        demand=_demand(getattr(meeting, "demand", None)),
        members=tuple(_members(rows, deciding, posts, meeting)),
        absent=tuple(str(membership) for membership in entitled if membership.pk not in here),
        guests=tuple(_guests(meeting)),
        bodies=tuple(_bodies(meeting)),
        recesses=tuple((timezone.localtime(one.began_at), _kyiv(one.ended_at)) for one in meeting.recesses.all()),
        items=tuple(_items(meeting)),
        note=minutes.note if minutes else "",
        objections=tuple(_kept_objections(minutes)) if minutes else (),
        mark=_mark(minutes),
    )


def _guests(meeting: Meeting) -> Iterator[facts.Speaker]:
    for guest in meeting.guests.all():
        if guest.arrived_at is not None:
            yield facts.Speaker(name=guest.name, post=guest.post)


def _attended(meeting: Meeting) -> list[Attendance]:
    """Return who was here and when, in the one order of all lists of the minutes."""
    told = meeting.attendance.select_related(
        "membership__organisation", "person", "proxy__holder__organisation", "proxy__holder_person"
    )
    return list(roll_order(told, council="membership__organisation", then=("arrived_at",)))


def _members(
    rows: Iterable[Attendance], deciding: set[int], posts: Mapping[int, str], meeting: Meeting
) -> Iterable[facts.MemberPresent]:
    grouped: dict[int, list[Attendance]] = defaultdict(list)
    for row in rows:
        grouped[row.membership_id].append(row)
    for own in grouped.values():
        last = own[-1]
        took_part = [row for row in own if row is last or not _left_before(row, meeting.opened_at)]
        yield facts.MemberPresent(
            member=str(last.membership),
            person=last.person.full_name,
            post=posts.get(last.person_id, ""),
            times=tuple(
                (
                    timezone.localtime(row.arrived_at),
                    None
                    if row.left_at is None or row.left_at == meeting.closed_at
                    else timezone.localtime(row.left_at),
                )
                for row in took_part
            ),
            proxy=_proxy(last),
            remote=last.mode == Attendance.Mode.REMOTE,
            deciding=last.membership_id in deciding,
        )


def _proxy(row: Attendance) -> str:
    proxy = row.proxy
    if proxy is None:
        return ""
    whose = decline_phrase(str(proxy.holder), "genitive")
    return f"голосує {proxy.holder_person}, представник {whose} ({paper_of_proxy(proxy.document, proxy.dated)})"


def _left_before(row: Attendance, opened: datetime | None) -> bool:
    """A coming and going before the opening is no part of the meeting: a proxy whose giver came, a second registration."""
    return opened is not None and row.left_at is not None and row.left_at <= opened


def _present_at(row: Attendance, moment: datetime | None) -> bool:
    return moment is not None and row.arrived_at <= moment and (row.left_at is None or row.left_at >= moment)


def _items(meeting: Meeting) -> Iterable[facts.ItemHeard]:
    numbers = item_numbers(meeting)
    electors = Elector.objects.select_related("holder", "vote").order_by("order", "name", "pk")
    puts = Put.objects.select_related("question").prefetch_related(
        Prefetch("question__electors", electors, to_attr="roll"), "question__sheets"
    )
    items = meeting.items.select_related("rapporteur").prefetch_related(
        Prefetch("speeches", Speech.objects.filter(begun_at__isnull=False).select_related("person")),
        "recusals__membership__organisation",
        "nominations__person",
        Prefetch("puts", puts),
        Prefetch(
            "decisions", Decision.objects.order_by("number").prefetch_related(Prefetch("effects", told_effects()))
        ),
    )
    kept = {item.pk: item for item in items}
    parents = {item.parent_id for item in kept.values()}
    people = {item.rapporteur_id for item in kept.values() if item.rapporteur_id}
    people |= {speech.person_id for item in kept.values() for speech in item.speeches.all() if speech.person_id}
    posts = _posts(people, day_of(meeting))
    if meeting.chair_id and meeting.chair_post:
        posts[meeting.chair_id] = meeting.chair_post  # who presides is named alike in the whole document
    for pk, number in numbers.items():
        yield _item(kept[pk], number, has_parts=pk in parents, posts=posts)


def _item(item: Item, number: str, *, has_parts: bool, posts: dict[int, str]) -> facts.ItemHeard:
    return facts.ItemHeard(
        number=number,
        title=item.title,
        state=item.state,
        rapporteur=_rapporteur(item, posts),
        heard=item.heard,
        speeches=tuple(
            facts.SpeechMade(
                speaker=facts.Speaker(
                    name=speech.name,
                    post=_post_of_speaker(speech, posts),
                    feminine=speech.person is not None and speech.person.gender == Person.Gender.FEMININE,
                ),
                kind=speech.side or speech.kind,
                summary=speech.summary,
            )
            for speech in sorted(item.speeches.all(), key=lambda speech: (speech.begun_at, speech.pk))
        ),
        interests=tuple(facts.Interest(str(recusal.membership), recusal.reason) for recusal in item.recusals.all()),
        nominations=tuple(
            facts.Nominated(str(one.person), one.nominated_by, one.answer) for one in item.nominations.all()
        ),
        votes=tuple(vote_of(put) for put in item.puts.all() if put.question.state != Question.State.OPEN),
        decisions=tuple(decision_of(decision) for decision in item.decisions.all()),
        end_note=item.end_note,
        has_parts=has_parts,
        considered=_kyiv(item.ended_at or item.started_at),
    )


def _post_of_speaker(speech: Speech, posts: Mapping[int, str]) -> str:
    """A representative stands in minutes with the office held that day, and with the council when there is none."""
    office = posts.get(speech.person_id, "") if speech.person_id and speech.membership_id else ""
    return office or speech.post


def _rapporteur(item: Item, posts: dict[int, str]) -> facts.Speaker | None:
    if item.rapporteur is not None:
        return _speaker(item.rapporteur, item.rapporteur_post or posts.get(item.rapporteur.pk, ""))
    if item.rapporteur_name:
        return facts.Speaker(item.rapporteur_name, item.rapporteur_post)
    return None


def _speaker(person: Person, post: str) -> facts.Speaker:
    return facts.Speaker(
        name=str(person),
        post=post,
        feminine=person.gender == Person.Gender.FEMININE,
        genitive=in_words(person, "genitive"),
    )


def _officer(person: Person | None, post: str) -> facts.Speaker | None:
    return _speaker(person, post) if person is not None else None


def _posts(people: set[int], day: date) -> dict[int, str]:
    return {number: post_of(office) for number, office in offices_of(people, day).items()}


def _bodies(meeting: Meeting) -> Iterable[facts.WorkingBody]:
    officers = list(meeting.officers.select_related("person").order_by("role", "-head", "pk"))
    for role in Officer.Role:
        own = [officer for officer in officers if officer.role == role]
        if own:
            yield facts.WorkingBody(
                title=OFFICER_TITLES[role],
                head=next((str(officer.person) for officer in own if officer.head), ""),
                others=tuple(str(officer.person) for officer in own if not officer.head),
            )


def _kept_objections(minutes: Minutes) -> Iterable[facts.ObjectionKept]:
    numbers = item_numbers(minutes.meeting)
    for objection in objections_to(minutes):
        if objection.outcome == Objection.Outcome.DECLINED:
            yield facts.ObjectionKept(
                member=str(objection.membership),
                person=objection.filed_by_name,
                item=numbers.get(objection.item_id, "") if objection.item_id else "",
                text=objection.text,
                filed=timezone.localdate(objection.filed_at),
                answer=objection.answer,
            )


def _demand(demand: Demand | None) -> str:
    if demand is None:
        return ""
    return f"вимога {demand.count} із {demand.of} ({demand.document})"


def _mark(minutes: Minutes | None) -> facts.JournalMark | None:
    if minutes is None:
        return None
    entry = Entry.objects.filter(at__lte=minutes.drafted_at).order_by("-number").first()
    return facts.JournalMark(entry.number, entry.hash, timezone.localtime(entry.at)) if entry else None


def _kyiv(moment: datetime | None) -> datetime | None:
    return timezone.localtime(moment) if moment is not None else None
