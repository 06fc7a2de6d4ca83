"""What the database of published versions holds, asked with one statement in each run of a page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

import streamlit as st

from grm_dashboard.people.access import Setup, current_setup
from grm_data.store import Store, StoreError, Version, database_url

__all__ = ["Shelf", "look", "looking", "newest_number", "seen", "store", "texts_withheld", "version_numbered"]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Shelf:
    """The versions newer than ``after``, oldest first, and the numbers of those altered beyond reading."""

    versions: tuple[Version, ...]
    lost: tuple[int, ...] = ()
    after: int = 0

    @property
    def newest(self) -> int:
        """The number of the newest version, 0 where there is none newer than ``after``."""
        return max((*self.lost, *(one.number for one in self.versions[-1:])), default=0)


_looked: ContextVar[Shelf | None] = ContextVar("looked", default=None)
"""What the run of a page that is under way has seen."""


def store() -> Store:
    """The published versions; StoreError where the database can't be opened."""
    return _store(database_url(), make=current_setup() is Setup.LAPTOP)


@st.cache_resource(max_entries=1, show_spinner=False, on_release=Store.close)
def _store(url: str, *, make: bool) -> Store:
    return Store(url, make=make)


def look(after: int = 0) -> Shelf:
    """Ask the database for the versions newer than ``after``; StoreError where it can't be asked."""
    if after:
        try:
            return Shelf(store().history(after=after), after=after)
        except StoreError as error:
            if error.key != "store-body-damaged":
                raise
    return Shelf(*store().readable())


@contextmanager
def looking(shelf: Shelf | None) -> Iterator[None]:
    """Around a run of a page: whoever asks in it is told what was seen at its beginning."""
    token = _looked.set(shelf)
    try:
        yield
    finally:
        _looked.reset(token)


def version_numbered(number: int) -> Version:
    """A version without its register; StoreError where there is none of that number."""
    shelf = _looked.get() or Shelf(())
    found = next((one for one in shelf.versions if one.number == number), None)
    return store().version(number) if found is None else found


def newest_number() -> int:
    """The number of the newest version, 0 before anything is published."""
    shelf = _looked.get()
    return store().current_number() if shelf is None else shelf.newest or shelf.after


def texts_withheld(number: int) -> int:
    """How many texts a version hides."""
    return _texts_withheld(database_url(), number)


@st.cache_data(max_entries=20, show_spinner=False)
def _texts_withheld(url: str, number: int) -> int:  # noqa: ARG001  no version ever changes
    return version_numbered(number).texts_withheld


def seen(after: int = 0) -> Shelf:
    """The versions newer than ``after``, and perhaps others: what was seen already, else a new look."""
    shelf = _looked.get()
    return look(after) if shelf is None or shelf.after > after else shelf
