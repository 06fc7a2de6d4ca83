"""A figure opened: its value, formula and numbers, of which days it is, what it leaves out, and its rows."""

from __future__ import annotations

from functools import partial

import streamlit as st

from grm_dashboard.blocks.files import download
from grm_dashboard.blocks.rows import MOST_ROWS, say_if_capped
from grm_dashboard.blocks.tables import table
from grm_dashboard.blocks.wording import plain
from grm_dashboard.people.access import current_access
from grm_data.analysis.opening import Opened
from grm_data.definitions import How, meaning_of, phrase_of
from grm_data.figures.indicators import what_would_supply
from grm_data.figures.labels import day_text, days_text, period_text
from grm_data.figures.opened import days_off, in_no_figure, left_out, rows_table, value_text
from grm_data.messages import joined, message
from grm_data.settings import Settings, Standard

__all__ = ["explain"]

_WHOLE, _SCROLLED = 7, 280  # rows shown without scrolling, else pixels


def explain(found: Opened, chosen: list[str]) -> None:
    """Everything about a figure, of the parts chosen; of what isn't recorded, what would supply it."""
    _told(found, chosen)
    if not found.definition.rows:
        st.caption(message("opened.only_told"))
    elif not found.is_recorded:
        for_readers = found.scope.everything.register.is_for_readers
        st.caption(plain(what_would_supply(found.definition, for_readers=for_readers)))
    else:
        _context(found)
        _rows(found)


def _told(found: Opened, chosen: list[str]) -> None:
    """The value, the formula, its numbers, and what its words mean."""
    definition = found.definition
    if (value := value_text(found)) is not None:
        st.metric(joined([definition.name, *map(plain, chosen)]), value)
    st.markdown(message("definition.is", name=plain(definition.name), formula=plain(definition.formula)))
    if definition.how is not How.COUNT and found.is_recorded:
        numbers = zip(definition.sets, (found.numerator, found.denominator), strict=False)
        st.markdown("  \n".join(_number(name, n or 0) for name, n in numbers))


def _number(name: str, n: int) -> str:
    """How many rows of a set there are, and what belongs to it."""
    phrase, meaning = plain(phrase_of(name).strip("()")), meaning_of(name)
    key = "opened.number_of" if meaning else "opened.number"
    return message(key, n=n, phrase=phrase, meaning=plain(meaning or ""))


def _context(found: Opened) -> None:
    """Of which days, by which calendar, and what is left out, here and everywhere."""
    definition, scope = found.definition, found.scope
    every, day = scope.everything, day_text(scope.everything.as_of)
    key = "opened.stock" if definition.is_stock else "opened.as_of"
    lines = [message(key, period=period_text(scope.period), day=day)]
    if (told := found.recorded) is not None:
        lines.append(message("opened.recorded", recorded=told.recorded, n=told.of))
    for name, standard in _standards(scope.settings).items():
        if name in definition.asks and standard is not None:
            lines.append(message("opened.standard", days=days_text(standard.days, standard.unit)))
    if definition.days is not None and found.behind.any():
        off = days_off(found)
        lines.append(message("opened.days_off", days=joined(off)) if off else message("opened.no_days_off"))
    if without := left_out(found):
        lines.append(message("opened.left_out", what=joined(without)))
    if nowhere := in_no_figure(every.register, None if definition.is_stock else scope.period):
        lines.append(message("opened.nowhere", what=joined(nowhere)))
    st.caption("  \n".join(map(plain, lines)))


def _standards(settings: Settings) -> dict[str, Standard | None]:
    """What a figure asks of the settings → the service standard."""
    return {"resolve": settings.resolve_standard, "acknowledge": settings.acknowledge_standard}


def _rows(found: Opened) -> None:
    """The rows behind the figure, the first of many; all of them as a file."""
    definition, n = found.definition, int(found.behind.sum())
    if not definition.shows_rows:
        st.caption(message("opened.no_rows"))
        return
    st.markdown(message("page.rows_behind", n=n))
    say_if_capped(n)
    if n:
        is_staff = current_access().role.may_publish
        rows = rows_table(found, MOST_ROWS, with_place=is_staff)
        height = "content" if n <= _WHOLE else _SCROLLED
        table(rows, definition.name, height=height, is_printed=False)
        every = partial(rows_table, found, with_place=is_staff) if n > MOST_ROWS else rows
        download(every, f"opened {definition.code}", at_once=n <= MOST_ROWS)
