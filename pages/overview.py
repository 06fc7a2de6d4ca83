"""Overview: how much was received, addressed and resolved, when, by which channel, about what."""

import streamlit as st

from grm_dashboard.blocks import block
from grm_dashboard.blocks.changes import counts_sentence, reported_sentence
from grm_dashboard.blocks.tables import static_table
from grm_dashboard.session.histories import told_changes
from grm_dashboard.session.reports import reported_otherwise
from grm_dashboard.session.returning import version_seen_last
from grm_dashboard.session.run import current_view
from grm_dashboard.session.view import View
from grm_data.analysis.as_of import has_begun, is_interim
from grm_data.analysis.backlog import age_spread
from grm_data.analysis.counts import StatusCounts, by_period, count_by_status
from grm_data.analysis.crossing import cross
from grm_data.analysis.durations import working_day_spread
from grm_data.analysis.rates import monthly_rate
from grm_data.figures import counts as charts
from grm_data.figures.labels import day_text, number_text, percent_text, period_name, period_text, rate_text
from grm_data.figures.periods import crossed, new_previous_total
from grm_data.messages import joined, message
from grm_data.register import Field, Period, Status
from grm_data.register.spans import period_of, periods_between

_MOST_CHANGES = 3
"""Figures reported otherwise that are told here; History tells all of them."""


def sentence(view: View) -> str:
    """The answer in words, with both ratios by their names; what waits is a stock of every period."""
    counts = count_by_status(view.selection)
    parts = [
        message("overview.counts" if counts.addressed else "overview.counts_none", **_figures(counts)),
        ratios(view),
    ]
    parts += [
        message(f"overview.{status}", n=n)
        for status in (Status.UNRELATED, Status.UNRECOGNISED)
        if (n := getattr(counts, status))
    ]
    return " ".join([*parts, *waiting(view)])


def waiting(view: View) -> list[str]:
    """How many wait for an answer, where any does; of a period that hasn't begun nobody knows."""
    n = len(view.open) if has_begun(view.period, view.as_of) else 0
    return [message("overview.open", n=n, parts=joined(_open_parts(view)))] if n else []


def _open_parts(view: View) -> list[str]:
    """When the open cases were received: before the period, in it, or since."""
    received = view.open.register.received[view.open.mask]
    first, last = view.period.numbers
    counts = {
        "carried_over": int((received < first).sum()),
        "open_new": int(view.period.holds(received).sum()),
        "open_later": int((received > last).sum()),
    }
    return [message(f"overview.{name}", n=n) for name, n in counts.items() if n or name != "open_later"]


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
    """Five numbers, each with what puts it in its place."""
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
    return [
        block.KeyFigure("received", number_text(counts.received), received),
        block.KeyFigure("addressed", number_text(counts.addressed), unrelated),
        block.KeyFigure("resolved", number_text(judged.resolved), resolved),
        block.KeyFigure("open", number_text(len(view.open)), oldest),
        block.KeyFigure("median", number_text(days.median), longest),
    ]


def comparison(view: View) -> str | None:
    """The period beside the one compared with; by rate where one is longer or isn't over."""
    is_unfinished, other = is_interim(view.period, view.as_of), view.compared_selection
    rate = rate_text(monthly_rate(len(view.selection), view.period, view.as_of))
    values = {"period": _name(view, view.period), "rate": rate, "day": day_text(view.as_of)}
    if view.compared is None or other is None:
        return message("overview.unfinished_first", **values) if is_unfinished else None
    before = _name(view, view.compared)
    if not is_unfinished and _is_as_long(view, view.compared):
        counts = count_by_status(other)
        return message("overview.against", before=before, **_figures(counts))
    rate_before = rate_text(monthly_rate(len(other), view.compared, view.as_of))
    key = "overview.unfinished" if is_unfinished else "overview.by_rate"
    return message(key, before=before, rate_before=rate_before, **values)


def _is_as_long(view: View, other: Period) -> bool:
    """Whether another period is a whole one of the same kind, or of as many days."""
    span = view.asked.span
    if span is not None:
        return period_of(span, other.first) == other
    return other.last - other.first == view.period.last - view.period.first


def _name(view: View, period: Period) -> str:
    """2020 H2, or the days where it isn't a whole period of the calendar's."""
    span = view.asked.span
    is_whole = span is not None and period_of(span, period.first) == period
    return period_name(period) if is_whole else period_text(period)


def since_last_visit(view: View) -> None:
    """What changed since the version that whoever is here saw last."""
    before = version_seen_last(view.source)
    if before is None or view.source.version is None:
        return
    found, _ = told_changes(before, view.source.version)
    told = message("overview.since_last", n=before.number, what=counts_sentence(found))
    with st.container(horizontal=True, vertical_alignment="center", border=True):
        st.markdown(f":material/history: {block.plain(told)}", width="content")
        st.page_link("history.py", label=message("overview.see_history"), icon=":material/history:")


def otherwise(view: View) -> None:
    """What earlier versions reported otherwise."""
    changes = reported_otherwise(view.source)
    if not changes:
        return
    told = [reported_sentence(one) for one in changes[:_MOST_CHANGES]]
    if len(changes) > len(told):
        told.append(message("overview.reported_more", n=len(changes) - len(told)))
    with st.container(horizontal=True, vertical_alignment="center", border=True):
        text = block.plain(" ".join([message("overview.reported_otherwise"), *told]))
        st.markdown(f":material/history: {text}", width="content")
        st.page_link("history.py", label=message("overview.see_history"), icon=":material/history:")


def figures(view: View) -> None:
    """When it came in, and where it stands: two charts beside each other."""
    selection = view.selection
    left, right = st.columns((3, 2), gap="medium")
    with left:
        span = charts.width(view.history_start, view.as_of)
        periods = periods_between(span, view.history_start, view.as_of)
        notes = view.source.settings.notes
        counted = by_period(view.history, periods)
        over_time = charts.over_time(counted, span, periods, view.period, view.as_of, notes)
        shaded = "overview.when_shaded" if over_time.highlight else "overview.when_where"
        where = message(shaded, n=len(view.history), day=day_text(view.as_of))
        block.figure(over_time, message("overview.when"), where)
    with right:
        where = message("page.n_and_period", n=len(selection), when=block.period_and_day(view))
        block.figure(charts.by_status(count_by_status(selection)), message("overview.status"), where)


def channels_and_types(view: View) -> None:
    """How often each channel and type stand together."""
    st.header(message("overview.crossed"), anchor=False)
    where = message("page.n_and_period", n=len(view.selection), when=block.period_and_day(view))
    st.caption(block.plain(where))
    found = cross(view.selection, Field.CHANNEL, Field.TYPE)
    rows, fullness = crossed(found, Field.CHANNEL, Field.TYPE)
    static_table(rows, message("overview.crossed"), fullness)
    block.download(rows, message("overview.crossed"))


def report_table(view: View) -> None:
    """The report's figures: the chosen period as new, everything before as previous."""
    st.header(message("overview.table"), anchor=False)
    st.caption(message("overview.table_note", new=block.plain(period_text(view.period))))
    start, is_typed = view.source.settings.start, bool(view.filters[Field.TYPE])
    found = new_previous_total(view.history, view.period, start, is_typed=is_typed)
    left, right = st.columns(2, gap="medium")
    for column, name, rows in ((left, "how_many", found.counts), (right, "a_month", found.rates)):
        with column:
            st.markdown(message(f"overview.{name}"))
            static_table(rows, message(f"overview.{name}"))
    block.download(lambda: found.table, message("overview.table"))


view = current_view()
block.heading(view, "overview")
if block.is_empty(view):
    st.markdown(" ".join(waiting(view)))
else:
    compared = comparison(view)
    st.markdown("\n\n".join([sentence(view), *([block.plain(compared)] if compared else [])]))
    since_last_visit(view)
    otherwise(view)
    block.notes(view)
    block.key_figures(key_figures(view))
    figures(view)
    channels_and_types(view)
    report_table(view)
