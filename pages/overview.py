"""Overview: how much was received, addressed and resolved, when, by which channel, about what."""

import streamlit as st

from grm_dashboard.blocks import block
from grm_dashboard.session.run import current_view
from grm_dashboard.session.view import View
from grm_data.analysis.backlog import age_spread
from grm_data.analysis.counts import by_channel, by_period, by_type, count_by_status
from grm_data.analysis.durations import working_day_spread
from grm_data.analysis.summary import summarise_periods
from grm_data.figures import counts as charts
from grm_data.figures.labels import number_text, percent_text
from grm_data.figures.tables import period_table
from grm_data.messages import message
from grm_data.register import Status, half_years

_ADDRESSED = (Status.RESOLVING, Status.RESOLVED)


def sentence(view: View) -> str:
    """The answer in words, with both ratios by their names."""
    counts = count_by_status(view.selection)
    values = {
        "received": counts.received,
        "addressed": counts.addressed,
        "resolved": counts.resolved,
        "received_to_addressed": counts.received_to_addressed,
        "addressed_to_resolved": counts.addressed_to_resolved,
        "percent": percent_text(counts.resolved, counts.addressed),
    }
    parts = [message("overview.sentence" if counts.addressed else "overview.sentence_none", **values)]
    parts += [
        message(f"overview.{status}", n=n)
        for status in (Status.UNRELATED, Status.UNRECOGNISED)
        if (n := getattr(counts, status))
    ]
    return " ".join(parts)


def key_figures(view: View) -> list[block.KeyFigure]:
    """Five numbers, each with the rows behind it."""
    selection = view.selection
    counts, days, ages = count_by_status(selection), working_day_spread(selection), age_spread(selection)
    received = message("overview.since_start", n=len(view.history))
    unrelated = message("overview.unrelated_note", n=counts.unrelated)
    share = percent_text(counts.resolved, counts.addressed)
    oldest = (
        message("overview.oldest", days=number_text(ages.max)) if ages.n else message("overview.none_open")
    )
    longest = message("overview.longest", n=days.n, days=number_text(days.max))
    resolved = message("word.part", part=counts.resolved, whole=counts.addressed)
    return [
        block.KeyFigure("received", str(counts.received), received, selection),
        block.KeyFigure("addressed", str(counts.addressed), unrelated, selection.with_status(*_ADDRESSED)),
        block.KeyFigure("resolved", resolved, share, selection.with_status(Status.RESOLVED)),
        block.KeyFigure("open", str(counts.resolving), oldest, selection.with_status(Status.RESOLVING)),
        block.KeyFigure("median", number_text(days.median), longest, selection.with_status(Status.RESOLVED)),
    ]


def figures(view: View) -> None:
    """When, how, about what, and where it stands: two charts beside each other."""
    selection = view.selection
    where = message("page.n_and_period", n=len(selection), when=block.period_and_day(view))
    addressed = selection.with_status(*_ADDRESSED)
    halves = half_years(view.history_start, view.as_of)
    left, right = st.columns(2, gap="medium")
    with left:
        over_time = charts.over_time(by_period(view.history, halves), halves, view.period)
        shaded = "overview.when_shaded" if over_time.highlight else "overview.when_where"
        block.figure(over_time, message("overview.when"), message(shaded, n=len(view.history)))
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
