"""The whole job through the pages: 62 councils, from an issue raised to signed minutes. On SQLite and on PostgreSQL."""

import re
from datetime import UTC, date, datetime, time, timedelta
from io import BytesIO
from zipfile import ZipFile
from zoneinfo import ZoneInfo

import pikepdf
import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from spilno.journal.models import Entry
from spilno.meetings.models import Attendance, Decision, Issue, Item, Meeting, Put
from spilno.members.queries import representatives_on, voting_members
from spilno.portal.management.demo import registers
from spilno.portal.management.demo.clock import at
from spilno.portal.management.demo.signatures import detached
from spilno.territories.services import load_codifier
from spilno.undertakings.models import Undertaking
from tests import cast as cast_module

KYIV = ZoneInfo("Europe/Kyiv")
TODAY = datetime(2026, 11, 2, 9, tzinfo=UTC)
DAY = date(2026, 12, 15)


class Hands:
    """One person at a browser: signs in and presses buttons."""

    def __init__(self, user):
        self.client = Client()
        self.client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")

    def press(self, name, *args, status=302, query="", **fields):
        response = self.client.post(reverse(name, args=args) + query, fields)
        assert response.status_code == status, f"{name}: {response.status_code}\n{said(response)}"
        return response

    def see(self, name, *args, status=200):
        response = self.client.get(reverse(name, args=args))
        assert response.status_code == status, f"{name}: {response.status_code}"
        return response.content.decode()


def said(response) -> str:
    """What the page says, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))[:3000]


@pytest.fixture
def world(db):
    with at(TODAY - timedelta(days=900)):
        load_codifier(by=None)
        cast_module.statute()
        return registers.enter()


def convened(world, secretary, delegate) -> Meeting:
    council = world.council["Мерефа"]
    delegate.press(
        "meetings:raise_issue", organisation=council.pk, title="Про стан водопостачання у прифронтових громадах", topic="utilities",
        text="Насосні станції працюють без резервного живлення.", draft_decision="Скласти перелік насосних станцій.", send="1",
    )  # fmt: skip
    issue = Issue.objects.get()
    secretary.press("meetings:accept_issue", issue.pk)
    starts = datetime.combine(DAY, time(10), tzinfo=KYIV)
    secretary.press(
        "meetings:draft_meeting", number=72, kind="ordinary", starts_at=starts.strftime("%Y-%m-%dT%H:%M"), format="visiting",
        host=world.member["Лозова"].pk, place="Лозівська міська рада, сесійна зала", settlement="м. Лозова",
        chair=world.officer["president"].pk, secretary=world.officer["secretary"].pk,
    )  # fmt: skip
    meeting = Meeting.objects.get()
    secretary.press(
        "meetings:add_item",
        meeting.pk,
        title="Про обрання лічильної комісії",
        matter="procedural",
        draft_decision="Обрати лічильну комісію.",
    )
    secretary.press("meetings:take_issues", meeting.pk, issue=issue.pk)
    secretary.press(
        "meetings:add_item", meeting.pk, title="Про зміни до статуту", matter="statute", draft_decision="Внести зміни."
    )
    water = Item.objects.get(issue=issue)
    secretary.press(
        "meetings:effects", meeting.pk, water.pk, query="?kind=undertaking", what="скласти перелік насосних станцій",
        bound_membership=world.member["Барвінкове"].pk, due_on="2027-01-31",
    )  # fmt: skip
    secretary.press("meetings:convene", meeting.pk)
    meeting.refresh_from_db()
    assert meeting.state == "convened"
    return meeting


def test_sixty_two_councils_hold_a_meeting(world, settings, django_capture_on_commit_callbacks):
    settings.SESSION_COOKIE_AGE = 400 * 24 * 3600  # the story takes weeks, its people stay signed in
    secretary, chair = Hands(world.user("secretary")), Hands(world.user("president"))
    delegate, stranger = Hands(world.user("Мерефа")), Client()
    with at(TODAY), django_capture_on_commit_callbacks(execute=True):
        meeting = convened(world, secretary, delegate)
    assert len(mail.outbox) >= 62, "every member is told"

    with at(datetime.combine(DAY, time(9), tzinfo=KYIV)):
        registered(world, meeting, secretary, delegate)

    with at(datetime.combine(DAY, time(10, 1), tzinfo=KYIV)):
        chair.press("meetings:open_meeting", meeting.pk)
        meeting.refresh_from_db()
        assert (meeting.entitled_at_opening, meeting.present_at_opening) == (62, 50)
        first, water, statute = Item.objects.filter(meeting=meeting).order_by("order")
        vote(world, meeting, first, chair, method="open", against=0)
        for place in ("Люботин", "Ізюм"):
            secretary.press("meetings:officers", meeting.pk, role="counting", person=world.head[place].pk)
        by_hand(world, meeting, water, chair)
        vote(world, meeting, statute, chair, method="roll_call", against=15)
        chair.press("meetings:close_meeting", meeting.pk)

    the_record_is_right(world, meeting)
    with at(datetime.combine(DAY, time(14), tzinfo=KYIV)):
        the_public_sees_it_the_same_day(stranger, meeting)
    minutes_are_signed(world, meeting, secretary, chair)
    call_command("verify_journal")


def registered(world, meeting, secretary, delegate):
    secretary.press("meetings:open_registration", meeting.pk)
    delegate.press("meetings:here", meeting.pk, member=world.member["Мерефа"].pk, mode="hall")
    mandates = representatives_on(DAY)
    absent = {
        world.member[place].pk
        for place in (
            "Вовчанськ",
            "Дворічна",
            "Борова",
            "Кіндрашівка",
            "Липці",
            "Донець",
            "Оскіл",
            "Циркуни",
            "Дергачі",
            "Рогань",
            "Печеніги",
            "Золочів",
        )
    }
    for member in voting_members(DAY):
        if member.pk not in absent and not Attendance.objects.filter(meeting=meeting, membership=member).exists():
            secretary.press("meetings:register", meeting.pk, who=f"{member.pk}:{mandates[member.pk].person_id}")
    assert "50" in secretary.see("meetings:registration", meeting.pk)


def vote(world, meeting, item, chair, *, method, against):
    chair.press("meetings:take_item", item.pk)
    chair.press(
        "meetings:put_to_vote", meeting.pk, item.pk, purpose="whole", method=method, text=item.draft_decision, minutes=2
    )
    put = Put.objects.get(item=item)
    for number, elector in enumerate(put.question.electors.filter(present=True).select_related("holder__user")):
        value = "against" if number < against else "for"
        Hands(elector.holder.user).press("meetings:cast", put.pk, value=value, confirm="1")
    chair.press("meetings:close_vote", put.pk)


def by_hand(world, meeting, item, chair):
    chair.press("meetings:take_item", item.pk)
    chair.press(
        "meetings:put_to_vote", meeting.pk, item.pk, purpose="whole", method="by_hand", text=item.draft_decision
    )
    put = Put.objects.get(item=item)
    Hands(world.user("Люботин")).press("meetings:hand_sheet", put.pk, votes_for=45, votes_against=2, votes_abstained=3)
    chair.press("meetings:close_vote", put.pk, status=409)
    Hands(world.user("Ізюм")).press("meetings:hand_sheet", put.pk, votes_for=45, votes_against=2, votes_abstained=3)
    chair.press("meetings:close_vote", put.pk)


def the_record_is_right(world, meeting):
    meeting.refresh_from_db()
    assert meeting.state == "closed"
    assert [(decision.number, decision.title) for decision in Decision.objects.order_by("number")] == [
        (1, "Про обрання лічильної комісії"), (2, "Про стан водопостачання у прифронтових громадах"),
    ]  # fmt: skip
    rejected = Put.objects.get(item__title="Про зміни до статуту").question
    assert (rejected.votes_for, rejected.votes_against, rejected.needed, rejected.carried) == (35, 15, 38, False)
    assert Undertaking.objects.get().organisation == world.council["Барвінкове"]
    assert Issue.objects.get().state == "decided"


def the_public_sees_it_the_same_day(stranger, meeting):
    page = stranger.get(reverse("meetings:meeting", args=[meeting.pk])).content.decode()
    assert "Про стан водопостачання" in page
    assert stranger.get(reverse("meetings:decision", args=[2])).status_code == 200
    assert stranger.get(reverse("meetings:console", args=[meeting.pk])).status_code in {302, 404}


def minutes_are_signed(world, meeting, secretary, chair):
    with at(datetime.combine(DAY + timedelta(days=1), time(10), tzinfo=KYIV)):
        secretary.press("meetings:lay_open_minutes", meeting.pk)
        secretary.press("meetings:approve_minutes", meeting.pk, status=409)
        assert "Про зміни до статуту" in Client().get(reverse("meetings:minutes", args=[meeting.pk])).content.decode()
    with at(datetime.combine(DAY + timedelta(days=8), time(10), tzinfo=KYIV)):
        secretary.press("meetings:approve_minutes", meeting.pk)
        minutes = meeting.minutes
        content = minutes.pdf.file.open("rb").read()
        with pikepdf.open(BytesIO(content)) as pdf:
            assert str(pdf.Root.Lang).startswith("uk")
            assert "/StructTreeRoot" in pdf.Root
        word = minutes.docx.file.open("rb").read()
        assert "ВИРІШИЛИ" in ZipFile(BytesIO(word)).read("word/document.xml").decode()
        wrong = SimpleUploadedFile("wrong.p7s", detached(b"another document", name="X"))
        secretary.press("meetings:sign_minutes", meeting.pk, role="secretary", file=wrong, status=409)
        for role, hands, key in (("secretary", secretary, "secretary"), ("chair", chair, "president")):
            person = world.officer[key]
            hands.press(
                "meetings:sign_minutes",
                meeting.pk,
                role=role,
                file=SimpleUploadedFile(f"{role}.p7s", detached(content, name=person.full_name)),
            )
    minutes.refresh_from_db()
    assert minutes.state == "signed"
    assert Entry.objects.filter(act="minutes.signed").count() == 1
    assert timezone.localdate(minutes.signed_at) > DAY
