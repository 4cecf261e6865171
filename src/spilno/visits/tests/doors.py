"""Who may press what in visits; tests/doors.py tells how to read it."""

from datetime import timedelta

from django.utils import timezone

from spilno.visits.models import Call, Group, LearningQuestion, Offer

DOORS = {
    "visits:prepare_call": ("", "422 S"),
    "visits:change_call": ("pk=call", "422 S"),
    "visits:announce_call": ("pk=call", "409 S"),
    "visits:prolong_call": ("pk=call", "422 S"),
    "visits:cancel_call": ("pk=call", "422 S"),
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
    "visits:answer_question": ("pk=running question=question", "422 SD"),
}

PAGES = {
    "visits:visits",
    "visits:call",
    "visits:visit",
    "visits:groups_list",
}


def things(cast, made) -> dict:
    today, soon = timezone.localdate(), timezone.now() + timedelta(days=60)
    call = Call.objects.create(
        title="Пошук господаря",
        state="announced",
        opens_on=today,
        closes_on=today,
        meeting_between_first=soon,
        meeting_between_last=soon,
    )
    return {
        "call": call,
        "offer": Offer.objects.create(
            call=call,
            membership=cast.lypova,
            practices="ЦНАП",
            venue="зала",
            capacity=9,
            shelter="підвал",
            shelter_capacity=9,
        ),
        "group": Group.objects.create(meeting=made["running"], name="А", capacity=9),
        "question": LearningQuestion.objects.create(meeting=made["running"], membership=cast.verbova, text="Скільки?"),
    }
