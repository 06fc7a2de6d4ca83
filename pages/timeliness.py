"""Timeliness: how long it took, answered by which day, how groups and months differ, what still waits."""

from functools import partial

import streamlit as st
from pandas import DataFrame

from grm_dashboard.blocks import block, opened
from grm_dashboard.blocks.comparing import chosen_field, register_against_computed
from grm_dashboard.session.run import current_view
from grm_dashboard.session.view import View
from grm_dashboard.session.words import codes_of_words
from grm_data.analysis.as_of import has_begun
from grm_data.analysis.backlog import age_bands, age_spread, balance
from grm_data.analysis.durations import Spread, working_day_spread
from grm_data.analysis.group_times import Group, group_times, groups_of, months_on_time
from grm_data.analysis.indicators import within_standard
from grm_data.definitions import DEFINITIONS
from grm_data.figures import durations as charts
from grm_data.figures import timely
from grm_data.figures.durations import MOST_DOTS
from grm_data.figures.labels import days_text, number_text, share_text
from grm_data.messages import message
from grm_data.register import Field, Status

_GROUPED = ("addressed", "resolving", "timed", "median", "p90", "longest")
_WITHIN = ("within_standard", "within_standard_of_resolved", "within_standard_of_addressed")
_NUMBERS = len(_GROUPED)
_LETTER, _SIDES = 6.3, 16  # pixels of a letter, and of both sides of a cell
_FEW, _TALL = 12, 440  # rows that are shown without scrolling, else pixels


def key_figures(view: View, spread: Spread) -> list[block.KeyFigure]:
    """Median, longest, nine of ten, and how many cases these stand on."""
    resolved = len(view.selection.with_status(Status.RESOLVED))
    n = message("timeliness.n", n=spread.n)
    return [
        block.KeyFigure("median", number_text(spread.median), n),
        block.KeyFigure("longest", number_text(spread.max), n),
        block.KeyFigure("p90", number_text(spread.p90), n),
        block.KeyFigure("timed", number_text(spread.n), share_text(spread.n, resolved)),
    ]


def how_long(view: View) -> None:
    """The key figures, and every case as a dot or the days of many in bins that the standard divides."""
    spread, wanted = working_day_spread(view.selection), view.source.settings.resolve_standard
    if not spread.n:
        st.info(message("timeliness.none_timed"), icon=":material/hourglass_empty:")
        return
    block.key_figures(key_figures(view, spread))
    where = message("timeliness.cases", n=spread.n, when=block.period_and_day(view))
    limit = wanted.as_duration if wanted else None
    block.figure(
        charts.working_days(view.selection, limit, view.source.settings.notes),
        message("timeliness.how_long"),
        where,
    )


def standard(view: View) -> None:
    """The three shares within the service standard, each with its formula; else that there is none."""
    st.header(message("timeliness.standard"), anchor=False)
    wanted = view.source.settings.resolve_standard
    if wanted is None:
        st.caption(message("timeliness.no_standard"))
        block.to_project("standards", message("page.set_standard"))
        return
    found = within_standard(view.judged, wanted)
    st.caption(message("timeliness.standard_is", days=days_text(wanted.days, wanted.unit)))
    for code, whole in zip(_WITHIN, found.denominators.values(), strict=True):
        share = share_text(found.on_time, whole)
        st.markdown(message("timeliness.share", share=share, formula=DEFINITIONS[code].formula))
    if found.undated:
        st.caption(message("timeliness.undated", n=found.undated))


def by_day(view: View, groups: tuple[Group, ...], field: Field | None) -> None:
    """The share answered by each day, open cases counted for as long as they have waited."""
    judged, when = view.judged, block.period_and_day(view)
    chart = timely.answered(judged, groups, field, view.source.settings.resolve_standard)
    (times,) = group_times(judged, groups_of(judged, None), None)
    undated = times.cases - times.open - times.working_days.n
    told = [
        message("timeliness.by_day_where", n=times.cases - undated, answered=times.working_days.n,
                open=times.open, when=when)
    ]  # fmt: skip
    if undated:
        told.append(message("timeliness.by_day_undated", n=undated))
    if len(groups) > len(chart.lines):
        told.append(message("timeliness.by_day_largest", shown=len(chart.lines), n=len(groups)))
    if any(max(one.found.days, default=0) > chart.last for one in chart.lines):
        told.append(message("timeliness.by_day_longer"))
    block.figure(chart, message("timeliness.by_day"), " ".join(told))


def compared(view: View) -> None:
    """Types or channels beside each other: shares by day, the spread of their days, and all in figures."""
    field = chosen_field(view.source.register)
    groups = groups_of(view.judged, field)
    if not groups:
        return
    by_day(view, groups, field)
    wanted = view.source.settings.resolve_standard
    if field is not None:
        strips = timely.strips(view.judged, groups, field, wanted.as_duration if wanted else None)
        when = block.period_and_day(view)
        where = message("timeliness.spread_where", n=strips.total, when=when, few=MOST_DOTS)
        if len(strips.strips) > 1:
            block.figure(strips, message(f"timeliness.spread_{field}"), where)
    in_figures(view, groups, field)


def in_figures(view: View, groups: tuple[Group, ...], field: Field | None) -> None:
    """The table of groups."""
    settings, when = view.source.settings, block.period_and_day(view)
    acknowledge = settings.acknowledge_standard
    times = list(group_times(view.judged, groups, settings.resolve_standard, acknowledge))
    rows, name = timely.group_table(groups, times, field), message("timeliness.table")
    st.header(name, anchor=False)
    st.caption(block.plain(message("timeliness.table_where", when=when)))
    height = "content" if len(rows) <= _FEW else _TALL
    opened.cells(rows, name, partial(_figure, view, groups, field), height=height, widths=_widths(rows))
    block.download(rows, f"groups {field or 'all'}")


def _figure(
    view: View, groups: tuple[Group, ...], field: Field | None, row: int, column: int
) -> opened.Figure | None:
    """The figure of a column, of the group's word."""
    settings = view.source.settings
    figures = [*_GROUPED, *(_WITHIN if settings.resolve_standard else ()), "acknowledged_within"]
    if not column:
        return None
    word = groups[row].word
    codes = {} if field is None or word is None else codes_of_words(view.source.register, field)
    return figures[column - 1], {str(field): code for name, code in codes.items() if name == word}


def _widths(rows: DataFrame) -> dict[str, int]:
    """Narrow columns for numbers, so that as many as can be stand beside each other."""
    name, *numbers = rows.columns
    heads = {column: round(len(column) * _LETTER) + _SIDES for column in numbers[:_NUMBERS]}
    return {name: 150} | {column: max(70, heads.get(column, 125)) for column in numbers}


def by_month(view: View) -> None:
    """The share on time of the cases received in each month, where there is a standard."""
    wanted = view.source.settings.resolve_standard
    months = months_on_time(view.judged, view.period, wanted) if wanted else ()
    if sum(one.on_time.judged > 0 for one in months) > 1:
        formula = DEFINITIONS["within_standard"].formula
        where = message("timeliness.by_month_where", when=block.period_and_day(view), formula=formula)
        block.figure(timely.on_time_by_month(months), message("timeliness.by_month"), where)


def waiting(view: View) -> None:
    """The balance of the period, and how long its open cases have waited."""
    everything = view.of_every_status
    found = balance(everything, view.period)
    st.header(message("timeliness.balance"), anchor=False)
    st.caption(message("timeliness.balance_where", when=block.period_and_day(view)))
    sum_ = {"opening": found.opening, "received": found.received, "closed": found.closed}
    st.markdown(message("timeliness.balance_sum", **sum_, closing=found.closing))
    ages = age_spread(everything)
    if not ages.n:
        st.markdown(f":material/task_alt: {message('timeliness.none_open')}")
        return
    median, oldest = days_text(ages.median), days_text(ages.max)
    where = message("timeliness.ages_where", n=ages.n, median=median, oldest=oldest)
    block.figure(charts.ages(age_bands(everything)), message("timeliness.ages"), where)


view = current_view()
block.heading(view, "timeliness")
if block.is_empty(view):
    if len(view.of_every_status) and has_begun(view.period, view.as_of):
        waiting(view)
else:
    block.notes(view)
    how_long(view)
    standard(view)
    compared(view)
    by_month(view)
    register_against_computed(view.selection)
    waiting(view)
