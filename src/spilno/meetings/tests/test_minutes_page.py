"""The page of minutes: who sees what when, the acts by plain forms, papers and extracts."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from spilno.documents.queries import content_of
from spilno.documents.tests import signing
from spilno.meetings.forms.minutes import ObjectionForm
from spilno.meetings.models import Item, Minutes, Objection
from spilno.meetings.queries.minutes import item_numbers
from spilno.meetings.services import minutes as services
from spilno.meetings.tests.rich_meeting import hold


@pytest.fixture
def meeting(cast):
    return hold(cast, members=12, present=9)


@pytest.fixture
def drawn(meeting, cast):
    return services.draw_up(meeting, by=cast.chair)


@pytest.fixture
def laid(drawn, cast):
    return services.lay_open(drawn, by=cast.secretary)


def address(meeting, name="minutes", *args):
    return reverse(f"meetings:{name}", args=[meeting.pk, *args])


def test_a_draft_is_read_by_those_who_run_the_meeting_and_nobody_else(meeting, drawn, cast, client):
    public = client.get(address(meeting)).content.decode()
    assert "СЛУХАЛИ" not in public
    client.force_login(cast.delegate)
    assert "СЛУХАЛИ" not in client.get(address(meeting)).content.decode()
    assert client.get(address(meeting, "extract", "2")).status_code == 404
    assert client.get(address(meeting, "draft_minutes", "pdf")).status_code == 404
    client.force_login(cast.secretary)
    assert "СЛУХАЛИ" in client.get(address(meeting)).content.decode()
    assert client.get(address(meeting, "draft_minutes", "pdf")).content.startswith(b"%PDF")
    assert client.get(address(meeting, "draft_minutes", "docx")).content.startswith(b"PK")


def test_laid_open_minutes_are_for_everyone(meeting, laid, client):
    page = client.get(address(meeting)).content.decode()
    assert "2. СЛУХАЛИ:" in page
    assert laid.pdf.sha256 in page
    assert client.get(reverse("documents:document", args=[laid.pdf_id])).status_code == 200
    assert client.get(address(meeting, "extract", "2")).content.startswith(b"%PDF")
    assert client.get(address(meeting, "extract_in_word", "6.1", "docx")).content.startswith(b"PK")
    assert client.get(address(meeting, "extract", "99")).status_code == 404


@pytest.mark.parametrize("name", ["draw_up_minutes", "mend_minutes", "lay_open_minutes", "approve_minutes"])
def test_acts_of_the_secretary_do_not_exist_for_others(meeting, drawn, cast, client, name):
    for user in (cast.stranger, cast.delegate):
        client.force_login(user)
        assert client.post(address(meeting, name)).status_code == 404
    client.logout()
    assert client.post(address(meeting, name)).status_code == 302
    assert client.get(address(meeting, name)).status_code in {302, 405}
    drawn.refresh_from_db()
    assert drawn.state == "draft"


def test_a_secretary_mends_a_text_and_a_stale_page_is_refused(meeting, drawn, cast, client):
    client.force_login(cast.secretary)
    item = Item.objects.get(meeting=meeting, order=3, parent=None)
    form = next(text for text in client.get(address(meeting)).context["texts"] if text.target == f"item:{item.pk}")
    sent = {"target": form.target, "seen": form.mark, "text": "Повідомив про стан справ."}
    assert client.post(address(meeting, "mend_minutes"), sent).status_code == 302
    item.refresh_from_db()
    assert item.heard == "Повідомив про стан справ."
    stale = client.post(address(meeting, "mend_minutes"), {**sent, "text": "Інше"})
    assert stale.status_code == 409
    item.refresh_from_db()
    assert item.heard == "Повідомив про стан справ."


def test_a_text_of_another_meeting_is_not_reached(meeting, drawn, cast, client):
    client.force_login(cast.secretary)
    for target in ("item:999999", "speech:1e5", "minutes:1", "item:"):
        sent = {"target": target, "seen": "x", "text": "y"}
        assert client.post(address(meeting, "mend_minutes"), sent).status_code == 404


def test_from_laying_open_to_signing_by_plain_forms(meeting, drawn, cast, client, tmp_path):
    client.force_login(cast.secretary)
    assert client.post(address(meeting, "lay_open_minutes")).status_code == 302
    client.force_login(cast.delegate)
    item = Item.objects.get(meeting=meeting, order=2, parent=None)
    sent = client.post(address(meeting, "object_to_minutes"), {"item": item.pk, "text": "Не названо Кленову громаду."})
    assert sent.status_code == 302
    objection = Objection.objects.get()
    client.force_login(cast.secretary)
    page = client.get(address(meeting))
    assert page.context["why_not_approve"].code == "term_goes_on"
    answer = {"outcome": "accepted", "answer": "Виправлено.", f"item:{item.pk}": "Назвав і Кленову громаду."}
    form = next(form for _one, _made, form in page.context["objections"] if form)
    answer["seen"] = form["seen"].value()
    assert client.post(reverse("meetings:answer_objection", args=[objection.pk]), answer).status_code == 302
    assert client.post(address(meeting, "approve_minutes")).status_code == 409
    Minutes.objects.update(objections_until="2026-01-01T00:00:00Z")
    assert client.post(address(meeting, "approve_minutes")).status_code == 302
    decision = meeting.decisions.exclude(document=None).first()
    public = client.get(reverse("meetings:decision", args=[decision.number])).content.decode()
    assert reverse("documents:document", args=[decision.document_id]) in public
    kept = Minutes.objects.get()
    content = content_of(kept.pdf)
    assert kept.pdf.version == 2
    wrong = SimpleUploadedFile("a.p7s", signing.cms(b"other", "Калина", tmp_path))
    answered = client.post(address(meeting, "sign_minutes"), {"role": "chair", "file": wrong})
    assert answered.status_code == 409
    assert kept.pdf.sha256 in answered.content.decode()
    for role, user, name in (("chair", cast.chair, "Калина"), ("secretary", cast.secretary, "Явір")):
        client.force_login(user)
        file = SimpleUploadedFile(f"{role}.p7s", signing.cms(content, name, tmp_path))
        assert client.post(address(meeting, "sign_minutes"), {"role": role, "file": file}).status_code == 302
    client.logout()
    page = client.get(address(meeting)).content.decode()
    assert "chair.p7s" in page
    assert "5E984D526F82F38F" in page
    assert "czo.gov.ua" in page
    assert Minutes.objects.get().state == "signed"
    client.force_login(cast.secretary)
    assert address(meeting, "draft_minutes", "pdf") not in client.get(address(meeting)).content.decode()


def test_a_stranger_signs_nothing(meeting, laid, cast, client, tmp_path):
    client.force_login(cast.stranger)
    file = SimpleUploadedFile("a.p7s", b"x")
    assert client.post(address(meeting, "sign_minutes"), {"role": "chair", "file": file}).status_code == 404
    client.force_login(cast.chair)
    assert client.post(address(meeting, "sign_minutes"), {"role": "nobody"}).status_code == 404


def test_an_empty_objection_comes_back_with_its_error(meeting, laid, cast, client):
    client.force_login(cast.delegate)
    answer = client.post(address(meeting, "object_to_minutes"), {"text": " "})
    assert answer.status_code == 422
    assert not Objection.objects.exists()


def test_an_answer_without_words_comes_back_with_its_error(meeting, laid, cast, client):
    objection = services.object_to(laid, person=cast.delegate_person, item=None, text="Не так", by=cast.delegate)
    client.force_login(cast.secretary)
    sent = client.post(reverse("meetings:answer_objection", args=[objection.pk]), {"outcome": "declined", "answer": ""})
    assert sent.status_code == 422
    objection.refresh_from_db()
    assert objection.outcome == "waiting"
    client.force_login(cast.delegate)
    assert client.post(reverse("meetings:answer_objection", args=[objection.pk])).status_code == 404


def answered(client, objection, form, **fields):
    sent = {text.target: text.text for text in form.texts} | {"seen": form["seen"].value(), "answer": "Виправлено."}
    return client.post(reverse("meetings:answer_objection", args=[objection.pk]), sent | fields)


def test_an_objection_is_not_accepted_without_a_corrected_text(meeting, laid, cast, client):
    objection = services.object_to(laid, person=cast.delegate_person, item=None, text="Не так", by=cast.delegate)
    client.force_login(cast.secretary)
    [(_one, _made, form)] = client.get(address(meeting)).context["objections"]
    refused_ = answered(client, objection, form, outcome="accepted")
    assert refused_.status_code == 422
    assert "Виправлено." in refused_.content.decode()
    objection.refresh_from_db()
    assert (objection.outcome, objection.corrections) == ("waiting", [])
    assert answered(client, objection, form, outcome="accepted", note="Були гості.").status_code == 302
    client.logout()
    assert "Були гості." in client.get(address(meeting)).content.decode()
    objection.refresh_from_db()
    assert objection.corrections == [{"target": "note", "was": "", "became": "Були гості."}]
    Objection.objects.filter(pk=objection.pk).update(
        corrections=[{"target": "note", "was": "Були гості.", "became": "Були двоє гостей."}]
    )
    page = client.get(reverse("meetings:minutes", args=[meeting.pk])).content.decode()
    assert "Були <del>гості.</del><ins>двоє гостей.</ins>" in page, "what stayed is not marked as new"


def test_a_stale_answer_does_not_undo_the_correction_of_another_objection(meeting, laid, cast, client):
    item = Item.objects.get(meeting=meeting, order=2, parent=None)
    two = [
        services.object_to(laid, person=cast.delegate_person, item=item, text=text, by=cast.delegate) for text in "12"
    ]
    client.force_login(cast.secretary)
    [(_a, _b, first), (_c, _d, second)] = client.get(address(meeting)).context["objections"]
    target = f"item:{item.pk}"
    assert answered(client, two[0], first, outcome="accepted", **{target: "Нове."}).status_code == 302
    assert answered(client, two[1], second, outcome="accepted", note="Ще.").status_code == 409
    item.refresh_from_db()
    assert item.heard == "Нове."
    assert answered(client, two[1], second, outcome="declined", answer="Уже є.").status_code == 302


def test_before_the_end_the_page_says_how_minutes_come(meeting, cast, client):
    page = client.get(address(meeting))
    assert page.status_code == 200
    client.force_login(cast.secretary)
    assert client.post(address(meeting, "draw_up_minutes")).status_code == 302
    assert client.post(address(meeting, "draw_up_minutes")).status_code == 409
    assert Minutes.objects.get(meeting=meeting).state == "draft"


def test_the_page_asks_as_much_for_a_large_meeting_as_for_a_small_one(cast, client, django_assert_max_num_queries):
    meeting = hold(cast)
    services.lay_open(services.draw_up(meeting, by=cast.secretary), by=cast.secretary)
    with django_assert_max_num_queries(48):
        assert client.get(address(meeting)).status_code == 200


def test_an_objection_names_items_in_the_order_in_which_they_are_read(meeting, laid):
    first = meeting.items.filter(parent__isnull=True).order_by("order").first()
    part = Item.objects.create(meeting=meeting, order=0, title="Про частину", parent=first)
    offered = [row.pk for row in ObjectionForm(minutes=laid).fields["item"].queryset]
    assert offered == list(item_numbers(meeting))
    assert offered.index(part.pk) == offered.index(first.pk) + 1
