"""Addresses of the hall: console, wall, phone, and the acts of the session."""

from django.urls import URLPattern, path

from spilno.meetings.views import hall, speaking

urlpatterns: list[URLPattern] = [
    path("hall/<int:pk>/", hall.wall, name="wall"),
    path("hall/<int:pk>/part/", hall.wall_part, name="wall_part"),
    path("hall/<int:pk>/phone/", hall.phone, name="phone"),
    path("hall/<int:pk>/phone/part/", hall.phone_part, name="phone_part"),
    path("meetings/<int:pk>/console/", hall.console, name="console"),
    path("meetings/<int:pk>/console/part/", hall.console_part, name="console_part"),
    path("meetings/<int:pk>/open-registration/", hall.open_registration, name="open_registration"),
    path("meetings/<int:pk>/open/", hall.open_meeting, name="open_meeting"),
    path("meetings/<int:pk>/not-held/", hall.declare_not_held, name="declare_not_held"),
    path("meetings/<int:pk>/recess/", hall.recess, name="recess"),
    path("meetings/<int:pk>/resume/", hall.resume, name="resume"),
    path("meetings/<int:pk>/close/", hall.close_meeting, name="close_meeting"),
    path("hall/items/<int:pk>/", hall.item_record, name="item_record"),
    path("hall/items/<int:pk>/take/", hall.take_item, name="take_item"),
    path("hall/items/<int:pk>/finish/", hall.finish_item, name="finish_item"),
    path("hall/items/<int:pk>/postpone/", hall.postpone_item, name="postpone_item"),
    path("hall/items/<int:pk>/withdraw/", hall.withdraw_item, name="withdraw_item"),
    path("hall/items/<int:pk>/interest/", hall.declare_interest, name="declare_interest"),
    path("hall/items/<int:pk>/my-interest/", hall.declare_own_interest, name="declare_own_interest"),
    path("hall/interests/<int:pk>/retract/", hall.retract_interest, name="retract_interest"),
    path("hall/items/<int:pk>/ask/", speaking.ask_for_floor, name="ask_for_floor"),
    path("hall/items/<int:pk>/speaker/", speaking.enter_speaker, name="enter_speaker"),
    path("hall/speeches/<int:pk>/give/", speaking.give_floor, name="give_floor"),
    path("hall/speeches/<int:pk>/minute/", speaking.add_minute, name="add_minute"),
    path("hall/speeches/<int:pk>/pause/", speaking.pause, name="pause_speech"),
    path("hall/speeches/<int:pk>/go-on/", speaking.go_on, name="go_on"),
    path("hall/speeches/<int:pk>/move/", speaking.move_request, name="move_request"),
    path("hall/speeches/<int:pk>/thank/", speaking.thank, name="thank"),
    path("hall/speeches/<int:pk>/withdraw/", speaking.withdraw_request, name="withdraw_request"),
    path("hall/speeches/<int:pk>/note/", speaking.note_speech, name="note_speech"),
    path("hall/speeches/<int:pk>/strike/", speaking.strike_speech, name="strike_speech"),
]
