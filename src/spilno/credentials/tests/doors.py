"""Who may press what in credentials; tests/doors.py tells how to read it."""

from django.utils import timezone

from spilno.credentials.models import Certificate, SigningKey

DOORS = {
    "credentials:revoke": ("pk=certificate", "422 S"),
    "credentials:suspend": ("pk=certificate", "422 S"),
    "credentials:resume": ("pk=certificate", "422 S"),
    "credentials:check_file": ("", "422 SCRNADOXU_"),
    "credentials:make_papers": ("", "302 S"),
    "credentials:rotate_key": ("", "302 S"),
    "credentials:revoke_key": ("pk=key", "422 S"),
}

PAGES = {
    "credentials:verify",
    "credentials:check",
    "credentials:paper",
    "credentials:credential",
    "credentials:token",
    "credentials:did",
    "credentials:issuer",
    "credentials:achievement",
    "credentials:status_list",
    "credentials:certificates",
    "credentials:certificates_csv",
    "credentials:certificate",
    "credentials:keys",
}


def things(cast, made) -> dict:
    return {
        "key": SigningKey.objects.create(multikey="z6MkDoors"),
        "certificate": Certificate.objects.create(
            kind="attendance",
            year=2026,
            number=1,
            code="3" * 12,
            holder_name="Остап ЛИПОВИЙ",
            title="Семінар",
            object_type="events.event",
            object_id="1",
            issued_on=timezone.localdate(),
        ),
    }
