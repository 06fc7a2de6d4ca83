"""What does this count? A figure of a page opened: its formula, its parts, what it leaves out, its rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import streamlit as st
from pandas import DataFrame

from grm_dashboard.blocks.explaining import explain
from grm_dashboard.blocks.tables import table
from grm_dashboard.blocks.wording import plain
from grm_dashboard.menu import PAGES as MENU
from grm_dashboard.people.access import current_access
from grm_dashboard.session.opening import ask_figure, asked_figure, asked_parts, close_figure
from grm_dashboard.session.run import current_view, run_again
from grm_dashboard.session.scopes import Part, offered_on, scope_of
from grm_dashboard.session.splits import splits_of
from grm_dashboard.session.unheard import is_chosen, show
from grm_dashboard.session.view import View
from grm_data.analysis.opening import open_figure
from grm_data.definitions import PAGES, Definition
from grm_data.figures.labels import label
from grm_data.messages import message
from grm_data.register import Field

__all__ = ["Figure", "button", "cells", "opened"]

Figure: TypeAlias = tuple[str, Mapping[str, str]]
"""The code of a figure, and what it is split by → the code of the part."""


_SELECT, _FIGURE = 215, 290
"""Pixels of a choice, and of that of the figure: all beside each other at 1280, one at 390."""


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
    explain(open_figure(definition, scope), [part.name for part in chosen.values() if part.code])


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
    show(key, code)
    words = label("field", name) if name in list(Field) else message(f"opened.{name}")
    st.selectbox(
        words,
        list(offered),
        index=list(offered).index(code) if code in offered else 0,
        format_func=lambda one: offered.get(one, one),
        key=key,
        width=_FIGURE if name == "figure" else _SELECT,
        on_change=_ask,
        args=(name, offered),
    )


def _ask(name: str, offered: Mapping[str, str]) -> None:
    """Open what was chosen; the parts of another figure are others."""
    if not is_chosen(f"opened_{name}", offered):
        return
    chosen = st.session_state[f"opened_{name}"]
    if name == "figure":
        kept = {axis: code for axis, code in asked_parts().items() if axis in ("period", *Field)}
        ask_figure(chosen, kept)
    else:
        ask_figure(st.session_state["opened_figure"], asked_parts() | {name: chosen})
