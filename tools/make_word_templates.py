"""Build the Word templates that the product ships: `python tools/make_word_templates.py`.

Word keeps styles in a file that nobody reads in a review, so the file is made from this script. The styles have
Ukrainian names: a secretary who opens the minutes in Word changes their look in one place.
"""

from pathlib import Path

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

OUT = Path(__file__).resolve().parent.parent / "src" / "spilno" / "meetings" / "data" / "minutes.docx"
FACE = "Times New Roman"
# style: (name, size, bold, indent of the first line, indent of the left, space before, space after, alignment, with next)
LEFT, CENTER, JUSTIFY = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
STYLES = {
    "association": ("Протокол Назва юридичної особи", 14, True, 0, 0, 0, 12, CENTER, True),
    "fact": ("Протокол Відомості", 14, False, 0, 0, 0, 3, LEFT, False),
    "text": ("Протокол Текст", 14, False, 10, 0, 0, 3, JUSTIFY, False),
    "about": ("Протокол Питання", 14, True, 10, 0, 0, 3, JUSTIFY, True),
    "agenda": ("Протокол Порядок денний", 14, False, 10, 0, 0, 3, LEFT, False),
    "annex": ("Протокол Перелік додатків", 14, False, 10, 0, 0, 3, LEFT, True),
    "under": ("Протокол Доповідач", 14, False, 0, 10, 0, 3, LEFT, False),
    "word": ("Протокол Слово", 14, False, 0, 0, 6, 3, LEFT, True),
    "point": ("Протокол Пункт рішення", 14, False, 10, 0, 0, 3, JUSTIFY, False),
    "sign": ("Протокол Підпис", 14, False, 0, 0, 24, 0, LEFT, True),
    "mark": ("Протокол Позначка", 9, False, 0, 0, 18, 0, LEFT, False),
    "annexhead": ("Протокол Гриф додатка", 14, False, 0, 100, 0, 0, LEFT, True),
    "cell": ("Протокол Таблиця", 12, False, 0, 0, 0, 0, LEFT, False),
    "cellhead": ("Протокол Заголовок таблиці", 12, True, 0, 0, 0, 0, LEFT, False),
}
SAME = {"vote": "text"}


def main() -> None:
    """Write the template of minutes and extracts."""
    document = Document()
    page(document)
    names = styles(document)

    def add(text: str, style: str = "text"):
        return document.add_paragraph(text, style=names[style])

    add("{{ d.association | upper }}", "association")
    kind = document.add_paragraph("{{ d.kind }}", style="Heading 1")
    kind.alignment = CENTER
    line = add("{{ d.day }}\t{{ d.settlement }}\t{{ d.number }}", "fact")
    line.paragraph_format.tab_stops.add_tab_stop(Mm(85), WD_TAB_ALIGNMENT.CENTER)
    line.paragraph_format.tab_stops.add_tab_stop(Mm(170), WD_TAB_ALIGNMENT.RIGHT)
    line.paragraph_format.space_after = Pt(12)
    heading = add("{{ d.heading }}", "fact")
    heading.paragraph_format.right_indent = Mm(60)
    heading.paragraph_format.space_after = Pt(12)

    lines(document, add)
    add("{%p for post, name in d.signatures %}")
    signature(add("{{ post }}\t{{ name }}", "sign"))
    add("{%p endfor %}")
    add("{%p if certified %}")
    add("Згідно з оригіналом", "sign")
    signature(add("{{ certified.post }}\t{{ certified.name }}", "sign"))
    add("{{ certified.day }}", "sign")
    add("{%p endif %}")
    add("{%p if d.mark %}")
    add("{{ d.mark }}", "mark")
    add("{%p endif %}")

    add("{%p for annex in d.annexes %}")
    first = add("Додаток {{ annex.number }}", "annexhead")
    first.paragraph_format.page_break_before = True
    add("до протоколу", "annexhead")
    add("{{ d.heading }}", "annexhead")
    add("{{ d.day }} {{ d.number }}", "annexhead")
    document.add_paragraph("{{ annex.title }}", style="Heading 2")
    table(document, names)
    add("{%p endfor %}")
    document.core_properties.language = "uk-UA"
    document.core_properties.author = ""
    document.core_properties.comments = ""
    document.save(str(OUT))
    print(f"Written: {OUT.name}")


def lines(document, add) -> None:
    """Write the paragraphs of the text; the last two stay with the signatures, which never stand alone on a page."""
    add("{%p for line in d.lines %}")
    for style in [*STYLES, *SAME]:
        if style in {"association", "sign", "mark", "annexhead", "cell", "cellhead"}:
            continue
        for where in ("loop.revindex > 2", "loop.revindex <= 2"):
            add(f"{{%p if line.style == '{style}' and {where} %}}")
            words = add("{{ line.text }}", SAME.get(style, style))
            if where == "loop.revindex <= 2":
                words.paragraph_format.keep_with_next = True
            add("{%p endif %}")
    add("{%p if line.style == 'part' or line.style == 'item' %}")
    document.add_paragraph("{{ line.text }}", style="Heading 2")
    add("{%p endif %}")
    add("{%p endfor %}")


def page(document) -> None:
    """Set A4 with margins 30/10/20/20 mm and page numbers from the second page at the top centre."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(30), Mm(10)
    section.top_margin, section.bottom_margin = Mm(20), Mm(20)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = CENTER
    for kind, words in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = number.add_run()
        run.font.name, run.font.size = FACE, Pt(12)
        if kind:
            field = OxmlElement("w:fldChar")
            field.set(qn("w:fldCharType"), kind)
        else:
            field = OxmlElement("w:instrText")
            field.set(qn("xml:space"), "preserve")
            field.text = words
        run._r.append(field)  # noqa: SLF001 - python-docx has no fields


def styles(document) -> dict[str, str]:
    """Add the styles of minutes and set the language; return their names."""
    normal = document.styles["Normal"]
    face(normal, 14, bold=False)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "uk-UA")
    normal.element.get_or_add_rPr().append(language)
    for level in (1, 2):
        heading = document.styles[f"Heading {level}"]
        face(heading, 14, bold=True)
        heading.font.color.rgb = None
        shape(heading, 0, 0, 12, 6, LEFT, keep=True)
    for name, size, bold, first, left, before, after, align, keep in STYLES.values():
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        style.quick_style = True
        face(style, size, bold=bold)
        shape(style, first, left, before, after, align, keep=keep)
    return {key: value[0] for key, value in STYLES.items()}


def face(style, size: int, *, bold: bool) -> None:
    """Set the face of a style for every script."""
    style.font.name, style.font.size, style.font.bold, style.font.italic = FACE, Pt(size), bold, False
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), FACE)
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
        if fonts.get(qn(theme)) is not None:
            del fonts.attrib[qn(theme)]
    for colour in style.element.get_or_add_rPr().findall(qn("w:color")):
        style.element.rPr.remove(colour)


def shape(style, first: int, left: int, before: int, after: int, align, *, keep: bool) -> None:  # noqa: PLR0917 - a row of the table above
    """Set indents in millimetres and spaces in points."""
    form = style.paragraph_format
    form.first_line_indent, form.left_indent = Mm(first), Mm(left)
    form.space_before, form.space_after, form.line_spacing = Pt(before), Pt(after), 1.0
    form.alignment, form.keep_with_next, form.widow_control = align, keep, True


def signature(paragraph) -> None:
    """Put the name at 125 mm from the left margin."""
    paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(125), WD_TAB_ALIGNMENT.LEFT)


def table(document, names: dict[str, str]) -> None:
    """Add a table of as many columns and rows as the annex has; its heading row repeats."""
    grid = document.add_table(rows=4, cols=3, style="Table Grid")
    grid.autofit = True
    put(grid.rows[0].cells, ["{%tc for head in annex.heads %}", "{{ head }}", "{%tc endfor %}"], names["cellhead"])
    put(grid.rows[1].cells, ["{%tr for row in annex.rows %}", "", ""], names["cell"])
    put(grid.rows[2].cells, ["{%tc for cell in row %}", "{{ cell }}", "{%tc endfor %}"], names["cell"])
    put(grid.rows[3].cells, ["{%tr endfor %}", "", ""], names["cell"])
    repeat = OxmlElement("w:tblHeader")
    repeat.set(qn("w:val"), "true")
    grid.rows[0]._tr.get_or_add_trPr().append(repeat)  # noqa: SLF001 - python-docx has no such property


def put(cells, texts: list[str], style: str) -> None:
    """Fill the cells of a row."""
    for cell, text in zip(cells, texts, strict=True):
        cell.paragraphs[0].text = text
        cell.paragraphs[0].style = style


if __name__ == "__main__":
    main()
