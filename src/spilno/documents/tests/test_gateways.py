"""What comes out of the typesetter and the Word filler is what archives and readers need."""

import io
import zipfile
from pathlib import Path

import pikepdf
import pytest
from django.core.files.base import ContentFile
from docx import Document as Word
from hypothesis import given
from hypothesis import strategies as st

from spilno.documents.gateways.docx import make_docx
from spilno.documents.gateways.files import clean_name, kind_of, pdf_pages, receive
from spilno.documents.gateways.pdf import ROOT, make_pdf
from spilno.documents.rules.files import FileKind

SAMPLE = """
#import "/documents/data/dstu.typ": *
#let d = json(bytes(sys.inputs.data))
#show: paper.with(title: d.document_title, language: d.document_language)
#masthead(d.association, "ПРОТОКОЛ")
#for words in d.paragraphs [#words #parbreak()]
#pagebreak()
#listing((1fr, 1fr), ("Рада", "Голос"), d.rows)
"""


@pytest.fixture
def template(tmp_path):
    folder = ROOT / "documents" / "tests"
    path = folder / f"_{tmp_path.name}.typ"
    path.write_text(SAMPLE, encoding="utf-8")
    yield path
    path.unlink()


def facts(**more):
    return {"association": "Асоціація", "paragraphs": ["Про щось"], "rows": [["Липова рада", "за"]], **more}


def test_a_pdf_is_archival_accessible_and_speaks_ukrainian(template):
    content = make_pdf(template, facts(), title="Протокол № 71")
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert str(pdf.Root.Lang) == "uk"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert "/StructTreeRoot" in pdf.Root
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        meta = pdf.open_metadata()
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("2", "A")
        assert meta["pdfuaid:part"] == "1"
        assert "Протокол № 71" in str(meta["dc:title"])
        assert [float(side) for side in pdf.pages[0].mediabox[2:]] == pytest.approx([595.28, 841.89], abs=0.1)


def test_every_letter_of_the_document_is_embedded(template):
    content = make_pdf(template, facts(paragraphs=["ґҐєЄіІїЇ ’ « » — № §"]), title="Про ґанок")
    with pikepdf.open(io.BytesIO(content)) as pdf:
        fonts = [font for page in pdf.pages for font in page.Resources.Font.values()]
        assert fonts
        for font in fonts:
            descriptor = font.DescendantFonts[0].FontDescriptor
            assert any(key in descriptor for key in ("/FontFile2", "/FontFile3"))


def test_pages_are_counted_as_a_reader_counts_them(template):
    content = make_pdf(template, facts(rows=[["рада", "за"]] * 120), title="Список")
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert pdf_pages(content) == len(pdf.pages) > 3


def test_the_markup_of_the_typesetter_in_a_text_stays_text(template):
    content = make_pdf(template, facts(paragraphs=['#panic("x") *не жирне* $x$ @ref <label> \\ "q"']), title="#x")
    assert content.startswith(b"%PDF-1.7")


def test_a_word_file_keeps_every_sign_of_a_name(tmp_path):
    blank = Word()
    blank.add_paragraph("{{ name }}")
    blank.save(tmp_path / "a.docx")
    made = make_docx(tmp_path / "a.docx", {"name": "ТОВ «А & Б» <Липова> О'Нил"})
    assert Word(io.BytesIO(made)).paragraphs[0].text == "ТОВ «А & Б» <Липова> О'Нил"


def test_no_line_of_a_word_file_breaks_inside_a_number(tmp_path):
    blank = Word()
    blank.add_paragraph("{{ words }}")
    blank.save(tmp_path / "a.docx")
    words = "довіреність від 07.12.2026 № 02-15/119-р, по-перше"
    paragraph = Word(io.BytesIO(make_docx(tmp_path / "a.docx", {"words": words}))).paragraphs[0]
    assert paragraph.text == words  # read out and copied as it is written
    assert len(paragraph._p.xpath(".//w:noBreakHyphen")) == 2


def zipped(**parts) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7 ...", FileKind.PDF),
        (b"\x89PNG\r\n\x1a\n....", FileKind.PNG),
        (b"\xff\xd8\xff\xe0", FileKind.JPEG),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", FileKind.OLE),
        (zipped(word__document_xml="x"), FileKind.DOCX),
        (zipped(xl__workbook_xml="x"), FileKind.XLSX),
        (zipped(mimetype="application/vnd.etsi.asic-e+zip"), FileKind.ASICE),
        (zipped(anything="x"), None),
        ("Звичайний текст".encode(), FileKind.TEXT),
        ("Рада;Голова\r\nЛипова;Ясен".encode("cp1251"), FileKind.TEXT),
        (bytes(range(128, 256)) * 20, None),
        (b"<!DOCTYPE html><script>alert(1)</script>", None),
        (b"<svg onload='x'>", None),
        (b"MZ\x90\x00", None),
        (b"\x7fELF\x02\x01", None),
        (b"", None),
        (b"PK\x03\x04 broken", None),
    ],
)
def test_a_file_is_what_its_content_is(content, kind):
    assert kind_of(content) == kind


def test_a_file_over_the_limit_is_not_read_to_its_end():
    class Endless:
        name, size, read = "a.pdf", None, 0

        def chunks(self):
            while True:
                self.read += 1000
                yield b"x" * 1000

    upload = Endless()
    assert receive(upload, limit=5000).content is None
    assert upload.read == 6000


def test_a_received_file_keeps_its_hash():
    received = receive(ContentFile(b"%PDF-1.4", name="C:\\docs\\..\\a.pdf"), limit=100)
    assert (received.name, received.kind, received.size) == ("a.pdf", FileKind.PDF, 8)


@given(st.text())
def test_a_name_never_leads_to_a_folder_and_is_never_long(name):
    clean = clean_name(name)
    assert clean
    assert len(clean) <= 150
    assert "/" not in clean
    assert "\\" not in clean
    assert not any(ord(letter) < 32 for letter in clean)


@given(st.binary(max_size=200))
def test_no_content_breaks_the_judge(content):
    kind_of(content)


def test_the_templates_lie_where_the_typesetter_looks():
    assert (ROOT / "documents" / "data" / "dstu.typ").exists()
    assert isinstance(ROOT, Path)
