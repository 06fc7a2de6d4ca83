"""A report as it will read, on the page: the sentences, tables and charts of a ReportModel, nothing added."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd
import streamlit as st

from grm_dashboard.blocks import block
from grm_data.report import ReportModel
from grm_data.report.model import CASE_COLUMNS

__all__ = ["preview"]

_CASE = dict(zip(CASE_COLUMNS, (40, 95, 85, 90, 90, 140, 160, 120), strict=True))
_RECEIVED = {"period": 190, "total": 120, "status": 90, "counts": 420}
"""Pixels of the columns, so that a table fits beside the sidebar at 1280."""

_FEW_ROWS, _SCROLLED = 12, 600  # rows shown without scrolling, else pixels


def preview(model: ReportModel) -> None:
    """The report as it will read."""
    st.header(block.plain(model.title), anchor=False, divider="gray")
    _text(model.subtitle, *model.cover, *model.introduction)
    st.markdown("\n".join(f"- {block.plain(one)}" for one in model.guidelines))
    meanings = [(one.word, one.text) for one in model.meanings]
    _table(model, model.words["col_status"], ("status", "meaning"), meanings)
    _figures(model)
    charts = {chart.name: chart for chart in model.charts}
    block.figure(charts["received"].marks, charts["received"].title, model.subtitle)
    st.subheader(model.words["addressed"], anchor=False)
    if model.addressed:
        _cases(model, "addressed")
    else:
        _text(model.words["nothing_addressed"])
    if model.carried_over:
        st.subheader(model.words["carried_over"], anchor=False)
        _cases(model, "carried_over")
    _balance(model)
    st.subheader(model.words["working_days"], anchor=False)
    _text(*model.timeliness.sentences)
    if "working_days" in charts:
        block.figure(charts["working_days"].marks, charts["working_days"].title, model.subtitle)
    _revised(model)
    st.subheader(model.words["notes"], anchor=False)
    st.markdown("\n".join(f"- {block.plain(note)}" for note in model.notes))
    _free_section(model)
    st.caption(block.plain(model.footer))


def _text(*sentences: str) -> None:
    """Sentences as paragraphs."""
    st.markdown("\n\n".join(map(block.plain, sentences)))


def _table(
    model: ReportModel,
    name: str,
    columns: Iterable[str],
    rows: Sequence[Sequence[object]],
    row_height: int | None = None,
) -> None:
    """A table of the report under its own column names; columns may come with their widths."""
    names = {column: model.words[f"col_{column}"] for column in columns}
    widths = (
        {names[column]: width for column, width in columns.items()} if isinstance(columns, dict) else None
    )
    height = "content" if len(rows) <= _FEW_ROWS else _SCROLLED
    frame = pd.DataFrame(list(rows), columns=list(names.values()))
    block.table(frame, name, widths=widths, height=height, row_height=row_height)


def _cases(model: ReportModel, name: str) -> None:
    """Addressed feedback, case by case."""
    rows = [
        [", ".join(one.outcome) if field == "outcome" else getattr(one, field) for field in _CASE]
        for one in getattr(model, name)
    ]
    _table(model, model.words[name], _CASE, rows, row_height=132)


def _figures(model: ReportModel) -> None:
    """The summary, both ratios and what was received."""
    _text(*model.summary)
    ratios = [(row.name, row.new, row.previous, row.total) for row in model.ratios]
    _table(model, model.words["col_ratio"], ("ratio", "new", "previous", "total"), ratios)
    st.subheader(model.words["received"], anchor=False)
    lines = [
        (f"{one.name} ({one.span})", f"{one.received}, {model.words['of_those']} {one.addressed}", line.word,
         ". ".join(line.lines))
        for one in model.received for line in one.lines
    ]  # fmt: skip
    _table(model, model.words["received"], _RECEIVED, lines, row_height=66)


def _balance(model: ReportModel) -> None:
    """Open cases and their age."""
    found = model.open_cases
    st.subheader(model.words["open"], anchor=False)
    row = (found.opening, found.received, found.closed, found.closing)
    _table(model, model.words["open"], ("opening", "in", "closed", "closing"), [row])
    _text(f"{found.equation}. {found.waiting}")
    if found.ages:
        bands = [(band.label, band.count) for band in found.ages]
        _table(model, found.waiting, ("waited", "open_cases"), bands)


def _revised(model: ReportModel) -> None:
    """Figures of earlier reports that the register tells otherwise now."""
    if model.revised:
        st.subheader(model.words["revised"], anchor=False)
        rows = [(one.period, one.figure, one.reported, one.now, one.source) for one in model.revised]
        columns = ("period", "figure", "reported", "now", "report")
        _table(model, model.words["revised"], columns, rows)


def _free_section(model: ReportModel) -> None:
    """What staff wrote, with its bold and italic words."""
    if model.other:
        st.subheader(model.words["other"], anchor=False)
    for one in model.other:
        line = "".join(_styled(run.text, run.bold or one.kind == "heading", run.italic) for run in one.runs)
        st.markdown(f"{block.plain(one.mark)} {line}" if one.mark else line)


def _styled(words: str, bold: bool, italic: bool) -> str:
    """Words of ours or of staff in their style, nothing of them Markdown of their own."""
    inner = words.strip()
    marks = "**" * bold + "*" * italic
    return words.replace(inner, f"{marks}{block.plain(inner)}{marks[::-1]}") if inner else words
