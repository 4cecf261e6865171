"""How a meeting of the demo is prepared and convened."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from spilno.documents.rules.words import day_in_words
from spilno.meetings.models import Issue, Item, Meeting
from spilno.meetings.services.agenda import add_item, take_issue
from spilno.meetings.services.convening import convene_meeting
from spilno.meetings.services.drafting import add_stop, draft_meeting
from spilno.meetings.services.effects import prepare_effect
from spilno.meetings.services.elections import nominate, prepare_election
from spilno.meetings.services.registration import (
    accept_proxy,
    invite_guest,
)
from spilno.members.services.dues import Rate, propose_dues
from spilno.people.gateways import in_words
from spilno.portal.management.demo import visits
from spilno.portal.management.demo.teller import Teller


def convened(
    teller: Teller, each: dict[str, Any], day: datetime, issues: dict[str, Issue], meetings: dict[str, Meeting]
) -> None:
    """The secretary prepares a meeting and convenes it."""
    world, by = teller.world, teller.secretary
    demand = each.get("demand", {})
    host = world.member.get(each.get("host", ""))
    meeting = draft_meeting(
        {
            "number": each["number"], "kind": each["kind"], "format": each["format"], "also_online": each.get("also_online", False),
            "starts_at": day, "ends_at_planned": day + timedelta(hours=4), "place": each["place"], "settlement": each["settlement"],
            "online_link": "https://video.demo.example/zbory" if each["format"] == "mixed" or each.get("also_online") else "",
            "host": host, "chair": teller.person("president"), "chair_post": "Президент Асоціації",
            "secretary": teller.person("secretary"), "secretary_post": "начальник секретаріату", "convened_by_act": _act(each),
            "demand_code": demand.get("code", ""), "demand_count": demand.get("count", 0), "demand_of": 62,
            "demand_document": demand.get("document", ""), "demanded_on": timezone.localdate() - timedelta(days=2),
        },
        by=by,
    )  # fmt: skip
    meetings[each["key"]] = meeting
    for clock, title, note, *more in each.get("visits", []):
        told_of = dict(zip(("ends_at", "shelter", "transport", "contact"), more, strict=False))
        stop = {"starts_at": _on(day, clock), "title": title, "note": note, **told_of}
        if "ends_at" in stop:
            stop["ends_at"] = _on(day, stop["ends_at"])
        add_stop(meeting, stop, by=by)
    visits.add_safety(meeting, each["key"], world)
    for row in each["items"]:
        _item(teller, meeting, row, issues)
    convene_meeting(Meeting.objects.get(pk=meeting.pk), by=by)
    for order, (place, holder) in enumerate(each.get("proxies", []), start=118):
        accept_proxy(
            meeting,
            giver=world.member[place],
            holder=world.member[holder],
            document=f"довіреність від {day_in_words(timezone.localdate())} № 02-15/{order}",
            dated=timezone.localdate(),
            by=by,
        )
    for name, post in each.get("guests", []):
        invite_guest(meeting, name=name, post=post, by=by)


def _on(day: datetime, clock: str) -> datetime:
    hours, minutes = clock.split(":")
    return timezone.localtime(day).replace(hour=int(hours), minute=int(minutes))


def _act(each: dict[str, Any]) -> str:
    """The Board decided three days before the notice went out."""
    decided = timezone.localdate() - timedelta(days=3)
    return f"рішення Правління від {day_in_words(decided)} № {each['number'] - 50}"


def _item(teller: Teller, meeting: Meeting, row: dict[str, Any], issues: dict[str, Issue]) -> None:
    by = teller.secretary
    rapporteur = row.get("rapporteur", "")
    if "counting" in row:
        head, *others = (str(teller.person(place)) for place in row["counting"])
        row["draft"] = row["draft"].replace("{counting}", ", ".join([f"{head} (голова)", *others]))
    if "elect" in row:
        candidate = teller.person(row["elect"]["person"])
        row["draft"] = row["draft"].replace("{elected}", in_words(candidate, "accusative"))
        row["heard"] = row["heard"].replace("{candidate}", in_words(candidate, "genitive"))
    if "issue" in row:
        item = take_issue(meeting, Issue.objects.get(pk=issues[row["issue"]].pk), by=by)
        Item.objects.filter(pk=item.pk).update(
            matter=row["matter"], draft_decision=row.get("draft", item.draft_decision)
        )
    else:
        item = add_item(
            meeting, {"title": row["title"], "matter": row["matter"], "draft_decision": row.get("draft", "")}, by=by
        )
    if rapporteur:
        Item.objects.filter(pk=item.pk).update(
            rapporteur=teller.person(rapporteur), rapporteur_post=teller.post(rapporteur)
        )
    row["pk"] = item.pk
    item.refresh_from_db()
    for duty in row.get("undertakings", []):
        bound = (
            {"bound_body": teller.world.body[duty["body"]]}
            if "body" in duty
            else {"bound_membership": teller.world.member[duty["council"]]}
        )
        due = timezone.localdate(meeting.starts_at) + timedelta(days=duty["days"])
        prepare_effect(item, kind="undertaking", what=duty["what"], due_on=due, by=by, **bound)
    for place in row.get("counting", []):
        prepare_effect(item, kind="counting", person=teller.person(place), by=by)
    if "elect" in row:
        _elected(teller, item, row["elect"])
    if "election" in row:
        _election(teller, item, row["election"])
    if row.get("dues"):
        prepare_effect(item, kind="dues", dues_table=_dues(teller, meeting), by=by)


def _elected(teller: Teller, item: Item, told: dict[str, str]) -> None:
    """Prepare that the decision gives a seat to a person for four years."""
    person, starts = teller.person(told["person"]), timezone.localdate(item.meeting.starts_at)
    ends = date(starts.year + 4, starts.month, min(starts.day, 28))
    seat = teller.world.seat[told["seat"]]
    prepare_effect(item, kind="elect", seat=seat, person=person, starts=starts, ends=ends, by=teller.secretary)


def _election(teller: Teller, item: Item, told: dict[str, Any]) -> None:
    """Say what seats are filled and how votes are counted; name the candidates, who agree; one may not have answered yet."""
    by = teller.secretary
    prepare_election(item, kind=told["kind"], seats=[teller.world.seat[key] for key in told["seats"]], by=by)
    for place, nominated_by in told["candidates"]:
        consents = place not in told.get("unanswered", [])
        nominate(item, teller.person(place), nominated_by=nominated_by, consents=consents, by=by)


def _dues(teller: Teller, meeting: Meeting) -> Any:
    rates = [
        Rate(level=level, flat=amount)
        for level, amount in (
            ("region", 90000),
            ("raion", 20000),
            ("city", 24000),
            ("settlement", 15000),
            ("village", 9000),
        )
    ]
    return propose_dues(
        timezone.localdate(meeting.starts_at).year + 1, rates, ground="пропозиція Правління", by=teller.secretary
    )
