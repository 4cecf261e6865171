"""Drafting, the agenda builder, convening: services, journal, notices, pages."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar
from tests.cast import make_council, make_member

from spilno.documents.models import Document
from spilno.journal.models import Entry
from spilno.meetings.gateways.letters import title_of
from spilno.meetings.models import Issue, Item, Meeting
from spilno.meetings.queries.meetings import agenda_of
from spilno.meetings.queries.planning import next_number, proposed_officers
from spilno.meetings.services import agenda, convening, drafting
from spilno.notices.models import Delivery, Notice
from spilno.statute.rules.refusal import RuleBroken
from spilno.undertakings.models import Undertaking
from spilno.undertakings.queries import Origin, register_origin


def in_days(days):
    return timezone.now().replace(hour=8, minute=0, second=0, microsecond=0) + timedelta(days=days)


def values(cast, **changes):
    return {
        "number": 71,
        "kind": "ordinary",
        "format": "in_person",
        "also_online": False,
        "starts_at": in_days(45),
        "place": "вул. Сумська, 64",
        "settlement": "м. Харків",
        "online_link": "",
        "host": None,
        "chair": cast.chair_person,
        "chair_post": "Президент Асоціації",
        "secretary": cast.secretary_person,
        "secretary_post": "секретар",
        **changes,
    }


def draft(cast, **changes):
    return drafting.draft_meeting(values(cast, **changes), by=cast.secretary)


def item(meeting, cast, title="Про воду", **fields):
    under = fields.pop("under", None)
    return agenda.add_item(meeting, {"title": title, "matter": "ordinary", **fields}, under=under, by=cast.secretary)


def convened(cast, **changes):
    meeting = draft(cast, **changes)
    item(meeting, cast)
    return convening.convene_meeting(meeting, by=cast.secretary)


def broken(code):
    return pytest.raises(RuleBroken, match=f"^{code}$")


def overdue(cast, number=1, **fields):
    today = timezone.localdate()
    fields = {"source_type": "meetings.decision", "source_id": "1", **fields}
    return Undertaking.objects.create(
        number=number, what="Провести семінар", organisation=cast.verbova.organisation, due_on=today - timedelta(days=3),
        ground="рішення № 1", opened_on=today - timedelta(days=90), **fields,
    )  # fmt: skip


# drafting


def test_a_meeting_is_drafted_and_the_overdue_appears_by_itself(cast):
    overdue(cast)
    meeting = draft(cast)
    parent, child = agenda_of(meeting)
    assert (parent.number, child.number) == ("1", "1.1")
    assert child.source_id == str(Undertaking.objects.get().pk)
    assert "Вербова міська рада" in child.title
    assert {"meeting.drafted", "agenda.took_overdue"} <= set(Entry.objects.values_list("act", flat=True))
    overdue(cast, 2)
    assert agenda.take_overdue(meeting, by=cast.secretary) == 1
    assert agenda.take_overdue(meeting, by=cast.secretary) == 0
    assert [row.number for row in agenda_of(meeting)] == ["1", "1.1", "1.2"]


def test_what_the_secretary_took_off_does_not_come_back_by_convening(cast, client):
    overdue(cast)
    meeting = draft(cast)
    item(meeting, cast)
    agenda.remove_item(meeting.items.get(source_type="undertakings.undertaking"), by=cast.secretary)
    agenda.remove_item(meeting.items.get(source_type="meetings.overdue"), by=cast.secretary)
    Meeting.objects.filter(pk=meeting.pk).update(created_at=timezone.now() - timedelta(days=2))
    later = overdue(cast, 2)
    Undertaking.objects.filter(pk=later.pk).update(due_on=timezone.localdate() - timedelta(days=1))
    client.force_login(cast.secretary)
    page = client.get(reverse("meetings:convene", args=[meeting.pk])).content.decode()
    assert "№ 2: Провести семінар" in page
    assert "№ 1: Провести семінар" not in page
    convening.convene_meeting(meeting, by=cast.secretary)
    taken = meeting.items.filter(source_type="undertakings.undertaking").values_list("source_id", flat=True)
    assert list(taken) == [str(later.pk)]


def test_what_partners_owe_appears_too_and_what_is_not_public_does_not(cast):
    register_origin("bodies.body", lambda ids: {number: Origin("План року, меморандум № 7", "/") for number in ids})
    overdue(cast, 1, source_type="bodies.body", source_id="5")
    overdue(cast, 2, source_type="bodies.body", source_id="6", public=False)
    parent, child = agenda_of(draft(cast))
    assert "меморандум № 7" in child.title
    assert "інших доручень" in parent.title


def test_what_was_reported_is_not_put_as_overdue_and_an_item_put_before_says_so(cast, client):
    overdue(cast, 1, state="reported")
    meeting = draft(cast)
    assert agenda_of(meeting) == []
    put = overdue(cast, 2)
    agenda.take_overdue(meeting, by=cast.secretary)
    client.force_login(cast.secretary)
    word, pages = "чекає відповіді", [reverse(f"meetings:{name}", args=[meeting.pk]) for name in ("prepare", "convene")]
    assert [word in client.get(page).content.decode() for page in pages] == [False, False]
    Undertaking.objects.filter(pk=put.pk).update(state="reported")
    assert [word in client.get(page).content.decode() for page in pages] == [True, True]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"format": "by_letter"}, "format_forbidden"),
        ({"format": "visiting"}, "no_host"),
        ({"kind": "extraordinary"}, "no_demand"),
        ({"kind": "extraordinary", "demand_code": "members", "demand_count": 20, "demand_of": 62}, "demand_too_small"),
    ],
)
def test_what_the_statute_forbids_is_not_drafted(cast, change, code):
    with broken(code):
        draft(cast, **change)
    assert not Meeting.objects.exists()
    assert not Entry.objects.exists()


def test_a_number_is_taken_once(cast):
    draft(cast)
    with broken("number_taken"):
        draft(cast)
    assert next_number(cast.general_meeting) == 72


def test_a_host_is_a_member(cast):
    left = make_member(make_council("Колишня рада"), state="left")
    with broken("host_is_no_member"):
        draft(cast, format="visiting", host=left)
    assert draft(cast, format="visiting", host=cast.lypova).host == cast.lypova


def test_the_chair_and_the_secretary_are_proposed(cast):
    officers = proposed_officers(timezone.localdate())
    assert (officers.chair, officers.chair_post) == (cast.chair_person, "Президент Асоціації")
    assert officers.secretary == cast.secretary_person


def test_an_extraordinary_meeting_keeps_its_demand(cast):
    meeting = draft(
        cast, kind="extraordinary", demand_code="members", demand_count=21, demand_of=62, demand_document="№ 4"
    )
    assert (meeting.demand.count, meeting.demand.of) == (21, 62)
    drafting.change_plan(meeting, values(cast), by=cast.secretary)
    assert not Meeting.objects.get(demand__isnull=True).items.exists()


# the agenda


def test_items_are_added_nested_moved_and_removed(cast):
    meeting = draft(cast)
    first, second = item(meeting, cast, "Про перше"), item(meeting, cast, "Про друге")
    part = item(meeting, cast, "Про частину", under=second.pk)
    assert [row.number for row in agenda_of(meeting)] == ["1", "2", "2.1"]
    agenda.move_item(second, up=True, by=cast.secretary)
    assert [row.title for row in agenda_of(meeting)] == ["Про друге", "Про частину", "Про перше"]
    agenda.change_item(part, {"title": "Про частину", "matter": "dues"}, under=first.pk, by=cast.secretary)
    assert [(row.number, row.title) for row in agenda_of(meeting)][-1] == ("2.1", "Про частину")
    agenda.remove_item(first, by=cast.secretary)
    assert [row.title for row in agenda_of(meeting)] == ["Про друге"]


def test_wrong_items_are_refused_and_nothing_is_written(cast):
    meeting = draft(cast)
    before = Entry.objects.count()
    with broken("unknown_matter"):
        item(meeting, cast, matter="by_lot")
    with broken("title_without_pro"):
        item(meeting, cast, "Вода")
    with broken("no_such_parent"):
        item(meeting, cast, under=999)
    assert not meeting.items.exists()
    assert Entry.objects.count() == before


def test_a_stale_page_changes_nothing(cast):
    meeting = draft(cast)
    seen = Meeting.objects.get().version
    one = item(meeting, cast)
    with broken("stale_page"):
        agenda.add_item(meeting, {"title": "Про інше", "matter": "ordinary"}, seen=seen, by=cast.secretary)
    with broken("stale_page"):
        agenda.remove_item(one, seen=seen, by=cast.secretary)
    assert meeting.items.count() == 1


def test_usual_items_come_once(cast):
    meeting = draft(cast)
    assert agenda.add_usual(meeting, "counting", by=cast.secretary).matter == "procedural"
    assert agenda.add_usual(meeting, "counting", by=cast.secretary) is None
    assert meeting.items.count() == 1


# convening


def test_convening_tells_every_member_with_pdf_and_calendar(cast):
    council = cast.lypova.organisation
    council.email = "rada@lypova.example"
    council.save()
    suspended = make_member(make_council("Зупинена рада"), state="suspended")
    meeting = convened(cast)
    assert meeting.state == "convened"
    notice = Notice.objects.get(kind="convocation")
    assert set(notice.deliveries.values_list("address", flat=True)) == {
        "rada@lypova.example", "delegate@example.org", "verbova@example.org", "",
    }  # fmt: skip
    assert notice.deliveries.filter(
        recipient_id=str(suspended.organisation_id), state=Delivery.State.NO_ADDRESS
    ).exists()
    assert "1. Про воду" in notice.text
    pdf, calendar = sorted(notice.files.all(), key=lambda file: file.content_type)
    assert pdf.file.read().startswith(b"%PDF-")
    event = next(iter(Calendar.from_ical(calendar.file.read()).walk("VEVENT")))
    assert (int(event["sequence"]), str(event["status"])) == (0, "CONFIRMED")
    document = Document.objects.get(kind="convocation")
    assert document.public
    entry = Entry.objects.get(act="meeting.convened")
    assert entry.facts["members"] == 3
    assert entry.facts["needed"] == 40
    assert entry.ground == "Статут, п. 5.2"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"starts_at": in_days(12)}, "notice_too_short"),
        ({"starts_at": in_days(-2)}, "day_is_past"),
        ({"starts_at": None}, "no_day"),
        ({"place": " "}, "no_place"),
        ({"settlement": ""}, "no_settlement"),
        ({"chair": None}, "no_chair"),
        ({"format": "online"}, "no_link"),
    ],
)
def test_what_is_not_ready_is_not_convened(cast, change, code):
    meeting = draft(cast, **change)
    item(meeting, cast)
    with broken(code):
        convening.convene_meeting(meeting, by=cast.secretary)
    meeting.refresh_from_db()
    assert meeting.state == "draft"
    assert not Notice.objects.exists()
    assert not Document.objects.exists()


def test_an_empty_agenda_and_a_second_convening_are_refused(cast):
    meeting = draft(cast)
    with broken("no_agenda"):
        convening.convene_meeting(meeting, by=cast.secretary)
    item(meeting, cast)
    seen = Meeting.objects.get().version
    convening.convene_meeting(meeting, seen=seen, by=cast.secretary)
    with broken("convened_already"):
        convening.convene_meeting(meeting, by=cast.secretary)
    with broken("convened_already"):
        convening.convene_meeting(meeting, seen=seen, by=cast.secretary)
    assert Notice.objects.count() == 1


def test_after_the_notice_the_agenda_stands_and_additions_are_marked(cast):
    meeting = convened(cast)
    told = meeting.items.get()
    with broken("item_was_noticed"):
        agenda.remove_item(told, by=cast.secretary)
    with broken("item_was_noticed"):
        agenda.move_item(told, up=True, by=cast.secretary)
    late = item(meeting, cast, "Про додаткове")
    assert late.late
    agenda.remove_item(late, by=cast.secretary)
    with broken("not_a_draft"):
        drafting.change_plan(meeting, values(cast), by=cast.secretary)


def test_a_change_is_told_with_the_same_calendar_entry(cast):
    meeting = convened(cast)
    same = {name: getattr(meeting, name) for name in convening.CHANGEABLE}
    with broken("nothing_changed"):
        convening.change_meeting(meeting, same, by=cast.secretary)
    with broken("notice_too_short"):
        convening.change_meeting(meeting, same | {"starts_at": in_days(20)}, by=cast.secretary)
    convening.change_meeting(meeting, same | {"place": "пл. Свободи, 5"}, reason="Ремонт зали", by=cast.secretary)
    notice = Notice.objects.get(kind="change")
    assert "пл. Свободи, 5" in notice.text
    assert "Ремонт зали" in notice.text
    calendars = [
        next(iter(Calendar.from_ical(file.file.read()).walk("VEVENT")))
        for each in Notice.objects.order_by("pk")
        for file in each.files.filter(content_type__startswith="text/calendar")
    ]
    assert calendars[0]["uid"] == calendars[1]["uid"]
    assert [int(event["sequence"]) for event in calendars] == [0, 1]
    assert list(Document.objects.order_by("version").values_list("version", flat=True)) == [1, 2]


def test_a_late_item_alone_is_worth_a_notice(cast):
    meeting = convened(cast)
    item(meeting, cast, "Про додаткове")
    same = {name: getattr(meeting, name) for name in convening.CHANGEABLE}
    convening.change_meeting(meeting, same, by=cast.secretary)
    assert "Про додаткове" in Notice.objects.get(kind="change").text


def test_a_cancelled_meeting_is_told_and_its_issues_wait_again(cast):
    meeting = convened(cast)
    issue = Issue.objects.create(number=1, title="Про воду", topic="utilities", raised_by=cast.lypova.organisation,
                                 state="on_agenda")  # fmt: skip
    Item.objects.create(meeting=meeting, order=5, title="Про воду", issue=issue)
    with broken("no_reason"):
        convening.cancel_meeting(meeting, reason=" ", by=cast.secretary)
    convening.cancel_meeting(meeting, reason="Повітряна тривога", by=cast.secretary)
    issue.refresh_from_db()
    meeting.refresh_from_db()
    assert (meeting.state, issue.state) == ("cancelled", "accepted")
    notice = Notice.objects.get(kind="change")
    assert "Повітряна тривога" in notice.text
    assert b"METHOD:CANCEL" in notice.files.get().file.read()


# pages


def test_the_secretary_prepares_and_convenes_through_the_browser(cast, client):
    client.force_login(cast.secretary)
    form = client.get(reverse("meetings:draft_meeting")).context["form"]
    sent = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    sent = {name: value for name, value in sent.items() if value not in (None, "", False)}
    sent |= {"kind": "ordinary", "format": "visiting", "host": cast.lypova.pk, "place": "Будинок культури",
             "settlement": "м. Липове", "chair": cast.chair_person.pk, "secretary": cast.secretary_person.pk,
             "starts_at": in_days(41).strftime("%Y-%m-%dT%H:%M")}  # fmt: skip
    response = client.post(reverse("meetings:draft_meeting"), sent)
    meeting = Meeting.objects.get()
    assert response.url == reverse("meetings:prepare", args=[meeting.pk])
    assert meeting.number == 1
    page = client.get(response.url).content.decode()
    assert reverse("meetings:convene", args=[meeting.pk]) in page
    assert "aria-disabled" in client.get(reverse("meetings:convene", args=[meeting.pk])).content.decode()

    here = {"seen": Meeting.objects.get().version}
    client.post(reverse("meetings:add_item", args=[meeting.pk]), here | {"title": "Про воду", "matter": "ordinary"})
    water = meeting.items.get()
    client.post(reverse("meetings:add_usual", args=[meeting.pk]), {"usual": "misc"})
    client.post(reverse("meetings:move_item", args=[meeting.pk, water.pk]), {"way": "down"})
    assert [row.number for row in agenda_of(meeting) if row.pk == water.pk] == ["2"]
    client.post(
        reverse("meetings:edit_item", args=[meeting.pk, water.pk]),
        {"title": "Про воду й тепло", "matter": "ordinary", "rapporteur": cast.delegate_person.pk},
    )
    file = SimpleUploadedFile("довідка.txt", "Стан мереж".encode())
    client.post(reverse("meetings:attach_to_item", args=[meeting.pk, water.pk]), {"file": file, "title": "Довідка"})
    assert "Довідка" in client.get(reverse("meetings:edit_item", args=[meeting.pk, water.pk])).content.decode()
    issue = Issue.objects.create(
        number=4, title="Про дороги", topic="infrastructure", raised_by=cast.verbova.organisation, state="accepted"
    )
    client.post(reverse("meetings:take_issues", args=[meeting.pk]), {"issue": [issue.pk]})
    overdue(cast)
    client.post(reverse("meetings:take_overdue", args=[meeting.pk]))
    client.post(
        reverse("meetings:add_stop", args=[meeting.pk]),
        {"stop-starts_at": in_days(41).strftime("%Y-%m-%dT%H:%M"), "stop-title": "Лікарня"},
    )
    stop = meeting.stops.get()
    client.post(reverse("meetings:remove_stop", args=[meeting.pk, stop.pk]))
    assert not meeting.stops.exists()
    misc = meeting.items.get(title="Різне") if meeting.items.filter(title="Різне").exists() else None
    if misc:
        client.post(reverse("meetings:remove_item", args=[meeting.pk, misc.pk]))

    page = client.get(reverse("meetings:convene", args=[meeting.pk])).content.decode()
    assert "aria-disabled" not in page
    client.post(reverse("meetings:convene", args=[meeting.pk]), {"seen": Meeting.objects.get().version})
    meeting.refresh_from_db()
    assert meeting.state == "convened"
    assert client.get(reverse("meetings:prepare", args=[meeting.pk])).status_code == 200
    calendar = client.get(reverse("meetings:meeting_calendar", args=[meeting.pk]))
    assert f"SUMMARY:{meeting.number}-" in calendar.content.decode()  # a name with its ordinal: 71-ші Загальні збори
    sent = {"format": "visiting", "host": cast.lypova.pk, "place": "Ліцей", "settlement": "м. Липове",
            "starts_at": in_days(41).strftime("%Y-%m-%dT%H:%M")}  # fmt: skip
    assert client.get(reverse("meetings:change_meeting", args=[meeting.pk])).status_code == 200
    client.post(reverse("meetings:change_meeting", args=[meeting.pk]), sent)
    meeting.refresh_from_db()
    assert meeting.place == "Ліцей"
    another_day = sent | {"starts_at": in_days(42).strftime("%Y-%m-%dT%H:%M"), "place": "Клуб"}
    answer = client.post(reverse("meetings:change_meeting", args=[meeting.pk]), another_day)
    assert answer.status_code == 422
    assert "Клуб" in answer.content.decode()  # what was typed stays
    meeting.refresh_from_db()
    assert meeting.place == "Ліцей"
    assert client.get(reverse("meetings:cancel_meeting", args=[meeting.pk])).status_code == 200
    client.post(reverse("meetings:cancel_meeting", args=[meeting.pk]), {"reason": "Тривога"})
    meeting.refresh_from_db()
    assert meeting.state == "cancelled"


def test_a_stop_is_changed_in_place_so_what_was_seen_there_stays_with_it(cast, client):
    meeting = draft(cast)
    stop = meeting.stops.create(starts_at=in_days(41), title="Лікарня", contact="Ольга, 050 000 00 00")
    client.force_login(cast.secretary)
    address = reverse("meetings:change_stop", args=[meeting.pk, stop.pk])
    assert "Ольга, 050 000 00 00" in client.get(address).content.decode()
    sent = {"stop-starts_at": in_days(41).strftime("%Y-%m-%dT%H:%M"), "stop-title": "Лікарня", "stop-shelter": "підвал"}
    assert client.post(address, sent).status_code == 302
    (kept,) = meeting.stops.all()
    assert (kept.pk, kept.shelter, kept.contact) == (stop.pk, "підвал", "")
    entry = Entry.objects.get(act="meeting.stop_changed")
    assert entry.facts["stop"] == stop.pk
    wrong = {**sent, "stop-ends_at": in_days(40).strftime("%Y-%m-%dT%H:%M")}
    answer = client.post(address, wrong)
    assert answer.status_code == 422
    assert "ends_at" in answer.context["form"].errors


def test_wrong_forms_are_told_beside_their_fields(cast, client):
    client.force_login(cast.secretary)
    response = client.post(
        reverse("meetings:draft_meeting"), {"number": "0", "kind": "extraordinary", "format": "visiting"}
    )
    assert response.status_code == 422
    assert {"number", "demand_code", "host"} <= set(response.context["form"].errors)
    meeting = draft(cast)
    response = client.post(reverse("meetings:add_item", args=[meeting.pk]), {"title": "Вода", "matter": "by_lot"})
    assert {"title", "matter"} <= set(response.context["form"].errors)
    assert client.post(reverse("meetings:add_usual", args=[meeting.pk]), {"usual": "x"}).status_code == 404
    assert client.post(reverse("meetings:add_stop", args=[meeting.pk]), {}).status_code == 422
    page = client.get(reverse("meetings:edit_meeting", args=[meeting.pk]))
    assert page.status_code == 200


def test_the_plan_is_changed_through_its_page(cast, client):
    client.force_login(cast.secretary)
    meeting = draft(cast)
    sent = {"number": 72, "kind": "ordinary", "format": "in_person", "place": "Інше місце",
            "starts_at": in_days(50).strftime("%Y-%m-%dT%H:%M"), "seen": Meeting.objects.get().version}  # fmt: skip
    client.post(reverse("meetings:edit_meeting", args=[meeting.pk]), sent)
    meeting.refresh_from_db()
    assert (meeting.number, meeting.place) == (72, "Інше місце")
    assert client.post(reverse("meetings:edit_meeting", args=[meeting.pk]), sent).status_code == 409  # stale now


@pytest.mark.parametrize("name", ["prepare", "edit_meeting", "convene", "change_meeting", "cancel_meeting", "add_item"])
def test_only_the_secretariat_prepares(cast, client, name):
    meeting = draft(cast)
    address = reverse(f"meetings:{name}", args=[meeting.pk])
    for user in (cast.delegate, cast.stranger):
        client.force_login(user)
        assert client.get(address).status_code == 404
    client.logout()
    assert client.get(address).status_code in (302, 404)
    client.force_login(cast.secretary)
    assert client.get(address).status_code == 200


def test_an_item_of_another_meeting_is_not_found(cast, client):
    client.force_login(cast.secretary)
    one, other = draft(cast), draft(cast, number=72)
    found = item(other, cast)
    assert client.get(reverse("meetings:edit_item", args=[one.pk, found.pk])).status_code == 404
    assert client.post(reverse("meetings:remove_item", args=[one.pk, found.pk])).status_code == 404


def test_the_opening_comes_before_what_is_overdue_and_miscellaneous_stays_last(cast):
    overdue(cast)
    meeting = draft(cast)
    agenda.add_usual(meeting, "misc", by=cast.secretary)
    agenda.add_usual(meeting, "agenda", by=cast.secretary)
    agenda.add_usual(meeting, "counting", by=cast.secretary)
    item(meeting, cast)
    assert [(row.number, row.source_type) for row in agenda_of(meeting)] == [
        ("1", "meetings.usual_counting"),
        ("2", "meetings.usual_agenda"),
        ("3", "meetings.overdue"),
        ("3.1", "undertakings.undertaking"),
        ("4", ""),
        ("5", "meetings.usual_misc"),
    ]


def test_numbers_that_went_out_with_the_notice_stay(cast):
    meeting = convened(cast)
    agenda.add_usual(meeting, "agenda", by=cast.secretary)
    assert [row.source_type for row in agenda_of(meeting)] == ["", "meetings.usual_agenda"]


def test_items_are_counted_alike_before_and_after_the_convocation(cast, client):
    meeting = draft(cast)
    parent = item(meeting, cast)
    item(meeting, cast, "Про частину", under=parent.pk)
    client.force_login(cast.secretary)
    for page in ("meetings:prepare", "meetings:meeting"):
        assert "1 питання" in client.get(reverse(page, args=[meeting.pk])).content.decode().replace("\u00a0", " ")


def test_the_letter_is_typeset_as_an_archival_and_accessible_paper(cast):
    meeting = convened(cast, format="visiting", host=cast.lypova, convened_by_act="рішення Правління № 3")
    content = Document.objects.get(kind=Document.Kind.CONVOCATION).file.read()
    assert content.startswith(b"%PDF")
    assert b"pdfuaid" in content
    letter = Notice.objects.get().text.replace("\u00a0", " ")
    assert "Повідомляємо, що чергові Загальні збори" in letter
    assert "не пізніше ніж за 40 днів (пункт 5.2 Статуту)" in letter
    assert "направити його заступника" in letter
    assert title_of(meeting) == f"Повідомлення про скликання Загальних зборів № {meeting.number}"


def test_a_host_brings_its_settlement_and_what_was_typed_stays(cast, client):
    council = cast.lypova.organisation
    council.place_uk = "Липове"
    council.save()
    meeting = draft(cast)
    client.force_login(cast.secretary)
    sent = {
        "number": meeting.number, "kind": "ordinary", "format": "visiting", "host": cast.lypova.pk, "settlement": "м. Харків",
    }  # fmt: skip
    address = reverse("meetings:edit_meeting", args=[meeting.pk])
    assert client.post(address, sent).status_code == 302
    meeting.refresh_from_db()
    assert meeting.settlement == "м. Липове"
    assert client.post(address, sent | {"settlement": "с. Зелене"}).status_code == 302
    meeting.refresh_from_db()
    assert meeting.settlement == "с. Зелене"


def test_one_person_who_presides_and_keeps_the_minutes_is_warned_of_and_stops_nothing(cast, client):
    client.force_login(cast.secretary)
    meeting = draft(cast, chair=cast.secretary_person)
    item(meeting, cast)
    warned = "Та сама особа головує і веде протокол."
    before = [reverse("meetings:prepare", args=[meeting.pk]), reverse("meetings:convene", args=[meeting.pk])]
    assert [warned in client.get(page).content.decode() for page in before] == [True, True]
    meeting = convening.convene_meeting(meeting, by=cast.secretary)
    console = reverse("meetings:console", args=[meeting.pk])
    assert warned in client.get(console).content.decode()
    Meeting.objects.filter(pk=meeting.pk).update(chair=cast.chair_person)
    assert warned not in client.get(console).content.decode()
