"""What is different between two registers: counts, rows, and what was reported otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd
import streamlit as st

from grm_dashboard.blocks import block
from grm_data.analysis.counts import count_by_status
from grm_data.analysis.selection import every_case
from grm_data.comparing.comparison import ChangeKind, Comparison, ReportedChange, RowChange
from grm_data.figures.labels import label, part_of_year
from grm_data.figures.tables import Columns, columns_of
from grm_data.messages import joined, message
from grm_data.register import Period, Register, half_years
from grm_data.settings import Settings

__all__ = [
    "change_table",
    "counts_sentence",
    "half_years_table",
    "reported_sentence",
    "what_changed",
]

_WIDTHS = {"number": 100, "kind": 110, "field": 120, "before": 190, "after": 190, "reported": 110}
_TALL, _LINES = 420, 66  # pixels; Streamlit wraps texts in rows above 64
_FIGURES = ("received", "addressed", "resolved")
_LONG = 30
"""Letters of a cell that need more than one line."""


def what_changed(found: Comparison, before: int, name: str, settings: Sequence[str]) -> None:
    """The counts by kind, the settings, what touches a half-year already reported, and the rows."""
    st.markdown(message("change.since", version=before, what=counts_sentence(found)))
    if settings:
        with st.expander(message("change.settings", n=sum(line.startswith("+") for line in settings))):
            st.text("\n".join(settings))
    if reported := [f"- {block.plain(reported_sentence(item))}" for item in found.reported]:
        st.warning("\n".join(reported), icon=":material/report:")
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
    is_long = rows.map(lambda cell: isinstance(cell, str) and len(cell) > _LONG).to_numpy().any()
    lines = _LINES if is_long else None
    block.table(rows, message("change.rows"), widths=widths, height=height, row_height=lines)
    block.download(rows, f"changes {name}")


def counts_sentence(found: Comparison) -> str:
    """3 new, 1 resolved."""
    counts = [message(f"change.count.{kind}", n=n) for kind, n in found.counts.items() if n]
    return joined(counts) or message("change.nothing")


def reported_sentence(item: ReportedChange) -> str:
    """2020 H2 was reported with 9 received; now 10."""
    figure = message(f"change.figure.{item.figure}")
    return message(
        "change.reported",
        period=part_of_year(item.period),
        before=item.before,
        after=item.after,
        figure=figure,
    )


def change_table(rows: Iterable[RowChange]) -> pd.DataFrame:
    """A line per field that differs; one for a row that is new or gone."""
    lines = [line for row in rows for line in _lines(row)]
    return pd.DataFrame(lines, columns=[message(f"change.column.{key}") for key in _WIDTHS])


def half_years_table(before: Register, after: Register, settings: Settings) -> Columns:
    """Received, addressed and resolved of each half-year, the newest first: "9 → 10" where they differ."""
    days = [day for one in (before, after) for day in (one.first_received, one.last_known) if day is not None]
    periods = half_years(min(days), max(days)) if days else ()
    told = [_figures(one, settings, periods) for one in (before, after)]
    lines = [
        (
            part_of_year(period.name),
            *(str(is_) if was == is_ else f"{was} → {is_}" for was, is_ in zip(*figures, strict=True)),
        )
        for period, *figures in zip(periods, *told, strict=True)
    ]
    names = [message("change.half_year"), *(message(f"change.figure.{name}") for name in _FIGURES)]
    return columns_of(names, lines[::-1])


def _figures(register: Register, settings: Settings, periods: Sequence[Period]) -> list[tuple[int, ...]]:
    cases = every_case(register, settings.calendar, settings.today)
    found = (count_by_status(cases.within(period)) for period in periods)
    return [tuple(getattr(counts, name) for name in _FIGURES) for counts in found]


def _lines(row: RowChange) -> list[tuple[str | None, ...]]:
    kinds = joined(message(f"change.kind.{kind}") for kind in row.kinds)
    reported = joined(row.reported) or None
    if not row.differences:
        return [(row.name, kinds, None, None, None, reported)]
    return [
        (
            row.name,
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
