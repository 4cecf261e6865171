"""Who may press what in knowledge; tests/doors.py tells how to read it."""

from django.utils import timezone

from spilno.knowledge.models import Adoption, Practice

DOORS = {
    "knowledge:write": ("", "422 SDOX"),
    "knowledge:change": ("number=practice", "422 SD"),
    "knowledge:send": ("number=practice", "409 SD"),
    "knowledge:publish": ("number=practice", "422 S"),
    "knowledge:return": ("number=practice", "422 S"),
    "knowledge:confirm": ("number=practice", "302 S"),
    "knowledge:retire": ("number=practice", "302 S"),
    "knowledge:adopt": ("number=practice", "422 SDOX"),
    "knowledge:tell": ("pk=adoption", "422 SO"),
}

PAGES = {
    "knowledge:practices",
    "knowledge:practice",
    "knowledge:revision",
    "knowledge:adoption",
}


def things(cast, made) -> dict:
    today = timezone.localdate()
    practice = Practice.objects.create(
        number=1,
        title="Мобільний ЦНАП",
        organisation=cast.lypova.organisation,
        state="published",
        published_on=today,
        written_by=cast.delegate.pk,
    )
    return {
        "practice": practice,
        "adoption": Adoption.objects.create(
            practice=practice, organisation=cast.verbova.organisation, plan="План", planned_on=today
        ),
    }
