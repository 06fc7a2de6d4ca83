"""What does this count? A figure of a page opened: its formula, its parts, what it leaves out, its rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import streamlit as st
from pandas import DataFrame

from grm_dashboard.blocks.files import download
from grm_dashboard.blocks.rows import MOST_ROWS, say_if_capped
from grm_dashboard.blocks.tables import table
from grm_dashboard.blocks.wording import plain
from grm_dashboard.menu import PAGES as MENU
from grm_dashboard.people.access import current_access
from grm_dashboard.session.opening import ask_figure, asked_figure, asked_parts, close_figure
from grm_dashboard.session.run import current_view, run_again
from grm_dashboard.session.scopes import Part, offered_on, scope_of
from grm_dashboard.session.splits import splits_of
from grm_dashboard.session.view import View
from grm_data.analysis.opening import Opened, open_figure
from grm_data.definitions import PAGES, Definition, How, meaning_of, phrase_of
from grm_data.figures.indicators import what_would_supply
from grm_data.figures.labels import day_text, label, period_text
from grm_data.figures.opened import days_off, in_no_figure, left_out, rows_table, value_text
from grm_data.messages import message
from grm_data.register import Field

__all__ = ["Figure", "button", "cells", "opened"]

Figure: TypeAlias = tuple[str, Mapping[str, str]]
"""The code of a figure, and what it is split by → the code of the part."""


_WHOLE, _SCROLLED = 7, 280  # rows shown without scrolling, else pixels
_SELECT = 215
"""Pixels of a choice: three beside each other at 1280, one at 390."""


def button(page: str) -> None:
    """What opens the figures of a page."""
    if page in PAGES:
        st.button(
            message("opened.title"),
            icon=":material/help:",
            type="tertiary",
            help=message("opened.help"),
            key="what",
            on_click=ask_figure,
            args=(PAGES[page][0],),
        )


def opened(page: str) -> None:
    """The figure that the address opens, over the page; nothing is computed where it opens none."""
    if asked_figure(page) is not None:
        _over_the_page(page)


def cells(rows: DataFrame, name: str, figure_of: Callable[[int, int], Figure | None], **more: Any) -> None:
    """A table of figures; the cell selected is opened by a button below it.

    ``figure_of`` gives for the place of a row and of a column which figure stands there, and which part.
    """
    event = table(rows, name, on_select="rerun", selection_mode="single-cell", key=f"cells_{name}", **more)
    for row, column in event.selection.cells[:1]:
        place = list(rows.columns).index(column)
        if (figure := figure_of(row, place)) is not None:
            st.button(
                message("opened.of_cell", value=plain(str(rows.iat[row, place]))),
                icon=":material/help:",
                type="tertiary",
                key=f"what_{name}",
                on_click=ask_figure,
                args=figure,
            )


@st.dialog(message("opened.title"), width="large", on_dismiss=close_figure)
def _over_the_page(page: str) -> None:
    """Run again by itself when another figure is chosen; so it asks anew who is here, and of what."""
    if not current_access().role.may_read:
        st.rerun()
    entry = next(one for one in MENU if one.name == page)
    with run_again(entry) as source:
        definition = asked_figure(page)
        if isinstance(source, str) or definition is None:
            return
        view = current_view()
        _draw(page, view, definition)


def _draw(page: str, view: View, definition: Definition) -> None:
    scope = scope_of(page, view)
    chosen = _choose(page, view, definition, splits_of(page, view, scope, definition))
    for part in chosen.values():
        scope = part.of(scope)
    found = open_figure(definition, scope)
    _told(found, [part.name for part in chosen.values() if part.code])
    if definition.how is How.TOLD:
        st.caption(message("opened.only_told"))
    elif not found.is_recorded:
        for_readers = scope.everything.register.is_for_readers
        st.caption(plain(what_would_supply(definition, for_readers=for_readers)))
    else:
        _context(found)
        _rows(found)


def _choose(
    page: str, view: View, definition: Definition, splits: Mapping[str, tuple[Part, ...]]
) -> dict[str, Part]:
    """The figure and its parts to choose from; those chosen."""
    asked, chosen = asked_parts(), {}
    with st.container(horizontal=True, gap="small"):
        _select("figure", {one.code: one.name for one in offered_on(page, view)}, definition.code)
        for name, offered in splits.items():
            by_code = {part.code: part for part in offered}
            code = asked.get(name, offered[0].code)
            chosen[name] = by_code.get(code, offered[0])
            if len(offered) > 1:
                names = {part.code: part.name for part in offered}
                _select(name, names, chosen[name].code)
    return chosen


def _select(name: str, offered: Mapping[str, str], code: str) -> None:
    key = f"opened_{name}"
    st.session_state[key] = code
    words = label("field", name) if name in list(Field) else message(f"opened.{name}")
    st.selectbox(words, list(offered), format_func=lambda one: offered.get(one, one), key=key, width=_SELECT,
                 on_change=_ask, args=(name,))  # fmt: skip


def _ask(name: str) -> None:
    """Open what was chosen; the parts of another figure are others."""
    chosen = st.session_state[f"opened_{name}"]
    if name == "figure":
        kept = {axis: code for axis, code in asked_parts().items() if axis in ("period", *Field)}
        ask_figure(chosen, kept)
    else:
        ask_figure(st.session_state["opened_figure"], asked_parts() | {name: chosen})


def _told(found: Opened, chosen: list[str]) -> None:
    """The value, the formula, its numbers, and what its words mean."""
    definition = found.definition
    if (value := value_text(found)) is not None:
        st.metric(", ".join([definition.name, *map(plain, chosen)]), value)
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
        lines.append(message("opened.recorded", recorded=told.recorded, of=told.of))
    if definition.days is not None and found.behind.any():
        off = days_off(found)
        lines.append(
            message("opened.days_off", days=", ".join(off)) if off else message("opened.no_days_off")
        )
    if without := left_out(found):
        lines.append(message("opened.left_out", what=", ".join(without)))
    if nowhere := in_no_figure(every.register, None if definition.is_stock else scope.period):
        lines.append(message("opened.nowhere", what=", ".join(nowhere)))
    st.caption("  \n".join(map(plain, lines)))


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
        download(lambda: rows_table(found, with_place=is_staff), f"opened {definition.code}")
