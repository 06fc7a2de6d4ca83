"""What a report is made of: sections of typed blocks. Every format prints them in one loop.

A new section is a function of ``grm_data/report/sections/`` and its words: no format needs to know it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from itertools import groupby
from typing import Any, Literal, TypeAlias

from grm_data.figures.charts import Bars, Dots
from grm_data.messages import message
from grm_data.report.markdown import Paragraph

__all__ = [
    "CASE_COLUMNS",
    "Block",
    "Case",
    "Cases",
    "Cell",
    "Chart",
    "Heading",
    "Logo",
    "Section",
    "Sentences",
    "Table",
    "Written",
    "plain_pages",
    "plain_values",
]

_FEW_ROWS, _FEW_LETTERS = 12, 1500
"""Of a table that stands on one page."""

_NUMBER = re.compile(r"[+−]?\d[\d,.\u00a0\u202f]*|\d+:\d+( \([<>]?\d+[\u00a0\u202f]?%\))?")

Cell: TypeAlias = str | int
"""A number stands to the right; a text may have several lines."""

Sheet: TypeAlias = Literal["summary", "received", "addressed", "tables", "charts", "notes"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; of level 0 the report's title, of -1 what stands below it."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Sentences:
    """Paragraphs, or the points of a list."""

    texts: tuple[str, ...]
    is_list: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """What staff wrote, with its bold and italic words."""

    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table under the names of its columns, as wide as the page."""

    name: str  # what it is, for who can't see it
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]  # of the columns, in shares of the page
    merged: int = 0  # so many columns at the left in which a cell stands once for alike rows below each other
    is_small: bool = False

    @property
    def numbers(self) -> tuple[bool, ...]:
        """Whether each column holds numbers only, written as ones or not: it stands to the right.

        One of dashes alone may be of texts.
        """
        columns = list(zip(*self.rows, strict=True))
        return tuple(map(_is_of_numbers, columns)) or (False,) * len(self.head)

    @property
    def is_short(self) -> bool:
        """Whether no page shall end inside: few rows of few lines, without long texts.

        One that is taller than a page would run over its foot, and the last rows off the paper.
        """
        letters = sum(len(str(cell)) for row in self.rows for cell in row)
        lines = sum(max(str(cell).count("\n") + 1 for cell in row) for row in self.rows)
        return lines <= _FEW_ROWS and letters <= _FEW_LETTERS and not self.merged


def _is_of_numbers(column: Sequence[Cell]) -> bool:
    return all(map(_is_number, column)) and set(column) != {message("word.none")}


def _is_number(cell: Cell) -> bool:
    if isinstance(cell, int):
        return True
    return cell in (message("word.none"), message("indicator.hidden")) or bool(_NUMBER.fullmatch(cell))


@dataclass(frozen=True, slots=True)
class Case:
    """One row of the table *Summary of feedback addressed*."""

    no: int
    received: date
    received_on: str
    registered_no: str
    type: str
    channel: str
    issue: str
    action: str
    outcome: tuple[str, ...]  # "Resolved", "Date: August 3, 2020", "Period: 1 working day", "Way: email"
    working_days: int | None


CASE_COLUMNS = ("no", "received_on", "registered_no", "type", "channel", "issue", "action", "outcome")
"""The columns of the table of cases, in every format."""

_CASE_WIDTHS = (1.0, 2.7, 2.5, 2.7, 2.9, 5.0, 6.1, 3.4)
"""On a page in landscape no word of ours breaks in its column."""


@dataclass(frozen=True, slots=True)
class Cases:
    """Cases one by one, in landscape."""

    name: str
    head: tuple[str, ...]
    cases: Sequence[Case]
    widths: tuple[float, ...] = _CASE_WIDTHS

    @property
    def table(self) -> Table:
        """The cases as they are printed."""
        rows = tuple(tuple(_printed(getattr(one, name)) for name in CASE_COLUMNS) for one in self.cases)
        return Table(self.name, self.head, rows, self.widths, is_small=True)


def _printed(value: str | int | tuple[str, ...]) -> str:
    return "\n".join(value) if isinstance(value, tuple) else str(value)


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart by its name in the templates, with the text for who can't see it."""

    name: str
    title: str
    alt: str
    marks: Bars | Dots


@dataclass(frozen=True, slots=True)
class Logo:
    """The project's mark, as a PNG of ours."""

    alt: str
    png: bytes


Block: TypeAlias = Heading | Sentences | Written | Table | Cases | Chart | Logo


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report: its blocks, the sheet that they stand on in Excel, its name in templates."""

    blocks: tuple[Block, ...]
    sheet: Sheet = "summary"
    name: str = ""

    @property
    def is_wide(self) -> bool:
        """Whether it needs a page in landscape."""
        return any(isinstance(block, Cases) for block in self.blocks)


def plain_pages(sections: Iterable[Section]) -> list[dict[str, Any]]:
    """Sections as JSON would hold them, neighbours that share pages together.

    ``is_wide`` of the pages, and their ``sections``: ``name`` and ``blocks``, each with its ``kind``.
    """
    return [
        {
            "is_wide": is_wide,
            "sections": [{"name": one.name, "blocks": list(map(_plain, one.blocks))} for one in some],
        }
        for is_wide, some in groupby(sections, key=lambda one: one.is_wide)
    ]


def _plain(block: Block) -> dict[str, Any]:
    """A block without what only a renderer of ours needs; cases are a table like others."""
    if isinstance(block, Cases):
        return _plain(block.table)
    values: dict[str, Any] = plain_values(block, without=("marks", "png"))
    if isinstance(block, Table):
        values |= {"numbers": list(block.numbers), "is_short": block.is_short}
    return {"kind": type(block).__name__.casefold(), **values}


def plain_values(value: Any, without: tuple[str, ...] = ()) -> Any:
    """A value as JSON would hold it: dicts, lists, texts, numbers; a template can do nothing with them.

    ``without`` names fields of the outermost value to leave out.
    """
    if is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: plain_values(getattr(value, field.name))
            for field in fields(value)
            if field.name not in without
        }
    if isinstance(value, Mapping):
        return {str(name): plain_values(one) for name, one in value.items()}
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Sequence):
        return [plain_values(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value
