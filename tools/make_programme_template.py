"""Build the Word template of a programme: `python tools/make_programme_template.py`. See make_word_templates.py."""

from pathlib import Path

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from make_word_templates import CENTER, JUSTIFY, LEFT, face, page, put, shape

OUT = Path(__file__).resolve().parent.parent / "src" / "spilno" / "learning" / "data" / "programme.docx"
# name, size, bold, indent of the first line, space before, space after, alignment, with next
STYLES = {
    "partner": ("Програма Розробник", 14, True, 0, 0, 6, CENTER, True),
    "mark": ("Програма Гриф", 14, False, 0, 6, 6, LEFT, False),
    "kind": ("Програма Вид", 14, False, 0, 170, 12, CENTER, True),
    "year": ("Програма Рік", 14, False, 0, 240, 0, CENTER, False),
    "text": ("Програма Текст", 14, False, 10, 0, 3, JUSTIFY, False),
    "small": ("Програма Позначка", 8, False, 0, 18, 0, LEFT, False),
    "cell": ("Програма Таблиця", 12, False, 0, 0, 0, LEFT, False),
    "row": ("Програма Рядок структури", 12, False, 0, 0, 0, LEFT, True),
    "cellhead": ("Програма Заголовок таблиці", 11, True, 0, 0, 0, LEFT, False),
}


def main() -> None:
    """Write the template."""
    document = Document()
    page(document)
    names = styles(document)

    def add(text: str, style: str = "text"):
        return document.add_paragraph(text, style=names[style])

    def each(rows: str, text: str, style: str = "text") -> None:
        add(f"{{%p for row in {rows} %}}")
        add(text, style)
        add("{%p endfor %}")

    def part(words: str) -> None:
        document.add_paragraph(words, style="Heading 2")

    each("d.partners", "{{ row }}", "partner")
    each("d.marks", "{{ row[0] }}: {{ row[1] }}, {{ row[2] }}", "mark")
    add("{{ d.kind | upper }}", "kind")
    document.add_paragraph("«{{ d.title }}»", style="Heading 1").alignment = CENTER
    add("{{ d.year }}", "year")
    document.add_paragraph("Профіль програми", style="Heading 2").paragraph_format.page_break_before = True
    profile(document, names)
    part("Результати навчання")
    add("Після навчання учасник:")
    each("d.outcomes", "{{ loop.index }}. {{ row }}")
    add("{%p if d.competences %}")
    part("Компетентності, які програма формує чи поглиблює")
    each("d.competences", "{{ loop.index }}. {{ row }}")
    add("{%p endif %}")
    part("Структура програми")
    structure(document, names)
    part("Зміст програми")
    add("{%p for module in d.modules %}")
    document.add_paragraph("{{ module.title }}", style="Heading 3")
    each("module.lines", "{{ row }}")
    add("{%p endfor %}")
    part("Оцінювання результатів")
    each("d.assessment", "{{ row }}")
    add("{%p if d.literature %}")
    part("Література")
    each("d.literature", "{{ loop.index }}. {{ row }}")
    add("{%p endif %}")
    add("{%p if d.sha256 %}")
    add("Редакція {{ d.version }}. SHA-256 тексту, який погодили розробники: {{ d.sha256 }}", "small")
    add("{%p endif %}")
    document.core_properties.language = "uk-UA"
    document.core_properties.author = ""
    document.core_properties.comments = ""
    document.save(str(OUT))
    print(f"Written: {OUT.name}")


def styles(document) -> dict[str, str]:
    """Add the styles of a programme and set the language; return their names."""
    normal = document.styles["Normal"]
    face(normal, 14, bold=False)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "uk-UA")
    normal.element.get_or_add_rPr().append(language)
    for level in (1, 2, 3):
        heading = document.styles[f"Heading {level}"]
        face(heading, 14, bold=True)
        heading.font.color.rgb = None
        shape(heading, 0, 0, 12, 6, LEFT, keep=True)
    for name, size, bold, first, before, after, align, keep in STYLES.values():
        style = document.styles.add_style(name, 1)
        style.base_style = normal
        style.quick_style = True
        face(style, size, bold=bold)
        shape(style, first, 0, before, after, align, keep=keep)
    return {key: value[0] for key, value in STYLES.items()}


def profile(document, names: dict[str, str]) -> None:
    """Add the table of the profile: what, and its value."""
    grid = document.add_table(rows=3, cols=2, style="Table Grid")
    put(grid.rows[0].cells, ["{%tr for row in d.profile %}", ""], names["cell"])
    put(grid.rows[1].cells[:1], ["{{ row[0] }}"], names["cellhead"])
    put(grid.rows[1].cells[1:], ["{{ row[1] }}"], names["cell"])
    put(grid.rows[2].cells, ["{%tr endfor %}", ""], names["cell"])
    after = document.add_paragraph()
    after.paragraph_format.space_after = Pt(0)
    after.paragraph_format.left_indent = Mm(0)


def structure(document, names: dict[str, str]) -> None:
    """Add the table of modules and hours: a heading that repeats, words of kinds turned; the modules; the sums."""
    grid = document.add_table(rows=5, cols=5, style="Table Grid")
    head, cell = names["cellhead"], names["row"]
    loop = ["{%tc for cell in ROW[2:] %}", "{{ cell }}", "{%tc endfor %}"]

    def fill(order: int, row: str, style: str) -> None:
        texts = [f"{{{{ {row}[0] }}}}", f"{{{{ {row}[1] }}}}", *(text.replace("ROW", row) for text in loop)]
        put(grid.rows[order].cells, texts, style)

    fill(0, "d.structure.heads", head)
    put(grid.rows[1].cells, ["{%tr for row in d.structure.rows %}", "", "", "", ""], cell)
    fill(2, "row", cell)
    put(grid.rows[3].cells, ["{%tr endfor %}", "", "", "", ""], cell)
    fill(4, "d.structure.sums", head)
    properties = grid.rows[0]._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no such properties
    height, repeat = OxmlElement("w:trHeight"), OxmlElement("w:tblHeader")
    height.set(qn("w:val"), str(round(Mm(40).twips)))
    height.set(qn("w:hRule"), "atLeast")
    repeat.set(qn("w:val"), "true")
    properties.append(height)
    properties.append(repeat)
    turned = OxmlElement("w:textDirection")
    turned.set(qn("w:val"), "btLr")
    grid.rows[0].cells[3]._tc.get_or_add_tcPr().append(turned)  # noqa: SLF001 - python-docx has no such property
    for order in (2, 4):
        grid.rows[order].cells[3].paragraphs[0].alignment = CENTER


if __name__ == "__main__":
    main()
