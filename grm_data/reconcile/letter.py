"""A checked report as a PDF of one page, to attach to a letter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from grm_data import __version__
from grm_data.figures.labels import day_text
from grm_data.messages import message
from grm_data.reconcile.comparing import Checked, Figure
from grm_data.reconcile.telling import answer, day_span, table_of, unread_lines
from grm_data.report.pdf import page_bytes
from grm_data.speech import language

__all__ = ["letter"]

_MOST = 28
_FEWEST_UNKNOWN = 6
"""Rows of both tables together on the page; so many of them are left to what can't be compared."""

_LETTERS = 60


def letter(checked: Checked, source: str, made_on: date) -> bytes:
    """The answer, what differs, what can't be compared, and the notes; the workbook has every figure."""
    notes = [*checked.notes, unread_lines(checked), message("reconcile.texts")]
    values = {
        "language": language().code,
        "title": message("reconcile.title"),
        "period": day_span(checked),
        "source": source,
        "answer": answer(checked),
        "parts": list(_parts(checked)),
        "notes_title": message("reconcile.notes"),
        "notes": notes,
        "made": message("reconcile.made", day=day_text(made_on), program=__version__),
    }
    return page_bytes("check.typ", "check", values)


def _parts(checked: Checked) -> Iterator[dict[str, Any]]:
    unknown = [one for one in checked.figures if one.agrees is None]
    room = _MOST - min(len(unknown), _FEWEST_UNKNOWN)
    differs = checked.differs[:room]
    if checked.differs:
        yield _part("differences", checked.differs, len(differs))
    if unknown:
        yield _part("not_compared", unknown, min(len(unknown), _MOST - len(differs)))


def _part(name: str, figures: Sequence[Figure], most: int) -> dict[str, Any]:
    """A table of the first figures, and how many more there are."""
    table = table_of(figures[:most], with_rows=False).iloc[:, :4]
    rest = len(figures) - most
    return {
        "title": message(f"reconcile.{name}"),
        "head": list(table.columns),
        "rows": [[_short(cell) for cell in row] for row in table.to_numpy().tolist()],
        "more": message("reconcile.more", n=rest) if rest else "",
    }


def _short(text: str) -> str:
    """A text that leaves its row on two lines."""
    return text if len(text) <= _LETTERS else f"{text[: _LETTERS - 1]}…"
