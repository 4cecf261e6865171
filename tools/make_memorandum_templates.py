"""Build the Word templates of a memorandum: `python tools/make_memorandum_templates.py`.

One has Ukrainian only, the other both languages in the rows of one table. What the PDF says stands here too: kind and title in the
middle, place and a line for the day, the text, «Підписи Сторін», who signs; a heading never ends a page.
"""

from pathlib import Path

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Mm
from make_word_templates import CENTER, JUSTIFY, LEFT, face, page, shape

DATA = Path(__file__).resolve().parent.parent / "src" / "spilno" / "memoranda" / "data"
# style: (name, bold, space before, space after, alignment in one column, with next)
STYLES = {
    "title": ("Меморандум Назва", True, 0, 6, CENTER, True),
    "place": ("Меморандум Місце і дата", False, 6, 6, LEFT, True),
    "heading": ("Меморандум Заголовок", True, 9, 3, LEFT, True),
    "text": ("Меморандум Текст", False, 0, 4, JUSTIFY, False),
    "signatures": ("Меморандум Підписи", True, 18, 9, LEFT, True),
    "party": ("Меморандум Сторона", True, 6, 2, LEFT, True),
    "post": ("Меморандум Посада", False, 0, 14, LEFT, True),
    "sign": ("Меморандум Підпис", False, 0, 12, LEFT, False),
    "mark": ("Меморандум Позначка", False, 12, 0, LEFT, False),
}
DAY = {"uk": "«___» ______________ 20___ року", "second": "___ ________________ 20___"}
# how a paragraph of the text begins: a point and a heading with the number, an item with a dash
HEADING = "{{{{ p.number }}}}. {{{{ p.{side} }}}}"
TEXT = "{{% if p.style == 'item' %}}– {{% elif p.style == 'point' and p.number %}}{{{{ p.number }}}}. {{% endif %}}{{{{ p.{side} }}}}"


def main() -> None:
    """Write both templates."""
    for name, write, size in (("memorandum.docx", one, 14), ("memorandum_two.docx", two, 11)):
        document = Document()
        page(document)
        face(document.styles["Normal"], size, bold=False)
        for key, (title, bold, before, after, align, keep) in STYLES.items():
            style = document.styles.add_style(title, WD_STYLE_TYPE.PARAGRAPH)
            style.base_style = document.styles["Normal"]
            face(style, 8 if key == "mark" else size, bold=bold)
            shape(style, 0, 0, before, after, LEFT if size == 11 and align == JUSTIFY else align, keep=keep)
        write(document)
        document.add_paragraph("SHA-256 тексту, який погодили Сторони: {{ d.sha256 }}", style=STYLES["mark"][0])
        document.core_properties.author = document.core_properties.comments = ""
        document.core_properties.language = "uk-UA"
        document.save(str(DATA / name))
        print(f"Written: {name}")


def one(document) -> None:
    """Lay out one column."""

    def add(text: str, style: str = "text"):
        return document.add_paragraph(text, style=STYLES[style][0])

    add("{%p for p in d.text %}")
    add("{%p if p.style == 'preamble' %}")
    line = add("{{ d.place.uk }}\t" + DAY["uk"], "place")
    line.paragraph_format.tab_stops.add_tab_stop(Mm(170), WD_TAB_ALIGNMENT.RIGHT)
    add("{%p endif %}")
    add("{%p if p.style in ['kind', 'title'] %}")
    add("{{ p.uk }}", "title")
    add("{%p elif p.style == 'heading' %}")
    add(HEADING.format(side="uk"), "heading")
    add("{%p else %}")
    add(TEXT.format(side="uk"))
    add("{%p endif %}")
    add("{%p endfor %}")
    add("{{ d.signatures.uk }}", "signatures")
    add("{%p for s in d.parties %}")
    for words, style in signature("uk"):
        add(words, style)
    add("{%p endfor %}")


def two(document) -> None:
    """Lay out two columns: each paragraph beside its translation."""
    text, signed = document.add_table(0, 2), None
    row(text, "{%tr for p in d.text %}")
    row(text, "{%tr if p.style == 'preamble' %}")
    both(text, lambda side: [(f"{{{{ d.place.{side} }}}}", "place"), (DAY[side], "place")])
    row(text, "{%tr endif %}")
    row(text, "{%tr if p.style in ['kind', 'title'] %}")
    both(text, lambda side: [(f"{{{{ p.{side} }}}}", "title")])
    row(text, "{%tr elif p.style == 'heading' %}")
    both(text, lambda side: [(HEADING.format(side=side), "heading")])
    row(text, "{%tr else %}")
    both(text, lambda side: [(TEXT.format(side=side), "text")])
    row(text, "{%tr endif %}")
    row(text, "{%tr endfor %}")
    document.add_paragraph("", style=STYLES["mark"][0])
    signed = document.add_table(0, 2)
    both(signed, lambda side: [(f"{{{{ d.signatures.{side} }}}}", "signatures")])
    row(signed, "{%tr for s in d.parties %}")
    both(signed, signature)
    row(signed, "{%tr endfor %}")


def signature(side: str) -> list[tuple[str, str]]:
    """Return the lines under which a party signs."""
    return [
        (f"{{{{ s.name.{side} }}}}", "party"),
        (f"{{{{ s.post.{side} }}}}", "post"),
        (f"__________________  {{{{ s.signatory.{side} }}}}", "sign"),
    ]


def row(table, tag: str) -> None:
    """Add a row that only repeats or chooses rows."""
    table.add_row().cells[0].text = tag


def both(table, lines) -> None:
    """Add a row with Ukrainian on the left and the second language on the right."""
    for cell, side in zip(table.add_row().cells, ("uk", "second"), strict=True):
        paragraph = cell.paragraphs[0]
        for order, (words, style) in enumerate(lines(side)):
            if order:
                paragraph = cell.add_paragraph()
            paragraph.text, paragraph.style = words, STYLES[style][0]


if __name__ == "__main__":
    main()
