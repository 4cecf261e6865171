"""The phone of a delegate: the floor, an interest, and whose place one takes."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from tests.cast import make_council, make_mandate, make_member, make_person, make_user

from spilno.meetings.access import hall as access
from spilno.meetings.models import Attendance, Guest, Proxy
from spilno.meetings.queries.places import place_of, voice_at, voices_of
from spilno.meetings.services import hall
from spilno.meetings.tests.session_of_two import ask, come


def test_a_delegate_asks_for_the_floor_and_declares_an_interest_from_the_phone(client, item, cast):
    hall.take_item(item, by=cast.chair)
    client.force_login(cast.delegate)
    phone = reverse("meetings:phone", args=[item.meeting_id])
    assert client.post(reverse("meetings:ask_for_floor", args=[item.pk]), {"kind": "debate"}).url == phone
    speech = item.speeches.get(kind="debate")
    assert (speech.person, speech.membership, speech.post) == (cast.delegate_person, cast.lypova, "Липова міська рада")
    client.post(reverse("meetings:declare_own_interest", args=[item.pk]), {"reason": "засновник підприємства"})
    assert item.recusals.get().membership == cast.lypova
    assert client.post(reverse("meetings:withdraw_request", args=[speech.pk]), {"from_phone": "1"}).url == phone
    assert client.get(phone).status_code == 200


def test_nobody_declares_the_interest_of_another_council(client, item, cast):
    hall.take_item(item, by=cast.chair)
    client.force_login(cast.delegate)
    address = reverse("meetings:declare_own_interest", args=[item.pk])
    assert client.post(address, {"reason": "засновник", "membership": cast.verbova.pk}).status_code == 404
    assert client.post(address, {"reason": "засновник", "membership": "x"}).status_code == 422
    assert not item.recusals.exists()


def test_a_delegate_who_left_is_told_so(client, item, cast):
    hall.take_item(item, by=cast.chair)
    Attendance.objects.filter(person=cast.delegate_person).update(left_at=timezone.now())
    client.force_login(cast.delegate)
    assert client.post(reverse("meetings:ask_for_floor", args=[item.pk]), {"kind": "debate"}).status_code == 409
    interest = client.post(reverse("meetings:declare_own_interest", args=[item.pk]), {"reason": "засновник"})
    assert interest.status_code == 409
    assert place_of(cast.delegate, item.meeting).left
    assert not item.speeches.filter(kind="debate").exists()


def test_a_stranger_reads_along_and_cannot_tell_that_acts_exist(client, item, cast):
    hall.take_item(item, by=cast.chair)
    client.force_login(cast.stranger)
    assert client.get(reverse("meetings:phone", args=[item.meeting_id])).status_code == 200
    assert client.post(reverse("meetings:ask_for_floor", args=[item.pk]), {"kind": "debate"}).status_code == 404
    assert client.post(reverse("meetings:declare_own_interest", args=[item.pk]), {"reason": "так"}).status_code == 404


def test_a_delegate_cannot_withdraw_the_request_of_another(client, item, cast):
    hall.take_item(item, by=cast.chair)
    speech = ask(item, cast)
    client.force_login(cast.verbova_delegate)
    assert client.post(reverse("meetings:withdraw_request", args=[speech.pk])).status_code == 404


def test_the_place_of_a_delegate_tells_whose_votes_are_carried(session, cast):
    third = make_member(make_council("Вишнева міська рада"))
    proxy = Proxy.objects.create(
        meeting=session,
        giver=third,
        holder=cast.lypova,
        holder_person=cast.delegate_person,
        document="довіреність № 1",
        dated=timezone.localdate(),
    )
    come(session, third, cast.delegate_person, proxy=proxy)
    place = place_of(cast.delegate, session)
    assert [row.membership for row in place.rows] == [cast.lypova, third]
    assert place.own.membership == cast.lypova
    assert access.carried_membership(place, third.pk) == third
    with pytest.raises(Http404):
        access.carried_membership(place, cast.verbova.pk)
    assert place_of(AnonymousUser(), session).member_of == ()
    assert place_of(cast.stranger, session).member_of == ()


def test_those_who_may_speak_are_the_present_once_each_and_the_guests(session, cast):
    Guest.objects.create(meeting=session, name="Олена ЯСЕНЕВА", post="Вища школа")
    voices = voices_of(session)
    assert [(str(voice), voice.consultative) for voice in voices] == [
        ("Олена ВЕРБА, Вербова міська рада", False),
        ("Остап ЛИПОВИЙ, Липова міська рада", False),
        ("Олена ЯСЕНЕВА, Вища школа", True),
    ]


def test_an_associate_speaks_with_a_consultative_voice(session, cast):
    user = make_user("step@example.org")
    person = make_person("Степова", user=user)
    member = make_member(cast.stepova, kind="associate")
    make_mandate(member, person)
    come(session, member, person)
    assert voice_at(place_of(user, session), session).consultative
