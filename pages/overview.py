"""Overview: how much was received, addressed and resolved, when, by which channel, about what."""

from collections.abc import Sequence

import streamlit as st

from grm_dashboard.blocks import block
from grm_dashboard.session.run import current_view
from grm_dashboard.session.view import View
from grm_data.analysis.as_of import is_interim
from grm_data.analysis.backlog import age_spread
from grm_data.analysis.counts import StatusCounts, by_channel, by_period, by_type, count_by_status
from grm_data.analysis.durations import working_day_spread
from grm_data.analysis.rates import monthly_rate
from grm_data.analysis.summary import summarise_periods
from grm_data.figures import counts as charts
from grm_data.figures.labels import day_text, number_text, percent_text
from grm_data.figures.tables import period_table
from grm_data.messages import message
from grm_data.register import Field, Period, Status, half_years

_ADDRESSED = (Status.RESOLVING, Status.RESOLVED)


def sentence(view: View) -> str:
    """The answer in words, with both ratios by their names; what waits is a stock of every period."""
    counts, waiting = count_by_status(view.selection), len(view.open)
    parts = [
        message("overview.counts" if counts.addressed else "overview.counts_none", **_figures(counts)),
        ratios(view),
    ]
    parts += [
        message(f"overview.{status}", n=n)
        for status in (Status.UNRELATED, Status.UNRECOGNISED)
        if (n := getattr(counts, status))
    ]
    return " ".join([*parts, *([message("overview.open", n=waiting)] if waiting else [])])


def _figures(counts: StatusCounts) -> dict[str, object]:
    return {
        "received": counts.received,
        "addressed": counts.addressed,
        "resolved": counts.resolved,
        "received_to_addressed": counts.received_to_addressed,
        "addressed_to_resolved": counts.addressed_to_resolved,
        "percent": percent_text(counts.resolved, counts.addressed),
    }


def ratios(view: View) -> str:
    """Of every status; unrelated feedback has no type, so a filter by type leaves none to compare with."""
    judged = count_by_status(view.judged)
    if view.filters[Field.TYPE]:
        return message("overview.ratios_typed", **_figures(judged))
    return message("overview.ratios" if judged.addressed else "overview.ratios_none", **_figures(judged))


def key_figures(view: View) -> list[block.KeyFigure]:
    """Five numbers, each with the rows behind it."""
    selection = view.selection
    counts, judged = count_by_status(selection), count_by_status(view.judged)
    days, ages = working_day_spread(selection), age_spread(view.open)
    received = message("overview.since_start", n=len(view.history))
    unrelated = message("overview.unrelated_note", n=counts.unrelated)
    share = percent_text(judged.resolved, judged.addressed)
    resolved = (
        message("overview.of_addressed_share", n=judged.addressed, percent=share)
        if judged.addressed
        else message("overview.none_to_share")
    )
    oldest = (
        message("overview.oldest", n=ages.max, days=number_text(ages.max))
        if ages.n
        else message("overview.none_open")
    )
    longest = message("overview.longest", n=days.n, days=number_text(days.max))
    done = selection.with_status(Status.RESOLVED)
    answered = view.judged.with_status(Status.RESOLVED)
    return [
        block.KeyFigure("received", number_text(counts.received), received, selection),
        block.KeyFigure(
            "addressed", number_text(counts.addressed), unrelated, selection.with_status(*_ADDRESSED)
        ),
        block.KeyFigure("resolved", number_text(judged.resolved), resolved, answered),
        block.KeyFigure("open", number_text(len(view.open)), oldest, view.open, is_stock=True),
        block.KeyFigure("median", number_text(days.median), longest, done),
    ]


def unfinished(view: View, halves: Sequence[Period]) -> str | None:
    """What the half-year that isn't over received a month, beside the one before; None where all are over."""
    if not is_interim(halves[-1], view.as_of):
        return None
    rates = [monthly_rate(len(view.history.within(half)), half, view.as_of) for half in halves[-2:]]
    told = [message("word.none") if rate is None else f"{rate:,.1f}" for rate in rates]
    values = {"half": halves[-1].name, "day": day_text(view.as_of), "rate": told[-1]}
    if len(halves) < 2:
        return message("overview.unfinished_first", **values)
    return message("overview.unfinished", before=halves[-2].name, rate_before=told[0], **values)


def figures(view: View) -> None:
    """When, how, about what, and where it stands: two charts beside each other."""
    selection = view.selection
    where = message("page.n_and_period", n=len(selection), when=block.period_and_day(view))
    addressed = selection.with_status(*_ADDRESSED)
    halves = half_years(view.history_start, view.as_of)
    left, right = st.columns(2, gap="medium")
    with left:
        over_time = charts.over_time(by_period(view.history, halves), halves, view.period, view.as_of)
        shaded = "overview.when_shaded" if over_time.highlight else "overview.when_where"
        block.figure(over_time, message("overview.when"), message(shaded, n=len(view.history)))
        if compared := unfinished(view, halves):
            st.caption(block.plain(compared))
    with right:
        block.figure(charts.by_word(by_channel(selection), "channel"), message("overview.how"), where)
    left, right = st.columns(2, gap="medium")
    with left:
        of_addressed = message("overview.of_addressed", n=len(addressed), when=block.period_and_day(view))
        block.figure(charts.by_word(by_type(addressed), "type"), message("overview.what"), of_addressed)
    with right:
        block.figure(charts.by_status(count_by_status(selection)), message("overview.status"), where)


def report_table(view: View) -> None:
    """The report's first table: the chosen period as new, everything before as previous."""
    st.subheader(message("overview.table"), anchor=False)
    start = view.source.settings.start
    rows = period_table(summarise_periods(view.history, view.period.first, view.period.last, start))
    st.caption(message("overview.table_note"))
    widths = dict(zip(rows.columns, (125, 110, 440), strict=True))
    block.table(rows, message("overview.table"), height="content", widths=widths)
    block.download(rows, message("overview.table"))


view = current_view()
block.heading(view, "overview")
if not block.is_empty(view):
    st.markdown(sentence(view))
    block.notes(view)
    block.key_figures(view, key_figures(view))
    figures(view)
    report_table(view)
