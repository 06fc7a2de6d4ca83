"""What was understood of a spreadsheet, what was noticed, and which rows are in no figure."""

from functools import partial

import streamlit as st

from grm_dashboard.blocks import block, doctor
from grm_dashboard.blocks.printing import wrapped_table
from grm_dashboard.people.access import current_access
from grm_dashboard.session.drafts import Work
from grm_data.figures.labels import part_of_year
from grm_data.figures.tables import columns_table, excluded_table, findings_table, sheets_table
from grm_data.messages import message
from grm_data.register import Findings, Reading, Register, Severity, SheetState, count_by_severity
from grm_data.register.codes import Why, code_of, why_of
from grm_data.register.marks import with_words
from grm_data.register.small_numbers import few_or_number, holds_sensitive, sums_are_told

__all__ = ["doctor_of_draft", "left_out", "noticed", "rows_sentence", "sensitive", "sheets", "understood"]

_MOST_ROWS = 40
"""Rows of a table that is shown whole."""


def understood(register: Register) -> None:
    """The sheets, the header, and each heading with its field and date order."""
    reading = register.reading
    st.header(message("quality.understood"), anchor=False)
    names, n = block.plain(with_words(reading.sheet)), max(1, len(reading.sheets_read))
    place = message("quality.place", sheet=names, row=reading.header_row, n=n)
    st.markdown(f"{place}  \n{rows_sentence(register)}")
    sheets(reading)
    rows = columns_table(reading)
    if 0 < len(rows) <= _MOST_ROWS:
        wrapped_table(rows, message("quality.understood"))
    elif len(rows):
        widths = dict(zip(rows.columns[:-1], (150, 150, 90), strict=False)) if len(rows.columns) > 2 else None
        block.table(rows, message("quality.understood"), widths=widths)


def sheets(reading: Reading) -> None:
    """Every sheet, where there are several; what those are called that aren't read is for staff."""
    if len(reading.sheets) < 2:
        return
    sees_all = current_access().role.may_publish
    rows = sheets_table(
        reading,
        lambda one: (
            with_words(one.sheet) if sees_all or one.state is SheetState.READ else message("withheld.other")
        ),
    )
    block.table(rows, message("quality.sheets"), height="content" if len(rows) <= _MOST_ROWS else "auto")


def doctor_of_draft(work: Work | None) -> None:
    """The column doctor for the spreadsheet that this person is about to publish."""
    if work is None:
        return
    with st.expander(message("quality.draft", file=block.plain(work.upload.name))):
        doctor.columns(work)
        doctor.missing(work)
        doctor.sheets(work)
        st.page_link("publish.py", label=message("quality.to_publish"), icon=":material/publish:")


def rows_sentence(register: Register) -> str:
    """Rows read = used + excluded; without the sum where it would reveal how many are sensitive."""
    reading, sensitive = register.reading, sum(register.sensitive_by_half_year.values())
    excluded = sum(why_of(row.reason) is not Why.SENSITIVE for row in reading.excluded)
    if not sums_are_told(register):
        return message("quality.rows_and_few", used=len(register), excluded=excluded)
    key = "quality.rows_and_sensitive" if sensitive else "quality.rows"
    return message(key, read=reading.rows_read, used=len(register), excluded=excluded, sensitive=sensitive)


def noticed(register: Register) -> None:
    """Findings by severity, one line per cause, the gravest first; the severities choose which are listed.

    None of them says where a sensitive case stands.
    """
    reading, is_careful = register.reading, holds_sensitive(register)
    st.header(message("quality.noticed"), anchor=False)
    counts = count_by_severity(reading.findings)
    if not reading.findings:
        st.success(message("quality.nothing"), icon=":material/task_alt:")
        return
    chosen = st.pills(
        message("quality.show"),
        [severity for severity in Severity if counts[severity]],
        selection_mode="multi",
        format_func=lambda severity: message(f"quality.{severity}", n=counts[severity]),
        key="severity",
    )
    shown = reading.findings.where(lambda one: not chosen or one.severity in chosen)
    shown = shown.without_row(lambda one: is_careful and code_of(one.code).reveals)
    _listed(reading, shown)
    block.ways_to_project(shown)


def _listed(reading: Reading, shown: Findings) -> None:
    """A line for each cause; of few the whole, what to do beside how grave it is: a phone shows no more."""
    several, told, name = len(reading.sheets) > 1, reading.rows_told, message("quality.noticed")
    table = partial(findings_table, shown, with_sheet=several, with_rows=told)
    rows = table()
    if len(rows) <= _MOST_ROWS:
        wrapped_table(rows[[rows.columns[0], rows.columns[-1], *rows.columns[1:-1]]], name)
    else:
        widths = dict(zip(rows.columns, _widths(several, told), strict=True))
        block.table(rows, name, row_height=84 if several else 66, widths=widths)
    block.download(lambda: table(with_every_row=True), "findings")


def _widths(several: bool, rows_told: bool) -> list[int]:
    """Pixels of each column of what was noticed."""
    wide = [70, 80, 45, 105, 110, 395] if several else [80, 50, 110, 150, 410]
    return wide if rows_told else [*wide[:-3], *wide[-2:]]


def left_out(register: Register) -> None:
    """Rows that are in no figure, each with its reason."""
    reading = register.reading
    several, told = len(reading.sheets) > 1, reading.rows_told
    rows = excluded_table(reading.excluded, with_sheet=several, with_rows=told)
    st.header(message("quality.excluded"), anchor=False)
    if len(rows):
        widths = {rows.columns[-2]: 80} if told else None
        block.table(rows, message("quality.excluded"), widths=widths)
        block.download(rows, "excluded rows")
    else:
        none = "none_else_excluded" if register.sensitive_by_half_year else "none_excluded"
        st.caption(message(f"quality.{none}"))


def sensitive(register: Register) -> None:
    """Sensitive cases: one number per half-year, "fewer than five" below five, never a row."""
    if not register.sensitive_by_half_year:
        return
    st.header(message("quality.sensitive"), anchor=False)
    st.caption(message("quality.sensitive_note"))
    for half_year, n in register.sensitive_by_half_year.items():
        half = part_of_year(half_year) if half_year else message("quality.no_date")
        st.text(message("word.named", name=half, value=few_or_number(n)))
