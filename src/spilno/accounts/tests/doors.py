"""Who may press what in accounts; tests/doors.py tells how to read it."""

from datetime import timedelta

from django.utils import timezone

from spilno.accounts.models import Grant, Invitation

DOORS = {
    "accounts:invite": ("", "422 S"),
    "accounts:give_right": ("pk=user", "422 S"),
    "accounts:block": ("pk=user", "422 S"),
    "accounts:unblock": ("pk=user", "422 S"),
    "accounts:take_off_second_factor": ("pk=user", "422 S"),
    "accounts:take_back": ("pk=grant", "422 S"),
    "accounts:withdraw_invitation": ("pk=invitation", "302 S"),
    "accounts:invite_again": ("pk=invitation", "409 S"),
    "accounts:profile": ("", "422 SCRNADOXU"),
    "accounts:end_sessions": ("", "302 SCRNADOXU"),
    "accounts:ask_link": ("", "422 SCRNADOXU_"),
    "accounts:use_link": ("token=token", "409 SCRNADOXU_"),
    "accounts:invitation": ("secret=nonsense", "404 SCRNADOXU_"),
    "account_logout": ("", "302 SCRNADOXU_"),
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

PAGES = {
    "account_inactive",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "mfa_index",
    "mfa_view_recovery_codes",
    "mfa_download_recovery_codes",
    "mfa_list_webauthn",
    "accounts:accounts",
    "accounts:account",
    "accounts:second_factor",
    "accounts:link_sent",
}


def things(cast, made) -> dict:
    return {
        "user": cast.delegate,
        "grant": Grant.objects.first(),
        "invitation": Invitation.objects.create(
            user=cast.stranger, digest="x" * 64, expires_at=timezone.now() + timedelta(days=60)
        ),
    }
