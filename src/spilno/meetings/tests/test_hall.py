"""The hall: acts of the session, who may do them, and screens that stay current."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.urls import reverse
from django.utils import timezone, translation
from tests.cast import make_council, make_mandate, make_member, make_person, make_user

from spilno.journal.models import Entry
from spilno.meetings.access import hall as access
from spilno.meetings.live import scene_of
from spilno.meetings.models import Attendance, Guest, Issue, Item, Meeting, Proxy, Recess, Recusal, Speech
from spilno.meetings.queries.hall import Clock, hall_of
from spilno.meetings.queries.places import place_of, voice_at, voices_of
from spilno.meetings.services import hall, speaking
from spilno.statute.rules.refusal import RuleBroken


@pytest.fixture
def meeting(cast):
    """A convened meeting whose hour has just come; Lypova and Verbova may come, nobody is here."""
    return Meeting.objects.create(
        body=cast.general_meeting,
        number=71,
        state=Meeting.State.CONVENED,
        starts_at=timezone.now() - timedelta(minutes=1),
        chair=cast.chair_person,
        secretary=cast.secretary_person,
        convened_by_act="рішення Правління № 5",
    )


def come(meeting, membership, person, **fields):
    return Attendance.objects.create(
        meeting=meeting, membership=membership, person=person, arrived_at=timezone.now(), **fields
    )


def add_item(meeting, title="Про воду", **fields):
    return Item.objects.create(meeting=meeting, order=meeting.items.count() + 1, title=title, **fields)


@pytest.fixture
def session(meeting, cast):
    """The same meeting in session: both members are here, two items are ahead."""
    come(meeting, cast.lypova, cast.delegate_person)
    come(meeting, cast.verbova, cast.verbova_person)
    add_item(meeting, "Про воду", rapporteur=cast.verbova_person, rapporteur_post="міська голова")
    add_item(meeting, "Про дороги")
    hall.open_registration(meeting, by=cast.secretary)
    return hall.open_meeting(meeting, by=cast.chair)


@pytest.fixture
def item(session):
    return session.items.get(title="Про воду")


@pytest.fixture
def second(session):
    return session.items.get(title="Про дороги")


def acts():
    return list(Entry.objects.order_by("number").values_list("act", flat=True))


def refused(code):
    return pytest.raises(RuleBroken, match=f"^{code}$")


def lypova(cast):
    return speaking.Speaker(
        name=str(cast.delegate_person), post="Липова міська рада", person=cast.delegate_person, membership=cast.lypova
    )


def ask(item, cast, **fields):
    return speaking.ask_for_floor(item, speaker=lypova(cast), present=True, by=cast.delegate, **fields)


# Opening


def test_the_quorum_is_kept_as_it_was_at_the_opening(session):
    session.refresh_from_db()
    assert (session.state, session.entitled_at_opening, session.present_at_opening) == ("open", 2, 2)
    assert session.opened_at is not None
    entry = Entry.objects.get(act="meeting.opened")
    assert entry.facts == {"entitled": 2, "present": 2, "needed": 2}
    assert "5.3" in entry.ground


def test_without_a_quorum_nothing_is_opened_and_nothing_written(meeting, cast):
    come(meeting, cast.lypova, cast.delegate_person)
    hall.open_registration(meeting, by=cast.secretary)
    before = acts()
    with refused("no_quorum"):
        hall.open_meeting(meeting, by=cast.chair)
    meeting.refresh_from_db()
    assert (meeting.state, meeting.opened_at) == ("registration", None)
    assert acts() == before


def test_a_meeting_does_not_open_before_its_hour(meeting, cast):
    Meeting.objects.update(starts_at=timezone.now() + timedelta(minutes=30))
    hall.open_registration(meeting, by=cast.secretary)
    with refused("before_time"):
        hall.open_meeting(meeting, by=cast.chair)


def test_without_a_quorum_the_meeting_is_declared_not_held_and_issues_wait_again(meeting, cast):
    come(meeting, cast.lypova, cast.delegate_person)
    issue = Issue.objects.create(number=1, title="Вода", topic="utilities", raised_by=cast.stepova, state="on_agenda")
    add_item(meeting, issue=issue)
    hall.open_registration(meeting, by=cast.secretary)
    hall.declare_not_held(meeting, by=cast.chair)
    meeting.refresh_from_db()
    issue.refresh_from_db()
    assert meeting.state == "not_held"
    assert issue.state == Issue.State.ACCEPTED
    assert not meeting.attendance.filter(left_at__isnull=True).exists()
    assert acts()[-1] == "meeting.not_held"


def test_with_a_quorum_it_is_not_declared_not_held(session, cast):
    with refused("not_before_opening"):
        hall.declare_not_held(session, by=cast.chair)


# Items


def test_taking_an_item_up_begins_the_report_of_its_rapporteur(item, cast):
    hall.take_item(item, by=cast.chair)
    speech = item.speeches.get()
    assert (speech.kind, speech.name, speech.post, speech.limit_seconds) == (
        "report",
        "Олена ВЕРБА",
        "міська голова",
        600,
    )
    assert speech.begun_at is not None
    item.meeting.refresh_from_db()
    assert item.meeting.current_item == item
    assert acts()[-1] == "item.taken"


def test_an_item_without_a_rapporteur_begins_with_silence(second, cast):
    hall.take_item(second, by=cast.chair)
    assert not second.speeches.exists()


def test_another_item_waits_until_the_first_is_finished(item, second, cast):
    hall.take_item(item, by=cast.chair)
    with refused("another_item"):
        hall.take_item(second, by=cast.chair)
    hall.postpone_item(item, reason="бракує висновку", by=cast.chair)
    hall.take_item(second, by=cast.chair)
    second.refresh_from_db()
    assert second.state == "heard"


def test_the_chair_may_change_the_order(second, cast):
    hall.take_item(second, by=cast.chair)
    second.meeting.refresh_from_db()
    assert second.meeting.current_item == second


def test_an_item_without_an_outcome_is_not_finished(item, cast):
    hall.take_item(item, by=cast.chair)
    with refused("no_outcome"):
        hall.finish_item(item, by=cast.chair)


def test_a_finished_item_leaves_the_table_and_its_queue(item, cast):
    hall.take_item(item, by=cast.chair)
    waiting = ask(item, cast)
    Item.objects.filter(pk=item.pk).update(state="decided")
    hall.finish_item(item, by=cast.chair)
    item.meeting.refresh_from_db()
    waiting.refresh_from_db()
    assert item.meeting.current_item is None
    assert waiting.withdrawn_at is not None
    assert item.speeches.get(kind="report").ended_at is not None


def test_a_postponed_item_keeps_the_reason_and_gives_its_issue_back(item, cast):
    issue = Issue.objects.create(number=1, title="Вода", topic="utilities", raised_by=cast.stepova, state="on_agenda")
    Item.objects.filter(pk=item.pk).update(issue=issue)
    hall.take_item(item, by=cast.chair)
    hall.postpone_item(item, reason="  бракує висновку ", by=cast.chair)
    item.refresh_from_db()
    issue.refresh_from_db()
    assert (item.state, item.end_note, issue.state) == ("postponed", "бракує висновку", "accepted")
    assert Entry.objects.get(act="item.postponed").ground == "бракує висновку"


def test_the_reason_of_a_removal_is_asked_for(second, cast):
    with refused("no_reason"):
        hall.withdraw_item(second, reason="", by=cast.chair)
    second.refresh_from_db()
    assert second.state == "waiting"
    hall.withdraw_item(second, reason="на прохання автора", by=cast.chair)
    second.refresh_from_db()
    assert second.state == "withdrawn"


def test_an_item_under_discussion_is_not_taken_off_by_the_chair_alone(item, cast):
    hall.take_item(item, by=cast.chair)
    with refused("no_procedural_vote"):
        hall.withdraw_item(item, reason="на прохання автора", by=cast.chair)


def test_a_stale_page_does_not_act(item, second, cast):
    seen = scene_of(item.meeting)
    hall.take_item(item, by=cast.chair, seen=seen)
    hall.postpone_item(item, reason="бракує висновку", by=cast.chair)
    hall.take_item(second, by=cast.chair)
    with refused("stale"):
        hall.close_meeting(second.meeting, by=cast.secretary, seen=seen)
    with refused("stale"):
        hall.take_item(item, by=cast.secretary, seen=seen)


# Interest


def test_an_interest_is_kept_once_and_can_be_taken_back(item, cast):
    hall.take_item(item, by=cast.chair)
    recusal = hall.declare_interest(item, cast.lypova, reason="засновник підприємства", by=cast.delegate)
    with refused("already_declared"):
        hall.declare_interest(item, cast.lypova, reason="засновник підприємства", by=cast.secretary)
    hall.retract_interest(recusal, by=cast.secretary)
    assert not Recusal.objects.exists()
    assert acts()[-2:] == ["interest.declared", "interest.retracted"]


def test_a_council_that_is_no_member_declares_nothing(item, cast):
    hall.take_item(item, by=cast.chair)
    guest = make_member(cast.stepova, kind="associate")
    with refused("no_vote"):
        hall.declare_interest(item, guest, reason="засновник підприємства", by=cast.secretary)


# Recess and closing


def test_a_recess_has_a_planned_end_and_ends_the_speech(item, cast):
    hall.take_item(item, by=cast.chair)
    until = hall.in_minutes(15)
    hall.recess(item.meeting, until=until, by=cast.chair)
    item.meeting.refresh_from_db()
    assert item.meeting.state == "recess"
    assert Recess.objects.get().until == until
    assert item.speeches.get().ended_at is not None
    hall.resume(item.meeting, by=cast.chair)
    item.meeting.refresh_from_db()
    assert item.meeting.state == "open"
    assert Recess.objects.get().ended_at is not None
    with refused("no_recess"):
        hall.resume(item.meeting, by=cast.chair)


def test_a_meeting_with_items_ahead_is_not_closed(session, cast):
    with refused("items_left") as broken:
        hall.close_meeting(session, by=cast.chair)
    assert broken.value.refusal.facts == {"items": 2}
    session.refresh_from_db()
    assert session.state == "open"


def test_closing_ends_presence(session, item, second, cast):
    for one in (item, second):
        hall.postpone_item(one, reason="бракує часу", by=cast.chair)
    hall.close_meeting(session, by=cast.chair)
    session.refresh_from_db()
    assert (session.state, session.current_item) == ("closed", None)
    assert session.closed_at is not None
    assert not session.attendance.filter(left_at__isnull=True).exists()
    with refused("closed"):
        hall.close_meeting(session, by=cast.chair)


def test_an_item_of_parts_is_counted_by_its_parts(session, item, second, cast):
    part = Item.objects.create(meeting=session, parent=second, order=1, title="Про мости")
    with refused("item_of_parts"):
        hall.take_item(second, by=cast.chair)
    hall.take_item(part, by=cast.chair)
    shown = hall_of(Meeting.objects.get(pk=session.pk))
    assert [(one.number, one.has_parts) for one in shown.agenda] == [("1", False), ("2", True), ("2.1", False)]
    assert shown.not_considered == 2


# The floor


def test_who_asked_speaks_with_a_clock_of_five_minutes(item, cast):
    hall.take_item(item, by=cast.chair)
    speech = ask(item, cast)
    with refused("somebody_speaks"):
        speaking.give_floor(speech, by=cast.chair)
    speaking.thank(item.speeches.get(kind="report"), by=cast.chair)
    speech = speaking.give_floor(speech, by=cast.chair)
    assert (speech.limit_seconds, speech.begun_at is not None) == (300, True)
    assert speaking.add_minute(speech, by=cast.chair).limit_seconds == 360
    assert speaking.thank(speech, by=cast.chair).ended_at is not None
    with refused("not_speaking"):
        speaking.thank(speech, by=cast.chair)
    assert acts()[-4:] == ["floor.ended", "floor.given", "floor.prolonged", "floor.ended"]


def test_nobody_asks_twice_for_the_same_but_a_point_of_order_is_another_thing(item, cast):
    hall.take_item(item, by=cast.chair)
    ask(item, cast)
    with refused("already_waiting"):
        ask(item, cast)
    ask(item, cast, kind="order")
    assert [one.kind for one in hall_of(Meeting.objects.get(pk=item.meeting_id)).queue] == ["order", "debate"]


def test_a_request_is_withdrawn_once_and_not_spoken(item, cast):
    hall.take_item(item, by=cast.chair)
    speech = ask(item, cast)
    speaking.withdraw_request(speech, by=cast.delegate)
    with refused("not_waiting"):
        speaking.withdraw_request(speech, by=cast.delegate)
    speaking.thank(item.speeches.get(kind="report"), by=cast.chair)
    with refused("not_waiting"):
        speaking.give_floor(speech, by=cast.chair)


def test_the_summary_of_a_report_becomes_what_was_heard(item, cast):
    hall.take_item(item, by=cast.chair)
    speech = item.speeches.get()
    speaking.note_speech(speech, text="Доповіла про стан.\r\nЗапропонувала план.", was="", by=cast.secretary)
    item.refresh_from_db()
    assert item.heard == "Доповіла про стан.\nЗапропонувала план."
    assert Entry.objects.get(act="speech.noted").facts["characters"] == len(item.heard)


def test_two_who_write_the_same_summary_lose_nothing(item, cast):
    hall.take_item(item, by=cast.chair)
    speech = item.speeches.get()
    speaking.note_speech(speech, text="Перший текст", was="", by=cast.secretary)
    with refused("changed_meanwhile"):
        speaking.note_speech(speech, text="Другий текст", was="", by=cast.chair)
    speech.refresh_from_db()
    assert speech.summary == "Перший текст"
    speaking.note_speech(speech, text="Перший текст", was="", by=cast.chair)


# Who may


def test_the_console_is_for_those_who_run_the_meeting(client, session, cast):
    address = reverse("meetings:console", args=[session.pk])
    assert client.get(address).status_code == 302
    for user, status in ((cast.secretary, 200), (cast.chair, 200), (cast.delegate, 404), (cast.stranger, 404)):
        client.force_login(user)
        assert client.get(address).status_code == status
        assert client.get(reverse("meetings:console_part", args=[session.pk])).status_code == status


ACTS_OF_THE_MEETING = [
    "meetings:open_registration",
    "meetings:open_meeting",
    "meetings:declare_not_held",
    "meetings:recess",
    "meetings:resume",
    "meetings:close_meeting",
]
ACTS_ON_AN_ITEM = [
    "meetings:take_item",
    "meetings:finish_item",
    "meetings:postpone_item",
    "meetings:withdraw_item",
    "meetings:declare_interest",
    "meetings:enter_speaker",
]
ACTS_ON_A_SPEECH = [
    "meetings:give_floor",
    "meetings:add_minute",
    "meetings:thank",
    "meetings:withdraw_request",
    "meetings:note_speech",
]


def test_a_delegate_and_a_stranger_cannot_tell_that_acts_of_the_chair_exist(client, session, item, cast):
    hall.take_item(item, by=cast.chair)
    speech = item.speeches.get()
    recusal = hall.declare_interest(item, cast.verbova, reason="засновник", by=cast.secretary)
    before = acts()
    names = [(name, session.pk) for name in ACTS_OF_THE_MEETING]
    names += [(name, item.pk) for name in ACTS_ON_AN_ITEM] + [(name, speech.pk) for name in ACTS_ON_A_SPEECH]
    names += [("meetings:retract_interest", recusal.pk)]
    for user in (cast.delegate, cast.stranger):
        client.force_login(user)
        for name, number in names:
            assert client.post(reverse(name, args=[number])).status_code == 404, name
            assert client.post(reverse(name, args=[987654])).status_code == 404, name
        assert client.get(reverse("meetings:item_record", args=[item.pk])).status_code == 404
    assert acts() == before


def test_acts_are_not_done_by_following_a_link(client, session, item, cast):
    client.force_login(cast.chair)
    for name in ACTS_OF_THE_MEETING:
        assert client.get(reverse(name, args=[session.pk])).status_code == 405


def test_the_chair_runs_a_meeting_from_the_console(client, meeting, cast):
    come(meeting, cast.lypova, cast.delegate_person)
    come(meeting, cast.verbova, cast.verbova_person)
    item = add_item(meeting)
    client.force_login(cast.chair)

    def press(address, number, **data):
        answer = client.post(reverse(address, args=[number]), data)
        assert answer.status_code == 302, address
        return client.get(answer.url)

    press("meetings:open_registration", meeting.pk)
    press("meetings:open_meeting", meeting.pk)
    press("meetings:take_item", item.pk)
    press("meetings:enter_speaker", item.pk, voice="", name="Олена ЯСЕНЕВА", post="Вища школа", kind="question")
    speech = item.speeches.get()
    assert (speech.consultative, speech.kind) == (True, "question")
    press("meetings:give_floor", speech.pk)
    press("meetings:add_minute", speech.pk)
    press("meetings:note_speech", speech.pk, text="Запитала про строки.", was="")
    page = press("meetings:thank", speech.pk)
    assert "Запитала про строки." in page.content.decode()
    press("meetings:declare_interest", item.pk, membership=cast.verbova.pk, reason="засновник підприємства")
    press("meetings:retract_interest", item.recusals.get().pk)
    press("meetings:recess", meeting.pk, minutes=10)
    press("meetings:resume", meeting.pk)
    assert client.get(reverse("meetings:item_record", args=[item.pk])).status_code == 200
    press("meetings:postpone_item", item.pk, reason="бракує висновку")
    press("meetings:close_meeting", meeting.pk)
    meeting.refresh_from_db()
    assert meeting.state == "closed"


def test_a_refusal_is_said_on_the_button_and_in_the_answer_in_the_same_words(client, session, cast):
    client.force_login(cast.chair)
    page = client.get(reverse("meetings:console", args=[session.pk])).content.decode()
    sentence = re.search(r'id="why-close">.*?<strong>(.*?)</strong>', page, re.DOTALL).group(1)
    answer = client.post(reverse("meetings:close_meeting", args=[session.pk]))
    assert answer.status_code == 409
    assert sentence in answer.content.decode()
    assert 'aria-disabled="true" aria-describedby="why-close"' in page


@pytest.mark.parametrize("minutes", ["", "abc", "0", "-5", "100000"])
def test_a_recess_without_sensible_minutes_is_said_in_words(client, session, cast, minutes):
    client.force_login(cast.chair)
    answer = client.post(reverse("meetings:recess", args=[session.pk]), {"minutes": minutes})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    session.refresh_from_db()
    assert session.state == "open"


def test_nobody_is_put_in_the_queue_without_a_name(client, item, cast):
    hall.take_item(item, by=cast.chair)
    client.force_login(cast.secretary)
    for data in ({"kind": "debate"}, {"kind": "song", "name": "Х"}, {"kind": "debate", "voice": "a999999"}):
        assert client.post(reverse("meetings:enter_speaker", args=[item.pk]), data).status_code == 422
    assert item.speeches.count() == 1


def test_a_conflict_of_summaries_shows_both_texts(client, item, cast):
    hall.take_item(item, by=cast.chair)
    speech = item.speeches.get()
    speaking.note_speech(speech, text="Перший текст", was="", by=cast.chair)
    client.force_login(cast.secretary)
    address = reverse("meetings:note_speech", args=[speech.pk])
    answer = client.post(address, {"text": "Другий текст", "was": ""})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Перший текст" in page
    assert "Другий текст" in page
    quiet = client.post(address, {"text": "Другий текст", "was": ""}, headers={"accept": "application/json"})
    assert (quiet.status_code, quiet.json()["code"]) == (409, "changed_meanwhile")
    saved = client.post(
        address, {"text": "Другий текст", "was": "Перший текст"}, headers={"accept": "application/json"}
    )
    assert saved.json() == {"saved": "Другий текст"}
    assert client.post(address, {"text": "х" * 10001, "was": ""}).status_code == 422


# Phone


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


# Screens


SCREENS = ["meetings:wall", "meetings:phone"]
PARTS = ["meetings:wall_part", "meetings:phone_part", "meetings:console_part"]


@pytest.mark.parametrize("name", SCREENS)
def test_screens_are_public_but_not_of_drafts_and_not_of_nothing(client, session, name):
    for address in (name, f"{name}_part"):
        assert client.get(reverse(address, args=[session.pk])).status_code == 200
        assert client.get(reverse(address, args=[987654])).status_code == 404
    Meeting.objects.update(state=Meeting.State.DRAFT)
    assert client.get(reverse(name, args=[session.pk])).status_code == 404
    assert client.get(reverse(f"{name}_part", args=[session.pk]), {"v": session.version}).status_code == 404


@pytest.mark.parametrize("name", PARTS)
def test_a_screen_is_answered_shortly_while_nothing_changes(client, item, cast, name):
    client.force_login(cast.chair)
    address = reverse(name, args=[item.meeting_id])
    version = re.search(r'data-version="(\d+)"', client.get(address).content.decode()).group(1)
    unchanged = client.get(address, {"v": version})
    assert (unchanged.status_code, unchanged.content) == (204, b"")
    hall.take_item(item, by=cast.chair)
    changed = client.get(address, {"v": version})
    assert changed.status_code == 200
    assert "Про воду" in changed.content.decode()
    assert client.get(address, {"v": "x"}).status_code == 200


def test_an_unchanged_wall_costs_one_query(client, session, django_assert_num_queries):
    session.refresh_from_db()
    with django_assert_num_queries(1):
        client.get(reverse("meetings:wall_part", args=[session.pk]), {"v": session.version})


STATES = ["convened", "registration", "open", "recess", "closed", "not_held", "cancelled"]


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("name", ["wall", "phone", "console"])
def test_every_screen_shows_every_state(client, item, cast, name, state):
    hall.take_item(item, by=cast.chair)
    ask(item, cast)
    if state == "recess":
        hall.recess(item.meeting, until=hall.in_minutes(5), by=cast.chair)
    Meeting.objects.update(state=state, closed_at=timezone.now())
    client.force_login(cast.chair)
    for language in ("en", "uk"):
        with translation.override(language):
            address = reverse(f"meetings:{name}", args=[item.meeting_id])
        assert client.get(address).status_code == 200


def queries_of(client, address):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(address)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


@pytest.mark.parametrize("name", ["wall", "phone", "console"])
def test_sixty_two_members_cost_as_many_queries_as_two(client, item, cast, name):
    hall.take_item(item, by=cast.chair)
    ask(item, cast)
    client.force_login(cast.chair if name == "console" else cast.delegate)
    address = reverse(f"meetings:{name}_part", args=[item.meeting_id])
    few = queries_of(client, address)
    for number in range(60):
        member = make_member(make_council(f"Рада {number}"))
        person = make_person(f"Особа{number}")
        make_mandate(member, person)
        come(item.meeting, member, person)
        speaking.ask_for_floor(
            item,
            speaker=speaking.Speaker(name=str(person), post=str(member), person=person, membership=member),
            present=True,
            by=cast.secretary,
        )
        add_item(item.meeting, f"Про справу {number}")
    assert queries_of(client, address) == few
    assert few < 40


def test_the_wall_shows_who_speaks_and_who_is_here(client, item, cast):
    hall.take_item(item, by=cast.chair)
    page = client.get(reverse("meetings:wall", args=[item.meeting_id])).content.decode()
    assert "Олена ВЕРБА" in page
    assert page.count("seat--here") == 2
    assert 'data-left="' in page


@pytest.mark.parametrize(
    ("limit", "passed", "shown", "over"),
    [(300, 193, "1:47", False), (300, 300, "0:00", False), (300, 312, "−0:12", True)],
)
def test_the_clock_says_what_is_left(limit, passed, shown, over):
    clock = Clock(limit=limit, passed=passed)
    assert (clock.shown, clock.is_over) == (shown, over)


def test_every_summary_can_be_read_on_the_record_of_the_item(client, item, cast):
    hall.take_item(item, by=cast.chair)
    speech = item.speeches.get()
    client.force_login(cast.secretary)
    address = reverse("meetings:note_speech", args=[speech.pk])
    answer = client.post(address, {"text": "Доповіла.", "was": "", "from_record": "1"})
    assert answer.url == reverse("meetings:item_record", args=[item.pk])
    assert "Доповіла." in client.get(answer.url).content.decode()
    assert Speech.objects.get(pk=speech.pk).summary == "Доповіла."
