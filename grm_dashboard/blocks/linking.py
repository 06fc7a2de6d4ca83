"""What stands above a page: its name, the link to what it shows, and its filters, each with a way out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import streamlit as st

from grm_dashboard.blocks import opened
from grm_dashboard.blocks.printing import said_on_paper
from grm_dashboard.blocks.wording import plain
from grm_dashboard.menu import AS_OF, PAGES, PERIOD, MenuEntry
from grm_dashboard.session.address import VERSION, link, others_now, remove_filter, reset_filters
from grm_dashboard.session.asked import AT_ITS_END, CUSTOM, START, Asked, parameters_of
from grm_dashboard.session.view import View, newest_period
from grm_data.figures.labels import label
from grm_data.messages import joined, message
from grm_data.register import Field, Period

__all__ = ["title"]


def title(view: View | None, page: str) -> None:
    """The page's name and the link to it; below them the filters that narrow it."""
    entry = next(one for one in PAGES if one.name == page)
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.title(message(f"page.{page}.title"), anchor=False, width="stretch")
        if view is not None and len(view.source.register):
            opened.button(page)
        links = st.popover(
            message("link.copy"), icon=":material/link:", type="tertiary", key="link", on_change="rerun"
        )
    if links.open:
        with links:
            if view is None:
                _address("here", link(page, others_now()))
            else:
                _links(view, entry)
    if view is not None and len(view.source.register):
        opened.opened(page)
    if view is not None and any(view.filters.values()):
        _filters({field: words for field, words in view.filters.items() if words})


def _filters(filters: Mapping[Field, list[str]]) -> None:
    """Each filter as a sentence that a click removes, and one button for all of them."""
    sentences = {field: _sentence(field, words) for field, words in filters.items()}
    with st.container(horizontal=True, gap="xsmall"):
        said_on_paper(*sentences.values())
        for field, sentence in sentences.items():
            st.button(
                plain(sentence),
                icon=":material/close:",
                icon_position="right",
                help=message("filter.remove", field=plain(label("field", field))),
                key=f"remove_{field}",
                on_click=remove_filter,
                args=(field,),
            )
        st.button(message("page.reset"), type="tertiary", key="reset_all", on_click=reset_filters)


def _sentence(field: Field, words: list[str]) -> str:
    told = joined(label(str(field), word) for word in words)
    return message("filter.is", field=label("field", field), words=told)


def _links(view: View, entry: MenuEntry) -> None:
    """Always the newest, or exactly these numbers; one's own spreadsheet has none."""
    if view.source.is_upload:
        st.markdown(message("link.own"))
        return
    others = others_now()
    _address("newest", link(entry.name, parameters_of(always_the_newest(view)) | others))
    version = view.source.version
    pinned = {} if version is None else {VERSION: [str(version.number)]}
    asked = parameters_of(exactly_this(view, entry))
    _address("exact" if version else "exact_file", link(entry.name, pinned | asked | others))


def _address(name: str, address: str) -> None:
    st.markdown(message(f"link.{name}"))
    st.code(address, language=None, wrap_lines=True)


def always_the_newest(view: View) -> Asked:
    """The same of whatever is newest: a period that is the newest of its kind moves along."""
    asked = view.asked
    if asked.span is not None and asked.period == newest_period(view.source, asked.span):
        asked = replace(asked, period=None)
    return replace(asked, as_of=AT_ITS_END) if isinstance(asked.as_of, date) else asked


def exactly_this(view: View, entry: MenuEntry) -> Asked:
    """The same with its days named, so far as the page has any."""
    asked = view.asked
    if PERIOD in entry.asked:
        kind = CUSTOM if asked.kind == START else asked.kind
        period = view.period if asked.span else Period(CUSTOM, view.period.first, view.period.last)
        asked = replace(asked, kind=kind, period=period)
    return replace(asked, as_of=view.as_of) if AS_OF in entry.asked else asked
