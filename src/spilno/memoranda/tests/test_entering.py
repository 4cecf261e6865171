"""A paper that was signed before: what is entered, what is refused, how it is planned under and changed later."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests import cast as people

from spilno.accounts.models import Right
from spilno.journal.models import Entry
from spilno.memoranda.models import Memorandum
from spilno.memoranda.queries.texts import paragraphs_of
from spilno.memoranda.rules.entering import Entering, why_not_enter
from spilno.memoranda.rules.text import TermText
from spilno.memoranda.services.life import begin_change
from spilno.memoranda.services.planning import Said, write_line
from spilno.memoranda.tests.factories import make_head, make_organisation, make_ours
from spilno.memoranda.tests.test_pages import PDF, begun
from spilno.memoranda.tests.texts import TERMS
from spilno.notices.models import Notice

TODAY = timezone.localdate()
SIGNED = date(2022, 3, 15)
ASKED = Entering("draft", 1, SIGNED, TODAY, is_pdf=True)


@pytest.mark.parametrize(
    ("terms", "asked", "expected"),
    [
        (TERMS, ASKED, None),
        (replace(TERMS, clauses=()), ASKED, None),
        (TERMS, replace(ASKED, version_state="sent"), "text_seen"),
        (TERMS, replace(ASKED, version=2), "text_seen"),
        (replace(TERMS, parties=TERMS.parties[:1]), ASKED, "parties_missing"),
        (replace(TERMS, areas=()), ASKED, "areas_missing"),
        (TERMS, replace(ASKED, on=TODAY + timedelta(1)), "signed_in_the_future"),
        (TERMS, replace(ASKED, is_pdf=False), "scan_missing"),
        (replace(TERMS, term=TermText(ends_on=SIGNED - timedelta(1))), ASKED, "term_reversed"),
    ],
)
def test_what_keeps_a_paper_out(terms, asked, expected):
    refusal = why_not_enter(terms, asked)
    assert (refusal.code if refusal else None) == expected
    assert refusal is None or refusal.title == "The memorandum was not entered"


@given(st.dates(date(1991, 8, 24), date(2100, 1, 1)))
def test_a_paper_of_the_past_is_entered_and_one_of_the_future_never(on):
    refusal = why_not_enter(TERMS, replace(ASKED, on=on))
    assert (refusal is None) == (on <= TODAY)


@pytest.fixture
def house(settings, tmp_path, db):
    settings.MEDIA_ROOT = tmp_path
    ours, school = make_ours(), make_organisation("Школа", "education", name_en="School")
    secretary = people.make_user("secretary@example.org")
    people.grant(secretary, Right.SECRETARIAT)
    heads = {"chair": make_head(ours, "Калина"), "head": make_head(school, "Ясен", "директор")}
    return {"ours": ours, "school": school, "secretary": secretary, **heads}


def entered(client, house, **fields):
    made = begun(client, house)
    scan = fields.pop("scan", PDF)
    said = {"on": SIGNED.isoformat(), "number": "15/22", "scan": SimpleUploadedFile("scan.pdf", scan), **fields}
    return made, client.post(reverse("memoranda:enter", args=[made.number]), said)


def test_a_paper_is_entered_and_its_page_says_so(client, house):
    made, answer = entered(client, house)
    assert answer.status_code == 302
    made.refresh_from_db()
    version = made.versions.get()
    assert (made.state, made.signed_on, made.starts_on, made.paper_number) == ("signed", SIGNED, SIGNED, "15/22")
    assert (version.state, version.reason, version.sha256) == ("signed", "entered", version.document.sha256)
    assert {(row.on, row.way) for row in version.signings.all()} == {(SIGNED, "paper")}
    assert Entry.objects.filter(act="memorandum.entered").count() == 1
    assert Notice.objects.filter(subject__contains="внесено до реєстру").exists()
    assert paragraphs_of(version) == []
    client.logout()
    page = client.get(reverse("memoranda:memorandum", args=[made.number])).content.decode()
    assert "секретаріат вніс меморандум" in page
    assert "15/22" in page
    assert client.get(reverse("documents:document", args=[version.document.pk])).status_code == 200
    assert client.get(reverse("memoranda:version", args=[made.number, 1])).status_code == 200
    assert client.get(reverse("memoranda:version_file", args=[made.number, 1, "pdf"])).status_code == 404


def test_it_is_planned_under_and_changed_like_others(client, house):
    made, _answer = entered(client, house)
    made = Memorandum.objects.get(pk=made.pk)
    area, party = made.agreed_areas.first(), made.parties.first()
    said = Said(area, "other", "Обмін", party, None, date(TODAY.year, 12, 31))
    assert write_line(made, TODAY.year, said, by=house["chair"].user).pk
    assert begin_change(made, by=house["secretary"]).number == 2


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        pytest.param({"on": (TODAY + timedelta(days=2)).isoformat()}, 409, id="a day that has not come"),
        ({"on": "2999-01-01"}, 422),
        ({"scan": b"not a pdf"}, 409),
        ({"scan": b"MZ\x00\x01program"}, 409),
        ({"on": ""}, 422),
        ({"on": "31.02.2022"}, 422),
    ],
)
def test_what_is_wrong_is_refused_and_nothing_is_written(client, house, fields, status):
    made, answer = entered(client, house, **fields)
    assert answer.status_code == status
    made.refresh_from_db()
    assert (made.state, made.signed_on) == ("draft", None)
    assert not made.versions.get().signings.exists()
    assert not Entry.objects.filter(act="memorandum.entered").exists()


def test_a_paper_is_entered_once(client, house):
    made, _answer = entered(client, house)
    again = {"on": SIGNED.isoformat(), "scan": SimpleUploadedFile("scan.pdf", PDF)}
    assert client.post(reverse("memoranda:enter", args=[made.number]), again).status_code == 409
    assert Entry.objects.filter(act="memorandum.entered").count() == 1
