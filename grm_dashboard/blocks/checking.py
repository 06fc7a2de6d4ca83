"""Check a report: the place for it, and how its figures stand to the register's."""

from __future__ import annotations

import streamlit as st

from grm_dashboard.blocks import block
from grm_dashboard.people.access import current_access
from grm_dashboard.session.checks import Result, check_file, check_text, forget_check
from grm_dashboard.session.sources import Source
from grm_dashboard.session.uploads import uploader
from grm_data.figures.labels import day_text
from grm_data.messages import message
from grm_data.reconcile import Checked, Figure
from grm_data.reconcile.letter import letter
from grm_data.reconcile.telling import answer, day_span, table_of, unread_lines, workbook
from grm_data.register.marks import with_words

__all__ = ["ask", "told"]

_FORMATS = ("docx", "pdf", "xlsx", "txt")
_MOST_LETTERS = 200_000
_WHOLE, _TALL = 12, 440  # rows that are shown without scrolling, else pixels
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WIDTHS = (240, 100, 100, 120, 90, 150)  # together a page's width at 1280 pixels


def ask(source: Source) -> None:
    """A place for the report's text, and for whoever may send files one for its file."""
    with st.form("check_report", border=False):
        text = st.text_area(
            message("reconcile.page.text"),
            help=message("reconcile.page.text_help"),
            max_chars=_MOST_LETTERS,
            height=220,
            key="check_text",
        )
        is_asked = st.form_submit_button(message("reconcile.page.check"))
    file = None
    if current_access().role.may_publish:
        help_ = message("reconcile.page.file_help")
        file = uploader(message("reconcile.page.file"), "check_file", _FORMATS, help_)
    if not (file or (is_asked and text.strip())):
        return
    with st.spinner(message("reconcile.page.reading")):
        if file is not None:
            check_file(file, source)
        else:
            check_text(text, source)
    st.rerun()


def told(result: Result) -> None:
    """The answer, what differs, what can't be compared, the notes, and files of it."""
    checked, with_rows = result.checked, current_access().role.may_publish
    st.caption(block.plain(day_span(checked)))
    _answer(checked)
    _version(result)
    _files(result, with_rows=with_rows)
    _part("differences", checked.differs, with_rows=with_rows)
    _part("not_compared", [one for one in checked.figures if one.agrees is None], with_rows=with_rows)
    st.header(message("reconcile.notes"), anchor=False)
    said = [*checked.notes, unread_lines(checked), message("reconcile.texts")]
    st.markdown("\n".join(f"- {block.plain(sentence)}" for sentence in said))
    with st.expander(message("reconcile.page.all", n=len(checked.figures))):
        _table(checked.figures, with_rows=with_rows, alt=message("reconcile.title"))
    st.button(
        message("reconcile.page.again"), on_click=forget_check, key="check_again", icon=":material/undo:"
    )


def _answer(checked: Checked) -> None:
    said = block.plain(answer(checked))
    if checked.differs:
        st.warning(said, icon=":material/difference:")
    else:
        st.success(said, icon=":material/task_alt:")


def _version(result: Result) -> None:
    """Which version it was checked against, and what the one shown says otherwise."""
    version = result.source.version
    if version is None or result.shown is None:
        return
    day = day_text(result.source.settings.day_of(version.published_at))
    st.markdown(block.plain(message("reconcile.page.version", n=version.number, day=day)))
    other = _others(result.checked, result.shown)
    if not other:
        st.markdown(block.plain(message("reconcile.page.now_same", number=result.number_shown)))
        return
    st.markdown(block.plain(message("reconcile.page.now_other", n=len(other), number=result.number_shown)))
    _table(other, with_rows=current_access().role.may_publish, alt=message("reconcile.page.check"))


def _others(then: Checked, now: Checked) -> list[Figure]:
    """The figures of the version shown whose value isn't that of the earlier one."""
    before = {one.name: (one.report, one.register, one.agrees) for one in then.figures}
    return [one for one in now.figures if before.get(one.name) != (one.report, one.register, one.agrees)]


def _files(result: Result, *, with_rows: bool) -> None:
    source = result.source
    with st.container(horizontal=True):
        block.file_button(
            message("reconcile.page.xlsx"),
            lambda: workbook(result.checked, with_rows=with_rows),
            "report-checked.xlsx",
            _XLSX,
            "check_xlsx",
        )
        block.file_button(
            message("reconcile.page.pdf"),
            lambda: letter(result.checked, _named(source), source.settings.today),
            "report-checked.pdf",
            "application/pdf",
            "check_pdf",
        )


def _named(source: Source) -> str:
    """The register by its file and version."""
    file = with_words(source.register.reading.file)
    if source.version is None:
        return message("reconcile.source_file", file=file)
    version = message("report.version", version=source.version.number)
    return message("reconcile.source", file=file, version=version)


def _part(name: str, figures: tuple[Figure, ...] | list[Figure], *, with_rows: bool) -> None:
    if figures:
        st.header(message(f"reconcile.{name}"), anchor=False)
        _table(figures, with_rows=with_rows, alt=message(f"reconcile.{name}"))


def _table(figures: tuple[Figure, ...] | list[Figure], *, with_rows: bool, alt: str) -> None:
    table = table_of(figures, with_rows=with_rows)
    widths = dict(zip(table.columns, _WIDTHS, strict=False))
    block.table(table, alt, widths=widths, height="content" if len(table) <= _WHOLE else _TALL)
