"""A frozen document stays as it is; a file comes to those who may read it; a bad file gets its sentence."""

import hashlib
import zipfile
from dataclasses import replace
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from spilno.documents import access
from spilno.documents.models import Attachment, Document, FrozenError
from spilno.documents.queries import all_documents_of, attachments_of, documents_of, is_intact
from spilno.documents.rules.files import ENDINGS, FileFacts, FileKind, why_not_attach
from spilno.documents.services import attach, detach, freeze, publish
from spilno.journal.models import Entry
from spilno.statute.rules.refusal import RuleBroken
from spilno.ui.sentences import say

PDF = b"%PDF-1.7\n<</Type/Pages/Count 3>>"


def frozen(cast, **changes):
    given = {
        "kind": Document.Kind.MINUTES,
        "format": "pdf",
        "content": PDF,
        "number": "71",
        "date": None,
        "title": "Протокол № 71 від 27.11.2026",
        "about": cast.lypova,
        "public": False,
        "by": cast.secretary,
        **changes,
    }
    return freeze(**given)


def test_a_frozen_document_knows_its_hash_size_and_pages(cast):
    document = frozen(cast)
    assert document.sha256 == hashlib.sha256(PDF).hexdigest()
    assert (document.size, document.pages, document.version) == (len(PDF), 3, 1)
    assert is_intact(document)
    line = Entry.objects.get(act="document.frozen")
    assert line.facts["sha256"] == document.sha256


def test_a_frozen_document_is_never_written_again(cast):
    document = frozen(cast)
    document.title = "Інший"
    with pytest.raises(FrozenError):
        document.save()
    with pytest.raises(FrozenError):
        document.save(update_fields=["title"])


def test_the_place_of_a_file_tells_nothing(cast):
    document = frozen(cast)
    assert "Протокол" not in document.file.name
    assert document.file.name != frozen(cast).file.name


def test_a_correction_is_a_new_version_and_the_old_one_stays(cast):
    first = frozen(cast)
    second = frozen(cast, content=PDF + b"2", replaces=first)
    assert second.version == 2
    assert list(documents_of(cast.lypova)) == [second]
    assert set(all_documents_of(cast.lypova)) == {first, second}
    assert is_intact(first)


def test_a_file_changed_behind_our_back_is_noticed(cast):
    document = frozen(cast)
    with document.file.storage.open(document.file.name, "wb") as file:
        file.write(b"other")
    assert not is_intact(document)


def test_a_public_document_is_for_everyone_with_its_ukrainian_name(cast, client):
    document = publish(frozen(cast), by=cast.secretary)
    answer = client.get(reverse("documents:document", args=[document.pk]))
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("inline; filename*=utf-8''%D0%9F")
    saved = client.get(reverse("documents:document", args=[document.pk]) + "?download")
    assert saved["Content-Disposition"].startswith("attachment")


def test_a_document_that_is_not_public_does_not_exist_for_a_stranger(cast, client):
    document = frozen(cast)
    address = reverse("documents:document", args=[document.pk])
    assert client.get(address).status_code == 404
    client.force_login(cast.stranger)
    assert client.get(address).status_code == 404
    client.force_login(cast.secretary)
    assert client.get(address).status_code == 200


def test_the_owner_of_an_object_tells_who_may_read(cast, client, monkeypatch):
    document = frozen(cast)
    monkeypatch.setattr(access, "_checkers", {})
    access.register_reader_check(
        "members.membership", lambda user, number, kind: number == str(cast.lypova.pk) and user == cast.delegate
    )
    address = reverse("documents:document", args=[document.pk])
    client.force_login(cast.verbova_delegate)
    assert client.get(address).status_code == 404
    client.force_login(cast.delegate)
    assert client.get(address).status_code == 200


def test_an_unknown_document_is_not_found(client, cast):
    assert client.get(reverse("documents:document", args=[987654])).status_code == 404
    assert client.get(reverse("documents:attachment", args=[987654])).status_code == 404
    assert client.get(reverse("documents:signature", args=[987654])).status_code == 404


def test_an_attached_file_comes_back_under_its_name(cast, client):
    row = attach(ContentFile(PDF, name="Довіреність.pdf"), about=cast.lypova, title="", public=True, by=cast.secretary)
    assert (row.title, row.content_type) == ("Довіреність.pdf", "application/pdf")
    assert list(attachments_of(cast.lypova)) == [row]
    answer = client.get(reverse("documents:attachment", args=[row.pk]))
    assert b"".join(answer.streaming_content) == PDF


def test_text_never_opens_in_the_browser(cast, client):
    row = attach(ContentFile(b"plain words", name="a.txt"), about=cast.lypova, title="", public=True, by=cast.secretary)
    answer = client.get(reverse("documents:attachment", args=[row.pk]))
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]


def test_an_attachment_is_removed_with_its_file_and_the_journal_keeps_the_line(
    cast, django_capture_on_commit_callbacks
):
    row = attach(ContentFile(PDF, name="a.pdf"), about=cast.lypova, title="", public=True, by=cast.secretary)
    storage, name = row.file.storage, row.file.name
    with django_capture_on_commit_callbacks(execute=True):
        detach(row, by=cast.secretary)
    assert not storage.exists(name)
    assert Entry.objects.filter(act="attachment.removed").exists()


def packed(part: str, content: bytes) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr(part, content)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("empty.pdf", b"", "file_empty"),
        ("virus.exe", b"MZ\x90\x00\x03", "file_unknown"),
        ("page.html", b"<!doctype html><p>", "file_unknown"),
        ("virus.pdf", b"MZ\x90\x00\x03", "file_unknown"),
        ("picture.png", PDF, "file_misnamed"),
        ("noending", PDF, "file_misnamed"),
        ("picture.png", b"<html><script>alert(1)</script>", "file_unknown"),
        ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "file_unknown"),
        ("letter.docx", packed("setup.exe", b"MZ"), "file_unknown"),
        ("letter.docx", packed("word/document.xml", bytes(300 * 2**20)), "file_bomb"),
    ],
)
def test_a_bad_file_gets_its_sentence_and_nothing_is_kept(cast, name, content, code):
    with pytest.raises(RuleBroken) as broken:
        attach(ContentFile(content, name=name), about=cast.lypova, title="", public=True, by=cast.secretary)
    assert broken.value.refusal.code == code
    assert not Attachment.objects.exists()
    assert not Entry.objects.filter(act__startswith="attachment").exists()


def test_a_file_of_two_hundred_megabytes_is_refused_by_its_size(cast, settings):
    settings.MAX_UPLOAD_BYTES = 1024
    with pytest.raises(RuleBroken) as broken:
        attach(ContentFile(PDF * 100, name="a.pdf"), about=cast.lypova, title="", public=True, by=cast.secretary)
    assert broken.value.refusal.code == "file_too_large"


@pytest.mark.parametrize("kind", list(FileKind))
def test_each_kind_has_a_name_that_fits(kind):
    for ending in ENDINGS[kind]:
        assert why_not_attach(FileFacts(f"a.{ending}", 10, kind, 100, (kind,))) is None
        other = FileKind.PDF if kind != FileKind.PDF else FileKind.PNG
        assert why_not_attach(FileFacts(f"a.{ending}", 10, kind, 100, (other,))).code == "file_not_taken_here"
        assert why_not_attach(FileFacts(f"a.{ending}", 10, kind, 100)) is None
        assert why_not_attach(FileFacts(f"a.{ending}", 101, kind, 100)) is not None


def test_the_advice_names_the_kinds_that_the_field_takes():
    page = FileFacts("logo.png", 10, None, 100, (FileKind.PNG, FileKind.WEBP))
    assert say(why_not_attach(page)).advice.endswith("PNG, WEBP.")
    assert "DOCX" in say(why_not_attach(replace(page, takes=()))).advice
