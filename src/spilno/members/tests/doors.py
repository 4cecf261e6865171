"""Who may press what in members; tests/doors.py tells how to read it."""

from django.utils import timezone

from spilno.members.models import Assessment, DuesTable, Mandate, MandateImport
from spilno.territories.models import ImportBatch
from spilno.territories.tests.doors import NO_ROWS

DOORS = {
    "members:give_mandate": ("pk=member", "422 S"),
    "members:step": ("pk=member word=suspend", "422 S"),
    "members:enrol": ("", "422 S"),
    "members:assess_member": ("number=year member=member", "409 S"),
    "members:apply": ("", "422 S"),
    "members:end_mandate": ("pk=mandate", "422 S"),
    "members:follow": ("pk=succession", "302 S"),
    "members:members_upload": ("", "422 S"),
    "members:members_commit": ("pk=members_file", "409 S"),
    "members:members_drop": ("pk=members_file", "302 S"),
    "members:read_list": ("", "422 S"),
    "members:commit_list": ("pk=list", "409 S"),
    "members:propose": ("", "422 S"),
    "members:remind": ("", "302 S"),
    "members:assess": ("number=year", "409 S"),
    "members:pay": ("pk=assessment", "422 S"),
}

PAGES = {
    "members:members",
    "members:founders",
    "members:member",
    "members:account",
    "members:list",
    "members:members_preview",
    "members:members_table",
    "members:dues",
    "members:dues_year",
}


def things(cast, made) -> dict:
    today = timezone.localdate()
    return {
        "member": cast.lypova,
        "mandate": Mandate.objects.get(membership=cast.lypova),
        "list": MandateImport.objects.create(name="l.csv", sha256="0" * 64, act="№ 1", starts=today, counts=NO_ROWS),
        "members_file": ImportBatch.objects.create(kind="members", name="m.csv", sha256="0" * 64, counts=NO_ROWS),
        "dues": DuesTable.objects.create(year=2026, ground="рішення № 1"),
        "assessment": Assessment.objects.create(membership=cast.lypova, year=2026, amount=100, due_on=today),
    }
