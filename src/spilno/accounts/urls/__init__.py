"""Addresses of our own pages; those of allauth stand in `entrance`."""

from django.urls import path

from spilno.accounts.views import accounts, doors, profile

app_name = "accounts"

urlpatterns = [
    path("accounts/", accounts.accounts, name="accounts"),
    path("accounts/invite/", accounts.invite, name="invite"),
    path("accounts/<int:pk>/", accounts.account, name="account"),
    path("accounts/<int:pk>/rights/", accounts.give_right, name="give_right"),
    path("accounts/<int:pk>/block/", accounts.block, name="block"),
    path("accounts/<int:pk>/unblock/", accounts.unblock, name="unblock"),
    path("accounts/<int:pk>/second-factor/off/", accounts.take_off_second_factor, name="take_off_second_factor"),
    path("accounts/rights/<int:pk>/back/", accounts.take_back, name="take_back"),
    path("accounts/invitations/<int:pk>/withdraw/", accounts.withdraw, name="withdraw_invitation"),
    path("accounts/invitations/<int:pk>/again/", accounts.invite_again, name="invite_again"),
    path("profile/", profile.profile, name="profile"),
    path("profile/sessions/end/", profile.end_sessions, name="end_sessions"),
    path("account/second-factor/", profile.second_factor, name="second_factor"),
    path("account/link/", doors.ask_link, name="ask_link"),
    path("account/link/sent/", doors.link_sent, name="link_sent"),
    path("account/link/<str:token>/", doors.use_link, name="use_link"),
    path("account/invitation/<str:secret>/", doors.invitation, name="invitation"),
]
