"""Who may press what: every address that takes an act, for each role, with an empty form and the number of another's object.

The table is the promise. A new address fails the first test until it stands in it.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone

from spilno.accounts.models import Grant, Invitation, Right
from spilno.bodies.models import Term
from spilno.credentials.models import Certificate
from spilno.events.models import Material, Question, Recommendation, Registration, SurveyQuestion
from spilno.events.tests.factories import make_event, make_session
from spilno.events.tests.making_papers import make_call, make_paper
from spilno.knowledge.models import Adoption, Practice
from spilno.meetings.models import (
    Attendance,
    Decision,
    Effect,
    Guest,
    Issue,
    Item,
    Meeting,
    Minutes,
    Objection,
    Officer,
    Proxy,
    Recusal,
    Speech,
    VisitStop,
)
from spilno.meetings.services.voting import put_to_vote
from spilno.members.models import Assessment, DuesTable, Mandate, MandateImport
from spilno.memoranda.models import Contribution, Measure
from spilno.memoranda.tests.factories import make_memorandum
from spilno.notices.models import Delivery, Notice
from spilno.organisations.models import Succession
from spilno.people.models import Office
from spilno.statute.models import Edition
from spilno.territories.models import ImportBatch
from spilno.undertakings.models import Undertaking
from spilno.visits.models import Call, Group, LearningQuestion, Offer
from tests import cast as people

# S secretary · C chair · R registrar · N counting commission · A audit · D delegate of Lypova, to which the objects of the
# table belong · O delegate of Verbova, another council · X delegate of a suspended one · U signed in, nobody's · _ a stranger
SIGNED_IN = "SCRNADOXU"
ALL = SIGNED_IN + "_"
NO_ROWS = {"new": 0, "changed": 0, "same": 0, "warning": 0, "error": 0}

# name of the address: (its object, the answer to a form with nothing in it and who gets it). Whoever is not named gets 404, as
# for an object that does not exist; a stranger is led to the door.
DOORS = {
    "ui:theme": ("", "302 SCRNADOXU_"),
    "portal:demo_sign_in": ("", "404 SCRNADOXU_"),
    "portal:demo_clock": ("", "404 SCRNADOXU_"),
    "meetings:raise_issue": ("", "400 SDOX, 403 CRNAU"),
    "meetings:edit_issue": ("pk=issue", "400 D"),
    "meetings:send_issue": ("pk=issue", "302 D"),
    "meetings:accept_issue": ("pk=issue", ""),
    "meetings:return_issue": ("pk=issue", ""),
    "meetings:merge_issue": ("pk=issue", ""),
    "meetings:put_issue": ("pk=issue", ""),
    "meetings:withdraw_issue": ("pk=issue", "302 D"),
    "meetings:draft_meeting": ("", "400 S"),
    "meetings:edit_meeting": ("pk=draft", "400 S"),
    "meetings:record_meeting": ("", "400 S"),
    "meetings:mend_record": ("pk=recorded", "400 S"),
    "meetings:attach_to_record": ("pk=recorded", "400 S"),
    "meetings:record_decision": ("pk=recorded", "400 S"),
    "meetings:mend_decision": ("number=entered pk=recorded", "400 S"),
    "meetings:add_stop": ("pk=draft", "400 S"),
    "meetings:safety_notice": ("pk=draft", "302 S"),
    "visits:prepare_call": ("", "422 S"),
    "visits:change_call": ("pk=call", "422 S"),
    "visits:announce_call": ("pk=call", "409 S"),
    "visits:cancel_call": ("pk=call", "409 S"),
    "visits:offer": ("pk=call", "422 DOX"),
    "visits:choose_host": ("pk=call offer=offer", "409 S"),
    "visits:withdraw_offer": ("pk=offer", "302 D"),
    "visits:add_group": ("pk=running", "422 S"),
    "visits:change_group": ("pk=running group=group", "422 S"),
    "visits:remove_group": ("pk=running group=group", "302 S"),
    "visits:join_group": ("pk=running group=group", "302 DOX, 409 SCRNAU"),
    "visits:leave_group": ("pk=running", "302 SCRNADOXU"),
    "visits:confirm_safety": ("pk=running", "409 SCRNADOXU"),
    "visits:issue_statements": ("pk=running", "409 S"),
    "visits:ask_host": ("pk=running", "422 DOX"),
    "visits:answer_question": ("pk=running question=question", "409 SD"),
    "knowledge:write": ("", "422 SDOX"),
    "knowledge:change": ("number=practice", "422 SD"),
    "knowledge:send": ("number=practice", "409 SD"),
    "knowledge:publish": ("number=practice", "422 S"),
    "knowledge:return": ("number=practice", "409 S"),
    "knowledge:confirm": ("number=practice", "302 S"),
    "knowledge:retire": ("number=practice", "302 S"),
    "knowledge:adopt": ("number=practice", "422 SDOX"),
    "knowledge:tell": ("pk=adoption", "422 SO"),
    "meetings:remove_stop": ("pk=draft stop=stop", "302 S"),
    "meetings:add_item": ("pk=draft", "400 S"),
    "meetings:take_issues": ("pk=issue", "409 S"),
    "meetings:add_usual": ("pk=draft", ""),
    "meetings:take_overdue": ("pk=draft", "302 S"),
    "meetings:edit_item": ("item=draft_item pk=draft", "400 S"),
    "meetings:move_item": ("item=draft_item pk=draft", "302 S"),
    "meetings:remove_item": ("item=draft_item pk=draft", "302 S"),
    "meetings:attach_to_item": ("item=draft_item pk=draft", "400 S"),
    "meetings:convene": ("pk=draft", "409 S"),
    "meetings:change_meeting": ("pk=running", "400 S"),
    "meetings:cancel_meeting": ("pk=running", "409 S"),
    "meetings:register": ("pk=running", ""),
    "meetings:leave": ("pk=running", ""),
    "meetings:substitute": ("pk=running", ""),
    "meetings:proxies": ("pk=running", "400 SR"),
    "meetings:withdraw_proxy": ("pk=running proxy=proxy", "302 SR"),
    "meetings:guests": ("pk=running", "400 SR"),
    "meetings:guest": ("guest=guest pk=running", "302 SR"),
    "meetings:officers": ("pk=running", "400 SR"),
    "meetings:remove_officer": ("officer=officer pk=running", "302 SR"),
    "meetings:cards": ("pk=running", "400 SR"),
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
    "meetings:postpone_item": ("pk=item", "409 SC"),
    "meetings:withdraw_item": ("pk=item", "409 SC"),
    "meetings:declare_interest": ("pk=item", "422 SC"),
    "meetings:declare_own_interest": ("pk=item", "409 DOX"),
    "meetings:retract_interest": ("pk=recusal", "302 SC"),
    "meetings:ask_for_floor": ("pk=item", "422 DOX"),
    "meetings:enter_speaker": ("pk=item", "422 SC"),
    "meetings:give_floor": ("pk=speech", "409 SC"),
    "meetings:add_minute": ("pk=speech", "409 SC"),
    "meetings:thank": ("pk=speech", "409 SC"),
    "meetings:withdraw_request": ("pk=speech", "302 SCD"),
    "meetings:note_speech": ("pk=speech", "409 SC"),
    "meetings:put_to_vote": ("item=late pk=running", "400 SC"),
    "meetings:take_note": ("item=late pk=running", "409 SC"),
    "meetings:effects": ("item=late pk=running", "200 SC"),
    "meetings:drop_effect": ("effect=effect item=late pk=running", "302 SC"),
    "meetings:cast": ("pk=put", "409 DO"),
    "meetings:close_vote": ("pk=put", "200 SC"),
    "meetings:cancel_vote": ("pk=put", "400 SC"),
    "meetings:hand_sheet": ("pk=put", "400 N"),
    "meetings:draw_up_minutes": ("pk=closed", "409 SC"),
    "meetings:mend_minutes": ("pk=closed", ""),
    "meetings:lay_open_minutes": ("pk=closed", "302 SC"),
    "meetings:object_to_minutes": ("pk=closed", "422 SCA"),
    "meetings:approve_minutes": ("pk=closed", "409 SC"),
    "meetings:sign_minutes": ("pk=closed", ""),
    "meetings:answer_objection": ("pk=objection", "422 SC"),
    "credentials:revoke": ("pk=certificate", "422 S"),
    "credentials:make_papers": ("", "302 S"),
    "events:register": ("pk=event", "422 SCRNADOXU_"),
    "events:nominate": ("pk=event", "422 D"),
    "events:prove": ("token=ticket", "302 SCRNADOXU_"),
    "events:withdraw": ("token=ticket", "302 SCRNADOXU_"),
    "events:approve": ("pk=event", "302 D"),
    "events:add_registration": ("pk=event", "422 D"),
    "events:write_to_registered": ("pk=event", "422 D"),
    "events:places": ("pk=event", "302 D"),
    "events:refuse_registration": ("number=registered pk=event", "422 D"),
    "events:withdraw_registration": ("number=registered pk=event", "302 D"),
    "events:add_question": ("pk=event", "422 D"),
    "events:change_question": ("number=form_question pk=event", "422 D"),
    "events:move_question": ("number=form_question pk=event", "302 D"),
    "events:drop_question": ("number=form_question pk=event", "302 D"),
    "undertakings:report": ("number=undertaking", "409 D"),
    "undertakings:answer": ("number=undertaking", "409 S"),
    "undertakings:extend": ("number=undertaking", "400 S"),
    "undertakings:take_off": ("number=undertaking", ""),
    "bodies:add_body": ("", "422 S"),
    "bodies:end_body": ("pk=body", "422 S"),
    "bodies:add_seat": ("pk=body", "422 S"),
    "bodies:take_seat": ("pk=seat", "422 S"),
    "bodies:end_term": ("pk=term", "422 S"),
    "members:give_mandate": ("pk=member", "422 S"),
    "members:step": ("pk=member word=suspend", "422 S"),
    "members:enrol": ("", "422 S"),
    "members:assess_member": ("number=year member=member", "409 S"),
    "members:apply": ("", "422 S"),
    "members:end_mandate": ("pk=mandate", "422 S"),
    "members:follow": ("pk=succession", "302 S"),
    "members:read_list": ("", "422 S"),
    "members:commit_list": ("pk=list", "409 S"),
    "members:propose": ("", "422 S"),
    "members:remind": ("", "302 S"),
    "members:assess": ("number=year", "409 S"),
    "members:pay": ("pk=assessment", "422 S"),
    "people:people": ("", "200 SA"),
    "people:enter": ("", "422 S"),
    "people:my_data": ("", "200 SCRNADOXU"),
    "people:my_export": ("", "200 SCRNADOXU"),
    "people:my_consent": ("", "302 SCRNADOXU"),
    "people:person": ("pk=person", "200 SA"),
    "people:change": ("pk=person", "422 S"),
    "people:take_office": ("pk=person", "422 S"),
    "people:consent": ("pk=person", "302 S"),
    "people:export": ("pk=person", "200 S"),
    "people:erase": ("pk=person", "422 S"),
    "people:merge": ("pk=person", "422 S"),
    "people:end_office": ("pk=office", "422 S"),
    "organisations:enter": ("", "422 S"),
    "organisations:import": ("", "422 S"),
    "organisations:commit": ("pk=councils", "409 S"),
    "organisations:drop": ("pk=councils", "302 S"),
    "organisations:change": ("pk=organisation", "422 S"),
    "organisations:rename": ("pk=organisation", "422 S"),
    "organisations:end": ("pk=organisation", "422 S"),
    "memoranda:draft": ("", "422 S"),
    "memoranda:basics": ("number=memorandum", "422 S"),
    "memoranda:parties": ("number=memorandum", "422 S"),
    "memoranda:remove_party": ("number=memorandum organisation=organisation", "409 S"),
    "memoranda:purpose": ("number=memorandum", "422 S"),
    "memoranda:areas": ("number=memorandum", "422 S"),
    "memoranda:clauses": ("number=memorandum", "422 S"),
    "memoranda:send": ("number=memorandum", "409 S"),
    "memoranda:answer": ("number=memorandum party=party", "422 D"),
    "memoranda:next": ("number=memorandum", "409 S"),
    "memoranda:put_aside": ("number=memorandum", "409 S"),
    "memoranda:sign": ("number=memorandum party=party", "422 SD"),
    "memoranda:change": ("number=memorandum", "302 S"),
    "memoranda:renew": ("number=memorandum", "409 S"),
    "memoranda:end": ("number=memorandum", "422 S"),
    "memoranda:withdraw": ("number=memorandum party=party", "422 D"),
    "memoranda:count": ("", ""),
    "memoranda:uncount": ("pk=contribution", "302 D"),
    "memoranda:add_line": ("number=signed year=year", "422 D"),
    "memoranda:confirm_plan": ("number=signed party=signed_party year=year", "409 D"),
    "memoranda:change_line": ("pk=measure", "422 D"),
    "memoranda:withdraw_line": ("pk=measure", "302 D"),
    "events:add_material": ("pk=event", "422 D"),
    "events:remove_material": ("pk=event material=material", "302 D"),
    "events:add_recommendation": ("pk=event", "422 D"),
    "events:remove_recommendation": ("pk=event recommendation=recommendation", "302 D"),
    "events:to_issues": ("pk=event", "422 D"),
    "events:add_survey_question": ("pk=event", "422 D"),
    "events:usual_questions": ("pk=event", "302 D"),
    "events:remove_survey_question": ("pk=event question=asked", "302 D"),
    "events:survey": ("token=nonsense", "404 SCRNADOXU_"),
    "events:draft": ("", "422 D"),
    "events:edit": ("pk=event", "422 D"),
    "events:announce": ("pk=event", "409 D"),
    "events:cancel": ("pk=event", "409 D"),
    "events:close": ("pk=event", "409 D"),
    "events:enter_held": ("pk=event", "409 D"),
    "events:reached": ("pk=event", "302 D"),
    "events:clone": ("pk=event", "422 D"),
    "events:add_owner": ("pk=event", ""),
    "events:remove_owner": ("pk=event", ""),
    "events:logo": ("pk=event", ""),
    "events:series": ("pk=event", "422 D"),
    "events:leave_series": ("pk=event", "302 D"),
    "events:move_in_series": ("pk=event", ""),
    "events:add_session": ("pk=event", "422 D"),
    "events:edit_session": ("pk=event session=session", "422 D"),
    "events:publish": ("pk=event", "302 D"),
    "events:preview_import": ("pk=event", "302 D"),
    "events:commit_import": ("pk=event", ""),
    "events:own_calendar": ("", "302 SCRNADOXU"),
    "events:check_in": ("pk=event", "409 SRD"),
    "events:sync": ("pk=event", "400 SRD"),
    "events:arrive": ("pk=event code=nonsense", "409 SRD, 200 CNAOXU_"),
    "events:paper_list": ("pk=event", "302 SRD"),
    "events:platform_list": ("pk=event", "422 SRD"),
    "events:keep_list": ("pk=event", "302 D"),
    "events:issue_certificates": ("pk=event", ""),
    "events:certificate_share": ("pk=event", "422 D"),
    "events:remove_session": ("pk=event session=session", "302 D"),
    "events:edit_call": ("pk=conference", "422 D"),
    "events:write_paper": ("pk=conference", "422 SCRNADOXU"),
    "events:edit_paper": ("pk=conference number=paper", "422 U"),
    "events:submit_paper": ("pk=conference number=paper", "302 U"),
    "events:withdraw_paper": ("pk=conference number=paper", "302 U"),
    "notices:remind": ("pk=notice", "409 S"),
    "notices:send_again": ("pk=delivery", "302 S"),
    "notices:confirm": ("token=token", "302 SCRNADOXU_"),
    "notices:unsubscribe": ("token=token", "200 SCRNADOXU_"),
    "accounts:invite": ("", "422 S"),
    "accounts:give_right": ("pk=user", "422 S"),
    "accounts:block": ("pk=user", "422 S"),
    "accounts:unblock": ("pk=user", "422 S"),
    "accounts:take_back": ("pk=grant", "422 S"),
    "accounts:withdraw_invitation": ("pk=invitation", "302 S"),
    "accounts:invite_again": ("pk=invitation", "409 S"),
    "accounts:profile": ("", "422 SCRNADOXU"),
    "accounts:end_sessions": ("", "302 SCRNADOXU"),
    "accounts:ask_link": ("", "422 SCRNADOXU_"),
    "accounts:use_link": ("token=token", "409 SCRNADOXU_"),
    "accounts:invitation": ("secret=nonsense", "404 SCRNADOXU_"),
    "account_logout": ("", "302 SCRNADOXU_"),
    "territories:load": ("", "302 S"),
    "territories:import": ("", "422 S"),
    "territories:commit": ("pk=codifier", "409 S"),
    "territories:drop": ("pk=codifier", "302 S"),
    "statute:upload": ("", "422 S"),
    "statute:adopt": ("pk=edition", "422 S"),
    "statute:drop": ("pk=edition", "409 S"),
    "account_login": ("", "302 SCRNADOXU, 422 _"),
    "account_reset_password": ("", "422 SCRNADOXU_"),
    "account_reauthenticate": ("", "422 SCRNADOXU"),
    "account_change_password": ("", "422 SCRNADOXU"),
    "account_set_password": ("", "302 SCRNADOXU"),
    "account_reset_password_from_key": ("uidb36=1 key=set-password", "422 SCRNADOXU_"),
    "mfa_authenticate": ("", "302 SCRNADOXU"),
    "mfa_reauthenticate": ("", "302 SCRNADOXU"),
    "mfa_activate_totp": ("", "302 SCRNADOXU"),
    "mfa_deactivate_totp": ("", ""),
    "mfa_generate_recovery_codes": ("", "302 SCRNADOXU"),
    "mfa_add_webauthn": ("", "302 SCRNADOXU"),
    "mfa_reauthenticate_webauthn": ("", "302 SCRNADOXU"),
    "mfa_login_webauthn": ("", "302 SCRNADOXU"),
    "mfa_remove_webauthn": ("pk=user", "302 SCRNADOXU"),
    "mfa_edit_webauthn": ("pk=user", "302 SCRNADOXU"),
}


def _all(space: str, names: str) -> list[str]:
    return [f"{space}:{name}" if space else name for name in names.split()]


# Addresses that are only read: a POST writes nothing, whoever sends it.
PAGES = [
    *_all(
        "",
        "health account_inactive account_reset_password_done account_reset_password_from_key_done mfa_index mfa_view_recovery_codes mfa_download_recovery_codes mfa_list_webauthn",
    ),
    *_all("ui", "look"),
    *_all("portal", "home desk calendar calendar_feed search voting accessibility privacy open_data demo"),
    *_all(
        "meetings",
        "issues issue meetings meeting meeting_calendar prepare registration attendance_csv attendance_pdf wall wall_part phone phone_part console console_part item_record decisions decisions_csv decisions_json decision roll_call roll_call_csv roll_call_json minutes draft_minutes extract extract_in_word",
    ),
    *_all(
        "events",
        "events event owners programme event_calendar feed posters poster outcome letter_sent own place_calendar registrations registrations_file registration questions",
    ),
    *_all("events", "own_papers call committee paper paper_file"),
    *_all("events", "check_in_worker attendance attendance_file badges certificates"),
    *_all("credentials", "verify check paper certificates certificates_csv certificate"),
    *_all(
        "memoranda",
        "memoranda memoranda_csv memorandum version version_file plan report report_file numbers numbers_csv",
    ),
    *_all("undertakings", "undertakings undertakings_csv undertaking"),
    *_all("visits", "visits call visit groups_list"),
    *_all("knowledge", "practices practice revision adoption"),
    *_all("bodies", "bodies body"),
    *_all("members", "members founders member account list dues dues_year"),
    *_all("people", "holders"),
    *_all("organisations", "preview organisations export organisation"),
    *_all("notices", "notices proof proof_table notice file"),
    *_all("accounts", "accounts account second_factor link_sent"),
    *_all("territories", "territories preview unit"),
    *_all("journal", "journal check heads lines lines_of_day checker"),
    *_all("statute", "statute compare edition download"),
    *_all("documents", "document attachment signature"),
]


def _house() -> tuple[dict, dict]:
    """Make one object of each kind, those of a delegate for Lypova, and an account for each role."""
    cast = people.gather()
    now, today = timezone.now(), timezone.localdate()
    soon = now + timedelta(days=60)
    suspended = people.make_member(people.make_council("Сумна міська рада"), "suspended")
    users = {"S": cast.secretary, "C": cast.chair, "D": cast.delegate, "O": cast.verbova_delegate, "U": cast.stranger}
    for role, right in (("R", Right.REGISTRAR), ("N", Right.COUNTING), ("A", Right.AUDIT), ("X", None)):
        users[role] = people.make_user(f"{right or 'suspended'}@example.org")
        person = people.make_person("Сумна", user=users[role])
        if right:
            people.grant(users[role], right)
        else:
            people.make_mandate(suspended, person)
    draft = Meeting.objects.create(body=cast.general_meeting, number=72, starts_at=soon)
    running = Meeting.objects.create(
        body=cast.general_meeting, number=71, state="open", starts_at=now, opened_at=now,
        chair=cast.chair_person, secretary=cast.secretary_person,
    )  # fmt: skip
    for member, person in ((cast.lypova, cast.delegate_person), (cast.verbova, cast.verbova_person)):
        Attendance.objects.create(meeting=running, membership=member, person=person, arrived_at=now)
    item = Item.objects.create(meeting=running, order=1, title="Про бюджет", state="heard", started_at=now)
    running.current_item = item
    running.save()
    closed = Meeting.objects.create(
        body=cast.general_meeting, number=70, state="closed", starts_at=now - timedelta(days=9), opened_at=now - timedelta(days=9),
        closed_at=now - timedelta(days=9), chair=cast.chair_person, secretary=cast.secretary_person,
    )  # fmt: skip
    recorded = Meeting.objects.create(
        body=cast.general_meeting,
        number=12,
        state="closed",
        starts_at=now - timedelta(days=4000),
        source="протокол № 12",
    )
    entered = Decision.objects.create(
        number=400, body=cast.general_meeting, meeting=recorded, title="Про бюджет", text="Так.", matter="ordinary",
        item=Item.objects.create(meeting=recorded, order=1, title="Про бюджет"), decided_on=today, decided_at=now,
    )  # fmt: skip
    minutes = Minutes.objects.create(meeting=closed, number="70", drafted_at=now)
    put = put_to_vote(item, purpose="whole", method="roll_call", text="Затвердити.", by=cast.secretary)
    late = Item.objects.create(meeting=running, order=2, title="Про різне")
    notice = Notice.objects.create(kind="dues", subject="Лист", text="Текст")
    organisation = cast.lypova.organisation
    agreed = make_memorandum(organisation).agreed_areas.get()
    event = make_event(organisation)
    asked_for_papers = make_call(organisation)
    VisitStop.objects.create(meeting=running, starts_at=now, title="Ферма")
    Meeting.objects.filter(pk=running.pk).update(host=cast.lypova)
    call = Call.objects.create(
        title="Пошук господаря",
        state="announced",
        opens_on=today,
        closes_on=today,
        meeting_between_first=soon,
        meeting_between_last=soon,
    )
    practice = Practice.objects.create(
        number=1,
        title="Мобільний ЦНАП",
        organisation=organisation,
        state="published",
        published_on=today,
        written_by=cast.delegate.pk,
    )
    joint = make_memorandum(organisation, cast.stepova)
    made = {
        "call": call, "practice": practice,
        "offer": Offer.objects.create(
            call=call, membership=cast.lypova, practices="ЦНАП", venue="зала", capacity=9, shelter="підвал", shelter_capacity=9
        ),
        "group": Group.objects.create(meeting=running, name="А", capacity=9),
        "question": LearningQuestion.objects.create(meeting=running, membership=cast.verbova, text="Скільки?"),
        "adoption": Adoption.objects.create(
            practice=practice, organisation=cast.verbova.organisation, plan="План", planned_on=today
        ),
        "draft": draft, "draft_item": Item.objects.create(meeting=draft, order=1, title="Про звіт"),
        "stop": VisitStop.objects.create(meeting=draft, starts_at=soon, title="Ферма"),
        "running": running, "item": item, "late": late, "put": put, "closed": closed,
        "recorded": recorded, "entered": entered,
        "effect": Effect.objects.create(item=late, kind="undertaking", what="подати звіт", bound_membership=cast.lypova),
        "guest": Guest.objects.create(meeting=running, name="Гість"),
        "officer": Officer.objects.create(meeting=running, role="mandate", person=cast.delegate_person),
        "proxy": Proxy.objects.create(
            meeting=running, giver=suspended, holder=cast.lypova, holder_person=cast.delegate_person, document="№ 1", dated=today
        ),
        "recusal": Recusal.objects.create(item=late, membership=cast.verbova, reason="інтерес", declared_at=now),
        "speech": Speech.objects.create(
            item=item, name="Липовий", person=cast.delegate_person, membership=cast.lypova, asked_at=now, limit_seconds=300
        ),
        "objection": Objection.objects.create(minutes=minutes, membership=cast.lypova, text="Не так.", filed_at=now),
        "issue": Issue.objects.create(
            raised_by=organisation, created_by=cast.delegate.pk, title="Про дороги", topic="roads"
        ),
        "undertaking": Undertaking.objects.create(
            number=1, what="подати звіт", organisation=organisation, due_on=today, ground="рішення № 1", opened_on=today
        ),
        "contribution": Contribution.objects.create(
            agreed_area=agreed, source_type="x.y", source_id="1", day=today
        ),
        "measure": Measure.objects.create(
            agreed_area=agreed, year=2026, kind="event", what="Семінар", party=agreed.memorandum.parties.get(), due_on=today
        ),
        "signed": agreed.memorandum, "signed_party": agreed.memorandum.parties.get(),
        "certificate": Certificate.objects.create(
            kind="attendance", year=2026, number=1, code="3" * 12, holder_name="Остап ЛИПОВИЙ", title="Семінар", issued_on=today
        ),
        "member": cast.lypova, "body": cast.board, "seat": cast.president, "term": Term.objects.get(),
        "person": cast.delegate_person, "mandate": Mandate.objects.get(membership=cast.lypova),
        "office": Office.objects.create(
            person=cast.delegate_person, organisation=organisation, post_uk="голова", starts=people.LONG_AGO, act="№ 1",
            category="official",
        ),
        "event": event, "session": make_session(event, "Верес"),
        "recommendation": Recommendation.objects.create(event=event, text="Навчити старост"),
        "material": Material.objects.create(event=event, title="Запис", licence="CC0 1.0", link="https://example.org"),
        "asked": SurveyQuestion.objects.create(event=event, kind="text", text_uk="Що ще?"),
        "registered": Registration.objects.create(
            event=event, family_name="Вишня", given_name="Віра", state="waiting", queue=1, code="c", token="ticket"
        ).pk,
        "form_question": Question.objects.create(event=event, label_uk="Ночівля?").pk,
        "conference": asked_for_papers.event, "paper": make_paper(asked_for_papers, cast.stranger, "draft"),
        "memorandum": joint, "party": joint.parties.get(organisation=organisation),
        "organisation": organisation,
        "succession": Succession.objects.create(
            predecessor=cast.stepova, successor=organisation, kind="merged", on=today, ground="закон"
        ),
        "dues": DuesTable.objects.create(year=2026, ground="рішення № 1"),
        "assessment": Assessment.objects.create(membership=cast.lypova, year=2026, amount=100, due_on=today),
        "user": cast.delegate, "grant": Grant.objects.first(),
        "invitation": Invitation.objects.create(user=cast.stranger, digest="x" * 64, expires_at=soon),
        "edition": Edition.objects.get(),
        "codifier": ImportBatch.objects.create(name="k.csv", sha256="0" * 64, counts=NO_ROWS),
        "councils": ImportBatch.objects.create(kind="councils", name="r.csv", sha256="0" * 64, counts=NO_ROWS),
        "list": MandateImport.objects.create(name="l.csv", sha256="0" * 64, act="№ 1", starts=today),
        "notice": notice,
        "delivery": Delivery.objects.create(notice=notice, name="Рада", address="rada@example.org", token="t" * 32),
    }  # fmt: skip
    return made, users


def _addresses(patterns, space: str = "") -> dict[str, list[str]]:
    """Return the names of all addresses with the names of their parameters."""
    found: dict[str, list[str]] = {}
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            found |= _addresses(pattern.url_patterns, f"{space}{pattern.namespace}:" if pattern.namespace else space)
        elif pattern.name:
            found[space + pattern.name] = sorted(pattern.pattern.regex.groupindex)
    return found


@contextmanager
def _watched() -> Iterator[list[str]]:
    """Gather what is written to the database, sessions aside; undo it at the end."""
    written: list[str] = []

    def look(execute, sql, params, many, context):
        if sql.startswith(("INSERT", "UPDATE", "DELETE")) and "django_session" not in sql:
            written.append(sql[:90])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look), transaction.atomic():
        yield written
        transaction.set_rollback(True)


def _clients(users: dict) -> dict[str, Client]:
    clients = {"_": Client(HTTP_ACCEPT_LANGUAGE="uk")}
    for role, user in users.items():
        clients[role] = Client(HTTP_ACCEPT_LANGUAGE="uk")
        clients[role].force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return clients


def _address(name: str, said: str, made: dict) -> str:
    given = dict(word.split("=") for word in said.split())
    kept = {"year": 2026, "token": made["delivery"].token}
    for parameter, word in given.items():
        thing = made.get(word, kept.get(word, word))
        given[parameter] = getattr(thing, "number" if parameter == "number" else "pk", thing)
    return reverse(name, kwargs=given)


def _answers(said: str) -> dict[str, int]:
    """Return the answer for each role: those named, 404 for the others, the way to the door for a stranger."""
    told = {role: int(status) for status, roles in (part.split() for part in said.split(",") if part) for role in roles}
    return {role: told.get(role, 302 if role == "_" else 404) for role in ALL}


def test_every_address_stands_in_the_table():
    addresses = set(_addresses(get_resolver().url_patterns))
    assert addresses - set(DOORS) - set(PAGES) == set(), "say who may press it, or that it is only read"
    assert (set(DOORS) | set(PAGES)) - addresses == set()
    assert set(DOORS) & set(PAGES) == set()


def test_each_role_gets_its_answer_and_who_is_refused_writes_nothing(statute):
    """The words of a 404 are the same as for an object that does not exist, so that nothing leaks."""
    made, users = _house()
    clients = _clients(users)
    cookies = {role: client.cookies.copy() for role, client in clients.items()}
    wrong = []
    for name, (thing, said) in DOORS.items():
        address = _address(name, thing, made)
        for role, status in _answers(said).items():
            with _watched() as written:
                answer = clients[role].post(address, {"pressed": "1"})
            clients[role].cookies = cookies[role].copy()
            got = answer.status_code
            if got != status:
                wrong.append(f"{name} {role}: {got}, not {status}")
            elif status == 404 and role not in said and _bare(answer) != _bare(_nowhere(clients[role])):
                wrong.append(f"{name} {role}: its 404 tells more than that there is no such page")
            elif status == 302 and role == "_" and "_" not in said and "/account/login/" not in answer["Location"]:
                wrong.append(f"{name} {role}: led to {answer['Location']}")
            if written and (got >= 400 or (role == "_" and "_" not in said)):
                wrong.append(f"{name} {role}: refused, and yet {written[0]}")
    assert wrong == [], "\n".join(wrong)


def _nowhere(client: Client):
    if not hasattr(client, "nowhere"):
        client.nowhere = client.post("/meetings/999999999/close/")
    return client.nowhere


def _bare(answer) -> str:
    """Return the words of the page: its own address and the token of its forms stand in the tags only."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_what_is_only_read_writes_nothing_when_something_is_sent(statute):
    made, users = _house()
    client = _clients(users)["S"]
    known = {
        "pk": made["running"].pk,
        "number": 1,
        "year": 2026,
        "token": made["delivery"].token,
        "code": "UA63",
        "ending": "csv",
    }
    known |= {"day": "2026-11-22", "form": "docx", "size": "a4", "table": "years", "version": 1, "format": "csv"}
    for name, parameters in _addresses(get_resolver().url_patterns).items():
        if name in PAGES:
            with _watched() as written:
                own = {**known, "ending": "pdf"} if name == "memoranda:version_file" else known
                answer = client.post(reverse(name, kwargs={each: own[each] for each in parameters}), {"pressed": "1"})
            assert answer.status_code < 500, name
            assert written == [], name


@pytest.mark.parametrize(
    "name",
    ["remove_stop", "edit_item", "move_item", "remove_item", "attach_to_item", "put_to_vote", "take_note", "withdraw_proxy", "guest",
     "remove_officer", "drop_effect"],
)  # fmt: skip
def test_a_part_of_one_meeting_is_not_reached_through_another(statute, name):
    made, users = _house()
    client = _clients(users)["S"]
    said = DOORS[f"meetings:{name}"][0].replace("pk=draft", "pk=closed").replace("pk=running", "pk=closed")
    with _watched() as written:
        assert client.post(_address(f"meetings:{name}", said, made), {"pressed": "1"}).status_code == 404
    assert written == []
