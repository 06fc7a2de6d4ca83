"""Write the Word template: ``python -m grm_data.report.make_template``.

A project restyles a copy of it in Word; the marks between {{ }} and {% %} are what the report fills.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from grm_data.report.docx import CHARTS, TEMPLATE
from grm_data.report.template_parts import (
    BLUE,
    QUIET,
    WARM,
    add_each,
    add_field,
    add_heading,
    add_picture,
    add_run,
    add_table,
    loop,
)

__all__ = ["main"]

_CHART = (16, 5.6)  # cm, as charts.typ draws it
_SIZES = {"Title": 16, "Subtitle": 12, "Heading 1": 13, "Heading 2": 11, "Heading 3": 10.5}
_CASES = (
    ("no", 1.0), ("received_on", 1.9), ("registered_no", 2.1), ("type", 2.0), ("channel", 1.9),
    ("issue", 2.8), ("action", 3.2), ("outcome", 2.7),
)  # fmt: skip


def main() -> None:
    """Write the template beside the other ones."""
    document = Document()
    _set_styles(document)
    _set_page(document)
    for part in (_front, _received, _addressed, _open_cases, _working_days, _revised, _notes_and_other):
        part(document)
    properties = document.core_properties
    properties.author = properties.comments = ""
    properties.created = properties.modified = datetime(2026, 1, 1)
    document.save(str(TEMPLATE))


def _set_styles(document: Any) -> None:
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(10)
    normal.element.rPr.rFonts.set(qn("w:cs"), "Calibri")
    normal.paragraph_format.space_after = Pt(6)
    for name, size in _SIZES.items():
        style = document.styles[name]
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        style.font.name, style.font.size, style.font.color.rgb = "Calibri", Pt(size), BLUE
        style.font.bold, style.font.italic = True, False
    title = document.styles["Title"].element.pPr
    title.remove(title.find(qn("w:pBdr")))


def _set_page(document: Any) -> None:
    """A4, with where the figures come from at the foot of every page."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(1.7)
    section.top_margin = section.bottom_margin = Cm(2)
    mark = section.header.paragraphs[0]
    mark.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    add_run(mark, "{{ sample }}", 9, WARM).bold = True
    foot = section.footer.paragraphs[0]
    add_run(foot, "{{ footer }} {{ words.page }} ", 7.5, QUIET)
    add_field(foot, "PAGE", 7.5, QUIET)
    add_run(foot, " / ", 7.5, QUIET)
    add_field(foot, "NUMPAGES", 7.5, QUIET)


def _front(document: Any) -> None:
    document.add_paragraph("{{ title }}", style="Title")
    document.add_paragraph("{{ subtitle }}", style="Subtitle")
    add_each(document, "line in cover", "{{ line }}")
    add_each(document, "paragraph in introduction", "{{ paragraph }}")
    add_each(document, "guideline in guidelines", "{{ guideline }}", "List Bullet")
    meanings = loop("one in meanings", ("{{ one.word }}", "{{ one.text }}"))
    add_table(document, _columns("status", "meaning"), (3, 14.6), meanings)
    add_each(document, "sentence in summary", "{{ sentence }}")
    ratios = loop("row in ratios", _fields("row", "name", "new", "previous", "total"))
    add_table(document, _columns("ratio", "new", "previous", "total"), (5.6, 4, 4, 4), ratios)


def _received(document: Any) -> None:
    add_heading(document, "received")
    line = (
        "{% vm %}{{ period.name }} ({{ period.span }})",
        "{% vm %}{{ period.received }}, {{ words.of_those }} {{ period.addressed }}",
        "{{ line.word }}",
        "{{ line.lines }}",
    )
    rows = loop("period in received", *loop("line in period.lines", line))
    add_table(document, _columns("period", "total", "status", "counts"), (4.6, 2.8, 2.4, 7.8), rows)
    _chart(document, CHARTS[0])


def _chart(document: Any, name: str) -> None:
    document.add_paragraph(f"{{%p if charts.{name} %}}")
    title = document.add_paragraph()
    title.paragraph_format.keep_with_next = True
    title.add_run(f"{{{{ charts.{name}.title }}}}").bold = True
    add_picture(document, f"chart-{name}", f"{{{{ charts.{name}.alt }}}}", _CHART, 200 + CHARTS.index(name))
    document.add_paragraph("{%p endif %}")


def _addressed(document: Any) -> None:
    add_heading(document, "addressed")
    document.add_paragraph("{%p if addressed %}")
    _cases(document, "addressed")
    document.add_paragraph("{%p else %}")
    document.add_paragraph("{{ words.nothing_addressed }}")
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p if carried_over %}")
    add_heading(document, "carried_over", 2)
    _cases(document, "carried_over")
    document.add_paragraph("{%p endif %}")


def _cases(document: Any, name: str) -> None:
    fields, widths = zip(*_CASES, strict=True)
    rows = loop(f"case in {name}", _fields("case", *fields))
    add_table(document, _columns(*fields), widths, rows, size=8)


def _open_cases(document: Any) -> None:
    add_heading(document, "open")
    opening, *between, closing = _columns("opening", "in", "closed", "closing")
    head = (f"{opening} ({{{{ open_cases.first }}}})", *between, f"{closing} ({{{{ open_cases.last }}}})")
    row = _fields("open_cases", "opening", "received", "closed", "closing")
    add_table(document, head, (4.4, 4.4, 4.4, 4.4), (row,))
    document.add_paragraph("{{ open_cases.equation }}. {{ open_cases.waiting }}")
    document.add_paragraph("{%p if open_cases.ages %}")
    ages = loop("age in open_cases.ages", _fields("age", "label", "count"))
    add_table(document, _columns("waited", "open_cases"), (5, 4), ages)
    document.add_paragraph("{%p endif %}")


def _working_days(document: Any) -> None:
    add_heading(document, "working_days")
    add_each(document, "sentence in timeliness.sentences", "{{ sentence }}")
    _chart(document, CHARTS[1])


def _revised(document: Any) -> None:
    document.add_paragraph("{%p if revised %}")
    add_heading(document, "revised")
    rows = loop("row in revised", _fields("row", "period", "figure", "reported", "now", "source"))
    columns = _columns("period", "figure", "reported", "now", "report")
    add_table(document, columns, (4.6, 4, 3, 3, 3), rows)
    document.add_paragraph("{%p endif %}")


def _notes_and_other(document: Any) -> None:
    add_heading(document, "notes")
    add_each(document, "note in notes", "{{ note }}", "List Bullet")
    document.add_paragraph("{%p if other %}")
    add_heading(document, "other")
    document.add_paragraph("{%p for block in other %}")
    kinds = (("heading", "Heading 3", ""), ("paragraph", "Normal", ""), ("bullet", "List Bullet", ""))
    for kind, style, mark in (*kinds, ("number", "List Continue", "{{ block.mark }} ")):
        document.add_paragraph(f'{{%p if block.kind == "{kind}" %}}')
        document.add_paragraph(f"{mark}{{{{r block.text }}}}", style=style)
        document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{%p endif %}")


def _columns(*names: str) -> tuple[str, ...]:
    return tuple(f"{{{{ words.col_{name} }}}}" for name in names)


def _fields(of: str, *names: str) -> tuple[str, ...]:
    return tuple(f"{{{{ {of}.{name} }}}}" for name in names)


if __name__ == "__main__":
    main()
