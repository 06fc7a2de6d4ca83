"""What one run of a page is about: its register and the part of it asked for, each found once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace

from grm_dashboard.menu import MenuEntry
from grm_dashboard.session.address import asked_now
from grm_dashboard.session.asked import Asked
from grm_dashboard.session.shelf import Shelf, looking
from grm_dashboard.session.shown import source_of_session, what_is_published
from grm_dashboard.session.sources import Source
from grm_dashboard.session.view import View, asked_on, view_of
from grm_data.store import StoreError

__all__ = ["current_source", "current_view", "one_run", "run_again"]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Run:
    """What a run has found; the view is there once somebody asked for it."""

    source: Source | str
    asked: Asked
    view: View | None = None


_ANY = MenuEntry("", "")

_run: ContextVar[Run | None] = ContextVar("run", default=None)
"""The run that is under way in this thread; a fragment that looks again by itself is in none."""


@contextmanager
def one_run(entry: MenuEntry = _ANY) -> Iterator[Source | str]:
    """Around a run of a page: the register that it shows, or why there is none.

    The database is asked at most once, whether the page tells of other versions or not.
    """
    shelf: Shelf | None = None
    why_not = ""
    try:
        shelf = what_is_published(with_all_versions=entry.with_all_versions)
    except StoreError as error:
        why_not = str(error)
    with looking(shelf):
        token = _run.set(Run(why_not or source_of_session(), asked_on(asked_now(), entry.asked)))
        try:
            yield current_source()
        finally:
            _run.reset(token)


@contextmanager
def run_again(entry: MenuEntry) -> Iterator[Source | str]:
    """Around a part of a page that may be run by itself: the page's own run, else one for it alone."""
    if _run.get() is None:
        with one_run(entry) as source:
            yield source
    else:
        yield current_source()


def current_source() -> Source | str:
    """The register of this browser session: the person's own, else the published one, else why not."""
    run = _run.get()
    return source_of_session() if run is None else run.source


def current_view() -> View:
    """What is asked of the register shown, found once."""
    run = _run.get()
    if run is not None and run.view is not None:
        return run.view
    source = current_source()
    if isinstance(source, str):
        raise LookupError("no register is open")
    view = view_of(source, asked_now() if run is None else run.asked)
    if run is not None:
        _run.set(replace(run, view=view))
    return view
