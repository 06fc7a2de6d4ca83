"""The menu as pages of Streamlit's, which looks at a page's file and icon whenever one is made."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from functools import lru_cache

import streamlit as st

from grm_dashboard.blocks import log_in
from grm_dashboard.menu import MOVED, PAGES, MenuEntry
from grm_dashboard.private import StreamlitPage
from grm_data.messages import message
from grm_data.speech import language

__all__ = ["Pages", "pages_for"]


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of a run: those of the menu by their names, and those that only lead to another.

    The default page has no path of its own in Streamlit; so the root leads to another.
    """

    root: StreamlitPage
    by_name: Mapping[str, StreamlitPage]
    moved: Mapping[str, StreamlitPage]  # where a page once was → the page there

    @property
    def all(self) -> list[StreamlitPage]:
        """Each of them."""
        return [self.root, *self.by_name.values(), *self.moved.values()]

    def copied(self) -> Pages:
        """The same for one run, which marks the page that it shows."""
        by_name, moved = ({name: copy(one) for name, one in of.items()} for of in (self.by_name, self.moved))
        return Pages(copy(self.root), by_name, moved)


def pages_for(*, may_publish: bool) -> Pages:
    """The pages of a run in the language that is spoken."""
    return _made(language().code, may_publish).copied()


@lru_cache
def _made(code: str, may_publish: bool) -> Pages:  # noqa: ARG001  the language of the titles
    by_name = {entry.name: _page_of(entry, may_publish) for entry in PAGES}
    moved = {
        old: st.Page(_nothing, title=message(f"page.{name}.menu"), url_path=old, visibility="hidden")
        for old, name in MOVED.items()
    }
    root = st.Page(_nothing, title=message("page.app"), default=True, visibility="hidden")
    return Pages(root, by_name, moved)


def _page_of(entry: MenuEntry, may_publish: bool) -> StreamlitPage:
    """A page of the menu; for whoever may not publish, those for staff only say so."""
    title = message(f"page.{entry.name}.menu")
    if entry.for_staff and not may_publish:
        return st.Page(log_in.for_staff, title=title, url_path=entry.name, visibility="hidden")
    return st.Page(
        f"{entry.name}.py", title=title, icon=entry.icon, url_path=entry.name,
        visibility="visible" if entry.is_in_menu else "hidden",
    )  # fmt: skip


def _nothing() -> None:
    """What is on a page that leads to another."""
