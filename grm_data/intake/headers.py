"""Where the table is: the sheet that looks most like a register, and its header.

The header is the row (or two rows) of the first HEADER_SEARCH rows in which most headings are known.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from grm_data.errors import RegisterError
from grm_data.intake.book import Book, Sheet
from grm_data.intake.cells import cell_text
from grm_data.intake.dates import looks_like_date
from grm_data.register.fields import IDENTITY_FIELDS, Field
from grm_data.register.folding import fold
from grm_data.register.headings import fields_of_heading, fields_of_spelling

__all__ = [
    "FEWEST_FIELDS",
    "Header",
    "combined_fields",
    "find_header",
    "header_of",
    "headers_of",
    "may_be_second_row",
    "own_headings",
    "plain_header",
    "score_of",
    "sheets_named",
]

HEADER_SEARCH = 100
"""Rows of a sheet in which its header is looked for."""

NO_ROWS: Mapping[int, int] = MappingProxyType({})

FEWEST_FIELDS = 2
"""Fewer known headings than this make no header."""

_SEPARATORS = re.compile(r"[,;/\n&+|]|\band\b|\bet\b|\by\b|\bи\b|\bба\b")


@dataclass(frozen=True, slots=True, repr=False)
class Header:
    """A sheet's header: one heading per column of its cells (None: no heading), and where it stands."""

    sheet: Sheet
    row: int  # index of the (first) header row in ``sheet.cells``
    height: int  # rows of the header, 1 or 2
    headings: tuple[str | None, ...]
    score: int  # how many different fields its headings name

    @property
    def sheet_row(self) -> int:
        """The header's row as the user sees it."""
        return self.sheet.first_row + self.row

    @property
    def rank(self) -> tuple[bool, int, int]:
        """The higher, the more the sheet looks like the register."""
        return not self.sheet.hidden, self.score, len(self.sheet.cells)


@lru_cache(4096)
def combined_fields(heading: str) -> frozenset[Field]:
    """The fields of a heading that names several: "Status, Resolved date, period, /working days/, way".

    Empty unless every part is a known heading and the status or the resolved date is among them.
    """
    parts = [part for part in _SEPARATORS.split(heading) if fold(part)]
    fields: set[Field] = set()
    for part in parts:
        known = fields_of_heading(part)
        if not known and fold(part) not in _PERIOD_WORDS:
            return frozenset()
        fields |= set(known)
    is_combined = len(parts) > 1 and fields & {Field.STATUS, Field.RESOLVED_ON}
    return frozenset(fields) if is_combined else frozenset()


_PERIOD_WORDS = frozenset(
    map(fold, ("Period", "Période", "Período", "Период", "Срок", "Хугацаа", "date", "огноо"))
)


def find_header(book: Book, sheet_name: str | None, columns: Mapping[str, str]) -> Header:
    """The header of the sheet named, else of the sheet that looks most like a register.

    Visible sheets go before hidden ones. ``columns`` are the settings' own headings by field.
    RegisterError where no sheet holds a header.
    """
    sheets = sheets_named(book, [] if sheet_name is None else [sheet_name])
    return max(headers_of(sheets, columns), key=lambda header: header.rank)


def headers_of(
    sheets: Sequence[Sheet], columns: Mapping[str, str], fixed: Mapping[int, int] = NO_ROWS
) -> list[Header]:
    """The header of each sheet that has one, in the sheets' order; RegisterError where none has.

    ``fixed`` are the rows of headers that somebody chose, by the sheet's place in ``sheets``.
    """
    own = own_headings(columns)
    found = (
        _header_at(sheet, fixed[i], own) if i in fixed else header_of(sheet, own)
        for i, sheet in enumerate(sheets)
    )
    headers = [header for header in found if header is not None]
    if not headers:
        raise RegisterError("no-header" if any(len(sheet.cells) for sheet in sheets) else "no-rows")
    return headers


def plain_header(sheet: Sheet) -> Header | None:
    """The first row of nothing but different texts, two or more; None where there is none."""
    for i, row in enumerate(sheet.cells.head(HEADER_SEARCH).to_numpy(object)):
        texts = [cell_text(value) for value in row]
        filled = [text for text in texts if text is not None]
        are_texts = all(isinstance(value, str) for value in row if cell_text(value) is not None)
        if len(filled) >= FEWEST_FIELDS and are_texts and len(set(filled)) == len(filled):
            return Header(sheet, i, 1, tuple(texts), 0)
    return None


def sheets_named(book: Book, names: Sequence[str]) -> list[Sheet]:
    """The sheets of those names, in the book's order; all where none is named. RegisterError where one of
    them isn't there.
    """
    if not book.sheets:
        raise RegisterError("no-sheet")
    found: set[int] = set()
    for name in names:
        exactly = [i for i, sheet in enumerate(book.sheets) if sheet.name == name]
        alike = exactly or [i for i, sheet in enumerate(book.sheets) if fold(sheet.name) == fold(name)]
        if not alike:
            raise RegisterError("sheet-missing", sheets=", ".join(sheet.name for sheet in book.sheets))
        found.add(alike[0])
    return [sheet for i, sheet in enumerate(book.sheets) if i in found or not names]


def header_of(sheet: Sheet, own: frozenset[str]) -> Header | None:
    """The best header of a sheet: most fields, then the upper row; None where fewer than 2 are known.

    Two rows make one header only where together they name more fields than either does alone.
    """
    cells = sheet.cells.head(HEADER_SEARCH).to_numpy(object)
    rows = [[cell_text(value) for value in row] for row in cells]
    scores = [
        score_of(row, own, _known if _holds_date(values) else _known_or_read)
        for row, values in zip(rows, cells, strict=True)
    ]
    found = [Header(sheet, i, 1, tuple(row), scores[i]) for i, row in enumerate(rows)]
    for i in range(len(rows) - 1):
        if may_be_second_row(cells[i + 1]):
            headings = _two_rows(sheet, i, rows[i], rows[i + 1])
            score = -1 if headings is None else score_of(headings, own)
            if headings is not None and score > max(scores[i], scores[i + 1]):
                found.append(Header(sheet, i, 2, tuple(headings), score))
    best = max(found, key=lambda header: (header.score, -header.row), default=None)
    return best if best is not None and best.score >= FEWEST_FIELDS else None


def _holds_date(values: Iterable[object]) -> bool:
    """Whether a cell of a row is a date and nothing else: it is data, of which only known spellings count."""
    return any(
        isinstance(value, date)
        or (isinstance(value, str) and _DIGIT.search(value) and looks_like_date(value))
        for value in values
    )


_DIGIT = re.compile(r"\d")


def _known(heading: str) -> Collection[Field]:
    return fields_of_spelling(heading)


def _known_or_read(heading: str) -> Collection[Field]:
    return fields_of_heading(heading) or combined_fields(heading)


def _header_at(sheet: Sheet, row: int, own: frozenset[str]) -> Header | None:
    """The header on a row as the user sees it; None where the sheet has no such row."""
    i = row - sheet.first_row
    if not 0 <= i < len(sheet.cells):
        return None
    headings = [cell_text(value) for value in sheet.cells.iloc[i].to_numpy(object)]
    return Header(sheet, i, 1, tuple(headings), score_of(headings, own))


def own_headings(columns: Mapping[str, str]) -> frozenset[str]:
    """The settings' own headings, folded."""
    return frozenset(folded for heading in columns.values() if (folded := fold(heading)))


def score_of(
    headings: list[str | None],
    own: frozenset[str],
    meaning: Callable[[str], Collection[Field]] = _known_or_read,
) -> int:
    """How many different fields the headings name."""
    fields: set[object] = set()
    for heading in headings:
        if heading is None or len(heading) > 200:
            continue
        if fold(heading) in own:
            fields.add(fold(heading))
        else:
            known = meaning(heading)
            fields.update(known if len(known) == 1 else [frozenset(known)] if known else [])
    return len(fields)


def may_be_second_row(values: Iterable[object]) -> bool:
    """A second header row holds only texts: a row with a date or a number is a feedback."""
    texts = [value for value in values if cell_text(value) is not None]
    return bool(texts) and all(isinstance(value, str) for value in texts)


def _two_rows(
    sheet: Sheet, i: int, upper: list[str | None], lower: list[str | None]
) -> list[str | None] | None:
    """One heading per column from two rows; a merged upper cell stands over all of its columns.

    The lower heading counts where it is known by itself, else both together ("Date" over "received"). None
    where a heading of identities stands over a text that is no heading: that is somebody's name.
    """
    spread = list(upper)
    for first_row, first, last_row, last in sheet.merged:
        if first_row <= sheet.first_row + i <= last_row:
            start = first - sheet.first_column
            spread[start : last - sheet.first_column + 1] = [upper[start]] * (last - first + 1)
    headings: list[str | None] = []
    for over, under in zip(spread, lower, strict=False):
        if over is None or under is None:
            headings.append(under or over)
            continue
        together = (under, f"{over} {under}", f"{under} {over}")
        known = next((text for text in together if fields_of_heading(text)), None)
        if known is None and IDENTITY_FIELDS.intersection(fields_of_heading(over)):
            return None
        headings.append(known or f"{over} {under}")
    return headings
