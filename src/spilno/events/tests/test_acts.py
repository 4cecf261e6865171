"""Acts on events: what stands afterwards, who is told, what the journal says, and that a refusal writes nothing."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from spilno.events.models import Event, Logo, Owner, Registration, Series
from spilno.events.services import events as services
from spilno.events.services import series as series_services
from spilno.events.services.logos import keep_logo
from spilno.events.tests.factories import at_ten, make_event, make_session
from spilno.journal.models import Entry
from spilno.notices.models import Delivery, Notice
from spilno.statute.rules.refusal import RuleBroken


def acts():
    return list(Entry.objects.order_by("number").values_list("act", flat=True))


def registration(event, number, state="confirmed", language="uk", **fields):
    return Registration.objects.create(
        event=event, family_name=f"Гість{number}", given_name="Олег", email=f"guest{number}@example.org", state=state,
        queue=number, code=f"c{event.pk}-{number}", token=f"t{event.pk}-{number}", language=language, **fields,
    )  # fmt: skip


def picture(kind="PNG"):
    made = io.BytesIO()
    Image.new("RGB", (8, 8)).save(made, kind)
    return made.getvalue()


def refused(code, act, *args, **kwargs):
    before = (acts(), Notice.objects.count())
    with pytest.raises(RuleBroken) as broken:
        act(*args, **kwargs)
    assert broken.value.refusal.code == code
    assert (acts(), Notice.objects.count()) == before


def test_an_event_is_drafted_in_the_name_of_an_organisation_and_announced_with_its_programme(joint):
    values = {
        "kind": "seminar", "format": "in_person", "title_uk": "Бюджет", "starts_at": at_ten(20),
        "ends_at": at_ten(20) + timedelta(hours=4), "venue": "Зала",
    }  # fmt: skip
    event = services.draft_event(values, owner=joint.school, by=joint.teacher)
    assert (event.state, [owner.organisation for owner in event.owners.all()]) == ("draft", [joint.school])
    refused("no_programme", services.announce_event, event, by=joint.teacher)
    make_session(event, "Верес")
    event = services.announce_event(event, by=joint.teacher)
    assert (event.state, event.programme_version) == ("announced", 1)
    assert acts() == ["event.drafted", "event.programme_published", "event.announced"]
    refused("announced_already", services.announce_event, event, by=joint.teacher)


def test_a_new_place_is_told_once_to_each_in_his_language_with_a_calendar_file(joint):
    registration(joint.event, 1)
    registration(joint.event, 2, "waiting", "en")
    registration(joint.event, 3, "withdrawn")
    services.change_event(joint.event, {"venue": "Бібліотека", "title_uk": joint.event.title_uk}, by=joint.mayor)
    joint.event.refresh_from_db()
    assert joint.event.calendar_sequence == 1
    notices = {notice.text.splitlines()[0]: notice for notice in Notice.objects.all()}
    assert len(notices) == 2
    assert sorted(Delivery.objects.values_list("address", flat=True)) == ["guest1@example.org", "guest2@example.org"]
    english = notices["Dear colleagues,"]
    assert "Place: Бібліотека (was: Зала засідань)" in english.text
    content = english.files.get().file.read()
    assert b"SEQUENCE:1" in content
    assert b"METHOD:PUBLISH" in content


def test_a_new_summary_disturbs_nobody_and_no_change_writes_nothing(joint):
    registration(joint.event, 1)
    services.change_event(joint.event, {"summary_uk": "Інше"}, by=joint.mayor)
    assert not Notice.objects.exists()
    before = acts()
    services.change_event(joint.event, {"summary_uk": "Інше"}, by=joint.mayor)
    assert acts() == before


def test_an_announced_event_keeps_what_it_was_announced_with(joint):
    refused("no_place", services.change_event, joint.event, {"venue": "", "address": ""}, by=joint.mayor)
    refused("no_end", services.change_event, joint.event, {"ends_at": None}, by=joint.mayor)
    refused("ends_before_it_begins", services.change_event, joint.event, {"ends_at": at_ten(1)}, by=joint.mayor)
    Event.objects.filter(pk=joint.event.pk).update(state="held")
    refused("event_is_over", services.change_event, joint.event, {"venue": "Інше"}, by=joint.mayor)


def test_a_cancelled_event_says_why_and_leaves_calendars(joint):
    registration(joint.event, 1)
    refused("no_reason", services.cancel_event, joint.event, reason=" ", by=joint.mayor)
    services.cancel_event(joint.event, reason="повітряна тривога", by=joint.mayor)
    notice = Notice.objects.get()
    assert "повітряна тривога" in notice.text
    assert b"METHOD:CANCEL" in notice.files.get().file.read()
    refused("nothing_to_cancel", services.cancel_event, joint.event, reason="ще раз", by=joint.mayor)


def test_a_draft_without_a_day_is_cancelled_too(joint):
    draft = make_event(joint.school, state="draft")
    Event.objects.filter(pk=draft.pk).update(starts_at=None, ends_at=None)
    assert services.cancel_event(draft, reason="не на часі", by=joint.teacher).state == "cancelled"
    assert not Notice.objects.exists()


def test_holders_come_and_go_and_the_last_one_stays(joint, cast):
    services.add_owner(joint.event, cast.stepova, by=joint.mayor)
    assert "однакові права" in Notice.objects.get().text
    refused("stands_already", services.add_owner, joint.event, cast.stepova, by=joint.mayor)
    refused("leaves_itself", services.remove_owner, joint.event, joint.school, by=joint.mayor)  # rights are equal
    services.remove_owner(joint.event, joint.cities, by=joint.mayor)
    services.remove_owner(joint.event, joint.school, by=joint.teacher)
    refused("last_owner", services.remove_owner, joint.event, cast.stepova, by=None)
    refused("holds_not", services.remove_owner, joint.event, joint.school, by=None)
    assert list(Owner.objects.filter(event=joint.event).values_list("organisation", flat=True)) == [cast.stepova.pk]


def test_an_outreach_event_is_closed_when_people_were_reached(joint):
    event = make_event(joint.school, days=-2, kind="outreach")
    refused("no_reached", services.close_event, event, by=joint.teacher)
    services.tell_reached(event, 240, by=joint.teacher)
    assert services.close_event(event, by=joint.teacher).state == "held"
    assert acts() == ["event.reach_told", "event.held"]


def test_an_event_of_earlier_years_is_entered_as_held(client, joint):
    event = make_event(joint.school, days=-900, state="draft", kind="conference")
    refused("no_ground", services.enter_held_event, event, ground="", by=joint.teacher)
    client.force_login(joint.teacher)
    address = reverse("events:enter_held", args=[event.pk])
    assert address in client.get(reverse("events:event", args=[event.pk])).content.decode()
    assert client.get(address).status_code == 200
    assert client.post(address, {"ground": "лист № 5"}).status_code == 302
    event.refresh_from_db()
    assert (event.state, event.held_at) == ("held", event.ends_at)
    assert Entry.objects.get(act="event.entered").ground == "лист № 5"


def test_a_repeated_event_takes_hours_and_holders_and_nothing_personal(joint):
    make_session(joint.event, "Верес", hour=1)
    registration(joint.event, 1)
    Event.objects.filter(pk=joint.event.pk).update(online_link="https://video.example.org", calendar_sequence=4)
    joint.event.refresh_from_db()
    day = timezone.localdate() + timedelta(days=200)  # the clocks may have changed between
    made = services.clone_event(joint.event, day, by=joint.mayor)
    assert timezone.localtime(made.starts_at).hour == timezone.localtime(joint.event.starts_at).hour
    assert timezone.localdate(made.starts_at) == day
    session = made.sessions.get()
    assert timezone.localtime(session.starts_at).hour == timezone.localtime(made.starts_at).hour + 1
    assert (made.state, made.online_link, made.calendar_sequence) == ("draft", "", 0)
    assert made.registrations.count() == session.speakers.count() == 0
    assert {owner.organisation for owner in made.owners.all()} == {joint.school, joint.cities}
    refused("clone_in_the_past", services.clone_event, joint.event, joint.event.day, by=joint.mayor)


def test_a_series_keeps_its_order(joint):
    first, second, third = (make_event(joint.school, days=number) for number in (1, 2, 3))
    series = series_services.start_series(first, title_uk="Марафон", joint=True, by=joint.teacher)
    series_services.join_series(second, series, by=joint.teacher)
    series_services.join_series(third, series, by=joint.teacher)

    def order():
        return list(Event.objects.filter(series=series).order_by("series_position").values_list("pk", flat=True))

    series_services.order_series(series, [third.pk, 999, third.pk, first.pk], by=joint.teacher)
    assert order() == [third.pk, first.pk, second.pk]
    series_services.leave_series(first, by=joint.teacher)
    assert order() == [third.pk, second.pk]
    assert list(Series.objects.get().events.values_list("series_position", flat=True).order_by("series_position")) == [
        1,
        2,
    ]


@pytest.mark.parametrize(("kind", "name"), [("PNG", "a.png"), ("JPEG", "a.jpg"), ("WEBP", "a.webp")])
def test_a_logo_is_taken_by_its_content_and_replaces_the_one_before(joint, kind, name):
    keep_logo(joint.school, SimpleUploadedFile("old.png", picture()), by=joint.teacher)
    keep_logo(joint.school, SimpleUploadedFile(name, picture(kind)), by=joint.teacher)
    assert Logo.objects.get().attachment.content_type == f"image/{kind.lower()}"
    assert Logo.objects.get().attachment.public


def test_a_text_named_as_a_picture_is_no_logo_and_nothing_is_kept(joint):
    refused("file_misnamed", keep_logo, joint.school, SimpleUploadedFile("a.png", b"not a picture"), by=joint.teacher)
    refused(
        "file_not_taken_here", keep_logo, joint.school, SimpleUploadedFile("a.txt", b"not a picture"), by=joint.teacher
    )
    assert not Logo.objects.exists()


def test_the_whole_way_by_pages(client, joint):
    client.force_login(joint.teacher)
    values = {
        "owner": joint.school.pk, "kind": "round_table", "format": "in_person", "title_uk": "Круглий стіл",
        "starts_at": at_ten(9).strftime("%Y-%m-%dT%H:%M"), "ends_at": at_ten(9).strftime("%Y-%m-%dT13:00"),
    }  # fmt: skip
    made = client.post("/events/new/", values)
    event = Event.objects.get(title_uk="Круглий стіл")
    assert made["Location"] == reverse("events:event", args=[event.pk])
    page = client.get(reverse("events:announce", args=[event.pk])).content.decode()
    assert 'aria-disabled="true"' in page
    assert client.post(reverse("events:announce", args=[event.pk])).status_code == 409
    assert client.post(reverse("events:edit", args=[event.pk]), {**values, "venue": "Зала"}).status_code == 302
    assert client.post(reverse("events:announce", args=[event.pk])).status_code == 302
    found = client.get(reverse("events:owners", args=[event.pk]), {"q": "малих"}).content.decode()
    assert "Асоціація малих міст" in found
    assert (
        client.post(reverse("events:add_owner", args=[event.pk]), {"organisation": joint.cities.pk}).status_code == 302
    )
    client.force_login(joint.mayor)
    assert client.get(reverse("events:close", args=[event.pk])).status_code == 200
    for name in ("clone", "cancel", "edit", "series", "programme", "owners", "add_session"):
        assert client.get(reverse(f"events:{name}", args=[event.pk])).status_code == 200, name
    first = (timezone.localdate() + timedelta(days=90)).isoformat()
    past = client.post(reverse("events:clone", args=[event.pk]), {"first": event.day.isoformat()})
    assert past.status_code == 422
    assert past.context["form"].errors["first"]
    assert client.post(reverse("events:cancel", args=[event.pk]), {"reason": ""}).status_code == 422
    assert client.post(reverse("events:clone", args=[event.pk]), {"first": first}).status_code == 302
    assert client.post(reverse("events:series", args=[event.pk]), {"title_uk": "Цикл"}).status_code == 302
    assert client.post(reverse("events:cancel", args=[event.pk]), {"reason": "хвороба"}).status_code == 302
    event.refresh_from_db()
    assert (event.state, event.series.title_uk) == ("cancelled", "Цикл")


def test_somebody_else_speaks_for_another_and_gives_it_no_logo(client, joint):
    client.force_login(joint.mayor)
    answer = client.post(
        reverse("events:logo", args=[joint.event.pk]),
        {"organisation": joint.school.pk, "file": SimpleUploadedFile("a.png", picture())},
    )
    assert answer.status_code == 404
    assert not Logo.objects.exists()
