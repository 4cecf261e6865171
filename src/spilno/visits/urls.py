"""Addresses of visiting meetings."""

from django.urls import URLPattern, path

from spilno.visits.views import calls, programme

app_name = "visits"

urlpatterns: list[URLPattern] = [
    path("visits/", calls.visits, name="visits"),
    path("visits/calls/new/", calls.prepare, name="prepare_call"),
    path("visits/calls/<int:pk>/", calls.call, name="call"),
    path("visits/calls/<int:pk>/edit/", calls.change, name="change_call"),
    path("visits/calls/<int:pk>/announce/", calls.announce, name="announce_call"),
    path("visits/calls/<int:pk>/prolong/", calls.prolong, name="prolong_call"),
    path("visits/calls/<int:pk>/cancel/", calls.cancel, name="cancel_call"),
    path("visits/calls/<int:pk>/offer/", calls.offer, name="offer"),
    path("visits/calls/<int:pk>/choose/<int:offer>/", calls.choose, name="choose_host"),
    path("visits/offers/<int:pk>/withdraw/", calls.withdraw, name="withdraw_offer"),
    path("meetings/<int:pk>/visit/", programme.visit, name="visit"),
    path("meetings/<int:pk>/visit/statements/", programme.issue_statements, name="issue_statements"),
    path("meetings/<int:pk>/visit/groups/", programme.add_group, name="add_group"),
    path("meetings/<int:pk>/visit/groups.pdf", programme.groups_list, name="groups_list"),
    path("meetings/<int:pk>/visit/groups/<int:group>/", programme.change_group, name="change_group"),
    path("meetings/<int:pk>/visit/groups/<int:group>/remove/", programme.remove_group, name="remove_group"),
    path("meetings/<int:pk>/visit/groups/<int:group>/join/", programme.join, name="join_group"),
    path("meetings/<int:pk>/visit/leave/", programme.leave, name="leave_group"),
    path("meetings/<int:pk>/visit/safety/", programme.confirm_safety, name="confirm_safety"),
    path("meetings/<int:pk>/visit/questions/", programme.ask, name="ask_host"),
    path("meetings/<int:pk>/visit/questions/<int:question>/", programme.answer, name="answer_question"),
]
