"""Materials of a convened meeting: by when they must be with members, and what of a late one."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

import spilno.statute
from spilno.documents.models import Attachment
from spilno.meetings.models import Item, Meeting
from spilno.meetings.rules.materials import days_late, materials_due, why_not_add_material
from spilno.statute.models import Edition
from spilno.statute.rules.edition_file import read_edition
from spilno.statute.rules.provisions import Number, Sure

MODEL = read_edition((Path(spilno.statute.__file__).parent / "editions" / "model.toml").read_text(encoding="utf-8"))
DAY = date(2026, 11, 27)
DAYS = st.dates(date(2024, 1, 1), date(2030, 1, 1))


def sure(kind, days=10):
    ground = replace(MODEL.materials_days.ground, sure=kind)
    return replace(MODEL, materials_days=Number(days, ground))


def test_of_ten_days_before_the_27th_the_17th_is_the_last():
    assert materials_due(DAY, provisions=MODEL) == date(2026, 11, 17)
    assert days_late(date(2026, 11, 17), meeting_day=DAY, provisions=MODEL) == 0
    assert days_late(date(2026, 11, 18), meeting_day=DAY, provisions=MODEL) == 1


def code(on, provisions, **given):
    given = {"meeting_day": DAY, "noticed": True, "late_item": False} | given
    refusal = why_not_add_material(on, provisions=provisions, **given)
    return refusal.code if refusal else None


def test_a_late_document_is_refused_where_the_own_statute_sets_the_days():
    late = date(2026, 11, 18)
    assert code(late, sure(Sure.STATUTE)) == "material_too_late"
    assert code(late, sure(Sure.LAW)) == "material_too_late"
    assert code(late, sure(Sure.CHOICE)) is None
    assert code(late, sure(Sure.COMMON)) is None
    assert code(late, sure(Sure.STATUTE), noticed=False) is None
    assert code(late, sure(Sure.STATUTE), late_item=True) is None
    assert code(late, sure(Sure.STATUTE), meeting_day=None) is None


@given(DAYS, DAYS, st.integers(0, 60))
def test_what_is_refused_is_late_and_earlier_is_never_worse(on, day, days):
    provisions = sure(Sure.STATUTE, days)
    refused = code(on, provisions, meeting_day=day)
    assert (refused is not None) == (days_late(on, meeting_day=day, provisions=provisions) > 0)
    if refused is None:
        assert code(on - timedelta(days=1), provisions, meeting_day=day) is None


@pytest.fixture
def item(cast):
    meeting = Meeting.objects.create(
        body=cast.general_meeting,
        number=71,
        state=Meeting.State.CONVENED,
        starts_at=timezone.now() + timedelta(days=4),
        convened_at=timezone.now() - timedelta(days=40),
    )
    Item.objects.create(meeting=meeting, order=2, title="Про бюджет")
    return Item.objects.create(meeting=meeting, order=1, title="Про воду", draft_decision="Провести день.")


def attach(client, item):
    file = SimpleUploadedFile("perelik.txt", "Перелік станцій".encode(), content_type="text/plain")
    address = f"/meetings/{item.meeting_id}/agenda/{item.pk}/files/"
    return client.post(address, {"file": file, "title": "Перелік"})


def test_a_late_document_is_admitted_under_the_model_and_marked_for_everyone(client, cast, item):
    client.force_login(cast.secretary)
    assert attach(client, item).status_code == 302
    page = client.get(f"/meetings/{item.meeting_id}/prepare/").content.decode()
    assert "Про бюджет" in page.split("Без проєкту рішення")[1].split("</ul>")[0]
    client.logout()
    assert "із запізненням на 6 днів" in client.get(f"/meetings/{item.meeting_id}/").content.decode()


def test_a_document_in_time_is_not_marked(client, cast, item):
    client.force_login(cast.secretary)
    attach(client, item)
    Attachment.objects.update(uploaded_at=timezone.now() - timedelta(days=41))
    assert "із запізненням" not in client.get(f"/meetings/{item.meeting_id}/").content.decode()


def test_a_late_document_is_refused_with_the_article_by_the_own_statute(client, cast, item):
    edition = Edition.objects.get()
    head, rest = edition.text.split("[materials]")
    edition.text = head + "[materials]" + rest.replace('sure = "choice"', 'sure = "statute"', 1)
    edition.save()
    client.force_login(cast.secretary)
    form = client.get(f"/meetings/{item.meeting_id}/agenda/{item.pk}/").content.decode()
    answer = attach(client, item)
    assert answer.status_code == 409
    assert "5.2" in answer.content.decode()
    assert "за 10 днів" in form
    assert not Attachment.objects.exists()
