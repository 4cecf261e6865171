"""Addresses of the General Meeting before and around the session: drafting, convening, registration, public pages."""

from django.urls import URLPattern, path

from spilno.meetings.views import agenda, cards, check_in, convening, meetings, prepare, recording, registration

urlpatterns: list[URLPattern] = [
    path("meetings/", meetings.meetings, name="meetings"),
    path("meetings/new/", prepare.draft, name="draft_meeting"),
    path("meetings/record/", recording.record_meeting, name="record_meeting"),
    path("meetings/<int:pk>/", meetings.meeting, name="meeting"),
    path("meetings/<int:pk>/record/", recording.mend_meeting, name="mend_record"),
    path("meetings/<int:pk>/record/files/", recording.attach, name="attach_to_record"),
    path("meetings/<int:pk>/record/decisions/", recording.record_decision, name="record_decision"),
    path("meetings/<int:pk>/record/decisions/<int:number>/", recording.mend_decision, name="mend_decision"),
    path("meetings/<int:pk>/calendar.ics", meetings.calendar_file, name="meeting_calendar"),
    path("meetings/<int:pk>/prepare/", prepare.prepare, name="prepare"),
    path("meetings/<int:pk>/edit/", prepare.edit, name="edit_meeting"),
    path("meetings/<int:pk>/stops/", prepare.add_stop, name="add_stop"),
    path("meetings/<int:pk>/safety/", prepare.safety_notice, name="safety_notice"),
    path("meetings/<int:pk>/stops/<int:stop>/", prepare.change_stop, name="change_stop"),
    path("meetings/<int:pk>/stops/<int:stop>/remove/", prepare.remove_stop, name="remove_stop"),
    path("meetings/<int:pk>/agenda/add/", agenda.add, name="add_item"),
    path("meetings/<int:pk>/agenda/issues/", agenda.take_issues, name="take_issues"),
    path("meetings/<int:pk>/agenda/usual/", agenda.add_usual, name="add_usual"),
    path("meetings/<int:pk>/agenda/overdue/", agenda.take_overdue, name="take_overdue"),
    path("meetings/<int:pk>/agenda/<int:item>/", agenda.edit, name="edit_item"),
    path("meetings/<int:pk>/agenda/<int:item>/move/", agenda.move, name="move_item"),
    path("meetings/<int:pk>/agenda/<int:item>/remove/", agenda.remove, name="remove_item"),
    path("meetings/<int:pk>/agenda/<int:item>/files/", agenda.attach, name="attach_to_item"),
    path("meetings/<int:pk>/convene/", convening.convene, name="convene"),
    path("meetings/<int:pk>/change/", convening.change, name="change_meeting"),
    path("meetings/<int:pk>/cancel/", convening.cancel, name="cancel_meeting"),
    path("meetings/<int:pk>/registration/", registration.registration, name="registration"),
    path("meetings/<int:pk>/registration/register/", registration.register, name="register"),
    path("meetings/<int:pk>/registration/leave/", registration.leave, name="leave"),
    path("meetings/<int:pk>/registration/substitute/", registration.substitute, name="substitute"),
    path(
        "meetings/<int:pk>/registration/list.csv", registration.attendance_list, {"form": "csv"}, name="attendance_csv"
    ),
    path(
        "meetings/<int:pk>/registration/list.pdf", registration.attendance_list, {"form": "pdf"}, name="attendance_pdf"
    ),
    path("meetings/<int:pk>/proxies/", registration.proxies, name="proxies"),
    path("meetings/<int:pk>/proxies/<int:proxy>/withdraw/", registration.withdraw_proxy, name="withdraw_proxy"),
    path("meetings/<int:pk>/guests/", registration.guests, name="guests"),
    path("meetings/<int:pk>/guests/<int:guest>/", registration.guest, name="guest"),
    path("meetings/<int:pk>/officers/", registration.officers, name="officers"),
    path("meetings/<int:pk>/officers/<int:officer>/remove/", registration.remove_officer, name="remove_officer"),
    path("meetings/<int:pk>/cards/", cards.cards, name="cards"),
    path("meetings/<int:pk>/cards/sheet/", cards.sheet, name="cards_sheet"),
    path("meetings/<int:pk>/here/", check_in.here, name="here"),
    path("c/<str:secret>/", check_in.check_in, name="check_in"),
]
