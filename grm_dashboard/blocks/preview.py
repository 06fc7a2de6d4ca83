"""A report as it will read, on the page: the blocks of a ReportModel in one loop, nothing added."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from grm_dashboard.blocks import block
from grm_dashboard.blocks.printing import wrapped_table
from grm_dashboard.blocks.rows import say_if_capped
from grm_data.report import ReportModel
from grm_data.report.blocks import Cases, Chart, Heading, Logo, Sentences, Table, Written

__all__ = ["preview"]

_MOST_CASES = 200
"""Cases of a table that are read through on a page; the files have all."""

_FEW_ROWS, _SCROLLED = 40, 600  # rows shown whole, else pixels
_WIDTH, _LETTERS, _LINE = 880, 6.5, 22
"""Pixels of a table beside the sidebar at 1280, of a letter, and the height of a line."""


def preview(model: ReportModel) -> None:
    """The report as it will read."""
    for section in model.sections:
        for one in section.blocks:
            _DRAWN[type(one)](model, one)
    st.caption(block.plain(model.footer))


def _heading(model: ReportModel, one: Heading) -> None:
    if one.level > 0:
        st.subheader(block.plain(one.text), anchor=False)
    elif one.level == 0:
        st.header(block.plain(one.text), anchor=False, divider="gray")
    else:
        _sentences(model, Sentences((one.text,)))


def _sentences(model: ReportModel, one: Sentences) -> None:  # noqa: ARG001
    texts = map(block.plain, one.texts)
    st.markdown("\n".join(f"- {text}" for text in texts) if one.is_list else "\n\n".join(texts))


def _table(model: ReportModel, one: Table) -> None:  # noqa: ARG001
    """A table under its own column names: of few lines the whole, else each line as high as its texts."""
    names = [name.replace("\n", " ") for name in one.head]
    frame = pd.DataFrame([_in_one_line(row) for row in one.rows], columns=names)
    if 0 < len(frame) <= _FEW_ROWS:
        wrapped_table(frame, one.name)
        return
    pixels = [int(_WIDTH * width / sum(one.widths)) for width in one.widths]
    lines = max(
        (_lines(cell, width) for row in one.rows for cell, width in zip(row, pixels, strict=True)), default=1
    )
    block.table(
        frame,
        one.name,
        widths=dict(zip(names, pixels, strict=True)),
        height=_SCROLLED if one.rows else "content",
        row_height=None if lines == 1 else min(lines, 6) * _LINE,
    )


def _in_one_line(row: tuple[Any, ...]) -> list[Any]:
    return [cell.replace("\n", ". ") if isinstance(cell, str) else cell for cell in row]


def _lines(cell: str | int, width: int) -> int:
    return 1 if isinstance(cell, int) else int(len(cell) * _LETTERS // width) + 1


def _cases(model: ReportModel, one: Cases) -> None:
    say_if_capped(len(one.cases), _MOST_CASES)
    _table(model, replace(one, cases=one.cases[:_MOST_CASES]).table)


def _chart(model: ReportModel, one: Chart) -> None:
    block.figure(one.marks, one.title, model.subtitle)


def _logo(model: ReportModel, one: Logo) -> None:  # noqa: ARG001
    st.image(one.png, width=160)


def _written(model: ReportModel, one: Written) -> None:  # noqa: ARG001
    """What staff wrote, with its bold and italic words."""
    for paragraph in one.paragraphs:
        is_bold = paragraph.kind == "heading"
        line = "".join(_styled(run.text, run.bold or is_bold, run.italic) for run in paragraph.runs)
        st.markdown(f"{block.plain(paragraph.mark)} {line}" if paragraph.mark else line)


def _styled(words: str, bold: bool, italic: bool) -> str:
    """Words of ours or of staff in their style, nothing of them Markdown of their own."""
    inner = words.strip()
    marks = "**" * bold + "*" * italic
    return words.replace(inner, f"{marks}{block.plain(inner)}{marks[::-1]}") if inner else words


_DRAWN: dict[type, Callable[[ReportModel, Any], None]] = {
    Heading: _heading,
    Sentences: _sentences,
    Written: _written,
    Table: _table,
    Cases: _cases,
    Chart: _chart,
    Logo: _logo,
}
