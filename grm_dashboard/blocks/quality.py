"""What was understood of a spreadsheet, what was noticed, and which rows are in no figure."""

from dataclasses import replace

import streamlit as st

from grm_dashboard.blocks import block
from grm_data.figures.tables import columns_table, excluded_table, findings_table
from grm_data.messages import message
from grm_data.register import Register, Severity, count_by_severity
from grm_data.register.codes import Why, code_of, why_of
from grm_data.register.small_numbers import few_or_number, holds_sensitive, sums_are_told

__all__ = ["left_out", "noticed", "rows_sentence", "sensitive", "understood"]


def understood(register: Register) -> None:
    """The sheet, its header, and each field with its heading and date order."""
    reading = register.reading
    st.subheader(message("quality.understood"), anchor=False)
    names, n = block.plain(reading.sheet), max(1, len(reading.sheets_read))
    place = message("quality.place", sheet=names, row=reading.header_row, n=n)
    st.markdown(f"{place}  \n{rows_sentence(register)}")
    rows = columns_table(reading)
    if len(rows):
        block.table(rows, message("quality.understood"), height="content")


def rows_sentence(register: Register) -> str:
    """Rows read = used + excluded; without the sum where it would reveal how many are sensitive."""
    reading, sensitive = register.reading, sum(register.sensitive_by_half_year.values())
    excluded = sum(why_of(row.reason) is not Why.SENSITIVE for row in reading.excluded)
    if not sums_are_told(register):
        return message("quality.rows_and_few", used=len(register), excluded=excluded)
    key = "quality.rows_and_sensitive" if sensitive else "quality.rows"
    return message(key, read=reading.rows_read, used=len(register), excluded=excluded, sensitive=sensitive)


def noticed(register: Register) -> None:
    """Findings by severity, the gravest first; the severities choose which are listed.

    None of them says where a sensitive case stands.
    """
    reading, is_careful = register.reading, holds_sensitive(register)
    st.subheader(message("quality.noticed"), anchor=False)
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
    shown = [one for one in reading.findings if not chosen or one.severity in chosen]
    rows = findings_table(
        (replace(one, row=None) if is_careful and code_of(one.code).reveals else one for one in shown),
        with_sheet=len(reading.sheets) > 1,
    )
    wide = (80, 60, 160, 480) if len(rows.columns) == 4 else (80, 80, 60, 130, 430)
    widths = dict(zip(rows.columns, wide, strict=True))
    block.table(rows, message("quality.noticed"), row_height=66, widths=widths)
    block.download(rows, "findings")


def left_out(register: Register) -> None:
    """Rows that are in no figure, each with its reason."""
    reading = register.reading
    rows = excluded_table(reading.excluded, with_sheet=len(reading.sheets) > 1)
    st.subheader(message("quality.excluded"), anchor=False)
    if len(rows):
        block.table(rows, message("quality.excluded"), widths={rows.columns[-2]: 80})
        block.download(rows, "excluded rows")
    else:
        none = "none_else_excluded" if register.sensitive_by_half_year else "none_excluded"
        st.caption(message(f"quality.{none}"))


def sensitive(register: Register) -> None:
    """Sensitive cases: one number per half-year, "fewer than five" below five, never a row."""
    if not register.sensitive_by_half_year:
        return
    st.subheader(message("quality.sensitive"), anchor=False)
    st.caption(message("quality.sensitive_note"))
    for half_year, n in register.sensitive_by_half_year.items():
        st.text(f"{half_year or message('quality.no_date')}: {few_or_number(n)}")
