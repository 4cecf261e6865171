"""Addresses of registration: for those who register, by their own link, and for those who keep the list."""

from django.urls import URLPattern, path

from spilno.events.views import registration as own
from spilno.events.views import registrations as kept

urlpatterns: list[URLPattern] = [
    path("events/<int:pk>/register/", own.register, name="register"),
    path("events/<int:pk>/register/sent/", own.letter_sent, name="letter_sent"),
    path("events/<int:pk>/nominate/", own.nominate, name="nominate"),
    path("events/registration/<str:token>/", own.own, name="own"),
    path("events/registration/<str:token>/confirm/", own.prove, name="prove"),
    path("events/registration/<str:token>/withdraw/", own.withdraw, name="withdraw"),
    path("events/registration/<str:token>/calendar.ics", own.calendar, name="place_calendar"),
    path("events/<int:pk>/registrations/", kept.registrations, name="registrations"),
    path("events/<int:pk>/registrations/approve/", kept.approve, name="approve"),
    path("events/<int:pk>/registrations/add/", kept.add, name="add_registration"),
    path("events/<int:pk>/registrations/letter/", kept.letter, name="write_to_registered"),
    path("events/<int:pk>/registrations/terms/", kept.terms, name="terms"),
    path("events/<int:pk>/registrations/list.<str:format>", kept.export, name="registrations_file"),
    path("events/<int:pk>/registrations/<int:number>/", kept.one, name="registration"),
    path("events/<int:pk>/registrations/<int:number>/refuse/", kept.turn_down, name="refuse_registration"),
    path("events/<int:pk>/registrations/<int:number>/withdraw/", kept.withdraw, name="withdraw_registration"),
    path("events/<int:pk>/questions/", kept.questions, name="questions"),
    path("events/<int:pk>/questions/new/", kept.add_question, name="add_question"),
    path("events/<int:pk>/questions/<int:number>/", kept.change_question, name="change_question"),
    path("events/<int:pk>/questions/<int:number>/move/", kept.move_question, name="move_question"),
    path("events/<int:pk>/questions/<int:number>/drop/", kept.drop_question, name="drop_question"),
]
