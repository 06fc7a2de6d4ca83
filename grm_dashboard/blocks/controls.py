"""The controls beside every page: the period, its comparison, the day that it is read on, and the filters.

Each shows what the address asks for, and a change of it changes the address.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

import streamlit as st

from grm_dashboard.blocks.block import period_and_day
from grm_dashboard.blocks.wording import plain
from grm_dashboard.menu import AS_OF, COMPARE, FILTERED, PERIOD, STATUS, MenuEntry
from grm_dashboard.session.address import ask, asked_now
from grm_dashboard.session.asked import (
    AT_ITS_END,
    BY_NOW,
    COMPARED,
    CUSTOM,
    KINDS,
    START,
)
from grm_dashboard.session.stepping import moved
from grm_dashboard.session.unheard import is_chosen, show
from grm_dashboard.session.view import View, is_over, newest_period
from grm_dashboard.session.words import codes_of_words, filtered_fields
from grm_data.figures.labels import label, period_name
from grm_data.messages import has_message, message
from grm_data.register import Field, Period
from grm_data.register.days import FIRST_ASKED, LAST_ASKED
from grm_data.register.spans import Span, period_of

__all__ = ["controls"]

_DAY = "day"  # the third way to read a period: as of a day of one's own


def controls(view: View, entry: MenuEntry) -> None:
    """What the page may be asked, and nothing else."""
    if PERIOD in entry.asked:
        _period(view)
    if AS_OF in entry.asked:
        _reading(view)
    if COMPARE in entry.asked and view.asked.kind != START:
        _comparison(view)
    if FILTERED in entry.asked:
        _filters(view)
    if STATUS in entry.asked:
        _words(view, Field.STATUS, st.pills, selection_mode="multi")


def _period(view: View) -> None:
    """The kind of period, its neighbours, and any days."""
    show("period", view.asked.kind)
    last = min(view.period.last, max(view.source.complete_to, view.period.first))
    st.selectbox(
        message("filter.period"),
        KINDS,
        index=KINDS.index(view.asked.kind),
        format_func=lambda kind: message(f"filter.kind.{kind}"),
        key="period",
        on_change=_choose_kind,
        args=(Period(CUSTOM, view.period.first, view.period.last), last),
    )
    when, span = period_and_day(view), view.asked.span
    named = message("filter.shown", name=period_name(view.period), when=when) if span is not None else when
    st.caption(plain(named))
    if span is not None:
        _say_what_is_newest(view, span)
    if view.asked.kind == CUSTOM:
        _days(view)
    if view.asked.kind != START:
        _steps(view)


def _choose_kind(shown: Period, last: date) -> None:
    """The period of the chosen kind that holds the last day shown; from then on the address names it."""
    if not is_chosen("period", KINDS):
        return
    kind = st.session_state["period"]
    period = period_of(Span(kind), last) if kind in list(Span) else shown if kind == CUSTOM else None
    ask(replace(asked_now(), kind=kind, period=period))


def _say_what_is_newest(view: View, span: Span) -> None:
    """That nothing came lately, where an earlier period is shown instead."""
    nothing = period_of(span, view.source.complete_to)
    if view.asked.period is None and nothing != view.period:
        names = {"none": period_name(nothing), "latest": period_name(view.period)}
        st.caption(message("filter.nothing_since", **names))


def _days(view: View) -> None:
    """Any days; while the last one is still to be chosen, nothing changes."""
    days = (view.period.first, view.period.last)
    if len(st.session_state.get("dates") or ()) != 1:
        show("dates", days)
    st.date_input(
        message("filter.dates"),
        value=days,
        min_value=FIRST_ASKED,
        max_value=LAST_ASKED,
        format=message("page.day_input"),
        key="dates",
        on_change=_choose_days,
    )


def _choose_days() -> None:
    days = sorted(st.session_state["dates"] or ())
    if len(days) == 2 and is_chosen("dates"):
        ask(replace(asked_now(), kind=CUSTOM, period=Period(CUSTOM, *days)))


def _steps(view: View) -> None:
    """The period before and after, and the newest one."""
    before, after = (moved(view.asked, view.period, steps) for steps in (-1, 1))
    start, complete_to, span = view.history_start, view.source.complete_to, view.asked.span
    with st.container(horizontal=True, gap="xsmall"):
        _step("earlier", before, is_there=before is not None and before.last >= start)
        _step("later", after, is_there=after is not None and after.first <= complete_to)
        if span is not None and view.period.last < newest_period(view.source, span).first:
            _step("newest", None, is_there=True)


def _step(name: str, period: Period | None, *, is_there: bool) -> None:
    """A button that leads to a period; to the newest one where none is named."""
    key = f"period_{name}"
    st.button(message(f"filter.{name}"), key=key, on_click=_go, args=(period,), disabled=not is_there)


def _go(period: Period | None) -> None:
    ask(replace(asked_now(), period=period))


def _reading(view: View) -> None:
    """At its end, where it is over, by now, or as of a day of one's own."""
    first, last = view.period.first, view.source.complete_to
    if first > last:
        return
    asked = view.asked.as_of
    readings = [AT_ITS_END, BY_NOW, _DAY] if is_over(view.source, view.period) else [BY_NOW, _DAY]
    reading = _DAY if isinstance(asked, date) else asked if asked in readings else BY_NOW
    show("as_of", reading)
    st.pills(
        message("filter.as_of"),
        readings,
        default=reading,
        required=True,
        format_func=lambda name: message(f"filter.{name}"),
        help=message("filter.as_of_help"),
        key="as_of",
        on_change=_choose_reading,
        args=(view.as_of,),
    )
    if isinstance(asked, date):
        show("as_of_day", view.as_of)
        st.date_input(
            message("filter.as_of_day"),
            value=view.as_of,
            min_value=first,
            max_value=last,
            format=message("page.day_input"),
            key="as_of_day",
            on_change=_choose_day,
        )


def _choose_reading(shown: date) -> None:
    if is_chosen("as_of", (AT_ITS_END, BY_NOW, _DAY)):
        reading = st.session_state["as_of"]
        ask(replace(asked_now(), as_of=shown if reading == _DAY else reading))


def _choose_day() -> None:
    if is_chosen("as_of_day"):
        ask(replace(asked_now(), as_of=st.session_state["as_of_day"] or AT_ITS_END))


def _comparison(view: View) -> None:
    """The period before, the same one last year, or none."""
    show("compare", view.asked.compare)
    st.selectbox(
        message("filter.compare"),
        COMPARED,
        index=COMPARED.index(view.asked.compare),
        format_func=lambda name: message(f"filter.compare_{name}"),
        key="compare",
        on_change=_choose_comparison,
    )


def _choose_comparison() -> None:
    if is_chosen("compare", COMPARED):
        ask(replace(asked_now(), compare=st.session_state["compare"]))


def _filters(view: View) -> None:
    """The fields by which this role may filter; those that no report prints one click away."""
    fields = [one for one in filtered_fields(view.source.register) if one is not Field.STATUS]
    further = [one for one in fields if not one.traits.reported]
    for field in fields:
        if field not in further:
            _words(view, field, st.multiselect, placeholder=_every(field))
    if further:
        with st.expander(message("filter.more")):
            for field in further:
                _words(view, field, st.multiselect, placeholder=_every(field))


def _every(field: Field) -> str:
    key = f"filter.all_{field}"
    return message(key if has_message(key) else "filter.all")


def _words(view: View, field: Field, widget: Callable[..., object], **more: object) -> None:
    """A filter by words of the register."""
    name, codes = str(field), codes_of_words(view.source.register, field)
    show(name, view.filters[field])
    widget(
        label("field", name),
        list(codes),
        default=view.filters[field],
        format_func=lambda word: label(name, word),
        key=name,
        on_change=_choose_words,
        args=(field, codes),
        **more,
    )


def _choose_words(field: Field, codes: Mapping[str, str]) -> None:
    if not is_chosen(str(field), codes):
        return
    asked = asked_now()
    chosen = [codes[word] for word in st.session_state[str(field)] if word in codes]
    others = asked.without_words(field).words
    ask(replace(asked, words={**others, field: chosen} if chosen else others))
