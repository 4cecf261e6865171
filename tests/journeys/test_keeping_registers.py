"""The secretary keeps persons; pages of acts that longer journeys do not pass."""

from datetime import date

from django.urls import reverse
from django.utils import timezone

from spilno.journal.models import Entry
from spilno.meetings.models import Attendance, Decision, Effect, Item, Meeting
from spilno.people.models import Office, Person
from tests.cast import make_council, make_person


def test_the_secretary_changes_particulars_and_enters_an_office(client, cast):
    client.force_login(cast.secretary)
    person, council = make_person("Терен", "Богдан", "Ігорович", "m"), make_council("Ясенева міська рада")
    changed = {
        "family_name": "Терен",
        "given_name": "Богдан",
        "patronymic": "Іванович",
        "gender": "m",
        "email": "",
        "phone": "",
    }
    assert client.post(reverse("people:change", args=[person.pk]), changed).status_code == 302
    assert Person.objects.get(pk=person.pk).patronymic == "Іванович"
    office = {
        "organisation": council.pk,
        "post_uk": "міський голова",
        "category": "head",
        "starts": "2025-11-01",
        "act": "рішення ради № 3",
    }
    assert client.post(reverse("people:take_office", args=[person.pk]), office).status_code == 302
    assert Office.objects.get(person=person).starts == date(2025, 11, 1)
    assert client.post(reverse("people:consent", args=[person.pk])).status_code == 302
    assert Person.objects.get(pk=person.pk).consent_at is not None
    assert client.get(reverse("people:export", args=[person.pk])).json()
    assert Entry.objects.filter(act__in=["person.changed", "office.taken", "consent.given"]).count() == 3


def test_a_person_is_not_kept_by_a_stranger(client, cast):
    client.force_login(cast.stranger)
    for name in ("people:change", "people:take_office", "people:consent"):
        assert client.post(reverse(name, args=[cast.chair_person.pk])).status_code == 404


def test_an_item_is_taken_note_of_and_a_prepared_effect_is_dropped(client, cast):
    client.force_login(cast.secretary)
    meeting = Meeting.objects.create(
        body=cast.general_meeting,
        number=5,
        state="open",
        starts_at=timezone.now(),
        opened_at=timezone.now(),
        chair=cast.chair_person,
        secretary=cast.secretary_person,
    )
    item = Item.objects.create(meeting=meeting, order=1, title="Про досвід", state="heard")
    Meeting.objects.filter(pk=meeting.pk).update(current_item=item)
    effect = Effect.objects.create(item=item, kind="undertaking", what="подати звіт", bound_membership=cast.lypova)
    dropped = client.post(reverse("meetings:drop_effect", args=[meeting.pk, item.pk, effect.pk]))
    assert dropped.status_code == 302
    assert not Effect.objects.exists()
    refused = client.post(
        reverse("meetings:take_note", args=[meeting.pk, item.pk]), {"text": "Взяти до відома.", "nobody_objects": "on"}
    )
    assert refused.status_code == 409, "nobody is here: no quorum"
    for member, person in ((cast.lypova, cast.delegate_person), (cast.verbova, cast.verbova_person)):
        Attendance.objects.create(meeting=meeting, membership=member, person=person, arrived_at=timezone.now())
    assert (
        client.post(
            reverse("meetings:take_note", args=[meeting.pk, item.pk]),
            {"text": "Взяти до відома.", "nobody_objects": "on"},
        ).status_code
        == 302
    )
    assert Decision.objects.get().text == "Взяти до відома."
    item.refresh_from_db()
    assert item.state == "noted"
