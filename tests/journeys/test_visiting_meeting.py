"""A visiting meeting through the pages: from the call for hosts to an adopted practice and its status after six months."""

import re
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from spilno.knowledge.models import Adoption, Practice
from spilno.knowledge.services.adoptions import ask_of_adoptions
from spilno.knowledge.tests import pictures
from spilno.meetings.models import Meeting
from spilno.undertakings.models import Undertaking
from spilno.visits.models import Call, Group, LearningQuestion, Offer
from spilno.visits.queries.attendance import present_at
from tests.cast import make_council, make_mandate, make_member, make_person, make_user

KYIV = ZoneInfo("Europe/Kyiv")
START = datetime(2026, 11, 2, 9, tzinfo=UTC)
LAST = date(2026, 11, 20)
DAY = date(2027, 3, 5)


@contextmanager
def on(day: date, hour: int = 10):
    moment = [datetime.combine(day, time(hour), tzinfo=KYIV).astimezone(UTC)]

    def now():
        moment[0] += timedelta(milliseconds=37)
        return moment[0]

    with patch.object(timezone, "now", now):
        yield


class Hands:
    """One person at a browser."""

    def __init__(self, user):
        self.client = Client()
        self.client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")

    def press(self, name, /, *args, status=302, query="", **fields):
        answer = self.client.post(reverse(name, args=args) + query, fields)
        said = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))[:2500]
        assert answer.status_code == status, f"{name}: {answer.status_code}\n{said}"
        return answer


@pytest.fixture
def many(cast, settings):
    """Enough members for a quorum are two; a third whose membership is suspended wants to be the host."""
    settings.SESSION_COOKIE_AGE = 900 * 24 * 3600
    user = make_user("suspended@example.org")
    make_mandate(make_member(make_council("Сумна рада"), "suspended"), make_person("Сумна", user=user))
    return cast, Hands(user)


def offer(member):
    return {
        "membership": member.pk, "practices": "Мобільний ЦНАП", "venue": "Будинок культури", "capacity": 60, "shelter": "підвал",
        "shelter_capacity": 80,
    }  # fmt: skip


def test_from_a_call_for_hosts_to_an_adopted_practice(many, django_capture_on_commit_callbacks):
    cast, suspended = many
    with on(START.date()):  # sessions begin on the first day of the story
        secretary, chair = Hands(cast.secretary), Hands(cast.chair)
        lypova, verbova = Hands(cast.delegate), Hands(cast.verbova_delegate)

        with django_capture_on_commit_callbacks(execute=True):
            secretary.press(
                "visits:prepare_call", title="Пошук господаря", opens_on=START.date(), closes_on=LAST,
                meeting_between_first=date(2027, 3, 1), meeting_between_last=date(2027, 3, 31),
            )  # fmt: skip
            call = Call.objects.get()
            secretary.press("visits:announce_call", call.pk)
        assert cast.delegate.email in {letter.to[0] for letter in mail.outbox}
        lypova.press("visits:offer", call.pk, **offer(cast.lypova))
        member = suspended.client.get(reverse("visits:offer", args=[call.pk]))
        assert member.status_code == 200

    with on(LAST, 23):
        verbova.press("visits:offer", call.pk, **offer(cast.verbova))
        chosen = Offer.objects.get(membership=cast.lypova)
        secretary.press("visits:choose_host", call.pk, chosen.pk, status=409, act="рішення Правління № 4")
    with on(LAST + timedelta(days=1)):
        secretary.press("visits:choose_host", call.pk, chosen.pk, act="рішення Правління № 4")
    meeting = Meeting.objects.get()
    assert (meeting.host, meeting.format) == (cast.lypova, "visiting")

    convened(cast, meeting, secretary)
    prepared(cast, meeting, secretary, lypova, verbova)
    practice = held(cast, meeting, secretary, chair, lypova, verbova)
    adopted(cast, practice, verbova)
    call_command("verify_journal")


def convened(cast, meeting, secretary):
    with on(LAST + timedelta(days=2)):
        starts = datetime.combine(DAY, time(10)).strftime("%Y-%m-%dT%H:%M")
        secretary.press(
            "meetings:edit_meeting", meeting.pk, number=meeting.number, kind="ordinary", format="visiting", starts_at=starts,
            host=cast.lypova.pk, place="Будинок культури", settlement="м. Липове", chair=cast.chair_person.pk,
            secretary=cast.secretary_person.pk,
        )  # fmt: skip
        secretary.press(
            "meetings:add_item", meeting.pk, title="Про звіт", matter="ordinary", draft_decision="Взяти до відома."
        )
        stop = {
            "stop-starts_at": f"{DAY}T12:30",
            "stop-ends_at": f"{DAY}T13:30",
            "stop-title": "ЦНАП",
            "stop-shelter": "підвал",
        }
        secretary.press("meetings:add_stop", meeting.pk, **stop)
        secretary.press("meetings:safety_notice", meeting.pk, text="У разі тривоги – до підвалу.")
        secretary.press("meetings:convene", meeting.pk)
        for name in ("А", "Б"):
            secretary.press("visits:add_group", meeting.pk, name=name, capacity=1)


def prepared(cast, meeting, secretary, lypova, verbova):
    first, second = Group.objects.order_by("name")
    with on(DAY - timedelta(days=7)):
        verbova.press("visits:ask_host", meeting.pk, membership=cast.verbova.pk, text="Скільки коштує автобус?")
        lypova.press("visits:answer_question", meeting.pk, LearningQuestion.objects.get().pk, text="2,4 млн грн")
        verbova.press("visits:join_group", meeting.pk, first.pk)
        full = lypova.press("visits:join_group", meeting.pk, first.pk, status=409)
        assert "«Б»" in full.content.decode()
        lypova.press("visits:join_group", meeting.pk, second.pk)
        page = verbova.client.get(reverse("visits:visit", args=[meeting.pk])).content.decode()
        shown = re.search(r'name="shown" value="(\w{64})"', page)[1]
        verbova.press("visits:confirm_safety", meeting.pk, shown=shown)
        assert secretary.client.get(reverse("visits:groups_list", args=[meeting.pk])).content.startswith(b"%PDF")


def held(cast, meeting, secretary, chair, lypova, verbova):
    with on(DAY, 9):
        secretary.press("meetings:open_registration", meeting.pk)
        lypova.press("meetings:here", meeting.pk, member=cast.lypova.pk, mode="hall")
        verbova.press("meetings:here", meeting.pk, member=cast.verbova.pk, mode="hall")
    with on(DAY, 10):
        chair.press("meetings:open_meeting", meeting.pk)
        item = meeting.items.get()
        chair.press("meetings:take_item", item.pk)
        chair.press("meetings:take_note", meeting.pk, item.pk, text="Взяти до відома.", nobody_objects="on")
    with on(DAY, 12):
        chair.press("meetings:close_meeting", meeting.pk)
    with on(DAY, 13):
        card = {
            "title": "Мобільний ЦНАП", "organisation": cast.lypova.organisation.pk, "topic": "services", "problem": "Далеко їхати.",
            "solution": "Автобус.", "phone_key": "phone-1", "send": "1",
        }  # fmt: skip
        query = f"?meeting={meeting.pk}&stop={meeting.stops.get().pk}"
        for _ in range(2):  # the network was poor: the phone sent it twice
            photo = SimpleUploadedFile("IMG.jpg", pictures.jpeg())
            verbova.press("knowledge:write", query=query, photos=[photo], **card)
    practice = Practice.objects.get()
    with on(DAY, 18):
        secretary.press("knowledge:publish", practice.number, licence="CC BY 4.0")
        hours = {row.person: row.hours for row in present_at(Meeting.objects.get(pk=meeting.pk))}
        assert set(hours) == {cast.delegate_person, cast.verbova_person}
        assert all(3 <= spent <= 4 for spent in hours.values())
    return practice


def adopted(cast, practice, verbova):
    with on(DAY + timedelta(days=3)):
        verbova.press(
            "knowledge:adopt", practice.number, organisation=cast.verbova.organisation.pk, plan="Придбати автобус.",
            due_on=date(2027, 9, 1),
        )  # fmt: skip
    adoption = Adoption.objects.get()
    asked_on = date(2027, 9, 8)
    with on(asked_on, 8):
        assert ask_of_adoptions(asked_on - timedelta(days=1)) == 0
        assert ask_of_adoptions(asked_on) == 1
        assert "Мобільний ЦНАП" in verbova.client.get(reverse("portal:desk")).content.decode()
        verbova.press("knowledge:tell", adoption.pk, state="works", effect="340 звернень за пів року")
    assert adoption.statuses.get().month == 6
    assert Undertaking.objects.get(source_type="knowledge.adoption").state == "reported"
    page = Client().get(reverse("knowledge:practice", args=[practice.number])).content.decode()
    assert "340 звернень" in page
