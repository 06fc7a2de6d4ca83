"""Timeliness: how long it took, what the register says against what we compute, and what still waits."""

from dataclasses import replace

import streamlit as st

from grm_dashboard.blocks import block
from grm_dashboard.session.run import current_view
from grm_dashboard.session.view import View
from grm_data.analysis.backlog import age_bands, age_spread, balance
from grm_data.analysis.durations import Spread, TimedCase, cases, working_day_spread
from grm_data.analysis.indicators import within_standard
from grm_data.figures import durations as charts
from grm_data.figures.labels import days_text, number_text, share_text
from grm_data.figures.tables import durations_table
from grm_data.messages import message
from grm_data.register import Status


def key_figures(view: View, spread: Spread) -> list[block.KeyFigure]:
    """Median, longest, nine of ten, and how many cases these stand on."""
    resolved = view.selection.with_status(Status.RESOLVED)
    timed = replace(resolved, mask=resolved.mask & (resolved.working_days() >= 0))
    n = message("timeliness.n", n=spread.n)
    return [
        block.KeyFigure("median", number_text(spread.median), n, timed),
        block.KeyFigure("longest", number_text(spread.max), n, timed),
        block.KeyFigure("p90", number_text(spread.p90), n, timed),
        block.KeyFigure("timed", number_text(spread.n), share_text(spread.n, len(resolved)), timed),
    ]


def standard(view: View) -> None:
    """The three shares within the service standard, each with its formula; else that there is none."""
    st.subheader(message("timeliness.standard"), anchor=False)
    wanted = view.source.settings.resolve_standard
    if wanted is None:
        st.caption(message("timeliness.no_standard"))
        return
    found = within_standard(view.judged, wanted)
    st.caption(message("timeliness.standard_is", days=wanted.days, unit=message(f"unit.{wanted.unit}")))
    for name, whole in found.denominators.items():
        st.markdown(message(f"timeliness.{name}", share=share_text(found.on_time, whole)))
    if found.undated:
        st.caption(message("timeliness.undated", n=found.undated))


def register_against_computed(found: tuple[TimedCase, ...]) -> None:
    """What the register says of each case beside what we compute."""
    st.subheader(message("timeliness.comparison"), anchor=False)
    both = [case for case in found if None not in (case.reported, case.working_days)]
    agree = sum(not case.differs for case in both)
    st.markdown(message("timeliness.agree" if both else "timeliness.none_written", agree=agree, n=len(both)))
    if found:
        rows = durations_table(found)
        block.table(rows, message("timeliness.comparison"))
        block.download(rows, message("timeliness.comparison"))


def waiting(view: View) -> None:
    """The balance of the period, and how long its open cases have waited."""
    everything = view.of_every_status
    found = balance(everything, view.period)
    st.subheader(message("timeliness.balance"), anchor=False)
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
if not block.is_empty(view):
    spread, found = working_day_spread(view.selection), cases(view.selection)
    block.notes(view)
    if spread.n:
        block.key_figures(view, key_figures(view, spread))
        wanted = view.source.settings.resolve_standard
        limit = wanted.days if wanted and wanted.unit == "working" else None
        where = message("timeliness.cases", n=spread.n, when=block.period_and_day(view))
        block.figure(charts.working_days(found, spread, limit), message("timeliness.how_long"), where)
    else:
        st.info(message("timeliness.none_timed"), icon=":material/hourglass_empty:")
    standard(view)
    register_against_computed(found)
    waiting(view)
