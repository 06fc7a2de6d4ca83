"""What is different between two registers: counts, rows, and what was reported otherwise."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from grm_data.analysis.comparison import ChangeKind, Comparison, RowChange
from grm_data.figures.labels import label
from grm_data.messages import message
from pages import _blocks as block

__all__ = ["what_changed"]

_WIDTHS = {"number": 110, "kind": 130, "field": 130, "before": 260, "after": 260, "reported": 110}
_TALL, _LINES = 420, 64


def what_changed(found: Comparison, before: int, name: str) -> None:
    """The counts by kind, what touches a half-year already reported, and the rows."""
    counts = [message(f"change.count.{kind}", n=n) for kind, n in found.counts.items() if n]
    what = ", ".join(counts) or message("change.nothing")
    st.markdown(message("change.since", version=before, what=what))
    for item in found.reported:
        figure = message(f"change.figure.{item.figure}")
        text = message(
            "change.reported", period=item.period, before=item.before, after=item.after, figure=figure
        )
        st.warning(block.plain(text), icon=":material/report:")
    if not found.rows:
        return
    kinds = st.pills(
        message("change.show"),
        [kind for kind in ChangeKind if found.counts[kind]],
        selection_mode="multi",
        format_func=lambda kind: f"{message(f'change.kind.{kind}')} ({found.counts[kind]})",
        key=f"kinds_{name}",
    )
    rows = change_table(row for row in found.rows if not kinds or set(kinds) & set(row.kinds))
    widths = {message(f"change.column.{key}"): width for key, width in _WIDTHS.items()}
    height = "content" if len(rows) <= 6 else _TALL
    block.table(rows, message("change.rows"), widths=widths, height=height, row_height=_LINES)
    block.download(rows, f"changes {name}")


def change_table(rows: object) -> pd.DataFrame:
    """A line per field that differs; one for a row that is new or gone."""
    lines = [line for row in rows for line in _lines(row)]  # type: ignore[attr-defined]
    return pd.DataFrame(lines, columns=[message(f"change.column.{key}") for key in _WIDTHS])


def _lines(row: RowChange) -> list[tuple[str | None, ...]]:
    kinds = ", ".join(message(f"change.kind.{kind}") for kind in row.kinds)
    reported = ", ".join(row.reported) or None
    if not row.differences:
        return [(row.registered_no, kinds, None, None, None, reported)]
    return [
        (
            row.registered_no,
            kinds,
            label("field", one.field),
            _word(one.field, one.before),
            _word(one.field, one.after),
            reported,
        )
        for one in row.differences
    ]


def _word(field: str, value: str | None) -> str | None:
    return label(field, value) if value is not None and field in ("status", "channel", "type") else value
