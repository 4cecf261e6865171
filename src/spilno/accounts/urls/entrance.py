"""The addresses of allauth that we use, and no others: there is no sign-up, no change of address, no outside account."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.urls import path, re_path

from spilno.accounts.views.doors import told

urlpatterns = [
    path("login/", told(account.login), name="account_login"),
    path("logout/", told(account.logout), name="account_logout"),
    path("inactive/", told(account.account_inactive), name="account_inactive"),
    path("reauthenticate/", told(account.reauthenticate), name="account_reauthenticate"),
    path("password/change/", told(account.password_change), name="account_change_password"),
    path("password/set/", told(account.password_set), name="account_set_password"),
    path("password/reset/", told(account.password_reset), name="account_reset_password"),
    path("password/reset/done/", told(account.password_reset_done), name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        told(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("2fa/", told(mfa.index), name="mfa_index"),
    path("2fa/authenticate/", told(mfa.authenticate), name="mfa_authenticate"),
    path("2fa/reauthenticate/", told(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("2fa/totp/activate/", told(totp.activate_totp), name="mfa_activate_totp"),
    path("2fa/totp/deactivate/", told(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("2fa/codes/", told(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("2fa/codes/generate/", told(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("2fa/codes/download/", told(codes.download_recovery_codes), name="mfa_download_recovery_codes"),
    path("2fa/keys/", told(webauthn.list_webauthn), name="mfa_list_webauthn"),
    path("2fa/keys/add/", told(webauthn.add_webauthn), name="mfa_add_webauthn"),
    path("2fa/keys/reauthenticate/", told(webauthn.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"),
    path("2fa/keys/login/", told(webauthn.login_webauthn), name="mfa_login_webauthn"),
    path("2fa/keys/<int:pk>/remove/", told(webauthn.remove_webauthn), name="mfa_remove_webauthn"),
    path("2fa/keys/<int:pk>/edit/", told(webauthn.edit_webauthn), name="mfa_edit_webauthn"),
]
