"""Trends: is it growing, which words change, what do the numbers carry, and is a silence one."""

from functools import partial

import streamlit as st

from grm_dashboard.blocks import block, opened
from grm_dashboard.session.run import current_view
from grm_data.analysis.months import Months, by_month, everything, flow, groups, months_of
from grm_data.analysis.selection import select
from grm_data.analysis.trends import Trends, trends
from grm_data.figures import trends as drawn
from grm_data.figures.charts import Note
from grm_data.figures.labels import day_text, label, month_text
from grm_data.messages import clauses, digits, message
from grm_data.register import Field

_FIELDS = (Field.CHANNEL, Field.TYPE, Field.LOCATION)
_TOTAL = 13  # the column after the months
_WHOLE = 12  # rows that are shown without scrolling


def sentences(found: Trends) -> None:
    """What the numbers carry of all feedback, and on what that stands."""
    if found.silence:
        st.warning(drawn.silence_text(found.silence), icon=":material/notifications_paused:")
    if not found.all:
        st.markdown(message("trends.too_short"))
        return
    for change in found.all:
        st.markdown(drawn.change_text(change))
    parts = [message("trends.how", n=found.tested)]
    if found.dispersion >= 1.1:
        parts.append(message("trends.bursts", times=digits(found.dispersion, 1)))
    st.caption(" ".join(parts))


def growing(months: Months, notes: tuple[Note, ...]) -> None:
    """Received, resolved and open at the end of each month."""
    chart = drawn.flow_panels(flow(selection, months), view.period, notes)
    block.figure(chart, message("trends.growing"), where(months))


def where(months: Months) -> str:
    """What a small chart counts, and what is marked in it."""
    is_shaded = months.firsts[0] <= view.period.last and view.period.first <= months.lasts[-1]
    shaded = [message("trends.shaded")] if is_shaded else []
    return clauses([message("trends.growing_where"), *shaded, *unfinished(months)])


def unfinished(months: Months) -> list[str]:
    """Up to which day the last month is counted, where it isn't over."""
    if not months.is_unfinished:
        return []
    return [message("trends.unfinished", month=month_text(months.as_of), day=day_text(months.as_of))]


def words(found: Trends, field: Field, months: Months, notes: tuple[Note, ...]) -> None:
    """A small chart for each word of a field, and which of them the numbers say has changed."""
    group = groups(selection, field)
    chart = drawn.word_panels(group, by_month(selection, group, months), months, view.period, notes)
    block.figure(chart, message(f"trends.words.{field}"), where(months), name="words")
    changes = found.words.get(field, ())
    claims = [one for one in changes if one.is_claim]
    for one in claims:
        name = block.plain(drawn.word_label(group, one.name))
        st.markdown(message("trends.word_claim", name=name, claim=drawn.change_text(one)))
    if changes:
        st.markdown(message("trends.other_words" if claims else "trends.no_word"))
        with st.expander(message("trends.compared")):
            table = drawn.change_table(changes, group)
            height = "content" if len(table) < _WHOLE else "auto"
            block.table(table, message("trends.changes"), height=height, is_printed=False)
            block.download(table, f"changes-{field}")


def year_over_year(months: Months) -> None:
    """Received in each month, a line for each year."""
    st.header(message("trends.year_over_year"), anchor=False)
    st.caption(block.plain(clauses([message("trends.year_where"), *unfinished(months)])))
    table = drawn.year_table(by_month(selection, everything(selection), months)[0], months)
    height = "content" if len(table) < _WHOLE else "auto"
    opened.cells(table, message("trends.year_over_year"), partial(_figure, months), height=height)
    block.download(table, "months-and-years")


def _figure(months: Months, row: int, column: int) -> opened.Figure | None:
    """A month of a year, or the whole of it."""
    year = f"{months.as_of.year - row}"
    code = year if column == _TOTAL else f"{year}-{column:02}"
    return ("received", {"period": code}) if column else None


view = current_view()
selection = view.of_every_status
by_now = select(view.source.register, view.source.settings.calendar, view.source.complete_to).where(
    {**view.filters, Field.STATUS: []}
)
months = months_of(selection, view.source.settings.start)
days = {"first": day_text(months.start), "day": day_text(view.as_of)}
block.title(view, "trends", message("trends.where", **days))
if len(selection) or not block.is_empty(view):
    fields = [field for field in _FIELDS if field in view.source.register.columns]
    notes = drawn.month_notes(view.source.settings.notes, months)
    found = trends(selection, by_now, months, fields)
    sentences(found)
    block.notes(view)
    growing(months, notes)
    if fields:
        by = st.segmented_control(
            message("trends.by"),
            fields,
            format_func=lambda field: label("field", field),
            default=fields[0],
            required=True,
            key="trends_by",
        )
        words(found, by, months, notes)
    year_over_year(months)
