"""Who may press what in meetings; tests/doors.py tells how to read it."""

from datetime import timedelta

from django.utils import timezone

from spilno.meetings.models import (
    Attendance,
    Decision,
    Effect,
    Guest,
    Issue,
    Item,
    Meeting,
    Minutes,
    Nomination,
    Objection,
    Officer,
    Proxy,
    Recusal,
    Speech,
    VisitStop,
)
from spilno.meetings.services.voting import put_to_vote

DOORS = {
    "meetings:raise_issue": ("", "422 SDOX, 403 CRNAU"),
    "meetings:edit_issue": ("pk=issue", "422 D"),
    "meetings:send_issue": ("pk=issue", "302 D"),
    "meetings:accept_issue": ("pk=issue", ""),
    "meetings:return_issue": ("pk=issue", ""),
    "meetings:merge_issue": ("pk=issue", ""),
    "meetings:put_issue": ("pk=issue", ""),
    "meetings:withdraw_issue": ("pk=issue", "302 D"),
    "meetings:draft_meeting": ("", "422 S"),
    "meetings:edit_meeting": ("pk=draft", "422 S"),
    "meetings:record_meeting": ("", "422 S"),
    "meetings:mend_record": ("pk=recorded", "422 S"),
    "meetings:attach_to_record": ("pk=recorded", "422 S"),
    "meetings:record_decision": ("pk=recorded", "422 S"),
    "meetings:mend_decision": ("number=entered pk=recorded", "422 S"),
    "meetings:add_stop": ("pk=draft", "422 S"),
    "meetings:safety_notice": ("pk=draft", "302 S"),
    "meetings:change_stop": ("pk=draft stop=stop", "422 S"),
    "meetings:remove_stop": ("pk=draft stop=stop", "302 S"),
    "meetings:add_item": ("pk=draft", "422 S"),
    "meetings:take_issues": ("pk=draft", "409 S"),
    "meetings:add_usual": ("pk=draft", ""),
    "meetings:take_overdue": ("pk=draft", "302 S"),
    "meetings:edit_item": ("item=draft_item pk=draft", "422 S"),
    "meetings:move_item": ("item=draft_item pk=draft", "302 S"),
    "meetings:remove_item": ("item=draft_item pk=draft", "302 S"),
    "meetings:attach_to_item": ("item=draft_item pk=draft", "422 S"),
    "meetings:convene": ("pk=draft", "409 S"),
    "meetings:change_meeting": ("pk=running", "422 S"),
    "meetings:cancel_meeting": ("pk=running", "409 S"),
    "meetings:register": ("pk=running", "409 SR"),
    "meetings:leave": ("pk=running", "409 SR"),
    "meetings:substitute": ("pk=running", "409 SR"),
    "meetings:proxies": ("pk=running", "422 SR"),
    "meetings:withdraw_proxy": ("pk=running proxy=proxy", "302 SR"),
    "meetings:guests": ("pk=running", "422 SR"),
    "meetings:guest": ("guest=guest pk=running", "302 SR"),
    "meetings:officers": ("pk=running", "422 SR"),
    "meetings:remove_officer": ("officer=officer pk=running", "302 SR"),
    "meetings:cards": ("pk=running", "422 SR"),
    "meetings:cards_sheet": ("pk=running", "409 SR"),
    "meetings:here": ("pk=running", "302 X, 409 DO"),
    "meetings:check_in": ("secret=nonsense", "409 SCRNADOXU_"),
    "meetings:open_registration": ("pk=running", "409 SC"),
    "meetings:open_meeting": ("pk=running", "409 SC"),
    "meetings:declare_not_held": ("pk=running", "409 SC"),
    "meetings:recess": ("pk=running", "422 SC"),
    "meetings:resume": ("pk=running", "409 SC"),
    "meetings:close_meeting": ("pk=running", "409 SC"),
    "meetings:take_item": ("pk=item", "409 SC"),
    "meetings:finish_item": ("pk=item", "409 SC"),
    "meetings:postpone_item": ("pk=item", "422 SC"),
    "meetings:withdraw_item": ("pk=item", "422 SC"),
    "meetings:declare_interest": ("pk=item", "422 SC"),
    "meetings:declare_own_interest": ("pk=item", "409 DOX"),
    "meetings:retract_interest": ("pk=recusal", "302 SC"),
    "meetings:ask_for_floor": ("pk=item", "422 DOX"),
    "meetings:enter_speaker": ("pk=item", "422 SC"),
    "meetings:give_floor": ("pk=speech", "409 SC"),
    "meetings:add_minute": ("pk=speech", "409 SC"),
    "meetings:pause_speech": ("pk=speech", "409 SC"),
    "meetings:go_on": ("pk=speech", "409 SC"),
    "meetings:move_request": ("pk=speech", "409 SC"),
    "meetings:thank": ("pk=speech", "409 SC"),
    "meetings:withdraw_request": ("pk=speech", "302 SCD"),
    "meetings:note_speech": ("pk=speech", "409 SC"),
    "meetings:strike_speech": ("pk=speech", "422 SC"),
    "meetings:put_to_vote": ("item=late pk=running", "422 SC"),
    "meetings:take_note": ("item=late pk=running", "409 SC"),
    "meetings:effects": ("item=late pk=running", "200 SC"),
    "meetings:election": ("item=late pk=running", "422 SC"),
    "meetings:nominate": ("item=late pk=running", "302 SC"),
    "meetings:candidate_agrees": ("item=late nomination=nomination pk=running", "302 SC"),
    "meetings:agree_to_stand": ("pk=nomination", "302 D"),
    "meetings:refuse_to_stand": ("pk=nomination", "302 D"),
    "meetings:candidate_withdraws": ("item=late nomination=nomination pk=running", "302 SC"),
    "meetings:drop_effect": ("effect=effect item=late pk=running", "302 SC"),
    "meetings:cast": ("pk=put", "409 DOX"),
    "meetings:secret_papers": ("pk=put", "400 DOX"),
    "meetings:secret_box": ("pk=put", "400 SCRNADOXU_"),
    "meetings:close_vote": ("pk=put", "200 SC"),
    "meetings:cancel_vote": ("pk=put", "422 SC"),
    "meetings:hand_sheet": ("pk=put", "422 N"),
    "meetings:hand_paper": ("elector=elector pk=put", ""),
    "meetings:take_paper_back": ("elector=elector pk=put", ""),
    "meetings:draw_up_minutes": ("pk=closed", "409 SC"),
    "meetings:mend_minutes": ("pk=closed", ""),
    "meetings:lay_open_minutes": ("pk=closed", "302 SC"),
    "meetings:object_to_minutes": ("pk=closed", "422 SCA"),
    "meetings:approve_minutes": ("pk=closed", "409 SC"),
    "meetings:sign_minutes": ("pk=closed", ""),
    "meetings:answer_objection": ("pk=objection", "422 SC"),
}

PAGES = {
    "meetings:issues",
    "meetings:issue",
    "meetings:meetings",
    "meetings:meeting",
    "meetings:meeting_calendar",
    "meetings:prepare",
    "meetings:registration",
    "meetings:attendance_csv",
    "meetings:attendance_pdf",
    "meetings:wall",
    "meetings:wall_part",
    "meetings:phone",
    "meetings:phone_part",
    "meetings:console",
    "meetings:console_part",
    "meetings:item_record",
    "meetings:decisions",
    "meetings:decisions_csv",
    "meetings:decisions_json",
    "meetings:decision",
    "meetings:roll_call",
    "meetings:candidacy",
    "meetings:archive",
    "meetings:archive_whole",
    "meetings:counter",
    "meetings:paper_ballots",
    "meetings:secret_list",
    "meetings:secret_list_json",
    "meetings:roll_call_csv",
    "meetings:roll_call_json",
    "meetings:minutes",
    "meetings:draft_minutes",
    "meetings:extract",
    "meetings:extract_in_word",
}


def things(cast, made) -> dict:
    """Make a meeting that is prepared, one that runs, one that is over and one of old minutes, each with its own things."""
    return _prepared(cast) | _running(cast, made) | _closed(cast) | _recorded(cast) | _issue(cast)


def _issue(cast) -> dict:
    raised_by = cast.lypova.organisation
    return {
        "issue": Issue.objects.create(
            raised_by=raised_by, created_by=cast.delegate.pk, title="Про дороги", topic="roads"
        )
    }


def _prepared(cast) -> dict:
    soon = timezone.now() + timedelta(days=60)
    draft = Meeting.objects.create(body=cast.general_meeting, number=72, starts_at=soon)
    return {
        "draft": draft,
        "draft_item": Item.objects.create(meeting=draft, order=1, title="Про звіт"),
        "stop": VisitStop.objects.create(meeting=draft, starts_at=soon, title="Ферма"),
    }


def _running(cast, made) -> dict:
    """Make a visiting session, in which one item is put to the vote and another one waits."""
    now, own = timezone.now(), {"membership": cast.lypova, "person": cast.delegate_person}
    running = Meeting.objects.create(
        body=cast.general_meeting,
        number=71,
        state="open",
        starts_at=now,
        opened_at=now,
        chair=cast.chair_person,
        secretary=cast.secretary_person,
        host=cast.lypova,
    )
    VisitStop.objects.create(meeting=running, starts_at=now, title="Ферма")
    for member, person in ((cast.lypova, cast.delegate_person), (cast.verbova, cast.verbova_person)):
        Attendance.objects.create(meeting=running, membership=member, person=person, arrived_at=now)
    item = Item.objects.create(meeting=running, order=1, title="Про бюджет", state="heard", started_at=now)
    running.current_item = item
    running.save()
    put = put_to_vote(item, purpose="whole", method="roll_call", text="Затвердити план.", by=cast.secretary)
    Officer.objects.create(meeting=running, role="counting", person=made["counter"])
    late = Item.objects.create(meeting=running, order=2, title="Про різне")
    return {
        "running": running,
        "item": item,
        "put": put,
        "elector": put.question.electors.first(),
        "late": late,
        "effect": Effect.objects.create(
            item=late, kind="undertaking", what="подати звіт", bound_membership=cast.lypova
        ),
        "nomination": Nomination.objects.create(
            item=late, order=1, person=cast.delegate_person, nominated_by="Правління"
        ),
        "recusal": Recusal.objects.create(item=late, membership=cast.verbova, reason="інтерес", declared_at=now),
        "speech": Speech.objects.create(item=item, name="Липовий", asked_at=now, limit_seconds=300, **own),
        "guest": Guest.objects.create(meeting=running, name="Гість"),
        "officer": Officer.objects.create(meeting=running, role="mandate", person=cast.delegate_person),
        "proxy": Proxy.objects.create(
            meeting=running,
            giver=made["suspended"],
            holder=cast.lypova,
            holder_person=cast.delegate_person,
            document="№ 1",
            dated=timezone.localdate(),
        ),
    }


def _closed(cast) -> dict:
    now = timezone.now()
    then = now - timedelta(days=9)
    closed = Meeting.objects.create(
        body=cast.general_meeting,
        number=70,
        state="closed",
        starts_at=then,
        opened_at=then,
        closed_at=then,
        chair=cast.chair_person,
        secretary=cast.secretary_person,
    )
    minutes = Minutes.objects.create(meeting=closed, number="70", drafted_at=now)
    objection = Objection.objects.create(minutes=minutes, membership=cast.lypova, text="Не так.", filed_at=now)
    return {"closed": closed, "objection": objection}


def _recorded(cast) -> dict:
    now = timezone.now()
    recorded = Meeting.objects.create(
        body=cast.general_meeting,
        number=12,
        state="closed",
        starts_at=now - timedelta(days=4000),
        source="протокол № 12",
    )
    entered = Decision.objects.create(
        number=400,
        body=cast.general_meeting,
        meeting=recorded,
        item=Item.objects.create(meeting=recorded, order=1, title="Про бюджет"),
        title="Про бюджет",
        text="Так.",
        matter="ordinary",
        decided_on=timezone.localdate(),
        decided_at=now,
    )
    return {"recorded": recorded, "entered": entered}
